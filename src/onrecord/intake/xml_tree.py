"""XML from strangers -> a tree: feeds, sitemaps and lists of feeds, often broken, sometimes hostile.

No entity is ever declared or loaded: a document's type declaration is cut off before it is parsed, and the names that
HTML gives to characters are the only ones that mean anything. Depth, the number of elements and the length of a text
are bounded (libxml2 gives up below 256 levels and beyond 10 MB of text). XML that is not well formed is mended where
that is certain, and else read as far as it goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5
from typing import Any

from onrecord.errors import IntakeError

from .charset import clean, decode, from_content_type
from .raw import Raw

#: Larger documents (bytes) are refused, and those with more markup than this many signs of it.
LARGEST_XML, MOST_MARKUP = 20 * 1024 * 1024, 2_000_000
#: An element with more attributes is nobody's feed, and to look at them all costs the square of their number.
MOST_ATTRIBUTES = 100

_DECLARATION = re.compile(r"<\?xml[^<>]{0,300}?\?>")
_DECLARED = re.compile(rb"""<\?xml[^<>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9_:.-]{2,40})""")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|([A-Za-z][A-Za-z0-9]{1,31});)?")
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})
# Elements that hold text or HTML and none of a feed's own elements.
_LEAF = re.compile(
    r"<((?:[A-Za-z][A-Za-z0-9]{0,19}:)?(?:title|description|summary|encoded|content|subtitle|creator|link|guid|pubDate))"
    r"(?:\s[^<>]*)?(?<!/)>"
)
_CONTROLS = {code: None for code in range(32) if code not in (9, 10, 13)}


@dataclass(frozen=True, slots=True)
class Parsed:
    """The root element (lxml), and what was wrong with the XML, if anything was."""

    root: Any
    fault: str | None = None


def parsed(raw: Raw, what: str) -> Parsed:
    """The tree of a document that is to be ``what`` ("a feed").

    Raises:
        IntakeError: if it is empty, no text, too large, or no XML at all.
    """
    if len(raw.data) > LARGEST_XML:
        raise IntakeError(f"this is too large for {what} (over 20 MiB)", raw.name, "give one that is split")
    found = _DECLARED.match(raw.data.lstrip()[:500])
    declared = found[1].decode("ascii") if found else from_content_type(raw.media_type)
    text = clean(decode(raw.data, raw.name, declared)).lstrip("\ufeff \t\r\n")
    if text.count("<") + text.count("=") > MOST_MARKUP:
        raise IntakeError(f"this has too much markup for {what}", raw.name, "give one that is split")
    text = _without_prolog(text)
    if not text:
        raise IntakeError(f"this is not {what} (it holds no XML)", raw.name, "check the address")
    tree = _tree(text, raw.name, what)
    if any(len(element.attrib) > MOST_ATTRIBUTES for element in tree.root.iter("*")):
        raise IntakeError(f"this has too much markup for {what}", raw.name, "give one that is split")
    return tree


def local(element: Any) -> str:
    """An element's name without its namespace, in small letters."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def namespace(element: Any) -> str:
    """The address of an element's namespace, or an empty string."""
    tag = str(element.tag)
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def words(element: Any, most: int = 2_000) -> str | None:
    """The text of an element on one line; ``None`` where it has none, or more than ``most`` code points."""
    text = " ".join("".join(element.itertext()).split())
    return text if text and len(text) <= most else None


def _without_prolog(text: str) -> str:
    """From the root element on: without declaration, comments and the type declaration with all its entities."""
    at = 0
    while (at := text.find("<", at)) >= 0:
        if text.startswith("<!--", at):
            end = text.find("-->", at + 4)
            at = len(text) if end < 0 else end + 3
        elif text.startswith("<!", at):
            at = _after_doctype(text, at)
        elif text.startswith("<?", at):
            end = text.find(">", at)
            at = len(text) if end < 0 else end + 1
        else:
            return text[at:]
    return ""


def _after_doctype(text: str, at: int) -> int:
    close, subset = text.find(">", at), text.find("[", at)
    if 0 <= subset < close:
        end = text.find("]", subset)
        while end >= 0 and not text[end + 1 : end + 100].lstrip().startswith(">"):
            end = text.find("]", end + 1)
        close = text.find(">", end) if end >= 0 else -1
    return len(text) if close < 0 else close + 1


def _tree(text: str, name: str, what: str) -> Parsed:
    from lxml import etree

    try:
        return Parsed(etree.fromstring(text.encode("utf-8"), _parser(etree)))
    except (etree.LxmlError, ValueError) as reason:
        fault = f"its XML is not well formed ({str(reason).partition(', line')[0][:100]})"
    mended = _mended(text, etree)
    for recover in (False, True):
        try:
            root = etree.fromstring(mended.encode("utf-8"), _parser(etree, recover))
        except (etree.LxmlError, ValueError):
            continue
        if root is not None:
            return Parsed(root, fault)
    raise IntakeError(f"this is not {what} (no XML can be made out in it)", name, "check the address")


def _parser(etree: Any, recover: bool = False) -> Any:
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _mended(text: str, etree: Any) -> str:
    """The text without characters that XML forbids, each ``&`` that begins nothing escaped, stray tags made text."""
    text = text.translate(_CONTROLS)
    pieces: list[str] = []
    at = 0
    while (begin := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", begin)) >= 0:
        pieces += (_ENTITY.sub(_entity, text[at:begin]), text[begin : end + 3])
        at = end + 3
    pieces.append(_ENTITY.sub(_entity, text[at:]))
    return _with_whole_leaves("".join(pieces), etree)


def _entity(found: re.Match[str]) -> str:
    name = found[1]
    if name is None:
        return "&amp;" if found[0] == "&" else found[0]
    if name in _PREDEFINED:
        return found[0]
    char = html5.get(name + ";")
    return f"&amp;{name};" if char is None else char.replace("&", "&amp;").replace("<", "&lt;")


def _with_whole_leaves(text: str, etree: Any) -> str:
    """A tag left open inside a title or a description is part of its words: it must not swallow what follows."""
    pieces: list[str] = []
    at = 0
    unclosed: set[str] = set()
    while (found := _LEAF.search(text, at)) is not None:
        pieces.append(text[at : found.end()])
        at = found.end()
        name = found[1]
        end = -1 if name in unclosed else text.find(f"</{name}", at)
        if end < 0:
            unclosed.add(name)
            continue
        inside = text[at:end]
        if "<" in inside and not _is_whole(inside, etree):
            inside = inside.replace("<", "&lt;")
        pieces.append(inside)
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def _is_whole(inside: str, etree: Any) -> bool:
    try:
        etree.fromstring(f"<x>{inside}</x>".encode(), _parser(etree))
    except (etree.LxmlError, ValueError) as reason:
        # An undeclared prefix is declared further out, or nobody's concern.
        return "amespace" in str(reason) and "mismatch" not in str(reason)
    return True
