"""Questions that are kept under a name, and what each has found so far: the tables ``saved`` and ``hit``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from ..errors import StoreError
from .asking import in_pieces
from .opening import Store, turn
from .tables import document, finding, hit, reading, saved

#: The most characters of a name.
LONGEST_NAME = 100


class Every(StrEnum):
    """When what was found is told: at once, or all of a day or a week in one message."""

    NOW = "now"
    DAY = "day"
    WEEK = "week"


class SavedState(StrEnum):
    """Whether it is asked; what is gone is kept for its history."""

    ACTIVE = "active"
    PAUSED = "paused"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Options:
    """How a question is asked (``stemming``, ``names``: as ``hits.Question`` has them), and when a digest of it comes.

    ``time`` is the time of day (``07:00``) in the time zone ``zone`` (IANA), ``day`` that of the week (0 is Monday).
    ``empty`` sends a digest of nothing too.

    A reminder is a question of commitments, told when their day comes near or has passed: ``due`` days before it, or,
    if ``overdue``, once it has passed. ``due_from`` is the first day (ISO 8601) that it reminds of.
    """

    stemming: bool = True
    names: bool = True
    time: str = "07:00"
    day: int = 0
    zone: str = "UTC"
    empty: bool = False
    due: int | None = None
    overdue: bool = False
    due_from: str | None = None

    @property
    def reminds(self) -> str | None:
        """Of what it reminds, in words; ``None`` if it is no reminder."""
        if self.overdue:
            return "when the day has passed"
        if self.due is None:
            return None
        return f"{self.due} day{'' if self.due == 1 else 's'} before the day" if self.due else "on the day"


@dataclass(frozen=True, slots=True)
class Saved:
    """A kept question. Times are stamps, ``channels`` are written as ``desk/channels.py`` has them.

    ``begin``, ``upto`` and ``told`` say how far it is: the number of the last reading that was filed before it, of the
    last that it was asked of, and of its last hit that a delivery was made of.
    """

    id: str
    name: str
    query: str
    options: Options
    every: Every
    channels: tuple[str, ...]
    state: SavedState
    begin: int
    upto: int
    told: int
    who: str
    made: str
    next: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class KeptHit:
    """Something that was found: its number, its id (of a finding or a document), its document's id, and when."""

    no: int
    id: str
    document: str
    found: str


def add_saved(store: Store, at: sa.Connection, one: Saved) -> Saved:
    """Keeps a question; its ``id`` and ``made`` are given here.

    Raises:
        StoreError: if one of this name is there, or the name is none.
    """
    name = one.name
    if not name.strip() or name != " ".join(name.split()) or not name.isprintable() or len(name) > LONGEST_NAME:
        raise StoreError("this is no name for an alert", repr(name), f"give 1 to {LONGEST_NAME} characters on one line")
    if name.startswith("q:"):
        raise StoreError("an alert's name does not begin with q:, as ids do", name, "choose another name")
    if _named(at, name) is not None:
        raise StoreError("there is an alert of this name", name, "choose another name, or remove that one first")
    made = store.now(at)
    id_ = "q:" + hashlib.sha256(f"{name}\n{made}".encode()).hexdigest()[:16]
    row = asdict(one) | {"id": id_, "made": made}
    row["options"] = json.dumps(row["options"])
    row["channels"] = json.dumps(row["channels"], ensure_ascii=False)
    at.execute(sa.insert(saved).values({key: _plain(value) for key, value in row.items()}))
    return by_id(at, id_)


def saved_at(at: sa.Connection, named: str) -> Saved:
    """The kept question of this name, or of this id (``q:...``).

    Raises:
        StoreError: if there is none.
    """
    found = _named(at, named)
    if found is None:
        raise StoreError("there is no alert of this name", named, "see onrecord alert list")
    return found


def by_id(at: sa.Connection, id_: str) -> Saved:
    """The kept question of this id; also one that is gone."""
    return _saved(at.execute(sa.select(saved).where(saved.c.id == id_)).one())


def all_saved(at: sa.Connection, *, gone: bool = False) -> list[Saved]:
    """Every kept question in the order in which they were kept; also those that are ``gone``, if asked for."""
    asked = sa.select(saved).order_by(saved.c.made, saved.c.id)
    if not gone:
        asked = asked.where(saved.c.state != SavedState.GONE.value)
    return [_saved(row) for row in at.execute(asked)]


def change_saved(at: sa.Connection, id_: str, **changes: str | int | None) -> None:
    """Changes columns of one kept question."""
    at.execute(sa.update(saved).where(saved.c.id == id_).values({key: _plain(value) for key, value in changes.items()}))


def last_reading(at: sa.Connection, before: str | None = None) -> int:
    """The number of the last reading there is, or of the last before the first document filed at a stamp or later."""
    last = int(at.execute(sa.select(sa.func.coalesce(sa.func.max(reading.c.no), 0))).scalar_one())
    if before is None:
        return last
    filed = (
        sa.select(document.c.no).where(document.c.filed >= before).order_by(document.c.filed, document.c.no).limit(1)
    )
    first = at.execute(
        sa.select(sa.func.min(reading.c.no)).where(reading.c.document == filed.scalar_subquery())
    ).scalar()
    return last if first is None else int(first) - 1


def known_before(at: sa.Connection, begin: int, ids: Sequence[str]) -> set[str]:
    """Those of these findings and documents that a reading up to ``begin`` gave already."""
    known: set[str] = set()
    if not begin:
        return known
    for some in in_pieces([id_ for id_ in ids if not id_.startswith("d:")]):
        there = sa.select(finding.c.id).distinct().where(finding.c.id.in_(some), finding.c.reading <= begin)
        known.update(at.execute(there).scalars())
    for some in in_pieces([id_ for id_ in ids if id_.startswith("d:")]):
        there = sa.select(document.c.id).distinct().join(reading, reading.c.document == document.c.no)
        known.update(at.execute(there.where(document.c.id.in_(some), reading.c.no <= begin)).scalars())
    return known


def add_hits(store: Store, at: sa.Connection, one: Saved, found: Sequence[tuple[str, str]]) -> int:
    """Keeps what a question found, each once: ids with their documents' ids; how many are new."""
    there: set[str] = set()
    for some in in_pieces([id_ for id_, _ in found]):
        there.update(at.execute(sa.select(hit.c.id).where(hit.c.saved == one.id, hit.c.id.in_(some))).scalars())
    new = {id_: of for id_, of in found if id_ not in there}
    if not new:
        return 0
    numbers: dict[str, int] = {}
    for some in in_pieces(sorted(set(new.values()))):
        which = sa.select(document.c.id, document.c.no).where(document.c.id.in_(some))
        numbers.update({row.id: row.no for row in at.execute(which)})
    now = store.now(at)
    rows = [
        {"no": no, "saved": one.id, "id": id_, "document": numbers[of], "found": now}
        for no, (id_, of) in zip(turn(at).numbers(hit, len(new)), new.items(), strict=True)
    ]
    at.execute(sa.insert(hit), rows)
    return len(rows)


def told_ids(at: sa.Connection, id_: str, among: Sequence[str]) -> set[str]:
    """Those of these findings that a kept question found already."""
    found: set[str] = set()
    for some in in_pieces(among):
        found.update(at.execute(sa.select(hit.c.id).where(hit.c.saved == id_, hit.c.id.in_(some))).scalars())
    return found


def untold(at: sa.Connection, one: Saved) -> list[int]:
    """The numbers of the hits that no delivery was made of yet, in their order."""
    asked = sa.select(hit.c.no).where(hit.c.saved == one.id, hit.c.no > one.told).order_by(hit.c.no)
    return list(at.execute(asked).scalars())


def hits_between(at: sa.Connection, id_: str, after: int, upto: int, most: int) -> list[KeptHit]:
    """The hits of a kept question with numbers over ``after``, up to and with ``upto``; the first ``most`` of them."""
    asked = _with_documents().where(hit.c.saved == id_, hit.c.no > after, hit.c.no <= upto)
    return [KeptHit(*row) for row in at.execute(asked.order_by(hit.c.no).limit(most))]


def count_between(at: sa.Connection, id_: str, after: int, upto: int) -> int:
    """How many these are."""
    return int(
        at.execute(
            sa.select(sa.func.count()).where(hit.c.saved == id_, hit.c.no > after, hit.c.no <= upto)
        ).scalar_one()
    )


def last_hits(at: sa.Connection, id_: str, most: int) -> list[KeptHit]:
    """The latest hits of a kept question, latest first."""
    return [
        KeptHit(*row)
        for row in at.execute(_with_documents().where(hit.c.saved == id_).order_by(hit.c.no.desc()).limit(most))
    ]


def counts(at: sa.Connection) -> dict[str, int]:
    """How many hits each kept question has, by its id."""
    return {row[0]: row[1] for row in at.execute(sa.select(hit.c.saved, sa.func.count()).group_by(hit.c.saved))}


def _with_documents() -> sa.Select[Any]:
    joined = hit.join(document, document.c.no == hit.c.document)
    return sa.select(hit.c.no, hit.c.id, document.c.id, hit.c.found).select_from(joined)


def _named(at: sa.Connection, named: str) -> Saved | None:
    there = sa.select(saved).where(saved.c.state != SavedState.GONE.value)
    row = at.execute(there.where((saved.c.id if named.startswith("q:") else saved.c.name) == named)).first()
    return None if row is None else _saved(row)


def _saved(row: sa.Row[Any]) -> Saved:
    told = dict(row._mapping)
    told["options"] = Options(**json.loads(told["options"]))
    told["channels"] = tuple(json.loads(told["channels"]))
    told["every"], told["state"] = Every(told["every"]), SavedState(told["state"])
    return Saved(**told)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, StrEnum) else value
