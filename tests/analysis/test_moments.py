"""Which of two was published before: by the day, by the hour where both tell it, and else not known."""

from __future__ import annotations

import pytest

from onrecord.analysis.moments import UNDATED, Moment, before, days_between

DAY, NEXT = Moment("2031-05-03", "2031-05-03"), Moment("2031-05-04", "2031-05-04")
MONTH, YEAR = Moment("2031-05-01", "2031-05-31"), Moment("2030-01-01", "2030-12-31")
MORNING = Moment("2031-05-03", "2031-05-03", "2031-05-03T06:00:00.000000Z")
EVENING = Moment("2031-05-03", "2031-05-03", "2031-05-03T18:00:00.000000Z")
WRITTEN = Moment("2031-05-01", "2031-05-02", dated=False)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (DAY, NEXT, True),
        (NEXT, DAY, False),
        (DAY, DAY, None),
        (MORNING, EVENING, True),
        (EVENING, MORNING, False),
        (MORNING, MORNING, None),
        (MORNING, DAY, None),
        (MONTH, DAY, None),
        (YEAR, MONTH, True),
        (MONTH, YEAR, False),
        (UNDATED, DAY, None),
        (DAY, UNDATED, None),
        # What its own words show of an undated text is never taken for its date.
        (WRITTEN, NEXT, None),
    ],
)
def test_the_earlier_one(one: Moment, other: Moment, found: bool | None) -> None:
    assert before(one, other) is found


def test_only_what_is_known_to_the_day_has_a_day() -> None:
    assert (DAY.day, MONTH.day, WRITTEN.day) == ("2031-05-03", None, None)
    assert days_between("2031-02-27", "2031-03-01") == 2
