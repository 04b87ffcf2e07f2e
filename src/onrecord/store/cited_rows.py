"""Findings that are cited by their ids: which documents hold them, who takes part, who else reports the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..errors import StoreError
from .asking import by_then, held_then, in_pieces, only_id
from .tables import actor, document, finding, linked, reading, source, told


@dataclass(frozen=True, slots=True)
class Held:
    """Where a finding stands: its whole id and number, and its document's number, in the reading that holds it."""

    id: str
    no: int
    document: int


@dataclass(frozen=True, slots=True)
class Report:
    """One report of an utterance: the statement's id and number; its document's id, outlet (id, and name), language,
    date and family (its own number if it is alone); how its words stand to the first.
    """

    id: str
    no: int
    document: str
    source: str | None
    outlet: str | None
    language: str | None
    published: str | None
    family: int
    how: str | None


def whole_ids(at: sa.Connection, said: Iterable[str], at_time: str | None = None) -> dict[str, str | StoreError]:
    """For each id, whole or shortened, the whole one, or why there is none."""
    small = {id_: id_.lower() for id_ in said}
    # Most are whole: asked for together.
    there: set[str] = set()
    for some in in_pieces(sorted({one for one in small.values() if not one.startswith("d:")})):
        there.update(at.execute(sa.select(finding.c.id).where(finding.c.id.in_(some))).scalars())
    for some in in_pieces(sorted({one for one in small.values() if one.startswith("d:")})):
        there.update(at.execute(sa.select(document.c.id).where(document.c.id.in_(some))).scalars())
    return {id_: whole if whole in there else _one(at, whole, at_time) for id_, whole in small.items()}


def _one(at: sa.Connection, id_: str, at_time: str | None) -> str | StoreError:
    try:
        if id_.startswith("d:"):
            return only_id(at, document.c.id, id_, "d", "document", by_then(document.c.filed, at_time))
        return only_id(at, finding.c.id, id_, "setc", "finding")
    except StoreError as reason:
        return reason


def held(at: sa.Connection, ids: Collection[str], at_time: str | None = None) -> dict[str, Held]:
    """Where findings (whole ids) stand in the readings that held then; one that none has any more is left out."""
    found: dict[str, Held] = {}
    which = sa.select(finding.c.id, finding.c.no, finding.c.document).join(reading, reading.c.no == finding.c.reading)
    which = which.where(held_then(reading.c.made, reading.c.replaced, at_time))
    for some in in_pieces(sorted(set(ids))):
        for row in at.execute(which.where(finding.c.id.in_(some))):
            found[row.id] = Held(row.id, row.no, row.document)
    return found


def numbers_of(at: sa.Connection, documents: Collection[str]) -> dict[str, int]:
    """The numbers of documents, by their whole ids."""
    found: dict[str, int] = {}
    for some in in_pieces(sorted(set(documents))):
        found.update(at.execute(sa.select(document.c.id, document.c.no).where(document.c.id.in_(some))).all())
    return found


def linked_actors(at: sa.Connection, readings: Collection[int]) -> dict[int, dict[str, int]]:
    """For each reading (by its number) the base entity of each of its actors, by the actor's id there."""
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    is_ = sa.func.coalesce(linked.c.put, linked.c.entity)
    which = sa.select(actor.c.reading, actor.c.local, is_).join(linked, linked.c.actor == actor.c.no)
    for some in in_pieces(sorted(readings)):
        for of, local, number in at.execute(which.where(actor.c.reading.in_(some))):
            found[of][local] = number
    return dict(found)


def reports(at: sa.Connection, statements: Sequence[int], at_time: str | None = None) -> Mapping[int, list[Report]]:
    """All reports of the utterance of each of these statements (by their numbers), itself among them, in the order of
    their filing; a statement that is alone in its utterance has itself.
    """
    utterance: dict[int, int] = {}
    for some in in_pieces(sorted(set(statements))):
        which = sa.select(told.c.statement, told.c.utterance).where(told.c.statement.in_(some))
        utterance.update(at.execute(which).all())
    columns = (
        finding.c.no,
        finding.c.id,
        document.c.id.label("document_id"),
        document.c.no.label("document_no"),
        document.c.source,
        document.c.source_name,
        source.c.name.label("outlet"),
        document.c.language,
        document.c.published,
        document.c.family,
    )
    base = (
        sa.select(*columns, told.c.utterance, told.c.how)
        .select_from(finding)
        .join(reading, reading.c.no == finding.c.reading)
        .join(document, document.c.no == finding.c.document)
        .outerjoin(source, source.c.id == document.c.source)
        .outerjoin(told, told.c.statement == finding.c.no)
        .where(held_then(reading.c.made, reading.c.replaced, at_time), by_then(document.c.filed, at_time))
        .order_by(finding.c.no)
    )
    groups: defaultdict[int, list[Report]] = defaultdict(list)
    for some in in_pieces(sorted(set(utterance.values()))):
        for row in at.execute(base.where(told.c.utterance.in_(some))):
            groups[row.utterance].append(_report(row))
    alone: dict[int, list[Report]] = {}
    for some in in_pieces(sorted(set(statements) - utterance.keys())):
        for row in at.execute(base.where(finding.c.no.in_(some))):
            alone[row.no] = [_report(row)]
    return {no: groups[utterance[no]] if no in utterance else alone.get(no, []) for no in statements}


def _report(row: Any) -> Report:
    return Report(
        row.id,
        row.no,
        row.document_id,
        row.source,
        row.outlet or row.source_name,
        row.language,
        row.published,
        row.family if row.family is not None else row.document_no,
        row.how,
    )
