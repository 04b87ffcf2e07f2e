"""What is asked of a desk: questions answered over all that is filed, and each answer with the record that it is of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from ..record import Record
from ..store import blocks, finding, hits
from ..store.hits import Facets, Hit, Order, Page, Question
from ..store.query import parse
from .settling import Settled

if TYPE_CHECKING:
    from .keeping import Desk

__all__ = [
    "Answer",
    "Order",
    "Question",
    "Settled",
    "answers",
    "asked",
    "count",
    "explain",
    "facets",
    "find",
    "make_ready",
]

Progress = Callable[[Settled], None]
#: So few blocks are read from the rows by whoever counts: each takes a hundredth of a second.
_FEW_BLOCKS = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """A hit with the record that held then; ``local`` is the finding's id in it, ``None`` for the document itself."""

    hit: Hit
    record: Record
    local: str | None


def asked(
    typed: str,
    *,
    order: Order = Order.RELEVANCE,
    stemming: bool = True,
    names: bool = True,
    rejected: bool = False,
    at_time: str | None = None,
) -> Question:
    """A question as it is typed, with how it is asked.

    Raises:
        QueryError: if it cannot be understood.
    """
    return Question(parse(typed), order, stemming, names, rejected, at_time)


def find(
    desk: Desk, question: Question, *, most: int = 20, cursor: str | None = None, progress: Progress | None = None
) -> Page:
    """One page of what fits. What is filed and not settled yet is settled first.

    Raises:
        QueryError: if a value of the question is none.
        StoreError: if the cursor is none of this question's, or the desk fails.
    """
    # A page that goes on with another sees the desk as that did: nothing new is needed for it.
    if cursor is None:
        make_ready(desk, progress)
    with desk.store.reading() as at:
        return hits.find(desk.store, at, question, most=most, cursor=cursor)


def count(desk: Desk, question: Question, *, progress: Progress | None = None) -> int:
    """How many fit."""
    make_ready(desk, progress)
    with desk.store.reading() as at:
        return hits.count(desk.store, at, question)


def facets(desk: Desk, question: Question, *, most: int = 10, progress: Progress | None = None) -> Facets:
    """By what all that fits can be told apart, and how many there are of each."""
    make_ready(desk, progress)
    with desk.store.reading() as at:
        return hits.facets(desk.store, at, question, most=most)


def explain(desk: Desk, question: Question, *, progress: Progress | None = None) -> list[str]:
    """How the question was understood and is looked up, in sentences."""
    make_ready(desk, progress)
    with desk.store.reading() as at:
        return hits.explain(desk.store, at, question)


def answers(desk: Desk, at: sa.Connection, found: Sequence[Hit], at_time: str | None = None) -> Iterator[Answer]:
    """The hits with their records, in their order; each record is unpacked once."""
    records: dict[str, Record] = {}
    for hit in found:
        if hit.document not in records:
            records[hit.document] = finding.record(desk.store, at, hit.document, at_time)
        record = records[hit.document]
        kept = record.kept.findings if record.kept is not None else ()
        yield Answer(hit, record, next((one.local for one in kept if one.id == hit.id), None))


def make_ready(desk: Desk, progress: Progress | None = None) -> None:
    """Settles what is filed and not settled yet, and makes what counting needs, if that is not there.

    Raises:
        StoreError: if the desk fails, or is read-only and something is left to do.
    """
    for settled in desk.settle():
        if progress is not None:
            progress(settled)
    with desk.store.reading() as at:
        missing = len(blocks.missing(at))
    if missing > _FEW_BLOCKS:
        with desk.store.writing() as at:
            blocks.keep_blocks(at)
