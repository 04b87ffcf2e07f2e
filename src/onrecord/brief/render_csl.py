"""Documents as a style of citation gives them (CSL, by citeproc): ours, or one that a house brings."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..errors import BriefError, SettingError
from ..record import Record, SourceKind
from .ordinary_file import read_up_to
from .render_page import Run, Runs
from .render_words import parted, seen

#: Our styles by the names that they are asked for by.
STYLES = ("onrecord-note", "onrecord-author-date", "onrecord-numeric")
#: The largest style that is read, in bytes; the longest of the thousands that are published has a third of it.
LARGEST = 512 * 1024
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CSL = "{http://purl.org/net/xbiblio/csl}"
_NEWS = frozenset({SourceKind.NEWS_AGENCY, SourceKind.NEWSPAPER, SourceKind.BROADCASTER})
_REPORTS = frozenset({SourceKind.THINK_TANK, SourceKind.NGO, SourceKind.BODY, SourceKind.MONITOR})
#: The most elements of a style, each macro counted as often as it is called.
_MOST = 20_000
#: How many words of a text stand for the title that it has not.
_FIRST_WORDS = 8


#: What citeproc would take for marks, as letters of nobody's while it works.
_AWAY = {ord("<"): "\uf8f0", ord(">"): "\uf8f1", ord("&"): "\uf8f2"}
_BACK = {ord(away): chr(mark) for mark, away in _AWAY.items()}


def style_text(said: str) -> bytes:
    """The style that is asked for: one of ours by its name, or a file.

    Raises:
        SettingError: if there is no such style, or it is too large, or no style that can be read by itself.
    """
    if said in STYLES:
        return files("onrecord.brief").joinpath("csl", f"{said}.csl").read_bytes()
    path = Path(said)
    if path.suffix.lower() not in (".csl", ".xml"):
        raise SettingError(
            "there is no such style of citation", said, f"give one of {', '.join(STYLES)}, or a .csl file"
        )
    try:
        data = read_up_to(path, LARGEST)
    except OSError as reason:
        why = (reason.strerror or str(reason)).lower()
        raise SettingError(f"this style of citation cannot be read ({why})", said, "check the path") from reason
    if len(data) > LARGEST:
        raise SettingError("this style of citation is too large", said, f"a style has {LARGEST // 1024} KiB at most")
    if _DECLARED.search(data.replace(b"\0", b"")):
        raise SettingError("this style of citation declares entities", said, "take the DOCTYPE out of it")
    return data


def item(record: Record) -> dict[str, Any]:
    """A document as CSL-JSON; what is not known is left out."""
    doc, kept = record.document, record.kept
    source = kept.source if kept is not None else None
    outlet = source.name if source is not None else doc.source
    made: dict[str, Any] = {"id": doc.id, "type": _type(record), "title": title_of(record)}
    if doc.author:
        made["author"] = [{"literal": seen(doc.author)}]
    for name, value in (("container-title", outlet), ("URL", doc.url), ("language", doc.language)):
        if value:
            made[name] = seen(" ".join(value.split()))
    # A local file was not fetched: its copy is as old as the desk's knowledge of it.
    accessed = doc.snapshot.fetched or (kept.filed if kept is not None else None)
    for name, stamp in (("issued", doc.published), ("accessed", accessed)):
        if parts := _parts(stamp):
            made[name] = {"date-parts": [parts]}
    return made


def title_of(record: Record) -> str:
    """A document's title, else its headline, else the words with which it begins."""
    doc = record.document
    headline = next((zone.span.of(doc.text) for zone in record.zones if zone.kind.value == "headline"), None)
    for words in (doc.title, headline):
        if words and words.strip():
            return seen(" ".join(words.split()))
    first = doc.text[:2000].split()
    shown = " ".join(first[:_FIRST_WORDS])[:100]
    return seen(f"{shown} …" if len(first) > _FIRST_WORDS else shown) or "Untitled document"


@dataclass(slots=True)
class Citing:
    """A style, and the documents that are cited, in the order in which they are met first.

    ``notes`` says that it is a style of notes, not of citations in the sentence. ``before``, ``after`` and ``between``
    stand around and between citations in one sentence.
    """

    notes: bool
    before: str
    between: str
    after: str
    _made: Any
    _has_list: bool
    _marks: dict[str, tuple[str, str]] = field(default_factory=dict)
    _said: list[str] = field(default_factory=list)

    @classmethod
    def by(cls, data: bytes, name: str, records: Mapping[str, Record]) -> Citing:
        """``records`` by the ids of their documents, in the order in which they are cited.

        Raises:
            BriefError: if citeproc is not there.
            SettingError: if the style is not valid.
        """
        try:
            from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
            from citeproc.source.json import CiteProcJSON
        except ImportError:
            raise BriefError(
                "notes are set by citeproc, which is not installed", None, "pip install 'onrecord[brief]'"
            ) from None
        root = _validated(data, name)
        with warnings.catch_warnings():
            # citeproc warns of what a style of another's has and it does not know; the notes stand without it.
            warnings.simplefilter("ignore")
            try:
                style = CitationStylesStyle(io.BytesIO(data), validate=False)
                made = CitationStylesBibliography(
                    style, CiteProcJSON([_held(item(one)) for one in records.values()]), formatter.html
                )
                for key in records:
                    made.register(Citation([CitationItem(key)]))
            except Exception as reason:
                raise _unusable(name, reason) from reason
        layout = root.find(f"{_CSL}citation/{_CSL}layout")
        around = [layout.get(one, "") if layout is not None else "" for one in ("prefix", "delimiter", "suffix")]
        has_list = root.find(f"{_CSL}bibliography") is not None
        return cls(root.get("class") == "note", around[0], around[1] or "; ", around[2], (made, name), has_list)

    def full(self, document: str) -> Runs:
        """The document as a note has it."""
        if not self.notes and self._has_list:
            return self._list()[list(self._made[0].keys).index(document)]
        return _runs(self._cited(document))

    def mark(self, document: str) -> str:
        """The document as a sentence cites it, without what stands around it; a letter tells apart what is cited in the
        same words.
        """
        if document not in self._marks:
            said = "".join(run.text for run in _runs(self._cited(document)))
            said = said.removeprefix(self.before).removesuffix(self.after).strip()
            same = self._said.count(said)
            self._said.append(said)
            self._marks[document] = said, f" ({chr(ord('a') + same % 26)})" if same else ""
        return "".join(self._marks[document])

    def letter(self, document: str) -> str:
        """The letter that tells a document apart in its marks, with a space before it; mostly none."""
        return self._marks.get(document, ("", ""))[1]

    def listed(self) -> list[tuple[str, Runs]]:
        """The documents in the style's own order, each as its list has it; as its notes do where it has no list."""
        made = self._made[0]
        if not self._has_list:
            return [(key, _runs(self._cited(key))) for key in made.keys]
        made.sort()
        return list(zip(made.keys, self._list(), strict=True))

    def _list(self) -> Sequence[Runs]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return [_runs(str(entry)) for entry in self._made[0].bibliography()]
            except Exception as reason:
                raise _unusable(self._made[1], reason) from reason

    def _cited(self, document: str) -> str:
        from citeproc import Citation, CitationItem

        one = Citation([CitationItem(document)])
        one.bibliography = self._made[0]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return str(self._made[0].cite(one, lambda _: None))
            except Exception as reason:
                raise _unusable(self._made[1], reason) from reason


def _held(value: Any) -> Any:
    """A document's fields, with what citeproc would take for marks put away."""
    if isinstance(value, str):
        return value.translate(_AWAY)
    if isinstance(value, dict):
        return {name: _held(one) for name, one in value.items()}
    return [_held(one) for one in value] if isinstance(value, list) else value


def _validated(data: bytes, name: str) -> Any:
    from citeproc import SCHEMA_PATH
    from lxml import etree

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as reason:
        raise SettingError(f"this style of citation is no XML ({reason.msg})", name, "mend the file") from None
    if root.tag != f"{_CSL}style":
        raise SettingError("this is no style of citation", name, "give a CSL file")
    if root.find(f"{_CSL}info/{_CSL}link[@rel='independent-parent']") is not None:
        raise SettingError("this style of citation only names another", name, "give the style that it names")
    schema = etree.RelaxNG(etree.parse(SCHEMA_PATH))
    if not schema.validate(root):
        first = schema.error_log[0]
        raise SettingError(
            "this style of citation breaks the schema of CSL", f"{name}, line {first.line}", "mend the file"
        )
    if _unfolded(root) > _MOST:
        raise SettingError("the macros of this style of citation unfold to too much", name, "give another --csl")
    return root


def _unfolded(root: Any) -> int:
    """How many elements a style has once every macro stands where it is called; endless where one calls itself."""
    macros = {one.get("name"): one for one in root.findall(f"{_CSL}macro")}
    sizes: dict[str, int] = {}

    def size(element: Any) -> int:
        total = 0
        for one in element.iter():
            called = one.get("macro")
            total += 1
            if called in macros:
                if called not in sizes:
                    sizes[called] = _MOST + 1  # until it is known: what is met within itself has no end
                    sizes[called] = size(macros[called])
                total += sizes[called]
        return total

    return sum(size(one) for one in root if one.tag != f"{_CSL}macro")


def _unusable(name: str, reason: Exception) -> SettingError:
    """citeproc fails in any way at styles that use what it has not; which, only its exception tells."""
    told = f"{type(reason).__name__}: {reason}"[:120]
    return SettingError(f"citeproc cannot set by this style ({told})", name, "give another --csl")


class _Reader(HTMLParser):
    """What citeproc's own formatter wrote: text, and a few tags around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[Run] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        self.out.append(Run(seen(data.translate(_BACK)), strong="b" in self._open, slanted="i" in self._open))


_URL = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:)]")


def _runs(html: str) -> Runs:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    out: list[Run] = []
    for run in reader.out:
        at = 0
        for found in _URL.finditer(run.text):
            out += parted(Run(run.text[at : found.start()], run.strong, run.slanted))
            out.append(Run(found[0], run.strong, run.slanted, link=found[0]))
            at = found.end()
        out += parted(Run(run.text[at:], run.strong, run.slanted))
    return tuple(run for run in out if run.text)


def _type(record: Record) -> str:
    kind = record.kept.source.kind if record.kept is not None and record.kept.source is not None else None
    if kind in _NEWS:
        return "article-newspaper"
    if kind in _REPORTS:
        return "report"
    return "webpage" if record.document.url or kind is not None else "manuscript"


def _parts(stamp: str | None) -> list[int]:
    known = (stamp or "")[:10].split("-")
    return [int(part) for part in known if part.isascii() and part.isdigit()] if known[0].isdigit() else []
