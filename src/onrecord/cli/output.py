"""Where records go: standard output, one page, one file that grows, or a folder with a file for each document."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from ..desk import Refusal
from ..errors import SettingError
from ..export import EXPORTS
from ..scale import Finished, Source, Wanted
from .packing import Packed, view
from .table_files import TableFiles
from .writing import write_whole, writing


class Output(Protocol):
    """A place for the outcomes of many documents."""

    def wanted(self, sources: Sequence[Source | Refusal]) -> list[Wanted]:
        """What is still to be read: all, or what an earlier run of the same command has left."""

    def earlier_failures(self) -> list[str]:
        """What an earlier run of the same command could not read."""

    def put(self, one: Finished[Packed]) -> None:
        """Takes the next outcome, in order."""

    def complete(self) -> Path | None:
        """All outcomes are in; the path of the list of failures, where one is kept."""

    def close(self) -> None:
        """Lets go, complete or not."""


def joins(form: str) -> bool:
    """Whether documents of this form may stand one after another in one file."""
    return form == "text" or EXPORTS[form].joins


class AllAtOnce:
    """An output that keeps nothing from one run to the next."""

    def __init__(self, tables: TableFiles) -> None:
        self._tables = tables

    def wanted(self, sources: Sequence[Source | Refusal]) -> list[Wanted]:
        self._tables.begin(None)
        return [Wanted(source) for source in sources]

    def earlier_failures(self) -> list[str]:
        return []

    def complete(self) -> Path | None:
        self._tables.complete()
        return None

    def close(self) -> None:
        self._tables.close(keep=False)


class StandardOutput(AllAtOnce):
    """Standard output: each document at once. A form of ``None`` is chosen when it is seen whether there are many."""

    def __init__(self, form: str | None, tables: TableFiles) -> None:
        super().__init__(tables)
        self._form = form

    def put(self, one: Finished[Packed]) -> None:
        self._tables.add(one)
        if isinstance(one.found, Refusal):
            return
        single = one.number == 0 and one.last
        if self._form is None:
            self._form = "text" if single else "jsonl"
        if not joins(self._form) and not single:
            raise _one_only(self._form)
        text = text_of(one.found, self._form, terminal=True)
        with writing("standard output"):
            if self._form == "text":
                sys.stdout.write(text)
                sys.stdout.flush()
            else:
                sys.stdout.buffer.write(text.encode())
                sys.stdout.buffer.flush()


class OnePage(AllAtOnce):
    """A file for one document, written when it is known that there is but one."""

    def __init__(self, path: Path, form: str, tables: TableFiles) -> None:
        super().__init__(tables)
        self._path = path
        self._form = form
        self._text: str | None = None

    def put(self, one: Finished[Packed]) -> None:
        if one.number > 0 or not one.last:
            raise _one_only(self._form)
        self._tables.add(one)
        if not isinstance(one.found, Refusal):
            self._text = text_of(one.found, self._form)

    def complete(self) -> Path | None:
        if self._text is not None:
            write_whole(self._path, self._text)
        return super().complete()


def text_of(found: Packed, form: str, terminal: bool = False) -> str:
    """The document's one text in its form."""
    if form == "text" and found.record is not None:
        return view(found.record, sys.stdout if terminal else None)
    files = found.files if found.record is None else EXPORTS[form].files(found.record)
    return "".join(text for _, text in files)


def _one_only(form: str) -> SettingError:
    return SettingError(
        f"{form} holds one document, and there are several", None, "give a folder with --out, or --format jsonl"
    )
