"""Visiting pages again and again, politely: robots.txt, one request at a time per host, and only what has changed.

Every redirect is checked as if it were the first address: its scheme, its host's addresses, its site's robots.txt, its
host's pause.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from onrecord.clock import Clock
from onrecord.errors import FetchError, IntakeError

from .deadline import Deadline
from .fetch import REDIRECTS, USER_AGENT, Answer, Limits, Request, get
from .raw import Raw
from .robots import Rules
from .target import Target, target_of
from .turns import Turns

#: How long a site's robots.txt is remembered, and how long that it failed (seconds); Retry-After is heeded for a day.
ROBOTS_KEPT, ROBOTS_FAILED, LONGEST_CLOSED = 86_400.0, 3_600.0, 86_400.0
_PERMANENT = frozenset({301, 308})
_LONGEST_FIELD, _MOST_ORIGINS = 1_000, 1_000
#: Answers that hold the whole page. Half of one, or a notice that it is not there yet, would pass for its new version.
_WHOLE = frozenset({200, 203})
_STATUS_SAYS = {
    202: "this server has not made the page yet",
    204: "this server gave an empty page",
    205: "this server gave an empty page",
    206: "this server gave only a part of the page",
    304: "this server says the page has not changed, but was not asked that",
    401: "this page asks for a password",
    403: "this page may not be read (the server forbids it)",
    404: "there is no such page",
    410: "this page has been removed",
    429: "this server asks to be left alone for a while",
    451: "this page is withheld for legal reasons",
}
_DEFAULT, _CLOCK = Limits(), Clock()


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of the version it gave, to be said back to it: ETag and Last-Modified, as it gave them.

    ``of`` is the address where it was said, after redirects: to any other page they mean nothing, and an older one that
    is given in its place would pass for unchanged. ``None`` where that is not known.
    """

    etag: str | None = None
    modified: str | None = None
    of: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit brought. ``raw`` is ``None`` where the page has not changed since ``known`` (HTTP 304).

    ``moved_to`` is the final address if there were redirects and every one of them was permanent (301, 308).
    """

    raw: Raw | None
    validators: Validators
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class _Site:
    """A site's rules, or why they could not be had; until when (``monotonic``) that is believed."""

    rules: Rules | None
    failure: tuple[str, str | None, int | None]
    until: float


class Visitor:
    """Visits pages, each host no oftener than it wants; of one Visitor, all threads may ask at once.

    ``pause`` is the least number of seconds between two requests to one host. Once ``stop`` is set, nothing is asked
    any more and no wait goes on. ``longest_delay`` is the longest Crawl-delay (seconds) that is heeded.
    """

    def __init__(
        self,
        limits: Limits = _DEFAULT,
        clock: Clock = _CLOCK,
        *,
        pause: float = 2.0,
        user_agent: str = USER_AGENT,
        longest_delay: float = 60.0,
        stop: threading.Event | None = None,
    ) -> None:
        self._limits = limits
        self._clock = clock
        self._agent = user_agent
        self._longest_delay = longest_delay
        self._turns = Turns(clock, pause, stop)
        self._sites: dict[str, _Site] = {}

    def visit(self, url: str, known: Validators | None = None) -> Visit:
        """The page at ``url``, or that it is still the one of ``known``.

        Waits for its turn at each host on the way (pause, Crawl-delay), which does not count as the server's time;
        where a host has closed itself by Retry-After, it is not asked, and a FetchError says for how long.

        Raises:
            FetchError: if the page could not be fetched.
            IntakeError: if it is none that is fetched: no web address, a private one, too large.
        """
        deadline = Deadline(self._limits.total, self._limits.read)
        at, permanent, status = url, True, None
        for _ in range(self._limits.redirects + 1):
            target = target_of(at, url)
            self._ask_robots(target, deadline)
            fields = _conditions(known, target.url)
            answer = self._get(target, self._page(fields), deadline)
            onward = _onward(target, answer)
            if onward is None:
                moved = target.url if at != url and permanent else None
                return self._found(target, url, answer, known if fields else None, moved)
            at, permanent, status = onward, permanent and answer.status in _PERMANENT, answer.status
        raise FetchError(
            f"this page redirects more than {self._limits.redirects} times",
            url,
            "give its final address",
            status=status,
        )

    def ready_in(self, url: str) -> float:
        """Seconds until the host of ``url`` may be asked again: its pause, Crawl-delay and Retry-After; 0 is now.

        Raises:
            IntakeError: if ``url`` is no web address.
        """
        return self._turns.ready_in(target_of(url, url))

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of the site of ``url`` names.

        Raises:
            FetchError: if it could not be fetched.
        """
        target = target_of(url, url)
        rules = self._rules(target, Deadline(self._limits.total, self._limits.read))
        return tuple(urljoin(target.url, one) for one in rules.sitemaps)

    def _page(self, fields: dict[str, str]) -> Request:
        return Request(self._agent, self._limits, self._limits.size, fields=fields)

    def _found(self, target: Target, url: str, answer: Answer, known: Validators | None, moved: str | None) -> Visit:
        etag, modified = (_field(answer.header.get(name)) for name in ("etag", "last-modified"))
        if answer.status == 304 and known is not None:
            return Visit(None, Validators(etag or known.etag, modified or known.modified, target.url), moved)
        if answer.status not in _WHOLE:
            raise FetchError(
                _said(answer.status),
                url,
                "check the address, or try again later",
                status=answer.status,
                retry_after=self._retry_after(answer),
            )
        now = self._clock.now().astimezone(UTC).isoformat(timespec="seconds")
        raw = Raw(answer.body, url, answer.header.get("content-type"), now, target.url, answer.status)
        return Visit(raw, Validators(etag, modified, target.url), moved)

    def _get(self, target: Target, request: Request, deadline: Deadline) -> Answer:
        with self._turns.turn(target, deadline) as host:
            answer = get(target, request, deadline)
            seconds = self._retry_after(answer)
            if seconds is not None:
                self._turns.close(host, seconds, answer.status)
        return answer

    def _retry_after(self, answer: Answer) -> float | None:
        """The seconds for which an error's answer asks to be left alone."""
        return retry_after(answer, self._clock.now())

    def _ask_robots(self, target: Target, deadline: Deadline) -> None:
        if not self._rules(target, deadline).allows(target.url):
            raise FetchError(
                "this site's robots.txt asks not to fetch this page", target.where, "save it by hand", robots=True
            )

    def _rules(self, target: Target, deadline: Deadline) -> Rules:
        """The rules of the target's site, fetched if they are not remembered; one thread fetches, the others wait.

        Raises:
            FetchError: if they could not be had. Then the whole site counts as closed, as RFC 9309 has it.
        """
        with self._turns.using(target) as host, _held(host.robots_lock, deadline):
            site = self._sites.get(target.origin)
            if site is None or site.until <= self._clock.monotonic():
                site = self._site(target, deadline)
                self._remember(target.origin, site)
            if site.rules is not None:
                host.delay = min(site.rules.delay, self._longest_delay)
                return site.rules
        what, remedy, status = site.failure
        left = site.until - self._clock.monotonic()
        raise FetchError(what, target.where, remedy, status=status, retry_after=max(0.0, left), robots=True)

    def _site(self, target: Target, deadline: Deadline) -> _Site:
        """Rules where there are some, none (all open) where the file is missing, a failure where it fails.

        Raises:
            FetchError: if the server was not reached: that is trouble with the page itself, and nothing is remembered.
            IntakeError: if the site is none that is fetched from.
        """
        request = Request(self._agent, self._limits, self._limits.robots_size, cut=True)
        place = target.at("/robots.txt")
        answer = self._get(place, request, deadline)
        try:
            for _ in range(self._limits.redirects):
                onward = _onward(place, answer)
                if onward is None:
                    break
                place = target_of(onward, target.where)
                answer = self._get(place, request, deadline)
        except FetchError:
            raise
        except IntakeError as reason:
            # It redirects to what is never fetched: that will not change within the hour.
            what = f"this site's robots.txt cannot be read ({reason.what})"
            return _Site(None, (what, reason.remedy, None), self._clock.monotonic() + ROBOTS_FAILED)
        return self._site_of(answer)

    def _site_of(self, answer: Answer) -> _Site:
        now = self._clock.monotonic()
        if answer.status == 429 or answer.status >= 500:
            what = f"this site's robots.txt could not be fetched (HTTP {answer.status})"
            kept = self._retry_after(answer) or ROBOTS_FAILED
            return _Site(None, (what, "try again later", answer.status), now + kept)
        text = answer.body.decode("utf-8-sig", "replace") if 200 <= answer.status < 300 else ""
        return _Site(Rules(text, self._agent), ("", None, None), now + ROBOTS_KEPT)

    def _remember(self, origin: str, site: _Site) -> None:
        self._sites.pop(origin, None)
        self._sites[origin] = site
        # Dictionaries keep their order: what was learnt longest ago is forgotten first.
        for oldest in list(self._sites)[:-_MOST_ORIGINS]:
            self._sites.pop(oldest, None)


def retry_after(answer: Answer, now: datetime) -> float | None:
    """The seconds for which an error's answer asks to be left alone: a number, or until a date; a day at most."""
    said = answer.header.get("retry-after", "").strip()
    if answer.status < 400 or not said or len(said) > 100:
        return None
    if said.isascii() and said.isdigit():
        seconds = float(said)
    else:
        try:
            until = parsedate_to_datetime(said)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        until = until if until.tzinfo is not None else until.replace(tzinfo=UTC)
        seconds = (until - now).total_seconds()
    return min(seconds, LONGEST_CLOSED) if seconds > 0 else None


def fetch(url: str, limits: Limits = _DEFAULT) -> Raw:
    """The bytes at ``url``, after redirects, for a person who waits for one page: nothing is paused for.

    Raises:
        FetchError: if the page could not be fetched: closed by robots.txt, missing, failing, too slow.
        IntakeError: if the URL is no web address or carries a password, leads to an address that is not public, or
            sends too much.
    """
    raw = Visitor(limits, pause=0.0, longest_delay=0.0).visit(url).raw
    if raw is None:
        raise FetchError(_said(304), url, "try again later", status=304)
    return raw


@contextmanager
def _held(lock: threading.Lock, deadline: Deadline) -> Iterator[None]:
    with deadline.halted():
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _onward(target: Target, answer: Answer) -> str | None:
    """Where an answer redirects to, as a whole address; ``None`` where it does not."""
    location = answer.header.get("location")
    if answer.status not in REDIRECTS or not location:
        return None
    try:
        return urljoin(target.url, location)
    except ValueError:
        # What cannot be joined is refused as an address, by whoever takes it apart.
        return location


def _conditions(known: Validators | None, url: str) -> dict[str, str]:
    if known is None or known.of not in (None, url):
        return {}
    said = {"If-None-Match": _field(known.etag), "If-Modified-Since": _field(known.modified)}
    return {name: value for name, value in said.items() if value is not None}


def _field(value: str | None) -> str | None:
    """A header's value, or ``None`` where it is empty or could not be said back in one line."""
    value = (value or "").strip()
    plain = len(value) <= _LONGEST_FIELD and all(" " <= char <= "~" or "\xa0" <= char <= "\xff" for char in value)
    return value if value and plain else None


def _said(status: int) -> str:
    says = _STATUS_SAYS.get(status, "the server failed" if status >= 500 else "the server did not give the page")
    return f"{says} (HTTP {status})"
