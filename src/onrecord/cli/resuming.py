"""Outputs of long runs: what is finished stays, and the same command goes on after it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from ..desk import Refusal
from ..errors import SettingError
from ..record import WIRE_VERSION
from ..scale import Entry, Finished, Journal, Source, Wanted, name_of, stamp_of
from .notices import tell
from .output import text_of
from .packing import Packed
from .table_files import TableFiles
from .writing import write_whole, writing

_LONGEST_NAME = 80


class _Kept:
    """An output with a journal beside it."""

    def __init__(self, journal: Path, failures: Path, run: dict[str, Any], anew: bool, tables: TableFiles) -> None:
        with writing(journal):
            self._journal = Journal(journal, run, anew)
        self._tables = tables
        self._failures = failures
        self._wanted: list[Wanted] = []
        self._stamps: list[str | None] = []

    def wanted(self, sources: Sequence[Source | Refusal]) -> list[Wanted]:
        stamps = {name_of(source): stamp_of(source) for source in sources}
        sizes = self._tables.sizes()
        self._journal.forget(lambda entry: any(end > size for end, size in zip(entry.tables, sizes, strict=True)))
        self._forget_half_of_a_changed_source(stamps)
        last = {entry.source: entry for entry in self._journal.entries}
        changed = 0
        for source in sources:
            name = name_of(source)
            entry = last.get(name)
            if entry is not None and entry.last:
                changed += entry.stamp != stamps[name]
                continue
            self._wanted.append(Wanted(source, 0 if entry is None else entry.number + 1))
            self._stamps.append(stamps[name])
        self._tables.begin(self._journal.entries[-1].tables if last else None)
        if last:
            tell(f"going on with an unfinished run: {len(self._journal.entries):,} documents are done")
        if changed:
            tell(f"{changed:,} of the sources changed since they were read; what was read then is kept")
        return self._wanted

    def earlier_failures(self) -> list[str]:
        return [entry.error["message"] for entry in self._journal.entries if entry.error is not None]

    def complete(self) -> Path | None:
        lines = [
            json.dumps(
                {"onrecord": WIRE_VERSION, "source": e["source"], "error": {k: e[k] for k in ("kind", "message")}}
            )
            for e in (entry.error for entry in self._journal.errors())
            if e is not None
        ]
        if lines:
            write_whole(self._failures, "\n".join(lines) + "\n")
        else:
            self._failures.unlink(missing_ok=True)
        self._tables.complete()
        self._journal.finish()
        return self._failures if lines else None

    def close(self) -> None:
        self._tables.close(keep=True)
        self._journal.close()

    def note(
        self, one: Finished[Packed], end: int = 0, files: tuple[str, ...] = (), to: BinaryIO | None = None
    ) -> None:
        source, error = self._wanted[one.place].source, None
        if isinstance(one.found, Refusal):
            fault = one.found.error
            error = {"source": one.found.source, "kind": type(fault).__name__, "message": str(fault)}
        self._tables.add(one)
        ends = self._tables.ends()
        entry = Entry(name_of(source), self._stamps[one.place], one.number, one.last, end, files, error, ends)
        with writing(self._journal.path):
            self._journal.note(entry, to)

    def _forget_half_of_a_changed_source(self, stamps: dict[str, str | None]) -> None:
        """Half of one state of a source and half of another make no whole: it is read again from its start."""
        entries = self._journal.entries
        if entries and not entries[-1].last:
            half = entries[-1].source
            if entries[-1].stamp is None or stamps.get(half) != entries[-1].stamp:
                self._journal.forget(lambda entry: entry.source == half)


class GrowingFile(_Kept):
    """One file to which each document is added: JSON lines, Markdown or text."""

    def __init__(self, path: Path, form: str, run: dict[str, Any], anew: bool, tables: TableFiles) -> None:
        journal = beside(path, ".progress")
        if path.exists() and not journal.exists() and not anew:
            raise exists_already(path)
        super().__init__(journal, beside(path, ".failures.jsonl"), run, anew, tables)
        self._path = path
        self._form = form
        self._file: BinaryIO | None = None

    def wanted(self, sources: Sequence[Source | Refusal]) -> list[Wanted]:
        with writing(self._path):
            size = self._path.stat().st_size if self._path.exists() else 0
            self._journal.forget(lambda entry: entry.end > size)
            left = super().wanted(sources)
            self._file = self._path.open("r+b" if self._path.exists() else "w+b")
            self._file.truncate(self._journal.end)
            self._file.seek(self._journal.end)
        return left

    def put(self, one: Finished[Packed]) -> None:
        assert self._file is not None  # noqa: S101 - wanted() opened it
        if not isinstance(one.found, Refusal):
            with writing(self._path):
                self._file.write(text_of(one.found, self._form).encode())
                self._file.flush()
        self.note(one, end=self._file.tell(), to=self._file)

    def complete(self) -> Path | None:
        with writing(self._path):
            self._journal.sync(self._file)
            return super().complete()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


class Folder(_Kept):
    """A folder with one file (for brat two) for each document, named after its source."""

    def __init__(
        self, path: Path, suffixes: tuple[str, ...], run: dict[str, Any], anew: bool, tables: TableFiles
    ) -> None:
        journal = path / ".onrecord-progress"
        with writing(path):
            path.mkdir(parents=True, exist_ok=True)
            if not anew and not journal.exists():
                found = next((f for f in sorted(path.iterdir()) if f.suffix in suffixes), None)
                if found is not None:
                    raise exists_already(found)
        super().__init__(journal, path / "onrecord-failures.jsonl", run, anew, tables)
        self._path = path
        self._taken: set[str] = set()

    def wanted(self, sources: Sequence[Source | Refusal]) -> list[Wanted]:
        self._journal.forget(lambda entry: not all((self._path / name).exists() for name in entry.files))
        left = super().wanted(sources)
        self._taken = {Path(name).stem.casefold() for entry in self._journal.entries for name in entry.files}
        return left

    def put(self, one: Finished[Packed]) -> None:
        if isinstance(one.found, Refusal):
            self.note(one)
            return
        stem = self._free(_stem(self._wanted[one.place].source, one))
        for suffix, text in one.found.files:
            write_whole(self._path / (stem + suffix), text)
        self.note(one, files=tuple(stem + suffix for suffix, _ in one.found.files))

    def _free(self, stem: str) -> str:
        """``stem``, or with a number where it is taken; file systems that fold case must not fold two into one."""
        free, number = stem, 1
        while free.casefold() in self._taken:
            number += 1
            free = f"{stem}-{number}"
        self._taken.add(free.casefold())
        return free


def beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def exists_already(path: Path) -> SettingError:
    return SettingError("this output exists already", str(path), "give --force to write it anew, or another --out")


def _stem(source: Source | Refusal, one: Finished[Packed]) -> str:
    """A file name from the source's name: letters, digits, dots and hyphens, never hidden, never long."""
    name = name_of(source)
    if isinstance(source, Path):
        name = source.stem
    name = re.sub(r"^https?://", "", "standard-input" if name == "-" else name)
    stem = re.sub(r"[^\w.-]+", "-", name).strip(".-")[:_LONGEST_NAME].strip(".-") or "document"
    return stem if one.number == 0 and one.last else f"{stem}-{one.number + 1:05}"
