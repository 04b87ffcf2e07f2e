"""What a relative time is counted from, and which of several days or years is meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ...record import Anchor, AnchorKind
from .extents import coarse, moved
from .hit import Hit
from .meaning import Meaning, grain, point, unknown
from .tense import FUTURE, PAST

#: Two-digit years up to this one are taken as 20xx, the others as 19xx.
_PIVOT = 40
#: Days from the publication date.
_REMOTE, _NEAR = 250, 75


def from_published(hit: Hit, unit: str, count: int) -> Meaning:
    """The unit of the calendar ``count`` after the one of publication."""
    value = hit.course.unit(unit, count)
    if value is None:
        return unknown(grain(unit), hit.course.lacking())
    return point(value, hit.course.anchor(), why=f"counted from the publication date {hit.course.published}")


def from_said(hit: Hit, unit: str, count: int) -> Meaning:
    """The unit of the calendar ``count`` after that of the time named last."""
    said = hit.course.said
    base = coarse(said.value, unit) if said is not None else None
    value = moved(base, count, "W" if unit == "WE" else unit) if base is not None else None
    if said is None or value is None:
        return unknown(grain(unit), "counted from a time that the text does not fix")
    return point(value, Anchor(AnchorKind.TIME, said.value, said.id), why=f"counted from {said.value}, named before")


def year_of(hit: Hit) -> int | None:
    """The year that the words give, or count from the publication date ("June last year")."""
    clock = hit.rule == "clock figures"
    years = [
        hit.row.values[hit.first + at] for at, sort in enumerate(hit.sorts) if sort == "yyyy" and (at or not clock)
    ]
    if years and isinstance(years[-1], int):
        return years[-1]
    if hit.has("yy"):
        return full_year(int(hit.text("yy")[1:3]))
    unit = hit.unit()
    if unit is not None and unit.code == "Y" and hit.has("last", "this", "next"):
        value = hit.course.unit("Y", -1 if hit.has("last") else 1 if hit.has("next") else 0)
        return None if value is None else int(value)
    return None


def full_year(two_digits: int) -> int:
    return two_digits + (2000 if two_digits <= _PIVOT else 1900)


def year_in_words(hit: Hit) -> int | None:
    """A year spoken as two numbers ("nineteen ninety-seven") or as two thousand and some."""
    words = [
        v for at, s in enumerate(hit.sorts) if s == "word" and isinstance(v := hit.row.values[hit.first + at], int)
    ]
    if len(words) < 2:
        return None
    if words[:2] == [2, 1000]:
        rest = sum(words[2:])
        return 2000 + rest if rest < 100 else None
    rest = sum(words[1:])
    return words[0] * 100 + rest if 11 <= words[0] <= 20 and 10 <= rest <= 99 and len(words) <= 3 else None


def chosen(days: list[date], published: date, hit: Hit) -> date | None:
    """The day that the tense asks for: the last not after, the first not before, or the nearest to the publication."""
    if not days:
        return None
    tense = hit.tense()
    if hit.has("last", "next"):
        days = [d for d in days if (d < published if hit.has("last") else d > published)] or days
    nearest = min(days, key=lambda d: abs((d - published).days))
    before = [d for d in days if d <= published]
    after = [d for d in days if d >= published]
    if tense == PAST and before:
        return _unless_remote(max(before), nearest, published)
    if tense == FUTURE and after:
        return _unless_remote(min(after), nearest, published)
    return nearest


def _unless_remote(by_tense: date, nearest: date, published: date) -> date:
    """A day without its year is hardly ever most of a year away when the other one is near."""
    remote = abs((by_tense - published).days) > _REMOTE and abs((nearest - published).days) < _NEAR
    return nearest if remote else by_tense


def puts(day: date, published: date) -> str:
    """Which year was chosen for a day without one, in words."""
    side = "on" if day == published else "before" if day < published else "after"
    return f"in the year that puts it {side} {published.isoformat()}, the publication date"


def with_edge(hit: Hit, found: Meaning) -> Meaning:
    """The meaning with the mod that an edge ("late") or a nearness ("around") gives it."""
    mod = hit.text("edge") or hit.text("near") or found.mod
    if mod == found.mod:
        return found
    if found.value is None:
        return replace(found, mod=mod)
    edged = point(found.value, found.anchor, mod, found.why)
    return replace(edged, confidence=found.confidence, tokens=found.tokens)
