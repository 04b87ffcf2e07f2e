"""Sentences: where a stop ends one, and where it belongs to a word."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given

from onrecord.reading.segment import segment

from .laid_out import TEXTS


def shown(text: str) -> list[str]:
    return [s.of(text) for s in segment(text).sentences]


@pytest.mark.parametrize(
    "text",
    [
        "The boats are back. Nobody met them.",
        "Who paid? Nobody says.",
        "“They left.” The quay was empty.",
        "He said “no.” She left.",
        "She said no. He believed her.",
        "They left in World War I. The harbor stayed.",
        "It is under the U.S. The rest is not.",
        "It ended at 5 p.m. The guards went home.",
        "Nothing is left… The nets are gone.",
        "It came in Dec. The port was shut.",
        "الميناء مغلق. القوارب تنتظر.",
        "هل وصلت القوارب؟ لا أحد يعرف.",
    ],
)
def test_a_stop_between_two_sentences(text: str) -> None:
    assert len(shown(text)) == 2
    assert " ".join(shown(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Qoltan and Lt. Gen. Ostvald met Mrs. Stavig.",
        "The U.S. Navy asked the C.L.S. Secretariat.",
        "J. B. Qoltan signed No. 14 of the list.",
        "It began on Dec. 12 in the valley.",
        "The price rose 3.5 percent to 4.25 crowns.",
        "“Who goes there?” he asked.",
        "“Stop!” the guard said.",
        "They wait … and wait.",
        "See example.org for the list.",
    ],
)
def test_a_stop_that_ends_no_sentence(text: str) -> None:
    assert shown(text) == [text]


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_line_break_inside_a_wrapped_paragraph_ends_no_sentence(line_break: str) -> None:
    lines = [
        "The commodore met the envoy of the council and Mr.",
        "Qoltan at the customs house in Port Yassem, and they",
        "spoke for two hours about the boats and the nets and",
        "the papers of the trawler. Then they went to lunch.",
    ]
    text = line_break.join(lines)
    assert shown(text) == [text[: text.index(" Then")], "Then they went to lunch."]


def test_the_closing_mark_belongs_to_the_sentence_it_closes() -> None:
    assert shown("He said: “It is over.” (Nobody laughed.) They left.") == [
        "He said: “It is over.”",
        "(Nobody laughed.)",
        "They left.",
    ]


def check(text: str) -> None:
    layout = segment(text)
    found = layout.sentences
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    for paragraph in layout.paragraphs:
        mine = [s for s in found if s.meets(paragraph)]
        assert all(paragraph.holds(s) and s.of(text) == s.of(text).strip() for s in mine)
        assert "".join("".join(s.of(text).split()) for s in mine) == "".join(paragraph.of(text).split())


@given(TEXTS)
def test_they_hold_all_of_the_paragraphs_but_blanks(text: str) -> None:
    check(text)


@pytest.mark.parametrize("unit", [".", ". ", "… ", "?! ", "Mr. ", "U.S. A", ". (((", '." ', "a.b", ".\n"])
def test_hostile_text_has_them_like_any_other(unit: str) -> None:
    check(unit * 400)
