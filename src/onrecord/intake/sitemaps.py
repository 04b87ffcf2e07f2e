"""Sitemaps: the pages that a site lists, with what a news sitemap tells of each; plain lists of addresses too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from onrecord.errors import IntakeError

from .charset import decode, from_content_type
from .feed_dates import feed_date
from .feeds import whole
from .language import code_of
from .raw import Facts, Raw
from .unpacking import Unpacker
from .xml_tree import LARGEST_XML, local, parsed, words

#: At most so many pages of one site, and so many sitemaps, at most so deep below the first.
MOST_URLS, MOST_SITEMAPS, DEEPEST = 50_000, 500, 3


@dataclass(frozen=True, slots=True)
class SitemapUrl:
    """One page: its address, when it was last changed (ISO 8601 as far as it is told), what a news sitemap tells."""

    url: str
    modified: str | None = None
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages, and the further sitemaps (``more``) that an index names; each address once."""

    urls: tuple[SitemapUrl, ...] = ()
    more: tuple[str, ...] = ()


def looks_like_sitemap(data: bytes) -> bool:
    """Whether these bytes are likely to be a sitemap, packed or not, told from their begin."""
    head = data[:4096].lower()
    return head[:2] == b"\x1f\x8b" or b"<urlset" in head or b"<sitemapindex" in head


def read_sitemap(raw: Raw) -> Sitemap:
    """The sitemap or index in these bytes, packed (gzip) or not; at most 50,000 pages and 500 sitemaps.

    Raises:
        IntakeError: if it is none, or too large (20 MiB).
    """
    raw = _unpacked(raw)
    base = raw.final_url or raw.name
    if not raw.data[:1_000].lstrip(b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n").startswith(b"<"):
        return _listed(raw)
    root = parsed(raw, "a sitemap").root
    if local(root) not in ("urlset", "sitemapindex"):
        raise IntakeError("this is no sitemap", raw.name, "give the address of the sitemap itself")
    urls: dict[str, SitemapUrl] = {}
    more: dict[str, None] = {}
    for element in root:
        told = {local(part): part for part in element}
        address = whole(words(told["loc"]), base) if "loc" in told else None
        if address is None:
            continue
        if local(element) == "sitemap" and len(more) < MOST_SITEMAPS:
            more[address] = None
        elif local(element) == "url" and len(urls) < MOST_URLS:
            urls.setdefault(address, _page(address, told))
    return Sitemap(tuple(urls.values()), tuple(more))


def pages_below(first: Raw, get: Callable[[str], Raw]) -> Iterator[SitemapUrl | IntakeError]:
    """The pages of a sitemap and of those it names, at most three deep and 50,000 in all, each once.

    ``get`` fetches a sitemap; where it, or what it gave, fails, the IntakeError is yielded and the rest goes on.

    Raises:
        IntakeError: if ``first`` is no sitemap.
    """
    met = {first.name, first.final_url}
    urls: set[str] = set()
    waiting: list[tuple[Sitemap, int]] = [(read_sitemap(first), 0)]
    while waiting:
        sitemap, depth = waiting.pop(0)
        for page in sitemap.urls:
            if page.url not in urls and len(urls) < MOST_URLS:
                urls.add(page.url)
                yield page
        for address in sitemap.more if depth < DEEPEST - 1 else ():
            if address in met or len(met) > MOST_SITEMAPS or len(urls) >= MOST_URLS:
                continue
            met.add(address)
            try:
                waiting.append((read_sitemap(get(address)), depth + 1))
            except IntakeError as refused:
                yield refused


def _unpacked(raw: Raw) -> Raw:
    if not raw.data.startswith(b"\x1f\x8b"):
        return raw
    unpacker, body = Unpacker("gzip", raw.name), bytearray()
    for piece in unpacker.pieces(raw.data):
        body += piece
        if len(body) > LARGEST_XML:
            raise IntakeError("this is too large for a sitemap (over 20 MiB)", raw.name, "give one that is split")
    unpacker.check_end()
    return replace(raw, data=bytes(body), media_type=None)


def _listed(raw: Raw) -> Sitemap:
    """A sitemap of plain text: an address a line."""
    if len(raw.data) > LARGEST_XML:
        raise IntakeError("this is too large for a sitemap (over 20 MiB)", raw.name, "give one that is split")
    lines = [line.strip() for line in decode(raw.data, raw.name, from_content_type(raw.media_type)).splitlines()]
    lines = [line for line in lines if line]
    found = [address for line in lines[:MOST_URLS] if (address := whole(line, None)) is not None]
    if not found or len(found) < len(lines[:MOST_URLS]):
        raise IntakeError("this is no sitemap", raw.name, "give the address of the sitemap itself")
    return Sitemap(tuple(SitemapUrl(address, facts=Facts(url=address)) for address in dict.fromkeys(found)))


def _page(address: str, told: dict[str, Any]) -> SitemapUrl:
    modified = feed_date(words(told["lastmod"])) if "lastmod" in told else None
    news = _news(told["news"]) if "news" in told else {}
    when = feed_date(news.get("publication_date"))
    facts = Facts(
        title=news.get("title"),
        source=news.get("name"),
        url=address,
        published=when[0] if when else None,
        precision=when[1] if when else None,
        language=code_of(news.get("language")),
    )
    return SitemapUrl(address, modified[0] if modified else None, facts)


def _news(element: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in element.iter("*"):
        text = words(part) if not len(part) else None
        if text is not None:
            found.setdefault(local(part), text)
    return found
