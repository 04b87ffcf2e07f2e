"""Where a desk stands: made in a folder, with its database there or on a server, and found again."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

import sqlalchemy as sa

from ..clock import Clock, stamp
from ..errors import StoreError
from ..version import ENGINE
from .archive import Archive, sync
from .connecting import address, postgres_engine, shown, sqlite_engine
from .migrating import is_up_to_date, migrate, step_of
from .opening import Store, transaction
from .tables import desk, log
from .trouble import disk_trouble

DATABASE, ARCHIVE, MARKER = "desk.sqlite", "archive", "desk.json"
_OURS = frozenset({DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal", ARCHIVE, MARKER})


def on_sqlite(folder: Path, clock: Clock) -> Store:
    """Makes a desk whose database is a file in its folder."""
    place, folder = str(folder), folder.absolute()  # what is opened later is found from wherever the process is by then
    _prepare(folder, marker=None)
    engine = sqlite_engine(folder / DATABASE)
    try:
        _found(engine, place, clock, ARCHIVE)
        _use_wal(engine, place)
        sync(folder)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, Archive(folder / ARCHIVE), place, clock)


def on_postgres(folder: Path, database: str, clock: Clock) -> Store:
    """Makes a desk whose database is on a server: its folder holds the archive, and says which database."""
    url = address(database)
    place, folder = shown(url), folder.absolute()
    engine = postgres_engine(url)
    try:
        with transaction(engine, place, writes=False) as at:
            _check_empty(at, place)
        _prepare(folder, marker=place)
        _found(engine, place, clock, str((folder / ARCHIVE).resolve()))
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, Archive(folder / ARCHIVE), place, clock)


def in_folder(folder: Path, clock: Clock) -> Store:
    """Opens the desk in a folder."""
    place, folder = str(folder), folder.absolute()
    if (folder / MARKER).is_file() and not (folder / DATABASE).exists():
        return _by_marker(folder, clock)
    if not (folder / DATABASE).is_file():
        raise StoreError("there is no desk here", place, "make one: onrecord desk init FOLDER")
    engine = sqlite_engine(folder / DATABASE)
    try:
        _bring_up(engine, place, clock)
        _use_wal(engine, place)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, Archive(folder / ARCHIVE), place, clock)


def at_address(written: str, clock: Clock, archive: Path | None = None) -> Store:
    """Opens the desk at a database's address. Its archive is where the desk says; or, where it is opened by its folder,
    ``archive``: the desk says so from then on.

    Raises:
        StoreError: if the archive is not where the desk says, or the desk has another one.
    """
    url = address(written)
    place = shown(url)
    engine = postgres_engine(url)
    try:
        _bring_up(engine, place, clock)
        with transaction(engine, place, writes=False) as at:
            told = str(at.execute(sa.select(desk.c.value).where(desk.c.key == "archive")).scalar_one())
        if archive is not None:
            _move_archive(engine, place, told, archive, clock)
        elif not Path(told).is_dir():
            raise StoreError(
                f"the archive of this desk is not where it was ({told})",
                place,
                "bring it back; or, if its folder was moved, open the desk by that once (onrecord desk log --desk "
                "FOLDER), with a password in PGPASSWORD",
            )
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, Archive(archive or Path(told)), place, clock)


def _move_archive(engine: sa.Engine, place: str, told: str, archive: Path, clock: Clock) -> None:
    """Notes where the archive was moved to, if it was.

    Raises:
        StoreError: if it is not there, or another one still is where it was.
    """
    here = archive.resolve()
    if not here.is_dir():
        raise StoreError("the archive of this desk is not in its folder", str(here), "bring it back")
    if str(here) == told:
        return
    if Path(told).is_dir():
        if Path(told).samefile(here):
            return
        raise StoreError(
            f"this desk has an archive in two folders, and files into the other one ({told})",
            str(here),
            "rename the one that is a copy",
        )
    with transaction(engine, place, writes=True) as at:
        at.execute(sa.update(desk).where(desk.c.key == "archive").values(value=str(here)))
        _note(at, clock, "moved", {"from": told, "to": str(here)})


def _by_marker(folder: Path, clock: Clock) -> Store:
    """Opens the desk whose database the folder names, if the server asks no password, or knows it otherwise."""
    try:
        database = str(json.loads((folder / MARKER).read_text(encoding="utf-8"))["database"])
    except (OSError, ValueError, KeyError, TypeError):
        raise StoreError(
            f"the file {MARKER} of this desk cannot be read",
            str(folder),
            "give the database's address: ONRECORD_DESK=postgresql://...",
        ) from None
    try:
        return at_address(database, clock, folder / ARCHIVE)
    except StoreError as reason:
        if reason.__cause__ is None:
            raise  # it is not the database that says no
        raise StoreError(
            f"the database of this desk cannot be opened by what its folder says ({reason.what}: {database})",
            str(folder),
            "give the password in PGPASSWORD, or the address: ONRECORD_DESK=postgresql://USER:PASSWORD@HOST/DATABASE",
        ) from reason


def _bring_up(engine: sa.Engine, place: str, clock: Clock) -> None:
    """Brings older tables up to date; where two try at once, one does and the other waits and finds it done."""
    with transaction(engine, place, writes=False) as at:
        if is_up_to_date(at, place):
            return
    with transaction(engine, place, writes=True) as at:
        if is_up_to_date(at, place):
            return
        before = step_of(at)
        migrate(at, place)
        _note(at, clock, "migrate", {"from": before, "to": step_of(at), "engine": ENGINE})


def _found(engine: sa.Engine, place: str, clock: Clock, archive: str) -> None:
    """The tables and what the desk says of itself, in one transaction."""
    made = stamp(clock.now())
    with transaction(engine, place, writes=True) as at:
        _check_empty(at, place)
        migrate(at, place)
        facts = {"id": uuid.uuid4().hex, "made": made, "made_by": ENGINE, "archive": archive, "last": made}
        at.execute(sa.insert(desk), [{"key": key, "value": value} for key, value in facts.items()])
        _note(at, clock, "init", {"engine": ENGINE})


def _note(at: sa.Connection, clock: Clock, what: str, detail: dict[str, str | None]) -> None:
    last = at.execute(sa.select(desk.c.value).where(desk.c.key == "last")).scalar_one()
    now = max(stamp(clock.now()), str(last))
    at.execute(sa.insert(log).values(at=now, who="onrecord", what=what, detail=json.dumps(detail)))
    at.execute(sa.update(desk).where(desk.c.key == "last").values(value=now))


def _check_empty(at: sa.Connection, place: str) -> None:
    found = sa.inspect(at).get_table_names()
    if "desk" in found and "alembic_version" in found:
        raise StoreError("there is a desk already", place, "open it, or choose another place")
    if found:
        raise StoreError(
            f"this database holds something else (table {found[0]})", place, "give a new, empty one: createdb NAME"
        )


def _prepare(folder: Path, marker: str | None) -> None:
    """The folder with an empty archive in it, and the name of its database where that is on a server."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _check_free(folder, marker)
        (folder / ARCHIVE).mkdir(exist_ok=True)
        if marker is not None:
            unfinished = folder / f"{MARKER}.new"
            unfinished.write_text(json.dumps({"database": marker}, indent=1) + "\n", encoding="utf-8")
            unfinished.replace(folder / MARKER)
        sync(folder)
    except FileExistsError:
        raise StoreError("this is a file, not a folder", str(folder), "choose another folder") from None
    except OSError as reason:
        raise disk_trouble(reason, str(folder)) from reason


def _check_free(folder: Path, marker: str | None) -> None:
    """Whether the folder is empty, but for what a killed try may have left there.

    A SQLite file passes: whether it holds tables already is asked of it once it is locked.
    """
    mine = _OURS | {f"{MARKER}.new"} if marker is not None else _OURS - {MARKER}
    foreign = sorted(entry.name for entry in folder.iterdir() if entry.name not in mine)
    if marker is not None and (folder / DATABASE).exists():
        raise StoreError("there is a desk already", str(folder), "open it, or choose another folder")
    if MARKER in foreign or (marker is not None and _names_another(folder / MARKER, marker)):
        raise StoreError("there is a desk already", str(folder), "open it, or choose another folder")
    if foreign:
        raise StoreError(
            f"this folder holds something else ({foreign[0]})", str(folder), "choose a new or an empty folder"
        )
    archive = folder / ARCHIVE
    if archive.is_dir() and any(archive.iterdir()) and not (folder / DATABASE).exists():
        raise StoreError(
            "this folder holds an archive without its database",
            str(folder),
            "restore a backup, or choose another folder",
        )


def _names_another(marker: Path, database: str) -> bool:
    if not marker.exists():
        return False
    try:
        return bool(json.loads(marker.read_text(encoding="utf-8"))["database"] != database)
    except (ValueError, KeyError, TypeError):
        return True


def _use_wal(engine: sa.Engine, place: str) -> None:
    """Readers and a writer side by side. The file remembers it; a copy made by SQLite itself does not."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        mode = cursor.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        cursor.close()
    finally:
        raw.close()
    if mode != "wal":
        raise StoreError("this file system cannot hold a desk (SQLite has no WAL there)", place, "choose a local disk")
