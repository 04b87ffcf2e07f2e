"""XLSX: one workbook with a sheet for each kind of row, and one that says what it is.

Words are written as words: nothing in a cell is computed, becomes a link or a number. A cell holds 32,767 characters at
most and a sheet 1,048,576 rows: longer words are cut, which is said there, and further rows go on in a further sheet.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ..clock import moment
from .csv_form import cell
from .forms import Form, Head, Item
from .row_columns import ROWS, Column
from .rows_form import CARRIED
from .table_cells import is_formula
from .wording import visible

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL, MOST_ROWS = 32_767, 1_048_576
#: Days before it are no dates for a spreadsheet (it takes 1900 for a leap year): they are words.
_FIRST_DAY = "1900-03-01"
#: Widths in characters, by the column's kind; of words that are read at length, more.
_WIDTHS = {"text": 18, "texts": 24, "whole": 9, "real": 10, "truth": 9, "day": 12, "time": 19}
_WIDE = frozenset({"content", "sentence", "deed", "title", "chain", "judged_why", "url", "condition", "reason"})
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def _pieces(item: Item) -> Iterator[str]:
    for name, rows in ROWS.items():
        for row in rows.of(item):
            yield json.dumps([name, row], separators=(",", ":"))


def _finish(lines: Iterable[str], out: BinaryIO, head: Head) -> None:
    from xlsxwriter.exceptions import FileCreateError
    from xlsxwriter.workbook import Workbook

    # Beside the output, so that what a kill leaves of it goes with the rest.
    folder = str(Path(out.name).parent) if isinstance(out.name, str) else None
    try:
        with Workbook(out, {**_OPTIONS, "tmpdir": folder}) as book:
            _fill(book, lines, head)
    except FileCreateError as reason:
        # What the system says against writing, in a kind of its own.
        raise OSError(*getattr(reason.args[0], "args", reason.args)) from None


def _fill(book: Workbook, lines: Iterable[str], head: Head) -> None:
    if head.seen:
        book.set_properties({"created": moment(head.seen).replace(tzinfo=None), "comments": head.engine})
    sheets = {name: _Sheets(book, name, rows.columns) for name, rows in ROWS.items()}
    for line in lines:
        name, row = json.loads(line)
        sheets[name].put([*row, head.licence, head.tlp])
    _about(book, head)


@dataclass(slots=True)
class _Sheets:
    """The sheets of one kind of row: one, and further ones where it is full."""

    book: Workbook
    name: str
    columns: tuple[Column, ...]
    _sheet: Worksheet = field(init=False)
    _bold: Format = field(init=False)
    _quoted: Format = field(init=False)
    _day: Format = field(init=False)
    _number: int = 0
    _row: int = 0

    def __post_init__(self) -> None:
        self._bold = self.book.add_format({"bold": True})
        # Excel's own sign that a cell is words, whatever it begins with; it stays when the cell is edited.
        self._quoted = self.book.add_format({"quote_prefix": True})
        self._day = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self._begin()

    def put(self, values: list[Any]) -> None:
        if self._row == MOST_ROWS:
            self._begin()
        for number, (value, column) in enumerate(zip(values, self.columns, strict=True)):
            if value is None or value == []:
                continue
            if column.kind == "truth":
                self._sheet.write_boolean(self._row, number, value)
            elif column.kind in ("whole", "real"):
                self._sheet.write_number(self._row, number, value)
            elif column.kind == "day" and value >= _FIRST_DAY:
                self._sheet.write_datetime(self._row, number, date.fromisoformat(value), self._day)
            else:
                self._words(number, written_cell(cell(value, column.kind)))
        self._row += 1

    def _words(self, number: int, words: str) -> None:
        if is_formula(words):
            self._sheet.write_string(self._row, number, words, self._quoted)
        else:
            self._sheet.write_string(self._row, number, words)

    def _begin(self) -> None:
        self._number += 1
        self._sheet = sheet = self.book.add_worksheet(self.name if self._number == 1 else f"{self.name} {self._number}")
        for number, column in enumerate(self.columns):
            sheet.set_column(number, number, 60 if column.name in _WIDE else _WIDTHS[column.kind])
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, MOST_ROWS - 1, len(self.columns) - 1)
        for number, column in enumerate(self.columns):
            sheet.write_string(0, number, column.name, self._bold)
        self._row = 1


def written_cell(words: str) -> str:
    """Words as a cell takes them: what nobody can see is named, half a character is U+FFFD, too many are cut."""
    shown = visible(words.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    if len(shown.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return shown
    note = f" … [cut: {len(words):,} characters]"
    return shown.encode("utf-16-le")[: 2 * (LONGEST_CELL - len(note))].decode("utf-16-le", "ignore") + note


def _about(book: Workbook, head: Head) -> None:
    sheet = book.add_worksheet("about")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 110)
    told = {
        "made by": head.engine,
        "desk": head.desk,
        "as of": head.as_of or head.seen,
        "question": head.query or "the whole desk",
        "licence": head.licence or "not said",
        "tlp": head.tlp or "not said",
        **{f"where {what} is": where for what, where in CARRIED.items()},
    }
    for row, (name, words) in enumerate(told.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, written_cell(words))


XLSX = Form(
    "xlsx",
    "a workbook: statements, events, ties, commitments and documents, a sheet each",
    ".xlsx",
    _pieces,
    _finish,
    CARRIED,
    needs="formats",
    uses="xlsxwriter",
)
