"""A desk opened: its database, its archive, its clock."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from ..clock import Clock, moment, stamp
from ..errors import StoreError
from .archive import Archive
from .connecting import PATIENCE, WRITES, is_address
from .tables import desk
from .trouble import database_trouble

_TURN = "onrecord_turn"
_LAST = sa.select(desk.c.value).where(desk.c.key == "last")
_KEEP_LAST = sa.update(desk).where(desk.c.key == "last").values(value=sa.bindparam("stamp"))


@dataclass(slots=True)
class Turn:
    """What one transaction that writes knows: the desk's latest stamp, and the numbers that it gives out.

    No other writer is at work meanwhile, so both are read once and kept here.
    """

    at: sa.Connection
    last: str | None = None
    _before: str | None = None
    _next: dict[str, int] = field(default_factory=dict)

    def stamp(self, clock: Clock) -> str:
        """A stamp later than every one before it."""
        if self.last is None:
            self.last = self._before = str(self.at.execute(_LAST).scalar_one())
        told = stamp(clock.now())
        self.last = told if told > self.last else _just_after(self.last)
        return self.last

    def numbers(self, table: sa.Table, count: int) -> range:
        """Numbers for so many new rows of a table whose numbers the desk gives out itself."""
        first = self._next.get(table.name)
        if first is None:
            first = int(self.at.execute(sa.select(sa.func.coalesce(sa.func.max(table.c.no), 0))).scalar_one()) + 1
        self._next[table.name] = first + count
        return range(first, first + count)

    def finish(self) -> None:
        """Keeps the latest stamp."""
        if self.last != self._before:
            self.at.execute(_KEEP_LAST, {"stamp": self.last})


def turn(at: sa.Connection) -> Turn:
    """The turn of the transaction; it must be one of ``Store.writing``."""
    found = at.info.get(_TURN)
    if not isinstance(found, Turn):
        raise RuntimeError("this is not a transaction of Store.writing")
    return found


@dataclass(frozen=True, slots=True)
class Store:
    """One desk's database and the archive beside it. Threads may share it.

    ``place`` is what a person calls the desk: the folder, or the database's address without its password.
    """

    engine: sa.Engine
    archive: Archive
    place: str
    clock: Clock = field(default_factory=Clock)
    _one_writer: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction that writes; it is committed at the end, or not at all.

        Raises:
            StoreError: for what the database or the disk says against it: locked by another writer for too long, disk
                full, read-only, gone, damaged. The desk is as it was.
        """
        # Threads take turns here, where waiting is fair; processes take turns at the database's own lock.
        if not self._one_writer.acquire(timeout=PATIENCE):
            raise StoreError("this desk is locked by another thread", self.place, "wait for it to end")
        try:
            with transaction(self.engine, self.place, writes=True) as at:
                info = at.info  # asked once: of a connection that was lost it cannot be asked
                info[_TURN] = mine = Turn(at)
                try:
                    yield at
                    mine.finish()
                finally:
                    info.pop(_TURN, None)
        finally:
            self._one_writer.release()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One transaction that only reads, and sees one state of the desk throughout.

        Raises:
            StoreError: as ``writing`` does.
        """
        with transaction(self.engine, self.place, writes=False) as at:
            yield at

    def now(self, at: sa.Connection) -> str:
        """The stamp for what is filed now: the clock's, or just after the desk's latest where the clock went back."""
        return turn(at).stamp(self.clock)

    def close(self) -> None:
        """Gives back the database's connections."""
        self.engine.dispose()


@contextmanager
def transaction(engine: sa.Engine, place: str, *, writes: bool) -> Iterator[sa.Connection]:
    """One transaction; what the database says against it from outside is told as a StoreError.

    Raises:
        StoreError: as ``Store.writing`` does.
    """
    try:
        with engine.connect().execution_options(**{WRITES: writes}) as at, at.begin() as begun:
            yield at
            if not writes:
                begun.rollback()
    except sa.exc.DBAPIError as error:
        said = database_trouble(error, place, writes=writes)
        if said is None:
            raise
        raise said from error


def create(place: str | Path, clock: Clock | None = None, database: str | None = None) -> Store:
    """Makes a desk in a folder that is new or empty, with its tables; its database is ``database`` (a
    ``postgresql://`` address, whose database must exist and hold no desk) or a SQLite file in the folder.

    What a kill left of an earlier try is taken up and completed.

    Raises:
        StoreError: if there is a desk already, the folder holds something else, or it cannot be made.
    """
    from . import founding

    clock = clock or Clock()
    if is_address(place):
        raise StoreError("a desk is made in a folder", remedy="give a folder, and the address as its database")
    folder = Path(place)
    return founding.on_sqlite(folder, clock) if database is None else founding.on_postgres(folder, database, clock)


def open_store(place: str | Path, clock: Clock | None = None) -> Store:
    """Opens the desk in a folder, or at a ``postgresql://`` address; older tables are brought up to date first.

    Raises:
        StoreError: if there is no desk, it was made by a newer onrecord, another process is bringing it up to date, or
            it cannot be opened.
    """
    from . import founding

    clock = clock or Clock()
    return founding.at_address(str(place), clock) if is_address(place) else founding.in_folder(Path(place), clock)


def _just_after(last: str) -> str:
    return stamp(moment(last) + timedelta(microseconds=1))
