"""Of which commitments a kept question is to remind: those whose day comes near, or has passed; each entry once.

What a person judged settled (met, refused, ...) is not reminded of. What several documents carry is one entry: if one
of them was told of, none is again.
"""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa

from ..analysis.ledger import Book, Group, day_of
from ..record import CommitmentStatus
from ..store import hits, ledger_rows, many, query
from ..store import saved as kept
from ..store.hits import Question
from ..store.opening import Store
from ..store.query import And, Field
from ..store.saved import Saved

_LIVE = (CommitmentStatus.OPEN, CommitmentStatus.OVERDUE)


def due_now(store: Store, at: sa.Connection, one: Saved) -> list[tuple[str, str]]:
    """The commitments (ids, with their documents') that a reminder has to tell of and has not told of yet.

    Raises:
        QueryError, StoreError: if the question cannot be asked (any more).
    """
    day = day_of(store, at, None)
    first, last = window(one, day)
    if last < first:
        return []
    rows = ledger_rows.due_rows(at, first, last)
    question = Question(
        And((Field("kind", "commitment"), query.parse(one.query))),
        stemming=one.options.stemming,
        names=one.options.names,
    )
    fits = hits.fitting(at, question, (rows.numbers // 2).tolist()) if len(rows) else set()
    rows = ledger_rows.by_numbers(at, [2 * no for no in sorted(fits)])
    groups = [
        group
        for group in Book.of(at, None, day).of_rows(rows)
        if group.status in _LIVE and group.due is not None and first <= group.due <= last
    ]
    return _untold(at, one, groups)


def window(one: Saved, day: str) -> tuple[str, str]:
    """The first and the last day (ISO 8601) on which what a reminder tells of today is due."""
    ahead = -1 if one.options.overdue else one.options.due or 0
    last = (date.fromisoformat(day) + timedelta(days=ahead)).isoformat()
    return one.options.due_from or one.made[:10], last


def _untold(at: sa.Connection, one: Saved, groups: list[Group]) -> list[tuple[str, str]]:
    ids = many.ids(at, [line.row for group in groups for line in group.lines])
    told = kept.told_ids(at, one.id, list(ids.values()))
    documents = ledger_rows.document_ids(at, {group.first.document for group in groups})
    return [
        (ids[group.first.row], documents[group.first.document])
        for group in sorted(groups, key=lambda group: (group.due or "", group.first.row))
        if not any(ids[line.row] in told for line in group.lines)
    ]
