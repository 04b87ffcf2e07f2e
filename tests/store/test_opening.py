"""A desk made, opened, shared, and in trouble: one clear sentence, and nothing corrupt."""

from __future__ import annotations

import itertools
import json
import multiprocessing
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.clock import Clock
from onrecord.errors import StoreError
from onrecord.store import Store, connecting, create, founding, logbook, open_store, opening, search
from onrecord.store.filing import file
from onrecord.store.tables import desk, document

from .conftest import NO_SERVER, SERVER, SetClock
from .full_disk import full_disk, read_only
from .records import Said, file_record, make_filing, make_record

SAID = Said("Lea Marsh", "said", "the port is open")


def a_record(number: int = 0) -> Any:
    return make_record(f"Lea Marsh said the port is open. {number}", SAID)


def documents(store: Store) -> int:
    with store.reading() as at:
        return int(at.execute(sa.select(sa.func.count()).select_from(document)).scalar_one())


def facts(store: Store) -> dict[str, str]:
    with store.reading() as at:
        return {row.key: row.value for row in at.execute(sa.select(desk))}


# Making and opening


def test_a_desk_is_made_and_opened_again(tmp_path: Path, database: str | None, clock: SetClock) -> None:
    with_one = create(tmp_path / "desk", clock, database)
    file_record(with_one, a_record())
    with_one.close()
    places: list[str | Path] = [tmp_path / "desk", *([database] if database else [])]
    for place in places:
        again = open_store(place)
        assert documents(again) == 1
        assert [again.archive.get(sha256) for sha256 in again.archive.all()] == [a_record().document.text.encode()]
        again.close()


def test_a_desk_says_what_it_is(store: Store, clock: SetClock) -> None:
    told = facts(store)
    assert set(told) == {"id", "made", "made_by", "archive", "last"}
    assert told["made"] == told["last"] == "2024-03-06T09:00:00.000000Z"


def test_the_settings_that_lose_nothing_hold(store: Store) -> None:
    with store.reading() as at:
        if at.dialect.name == "sqlite":
            settings = ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
            told = [at.exec_driver_sql(f"PRAGMA {name}").scalar() for name in settings]
            assert told == ["wal", 1, 2, 30_000]
        else:
            assert at.exec_driver_sql("SHOW transaction_isolation").scalar() == "repeatable read"
            assert at.exec_driver_sql("SHOW lock_timeout").scalar() == "30s"


def test_a_second_desk_in_one_place_is_refused(tmp_path: Path, database: str | None) -> None:
    create(tmp_path / "desk", database=database).close()
    with pytest.raises(StoreError, match="there is a desk already"):
        create(tmp_path / "desk", database=database)
    if database is not None:
        with pytest.raises(StoreError, match="there is a desk already"):
            create(tmp_path / "other", database=database)
        assert not (tmp_path / "other").exists()
    with pytest.raises(StoreError, match="there is a desk already"):
        create(tmp_path / "desk")


def test_a_folder_with_something_else_is_refused(tmp_path: Path, database: str | None) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match=r"holds something else \(thesis.txt\)"):
        create(tmp_path, database=database)
    with pytest.raises(StoreError, match="this is a file, not a folder"):
        create(tmp_path / "thesis.txt", database=database)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_database_with_something_else_is_refused(tmp_path: Path, postgres: str) -> None:
    engine = connecting.postgres_engine(connecting.address(postgres))
    with opening.transaction(engine, "", writes=True) as at:
        at.exec_driver_sql("CREATE TABLE invoices (no integer)")
    engine.dispose()
    with pytest.raises(StoreError, match=r"holds something else \(table invoices\)"):
        create(tmp_path / "desk", database=postgres)
    assert not (tmp_path / "desk").exists()


@pytest.mark.parametrize("step", ["_check_empty", "migrate", "_note"])
def test_what_a_kill_left_of_a_creation_is_completed(
    tmp_path: Path, database: str | None, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that dies at a step leaves the folder as it stands there, and its transaction undone."""

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    seen = iter([False, True] if step == "_check_empty" and database is not None else [True])
    real = getattr(founding, step)
    with monkeypatch.context() as patch:
        patch.setattr(founding, step, lambda *given: die() if next(seen, True) else real(*given))
        with pytest.raises(Killed):
            create(tmp_path / "desk", database=database)
    assert list((tmp_path / "desk").iterdir())
    create(tmp_path / "desk", database=database).close()
    open_store(database or tmp_path / "desk").close()


def test_where_there_is_no_desk_it_is_said(tmp_path: Path, database: str | None) -> None:
    places: list[str | Path] = [tmp_path, tmp_path / "nothing", *([database] if database else [])]
    for place in places:
        with pytest.raises(StoreError, match=r"there is no desk here.*onrecord desk init"):
            open_store(place)
    assert list(tmp_path.iterdir()) == []


def test_a_desk_on_a_server_is_opened_by_its_folder_where_no_password_is_asked(tmp_path: Path, postgres: str) -> None:
    create(tmp_path / "desk", database=postgres).close()
    (tmp_path / "desk").rename(tmp_path / "moved")
    store = open_store(tmp_path / "moved")
    assert store.archive.folder == tmp_path / "moved" / "archive"
    store.close()


def test_a_desk_on_a_server_whose_folder_was_moved_says_where_it_is_now(tmp_path: Path, postgres: str) -> None:
    create(tmp_path / "desk", database=postgres).close()
    (tmp_path / "desk").rename(tmp_path / "moved")
    with pytest.raises(StoreError, match=r"archive of this desk is not where it was .*open the desk by that once"):
        open_store(postgres)
    open_store(tmp_path / "moved").close()
    store = open_store(postgres)
    assert store.archive.folder == tmp_path / "moved" / "archive"
    file_record(store, a_record())
    with store.reading() as at:
        (moved,) = (one for one in logbook.entries(at) if one.what == "moved")
    assert moved.detail == {"from": str(tmp_path / "desk" / "archive"), "to": str(tmp_path / "moved" / "archive")}
    store.close()


def test_a_copy_of_a_desks_folder_does_not_take_its_place(tmp_path: Path, postgres: str) -> None:
    create(tmp_path / "desk", database=postgres).close()
    shutil.copytree(tmp_path / "desk", tmp_path / "copy")
    with pytest.raises(StoreError, match="an archive in two folders"):
        open_store(tmp_path / "copy")
    (tmp_path / "link").symlink_to(tmp_path / "desk")
    open_store(tmp_path / "link").close()
    (tmp_path / "copy" / "archive").rmdir()
    with pytest.raises(StoreError, match="archive of this desk is not in its folder"):
        open_store(tmp_path / "copy")


def test_a_folder_whose_server_cannot_be_reached_says_what_to_give(tmp_path: Path, postgres: str) -> None:
    create(tmp_path / "desk", database=postgres).close()
    marker = tmp_path / "desk" / "desk.json"
    marker.write_text(json.dumps({"database": "postgresql://ana@localhost:1/onrecord"}))
    with pytest.raises(StoreError, match="ONRECORD_DESK=postgresql://"):
        open_store(tmp_path / "desk")
    marker.write_text("{")
    with pytest.raises(StoreError, match=r"desk\.json of this desk cannot be read"):
        open_store(tmp_path / "desk")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_addresses_as_people_write_them(scheme: str) -> None:
    url = connecting.address(f"{scheme}://ana:secret@db.example.org:5433/onrecord?sslmode=require")
    assert url.drivername == "postgresql+psycopg"
    assert connecting.shown(url) == "postgresql://ana@db.example.org:5433/onrecord?sslmode=require"


@pytest.mark.parametrize(
    "written",
    [
        "mysql://ana:secret@db.example.org/onrecord",
        "postgresql://ana:secret@db.example.org:port/onrecord",
        "postgresql://ana:secret@db.example.org",
        "postgresql://ana:secret@localhost:1/onrecord",
        "postgresql://ana@localhost:1/onrecord?password=secret",
        "://secret",
    ],
)
def test_a_password_is_never_told(tmp_path: Path, written: str) -> None:
    for act in (open_store, lambda written: create(tmp_path / "desk", database=written)):
        with pytest.raises(StoreError) as told:
            act(written)
        assert "secret" not in str(told.value) + repr(told.value)


def test_without_the_driver_it_is_said_how_to_get_it(tmp_path: Path) -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.modules['psycopg'] = None\n"
            "from onrecord.store import open_store\n"
            "from onrecord.errors import StoreError\n"
            "try: open_store('postgresql://ana:secret@localhost/onrecord')\n"
            "except StoreError as error: print(error)",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "pip install 'onrecord[postgres]'" in told
    assert "secret" not in told


def test_the_room_is_cheap_to_look_into() -> None:
    asked = "import sys, onrecord, onrecord.store; print([n for n in ('sqlalchemy', 'alembic') if n in sys.modules])"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout == "[]\n"


# Transactions


def test_what_fails_is_undone_whole(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as at:
        _ = file(store, at, make_filing(a_record())) / 0
    assert documents(store) == 0


def test_reading_keeps_nothing_and_sees_one_state(store: Store) -> None:
    file_record(store, a_record(1))
    with store.reading() as at:
        count = sa.select(sa.func.count()).select_from(document)
        assert at.execute(count).scalar_one() == 1
        file_record(store, a_record(2))
        assert at.execute(count).scalar_one() == 1
    on_server = store.engine.name == "postgresql"
    with pytest.raises(sa.exc.InternalError if on_server else ZeroDivisionError), store.reading() as at:
        _ = at.execute(sa.update(document).values(title="changed")), 1 / 0
    with store.reading() as at:
        assert at.execute(sa.select(document.c.title).distinct()).scalars().all() == [None]


def test_only_a_writing_transaction_gives_stamps(store: Store) -> None:
    with pytest.raises(RuntimeError), store.reading() as at:
        store.now(at)


def test_threads_share_a_desk(store: Store) -> None:
    failed = []

    def work(first: int) -> None:
        try:
            for number in range(first, first + 5):
                file_record(store, a_record(number))
                assert documents(store) >= 1
        except Exception as error:  # noqa: BLE001 - told below
            failed.append(error)

    threads = [threading.Thread(target=work, args=(first,)) for first in range(0, 30, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert documents(store) == 30
    assert_in_order(store)


def assert_in_order(store: Store) -> None:
    """Numbers and stamps have one order."""
    with store.reading() as at:
        stamps = list(at.execute(sa.select(document.c.filed).order_by(document.c.no)).scalars())
    assert stamps == sorted(set(stamps))
    assert facts(store)["last"] >= stamps[-1]  # a document that was met again has a stamp too


def write(place: str, first: int, start: Any) -> None:
    store = open_store(place)
    start.wait()
    for number in range(first, first + 15):
        file_record(store, a_record(number))
    store.close()


def test_two_processes_write_at_once(tmp_path: Path, database: str | None) -> None:
    create(tmp_path / "desk", database=database).close()
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(2)
    place = database or str(tmp_path / "desk")
    both = [context.Process(target=write, args=(place, first, start)) for first in (0, 10)]  # five of each are the same
    for process in both:
        process.start()
    for process in both:
        process.join(120)
        assert process.exitcode == 0
    store = open_store(place)
    assert documents(store) == 25
    assert_in_order(store)
    with store.writing() as at:
        assert search.check(at) == []
    store.close()


# The clock


def test_a_stamp_is_the_clocks(store: Store, clock: SetClock) -> None:
    clock.go(hours=1)
    with store.writing() as at:
        assert store.now(at) == "2024-03-06T10:00:00.000000Z"


def test_a_clock_that_goes_backwards_turns_no_order_round(store: Store, clock: SetClock) -> None:
    clock.go(hours=1)
    with store.writing() as at:
        store.now(at)
    clock.go(days=-300)
    with store.writing() as at:
        assert store.now(at) == "2024-03-06T10:00:00.000001Z"
        assert store.now(at) == "2024-03-06T10:00:00.000002Z"
    assert facts(store)["last"] == "2024-03-06T10:00:00.000002Z"
    clock.go(days=400)
    with store.writing() as at:
        assert store.now(at) == "2024-06-14T10:00:00.000000Z"


def test_a_stamp_of_a_transaction_that_failed_is_not_kept(store: Store, clock: SetClock) -> None:
    clock.go(days=1)
    with pytest.raises(ZeroDivisionError), store.writing() as at:
        _ = store.now(at), 1 / 0
    assert facts(store)["last"] == "2024-03-06T09:00:00.000000Z"


# Trouble


def impatient(store: Store, database: str | None) -> Store:
    """The same desk, that waits a tenth of a second for a lock."""
    if database is None:
        engine = connecting.sqlite_engine(Path(store.place) / "desk.sqlite", 0.1)
    else:
        engine = connecting.postgres_engine(connecting.address(database), 0.1)
    return Store(engine, store.archive, store.place, Clock())


def test_a_locked_desk_is_told_and_can_still_be_read(store: Store, database: str | None) -> None:
    other = impatient(store, database)
    with store.writing() as at:
        file(store, at, make_filing(a_record()))
        with pytest.raises(StoreError, match="locked by another process"), other.writing():
            pass
        assert documents(other) == 0
    with other.writing():
        pass
    other.close()


def long_documents(store: Store) -> Iterator[int]:
    """Files long documents without end; each is told when it is filed."""
    for number in itertools.count():
        with store.writing() as at:
            file(store, at, make_filing(make_record(f"Lea Marsh said the port is open. {number} {'x' * 50_000}", SAID)))
        yield number


def test_a_full_disk_is_told_and_nothing_is_corrupt(tmp_path: Path) -> None:
    with full_disk(tmp_path / "small", 8) as folder:
        store = create(folder / "desk")
        told: list[int] = []
        with pytest.raises(StoreError, match="the disk is full"):
            told.extend(long_documents(store))
        store.close()
        again = open_store(folder / "desk")
        assert documents(again) == len(told) > 0
        with again.reading() as at:
            assert at.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        again.close()


def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    store = create(tmp_path / "desk")
    file_record(store, a_record())
    store.close()
    with read_only(tmp_path / "desk"):
        with pytest.raises(StoreError, match="read-only"):
            open_store(tmp_path / "desk")
        with pytest.raises(StoreError, match="read-only"):
            create(tmp_path / "desk" / "inner")
    again = open_store(tmp_path / "desk")
    assert documents(again) == 1
    again.close()


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    store = create(tmp_path / "desk")
    store.close()
    (tmp_path / "desk").rename(tmp_path / "away")
    with pytest.raises(StoreError, match="not there any more"), store.writing():
        pass
    (tmp_path / "away").rename(tmp_path / "desk")
    file_record(store, a_record())
    store.close()


@pytest.mark.parametrize("damage", [b"This is no database, but a letter.\n" * 200, b""])
def test_a_file_that_is_no_database_is_told(tmp_path: Path, damage: bytes) -> None:
    create(tmp_path / "desk").close()
    (tmp_path / "desk" / "desk.sqlite").write_bytes(damage)
    with pytest.raises(StoreError, match="no database" if damage else "there is no desk here"):
        open_store(tmp_path / "desk")


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    store = create(tmp_path / "desk")
    for number in range(5):
        file_record(store, a_record(number))
    store.close()
    path = tmp_path / "desk" / "desk.sqlite"
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="damaged"):
        documents(open_store(tmp_path / "desk"))


def test_a_server_that_drops_its_connections_is_told_and_the_next_transaction_works(
    tmp_path: Path, postgres: str
) -> None:
    store = create(tmp_path / "desk", database=postgres)

    def file_while_it_drops() -> None:
        with store.writing() as at:
            file(store, at, make_filing(a_record(1)))
            drop_connections(postgres)
            file(store, at, make_filing(a_record(2)))

    with pytest.raises(StoreError, match="does not answer"):
        file_while_it_drops()
    assert documents(store) == 0
    file_record(store, a_record(1))
    drop_connections(postgres)
    file_record(store, a_record(2))
    assert documents(store) == 2
    store.close()


def drop_connections(database: str) -> None:
    import psycopg

    assert SERVER is not None, NO_SERVER
    with psycopg.connect(SERVER, autocommit=True) as server:
        asked = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s"
        server.execute(asked, (sa.make_url(database).database,)).fetchall()


def test_a_database_that_is_gone_is_told_and_back_it_works(tmp_path: Path, postgres: str) -> None:
    import psycopg

    store = create(tmp_path / "desk", database=postgres)
    name = sa.make_url(postgres).database
    assert SERVER is not None
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        drop_connections(postgres)
        with pytest.raises(StoreError, match="does not answer"), store.writing():
            pass
        server.execute(f"ALTER DATABASE {name} RENAME TO {name}_away")
        with pytest.raises(StoreError, match="no such database"), store.writing():
            pass
        server.execute(f"ALTER DATABASE {name}_away RENAME TO {name}")
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    file_record(store, a_record())
    assert documents(store) == 1
    store.close()


def fill(place: str, told: Any) -> None:
    store = open_store(place)
    for number in range(10_000):
        file_record(store, a_record(number))
        told.send(number)


def test_a_process_that_is_killed_loses_nothing_it_told_of(tmp_path: Path, database: str | None) -> None:
    create(tmp_path / "desk", database=database).close()
    place = database or str(tmp_path / "desk")
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    writer = context.Process(target=fill, args=(place, sending))
    writer.start()
    sending.close()
    for _ in range(20):
        told = receiving.recv()
    assert writer.pid is not None
    writer.kill()
    writer.join()
    assert writer.exitcode == -signal.SIGKILL
    try:
        while True:
            told = receiving.recv()
    except EOFError:
        receiving.close()
    store = open_store(place)
    for _ in range(100):  # a server notices only after a while that a client has died
        if documents(store) > told:
            break
        time.sleep(0.01)
    assert documents(store) in (told + 1, told + 2)
    for number in range(told + 3):
        file_record(store, a_record(number))
    assert documents(store) == told + 3
    assert_in_order(store)
    store.close()
