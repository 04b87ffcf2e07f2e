"""A desk backed up while others write, brought back here or elsewhere, the same to the last number; and bad backups."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord.errors import StoreError
from onrecord.record import JudgementKind
from onrecord.store import logbook, tables
from onrecord.store.backup import NAME, backup, read_backup
from onrecord.store.filing import file_reading
from onrecord.store.history import judge, judgements
from onrecord.store.migrating import STEPS
from onrecord.store.opening import Store, create, open_store
from onrecord.store.restoring import restore
from onrecord.store.search import matching
from onrecord.store.verifying import verify

from .conftest import SetClock, new_database
from .full_disk import full_disk
from .records import CODEBOOK, Said, file_record, make_record, whole_record
from .searched import index_all


def filled(store: Store) -> Store:
    """A desk with two documents, one of them read twice, and a judgement."""
    no = file_record(store, whole_record())
    file_record(store, make_record("Oren Vash said yes.", Said("Oren Vash", "said", "yes")), signature=(3, b"\x00\xff"))
    with store.writing() as at:
        file_reading(store, at, no, whole_record(engine="0.2.0"), CODEBOOK)
        judge(store, at, JudgementKind.ACCEPT, first_finding(at), "ana", why="heard it")
    index_all(store)
    with store.writing() as at:
        (first, second) = at.execute(sa.select(tables.entity.c.no).order_by(tables.entity.c.no).limit(2)).scalars()
        at.execute(sa.update(tables.entity).where(tables.entity.c.no == first).values(into=second))
    return store


def first_finding(at: sa.Connection) -> str:
    return str(at.execute(sa.select(tables.finding.c.id).order_by(tables.finding.c.no)).scalars().first())


def everything(store: Store) -> dict[str, list[tuple[str, ...]]]:
    """Every row of a desk but what its log and its archive's place say."""
    own = {"log"}
    with store.reading() as at:
        rows = {
            table.name: sorted(tuple(map(plain, row)) for row in at.execute(sa.select(table)))
            for table in tables.metadata.sorted_tables
            if table.name not in own
        }
    rows["desk"] = [row for row in rows["desk"] if row[0] not in ("'archive'", "'last'")]
    return rows


def plain(value: object) -> str:
    return repr(bytes(value)) if isinstance(value, bytes | memoryview) else repr(value)


@pytest.fixture(params=["sqlite", "postgres"])
def other(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """Where a desk is restored to."""
    if request.param == "sqlite":
        yield None
    else:
        with new_database() as address:
            yield address


def test_a_desk_is_the_same_wherever_it_is_restored(store: Store, tmp_path: Path, other: str | None) -> None:
    filled(store)
    made = backup(store, tmp_path / "backup")
    assert (made.copied, made.there) == (2, 0)
    restore(tmp_path / "backup", tmp_path / "moved", other, who="ana")
    moved = open_store(tmp_path / "moved")
    try:
        assert everything(moved) == everything(store)
        assert list(moved.archive.all()) == list(store.archive.all())
        assert verify(moved).problems == ()
        with moved.reading() as at:
            assert [one.who for one in judgements(at)] == ["ana"]
            assert matching(at, "harbour") == [1]
            assert [(one.what, one.who) for one in logbook.entries(at)][-1] == ("restore", "ana")
        # Numbers go on where they were: what is filed next is not refused, and is the same on both.
        for desk in (store, moved):
            assert file_record(desk, make_record("Lea Marsh said no.", Said("Lea Marsh", "said", "no"))) == 3
            with desk.writing() as at:
                judge(desk, at, JudgementKind.REJECT, first_finding(at), "ben")
        assert verify(moved).clean
    finally:
        moved.close()


def test_there_and_back_again_is_byte_for_byte_the_same(store: Store, tmp_path: Path, other: str | None) -> None:
    filled(store)
    before = everything(store)
    backup(store, tmp_path / "one")
    restore(tmp_path / "one", tmp_path / "there", other)
    there = open_store(tmp_path / "there")
    backup(there, tmp_path / "two")
    there.close()
    restore(tmp_path / "two", tmp_path / "back")
    back = open_store(tmp_path / "back")
    try:
        assert everything(back) == before
    finally:
        back.close()


def test_a_second_backup_copies_what_is_new_and_drops_what_was_given_up(store: Store, tmp_path: Path) -> None:
    filled(store)
    first = backup(store, tmp_path / "backup").backup
    file_record(store, make_record("Lea Marsh said no.", Said("Lea Marsh", "said", "no")))
    gone = whole_record().document.snapshot.sha256
    with store.writing() as at:
        of_it = sa.update(tables.snapshot).where(tables.snapshot.c.sha256 == gone)
        at.execute(of_it.values(given_up=store.now(at), why="retention"))
    store.archive.give_up(gone)
    second = backup(store, tmp_path / "backup")
    assert (second.copied, second.there, second.removed) == (1, 1, 1)
    assert sorted(path.name for path in (tmp_path / "backup").iterdir()) == sorted(
        ["archive", NAME, second.backup.database]
    )
    assert first.database != second.backup.database
    restore(tmp_path / "backup", tmp_path / "moved")
    moved = open_store(tmp_path / "moved")
    try:
        assert verify(moved).clean
        assert everything(moved) == everything(store)
    finally:
        moved.close()


def test_a_backup_made_while_others_write_is_of_one_state(store: Store, tmp_path: Path) -> None:
    for number in range(20):
        file_record(store, make_record(f"Vash said it {number}.", Said("Vash", "said", "it")))
    stop = threading.Event()

    def go_on_filing() -> None:
        number = 0
        while not stop.is_set():
            file_record(store, make_record(f"Marsh said so {number}.", Said("Marsh", "said", "so")))
            number += 1

    with ThreadPoolExecutor() as others:
        filing = others.submit(go_on_filing)
        try:
            made = [backup(store, tmp_path / "backup").backup.rows["document"] for _ in range(3)]
        finally:
            stop.set()
        filing.result()
    assert made == sorted(made)
    assert made[-1] > 20
    restore(tmp_path / "backup", tmp_path / "moved")
    moved = open_store(tmp_path / "moved")
    try:
        verified = verify(moved)
        assert verified.problems == ()
        assert verified.checked["documents"] == made[-1]
    finally:
        moved.close()


def test_bytes_given_up_while_they_are_copied_make_it_start_anew(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(store)
    gone = whole_record().document.snapshot.sha256
    get = type(store.archive).get

    def give_up_first(archive: object, sha256: str) -> bytes:
        if sha256 == gone and store.archive.holds(gone):
            with store.writing() as at:
                of_it = sa.update(tables.snapshot).where(tables.snapshot.c.sha256 == gone)
                at.execute(of_it.values(given_up=store.now(at), why="retention"))
            store.archive.give_up(gone)
        return get(archive, sha256)  # type: ignore[arg-type]

    monkeypatch.setattr(type(store.archive), "get", give_up_first)
    made = backup(store, tmp_path / "backup")
    assert made.backup.damaged == ()
    assert made.backup.snapshots == 1


def test_a_desk_with_a_damaged_file_is_backed_up_and_says_so(store: Store, tmp_path: Path) -> None:
    filled(store)
    bad = whole_record().document.snapshot.sha256
    store.archive.path(bad).write_bytes(b"other")
    assert backup(store, tmp_path / "backup").backup.damaged == (bad,)
    restore(tmp_path / "backup", tmp_path / "moved")
    moved = open_store(tmp_path / "moved")
    try:
        assert [problem.where for problem in verify(moved).problems] == [bad]
    finally:
        moved.close()


def test_a_backup_stands_in_no_place_of_something_else(store: Store, tmp_path: Path, clock: SetClock) -> None:
    filled(store)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    (tmp_path / "file").write_text("")
    stranger = create(tmp_path / "stranger", clock)
    backup(stranger, tmp_path / "of another")
    stranger.close()
    for place, what in (("full", "something else"), ("file", "this is a file"), ("of another", "another desk")):
        with pytest.raises(StoreError, match=what):
            backup(store, tmp_path / place)
    assert (tmp_path / "full" / "letter.txt").read_text() == "dear"


def test_a_full_disk_is_told_and_the_backup_before_stays(store: Store, tmp_path: Path) -> None:
    filled(store)
    before = everything(store)
    with full_disk(tmp_path / "disk", 1) as disk:
        backup(store, disk / "backup")
        for number in range(8):
            file_record(store, make_record(f"Marsh said so {number}. " + "word " * 40_000, Said("Marsh", "said", "so")))
        with pytest.raises(StoreError, match="disk is full"):
            backup(store, disk / "backup")
        restore(disk / "backup", tmp_path / "moved")
    moved = open_store(tmp_path / "moved")
    try:
        assert everything(moved) == before
    finally:
        moved.close()


def test_the_log_says_who_backed_up(store: Store, tmp_path: Path) -> None:
    made = backup(store, tmp_path / "backup", who="ana").backup
    with store.reading() as at:
        last = list(logbook.entries(at))[-1]
    assert (last.what, last.who, last.detail["sha256"]) == ("backup", "ana", made.sha256)


KILLED = """
import sys
from pathlib import Path
import onrecord.store.backup as backing
from onrecord.store.opening import open_store

put, count = backing.put_quickly, 0

def slow(archive, sha256, data):
    global count
    count += 1
    if count == 3:
        print("halfway", flush=True)
        sys.stdin.read()
    put(archive, sha256, data)

backing.put_quickly = slow
backing.backup(open_store(sys.argv[1]), Path(sys.argv[2]))
"""


def kill_halfway(desk: str, target: Path) -> None:
    """A backup in a process of its own, killed after it has copied two files of bytes."""
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, desk, str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "halfway\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdin.close()
    process.stdout.close()


def test_a_kill_halfway_leaves_the_backup_before_whole(store: Store, tmp_path: Path, database: str | None) -> None:
    filled(store)
    before = everything(store)
    backup(store, tmp_path / "backup")
    for number in range(4):
        file_record(store, make_record(f"Marsh said so {number}.", Said("Marsh", "said", "so")))
    kill_halfway(database or str(tmp_path / "desk"), tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "moved")
    moved = open_store(tmp_path / "moved")
    try:
        assert everything(moved) == before
        assert verify(moved).clean
    finally:
        moved.close()
    assert backup(store, tmp_path / "backup").there >= 4
    assert not list((tmp_path / "backup").glob("unfinished*"))


def test_a_kill_of_the_first_backup_is_told_as_unfinished(store: Store, tmp_path: Path, database: str | None) -> None:
    for number in range(4):
        file_record(store, make_record(f"Marsh said so {number}.", Said("Marsh", "said", "so")))
    kill_halfway(database or str(tmp_path / "desk"), tmp_path / "backup")
    with pytest.raises(StoreError, match="never finished"):
        restore(tmp_path / "backup", tmp_path / "moved")
    assert backup(store, tmp_path / "backup").there == 2


@pytest.fixture
def made(tmp_path: Path, clock: SetClock) -> Path:
    """A backup of a desk on SQLite."""
    store = filled(create(tmp_path / "desk", clock))
    backup(store, tmp_path / "backup")
    store.close()
    return tmp_path / "backup"


def change_said(folder: Path, **fields: object) -> None:
    said = json.loads((folder / NAME).read_text())
    (folder / NAME).write_text(json.dumps({**said, **fields}))


def some_file(folder: Path) -> Path:
    return sorted((folder / "archive").glob("??/??/*"))[0]


def alter_database(folder: Path) -> None:
    path = folder / read_backup(folder).database
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def make_link(path: Path, target: str) -> None:
    path.unlink()
    path.symlink_to(target)


def link_bytes(folder: Path) -> None:
    path = some_file(folder)
    path.rename(folder / "elsewhere")
    path.symlink_to(folder / "elsewhere")


def link_folder(folder: Path) -> None:
    inner = some_file(folder).parent
    inner.rename(folder / "elsewhere")
    inner.symlink_to(folder / "elsewhere")


def link_archive(folder: Path) -> None:
    (folder / "archive").rename(folder / "elsewhere")
    (folder / "archive").symlink_to(folder / "elsewhere")


def pipe(folder: Path) -> None:
    path = some_file(folder)
    path.unlink()
    os.mkfifo(path)


def no_database(folder: Path) -> None:
    (folder / read_backup(folder).database).write_bytes(b"no database at all")
    change_said(folder, sha256=hashlib.sha256(b"no database at all").hexdigest())


def sql(*statements: str) -> Callable[[Path], None]:
    """Changes the database, and says that it was made so: a hash proves no honesty."""

    def change(folder: Path) -> None:
        path = folder / read_backup(folder).database
        with closing(sqlite3.connect(path, isolation_level=None)) as at:
            for statement in statements:
                at.execute(statement)
        change_said(folder, sha256=hashlib.sha256(path.read_bytes()).hexdigest())

    return change


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "no backup": (lambda folder: (folder / NAME).unlink(), "no backup here"),
    "no JSON": (lambda folder: (folder / NAME).write_text("{"), "cannot be read"),
    "deep JSON": (lambda folder: (folder / NAME).write_text("[" * 100_000), "cannot be read"),
    "another shape": (lambda folder: (folder / NAME).write_text('{"form": 1}'), "cannot be read"),
    "words that are none": (lambda folder: change_said(folder, damaged=[[1]]), "cannot be read"),
    "step that is none": (lambda folder: change_said(folder, step=["0001"]), "cannot be read"),
    "newer form": (lambda folder: change_said(folder, form=2), "newer onrecord"),
    "newer tables": (lambda folder: change_said(folder, step="9999"), "newer onrecord"),
    "path": (lambda folder: change_said(folder, database="../desk/desk.sqlite"), "none of a backup"),
    "absolute path": (lambda folder: change_said(folder, database="/etc/passwd"), "none of a backup"),
    "altered database": (alter_database, "damaged"),
    "no database": (lambda folder: (folder / read_backup(folder).database).unlink(), "not there"),
    "another file for a database": (
        lambda folder: (folder / read_backup(folder).database).write_bytes(b"no database at all"),
        "damaged",
    ),
    "no database, and a hash that says so": (lambda folder: no_database(folder), "not the tables of a desk"),
    "missing bytes": (lambda folder: some_file(folder).unlink(), "missing or altered"),
    "altered bytes": (lambda folder: some_file(folder).write_bytes(b"other"), "missing or altered"),
    "longer bytes": (lambda folder: some_file(folder).write_bytes(b"Harbour" * 999), "missing or altered"),
    "linked bytes": (link_bytes, "link"),
    "linked folder": (link_folder, "ordinary file"),
    "linked archive": (link_archive, "ordinary file"),
    "linked page": (lambda folder: make_link(folder / NAME, "/etc/passwd"), "no backup here"),
    "pipe": (pipe, "ordinary file"),
    "trigger": (
        sql("CREATE TRIGGER mine AFTER INSERT ON log BEGIN DELETE FROM document_text; END"),
        "not the tables of a desk",
    ),
    "view": (sql("CREATE VIEW mine AS SELECT 1"), "not the tables of a desk"),
    "table": (sql("CREATE TABLE mine (a)"), "not the tables of a desk"),
    "fewer columns": (sql("ALTER TABLE log DROP COLUMN who"), "not the tables of a desk"),
    "other step": (lambda folder: change_said(folder, step=STEPS[0]), "not the tables of a desk"),
    "bytes of any size": (sql("UPDATE snapshot SET size = 9223372036854775806"), "missing or altered"),
    "name that is a path": (
        sql("PRAGMA foreign_keys = OFF", "UPDATE snapshot SET sha256 = '../../../../etc/passwd' WHERE size > 99"),
        "no SHA-256",
    ),
}


@pytest.mark.parametrize("how", BAD)
def test_a_bad_backup_is_refused_and_leaves_nothing_behind(made: Path, tmp_path: Path, how: str) -> None:
    spoil, what = BAD[how]
    spoil(made)
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(StoreError, match=what):
        restore(made, tmp_path / "moved")
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_bad_backup_leaves_an_empty_database_empty(made: Path, tmp_path: Path, postgres: str) -> None:
    some_file(made).write_bytes(b"other")
    with pytest.raises(StoreError, match="damaged"):
        restore(made, tmp_path / "moved", postgres)
    engine = sa.create_engine(sa.make_url(postgres).set(drivername="postgresql+psycopg"))
    try:
        with engine.connect() as at:
            assert sa.inspect(at).get_table_names() == []
    finally:
        engine.dispose()


def test_a_hostile_archive_address_is_not_followed(made: Path, tmp_path: Path) -> None:
    sql("UPDATE desk SET value = '/etc' WHERE key = 'archive'")(made)
    restore(made, tmp_path / "moved")
    moved = open_store(tmp_path / "moved")
    try:
        assert moved.archive.folder == tmp_path / "moved" / "archive"
        with moved.reading() as at:
            asked = sa.select(tables.desk.c.value).where(tables.desk.c.key == "archive")
            assert at.execute(asked).scalar() == "archive"
    finally:
        moved.close()


def test_a_place_that_is_taken_is_left_alone(made: Path, tmp_path: Path, postgres: str) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="something is here already"):
        restore(made, tmp_path / "taken")
    create(tmp_path / "server", database=postgres).close()
    with pytest.raises(StoreError, match="holds something already"):
        restore(made, tmp_path / "moved", postgres)
    assert not (tmp_path / "moved").exists()
    (tmp_path / "empty").mkdir()
    restore(made, tmp_path / "empty")
    open_store(tmp_path / "empty").close()


def test_a_backup_of_older_tables_is_brought_up_to_date(tmp_path: Path, made: Path) -> None:
    """An old desk is made of the tables as they were: those of the first step, with the rows that fit."""
    from onrecord.store.connecting import sqlite_engine
    from onrecord.store.migrating import migrate
    from onrecord.store.opening import transaction

    old = tmp_path / "old.sqlite"
    engine = sqlite_engine(old)
    with transaction(engine, str(old), writes=True) as at:
        migrate(at, str(old), STEPS[0])
    engine.dispose()
    new = made / read_backup(made).database
    with closing(sqlite3.connect(old, isolation_level=None)) as at:
        at.execute("ATTACH ? AS new", (str(new),))
        for (table,) in at.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
            known = {column[1] for column in at.execute(f"PRAGMA new.table_info({table})")}
            columns = [column[1] for column in at.execute(f"PRAGMA main.table_info({table})")]
            if table.startswith("document_words") or table == "alembic_version" or not set(columns) <= known:
                continue
            names = ", ".join(f'"{column}"' for column in columns)
            at.execute(f'INSERT INTO main."{table}" ({names}) SELECT {names} FROM new."{table}"')
        # Of what was made of the rows since, an old desk has nothing, and knows nothing of how far that is.
        at.execute("DELETE FROM main.desk WHERE key IN ('settled', 'vectors', 'meaning')")
    old.replace(new)
    change_said(made, step=STEPS[0])
    sql()(made)
    restore(made, tmp_path / "moved")
    moved = open_store(tmp_path / "moved")
    try:
        assert verify(moved).problems == ()
        with moved.reading() as at:
            assert [one.who for one in judgements(at)] == ["ana"]
            assert "migrate" in [one.what for one in logbook.entries(at)]
    finally:
        moved.close()


def test_what_a_power_cut_may_have_spoilt_is_copied_again(store: Store, tmp_path: Path, database: str | None) -> None:
    for number in range(4):
        file_record(store, make_record(f"Marsh said so {number}.", Said("Marsh", "said", "so")))
    kill_halfway(database or str(tmp_path / "desk"), tmp_path / "backup")
    cut = some_file(tmp_path / "backup")
    cut.write_bytes(bytes(cut.stat().st_size))
    assert backup(store, tmp_path / "backup").copied == 3
    restore(tmp_path / "backup", tmp_path / "moved")


def test_two_backups_in_one_folder_do_not_meet(store: Store, tmp_path: Path) -> None:
    filled(store)
    (tmp_path / "backup").mkdir()
    handle = os.open(tmp_path / "backup", os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(StoreError, match="another backup"):
            backup(store, tmp_path / "backup")
    finally:
        os.close(handle)
    backup(store, tmp_path / "backup")


def test_a_log_is_read_from_a_time_on(store: Store, clock: SetClock) -> None:
    with store.writing() as at:
        logbook.note(at, store.now(at), "ana", "first", {"n": 1})
    clock.go(hours=1)
    with store.writing() as at:
        since = store.now(at)
        no = logbook.note(at, since, "ben", "second", {"words": "Łódź"})
        logbook.amend(at, no, {"words": "Łódź", "done": True})
    with store.reading() as at:
        assert [one.what for one in logbook.entries(at)] == ["init", "first", "second"]
        (last,) = logbook.entries(at, since)
    assert (last.who, last.detail) == ("ben", {"words": "Łódź", "done": True})
