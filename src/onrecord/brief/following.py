"""What is late, and what is due soon, of those who speak in a brief: entries of the ledger as of its last day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from ..analysis.followups import Followups
from ..analysis.ledger_book import Book
from ..analysis.ledger_parts import Entry
from ..analysis.novelty_look import NoveltyLook
from ..record import CommitmentStatus
from ..store import many
from ..store.expression import Mark
from ..store.opening import Store

#: Days for which what is late is told, and within which what is due soon is.
LATE, SOON = 120, 21
#: What may have come of one that is told.
_FOLLOW = 3


def due(
    store: Store, look: NoveltyLook, people: Collection[int], day: str, most: int
) -> tuple[list[Entry], list[Entry]]:
    """What is late of what these base entities are to do or were promised, and what is due soon, as of a day (ISO
    8601): the longest late first, the soonest due first, ``most`` of each; with what may have come of what is late, by
    its words.
    """
    rows = many.marked(look.at, Mark("k_commitment"), look.at_time, look.stood)
    now = date.fromisoformat(day)
    first, last = (now - timedelta(LATE)).isoformat(), (now + timedelta(SOON)).isoformat()
    ends = np.array([value is not None and first <= value[:10] <= last for value in rows.values["to"]], dtype=np.bool_)
    begun = np.array([value is not None and value <= day for value in rows.values["day"]], dtype=np.bool_)
    wanted = ends[rows.codes["to"]] & begun[rows.codes["day"]]
    theirs = np.array(sorted(people), dtype=np.uint32)
    wanted &= np.isin(rows.others["who"], theirs) | np.isin(rows.others["whom"], theirs)
    if not wanted.any():
        return [], []
    book = Book.of(look.at, look.at_time, day)
    groups = [one for one in book.of_rows(rows.at(np.flatnonzero(wanted))) if one.due is not None]
    groups.sort(key=lambda one: (one.due or "", one.first.row))
    overdue = [one for one in groups if one.status is CommitmentStatus.OVERDUE][:most]
    late = book.made(overdue)
    follow = Followups(store, book)
    late = [replace(entry, candidates=follow.of(group, _FOLLOW)) for entry, group in zip(late, overdue, strict=True)]
    soon = [one for one in groups if one.status is CommitmentStatus.OPEN and (one.due or "") >= day]
    return late, book.made(soon[:most])
