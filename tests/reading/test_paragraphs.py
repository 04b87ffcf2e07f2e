"""Paragraphs: long lines, lines wrapped by hand, every sort of line break."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given

from onrecord.reading.paragraphs import paragraphs

from .laid_out import TEXTS

WRAPPED = [
    "The harbor at Port Yassem was closed on Monday after a",
    "tanker ran onto the sandbank off Sirrat, the harbor",
    "master said. Nobody was hurt, and no oil has been",
    "seen on the water so far.",
]
SECOND = [
    "Two tugs from Khor Lethan are on their way, but the tide",
    "will not be high enough before Wednesday at noon, and the",
    "pilots do not expect to move her sooner.",
]


def shown(text: str) -> list[str]:
    return [p.of(text) for p in paragraphs(text)]


def test_each_long_line_is_a_paragraph() -> None:
    assert shown("The strait is open.\nThe port is not.\n\n  The mayor waits. \n") == [
        "The strait is open.",
        "The port is not.",
        "The mayor waits.",
    ]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_lines_wrapped_by_hand_are_joined_up_to_a_blank_line(line_break: str) -> None:
    text = line_break.join([*WRAPPED, "", *SECOND])
    assert shown(text) == [line_break.join(WRAPPED), line_break.join(SECOND)]


def test_a_list_item_ends_a_wrapped_paragraph() -> None:
    text = "\n".join([*WRAPPED, "- " + SECOND[0], "2. " + SECOND[1]])
    assert [p[:3] for p in shown(text)] == ["The", "- T", "2. "]


def test_short_lines_of_verse_or_a_list_stay_apart() -> None:
    assert len(shown("Bread\nOil\nSalt\nNets\nRope")) == 5


def test_the_unicode_separators_end_a_line() -> None:
    assert shown("One.\u2028Two.\u2029Three.") == ["One.", "Two.", "Three."]


def test_a_blank_line_of_spaces_is_blank() -> None:
    assert shown("One.\n \t\u00a0\nTwo.") == ["One.", "Two."]


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\t", "\u2029\u00a0"])
def test_white_space_has_no_paragraphs(text: str) -> None:
    assert paragraphs(text) == ()


def test_arabic_lines_are_paragraphs_like_any_other() -> None:
    assert shown("الميناء مغلق.\nالقوارب تنتظر.") == ["الميناء مغلق.", "القوارب تنتظر."]


def check(text: str) -> None:
    found = paragraphs(text)
    assert all(p.end <= len(text) and p.of(text) == p.of(text).strip() for p in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    outside = [
        text[a:b] for a, b in zip([0, *(p.end for p in found)], [*(p.start for p in found), len(text)], strict=True)
    ]
    assert not "".join(outside).strip()


@given(TEXTS)
def test_they_stand_in_order_apart_and_hold_all_that_is_not_blank(text: str) -> None:
    check(text)


@pytest.mark.parametrize("unit", ["\n", "a\n", "a" * 60 + "\n", " \n", "- a\r\n", "\u2029"])
def test_hostile_text_has_them_like_any_other(unit: str) -> None:
    check(unit * 3000)
