"""DOCX: paragraphs, headings and table cells in their order, and the core properties. Needs ``onrecord[office]``."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from onrecord.errors import IntakeError

from .dates import When, read_date
from .language import code_of
from .raw import Page, Raw

#: What a DOCX may unpack to: bytes in all, and how many times its packed size once above a few MiB; files in it.
MOST_UNPACKED, MOST_RATIO, SMALL_ENOUGH, MOST_FILES = 200 * 1024 * 1024, 100, 16 * 1024 * 1024, 5_000

# Templates carry these days as theirs; a document made from one says nothing about when it was written.
_TEMPLATE_DAYS = frozenset({"2013-12-23", "1601-01-01", "1970-01-01", "1980-01-01"})


def read(raw: Raw) -> Iterator[Page]:
    """One Page: the document's text, a blank line between paragraphs, a line for each row of a table.

    The date is the day the document was created, as its properties say.

    Raises:
        IntakeError: if ``python-docx`` is missing, the file is no DOCX, is damaged, or unpacks to far too much.
    """
    try:
        import docx
    except ImportError:
        raise IntakeError("DOCX cannot be read yet", raw.name, "run pip install 'onrecord[office]'") from None
    from docx.opc.exceptions import OpcError
    from lxml import etree

    _guard(raw)
    broken = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, AttributeError, TypeError, NotImplementedError)
    try:
        page = _page(docx.Document(io.BytesIO(raw.data)))
    except (*broken, EOFError, RuntimeError, RecursionError, etree.LxmlError, OpcError):
        raise IntakeError("this DOCX is damaged", raw.name, "open it in a word processor and save it again") from None
    yield page


def is_docx(data: bytes) -> bool:
    """Whether the bytes are a ZIP archive that names Word's main part."""
    return data.startswith(b"PK\x03\x04") and b"word/document.xml" in data


def _guard(raw: Raw) -> None:
    """Refuse a ZIP bomb from its directory alone, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw.data)) as archive:
            files = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise IntakeError("this is not a DOCX, or a damaged one", raw.name, "save it again as DOCX") from None
    unpacked = sum(one.file_size for one in files)
    packed = max(1, min(len(raw.data), sum(one.compress_size for one in files)))
    if (
        len(files) > MOST_FILES
        or unpacked > MOST_UNPACKED
        or (unpacked > SMALL_ENOUGH and unpacked > MOST_RATIO * packed)
    ):
        raise IntakeError(
            f"this DOCX would unpack to {unpacked / 1024 / 1024:.0f} MiB in {len(files)} files, as a ZIP bomb does",
            raw.name,
            "do not open it; ask its sender for the text",
        )


def _page(document: Any) -> Page:
    facts = document.core_properties
    when = _created(facts)
    return Page(
        "\n\n".join(block for block in _blocks(document) if block.strip()),
        title=(facts.title or "").strip() or _title(document),
        author=(facts.author or "").strip().removesuffix("python-docx") or None,
        published=when[0] if when else None,
        precision=when[1] if when else None,
        language=code_of(facts.language),
    )


def _blocks(document: Any) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            rows = (_row(row) for row in block.rows)
            yield "\n".join(row for row in rows if row)
        else:
            yield block.text


def _row(row: Any) -> str:
    # A merged cell is the same cell again.
    cells = dict.fromkeys(cell._tc for cell in row.cells)
    texts = ("".join(part.text or "" for part in cell.iter("{*}t")) for cell in cells)
    return "\t".join(text.strip() for text in texts if text.strip())


def _title(document: Any) -> str | None:
    for paragraph in document.paragraphs[:20]:
        name = str(paragraph.style.name) if paragraph.style is not None else ""
        if name == "Title" or name.startswith("Heading 1"):
            return str(paragraph.text).strip() or None
    return None


def _created(facts: Any) -> When | None:
    try:
        created = facts.created
    except ValueError:
        # A date that is none: nothing is known.
        return None
    when = read_date(created.date()) if created is not None else None
    return None if when is None or when[0] in _TEMPLATE_DAYS else when
