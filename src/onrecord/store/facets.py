"""By what hits can be told apart, and how many there are of each: exact, over all that fits.

Few rows are counted where they stand. Of many the numbers are looked up, and what they are is read side by side
(``blocks.py``), so that what a question costs does not grow much with what it finds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from . import blocks, entities, source_facts
from .hits import Facet, Facets, Question
from .lookup import Lookup
from .tables import entity, indexed

#: Over a longer stretch than this, dates are told by the year.
_MONTHS = 36
#: So many rows are counted where they stand.
FEW = 5000
_NAMES = ("kind", "type", "zone", "standing", "source", "language", "month", "who")
_COLUMNS = (
    *(indexed.c[name] for name in ("kind", "type", "zone", "standing", "source", "language")),
    sa.func.substr(indexed.c.day, 1, 7).label("month"),
    indexed.c.who,
)
_Counts = dict[str, Counter[Any]]


def counted(at: sa.Connection, question: Question, most: int) -> Facets:
    """See ``hits.facets``."""
    lookup = Lookup.of(at, question)
    if (told := lookup.side_by_side()) is not None:
        total, counts = _in_columns(told.columns, np.flatnonzero(told.fit))
    elif len(numbers := lookup.numbers()) <= FEW:
        total, counts = _in_rows(lookup)
    else:
        total, counts = _in_columns(*_places(lookup, numbers))
    return Facets(total, dict(_by(at, question, counts, most)))


def _in_rows(lookup: Lookup) -> tuple[int, _Counts]:
    counts: _Counts = {name: Counter() for name in (*_NAMES, "act", "speaker")}
    total = 0
    for *facts, number in lookup.at.execute(lookup.rows(*_COLUMNS, sa.func.count()).group_by(*_COLUMNS)):
        total += number
        said = facts[0] == "statement"
        for name, value in zip(_NAMES, facts, strict=True):
            name = {"type": "act", "who": "speaker"}.get(name, name) if said else name
            if value is not None:
                counts[name][value] += number
    return total, counts


def _places(lookup: Lookup, numbers: NDArray[np.int64]) -> tuple[blocks.Columns, NDArray[np.int64]]:
    """All rows, and which of them fit: of these numbers (``Lookup.numbers``) those that hold, and nobody rejected."""
    columns = blocks.columns(lookup.at)
    places = columns.places(numbers)
    if lookup.question.at_time is None:
        places = places[columns.live[places]]
    if lookup.rejected:
        places = places[~np.isin(columns.numbers[places], np.array(lookup.rejected))]
    return columns, places


def _in_columns(columns: blocks.Columns, places: NDArray[np.int64]) -> tuple[int, _Counts]:
    counts: _Counts = {name: Counter() for name in (*_NAMES, "act", "speaker")}
    for (kind, type_), number in _tally(columns, ("kind", "type"), places):
        counts["kind"][kind] += number
        counts["act" if kind == "statement" else "type"][type_] += number
    for names in (("zone", "standing", "language"), ("source",)):
        for values, number in _tally(columns, names, places):
            for name, value in zip(names, values, strict=True):
                counts[name][value] += number
    for (day,), number in _tally(columns, ("day",), places):
        counts["month"][None if day is None else day[:7]] += number
    said = columns.codes["kind"][places] == columns.code("kind", "statement")
    speakers = np.bincount(columns.others["who"][places[said]])
    counts["speaker"].update({int(no) or None: int(speakers[no]) for no in np.flatnonzero(speakers)})
    for each in counts.values():
        each.pop(None, None)
    return len(places), counts


def _tally(
    columns: blocks.Columns, names: tuple[str, ...], places: NDArray[np.int64]
) -> Iterator[tuple[tuple[str | None, ...], int]]:
    """How often these facts have each combination of values that is there."""
    sizes = tuple(len(columns.values[name]) for name in names)
    together = np.zeros(len(places), np.int64)
    for name, size in zip(names, sizes, strict=True):
        together *= size
        together += columns.codes[name][places]
    times = np.bincount(together, minlength=1)
    for at in np.flatnonzero(times).tolist():
        codes = np.unravel_index(at, sizes)
        yield tuple(columns.values[name][int(code)] for name, code in zip(names, codes, strict=True)), int(times[at])


def _by(at: sa.Connection, question: Question, counts: _Counts, most: int) -> Iterator[tuple[str, tuple[Facet, ...]]]:
    for name in ("kind", "act", "type"):
        yield name, _plain(counts[name], most)
    yield "speaker", _speakers(at, question, counts["speaker"], most)
    yield "source", _outlets(at, question, counts["source"], most)
    yield "published", _dates(counts["month"], most)
    for name in ("zone", "standing", "language"):
        yield name, _plain(counts[name], most)


def _plain(counts: Counter[str], most: int) -> tuple[Facet, ...]:
    return tuple(Facet(value, value.lower(), number) for value, number in _ordered(counts)[:most])


def _ordered(counts: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _speakers(at: sa.Connection, question: Question, counts: Counter[int], most: int) -> tuple[Facet, ...]:
    """By the entities that they are now, or were then."""
    if question.at_time is None:
        joined = sa.select(entity.c.no, entity.c.into).where(entity.c.into.is_not(None))
        roots = {row.no: row.into for row in at.execute(joined)}
    else:
        roots = entities.roots_of(at, counts, question.at_time)
    by_root: Counter[int] = Counter()
    for number, times in counts.items():
        by_root[roots.get(number, number)] += times
    top = _ordered(by_root)[:most]
    known = entities.by_number(at, [number for number, _ in top], question.at_time)
    return tuple(Facet(known[number].id, known[number].name, times) for number, times in top if number in known)


def _outlets(at: sa.Connection, question: Question, counts: Counter[str], most: int) -> tuple[Facet, ...]:
    top = _ordered(counts)[:most]
    known = source_facts.sources_of(at, [id_ for id_, _ in top], question.at_time)
    return tuple(Facet(id_, known[id_].name if id_ in known else id_, number) for id_, number in top)


def _dates(months: Counter[str], most: int) -> tuple[Facet, ...]:
    """Months, or years where they go over more than ``_MONTHS`` months; the latest first."""
    if not months:
        return ()
    first, last = (int(month[:4]) * 12 + int(month[5:7]) for month in (min(months), max(months)))
    counts = months
    if last - first >= _MONTHS:
        counts = Counter()
        for month, number in months.items():
            counts[month[:4]] += number
    return tuple(Facet(value, value, counts[value]) for value in sorted(counts, reverse=True)[:most])
