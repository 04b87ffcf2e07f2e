"""A file of a pack read with suspicion: every line with its number, and what is wrong with its form."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .complaint import MOST, Complaint, listed, shown
from .form import LARGEST_FILE, LONGEST_NAME, LONGEST_NOTE, Table
from .pack import within

#: Cells that a spreadsheet would compute instead of show.
_FORMULA = ("=", "+", "-", "@")
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,12})?")
_LONGEST = {"note": LONGEST_NOTE, "also": 10 * LONGEST_NAME, "source": 10 * LONGEST_NAME}
#: Marks that spelling needs: the joiners of Persian, the direction marks of Arabic and Hebrew.
_ALLOWED = frozenset("\u200c\u200d\u200e\u200f")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file: its number, and its cells by column, empty where the file lacks the column.

    ``sound`` says that no cell of it was complained of: others may refer to an unsound line, but it is not looked into.
    """

    number: int
    cells: Mapping[str, str]
    sound: bool

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(slots=True)
class Sheet:
    """A file of a pack while it is checked: its name for complaints, its lines, and the complaints so far.

    ``whole`` says that it could be read to its end: of a file that could not, nobody knows what is missing in it.
    """

    file: str
    table: Table
    lines: list[Line] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    whole: bool = True

    @property
    def sound(self) -> list[Line]:
        """The lines that may be looked into."""
        return [line for line in self.lines if line.sound]

    def wrong(self, line: int, what: str, remedy: str) -> None:
        """Files a complaint, unless there are many already."""
        if len(self.complaints) < MOST:
            self.complaints.append(Complaint(self.file, line, what, remedy))

    def broken(self, line: int, what: str, remedy: str) -> None:
        """Files a complaint after which the rest of the file cannot be told."""
        self.whole = False
        self.wrong(line, what, remedy)


def read_sheet(folder: Path, table: Table) -> Sheet:
    """One file of the pack in ``folder``; without lines where there is no such file."""
    sheet = Sheet(f"{folder.name}/{table.file}", table)
    text = _text(folder / table.file, sheet)
    if text is not None:
        _fill(sheet, text)
    return sheet


def _fill(sheet: Sheet, text: str) -> None:
    lines = _lines(text, sheet)
    header = next(lines, None)
    if header is None:
        if sheet.whole:
            remedy = f"begin with the line {','.join(sheet.table.columns)}, or delete the file"
            sheet.broken(1, "the file is empty", remedy)
    elif _known_header(header[1], sheet):
        seen: dict[tuple[str, ...], int] = {}
        for number, cells in lines:
            _take(number, cells, header[1], seen, sheet)


def _text(path: Path, sheet: Sheet) -> str | None:
    if not path.exists():
        return None
    try:
        data = within(path, LARGEST_FILE)
    except OSError as error:
        sheet.broken(
            0, f"the file cannot be read ({(error.strerror or 'unknown').lower()})", "check its place and rights"
        )
        return None
    except ValueError:
        sheet.broken(0, f"the file is larger than {LARGEST_FILE // 2**20} MB", "split the pack into several")
        return None
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        sheet.broken(line, "the file holds a NUL byte", "save it as CSV in UTF-8")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        sheet.broken(line, "the file is not UTF-8", "save it as CSV in UTF-8")
        return None


def _lines(text: str, sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of the line it begins in; ends at the first line whose quoting is broken."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            if "limit" in str(error):
                sheet.broken(begins, "a cell is far too long", f"a name has at most {LONGEST_NAME} characters")
            else:
                remedy = 'put a cell that holds a comma or a quotation mark in "...", and write "" for a mark inside it'
                sheet.broken(begins, "the quotation marks of a cell are not in order", remedy)
            return
        if cells is None:
            return
        if any(cells):
            yield begins, cells


def _known_header(header: list[str], sheet: Sheet) -> bool:
    table = sheet.table
    if len(header) == 1 and header[0].count(";") > 1:
        sheet.broken(1, "the columns are separated by semicolons", "save the file with commas")
        return False
    for name in header:
        if name not in table.columns:
            sheet.broken(1, f"the column {shown(name)} is unknown", f"use {listed(table.columns)}")
    for name in sorted({name for name in header if header.count(name) > 1}):
        sheet.broken(1, f"the column {shown(name)} stands twice", "delete one")
    for name in table.needed:
        if name not in header:
            sheet.broken(1, f"the column {name!r} is missing", f"the first line is {','.join(table.columns)}")
    return sheet.whole


def _take(number: int, cells: list[str], header: list[str], seen: dict[tuple[str, ...], int], sheet: Sheet) -> None:
    if len(cells) != len(header):
        remedy = "put a cell that holds a comma in quotation marks" if len(cells) > len(header) else "add the commas"
        sheet.broken(number, f"the line has {len(cells)} cells, and the first line has {len(header)}", remedy)
        return
    row = tuple(cells)
    if (first := seen.setdefault(row, number)) != number:
        sheet.wrong(number, f"the line is the same as line {first:,}", "delete one")
        return
    filled = dict.fromkeys(sheet.table.columns, "") | dict(zip(header, cells, strict=True))
    fault = next((found for column, cell in filled.items() if (found := _fault(column, cell, sheet.table))), None)
    if fault is not None:
        sheet.wrong(number, *fault)
    sheet.lines.append(Line(number, filled, fault is None))


def _fault(column: str, cell: str, table: Table) -> tuple[str, str] | None:
    """What is wrong with the characters of one cell, and the remedy."""
    if not cell:
        return (f"the {column} is missing", "fill it in") if column in table.needed else None
    if len(cell) > (longest := _LONGEST.get(column, LONGEST_NAME)):
        return f"the {column} has {len(cell):,} characters", f"{longest:,} are the most"
    if cell[0] in _FORMULA and not _NUMBER.fullmatch(cell):
        return f"the {column} {shown(cell)} begins like a formula of a spreadsheet", f"begin with no {cell[0]}"
    if not cell.isprintable() and (unseen := [c for c in cell if not c.isprintable() and not _is_space(c)]):
        return f"the {column} {shown(cell)} holds a hidden character (U+{ord(unseen[0]):04X})", "delete it"
    if cell[0].isspace() or cell[-1].isspace():
        return f"the {column} {shown(cell)} begins or ends with a space", "delete the space"
    return None


def _is_space(character: str) -> bool:
    return character in _ALLOWED or unicodedata.category(character) == "Zs"
