"""Quotations as a sentence has them."""

from __future__ import annotations

import pytest

from onrecord.brief.quoting import closed, inner, leading, lowered, quoted
from onrecord.brief.style import Marks


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("“We have oil for the ambulances,”", "We have oil for the ambulances"),
        ("“Wages.”", "Wages."),
        ("«We have\n oil»", "We have oil"),
        ('"Why?"', "Why?"),
        ("“He called it “late.””", "He called it “late.”"),
    ],
)
def test_the_words_of_a_quotation_are_without_its_marks(source: str, words: str) -> None:
    assert inner(source) == words


def test_double_marks_within_a_quotation_are_single() -> None:
    assert quoted("He called it “late.”") == "“He called it ‘late.’”"
    assert quoted('He called it "late" twice') == "“He called it ‘late’ twice”"


@pytest.mark.parametrize(
    ("words", "stop", "american", "british"),
    [
        ("“We go”", ",", "“We go,”", "“We go”,"),
        ("“We go”", ".", "“We go.”", "“We go”."),
        ("“We go.”", ",", "“We go,”", "“We go”,"),
        ("“We go.”", ".", "“We go.”", "“We go.”"),
        ("“Do we go?”", ",", "“Do we go?”", "“Do we go?”"),
        ("“He said ‘go.’”", ".", "“He said ‘go.’”", "“He said ‘go.’”"),
        ("“He said ‘go’”", ",", "“He said ‘go,’”", "“He said ‘go’”,"),
        ("they left", ",", "they left,", "they left,"),
        ("they left at 6 p.m.", ".", "they left at 6 p.m.", "they left at 6 p.m."),
    ],
)
def test_stops_stand_as_the_house_has_them(words: str, stop: str, american: str, british: str) -> None:
    assert closed(words, stop, Marks.AMERICAN) == american
    assert closed(words, stop, Marks.BRITISH) == british


def test_a_long_quotation_is_cut_where_a_sentence_ends_and_nowhere_else() -> None:
    words = "One two three four. Five six seven eight. Nine ten."
    assert leading(words, 8) == "One two three four. Five six seven eight."
    assert leading(words, 2) == "One two three four."
    assert leading("One two three four five", 2) == "One two three four five"


def test_a_capital_falls_within_a_sentence_unless_a_name_begins() -> None:
    assert lowered("Water will be trucked in", named=False) == "water will be trucked in"
    assert lowered("Sorvland will stop", named=True) == "Sorvland will stop"
    assert lowered("No one outside knew", named=True) == "no one outside knew"
    assert lowered("I have seen it", named=False) == "I have seen it"
    assert lowered("U.S. troops left", named=False) == "U.S. troops left"
