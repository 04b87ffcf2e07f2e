"""What of the readings that were settled last fits a question: what an alert asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from .asking import in_pieces
from .expression import EVERY, numbers
from .lookup import Lookup
from .tables import document as document_table
from .tables import indexed

if TYPE_CHECKING:
    from .hits import Question


def new_hits(at: sa.Connection, question: Question, after: int, upto: int) -> Iterator[tuple[str, str]]:
    """What fits in the readings with numbers over ``after``, up to and with ``upto``, that hold: each with its
    document's id, in the order of filing.

    Raises:
        QueryError: as ``hits.find`` does.
    """
    own = (indexed.c.reading > after, indexed.c.reading <= upto, indexed.c.until.is_(None))
    lookup = Lookup.of(at, question)
    found: list[tuple[int, ...]] = []
    # Findings and documents are numbered apart: each stretch of numbers is a short one, which is all that is searched.
    for kind in (indexed.c.kind == "document", indexed.c.kind != "document"):
        low, high = at.execute(sa.select(sa.func.min(indexed.c.no), sa.func.max(indexed.c.no)).where(kind, *own)).one()
        if low is not None:
            rows = sa.select(indexed.c.reading, indexed.c.no, indexed.c.document).select_from(
                _within(lookup, low, high)
            )
            rows = rows.where(kind, *own, indexed.c.no.between(low, high), *lookup.compiled.conditions)
            found += [tuple(row) for row in at.execute(rows)]
    rejected = set(lookup.rejected)
    yield from _named(at, [row for row in sorted(found) if row[1] not in rejected])


def _within(lookup: Lookup, low: int, high: int) -> sa.FromClause:
    """What the question's words find in a stretch of numbers, with its rows."""
    expression = lookup.compiled.expression
    if expression == EVERY:
        return indexed
    words = numbers(lookup.at.dialect.name, expression)
    # In the index itself: without it, all that the words ever found would be gone through.
    (no,) = words.exported_columns
    inner: sa.ColumnElement[int] = no.element if isinstance(no, sa.Label) else no
    found = words.where(inner.between(low, high)).subquery("found")
    return found.join(indexed, indexed.c.no == found.c.no)


def _named(at: sa.Connection, rows: list[tuple[int, ...]]) -> Iterator[tuple[str, str]]:
    ids: dict[int, str] = {}
    documents: dict[int, str] = {}
    for some in in_pieces([no for _, no, _ in rows]):
        ids.update(_pairs(at, sa.select(indexed.c.no, indexed.c.id).where(indexed.c.no.in_(some))))
    for some in in_pieces(sorted({document for _, _, document in rows})):
        documents.update(
            _pairs(at, sa.select(document_table.c.no, document_table.c.id).where(document_table.c.no.in_(some)))
        )
    yield from ((ids[no], documents[document]) for _, no, document in rows)


def _pairs(at: sa.Connection, asked: sa.Select[Any]) -> Iterator[tuple[int, str]]:
    return ((row[0], row[1]) for row in at.execute(asked))
