"""Pieces of a Word file that python-docx has no words for: runs, footnotes, fields, links to bookmarks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .render_page import Note, Page, Placing, Run, Runs
from .render_words import plain, runs_right

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
#: The style of the mark of a note, by its id.
_REFERENCE = "FootnoteReference"
#: What stands after the settings of footnotes.
_AFTER = frozenset(
    {"endnotePr", "compat", "docVars", "rsids", "mathPr", "themeFontLang", "clrSchemeMapping", "shapeDefaults",
     "decimalSymbol", "listSeparator"}
)  # fmt: skip
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#: Languages as Word has them, for those that run from right to left.
_BIDI = {"ar": "ar-SA", "fa": "fa-IR", "he": "he-IL", "ur": "ur-PK", "ps": "ps-AF", "ckb": "ku-Arab-IQ"}


def element(tag: str, /, **attributes: str) -> Any:
    """An element of WordprocessingML with its attributes."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def bidi_of(language: str | None) -> str:
    """A language as Word has it."""
    return _BIDI.get((language or "").split("-")[0].casefold(), language or "ar-SA")


@dataclass(slots=True)
class Marks:
    """Marks of notes. At the foot the first of each number is a footnote of Word's own, with a bookmark, and later ones
    point to it by a field. At the end each is a link to the list of notes: LibreOffice numbers Word's own endnotes i,
    ii, iii, and leaves the TLP mark off their pages.
    """

    page: Page
    _met: set[int] = field(default_factory=set)

    def of(self, number: int) -> Iterator[Any]:
        """The elements of a mark in the text."""
        first = number not in self._met
        self._met.add(number)
        if not first and self.page.placing is Placing.FOOT:
            yield from self.again(number)
            return
        if first:
            yield element("bookmarkStart", id=str(1000 + number), name=f"_Mark{number}")
        if self.page.placing is Placing.FOOT:
            run = _styled(_REFERENCE)
            run.append(element("footnoteReference", id=str(number)))
            yield run
        else:
            yield linked(str(number), f"_Note{number}", _REFERENCE)
        if first:
            yield element("bookmarkEnd", id=str(1000 + number))

    def again(self, number: int, raised: bool = True) -> Iterator[Any]:
        """What shows the number of a note that stands elsewhere; ``raised`` as a mark is."""
        style = _REFERENCE if raised else None
        if self.page.placing is Placing.FOOT:
            switch = " \\f" if raised else ""
            yield from fielded(f" NOTEREF _Mark{number}{switch} \\h ", str(number), style)
        else:
            yield linked(str(number), f"_Note{number}", style)


def linked(shown: str, to: str, style: str | None) -> Any:
    """A link to a bookmark."""
    link = element("hyperlink", anchor=to, history="1")
    link.append(made_run(Run(shown), style))
    return link


def tab() -> Any:
    """A run that is a tab."""
    run = element("r")
    run.append(element("tab"))
    return run


def fielded(instruction: str, shown: str, style: str | None = None) -> Iterator[Any]:
    """A field with what it shows until it is reckoned again."""
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        run = _styled(style)
        if kind == "instruction":
            said = element("instrText")
            said.text = instruction
            _keep_spaces(said)
            run.append(said)
        elif kind == "shown":
            run.append(_text(shown))
        else:
            run.append(element("fldChar", fldCharType=kind))
        yield run


def set_runs(paragraph: Any, runs: Runs, part: Any, marks: Marks | None) -> None:
    """Appends runs to a paragraph (its element) of a part; marks of notes as notes, or, without ``marks``, as links to
    the list of sources.
    """
    before: Run | None = None
    for run in runs:
        if run.note is not None and marks is not None:
            if before is not None and before.note is not None:
                paragraph.append(made_run(Run(", "), _REFERENCE))
            for one in marks.of(run.note):
                paragraph.append(one)
        elif run.note is not None:
            paragraph.append(linked(run.text, f"_Note{run.note}", "Hyperlink"))
        elif run.link is not None:
            paragraph.append(_link(run, part))
        else:
            paragraph.append(made_run(run))
        before = run


def _link(run: Run, part: Any) -> Any:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    link = element("hyperlink", history="1")
    link.set(qn("r:id"), part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(made_run(run, "Hyperlink"))
    return link


def made_run(run: Run, style: str | None = None) -> Any:
    """A run as it looks, with a style of characters by its id."""
    made = _styled(style)
    look = made.find(f"{{{_SPACE}}}rPr")
    names = [("b", run.strong), ("bCs", run.strong), ("i", run.slanted), ("iCs", run.slanted)]
    add = [element(name) for name, on in names if on]
    if run.code:
        add.insert(0, element("rFonts", ascii="Consolas", hAnsi="Consolas", cs="Consolas"))
    if runs_right(run.language):
        add += [element("rtl"), element("lang", bidi=bidi_of(run.language))]
    if add and look is None:
        look = element("rPr")
        made.append(look)
    for one in add:
        look.append(one)
    made.append(_text(run.text))
    return made


def _styled(style: str | None) -> Any:
    run = element("r")
    if style is not None:
        look = element("rPr")
        look.append(element("rStyle", val=style))
        run.append(look)
    return run


def _text(said: str) -> Any:
    made = element("t")
    made.text = said
    _keep_spaces(made)
    return made


def _keep_spaces(made: Any) -> None:
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def add_footnotes(document: Any, page: Page, marks: Marks) -> None:
    """Adds the part that holds the footnotes."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import XmlPart

    root = element("footnotes")
    for number, name in ((-1, "separator"), (0, "continuationSeparator")):
        held = element("footnote", type=name, id=str(number))
        paragraph = element("p")
        run = element("r")
        run.append(element(name))
        paragraph.append(run)
        held.append(paragraph)
        root.append(held)
    part = XmlPart(PackURI("/word/footnotes.xml"), _TYPE, root, document.part.package)
    document.part.relate_to(part, _RELATION)
    for note in page.notes:
        root.append(_footnote(note, part, marks))
    _tell_settings(document)


def _footnote(note: Note, part: Any, marks: Marks) -> Any:
    held = element("footnote", id=str(note.number))
    paragraph = element("p")
    look = element("pPr")
    look.append(element("pStyle", val="FootnoteText"))
    paragraph.append(look)
    run = _styled(_REFERENCE)
    run.append(element("footnoteRef"))
    paragraph.append(run)
    paragraph.append(made_run(Run(" ")))
    set_note(paragraph, note, part, marks)
    held.append(paragraph)
    return held


def set_note(paragraph: Any, note: Note, part: Any, marks: Marks | None) -> None:
    """Appends a note, without its number."""
    set_told(paragraph, note.source, part, marks)
    for one in words_of_note(note):
        set_runs(paragraph, (Run(" "), *one), part, None)


def set_told(paragraph: Any, runs: Runs, part: Any, marks: Marks | None) -> None:
    """Runs of a note: another note in them is named by its number."""
    for run in runs:
        if run.note is not None and marks is not None:
            for one in marks.again(run.note, raised=False):
                paragraph.append(one)
        else:
            set_runs(paragraph, (Run(run.text) if run.note is not None else run,), part, None)


def words_of_note(note: Note) -> Iterator[Runs]:
    """What stands in a note after the document."""
    for state in note.states:
        yield tuple(Run(one.text, strong=True, language=one.language) for one in plain(state))
    if note.word:
        yield plain(note.word)
    if note.words:
        said = Run(note.words, language=note.language if runs_right(note.language) else None)
        yield (said,) if note.quoted == note.words else (Run("“"), said, Run("”"))
    if note.copy:
        yield plain(note.copy)
    yield (Run(f"[{note.key}]"),)


def _tell_settings(document: Any) -> None:
    """Tells the settings which notes are the lines between; it stands before what the schema has after it."""
    settings = document.settings.element
    for old in settings.findall(f"{{{_SPACE}}}footnotePr"):
        settings.remove(old)
    made = element("footnotePr")
    for number in ("-1", "0"):
        made.append(element("footnote", id=number))
    at = next((n for n, one in enumerate(settings) if one.tag.rpartition("}")[2] in _AFTER), len(settings))
    settings.insert(at, made)
