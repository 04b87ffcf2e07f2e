"""Days in words."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.brief.dates_said import day_of, day_words, hangs, house_day, named_day, opening
from onrecord.brief.style import DateForm, Style
from onrecord.record import Granularity, Span, TimeKind, TimeRef

TODAY = date(2031, 5, 31)
AMERICAN = Style(dates=DateForm.MONTH_FIRST)


def _time(text: str, words: str, value: str) -> TimeRef:
    at = text.index(words)
    return TimeRef("t0", Span(at, at + len(words)), TimeKind.POINT, Granularity.DAY, 0.9, value=value)


def test_a_day_has_its_year_only_where_it_is_another() -> None:
    assert day_words(date(2031, 5, 3), Style(), TODAY) == "3 May"
    assert day_words(date(2030, 5, 3), Style(), TODAY) == "3 May 2030"
    assert day_words(date(2031, 5, 3), AMERICAN, TODAY) == "May 3"
    assert day_words(date(2030, 5, 3), AMERICAN, TODAY) == "May 3, 2030"


@pytest.mark.parametrize(
    ("day", "ways"),
    [
        (date(2031, 5, 30), ("On 30 May",)),
        (date(2031, 5, 3), ("On 3 May", "Earlier this month")),
        (date(2031, 4, 9), ("On 9 April", "Last month")),
        (date(2031, 2, 1), ("On 1 February", "In February")),
        (date(2030, 12, 1), ("On 1 December 2030", "In December 2030")),
    ],
)
def test_a_sentence_on_the_past_opens_in_ways_that_are_true(day: date, ways: tuple[str, ...]) -> None:
    assert opening(day, Style(), TODAY) == ways


@pytest.mark.parametrize(
    ("text", "words", "value", "said"),
    [
        ("told reporters on Tuesday that", "Tuesday", "2031-04-29", "29 April"),
        ("told reporters Tuesday that", "Tuesday", "2031-04-29", "on 29 April"),
        ("it warned yesterday in the port", "yesterday", "2031-05-03", "on 3 May"),
        ("was told on Monday evening", "Monday evening", "2031-04-28TEV", "the evening of 28 April"),
        ("spoke this morning", "this morning", "2031-04-15TMO", "on the morning of 15 April"),
        ("at midnight on Wednesday", "midnight on Wednesday", "2031-04-30T00:00", "midnight on 30 April"),
        ("would speak about Sunday", "Sunday", "2031-04-13", "13 April"),
    ],
)
def test_a_relative_day_is_named(text: str, words: str, value: str, said: str) -> None:
    assert named_day(_time(text, words, value), text, Style(), TODAY) == said


@pytest.mark.parametrize("words", ["April 17", "the ten days", "noon", "last month"])
def test_what_is_no_relative_day_stays(words: str) -> None:
    text = f"ended by {words} at last"
    assert named_day(_time(text, words, "2031-04-17"), text, Style(), TODAY) is None


def test_a_relative_day_that_nobody_can_date_stays() -> None:
    text = "gave his reasons on Monday"
    assert named_day(_time(text, "Monday", "XXXX-XX-XX"), text, Style(), TODAY) is None


def test_a_named_day_takes_the_form_of_the_house() -> None:
    text = "end before May 1"
    assert house_day(_time(text, "May 1", "2031-05-01"), text, Style(), TODAY) == "1 May"
    assert house_day(_time(text, "May 1", "2031-05-01"), text, AMERICAN, TODAY) == "May 1"


def test_words_that_hang_on_their_own_day_are_known() -> None:
    assert hangs("as he told a paper last week")
    assert not hangs("by the end of May")


@pytest.mark.parametrize("value", [None, "2031", "2031-04", "2031-02-31"])
def test_no_day_is_made_of_less_than_a_day(value: str | None) -> None:
    assert day_of(value) is None
