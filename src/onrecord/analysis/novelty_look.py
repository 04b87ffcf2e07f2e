"""What a desk has read, while it is asked what is new: all statements side by side, with the days they are known by.

Made once and asked many times. Only sayings are counted, never carriers: reports of one utterance are one, and so are
those of one text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ..gazetteer import Gazetteer
from ..store import entities, many, meant, novelty_rows, profile_rows
from ..store.blocks import Columns
from ..store.expression import Expression, Mark, every
from ..store.opening import Store
from ..store.stood import Stood
from .moments import UNDATED, Moment, before, moment_of
from .novelty_parts import Bound
from .sides import Belonging

#: The language whose statements are read.
READ_IN = "en"
_NO_DAY = -1
#: For so many moments it is kept which statements were published before.
_KEPT = 4


@dataclass(slots=True)
class Days:
    """The first and the last day of publication of each row, as numbers of days; -1 where none is known."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Order:
    """Places of rows that were published before a moment, the latest last; and of those of which that is not known."""

    earlier: NDArray[np.int64]
    unsure: NDArray[np.int64]


@dataclass(slots=True)
class NoveltyLook:
    """``statements`` are all that hold and were not denied to have been said; ``documents`` are all documents.
    ``packless`` is how many of the desk's known actors are in no pack that is at hand.
    """

    store: Store
    at: sa.Connection
    at_time: str | None
    gazetteer: Gazetteer | None
    statements: Columns
    documents: Columns
    days: Days
    document_days: Days
    families: Mapping[int, int]
    utterances: Mapping[int, int]
    roots: Mapping[int, int]
    inexact: Mapping[int, novelty_rows.Published]
    stood: Stood
    packless: int = 0
    _published: dict[int, novelty_rows.Published] = field(default_factory=dict)
    _rows: dict[Expression, NDArray[np.int64]] = field(default_factory=dict)
    _sides: dict[str | None, Belonging] = field(default_factory=dict)
    _names: dict[int, str] = field(default_factory=dict)
    _namesakes: dict[str, frozenset[int]] = field(default_factory=dict)
    _bounds: dict[Moment, Bound] = field(default_factory=dict)
    _shared: NDArray[np.bool_] | None = None
    _by_day: NDArray[np.int64] | None = None
    _before: dict[Moment, Order] = field(default_factory=dict)
    _told: defaultdict[int, list[int]] | None = None

    @classmethod
    def of(cls, store: Store, at: sa.Connection, at_time: str | None, gazetteer: Gazetteer | None) -> NoveltyLook:
        """As of a time; ``None`` is now."""
        stood = Stood.at(at, at_time)
        found = many.marked(at, Mark("k_statement"), at_time, stood)
        statements = found.at(~found.has("polarity", "negated"))
        documents = many.marked(at, Mark("k_document"), at_time, stood)
        inexact = novelty_rows.inexact(at)
        known = novelty_rows.known_bodies(at, at_time)
        return cls(
            store,
            at,
            at_time,
            gazetteer,
            statements,
            documents,
            _days(statements, inexact),
            _days(documents, inexact),
            many.families(at),
            many.utterances(at),
            profile_rows.joined_to(at, at_time),
            inexact,
            stood,
            sum(gazetteer is None or one.link not in gazetteer.actor_ids for one in known),
        )

    # -- rows ----------------------------------------------------------------------------------------------------------

    def rows(self, asked: Expression, kind: str = "k_statement") -> NDArray[np.int64]:
        """The numbers of the rows of a kind that marks and words find, by the readings that held then."""
        whole = every([Mark(kind), asked])
        if whole not in self._rows:
            self._rows[whole] = many.marked(self.at, whole, self.at_time, self.stood).numbers
        return self._rows[whole]

    def by(self, speakers: Collection[int]) -> NDArray[np.int64]:
        """The places of the statements of these base entities."""
        mine = np.array(sorted(speakers), dtype=self.statements.others["who"].dtype)
        return np.flatnonzero(np.isin(self.statements.others["who"], mine))

    def said_by(self, speakers: Collection[int], numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """The places of those of these statements (numbers of rows) that are theirs."""
        places = self.statements.places(numbers)
        mine = np.array(sorted(speakers), dtype=self.statements.others["who"].dtype)
        return places[np.isin(self.statements.others["who"][places], mine)]

    def bases(self, number: int) -> frozenset[int]:
        """All base entities that are one with this one."""
        return frozenset(entities.bases(self.at, number, self.at_time))

    def root(self, number: int) -> int:
        """The base entity that a base entity is together with others."""
        return self.roots.get(number, number)

    def all_bases(self, roots: Collection[int]) -> frozenset[int]:
        """These, and all base entities that are one of them by judgements."""
        wanted = set(roots)
        return frozenset(wanted | {no for no, root in self.roots.items() if root in wanted})

    # -- time ----------------------------------------------------------------------------------------------------------

    def moment(self, document: int) -> Moment:
        """When a document was published."""
        if document not in self._published:
            self._published.update(novelty_rows.published(self.at, [document]))
        known = self._published.get(document)
        return UNDATED if known is None else moment_of(known)

    def meet(self, documents: Collection[int]) -> None:
        """Learns when these documents were published, in one question."""
        wanted = {no for no in documents if no not in self._published}
        if wanted:
            self._published.update(novelty_rows.published(self.at, wanted))

    def filed(self, document: int) -> str:
        """When a document was filed."""
        self.moment(document)
        return self._published[document].filed if document in self._published else ""

    def days_of(self, rows: Columns) -> Days:
        """When these rows' documents were published."""
        return _days(rows, self.inexact)

    def before(self, places: NDArray[np.int64], than: Moment) -> Order:
        """Which of these statements (by place) were published before, and of which that is not known."""
        return _order(self.days, self.statements.others["document"], places, than, self)

    def all_before(self, than: Moment) -> Order:
        """The same of all statements of the desk; kept for the moments that were asked for last."""
        if than not in self._before:
            if len(self._before) >= _KEPT:
                del self._before[next(iter(self._before))]
            if self._by_day is None:
                self._by_day = np.argsort(self.days.last, kind="stable")
            self._before[than] = self.before(self._by_day, than)
        return self._before[than]

    def day(self, place: int) -> str | None:
        """The last day on which a statement may have been published."""
        number = int(self.days.last[place])
        return None if number == _NO_DAY else date.fromordinal(number).isoformat()

    # -- sayings -------------------------------------------------------------------------------------------------------

    def saying(self, place: int) -> Hashable:
        """Equal for statements that are one saying, whoever carries them."""
        rows = self.statements
        number, document = int(rows.numbers[place]), int(rows.others["document"][place])
        utterance = self.utterances.get(number // 2)
        if utterance is not None:
            return utterance
        family = self.families.get(document)
        if family is None:
            return ("row", number)
        told = (int(rows.codes["type"][place]), int(rows.others["who"][place]), int(rows.others["whom"][place]))
        return ("text", family, *told)

    def sayings(self, places: NDArray[np.int64]) -> dict[Hashable, int]:
        """Each saying of these statements, with the place of the last of them."""
        return {self.saying(place): place for place in places.tolist()}

    def told_with(self, place: int) -> NDArray[np.int64]:
        """The numbers of the rows that report the same utterance as a statement, its own among them."""
        if self._told is None:
            self._told = defaultdict(list)
            for statement, utterance in self.utterances.items():
                self._told[utterance].append(2 * statement)
        number = int(self.statements.numbers[place])
        utterance_ = self.utterances.get(number // 2)
        return np.array([number] if utterance_ is None else sorted(self._told[utterance_]), dtype=np.int64)

    def count(self, places: NDArray[np.int64]) -> int:
        """How many sayings these statements are."""
        shared = self._are_shared(places)
        return int((~shared).sum()) + len({self.saying(place) for place in places[shared].tolist()})

    def last_said(self, places: NDArray[np.int64]) -> int:
        """Where, of these statements in the order of publication, the last saying is first told: not by a carrier."""
        shared = self._are_shared(places)
        first: dict[Hashable, int] = {}
        for at in np.flatnonzero(shared).tolist():
            first.setdefault(self.saying(int(places[at])), at)
        alone = np.flatnonzero(~shared)
        return int(places[max([*first.values(), *alone[-1:].tolist()])])

    def _are_shared(self, places: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of these others may carry: statements of an utterance, or of a text that others have."""
        if self._shared is None:
            rows = self.statements
            told = np.array(sorted(self.utterances), dtype=np.int64)
            copied = np.array(sorted(self.families), dtype=np.int64)
            self._shared = np.isin(rows.numbers // 2, told) | np.isin(rows.others["document"], copied)
        found: NDArray[np.bool_] = self._shared[places]
        return found

    # -- who, and what was read ----------------------------------------------------------------------------------------

    def belonging(self, day: str | None) -> Belonging:
        """Who belongs to what on a day; packs' offices change little within a month, so it is made once for each."""
        key = None if day is None else day[:7]
        if key not in self._sides:
            self._sides[key] = Belonging.on(self.at, day, self.at_time, self.gazetteer, self.roots)
        return self._sides[key]

    def called(self, number: int) -> str:
        """What a base entity is called."""
        if number not in self._names:
            known = entities.by_number(self.at, [number], self.at_time)
            self._names[number] = known[number].name if number in known else "somebody"
        return self._names[number]

    def namesakes(self, name: str) -> frozenset[int]:
        """The base entities that bear exactly this name, in some spelling or script."""
        if name not in self._namesakes:
            found = meant.is_name(self.at, name, at_time=self.at_time)
            self._namesakes[name] = self.all_bases([self.root(one.number) for one in found])
        return self._namesakes[name]

    def bound(self, than: Moment, statements: int = 0) -> Bound:
        """What the desk had read that was published before, with so many statements looked through."""
        if than not in self._bounds:
            self._bounds[than] = self._read_before(than)
        known = self._bounds[than]
        return Bound(statements, known.documents, known.outlets, known.first, known.last, known.unread, known.undated)

    def _read_before(self, than: Moment) -> Bound:
        rows, days = self.documents, self.document_days
        read = _order(days, rows.others["document"], np.arange(len(rows)), than, self).earlier
        undated = int((days.first == _NO_DAY).sum())
        if not len(read):
            return Bound(0, 0, 0, None, None, 0, undated)
        languages = [rows.values["language"][code] for code in rows.codes["language"][read].tolist()]
        unread = sum(one is not None and one.split("-")[0] != READ_IN for one in languages)
        outlets = len(np.unique(rows.codes["source"][read]))
        first, last = (date.fromordinal(int(n)).isoformat() for n in (days.first[read].min(), days.last[read].max()))
        return Bound(0, len(read), outlets, first, last, unread, undated)


def _order(
    days: Days, documents: NDArray[np.uint32], places: NDArray[np.int64], than: Moment, look: NoveltyLook
) -> Order:
    """What of these rows was published before, and of what that is not known; each in the order of its last day."""
    first, last = days.first[places], days.last[places]
    if not than.dated or than.first is None or than.last is None:
        return Order(np.zeros(0, np.int64), places)
    begin, end = day_number(than.first), day_number(than.last)
    dated = first != _NO_DAY
    sure = dated & (last < begin)
    unsure = ~sure & ~(dated & (first > end))
    # Few are of the same day: the hour may tell.
    near = np.flatnonzero(unsure & dated)
    of_near = documents[places[near]].tolist()
    look.meet(of_near)
    for place, document in zip(near.tolist(), of_near, strict=True):
        was = before(look.moment(document), than)
        sure[place], unsure[place] = was is True, was is None
    found, doubtful = places[sure], places[unsure]
    if len(found) > 1 and (np.diff(last[sure]) < 0).any():
        found = found[np.argsort(last[sure], kind="stable")]
    return Order(found, doubtful)


def day_number(day: str) -> int:
    """A day as a number of days."""
    return date.fromisoformat(day).toordinal()


def _days(rows: Columns, inexact: Mapping[int, novelty_rows.Published]) -> Days:
    numbers = np.array([_NO_DAY if value is None else _number(value) for value in rows.values["day"]], dtype=np.int64)
    first = numbers[rows.codes["day"]]
    last = first.copy()
    if inexact:
        vague = np.array(sorted(inexact), dtype=np.int64)
        for place in np.flatnonzero(np.isin(rows.others["document"], vague)).tolist():
            known = inexact[int(rows.others["document"][place])]
            dated = known.dated and known.first is not None and known.last is not None
            first[place] = _number(known.first) if dated and known.first else _NO_DAY
            last[place] = _number(known.last) if dated and known.last else _NO_DAY
    return Days(first, last)


def _number(day: str) -> int:
    try:
        return day_number(day[:10])
    except ValueError:
        return _NO_DAY


__all__ = ["READ_IN", "NoveltyLook", "day_number"]
