"""What a question finds: hits in order, page by page; how many; by what they differ; and how it was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa

from .opening import Store
from .query import Node

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .sought import Sought


class Order(StrEnum):
    """In which order hits come."""

    RELEVANCE = "relevance"
    RECENT = "recent"
    """Relevance, halved for every so many days of age."""
    NEWEST = "newest"
    OLDEST = "oldest"
    FILED = "filed"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and how: ``stemming`` finds other endings of English words, ``names`` finds an actor by any of
    its names in any script, ``rejected`` gives also what somebody rejected. ``at_time`` is a stamp: the desk as of
    then. ``after_reading`` and ``upto_reading`` leave only what is in readings after the one, up to and with the other.
    """

    asked: Node
    order: Order = Order.RELEVANCE
    stemming: bool = True
    names: bool = True
    rejected: bool = False
    at_time: str | None = None
    after_reading: int | None = None
    upto_reading: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding or a document that fits: its citable id, its document's, and for relevance the score with its parts."""

    id: str
    kind: str
    document: str
    score: float | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Hits in order; ``cursor`` asks for the next page (``None``: this was the last); ``left_out`` were rejected.

    ``notes`` are what a person must know of the answer: names that nobody bears, where ranking ended.
    """

    hits: tuple[Hit, ...]
    cursor: str | None = None
    left_out: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """One value that hits have, and how many: ``value`` is what the query language calls it, ``label`` for a person."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """By field: kind, act, type, speaker, source, year or month, zone, standing, language; most frequent first."""

    total: int
    by: dict[str, tuple[Facet, ...]] = field(default_factory=dict)


def find(store: Store, at: sa.Connection, question: Question, *, most: int = 20, cursor: str | None = None) -> Page:
    """One page of what fits.

    Raises:
        QueryError: if a field's value means nobody and nothing on this desk in a way that can be told.
        StoreError: if the cursor is none of this question's.
    """
    from .paging import page

    return page(at, question, most, cursor)


def count(store: Store, at: sa.Connection, question: Question) -> int:
    """How many fit."""
    from .lookup import Lookup

    return Lookup.of(at, question).count()


def facets(store: Store, at: sa.Connection, question: Question, *, most: int = 10) -> Facets:
    """What the hits can be told apart by, counted over all of them."""
    from .facets import counted

    return counted(at, question, most)


def explain(store: Store, at: sa.Connection, question: Question) -> list[str]:
    """The plan in sentences: what each word and name was taken for, which filters apply, how hits are ranked."""
    from .explaining import explained

    return explained(at, question)


def fitting(at: sa.Connection, question: Question, numbers: Sequence[int]) -> set[int]:
    """Which of these findings, by their numbers, fit."""
    from .lookup import Lookup

    return Lookup.of(at, question).fitting(numbers)


def members(at: sa.Connection, question: Question) -> NDArray[np.int64]:
    """The numbers of all findings that fit, in their order."""
    from .lookup import Lookup

    return Lookup.of(at, question).members()


def sought(at: sa.Connection, question: Question) -> Sought:
    """What of a text is to be shown as found: the words of the question, and the names of those whom it names."""
    from .sought import of_question

    return of_question(at, question)
