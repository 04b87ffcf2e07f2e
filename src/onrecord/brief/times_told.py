"""The times that a sentence of a brief tells of, counted from the day of the brief."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ..reading.segment import segment
from ..reading.times import times_of
from ..record import Precision, TimeRef

if TYPE_CHECKING:
    from .check import Grounds

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: Without a figure or one of these no time is told.
_TIMELY = re.compile(
    r"\d|day|week|month|year|ago|later|earlier|night|morning|evening|noon|dawn|dusk|hour|minute|moment|decade|century"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn"
    r"|winter|fall|quarter|now|recent|past|last|next|tomorrow|today|ramadan|eid|christmas|easter"
)


def day_of(grounds: Grounds) -> date | None:
    """The day from which a brief counts: the one given, or the last day that its head names."""
    if grounds.day is not None:
        return grounds.day
    for fact in ("until", "date", "as_of", "since"):
        found = _DAY.match(grounds.brief.fact(fact) or "")
        if found is not None:
            try:
                return date.fromisoformat(found[0])
            except ValueError:
                continue
    return None


def times_told(text: str, day: date | None) -> tuple[TimeRef, ...]:
    """The times in a sentence; spans are places in its text."""
    return _told(text, day.isoformat() if day is not None else None)


@lru_cache(maxsize=1 << 12)
def _told(text: str, day: str | None) -> tuple[TimeRef, ...]:
    if not _TIMELY.search(text.lower()):
        return ()
    return times_of(text, segment(text), day, Precision.DAY if day is not None else None)
