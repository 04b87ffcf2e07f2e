"""The vectors of a desk in one file, as they are looked through: numbers, and the vectors in the same order.

A sheet is made of the table ``vector`` and can be made again; it is no part of a backup. It lies in the folder
``meaning`` beside the archive. ``head.json`` is written last: what stands in the files beyond it was never finished.
Who takes words out for good removes it when that is done; what a kill leaves of it then, compacting removes.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from .opening import Store
from .trouble import disk_trouble
from .vectors import epoch, vectors_after

FOLDER = "meaning"
_HEAD, _NUMBERS, _VECTORS, _LOCK = "head.json", "numbers.i64", "vectors.i8", "lock"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Vectors side by side: ``vectors[i]`` is that of the statement ``numbers[i]``; numbers ascend.

    ``version`` is the model's, ``made_at`` the epoch of the desk's vectors.
    """

    version: str
    made_at: int
    numbers: NDArray[np.int64]
    vectors: NDArray[np.int8]

    @property
    def upto(self) -> int:
        """The number of the last statement in it; 0 if there is none."""
        return int(self.numbers[-1]) if len(self.numbers) else 0


def empty(version: str, made_at: int, dimensions: int) -> Sheet:
    """A sheet with nothing in it."""
    return Sheet(version, made_at, np.zeros(0, np.int64), np.zeros((0, dimensions), np.int8))


def folder_of(store: Store) -> Path:
    """Where a desk's sheet lies."""
    return store.archive.folder.parent / FOLDER


def opened(folder: Path, version: str, made_at: int, dimensions: int) -> Sheet:
    """The sheet on the disk, mapped and not loaded; an empty one if there is none of this version and epoch."""
    try:
        head = _head(folder)
        if (head["version"], head["epoch"], head["dimensions"]) != (version, made_at, dimensions):
            return empty(version, made_at, dimensions)
        count = int(head["count"])
        if count == 0:
            return empty(version, made_at, dimensions)
        numbers = np.memmap(folder / _NUMBERS, np.int64, "r", shape=(count,))
        vectors = np.memmap(folder / _VECTORS, np.int8, "r", shape=(count, dimensions))
    except (OSError, ValueError, KeyError, TypeError):
        return empty(version, made_at, dimensions)  # It can be made again.
    return Sheet(version, made_at, numbers, vectors)


def extended(store: Store, at: sa.Connection, version: str, dimensions: int) -> Sheet:
    """The sheet with all vectors of the desk; what is missing is added to the files, if nobody else is adding.

    Where the folder cannot be written the sheet on the disk is given as it is.
    """
    folder, made_at = folder_of(store), epoch(at)
    try:
        folder.mkdir(exist_ok=True)
        with _alone(folder) as alone:
            if alone:
                _extend(at, folder, opened(folder, version, made_at, dimensions))
    except OSError:
        pass  # Read-only or full: what is not in the files is read from the database, as before.
    return opened(folder, version, made_at, dimensions)


def remove(store: Store) -> None:
    """Removes the files, as redaction does: they hold what the words meant.

    Raises:
        StoreError: if they are there and cannot be removed.
    """
    folder = folder_of(store)
    try:
        for name in (_HEAD, _NUMBERS, _VECTORS):
            (folder / name).unlink(missing_ok=True)
    except OSError as reason:
        raise disk_trouble(reason, str(folder)) from reason


def remove_old(store: Store) -> None:
    """Removes the files if they may hold vectors that the desk has no more, or if they were never finished.

    Raises:
        StoreError: if they are there and cannot be removed.
    """
    with store.reading() as at:
        made_at = epoch(at)
    try:
        is_of_now = _head(folder_of(store))["epoch"] == made_at
    except (OSError, ValueError, KeyError, TypeError):
        is_of_now = False
    if not is_of_now:
        remove(store)


def _head(folder: Path) -> Any:
    return json.loads((folder / _HEAD).read_text(encoding="utf-8"))


def _extend(at: sa.Connection, folder: Path, sheet: Sheet) -> None:
    count, upto, dimensions = len(sheet.numbers), sheet.upto, sheet.vectors.shape[1]
    if count == 0:
        # Who still looks through the files of another epoch keeps them; under these names there are new ones.
        for name in (_HEAD, _NUMBERS, _VECTORS):
            (folder / name).unlink(missing_ok=True)
    with (folder / _NUMBERS).open("ab") as numbers, (folder / _VECTORS).open("ab") as vectors:
        numbers.truncate(count * 8)
        vectors.truncate(count * dimensions)
        for rows in vectors_after(at, sheet.version, upto):
            fit = [row for row in rows if len(row[1]) == dimensions]
            numbers.write(np.array([number for number, _ in fit], np.int64).tobytes())
            vectors.write(b"".join(vector for _, vector in fit))
            count += len(fit)
        for file in (numbers, vectors):
            file.flush()
            os.fsync(file.fileno())
    head = {"version": sheet.version, "epoch": sheet.made_at, "dimensions": dimensions, "count": count}
    unfinished = folder / f"{_HEAD}.new"
    unfinished.write_text(json.dumps(head), encoding="utf-8")
    unfinished.replace(folder / _HEAD)


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Whether nobody else is adding to the files; the lock goes with the process that holds it."""
    with (folder / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
