"""A feed's tree, cut down to what is read of it, so that whoever reads it can be surprised by nothing.

Feedparser knows the many dialects of feeds, but some of its patterns cost the square of a text's length, and some of
its lists are searched for every new item. What it is handed here is well formed, has at most ``MOST_ENTRIES`` entries
of ``MOST_PARTS`` parts each, no element that is not asked for, and no long text but an entry's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .xml_tree import local, namespace

MOST_ENTRIES, MOST_PARTS = 5_000, 40
#: A title, a date, a name longer than this (code points) is none.
LONGEST = 2_000

_ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
_ENTRIES = frozenset({"item", "entry"})
_SUMMARIES = frozenset({"description", "summary", "abstract"})
_TEXTS = frozenset({"title", "subtitle", "content", "encoded", "body", "fullitem"}) | _SUMMARIES
_DATES = frozenset({"pubdate", "published", "issued", "updated", "modified", "date", "created", "lastbuilddate"})
_NAMES = frozenset({"link", "guid", "id", "author", "creator", "language"})
_RHYTHM = frozenset({"updateperiod", "updatefrequency"})
_MOVES = frozenset({"new-feed-url", "newlocation"})
_ENTRY = _TEXTS | _DATES | _NAMES | {"source"}
_FEED = _TEXTS | _DATES | _NAMES | {"tagline", "ttl", *_RHYTHM, *_MOVES}
_WHOLES = _ENTRIES | {"channel"}
_PARTS = {
    "author": frozenset({"name", "email"}),
    "creator": frozenset({"name", "email"}),
    "source": frozenset({"title", "link", "id"}),
}
_MODULES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "atom": "http://www.w3.org/2005/Atom",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
_KNOWN = frozenset(address.lower() for address in _MODULES.values()) | {
    "",
    "http://purl.org/atom/ns#",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://www.w3.org/1999/xhtml",
}
_ITUNES = frozenset({"author", "new-feed-url"})


def is_feed(root: Any) -> bool:
    """Whether the root element is one of a feed."""
    return local(root) in _ROOTS and "xhtml" not in namespace(root)


def cut_down(root: Any) -> tuple[str, ...]:
    """Cuts the tree down in place; what was left out that one would miss, in words."""
    left_out: list[str] = []
    _name_prefixes(root)
    own = {namespace(root), *(namespace(one) for one in root if local(one) in ("channel", *_ENTRIES))}
    count = 0
    for place in [root, *(one for one in root if local(one) == "channel")]:
        _tame_attributes([place])
        _keep(place, _FEED | _ENTRIES | {"channel"}, own, left_out)
        for element in [one for one in place if local(one) in _ENTRIES]:
            count += 1
            if count > MOST_ENTRIES:
                place.remove(element)
                continue
            _tame_attributes([element])
            _keep(element, _ENTRY, own, left_out)
            _one_summary(element)
    if count > MOST_ENTRIES:
        left_out.append(f"only its first {MOST_ENTRIES} of {count} entries are read")
    return tuple(dict.fromkeys(left_out))


def _keep(parent: Any, names: frozenset[str], own: set[str], left_out: list[str]) -> None:
    """Keeps of an element's parts those with these names, entries and channels as they are, and few of the others."""
    kept = 0
    for element in list(parent):
        name = local(element)
        if name in names and name in _WHOLES:
            continue
        if kept < MOST_PARTS and _is_kept(element, name, names, own, left_out):
            kept += 1
        else:
            parent.remove(element)


def _is_kept(element: Any, name: str, names: frozenset[str], own: set[str], left_out: list[str]) -> bool:
    place = namespace(element)
    if name not in names or not (place in own or place.lower() in _KNOWN) or not _is_wanted(name, place):
        return False
    if name in _TEXTS and name not in ("title", "subtitle"):
        _tame_attributes([element])
        return True
    _tame_attributes(element.iter("*"))
    if sum(len(text) for text in element.itertext()) > LONGEST:
        left_out.append(f"one {name} of more than {LONGEST} characters was left out")
        return False
    if name in ("guid", "id") and not "".join(element.itertext()).strip().lower().startswith(("http://", "https://")):
        # What is no address is not to be made one.
        element.set("isPermaLink", "false")
    if name not in _TEXTS:
        _keep(element, _PARTS.get(name, frozenset()), own, left_out)
    return True


def _is_wanted(name: str, place: str) -> bool:
    return name in _ITUNES if "itunes" in place.lower() else True


def _one_summary(entry: Any) -> None:
    # A second one would pass for the whole text.
    for surplus in [one for one in entry if local(one) in _SUMMARIES][1:]:
        entry.remove(surplus)


def _tame_attributes(elements: Iterable[Any]) -> None:
    for element in elements:
        for name, value in list(element.attrib.items()):
            if len(value) > LONGEST:
                del element.attrib[name]


def _name_prefixes(root: Any) -> None:
    """Prefixes that were never declared: the usual ones mean what they usually do, others nothing."""
    for element in root.iter("*"):
        prefix, colon, name = str(element.tag).rpartition("}")[2].partition(":")
        if colon:
            address = _MODULES.get(prefix.lower())
            try:
                element.tag = f"{{{address}}}{name}" if address else name
            except ValueError:
                element.tag = "unnamed"  # what stands behind the colon is no name
        for attribute in [one for one in element.attrib if ":" in str(one).rpartition("}")[2]]:
            del element.attrib[attribute]
