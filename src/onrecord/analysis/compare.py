"""Another dataset's events beside our own: which are agreed, which are only there or only here, and why.

What they have is coded as fact; what we have says on whose word it stands. Nothing is decided about which is right.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import sqlalchemy as sa

from ..codebook.acled import acled_table
from ..codebook.event_types import event_types
from ..errors import SettingError
from ..gazetteer import Gazetteer
from ..intake.event_tables import CodedEvent, Scheme
from ..linking.event_pairs import LONGEST, Blocks, Pair, paired, pairs
from ..linking.happenings import NEWS, Happening, days_of
from ..record import EventType
from ..store import search_words
from .citing import Citing
from .compare_names import Names
from .compare_own import OwnEvent, Wanted, own_events
from .compare_parts import Comparison, Here, LeftOut, Match, Own, Read, Row, There
from .coverage import Asked as CoverageAsked
from .coverage import coverage
from .coverage_parts import SILENT
from .period_read import texts_read
from .periods import bounds

_MATERIAL = (2, 4)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared: the period (``None``: that of the table), only these rows of ours, only these base entities."""

    since: str | None = None
    until: str | None = None
    numbers: Sequence[int] | None = None
    bases: Collection[int] = ()


def compare(
    at: sa.Connection,
    table: tuple[str, Scheme, Sequence[CodedEvent]],
    asked: Asked,
    known: Gazetteer,
    at_time: str | None = None,
) -> Comparison:
    """Sets a table (its name, whose it is, its rows) beside a desk.

    Raises:
        SettingError: if the period is none, or no row lies in it.
    """
    name, scheme, rows = table
    first, last = _period(rows, asked)
    inside = [one for one in rows if one.first <= last and one.last >= first]
    coded = [one for one in inside if any(plover.type is not None for plover in one.types)]
    names = Names(at, known, at_time)
    theirs = [one for one in coded if not asked.bases or _has(names.exact(one), at, asked.bases, at_time)]
    numbers = None if asked.numbers is None else np.array(asked.numbers, dtype=np.int64)
    own = own_events(at, Wanted(first.toordinal(), last.toordinal(), numbers, asked.bases), at_time)
    left_out = LeftOut(
        outside=len(rows) - len(inside),
        others=len(coded) - len(theirs),
        uncoded=len(inside) - len(coded),
        undated=own.undated + sum(one.happening.last - one.happening.first > LONGEST for one in own.events),
    )
    ours = [one for one in own.events if one.happening.last - one.happening.first <= LONGEST]
    making = _Making(at, at_time, scheme, names, theirs, ours, (first, last))
    return making.comparison(name, left_out)


def _period(rows: Sequence[CodedEvent], asked: Asked) -> tuple[date, date]:
    if not rows:
        raise SettingError("no row of this table can be compared", None, "see what was told of its rows")
    first = bounds(asked.since)[0] if asked.since else min(one.first for one in rows)
    last = bounds(asked.until)[1] if asked.until else max(one.last for one in rows)
    if first > last:
        raise SettingError("this period ends before it begins", f"{first} to {last}", "change --since or --until")
    return first, last


def _has(one: Happening, at: sa.Connection, bases: Collection[int], at_time: str | None) -> bool:
    known = one.sides[0].known | one.sides[1].known
    return bool(known & frozenset(bases))


def scope(scheme: Scheme) -> frozenset[EventType]:
    """The types of which a dataset means to have all: ACLED's are deeds on the ground, the others code every type."""
    if scheme is not Scheme.ACLED:
        return frozenset(EventType)
    book = event_types()
    likeliest = {some[0].type for some in acled_table().values() if some}
    return frozenset(one for one in likeliest if one is not None and book.quad(one) in _MATERIAL)


@dataclass(slots=True)
class _Making:
    at: sa.Connection
    at_time: str | None
    scheme: Scheme
    names: Names
    theirs: Sequence[CodedEvent]
    ours: Sequence[OwnEvent]
    period: tuple[date, date]

    def comparison(self, table: str, left_out: LeftOut) -> Comparison:
        here = Blocks.of([one.happening for one in self.ours])
        rough = [self.names.rough(one) for one in self.theirs]
        near = {number: some for number, one in enumerate(rough) if (some := here.near(one))}
        citing = Citing(self.at, self.at_time)
        here = here.with_sentences(self._sentences({one for some in near.values() for one in some}, citing))
        found = paired(pairs(((number, self.names.exact(self.theirs[number])) for number in near), here))
        matched = [*found.agreed, *found.also, *found.near]
        in_scope = scope(self.scheme)
        done = [number for number, one in enumerate(self.ours) if not one.happening.not_done]
        used = {pair.here for pair in matched}
        counted = [n for n in done if self._type(n) in in_scope or n in used]
        alone = [n for n in counted if n not in used]
        there_used = {pair.there for pair in matched}
        only_there = [number for number in range(len(self.theirs)) if number not in there_used]
        citing.load(sorted({self.ours[n].number for n in (*used, *alone)} - {2 * no for no in citing.details}))
        read_days = self._read_days()
        there_blocks = Blocks.of(rough)
        return Comparison(
            table=table,
            scheme=self.scheme.value,
            since=self.period[0].isoformat(),
            until=self.period[1].isoformat(),
            as_of=self.at_time,
            rows=len(self.theirs),
            events=len(counted),
            agreed=self._matches(found.agreed, citing),
            also=self._matches(found.also, citing),
            near=self._matches(found.near, citing),
            only_there=tuple(
                There(row_of(self.theirs[n]), *_missing_here(rough[n], here, read_days)) for n in only_there
            ),
            only_here=tuple(
                Here(self._own(n, citing), _missing_there(self.ours[n].happening, there_blocks)) for n in alone
            ),
            also_rows=len({pair.there for pair in found.also} - {pair.there for pair in found.agreed}),
            also_events=len({pair.here for pair in found.also} - {pair.here for pair in found.agreed}),
            left_out=LeftOut(
                left_out.outside,
                left_out.others,
                left_out.uncoded,
                sum(bool(one.happening.not_done) for one in self.ours) - len(used - set(done)),
                len(done) - len([n for n in counted if not self.ours[n].happening.not_done]),
                left_out.undated,
            ),
            read=self._read(read_days),
        )

    def _sentences(self, numbers: Collection[int], citing: Citing) -> dict[int, str]:
        """The folded words of these events with those around them, and their titles."""
        citing.load(self.ours[n].number for n in numbers)
        found = {}
        for n in numbers:
            cited = citing.cited(self.ours[n].number)
            text = " ".join((cited.before, cited.words, cited.after))
            found[n] = f" {' '.join(search_words.words(text))} "
        return found

    def _type(self, number: int) -> EventType:
        return self.ours[number].happening.types[0][0]

    def _matches(self, some: Sequence[Pair], citing: Citing) -> tuple[Match, ...]:
        found = [
            Match(
                row_of(self.theirs[pair.there]),
                self._own(pair.here, citing),
                pair.likeness.score,
                pair.likeness.agrees,
                pair.likeness.differs,
            )
            for pair in some
        ]
        return tuple(sorted(found, key=lambda one: (one.row.first, one.row.line, -one.score)))

    def _own(self, number: int, citing: Citing) -> Own:
        one = self.ours[number]
        return Own(citing.cited(one.number), one.carried, one.dated)

    def _read_days(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        days = np.unique(texts_read(self.at, "day", self.at_time).days)
        found: np.ndarray[tuple[int], np.dtype[np.int64]] = days[days > 0]
        return found

    def _read(self, days: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Read:
        first, last = self.period
        length = (last - first).days + 1
        within = int(((days >= first.toordinal()) & (days <= last.toordinal())).sum())
        if not within:
            return Read(0, 0, 0, 0, length, ())
        asked = CoverageAsked("month", first.isoformat(), last.isoformat())
        told = coverage(self.at, asked, self.at_time)
        outlets = sum(1 for one in told.sources if one.documents)
        silent = tuple(one.name for one in told.sources if one.state == SILENT)
        documents = sum(span.documents for span in told.spans)
        return Read(documents, sum(span.texts for span in told.spans), outlets, within, length, silent)


def row_of(one: CodedEvent) -> Row:
    """A row as it is cited."""
    types = tuple(f"{plover.type.value} {plover.mode or ''}".strip() for plover in one.types if plover.type is not None)
    return Row(
        one.line,
        one.id,
        one.first.isoformat(),
        one.last.isoformat(),
        one.label,
        types,
        one.sides[0].names,
        one.sides[1].names,
        one.place,
        one.country,
        one.told_by,
        one.note,
    )


def _missing_here(
    one: Happening, here: Blocks, read_days: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> tuple[str, bool]:
    """Why nothing of ours fits, as far as that can be told, and whether nothing was read of these days."""
    at = int(np.searchsorted(read_days, one.first))
    if at == len(read_days) or int(read_days[at]) > one.last + NEWS:
        return "the desk read nothing that was published on these days or the two after", True
    same, all_ = _beside(one, here)
    if same:
        return f"{_count(same, 'event')} here of these days, in or of {_lands(one)}, tell of other things", False
    if all_ and one.lands:
        return f"{_count(all_, 'event')} here of these days, none in or of {_lands(one)}", False
    if all_:
        return f"no country is told there; {_count(all_, 'event')} here of these days do not fit", False
    return "no event of these days here, though texts of them were read", False


def _missing_there(one: Happening, there: Blocks) -> str:
    same, all_ = _beside(one, there)
    if same:
        return f"{_count(same, 'row')} of these days, in or of {_lands(one)}, tell of other things"
    if all_ and one.lands:
        return f"{_count(all_, 'row')} of these days, none in or of {_lands(one)}"
    if all_:
        return f"no country is told here; {_count(all_, 'row')} of these days do not fit"
    return "no row of these days"


def _beside(one: Happening, others: Blocks) -> tuple[int, int]:
    """How many others are of the same days, of a land of its own and in all."""
    if one.last - one.first > LONGEST:
        return 0, 0
    all_ = {number for day in days_of(one) for number in others.by_day.get(day, ())}
    return sum(1 for number in all_ if others.here[number].lands & one.lands), len(all_)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _lands(one: Happening) -> str:
    return ", ".join(sorted(one.lands))
