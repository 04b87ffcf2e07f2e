"""Feeds: RSS, Atom and JSON Feed, read into entries that say what their feed says of them, and no more."""

from __future__ import annotations

import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote, urljoin, urlsplit

from onrecord.errors import IntakeError
from onrecord.record import Provenance

from .charset import clean, decode, from_content_type
from .raw import Facts, Raw
from .target import without_login

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/rss+xml"}
)
_FIRST_TAG = re.compile(r"<([a-z][\w.-]{0,40}(?::[a-z][\w.-]{0,40})?)[\s>/]")
#: ``feeds_of_page`` looks at so much of a page (bytes) and names so many feeds.
_HEAD, _MOST_FEEDS = 1_048_576, 50
#: A longer address (characters, once escaped) is nobody's page, and more than a database looks up.
_LONGEST_ADDRESS = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed. ``key`` is its identity there: its GUID or id, else its link, else a hash of its words.

    Where one GUID stands at entries with different links, ``key`` is the GUID and the link. ``facts`` has all that the
    feed tells: its publication date, or where there is none the date of its last update; ``provenance`` with ``key``
    left for whoever knows the feed, and ``edited`` where it was updated later. ``content`` is HTML; ``full`` says that
    it was given as the whole text rather than as a summary.
    """

    key: str
    url: str | None
    facts: Facts
    content: str | None = None
    full: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read. ``updated`` is ISO 8601, ``every`` how often it says it changes (seconds).

    ``moved_to`` is where it says it is to be found from now on. ``faults`` are the things that were wrong with it and
    survived, each a few words.
    """

    title: str | None
    homepage: str | None
    language: str | None
    entries: tuple[Entry, ...]
    updated: str | None = None
    every: float | None = None
    moved_to: str | None = None
    faults: tuple[str, ...] = ()


def read_feed(raw: Raw) -> Feed:
    """The feed in these bytes; each entry once, at most 5,000 of them, in its order.

    Raises:
        IntakeError: if it is none, or too large (20 MiB).
    """
    from . import feed_json, feed_xml

    if not raw.data.strip():
        raise IntakeError("this feed is empty", raw.name, "check the address")
    read = feed_json.read if raw.data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else feed_xml.read
    feed = read(raw)
    entries, faults = _told_apart(feed.entries, feed.homepage), list(feed.faults)
    early = sum(_is_ahead(entry, raw.fetched) for entry in entries)
    if early:
        faults.append(f"{early} of its entries are dated in the future")
    return replace(feed, entries=entries, faults=tuple(dict.fromkeys(faults)))


def looks_like_feed(data: bytes) -> bool:
    """Whether these bytes are likely to be a feed, told from their first 64 KiB."""
    head = data[:65_536].replace(b"\x00", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xfe\xff \t\r\n").lower()
    if head.startswith("{"):
        return '"version"' in head and "://jsonfeed.org/version/" in head.replace("\\/", "/")
    while head.startswith(("<!--", "<?", "<!")):
        end = "-->" if head.startswith("<!--") else ">"
        head = head.partition(end)[2].lstrip(" \t\r\n[]>")
    found = _FIRST_TAG.match(head)
    return found is not None and found[1].rpartition(":")[2] in ("rss", "rdf", "feed", "channel")


def feeds_of_page(raw: Raw) -> tuple[str, ...]:
    """The addresses of the feeds that a web page names in its head, whole, in its order.

    Raises:
        IntakeError: if the bytes are no text.
    """
    from lxml import etree
    from lxml import html as lxml_html

    markup = clean(decode(raw.data[:_HEAD], raw.name, from_content_type(raw.media_type)))
    try:
        tree = lxml_html.document_fromstring(markup.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return ()
    base = next((one.get("href") for one in tree.iter("base") if one.get("href")), "")
    place = whole(base, raw.final_url or raw.name) or raw.final_url or raw.name
    named: list[str] = []
    for link in tree.iter("link"):
        kinds = (link.get("rel") or "").lower().split()
        media_type = (link.get("type") or "").partition(";")[0].strip().lower()
        if "feed" in kinds or ("alternate" in kinds and media_type in _FEED_TYPES):
            address = whole(link.get("href"), place)
            named += [address] if address else []
    return tuple(dict.fromkeys(named))[:_MOST_FEEDS]


def entry_raw(entry: Entry, feed: Feed, at: str, fetched: str | None = None) -> Raw:
    """The entry as a web page of its own: the same bytes for the same entry, whatever else its feed says.

    ``at`` is the feed's own address, ``fetched`` when it was fetched (ISO 8601, UTC). An entry without content is its
    title alone. Its provenance names the feed (``feed:`` and ``at``) unless that was told before.
    """
    title = html.escape(entry.facts.title or "", quote=False)
    heading = f"<h1>{title}</h1>\n" if title else ""
    page = (
        f'<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body><article>\n{heading}{entry.content or ''}\n</article></body>\n</html>\n"
    )
    facts = entry.facts
    provenance = facts.provenance or Provenance(item=entry.key)
    facts = replace(
        facts,
        source=facts.source or feed.title,
        language=facts.language or feed.language,
        provenance=replace(provenance, key=provenance.key or f"feed:{at}"),
    )
    name = entry.url or f"{at}#{entry.key}"
    return Raw(clean(page).encode("utf-8"), name, "text/html", fetched, facts=facts)


def whole(address: object, base: str | None) -> str | None:
    """An address made absolute, without a password; ``None`` for none, any that is not of the web, or is too long."""
    if not isinstance(address, str) or not address.strip() or len(address) > _LONGEST_ADDRESS:
        return None
    try:
        joined = without_login(urljoin(base or "", clean(address.strip())))
        parts = urlsplit(joined)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc or len(quote(joined)) > _LONGEST_ADDRESS:
        return None
    return joined


def key_of(identity: str | None, url: str | None, title: str | None, date: str | None, content: str | None) -> str:
    """An entry's identity in its feed: its own, else its address, else a hash of its title and date."""
    if identity or url:
        return identity or url or ""
    told = f"{title}\n{date}" if title or date else f"\n\n{content}"
    return "sha256:" + hashlib.sha256(clean(told).encode()).hexdigest()[:32]


def _told_apart(entries: Iterable[Entry], homepage: str | None) -> tuple[Entry, ...]:
    """Each entry once; those with one GUID and different links get keys of their own."""
    links = Counter(key for key, _ in {(entry.key, entry.url) for entry in entries})
    kept: dict[str, Entry] = {}
    for entry in entries:
        key = f"{entry.key} {entry.url}" if links[entry.key] > 1 and entry.url else entry.key
        provenance = entry.facts.provenance
        facts = replace(entry.facts, provenance=replace(provenance, item=key)) if provenance else entry.facts
        kept.setdefault(key, replace(entry, key=key, facts=facts))
    return tuple(kept.values())


def _is_ahead(entry: Entry, fetched: str | None) -> bool:
    # Whole days are compared, with one to spare: no offset makes a date a future one.
    from datetime import date, timedelta

    if fetched is None or entry.facts.published is None or len(entry.facts.published) < 10:
        return False
    return date.fromisoformat(entry.facts.published[:10]) > date.fromisoformat(fetched[:10]) + timedelta(days=1)
