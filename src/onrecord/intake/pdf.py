"""PDF: the words of its pages as paragraphs, with its title and the day it was made. Needs ``onrecord[pdf]``.

Lines are joined into paragraphs, words broken at a line's end are joined again, and lines that repeat at the head or
foot of the pages are left out together with page numbers. Pages that are only images have no words to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from onrecord.errors import IntakeError

from .charset import clean
from .dates import read_date
from .paragraphs import SOFT_HYPHEN, Line, paragraphs, without_running_lines
from .raw import Page, Raw

#: PDFs with more pages, or whose pages hold more characters in all, are refused.
MOST_PAGES, MOST_CHARACTERS = 3_000, 20_000_000

# The engine marks a hyphen that breaks a word, and leaves out the line's end after it.
_HYPHEN = "\ufffe"
_BREAK = re.compile(r"\r\n|\r|\n|(?<=\ufffe)(?=[^\r\n])")
# Titles that a program wrote, not a person: "Microsoft Word - draft.doc", "report.pdf", "untitled".
_NO_TITLE = re.compile(
    r"microsoft \w+ - .*|.*\.(?:docx?|pdf|indd|odt|rtf|tmp|qxd|dvi)|untitled.*|document\d*", re.IGNORECASE
)
_PASSWORD, _FORMAT = "password", "format"


def read(raw: Raw) -> Iterator[Page]:
    """One Page: the whole PDF.

    Raises:
        IntakeError: if ``pypdfium2`` is missing, or the PDF is encrypted, damaged, too long or holds no words.
    """
    try:
        import pypdfium2
    except ImportError:
        raise IntakeError("PDF cannot be read yet", raw.name, "run pip install 'onrecord[pdf]'") from None
    try:
        document = pypdfium2.PdfDocument(raw.data)
    except pypdfium2.PdfiumError as reason:
        raise _refused(str(reason), raw.name) from None
    try:
        page = _page(document, raw.name)
    except pypdfium2.PdfiumError:
        raise IntakeError("a page of this PDF is damaged", raw.name, "fetch or export it again") from None
    finally:
        document.close()
    yield page


def _refused(reason: str, name: str) -> IntakeError:
    if _PASSWORD in reason.lower():
        return IntakeError("this PDF is encrypted", name, "save a copy without a password")
    return IntakeError("this PDF is damaged or cut short", name, "fetch or export it again")


def _page(document: Any, name: str) -> Page:
    if len(document) > MOST_PAGES:
        raise IntakeError(f"this PDF is too long ({len(document)} pages)", name, f"split it below {MOST_PAGES} pages")
    pages: list[list[Line]] = []
    characters = 0
    for number in range(len(document)):
        lines = _lines_of(document, number)
        characters += sum(len(line.text) for line in lines)
        if characters > MOST_CHARACTERS:
            raise IntakeError("this PDF holds too much text", name, "split it into its articles")
        pages.append(lines)
    text = "\n\n".join(paragraphs(without_running_lines(pages)))
    if not text.strip():
        raise IntakeError("this PDF holds no words, only images", name, "run text recognition (OCR) over it first")
    facts = document.get_metadata_dict()
    when = read_date(facts.get("CreationDate"))
    return Page(
        clean(text),
        title=_title(facts.get("Title")),
        author=clean(facts.get("Author") or "").strip() or None,
        published=when[0] if when else None,
        precision=when[1] if when else None,
    )


def _title(found: str | None) -> str | None:
    title = " ".join(clean(found or "").split())
    return None if not title or len(title) > 500 or _NO_TITLE.fullmatch(title) else title


def _lines_of(document: Any, number: int) -> list[Line]:
    page = document[number]
    words = page.get_textpage()
    try:
        count = words.count_chars()
        text = words.get_text_range(0, count) if count else ""
        # Characters beyond the basic plane take two places in one and one in the other: no geometry then.
        located = len(text) == count
        lines: list[Line] = []
        at = 0
        for piece in _BREAK.split(text):
            start = text.index(piece, at)
            at = start + len(piece)
            if piece.strip():
                lines.append(_line(words, piece, start if located else None))
        return lines
    finally:
        words.close()
        page.close()


def _line(words: Any, piece: str, start: int | None) -> Line:
    """The line with where it stands: left, right and bottom edge and height, in points; zeros where unknown."""
    text = " ".join(piece.replace(_HYPHEN, SOFT_HYPHEN).split())
    if start is None:
        return Line(text)
    first = start + len(piece) - len(piece.lstrip())
    last = start + len(piece.rstrip()) - 1
    left, bottom, _, _ = words.get_charbox(first, loose=True)
    _, low, right, top = words.get_charbox(max(first, last - 1) if piece.rstrip()[-1] == _HYPHEN else last, loose=True)
    return Line(text, left=left, right=right, bottom=min(bottom, low), height=max(top - low, 0.0))
