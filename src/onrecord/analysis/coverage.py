"""What a desk has read over a period, by outlet and language: so that "nothing said" is never "nothing read".

Silence is counted up to the last day on which the desk read anything, and of an outlet that is followed up to the last
day on which it was reached: after that nothing is known.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import sqlalchemy as sa

from ..clock import moment
from ..errors import StoreError
from ..store import coverage_rows, profile_rows
from ..store.coverage_rows import Followed
from ..store.rows import unpack
from ..store.stood import Stood
from .coverage_counting import DOCUMENTS, FAILURES, STATEMENTS, TEXTS, Counted, Counts, Wanted, count
from .coverage_parts import (
    BEFORE,
    NOT_LOOKED,
    NOTHING_READ,
    QUIET,
    READ,
    SILENT,
    UNKNOWN,
    Cell,
    Coverage,
    LanguageCover,
    Silent,
    SourceCover,
    Span,
    Watch,
)
from .period_read import period_of, texts_read
from .periods import By, Stretch
from .silences import Habit, habit_of
from .source_set import Period
from .texts_read import Days, TextsRead

__all__ = ["Asked", "Coverage", "coverage"]

#: Documents of a language that are looked into for why steps failed.
_LOOKED_INTO = 3
#: Hours after which something followed that was not looked at is told of.
_LATE = 48.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a coverage: the period, its stretches, and only these outlets (ids) or this language."""

    by: By = "month"
    since: str | None = None
    until: str | None = None
    outlets: Collection[str] | None = None
    language: str | None = None


def coverage(at: sa.Connection, asked: Asked, at_time: str | None = None, now: str | None = None) -> Coverage:
    """The coverage of a desk. ``now`` is a stamp from which looks at what is followed are counted back.

    Raises:
        SettingError: if what is asked is no period, or no document of the desk bears a date.
    """
    stood = Stood.at(at, at_time)
    texts = texts_read(at, asked.by, at_time, stood)
    period = period_of(texts, asked.by, asked.since, asked.until)
    wanted = Wanted(None if asked.outlets is None else frozenset(asked.outlets), asked.language)
    counted, chosen = count(at, at_time, stood, texts, period, wanted)
    followed = coverage_rows.followed(at) if at_time is None else []
    making = _Making(at, at_time, wanted, period, texts, counted, _missed(at, at_time, period))
    undated = texts.sources[chosen & (texts.days == 0)]
    return Coverage(
        by=asked.by,
        since=period.first.isoformat(),
        until=period.last.isoformat(),
        read_until=period.end.isoformat(),
        as_of=at_time,
        spans=tuple(making.spans()),
        sources=tuple(
            making.sources(texts.at(chosen), np.bincount(undated, minlength=len(texts.outlets)), followed, now)
        ),
        languages=tuple(making.languages()),
        followed=tuple(_watch(one, now) for one in followed if one.source is None and wanted.outlets is None),
        undated=len(undated),
        notes=tuple(_notes(followed, at_time)),
    )


def _missed(at: sa.Connection, at_time: str | None, period: Period) -> Mapping[tuple[str, int], int]:
    """How many entries were missed, by outlet and place of the stretch; what is followed has no history."""
    if at_time is not None:
        return {}
    rows = coverage_rows.missed_by_day(at, period.first.isoformat(), period.last.isoformat())
    starts = [one.first.isoformat() for one in period.parts]
    return Counter((source, bisect_right(starts, day) - 1) for source, day, _ in rows)


@dataclass(frozen=True, slots=True)
class _Making:
    at: sa.Connection
    at_time: str | None
    wanted: Wanted
    period: Period
    texts: TextsRead
    counted: Counted
    missed: Mapping[tuple[str, int], int]

    def spans(self) -> list[Span]:
        """All stretches, whoever is read in them."""
        period, found = self.period, []
        outlets = (self.counted.by_outlet[DOCUMENTS] > 0).sum(axis=0)
        sums = self.counted.by_outlet.sum(axis=1)
        missed: Counter[int] = Counter()
        for (of, place), times in self.missed.items():
            if self.wanted.outlets is None or of in self.wanted.outlets:
                missed[place] += times
        for n, stretch in enumerate(period.parts):
            first, last = max(stretch.first, period.first), min(stretch.last, period.last)
            found.append(
                Span(
                    stretch.name,
                    first.isoformat(),
                    last.isoformat(),
                    first > stretch.first or min(last, period.end) < stretch.last,
                    int(sums[DOCUMENTS, n]),
                    int(sums[TEXTS, n]),
                    int(sums[STATEMENTS, n]),
                    int(outlets[n]),
                    missed[n],
                )
            )
        return found

    def sources(
        self, chosen: TextsRead, undated: Counts, followed: Sequence[Followed], now: str | None
    ) -> list[SourceCover]:
        """Every outlet of which there are documents (of any day), or that is followed; those that are silent first."""
        watched: defaultdict[str | None, list[Followed]] = defaultdict(list)
        for one in followed:
            watched[one.source].append(one)
        days = chosen.days_by_outlet()
        more = [one for one in watched if one and one not in days] if self.wanted.language is None else []
        if self.wanted.outlets is not None:
            more = [one for one in more if one in self.wanted.outlets]
        ids = [one for one in (*days, *more) if one]
        names = {id_: one.name for id_, one in profile_rows.outlets(self.at, ids, self.at_time).items()}
        renames = coverage_rows.renames(self.at, self.at_time)
        every_day = np.unique(self.texts.days[self.texts.days > 0])
        places = {name: place for place, name in enumerate(self.texts.outlets)}
        none = np.zeros((4, len(self.period.parts)), dtype=np.int64)
        found = []
        for outlet in (*days, *more):
            place = places.get(outlet)
            counts = none if place is None else self.counted.by_outlet[:, place, :]
            of = _Outlet(outlet, names.get(outlet or "", outlet or "of no known outlet"), counts)
            found.append(
                self._source(
                    of,
                    days.get(outlet, np.zeros(0, dtype=np.int64)),
                    every_day,
                    [] if outlet is None else watched[outlet],
                    now,
                    () if place is None else self._spoken(place),
                    0 if place is None else int(undated[place]),
                    tuple((day.isoformat(), was) for day, was in renames.get(outlet or "", ())),
                )
            )
        return sorted(found, key=lambda one: (one.state != SILENT, -one.documents, one.name))

    def _spoken(self, place: int) -> tuple[tuple[str, int], ...]:
        counts = zip(self.counted.languages, self.counted.between[place].tolist(), strict=True)
        told = [(language or "not known", times) for language, times in counts if times]
        return tuple(sorted(told, key=lambda pair: (-pair[1], pair[0])))

    def _source(
        self,
        of: _Outlet,
        days: Days,
        every_day: Days,
        watched: Sequence[Followed],
        now: str | None,
        languages: tuple[tuple[str, int], ...],
        undated: int,
        renamed: tuple[tuple[str, str], ...],
    ) -> SourceCover:
        period = self.period
        looked = _looked_until(watched)
        end = period.end if looked is None or not len(days) else _reached(looked, int(days[-1]), period.end)
        habit = None if of.id is None else habit_of(days, end.toordinal())
        dated = habit_of(days, period.last.toordinal())
        cells = []
        for n, stretch in enumerate(period.parts):
            documents, texts, statements, _ = of.counts[:, n].tolist()
            state = READ if documents else _state(stretch, habit, every_day, period, end)
            missed = 0 if of.id is None else self.missed.get((of.id, n), 0)
            cells.append(Cell(stretch.name, documents, texts, statements, state, missed))
        since = None if habit is None else habit.silent_since
        unreached = habit is not None and end < period.end and since is None
        return SourceCover(
            id=of.id,
            name=of.name,
            languages=languages,
            first=None if dated is None else dated.first.isoformat(),
            last=None if dated is None else dated.last.isoformat(),
            documents=int(of.counts[DOCUMENTS].sum()),
            texts=int(of.counts[TEXTS].sum()),
            statements=int(of.counts[STATEMENTS].sum()),
            undated=undated,
            failures=int(of.counts[FAILURES].sum()),
            usual_gap=None if habit is None else habit.gap,
            state=SILENT
            if since
            else NOT_LOOKED
            if unreached
            else UNKNOWN
            if habit is None or habit.gap is None
            else READ,
            silent_since=None if since is None else since.isoformat(),
            looked_until=None if looked is None else looked.isoformat(),
            silences=tuple(
                Silent(one.last.isoformat(), None if one.back is None else one.back.isoformat(), one.days)
                for one in (() if habit is None else habit.silences)
                if one.back is None or one.back >= period.first
            ),
            renamed=renamed,
            cells=tuple(cells),
            watched=tuple(_watch(one, now) for one in watched),
        )

    def languages(self) -> list[LanguageCover]:
        """Every language in which something was read."""
        found = []
        for code, language in enumerate(self.counted.languages):
            documents, texts, statements, failures = self.counted.by_language[:, code, :].sum(axis=1).tolist()
            if documents:
                failed = self.counted.failed[self.counted.language == code][:_LOOKED_INTO].tolist()
                reasons = self._reasons(failed)
                found.append(
                    LanguageCover(language, documents, texts, statements, failures, 2 * failures <= documents, reasons)
                )
        return sorted(found, key=lambda one: (-one.documents, one.language or "~"))

    def _reasons(self, documents: Sequence[int]) -> tuple[str, ...]:
        """Why steps failed in these documents, the most frequent first, as far as their records can be unpacked."""
        counts: Counter[str] = Counter()
        for packed in coverage_rows.records_of(self.at, documents) if documents else ():
            try:
                failures = unpack(packed, "")["failures"]
            except StoreError:
                counts["a record that cannot be unpacked"] += 1
                continue
            steps: defaultdict[str, list[str]] = defaultdict(list)
            for one in failures:
                steps[str(one["reason"])].append(str(one["step"]))
            for reason, names in steps.items():
                counts[f"{', '.join(names)}: {reason}"] += 1
        return tuple(reason for reason, _ in counts.most_common(_LOOKED_INTO))


@dataclass(frozen=True, slots=True)
class _Outlet:
    id: str | None
    name: str
    counts: Counts


def _looked_until(watched: Sequence[Followed]) -> date | None:
    """The last day on which anything of an outlet that is followed was reached; ``None`` where none ever was."""
    reached = [one.succeeded for one in watched if one.succeeded is not None]
    return date.fromisoformat(max(reached)[:10]) if reached else None


def _reached(looked: date, last: int, end: date) -> date:
    """The last day of which something is known of an outlet: it was reached, or something of it came another way."""
    return min(max(looked, date.fromordinal(last)), end)


def _state(stretch: Stretch, habit: Habit | None, every_day: Days, period: Period, end: date) -> str:
    """What it means that nothing of an outlet is there of a stretch."""
    place = int(np.searchsorted(every_day, stretch.first.toordinal()))
    if place == len(every_day) or int(every_day[place]) > stretch.last.toordinal():
        return NOTHING_READ
    if habit is None:
        return UNKNOWN
    if stretch.last < habit.first:
        return BEFORE
    if stretch.first > end and end < period.end:
        return NOT_LOOKED
    if habit.gap is None:
        return UNKNOWN
    last = min(stretch.last, end)
    for one in habit.silences:
        # The whole stretch lies in the silence, as far as anything is known.
        if stretch.first > one.last and (one.back is None or last < one.back):
            return SILENT
    return QUIET


def _watch(one: Followed, now: str | None) -> Watch:
    return Watch(
        one.id,
        one.kind,
        one.url,
        one.state,
        one.looked,
        one.succeeded,
        one.failures,
        one.refusals,
        one.error,
        one.items,
        one.reasons,
        _looked(one, now),
    )


def _looked(one: Followed, now: str | None) -> str:
    """Whether something followed is being looked at, in words."""
    if one.state != "active":
        return "no longer followed" if one.state == "gone" else f"not looked at: {one.state}"
    if one.looked is None:
        return "never looked at: the watch did not run since it was added"
    if one.refusals:
        return f"refused by robots.txt, {one.refusals} times in a row"
    if one.failures:
        return f"failing, {one.failures} times in a row; reached last {(one.succeeded or 'never')[:10]}"
    if now is not None and (moment(now) - moment(one.looked)).total_seconds() / 3600 > _LATE:
        return f"not looked at since {one.looked[:10]}: the watch did not run"
    return f"looked at, last {one.looked[:16].replace('T', ' ')}"


def _notes(followed: Sequence[Followed], at_time: str | None) -> list[str]:
    if at_time is not None:
        return ["what is followed has no history: what was missed then is not told"]
    active = [one for one in followed if one.state == "active"]
    if active and all(one.looked is None for one in active):
        return [
            "the watch has never run: all that was read was filed by other ways, and what the"
            f" {len(active)} things that are followed had meanwhile is not known"
        ]
    return []
