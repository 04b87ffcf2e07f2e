"""What is filed made findable: actors linked, utterances grouped, words indexed; piece by piece.

Each piece is one transaction. A run that is killed goes on with the piece that it was at. Reading and filing do not
wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import sqlalchemy as sa

from ..errors import StoreError
from ..record import Record, Statement
from ..store import blocks, index_search, indexing, logbook, vectors
from ..store.unsettled import done, holding_of, left, records_of, statements_of, states_of, unsettled
from ..tagger.meaning import Meaning
from . import grouping, linking

if TYPE_CHECKING:
    from .keeping import Desk

#: Readings settled in one transaction.
PIECE = 50
#: After so many pieces what is kept for counting, and beside the index, is brought up to date.
_TIDIED = 10
#: The language whose statements are compared by what they mean.
MEANT = "en"


@dataclass(frozen=True, slots=True)
class Settled:
    """How far it is: readings done in this run, and how many are left."""

    done: int
    left: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A reading to be settled: its number, its document's, its record, whether it holds, and the vectors of its
    statements' contents by their numbers, where they were made.
    """

    reading: int
    document: int
    record: Record
    holds: bool
    vectors: Mapping[int, bytes] = field(default_factory=lambda: MappingProxyType({}))


#: What is done with some readings, in the transaction that settles them.
Step = Callable[["Desk", sa.Connection, Sequence[Taken]], None]


def link(desk: Desk, at: sa.Connection, some: Sequence[Taken]) -> None:
    """Links their actors; those of readings that were replaced too, for the desk is asked as of any time."""
    for one in some:
        linking.link_reading(desk.store, at, desk.gazetteer, one.document, one.reading, one.record)


def keep_vectors(desk: Desk, at: sa.Connection, some: Sequence[Taken]) -> None:
    """Keeps what their statements mean."""
    kept = {no: vector for one in some for no, vector in one.vectors.items()}
    if kept:
        vectors.keep_vectors(at, meaning().version, kept)


def group(desk: Desk, at: sa.Connection, some: Sequence[Taken]) -> None:
    """Groups the statements of those that hold."""
    for one in some:
        if one.holds:
            grouping.group_reading(desk.store, at, one.document, one.reading, one.record, one.vectors)


def index(desk: Desk, at: sa.Connection, some: Sequence[Taken]) -> None:
    """Indexes their words and marks."""
    records = {one.reading: one.record for one in some}
    indexing.index_readings(desk.store, at, list(records), records)


#: The steps in their order: each needs what those before it made.
STEPS: tuple[Step, ...] = (link, keep_vectors, group, index)


def settle(desk: Desk, steps: Sequence[Step] = STEPS) -> Iterator[Settled]:
    """Settles all that is filed and not settled yet, a piece at a time.

    A document whose record is damaged, or that a step fails on, is passed over, which the desk's log tells.

    Raises:
        StoreError: if the desk fails, or is read-only and something is left to do.
    """
    settled = pieces = alone = 0
    while True:
        # A piece that a step failed on is settled document by document, so that only the one that it failed on is not.
        ready = _ready(desk, 1 if alone else PIECE, vectors=keep_vectors in steps)
        if not ready.wanted:
            break
        try:
            number = _settle(desk, steps, ready)
        except _StepFailedError as failed:
            if alone == 0:
                alone = len(ready.wanted)
                continue
            number = _settle(desk, (), replace(ready, taken=(), failed={ready.wanted[0][0]: repr(failed.__cause__)}))
        alone = max(0, alone - number)
        settled += number
        pieces += 1
        if pieces % _TIDIED == 0:
            _tidy(desk)
        with desk.store.reading() as at:
            yield Settled(settled, left(at))
    if pieces % _TIDIED:
        _tidy(desk)


def _tidy(desk: Desk) -> None:
    """What is cheaper done once for several pieces: nothing is found or counted otherwise before it, only slower."""
    with desk.store.writing() as at:
        blocks.keep_blocks(at)
        index_search.finish(at)


@cache
def meaning() -> Meaning:
    """What says what a statement means: loaded when something is first settled."""
    return Meaning()


class _StepFailedError(Exception):
    """A step failed on something in a piece; the cause says how."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A piece, with all that is slow and needs no lock done. ``failed`` says why readings are passed over."""

    wanted: list[tuple[int, int]]
    states: Mapping[int, str]
    taken: tuple[Taken, ...]
    failed: Mapping[int, str]

    @property
    def numbers(self) -> list[int]:
        """The numbers of its readings."""
        return [no for no, _ in self.wanted]


def _settle(desk: Desk, steps: Sequence[Step], ready: _Ready) -> int:
    """Settles a piece; how many readings it was: none if somebody else settled or changed one of them meanwhile."""
    with desk.store.writing() as at:
        if unsettled(at, len(ready.wanted)) != ready.wanted or states_of(at, ready.numbers) != ready.states:
            return 0
        for no, why in ready.failed.items():
            logbook.note(at, desk.store.now(at), desk.who, "settle", {"reading": no, "passed over": why})
        for step in steps:
            try:
                step(desk, at, ready.taken)
            except (StoreError, sa.exc.DBAPIError):
                raise  # the desk's failure, not the document's
            except Exception as fault:
                # One document, which somebody may have written for it, is not to keep all others from being found.
                raise _StepFailedError from fault
        done(at, ready.numbers)
    return len(ready.wanted)


def _ready(desk: Desk, most: int, *, vectors: bool) -> _Ready:
    with desk.store.reading() as at:
        wanted = unsettled(at, most)
        numbers = [no for no, _ in wanted]
        states, holding = states_of(at, numbers), holding_of(at, numbers)
        records, statements = records_of(at, numbers), statements_of(at, numbers)
    taken = []
    for no, document in wanted:
        record = records.get(no)
        if isinstance(record, Record):
            holds = no in holding
            meant = _vectors(record, statements[no]) if vectors and holds else {}
            taken.append(Taken(no, document, record, holds, meant))
    failed = {no: str(records.get(no)) for no in numbers if not isinstance(records.get(no), Record)}
    return _Ready(wanted, states, tuple(taken), failed)


def _vectors(record: Record, numbers: Mapping[str, int]) -> dict[int, bytes]:
    """What the statements of a record mean. A statement that has no number is damage, which verifying tells."""
    if record.document.language != MEANT:
        return {}
    texts = {numbers[one.id]: content_of(record, one) for one in record.statements if one.id in numbers}
    texts = {no: text for no, text in texts.items() if text}
    if not texts:
        return {}
    found = meaning().vectors(list(texts.values()))
    return {no: row.tobytes() for no, row in zip(texts, found, strict=True)}


def content_of(record: Record, statement: Statement) -> str:
    """What was said, as one text."""
    return " ".join(span.of(record.document.text) for span in statement.content)
