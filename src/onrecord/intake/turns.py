"""Whose turn it is: one request at a time per host, a pause after each, and none while a host asks to be left alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from onrecord.clock import Clock
from onrecord.errors import FetchError

from .deadline import Deadline
from .target import Target

#: So many hosts are remembered; beyond that, those not asked for longest are forgotten.
MOST_HOSTS = 2_000


@dataclass(slots=True)
class Host:
    """What is remembered of one host (name and port). Times are the clock's ``monotonic``.

    ``delay`` is the pause that the host itself asks for (Crawl-delay, seconds). Until ``closed_until`` it is left
    alone, because it answered ``closed_by`` (HTTP) with Retry-After.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    robots_lock: threading.Lock = field(default_factory=threading.Lock)
    last: float | None = None
    delay: float = 0.0
    closed_until: float = 0.0
    closed_by: int | None = None
    users: int = 0


class Turns:
    """The hosts, and when each may be asked. All threads may ask at once."""

    def __init__(self, clock: Clock, pause: float, stop: threading.Event | None) -> None:
        self._clock = clock
        self._pause = pause
        self._stop = stop
        self._hosts: dict[str, Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, target: Target, deadline: Deadline) -> Iterator[Host]:
        """Waits until the target's host may be asked, and holds it; the pause begins when the block ends.

        Raises:
            FetchError: if the host is closed by Retry-After (nothing is waited for then), or a stop was asked for.
        """
        with self.using(target) as host:
            with deadline.halted():
                self._check(host, target)
                host.lock.acquire()
            try:
                with deadline.halted():
                    self._wait(host, target)
                try:
                    yield host
                finally:
                    host.last = self._clock.monotonic()
            finally:
                host.lock.release()

    @contextmanager
    def using(self, target: Target) -> Iterator[Host]:
        """The target's host, which is not forgotten inside the block."""
        with self._lock:
            key = f"{target.host}:{target.real_port}"
            host = self._hosts.setdefault(key, Host())
            host.users += 1
            if len(self._hosts) > MOST_HOSTS:
                self._forget()
        try:
            yield host
        finally:
            with self._lock:
                host.users -= 1

    def close(self, host: Host, seconds: float, status: int) -> None:
        """The host, answering ``status``, asked to be left alone for so long."""
        host.closed_until, host.closed_by = self._clock.monotonic() + seconds, status

    def ready_in(self, target: Target) -> float:
        """Seconds until the host may be asked; a pause's length while it is being asked."""
        with self._lock:
            host = self._hosts.get(f"{target.host}:{target.real_port}")
        if host is None:
            return 0.0
        closed = host.closed_until - self._clock.monotonic()
        pause = self._gap(host) if host.lock.locked() else self._left(host)
        return max(0.0, closed, pause)

    def _gap(self, host: Host) -> float:
        return max(self._pause, host.delay)

    def _left(self, host: Host) -> float:
        return 0.0 if host.last is None else host.last + self._gap(host) - self._clock.monotonic()

    def _wait(self, host: Host, target: Target) -> None:
        self._check(host, target)
        while (left := self._left(host)) > 0:
            self._clock.wait(left, self._stop)
            self._check(host, target)

    def _check(self, host: Host, target: Target) -> None:
        if self._stop is not None and self._stop.is_set():
            raise FetchError("this visit was stopped before its turn", target.where, "visit it again")
        closed = host.closed_until - self._clock.monotonic()
        if closed > 0:
            raise FetchError(
                f"this server asks to be left alone for a while (HTTP {host.closed_by})",
                target.where,
                f"try again in {closed:.0f} s",
                status=host.closed_by,
                retry_after=closed,
            )

    def _forget(self) -> None:
        now = self._clock.monotonic()
        idle = [key for key, host in self._hosts.items() if not host.users and host.closed_until <= now]
        idle.sort(key=lambda key: self._hosts[key].last or 0.0)
        for key in idle[: MOST_HOSTS // 2]:
            del self._hosts[key]
