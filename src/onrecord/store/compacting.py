"""Compacting: what is left over of kills and of what was given up goes, and the database is made small and quick."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ..errors import StoreError
from . import index_search, logbook, search
from .opening import Store
from .portions import portions
from .tables import snapshot
from .trouble import database_trouble, disk_trouble

#: How old, in seconds, a file that no row names must be: one that is younger may belong to a filing under way.
OLD = 86_400.0
#: How a file is called while it is set aside.
_ASIDE = ".new-orphan-"


@dataclass(frozen=True, slots=True)
class Compacted:
    """What was removed, and how many bytes the database and the archive took before and after."""

    orphans: int
    given_up: int
    unfinished: int
    database: tuple[int, int]
    archive: tuple[int, int]


def compact(store: Store, who: str = "onrecord") -> Compacted:
    """Removes files of the archive that no row names (older than a day) or whose row says that they were given up, and
    half-written ones; makes damaged search indexes anew; then squeezes the database. Others may read and write
    meanwhile, but wait for the squeezing.

    Raises:
        StoreError: if the archive cannot be written, the disk has no room for the database a second time, or others
            hold the database for too long.
    """
    from . import sheet  # loads numpy

    before = database_size(store), _archive_size(store)
    orphans, given_up = _remove(store)
    unfinished = store.archive.sweep()
    sheet.remove_old(store)
    with store.writing() as at:
        if search.check(at):
            search.rebuild(at)
    if index_search.check(store):
        index_search.rebuild(store)
    squeeze(store)
    done = Compacted(
        orphans, given_up, unfinished, (before[0], database_size(store)), (before[1], _archive_size(store))
    )
    with store.writing() as at:
        detail = {"orphans": orphans, "given_up": given_up, "unfinished": unfinished, "database": done.database}
        logbook.note(at, store.now(at), who, "compact", {**detail, "archive": done.archive})
    return done


def unnamed(at: sa.Connection, names: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Of files of the archive those that should not be there, each with whether a row says that it was given up."""
    for some in portions(names, 500):
        asked = sa.select(snapshot.c.sha256, snapshot.c.given_up).where(snapshot.c.sha256.in_(some))
        known = {row.sha256: row.given_up is not None for row in at.execute(asked)}
        yield from ((name, name in known) for name in some if known.get(name, True))


def squeeze(store: Store) -> None:
    """Writes the database anew without what was deleted, so that no page of it holds an old word any more.

    SQLite: the search indexes are merged, the file rewritten, its log (WAL) emptied. PostgreSQL: the tables are
    rewritten (``VACUUM FULL``), one after another; the server's own log keeps old pages until it is recycled.

    Raises:
        StoreError: if others hold the database for too long, or the disk has no room.
    """
    is_sqlite = store.engine.dialect.name == "sqlite"
    raw = store.engine.raw_connection()
    try:
        driver: Any = raw.driver_connection
        _squeeze_sqlite(driver, store.place) if is_sqlite else _squeeze_postgres(driver)
    except store.engine.dialect.loaded_dbapi.Error as reason:
        error = sa.exc.DBAPIError("VACUUM", None, reason)
        raise database_trouble(error, store.place) or error from reason
    finally:
        raw.close()


def database_size(store: Store) -> int:
    """The bytes that the database takes, with its log where it has one beside it."""
    if store.engine.dialect.name != "sqlite":
        with store.reading() as at:
            return int(at.execute(sa.text("SELECT pg_database_size(current_database())")).scalar_one())
    path = Path(store.engine.url.database or "")
    return sum(file.stat().st_size for file in (path, path.with_name(path.name + "-wal")) if file.exists())


def _squeeze_sqlite(driver: sqlite3.Connection, place: str) -> None:
    for index in ("document_words", "indexed_search"):
        driver.execute(f"INSERT INTO {index}({index}) VALUES ('optimize')")  # noqa: S608
    driver.execute("PRAGMA temp_store = FILE")  # the whole database, a second time: not in memory
    try:
        driver.execute("VACUUM")
        driver.execute("ANALYZE")
        (busy, *_) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        driver.execute("PRAGMA temp_store = MEMORY")
    if busy:
        raise StoreError("others read this desk, so that its log could not be emptied", place, "compact it later")


def _squeeze_postgres(driver: Any) -> None:
    # Outside of a transaction, where alone it can be done; the driver's connection goes back as it was.
    driver.rollback()
    driver.autocommit = True
    try:
        driver.execute("VACUUM (FULL, ANALYZE)")
    finally:
        driver.autocommit = False


def _remove(store: Store) -> tuple[int, int]:
    _put_back(store)
    orphans = given_up = 0
    for some in portions(store.archive.all(), 500):
        with store.reading() as at:
            found = list(unnamed(at, some))
        for name, by_rule in found:
            if by_rule:
                store.archive.give_up(name)
                given_up += 1
            else:
                orphans += _remove_old(store.archive.path(name))
    return orphans, given_up


def _put_back(store: Store) -> None:
    """Gives what an earlier run set aside, and was killed over, its name again: by now a row may name it."""
    for aside in store.archive.folder.glob(f"??/??/{_ASIDE}*"):
        path = aside.with_name(aside.name.removeprefix(_ASIDE))
        try:
            aside.unlink() if path.exists() else aside.rename(path)
        except FileNotFoundError:
            continue  # another run has it
        except OSError as reason:
            raise disk_trouble(reason, str(aside)) from reason


def _remove_old(path: Path) -> bool:
    """Removes a file that no row names, if it is old.

    One that is old is set aside before its age is looked at again: who is filing these bytes just now has made it young
    before that, or finds it gone and writes it anew. A young one is not touched: a kill could leave it aside.
    """
    aside = path.with_name(f"{_ASIDE}{path.name}")
    try:
        if time.time() - path.stat().st_mtime <= OLD:
            return False
        path.rename(aside)
        if time.time() - aside.stat().st_mtime <= OLD:
            aside.rename(path)
            return False
        aside.unlink()
    except FileNotFoundError:
        return False  # somebody else removed it
    except OSError as reason:
        raise disk_trouble(reason, str(path)) from reason
    return True


def _archive_size(store: Store) -> int:
    total = 0
    for name in store.archive.all():
        try:
            total += store.archive.path(name).stat().st_size
        except FileNotFoundError:
            continue  # given up meanwhile
    return total
