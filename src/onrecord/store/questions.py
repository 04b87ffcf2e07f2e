"""Two entities that may be one: asked once, unless the evidence is new.

A question stands between two base entities. It is answered by a judgement that holds between the two or anything that
they are one with: ``same`` and ``different`` for good, ``unsure`` until the question is put anew. It is put anew when a
reading gives more evidence than it had: a score higher by ``MORE`` at least.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..record import JudgementKind
from . import judged
from .asking import in_pieces
from .inserting import insert
from .judged_actors import sides_now
from .tables import entity, judgement, question

#: By so much a score is to be higher than the one that was asked with, for the evidence to be new.
MORE = 0.05


@dataclass(frozen=True, slots=True)
class Question:
    """Whether two base entities (their numbers, the smaller first) are one, with what speaks for it."""

    entity: int
    other: int
    score: float
    reasons: tuple[str, ...]
    made: str = ""


def ask(at: sa.Connection, new: Sequence[Question], now: str) -> int:
    """Puts questions; one that stands already is put anew where the evidence is. How many were put."""
    best: dict[tuple[int, int], Question] = {}
    for one in new:
        pair = (min(one.entity, one.other), max(one.entity, one.other))
        if pair[0] != pair[1] and (pair not in best or one.score > best[pair].score):
            best[pair] = one
    if not best:
        return 0
    there = {(one.entity, one.other): one for one in _between(at, {no for pair in best for no in pair})}
    values = [_row(pair, one, now) for pair, one in best.items() if pair not in there]
    insert(at, question, values)
    put = len(values)
    for pair, one in best.items():
        if pair in there and round(one.score, 3) >= there[pair].score + MORE:
            which = (question.c.entity == pair[0]) & (question.c.other == pair[1])
            row = _row(pair, one, now)
            at.execute(
                sa.update(question).where(which).values(**{name: row[name] for name in ("score", "reasons", "made")})
            )
            put += 1
    return put


def between(at: sa.Connection, numbers: Sequence[int]) -> set[tuple[int, int]]:
    """The pairs among these base entities that a question stands between, the smaller number first."""
    return {(one.entity, one.other) for one in _between(at, set(numbers))}


def open_questions(at: sa.Connection) -> Iterator[Question]:
    """The questions that no judgement has answered, those with most evidence first."""
    into = _into(at)
    answered = _answers(at, into)
    seen: set[tuple[int, int]] = set()
    ordered = sa.select(question).order_by(question.c.score.desc(), question.c.entity, question.c.other)
    for row in at.execute(ordered):
        one = Question(row.entity, row.other, row.score, tuple(json.loads(row.reasons)), row.made)
        pair = _pair(into, row.entity, row.other)
        if pair not in seen and _is_open(one, pair, answered):
            seen.add(pair)
            yield one


def is_open(at: sa.Connection, one: Question) -> bool:
    """Whether no judgement has answered a question since it was put."""
    into = _into(at)
    return _is_open(one, _pair(into, one.entity, one.other), _answers(at, into))


def asked_of(at: sa.Connection, numbers: Collection[int]) -> set[int]:
    """Those of these base entities that an open question stands on."""
    rows: list[sa.Row[Any]] = []
    for some in in_pieces(sorted(numbers)):
        which = question.c.entity.in_(some) | question.c.other.in_(some)
        rows += at.execute(sa.select(question).where(which)).all()
    if not rows:
        return set()
    into = _into(at)
    answered = _answers(at, into)
    found: set[int] = set()
    for row in rows:
        one = Question(row.entity, row.other, row.score, tuple(json.loads(row.reasons)), row.made)
        if _is_open(one, _pair(into, one.entity, one.other), answered):
            found.update((one.entity, one.other))
    return found & set(numbers)


_Pair = tuple[int, int]


def _is_open(one: Question, pair: _Pair, answered: Mapping[_Pair, str | None]) -> bool:
    if pair[0] == pair[1]:
        return False
    return pair not in answered or ((until := answered[pair]) is not None and one.made > until)


def _into(at: sa.Connection) -> dict[int, int]:
    which = sa.select(entity.c.no, entity.c.into).where(entity.c.into.is_not(None))
    return {no: into for no, into in at.execute(which) if into is not None}


def _pair(into: Mapping[int, int], one: int, other: int) -> _Pair:
    roots = sorted((into.get(one, one), into.get(other, other)))
    return roots[0], roots[1]


def _answers(at: sa.Connection, into: Mapping[int, int]) -> dict[_Pair, str | None]:
    """The pairs that are judged: ``None`` for good, else (``unsure``) until when what was known is answered."""
    kinds = [JudgementKind.DIFFERENT.value, JudgementKind.UNSURE.value]
    which = judgement.c.kind.in_(kinds) & judgement.c.undone.is_(None)
    said = [entry.judgement for entry in judged.entries(at, which, None)]
    answered: dict[_Pair, str | None] = {}
    for one, first, second in sides_now(at, said):
        pair = _pair(into, first, second)
        if one.kind is JudgementKind.DIFFERENT:
            answered[pair] = None
        elif pair not in answered or answered[pair] is not None:
            answered[pair] = one.at
    return answered


def _between(at: sa.Connection, numbers: set[int]) -> list[Question]:
    found = []
    for some in in_pieces(sorted(numbers)):
        which = sa.select(question).where(question.c.entity.in_(some))
        for row in at.execute(which):
            if row.other in numbers:
                made = Question(row.entity, row.other, row.score, tuple(json.loads(row.reasons)), row.made)
                found.append(made)
    return found


def _row(pair: tuple[int, int], one: Question, now: str) -> dict[str, object]:
    reasons = json.dumps(list(one.reasons), ensure_ascii=False)
    return {
        "entity": pair[0],
        "other": pair[1],
        "score": round(one.score, 3),
        "reasons": reasons,
        "made": now,
    }
