"""RSS and Atom: feedparser's reading of a tree that was cut down beforehand, put into our words.

Feedparser is handed bytes in a stream, never an address or a path, so it opens nothing; markup in entries is neither
cleaned nor rewritten by it, for that is the work of whoever reads the entry.
"""

from __future__ import annotations

import html
import io
import re
from typing import Any

from onrecord.errors import IntakeError
from onrecord.record import Provenance

from .charset import clean
from .dates import When
from .feed_dates import edited_after, feed_date
from .feed_tree import cut_down, is_feed
from .feeds import Entry, Feed, key_of, whole
from .language import code_of
from .raw import Facts, Raw
from .stripped import stripped
from .xml_tree import Parsed, local, parsed

_PERIODS = {"hourly": 3_600.0, "daily": 86_400.0, "weekly": 604_800.0, "monthly": 2_592_000.0, "yearly": 31_536_000.0}
_HTML = frozenset({"text/html", "application/xhtml+xml"})
# Tags in what was to be plain words: somebody's slip, not what the words are.
_INLINE = re.compile(r"</?(?:b|i|u|em|strong|span|sub|sup|small|font|br|p)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
#: How often a feed may say it changes (seconds); anything else is a slip.
SHORTEST, LONGEST = 60.0, 31_536_000.0


def read(raw: Raw) -> Feed:
    """The feed; its entries in their order, twins among them.

    Raises:
        IntakeError: if the bytes are no RSS or Atom.
    """
    tree = parsed(raw, "a feed")
    if not is_feed(tree.root):
        kind = "a web page" if local(tree.root) == "html" else "other XML"
        raise IntakeError(f"this is {kind}, not a feed", raw.name, "give the address of the feed itself")
    faults = [tree.fault] if tree.fault else []
    faults += cut_down(tree.root)
    base = raw.final_url or (raw.name if "://" in raw.name else "")
    found = _understood(tree, base, raw.name)
    head = found["feed"]
    homepage = whole(head.get("link"), base)
    language = code_of(_line(head.get("language")))
    entries = [_entry(one, head, homepage, language) for one in found["entries"] if _says_something(one)]
    faults += _dates_that_cannot_be(found["entries"])
    moved = whole(head.get("itunes_new-feed-url") or head.get("newlocation"), base)
    when = _first_date(head, ("updated", "published"))
    return Feed(
        title=_words(head, "title"),
        homepage=homepage,
        language=language,
        entries=tuple(entries),
        updated=when[0] if when else None,
        every=_every(head),
        moved_to=moved if moved != base else None,
        faults=tuple(faults),
    )


def _understood(tree: Parsed, base: str, name: str) -> Any:
    import feedparser
    from lxml import etree

    data = etree.tostring(tree.root, encoding="utf-8", xml_declaration=True)
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base}
    try:
        found = feedparser.parse(
            io.BytesIO(data), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
    except (AttributeError, AssertionError, LookupError, RecursionError, TypeError, ValueError) as reason:
        raise IntakeError(
            f"this feed is beyond its reader ({type(reason).__name__})", name, "tell its makers"
        ) from None
    return found


def _says_something(one: Any) -> bool:
    return any(one.get(name) for name in ("id", "link", "title", "content", "summary"))


def _entry(one: Any, head: Any, homepage: str | None, language: str | None) -> Entry:
    url = whole(one.get("link"), None) or next(
        (address for link in one.get("links", []) if (address := _readable(link)) is not None), None
    )
    if url is not None and url.rstrip("/") == (homepage or "").rstrip("/"):
        # Every entry's address cannot be the front page: it says nothing of this one.
        url = None
    title = _words(one, "title")
    content, full = _content(one)
    published, updated = _first_date(one, ("published", "created")), _first_date(one, ("updated",))
    when = published or updated
    key = key_of(_line(one.get("id")), url, title, when[0] if when else None, content)
    edited = edited_after(published, updated)
    return Entry(
        key=key,
        url=url,
        facts=Facts(
            title=title,
            author=_author(one) or _author(head),
            source=_words(one.get("source") or {}, "title") or _words(head, "title"),
            url=url,
            published=when[0] if when else None,
            precision=when[1] if when else None,
            language=code_of((one.get("title_detail") or {}).get("language")) or language,
            provenance=Provenance(item=key, edited=edited),
        ),
        content=content,
        full=full,
    )


def _readable(link: Any) -> str | None:
    return whole(link.get("href"), None) if link.get("rel") == "alternate" else None


def _author(one: Any) -> str | None:
    """The name where there is one; of "mail (name)" feedparser makes both."""
    detail = one.get("author_detail") or {}
    return _line(detail.get("name")) or _line(one.get("author"))


def _content(one: Any) -> tuple[str | None, bool]:
    given = [part for part in one.get("content") or [] if _is_text(part.get("type")) and part.get("value")]
    if given:
        best = max(given, key=lambda part: len(part["value"]))
        return _as_html(best["value"], best.get("type")), True
    detail = one.get("summary_detail") or {}
    value = detail.get("value") or one.get("summary")
    return (_as_html(value, detail.get("type")), False) if value else (None, False)


def _is_text(media_type: str | None) -> bool:
    return media_type in (None, "text/plain", "text/html", "application/xhtml+xml", "text/markdown")


def _as_html(value: str, media_type: str | None) -> str:
    value = clean(value)
    if media_type in _HTML:
        return value
    return "\n".join(f"<p>{html.escape(part.strip(), quote=False)}</p>" for part in value.split("\n\n") if part.strip())


def _dates_that_cannot_be(entries: list[Any]) -> list[str]:
    """In words, how many there are, and the first of them."""
    wrong = [said for one in entries for name in ("published", "updated") if (said := dict.get(one, name))]
    wrong = [said for said in wrong if feed_date(said) is None]
    return [f"{len(wrong)} dates that cannot be, such as {clean(str(wrong[0]))[:40]!r}"] if wrong else []


def _first_date(one: Any, names: tuple[str, ...]) -> When | None:
    # Asked for "updated" in its own way, feedparser would warn, and give the date of publication.
    return next((when for name in names if (when := feed_date(dict.get(one, name))) is not None), None)


def _words(one: Any, name: str) -> str | None:
    """A text of one line; of HTML, what stands between the tags."""
    value, detail = one.get(name), one.get(f"{name}_detail") or {}
    if not isinstance(value, str):
        return None
    return _line(stripped(value) if detail.get("type") in _HTML or _INLINE.search(value) else value)


def _line(value: Any) -> str | None:
    return (" ".join(clean(value).split()) or None) if isinstance(value, str) else None


def _every(head: Any) -> float | None:
    ttl = _number(head.get("ttl"))
    period = _PERIODS.get(str(head.get("sy_updateperiod") or "").strip().lower())
    times = _number(head.get("sy_updatefrequency")) or 1.0
    seconds = ttl * 60 if ttl else period / times if period else 0.0
    return seconds if SHORTEST <= seconds <= LONGEST else None


def _number(value: Any) -> float | None:
    text = str(value or "").strip()
    return float(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
