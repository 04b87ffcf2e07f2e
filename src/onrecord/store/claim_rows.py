"""Which statements are worth being compared as claims: looked up by marks and words, never all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from . import utterances
from .asking import held_then, in_pieces
from .blocks import Columns
from .expression import Expression, Mark, Run, either, every
from .lookup import rejected_rows
from .many import marked, sides
from .search_words import stem
from .stood import Stood
from .tables import document, finding, office, reading, told

STATEMENT = Mark("k_statement")
#: Rows that are read of those that share words; what does not hold any more is left out of them.
_READ = 4
#: Bodies that one may speak for.
_BODIES = 3


def statements(at: sa.Connection, at_time: str | None, stood: Stood) -> Columns:
    """All statements by the readings that held then, without those that somebody rejected."""
    return marked(at, STATEMENT, at_time, stood)


def said_by(at: sa.Connection, bases: Sequence[int], at_time: str | None, stood: Stood) -> Columns:
    """Those that any of these base entities says."""
    return marked(at, every([STATEMENT, sides("speaker", bases)]), at_time, stood)


def sharing(at: sa.Connection, words: Sequence[str], held: NDArray[np.int64], stood: Stood, most: int) -> list[int]:
    """The statements, by their row numbers, whose content has several of these folded words in any of their forms, of
    those in ``held``, which ascend: first the latest that have three of them, then the latest that have two.
    """
    runs = [Run((one,), (False,), exact=False, field="said") for one in dict.fromkeys(map(stem, words))]
    found: dict[int, None] = {}
    for several in (3, 2):
        if len(found) < most and len(runs) >= several and len(held):
            together: list[Expression] = [every([STATEMENT, *some]) for some in combinations(runs, several)]
            found.update(dict.fromkeys(_latest(at, either(together), held, stood, most)))
    return list(found)[:most]


def _latest(at: sa.Connection, asked: Expression, held: NDArray[np.int64], stood: Stood, most: int) -> list[int]:
    found = stood.numbers(at, asked).subquery("found")
    which = sa.select(found.c.no).order_by(found.c.no.desc()).limit(most * _READ)
    numbers = np.array(at.execute(which).scalars().all(), dtype=np.int64)
    places = np.minimum(np.searchsorted(held, numbers), len(held) - 1)
    kept: list[int] = numbers[held[places] == numbers][:most].tolist()
    return kept


@dataclass(frozen=True, slots=True)
class Carrier:
    """A document: its number, id, outlet's id, and the number of the first with its text, if others have it too."""

    no: int
    id: str
    source: str | None
    family: int | None


def carriers(at: sa.Connection, documents: Sequence[int]) -> dict[int, Carrier]:
    """These documents, by their numbers."""
    found: dict[int, Carrier] = {}
    columns = sa.select(document.c.no, document.c.id, document.c.source, document.c.family)
    for some in in_pieces(sorted(set(documents))):
        for row in at.execute(columns.where(document.c.no.in_(some))):
            found[row.no] = Carrier(row.no, row.id, row.source, row.family)
    return found


def members_of(at: sa.Connection, statement: int, at_time: str | None) -> Sequence[Any]:
    """The statements that report the same utterance as this one, by the readings that held then."""
    return utterances.members(at, statement, at_time)


def id_of(at: sa.Connection, statement: int) -> str:
    """The id of a statement."""
    return str(at.execute(sa.select(finding.c.id).where(finding.c.no == statement)).scalar_one())


def revised_by(at: sa.Connection, documents: Sequence[int]) -> set[tuple[int, int]]:
    """For each of these documents that is a later version of its page: its number and that of the version before."""
    found: set[tuple[int, int]] = set()
    columns = sa.select(document.c.no, document.c.revises).where(document.c.revises.is_not(None))
    for some in in_pieces(sorted(set(documents))):
        found.update((row.no, row.revises) for row in at.execute(columns.where(document.c.no.in_(some))))
    return found


def reports(at: sa.Connection, numbers: Sequence[int], at_time: str | None) -> dict[int, int]:
    """How many documents report each of these utterances, by the readings that held then; by what somebody had rejected
    none does.
    """
    held = held_then(reading.c.made, reading.c.replaced, at_time)
    rejected = {row // 2 for row in rejected_rows(at, at_time)}
    found: defaultdict[int, set[int]] = defaultdict(set)
    for some in in_pieces(numbers):
        which = (
            sa.select(told.c.utterance, finding.c.no, finding.c.document)
            .join(finding, finding.c.no == told.c.statement)
            .join(reading, reading.c.no == finding.c.reading)
            .where(told.c.utterance.in_(some), held)
        )
        for utterance, number, of_document in at.execute(which):
            if number not in rejected:
                found[utterance].add(of_document)
    return {utterance: len(documents) for utterance, documents in found.items()}


def bodies_of(at: sa.Connection, entities: Collection[int]) -> dict[int, list[int]]:
    """The bodies in which documents say that these entities hold an office: the few that most say so of."""
    counted: dict[int, list[int]] = {}
    for some in in_pieces(sorted(entities)):
        times = sa.func.count()
        which = (
            sa.select(office.c.entity, office.c.body, times.label("times"))
            .join(reading, reading.c.no == office.c.reading)
            .where(office.c.entity.in_(some), office.c.body.is_not(None), reading.c.replaced.is_(None))
            .group_by(office.c.entity, office.c.body)
            .order_by(office.c.entity, times.desc(), office.c.body)
        )
        for row in at.execute(which):
            counted.setdefault(row.entity, []).append(row.body)
    return {entity: bodies[:_BODIES] for entity, bodies in counted.items()}
