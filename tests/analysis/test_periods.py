"""Stretches of the calendar, and what a person may write for one."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analysis.periods import BYS, By, bounds, stretch_of, stretches
from onrecord.errors import SettingError


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2031", "2031-01-01", "2031-12-31"),
        ("2031-02", "2031-02-01", "2031-02-28"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2031-Q2", "2031-04-01", "2031-06-30"),
        ("2031-W01", "2030-12-30", "2031-01-05"),
        ("2031-04-15", "2031-04-15", "2031-04-15"),
    ],
)
def test_what_may_be_written(said: str, first: str, last: str) -> None:
    assert bounds(said) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "said", ["", "May", "2031-13", "2031-02-30", "2031-W54", "2031-Q5", "0000", "2031-04-15T10:00"]
)
def test_what_may_not(said: str) -> None:
    with pytest.raises(SettingError, match="not a stretch of time"):
        bounds(said)


@settings(max_examples=60, deadline=None)
@given(st.dates(date(1, 1, 1), date(9999, 12, 31)), st.sampled_from(BYS))
def test_a_day_lies_in_its_stretch_which_is_found_by_its_name(day: date, by: By) -> None:
    one = stretch_of(day, by)
    assert one.first <= day <= one.last
    assert one.first == one.last or by != "day"
    if one.last - one.first == bounds(one.name)[1] - bounds(one.name)[0]:
        assert bounds(one.name) == (one.first, one.last)


@settings(max_examples=60, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(0, 900), st.sampled_from(BYS))
def test_stretches_leave_no_day_out_and_do_not_overlap(first: date, days: int, by: By) -> None:
    last = first + timedelta(days=days)
    found = stretches(first, last, by)
    assert found[0].first <= first
    assert last <= found[-1].last
    assert all(b.first == a.last + timedelta(days=1) for a, b in pairwise(found))


def test_too_many_are_refused_in_one_sentence() -> None:
    with pytest.raises(SettingError, match="--by week"):
        stretches(date(1000, 1, 1), date(2031, 1, 1), "day")
