"""The sheet of time words: what ships holds together, and a broken one is refused with its line and a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.codebook.sheet import FOLDER
from onrecord.codebook.time_words import Calendar, HolidayRule, load_time_words, time_words
from onrecord.errors import CodebookError
from onrecord.reading.times.lexicon import lexicon, pieces

SHIPPED = (FOLDER / "time_words.yaml").read_text(encoding="utf-8")


def test_what_ships_is_named_and_versioned() -> None:
    assert time_words().name == "onrecord time words"
    assert time_words().version


def test_every_calendar_has_its_twelve_months() -> None:
    for calendar in Calendar:
        numbers = {month.number for month in time_words().months if month.calendar is calendar}
        assert numbers == set(range(1, 13)), calendar
    levantine = {month.number for month in time_words().months if not month.alone and month.calendar == "gregorian"}
    assert levantine == set(range(1, 13))


def test_weekdays_seasons_and_units_are_all_there() -> None:
    assert {day.number for day in time_words().weekdays} == set(range(1, 8))
    assert {season.code for season in time_words().seasons} == {"SP", "SU", "FA", "WI"}
    assert {unit.code for unit in time_words().units} >= {"TS", "TM", "TH", "D", "W", "M", "Q", "Y", "E", "C", "WE"}
    assert {number.value for number in time_words().numbers} >= {*range(1, 21), 30, 40, 50, 60, 70, 80, 90, 100, 1000}


def test_holidays_of_every_rule_ship() -> None:
    assert {holiday.rule for holiday in time_words().holidays} == set(HolidayRule)


def test_every_name_can_be_found_in_a_text() -> None:
    """A name whose first word is no word to the lexicon would never be read."""
    known = lexicon()
    for month in time_words().months:
        for name in month.names:
            key = pieces(name)
            assert key, name
            assert key[0] in (known.words if len(key) == 1 else known.phrases), name


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "{number: 4, calendar: gregorian, names: [April",
            "{number: 14, calendar: gregorian, names: [April",
            "'number'",
        ),
        ("{number: 4, calendar: gregorian, names: [April", "{number: 4, calendar: mayan, names: [April", "'calendar'"),
        ("{number: 2, names: [Tuesday, Tuesdays]}", "{number: 2}", "the field 'names' is missing or empty"),
        ("{number: 2, names: [Tuesday,", "{number: two, names: [Tuesday,", "the field 'number' is 'two'"),
        ("{number: 2, names: [Tuesday,", "{number: 2, doubtful: perhaps, names: [Tuesday,", "the field 'doubtful'"),
        ("{number: 2, names: [Tuesday,", "{number: 2, names: [Monday,", "the name 'Monday' already stands in line"),
        ("{code: SU, names:", "{code: XX, names:", "the field 'code' is 'XX'"),
        ('{day: "12-25", names:', '{day: "25-12", names:', "the field 'day' is '25-12'"),
        ('{day: "12-25", names:', '{day: "12-25", easter: 0, names:', "the holiday has 2 rules"),
        ('{day: "12-25", names:', "{names:", "the holiday has 0 rules"),
        ("{month: 9, weekday: 1, nth: 1,", "{month: 9, weekday: 8, nth: 1,", "the field 'weekday' is 8"),
        ("{easter: -2, names:", "{easter: soon, names:", "the field 'easter' is 'soon'"),
        ("{hour: 12, names:", "{hour: 25, names:", "the field 'hour' is 25"),
        ("{code: D, one: [day]", "{code: D, times: 0, one: [day]", "the field 'times' is 0"),
        ("{every: P1D, names:", "{every: often, names:", "the field 'every' is 'often'"),
        ("{ref: PRESENT_REF,", "{ref: NOW_REF,", "the field 'ref' is 'NOW_REF'"),
        ("{role: ago, words:", "{role: agone, words:", "the field 'role' is 'agone'"),
        ("{role: ago, words: [ago, back]}", "{role: old, words: [ago, back]}", "the role 'old' is listed twice"),
        ("{tense: past, words:", "{tense: pluperfect, words:", "the field 'tense' is 'pluperfect'"),
        ("{value: 7, word: seven,", "{value: 7, word: seven, sound: loud,", "unknown field 'sound'"),
    ],
)
def test_a_broken_entry_is_refused_with_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in SHIPPED
    path = tmp_path / "trial.yaml"
    path.write_text(SHIPPED.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CodebookError) as error:
        load_time_words(path)
    assert says in str(error.value)
    assert "trial.yaml, line " in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_role_or_section_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "trial.yaml"
    path.write_text(SHIPPED.replace("  - {role: ago, words: [ago, back]}\n", ""), encoding="utf-8")
    with pytest.raises(CodebookError, match="the role 'ago' is missing in 'roles'"):
        load_time_words(path)
    path.write_text(SHIPPED.replace("holidays:", "feasts:"), encoding="utf-8")
    with pytest.raises(CodebookError, match="the section 'holidays' is missing or empty"):
        load_time_words(path)
