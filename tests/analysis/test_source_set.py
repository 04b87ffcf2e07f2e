"""Which outlets a trend is counted over, which are left out and why, and what changed among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from onrecord.analysis.silences import habit_of
from onrecord.analysis.source_set import source_changes

from .over_time import MONTHS, STEADY, Doc, count, month


def steady(outlets: Sequence[str] = STEADY) -> list[Doc]:
    return [
        Doc(outlet, month(number, day), f"{outlet} {number} {day}")
        for outlet in outlets
        for number in range(MONTHS)
        for day in (2, 16)
    ]


def of(days: Iterable[date], outlet: str = "o:late") -> list[Doc]:
    return [Doc(outlet, day, f"{outlet} {day}") for day in days]


def why(docs: Sequence[Doc]) -> dict[str | None, str]:
    return {one.outlet: one.why for one in count(docs).chosen.left_out}


def told(docs: Sequence[Doc]) -> list[tuple[str, str, str]]:
    found = count(docs)
    changes = source_changes(found.texts.days_by_outlet(), found.period, found.chosen.used, {})
    return [(one.outlet, one.what, one.day.isoformat()) for one in changes]


def test_what_was_read_throughout_is_counted_over() -> None:
    assert sorted(map(str, count(steady()).chosen.used)) == sorted(STEADY)


def test_one_that_joins_is_left_out_from_when_it_was_read() -> None:
    late = of(month(number, day) for number in (3, 4, 5) for day in (1, 8, 15, 22, 28))
    assert why([*steady(), *late]) == {"o:late": "it was read from 2031-04-01 on only"}
    assert told([*steady(), *late]) == [("o:late", "joined", "2031-04-01")]


def test_one_that_falls_silent_is_left_out_and_one_that_comes_back_too() -> None:
    some = [month(number, day) for number in (0, 1) for day in (1, 8, 15, 22, 28)]
    assert why([*steady(), *of(some)]) == {"o:late": "nothing came from it after 2031-02-28"}
    assert told([*steady(), *of(some)]) == [("o:late", "silent", "2031-02-28")]
    back = [*some, *(month(5, day) for day in (1, 8, 15, 22, 28))]
    assert why([*steady(), *of(back)]) == {"o:late": "nothing came from it for 93 days after 2031-02-28"}
    assert told([*steady(), *of(back)]) == [("o:late", "silent", "2031-02-28"), ("o:late", "back", "2031-06-01")]


def test_one_that_was_read_too_little_has_no_habit_and_is_neither_joined_nor_silent() -> None:
    rare = of([month(1, 5), month(2, 5)])
    assert why([*steady(), *rare]) == {"o:late": "nothing came from it in 2031-01, 2031-04, 2031-05 and 1 more"}
    assert told([*steady(), *rare]) == []


def test_one_that_publishes_less_often_than_the_stretches_is_counted_over_by_its_habit() -> None:
    weeks = [
        Doc(o, d, f"{o} {d}") for o in STEADY for n in range(MONTHS) for d in (month(n, x) for x in range(1, 29, 3))
    ]
    slow = of([month(number, 10) for number in range(MONTHS)], "o:monthly")
    assert "o:monthly" in count([*weeks, *slow], by="week").chosen.used


def test_a_name_of_an_outlet_that_is_asked_for_is_counted_over_whatever_it_had() -> None:
    late = of([month(4, 1)])
    found = count([*steady(), *late], ["o:late"]).chosen
    assert found.used == ("o:late",)
    assert {one.why for one in found.left_out} == {"it was not asked for"}


def test_a_new_name_is_told_on_its_day_and_only_within_the_period() -> None:
    found = count(steady())
    names = {"o:north": [(date(2031, 3, 3), "Old North"), (date(2035, 1, 1), "Later")]}
    changes = source_changes(found.texts.days_by_outlet(), found.period, found.chosen.used, names)
    assert [(one.what, one.day, one.was, one.used) for one in changes] == [
        ("renamed", date(2031, 3, 3), "Old North", True)
    ]


def test_a_habit_is_told_from_five_days_on_and_silence_by_six_of_its_gaps() -> None:
    days = np.array([100, 102, 104, 106, 108], dtype=np.int64)
    assert habit_of(days[:4], 500) is not None
    few, usual = habit_of(days[:4], 500), habit_of(days, 120)
    assert few is not None
    assert (few.gap, few.silences) == (None, ())
    assert usual is not None
    assert (usual.gap, usual.silent_since) == (2.0, None)
    silent = habit_of(days, 121)
    assert silent is not None
    assert silent.silent_since == date.fromordinal(108)
    assert silent.silences[0].days == 13
