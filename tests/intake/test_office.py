"""DOCX: its words in their order, its properties, and archives that are bombs."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import UTC, datetime

import docx
import pytest

from onrecord.errors import IntakeError

from .made import one, outcome, refusal


def _docx(created: datetime | None = None) -> bytes:
    document = docx.Document()
    document.add_heading("Harbour stays open", level=1)
    document.add_paragraph("The harbour of Halvet stays open, the ministry said on Tuesday.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "Ferries"
    table.rows[0].cells[1].text = "three"
    document.add_paragraph("“We will answer,” Nira Orun said.")
    document.core_properties.author = "Pel Tal"
    if created:
        document.core_properties.created = created
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_words_in_their_order_and_properties() -> None:
    doc = one(_docx(datetime(2021, 5, 4, 10, 0, tzinfo=UTC)), "a.docx")
    assert doc.text.split("\n\n") == [
        "Harbour stays open",
        "The harbour of Halvet stays open, the ministry said on Tuesday.",
        "Ferries\tthree",
        "“We will answer,” Nira Orun said.",
    ]
    assert (doc.title, doc.author, doc.published) == ("Harbour stays open", "Pel Tal", "2021-05-04")


def test_the_day_of_a_template_is_no_publication_date() -> None:
    assert one(_docx(), "a.docx").published is None


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_zip_bomb_is_refused_from_its_directory() -> None:
    bomb = _zip({"[Content_Types].xml": b"<x/>", "word/document.xml": b"a" * 30_000_000})
    assert len(bomb) < 100_000
    assert "ZIP bomb" in refusal(bomb, "a.docx").what


def test_an_archive_of_very_many_files_is_refused() -> None:
    assert "6001 files" in refusal(_zip({"word/document.xml": b""} | {f"{n}": b"" for n in range(6000)}), "a.docx").what


@pytest.mark.parametrize(
    "data",
    [
        _docx()[:3000],
        _zip({"word/document.xml": b"<w/>"}),
        _zip({"harbour.txt": b"open"}),
        b"not a zip",
        _docx().replace(b"word/document.xml", b"word/documenX.xml"),
    ],
    ids=["cut", "no types", "other zip", "no zip", "renamed"],
)
def test_damaged_files_are_refused(data: bytes) -> None:
    assert "DOCX" in refusal(data, "a.docx").what


def test_entities_are_not_expanded() -> None:
    with zipfile.ZipFile(io.BytesIO(_docx())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    head = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">'.encode() for n in range(9)
    )
    body = (
        files["word/document.xml"].partition(b"?>")[2].replace(b"We will", b"&j; We will").replace("“".encode(), b"&j;")
    )
    files["word/document.xml"] = head + b"]>" + body
    found = outcome(_zip(files), "a.docx")
    if isinstance(found, IntakeError):
        assert "damaged" in found.what
    else:
        assert all(len(getattr(doc, "text", "")) < 1000 for doc in found)


def test_without_its_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    assert "pip install 'onrecord[office]'" in str(refusal(_docx(), "a.docx"))
