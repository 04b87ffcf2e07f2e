"""How the tables came to be: the steps end where tables.py stands, and an old desk keeps what it holds."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from onrecord.errors import StoreError
from onrecord.store import Store, create, migrating, open_store, search, tables
from onrecord.store.connecting import address, postgres_engine, sqlite_engine
from onrecord.store.filing import vanish
from onrecord.store.opening import transaction

from .conftest import SetClock
from .records import Said, file_record, make_record

TEXT = "Lea Marsh said the port of Tellin is open."


@contextmanager
def engine_of(folder: Path, database: str | None) -> Iterator[sa.Engine]:
    engine = sqlite_engine(folder / "desk.sqlite") if database is None else postgres_engine(address(database))
    try:
        yield engine
    finally:
        engine.dispose()


def old_desk(folder: Path, database: str | None, step: str = "0001") -> str:
    """A desk as a step left it, with one document in it; what it is opened by."""
    (folder / "archive").mkdir(parents=True)
    at_first = {"id": "x", "made": "2023-01-01", "made_by": "0.1.0", "last": "2024-01-01T00:00:00.000000Z"}
    with engine_of(folder, database) as engine, transaction(engine, str(folder), writes=True) as at:
        migrating.migrate(at, str(folder), step)
        at.execute(sa.insert(tables.desk), [{"key": key, "value": value} for key, value in at_first.items()])
        at.execute(sa.insert(tables.desk).values(key="archive", value=str(folder / "archive")))
        for table, row in old_rows().items():
            at.execute(sa.text(insertion(table, row)), row)
    return str(folder) if database is None else database


def old_rows() -> dict[str, dict[str, Any]]:
    sha = "ab" * 32
    return {
        "snapshot": {"sha256": sha, "size": 7, "media_type": "text/plain", "stored": "2024"},
        "document": {
            "no": 1,
            "id": "d:1",
            "sha256": sha,
            "text_sha256": sha,
            "title": "Port",
            "words": 9,
            "filed": "2024",
        },
        "document_text": {"document": 1, "title": "Port", "text": TEXT},
        "judgement": {"id": "j:1", "at": "2024", "who": "ana", "kind": "accept", "subject": "s:1"},
    }


def insertion(table: str, row: dict[str, Any]) -> str:
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})"


def test_the_steps_end_where_the_tables_stand(store: Store) -> None:
    def ours(_: object, name: str | None, kind: str, *__: object) -> bool:
        full_text = {"alembic_version", "words", "marked", "ix_document_text_words", "ix_indexed_words_search"}
        full_text.add("indexed_posting")
        searched = ("document_words", "indexed_search")
        return not (name in full_text or (kind == "table" and str(name).startswith(searched)))

    with store.engine.connect() as at:
        context = MigrationContext.configure(
            at, opts={"include_object": ours, "compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, tables.metadata) == []


def test_the_list_of_steps_is_that_of_the_files() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert [step.revision for step in scripts.walk_revisions()][::-1] == list(migrating.STEPS)


@pytest.mark.parametrize("step", migrating.STEPS[:-1])
def test_an_old_desk_opens_with_its_rows_and_can_all_that_a_new_one_can(
    tmp_path: Path, database: str | None, step: str
) -> None:
    place = old_desk(tmp_path / "desk", database, step)
    store = open_store(place, SetClock())
    try:
        with store.reading() as at:
            assert migrating.step_of(at) == migrating.HEAD
            row = at.execute(sa.select(tables.document)).mappings().one()
            assert (row["id"], row["title"], row["family"], row["vanished"]) == ("d:1", "Port", None, None)
            assert at.execute(sa.select(tables.judgement.c.who)).scalar_one() == "ana"
            assert search.matching(at, "tellin") == [1]
            assert [row.what for row in at.execute(sa.select(tables.log))] == ["migrate"]
        no = file_record(store, make_record("Lea Marsh said no.", Said("Lea Marsh", "said", "no")), bands=(1, 2))
        with store.writing() as at:
            assert vanish(store, at, no, "HTTP 404") == 1
        assert no == 2
    finally:
        store.close()


def test_an_open_desk_is_not_migrated_again(tmp_path: Path, database: str | None) -> None:
    place = old_desk(tmp_path / "desk", database)
    for _ in range(2):
        store = open_store(place)
        with store.reading() as at:
            assert at.execute(sa.select(sa.func.count()).select_from(tables.log)).scalar_one() == 1
        store.close()


def test_a_desk_of_a_newer_version_is_refused_untouched(tmp_path: Path, database: str | None) -> None:
    create(tmp_path / "desk", database=database).close()
    with engine_of(tmp_path / "desk", database) as engine, transaction(engine, "", writes=True) as at:
        at.execute(sa.text("UPDATE alembic_version SET version_num = '0099'"))
    with pytest.raises(StoreError, match="made by a newer onrecord") as told:
        open_store(database or tmp_path / "desk")
    assert "0099" in str(told.value)
    with engine_of(tmp_path / "desk", database) as engine, engine.connect() as at:
        assert migrating.step_of(at) == "0099"


def test_a_desk_is_not_taken_back(store: Store) -> None:
    with pytest.raises(StoreError, match="not taken back to older tables"), store.writing() as at:
        migrating.migrate(at, store.place, "0001")
    with store.reading() as at:
        assert migrating.step_of(at) == migrating.HEAD


def test_a_failed_upgrade_leaves_the_desk_as_it_was(tmp_path: Path, database: str | None) -> None:
    place = old_desk(tmp_path / "desk", database)
    with engine_of(tmp_path / "desk", database) as engine, transaction(engine, "", writes=True) as at:
        at.execute(sa.text("CREATE TABLE likeness (something TEXT)"))  # in the way of step 0003
    with pytest.raises(sa.exc.DBAPIError):
        open_store(place)
    with engine_of(tmp_path / "desk", database) as engine:
        with engine.connect() as at:
            assert migrating.step_of(at) == "0001"
            assert not sa.inspect(at).has_table("watched")
        with transaction(engine, "", writes=True) as at:
            at.execute(sa.text("DROP TABLE likeness"))
    open_store(place).close()


def upgrade(place: str, start: Any, told: Any) -> None:
    start.wait()
    store = open_store(place)
    with store.reading() as at:
        told.put(migrating.step_of(at))
    store.close()


def test_of_two_that_upgrade_at_once_one_does_and_the_other_waits(tmp_path: Path, database: str | None) -> None:
    place = old_desk(tmp_path / "desk", database)
    context = multiprocessing.get_context("spawn")
    start, told = context.Barrier(2), context.Queue()
    both = [context.Process(target=upgrade, args=(place, start, told)) for _ in range(2)]
    for process in both:
        process.start()
    assert [told.get(timeout=120) for _ in both] == [migrating.HEAD] * 2
    for process in both:
        process.join(30)
        assert process.exitcode == 0
    told.close()
    with engine_of(tmp_path / "desk", database) as engine, engine.connect() as at:
        assert at.execute(sa.select(sa.func.count()).select_from(tables.log)).scalar_one() == 1
