"""Promises, demands and threats followed: each once, however many carry it, with what is known to have become of it.

By itself the machine says of an entry only that it is open, overdue (the day that its words name has passed), or
unverifiable (its words name nothing that could be seen). All else a person judges, and it can be taken back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from ..record import CommitmentStatus
from ..store import entities, ledger_rows, many
from ..store.expression import Expression, Mark, either, every
from ..store.opening import Store
from .ledger_book import Book, Group
from .ledger_parts import Entry, Ledger

__all__ = ["LIMIT", "Asked", "Book", "Followed", "Group", "day_of", "ledger", "taking_part"]

#: Entries that are given if nobody says how many.
LIMIT = 20
#: In which order entries come: what is late, what is due, what is open, what is settled.
_ORDER = tuple(
    CommitmentStatus(one) for one in ("overdue", "open", "partly", "refused", "dropped", "met", "unverifiable")
)
_LATE = "9999"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries. ``actor`` is the number of an entity that is the doer or the other side, ``other`` of one that is
    on the other side then; ``kinds`` and ``statuses`` any of these if empty. Days are ISO 8601: ``due_before`` the
    latest on which it is due, ``since`` and ``until`` when it was said, both inclusive.
    """

    actor: int | None = None
    other: int | None = None
    kinds: tuple[str, ...] = ()
    statuses: tuple[CommitmentStatus, ...] = ()
    due_before: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = LIMIT


def day_of(store: Store, at: sa.Connection, at_time: str | None) -> str:
    """The day (ISO 8601) that is asked for: that of the stamp, else today, or that of the desk's latest stamp if it is
    later.
    """
    if at_time is not None:
        return at_time[:10]
    return max(store.clock.now().date().isoformat(), ledger_rows.last_day(at) or "")


#: Adds what may have followed an entry.
Followed = Callable[[Book, Entry, Group], Entry]


def ledger(at: sa.Connection, asked: Asked, at_time: str | None, day: str, followed: Followed | None = None) -> Ledger:
    """The entries that are asked for, as of a time (a stamp; ``None`` is now) and a day (ISO 8601); with what may have
    ``followed`` each that is given.
    """
    book = Book.of(at, at_time, day)
    groups = [group for group in book.groups(_expression(at, asked, at_time)) if _fits(group, asked)]
    groups.sort(key=lambda group: (group.first.day or "", group.first.row), reverse=True)
    groups.sort(key=_place)
    counts = Counter(group.status.value for group in groups)
    kept = groups if asked.limit is None else groups[: asked.limit]
    entries = book.made(kept)
    if followed is not None:
        entries = [followed(book, entry, group) for entry, group in zip(entries, kept, strict=True)]
    people = [one for one in (asked.actor, asked.other) if one is not None]
    book.citing.meet(people)
    return Ledger(
        day=day,
        as_of=at_time,
        actor=book.citing.who(asked.actor),
        other=book.citing.who(asked.other),
        entries=tuple(entries),
        counts=tuple((one.value, counts[one.value]) for one in _ORDER if counts[one.value]),
        total=len(groups),
        carried=sum(len(group.lines) for group in groups),
    )


def _expression(at: sa.Connection, asked: Asked, at_time: str | None) -> Expression:
    parts: list[Expression] = []
    if asked.kinds:
        parts.append(either([Mark(f"t_{kind}") for kind in asked.kinds]))
    for number in (asked.actor, asked.other):
        if number is not None:
            parts.append(taking_part(at, number, at_time))
    return every(parts)


def taking_part(at: sa.Connection, number: int, at_time: str | None) -> Expression:
    """That an entity is a side of it, or its name is in the words for one: "the speaker of the Salt Front"."""
    bases = entities.bases(at, number, at_time)
    names = {one.name for one in entities.by_number(at, bases, at_time).values()}
    runs = [run for name in names if (run := ledger_rows.named(name)) is not None]
    return either([many.sides("any", bases), *runs])


def _fits(group: Group, asked: Asked) -> bool:
    day = group.first.day
    if asked.since is not None and (day is None or day < asked.since):
        return False
    if asked.until is not None and (day is None or day[: len(asked.until)] > asked.until):
        return False
    if asked.due_before is not None and (group.due is None or group.due[: len(asked.due_before)] > asked.due_before):
        return False
    return not asked.statuses or group.status in asked.statuses


def _place(group: Group) -> tuple[int, str]:
    """What is late longest first, then what is due soonest; the others stay in their order."""
    live = group.status in (CommitmentStatus.OVERDUE, CommitmentStatus.OPEN)
    return _ORDER.index(group.status), (group.due if live else None) or _LATE
