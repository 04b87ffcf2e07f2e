"""What is known while a text is read from top to bottom: its publication date and the last time that was named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ...record import Anchor, AnchorKind, Precision
from .extents import coarse, moved

_PUBLISHED = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
#: Years of publication that are believed: far enough from the calendar's ends to count from.
_FIRST, _LAST = 1000, 9000
_LENGTHS = {Precision.YEAR: 4, Precision.MONTH: 7}


@dataclass(frozen=True, slots=True)
class Said:
    """A time of the calendar that the text named, and in which sentence."""

    id: str
    value: str
    sentence: int


@dataclass(slots=True)
class Course:
    """``published`` is ``2017``, ``2017-09`` or ``2017-09-21``, or ``None``; ``said`` changes as the text goes on."""

    published: str | None
    said: Said | None = None
    sentence: int = 0

    @property
    def day(self) -> date | None:
        """The day of publication, where it is known."""
        return date.fromisoformat(self.published) if self.published and len(self.published) == 10 else None

    def anchor(self) -> Anchor:
        """The publication date as an anchor."""
        return Anchor(AnchorKind.PUBLISHED, self.published)

    def unit(self, unit: str, count: int = 0) -> str | None:
        """The calendar's unit (``Y``, ``M``, ``W`` ...) that lies ``count`` after the one of publication."""
        if self.published is None:
            return None
        base = coarse(self.published, unit)
        return base if base is None or not count else moved(base, count, "W" if unit == "WE" else unit)

    def lacking(self) -> str:
        """Why something cannot be counted from the publication date."""
        if self.published is None:
            return "counted from the day of writing, which is not known"
        return f"counted from the day of writing, of which only {self.published} is known"

    def said_here(self) -> Said | None:
        """The last time named, if in this sentence."""
        return self.said if self.said is not None and self.said.sentence == self.sentence else None


def course_of(published: str | None, precision: Precision | None) -> Course:
    """The beginning of a text published at ``published`` (ISO 8601, no finer than its precision is believed)."""
    found = _PUBLISHED.match(published or "")
    if found is None:
        return Course(None)
    if not _FIRST <= int(found.group()[:4]) <= _LAST:
        return Course(None)
    value = found.group()[: _LENGTHS.get(precision, 10)] if precision is not None else found.group()
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return Course(None)
    return Course(value)
