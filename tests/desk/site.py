"""A web site on this machine whose pages a test sets and changes, and a clock that goes as fast as it is waited on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from onrecord.clock import Clock
from onrecord.intake import Limits
from onrecord.intake.visiting import Visitor

BEGIN = datetime(2024, 3, 6, 9, tzinfo=UTC)
SMALL = Limits(connect=2, read=1, total=3, size=200_000, allow_private=frozenset({"127.0.0.1"}))


class QuickClock(Clock):
    """Time that passes only by being waited for, in any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._passed = 0.0

    def now(self) -> datetime:
        return BEGIN + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        return self._passed

    def wait(self, seconds: float, stop: threading.Event | None = None) -> bool:
        if stop is not None and stop.is_set():
            return True
        with self._lock:
            self._passed += max(0.0, seconds)
        return stop is not None and stop.is_set()


@dataclass(slots=True)
class Page:
    """What stands at a path."""

    body: bytes = b""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


class Site:
    """Pages by their paths; ``asked`` are the requests: when (the clock's seconds), path, headers."""

    def __init__(self, clock: QuickClock, server: ThreadingHTTPServer) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[float, str, dict[str, str]]] = []
        self.clock = clock
        self.base = f"http://127.0.0.1:{server.server_address[1]}"

    def paths(self, path: str | None = None) -> list[str]:
        """The paths that were asked for, robots.txt left out."""
        return [one for _, one, _ in self.asked if one != "/robots.txt" and path in (None, one)]

    def article(self, name: str, words: str = "", **more: Any) -> str:
        """Sets a page with a short report; its address."""
        body = (
            f"<html><head><title>{name}</title></head><body><article><h1>{name}</h1>"
            f"<p>The harbour master of Port Lessa said on Tuesday that the {name} would be closed for repairs. "
            f"Ships were told to wait outside the breakwater until the pilots had been given their orders. {words}</p>"
            f"<p>Nobody at the ministry could be reached for comment on the matter of the {name}.</p>"
            "</article></body></html>"
        )
        self.pages[f"/{name}"] = Page(body.encode(), **more)
        return f"{self.base}/{name}"

    def feed(self, *names: str, title: str = "Port Lessa Post", path: str = "/feed", extra: str = "") -> str:
        """Sets an RSS feed with these articles, newest first, an hour between two; its address."""
        items = []
        for number, name in enumerate(names):
            when = format_datetime(self.clock.now() - timedelta(hours=number))
            link = name if "://" in name else f"{self.base}/{name}"
            items.append(
                f"<item><title>{name}</title><link>{link}</link><guid>{name}</guid><pubDate>{when}</pubDate></item>"
            )
        body = (
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title><link>{self.base}/</link>'
            f"{extra}{''.join(items)}</channel></rss>"
        )
        self.pages[path] = Page(body.encode(), media_type="application/rss+xml")
        return f"{self.base}{path}"

    def visitor(self, stop: threading.Event | None = None) -> Visitor:
        """One that may reach it."""
        return Visitor(SMALL, self.clock, pause=2.0, stop=stop)


@contextmanager
def serving(clock: QuickClock) -> Iterator[Site]:
    """A site that is reached at ``base`` inside the block."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Nothing is logged."""

        def do_GET(self) -> None:
            site.asked.append((clock.monotonic(), self.path, {k.lower(): v for k, v in self.headers.items()}))
            page = site.pages.get(self.path, Page(status=404))
            etag = page.headers.get("ETag")
            unchanged = etag is not None and self.headers.get("If-None-Match") == etag
            self.send_response(304 if unchanged else page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            if not unchanged:
                self.send_header("Content-Type", page.media_type)
            self.end_headers()
            if not unchanged:
                self.wfile.write(page.body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(clock, server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
