"""Messages on their way to their channels: the tables ``delivery`` and ``delivered``.

waiting --begin--> sending --finish--> done
   ^                  |---postpone---> waiting
   |                  `---refuse-----> failed

Each arrow is a transaction. What is found as ``sending`` by a process that has just begun was cut off: nobody knows
whether the other side had it, so it is sent again under the same id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from ..clock import stamp
from .inserting import insert
from .opening import Store
from .own_facts import desk_id
from .saved import Every, SavedState
from .tables import delivered, delivery, saved


class DeliveryState(StrEnum):
    """How far a message is."""

    WAITING = "waiting"
    SENDING = "sending"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Part:
    """Hits of one kept question (its id): those with numbers over ``after``, up to and with ``upto``."""

    saved: str
    after: int
    upto: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message to one channel. ``id`` (``v:...``) goes out with it, at every try. Times are stamps."""

    id: str
    channel: str
    every: Every
    made: str
    state: DeliveryState
    tries: int
    next: str | None
    done: str | None
    error: str | None
    parts: tuple[Part, ...] = ()


def make(store: Store, at: sa.Connection, channel: str, every: Every, parts: Sequence[Part]) -> str:
    """Makes a message that is due at once; its id."""
    now = store.now(at)
    said = [desk_id(at), channel, every.value, now, *(f"{part.saved} {part.after} {part.upto}" for part in parts)]
    id_ = "v:" + hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]
    row = {"id": id_, "channel": channel, "every": every.value, "made": now, "state": DeliveryState.WAITING.value}
    # Due by the clock: the desk's stamps may be ahead of it, where it went back.
    insert(at, delivery, [row | {"tries": 0, "next": stamp(store.clock.now()), "done": None, "error": None}])
    rows = [{"delivery": id_, "saved": part.saved, "after": part.after, "upto": part.upto} for part in parts]
    insert(at, delivered, rows)
    return id_


def due(at: sa.Connection, now: str, beyond: str, most: int) -> list[Delivery]:
    """What is to be sent now, longest due first. What is due after ``beyond`` is too: the clock went back."""
    there = (delivery.c.next <= now) | (delivery.c.next > beyond)
    asked = sa.select(delivery).where(there).order_by(delivery.c.next, delivery.c.made, delivery.c.id).limit(most)
    return _deliveries(at, at.execute(asked).all())


def next_due(at: sa.Connection) -> str | None:
    """When something is to be sent next; ``None`` if nothing waits."""
    return at.execute(sa.select(sa.func.min(delivery.c.next))).scalar()


def begin(at: sa.Connection, id_: str) -> None:
    """Notes that a message is being sent. It stays due: if that is cut off, it is sent again."""
    _change(at, id_, state=DeliveryState.SENDING)


def finish(at: sa.Connection, id_: str, now: str) -> None:
    """Notes that the other side has it."""
    _change(at, id_, state=DeliveryState.DONE, next=None, done=now, error=None, tries=delivery.c.tries + 1)


def postpone(at: sa.Connection, ids: Sequence[str], again: str, error: str, *, tried: bool) -> None:
    """Notes that messages wait until ``again``; where they were ``tried``, that is counted."""
    tries = delivery.c.tries + (1 if tried else 0)
    for id_ in ids:
        _change(at, id_, state=DeliveryState.WAITING, next=again, error=error, tries=tries)


def refuse(at: sa.Connection, id_: str, now: str, error: str) -> None:
    """Notes that the other side will never take it."""
    _change(at, id_, state=DeliveryState.FAILED, next=None, done=now, error=error, tries=delivery.c.tries + 1)


def wait_again(at: sa.Connection, saved_id: str, now: str) -> int:
    """Lets what failed of a kept question be sent again, from now on, and what waits at once; how many these are."""
    own = sa.select(delivered.c.delivery).where(delivered.c.saved == saved_id)
    states = (DeliveryState.FAILED.value, DeliveryState.WAITING.value)
    which = delivery.c.id.in_(own) & delivery.c.state.in_(states)
    done = at.execute(
        sa.update(delivery).where(which).values(state=DeliveryState.WAITING.value, next=now, tries=0, done=None)
    )
    return int(done.rowcount)


def drop(at: sa.Connection, saved_id: str, now: str) -> int:
    """Gives up what waits for a kept question that is gone, and tells of no other that is not; how many these are."""
    own = sa.select(delivered.c.delivery).where(delivered.c.saved == saved_id)
    others = (
        sa.select(delivered.c.delivery)
        .join(saved, saved.c.id == delivered.c.saved)
        .where(saved.c.state != SavedState.GONE.value, saved.c.id != saved_id)
    )
    which = delivery.c.id.in_(own) & delivery.c.id.not_in(others) & delivery.c.next.is_not(None)
    values = {"state": DeliveryState.FAILED.value, "next": None, "done": now, "error": "its alert was removed"}
    return int(at.execute(sa.update(delivery).where(which).values(values)).rowcount)


def of_saved(at: sa.Connection, saved_id: str, most: int) -> list[Delivery]:
    """The latest deliveries that tell of a kept question, latest first."""
    own = sa.select(delivered.c.delivery).where(delivered.c.saved == saved_id)
    asked = sa.select(delivery).where(delivery.c.id.in_(own)).order_by(delivery.c.made.desc(), delivery.c.id)
    return _deliveries(at, at.execute(asked.limit(most)).all())


def troubles(at: sa.Connection) -> dict[str, tuple[int, int, str | None]]:
    """By kept question: how many deliveries wait after a failure, how many failed for good, and the last reason."""
    found: dict[str, tuple[int, int, str | None]] = {}
    asked = (
        sa.select(delivered.c.saved, delivery.c.state, delivery.c.error)
        .join(delivery, delivery.c.id == delivered.c.delivery)
        .where(delivery.c.error.is_not(None))
        .order_by(delivery.c.made, delivery.c.id)
    )
    for saved_id, state, error in at.execute(asked):
        waiting, failed, _ = found.get(saved_id, (0, 0, None))
        is_failed = state == DeliveryState.FAILED.value
        found[saved_id] = (waiting + (not is_failed), failed + is_failed, error)
    return found


def _change(at: sa.Connection, id_: str, **changes: Any) -> None:
    values = {key: value.value if isinstance(value, StrEnum) else value for key, value in changes.items()}
    at.execute(sa.update(delivery).where(delivery.c.id == id_).values(values))


def _deliveries(at: sa.Connection, rows: Sequence[sa.Row[Any]]) -> list[Delivery]:
    parts: dict[str, list[Part]] = {}
    if rows:
        # A digest tells its questions in the order in which they were kept.
        asked = (
            sa.select(delivered, saved.c.made)
            .join(saved, saved.c.id == delivered.c.saved)
            .where(delivered.c.delivery.in_([row.id for row in rows]))
            .order_by(saved.c.made, saved.c.id)
        )
        for row in at.execute(asked):
            parts.setdefault(row.delivery, []).append(Part(row.saved, row.after, row.upto))
    return [_delivery(row, tuple(parts.get(row.id, ()))) for row in rows]


def _delivery(row: sa.Row[Any], parts: tuple[Part, ...]) -> Delivery:
    told = dict(row._mapping)
    told["every"], told["state"] = Every(told["every"]), DeliveryState(told["state"])
    return Delivery(**told, parts=parts)
