"""Numbers in sentences: their value, what they count, and when two cannot be the same."""

from __future__ import annotations

import math

import pytest

from onrecord.linking.quantities import Quantity, quantities
from onrecord.linking.said_words import COMMON, stem
from onrecord.linking.wording import wording


def read(words: str) -> list[Quantity]:
    known = wording(words)
    ends = [0, *known.ends]
    gaps = [known.text[ends[at] : known.starts[at]] for at in range(len(known))]
    units = ["" if form in COMMON or form.isdigit() else stem(form) for form in known.forms]
    return quantities(known.forms, gaps, units)


@pytest.mark.parametrize(
    ("words", "least", "most", "unit"),
    [
        ("forty mines", 40, 40, "mine"),
        ("twenty-two people", 22, 22, ""),
        ("20,000 tons of grain", 20_000, 20_000, "tons"),
        ("1.8 million crowns", 1_800_000, 1_800_000, "crown"),
        ("at least 12 boats", 12, math.inf, "boat"),
        ("up to sixty raiders", 0, 60, "raid"),
        ("about 800 boats", 720, 880, "boat"),
        ("two weeks", 14, 14, "day"),
        ("a third of the boats", 1 / 3, 1 / 3, "boat"),
        ("two thirds of the boats", 2 / 3, 2 / 3, "boat"),
        ("half of the boats", 0.5, 0.5, "boat"),
        ("one tank", 1, 1, "tank"),
    ],
)
def test_a_number_is_read_with_what_it_counts(words: str, least: float, most: float, unit: str) -> None:
    (found,) = read(words)
    assert (found.least, found.most) == pytest.approx((least, most))
    assert unit in ("", found.unit)


def test_one_of_them_is_no_number() -> None:
    assert read("one of the parties") == []


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("forty mines", "40 mines", False),
        ("forty mines", "thirty mines", True),
        ("forty mines", "thirty boats", False),
        ("at least 12 boats", "14 boats", False),
        ("more than 60 boats", "30 boats", True),
        ("about 40 boats", "42 boats", False),
        ("14 days", "two weeks", False),
        ("ten days", "two weeks", True),
    ],
)
def test_two_numbers_of_one_thing_may_differ(one: str, other: str, differs: bool) -> None:
    (here,), (there,) = read(one), read(other)
    assert here.differs(there) is there.differs(here) is differs
