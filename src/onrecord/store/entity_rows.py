"""The rows of entities: looked up by many keys at once, and made. What they mean is decided by whoever links."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from ..record import ActorKind
from .entity_keys import MOST, keys_of_names
from .inserting import insert
from .judged_actors import BY_JUDGEMENT
from .listed import among, length, named
from .opening import turn
from .tables import actor, document, entity, entity_key, entity_name, linked, naming, office, reading

#: Names of an entity that are kept for comparison, at most; all that texts use stand in ``naming``.
MOST_NAMES = 80
#: Offices, and documents, of an entity that a comparison looks at, the latest first.
_OFFICES, _RECENT = 24, 6
_PIECE = 128


@dataclass(frozen=True, slots=True)
class Row:
    """An entity as its row has it. ``root`` is the one that it is by judgements now, itself if none were made."""

    no: int
    id: str
    name: str
    kind: ActorKind
    link: str | None
    countries: tuple[str, ...]
    root: int


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """An office that a document gives an entity: the title's words, the body (an entity), and the document's day."""

    title: str
    body: int | None
    day: str | None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An entity that is made. ``made`` is when the reading was filed that it is first in."""

    id: str
    name: str
    kind: ActorKind
    made: str
    link: str | None = None
    type: str | None = None
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """Who else is named in a document: the entity that it is by judgements now, its kind and countries."""

    no: int
    kind: ActorKind
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """A document that names an entity: who else is in it, whose it is (the outlet's id), and its day."""

    beside: tuple[Beside, ...]
    outlet: str | None
    day: str


def _pieces(values: Iterable[Any]) -> Iterable[Sequence[Any]]:
    kept = list(values)
    for begin in range(0, len(kept), _PIECE):
        yield kept[begin : begin + _PIECE]


@lru_cache(maxsize=32)
def _of_keys(count: int) -> sa.Select[Any]:
    return sa.select(entity_key.c.key, entity_key.c.entity).where(among(entity_key.c.key, count))


@lru_cache(maxsize=32)
def _rows_by(column: sa.Column[Any], count: int) -> sa.Select[Any]:
    wanted = (entity.c.no, entity.c.id, entity.c.name, entity.c.kind, entity.c.link, entity.c.countries, entity.c.into)
    return sa.select(*wanted).where(among(column, count))


@lru_cache(maxsize=16)
def _names(count: int) -> sa.Select[Any]:
    wanted = sa.select(entity_name.c.entity, entity_name.c.name)
    return wanted.where(among(entity_name.c.entity, count)).order_by(entity_name.c.entity, entity_name.c.name)


def keyed(at: sa.Connection, keys: Iterable[str]) -> dict[str, list[int]]:
    """The entities under each key, in their order; a key that too many have is there with ``MOST`` or more."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for some in _pieces(dict.fromkeys(keys)):
        count = length(len(some))
        for key, no in at.execute(_of_keys(count), named(some, count)):
            found[key].append(no)
    for numbers in found.values():
        numbers.sort()
    return dict(found)


def rows(at: sa.Connection, column: str, values: Iterable[Any]) -> list[Row]:
    """The entities whose ``no``, ``id`` or ``link`` is one of these."""
    found = []
    for some in _pieces(dict.fromkeys(values)):
        count = length(len(some))
        for row in at.execute(_rows_by(entity.c[column], count), named(some, count)):
            kind, countries = ActorKind(row.kind), _list(row.countries)
            found.append(Row(row.no, row.id, row.name, kind, row.link, countries, row.into or row.no))
    return found


def names_of(at: sa.Connection, numbers: Iterable[int]) -> dict[int, list[str]]:
    """The names of entities, from packs and from texts."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for some in _pieces(dict.fromkeys(numbers)):
        count = length(len(some))
        for no, name in at.execute(_names(count), named(some, count)):
            found[no].append(name)
    return found


def offices_of(at: sa.Connection, numbers: Sequence[int]) -> dict[int, list[HeldOffice]]:
    """The latest offices that documents give each of these, the latest first."""
    found: defaultdict[int, list[HeldOffice]] = defaultdict(list)
    for some in _pieces(numbers):
        for row in at.execute(_offices(len(some)), {f"of_{n}": no for n, no in enumerate(some)}):
            found[row.entity].append(HeldOffice(row.title, row.body, row.day))
    return found


@lru_cache(maxsize=_PIECE)
def _offices(count: int) -> sa.CompoundSelect[Any]:
    # Each of them its own few rows by the index: what it costs does not grow with how often somebody is named.
    each = [
        sa.select(
            sa.select(office.c.entity, office.c.title, office.c.body, office.c.day)
            .where(office.c.entity == sa.bindparam(f"of_{n}"))
            .order_by(office.c.no.desc())
            .limit(_OFFICES)
            .subquery(f"office_{n}")
        )
        for n in range(count)
    ]
    return sa.union_all(*each)


def met(at: sa.Connection, numbers: Sequence[int], but: int) -> dict[int, list[Met]]:
    """The last documents that name each of these entities, but for document ``but``; the latest first."""
    recent: defaultdict[int, dict[int, None]] = defaultdict(dict)
    where: dict[int, tuple[str | None, str]] = {}
    for some in _pieces(numbers):
        for row in at.execute(_recent(len(some)), {f"of_{n}": no for n, no in enumerate(some)}):
            if row.document != but:
                recent[row.entity][row.reading] = None
                where[row.reading] = (row.source, row.day[:10])
    beside: defaultdict[int, list[Beside]] = defaultdict(list)
    for some in _pieces(sorted(where)):
        count = length(len(some))
        for in_reading, no, kind, countries in at.execute(_company(count), named(some, count)):
            beside[in_reading].append(Beside(no, ActorKind(kind), _list(countries)))
    return {
        no: [Met(tuple(one for one in beside[reading_no] if one.no != no), *where[reading_no]) for reading_no in some]
        for no, some in recent.items()
    }


@lru_cache(maxsize=1 << 12)
def _list(json_list: str) -> tuple[str, ...]:
    return tuple(json.loads(json_list))


@lru_cache(maxsize=_PIECE)
def _recent(count: int) -> sa.Select[Any]:
    each = [
        sa.select(
            sa.select(linked.c.entity, linked.c.actor)
            .where(linked.c.entity == sa.bindparam(f"of_{n}"), linked.c.put.is_(None))
            .order_by(linked.c.actor.desc())
            .limit(_RECENT)
            .subquery(f"recent_{n}")
        )
        for n in range(count)
    ]
    last = sa.union_all(*each).subquery("last")
    day = sa.func.coalesce(document.c.published, document.c.filed).label("day")
    return (
        sa.select(last.c.entity, actor.c.reading, reading.c.document, document.c.source, day)
        .select_from(last)
        .join(actor, actor.c.no == last.c.actor)
        .join(reading, reading.c.no == actor.c.reading)
        .join(document, document.c.no == reading.c.document)
    )


@lru_cache(maxsize=16)
def _company(count: int) -> sa.Select[Any]:
    root = sa.func.coalesce(entity.c.into, entity.c.no)
    is_ = sa.func.coalesce(linked.c.put, linked.c.entity)
    which = (
        sa.select(actor.c.reading, root, entity.c.kind, entity.c.countries)
        .join(linked, linked.c.actor == actor.c.no)
        .join(entity, entity.c.no == is_)
    )
    return which.where(among(actor.c.reading, count))


def make(at: sa.Connection, newcomers: Sequence[Newcomer]) -> list[int]:
    """Makes entities, without names; their numbers, in the order in which they are given."""
    numbers = list(turn(at).numbers(entity, len(newcomers)))
    values = [
        {
            "no": no,
            "id": one.id,
            "name": one.name,
            "kind": one.kind.value,
            "link": one.link,
            "type": one.type,
            "countries": json.dumps(list(one.countries)),
            "made": one.made,
            "into": None,
        }
        for no, one in zip(numbers, newcomers, strict=True)
    ]
    insert(at, entity, values)
    return numbers


def call(at: sa.Connection, names: Mapping[int, Sequence[str]], origin: str) -> None:
    """Keeps names of entities (``pack`` or ``text``); those that are there stay as they are."""
    values = [
        {"entity": no, "name": name, "origin": origin} for no, some in names.items() for name in dict.fromkeys(some)
    ]
    insert(at, entity_name, values, unless_there=True)


def file_keys(
    at: sa.Connection, names: Mapping[int, tuple[ActorKind, Sequence[str]]], there: Mapping[str, Collection[int]]
) -> None:
    """Files entities under the keys of these names; ``there`` is what stands under keys that were looked up already."""
    wanted = {no: keys_of_names(some, kind) for no, (kind, some) in names.items()}
    unknown = {key for keys in wanted.values() for key in keys} - there.keys()
    known: dict[str, set[int]] = {key: set(numbers) for key, numbers in there.items()}
    known.update({key: set(numbers) for key, numbers in keyed(at, sorted(unknown)).items()})
    values = []
    for no, keys in wanted.items():
        for key in keys:
            bearers = known.setdefault(key, set())
            if no not in bearers and len(bearers) < MOST:
                bearers.add(no)
                values.append({"key": key, "entity": no})
    insert(at, entity_key, values, unless_there=True)


def link(at: sa.Connection, values: Sequence[tuple[int, int, float, Sequence[str]]]) -> None:
    """Links actors (by number) to entities, each with its score and reasons.

    One that a judgement has put somewhere already, for nothing was known of it yet, is linked all the same: where it
    stands is worked out anew after that (``merging.settle_judged``).
    """
    for some in _pieces(actor_no for actor_no, *_ in values):
        count = length(len(some))
        at.execute(_link_anew(count), named(some, count))
    insert(
        at,
        linked,
        [
            {
                "actor": actor_no,
                "entity": entity_no,
                "put": None,
                "score": round(score, 3),
                "reasons": json.dumps(list(reasons), ensure_ascii=False),
            }
            for actor_no, entity_no, score, reasons in values
        ],
    )


@lru_cache(maxsize=32)
def _link_anew(count: int) -> sa.Delete:
    return sa.delete(linked).where(among(linked.c.actor, count), linked.c.reasons == BY_JUDGEMENT)


@dataclass(frozen=True, slots=True)
class Named:
    """Where names and offices were read: the numbers of the reading and its document, the outlet's id, the day."""

    reading: int
    document: int
    source: str | None
    day: str | None


def note_names(at: sa.Connection, where: Named, names: Sequence[tuple[int, int, str]]) -> None:
    """Keeps by which names a document calls entities: actor's number, entity's number, name."""
    of = {"reading": where.reading, "document": where.document, "source": where.source, "day": where.day}
    insert(at, naming, [{"actor": who, "name": name, "entity": no, **of} for who, no, name in names])


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a document gives an actor: numbers of both, its words and where they stand, and the body."""

    entity: int
    actor: int
    title: str
    begin: int
    end: int
    body: int | None


def note_offices(at: sa.Connection, where: Named, offices: Sequence[Office]) -> None:
    """Keeps the offices that a document gives entities."""
    values = [
        {
            "entity": one.entity,
            "actor": one.actor,
            "reading": where.reading,
            "document": where.document,
            "title": one.title,
            "body": one.body,
            "begin": one.begin,
            "end": one.end,
            "day": where.day,
        }
        for one in offices
    ]
    insert(at, office, values)


def where_read(at: sa.Connection, number: int, document_no: int) -> tuple[Named, str, str]:
    """Where a reading's names stand, when it was filed, and the document's id."""
    row = at.execute(_WHERE, {"reading": number}).one()
    day = (row.published or row.filed)[:10]
    return Named(number, document_no, row.source, day), row.made, row.id


_WHERE = (
    sa.select(document.c.id, document.c.source, document.c.published, document.c.filed, reading.c.made)
    .join(reading, reading.c.document == document.c.no)
    .where(reading.c.no == sa.bindparam("reading"))
)


def numbers_of(at: sa.Connection, number: int) -> dict[str, int]:
    """The numbers of a reading's actors, by their ids in the record."""
    return dict(at.execute(_ACTORS, {"reading": number}).all())


_ACTORS = sa.select(actor.c.local, actor.c.no).where(actor.c.reading == sa.bindparam("reading"))
