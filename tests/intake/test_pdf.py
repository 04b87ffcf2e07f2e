"""PDF: paragraphs, running lines, broken words, and PDFs that cannot be read."""

from __future__ import annotations

import sys

import pytest

from onrecord.record import Precision

from .made import column, one, pdf, refusal

LONG = [
    "HALVET, May 3 (HW) - The harbour of Halvet will stay open in spite of the threats, the",
    "Ministry of Ports said on Tuesday in a statement that its spokeswoman read out to report-",
    "ers in the capital.",
    "",
    '"We will answer every attack," Nira Orun said. She named nobody and took no questions,',
    "but a clerk of the ministry said later that the ferries (all three) would go on sailing.",
]


def test_lines_become_paragraphs_and_broken_words_whole() -> None:
    doc = one(
        pdf([column(LONG)], info="/Title (Harbour open) /Author (Pel Tal) /CreationDate (D:20210504101500Z)"), "a.pdf"
    )
    assert doc.text == (
        "HALVET, May 3 (HW) - The harbour of Halvet will stay open in spite of the threats, the Ministry of Ports said "
        "on Tuesday in a statement that its spokeswoman read out to reporters in the capital.\n\n"
        '"We will answer every attack," Nira Orun said. She named nobody and took no questions, but a clerk of the '
        "ministry said later that the ferries (all three) would go on sailing."
    )
    assert (doc.title, doc.author, doc.published) == ("Harbour open", "Pel Tal", "2021-05-04")
    assert (doc.published_precision, doc.language) == (Precision.DAY, "en")


def test_running_heads_and_page_numbers_go_and_a_paragraph_runs_over_the_page() -> None:
    pages = []
    for number in range(1, 5):
        body = [f"On day {['one', 'two', 'three', 'four'][number - 1]} the pilots of Halvet went on working as before"]
        body += [
            f"and ships came in one after another while crowd number {number} was {'abcd'[number - 1]}-waiting for the"
        ]
        pages.append(
            [
                (72.0, 810.0, 9.0, f"Halvet Wire, issue {number}"),
                *column(body, top=770),
                (290.0, 30.0, 9.0, f"- {number} -"),
            ]
        )
    text = one(pdf(pages), "a.pdf").text
    assert "issue" not in text
    assert "- 2 -" not in text
    assert "waiting for the On day two" in text


def test_a_heading_of_its_own_size_is_a_paragraph() -> None:
    page = [(72.0, 800.0, 20.0, "Harbour stays open"), *column(LONG[:3], top=774)]
    assert one(pdf([page]), "a.pdf").text.startswith("Harbour stays open\n\nHALVET")


@pytest.mark.parametrize("title", ["Microsoft Word - draft3.doc", "untitled", "scan0001.pdf"])
def test_a_title_that_a_program_wrote_is_none(title: str) -> None:
    assert one(pdf([column(LONG)], info=f"/Title ({title})"), "a.pdf").title is None


def test_a_pdf_is_told_by_its_bytes_whatever_it_is_called() -> None:
    assert one(pdf([column(LONG)]), "report.txt", "text/plain").snapshot.media_type == "application/pdf"


def test_a_truncated_pdf_is_refused() -> None:
    whole = pdf([column(LONG)])
    assert "damaged" in refusal(b"%PDF-1.4\n" + whole[200:300], "a.pdf").what
    assert "damaged" in refusal(b"%PDF-1.7\n%\xe2\xe3", "a.pdf").what


def test_an_encrypted_pdf_is_refused() -> None:
    entry = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <" + "ab" * 32 + "> /U <" + "cd" * 32 + "> >> "
        "/ID [<" + "01" * 16 + "> <" + "01" * 16 + ">]"
    )
    refused = refusal(pdf([column(LONG)], extra=entry), "a.pdf")
    assert "encrypted" in refused.what
    assert "password" in str(refused.remedy)


def test_a_pdf_of_images_only_says_so() -> None:
    assert "no words" in refusal(pdf([[]]), "a.pdf").what


def test_without_its_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    assert "pip install 'onrecord[pdf]'" in str(refusal(pdf([column(LONG)]), "a.pdf"))
