"""A database reached: SQLite's file or PostgreSQL's server, set so that both keep the same promises."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import ConnectionPoolEntry

from ..errors import StoreError

#: Seconds that a writer waits for another before it gives up.
PATIENCE = 30.0

#: The execution option that says that a transaction writes.
WRITES = "onrecord_writes"

#: The advisory lock that writers of one PostgreSQL database take turns by ("onrecord" in ASCII).
_WRITERS = 0x6F6E7265636F7264

_SECRET = ("password", "passfile", "sslpassword")
_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")


def is_address(place: str | Path) -> bool:
    """Whether this names a database server, not a folder."""
    return isinstance(place, str) and "://" in place


def address(written: str) -> sa.URL:
    """The address of a PostgreSQL database as the driver wants it.

    Raises:
        StoreError: if it is none; what it says is not repeated, for it may hold a password.
    """
    try:
        url = sa.make_url(written)
    except (sa.exc.ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in _SCHEMES:
        raise StoreError(
            "this is no address of a database that can hold a desk",
            remedy="write postgresql://USER:PASSWORD@HOST/DATABASE, or a folder",
        ) from None
    if not url.database:
        raise StoreError("this address names no database", shown(url), "end it with /DATABASE")
    return url.set(drivername="postgresql+psycopg")


def shown(url: sa.URL) -> str:
    """An address as it may be told to anybody: without its password."""
    open_to_all = {key: value for key, value in url.query.items() if key not in _SECRET}
    bare = sa.URL.create("postgresql", url.username, None, url.host, url.port, url.database, query=open_to_all)
    return bare.render_as_string(hide_password=False)


def as_kept(at: sa.Connection, asked: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Rows of a PostgreSQL server as it keeps them: bytes come as bytes, not as text, which takes three times as long.

    ``asked`` is SQL of our own with ``%s`` for each of ``values``.

    Raises:
        sqlalchemy.exc.DBAPIError: as any other question would.
    """
    import psycopg

    driver: Any = at.connection.driver_connection
    try:
        with driver.cursor(binary=True) as cursor:
            read: list[tuple[Any, ...]] = cursor.execute(asked, values).fetchall()
    except psycopg.Error as reason:
        raise sa.exc.DBAPIError(asked, None, reason) from reason
    return read


def sqlite_engine(path: Path, patience: float = PATIENCE) -> sa.Engine:
    """An engine over a SQLite file: WAL, foreign keys held, every commit on the disk before it is told."""
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        connect_args={"timeout": patience, "check_same_thread": False, "isolation_level": None},
        poolclass=sa.QueuePool,
        max_overflow=-1,
    )
    sa.event.listen(engine, "connect", _set_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def postgres_engine(url: sa.URL, patience: float = PATIENCE) -> sa.Engine:
    """An engine over a PostgreSQL database; a connection that the server dropped is replaced before it is used.

    Raises:
        StoreError: if the driver is not installed.
    """
    try:
        engine = sa.create_engine(
            url,
            connect_args={"connect_timeout": 10, "application_name": "onrecord"},
            pool_pre_ping=True,
            max_overflow=-1,
        )
    except ModuleNotFoundError:
        raise StoreError(
            "a desk on PostgreSQL needs a driver that is not installed",
            shown(url),
            "run: pip install 'onrecord[postgres]'",
        ) from None

    def patient(connection: Any, _: ConnectionPoolEntry) -> None:
        connection.execute(f"SET lock_timeout = {int(patience * 1000)}")
        connection.commit()

    sa.event.listen(engine, "connect", patient)
    sa.event.listen(engine, "begin", _begin_postgres)
    return engine


def writes(at: sa.Connection) -> bool:
    """Whether the transaction is one that writes."""
    return bool(at.get_execution_options().get(WRITES))


def _set_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:
    for setting in (
        "foreign_keys = ON",
        "synchronous = FULL",
        "cache_size = -65536",
        "temp_store = MEMORY",
        "wal_autocheckpoint = 4000",
    ):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(at: sa.Connection) -> None:
    # A writer takes the lock at once: one that read first and then finds it taken could not go on.
    at.exec_driver_sql("BEGIN IMMEDIATE" if writes(at) else "BEGIN")


def _begin_postgres(at: sa.Connection) -> None:
    # The driver begins by itself. Each statement of a writer sees what was committed before the lock was given.
    if writes(at):
        at.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
    else:
        at.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
