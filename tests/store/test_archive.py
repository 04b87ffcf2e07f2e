"""The archive: bytes under their own hash, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from onrecord.errors import StoreError
from onrecord.store.archive import Archive

from .full_disk import full_disk, read_only

BYTES = b"Harbour closed, the Coastal Guard says.\n"
SHA256 = hashlib.sha256(BYTES).hexdigest()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    (tmp_path / "archive").mkdir()
    return Archive(tmp_path / "archive")


def test_bytes_lie_unpacked_under_their_hash(archive: Archive) -> None:
    assert archive.put(BYTES) == SHA256
    assert (archive.folder / SHA256[:2] / SHA256[2:4] / SHA256).read_bytes() == BYTES
    assert archive.get(SHA256) == BYTES
    assert archive.holds(SHA256)
    assert list(archive.all()) == [SHA256]


def test_the_same_bytes_are_written_once(archive: Archive) -> None:
    archive.put(BYTES)
    path = archive.path(SHA256)
    os.utime(path, (1.0, 1.0))
    before = path.stat()
    archive.put(BYTES)
    assert path.stat().st_ino == before.st_ino
    # ... but young again: compact removes what is old and named by nothing, and this is about to be named.
    assert path.stat().st_mtime > before.st_mtime


def test_a_cut_file_is_put_right(archive: Archive) -> None:
    archive.put(BYTES)
    archive.path(SHA256).write_bytes(BYTES[:7])
    archive.put(BYTES)
    assert archive.get(SHA256) == BYTES


def test_threads_that_keep_the_same_bytes_are_not_in_each_others_way(archive: Archive) -> None:
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(archive.put, [BYTES] * 64))
    assert set(told) == {SHA256}
    assert [path.name for path in archive.path(SHA256).parent.iterdir()] == [SHA256]


def test_many_are_kept_at_once_in_their_order(archive: Archive) -> None:
    many = [f"report {number}".encode() for number in range(30)]
    assert archive.put_all(many) == [hashlib.sha256(data).hexdigest() for data in many]
    assert [archive.get(sha256) for sha256 in archive.put_all(many)] == many
    assert archive.put_all([]) == []


def test_bytes_that_are_other_than_their_name_are_refused(archive: Archive) -> None:
    archive.put(BYTES)
    archive.path(SHA256).write_bytes(BYTES.replace(b"closed", b"opened"))
    with pytest.raises(StoreError, match="these bytes are damaged"):
        archive.get(SHA256)


def test_bytes_that_are_not_there_are_told(archive: Archive) -> None:
    assert not archive.holds(SHA256)
    with pytest.raises(StoreError, match=f"not in the archive: {SHA256}"):
        archive.get(SHA256)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", SHA256[:63], SHA256.upper(), SHA256 + "0"])
def test_what_is_no_hash_names_no_file(archive: Archive, name: str) -> None:
    for asked in (archive.get, archive.holds, archive.give_up):
        with pytest.raises(StoreError, match="no SHA-256"):
            asked(name)


def test_what_is_given_up_is_gone_and_may_be_gone_already(archive: Archive) -> None:
    archive.put(BYTES)
    archive.give_up(SHA256)
    archive.give_up(SHA256)
    assert not archive.holds(SHA256)
    assert list(archive.all()) == []


def test_leftovers_are_not_among_what_is_kept_and_are_swept_after_a_day(archive: Archive) -> None:
    archive.put(BYTES)
    folder = archive.path(SHA256).parent
    old, new = folder / ".new-1", folder / ".new-2"
    for path in (old, new):
        path.write_bytes(BYTES[:3])
    (folder / "notes.txt").write_text("not ours")
    long_ago = time.time() - 2 * 86_400
    os.utime(old, (long_ago, long_ago))
    assert list(archive.all()) == [SHA256]
    assert archive.sweep() == 1
    assert not old.exists()
    assert new.exists()


def test_all_is_in_order(archive: Archive) -> None:
    kept = [archive.put(f"report {number}".encode()) for number in range(40)]
    assert list(archive.all()) == sorted(kept)


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    moved = Archive(tmp_path / "moved")
    with pytest.raises(StoreError, match="the archive is not there"):
        moved.put(BYTES)
    with pytest.raises(StoreError, match="the archive is not there"):
        moved.put_all([BYTES, b"another", b"a third"])
    assert not moved.folder.exists()


def test_a_file_where_a_folder_should_be_is_told(archive: Archive) -> None:
    (archive.folder / SHA256[:2]).write_text("not ours")
    with pytest.raises(StoreError, match="this is a file, not a folder"):
        archive.put(BYTES)


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    with full_disk(tmp_path / "small") as folder:
        archive = Archive(folder)
        archive.put(BYTES)
        with pytest.raises(StoreError, match="the disk is full"):
            archive.put(os.urandom(4 * 1024 * 1024))
        assert list(archive.all()) == [SHA256]
        assert not [path for path in folder.rglob(".new-*") if path.is_file()]
        assert archive.get(SHA256) == BYTES


def test_a_read_only_folder_is_told(archive: Archive) -> None:
    archive.put(BYTES)
    with read_only(archive.folder):
        assert archive.get(SHA256) == BYTES
        with pytest.raises(StoreError, match="read-only"):
            archive.put(b"other")
        with pytest.raises(StoreError, match="read-only"):
            archive.give_up(SHA256)
