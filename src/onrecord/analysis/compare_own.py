"""Our own events ready to be compared with others': days, sides, places, each once however many carry its text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ..linking.happenings import NEWS, Happening, Side
from ..record import EventType
from ..store import entities, many, profile_rows
from ..store.blocks import Columns
from ..store.expression import Expression, Mark, every
from .citing import ACTUAL
from .periods import bounds

Days = NDArray[np.int64]
Marks = Sequence[str]


@dataclass(frozen=True, slots=True)
class OwnEvent:
    """One of ours: the number of its row, how many others carry its text, and whether a text tells its day."""

    number: int
    happening: Happening
    carried: int
    dated: bool


@dataclass(frozen=True, slots=True)
class OwnEvents:
    """All of a period; ``undated`` is how many more there are whose day nothing tells."""

    events: tuple[OwnEvent, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of ours: of these days (ordinals); of these rows (``None``: of all); with one of these base entities."""

    first: int
    last: int
    numbers: NDArray[np.int64] | None = None
    bases: Collection[int] = ()


def own_events(at: sa.Connection, wanted: Wanted, at_time: str | None) -> OwnEvents:
    """The events of a desk that are wanted, by the readings that held then."""
    parts: list[Expression] = [Mark("k_event")]
    if wanted.bases:
        parts.append(many.sides("any", sorted(wanted.bases)))
    rows = many.marked(at, every(parts) if len(parts) > 1 else parts[0], at_time)
    if wanted.numbers is not None:
        rows = rows.at(np.isin(rows.numbers, wanted.numbers))
    first, last = _ordinals(rows, "from", 0), _ordinals(rows, "to", 1)
    dated = (first > 0) & (last >= first)
    told = _ordinals(rows, "day", 0, exact=True)
    first, last = np.where(dated, first, told - NEWS), np.where(dated, last, told)
    known = dated | (told > 0)
    within = known & (first <= wanted.last) & (last >= wanted.first)
    places = np.flatnonzero(within)
    marks = profile_rows.marks_of(at, rows.numbers[places].tolist())
    # What is told as past, without a day, did not happen when its text was published.
    past = {no for no, some in marks.items() if "bg" in some}
    kept = [p for p in places.tolist() if dated[p] or int(rows.numbers[p]) not in past]
    making = _Making(at, at_time, marks)
    making.meet(int(rows.numbers[p]) for p in kept)
    events = [making.event(rows, p, (int(first[p]), int(last[p])), bool(dated[p])) for p in kept]
    undated = int((~known).sum()) + len(places) - len(kept)
    return OwnEvents(tuple(_once(events, rows, kept, many.families(at))), undated)


def _ordinals(rows: Columns, name: str, end: int, *, exact: bool = False) -> Days:
    """The day of each row's date, its first or (``end``) its last one; 0 where there is none."""
    values = rows.values[name]
    days = np.array([_ordinal(value, end, exact) for value in values], dtype=np.int64)
    return days[rows.codes[name]]


def _ordinal(value: str | None, end: int, exact: bool) -> int:
    if value is None or (exact and len(value) < 10):
        return 0
    try:
        day = date.fromisoformat(value[:10]) if len(value) >= 10 else bounds(value)[end]
    except ValueError:
        return 0
    return day.toordinal()


def _once(
    events: Sequence[OwnEvent], rows: Columns, kept: Sequence[int], families: Mapping[int, int]
) -> Iterable[OwnEvent]:
    """Of events that carriers of one text tell alike the first, with how many more there are."""
    found: dict[Any, OwnEvent] = {}
    for one, place in zip(events, kept, strict=True):
        document = int(rows.others["document"][place])
        what = one.happening
        sides = tuple(tuple(sorted(side.known)) for side in what.sides)
        day = (what.first, what.last) if one.dated else None
        key: Any = (families.get(document, document), what.types, sides, day, what.not_done)
        own = found.get(key)
        if own is None:
            found[key] = one
        elif document in families:
            found[key] = OwnEvent(own.number, own.happening, own.carried + 1, own.dated)
        else:
            found[one.number] = one  # one text tells of two
    return found.values()


@dataclass(slots=True)
class _Making:
    at: sa.Connection
    at_time: str | None
    marks: Mapping[int, Marks]
    _roots: Mapping[int, int] | None = None
    _sides: dict[int, Side] | None = None

    def meet(self, numbers: Iterable[int]) -> None:
        """Learns who takes part in these."""
        bases = {
            int(mark[3:])
            for no in numbers
            for mark in self.marks.get(no, ())
            if mark.startswith(("by_", "at_")) and mark[3:].isdigit()
        }
        self._roots = entities.roots_of(self.at, sorted(bases), self.at_time)
        known = entities.by_number(self.at, sorted(bases), self.at_time)
        self._sides = {
            no: Side(
                frozenset((self._roots.get(no, no),)),
                frozenset(code.lower() for code in one.countries),
                (one.name,),
            )
            for no, one in known.items()
        }

    def event(self, rows: Columns, place: int, days: tuple[int, int], dated: bool) -> OwnEvent:
        """The event of one row."""
        number = int(rows.numbers[place])
        marks = self.marks.get(number, ())
        polarity = rows.fact("polarity", place) or ACTUAL
        type_ = EventType((rows.fact("type", place) or "").upper())
        mode = next((mark[2:].replace("_", "-") for mark in marks if mark.startswith("m_")), None)
        happening = Happening(
            days[0],
            days[1],
            ((type_, mode),),
            (self._side(marks, "by_"), self._side(marks, "at_")),
            frozenset(mark[3:] for mark in marks if mark.startswith("co_")),
            frozenset(mark[3:] for mark in marks if mark.startswith("pn_")),
            None if dated else days[1],
            "" if polarity == ACTUAL else polarity,
        )
        return OwnEvent(number, happening, 0, dated)

    def _side(self, marks: Marks, kind: str) -> Side:
        some = [
            side
            for mark in marks
            if mark.startswith(kind) and mark[3:].isdigit() and (side := (self._sides or {}).get(int(mark[3:])))
        ]
        return joined(some)


def joined(sides: Sequence[Side]) -> Side:
    """Several who are on one side."""
    return Side(
        frozenset(no for side in sides for no in side.known),
        frozenset(code for side in sides for code in side.countries),
        tuple(dict.fromkeys(name for side in sides for name in side.called)),
        tuple(dict.fromkeys(name for side in sides for name in side.names)),
    )
