"""More like this: the statements whose meaning is nearest to one, or to words that a person gives.

Filters apply before: it is as if only what fits the question were compared. Reports of one utterance are one answer,
the nearest of them, and reports of the utterance that is asked about are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ..errors import StoreError
from ..record import Record
from ..store import hits, lookup, utterances
from ..store.asking import shortened
from ..store.hits import Hit, Question
from ..store.nearest import Near, nearest
from ..store.query import And, Everything, Field
from ..store.unsettled import located, records_of
from ..store.vectors import forget_vectors, keep_vectors, made_by, of_others, set_made_by, vectors_of
from .asking import Progress, make_ready
from .settling import content_of, meaning

if TYPE_CHECKING:
    from .keeping import Desk

#: What is less near than this is not like it.
LEAST = 0.35
#: How many are looked at for one that is shown, since several may report one utterance.
_FOR_EACH = 6
#: Vectors that are made again in one transaction.
_RENEWED = 2_000


@dataclass(frozen=True, slots=True)
class Nearby:
    """A statement near in meaning: ``hit.score`` is how near (cosine), ``others`` how many more report its utterance
    among those that were looked at.
    """

    hit: Hit
    others: int = 0


def like(
    desk: Desk, wanted: str, question: Question | None = None, *, most: int = 10, progress: Progress | None = None
) -> list[Nearby]:
    """The statements most like one (by its id, ``s:3f9c``, or an event's, tie's or commitment's that stands on it), or
    like words, nearest first; of these only those that fit the question.

    Raises:
        StoreError: if there is no such statement, or nothing is known of what it means.
    """
    make_ready(desk, progress)
    renew(desk)
    asked = question or Question(Everything())
    only = replace(asked, asked=And((Field("kind", "statement"), asked.asked)))
    every = asked.asked == Everything()

    with desk.store.reading() as at:
        vector, itself = _vector(at, wanted)
        found = nearest(
            desk.store,
            at,
            meaning().version,
            vector,
            # All statements fit a question that asks for nothing: the index need not be looked through for them.
            fits=(lambda numbers: hits.fitting(at, asked, numbers)) if every else set,
            only=None if every else hits.members(at, only),
            most=most * _FOR_EACH,
            least=LEAST,
        )
        return list(_each_once(at, found, itself))[:most]


def renew(desk: Desk) -> int:
    """Makes vectors that an older model made again, some at a time; how many.

    Raises:
        StoreError: if the desk cannot be written and some are to be made.
    """
    version, renewed = meaning().version, 0
    with desk.store.reading() as at:
        if made_by(at) == version:
            return 0
    while True:
        with desk.store.writing() as at:
            numbers = of_others(at, version, _RENEWED)
            if not numbers:
                set_made_by(at, version)
                return renewed
            texts = {number: text for number, text in _contents(at, numbers).items() if text}
            forget_vectors(at, [number for number in numbers if number not in texts])
            made = meaning().vectors(list(texts.values()))
            keep_vectors(at, version, {number: row.tobytes() for number, row in zip(texts, made, strict=True)})
            renewed += len(numbers)


def _contents(at: sa.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """What was said in each of these statements."""
    places = located(at, numbers)
    records = records_of(at, sorted({reading for _, reading, _ in places}))
    found: dict[int, str] = {}
    for number, reading, local in places:
        record = records.get(reading)
        if isinstance(record, Record):
            found.update((number, content_of(record, one)) for one in record.statements if one.id == local)
    return found


def _vector(at: sa.Connection, wanted: str) -> tuple[NDArray[np.int8], int | None]:
    """What is asked for, as a vector, and the number of the statement that it is of."""
    if shortened(wanted, "setc") is None:
        made = meaning().vectors([wanted])[0]
        if not made.any():
            raise StoreError(
                "nothing is known of what these words mean", repr(wanted), "give English words, or a statement's id"
            )
        return made, None
    whole, number = utterances.statement_for(at, wanted)
    if number is None:
        raise StoreError("this finding stands on no statement", whole, "give the id of a statement, or words")
    kept = vectors_of(at, meaning().version, [number]).get(number)
    if kept is None:
        raise StoreError(
            "nothing is known of what this statement means", whole, "only statements in English can be compared so"
        )
    return np.frombuffer(kept, np.int8), number


def _each_once(at: sa.Connection, found: Sequence[Near], itself: int | None) -> Iterator[Nearby]:
    """The nearest report of each utterance but the one that is asked about."""
    of = utterances.joined(at, [near.number for near in found] + ([] if itself is None else [itself]))
    asked = None if itself is None else of.get(itself, itself)
    told: dict[int, list[Near]] = {}
    for near in found:
        told.setdefault(of.get(near.number, near.number), []).append(near)
    if asked is not None:
        told.pop(asked, None)
    ids = lookup.ids_of(at, [2 * reports[0].number for reports in told.values()])
    for reports in told.values():
        first = reports[0]
        id_, kind, document = ids[2 * first.number]
        why = (f"nearness of meaning {first.nearness:.2f}",)
        yield Nearby(Hit(id_, kind, document, first.nearness, why), len(reports) - 1)


__all__ = ["LEAST", "Nearby", "like"]
