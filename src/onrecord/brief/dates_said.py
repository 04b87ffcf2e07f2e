"""Days in words, as a sentence has them: "on 3 May", "last month"; a source's "Tuesday" as the day that it means."""

from __future__ import annotations

import re
from datetime import date

from ..record import Document, TimeRef
from .style import DateForm, Style

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = "|".join(MONTHS)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_PART = r"(?:morning|afternoon|evening|night)"
#: Words that mean a day only to those who read them on theirs.
_RELATIVE = re.compile(
    rf"(?:(?:this|last|next|the same|the previous|the following) )?{_WEEKDAY}(?: (?P<of>{_PART}))?"
    rf"|(?:today|yesterday|tomorrow)(?: (?P<that>{_PART}))?|(?P<tonight>tonight|last night)|this (?P<now>{_PART})"
    rf"|(?P<hour>midnight|noon|midday)(?: (?:on )?(?:{_WEEKDAY}|today|yesterday|tomorrow))"
    r"|[a-z]+ (?:days?|weeks?) ago|the day before",
    re.IGNORECASE,
)
#: Words that hang on the day of writing and mean more than a day; a reader of another week takes them wrongly.
_HANGING = re.compile(
    r"\b(?:this|last|next) (?:week|weekend|month|year|spring|summer|autumn|winter|quarter)\b"
    r"|\b(?:today|yesterday|tomorrow|tonight|ago|so far|currently|at present)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:on|by|before|until|till|since|from|after|for|of|at|in|to|than|and|about|over|between|through|as)\s+\Z",
    re.IGNORECASE,
)


def day_of(value: str | None) -> date | None:
    """The day that an ISO 8601 value names, ``None`` if it names none or a longer time."""
    found = _DAY.match(value or "")
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def published_on(document: Document) -> date | None:
    """The day that a document bears."""
    return day_of(document.published)


def day_words(one: date, style: Style, today: date) -> str:
    """ "3 May", "May 3"; with the year where it is not that of ``today``."""
    return day_in(style.dates, one, year=one.year != today.year)


def day_in(form: DateForm, one: date, *, year: bool) -> str:
    """A day in one form, with its year or without."""
    month = MONTHS[one.month - 1]
    if form is DateForm.MONTH_FIRST:
        return f"{month} {one.day}, {one.year}" if year else f"{month} {one.day}"
    return f"{one.day} {month} {one.year}" if year else f"{one.day} {month}"


def opening(one: date, style: Style, today: date) -> tuple[str, ...]:
    """Ways to begin a sentence on what was said or done on a day: "On 9 April", "Last month", "Earlier this month"."""
    found = [f"On {day_words(one, style, today)}"]
    months = (today.year - one.year) * 12 + today.month - one.month
    if months == 1:
        found.append("Last month")
    elif months == 0 and (today - one).days > 7:
        found.append("Earlier this month")
    elif months > 1:
        month = MONTHS[one.month - 1]
        found.append(f"In {month}" if one.year == today.year else f"In {month} {one.year}")
    return tuple(found)


def hangs(words: str) -> bool:
    """Whether words hang on the day on which they were written and name none."""
    return _HANGING.search(words) is not None


def named_day(time: TimeRef, text: str, style: Style, today: date) -> str | None:
    """What stands for relative words in another text: "Tuesday" is "on 29 April", after a preposition "29 April".

    ``None`` where the words are no such, or nothing tells which day they mean.
    """
    words = re.sub(r"\s+", " ", time.span.of(text))
    match, day = _RELATIVE.fullmatch(words), day_of(time.value or time.start)
    if (
        match is None
        or day is None
        or (time.end is not None and day_of(time.end) not in (day, None) and not _night(match))
    ):
        return None
    said = day_words(day, style, today)
    if match["hour"]:
        return f"{match['hour']} on {said}"
    part = match["of"] or match["that"] or match["now"] or ("night" if match["tonight"] else None)
    if part is not None:
        said = f"the {part.lower()} of {said}"
    before = text[max(0, time.span.start - 12) : time.span.start]
    bare = _PREPOSITION.search(before) is not None or before.rstrip().lower().endswith("the")
    return said if bare else f"on {said}"


def house_day(time: TimeRef, text: str, style: Style, today: date) -> str | None:
    """A day that the text names by month and number, in the house's form; ``None`` where it names none."""
    words = re.sub(r"\s+", " ", time.span.of(text))
    day = day_of(time.value)
    if day is None or not re.fullmatch(rf"(?:{_MONTH}) \d\d?(?:, \d{{4}})?|\d\d? (?:{_MONTH})(?: \d{{4}})?", words):
        return None
    return day_words(day, style, today)


def told_day(time: TimeRef, text: str, style: Style, today: date) -> str | None:
    """What stands for the words of a day in another text; ``None`` where they stay as they are."""
    return named_day(time, text, style, today) or house_day(time, text, style, today)


def without_year(words: str, today: date) -> str:
    """Words whose days of this year do not name it: "the evening of 22 April"."""
    said = re.sub(rf"\b(\d\d? (?:{_MONTH})),? {today.year}\b(?! (?:and|to|or) \d)", r"\1", words)
    return re.sub(rf"\b((?:{_MONTH}) \d\d?), {today.year}\b,?", r"\1", said)


def _night(match: re.Match[str]) -> bool:
    return "night" in (match["of"] or match["that"] or match["now"] or match["tonight"] or "").lower()
