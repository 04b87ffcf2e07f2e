"""A web site on this machine for the tests, whose answers each test writes down, and a clock that waits at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from onrecord.clock import Clock


@dataclass(frozen=True)
class Reply:
    """What the site answers."""

    status: int = 200
    body: bytes = b""
    header: Mapping[str, str] | None = None
    declared: int | None = None


@dataclass(frozen=True)
class Asked:
    """What the site was asked, and when (``monotonic`` of the test's clock)."""

    path: str
    header: Mapping[str, str]
    begun: float


class QuickClock(Clock):
    """Waiting moves it on at once; every wait is kept in ``waits``."""

    def __init__(self) -> None:
        self._passed = 0.0
        self._lock = threading.Lock()
        self.waits: list[float] = []

    def now(self) -> datetime:
        return datetime(2024, 6, 3, 12, tzinfo=UTC) + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        return 1_000.0 + self._passed

    def pass_by(self, seconds: float) -> None:
        with self._lock:
            self._passed += seconds

    def wait(self, seconds: float, stop: threading.Event | None = None) -> bool:
        self.waits.append(seconds)
        self.pass_by(seconds)
        return stop is not None and stop.is_set()


class Site(ThreadingHTTPServer):
    """Answers ``pages[path]``; what is not there is 404. ``asked`` is what it was asked, in order."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, address: str, clock: Clock) -> None:
        super().__init__((address, 0), _Handler)
        self.clock = clock
        self.pages: dict[str, Reply | Callable[[Mapping[str, str]], Reply]] = {}
        self.asked: list[Asked] = []
        self.busy = 0
        self.busiest = 0
        self.lock = threading.Lock()

    @property
    def base(self) -> str:
        return f"http://{self.server_address[0]!s}:{self.server_address[1]}"

    @property
    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what some of these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is logged."""

    def do_GET(self) -> None:
        site = self.server
        with site.lock:
            site.busy += 1
            site.busiest = max(site.busy, site.busiest)
            site.asked.append(Asked(self.path, dict(self.headers), site.clock.monotonic()))
        page = site.pages.get(self.path, Reply(404))
        reply = page if isinstance(page, Reply) else page(dict(self.headers))
        # Before the last byte: the client may go on as soon as it has it.
        with site.lock:
            site.busy -= 1
        self.send_response(reply.status)
        for name, value in (reply.header or {}).items():
            self.send_header(name, value)
        if reply.declared is not None:
            self.send_header("Content-Length", str(reply.declared))
        self.end_headers()
        self.wfile.write(reply.body)


@contextmanager
def site(address: str = "127.0.0.1", clock: Clock | None = None) -> Iterator[Site]:
    """A site that runs while the block does."""
    made = Site(address, clock or Clock())
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.shutdown()
        made.server_close()
        thread.join()
