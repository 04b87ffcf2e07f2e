"""The tellings of ties as arrays: between whom, by which text, and which of them hold at a date.

A telling says of a tie that it holds; a date in it says when it held or began. It holds at a date if it was told by
then, or says itself that it held or began by then, and does not say that it ended before. A stretch of a calendar ("in
January 2026", "in 2029") tells when a tie began, or when it held at least; only a longer one ("from 2027 to 2029"), or
a tie that is told as past, tells that it ended.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ..record import TieType
from ..store import many, network_rows
from ..store.asked_fields import first_day, last_day
from ..store.blocks import Columns
from .network_parts import Left

_MUTUAL = frozenset(one.value for one in TieType if one.mutual)
#: Polarities of ties that are told as holding, or as not so.
_REAL = ("actual", "negated")


@dataclass(frozen=True, slots=True)
class Tellings:
    """Tellings side by side. ``a`` and ``b`` are roots of entities, ``text`` equal for documents that are one text.

    ``day`` is when it was told, ``start`` and ``end`` when the tie held or began, ``ends`` when it ended, as numbers
    (20310503; 0 where it is not told); ``past`` says that it is told as past.
    """

    rows: Columns
    a: NDArray[np.int64]
    b: NDArray[np.int64]
    text: NDArray[np.int64]
    day: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    ends: NDArray[np.int64]
    past: NDArray[np.bool_]
    denied: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.a)

    def at(self, places: NDArray[np.int64] | NDArray[np.bool_]) -> Tellings:
        """Only those at these places; itself, if they are all."""
        if places.dtype == np.bool_ and places.all():
            return self
        return Tellings(
            self.rows.at(places),
            self.a[places],
            self.b[places],
            self.text[places],
            self.day[places],
            self.start[places],
            self.end[places],
            self.ends[places],
            self.past[places],
            self.denied[places],
        )

    def holding(self, date: str) -> NDArray[np.bool_]:
        """Which of them tell of a tie that holds on a day, and do not tell that it is past."""
        day = number_of(date)
        begun = np.where(self.start == 0, (self.day != 0) & (self.day <= day), self.start <= day)
        known: NDArray[np.bool_] = begun & ((self.ends == 0) | (self.ends >= day)) & ~self.past
        return known

    def latest(self) -> str | None:
        """The last day on which any of them was told."""
        return day_of(int(self.day.max())) if len(self) else None


def tellings(
    at: sa.Connection,
    at_time: str | None,
    roots: Mapping[int, int],
    types: Collection[str] = (),
    standings: Collection[str] = (),
) -> tuple[Tellings, Left]:
    """All tellings of these types and standings, and what was left out of them."""
    found = network_rows.ties(at, at_time)
    wanted = _among(found, "type", types) & _among(found, "standing", [one for one in standings if one != "derived"])
    linked = (found.others["who"] > 0) & (found.others["whom"] > 0)
    real = _among(found, "polarity", _REAL)
    left = Left(
        unlinked=int((wanted & ~linked).sum()),
        unreal=int((wanted & linked & ~real).sum()),
        filtered=int((~wanted).sum()),
    )
    a, b = (network_rows.rooted(found.others[name].astype(np.int64), roots) for name in ("who", "whom"))
    kept = np.flatnonzero(wanted & linked & real & (a != b))
    rows, a, b = found if len(kept) == len(found) else found.at(kept), a[kept], b[kept]
    mutual = _among(rows, "type", tuple(_MUTUAL)) & (a > b)
    a, b = np.where(mutual, b, a), np.where(mutual, a, b)
    day, start, end = _days(rows, "day", first_day), _days(rows, "from", first_day), _days(rows, "to", last_day)
    past = np.isin(rows.numbers, network_rows.past(at, at_time))
    return Tellings(
        rows,
        a,
        b,
        _texts(at, rows.others["document"].astype(np.int64)),
        day,
        start,
        end,
        _ends(start, end, past),
        past,
        rows.has("polarity", "negated"),
    ), left


def _among(rows: Columns, name: str, values: Collection[str]) -> NDArray[np.bool_]:
    if not values:
        return np.ones(len(rows), np.bool_)
    codes = rows.codes[name]
    found: NDArray[np.bool_] = np.isin(codes, np.array([rows.code(name, one) for one in values], dtype=np.int64))
    return found


def _days(rows: Columns, name: str, whole: Callable[[str], str]) -> NDArray[np.int64]:
    values = np.array([0 if one is None else number_of(whole(one[:10])) for one in rows.values[name]], dtype=np.int64)
    found: NDArray[np.int64] = values[rows.codes[name]]
    return found


def number_of(day: str) -> int:
    """A day as a number, in whose order days are; 0 for what is no day."""
    digits = day.replace("-", "")
    return int(digits) if len(digits) == len("20310503") and digits.isdigit() else 0


def day_of(number: int) -> str | None:
    """The day that a number stands for."""
    said = f"{number:08}"
    return f"{said[:4]}-{said[4:6]}-{said[6:]}" if number else None


def _texts(at: sa.Connection, documents: NDArray[np.int64]) -> NDArray[np.int64]:
    families = many.families(at)
    if not families:
        return documents
    known = np.array(sorted(families), dtype=np.int64)
    first = np.array([families[no] for no in known.tolist()], dtype=np.int64)
    places = np.minimum(np.searchsorted(known, documents), len(known) - 1)
    return np.where(known[places] == documents, first[places], documents)


def _ends(start: NDArray[np.int64], end: NDArray[np.int64], past: NDArray[np.bool_]) -> NDArray[np.int64]:
    """When each is told to have ended."""
    found = np.zeros(len(end), dtype=np.int64)
    for place in np.flatnonzero(end).tolist():
        begin, last = day_of(int(start[place])), day_of(int(end[place]))
        if past[place] or (begin is not None and last is not None and not is_one_date(begin, last)):
            found[place] = end[place]
    return found


def is_one_date(start: str, end: str) -> bool:
    """Whether two days are the ends of one day, month or year of the calendar: when something began, not how long."""
    try:
        return any((start, end) == (first_day(start[:size]), last_day(start[:size])) for size in (4, 7, 10))
    except (ValueError, IndexError):
        return start == end
