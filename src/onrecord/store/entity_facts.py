"""What stands on an entity, for a person who is asked whether two are one: names, offices, outlets, documents."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from . import entity_rows
from .entities import bases, called
from .entity_rows import HeldOffice
from .tables import actor, document, entity, linked, naming, question, reading, source

#: The latest documents that an entity's outlets and days are told of.
_LATEST = 200


@dataclass(frozen=True, slots=True)
class Naming:
    """A document that names an entity: its id, the actor's id there, the outlet's name, and the day (ISO 8601)."""

    document: str
    local: str
    outlet: str | None
    day: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands on an entity: its names, offices (the latest first), and the latest documents that name it.

    ``namings`` counts all of them. ``outlets`` are the names of those that carried the latest, each with how many.
    """

    names: tuple[str, ...]
    offices: tuple[HeldOffice, ...]
    latest: tuple[Naming, ...]
    outlets: tuple[tuple[str, int], ...]
    namings: int


def facts(at: sa.Connection, number: int, at_time: str | None = None) -> Facts:
    """What stands on an entity and all that are one with it."""
    all_ = bases(at, number, at_time)
    names = [name for some in entity_rows.names_of(at, all_).values() for name in some]
    offices = [one for some in entity_rows.offices_of(at, all_).values() for one in some]
    is_ = sa.func.coalesce(linked.c.put, linked.c.entity)
    count = at.execute(sa.select(sa.func.count()).where(_of(all_), is_.in_(all_))).scalar_one()
    day = sa.func.coalesce(document.c.published, document.c.filed)
    which = (
        sa.select(document.c.id, actor.c.local, sa.func.coalesce(source.c.name, document.c.source_name), day)
        .join(reading, reading.c.document == document.c.no)
        .join(actor, actor.c.reading == reading.c.no)
        .join(linked, linked.c.actor == actor.c.no)
        .outerjoin(source, source.c.id == document.c.source)
        .where(_of(all_), is_.in_(all_), reading.c.replaced.is_(None))
        .order_by(linked.c.actor.desc())
        .limit(_LATEST)
    )
    latest = tuple(Naming(id_, local, outlet, said[:10]) for id_, local, outlet, said in at.execute(which))
    outlets = Counter(one.outlet for one in latest if one.outlet)
    return Facts(tuple(dict.fromkeys(names)), tuple(offices), latest, tuple(outlets.most_common()), count)


def _of(all_: Sequence[int]) -> sa.ColumnElement[bool]:
    return linked.c.entity.in_(all_) | linked.c.put.in_(all_)


@dataclass(frozen=True, slots=True)
class Tally:
    """How much is linked: actors of documents, entities, and questions."""

    actors: int
    entities: int
    questions: int


def tally(at: sa.Connection) -> Tally:
    """How much is linked on the desk."""
    counts = (
        at.execute(sa.select(sa.func.count()).select_from(one)).scalar_one() for one in (linked, entity, question)
    )
    return Tally(*counts)


@dataclass(frozen=True, slots=True)
class NewLink:
    """An actor of a document that was linked for what speaks for it: its name, the entity, score and reasons."""

    name: str
    document: str
    entity: int
    score: float
    reasons: tuple[str, ...]


def last_actor(at: sa.Connection) -> int:
    """The number of the last actor that is linked; 0 if none is."""
    return int(at.execute(sa.select(sa.func.coalesce(sa.func.max(linked.c.actor), 0))).scalar_one())


def new_links(at: sa.Connection, after: int, most: int) -> list[NewLink]:
    """The actors after this number, in their order, that were found to be somebody the desk had met, not by reading."""
    others = linked.alias("others")
    first = sa.select(sa.func.min(others.c.actor)).where(others.c.entity == entity.c.no).scalar_subquery()
    which = (
        sa.select(actor.c.name, document.c.id, linked.c.entity, linked.c.score, linked.c.reasons)
        .join(reading, reading.c.no == actor.c.reading)
        .join(document, document.c.no == reading.c.document)
        .join(linked, linked.c.actor == actor.c.no)
        .join(entity, entity.c.no == linked.c.entity)
        .where(linked.c.actor > after, actor.c.link.is_(None), linked.c.put.is_(None))
        .where(sa.or_(entity.c.link.is_not(None), linked.c.actor > first))
        .order_by(linked.c.actor)
        .limit(most)
    )
    return [NewLink(row[0], row[1], row[2], row[3], tuple(json.loads(row[4]))) for row in at.execute(which)]


def most_named(at: sa.Connection, most: int) -> list[tuple[int, int]]:
    """The base entities that most actors of documents are linked to, each with how many."""
    is_ = sa.func.coalesce(linked.c.put, linked.c.entity)
    which = sa.select(is_, sa.func.count().label("count")).group_by(is_).order_by(sa.desc("count"), is_).limit(most)
    return [(no, count) for no, count in at.execute(which)]


def names_used(at: sa.Connection, number: int, most: int) -> list[tuple[str, str | None, int, str, str]]:
    """By which names which outlets call an entity: name, outlet, how often, on which first and last day."""
    which = (
        sa.select(naming.c.name, sa.func.coalesce(source.c.name, naming.c.source).label("outlet"))
        .add_columns(sa.func.count().label("count"), sa.func.min(naming.c.day), sa.func.max(naming.c.day))
        .outerjoin(source, source.c.id == naming.c.source)
        .where(called(at, naming, bases(at, number)))
        .group_by(naming.c.name, sa.text("outlet"))
        .order_by(sa.desc("count"), naming.c.name)
        .limit(most)
    )
    return [(name, outlet, count, first, last) for name, outlet, count, first, last in at.execute(which)]
