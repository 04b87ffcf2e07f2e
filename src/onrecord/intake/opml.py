"""OPML: lists of feeds, as readers of feeds exchange them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from onrecord.errors import IntakeError

from .charset import clean
from .feeds import whole
from .raw import Raw
from .xml_tree import local, parsed

#: At most so many feeds are taken from one list.
MOST_OUTLINES = 10_000
_LONGEST = 2_000
# What other programs call a feed. What has an address is no folder, whatever it is called.
_FEEDS = frozenset({"", "rss", "atom", "feed", "json", "jsonfeed", "rdf", "link", "folder"})


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list, or another kind of source (``kind``, "feed" or what the list calls it).

    ``folders`` are the names of the folders it stands in, outermost first.
    """

    url: str
    title: str | None = None
    homepage: str | None = None
    kind: str = "feed"
    folders: tuple[str, ...] = ()


def read_opml(data: bytes, name: str) -> tuple[Outline, ...]:
    """The feeds of a list, each address once, at most 10,000; ``name`` is what a person calls the file.

    Raises:
        IntakeError: if the bytes are no OPML, or name no feed.
    """
    root = parsed(Raw(data, name), "a list of feeds").root
    if local(root) != "opml":
        raise IntakeError("this is no list of feeds (OPML)", name, "export the list as OPML")
    found: dict[str, Outline] = {}
    waiting: list[tuple[Any, tuple[str, ...]]] = [(part, ()) for part in reversed(root) if local(part) == "body"]
    while waiting and len(found) < MOST_OUTLINES:
        element, folders = waiting.pop()
        told = {str(key).lower(): " ".join(value.split()) for key, value in element.attrib.items()}
        url = whole(_without_scheme(told.get("xmlurl", "")), None)
        label = _short(told.get("title")) or _short(told.get("text"))
        if url is not None:
            found.setdefault(url, _outline(url, label, told, folders))
        inner = (*folders, label) if label and url is None else folders
        waiting += ((part, inner) for part in reversed(element) if local(part) == "outline")
    if not found:
        raise IntakeError("this list names no feed", name, "check that it is the list that was meant")
    return tuple(found.values())


def write_opml(outlines: Iterable[Outline], title: str, made: str) -> str:
    """The list as OPML 2.0, its folders nested; ``made`` is when (ISO 8601).

    Raises:
        ValueError: if ``made`` is no ISO date.
    """
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _writable(title)
    etree.SubElement(head, "dateCreated").text = format_datetime(datetime.fromisoformat(made))
    folders: dict[tuple[str, ...], Any] = {(): etree.SubElement(root, "body")}
    for outline in outlines:
        element = etree.SubElement(_folder(outline.folders, folders, etree), "outline")
        element.set("text", _writable(outline.title or outline.url))
        if outline.title:
            element.set("title", _writable(outline.title))
        element.set("type", "rss" if outline.kind == "feed" else _writable(outline.kind))
        element.set("xmlUrl", _writable(outline.url))
        if outline.homepage:
            element.set("htmlUrl", _writable(outline.homepage))
    return str(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True).decode("utf-8"))


def _outline(url: str, label: str | None, told: dict[str, str], folders: tuple[str, ...]) -> Outline:
    kind = told.get("type", "").lower()
    return Outline(
        url=url,
        title=None if label == url else label,
        homepage=whole(told.get("htmlurl"), None),
        kind="feed" if kind in _FEEDS else kind[:40],
        folders=folders,
    )


def _without_scheme(url: str) -> str:
    """``feed://host/path`` and ``feed:https://host/path`` mean an ordinary address."""
    if url.lower().startswith("feed://"):
        return "http://" + url[7:]
    return url[5:] if url.lower().startswith("feed:") else url


def _folder(names: tuple[str, ...], folders: dict[tuple[str, ...], Any], etree: Any) -> Any:
    for depth in range(1, len(names) + 1):
        if names[:depth] not in folders:
            element = etree.SubElement(folders[names[: depth - 1]], "outline")
            element.set("text", _writable(names[depth - 1]))
            folders[names[:depth]] = element
    return folders[names]


def _short(value: str | None) -> str | None:
    return value if value and len(value) <= _LONGEST else None


def _writable(value: str) -> str:
    """Without the characters that XML has no way to write."""
    kept = "".join(" " if char in "\t\r\n" else char for char in clean(value) if char >= " " or char in "\t\r\n")
    return kept.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
