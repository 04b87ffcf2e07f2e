"""What is watched, and its items: the tables ``watched`` and ``item``. All state of a watch is here and survives it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from ..errors import StoreError
from .tables import document as document_table
from .tables import item as item_table
from .tables import source_key
from .tables import watched as watched_table

#: How many keys one question asks for; databases bound the number of parameters.
_MANY = 500
#: An index holds no longer keys than this (characters), on either database.
_LONGEST_KEY = 500


class WatchedKind(StrEnum):
    """What sort of thing is looked at."""

    FEED = "feed"
    SITEMAP = "sitemap"
    FOLDER = "folder"
    PAGE = "page"


class WatchedState(StrEnum):
    """Whether it is looked at; what is gone is kept for its history."""

    ACTIVE = "active"
    PAUSED = "paused"
    GONE = "gone"


class ItemState(StrEnum):
    """What became of an item: it waits to be fetched, is filed, was filed by another way, refused, or gone since."""

    WAITING = "waiting"
    FILED = "filed"
    KNOWN = "known"
    REFUSED = "refused"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Watched:
    """One thing that is looked at again and again. Times are stamps, ``interval`` and ``every`` seconds.

    ``every`` is what a person fixed. ``failures`` and ``refusals`` (robots.txt) are counted in a row. ``moved_to`` is
    where a permanent redirect leads: while it is not ``url`` it was seen once, and when it was seen again it is.
    """

    id: str
    kind: WatchedKind
    url: str
    source: str | None
    title: str | None
    added: str
    state: WatchedState
    every: float | None
    interval: float
    next: str
    etag: str | None = None
    modified: str | None = None
    looked: str | None = None
    succeeded: str | None = None
    news: str | None = None
    failures: int = 0
    refusals: int = 0
    error: str | None = None
    moved_to: str | None = None
    renamed_from: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An item of something watched, as it is kept. ``facts`` is JSON; ``document`` the number of what was filed."""

    no: int
    watched: str
    key: str
    url: str | None
    facts: str | None
    state: ItemState
    seen: str
    tries: int
    next: str | None
    error: str | None
    document: int | None


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item as it was met in a feed, sitemap or folder. With ``changed``, one that is there already waits again."""

    key: str
    url: str | None
    facts: str | None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """How one watched thing stands: itself (failures, refusals, error, renamed or moved, last looked, succeeded and
    news), how many of its items are in each state, and why some were refused or tried in vain, with their number.
    """

    watched: Watched
    items: dict[ItemState, int]
    reasons: tuple[tuple[str, int], ...]

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to tell."""
        w = self.watched
        told = w.error or w.moved_to or w.renamed_from or self.reasons
        return w.state is not WatchedState.GONE and not (w.failures or w.refusals or told)


_COLUMNS = frozenset(field.name for field in fields(Watched))


def add_watched(at: sa.Connection, watched: Watched) -> Watched:
    """Adds something to watch, once: what is there already by its address is given back, active again if it was not.

    ``id`` may be empty, and is given.
    """
    there = watched_at(at, watched.url)
    if there is not None:
        if there.state is WatchedState.ACTIVE:
            return there
        state = WatchedState.ACTIVE
        change_watched(at, there.id, state=state, next=watched.next, failures=0, refusals=0, error=None)
        left = (item_table.c.watched == there.id) & item_table.c.next.is_(None)
        waiting = left & (item_table.c.state == ItemState.WAITING.value)
        at.execute(item_table.update().where(waiting).values(next=watched.next))
        found = watched_at(at, watched.url)
        assert found is not None  # noqa: S101 - its row was there in this transaction
        return found
    row = asdict(watched) | {"id": _free_id(at, watched.url)}
    at.execute(watched_table.insert().values({key: _plain(value) for key, value in row.items()}))
    return Watched(**row)


def leave_items(at: sa.Connection, watched: str) -> None:
    """No item of this is fetched or looked at any more; what is filed of it stays."""
    at.execute(item_table.update().where(item_table.c.watched == watched).values(next=None))


def _free_id(at: sa.Connection, url: str) -> str:
    # Something that moved keeps its id, which was made of its old address.
    for number in range(1, 1000):
        said = url if number == 1 else f"{url}\n{number}"
        id_ = "w:" + hashlib.sha256(said.encode()).hexdigest()[:16]
        if at.execute(sa.select(watched_table.c.id).where(watched_table.c.id == id_)).first() is None:
            return id_
    raise StoreError("this was added and moved too often", url, "look at what is watched")


def change_watched(at: sa.Connection, id_: str, **changes: str | float | None) -> None:
    """Changes fields of one watched thing.

    Raises:
        StoreError: if there is no such thing.
    """
    unknown = changes.keys() - _COLUMNS
    if unknown:
        raise StoreError("no such field of what is watched", ", ".join(sorted(unknown)), "this is a fault of onrecord")
    values = {key: _plain(value) for key, value in changes.items()}
    done = at.execute(watched_table.update().where(watched_table.c.id == id_).values(values))
    if done.rowcount != 1:
        raise StoreError("this is not watched", id_, "see what is")


def watched_at(at: sa.Connection, named: str) -> Watched | None:
    """The watched thing with this address, path or id."""
    table = watched_table
    row = at.execute(sa.select(table).where(sa.or_(table.c.url == named, table.c.id == named))).mappings().first()
    return None if row is None else _watched(row)


def all_watched(at: sa.Connection, *, gone: bool = False) -> list[Watched]:
    """Everything that is watched, in the order in which it was added; also what is ``gone``, if that is asked for."""
    asked = sa.select(watched_table).order_by(watched_table.c.added, watched_table.c.id)
    if not gone:
        asked = asked.where(watched_table.c.state != WatchedState.GONE.value)
    return [_watched(row) for row in at.execute(asked).mappings()]


def due_watched(at: sa.Connection, now: str, beyond: str, most: int) -> list[Watched]:
    """What is to be looked at now, longest due first. What is due after ``beyond`` is too: the clock went back."""
    table = watched_table
    due = sa.or_(table.c.next <= now, table.c.next > beyond)
    asked = sa.select(table).where(table.c.state == WatchedState.ACTIVE.value, due).order_by(table.c.next).limit(most)
    return [_watched(row) for row in at.execute(asked).mappings()]


def due_items(at: sa.Connection, now: str, beyond: str, each: int, most: int) -> list[Item]:
    """Items that are to be fetched now: at most so many ``each`` watched thing, so that a long list holds up no other.

    Those that wait to be filed come before those that are looked at again. A feed that is gone has had its
    entries: they are still fetched.
    """
    waiting = sa.case((item_table.c.state == ItemState.WAITING.value, 0), else_=1)
    place = sa.func.row_number().over(
        partition_by=item_table.c.watched, order_by=(waiting, item_table.c.next, item_table.c.no)
    )
    due = (
        sa.select(item_table, place.label("place"), waiting.label("later"))
        .join(watched_table, watched_table.c.id == item_table.c.watched)
        .where(
            item_table.c.state.in_([one.value for one in ItemState if one is not ItemState.REFUSED]),
            sa.or_(item_table.c.next <= now, item_table.c.next > beyond),
            watched_table.c.state != WatchedState.PAUSED.value,
        )
        .subquery()
    )
    columns = [due.c[column.name] for column in item_table.c]
    asked = sa.select(*columns).where(due.c.place <= each).order_by(due.c.later, due.c.place, due.c.next).limit(most)
    return [_item(row) for row in at.execute(asked).mappings()]


def next_due(at: sa.Connection) -> str | None:
    """When something is to be looked at or fetched next; ``None`` if nothing ever is."""
    state = watched_table.c.state
    looks = sa.select(sa.func.min(watched_table.c.next)).where(state == WatchedState.ACTIVE.value)
    look = at.execute(looks).scalar()
    joined = item_table.join(watched_table, watched_table.c.id == item_table.c.watched)
    states = [one.value for one in ItemState if one is not ItemState.REFUSED]
    asked = sa.select(sa.func.min(item_table.c.next)).select_from(joined)
    going_on = state != WatchedState.PAUSED.value
    fetch = at.execute(asked.where(going_on, item_table.c.state.in_(states))).scalar()
    return min((moment for moment in (look, fetch) if moment is not None), default=None)


def enter(at: sa.Connection, watched: str, items: Sequence[NewItem], now: str) -> int:
    """Notes items as waiting, each once by its key; how many are new or changed.

    An item under a known key that leads to another page is another item: feeds give one identity to many.
    """
    apart = {(one.key, one.url): one for one in (_storable(item) for item in items)}
    known = _known(at, watched, {key for key, _ in apart} | {_key_with_url(one) for one in apart.values()})
    new: dict[str, NewItem] = {}
    again: dict[str, NewItem] = {}
    for one in apart.values():
        key = one.key
        if (key in known and known[key] != one.url) or (key in new and new[key].url != one.url):
            key = _key_with_url(one)
        if key not in known:
            new.setdefault(key, one)
        elif one.changed:
            again[key] = one
    if new:
        rows = [_new_row(watched, key, one, now) for key, one in new.items()]
        at.execute(item_table.insert(), rows)
    for key, one in again.items():
        here = (item_table.c.watched == watched) & (item_table.c.key == key)
        values = {"state": ItemState.WAITING.value, "facts": one.facts, "next": now, "tries": 0, "error": None}
        at.execute(item_table.update().where(here).values(values))
    return len(new) + len(again)


def _storable(one: NewItem) -> NewItem:
    key = str(_plain(one.key))
    if len(key) > _LONGEST_KEY:
        key = hashlib.sha256(key.encode()).hexdigest()
    return NewItem(key, _plain(one.url), _plain(one.facts), one.changed)


def _key_with_url(one: NewItem) -> str:
    return f"{one.key}\n{hashlib.sha256(str(one.url).encode()).hexdigest()}"


def _new_row(watched: str, key: str, one: NewItem, now: str) -> dict[str, Any]:
    state = ItemState.WAITING.value
    told = {"watched": watched, "key": key, "url": one.url, "facts": one.facts}
    return told | {"state": state, "seen": now, "tries": 0, "next": now, "error": None, "document": None}


def _known(at: sa.Connection, watched: str, keys: Iterable[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for some in _in_parts(sorted(keys)):
        here = (item_table.c.watched == watched) & item_table.c.key.in_(some)
        found.update((key, url) for key, url in at.execute(sa.select(item_table.c.key, item_table.c.url).where(here)))
    return found


def _in_parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for begin in range(0, len(keys), _MANY):
        yield keys[begin : begin + _MANY]


def facts_of(at: sa.Connection, watched: str, keys: Sequence[str]) -> dict[str, str | None]:
    """What is kept of those of these items that are known, by their keys."""
    found: dict[str, str | None] = {}
    for some in _in_parts(keys):
        here = (item_table.c.watched == watched) & item_table.c.key.in_(some)
        found.update(
            (key, told) for key, told in at.execute(sa.select(item_table.c.key, item_table.c.facts).where(here))
        )
    return found


def change_item(at: sa.Connection, no: int, **changes: str | float | None) -> None:
    """Changes fields of an item."""
    values = {key: _plain(value) for key, value in changes.items()}
    at.execute(item_table.update().where(item_table.c.no == no).values(values))


def filed_from(at: sa.Connection, url: str) -> int | None:
    """The number of the document that an item with this address was filed as, by whichever feed."""
    asked = sa.select(sa.func.max(item_table.c.document)).where(item_table.c.url == url)
    number: int | None = at.execute(asked).scalar()
    return number


def document_no(at: sa.Connection, id_: str) -> int:
    """The number of the document with this id."""
    number: int | None = at.execute(sa.select(document_table.c.no).where(document_table.c.id == id_)).scalar()
    if number is None:
        raise StoreError("there is no such document", id_, "check the desk with onrecord desk verify")
    return number


def address_at(at: sa.Connection, no: int) -> str | None:
    """Where a later version of the document with this number would stand."""
    address: str | None = at.execute(sa.select(document_table.c.address).where(document_table.c.no == no)).scalar()
    return address


def is_outlet(at: sa.Connection, keys: Sequence[str]) -> bool:
    """Whether an outlet is known by one of these keys."""
    return at.execute(sa.select(source_key.c.source).where(source_key.c.key.in_(keys))).first() is not None


def trouble(at: sa.Connection) -> list[Trouble]:
    """How everything that is or was watched stands, in the order in which it was added."""
    table = item_table
    states: dict[str, dict[ItemState, int]] = {}
    asked = sa.select(table.c.watched, table.c.state, sa.func.count()).group_by(table.c.watched, table.c.state)
    for watched, state, number in at.execute(asked):
        states.setdefault(watched, {})[ItemState(state)] = number
    reasons: dict[str, list[tuple[str, int]]] = {}
    number_of = sa.func.count().label("number")
    why = sa.select(table.c.watched, table.c.error, number_of).where(table.c.error.is_not(None))
    for watched, error, number in at.execute(why.group_by(table.c.watched, table.c.error).order_by(number_of.desc())):
        reasons.setdefault(watched, []).append((error, number))
    return [
        Trouble(one, states.get(one.id, {}), tuple(reasons.get(one.id, ())[:5])) for one in all_watched(at, gone=True)
    ]


def children_of(at: sa.Connection, title: str) -> list[Watched]:
    """The watched things that bear this title."""
    asked = sa.select(watched_table).where(watched_table.c.title == title)
    return [_watched(row) for row in at.execute(asked).mappings()]


def _plain(value: Any) -> Any:
    """A value as both databases take it: what comes from outside may hold characters that PostgreSQL refuses."""
    if isinstance(value, StrEnum):
        return value.value
    return value.replace("\0", "").encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _watched(row: sa.RowMapping) -> Watched:
    told = dict(row)
    return Watched(**told | {"kind": WatchedKind(told["kind"]), "state": WatchedState(told["state"])})


def _item(row: sa.RowMapping) -> Item:
    told = dict(row)
    return Item(**told | {"state": ItemState(told["state"])})
