"""A desk for each test, once on SQLite and once on PostgreSQL: what one promises, the other keeps."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from onrecord.clock import Clock
from onrecord.store.opening import Store, create

SERVER = os.environ.get("ONRECORD_TEST_POSTGRES")
NO_SERVER = "no PostgreSQL: set ONRECORD_TEST_POSTGRES"


class SetClock(Clock):
    """A clock that stands at a time of day until it is set to another."""

    def __init__(self, time: str = "2024-03-06T09:00:00") -> None:
        self.time = datetime.fromisoformat(time).replace(tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def go(self, **by: float) -> None:
        """Sets it further, or back: ``go(hours=-2)``."""
        self.time += timedelta(**by)


#: Databases that were made for a test that has ended, and are empty again.
_EMPTY: list[str] = []


@contextmanager
def new_database() -> Iterator[str]:
    """The address of a database that is one test's own, on the server of ``ONRECORD_TEST_POSTGRES``."""
    if SERVER is None:
        pytest.skip(NO_SERVER)
    import psycopg
    import sqlalchemy as sa

    def at(name: str) -> str:
        return sa.make_url(SERVER).set(database=name).render_as_string(hide_password=False)

    with psycopg.connect(SERVER, autocommit=True) as server:
        if _EMPTY:
            name = _EMPTY.pop()
        else:
            name = f"onrecord_{uuid.uuid4().hex[:12]}"
            server.execute(f"CREATE DATABASE {name}")
        try:
            yield at(name)
        finally:
            server.execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s", (name,))
            with psycopg.connect(at(name), autocommit=True) as emptied:
                emptied.execute("DROP SCHEMA public CASCADE")
                emptied.execute("CREATE SCHEMA public")
            _EMPTY.append(name)


@pytest.fixture(scope="session", autouse=True)
def _no_database_is_left() -> Iterator[None]:
    yield
    if SERVER is not None and _EMPTY:
        import psycopg

        with psycopg.connect(SERVER, autocommit=True) as server:
            while _EMPTY:
                server.execute(f"DROP DATABASE {_EMPTY.pop()} WITH (FORCE)")


@pytest.fixture
def clock() -> SetClock:
    """The clock of ``store``: it stands at 2024-03-06 09:00 UTC."""
    return SetClock()


@pytest.fixture
def postgres() -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    with new_database() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """Where the tables of a desk stand: ``None`` for a file in its folder, else an empty database's address."""
    if request.param == "sqlite":
        yield None
    else:
        with new_database() as address:
            yield address


@pytest.fixture
def store(tmp_path: Path, database: str | None, clock: SetClock) -> Iterator[Store]:
    """An empty desk in the folder ``desk``."""
    made = create(tmp_path / "desk", clock, database)
    yield made
    made.close()
