"""What a web page's markup says about itself: title, author, outlet, address, day of publication, language.

Read from JSON-LD, ``meta`` and ``link`` elements, ``time`` elements and the address; never guessed from the prose. A
date that only stands somewhere in the text is not taken: missing is better than wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from .dates import When, date_in_url, read_date

_ARTICLE_TYPES = ("Article", "Report", "Posting", "Statement", "PressRelease", "WebPage")
_DATE_NAMES = (
    "article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "publication_date",
    "publish-date",
    "publish_date",
    "pubdate",
    "date",
)
_TITLE_NAMES = ("og:title", "headline", "dcterms.title", "dc.title", "twitter:title", "parsely-title")
_AUTHOR_NAMES = (
    "author",
    "article:author",
    "dcterms.creator",
    "dc.creator",
    "parsely-author",
    "byl",
    "sailthru.author",
)
_OUTLET_NAMES = ("og:site_name", "application-name", "dcterms.publisher", "dc.publisher", "publisher", "copyright")
#: JSON-LD longer than this (code points), or meta elements beyond this many, are not read.
_LONGEST_JSON, _MOST_META = 1_000_000, 500


@dataclass(frozen=True, slots=True)
class WebFacts:
    """What the markup says; ``None`` where it says nothing."""

    title: str | None
    author: str | None
    source: str | None
    url: str | None
    when: When | None
    language: str | None


def web_facts(tree: Any, address: str | None) -> WebFacts:
    """The facts of a parsed page (lxml) that was found at ``address`` (``None`` for a local file)."""
    metas, article = _metas(tree), _article(tree)
    url = _address(tree, metas, address)
    source = _first(metas, _OUTLET_NAMES[:2]) or _short(_names(article.get("publisher"))) or _outlet(metas, url)
    return WebFacts(
        title=_title(tree, metas, article, source),
        author=_short(_names(article.get("author"))) or _author(tree, metas),
        source=source,
        url=url,
        when=_when(tree, metas, article, url),
        language=_short(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"))
        or _first(metas, ("content-language", "og:locale"))
        or _short(article.get("inLanguage")),
    )


def host_name(url: str | None) -> str | None:
    """The host of an address without ``www.``, the outlet's name where it gives no better one."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for count, element in enumerate(tree.iter("meta")):
        if count >= _MOST_META:
            break
        content = _short(element.get("content"))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            key = (element.get(attribute) or "").strip().lower()
            # A template's placeholder that was never filled in says nothing.
            if key and content and not content.startswith(("{", "[[", "<%", "%")):
                found.setdefault(key, content)
    return found


def _article(tree: Any) -> dict[str, Any]:
    """The first JSON-LD object that describes an article, else an empty one."""
    best: dict[str, Any] = {}
    for script in tree.iter("script"):
        text = script.text or ""
        if (script.get("type") or "").lower() != "application/ld+json" or len(text) > _LONGEST_JSON:
            continue
        try:
            # Line ends inside strings are common and harmless: strict=False takes them.
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for one in _objects(value):
            kind = str(one.get("@type"))
            if any(name in kind for name in _ARTICLE_TYPES[:-1]):
                return one
            if _ARTICLE_TYPES[-1] in kind and not best:
                best = one
    return best


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one[:100]
        elif isinstance(one, dict):
            yield one
            waiting.extend(one[key] for key in ("@graph", "mainEntity") if key in one)


def _title(tree: Any, metas: dict[str, str], article: dict[str, Any], source: str | None) -> str | None:
    headings = [_text_of(one) for one in _some(tree.iter("h1"), 3)]
    # A lone heading that is the outlet's name is the page's banner.
    if len(headings) == 1 and headings[0] and headings[0].lower() != (source or "").lower():
        return headings[0]
    named = _short(article.get("headline")) or _first(metas, _TITLE_NAMES)
    named = named or next((_text_of(one) for one in _some(tree.iter("title"), 1)), None)
    for bar in (" | ", " - ", " – ", " — "):
        if named and source and len(named) > len(bar + source):
            named = named.removesuffix(bar + source)
    return named


def _author(tree: Any, metas: dict[str, str]) -> str | None:
    named = _first(metas, _AUTHOR_NAMES)
    if named and not named.startswith(("http://", "https://")):
        return named
    marked = tree.xpath('(.//*[@rel="author"] | .//*[@itemprop="author"])[1]')
    return _text_of(marked[0]) if marked else None


def _outlet(metas: dict[str, str], url: str | None) -> str | None:
    named = _first(metas, _OUTLET_NAMES[2:])
    if named and not named.startswith(("http://", "https://")):
        return named
    return host_name(url)


def _address(tree: Any, metas: dict[str, str], address: str | None) -> str | None:
    links = [one.get("href") for one in _some(tree.iter("link"), 200) if (one.get("rel") or "").lower() == "canonical"]
    for link in [*links, metas.get("og:url")]:
        try:
            whole: str = urljoin(address or "", (link or "").strip())
            parts = urlsplit(whole)
        except ValueError:
            continue
        # A bare home page is what careless templates name as every article's address.
        if link and parts.scheme in ("http", "https") and parts.hostname and parts.path.strip("/"):
            return whole
    return address


def _when(tree: Any, metas: dict[str, str], article: dict[str, Any], url: str | None) -> When | None:
    named = (article.get("datePublished"), *(metas.get(name) for name in _DATE_NAMES), article.get("dateCreated"))
    found = next((when for value in named if (when := read_date(value)) is not None), None)
    return found or _from_time_elements(tree) or date_in_url(url or "")


def _from_time_elements(tree: Any) -> When | None:
    times = [one for one in _some(tree.iter("time"), 50) if one.get("datetime")]
    marked = [
        one
        for one in times
        if one.get("pubdate") is not None
        or "publish" in f"{one.get('itemprop') or ''} {one.get('class') or ''}".lower()
        or (one.get("itemprop") or "").lower() == "datecreated"
    ]
    days = {when[0][:10]: when for one in marked or times if (when := read_date(one.get("datetime")))}
    # Several unmarked days are a list of other articles: none of them is surely this page's.
    if marked:
        return next(iter(days.values()), None)
    return next(iter(days.values())) if len(days) == 1 else None


def _names(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        name = value.get("name")
        return name if isinstance(name, str) else None
    if isinstance(value, list):
        return ", ".join(found for one in value[:20] if not isinstance(one, list) and (found := _names(one))) or None
    return None


def _first(metas: dict[str, str], names: Iterable[str]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _some(elements: Iterable[Any], most: int) -> list[Any]:
    return [element for element, _ in zip(elements, range(most), strict=False)]


def _text_of(element: Any) -> str | None:
    return _short(" ".join(element.itertext()))


def _short(value: Any) -> str | None:
    if not isinstance(value, str) or len(value) > 2_000:
        return None
    return " ".join(value.split()) or None
