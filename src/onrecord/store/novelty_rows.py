"""What novelty is told by, as rows: when documents were published, what was said in folded words, names, versions."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from ..clock import stamp
from .asked_fields import first_day, last_day
from .asking import by_then, held_then, in_pieces, only_id
from .lookup import rejected_rows
from .tables import (
    actor,
    document,
    document_text,
    entity,
    entity_name,
    finding,
    indexed,
    indexed_words,
    linked,
    mark,
    office,
    reading,
)

#: Names of one actor that are looked for in what was said.
_MOST_NAMES = 40


@dataclass(frozen=True, slots=True)
class Published:
    """When a document was published: the first and the last day on which that may have been (ISO 8601), and the moment
    in UTC, where it is known. Of one that bears no date ``dated`` is false: the days, if any, are those between which
    its own words put it. ``no`` is the document's number, ``filed`` the stamp of its filing.
    """

    no: int
    first: str | None
    last: str | None
    moment: str | None
    dated: bool
    filed: str


def published(at: sa.Connection, documents: Iterable[int]) -> dict[int, Published]:
    """When these documents were published."""
    found: dict[int, Published] = {}
    for some in in_pieces(sorted(set(documents))):
        found.update((row.no, _published(row)) for row in at.execute(_PUBLISHED.where(document.c.no.in_(some))))
    return found


def inexact(at: sa.Connection) -> dict[int, Published]:
    """The documents whose day of publication is not known, with what is known of it."""
    vague = document.c.published.is_(None) | (sa.func.length(document.c.published) < len("2031-05-03"))
    return {row.no: _published(row) for row in at.execute(_PUBLISHED.where(vague))}


_WRITTEN = indexed.alias("written")
_PUBLISHED = sa.select(
    document.c.no,
    document.c.published,
    document.c.filed,
    _WRITTEN.c.day,
    _WRITTEN.c.day_end,
).outerjoin(_WRITTEN, _WRITTEN.c.no == 2 * document.c.no + 1)


def _published(row: Any) -> Published:
    no, said, filed, first, last = row
    if said is None:
        return Published(no, first, last, None, dated=False, filed=filed)
    return Published(no, first_day(said), last_day(said), _moment(said), dated=True, filed=filed)


def _moment(said: str) -> str | None:
    """A moment in UTC; ``None`` where no hour or no zone is told."""
    if "T" not in said:
        return None
    try:
        moment = datetime.fromisoformat(said)
        return stamp(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def said(at: sa.Connection, rows: Collection[int]) -> dict[int, tuple[str, ...]]:
    """What is said in these rows of ``indexed`` (of a commitment: its deed), as folded words."""
    found: dict[int, tuple[str, ...]] = {}
    for some in in_pieces(sorted(rows)):
        which = sa.select(indexed_words.c.no, indexed_words.c.said).where(indexed_words.c.no.in_(some))
        found.update((no, tuple(words.split())) for no, words in at.execute(which))
    return found


def names_of(at: sa.Connection, bases: Sequence[int]) -> list[str]:
    """What these base entities are called, in any script."""
    names: dict[str, None] = {}
    for column in (entity.c.name, entity_name.c.name):
        number = entity.c.no if column is entity.c.name else entity_name.c.entity
        for some in in_pieces(bases):
            names.update(
                dict.fromkeys(at.execute(sa.select(column).where(number.in_(some)).order_by(column)).scalars())
            )
    return list(names)[:_MOST_NAMES]


@dataclass(frozen=True, slots=True)
class Standing:
    """A finding that stands on a statement (or is part of it): its number, kind and type."""

    no: int
    kind: str
    type: str


def standing_on(at: sa.Connection, statements: Sequence[int], at_time: str | None) -> dict[int, list[Standing]]:
    """The commitments and events that stand on these statements (by their numbers as findings), within one reading,
    without those that somebody had rejected.
    """
    above = finding.alias("above")
    rejected = {row // 2 for row in rejected_rows(at, at_time)}
    found: defaultdict[int, list[Standing]] = defaultdict(list)
    for some in in_pieces(statements):
        which = (
            sa.select(above.c.no.label("on"), finding.c.no, finding.c.kind, finding.c.type)
            .join(above, (above.c.id == finding.c.by) & (above.c.reading == finding.c.reading))
            .where(above.c.no.in_(some), finding.c.kind.in_(("commitment", "event")))
            .order_by(finding.c.no)
        )
        for row in at.execute(which):
            if row.no not in rejected:
                found[row.on].append(Standing(row.no, row.kind, row.type))
    return dict(found)


def document_number(at: sa.Connection, said: str, at_time: str | None) -> tuple[int, str]:
    """The number and the whole id of the document that ``said`` is, or begins.

    Raises:
        StoreError: if this desk has none, or several.
    """
    id_ = only_id(at, document.c.id, said, "d", "document", by_then(document.c.filed, at_time))
    return int(at.execute(sa.select(document.c.no).where(document.c.id == id_)).scalar_one()), id_


@dataclass(frozen=True, slots=True)
class Version:
    """The version of a page before another: its document's number and id, what of it is gone in the other (numbers of
    findings), and the words of both.
    """

    document: int
    id: str
    gone: tuple[int, ...]
    then: str
    now: str


def version_before(at: sa.Connection, no: int, at_time: str | None) -> Version | None:
    """The version of the page that a document revises; ``None`` if it revises none."""
    before = at.execute(sa.select(document.c.revises).where(document.c.no == no)).scalar()
    if before is None:
        return None
    gone = sa.select(mark.c.finding).where(
        mark.c.document == no, mark.c.kind == "withdrawn", by_then(mark.c.at, at_time)
    )
    which = (
        sa.select(finding.c.no)
        .join(reading, reading.c.no == finding.c.reading)
        .where(finding.c.id.in_(gone), finding.c.document == before, reading.c.replaced.is_(None))
    )
    words = sa.select(document_text.c.document, document_text.c.text)
    texts = dict(at.execute(words.where(document_text.c.document.in_((before, no)))).all())
    id_ = at.execute(sa.select(document.c.id).where(document.c.no == before)).scalar_one()
    found = tuple(at.execute(which.order_by(finding.c.no)).scalars())
    return Version(int(before), id_, found, texts.get(before, ""), texts.get(no, ""))


@dataclass(frozen=True, slots=True)
class Body:
    """An entity that a pack knows, or a state: its number, link, kind, type and countries."""

    number: int
    link: str | None
    kind: str
    type: str | None
    countries: tuple[str, ...]


def known_bodies(at: sa.Connection, at_time: str | None) -> list[Body]:
    """The entities of the desk that packs know, in their order."""
    which = sa.select(entity.c.no, entity.c.link, entity.c.kind, entity.c.type, entity.c.countries)
    which = which.where(entity.c.link.is_not(None), by_then(entity.c.made, at_time)).order_by(entity.c.no)
    return [Body(no, link, kind, type_, tuple(json.loads(said))) for no, link, kind, type_, said in at.execute(which)]


def offices_held(at: sa.Connection, at_time: str | None) -> dict[tuple[int, int], str]:
    """Who holds an office in which body, as documents say it (base entities), each with the words of one of them."""
    held = held_then(reading.c.made, reading.c.replaced, at_time)
    is_ = sa.func.coalesce(linked.c.put, office.c.entity)
    which = (
        sa.select(is_.label("who"), office.c.body, sa.func.min(office.c.title).label("title"))
        .join(reading, reading.c.no == office.c.reading)
        .outerjoin(linked, linked.c.actor == office.c.actor)
        .where(held, office.c.body.is_not(None))
        .group_by(is_, office.c.body)
    )
    return {(row.who, row.body): row.title for row in at.execute(which)}


def called_so(at: sa.Connection, of_document: int, name: str) -> int | None:
    """The base entity of the actor that a document calls by this name; ``None`` if it calls nobody so."""
    is_ = sa.func.coalesce(linked.c.put, linked.c.entity)
    which = (
        sa.select(is_)
        .join(actor, actor.c.no == linked.c.actor)
        .join(reading, reading.c.no == actor.c.reading)
        .where(reading.c.document == of_document, reading.c.replaced.is_(None), actor.c.name == name)
    )
    return at.execute(which.limit(1)).scalar()
