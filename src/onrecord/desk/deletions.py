"""The file of deletions: ids of an earlier export that are to be taken out again where it was taken in."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO

from ..errors import SettingError
from ..export.table_cells import harmless
from ..store import gone_rows, handing_rows
from ..store.gone_rows import Gone
from ..store.query_nodes import Everything

if TYPE_CHECKING:
    import sqlalchemy as sa

    from ..store.hits import Question

HEAD = ("id", "document", "reason", "at", "who", "why")
#: What the ids of a kind of row begin with; of all kinds where a form has no kind of row.
_LETTERS = {"statements": "s", "events": "e", "ties": "t", "commitments": "c"}
_ID = re.compile(rb"(?<![0-9a-z])([setc]):([0-9a-f]{16})(?![0-9a-z])")
#: Bytes that are looked at together, and how many ids are asked for at once.
_CHUNK, _PIECE = 1 << 20, 500
_REST = 32


@dataclass(frozen=True, slots=True)
class Before:
    """The export that was made before: the stamp of what it saw of the desk, or its file; ``rows`` are those of the
    form, ``None`` for all kinds.
    """

    since: str | None
    file: Path | None
    rows: str | None

    def must_be_readable(self) -> None:
        """Looks for the first id, so that a wrong file is told before anything is made.

        Raises:
            SettingError: if there is none, or the file cannot be read.
        """
        if self.file is not None and next(_matches(self.file, _LETTERS.get(self.rows or "", "setc")), None) is None:
            raise _without_ids(self.file)

    def ids(self, at: sa.Connection, question: Question) -> Iterator[Sequence[str]]:
        """The ids that were handed out, some at a time."""
        letters = _LETTERS.get(self.rows or "", "setc")
        if self.file is not None:
            yield from _of_file(self.file, letters)
            return
        if question.asked == Everything() and self.since is not None:
            rows = gone_rows.rows_then(at, self.since, rejected=question.rejected)
        else:
            rows = handing_rows.chosen(at, replace(question, at_time=self.since)).rows
        for begin in range(0, len(rows), _PIECE):
            for some in gone_rows.ids_of_rows(at, rows[begin : begin + _PIECE].tolist()):
                yield [id_ for id_ in some if id_[0] in letters]


def gone(at: sa.Connection, question: Question, before: Before) -> Iterator[Gone]:
    """What was handed out then and is to be taken out now."""
    now = None if question.asked == Everything() else handing_rows.chosen(at, question)
    for ids in before.ids(at, question):
        yield from gone_rows.gone(at, ids, now, question.at_time, rejected=question.rejected, since=before.since)


def written(some: Iterator[Gone], out: BinaryIO) -> int:
    """Writes the file, as CSV; how many rows it has."""
    number = 0
    text = io.TextIOWrapper(out, "utf-8", errors="replace", newline="")
    try:
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow(HEAD)
        for one in some:
            number += 1
            rows.writerow([harmless(cell or "") for cell in astuple(one)])
    finally:
        text.detach()
    return number


def rows_in(path: Path) -> int:
    """How many rows a file of deletions has; 0 where there is none."""
    if not path.exists():
        return 0
    with path.open("rb") as file:
        return max(0, sum(1 for _ in file) - 1)


def _of_file(path: Path, letters: str) -> Iterator[Sequence[str]]:
    """The ids that stand in a file of any form, each once, in their order."""
    import numpy as np

    found: dict[str, set[int]] = {letter: set() for letter in letters}
    for letter, number in _matches(path, letters):
        found[letter].add(number)
    if not any(found.values()):
        raise _without_ids(path)
    for letter, numbers in found.items():
        ordered = np.sort(np.fromiter(numbers, dtype=np.uint64, count=len(numbers)))
        for begin in range(0, len(ordered), _PIECE):
            yield [f"{letter}:{number:016x}" for number in ordered[begin : begin + _PIECE].tolist()]


def _without_ids(path: Path) -> SettingError:
    return SettingError("no id of a finding stands in this file", str(path), "give an export, or the time it was made")


def _matches(path: Path, letters: str) -> Iterator[tuple[str, int]]:
    """The ids that stand in a file, in its order, some more than once: their letters and numbers."""
    try:
        with ExitStack() as files:
            for chunk in _chunks(path, files):
                for match in _ID.finditer(chunk):
                    if (letter := match[1].decode()) in letters:
                        yield letter, int(match[2], 16)
    except OSError as reason:
        raise SettingError(
            f"the earlier export cannot be read ({(reason.strerror or str(reason)).lower()})", str(path), "check it"
        ) from None
    # A zip that is encrypted is a RuntimeError, one packed in an unknown way a NotImplementedError, which is one too.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):
        raise SettingError(
            "the earlier export is damaged", str(path), "give it whole, or the time it was made"
        ) from None


def _chunks(path: Path, files: ExitStack) -> Iterator[bytes]:
    """The bytes of a file, of a Parquet file its column of ids, of a zip (a workbook) all that is in it; what one piece
    ends with begins the next, so that no id is cut.
    """
    file = files.enter_context(path.open("rb"))
    begin = file.read(4)
    if begin == b"PAR1":
        yield from _of_parquet(path)
        return
    file.seek(0)
    parts: Iterable[Iterable[bytes]] = (_read(file),)
    if begin == b"PK\x03\x04":
        packed = files.enter_context(zipfile.ZipFile(file))
        parts = (_unpacked(name, files.enter_context(packed.open(name))) for name in packed.namelist())
    for part in parts:
        rest = b""
        for data in part:
            yield rest + data
            rest = data[-_REST:]


def _read(file: IO[bytes]) -> Iterator[bytes]:
    while data := file.read(_CHUNK):
        yield data


def _unpacked(name: str, file: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a file in a zip; spaCy's are packed once more."""
    if not name.endswith(".spacy"):
        yield from _read(file)
        return
    opened = zlib.decompressobj()
    for data in _read(file):
        left = data
        while left:
            yield opened.decompress(left, _CHUNK)
            left = opened.unconsumed_tail
    yield opened.flush()


def _of_parquet(path: Path) -> Iterator[bytes]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise SettingError(
            "reading this earlier export needs more than the plain install",
            str(path),
            "pip install 'onrecord[formats]', or give the time it was made",
        ) from None
    try:
        with pq.ParquetFile(path) as file:
            if "id" not in file.schema_arrow.names:
                return
            for batch in file.iter_batches(columns=["id"]):
                yield "\n".join(map(str, batch.column(0).to_pylist())).encode()
    except pa.ArrowException:
        raise SettingError(
            "the earlier export is damaged", str(path), "give it whole, or the time it was made"
        ) from None
