"""Which of two sayings is the earlier: by the day of publication, by the hour where both tell it, else not known."""

from __future__ import annotations

from dataclasses import dataclass

from ..store.novelty_rows import Published


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was published: the first and the last day on which that may have been, and the moment in UTC.

    ``dated`` is false of what bears no date: it is never earlier or later than anything, whatever its words show.
    """

    first: str | None
    last: str | None
    moment: str | None = None
    dated: bool = True

    @property
    def day(self) -> str | None:
        """The day, where it is known to the day."""
        return self.first if self.dated and self.first == self.last else None


#: Of what bears no date.
UNDATED = Moment(None, None, None, dated=False)


def moment_of(one: Published) -> Moment:
    """When a document was published."""
    return Moment(one.first, one.last, one.moment, one.dated and one.first is not None)


def before(one: Moment, other: Moment) -> bool | None:
    """Whether the one was published before the other; ``None`` where that is not known."""
    if not (one.dated and other.dated and one.first and one.last and other.first and other.last):
        return None
    if one.moment is not None and other.moment is not None:
        return None if one.moment == other.moment else one.moment < other.moment
    if one.last < other.first:
        return True
    return False if other.last < one.first else None


def days_between(one: str, other: str) -> int:
    """The days from one day to another."""
    from datetime import date

    return (date.fromisoformat(other) - date.fromisoformat(one)).days
