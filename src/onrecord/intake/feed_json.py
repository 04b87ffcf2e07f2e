"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import html
import json
from typing import Any

from onrecord.errors import IntakeError
from onrecord.record import Provenance

from .charset import clean, decode, from_content_type
from .feed_dates import edited_after, feed_date
from .feed_tree import LONGEST, MOST_ENTRIES
from .feeds import Entry, Feed, key_of, whole
from .language import code_of
from .raw import Facts, Raw
from .xml_tree import LARGEST_XML

_VERSION = "://jsonfeed.org/version/"


def read(raw: Raw) -> Feed:
    """The feed; its entries in their order, twins among them.

    Raises:
        IntakeError: if the bytes are no JSON Feed.
    """
    whole_feed = _loaded(raw)
    items = whole_feed.get("items")
    if _VERSION not in str(whole_feed.get("version"))[:200] or not isinstance(items, list):
        raise IntakeError("this is JSON, but not a feed", raw.name, "give the address of the feed itself")
    base = raw.final_url or (raw.name if "://" in raw.name else "")
    faults: list[str] = []
    if len(items) > MOST_ENTRIES:
        faults.append(f"only its first {MOST_ENTRIES} of {len(items)} entries are read")
    head = Facts(
        title=_line(whole_feed.get("title")),
        author=_authors(whole_feed),
        url=whole(whole_feed.get("home_page_url"), base),
        language=code_of(_line(whole_feed.get("language"))),
    )
    entries = [_entry(item, head, base) for item in items[:MOST_ENTRIES] if isinstance(item, dict)]
    wrong = [said for item in items[:MOST_ENTRIES] for said in _dates_of(item) if feed_date(said) is None]
    if wrong:
        faults.append(f"{len(wrong)} dates that cannot be, such as {clean(str(wrong[0])[:40])!r}")
    if len(entries) < len(items[:MOST_ENTRIES]):
        faults.append("some of its items are no entries")
    return Feed(head.title, head.url, head.language, tuple(entries), faults=tuple(faults))


def _loaded(raw: Raw) -> dict[str, Any]:
    if len(raw.data) > LARGEST_XML:
        raise IntakeError("this is too large for a feed (over 20 MiB)", raw.name, "give one that is split")
    try:
        found = json.loads(decode(raw.data, raw.name, from_content_type(raw.media_type)), strict=False)
    except (ValueError, RecursionError):
        raise IntakeError("this is not a feed (its JSON is broken)", raw.name, "check the address") from None
    return found if isinstance(found, dict) else {}


def _entry(item: dict[str, Any], head: Facts, base: str) -> Entry:
    url = whole(item.get("url"), base) or whole(item.get("external_url"), base)
    title = _line(item.get("title"))
    content, full = _content(item)
    published, updated = (feed_date(item.get(name)) for name in ("date_published", "date_modified"))
    when = published or updated
    identity = item.get("id")
    identity = str(identity) if isinstance(identity, int | float) else identity
    key = key_of(_line(identity), url, title, when[0] if when else None, content)
    edited = edited_after(published, updated)
    return Entry(
        key=key,
        url=url,
        facts=Facts(
            title=title,
            author=_authors(item) or head.author,
            source=head.title,
            url=url,
            published=when[0] if when else None,
            precision=when[1] if when else None,
            language=code_of(_line(item.get("language"))) or head.language,
            provenance=Provenance(item=key, edited=edited),
        ),
        content=content,
        full=full,
    )


def _dates_of(item: Any) -> list[Any]:
    names = ("date_published", "date_modified")
    return [item[name] for name in names if item.get(name)] if isinstance(item, dict) else []


def _content(item: dict[str, Any]) -> tuple[str | None, bool]:
    for name, full in (("content_html", True), ("content_text", True), ("summary", False)):
        value = item.get(name)
        if isinstance(value, str) and value.strip():
            return (clean(value) if name == "content_html" else _paragraphs(clean(value))), full
    return None, False


def _paragraphs(text: str) -> str:
    return "\n".join(f"<p>{html.escape(part.strip(), quote=False)}</p>" for part in text.split("\n\n") if part.strip())


def _authors(one: dict[str, Any]) -> str | None:
    named = one.get("authors")
    named = named if isinstance(named, list) else [one.get("author")]
    names = [name for author in named[:20] if isinstance(author, dict) and (name := _line(author.get("name")))]
    return ", ".join(names) or None


def _line(value: Any) -> str | None:
    return (" ".join(clean(value).split()) or None) if isinstance(value, str) and len(value) <= LONGEST else None
