"""Claims: statements that seem to put forward one proposition, and who affirms, contradicts or revises it.

All of it are candidates. Each statement is compared with few others: those near in meaning, and those with telling
words in common. Reports of one utterance are one statement here, told by the first: a quotation that a carrier altered
is an alteration (``onrecord chain``), and no contradiction of the speaker.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa

from ..errors import StoreError
from ..linking.propositions import Compared
from ..store import claim_rows, entities, hits, utterances
from ..store.opening import Store
from ..store.query import And, Field, parse
from ..store.stood import Stood
from .citing import Citing
from .claim_backing import backing
from .claim_groups import STANCES, Edge, Group, groups, rank
from .claim_look import ClaimLook, Looked, once_each
from .claim_parts import Backing, Beside, Claim, Claims, Line, Stance

#: With how many others one statement is compared; each of many with fewer. How many statements are at most.
MOST, MOST_EACH, ASKED = 60, 24, 400
#: From so many statements on a desk is a large one, where fewer are asked about at once.
LARGE, ASKED_OF_MANY = 100_000, 100
#: Claims, and lines of each, that are told.
LIMIT, LINES = 10, 12
#: Of the candidates for a contradiction among the held pairs of ``python -m bench claims`` so many are one; and of how
#: many.
MEASURED = 14, 15


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims are wanted: of these ``stances`` only, and if ``itself`` only where a speaker meets himself."""

    stances: frozenset[Stance] = frozenset(Stance)
    itself: bool = False
    limit: int = LIMIT


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which statements are asked about: what an entity (by its number) says, what fits a question as it is typed, what
    bears a day or a later one; all of these that are given.
    """

    actor: int | None = None
    query: str | None = None
    since: str | None = None


def chosen(at: sa.Connection, asked: Chosen, at_time: str | None = None) -> list[int]:
    """The numbers of the statements that are asked about, in their order.

    Raises:
        QueryError: if the question cannot be understood.
    """
    stood = Stood.at(at, at_time)
    if asked.actor is None:
        found = claim_rows.statements(at, at_time, stood)
    else:
        found = claim_rows.said_by(at, entities.bases(at, asked.actor, at_time), at_time, stood)
    if asked.since is not None:
        days = found.decoded("day")
        found = found.at(np.array([(day or "") >= asked.since for day in days], dtype=np.bool_))
    numbers = found.numbers // 2
    if asked.query is not None:
        question = hits.Question(And((Field("kind", "statement"), parse(asked.query))), at_time=at_time)
        numbers = numbers[np.isin(numbers, hits.members(at, question))]
    return [int(number) for number in numbers]


def of_statement(
    store: Store, at: sa.Connection, id_: str, at_time: str | None = None, wanted: Wanted = Wanted()
) -> tuple[Beside, ...]:
    """What other statements say of what one says, or of what the statement says that another finding stands on:
    contradictions first, then revisions, then what affirms it; the surest first. Of each utterance the surest.

    Raises:
        StoreError: if there is no such finding, or it stands on no statement that held then.
    """
    look = ClaimLook(store, at, at_time)
    number = statement_number(at, id_, at_time)
    found = _with_others(look, number, MOST, wanted)
    told = Citing(at, at_time)
    told.load([2 * other for other, _ in found])
    utterance = {other: one.utterance for other, _ in found if (one := look.looked(other)) is not None}
    counts = claim_rows.reports(at, sorted(set(utterance.values())), at_time)
    return tuple(
        Beside(
            STANCES[compared.kind],
            round(compared.confidence, 3),
            compared.reasons,
            told.cited(2 * other),
            look.is_same_speaker(number, other),
            max(0, counts.get(utterance[other], 1) - 1),
        )
        for other, compared in found[: wanted.limit]
    )


def statement_number(at: sa.Connection, id_: str, at_time: str | None = None) -> int:
    """The number of a statement, or of the one that another finding stands on.

    Raises:
        StoreError: if there is no such finding, or it stands on no statement that held then.
    """
    whole, number = utterances.statement_for(at, id_)
    if number is not None and at_time is not None:
        statement = whole if whole.startswith("s:") else utterances.stands_on(at, whole, at_time)
        number = None if statement is None else utterances.number_of(at, statement, at_time)
    if number is None:
        raise StoreError("this finding stands on no statement", whole, "nobody is quoted for it: see onrecord show")
    return number


def _with_others(look: ClaimLook, number: int, most: int, wanted: Wanted) -> list[tuple[int, Compared]]:
    """The statements to which one stands in some way, the surest of each utterance; contradictions first."""
    # Meaning is looked through whole, statement by statement: that is for one of them, or a desk that is not large.
    candidates = look.candidates(number, most, by_meaning=most == MOST or len(look.held) <= LARGE)
    look.load(candidates)
    best: dict[int, tuple[int, Compared]] = {}
    for other in candidates:
        there = look.looked(other)
        found = look.compared(number, other) if there is not None else None
        if there is None or found is None or STANCES[found.kind] not in wanted.stances:
            continue
        if wanted.itself and not look.is_same_speaker(number, other):
            continue
        known = best.get(there.utterance)
        if known is None or _is_better(look, (other, found), known):
            best[there.utterance] = other, found
    return sorted(best.values(), key=lambda one: (rank(one[1]), one[0]))


def _is_better(look: ClaimLook, one: tuple[int, Compared], known: tuple[int, Compared]) -> bool:
    """Whether a report of an utterance stands for it rather than another: by its kind, else as the first published."""
    here, there = look.looked(one[0]), look.looked(known[0])
    if one[1].kind is not known[1].kind or here is None or there is None:
        return rank(one[1]) < rank(known[1])
    return here.order < there.order


def claims(
    store: Store, at: sa.Connection, numbers: Sequence[int], at_time: str | None = None, wanted: Wanted = Wanted()
) -> Claims:
    """The claims that these statements (by their numbers as findings) are part of, each with all that stand to it."""
    look = ClaimLook(store, at, at_time)
    held = look.holds(numbers)
    first = once_each(look, [number for number in numbers if number in held])
    compared = first[-(ASKED if len(look.held) <= LARGE else ASKED_OF_MANY) :]
    most = MOST if len(compared) <= 1 else MOST_EACH
    edges = _edges(look, compared, most, wanted)
    found = [group for group in groups(look, edges) if _is_wanted(group, wanted)]
    found.sort(key=lambda group: (group.rank, group.first.order))
    told = Citing(at, at_time)
    kept = found[: wanted.limit]
    told.load([2 * member.no for group in kept for member in group.members])
    made = tuple(_claim(look, told, group) for group in kept)
    return Claims(made, len(first), len(compared), most, len(found) - len(kept), MEASURED)


def _edges(look: ClaimLook, numbers: Sequence[int], most: int, wanted: Wanted) -> list[Edge]:
    """The pairs of utterances, each by its first statement, that stand to each other, once each."""
    every = Wanted(itself=wanted.itself)
    stand_in: dict[int, int] = {}
    found: dict[tuple[int, int], Edge] = {}
    for number in numbers:
        here = look.looked(number)
        if here is not None:
            stand_in.setdefault(here.utterance, number)
    for number in numbers:
        for other, compared in _with_others(look, number, most, every):
            here, there = look.looked(number), look.looked(other)
            if here is None or there is None:
                continue
            other = stand_in.setdefault(there.utterance, other)
            key = (min(number, other), max(number, other))
            if key not in found or rank(compared) < rank(found[key][2]):
                found[key] = (number, other, compared)
    return sorted(found.values(), key=lambda edge: (-edge[2].confidence, edge[0], edge[1]))


def _is_wanted(group: Group, wanted: Wanted) -> bool:
    return any(STANCES[edge[2].kind] in wanted.stances for edge in group.by.values())


def _claim(look: ClaimLook, told: Citing, group: Group) -> Claim:
    kept = sorted(group.members, key=lambda one: one.order)[:LINES]
    counts = claim_rows.reports(look.at, sorted({one.utterance for one in kept}), look.at_time)
    versions = claim_rows.revised_by(look.at, [one.document for one in kept])
    lines = tuple(_line(look, told, group, one, counts, versions) for one in kept)
    affirmed, contradicted, revised = (
        backing(look, [one for one in group.members if group.stance[one.no] is stance]) for stance in Stance
    )
    return Claim(lines, affirmed, contradicted, revised, len(group.members) - len(kept))


def _line(
    look: ClaimLook,
    told: Citing,
    group: Group,
    one: Looked,
    counts: dict[int, int],
    versions: Collection[tuple[int, int]],
) -> Line:
    cited, stance, carriers = told.cited(2 * one.no), group.stance[one.no], max(1, counts.get(one.utterance, 1))
    if one.no not in group.by:
        return Line(cited, stance, carriers=carriers)
    _, other, compared = group.by[one.no]
    there = look.looked(other)
    pair = (one.document, there.document) if there is not None else (0, 0)
    return Line(
        cited,
        stance,
        STANCES[compared.kind],
        claim_rows.id_of(look.at, other),
        round(compared.confidence, 3),
        compared.reasons,
        look.is_same_speaker(one.no, other),
        carriers,
        pair in versions or pair[::-1] in versions,
    )


__all__ = ["LIMIT", "Backing", "Chosen", "Wanted", "chosen", "claims", "of_statement", "statement_number"]
