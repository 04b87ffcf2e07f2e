"""Desks that can be searched, without the model: records filed, their actors linked by name, everything indexed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import sqlalchemy as sa

from onrecord.record import ActorKind, Record, Source
from onrecord.store import hits, indexing, outlets, tables
from onrecord.store.entity_keys import keys_of_names
from onrecord.store.filing import Met
from onrecord.store.hits import Hit, Question
from onrecord.store.opening import Store
from onrecord.store.query import parse

from .records import file_record


def searched(store: Store, records: Sequence[Record], also: dict[str, tuple[str, ...]] | None = None) -> None:
    """Files records and makes them searchable. ``also`` are more names of actors, by the one in the text."""
    for record in records:
        file_of_outlet(store, record)
    index_all(store, also)


def file_of_outlet(store: Store, record: Record) -> int:
    """Files a record under the outlet that it names; its number."""
    name = record.document.source
    if name is None:
        return file_record(store, record)
    with store.writing() as at:
        source = outlets.source_for(store, at, outlets.keys_of(None, name, None), Source("", name))
    met = Met(name, record.document.url, source=source)
    return file_record(store, record, met=met)


def index_all(store: Store, also: dict[str, tuple[str, ...]] | None = None) -> None:
    """Links and indexes all readings that were filed since."""
    with store.writing() as at:
        done = indexing.settled(at)
        numbers = list(at.execute(sa.select(tables.reading.c.no).where(tables.reading.c.no > done)).scalars())
        which = sa.select(tables.actor).where(tables.actor.c.reading.in_(numbers)).order_by(tables.actor.c.no)
        for row in at.execute(which).all():
            main = next((name for name, others in (also or {}).items() if row.name in others), row.name)
            names = (main, *(also or {}).get(main, ()))
            at.execute(sa.insert(tables.linked).values(actor=row.no, entity=_entity(store, at, names), **_SURE))
        indexing.index_readings(store, at, numbers)
        indexing.set_settled(at, max(numbers, default=0))


_SURE = {"score": 1.0, "reasons": "[]"}


def _entity(store: Store, at: sa.Connection, names: tuple[str, ...]) -> int:
    table = tables.entity
    id_ = "a:" + hashlib.sha256(names[0].encode()).hexdigest()[:16]
    known = at.execute(sa.select(table.c.no).where(table.c.id == id_)).scalar()
    if known is not None:
        return int(known)
    no = int(at.execute(sa.select(sa.func.coalesce(sa.func.max(table.c.no), 0))).scalar_one()) + 1
    row = {"no": no, "id": id_, "name": names[0], "kind": "person", "countries": "[]", "made": store.now(at)}
    at.execute(sa.insert(table).values(row))
    for name in names:
        at.execute(sa.insert(tables.entity_name).values(entity=no, name=name, origin="text"))
    for key in keys_of_names(names, ActorKind.PERSON):
        at.execute(sa.insert(tables.entity_key).values(key=key, entity=no))
    return no


def found(store: Store, typed: str, **how: object) -> list[Hit]:
    """All hits of a question, in their order."""
    question = Question(parse(typed), **how)  # type: ignore[arg-type]
    with store.reading() as at:
        return list(hits.find(store, at, question, most=1000).hits)


def words_found(store: Store, typed: str, **how: object) -> set[str]:
    """What is said in the statements that fit, and the titles of the documents."""
    ids = [hit.id for hit in found(store, typed, **how)]
    words, rows = tables.indexed_words.c, tables.indexed.c
    with store.reading() as at:
        which = sa.select(words.said, words.title, rows.kind).join(tables.indexed, rows.no == words.no)
        kept = at.execute(which.where(rows.id.in_(ids))).all()
        assert len(kept) == len(ids)
        return {row.title if row.kind == "document" else row.said for row in kept}
