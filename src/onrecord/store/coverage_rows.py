"""What a desk was to read, as rows: what is followed and was missed, what readings could not do, who was renamed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ..record import JudgementKind
from . import many, trend_rows
from .asking import by_then, held_then
from .expression import EVERY, Mark
from .judged import entries
from .lookup import at_once
from .stood import Stood
from .tables import document, item, judgement, reading, watched


def renames(at: sa.Connection, at_time: str | None) -> dict[str, list[tuple[date, str]]]:
    """When outlets (ids) were renamed, and from what, oldest first, as far as that was not taken back by then."""
    found: defaultdict[str, list[tuple[date, str]]] = defaultdict(list)
    for entry in entries(at, judgement.c.kind == JudgementKind.SOURCE, at_time):
        one = entry.judgement
        if one.undone is None and one.value is not None and "name" in one.value:
            found[one.subject].append((date.fromisoformat(one.at[:10]), str(one.value["was"])))
    return dict(found)


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that is looked at again and again, and how that stands now. ``items`` are how many of its entries are
    in each state, ``reasons`` why entries were refused or tried in vain, with their number. Times are stamps.
    """

    id: str
    kind: str
    url: str
    source: str | None
    state: str
    added: str
    looked: str | None
    succeeded: str | None
    failures: int
    refusals: int
    error: str | None
    items: tuple[tuple[str, int], ...]
    reasons: tuple[tuple[str, int], ...]


_FOLLOWED = ("id", "kind", "url", "source", "state", "added", "looked", "succeeded", "failures", "refusals", "error")
#: Reasons that are told of one thing followed.
_REASONS = 5


def followed(at: sa.Connection) -> list[Followed]:
    """All that is or was followed, in the order in which it was added."""
    states: defaultdict[str, Counter[str]] = defaultdict(Counter)
    count = sa.func.count()
    for of, state, number in at.execute(sa.select(item.c.watched, item.c.state, count).group_by("watched", "state")):
        states[of][state] = number
    reasons: defaultdict[str, Counter[str]] = defaultdict(Counter)
    why = sa.select(item.c.watched, item.c.error, count).where(item.c.error.is_not(None))
    for of, error, number in at.execute(why.group_by(item.c.watched, item.c.error)):
        reasons[of][error] = number
    rows = at.execute(sa.select(*(watched.c[name] for name in _FOLLOWED)).order_by(watched.c.added, watched.c.id))
    return [
        Followed(
            **row,
            items=tuple(sorted(states[row["id"]].items())),
            reasons=tuple(reasons[row["id"]].most_common(_REASONS)),
        )
        for row in rows.mappings()
    ]


def missed_by_day(at: sa.Connection, first: str, last: str) -> list[tuple[str, str, str]]:
    """The entries that were refused or are gone, or were tried in vain, seen between two days: for each the outlet's id
    (``""``: none), the day, and its state.
    """
    trouble = item.c.state.in_(("refused", "gone")) | ((item.c.state == "waiting") & (item.c.tries > 0))
    which = (
        sa.select(sa.func.coalesce(watched.c.source, ""), sa.func.substr(item.c.seen, 1, 10), item.c.state)
        .join(watched, watched.c.id == item.c.watched)
        .where(trouble, item.c.seen >= first, item.c.seen < f"{last}~")
    )
    return [(str(source), str(day), str(state)) for source, day, state in at.execute(which)]


def with_failures(at: sa.Connection, at_time: str | None) -> NDArray[np.int64]:
    """The documents in whose reading of then some step failed, ascending."""
    held = held_then(reading.c.made, reading.c.replaced, at_time)
    return at_once(at, sa.select(reading.c.document).where(reading.c.failures > 0, held))


def languages(
    at: sa.Connection, at_time: str | None, stood: Stood | None
) -> tuple[tuple[str | None, ...], NDArray[np.int64]]:
    """The languages of all documents that were on the desk by then: those there are, and a place among them for each
    document, in the order of their numbers.
    """
    rows = trend_rows.documents(at, at_time, stood)
    return tuple(rows.values["language"]), rows.codes["language"].astype(np.int64)


def statements(at: sa.Connection, at_time: str | None, documents: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many statements each of these documents (ascending) has, without those that were rejected."""
    if at_time is None:
        rows = many.marked(at, EVERY)
        numbers = rows.others["document"][rows.has("kind", "statement")]
    else:
        numbers = many.marked(at, Mark("k_statement"), at_time).others["document"]
    found, counts = np.unique(numbers, return_counts=True)
    out = np.zeros(len(documents), dtype=np.int64)
    if len(found) and len(documents):
        places = np.minimum(np.searchsorted(found, documents), len(found) - 1)
        there = found[places] == documents
        out[there] = counts[places[there]]
    return out


def records_of(at: sa.Connection, documents: Sequence[int]) -> list[bytes]:
    """The packed records of these few documents, as they are read now."""
    which = sa.select(reading.c.record).where(reading.c.document.in_(documents), reading.c.replaced.is_(None))
    return list(at.execute(which.order_by(reading.c.document)).scalars())


def filings(at: sa.Connection, at_time: str | None) -> list[tuple[str, int]]:
    """The days on which documents were filed, with their number, in order."""
    day = sa.func.substr(document.c.filed, 1, 10).label("day")
    which = sa.select(day, sa.func.count()).where(by_then(document.c.filed, at_time)).group_by(day).order_by(day)
    return [(str(filed), int(number)) for filed, number in at.execute(which)]
