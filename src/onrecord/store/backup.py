"""Backups: a whole desk in a folder of its own, made while others go on writing.

A folder and no archive file: a second backup in the same place copies only the bytes that are new, ``rsync`` and
``sha256sum`` work on it, and one file of it can be looked at. It holds::

    backup.json                   what it is, and which database file belongs to it
    desk-0123456789abcdef.sqlite  the database, of SQLite and of PostgreSQL alike, called by its hash
    archive/ab/cd/abcd...         the original bytes

The database is copied first and then the bytes that it names, so nothing that it names can be missing. ``backup.json``
is replaced last, in one step: before that the backup that stood there is whole, after it the new one is.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import sqlalchemy as sa

from ..clock import stamp
from ..errors import StoreError
from ..version import ENGINE
from . import logbook
from .archive import Archive, sync
from .compacting import unnamed
from .connecting import sqlite_engine
from .copying import copy_rows, counts, put_quickly
from .migrating import migrate, step_of
from .opening import Store, transaction
from .own_facts import desk_id
from .portions import portions
from .tables import snapshot
from .trouble import database_trouble, disk_trouble

FORM = 1
NAME, ARCHIVE = "backup.json", "archive"
DATABASE = re.compile(r"desk-[0-9a-f]{16}\.sqlite")
_UNFINISHED, _NEW = "unfinished.sqlite", NAME + ".new"
_LARGEST_SAID = 64 * 1024 * 1024
#: How many pages SQLite copies in one go.
PAGES = 4096
#: How often a backup starts anew because a rule gave up bytes while it was copying them.
TRIES = 3


@dataclass(frozen=True, slots=True)
class Backup:
    """What ``backup.json`` says. ``desk`` is the desk's id, ``made`` a stamp, ``engine`` the onrecord that made it,
    ``kind`` the database it was made from, ``step`` that of its tables.

    ``sha256`` and ``size`` are those of the file ``database``, ``rows`` the number of rows of each table, ``snapshots``
    that of files in the archive. ``damaged`` are snapshots whose bytes were missing or damaged on the desk already: the
    backup has all the rest.
    """

    form: int
    desk: str
    made: str
    engine: str
    kind: str
    step: str
    database: str
    sha256: str
    size: int
    rows: dict[str, int]
    snapshots: int
    damaged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Backed:
    """A backup that was made, how many files of bytes were copied, were there already, and were removed because the
    desk has given them up.
    """

    backup: Backup
    copied: int
    there: int
    removed: int


def backup(store: Store, target: Path, who: str | None = None) -> Backed:
    """Makes a backup in ``target``: a new folder, an empty one, or one with a backup of this desk, which it replaces.

    Only names that are given up by rule go from a backup that is replaced; bytes that are there in the right size are
    not copied again. With ``who`` the desk's log says so.

    Raises:
        StoreError: if the folder holds something else or a backup of another desk, another backup is being made there,
            or the disk is full.
    """
    _check(store, target)
    try:
        (target / ARCHIVE).mkdir(parents=True, exist_ok=True)
        with _alone(target):
            done = _tried(store, target)
    except OSError as reason:
        raise disk_trouble(reason, str(target)) from reason
    if who is not None:
        with store.writing() as at:
            detail = {"place": str(target), "sha256": done.backup.sha256, "documents": done.backup.rows["document"]}
            logbook.note(at, store.now(at), who, "backup", detail)
    return done


def read_backup(folder: Path) -> Backup:
    """What a backup says of itself.

    Raises:
        StoreError: if there is no backup, it was not finished, or it is of a form that is not known.
    """
    path = folder / NAME
    try:
        if path.is_symlink() or not path.is_file():
            raise _no_backup(folder)
        with path.open("rb") as file:
            said = json.loads(file.read(_LARGEST_SAID))
        form = said["form"]
        found = Backup(**{**said, "damaged": tuple(said["damaged"])}) if form == FORM else None
        _check_words(found)
    except OSError as reason:
        raise disk_trouble(reason, str(path)) from reason
    except (ValueError, TypeError, KeyError, RecursionError):
        raise StoreError("this backup cannot be read", str(path), "take another backup") from None
    if found is None:
        raise StoreError("this backup was made by a newer onrecord", str(folder), "restore it with that one")
    if not DATABASE.fullmatch(found.database):
        raise StoreError("this backup names a database that is none of a backup", str(path), "take another backup")
    return found


def _check_words(said: Backup | None) -> None:
    if said is not None:
        words = (said.desk, said.made, said.engine, said.kind, said.step, said.database, said.sha256, *said.damaged)
        if not all(isinstance(word, str) for word in words):
            raise ValueError("words are to be words")


def _no_backup(folder: Path) -> StoreError:
    if (folder / _UNFINISHED).exists():
        return StoreError("this backup was never finished", str(folder), "make it again, or take another one")
    return StoreError("there is no backup here", str(folder), "give the folder of a backup")


def _check(store: Store, target: Path) -> None:
    """Whether a backup of this desk may stand here."""
    if not target.exists():
        return
    if not target.is_dir():
        raise StoreError("this is a file, and a backup is a folder", str(target), "give a folder")
    if (target / NAME).exists():
        with store.reading() as at:
            if read_backup(target).desk != desk_id(at):
                raise StoreError("this folder holds a backup of another desk", str(target), "give another folder")
        return
    # Without a backup.json only what a killed first try leaves may be here.
    left = re.compile(rf"{ARCHIVE}|{re.escape(_UNFINISHED)}(-wal|-shm|-journal)?|{re.escape(_NEW)}|{DATABASE.pattern}")
    strange = sorted(entry.name for entry in target.iterdir() if not left.fullmatch(entry.name))
    if strange:
        where = str(target)
        raise StoreError(f"this folder holds something else ({strange[0]})", where, "give a new or an empty folder")


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """No other process makes a backup here meanwhile; a kill gives the lock back."""
    handle = os.open(target, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise StoreError("another backup is being made in this folder", str(target), "wait for it to end") from None
    finally:
        os.close(handle)


def _tried(store: Store, target: Path) -> Backed:
    for _ in range(TRIES):
        done = _once(store, target)
        if done is not None:
            return done
    raise StoreError("rules gave up bytes faster than they could be copied", str(target), "back up again later")


def _once(store: Store, target: Path) -> Backed | None:
    """One try; ``None`` if bytes that the copied database names were given up meanwhile."""
    unfinished = target / _UNFINISHED
    for leftover in target.glob(_UNFINISHED + "*"):
        leftover.unlink()
    _copy_database(store, unfinished)
    engine = sqlite_engine(unfinished)
    try:
        with transaction(engine, str(unfinished), writes=False) as at:
            carried = _carry(store, at, Archive(target / ARCHIVE))
            if carried is None:
                return None
            said = _said(store, at, unfinished, carried)
        _publish(target, said)
        kept = target / said.database
        engine.dispose()
        engine = sqlite_engine(kept)
        with transaction(engine, str(kept), writes=False) as at:
            removed = _tidy(at, target, said)
    finally:
        engine.dispose()
    return Backed(said, carried.copied, carried.there, removed)


def _copy_database(store: Store, file: Path) -> None:
    with store.reading() as at:
        desk_id(at)  # The first look fixes the state that is seen: no writer can move it, and none has to wait.
        if at.dialect.name == "sqlite":
            _copy_sqlite(at, file)
            return
        engine = sqlite_engine(file)
        try:
            with transaction(engine, str(file), writes=True) as to:
                migrate(to, str(file))
                copy_rows(at, to)
        finally:
            engine.dispose()


def _copy_sqlite(at: sa.Connection, file: Path) -> None:
    driver = at.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - so the dialect says
    try:
        with closing(sqlite3.connect(file)) as copy:
            driver.backup(copy, pages=PAGES)
            # One file, without the log beside it that a desk in use has.
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as reason:
        error = sa.exc.DBAPIError("backup", None, reason)
        raise database_trouble(error, str(file.parent)) or error from reason


@dataclass(slots=True)
class _Carried:
    copied: int
    there: int
    damaged: list[str]


def _carry(store: Store, at: sa.Connection, archive: Archive) -> _Carried | None:
    """The bytes that the copied database ``at`` names, taken to the backup; ``None`` if a rule came in between."""
    done = _Carried(0, 0, [])
    said = archive.folder.parent / NAME
    finished = said.stat().st_mtime if said.exists() else 0.0
    asked = sa.select(snapshot.c.sha256, snapshot.c.size).where(snapshot.c.given_up.is_(None))
    for row in at.execute(asked.order_by(snapshot.c.sha256)).all():
        if _is_there(archive.path(row.sha256), row.size, row.sha256, finished):
            done.there += 1
            continue
        try:
            data = store.archive.get(row.sha256)
        except StoreError:
            if _given_up_now(store, row.sha256):
                return None
            done.damaged.append(row.sha256)
            continue
        put_quickly(archive, row.sha256, data)
        done.copied += 1
    return done


def _is_there(path: Path, size: int, sha256: str, finished: float) -> bool:
    """Whether the bytes are in the backup. What came after the last backup was finished may have been cut by a power
    failure, so its size alone proves nothing.
    """
    if not (path.is_file() and path.stat().st_size == size):
        return False
    return path.stat().st_mtime <= finished or hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _given_up_now(store: Store, sha256: str) -> bool:
    with store.reading() as at:
        asked = sa.select(snapshot.c.given_up).where(snapshot.c.sha256 == sha256)
        return at.execute(asked).scalar() is not None


def _said(store: Store, at: sa.Connection, file: Path, carried: _Carried) -> Backup:
    with file.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    return Backup(
        form=FORM,
        desk=desk_id(at),
        made=stamp(store.clock.now()),
        engine=ENGINE,
        kind=store.engine.dialect.name,
        step=step_of(at) or "",
        database=f"desk-{sha256[:16]}.sqlite",
        sha256=sha256,
        size=file.stat().st_size,
        rows=counts(at),
        snapshots=carried.copied + carried.there,
        damaged=tuple(carried.damaged),
    )


def _publish(target: Path, said: Backup) -> None:
    """The new database under its name, and then, in one step, the page that names it."""
    os.sync()  # all the files at once
    (target / _UNFINISHED).replace(target / said.database)
    new = target / _NEW
    new.write_text(json.dumps(asdict(said), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    sync(new)
    sync(target)
    new.replace(target / NAME)
    sync(target)


def _tidy(at: sa.Connection, target: Path, said: Backup) -> int:
    """Removes what the backup before had and this one has not: its database, and bytes that were given up since."""
    for file in target.glob("desk-*.sqlite"):
        if file.name != said.database:
            file.unlink()
    archive, removed = Archive(target / ARCHIVE), 0
    for some in portions(archive.all()):
        for name, _ in unnamed(at, some):
            archive.give_up(name)
            removed += 1
    archive.sweep()
    return removed
