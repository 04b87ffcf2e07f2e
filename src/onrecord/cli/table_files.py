"""The tables of ``--events``, ``--ties`` and ``--commitments``: written beside the output, over all documents.

Rows go to a hidden file beside the table's place, which takes that place when the run is complete: nobody ever sees
half a table. Of an output with a journal the hidden file stays when a run is stopped, and the same command goes on in
it after the last row that the journal knows of.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ..desk import Refusal
from ..errors import SettingError
from ..export.tables import TABLES
from .writing import part_of, writing

if TYPE_CHECKING:
    from ..scale import Finished
    from .packing import Packed

_TABBED = (".tsv", ".tab", ".txt")


@dataclass(slots=True)
class TableFiles:
    """The tables of one run: each a name of ``TABLES`` and the path of its file."""

    wanted: tuple[tuple[str, Path], ...] = ()
    _files: list[BinaryIO] = field(default_factory=list)

    @property
    def asked(self) -> tuple[tuple[str, str], ...]:
        """The names, each with what stands between the cells: a tab where the file is called so, else a comma."""
        return tuple((name, "\t" if path.suffix.lower() in _TABBED else ",") for name, path in self.wanted)

    @property
    def paths(self) -> tuple[Path, ...]:
        """Where the tables will stand."""
        return tuple(path for _, path in self.wanted)

    def check(self, others: Sequence[Path], anew: bool) -> None:
        """Before anything is read.

        Raises:
            SettingError: if a table has no folder, stands already, or would stand where something else does.
        """
        places = [os.path.abspath(path) for path in (*others, *self.paths)]  # noqa: PTH100 - links are kept as they are
        for path in self.paths:
            if path.name in ("", "-") or path.is_dir():
                raise SettingError("a table is written to a file", str(path), "give a file's name, as in events.csv")
            if not path.parent.is_dir():
                raise SettingError("there is no such folder", str(path.parent), "make it first")
            if places.count(os.path.abspath(path)) > 1:  # noqa: PTH100
                raise SettingError("two outputs would stand in one file", str(path), "give them two names")
            if path.exists() and not anew:
                raise SettingError(
                    "this output exists already", str(path), "give --force to write it anew, or another name"
                )

    def sizes(self) -> tuple[int, ...]:
        """The bytes of each table that an earlier run of the same command has left."""
        return tuple(part.stat().st_size if (part := part_of(path)).exists() else 0 for path in self.paths)

    def begin(self, ends: Sequence[int] | None) -> None:
        """Opens the files: with their heads alone, or cut to ``ends`` to go on there."""
        for number, (name, between) in enumerate(self.asked):
            part = part_of(self.paths[number])
            with writing(part):
                file = part.open("r+b" if ends is not None else "w+b")
                self._files.append(file)
                if ends is None:
                    file.write(TABLES[name].head(between).encode())
                    file.flush()
                else:
                    file.truncate(ends[number])
                    file.seek(ends[number])

    def add(self, one: Finished[Packed]) -> None:
        """Writes the rows of a document; one that could not be read has none."""
        if isinstance(one.found, Refusal):
            return
        for path, file, rows in zip(self.paths, self._files, one.found.rows, strict=True):
            with writing(path):
                file.write(rows.encode(errors="backslashreplace"))
                file.flush()

    def ends(self) -> tuple[int, ...]:
        """The length in bytes of each table now."""
        return tuple(file.tell() for file in self._files)

    def complete(self) -> None:
        """All rows are in: each table takes its place."""
        for path, file in zip(self.paths, self._files, strict=True):
            with writing(path):
                os.fsync(file.fileno())
                file.close()
                part_of(path).replace(path)
        self._files.clear()

    def close(self, keep: bool) -> None:
        """Lets go; of a run that is not complete the rows stay where it can go on."""
        unfinished = zip(self.paths, self._files, strict=False)
        for path, file in unfinished:
            file.close()
            if not keep:
                part_of(path).unlink(missing_ok=True)
        self._files.clear()
