"""Forty small sites on this machine, most of them troublesome, and what a watch should have filed of them.

Each is one address (127.0.0.1 to 127.0.0.40) on a shared port. What a site shows is a function of the time, which is a
clock's that goes as fast as it is waited on. The texts are about an invented coast.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import random
import select
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from onrecord.clock import Clock

HOUR = 3600.0
BEGIN = datetime(2024, 3, 6, tzinfo=UTC)
HOSTS = range(1, 41)
#: What each site is like; those that are not named are well-behaved.
KINDS = {
    **dict.fromkeys(range(5, 9), "atom"),
    **dict.fromkeys(range(9, 13), "json"),
    13: "slow",
    14: "too slow",
    15: "broken XML",
    16: "no feed",
    17: "gzip bomb",
    18: "to 10.0.0.1",
    19: "to 169.254.169.254",
    20: "changing ETags",
    21: "wrong dates",
    22: "no dates",
    23: "500 sometimes",
    24: "500 always",
    25: "429",
    26: "endless",
    27: "renamed",
    28: "one GUID",
    29: "moved",
    30: "moved here",
    31: "gone",
    32: "robots: all",
    33: "robots: articles",
    34: "dead links",
    35: "edited",
    36: "vanishing",
    37: "first of two",
    38: "second of two",
    39: "crawl-delay",
    40: "sitemap",
}
#: Sites of which nothing can be had, each with a failure to tell.
NOTHING = ("too slow", "no feed", "gzip bomb", "to 10.0.0.1", "to 169.254.169.254", "500 always", "endless")
#: Sites that are not well at the end, though much was filed of them.
TOLD = (
    *NOTHING,
    "broken XML",
    "wrong dates",
    "renamed",
    "moved",
    "gone",
    "robots: all",
    "robots: articles",
    "dead links",
)
CRAWL_DELAY, RETRY_AFTER, CHANGES_AFTER = 10, 7200, 4 * HOUR
_SHOWN = 15


class FastClock(Clock):
    """Time that passes only by being waited for, in any thread; ``every_hour`` is called as it does."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.passed = 0.0

    def now(self) -> datetime:
        return BEGIN + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        return self.passed

    def wait(self, seconds: float, stop: threading.Event | None = None) -> bool:
        if stop is not None and stop.is_set():
            return True
        with self._lock:
            self.passed += max(0.0, seconds)
        return stop is not None and stop.is_set()


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: when it came (the clock's seconds), what for, with what, and how it was answered."""

    at: float
    path: str
    conditional: bool
    status: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent."""

    status: int = 200
    body: bytes = b""
    media_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    endless: bool = False


class World:
    """The sites, for so many hours."""

    def __init__(self, clock: FastClock, hours: int) -> None:
        self.clock = clock
        self.end = hours * HOUR
        self.port = 0
        self.asked: dict[int, list[Asked]] = defaultdict(list)
        self.at_once: Counter[int] = Counter()
        self._active: Counter[int] = Counter()
        self._count: Counter[tuple[int, str]] = Counter()
        self._lock = threading.Lock()

    def base(self, host: int) -> str:
        """The address of a site."""
        return f"http://127.0.0.{host}:{self.port}"

    def published(self, host: int) -> Iterator[tuple[int, float]]:
        """The numbers of a site's articles, and the seconds at which each is published; three were there before."""
        gap = self.gap(host)
        yield from ((number, (number - 3) * gap + 60.0 * host) for number in range(int(self.end / gap) + 4))

    @staticmethod
    def gap(host: int) -> float:
        """The seconds between two articles of a site."""
        gaps = {"slow": 12 * HOUR, "edited": 4 * HOUR, "vanishing": 4 * HOUR}
        return gaps.get(KINDS.get(host, ""), (5 + 2 * (host % 4)) * HOUR)

    def expected(self, late: float) -> tuple[set[str], set[str]]:
        """Titles that must be filed by the end, and those that may: what was published in the last ``late`` seconds."""
        must: set[str] = set()
        may: set[str] = set()
        for host in HOSTS:
            kind = KINDS.get(host, "")
            if kind in (*NOTHING, "moved here", "robots: all", "robots: articles", "second of two"):
                continue
            for number, at in self.published(host):
                title = title_of(host, number)
                gone = kind == "gone" and at > self.end / 2
                if at > self.end or gone or (kind == "dead links" and number % 2):
                    continue
                sure = at < self.end - late and not (kind == "gone" and at > self.end / 2 - late)
                if kind == "edited":
                    (must if sure else may).add(f"{title} corrected")
                    may.add(title)
                elif kind == "vanishing":
                    may.add(title)
                else:
                    (must if sure else may).add(title)
        return must, may

    def answer(self, host: int, path: str, headers: dict[str, str]) -> Answer:
        """What a site answers now."""
        kind, now = KINDS.get(host, ""), self.clock.passed
        self._count[host, path] += 1
        if path == "/robots.txt":
            return _robots(kind)
        if kind == "500 always" or (kind == "500 sometimes" and self._count[host, path] % 3 == 1):
            return Answer(500)
        if path.startswith("/a/"):
            return self._article(host, int(path.removeprefix("/a/")), now)
        if path not in ("/feed", "/moved-feed"):
            return Answer(404)
        return self._feed(host, kind, now, headers)

    def _article(self, host: int, number: int, now: float) -> Answer:
        kind = KINDS.get(host, "")
        at = dict(self.published(host)).get(number)
        if at is None or at > now or kind == "dead links":
            return Answer(404)
        old = now > at + CHANGES_AFTER
        if kind == "vanishing" and old:
            return Answer(410)
        return Answer(body=page_of(host, number, kind == "edited" and old), delay=0.2 if kind == "slow" else 0.0)

    def _feed(self, host: int, kind: str, now: float, headers: dict[str, str]) -> Answer:
        odd = {
            "too slow": Answer(body=b"<rss>", delay=4.0),
            "no feed": Answer(body=random.Random(host).randbytes(3000)),
            "gzip bomb": Answer(body=gzip.compress(bytes(30_000_000)), headers={"Content-Encoding": "gzip"}),
            "to 10.0.0.1": Answer(302, headers={"Location": "http://10.0.0.1/feed"}),
            "to 169.254.169.254": Answer(302, headers={"Location": "http://169.254.169.254/latest/meta-data"}),
            "endless": Answer(endless=True),
            "moved": Answer(301, headers={"Location": f"{self.base(30)}/moved-feed"}),
        }
        if kind in odd:
            return odd[kind]
        if kind == "gone" and now > self.end / 2:
            return Answer(410)
        if kind == "429" and self._count[host, "/feed"] % 4 == 2:
            return Answer(429, headers={"Retry-After": str(RETRY_AFTER)})
        if kind == "moved here":
            host, kind = 29, ""
        if kind == "second of two":
            host = 37
        shown = [(number, at) for number, at in self.published(host) if at <= now][-_SHOWN:]
        etag = f'"{shown[-1][0]}-{self._count[host, "/feed"] if kind == "changing ETags" else 0}"'
        if headers.get("if-none-match") == etag:
            return Answer(304, headers={"ETag": etag})
        body, media_type = self._written(host, kind, shown[::-1], now)
        return Answer(200, body, media_type, {"ETag": etag}, 0.2 if kind == "slow" else 0.0)

    def _written(self, host: int, kind: str, shown: list[tuple[int, float]], now: float) -> tuple[bytes, str]:
        name = f"The Coast Post {host}"
        if kind == "renamed" and now > self.end / 2:
            name = "The Harbour Herald"
        links = [(title_of(host, n), f"{self.base(host)}/a/{n}", BEGIN + timedelta(seconds=at), n) for n, at in shown]
        if kind == "sitemap":
            rows = (f"<url><loc>{link}</loc><lastmod>{at.isoformat()}</lastmod></url>" for _, link, at, _ in links)
            return (
                f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(rows)}</urlset>'.encode(),
                "text/xml",
            )
        if kind == "json":
            told = [{"id": link, "url": link, "title": t, "date_published": at.isoformat()} for t, link, at, _ in links]
            feed = {"version": "https://jsonfeed.org/version/1.1", "title": name, "items": told}
            return json.dumps(feed).encode(), "application/feed+json"
        if kind == "atom":
            entries = "".join(
                f'<entry><id>{link}</id><title>{title}</title><link href="{link}"/>'
                f"<published>{at.isoformat()}</published><updated>{at.isoformat()}</updated></entry>"
                for title, link, at, _ in links
            )
            head = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{name}</title><id>{self.base(host)}</id>'
            return (
                f"{head}<updated>{links[0][2].isoformat()}</updated>{entries}</feed>".encode(),
                "application/atom+xml",
            )
        items = "".join(_rss_item(kind, title, link, at, number) for title, link, at, number in links)
        content = ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        head = f'<?xml version="1.0"?><rss version="2.0"{content}><channel><title>{name}</title>'
        end = "" if kind == "broken XML" else "</channel></rss>"
        return f"{head}<link>{self.base(host)}/</link>{items}{end}".encode(), "application/rss+xml"

    def note(self, host: int, asked: Asked) -> None:
        """A request that was answered."""
        with self._lock:
            self.asked[host].append(asked)

    @contextlib.contextmanager
    def busy(self, host: int) -> Iterator[None]:
        """A request being answered; how many of one site ever were at once is counted."""
        with self._lock:
            self._active[host] += 1
            self.at_once[host] = max(self.at_once[host], self._active[host])
        try:
            yield
        finally:
            with self._lock:
                self._active[host] -= 1


def title_of(host: int, number: int) -> str:
    """The title of an article, which no other bears."""
    return f"Report {host:02d}-{number:04d}"


def page_of(host: int, number: int, corrected: bool) -> bytes:
    """An article as a page. Corrected, it has another title and a further sentence."""
    title = title_of(host, number) + (" corrected" if corrected else "")
    more = (
        "<p>An earlier version of this report named the wrong pier, and that was corrected later.</p>"
        if corrected
        else ""
    )
    body = f"<body><article><h1>{title}</h1>{_words(host, number)}{more}</article></body>"
    return f"<html><head><title>{title}</title></head>{body}</html>".encode()


def _words(host: int, number: int) -> str:
    rng = random.Random(host * 100_000 + number)
    who = (
        "the harbour master",
        "a port official",
        "the mayor of Lessa",
        "a Coastal Guard spokesman",
        "the fishermen's union",
    )
    deed = (
        "close the {0} pier",
        "pay the {0} pilots",
        "search the {0} ferries",
        "count the {0} boats",
        "repair the {0} wall",
    )
    what = ("northern", "southern", "old", "new", "outer", "inner", "eastern", "western", "upper", "lower")
    said = ("said", "announced", "warned", "promised", "denied")
    lines = [
        f"{rng.choice(who).capitalize()} {rng.choice(said)} on {rng.choice(('Monday', 'Tuesday', 'Friday'))} that "
        f"the port would {rng.choice(deed).format(rng.choice(what))} within {rng.randint(2, 90)} days at "
        f"berth {rng.randint(1, 999)}."
        for _ in range(4)
    ]
    return "".join(f"<p>{line}</p>" for line in lines)


def _rss_item(kind: str, title: str, link: str, at: datetime, number: int) -> str:
    wrong = ("the day after tomorrow", format_datetime(at + timedelta(days=4000)), "Thu, 01 Jan 1970 00:00:00 GMT")
    date = {"no dates": "", "wrong dates": wrong[number % 3]}.get(kind, format_datetime(at))
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    guid = "the-same" if kind == "one GUID" else link
    whole = ""
    if kind == "dead links" and number % 2 == 0:
        whole = f"<content:encoded><![CDATA[{_words(34, number)}]]></content:encoded>"
    if kind == "broken XML":
        return f"<item><title>{title}</title><link>{link}</link><x>& &nosuch; <</x>{dated}</item>"
    return f"<item><title>{title}</title><link>{link}</link><guid>{guid}</guid>{dated}{whole}</item>"


def _robots(kind: str) -> Answer:
    rules = {
        "robots: all": "User-agent: *\nDisallow: /\n",
        "robots: articles": "User-agent: *\nDisallow: /a/\n",
        "crawl-delay": f"User-agent: *\nCrawl-delay: {CRAWL_DELAY}\n",
    }
    return Answer(body=rules[kind].encode(), media_type="text/plain") if kind in rules else Answer(404)


@contextlib.contextmanager
def serving(world: World) -> Iterator[None]:
    """The sites are there inside the block."""
    closing = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """The world keeps its own log."""

        def do_GET(self) -> None:
            host = int(self.server.server_address[0].rpartition(".")[2])  # type: ignore[index]
            at, headers = world.clock.passed, {key.lower(): value for key, value in self.headers.items()}
            # The last byte may be with the client before this thread goes on, and its next request be here.
            with world.busy(host):
                answer = world.answer(host, self.path, headers)
                world.note(host, Asked(at, self.path, "if-none-match" in headers, answer.status))
                # A client that has had enough hangs up: then its request is over, though the answer is not.
                select.select([self.connection], [], [], answer.delay or 0.003)
            with contextlib.suppress(OSError):
                self.send_response(answer.status)
                for name, value in {"Content-Type": answer.media_type, **answer.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body)
                while answer.endless and not closing.is_set():
                    self.wfile.write(b"<rss>" * 4096)

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False
        allow_reuse_address = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client that hangs up is what some of these are about."""

    servers = [Server(("127.0.0.1", 0), Handler)]
    world.port = int(servers[0].server_address[1])
    servers += [Server((f"127.0.0.{host}", world.port), Handler) for host in HOSTS[1:]]
    threads = [threading.Thread(target=one.serve_forever, args=(0.5,), daemon=True) for one in servers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        closing.set()
        for one in servers:
            one.shutdown()
            one.server_close()
