"""Times in words: values as people say them, what each was counted from, and what nobody can tell left untold."""

from __future__ import annotations

import pytest

from onrecord.export.calendar_words import day_words, interval_words, value_words
from onrecord.export.telling import Telling, plain
from onrecord.export.when import bound_lines, on_calendar, reason_lines, said_when, time_line, whens
from onrecord.record import Anchor, AnchorKind

from . import building


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2031", "2031"),
        ("2031-04", "April 2031"),
        ("2031-04-09", "9 April 2031"),
        ("2031-04-09TNI", "9 April 2031, night"),
        ("2031-04-09T05:00", "9 April 2031, 05:00"),
        ("2031-W15", "week 15 of 2031"),
        ("2031-W15-WE", "weekend of week 15 of 2031"),
        ("2031-Q3", "the third quarter of 2031"),
        ("2031-H1", "the first half of 2031"),
        ("2031-SU", "summer 2031"),
        ("203", "the 2030s"),
        ("20", "2000 to 2099"),
        ("XXXX-06", "June, year unknown"),
        ("XXXX-06-05", "5 June, year unknown"),
        ("P3D", "3 days"),
        ("P1Y6M", "1 year, 6 months"),
        ("PT2H", "2 hours"),
        ("PXM", "some months"),
        ("P1CE", "1 century"),
        ("FUTURE_REF", "in the future"),
        ("2031-13", "2031-13"),
        ("P", "P"),
        ("anything", "anything"),
        ("{0}", "{0}"),
    ],
)
def test_values(value: str, words: str) -> None:
    assert value_words(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("P1D", "every day"),
        ("P2W", "every 2 weeks"),
        ("XXXX-WXX-5", "every Friday"),
        ("XXXX-XX-XXTMO", "every day, morning"),
        ("XXXX-12-25", "25 December, every year"),
        ("XXXX-SP", "spring, every year"),
    ],
)
def test_values_that_come_again(value: str, words: str) -> None:
    assert value_words(value, again=True) == words


def test_mods() -> None:
    assert value_words("2031-06", "END") == "the end of June 2031"
    assert value_words("P3D", "MORE_THAN") == "more than 3 days"
    assert value_words("2031", "no such mod") == "2031"


def test_intervals() -> None:
    assert interval_words("2031-04-09", "2031-04-09") == "9 April 2031"
    assert interval_words("2031-04-09", "2031-05-01") == "9 April 2031 to 1 May 2031"
    assert interval_words("2031-04-09", None) == "from 9 April 2031 on"
    assert interval_words(None, "2031-04-09") == "until 9 April 2031"
    assert interval_words(None, None) == ""
    assert day_words("some day") == "some day"


def test_with_a_publication_date_relative_times_say_what_they_are_counted_from() -> None:
    telling = Telling(building.harbour())
    times = {w.words: w for w in whens(telling)}
    assert times["Friday"].value == "11 April 2031"
    assert times["Friday"].dated
    assert [plain(line) for line in reason_lines(telling, times["Friday"])] == [
        "counted from the publication date, 11 April 2031"
    ]
    assert not reason_lines(telling, times["2019"])
    assert [w.words for w in on_calendar(times.values())] == ["2019", "June", "last month", "Friday"]
    assert times["three weeks"].length
    assert times["every spring"].value == "spring, every year"


def test_without_one_nothing_is_made_up() -> None:
    telling = Telling(building.undated())
    times = {w.words: w for w in whens(telling)}
    assert times["last month"].value == "no date"
    assert times["June"].value == "June, year unknown"
    assert [w.words for w in on_calendar(times.values())] == ["2019"]
    assert [plain(line) for line in reason_lines(telling, times["June"])] == ["relative: the text bears no date"]
    assert [plain(line) for _, line in bound_lines(telling)] == [
        "not before 1 January 2019, since it tells as past “2019”",
        "not after 31 December 2032, since it calls Sefa Ilun port captain",
    ]


def test_bounds_of_a_relative_time_are_told_as_bounds() -> None:
    b = building.Building("It rained last month.", published=None)
    b.time(
        "last month",
        start="2031-01-01",
        end="2031-06-30",
        anchor=Anchor(AnchorKind.UNKNOWN),
        why="the year is not said",
    )
    (when,) = whens(Telling(b.record()))
    assert not when.dated
    assert plain(time_line(Telling(b.record()), when)) == (
        "no date; relative: the text bears no date; between 1 January 2031 and 30 June 2031; the year is not said; "
        "very likely (90 %)"
    )


def test_a_time_counted_from_another_names_it() -> None:
    b = building.Building("In June 2030 they met, and a week later they parted.")
    first = b.time("June 2030", "2030-06", "2030-06-01", "2030-06-30")
    anchor, why = (
        Anchor(AnchorKind.TIME, "2030-06-30", first),
        "counted from 2030-06-30, named before; a week is 7 days",
    )
    b.time("a week later", "2030-07-01", anchor=anchor, why=why)
    telling = Telling(b.record())
    assert [plain(line) for line in reason_lines(telling, whens(telling)[1])] == [
        "counted from “June 2030”, 30 June 2030",
        "a week is 7 days",
    ]


def test_when_something_was_said() -> None:
    telling = Telling(building.harbour())
    assert plain(said_when(telling, telling.statements[0]) or ()) == "“Friday”: 11 April 2031"
    assert said_when(telling, telling.statements[1]) is None
