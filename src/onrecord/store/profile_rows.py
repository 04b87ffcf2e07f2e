"""What a profile is made of, as rows: all that one entity takes part in, who calls it what, and what is shown of it.

The marks of the index say in what an entity takes part (``indexing.py``), and the narrow rows of ``indexed`` how it is
counted. Words are cut from the text only for what is shown, by the places that the rows of findings have, so that no
record is unpacked.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import NamedTuple

import sqlalchemy as sa

from ..record import JudgementKind, Source
from . import entities, source_facts
from .asking import by_then, in_pieces
from .expression import All, Expression, Mark, either
from .judged import entries, holding
from .judged_actors import sides_now
from .merging import joined_then
from .stood import Stood
from .tables import (
    actor,
    document,
    document_text,
    entity,
    entity_key,
    entity_name,
    indexed,
    indexed_words,
    judgement,
    linked,
    naming,
    office,
    question,
    reading,
    told,
)


class Row(NamedTuple):
    """A finding that an entity takes part in, or a document that names it (``kind`` document), as it is counted.

    ``no`` is the number in ``indexed``; ``who`` and ``whom`` are base entities.
    """

    no: int
    id: str
    kind: str
    type: str | None
    day: str | None
    document: int
    source: str | None
    standing: str | None
    polarity: str | None
    who: int | None
    whom: int | None
    start: str | None
    end: str | None
    zone: str | None


_NO = itemgetter(0)
_COLUMNS = (
    indexed.c.no,
    indexed.c.id,
    indexed.c.kind,
    indexed.c.type,
    indexed.c.day,
    indexed.c.document,
    indexed.c.source,
    indexed.c.standing,
    indexed.c.polarity,
    indexed.c.who,
    indexed.c.whom,
    indexed.c["from"],
    indexed.c.to,
    indexed.c.zone,
)


@dataclass(frozen=True, slots=True)
class Sides:
    """On which side of a row an entity stands, where ``who`` and ``whom`` do not tell: the rows' numbers."""

    doing: frozenset[int]
    receiving: frozenset[int]
    target: frozenset[int]


def rows_of(at: sa.Connection, bases: Sequence[int], at_time: str | None, stood: Stood) -> list[Row]:
    """All that these base entities take part in or are named in, by the readings that held then."""
    return _rows(at, _marks("any", bases), at_time, stood)


def between(at: sa.Connection, bases: Sequence[int], type_: str, at_time: str | None, stood: Stood) -> list[Row]:
    """The ties of one type (its mark, ``t_leads``) that these base entities take part in as the second end."""
    return _rows(at, All((_marks("b", bases), Mark(type_))), at_time, stood)


def _rows(at: sa.Connection, asked: Expression, at_time: str | None, stood: Stood) -> list[Row]:
    found = stood.numbers(at, asked).subquery("found")
    which = sa.select(*_COLUMNS).select_from(found.join(indexed, indexed.c.no == found.c.no)).where(_held(at_time))
    # As ``Row._make``, which costs more than all else for an actor of very many.
    rows = sorted(map(partial(tuple.__new__, Row), at.execute(which).all()), key=_NO)
    if not stood.rows:
        return rows
    return [
        row if (then := stood.rows.get(row.no)) is None else row._replace(who=then.who, whom=then.whom) for row in rows
    ]


def sides(at: sa.Connection, bases: Sequence[int], stood: Stood) -> Sides:
    """The rows in which these entities are on the doing side, on the receiving side, and the target of a statement."""
    return Sides(*(_numbers(at, _marks(kind, bases), stood) for kind in ("by", "at", "target")))


def _numbers(at: sa.Connection, asked: Expression, stood: Stood) -> frozenset[int]:
    return frozenset(no for (no,) in at.execute(stood.numbers(at, asked)).all())


def _marks(kind: str, bases: Sequence[int]) -> Expression:
    return either([Mark(f"{kind}_{number}") for number in bases])


def _held(at_time: str | None) -> sa.ColumnElement[bool]:
    if at_time is None:
        return indexed.c.until.is_(None)
    return (indexed.c.since <= at_time) & (indexed.c.until.is_(None) | (indexed.c.until > at_time))


def families(at: sa.Connection, bases: Sequence[int], stood: Stood) -> dict[int, int]:
    """The families of the documents that name these entities, where they are of one."""
    found = stood.numbers(at, _marks("any", bases)).subquery("found")
    joined = found.join(document, (found.c.no % 2 == 1) & (document.c.no == (found.c.no - 1) // 2))
    which = sa.select(document.c.no, document.c.family).select_from(joined).where(document.c.family.is_not(None))
    return dict(at.execute(which).all())


def utterances(at: sa.Connection, bases: Sequence[int], stood: Stood) -> dict[int, int]:
    """The utterance of each statement (by its number as a finding) of these entities that others carry too."""
    if at.execute(sa.select(told.c.statement).limit(1)).first() is None:
        return {}
    found = stood.numbers(at, _marks("any", bases)).subquery("found")
    joined = found.join(told, (found.c.no % 2 == 0) & (told.c.statement == found.c.no // 2))
    return dict(at.execute(sa.select(told.c.statement, told.c.utterance).select_from(joined)).all())


def joined_to(at: sa.Connection, at_time: str | None) -> dict[int, int]:
    """For each base entity that is another one by judgements, that one."""
    if at_time is not None:
        return dict(joined_then(at, at_time))
    return dict(at.execute(sa.select(entity.c.no, entity.c.into).where(entity.c.into.is_not(None))).all())


def rejected(at: sa.Connection, at_time: str | None) -> frozenset[str]:
    """The ids of all findings that were rejected as of then."""
    made = entries(at, judgement.c.kind == JudgementKind.REJECT, at_time)
    subjects = list(dict.fromkeys(entry.judgement.subject for entry in made if entry.judgement.undone is None))
    held = holding(at, subjects, at_time)
    return frozenset(id_ for id_ in subjects if id_ in held and held[id_].kind is JudgementKind.REJECT)


def outlets(at: sa.Connection, ids: Collection[str], at_time: str | None) -> dict[str, Source]:
    """These outlets, by their ids, with the names and grades that held then."""
    return source_facts.sources_of(at, sorted(ids), at_time)


# -- names, offices, company, places -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Used:
    """A name as one outlet (its id) uses it: in how many documents, and the days of the first and the last."""

    name: str
    source: str | None
    times: int
    first: str | None
    last: str | None


def names_used(at: sa.Connection, bases: Sequence[int], at_time: str | None) -> list[Used]:
    """By which names texts call these entities."""
    which = (
        sa.select(
            naming.c.name,
            naming.c.source,
            sa.func.count(),
            sa.func.min(naming.c.day),
            sa.func.max(naming.c.day),
        )
        .join(reading, reading.c.no == naming.c.reading)
        .where(entities.called(at, naming, bases, at_time), _reading_held(at_time))
        .group_by(naming.c.name, naming.c.source)
    )
    return [Used(*row) for row in at.execute(which)]


def _reading_held(at_time: str | None) -> sa.ColumnElement[bool]:
    if at_time is None:
        return reading.c.replaced.is_(None)
    return (reading.c.made <= at_time) & (reading.c.replaced.is_(None) | (reading.c.replaced > at_time))


def names_kept(at: sa.Connection, bases: Sequence[int]) -> list[tuple[str, str]]:
    """The names of these entities that are kept, each with its origin (pack or text)."""
    which = sa.select(entity_name.c.name, entity_name.c.origin).where(entity_name.c.entity.in_(bases))
    return list(at.execute(which.order_by(entity_name.c.name)))


def bearers(at: sa.Connection, keys: Sequence[str], but: Collection[int]) -> dict[str, list[int]]:
    """Which other base entities are filed under each of these keys."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for some in in_pieces(keys):
        which = sa.select(entity_key.c.key, entity_key.c.entity).where(entity_key.c.key.in_(some))
        for key, number in at.execute(which.order_by(entity_key.c.entity)):
            if number not in but:
                found[key].append(number)
    return dict(found)


class Office(NamedTuple):
    """An office as one document gives it to an entity: its words, the body, and where the words stand."""

    entity: int
    title: str
    body: int | None
    day: str | None
    document: str
    source: str | None
    source_name: str | None
    published: str | None
    begin: int
    end: int
    family: int
    before: str
    actor: int


#: Characters before an office's words, which tell whether it is held no more.
_BEFORE = 16
_OFFICE = (
    sa.select(
        office.c.entity,
        office.c.title,
        office.c.body,
        office.c.day,
        document.c.id,
        document.c.source,
        document.c.source_name,
        document.c.published,
        office.c.begin,
        office.c.end,
        sa.func.coalesce(document.c.family, document.c.no),
        sa.case(
            (office.c.begin > _BEFORE, sa.func.substr(document_text.c.text, office.c.begin - _BEFORE + 1, _BEFORE)),
            else_=sa.func.substr(document_text.c.text, 1, office.c.begin),
        ),
        office.c.actor,
    )
    .join(reading, reading.c.no == office.c.reading)
    .join(document, document.c.no == office.c.document)
    .join(document_text, document_text.c.document == office.c.document)
)


def offices(at: sa.Connection, bases: Sequence[int], at_time: str | None, most: int) -> list[Office]:
    """The offices that documents give these entities, the latest filed first."""
    of_entity = entities.called(at, office, bases, at_time)
    which = _OFFICE.where(of_entity, _reading_held(at_time)).order_by(office.c.no.desc())
    return [Office._make(row) for row in at.execute(which.limit(most))]


def offices_in(at: sa.Connection, bodies: Sequence[int], at_time: str | None, most: int) -> list[Office]:
    """The offices that documents give anybody in these bodies, the latest filed first."""
    which = _OFFICE.where(office.c.body.in_(bodies), _reading_held(at_time)).order_by(office.c.no.desc())
    held, put = [Office._make(row) for row in at.execute(which.limit(most))], entities.put(at, at_time)
    return [one._replace(entity=put.get(one.actor, one.entity)) for one in held]


def company(at: sa.Connection, documents: Sequence[int], but: Collection[int], at_time: str | None) -> dict[int, int]:
    """In how many of these documents each other base entity is named."""
    moved = {} if at_time is None else entities.moved_since(at, at_time)
    is_: sa.ColumnElement[int | None] = sa.func.coalesce(linked.c.put, linked.c.entity)
    if moved:
        is_ = sa.case(moved, value=linked.c.actor, else_=is_)
    each = (
        sa.select(is_.label("entity"), reading.c.document)
        .select_from(reading)
        .join(actor, actor.c.reading == reading.c.no)
        .join(linked, linked.c.actor == actor.c.no)
        .where(_reading_held(at_time))
        .distinct()
    )
    found: defaultdict[int, int] = defaultdict(int)
    for some in in_pieces(documents):
        pairs = each.where(reading.c.document.in_(some)).subquery()
        for number, times in at.execute(sa.select(pairs.c.entity, sa.func.count()).group_by(pairs.c.entity)):
            if number is not None and number not in but:
                found[number] += times
    return dict(found)


def marks_of(at: sa.Connection, rows: Sequence[int]) -> dict[int, list[str]]:
    """The marks of these rows of ``indexed``, in their order."""
    found: dict[int, list[str]] = {}
    for some in in_pieces(rows):
        which = sa.select(indexed_words.c.no, indexed_words.c.marks).where(indexed_words.c.no.in_(some))
        found.update({no: marks.split() for no, marks in at.execute(which)})
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """A question whether this entity and another (base numbers) are one: how likely, and why."""

    mine: int
    other: int
    score: float
    reasons: tuple[str, ...]
    made: str


def questions(at: sa.Connection, bases: Sequence[int], at_time: str | None) -> list[Asked]:
    """What was asked of these entities by then, answered or not, the likeliest first."""
    found = []
    for mine, other in ((question.c.entity, question.c.other), (question.c.other, question.c.entity)):
        which = sa.select(mine, other, question.c.score, question.c.reasons, question.c.made)
        for row in at.execute(which.where(mine.in_(bases), by_then(question.c.made, at_time))):
            found.append(Asked(row[0], row[1], row[2], tuple(json.loads(row[3])), row[4]))
    return sorted(found, key=lambda one: (-one.score, one.other))


def answered(at: sa.Connection, at_time: str | None) -> set[tuple[int, int]]:
    """The pairs of base entities that a judgement holds to be different, the smaller number first."""
    different = entries(at, judgement.c.kind == JudgementKind.DIFFERENT, at_time)
    said = [entry.judgement for entry in different if entry.judgement.undone is None]
    return {(min(a, b), max(a, b)) for _, a, b in sides_now(at, said)} if said else set()


def named(at: sa.Connection, bases: Sequence[int]) -> list[tuple[str, str]]:
    """The ids and own names of these base entities."""
    which = sa.select(entity.c.id, entity.c.name).where(entity.c.no.in_(bases)).order_by(entity.c.no)
    return list(at.execute(which))


def links(at: sa.Connection, bases: Sequence[int]) -> list[str]:
    """The ids of the known actors that these base entities are."""
    which = sa.select(entity.c.link).where(entity.c.no.in_(bases), entity.c.link.is_not(None)).order_by(entity.c.no)
    return list(at.execute(which).scalars())
