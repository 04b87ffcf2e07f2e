"""Months of the Gregorian year: ``In June`` looks the way the tense looks."""

from __future__ import annotations

from ...codebook.time_words import Month
from ...record import Granularity
from .anchors import year_in_words, year_of
from .extents import moved
from .hit import NEXT_WORDS, PAST_WORDS, Hit
from .meaning import Meaning, point, unknown
from .tense import FUTURE, PAST


def month_meaning(hit: Hit) -> Meaning | None:
    """A month of the Gregorian year, with its year or the one the tense asks for."""
    month = hit.value("month")
    if not isinstance(month, Month):
        return None
    mod = hit.text("edge") or None
    year = year_of(hit) or year_in_words(hit)
    if year is not None:
        anchor = hit.course.anchor() if hit.has("unit") else None
        why = f"its year is counted from {hit.course.published}" if anchor else ""
        return point(f"{year:04}-{month.number:02}", anchor, mod, why)
    form = f"XXXX-{month.number:02}"
    here = hit.course.unit("M")
    if here is None:
        return unknown(Granularity.MONTH, "the year is not said and no publication date tells it", form, mod)
    step = _month_step(hit, month.number - int(here[5:]))
    value = moved(here, step, "M")
    if value is None:
        return None
    why = f"the {'next' if step > 0 else 'last'} such month from the publication date {hit.course.published}"
    return point(value, hit.course.anchor(), mod, why)


def _month_step(hit: Hit, ahead: int) -> int:
    """Months from the one of publication, where the month named lies ``ahead`` (-11 to 11) in the same year."""
    if hit.has(*PAST_WORDS) and not hit.has("this"):
        return ahead if ahead < 0 else ahead - 12
    if hit.has(*NEXT_WORDS):
        return ahead if ahead > 0 else ahead + 12
    if hit.has("this", "current"):
        return ahead
    tense = hit.tense()
    if tense == FUTURE or hit.awaited():
        return ahead if ahead >= 0 else ahead + 12
    if tense == PAST:
        return ahead if ahead <= 0 else ahead - 12
    return min((ahead - 12, ahead, ahead + 12), key=lambda step: (abs(step), step))
