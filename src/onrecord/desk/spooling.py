"""The pieces of an export, kept beside its output until it is complete: a run that was killed goes on from there.

``FILE.part`` is a folder: ``journal`` says which export it is, then how far it has come, a line after each stretch of
documents; ``pieces`` are their lines. A stretch is noted after its lines are written, so that cutting both back to the
last whole note loses one stretch at most, and doubles none.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from ..errors import SettingError
from .one_writer import only_writer

#: Seconds between two fsyncs: what a power cut may cost. A kill costs nothing that was noted.
_SYNC_EVERY = 5.0
_JOURNAL = "journal"


@dataclass(frozen=True, slots=True)
class Reached:
    """How far an export has come: the number of the last document, how many documents and lines, the lines' bytes.

    ``whole``: no document is left; ``made``: the file made of all was whole too, and about to be put in its place.
    """

    after: int = 0
    documents: int = 0
    lines: int = 0
    bytes: int = 0
    whole: bool = False
    made: bool = False


class Spool:
    """The spool beside ``out``, opened to be gone on with or begun.

    Args:
        told: what tells one export from another: JSON values; ``seen`` is the state of the desk.
        over: begin anew where another export, or another state of the desk, is kept there.

    Raises:
        SettingError: if it is another's and ``over`` is not said, or another process is writing it.
    """

    def __init__(self, out: Path, told: Mapping[str, Any], over: bool = False) -> None:
        self.folder = out.with_name(f"{out.name}.part")
        self.folder.mkdir(exist_ok=True)
        self._journal = _opened(self.folder / _JOURNAL)
        try:
            only_writer(self._journal, out)
            self.reached = self._taken_up(dict(told), out, over)
            self._pieces = _opened(self.folder / "pieces")
            self._pieces.truncate(self.reached.bytes)
            self._pieces.seek(self.reached.bytes)
        except BaseException:
            self._journal.close()
            raise
        self._synced = time.monotonic()

    def put(self, after: int, documents: int, pieces: Iterable[str]) -> None:
        """Adds the lines of a stretch of documents, up to and with number ``after``."""
        lines = [piece.encode("utf-8", "surrogatepass") for piece in pieces]
        if any(b"\n" in line for line in lines):
            raise ValueError("a piece of an export is one line")
        written = b"".join(line + b"\n" for line in lines)
        self._pieces.write(written)
        self._pieces.flush()
        was = self.reached
        self._note(
            Reached(after, was.documents + documents, was.lines + len(lines), was.bytes + len(written)),
        )

    def complete(self) -> None:
        """Notes that no document is left."""
        self._note(replace(self.reached, whole=True))

    def place(self, made: Path, out: Path) -> None:
        """Puts the whole file in its place. Noted before, so that a run that is killed after it has nothing to do."""
        self._note(replace(self.reached, made=True))
        made.replace(out)

    def __iter__(self) -> Iterator[str]:
        """The lines, from the first."""
        with (self.folder / "pieces").open("rb") as file:
            for line in file:
                yield line[:-1].decode("utf-8", "surrogatepass")

    def remove(self) -> None:
        """The output is there: nothing of this is needed any more. The journal, which tells so, goes last."""
        self._pieces.close()
        for one in self.folder.iterdir():
            if one.name != _JOURNAL:
                one.unlink(missing_ok=True)
        self._journal.close()
        (self.folder / _JOURNAL).unlink(missing_ok=True)
        with suppress(OSError):  # another run has begun in it
            self.folder.rmdir()

    def close(self) -> None:
        self._pieces.close()
        self._journal.close()

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _taken_up(self, told: dict[str, Any], out: Path, over: bool) -> Reached:
        head, *notes = self._journal.read().split(b"\n")
        before = _read(head)
        if notes and before == told:
            return self._last(len(head) + 1, notes)
        if notes and before is not None and not over:
            same = {**before, "seen": None} == {**told, "seen": None}
            raise SettingError(
                "the desk has changed since this export was begun"
                if same
                else "an unfinished export of another question or form is kept beside this output",
                str(out),
                "give --force to begin anew" if same else "give its command to go on with it, or --force to begin anew",
            )
        self._journal.seek(0)
        self._journal.truncate()
        self._journal.write(_line(told))
        self._journal.flush()
        return Reached()

    def _last(self, end: int, notes: list[bytes]) -> Reached:
        """The last whole note whose lines are there; what is after it is cut off."""
        reached, pieces = Reached(), self.folder / "pieces"
        there = pieces.stat().st_size if pieces.exists() else 0
        for note in notes[:-1]:
            said = _read(note)
            if said is None or said["bytes"] > there:
                break
            reached, end = Reached(**said), end + len(note) + 1
        self._journal.seek(end)
        self._journal.truncate()
        return reached

    def _note(self, reached: Reached) -> None:
        self._journal.write(_line(asdict(reached)))
        self._journal.flush()
        self.reached = reached
        if reached.whole or time.monotonic() - self._synced > _SYNC_EVERY:
            os.fsync(self._pieces.fileno())
            os.fsync(self._journal.fileno())
            self._synced = time.monotonic()


def _opened(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b")


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said, sort_keys=True).encode() + b"\n"


def _read(line: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(line)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None
