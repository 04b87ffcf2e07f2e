"""What a profile is made of, as rows: all that one entity takes part in, who calls it what, and what is shown of it.

The marks of the index say in what an entity takes part (``indexing.py``), and the narrow rows of ``indexed`` how it is
counted. Words are cut from the text only for what is shown, by the places that the rows of findings have, so that no
record is unpacked.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ..record import JudgementKind, Source
from . import entities, many, source_facts
from .asking import by_then, held_then, one_of
from .judged import entries
from .judged_actors import sides_now
from .lookup import at_once
from .many import Pairs
from .merging import joined_then
from .postings import Postings
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
    """A finding, or a document (``kind`` document), as the index has it.

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


def by_number(at: sa.Connection, numbers: Iterable[int]) -> dict[int, Row]:
    """These rows by their numbers, as they stand in the index now."""
    found: dict[int, Row] = {}
    for fit in one_of(at, indexed.c.no, sorted(set(numbers))):
        rows = at.execute(sa.select(*_COLUMNS).where(fit))
        found.update({row.no: Row._make(row) for row in rows})
    return found


def numbers(at: sa.Connection, kind: str, bases: Sequence[int], stood: Stood) -> NDArray[np.int64]:
    """The numbers of the rows, ascending, that these base entities stand in as ``kind`` (``many.sides``) says; those of
    readings that held at another time are among them.
    """
    asked = many.sides(kind, bases)
    if not stood.rows:
        return Postings.find(at, asked)
    found = stood.numbers(at, asked).subquery("found")
    return at_once(at, sa.select(found.c.no))


def families(at: sa.Connection, documents: NDArray[np.int64]) -> Pairs:
    """The families of these documents, where they are of one."""
    return many.pairs(at, document.c.no, document.c.family, documents)


def utterances(at: sa.Connection, statements: NDArray[np.int64]) -> Pairs:
    """The utterances of these statements (by their numbers as findings), where others carry them too."""
    return many.pairs(at, told.c.statement, told.c.utterance, statements)


def joined_to(at: sa.Connection, at_time: str | None) -> dict[int, int]:
    """For each base entity that is another one by judgements, that one."""
    if at_time is not None:
        return dict(joined_then(at, at_time))
    return dict(at.execute(sa.select(entity.c.no, entity.c.into).where(entity.c.into.is_not(None))).all())


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


def names_counted(at: sa.Connection, bases: Sequence[int], at_time: str | None) -> dict[str, int]:
    """By which names texts call these entities, and in how many documents."""
    which = _namings(at, bases, at_time, naming.c.name, sa.func.count()).group_by(naming.c.name)
    return dict(at.execute(which).all())


def names_used(at: sa.Connection, bases: Sequence[int], names: Sequence[str], at_time: str | None) -> list[Used]:
    """Which outlets call these entities by some names."""
    facts = naming.c.name, naming.c.source, sa.func.count(), sa.func.min(naming.c.day), sa.func.max(naming.c.day)
    which = _namings(at, bases, at_time, *facts).group_by(naming.c.name, naming.c.source)
    return [Used(*row) for fit in one_of(at, naming.c.name, names) for row in at.execute(which.where(fit))]


def _namings(
    at: sa.Connection, bases: Sequence[int], at_time: str | None, *columns: sa.ColumnElement[Any]
) -> sa.Select[Any]:
    which = sa.select(*columns).where(entities.called(at, naming, bases, at_time))
    if at_time is not None:
        return which.join(reading, reading.c.no == naming.c.reading).where(
            held_then(reading.c.made, reading.c.replaced, at_time)
        )
    if at.dialect.name == "postgresql":
        # Of few names each reading is looked up; of many the replaced ones are gathered first: the server chooses.
        return which.where(~sa.exists().where(reading.c.no == naming.c.reading, reading.c.replaced.is_not(None)))
    # A document's last reading holds. So an index answers, and no record is passed over on the disk.
    later = reading.alias("later")
    return which.where(~sa.exists().where(later.c.document == naming.c.document, later.c.no > naming.c.reading))


def names_kept(at: sa.Connection, bases: Sequence[int]) -> list[tuple[str, str]]:
    """The names of these entities that are kept, each with its origin (pack or text)."""
    which = sa.select(entity_name.c.name, entity_name.c.origin).where(entity_name.c.entity.in_(bases))
    return list(at.execute(which.order_by(entity_name.c.name)))


def bearers(at: sa.Connection, keys: Sequence[str], but: Collection[int]) -> dict[str, list[int]]:
    """Which other base entities are filed under each of these keys."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for fit in one_of(at, entity_key.c.key, keys):
        which = sa.select(entity_key.c.key, entity_key.c.entity).where(fit)
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
    which = _OFFICE.where(of_entity, held_then(reading.c.made, reading.c.replaced, at_time)).order_by(
        office.c.no.desc()
    )
    return [Office._make(row) for row in at.execute(which.limit(most))]


def offices_in(at: sa.Connection, bodies: Sequence[int], at_time: str | None, most: int) -> list[Office]:
    """The offices that documents give anybody in these bodies, the latest filed first."""
    which = _OFFICE.where(office.c.body.in_(bodies), held_then(reading.c.made, reading.c.replaced, at_time)).order_by(
        office.c.no.desc()
    )
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
        .where(held_then(reading.c.made, reading.c.replaced, at_time))
        .distinct()
    )
    found: defaultdict[int, int] = defaultdict(int)
    for fit in one_of(at, reading.c.document, documents):
        pairs = each.where(fit).subquery()
        for number, times in at.execute(sa.select(pairs.c.entity, sa.func.count()).group_by(pairs.c.entity)):
            if number is not None and number not in but:
                found[number] += times
    return dict(found)


def marks_of(at: sa.Connection, rows: Sequence[int]) -> dict[int, list[str]]:
    """The marks of these rows of ``indexed``, in their order."""
    found: dict[int, list[str]] = {}
    for fit in one_of(at, indexed_words.c.no, rows):
        which = sa.select(indexed_words.c.no, indexed_words.c.marks).where(fit)
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
