"""CSV in UTF-8: a head, then one row a line, in which a spreadsheet computes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO

from .forms import Head
from .row_columns import Column
from .rows_form import forms, whole_rows
from .table_cells import several, written, yes


def written_row(cells: Sequence[str]) -> bytes:
    """A row as it stands in the file."""
    return written(cells, ",").encode("utf-8", "replace")


def cell(value: Any, kind: str) -> str:
    """A value as a cell: lists between semicolons, truth as ``yes`` or nothing, numbers with a point."""
    if value is None:
        return ""
    if kind == "texts":
        return several([one or "" for one in value])
    if kind == "truth":
        return yes(value)
    if kind == "real":
        return f"{value:.12g}"
    return str(value)


def finish_csv(columns: tuple[Column, ...]) -> Callable[[Iterable[str], BinaryIO, Head], None]:
    """Makes a table of these columns, of rows with all of them but those that are said of the whole."""
    kinds = [column.kind for column in columns]

    def finish(lines: Iterable[str], out: BinaryIO, head: Head) -> None:
        out.write(written_row([column.name for column in columns]))
        for row in whole_rows(lines, head):
            out.write(written_row([cell(value, kind) for value, kind in zip(row, kinds, strict=True)]))

    return finish


CSV = forms("csv", "a table as CSV", ".csv", finish_csv)
