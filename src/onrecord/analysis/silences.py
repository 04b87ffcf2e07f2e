"""When outlets that were read join, fall silent and come back: told by their own habit, never by one fixed length.

An outlet's *habit* is the median of the days between two days on which it has something. It is *silent* where nothing
came for over a day and for more than six times its habit. One with fewer than five such days has no habit that can be
told, so it is never called silent. (``store/source_gaps.py`` says the same of the present, to the minute.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from .texts_read import Days

#: Days with something from which on an outlet has a habit, and how many of its usual gaps are silence.
LEAST_DAYS, GAPS = 5, 6


@dataclass(frozen=True, slots=True)
class Silence:
    """No word from an outlet: the last day before, and the first day after (``None``: not up to now)."""

    last: date
    back: date | None
    days: int


@dataclass(frozen=True, slots=True)
class Habit:
    """How an outlet publishes, as far as it was read: first and last day, days with something, usual gap in days."""

    first: date
    last: date
    days: int
    gap: float | None
    silences: tuple[Silence, ...]

    @property
    def silent_since(self) -> date | None:
        """Its last day, if it is silent at the end of what was looked at."""
        return self.silences[-1].last if self.silences and self.silences[-1].back is None else None


def habit_of(days: Days, until: int) -> Habit | None:
    """The habit of one that has something on these days (ascending), looked at until a day; ``None`` for no day."""
    seen = days[days <= until]
    if not len(seen):
        return None
    gap = float(np.median(np.diff(seen))) if len(seen) >= LEAST_DAYS else None
    return Habit(_date(seen[0]), _date(seen[-1]), len(seen), gap, tuple(_silences(seen, until, gap)))


def _silences(days: Days, until: int, gap: float | None) -> Sequence[Silence]:
    if gap is None:
        return ()
    longest = quiet_days(gap)
    following = np.append(days[1:], until)
    lengths = following - days
    return [
        Silence(_date(days[place]), _date(days[place + 1]) if place + 1 < len(days) else None, int(lengths[place]))
        for place in np.flatnonzero(lengths > longest)
    ]


def quiet_days(gap: float) -> float:
    """How many days without anything are no silence yet, of an outlet with this habit."""
    return max(1.0, GAPS * gap)


def _date(ordinal: int) -> date:
    return date.fromordinal(int(ordinal))
