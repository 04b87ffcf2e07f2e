"""The words of time as the grammar sees them: each word or phrase is one *sort* (a letter) with what it stands for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...codebook.time_words import Calendar, TimeWords, time_words

_PLAIN = re.compile(r"[a-z]+\Z")
_WORD = re.compile(r"'s\b|[^\W_]+(?:['ʿʾ](?!s\b)[^\W_]+)*")
_DROPPED = dict.fromkeys(map(ord, "'’‘ʼʻʿʾ`´.ـ"), None)

#: The sorts that are no word of the sheet: numbers as they are written, marks, and everything else.
WRITTEN_SORTS = ("iso", "slashed", "clock", "day", "number", "decimal", "yyyy", "yy", "decade", "dash", "comma", "dot")
OTHER = "·"


@dataclass(frozen=True, slots=True)
class Meant:
    """A word's sort (its letter in the code of a sentence) and what it stands for."""

    letter: str
    value: object


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and phrases by their first word, longest phrase first; ``letters`` are the sorts by name.

    ``core`` holds the letters without one of which a sentence holds no time.
    """

    letters: dict[str, str]
    words: dict[str, Meant]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Meant], ...]]
    core: frozenset[str]


def folded(word: str) -> str:
    """A word without case, accents and apostrophes, so that spellings of one name are one."""
    low = word.lower()
    if _PLAIN.match(low):
        return low
    plain = "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))
    return plain.translate(_DROPPED)


def pieces(name: str) -> tuple[str, ...]:
    """A name's words as they are compared: hyphens part words, full stops vanish, a possessive is a word."""
    found = _WORD.findall(name.replace("’", "'").replace(".", ""))
    return tuple(word if word == "'s" else folded(word) for word in found)


#: What a sentence must hold to be looked at.
_CORE = (
    *("iso", "slashed", "clock", "yyyy", "yy", "decade", "order", "month", "omonth", "dmonth", "weekday", "dweekday"),
    *(
        "season",
        "dseason",
        "holiday",
        "part",
        "clockword",
        "unit",
        "units",
        "deictic",
        "ref",
        "set",
        "future",
        "oclock",
    ),
    *("past", "recent", "earlier", "current", "zone", "before_era", "tens"),
)


@cache
def lexicon() -> Lexicon:
    """The sheet that ships, as the grammar sees it."""
    return build(time_words())


def build(sheet: TimeWords) -> Lexicon:
    """The sheet's words by their first word, each with its sort."""
    listed = list(_entries(sheet))
    names = [*WRITTEN_SORTS, *dict.fromkeys(sort for _, sort, _ in listed), "possessive"]
    letters = {name: chr(0x100 + at) for at, name in enumerate(dict.fromkeys(names))}
    words: dict[str, Meant] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Meant]]] = {}
    for name, sort, value in listed:
        key = pieces(name)
        meant = Meant(letters[sort], value)
        if len(key) == 1:
            words.setdefault(key[0], meant)
        elif key:
            phrases.setdefault(key[0], []).append((key[1:], meant))
    ordered = {first: tuple(sorted(rest, key=lambda p: -len(p[0]))) for first, rest in phrases.items()}
    return Lexicon(letters, words, ordered, frozenset(letters[name] for name in _CORE))


def _entries(sheet: TimeWords) -> Iterator[tuple[str, str, object]]:
    for month in sheet.months:
        plain = month.alone and month.calendar is Calendar.GREGORIAN
        sort = "dmonth" if month.doubtful else "month" if plain else "omonth"
        yield from ((name, sort, month) for name in month.names)
    for weekday in sheet.weekdays:
        yield from ((n, "dweekday" if weekday.doubtful else "weekday", weekday.number) for n in weekday.names)
    for season in sheet.seasons:
        yield from ((name, "dseason" if season.doubtful else "season", season.code) for name in season.names)
    for holiday in sheet.holidays:
        yield from ((name, "holiday", holiday) for name in holiday.names)
    for part in sheet.parts:
        yield from ((name, "part", part.code) for name in part.names)
    for word in sheet.clock_words:
        yield from ((name, "clockword", word.number) for name in word.names)
    for unit in sheet.units:
        yield from ((name, "unit", unit) for name in unit.one)
        yield from ((name, "units", unit) for name in unit.many)
    yield from _numbers(sheet)
    for sort, rows in (("ref", sheet.references), ("set", sheet.sets), ("near", sheet.nearness), ("edge", sheet.edges)):
        for row in rows:
            yield from ((name, sort, row.code) for name in row.names)
    for day in sheet.days:
        yield from ((name, "deictic", day) for name in day.names)
    for role, names in sheet.roles.items():
        yield from ((name, role, role) for name in names)


def _numbers(sheet: TimeWords) -> Iterator[tuple[str, str, object]]:
    for number in sheet.numbers:
        yield number.word, "word", number.value
        if number.order:
            yield number.order, "second" if number.value == 2 else "order", number.value
        if number.decade:
            yield number.decade, "tens", number.value
