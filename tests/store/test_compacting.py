"""What kills and rules leave over goes; what is named, or may be about to be, stays."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord.store import logbook, tables
from onrecord.store.compacting import OLD, compact
from onrecord.store.opening import Store
from onrecord.store.search import matching
from onrecord.store.verifying import verify

from .records import file_record, make_record, whole_record
from .searched import index_all


def age(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_only_old_files_that_no_row_names_go(store: Store) -> None:
    file_record(store, whole_record())
    named = whole_record().document.snapshot.sha256
    old, young = store.archive.put(b"left by a kill last week"), store.archive.put(b"being filed just now")
    age(store.archive.path(old), OLD + 60)
    age(store.archive.path(named), OLD + 60)
    half = store.archive.path(old).with_name(".new-half")
    half.write_bytes(b"half")
    age(half, OLD + 60)
    done = compact(store, "ana")
    assert (done.orphans, done.given_up, done.unfinished) == (1, 0, 1)
    assert sorted(store.archive.all()) == sorted([named, young])
    assert store.archive.get(named)
    assert done.archive == (done.archive[1] + len(b"left by a kill last week"), done.archive[1])
    assert [note.where for note in verify(store).notes] == [young]
    with store.reading() as at:
        last = list(logbook.entries(at))[-1]
    assert (last.what, last.who, last.detail["orphans"]) == ("compact", "ana", 1)


def test_young_bytes_are_never_set_aside_and_what_a_kill_left_aside_comes_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = whole_record()
    file_record(store, record)
    young = store.archive.put(b"a filing under way")
    moved: list[str] = []
    rename = Path.rename

    def seen(self: Path, target: Path) -> Path:
        moved.append(self.name)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", seen)
    compact(store)
    assert moved == []
    assert store.archive.holds(young)
    # A compacting that was killed had set aside what a row names by now.
    named = store.archive.path(record.document.snapshot.sha256)
    rename(named, named.with_name(f".new-orphan-{named.name}"))
    compact(store)
    assert verify(store).clean


def test_bytes_that_are_handed_in_again_are_young_again(store: Store) -> None:
    sha256 = store.archive.put(b"an orphan that a new filing is about to name")
    age(store.archive.path(sha256), OLD + 60)
    store.archive.put(b"an orphan that a new filing is about to name")
    assert compact(store).orphans == 0
    assert store.archive.holds(sha256)


def test_bytes_whose_row_says_given_up_go_at_once(store: Store) -> None:
    file_record(store, whole_record())
    with store.writing() as at:  # and here the kill comes, before the file is removed
        at.execute(sa.update(tables.snapshot).values(given_up=store.now(at), why="retention"))
    assert len(verify(store).notes) == 1
    assert compact(store).given_up == 1
    assert list(store.archive.all()) == []
    assert verify(store).notes == ()


def test_the_database_gets_smaller_and_is_as_it_was(store: Store) -> None:
    numbers = [file_record(store, make_record(f"Ferry {number}. " + f"word{number} " * 3000)) for number in range(60)]
    with store.writing() as at:
        at.execute(sa.update(tables.document_text).values(text="short"))
    before, after = compact(store).database
    assert after < before - 60 * 3000
    with store.reading() as at:
        assert matching(at, "short") == numbers
        assert matching(at, "word7") == []


def test_a_damaged_index_is_made_anew(store: Store) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL makes the column itself")
    file_record(store, whole_record())
    with store.writing() as at:
        at.exec_driver_sql("DELETE FROM document_words_data WHERE id > 10")
    assert not verify(store).clean
    compact(store)
    assert verify(store).clean
    with store.reading() as at:
        assert matching(at, "harbour") == [1]


def test_a_damaged_index_of_findings_is_made_anew(store: Store) -> None:
    file_record(store, whole_record())
    index_all(store)
    with store.writing() as at:
        if at.dialect.name == "sqlite":
            at.exec_driver_sql("DELETE FROM indexed_search_data WHERE id > 10")
        else:
            at.exec_driver_sql("UPDATE indexed_words SET words = NULL")
            at.exec_driver_sql("DROP INDEX ix_indexed_words_search")
    assert not verify(store).clean
    compact(store)
    assert verify(store).clean


def test_what_is_compacted_twice_is_as_after_the_first_time(store: Store) -> None:
    file_record(store, whole_record())
    compact(store)
    again = compact(store)
    assert (again.orphans, again.given_up, again.unfinished) == (0, 0, 0)
    assert verify(store).clean
