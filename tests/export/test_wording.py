"""Dates as far as they are known, confidences in words, and no unseen character let through."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.export.wording import FAMILY_OF, confidence_words, isolated, published_words, visible
from onrecord.record import Document, Precision, Snapshot, SpeechAct


@pytest.mark.parametrize(
    ("published", "precision", "words"),
    [
        (None, None, "date unknown"),
        ("2031", Precision.YEAR, "2031 (month and day unknown)"),
        ("2031-04", Precision.MONTH, "April 2031 (day unknown)"),
        ("2031-04-09", Precision.DAY, "9 April 2031"),
        ("2031-04-09T05:00:00Z", Precision.DAY, "9 April 2031"),
        ("2031-04-09T05:07", Precision.MINUTE, "9 April 2031, 05:07 (time zone unknown)"),
        ("2031-04-09T05:07:08+03:00", Precision.SECOND, "9 April 2031, 05:07:08 UTC+03:00"),
        ("some time ago", Precision.DAY, "some time ago"),
        ("2031-13", Precision.MONTH, "2031-13"),
    ],
)
def test_published(published: str | None, precision: Precision | None, words: str) -> None:
    doc = Document("d", "", Snapshot("0" * 64, "text/plain", 0), published=published, published_precision=precision)
    assert published_words(doc) == words


def test_confidence() -> None:
    assert [confidence_words(c) for c in (1, 0.95, 0.8, 0.55, 0.5, 0.2, 0.05, 0)] == [
        "almost certain",
        "almost certain",
        "very likely",
        "likely",
        "even chance",
        "unlikely",
        "very unlikely",
        "remote",
    ]


def test_every_act_has_a_family() -> None:
    assert set(FAMILY_OF) == set(SpeechAct)


def test_what_spelling_needs_is_kept() -> None:
    words = "می\u200cخواهم a\u200db \u200f! e\u0301 line\nbreak\ttab"
    assert visible(words) == words


def test_isolation_is_for_text_that_needs_it() -> None:
    assert isolated("Vell 12") == "Vell 12"
    assert isolated("بيان 12") == "\u2068بيان 12\u2069"


@given(st.text(st.characters(max_codepoint=sys.maxunicode, exclude_categories=["Cs"])))
def test_no_control_or_override_survives(text: str) -> None:
    out = visible(text)
    assert not any(
        0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069 or ord(c) in (0, 7, 8, 27, 155) for c in out
    )
