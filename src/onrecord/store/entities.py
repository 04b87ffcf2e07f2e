"""Actors across documents, as rows: which entity an actor of a reading is, and which entities are one by judgements.

A *base* entity is one that actors were linked to. Judgements join bases: the entity that they are together is the one
of them that a pack knows, or else the first. ``entity.into`` says so for the present; for a time in the past it is
worked out from the judgements that held then (``merging.py``).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from ..errors import StoreError
from ..record import ActorKind, Entity
from .asking import by_then, in_pieces, only_id, shortened
from .judged_actors import BY_JUDGEMENT
from .merging import joined_then, put_then
from .tables import entity, linked

_ROW = (entity.c.no, entity.c.id, entity.c.name, entity.c.kind, entity.c.link, entity.c.type, entity.c.countries)


def by_number(at: sa.Connection, numbers: Iterable[int], at_time: str | None = None) -> dict[int, Entity]:
    """For each number of a base entity the entity that it is (by the judgements that held then).

    A number that no entity has is left out.
    """
    roots, members = _joined(at, list(dict.fromkeys(numbers)), at_time)
    wanted = {no for root, all_ in members.items() for no in (root, *all_)}
    rows = _rows(at, sorted(wanted | set(roots.values())))
    made = {root: _entity(rows[root], [rows[no].id for no in members.get(root, ())]) for root in set(roots.values())}
    return {number: made[root] for number, root in roots.items()}


def by_id(at: sa.Connection, id_: str, at_time: str | None = None) -> tuple[int, Entity]:
    """The entity that an id (``a:3f9c``, four digits or more, or ``pack:id``) stands for, with its number.

    Of several that are one by judgements, the number is that of the one whose name they bear; ``bases`` has all.

    Raises:
        StoreError: if there is none, or several.
    """
    said = id_.strip()
    if shortened(said, "a") is not None:
        which = entity.c.id == only_id(at, entity.c.id, said, "a", "actor", by_then(entity.c.made, at_time))
    else:
        which = (entity.c.link == said) & by_then(entity.c.made, at_time)
    number = at.execute(sa.select(entity.c.no).where(which)).scalar()
    if number is None:
        raise StoreError("this desk has no such actor", repr(id_), "write a:3f9c, or pack:id; onrecord link list NAME")
    roots, _ = _joined(at, [number], at_time)
    return roots[number], by_number(at, [number], at_time)[number]


def bases(at: sa.Connection, number: int, at_time: str | None = None) -> list[int]:
    """The numbers of all base entities that are one with this one, itself among them, in their order."""
    roots, members = _joined(at, [number], at_time)
    root = roots.get(number, number)
    return sorted({number, root, *members.get(root, ())})


def of_actors(at: sa.Connection, actors: Iterable[int], at_time: str | None = None) -> dict[int, int]:
    """The base entity of each actor (by its number), where it is linked; judgements on the actor itself are heeded."""
    found: dict[int, int] = {}
    wanted = list(dict.fromkeys(actors))
    then = at_time is not None
    is_ = linked.c.entity if then else sa.func.coalesce(linked.c.put, linked.c.entity)
    by_machine = linked.c.reasons != BY_JUDGEMENT if then else sa.true()
    for some in in_pieces(wanted):
        which = sa.select(linked.c.actor, is_).where(linked.c.actor.in_(some), by_machine)
        found.update(at.execute(which).all())
    if at_time is not None:
        put = put_then(at, at_time)
        found.update({no: put[no] for no in wanted if no in put})
    return found


def put(at: sa.Connection, at_time: str | None = None) -> dict[int, int]:
    """The actors that judgements had put elsewhere than they were linked by then, each with the base entity."""
    if at_time is not None:
        return put_then(at, at_time)
    # Compared, and not only asked whether it is there: so that the index finds the few.
    return dict(at.execute(sa.select(linked.c.actor, linked.c.put).where(linked.c.put > 0)).all())


def moved_since(at: sa.Connection, at_time: str) -> dict[int, int | None]:
    """The actors that judgements have put elsewhere since a time, or had put elsewhere then and do no more: each with
    the base entity that it was then, ``None`` if it was none.
    """
    now, then = put(at), put_then(at, at_time)
    differ = [no for no in sorted({*now, *then}) if now.get(no) != then.get(no)]
    stood = of_actors(at, differ, at_time)
    return {no: stood.get(no) for no in differ}


def called(
    at: sa.Connection, table: sa.Table, bases: Sequence[int], at_time: str | None = None
) -> sa.ColumnElement[bool]:
    """Whether a name or an office (a row of ``naming`` or ``office``) is one of these base entities', by the judgements
    on actors that held then: their rows say whom the machine took an actor for.
    """
    mine = frozenset(bases)
    moved = put(at, at_time)
    gained = [no for no, to in moved.items() if to in mine]
    elsewhere = [no for no, to in moved.items() if to not in mine]
    lost: list[int] = []
    for some in in_pieces(elsewhere):
        which = sa.select(linked.c.actor).where(linked.c.actor.in_(some), linked.c.entity.in_(bases))
        lost += at.execute(which).scalars()
    theirs = sa.and_(table.c.entity.in_(bases), *(table.c.actor.not_in(some) for some in in_pieces(lost)))
    return sa.or_(theirs, *(table.c.actor.in_(some) for some in in_pieces(gained)))


def roots_of(at: sa.Connection, numbers: Iterable[int], at_time: str | None = None) -> dict[int, int]:
    """For each base entity the number of the one that it is together with others; itself, if it stands alone."""
    return _joined(at, list(dict.fromkeys(numbers)), at_time)[0]


def _joined(
    at: sa.Connection, numbers: Sequence[int], at_time: str | None
) -> tuple[dict[int, int], dict[int, list[int]]]:
    """The root of each number, and the other bases of each root in their order."""
    if at_time is not None:
        into = joined_then(at, at_time)
        there = {no for some in in_pieces(numbers) for no in _there(at, some, at_time)}
        roots = {no: into.get(no, no) for no in numbers if no in there}
        members: dict[int, list[int]] = defaultdict(list)
        for no, root in sorted(into.items()):
            members[root].append(no)
        return roots, {root: members[root] for root in set(roots.values()) if root in members}
    roots = {}
    for some in in_pieces(numbers):
        is_ = sa.func.coalesce(entity.c.into, entity.c.no)
        roots.update(at.execute(sa.select(entity.c.no, is_).where(entity.c.no.in_(some))).all())
    members = defaultdict(list)
    for some in in_pieces(sorted(set(roots.values()))):
        which = sa.select(entity.c.into, entity.c.no).where(entity.c.into.in_(some)).order_by(entity.c.no)
        for root, no in at.execute(which):
            if root is not None:
                members[root].append(no)
    return roots, dict(members)


def _there(at: sa.Connection, numbers: Sequence[int], at_time: str) -> Sequence[int]:
    which = sa.select(entity.c.no).where(entity.c.no.in_(numbers), by_then(entity.c.made, at_time))
    return at.execute(which).scalars().all()


def _rows(at: sa.Connection, numbers: Sequence[int]) -> dict[int, Any]:
    rows = {}
    for some in in_pieces(numbers):
        rows.update({row.no: row for row in at.execute(sa.select(*_ROW).where(entity.c.no.in_(some)))})
    return rows


def _entity(row: Any, merged: Sequence[str]) -> Entity:
    countries = tuple(json.loads(row.countries))
    return Entity(row.id, row.name, ActorKind(row.kind), row.link, row.type, countries, tuple(merged))
