"""The fixed set of outlets that a trend is counted over, and what changed among the outlets meanwhile.

A trend that counts whatever was read rises when an outlet is added and falls when one goes silent. So it is counted
over outlets that were read throughout: each had something in every stretch of the period in which anything was read,
or was never quiet for longer than its own habit allows, at the ends of the period neither.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from .periods import Stretch
from .silences import LEAST_DAYS, Habit, habit_of, quiet_days
from .texts_read import Days, TextsRead

#: At the ends of a period an outlet may be quiet for so many of its usual gaps, or for its longest gap within.
_EDGE = 3


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An outlet (its id) that is not counted over, with its documents in the period, and why."""

    outlet: str | None
    documents: int
    why: str


@dataclass(frozen=True, slots=True)
class SourceSet:
    """The outlets (ids) that are counted over, those that are not, and how each of all of them publishes."""

    used: tuple[str | None, ...]
    left_out: tuple[LeftOut, ...]
    habits: Mapping[str | None, Habit]


@dataclass(frozen=True, slots=True)
class SourceChange:
    """What changed with an outlet (its id): ``what`` is joined, silent, back, renamed; ``was`` a former name."""

    outlet: str
    what: str
    day: date
    used: bool
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """The days that are looked at, both included, in stretches; ``end`` is the last of them on which the desk read."""

    parts: tuple[Stretch, ...]
    first: date
    last: date
    end: date


def source_set(texts: TextsRead, period: Period, named: Collection[str | None] | None = None) -> SourceSet:
    """The outlets to count over: those that are ``named``, or else those that were read throughout the period."""
    first, last = period.first.toordinal(), period.last.toordinal()
    days = texts.days_by_outlet()
    counts = _counts(texts.between(first, last))
    habits = {name: habit for name, seen in days.items() if (habit := habit_of(seen, last)) is not None}
    there = sorted((name for name in counts if counts[name]), key=lambda name: (-counts[name], name or "~"))
    if named is not None:
        used = tuple(name for name in there if name in named)
        out = [LeftOut(name, counts[name], "it was not asked for") for name in there if name not in named]
        return SourceSet((*used, *sorted(set(named) - set(used), key=lambda n: n or "~")), tuple(out), habits)
    read = _read_in(np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *days.values()])), period)
    why = {name: _why_not(days[name], period, read, habits.get(name)) if name else _NO_OUTLET for name in there}
    used = tuple(name for name in there if why[name] is None)
    out = [LeftOut(name, counts[name], reason) for name in there if (reason := why[name]) is not None]
    return SourceSet(used, tuple(out), habits)


_NO_OUTLET = "these documents are of no outlet that the desk knows"


def source_changes(
    days: Mapping[str | None, Days],
    period: Period,
    used: Collection[str | None],
    renames: Mapping[str, Sequence[tuple[date, str]]],
) -> tuple[SourceChange, ...]:
    """Who joined, fell silent, came back or was renamed in the period, in order; one that has no habit that can be told
    is only ever renamed.
    """
    found: list[SourceChange] = []
    for outlet, seen in days.items():
        habit = habit_of(seen, period.end.toordinal())
        if outlet is None or habit is None:
            continue
        mine = outlet in used
        if _joined(seen, habit, period):
            found.append(SourceChange(outlet, "joined", habit.first, mine))
        for one in habit.silences:
            found.append(SourceChange(outlet, "silent", one.last, mine))
            if one.back is not None:
                found.append(SourceChange(outlet, "back", one.back, mine))
    for outlet, told in renames.items():
        found += [SourceChange(outlet, "renamed", day, outlet in used, was) for day, was in told]
    within = [one for one in found if period.first <= one.day <= period.last]
    return tuple(sorted(within, key=lambda one: (one.day, one.what, one.outlet)))


def _counts(texts: TextsRead) -> dict[str | None, int]:
    counts = np.bincount(texts.sources, minlength=len(texts.outlets))
    return {name: int(count) for name, count in zip(texts.outlets, counts.tolist(), strict=False)}


def _read_in(days: Days, period: Period) -> list[Stretch]:
    """The stretches in which anything was read."""
    return [one for one in period.parts if _has(days, one)]


def _has(days: Days, one: Stretch) -> bool:
    at = np.searchsorted(days, one.first.toordinal())
    return bool(at < len(days) and days[at] <= one.last.toordinal())


def _why_not(days: Days, period: Period, read: Sequence[Stretch], habit: Habit | None) -> str | None:
    """Why an outlet was not read throughout; ``None`` if it was."""
    missing = [one for one in read if not _has(days, one)]
    if not missing or habit is None:
        return None
    first, end = period.first.toordinal(), period.end.toordinal()
    inside = days[(days >= first) & (days <= end)]
    if habit.gap is None or len(inside) < LEAST_DAYS:
        return _absent(days, missing, read)
    edge = max(_EDGE * habit.gap, float(np.diff(inside).max()))
    before = days[days < first]
    begin = int(inside[0]) - (int(before[-1]) if len(before) else first)
    if begin > edge:
        return f"it was read from {date.fromordinal(int(inside[0]))} on only"
    if end - int(inside[-1]) > edge:
        return f"nothing came from it after {date.fromordinal(int(inside[-1]))}"
    longest = int(np.argmax(np.diff(inside)))
    quiet = int(inside[longest + 1] - inside[longest])
    if quiet > quiet_days(habit.gap):
        return f"nothing came from it for {quiet} days after {date.fromordinal(int(inside[longest]))}"
    return None


def _absent(days: Days, missing: Sequence[Stretch], read: Sequence[Stretch]) -> str:
    there = [one for one in read if one not in missing]
    if there and there[0].first > missing[0].first and missing[-1].last < there[0].first:
        return f"it was read from {date.fromordinal(int(days[days >= there[0].first.toordinal()][0]))} on only"
    named = ", ".join(one.name for one in missing[:3])
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    return f"nothing came from it in {named}{more}"


def _joined(days: Days, habit: Habit, period: Period) -> bool:
    """Whether an outlet was first read within the period, and not only had nothing at its very begin."""
    if habit.gap is None or habit.first <= period.first:
        return False
    gaps = np.diff(days)
    usual = gaps[gaps <= quiet_days(habit.gap)]
    edge = max(_EDGE * habit.gap, float(usual.max()) if len(usual) else 0.0)
    return habit.first.toordinal() - period.first.toordinal() > edge
