"""What a deed is by its words alone: its types, what tells the same deed, and what nobody could see done."""

from __future__ import annotations

import pytest

from onrecord.analysis.deed_types import stems_of, types_of, unverifiable, with_alike, without_occasion
from onrecord.record import EventType


def test_the_noun_of_a_deed_gives_its_type_but_not_of_one_that_is_against_it() -> None:
    assert EventType.AGREE in types_of("an agreement with the town")
    assert types_of("refuse the agreement") == ()
    assert EventType.AGREE not in types_of("block any agreement")


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        ("end their search", "they stopped searching"),
        ("close the strait", "the closure came"),
        ("halt it", "it ceased"),
    ],
)
def test_words_that_tell_one_deed_count_for_each_other(deed: str, told: str) -> None:
    alone = stems_of(deed) & stems_of(told)
    assert stems_of(deed) & with_alike(stems_of(told)) > alone


def test_other_words_stay_as_they_are() -> None:
    told = stems_of("the mines were lifted from the channel")
    assert with_alike(told) == told


def test_a_deed_of_which_nothing_would_be_seen() -> None:
    assert unverifiable("respond")
    assert unverifiable("open the road") is None


@pytest.mark.parametrize(
    ("deed", "without"),
    [
        ("resign before the house votes on the fleet", "resign "),
        ("hand over no mine while a frigate lies in port", "hand over no mine "),
        ("look after the wounded", "look after the wounded"),
        ("before noon", "before noon"),
    ],
)
def test_the_occasion_of_a_deed_is_none_of_its_words(deed: str, without: str) -> None:
    assert without_occasion(deed) == without


def test_the_occasion_of_a_deed_gives_it_no_type() -> None:
    assert types_of("a statement before the vote on the agreement") == ()
    assert EventType.AGREE in types_of("vote on the agreement before 31 May")


def test_that_something_is_not_there_tells_no_deed() -> None:
    assert stems_of("nothing, for nobody, by none") == frozenset()
