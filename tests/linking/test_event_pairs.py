"""Two records set side by side: one to one, the likest first, and whatever the order of either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking.event_pairs import LONGEST, Blocks, Paired, paired, pairs
from onrecord.linking.happenings import Happening, Side, likeness
from onrecord.record import EventType

from .test_happenings import DAY, FLEET, FRONT, GUARD, SHELLING


def compared(there: Sequence[Happening], here: Sequence[Happening]) -> Paired:
    return paired(pairs(enumerate(there), Blocks.of(here)))


def test_each_is_in_one_pair_at_most_and_the_likest_wins() -> None:
    vague = replace(SHELLING, first=DAY - 2, told=DAY)
    found = compared([SHELLING, SHELLING], [vague, SHELLING])
    assert [(pair.there, pair.here) for pair in found.agreed] == [(0, 1), (1, 0)]
    assert (found.also, found.near) == ((), ())


def test_what_tells_of_an_agreed_event_too_stands_beside_it() -> None:
    found = compared([SHELLING], [SHELLING, replace(SHELLING, sides=(FRONT, Side()))])
    assert [(pair.there, pair.here) for pair in found.agreed] == [(0, 0)]
    assert [(pair.there, pair.here) for pair in found.also] == [(0, 1)]
    found = compared([replace(SHELLING, places=frozenset()), SHELLING], [SHELLING])
    assert [(pair.there, pair.here) for pair in found.agreed] == [(1, 0)]
    assert [(pair.there, pair.here) for pair in found.also] == [(0, 0)]


def test_a_near_miss_is_told_once() -> None:
    later = replace(SHELLING, first=DAY + 2, last=DAY + 2)
    found = compared([SHELLING], [later, later])
    assert found.agreed == ()
    assert [(pair.there, pair.here) for pair in found.near] == [(0, 0)]
    assert found.near[0].likeness.differs == ("there 2031-04-22, here 2031-04-24",)


def test_a_telling_of_no_country_is_compared_with_all_of_its_day() -> None:
    nowhere = replace(SHELLING, sides=(Side(), Side()), countries=frozenset())
    assert len(compared([nowhere], [SHELLING]).agreed) == 1
    assert len(compared([SHELLING], [nowhere]).agreed) == 1


def test_what_is_told_of_too_many_days_is_not_compared() -> None:
    assert compared([SHELLING], [replace(SHELLING, last=DAY + LONGEST + 1)]) == Paired((), (), ())


_LANDS = {1: frozenset(("xa",)), 2: frozenset(("xc",)), 0: frozenset[str]()}
_ONE = st.builds(
    lambda day, type_, one, other, land: Happening(DAY + day, DAY + day, ((type_, None),), (one, other), _LANDS[land]),
    st.integers(0, 4),
    st.sampled_from([EventType.ASSAULT, EventType.COERCE]),
    st.sampled_from([FRONT, GUARD, Side()]),
    st.sampled_from([FLEET, Side()]),
    st.integers(0, 2),
)


@given(st.lists(_ONE, max_size=8), st.lists(_ONE, max_size=8))
def test_blocks_lose_no_pair_that_would_be_one_and_no_telling_is_in_two(
    there: list[Happening], here: list[Happening]
) -> None:
    found = list(pairs(enumerate(there), Blocks.of(here)))
    by_all = {(a, b) for a, one in enumerate(there) for b, other in enumerate(here) if likeness(one, other).one}
    assert {(pair.there, pair.here) for pair in found if pair.likeness.one} == by_all
    made = paired(found)
    for some in (made.agreed, made.near):
        assert len({pair.there for pair in some}) == len({pair.here for pair in some}) == len(some)
    assert made == paired(reversed(found))
    agreed_there = {pair.there for pair in made.agreed}
    agreed_here = {pair.here for pair in made.agreed}
    assert all((pair.there in agreed_there) != (pair.here in agreed_here) for pair in made.also)
    assert not {pair.there for pair in made.near} & agreed_there
