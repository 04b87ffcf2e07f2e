"""How one actor speaks of another and deals with it over time: words and deeds over what was read, each point cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ..errors import SettingError
from ..gazetteer import Gazetteer
from ..store import coverage_rows
from ..store.stood import Stood
from . import voices
from .changes import Level, Shifts, shifts
from .cited import Who
from .citing import Citing
from .period_read import period_of, texts_read
from .periods import By, stretch_of
from .series import Series, series
from .source_set import Period, SourceSet, source_changes, source_set
from .tellings import DEEDS, LINES, WORDS, Telling
from .texts_read import TextsRead
from .trend_parts import (
    Around,
    Change,
    ChangePoint,
    Direction,
    Outlet,
    OutletLeftOut,
    Sentences,
    Shown,
    Tested,
    Trend,
)
from .trend_tellings import Found, Reader
from .voices import Side, side_of
from .weights import Weights

__all__ = ["LIMIT", "Asked", "Trend", "trend"]

#: Sentences of each line that are shown of a stretch, if nobody says how many.
LIMIT = 3
#: The lines that are looked through for changes.
_TESTED = (WORDS, DEEDS)
#: Speakers that are named of each direction.
_SPEAKERS = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a trend. ``outlets`` are the ids of those to count over (``every``: all; neither: those that
    were read throughout), ``both`` asks for the other direction too, ``bucket`` for all sentences of one stretch.
    """

    by: By = "month"
    since: str | None = None
    until: str | None = None
    outlets: Collection[str] | None = None
    every: bool = False
    both: bool = False
    bucket: str | None = None
    limit: int = LIMIT


def trend(
    at: sa.Connection,
    a: int,
    b: int | None,
    asked: Asked,
    at_time: str | None = None,
    gazetteer: Gazetteer | None = None,
) -> Trend:
    """The trend of an entity (by its number) towards another, or towards anybody.

    Raises:
        SettingError: if the period or the bucket is none, or both are one actor.
        ImportError: if ruptures is not installed.
    """
    stood = Stood.at(at, at_time)
    texts = texts_read(at, asked.by, at_time, stood)
    period = period_of(texts, asked.by, asked.since, asked.until)
    if asked.bucket is not None and asked.bucket not in {one.name for one in period.parts}:
        raise SettingError("this period has no such bucket", asked.bucket, f"it has {_named(period)}")
    named = frozenset(texts.outlets) if asked.every else None if asked.outlets is None else frozenset(asked.outlets)
    chosen = source_set(texts, period, named)
    citing = Citing(at, at_time)
    citing.meet([a] if b is None else [a, b])
    sides = _sides(at, a, b, at_time, gazetteer)
    weights = Weights.of_codebook()
    making = _Making(citing, Reader(at, at_time, stood, texts, weights), asked, period, chosen, texts)
    directions = [making.direction(a, b, *sides)]
    if asked.both and b is not None and sides[1] is not None:
        directions.append(making.direction(b, a, sides[1], sides[0]))
    citing.load([], outlets=[*chosen.used, *(one.outlet for one in chosen.left_out)])
    first, last = period.first.toordinal(), period.last.toordinal()
    counts = Counter(texts.between(first, last).sources.tolist())
    places = {name: place for place, name in enumerate(texts.outlets)}
    who, to = citing.who(a), None if b is None else citing.who(b)
    if who is None or (b is not None and to is None):
        raise SettingError("this actor was not on the desk yet", None, "ask for a later --as-of")
    return Trend(
        a=who,
        b=to,
        by=asked.by,
        since=period.first.isoformat(),
        until=period.last.isoformat(),
        read_until=period.end.isoformat(),
        as_of=at_time,
        codebook=weights.stamp,
        chosen="all" if asked.every else "named" if asked.outlets is not None else "throughout",
        outlets=tuple(
            Outlet(one, _name(citing, one), counts[places[one]] if one in places else 0) for one in chosen.used
        ),
        left_out=tuple(
            OutletLeftOut(one.outlet, _name(citing, one.outlet), one.documents, one.why) for one in chosen.left_out
        ),
        undated=int((texts.days == 0).sum()),
        source_changes=_changes(at, at_time, citing, texts, period, chosen, asked.by),
        directions=tuple(directions),
        notes=tuple(_notes(chosen, texts, period, asked)),
    )


def _sides(
    at: sa.Connection, a: int, b: int | None, at_time: str | None, gazetteer: Gazetteer | None
) -> tuple[Side, Side | None]:
    """Both sides, nobody on both: who is asked for by name is on that side, and else on the first."""
    doing = side_of(at, a, at_time, gazetteer)
    if b is None:
        return doing, None
    receiving = side_of(at, b, at_time, gazetteer)
    if doing.own & receiving.own:
        raise SettingError("both names mean one actor", None, "name two, or one alone")
    doing = doing.without(receiving.own)
    return doing, receiving.without(frozenset(doing.bases))


@dataclass(frozen=True, slots=True)
class _Making:
    citing: Citing
    reader: Reader
    asked: Asked
    period: Period
    chosen: SourceSet
    texts: TextsRead

    def direction(self, a: int, b: int | None, doing: Side, receiving: Side | None) -> Direction:
        outlets = frozenset(self.chosen.used)
        days = self.period.first.toordinal(), self.period.last.toordinal()
        found = self.reader.found(doing, receiving, days, outlets)
        made = series(self.texts, found.tellings, self.period, outlets)
        tested = {line: _shifts(made, line) for line in _TESTED}
        shown = [self._chosen(told, bucket.name) for told, bucket in zip(made.told, made.buckets, strict=True)]
        evidence = {
            (line, shift.after.first): _weightiest([one for one in made.told[shift.after.first] if one.line == line], 3)
            for line, of in tested.items()
            for shift in of.found
        }
        numbers = {one.number for some in (*shown, *evidence.values()) for one in some}
        speakers = _speakers(made, found)
        self.citing.load(numbers, people=[no for no, _, _ in speakers])
        who, to = self.citing.who(a), None if b is None else self.citing.who(b)
        return Direction(
            by=who or Who(None, ""),
            to=to,
            buckets=made.buckets,
            sentences=tuple(
                Sentences(bucket.name, self._cited(some), len(told) - len(some))
                for bucket, some, told in zip(made.buckets, shown, made.told, strict=True)
            ),
            changes=tuple(
                ChangePoint(
                    line,
                    made.buckets[shift.after.first].name,
                    _around(made, shift.before),
                    _around(made, shift.after),
                    shift.gap,
                    self._cited(evidence[line, shift.after.first]),
                )
                for line, of in tested.items()
                for shift in of.found
            ),
            tested=tuple(Tested(line, of.penalty, of.why_none) for line, of in tested.items()),
            speakers=tuple(
                (one.name, voice, times) for no, voice, times in speakers if (one := self.citing.who(no)) is not None
            ),
            left_out=tuple(sorted(found.left_out.items(), key=lambda pair: (-pair[1], pair[0]))),
        )

    def _chosen(self, told: Sequence[Telling], bucket: str) -> list[Telling]:
        """The findings of a stretch that are shown, line by line."""
        most = self.asked.limit
        if self.asked.bucket is not None:
            most = len(told) if bucket == self.asked.bucket else 0
        return [one for line in LINES for one in _weightiest([one for one in told if one.line == line], most)]

    def _cited(self, some: Sequence[Telling]) -> tuple[Shown, ...]:
        return tuple(Shown(one.line, one.weight, one.voice, one.named, self.citing.cited(one.number)) for one in some)


def _weightiest(told: Sequence[Telling], most: int) -> list[Telling]:
    return sorted(told, key=lambda one: (-abs(one.weight), one.day, one.number))[:most]


def _shifts(made: Series, line: str) -> Shifts:
    points = [bucket.points[line] for bucket in made.buckets]
    return shifts([one.weighted for one in points], [one.told for one in points], [one.texts for one in made.buckets])


def _around(made: Series, level: Level) -> Around:
    first, last = made.buckets[level.first].name, made.buckets[level.last].name
    return Around(first, last, level.points, level.mean, level.told, level.texts)


def _speakers(made: Series, found: Found) -> list[tuple[int, str, int]]:
    """Who says and does most of what is counted."""
    counts: Counter[tuple[int, str]] = Counter()
    for some in made.told:
        for one in some:
            who = found.who.get(one.number)
            if who is not None:
                counts[who, one.voice or voices.OTHER] += 1
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(who, voice, times) for (who, voice), times in ordered[:_SPEAKERS]]


def _changes(
    at: sa.Connection,
    at_time: str | None,
    citing: Citing,
    texts: TextsRead,
    period: Period,
    chosen: SourceSet,
    by: By,
) -> tuple[Change, ...]:
    renames = coverage_rows.renames(at, at_time)
    found = source_changes(texts.days_by_outlet(), period, chosen.used, renames)
    citing.load([], outlets=[one.outlet for one in found])
    return tuple(
        Change(
            _name(citing, one.outlet), one.what, one.day.isoformat(), stretch_of(one.day, by).name, one.used, one.was
        )
        for one in found
    )


def _notes(chosen: SourceSet, texts: TextsRead, period: Period, asked: Asked) -> list[str]:
    notes = []
    if not chosen.used:
        notes.append(
            "no outlet was read throughout this period: take a coarser --by or a shorter period, or name outlets with"
            " --sources (all: every outlet, with whatever changed among them)"
        )
    if asked.every:
        notes.append("all outlets are counted over, also those that joined or fell silent: see the changes of outlets")
    if not len(texts.between(period.first.toordinal(), period.last.toordinal())):
        notes.append("the desk has no document of this period")
    return notes


def _name(citing: Citing, outlet: str | None) -> str:
    return citing.outlet(outlet)[0] or "of no known outlet"


def _named(period: Period) -> str:
    names = [one.name for one in period.parts]
    return f"{names[0]} to {names[-1]}" if len(names) > 1 else names[0]
