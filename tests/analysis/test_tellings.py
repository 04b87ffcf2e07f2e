"""Each thing told is counted once, however many carry it, and no two things are taken for one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.analysis.tellings import WORDS, Telling, told_once


def telling(number: int, document: int, day: int = 1, utterance: int | None = None, key: str = "k") -> Telling:
    """A statement of a text that documents 1, 2 and 3 carry."""
    return Telling(number, f"s:{number}", "demand", day, document, 1, True, utterance, key, WORDS, -5.0)


def test_what_nobody_else_carries_counts_as_often_as_it_is_told() -> None:
    alone = [replace(telling(number, 1), shared=False) for number in (1, 2)]
    assert told_once(alone) == alone


def test_a_text_tells_as_many_as_that_of_its_carriers_that_tells_most() -> None:
    whole = [telling(1, 1, 3), telling(2, 1, 3)]
    cut, early = [telling(3, 2, 5)], [telling(4, 3, 1)]
    assert [one.number for one in told_once([*whole, *cut])] == [1, 2]
    assert [one.number for one in told_once([*whole, *cut, *early])] == [4, 2]


def test_an_utterance_counts_once_where_it_was_told_first_in_whatever_text() -> None:
    told = [telling(1, 1, 4, utterance=1), replace(telling(2, 9, 2, utterance=1), text=9, shared=False)]
    assert [one.number for one in told_once(told)] == [2]


def test_a_copy_whose_statement_was_not_seen_to_be_the_same_utterance_adds_nothing() -> None:
    told = [telling(1, 1, utterance=1), telling(2, 2, utterance=1), telling(3, 3)]
    assert [one.number for one in told_once(told)] == [1]


def test_beside_an_utterance_a_text_may_tell_another_of_the_same_kind() -> None:
    told = [telling(1, 1, utterance=1), telling(2, 1), telling(3, 2, utterance=1)]
    assert [one.number for one in told_once(told)] == [1, 2]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_on_one_day_the_id_decides_and_not_the_order(order: tuple[int, ...]) -> None:
    told = [telling(1, 1), telling(2, 2), telling(3, 3)]
    again = [replace(told[place], number=number) for number, place in enumerate(order, 1)]
    assert [one.id for one in told_once(again)] == ["s:1"]


def test_others_are_not_one() -> None:
    told = [telling(1, 1, key="demand"), telling(2, 2, key="threat")]
    assert [one.number for one in told_once(told)] == [1, 2]
