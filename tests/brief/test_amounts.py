"""Numbers with what they count, how exact they are, and what may be told for them."""

from __future__ import annotations

import pytest

from onrecord.brief.amounts import Bound, amounts, converted, same_thing, same_value, told_for


@pytest.mark.parametrize(
    ("text", "value", "bound", "noun"),
    [
        ("214 boats", 214, Bound.EXACT, "boats"),
        ("forty-one men", 41, Bound.EXACT, "men"),
        ("eleven million terals", 11_000_000, Bound.EXACT, "terals"),
        ("at least nine mines", 9, Bound.FROM, "mines"),
        ("more than 3,000 working days", 3_000, Bound.ABOVE, "days"),
        ("up to two hundred soldiers", 200, Bound.TO, "soldiers"),
        ("about sixty people listened", 60, Bound.ABOUT, "people"),
        ("four customs boats would", 4, Bound.EXACT, "boats"),
        ("600 of 4,000 names", 600, Bound.EXACT, "names"),
        ("nine of them", 9, Bound.EXACT, ""),
        ("$5 million", 5_000_000, Bound.EXACT, "dollars"),
        ("two kilometres north", 2, Bound.EXACT, "kilometres"),
    ],
)
def test_a_number_is_read_with_its_noun(text: str, value: float, bound: Bound, noun: str) -> None:
    found = amounts(text)[0]
    assert found.value == pytest.approx(value)
    assert (found.bound, found.noun) == (bound, noun)


@pytest.mark.parametrize(
    ("one", "other"),
    [("three weeks", "21 days"), ("a fortnight", "two weeks"), ("a fifth", "20 percent"), ("half of it", "50 %")],
)
def test_lengths_and_shares_are_one_however_they_are_told(one: str, other: str) -> None:
    assert same_value(amounts(one)[0], amounts(other)[0])


@pytest.mark.parametrize(
    ("said", "source", "fits"),
    [
        ("1.2 miles", "two kilometres", True),
        ("1 mile", "two kilometres", True),
        ("two miles", "two kilometres", False),
        ("120 miles", "190 km", True),
        ("300 miles", "190 km", False),
        ("2.2 pounds", "1 kg", True),
        ("5 crowns", "5 terals", False),
    ],
)
def test_units_are_converted_as_their_figures_round(said: str, source: str, fits: bool) -> None:
    assert converted(amounts(said)[0], amounts(source)[0]) is fits


@pytest.mark.parametrize(
    ("said", "source", "fits"),
    [
        ("vessels", "trawlers", True),
        ("vessels", "boats", True),
        ("boats", "vessels", False),
        ("trawlers", "boats", False),
        ("people", "fishermen", True),
        ("men", "boats", False),
        ("tonnes", "tons", True),
        ("ships", "vessels", True),
    ],
)
def test_a_wider_word_may_stand_for_a_narrower_one(said: str, source: str, fits: bool) -> None:
    assert told_for(said, source) is fits


def test_a_number_alone_counts_what_stands_near() -> None:
    said, source = amounts("nine tanks")[0], amounts("The old depot had nine.")[0]
    assert same_thing(said, source, frozenset({"tank"}))
    assert not same_thing(said, source, frozenset({"ship"}))


def test_clock_times_are_no_numbers() -> None:
    assert [one.value for one in amounts("At 02:10 two boats came.")] == [2.0]


def test_ordinals_are_ranks() -> None:
    assert [(one.value, one.rank) for one in amounts("the third regiment and the 25th mile")] == [(3, True), (25, True)]
