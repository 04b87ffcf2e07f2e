"""The archive: original bytes in files that are called by their SHA-256, written once and never changed."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ..errors import StoreError
from .trouble import disk_trouble

#: How the name of a file begins that is still being written.
_UNFINISHED = ".new-"
_DAY = 86_400.0
#: How many files are made safe at a time.
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder with the bytes of snapshots: ``ab/cd/abcd...`` holds the bytes whose SHA-256 that is, unpacked, so that
    ``sha256sum`` proves it without onrecord.
    """

    folder: Path

    def put(self, data: bytes) -> str:
        """Keeps the bytes and gives their SHA-256. When it returns, they are safe against a power cut.

        Written beside and renamed, so that a file under its name is always whole; what is there already is not written
        again, but for a file that has another size than the bytes: that one is damaged, and put right.

        Raises:
            StoreError: if the disk is full, the folder is read-only or gone.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        folder = f"{self.folder}/{sha256[:2]}/{sha256[2:4]}"
        try:
            if not _is_there(f"{folder}/{sha256}", len(data)):
                self._write(folder, sha256, data)
        except OSError as reason:
            raise disk_trouble(reason, str(self.folder)) from reason
        return sha256

    def put_all(self, many: Sequence[bytes]) -> list[str]:
        """Keeps several at once, which is quicker than one after another: the disk makes them safe together.

        Raises:
            StoreError: as ``put`` does; those before it may be kept.
        """
        if len(many) < 2:
            return [self.put(data) for data in many]
        told = [""] * len(many)

        def put_some(first: int) -> None:
            for at in range(first, len(many), _AT_ONCE):
                told[at] = self.put(many[at])

        shares = range(min(_AT_ONCE, len(many)))
        with ThreadPoolExecutor(len(shares)) as pool:
            for _ in pool.map(put_some, shares):
                pass  # what went wrong in one is raised here
        return told

    def get(self, sha256: str) -> bytes:
        """The bytes.

        Raises:
            StoreError: if they are not there or are not what their name says.
        """
        try:
            data = self.path(sha256).read_bytes()
        except FileNotFoundError:
            raise StoreError(
                "these bytes are not in the archive", f"{sha256} in {self.folder}", "restore them from a backup"
            ) from None
        except OSError as reason:
            raise disk_trouble(reason, str(self.path(sha256))) from reason
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreError(
                "these bytes are damaged: they are not those that were archived",
                str(self.path(sha256)),
                "restore them from a backup",
            )
        return data

    def holds(self, sha256: str) -> bool:
        """Whether a file with this name is there; ``get`` tells whether it is what it should be."""
        return self.path(sha256).is_file()

    def give_up(self, sha256: str) -> None:
        """Removes the bytes, by a rule of retention or redaction; what is not there is no error.

        Raises:
            StoreError: if the folder is read-only.
        """
        path = self.path(sha256)
        try:
            path.unlink(missing_ok=True)
            if path.parent.is_dir():
                sync(path.parent)
        except OSError as reason:
            raise disk_trouble(reason, str(path)) from reason

    def all(self) -> Iterator[str]:
        """The SHA-256 of everything kept, in order; half-written leftovers of a kill are not among it."""
        for first in _folders(self.folder):
            for second in _folders(first):
                for name in sorted(entry.name for entry in second.iterdir()):
                    if _is_sha256(name) and name.startswith(first.name + second.name):
                        yield name

    def sweep(self) -> int:
        """Removes half-written leftovers that are older than a day; how many there were."""
        removed = 0
        for path in self.folder.glob(f"??/??/{_UNFINISHED}*"):
            try:
                if time.time() - path.stat().st_mtime > _DAY:
                    path.unlink()
                    removed += 1
            except FileNotFoundError:
                continue  # whoever wrote it has finished
            except OSError as reason:
                raise disk_trouble(reason, str(path)) from reason
        return removed

    def path(self, sha256: str) -> Path:
        """Where the bytes of this SHA-256 lie, or would.

        Raises:
            StoreError: if it is no SHA-256.
        """
        if not _is_sha256(sha256):
            raise StoreError("this is no SHA-256", repr(sha256), "it is 64 digits of 0-9 and a-f")
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def _write(self, folder: str, sha256: str, data: bytes) -> None:
        try:
            handle, name = _new_file(folder)
        except FileNotFoundError:
            if not self.folder.is_dir():
                remedy = "bring its folder back, or restore a backup"
                raise StoreError("the archive is not there", str(self.folder), remedy) from None
            _make_folder(Path(folder))
            handle, name = _new_file(folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fchmod(file.fileno(), 0o644)
                os.fsync(file.fileno())
            os.replace(name, f"{folder}/{sha256}")  # noqa: PTH105, for a thousand files it counts
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        sync(folder)


def _is_there(path: str, size: int) -> bool:
    """Whether a file of this size is there; if so it is young again.

    ``compact`` removes what is old and named by no row, and this is about to be named.
    """
    try:
        there = os.stat(path)  # noqa: PTH116
        if not stat.S_ISREG(there.st_mode) or there.st_size != size:
            return False
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


def _new_file(folder: str) -> tuple[int, str]:
    """A file that is being written: its handle and its name, which nobody else has."""
    name = f"{folder}/{_UNFINISHED}{os.urandom(8).hex()}"
    return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), name


def _make_folder(folder: Path) -> None:
    """Makes a folder and those above it; each new name is safe before what is written under it."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync(folder.parent)


def sync(path: Path | str) -> None:
    """Makes a file's bytes, or the names in a folder, safe against a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _folders(folder: Path) -> list[Path]:
    return sorted(entry for entry in folder.iterdir() if len(entry.name) == 2 and entry.is_dir())


def _is_sha256(name: str) -> bool:
    return len(name) == 64 and not set(name) - set("0123456789abcdef")
