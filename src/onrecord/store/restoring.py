"""Restoring: a backup becomes a desk again, in a folder or on a PostgreSQL server, with every id, number and history.

A backup that was handed over by somebody else is not trusted: no link in it is followed, no name in it is a path, and
its database must have the tables of a desk and nothing besides (no trigger or view of anybody else's).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa

from ..clock import Clock
from ..errors import StoreError
from . import founding, logbook
from .archive import Archive, sync
from .backup import ARCHIVE, Backup, read_backup
from .connecting import address, postgres_engine, shown, sqlite_engine
from .copying import copy_rows, put_quickly
from .migrating import STEPS, migrate
from .opening import open_store, transaction
from .tables import desk, snapshot
from .trouble import disk_trouble

_PIECE = 1024 * 1024
#: The largest file of bytes that is taken from a backup: far more than a desk takes in.
LARGEST = 1024 * 1024 * 1024


def restore(
    folder: Path, place: Path, database: str | None = None, who: str = "onrecord", clock: Clock | None = None
) -> Backup:
    """Makes the desk of a backup in ``place``, a new or empty folder; ``database`` is a ``postgresql://`` address whose
    database must exist and be empty, or ``None`` for a file in the folder. Older tables are brought up to date.

    Everything is proved against its hash before anything stands in its place; what fails leaves nothing behind.

    Raises:
        StoreError: if the backup is damaged, unfinished, or made by a newer onrecord, or the place is not free.
    """
    said = read_backup(folder)
    if said.step not in STEPS:
        raise StoreError("this backup was made by a newer onrecord", str(folder), "restore it with that one")
    _check_free(place)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{place.name}.restoring-", dir=place.parent))
        try:
            _stage(folder, said, staging, who, clock or Clock())
            if database is None:
                _move(staging, place)
            else:
                _to_server(staging, place, database)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as reason:
        raise disk_trouble(reason, str(place)) from reason
    return said


def _check_free(place: Path) -> None:
    if place.exists() and not (place.is_dir() and not any(place.iterdir())):
        raise StoreError("something is here already", str(place), "choose a new or an empty folder")


def _stage(folder: Path, said: Backup, staging: Path, who: str, clock: Clock) -> None:
    """A whole desk on SQLite in the staging folder, up to date."""
    staging.chmod(0o755)
    (staging / ARCHIVE).mkdir()
    file = staging / founding.DATABASE
    _copy_database(folder / said.database, said, file)
    _check_tables(file, said, folder)
    engine = sqlite_engine(file)
    try:
        with transaction(engine, str(folder), writes=True) as at:
            # Never the folder that the database names: another desk's archive, or anything, may be there.
            at.execute(sa.delete(desk).where(desk.c.key == "archive"))
            at.execute(sa.insert(desk).values(key="archive", value=ARCHIVE))
    finally:
        engine.dispose()
    store = open_store(staging, clock)
    try:
        with store.reading() as at:
            _copy_bytes(at, folder, said, store.archive)
        with store.writing() as at:
            detail = {"made": said.made, "sha256": said.sha256, "from": said.kind, "step": said.step}
            logbook.note(at, store.now(at), who, "restore", detail)
    finally:
        store.close()


def _copy_database(one: Path, said: Backup, other: Path) -> None:
    digest = hashlib.sha256()
    with _opened(one) as source, other.open("xb") as target:
        while piece := source.read(_PIECE):
            digest.update(piece)
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    if digest.hexdigest() != said.sha256:
        raise StoreError("this backup is damaged: its database is not the one it was made with", str(one), _ANOTHER)


_ANOTHER = "take another backup"


def _check_tables(file: Path, said: Backup, folder: Path) -> None:
    """Whether the file holds the tables of a desk at its step, and nothing that onrecord did not make."""
    try:
        with closing(sqlite3.connect(":memory:")) as other:
            _as_made(other, said.step)
            expected = _objects(other)
        with closing(sqlite3.connect(file)) as at:
            at.execute("PRAGMA trusted_schema = OFF")
            fine = _objects(at) == expected and at.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.Error:
        fine = False
    if not fine:
        raise StoreError("what this backup calls its database has not the tables of a desk", str(folder), _ANOTHER)


def _as_made(at: sqlite3.Connection, step: str) -> None:
    """The tables of a desk at a step, made in an empty database."""
    engine = sa.create_engine("sqlite://", creator=lambda: at, poolclass=sa.StaticPool)
    try:
        with engine.begin() as made:
            migrate(made, ":memory:", step)
    finally:
        engine.dispose(close=False)


def _objects(at: sqlite3.Connection) -> set[tuple[str, ...]]:
    """What a SQLite file holds: its tables with their columns, its indexes, and triggers and views word by word."""
    found: set[tuple[str, ...]] = set()
    rows = at.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'")
    for type_, name, table, sql in rows.fetchall():
        if type_ == "table":
            columns = at.execute("SELECT name FROM pragma_table_xinfo(?)", (name,)).fetchall()
            found.add((type_, name, *(column for (column,) in columns)))
        else:
            found.add((type_, name, table, "" if type_ == "index" else " ".join((sql or "").split())))
    return found


def _copy_bytes(at: sa.Connection, folder: Path, said: Backup, archive: Archive) -> None:
    asked = sa.select(snapshot.c.sha256, snapshot.c.size).where(snapshot.c.given_up.is_(None))
    source, missing = Archive(folder / ARCHIVE), frozenset(said.damaged)
    for row in at.execute(asked.order_by(snapshot.c.sha256)).all():
        path = source.path(row.sha256)
        try:
            with _opened(path) as file:
                size = os.fstat(file.fileno()).st_size
                data = file.read() if size == row.size and size <= LARGEST else b""
        except FileNotFoundError:
            data = b""
        if hashlib.sha256(data).hexdigest() == row.sha256:
            put_quickly(archive, row.sha256, data)
        elif row.sha256 not in missing:
            raise StoreError("this backup is damaged: bytes that it names are missing or altered", str(path), _ANOTHER)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """An ordinary file of the backup; a link, a pipe or a device, or one under a folder that is a link, is refused.

    Raises:
        FileNotFoundError: if it is not there.
        StoreError: if it is no ordinary file.
    """
    inside = path.parents[2] if len(path.name) == 64 else path
    links = [one for one in (inside, *path.parents[:2]) if one.is_symlink()]
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise
    except OSError:
        raise StoreError("this file of the backup cannot be opened, or is a link", str(path), _ANOTHER) from None
    with os.fdopen(handle, "rb") as file:
        if links or not stat.S_ISREG(os.fstat(handle).st_mode):
            raise StoreError("this is no ordinary file, and a backup holds nothing else", str(path), _ANOTHER)
        yield file


def _move(staging: Path, place: Path) -> None:
    os.sync()  # all the files at once
    if place.exists():
        place.rmdir()
    staging.rename(place)
    sync(place.parent)


def _to_server(staging: Path, place: Path, database: str) -> None:
    """The rows to the server in one transaction; the folder keeps the archive and says which database it is."""
    url = address(database)
    server = postgres_engine(url)
    local = sqlite_engine(staging / founding.DATABASE)
    moved = False
    try:
        with (
            transaction(local, str(staging), writes=False) as one,
            transaction(server, shown(url), writes=True) as other,
        ):
            if sa.inspect(other).get_table_names():
                raise StoreError("this database holds something already", shown(url), "give a new one: createdb NAME")
            migrate(other, shown(url))
            copy_rows(one, other)
            archive = str((place / ARCHIVE).resolve())
            other.execute(sa.update(desk).where(desk.c.key == "archive").values(value=archive))
            marker = json.dumps({"database": shown(url)}, indent=1) + "\n"
            (staging / founding.MARKER).write_text(marker, encoding="utf-8")
            local.dispose()
            for file in staging.glob(founding.DATABASE + "*"):
                file.unlink()
            _move(staging, place)  # before the commit: rows without their bytes would be worse than the reverse
            moved = True
    except BaseException:
        if moved:
            shutil.rmtree(place, ignore_errors=True)
        raise
    finally:
        server.dispose()
        local.dispose()
