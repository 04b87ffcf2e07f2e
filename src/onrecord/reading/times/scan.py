"""One pass over a text: sentences to tokens, tokens to hits, hits to time references."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from ...record import AnchorKind, Precision, Span, TimeKind, TimeRef
from ..layout import Layout
from . import clocks, counted, days, months, other_calendars, stretches
from .course import Course, Said, course_of
from .extents import interval
from .grammar import RULES, grammar
from .hit import Hit
from .lexicon import lexicon
from .meaning import Meaning
from .narrowing import narrowed_between
from .ranges import day_range, year_range
from .tokens import Row, row_of

MADE_BY = "times/1"
#: Marks that are left out at the end of an expression.
_TRAILING = frozenset([".", ","])
#: "over the past year" is no "more than the past year".
_SPREAD, _SPREAD_OVER = frozenset(["over", "under"]), frozenset(["the", "this", "last", "past", "next", "recent"])

Meant = Meaning | tuple[Meaning, ...] | None

#: Who reads the hits of a rule, by the rule's name. "age" is read by nobody: its words are used up.
READERS: Mapping[str, Callable[[Hit], Meant]] = {
    "clock after": clocks.clock_meaning,
    "clock": clocks.clock_meaning,
    "clock only": clocks.clock_meaning,
    "clock figures": clocks.clock_meaning,
    "day of month": days.day_of_month_meaning,
    "range days": day_range,
    "range days first": day_range,
    "range years": year_range,
    "part": days.part_meaning,
    "part of": days.part_meaning,
    "part bare": days.part_meaning,
    "date and weekday": days.day_and_weekday_meaning,
    "date": days.day_meaning,
    "week of": stretches.week_of_meaning,
    "earlier": stretches.earlier_meaning,
    "deictic": days.weekday_meaning,
    "weekday": days.weekday_meaning,
    "weekday set": counted.again_meaning,
    "month set": counted.again_meaning,
    "holiday": other_calendars.holiday_meaning,
    "month": months.month_meaning,
    "month era": other_calendars.other_month_meaning,
    "lunar month": other_calendars.other_month_meaning,
    "season": stretches.season_meaning,
    "season year": stretches.season_meaning,
    "quarter": stretches.quarter_meaning,
    "first of": stretches.first_of_meaning,
    "century": stretches.century_meaning,
    "decade": stretches.decade_meaning,
    "fiscal": stretches.fiscal_meaning,
    "the year": stretches.the_year_meaning,
    "year": stretches.year_meaning,
    "year period": stretches.year_meaning,
    "before era": stretches.before_era_meaning,
    "year words": stretches.words_year_meaning,
    "year end": stretches.year_end_meaning,
    "ago": counted.ago_meaning,
    "ago adjective": counted.ago_adjective_meaning,
    "same": counted.same_meaning,
    "span": counted.span_meaning,
    "direction": stretches.direction_meaning,
    "edge unit": stretches.edge_unit_meaning,
    "set each": counted.every_meaning,
    "set": counted.set_meaning,
    "rate": counted.rate_meaning,
    "duration": counted.duration_meaning,
    "duration half": counted.half_duration_meaning,
    "duration a": counted.a_unit_meaning,
    "units ahead": counted.ahead_meaning,
    "units bare": counted.bare_units_meaning,
    "unit bare": stretches.bare_unit_meaning,
    "past": counted.reference_meaning,
    "ref": counted.reference_meaning,
}


@cache
def _sorts() -> Mapping[str, str]:
    return {letter: name for name, letter in lexicon().letters.items()}


def times_of(text: str, layout: Layout, published: str | None, precision: Precision | None) -> tuple[TimeRef, ...]:
    """Every time expression of an English text, in text order, valued as far as the text and its date allow.

    ``published`` is ISO 8601, and no finer part of it than ``precision`` is used. Where only its month or year is
    known, what is counted from the day gets the interval that follows. Cost is linear in the text.
    """
    known = course_of(published, precision).published
    found = _scanned(text, layout, known)
    if known is None or len(known) == 10 or all(ref.start is not None or ref.anchor is None for ref in found):
        return found
    first, last = interval(known)
    told = f"the text was published in {known}"
    return narrowed_between(found, _scanned(text, layout, first), _scanned(text, layout, last), told)


def _scanned(text: str, layout: Layout, published: str | None) -> tuple[TimeRef, ...]:
    course = Course(published)
    found: list[TimeRef] = []
    for number, sentence in enumerate(layout.sentences):
        row = row_of(text, sentence.start, sentence.end, lexicon())
        if row is None:
            continue
        course.sentence = number
        for first, last, meaning in _meanings(row, course):
            ref = _ref(f"t{len(found)}", Span(row.starts[first], row.ends[last]), meaning)
            found.append(ref)
            if meaning.fixes and ref.kind is TimeKind.POINT:
                _remember(course, ref, number)
    return tuple(found)


def _remember(course: Course, ref: TimeRef, sentence: int) -> None:
    """A later "the next day" counts from this time; from nothing, where this one is not known."""
    if ref.value is not None and ref.value[:2].isdigit():
        course.said = Said(ref.id, ref.value, sentence)
    elif ref.anchor is not None and ref.anchor.kind is AnchorKind.UNKNOWN:
        course.said = None


def _meanings(row: Row, course: Course) -> Iterator[tuple[int, int, Meaning]]:
    rules = grammar()
    at = 0
    while found := rules.whole.search(row.code, at):
        first = found.start()
        number = (found.lastindex or 1) - 1
        end, meant = _read(row, course, number, found)
        while meant is None and end is None and number + 1 < len(RULES):
            number, other = _next_rule(row, number + 1, first)
            if other is None:
                break
            end, meant = _read(row, course, number, other)
        at = first + 1 if end is None else end
        for one in meant if isinstance(meant, tuple) else (meant,):
            if one is not None:
                begin, last = one.tokens or (first, at - 1)
                if row.words[begin] in _SPREAD and begin < last and row.words[begin + 1] in _SPREAD_OVER:
                    begin, one = begin + 1, replace(one, mod=None)
                yield begin, last - (row.words[last] in _TRAILING), one


def _next_rule(row: Row, number: int, first: int) -> tuple[int, re.Match[str] | None]:
    for later in range(number, len(RULES)):
        found = grammar().rules[later].match(row.code, first)
        if found is not None:
            return later, found
    return len(RULES), None


def _read(row: Row, course: Course, number: int, found: re.Match[str]) -> tuple[int | None, Meant]:
    """Where the words used up end (``None`` where the rule declines) and what they mean."""
    name = RULES[number][0]
    if name == "age":
        return found.end(), None
    sorts = tuple(_sorts().get(letter, "") for letter in found.group())
    meant = READERS[name](Hit(row, found.start(), found.end() - 1, name, sorts, course))
    return (None if meant is None else found.end()), meant


def _ref(name: str, span: Span, meaning: Meaning) -> TimeRef:
    return TimeRef(
        id=name,
        span=span,
        kind=meaning.kind,
        granularity=meaning.granularity,
        confidence=meaning.confidence,
        value=meaning.value,
        edtf=meaning.edtf,
        start=meaning.start,
        end=meaning.end,
        mod=meaning.mod,
        anchor=meaning.anchor,
        why=meaning.why,
        made_by=MADE_BY,
    )


__all__ = ["MADE_BY", "times_of"]
