"""Statements that may report one utterance, and those that were found to: rows of ``told`` and ``told_key``.

Keys are hashes, so new rows stand in a small tier first, as those of ``band`` do (``repeating.py``).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..record import Record
from .asking import by_then, held_then, in_pieces, only_id
from .inserting import insert
from .portions import portions
from .repeating import FILLED, TIERS
from .tables import (
    actor,
    document,
    entity,
    finding,
    linked,
    reading,
    source,
    source_key,
    told,
    told_key,
    vector,
)
from .unsettled import records_of

#: Of one key, the latest statements that are looked at in each tier.
_LATEST = 40
#: Keys that are asked for at once.
_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Joined:
    """A row of ``told``: a statement, the utterance's number, what it was compared with, how, how sure, why."""

    statement: int
    utterance: int
    other: int
    how: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A reading of a document, with the numbers of its statements, and of the entities of each actor, by their ids in
    the record (all entities that are one by judgements)."""

    reading: int
    document: int
    family: int | None
    outlet: str | None
    published: str | None
    precision: str | None
    filed: str
    statements: dict[str, int]
    entities: dict[str, frozenset[int]]


def keep_keys(at: sa.Connection, keys: Mapping[int, Sequence[int]], reading_no: int) -> None:
    """Keeps what statements (by number) of a reading are found by."""
    rows = sorted((key, statement) for statement, some in keys.items() for key in set(some))
    insert(
        at, told_key, [{"tier": 0, "key": key, "statement": statement} for key, statement in rows], unless_there=True
    )
    if at.dialect.name == "sqlite":
        for tier, readings in enumerate(FILLED):
            if reading_no % readings == 0:
                _pour(at, tier)


def _pour(at: sa.Connection, tier: int) -> None:
    poured = sa.select(sa.literal(tier + 1), told_key.c.key, told_key.c.statement).where(told_key.c.tier == tier)
    at.execute(sa.insert(told_key).from_select(["tier", "key", "statement"], poured.order_by(told_key.c.key)))
    at.execute(sa.delete(told_key).where(told_key.c.tier == tier))


def candidates(at: sa.Connection, keys: Iterable[int]) -> dict[int, set[int]]:
    """The statements that are kept under each of these keys, the latest of them; in one question, or a few if they
    are very many.
    """
    found: defaultdict[int, set[int]] = defaultdict(set)
    for asked in portions(sorted(set(keys)), _AT_ONCE):
        if at.dialect.name == "postgresql":
            rows = at.exec_driver_sql(_ON_POSTGRES, {"keys": asked}).all()
        else:
            rows = at.exec_driver_sql(_ON_SQLITE, (json.dumps(asked),)).all()
        for row in rows:
            found[row.one].add(row.statement)
    return dict(found)


_TIERS = ", ".join(f"({tier})" for tier in range(TIERS))
_OF_A_KEY = "SELECT statement FROM told_key WHERE tier = t.tier AND key = a.one ORDER BY statement DESC"
_ON_POSTGRES = (
    "SELECT a.one, found.statement FROM unnest(%(keys)s::bigint[]) AS a (one) "  # noqa: S608
    f"CROSS JOIN (VALUES {_TIERS}) AS t (tier) CROSS JOIN LATERAL ({_OF_A_KEY} LIMIT {_LATEST}) AS found"
)
#: The latest of a key end where the one that stands so many places before the last does.
_ON_SQLITE = (
    f"WITH t (tier) AS (VALUES {_TIERS}), a (one) AS (SELECT value FROM json_each(?)) "  # noqa: S608
    "SELECT a.one, k.statement FROM a CROSS JOIN t CROSS JOIN told_key AS k ON k.tier = t.tier AND k.key = a.one "
    f"AND k.statement >= coalesce(({_OF_A_KEY} LIMIT 1 OFFSET {_LATEST - 1}), 0)"
)


def documents_of(at: sa.Connection, statements: Iterable[int]) -> dict[int, int]:
    """The reading of each of these statements, where it still holds."""
    found: dict[int, int] = {}
    for some in in_pieces(sorted(set(statements))):
        which = (
            sa.select(finding.c.no, finding.c.reading)
            .join(reading, reading.c.no == finding.c.reading)
            .where(finding.c.no.in_(some), reading.c.replaced.is_(None))
        )
        found.update({row.no: row.reading for row in at.execute(which)})
    return found


def of_family(at: sa.Connection, family: int, most: int) -> list[int]:
    """The readings that hold of the first documents of a family."""
    members = sa.select(document.c.no).where((document.c.family == family) | (document.c.no == family))
    which = sa.select(reading.c.no).where(
        reading.c.document.in_(members.order_by(document.c.no).limit(most)), reading.c.replaced.is_(None)
    )
    return list(at.execute(which.order_by(reading.c.document)).scalars())


def readings_of(at: sa.Connection, numbers: Sequence[int]) -> dict[int, Read]:
    """These readings, with the numbers of their statements and of their actors' entities."""
    found: dict[int, Read] = {}
    for some in in_pieces(sorted(set(numbers))):
        statements: defaultdict[int, dict[str, int]] = defaultdict(dict)
        which = sa.select(finding.c.no, finding.c.local, finding.c.reading).where(
            finding.c.reading.in_(some), finding.c.kind == "statement"
        )
        for row in at.execute(which):
            statements[row.reading][row.local] = row.no
        entities = _entities(at, some)
        of_documents = (
            sa.select(reading.c.no, document.c.no.label("document"), document)
            .join(document, document.c.no == reading.c.document)
            .where(reading.c.no.in_(some))
        )
        for told_of in at.execute(of_documents).mappings():
            no = told_of[reading.c.no]
            found[no] = Read(
                reading=no,
                document=told_of[document.c.no],
                family=told_of[document.c.family],
                outlet=told_of[document.c.source],
                published=told_of[document.c.published],
                precision=told_of[document.c.precision],
                filed=told_of[document.c.filed],
                statements=statements[no],
                entities=entities.get(no, {}),
            )
    return found


def _entities(at: sa.Connection, readings: Sequence[int]) -> dict[int, dict[str, frozenset[int]]]:
    """For each reading the entities of its actors, with all that are one with them by judgements."""
    put = sa.func.coalesce(linked.c.put, linked.c.entity)
    which = (
        sa.select(actor.c.reading, actor.c.local, entity.c.no, entity.c.into)
        .join(linked, linked.c.actor == actor.c.no)
        .join(entity, entity.c.no == put)
        .where(actor.c.reading.in_(readings))
    )
    rows = at.execute(which).all()
    roots = sorted({row.no if row.into is None else row.into for row in rows})
    one: defaultdict[int, set[int]] = defaultdict(set)
    for some in in_pieces(roots):
        for base in at.execute(sa.select(entity.c.no, entity.c.into).where(entity.c.into.in_(some))):
            one[base.into].add(base.no)
    found: defaultdict[int, dict[str, frozenset[int]]] = defaultdict(dict)
    for row in rows:
        root = row.no if row.into is None else row.into
        found[row.reading][row.local] = frozenset({root, *one[root]})
    return dict(found)


def records_with(at: sa.Connection, some: Iterable[Read]) -> list[tuple[Read, Record]]:
    """Readings with their records, in the same order. One that is damaged is left out: verifying tells of it."""
    read = list(some)
    found = records_of(at, [one.reading for one in read])
    pairs = [(one, found.get(one.reading)) for one in read]
    return [(one, record) for one, record in pairs if isinstance(record, Record)]


def outlet_names(at: sa.Connection, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What each outlet is and was called."""
    names: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for some in in_pieces(sorted(set(ids))):
        for row in at.execute(sa.select(source.c.id, source.c.name).where(source.c.id.in_(some))):
            names[row.id][row.name] = None
        keys = sa.select(source_key.c.source, source_key.c.shown).where(
            source_key.c.source.in_(some), source_key.c.key.like("name:%")
        )
        for row in at.execute(keys.order_by(source_key.c.key)):
            names[row.source][row.shown] = None
    return {id_: tuple(named) for id_, named in names.items()}


def meant(at: sa.Connection, statements: Iterable[int]) -> dict[int, tuple[str, bytes]]:
    """The vectors of statements, each with the version that made it."""
    found: dict[int, tuple[str, bytes]] = {}
    for some in in_pieces(sorted(set(statements))):
        for row in at.execute(sa.select(vector).where(vector.c.finding.in_(some))):
            found[row.finding] = (row.version, row.vector)
    return found


def joined(at: sa.Connection, statements: Iterable[int]) -> dict[int, int]:
    """The utterance of each of these statements that has one."""
    found: dict[int, int] = {}
    for some in in_pieces(sorted(set(statements))):
        rows = at.execute(sa.select(told.c.statement, told.c.utterance).where(told.c.statement.in_(some)))
        found.update({row.statement: row.utterance for row in rows})
    return found


def utterances_of(at: sa.Connection, readings: Sequence[int]) -> set[int]:
    """The utterances that the statements of these readings report."""
    which = sa.select(told.c.utterance).join(finding, finding.c.no == told.c.statement)
    return set(at.execute(which.where(finding.c.reading.in_(readings))).scalars())


def replaced_of(at: sa.Connection, no: int) -> list[int]:
    """The readings of a document that do not hold any more."""
    which = sa.select(reading.c.no).where(reading.c.document == no, reading.c.replaced.is_not(None))
    return list(at.execute(which).scalars())


def keep(at: sa.Connection, rows: Sequence[Joined]) -> None:
    """Keeps what statements were joined by; of one that is there already, the row stays."""
    insert(
        at,
        told,
        [
            {
                "statement": row.statement,
                "utterance": row.utterance,
                "other": row.other,
                "how": row.how,
                "score": row.score,
                "reasons": json.dumps(row.reasons, ensure_ascii=False),
            }
            for row in rows
        ],
        unless_there=True,
    )


def forget(at: sa.Connection, reading_no: int) -> None:
    """Takes away what the statements of a reading were joined by and are found by: it is to be made anew."""
    mine = sa.select(finding.c.no).where(finding.c.reading == reading_no, finding.c.kind == "statement")
    numbers = list(at.execute(mine).scalars())
    for some in in_pieces(numbers):
        at.execute(sa.delete(told).where(told.c.statement.in_(some)))
        at.execute(sa.delete(told_key).where(told_key.c.statement.in_(some)))


def call(at: sa.Connection, utterances: Iterable[int]) -> int:
    """Makes one utterance of these, under the number of the statement that was published first among the readings that
    hold; what that number is.
    """
    names = sorted(set(utterances))
    members = sa.select(told.c.statement).where(told.c.utterance.in_(names))
    rows = at.execute(
        sa.select(
            finding.c.no,
            reading.c.replaced,
            document.c.published,
            document.c.precision,
            document.c.filed,
            document.c.no.label("document"),
        )
        .join(reading, reading.c.no == finding.c.reading)
        .join(document, document.c.no == finding.c.document)
        .where(finding.c.no.in_(members))
    ).all()
    if not rows:
        return names[0]
    first = min(rows, key=lambda row: (row.replaced is not None, *order(row), row.no)).no
    at.execute(sa.update(told).where(told.c.utterance.in_(names), told.c.utterance != first).values(utterance=first))
    return int(first)


def order(row: Any) -> tuple[str, str, int]:
    """What documents are ordered by: when they were published, as late as that may be, in UTC; one whose date is not
    known by when it was filed, for it was not published later. Then by filing.
    """
    from .published import latest

    return latest(row.published, row.filed), row.filed, row.document


def members(at: sa.Connection, statement: int, at_time: str | None = None) -> Sequence[Any]:
    """The statements that report the same utterance as this one, itself among them, by the readings that held then:
    its number, id, reading and document, how it was joined, and why.
    """
    utterance = at.execute(sa.select(told.c.utterance).where(told.c.statement == statement)).scalar()
    held = held_then(reading.c.made, reading.c.replaced, at_time)
    which = (
        sa.select(
            finding.c.no,
            finding.c.id,
            finding.c.local,
            finding.c.reading,
            finding.c.document,
            told.c.how,
            told.c.score,
            told.c.reasons,
            told.c.other,
        )
        .join(reading, reading.c.no == finding.c.reading)
        .outerjoin(told, told.c.statement == finding.c.no)
        .where(held)
    )
    if utterance is None:
        return list(at.execute(which.where(finding.c.no == statement)))
    found = list(at.execute(which.where(told.c.utterance == utterance).order_by(finding.c.no)))
    return found or list(at.execute(which.where(finding.c.no == statement)))


def number_of(at: sa.Connection, id_: str, at_time: str | None = None) -> int | None:
    """The number of the statement with this id in the latest reading that had it by then."""
    which = sa.select(finding.c.no).join(reading, reading.c.no == finding.c.reading)
    which = which.where(finding.c.id == id_, finding.c.kind == "statement", by_then(reading.c.made, at_time))
    return at.execute(which.order_by(finding.c.reading.desc()).limit(1)).scalar()


def stands_on(at: sa.Connection, id_: str, at_time: str | None = None) -> str | None:
    """The id of the statement that a finding stands on, or is part of, by the latest reading that had it by then."""
    which = sa.select(finding.c.by).join(reading, reading.c.no == finding.c.reading)
    which = which.where(finding.c.id == id_, by_then(reading.c.made, at_time))
    return at.execute(which.order_by(finding.c.reading.desc()).limit(1)).scalar()


def statement_for(at: sa.Connection, said: str) -> tuple[str, int | None]:
    """The whole id of the finding that ``said`` is, or begins, and the number of the statement that it is or stands on.

    Raises:
        StoreError: if there is no such finding, or several begin so.
    """
    whole = only_id(at, finding.c.id, said, "setc", "finding")
    statement = whole if whole.startswith("s:") else stands_on(at, whole)
    return whole, None if statement is None else number_of(at, statement)


def ids_of(at: sa.Connection, documents: Iterable[int]) -> dict[int, str]:
    """The ids of documents, by their numbers."""
    found: dict[int, str] = {}
    for some in in_pieces(sorted(set(documents))):
        rows = at.execute(sa.select(document.c.no, document.c.id).where(document.c.no.in_(some)))
        found.update({row.no: row.id for row in rows})
    return found
