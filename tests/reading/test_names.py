"""Names in running text, and the offices before them."""

from __future__ import annotations

import pytest

from onrecord.reading.names import names, plain
from onrecord.reading.phrases import NameIndex, phrase
from onrecord.reading.segment import segment
from onrecord.record import Span


def found(text: str) -> list[str]:
    return [n.span.of(text) for n in names(text, segment(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yesterday Idris ben Qatoul spoke in Port Yassem.", ["Idris ben Qatoul", "Port Yassem"]),
        ("The People’s Coastal Guard (P.C.G.) agreed.", ["People’s Coastal Guard", "P.C.G."]),
        ("Nesharra’s Covenant Guard trains them.", ["Nesharra", "Covenant Guard"]),
        ("The Council of Littoral States met.", ["Council of Littoral States"]),
        ("The Departments of Treasury and State signed.", ["Departments of Treasury and State"]),
        ("He met al-Tezmeri and Umm al-Khair.", ["al-Tezmeri", "Umm al-Khair"]),
        ("We waited. Officials came. Some officials left.", []),
        ("On Monday, in March, nothing happened.", []),
        ("Prime Minister Nadim Ra'uzeh left.", ["Nadim Ra'uzeh"]),
        ("Sorvish officials met Mr. Hvalgren.", ["Sorvish", "Hvalgren"]),
    ],
)
def test_names_are_found_whole(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_the_office_before_a_name_is_told_apart() -> None:
    text = "Then Supreme Chancellor Orvan Khesh’tar answered Dr. Leila Osh’ar."
    chancellor, doctor = names(text, segment(text))
    assert chancellor.role is not None
    assert chancellor.role.of(text) == "Supreme Chancellor"
    assert (doctor.role, doctor.titled) == (None, True)


def test_headlines_are_left_out() -> None:
    text = "Fleet Leaves Strait\n\nThe fleet left Umm Teral."
    assert [n.span.of(text) for n in names(text, segment(text), [Span(0, 19)])] == ["Umm Teral"]


def test_spellings_that_differ_in_marks_alone_are_equal() -> None:
    assert plain("P.C.G.") == plain("PCG")
    assert plain("Ra’uzeh") == plain("Ra'uzeh") == plain("Raʿuzeh")
    assert plain("Ra’uzeh") != plain("Rauzeh")


@pytest.mark.parametrize(
    ("words", "pronoun"), [("us", "us"), ("Us", "us"), ("US", None), ("U.S.", None), ("He", "man")]
)
def test_a_country_is_no_pronoun(words: str, pronoun: str | None) -> None:
    text = f"Then {words} spoke."
    index = NameIndex(names(text, segment(text)))
    assert phrase(text, Span(5, 5 + len(words)), index).pronoun == pronoun
