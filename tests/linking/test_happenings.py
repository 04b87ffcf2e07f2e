"""Two tellings of what happened: what makes them one, what keeps them apart, and the words for both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking.happenings import Happening, Side, likeness
from onrecord.record import EventType

DAY = date(2031, 4, 22).toordinal()
FRONT = Side(frozenset((1,)), frozenset(("xa",)), ("Salt Front",), ("salt front",))
GUARD = Side(frozenset((2,)), frozenset(("xa",)), ("Coastal Guard",))
FLEET = Side(frozenset((3,)), frozenset(("xc",)), ("the fleet",))
SHELLING = Happening(
    DAY, DAY, ((EventType.ASSAULT, "heavy-weapons"),), (FRONT, FLEET), frozenset(("xa",)), frozenset(("khor_lethan",))
)


def here(**changes: Any) -> Happening:
    return replace(SHELLING, **changes)


def test_the_same_is_one_and_says_why() -> None:
    found = likeness(SHELLING, SHELLING)
    assert found.one
    assert found.agrees == (
        "the same day",
        "the same type (ASSAULT)",
        "Salt Front in both",
        "the fleet in both",
        "the same place (khor lethan)",
    )
    assert found.differs == ()


def test_a_day_and_a_type_alone_are_no_event() -> None:
    bare = here(sides=(Side(), Side()), places=frozenset(), countries=frozenset())
    found = likeness(SHELLING, bare)
    assert not found.one
    assert not found.shared


@pytest.mark.parametrize(
    ("changes", "differs"),
    [
        ({"first": DAY + 1, "last": DAY + 1}, "there 2031-04-22, here 2031-04-23"),
        ({"types": ((EventType.COERCE, None),)}, "there ASSAULT, here COERCE"),
        ({"not_done": "planned"}, "here it is told as planned"),
        ({"countries": frozenset(("xc",)), "places": frozenset()}, "there in xa, here in xc"),
    ],
)
def test_what_differs_keeps_them_apart_and_is_told(changes: dict[str, Any], differs: str) -> None:
    found = likeness(SHELLING, here(**changes))
    assert not found.one
    assert found.differs == (differs,)


def test_others_on_a_side_keep_them_apart() -> None:
    other = here(sides=(FLEET, Side()), places=frozenset(), countries=frozenset())
    found = likeness(replace(SHELLING, sides=(FRONT, Side())), other)
    assert not found.one
    assert found.differs == ("there Salt Front, here the fleet",)


def test_a_day_that_is_not_told_is_that_of_the_text_and_is_said_so() -> None:
    found = likeness(SHELLING, here(first=DAY - 1, last=DAY + 1, told=DAY + 1))
    assert found.one
    assert found.agrees[0] == "no day is told here; its text is of 2031-04-23"
    assert found.score < likeness(SHELLING, SHELLING).score
    assert not likeness(SHELLING, here(first=DAY + 3, last=DAY + 5, told=DAY + 5)).one


def test_a_coarse_date_fits_any_of_its_days() -> None:
    assert likeness(here(first=DAY - 6, last=DAY + 6), SHELLING).agrees[0] == "a day that fits both"


def test_another_mode_is_told_and_weighs_less() -> None:
    found = likeness(SHELLING, here(types=((EventType.ASSAULT, "firearms"),)))
    assert found.one
    assert "done otherwise: there heavy-weapons, here firearms" in found.agrees[1]


def test_sides_may_be_turned_round_in_a_fight_and_hardly_in_a_demand() -> None:
    turned = here(sides=(FLEET, FRONT), places=frozenset(), countries=frozenset())
    assert likeness(SHELLING, turned).one
    asked = ((EventType.REQUEST, None),)
    alone = (FRONT, Side()), (Side(), FRONT)
    there, back = (here(types=asked, sides=some, places=frozenset(), countries=frozenset()) for some in alone)
    assert "in another role" in " ".join(likeness(there, back).agrees)
    assert likeness(there, back).score < likeness(there, there).score


def test_who_and_what_is_named_in_the_sentence_counts() -> None:
    bare = here(sides=(Side(), Side()), places=frozenset(), countries=frozenset())
    told = " the salt front claimed the shelling of khor lethan "
    found = likeness(SHELLING, replace(bare, sentence=told))
    assert found.one
    assert "Salt Front named in its sentence" in found.agrees
    assert "the place named in its sentence (khor lethan)" in found.agrees
    assert not likeness(SHELLING, replace(bare, sentence=" salty frontiers of khor ")).one


def test_two_countries_bear_out_an_event_only_in_a_country_of_theirs() -> None:
    sides = Side(countries=frozenset(("xa",))), Side(countries=frozenset(("xc",)))
    there, other = here(sides=sides, places=frozenset()), here(sides=sides, places=frozenset())
    assert likeness(there, other).one
    assert not likeness(replace(there, countries=frozenset()), replace(other, countries=frozenset(("xb",)))).one


_SIDES = st.sampled_from([FRONT, GUARD, FLEET, Side(), Side(countries=frozenset(("xb",)))])
_HAPPENINGS = st.builds(
    lambda day, length, type_, sides, lands, told: Happening(
        DAY + day, DAY + day + length, ((type_, None),), sides, lands, frozenset(), DAY + day + length if told else None
    ),
    st.integers(-5, 5),
    st.integers(0, 3),
    st.sampled_from(list(EventType)),
    st.tuples(_SIDES, _SIDES),
    st.sampled_from([frozenset[str](), frozenset(("xa",)), frozenset(("xc",))]),
    st.booleans(),
)


@given(_HAPPENINGS, _HAPPENINGS)
def test_a_score_is_a_share_and_what_is_one_differs_in_nothing_that_counts(there: Happening, other: Happening) -> None:
    found = likeness(replace(there, told=None), other)
    assert 0.0 <= found.score <= 1.0
    assert not found.one or (found.shared and found.score >= 0.6)
    assert not found.one or other.types[0][0] is there.types[0][0]
