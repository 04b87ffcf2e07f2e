"""A brief as a Word file, with footnotes of Word's own or a list of notes at the end, by the styles of a reference."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from ..errors import BriefError, OnRecordError, SettingError
from .render_docx_parts import (
    Marks,
    add_footnotes,
    element,
    fielded,
    linked,
    made_run,
    set_note,
    set_runs,
    set_told,
    tab,
    words_of_note,
)
from .render_docx_styles import complete
from .render_page import (
    Block,
    Comment,
    Entries,
    Figure,
    Note,
    Original,
    Page,
    Paragraph,
    Placing,
    Quoted,
    Run,
    Runs,
    Table,
    Verbatim,
)
from .render_words import plain, runs_right
from .tlp import GROUND, Mark

#: The largest reference once it is unpacked, in bytes.
_LARGEST = 40_000_000
#: What belongs to the text of a reference, and goes with it.
_OF_TEXT = frozenset(
    {"footnotes", "endnotes", "image", "hyperlink", "comments", "commentsExtended", "oleObject", "package"}
)


def docx(page: Page, reference: bytes | None = None) -> bytes:
    """The file.

    Raises:
        BriefError: if python-docx is not there.
        SettingError: if the reference is no DOCX.
    """
    document = _ready(reference)
    _Writer(page, document).write()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _ready(reference: bytes | None) -> Any:
    """The document to write in. A house's own that lacks what every DOCX has fails in any way."""
    try:
        document = _opened(reference)
        complete(document)
        _emptied(document)
        if not len(document.sections):
            raise ValueError("it has no page")
    except OnRecordError:
        raise
    except Exception as reason:
        if reference is None:
            raise
        raise SettingError("this reference is no DOCX", None, "give a file that Word saved as .docx") from reason
    return document


def _opened(reference: bytes | None) -> Any:
    try:
        import docx as library
    except ImportError:
        raise BriefError(
            "Word files are made by python-docx, which is not installed", None, "pip install 'onrecord[brief]'"
        ) from None
    if reference is None:
        data = files("onrecord.brief").joinpath("reference.docx").read_bytes()
        return library.Document(io.BytesIO(data))
    with zipfile.ZipFile(io.BytesIO(reference)) as packed:
        if sum(one.file_size for one in packed.infolist()) > _LARGEST:
            raise SettingError("this reference is too large once it is unpacked", None, "give a smaller DOCX")
        for one in packed.infolist():
            # In small pieces: what a file says of its size may be a lie, which is found out at its end.
            with packed.open(one) as file:
                while file.read(65_536):
                    pass
    return library.Document(io.BytesIO(reference))


def _emptied(document: Any) -> None:
    """Leaves the styles, the page of the last section and what stands at its edges; nothing of the text is kept."""
    from docx.oxml.ns import qn

    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    relations = document.part.rels
    for key, relation in list(relations.items()):
        if relation.reltype.rpartition("/")[2] in _OF_TEXT:
            del relations[key]


@dataclass(slots=True)
class _Writer:
    """Writes one page into an empty document."""

    page: Page
    document: Any
    marks: Marks | None = None
    _first_bookmark: int = 2000

    def write(self) -> None:
        page = self.page
        self.marks = None if page.placing is Placing.INLINE else Marks(page)
        self._properties()
        self._edges()
        if page.tlp is not None:
            self._tlp(self.document.add_paragraph(style="Brief TLP"), page.tlp, meaning=True)
        self._paragraph("Title", plain(page.title))
        for fact in page.facts:
            self._paragraph("Brief Facts", plain(fact))
        self._paragraph("Brief Verdict" if page.checked else "Brief Warning", plain(page.verdict))
        for part in page.parts:
            if part.title:
                self._paragraph(f"Heading {min(max(part.level - 1, 1), 3)}", part.title)
            for block in part.blocks:
                self._block(block)
        if self.marks is None or page.placing is not Placing.FOOT:
            self._listed()
        elif page.notes:
            add_footnotes(self.document, page, self.marks)
        for told in page.about:
            self._paragraph("Heading 1", plain(told.name))
            for line in told.lines:
                self._paragraph("Brief About", plain(line))
        if page.tlp is not None:
            self._tlp(self.document.add_paragraph(style="Brief TLP"), page.tlp, meaning=True)

    def _properties(self) -> None:
        own = self.document.core_properties
        own.title, own.language = self.page.title[:250], self.page.language
        own.subject = "; ".join(self.page.facts)[:250]
        own.keywords = "" if self.page.tlp is None else self.page.tlp.label

    def _edges(self) -> None:
        """The mark on every page, top and bottom, and the number of the page."""
        section = self.document.sections[-1]
        for edge in (section.header, section.footer):
            edge.is_linked_to_previous = False
            for old in edge.paragraphs:
                # What a house has there stays; an empty line, and the mark of a rendering before this, do not.
                if old.style.name == "Brief TLP" or len(old._p) <= (old._p.pPr is not None):
                    edge._element.remove(old._p)
            paragraph = edge.add_paragraph(style="Brief TLP")
            if edge is not section.header:
                for one in (
                    *fielded(" PAGE ", "1"),
                    made_run(Run(" / ")),
                    *fielded(" NUMPAGES ", "1"),
                    made_run(Run("   ")),
                ):
                    paragraph._p.append(one)
            if self.page.tlp is not None:
                self._tlp(paragraph, self.page.tlp, meaning=False)

    def _tlp(self, paragraph: Any, mark: Mark, *, meaning: bool) -> None:
        from docx.shared import Pt, RGBColor

        run = paragraph.add_run(f"\u00a0{mark.label}\u00a0")
        run.bold = True
        run.font.color.rgb = RGBColor.from_string(mark.colour)
        run._r.get_or_add_rPr().append(element("shd", val="clear", color="auto", fill=GROUND))
        if meaning:
            more = paragraph.add_run(f"  {mark.meaning}")
            more.bold = False
            more.font.size = Pt(9)

    def _paragraph(self, style: str, runs: Runs, at: Any = None) -> Any:
        paragraph = (at or self.document).add_paragraph(style=style)
        set_runs(paragraph._p, runs, self.document.part, self.marks)
        return paragraph

    def _block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._paragraph("Normal", block.runs)
        elif isinstance(block, Entries):
            self._entries(block)
        elif isinstance(block, Quoted):
            self._each(block.blocks, "Brief Quote")
        elif isinstance(block, Comment):
            self._paragraph("Brief Comment Label", (Run("Comment: the writer’s own judgement"),))
            self._each(block.blocks, "Brief Comment")
        elif isinstance(block, Original):
            self._original(block)
        elif isinstance(block, Figure):
            self._figure(block)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Verbatim):
            for line in block.text.splitlines():
                self._paragraph("Normal", (Run(line, code=True),))

    def _each(self, blocks: Sequence[Block], style: str) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(style, block.runs)
            else:
                self._block(block)

    def _entries(self, block: Entries) -> None:
        for at, entry in enumerate(block.entries):
            first, rest = (entry[0], entry[1:]) if entry and isinstance(entry[0], Paragraph) else (Paragraph(()), entry)
            if block.first is None:
                self._paragraph("List Bullet", first.runs)
            else:
                # Word counts all lists of one style as one: the number is written, so that it is the draft's.
                paragraph = self.document.add_paragraph(style="Normal")
                _hanging(paragraph)
                set_runs(paragraph._p, (Run(f"{block.first + at}."),), self.document.part, None)
                paragraph._p.append(tab())
                set_runs(paragraph._p, first.runs, self.document.part, self.marks)
            for one in rest:
                self._block(one)

    def _original(self, block: Original) -> None:
        """The words beside their translation, in a table without lines."""
        table = self.document.add_table(rows=1, cols=2 if block.translation else 1)
        table.autofit = True
        said = table.rows[0].cells[-1]
        _first(said, "Brief Label", block.label, self)
        paragraph = self._paragraph("Brief Original", (Run(block.words, language=block.language), *block.mark), said)
        if runs_right(block.language):
            paragraph._p.get_or_add_pPr().append(element("bidi"))
        if block.translation:
            ours = table.rows[0].cells[0]
            _first(ours, "Brief Label", plain("In this brief"), self)
            self._paragraph("Brief Quote", block.translation, ours)

    def _figure(self, block: Figure) -> None:
        from docx.shared import Emu, Mm

        data = block.data if block.missing is None else b""
        reason = block.missing
        if block.media == "image/svg+xml" and data:
            from .render_raster import png

            made = png(data)
            data, reason = (
                made or b"",
                None if made else "pictures in SVG need onrecord[brief] to become pictures for Word",
            )
        if data:
            try:
                section = self.document.sections[-1]
                wide = section.page_width - section.left_margin - section.right_margin
                paragraph = self.document.add_paragraph()
                paragraph.paragraph_format.keep_with_next = True
                shape = paragraph.add_run().add_picture(io.BytesIO(data))
                high = Mm(110)
                if shape.height > high:
                    shape.height, shape.width = Emu(high), Emu(int(shape.width * high / shape.height))
                if shape.width > wide:
                    shape.height, shape.width = Emu(int(shape.height * wide / shape.width)), Emu(wide)
                shape._inline.docPr.set("descr", block.shown)
            except (ValueError, KeyError, OSError, EOFError, ZeroDivisionError):
                reason = "its file cannot be read"
        if reason is not None:
            self._paragraph("Brief Warning", plain(f"Figure {block.number} is missing: {reason}."))
        self._paragraph("Caption", (Run(f"Figure {block.number}. ", strong=True), *block.caption))

    def _table(self, block: Table) -> None:
        table = self.document.add_table(rows=0, cols=max(map(len, block.rows)), style="Table Grid")
        for number, row in enumerate(block.rows):
            cells = table.add_row().cells
            for cell, runs in zip(cells, row, strict=False):
                head = tuple(Run(one.text, strong=True) if one.note is None else one for one in runs)
                _first(cell, "Brief About", head if number == 0 else runs, self)
        table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
        self.document.add_paragraph(style="Brief Facts")

    def _listed(self) -> None:
        """The notes at the end, or the list of sources, to which the sentences lead."""
        if self.page.placing is Placing.END and self.page.notes:
            self._paragraph("Heading 1", (Run("Notes"),))
            for note in self.page.notes:
                self._note(note, f"_Mark{note.number}")
        elif self.page.sources:
            self._paragraph("Heading 1", (Run("Sources"),))
            for source in self.page.sources:
                paragraph = self.document.add_paragraph(style="Brief Source")
                set_told(paragraph._p, source.entry, self.document.part, None)
                for note in source.notes:
                    self._note(note, None)

    def _note(self, note: Note, back: str | None) -> None:
        """A note, with its number, which leads back to the text, or, below its document, without either."""
        paragraph = self.document.add_paragraph(style="Brief Source")
        _hanging(paragraph)
        number = str(self._first_bookmark + note.number)
        paragraph._p.append(element("bookmarkStart", id=number, name=f"_Note{note.number}"))
        if back is not None:
            paragraph._p.append(linked(f"{note.number}.", back, None))
            paragraph._p.append(tab())
            set_note(paragraph._p, note, self.document.part, self.marks)
        else:
            for runs in words_of_note(note):
                set_runs(paragraph._p, (*runs, Run(" ")), self.document.part, None)
        paragraph._p.append(element("bookmarkEnd", id=number))


def _first(cell: Any, style: str, runs: Runs, writer: _Writer) -> None:
    """Writes into the paragraph that a new cell has."""
    paragraph = cell.paragraphs[0]
    paragraph.style = writer.document.styles[style]
    set_runs(paragraph._p, runs, writer.document.part, writer.marks)


def _hanging(paragraph: Any) -> None:
    from docx.shared import Pt

    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Pt(24), Pt(-18)
