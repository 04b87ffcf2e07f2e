"""What a long run has finished, kept beside its output, so that a run that was killed goes on where it was.

The journal is a file of JSON lines: what the run is, then one line a finished document. A line is written after the
output it tells of, and each in one write; so whatever the moment of a kill, cutting output and journal back to the
last whole line loses at most one document's work and never doubles one.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from ..desk.one_writer import only_writer
from ..errors import SettingError

#: Seconds between two fsyncs: what a power cut may cost. A kill costs nothing that was written.
_SYNC_EVERY = 5.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One finished document: number ``number`` of its source, whether the source's last, and what was written for it.

    ``stamp`` tells which state of the source was read; ``end`` is the length of the output in bytes after it; ``files``
    are the names of the files written for it; ``error`` (kind, message) stands where it could not be read. ``tables``
    are the lengths in bytes of the tables beside the output after it.
    """

    source: str
    stamp: str | None
    number: int
    last: bool
    end: int = 0
    files: tuple[str, ...] = ()
    error: dict[str, str] | None = None
    tables: tuple[int, ...] = ()


class Journal:
    """The journal at ``path``, opened to be gone on with or begun.

    Args:
        run: what tells one run from another (arguments, options); JSON values.
        anew: begin, whatever is there.

    Raises:
        SettingError: if it is another run's, or that run is still at work.
    """

    def __init__(self, path: Path, run: dict[str, Any], anew: bool = False) -> None:
        self.path = path
        self._file = _opened(path)
        self._synced = time.monotonic()
        try:
            only_writer(self._file, path)
        except SettingError:
            self.close()
            raise
        self._ends: list[int] = []
        self.entries: list[Entry] = []
        if not anew:
            try:
                self._read(run)
            except SettingError:
                self.close()
                raise
        if not self._ends:
            self._file.seek(0)
            self._file.truncate()
            self._write({"journal": 1, **run})
            self._ends.append(self._file.tell())
        self._cut()

    @property
    def end(self) -> int:
        """The length in bytes that the output has according to the last entry."""
        return self.entries[-1].end if self.entries else 0

    def forget(self, wrong: Callable[[Entry], bool]) -> None:
        """Takes back the last entries as long as they are ``wrong``; their documents will be read again."""
        while self.entries and wrong(self.entries[-1]):
            self.entries.pop()
            self._ends.pop()
        self._cut()

    def note(self, entry: Entry, output: BinaryIO | None = None) -> None:
        """Writes one entry; from time to time ``output``, and then the journal, are made safe against a power cut."""
        self._write(asdict(entry))
        if time.monotonic() - self._synced > _SYNC_EVERY:
            self.sync(output)

    def sync(self, output: BinaryIO | None = None) -> None:
        for file in (output, self._file):
            if file is not None:
                os.fsync(file.fileno())
        self._synced = time.monotonic()

    def errors(self) -> Iterator[Entry]:
        """The entries of what could not be read, from the first run on."""
        for line in self.path.read_bytes().split(b"\n")[1:-1]:
            entry = _entry(line)
            if entry is not None and entry.error is not None:
                yield entry

    def finish(self) -> None:
        """The run is complete: the journal is no longer needed."""
        self.close()
        self.path.unlink()

    def close(self) -> None:
        self._file.close()

    def _read(self, run: dict[str, Any]) -> None:
        data = self._file.read()
        head, found, _ = data.partition(b"\n")
        if not found:
            return
        if head != _line({"journal": 1, **run}):
            raise SettingError(
                "an unfinished run with other sources or options is kept here",
                str(self.path),
                "give the same command to go on with it, or --force to begin anew",
            )
        at = len(head) + 1
        self._ends.append(at)
        while (stop := data.find(b"\n", at)) >= 0:
            entry = _entry(data[at:stop])
            if entry is None:
                break
            at = stop + 1
            self.entries.append(entry)
            self._ends.append(at)

    def _cut(self) -> None:
        self._file.seek(self._ends[-1])
        self._file.truncate()

    def _write(self, value: dict[str, Any]) -> None:
        self._file.write(_line(value) + b"\n")
        self._file.flush()


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True).encode()


def _entry(line: bytes) -> Entry | None:
    """The entry, or ``None`` for a line that is not whole."""
    try:
        value = json.loads(line)
        return Entry(**{**value, "files": tuple(value["files"]), "tables": tuple(value.get("tables", ()))})
    except (ValueError, TypeError, KeyError):
        return None


def _opened(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
