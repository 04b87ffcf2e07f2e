"""Rows compared with a commitment: what each would show of it, how likely that is, and why. Never a verdict."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from ..record import CommitmentStatus, EventType
from ..store import ledger_rows
from ..store.ledger_rows import Worded
from ..store.profile_details import Detail
from . import followup_words as say
from .citing import lead, tail
from .deed_types import stems_of, types_of, with_alike
from .followup_deed import DeedWords
from .followup_sides import Sides
from .ledger_book import Book, Group
from .ledger_parts import Candidate

#: What is less likely than this is not shown.
_LEAST = 0.3
#: What is less near in meaning than this is not said to be near.
LEAST_NEAR = 0.35
#: What each kind of evidence counts for.
_MEANING, _SHARED, _DOER, _OTHER, _TYPE, _PLACE, _TIME = 0.30, 0.26, 0.18, 0.04, 0.10, 0.04, 0.08
#: What a word counts for that stands in the deed's clause, and not in the deed: its subject, often.
_BESIDE = 0.6
#: From here on it is the doer, or one who acts for it, who does or says it.
_OWN = 0.75
#: From this nearness on what is told is taken for the deed itself.
_SURELY = 0.55
#: From this nearness on what neither side has to do with may be a candidate.
_HALF_NEAR = 0.5
#: What a candidate is worth that only says again what was said, and one that tells of the like of the deed elsewhere.
_AGAIN, _ELSEWHERE = 0.6, 0.7
#: Days after which lateness counts for a third.
_DAYS = 90.0
#: Acts of statements, and types of events, by which deeds are held out or asked for, and not done.
_HELD_OUT = ("promise", "demand", "threaten", "warn", "ask")
_HOLDING_OUT = (EventType.AGREE.value, EventType.REQUEST.value, EventType.THREATEN.value)
_SUGGESTED = {
    "carried out": CommitmentStatus.MET,
    "begun": CommitmentStatus.PARTLY,
    "refused": CommitmentStatus.REFUSED,
    "dropped": CommitmentStatus.DROPPED,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row that may follow: its number, kind, type, polarity, document, day and first two sides."""

    no: int
    kind: str
    type: str
    polarity: str
    document: int
    day: str | None
    who: int
    whom: int


@dataclass(slots=True)
class Look:
    """What rows are compared with: the deed, its sides, and how rare each word is among the rows."""

    book: Book
    group: Group
    sides: Sides
    rows: Sequence[Row]
    words: Mapping[int, Worded]
    deed: DeedWords = field(init=False)
    weights: Mapping[str, float] = field(default_factory=dict)
    types: tuple[str, ...] = ()
    typed: frozenset[Hashable] = frozenset()
    called: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        first = self.group.first
        self.book.citing.meet(self.sides.every)
        detail = self.book.citing.details[first.finding]
        self.deed = DeedWords.of(detail, (*self.sides.names, *self.sides.other_names))
        self.types = tuple(one.value for one in types_of(first.deed))
        self.called = stems_of(" ".join(one.name or "" for one in detail.parts if one.role == "doer"))
        every = self.deed.every
        counted = Counter(stem for worded in self.words.values() for stem in worded.stems & every)
        size = len(self.rows) + 1
        self.weights = {
            stem: math.log(1 + size / (1 + counted[stem])) * (1.0 if stem in self.deed.own else _BESIDE)
            for stem in every
        }
        own = ledger_rows.worded(self.book.at, [first.row]).get(first.row)
        self.places = _places(own.marks) if own is not None else frozenset()

    def first_sight(self, row: Row) -> float:
        """How likely it is by what rows tell alone."""
        worded = self.words[row.no]
        value = 2 * self._share(worded.stems)
        value += self._doing(row, worded) + (row.type in self.types and row.polarity == "actual")
        return value + 0.3 * bool(self.places & worded.marks) + 0.2 * self._time(row)

    def typed_sentences(self, rows: Sequence[Row]) -> frozenset[Hashable]:
        """Where an event of the deed's type is told, in the documents of these rows."""
        if not self.types or not rows:
            return frozenset()
        events = ledger_rows.of_documents(self.book.at, {row.document for row in rows}, "event", self.book.at_time)
        fits = events.has("polarity", "actual") & np.any([events.has("type", one) for one in self.types], axis=0)
        typed = events.at(fits)
        self.book.citing.load(typed.numbers.tolist())
        places = zip(typed.numbers.tolist(), typed.others["document"].tolist(), strict=True)
        return frozenset(self._place(no, document) for no, document in places)

    def _typed(self, row: Row) -> bool:
        return row.kind == "event" and row.type in self.types and row.polarity == "actual"

    def place_of(self, row: Row) -> Hashable:
        """The text and the sentence that a row is of."""
        return self._place(row.no, row.document)

    def _place(self, no: int, document: int) -> Hashable:
        return self.book.families.get(document, document), "".join(self.sentence(no).split())[:200]

    def _doing(self, row: Row, worded: Worded) -> float:
        if row.who in self.sides.doing:
            return 1.0
        return 0.6 * any(f"any_{number}" in worded.marks for number in self.sides.doing)

    def sentence(self, no: int) -> str:
        """The sentence that a row's words stand in."""
        return sentence_of(self.book.citing.details[no // 2])

    def scored(self, row: Row, near: float) -> tuple[Row, Candidate] | None:
        """A row as a candidate; ``None`` where too little speaks for it."""
        worded, sentence = self.words[row.no], self.sentence(row.no)
        stems = with_alike(stems_of(sentence) | worded.stems)
        shared = self._share(stems) if near >= LEAST_NEAR or self.deed.own & stems else 0.0
        doer, doing = self._doer(row, sentence)
        other, of_other = self._other(row, sentence)
        typed, place = self.place_of(row) in self.typed, bool(self.places & worded.marks)
        if not (doer or other) and not (near >= _HALF_NEAR and self.deed.is_told(stems)):
            return None
        if not (shared or near >= LEAST_NEAR or typed):
            return None
        kind = self._kind(row, sentence, doer, surely=typed or near >= _SURELY)
        elsewhere = near < _SURELY and not place and self.deed.is_elsewhere(stems)
        said_so = kind == "refused" or (kind == "dropped" and doer >= _OWN)
        score = _MEANING * near + _SHARED * shared + _DOER * doer + _OTHER * other
        score += _TYPE * (typed or said_so) + _PLACE * place + _TIME * self._time(row)
        score *= (_AGAIN if kind in ("repeated", "agreed") else 1.0) * (_ELSEWHERE if elsewhere else 1.0)
        if score < _LEAST:
            return None
        days = _days(self.group.first.day, row.day)
        reasons = (
            *doing,
            *of_other,
            *self._of_type(row, typed),
            *([f"words shared with the deed: {self.deed.shown(stems)}"] if shared else []),
            *([f"but {self.deed.shown(self.deed.names)} not named"] if elsewhere else []),
            *([f"nearness of meaning {near:.2f}"] if near >= LEAST_NEAR else []),
            *(["the same place is named"] if place else []),
            self._when(days, row),
        )
        likeness = not (typed or self.deed.own & stems) and near < _SURELY
        unsure = kind == "repeated" or elsewhere or likeness or self._is_strange(row, doer, other, stems)
        found, status = round(min(score, 1.0), 3), _SUGGESTED.get(kind)
        return row, Candidate(self.book.citing.cited(row.no), kind, status, found, reasons, days, unsure=unsure)

    def _of_type(self, row: Row, typed: bool) -> list[str]:
        beside = "" if self._typed(row) else ", told in the same sentence"
        return [f"an event of the deed’s type, {' or '.join(self.types)}{beside}"] if typed else []

    def _share(self, stems: frozenset[str]) -> float:
        """What share of the deed's words (rare ones count more) is among these."""
        total = sum(self.weights.values())
        return sum(weight for stem, weight in self.weights.items() if stem in stems) / total if total else 0.0

    def _is_strange(self, row: Row, doer: float, other: float, stems: frozenset[str]) -> bool:
        """Whether, where the doer is known, it is the deed of somebody else, or neither side has to do with it and it
        does not tell the deed whole.
        """
        if not self.sides.doing or doer:
            return False
        return (row.kind == "event" and bool(row.who)) or not (other or self.deed.is_whole(stems))

    def _doer(self, row: Row, sentence: str) -> tuple[float, list[str]]:
        """How surely the doer, or one who acts for it, does or says it; and why."""
        people = self._people(row)
        by = {row.who} & self.sides.doing.keys()
        if by:
            (number,) = by
            name = self._name(number)
            if number in self.sides.doer:
                return 1.0, [f"{name} {'did' if row.kind == 'event' else 'said'} it"]
            return _OWN, [f"{name} {'did' if row.kind == 'event' else 'said'} it, {self.sides.doing[number]}"]
        at = people & self.sides.doer
        if at:
            return 0.6, [f"{self._name(min(at))} takes part"]
        spoken = f" {' '.join(say.folded(sentence))} "
        named = next((name for name in self.sides.names if say.phrase_in(name, spoken)), None)
        if named is not None:
            return 0.5, [f"{named} is named"]
        shared = self.called & stems_of(sentence)
        if shared:
            return 0.3 * len(shared) / len(self.called), [f"words of the doer’s name: {say.told(shared)}"]
        return 0.0, []

    def _other(self, row: Row, sentence: str) -> tuple[float, list[str]]:
        there = self._people(row) & self.sides.other.keys()
        if there:
            return 1.0, [f"the other side, {self._name(min(there))}, takes part"]
        spoken = f" {' '.join(say.folded(sentence))} "
        named = next((name for name in self.sides.other_names if say.phrase_in(name, spoken)), None)
        return (0.5, [f"the other side, {named}, is named"]) if named is not None else (0.0, [])

    def _people(self, row: Row) -> set[int]:
        marks = self.words[row.no].marks
        return {int(mark[4:]) for mark in marks if mark.startswith("any_")} | {no for no in (row.who, row.whom) if no}

    def _name(self, number: int) -> str:
        who = self.book.citing.who(number)
        return "it" if who is None else who.name

    def _time(self, row: Row) -> float:
        """1 within the time in which it is due, less the later it is."""
        days = _days(self.group.first.day, row.day)
        if days is None:
            return 0.0
        due = _days(self.group.first.day, self.group.due)
        over = days - (30 if due is None else due + 14)
        return 1.0 if over <= 0 else math.exp(-over / _DAYS)

    def _when(self, days: int | None, row: Row) -> str:
        after = (
            "on a day that is not known" if days is None else f"{days} day{'' if days == 1 else 's'} after it was said"
        )
        due = self.group.due
        if due is None or row.day is None:
            return after
        return f"{after}, {'by' if row.day <= due else 'after'} the day by which it was due"

    def _kind(self, row: Row, sentence: str, doer: float, *, surely: bool) -> str:
        """What it would show, by its type and its words."""
        own = doer >= _OWN
        if row.kind == "statement":
            if row.type == "deny":
                return "denied"
            if row.type == "reject" and own:
                return "refused"
        elif row.type == EventType.REJECT.value and own and row.type not in self.types:
            return "refused"
        if self.group.first.kind == "demand" and own and row.type in ("promise", EventType.AGREE.value):
            return "refused" if say.says_refused(sentence) or say.says_not_done(sentence) else "agreed"
        held_out = row.type in (_HELD_OUT if row.kind == "statement" else _HOLDING_OUT) and row.type not in self.types
        if held_out or row.polarity in ("planned", "conditional"):
            # Around the one word of an event that holds out stands what is held out: that may be not to do something.
            beside = self._around(row, sentence) if row.kind == "statement" else ""
            return "not done" if say.says_not_done(beside) else "repeated"
        if say.says_dropped(sentence):
            return "dropped"
        if row.polarity == "negated":
            return "not done"
        if self._typed(row):
            return "begun" if say.says_begun(sentence) else "carried out"
        if own and say.says_refused(sentence):
            return "refused"
        if say.says_not_done(sentence):
            return "not done"
        if not surely or (say.says_later(sentence) and self.place_of(row) not in self.typed):
            return "spoken of"
        return "begun" if say.says_begun(sentence) else "carried out"

    def _around(self, row: Row, sentence: str) -> str:
        """The sentence without the row's own words."""
        return sentence.replace(self.book.citing.details[row.no // 2].words, " ", 1)


def sentence_of(detail: Detail) -> str:
    """A finding's words with those of their sentence around them."""
    return f"{lead(detail.before)}{detail.words}{'' if detail.cut else tail(detail.after)}"


def _places(marks: Iterable[str]) -> frozenset[str]:
    return frozenset(mark for mark in marks if mark.startswith(("pl_", "pn_")))


def _days(one: str | None, other: str | None) -> int | None:
    """Days from one to the other, where both are known to the day."""
    try:
        return (date.fromisoformat((other or "")[:10]) - date.fromisoformat((one or "")[:10])).days
    except ValueError:
        return None
