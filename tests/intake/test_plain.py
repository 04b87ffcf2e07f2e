"""Plain text: the document's text is the file's text, so a Span's offsets are the file's own."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import IntakeError

from .made import one, outcome, refusal

WRITTEN = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="".join(map(chr, range(32)))), min_size=1
).filter(lambda text: text.strip() and not text.startswith("\ufeff"))


@given(WRITTEN, st.sampled_from(["\n", "\r\n", "\r", "\u2028", " \t\n\n"]))
def test_text_round_trips(text: str, line_end: str) -> None:
    whole = text + line_end + text
    assert one(whole.encode("utf-8"), "report.txt").text == whole


@given(WRITTEN, st.sampled_from(["utf-16", "utf-32", "utf-8-sig"]))
def test_text_round_trips_behind_a_byte_order_mark(text: str, charset: str) -> None:
    assert one(text.encode(charset), "report.txt").text == text


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_one_sentence(data: bytes) -> None:
    found = outcome(data, "some.txt")
    if isinstance(found, IntakeError):
        assert "\n" not in str(found)
    else:
        assert [doc.text.strip() != "" for doc in found if not isinstance(doc, IntakeError)] == [True]


@settings(deadline=None)  # the first HTML loads its reader
@given(st.binary(max_size=200), st.sampled_from(["a.pdf", "a.docx", "a.eml", "a.html", "a.json", "a.jsonl", "a.md"]))
def test_any_bytes_under_any_suffix_are_read_or_refused(data: bytes, name: str) -> None:
    found = outcome(data, name)
    assert "\n" not in str(found) if isinstance(found, IntakeError) else found


def test_nothing_is_normalised() -> None:
    text = "\tHalvet,\u00a03 May.\r\n\r\n\u201cWe will answer,\u201d he said. \u202eevil\u202c e\u0301 \U0001f600  \n\n"
    assert one(text.encode("utf-8"), "report.txt").text == text


def test_one_line_of_five_megabytes() -> None:
    text = "The harbour of Halvet is open, she said. " * 125_000
    assert one(text.encode(), "report.txt").text == text


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refusal(data, "report.txt").what in ("this file is empty", "this file holds no text")


def test_the_snapshot_keeps_what_a_person_called_the_file() -> None:
    assert one(b"The harbour is open.", "reports/harbour.txt").snapshot.name == "reports/harbour.txt"
