"""Tables of coded events that others make: ACLED, GDELT (events, version 1 and 2), POLECAT; row by row, as they say.

Nothing of a row is corrected: what a cell does not tell is unknown. A row that cannot be used is an IntakeError in its
place, and the rest goes on.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from onrecord.codebook import acled, cameo
from onrecord.codebook.cameo import Plover
from onrecord.errors import IntakeError
from onrecord.record import EventType

from .dates import read_date

#: Larger files, longer lines, and more rows than these are not read.
LARGEST, LONGEST_LINE, MOST_ROWS = 2 * 1024**3, 1_000_000, 2_000_000
#: Characters of a cell that are kept.
_LONGEST = 1_000
_WEEK = 6


class Scheme(StrEnum):
    """Whose table it is."""

    ACLED = "acled"
    GDELT = "gdelt"
    POLECAT = "polecat"


@dataclass(frozen=True, slots=True)
class CodedSide:
    """One side of an event: names as they are written, and countries as names or codes."""

    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """A row: where it stands (``line``), its own id, the days between which it says that it happened.

    ``label`` is its type in its own words; ``types`` what that may be in PLOVER, the likeliest first, nothing where
    PLOVER codes no such thing. ``told_by`` is the source that it names, ``note`` its words on the event.
    """

    line: int
    id: str
    first: date
    last: date
    label: str
    types: tuple[Plover, ...]
    sides: tuple[CodedSide, CodedSide]
    place: str | None = None
    country: str | None = None
    told_by: str | None = None
    note: str | None = None


Cells = Mapping[str, str]


@dataclass(slots=True)
class _Lines:
    """The lines of a file; one that is too long is blank, and its number kept."""

    path: Path
    long: list[int] = field(default_factory=list)

    def __iter__(self) -> Iterator[str]:
        number = 0
        with self.path.open("rb") as file:
            while line := file.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    while line and not line.endswith(b"\n"):
                        line = file.readline(LONGEST_LINE)
                    self.long.append(number)
                    yield "\n"
                else:
                    yield line.decode("utf-8-sig" if number == 1 else "utf-8", "replace").replace("\0", "")


def scheme_of(path: Path) -> Scheme:
    """Whose table a file is, by its first line.

    Raises:
        IntakeError: if it cannot be read, or is none of these.
    """
    first = _first_line(path)
    cells = first.split("\t")
    if len(cells) in _GDELT and cells[0].isdigit() and len(cells[1]) == 8 and cells[1].isdigit():
        return Scheme.GDELT
    names = set(_header(first))
    if {"event_date", "event_type", "sub_event_type"} <= names:
        return Scheme.ACLED
    if {"event date", "event type", "actor name"} <= names:
        return Scheme.POLECAT
    what = "this is no table of events of ACLED, GDELT or POLECAT"
    raise IntakeError(what, str(path), "say with --as whose it is, if its columns bear their names")


def read_events(path: Path, scheme: Scheme) -> Iterator[CodedEvent | IntakeError]:
    """The rows of a table.

    Raises:
        IntakeError: if it cannot be read, is too large, or lacks the columns of its scheme.
    """
    first = _first_line(path)
    lines = _Lines(path)
    if scheme is Scheme.GDELT:
        reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        yield from _rows(reader, lines, path, _gdelt)
        return
    separator = max(",;\t", key=first.count)
    reader = csv.reader(lines, delimiter=separator)
    columns = _header(first)
    needed = _NEEDED[scheme]
    if missing := [name for name in needed if name not in columns]:
        raise IntakeError(f"this table has no column {missing[0]!r}", str(path), f"it needs {', '.join(needed)}")
    try:
        next(reader, None)
    except csv.Error as error:
        raise IntakeError(f"the first row of this table cannot be read ({error})", str(path), "check it") from None
    made = {Scheme.ACLED: _acled, Scheme.POLECAT: _polecat}[scheme]
    yield from _rows(reader, lines, path, lambda row, line: made(dict(zip(columns, row, strict=False)), line))


_NEEDED = {
    Scheme.ACLED: ("event_date", "event_type", "sub_event_type", "actor1"),
    Scheme.POLECAT: ("event date", "event type", "actor name"),
}


def _first_line(path: Path) -> str:
    if path.exists() and not (path.is_file() or path.is_dir()):
        # It is read more than once.
        raise IntakeError("this is a device or pipe, not a file", str(path), "give a file that lies on the disk")
    try:
        if path.stat().st_size > LARGEST:
            raise IntakeError(f"this table is larger than {LARGEST // 1024**3} GB", str(path), "give a part of it")
        with path.open("rb") as file:
            return file.readline(LONGEST_LINE).decode("utf-8-sig", "replace").rstrip("\r\n")
    except OSError as error:
        why = (error.strerror or "unknown").lower()
        raise IntakeError(f"this table cannot be read ({why})", str(path), "check its name and rights") from error


def _header(line: str) -> list[str]:
    separator = max(",;\t", key=line.count)
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []
    return [" ".join(cell.lower().split()) for cell in cells]


def _rows(
    reader: Iterator[Sequence[str]],
    lines: _Lines,
    path: Path,
    made: Callable[[Sequence[str], int], CodedEvent],
) -> Iterator[CodedEvent | IntakeError]:
    for _ in range(MOST_ROWS):
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield _fault(path, _line(reader), str(error))
            continue
        while lines.long:
            yield _fault(path, lines.long.pop(), f"it is longer than {LONGEST_LINE:,} bytes")
        if row is None:
            return
        if not any(row):
            continue
        try:
            yield made(row, _line(reader))
        except ValueError as why:
            yield _fault(path, _line(reader), str(why))
    yield IntakeError(f"this table has over {MOST_ROWS:,} rows", str(path), "give a part of it; these are compared")


def _line(reader: Iterator[Sequence[str]]) -> int:
    return int(getattr(reader, "line_num", 0))


def _fault(path: Path, line: int, why: str) -> IntakeError:
    return IntakeError(f"this row cannot be used ({why})", f"{path.name}, line {line:,}", "the others are compared")


def _acled(cells: Cells, line: int) -> CodedEvent:
    day = _day(_cell(cells, "event_date"))
    type_, finer = _cell(cells, "event_type"), _cell(cells, "sub_event_type")
    types = acled.plovers_of(type_, finer)
    if types is None:
        raise ValueError(f"{type_[:40]!r} is no type of ACLED's")
    first, last = _within(day, _cell(cells, "time_precision"))
    country = _cell(cells, "country")
    return CodedEvent(
        line,
        _cell(cells, "event_id_cnty") or _cell(cells, "data_id") or f"line {line}",
        first,
        last,
        f"{type_}: {finer}" if finer else type_,
        types,
        (
            CodedSide(_names(_cell(cells, "actor1"), _cell(cells, "assoc_actor_1"))),
            CodedSide(_names(_cell(cells, "actor2"), _cell(cells, "assoc_actor_2"))),
        ),
        _cell(cells, "location") or None,
        country or None,
        _cell(cells, "source") or None,
        _cell(cells, "notes") or None,
    )


def _within(day: date, precision: str) -> tuple[date, date]:
    """The days that a row means: ACLED's precision 1 is the day, 2 about a week, 3 the month."""
    if precision == "2":
        return day - timedelta(_WEEK), day + timedelta(_WEEK)
    if precision == "3":
        first = day.replace(day=1)
        return first, (first + timedelta(31)).replace(day=1) - timedelta(1)
    return day, day


#: For each number of columns where the place of the action, its country and the address of the page stand.
_GDELT = {57: (50, None), 58: (50, 57), 61: (52, 60)}


def _gdelt(row: Sequence[str], line: int) -> CodedEvent:
    if len(row) not in _GDELT:
        raise ValueError(f"it has {len(row)} columns, and GDELT's have 57, 58 or 61")
    place, page = _GDELT[len(row)]
    day = _day(row[1])
    code = row[26].strip()
    plover = cameo.plover_of(code)
    if not code.isdigit():
        raise ValueError(f"{code[:20]!r} is no code of CAMEO")
    name, _, country = _short(row[place]).rpartition(", ")
    return CodedEvent(
        line,
        row[0].strip()[:60],
        day,
        day,
        f"CAMEO {code}",
        (plover,) if plover is not None and plover.type is not None else (),
        (
            CodedSide(_names(row[6]), _names(row[7])),
            CodedSide(_names(row[16]), _names(row[17])),
        ),
        name.partition(",")[0] or None,
        country or None,
        None if page is None else _short(row[page]) or None,
    )


def _polecat(cells: Cells, line: int) -> CodedEvent:
    day = _day(_cell(cells, "event date"))
    type_, mode = _cell(cells, "event type").upper(), _cell(cells, "event mode").lower()
    if type_ not in EventType.__members__:
        raise ValueError(f"{type_[:40]!r} is no type of PLOVER's")
    return CodedEvent(
        line,
        _cell(cells, "event id") or f"line {line}",
        day,
        day,
        f"{type_} {mode}".strip(),
        (Plover(EventType(type_), mode or None),),
        (
            CodedSide(_names(_cell(cells, "actor name")), _names(_cell(cells, "actor country"))),
            CodedSide(_names(_cell(cells, "recipient name")), _names(_cell(cells, "recipient country"))),
        ),
        _cell(cells, "placename") or _cell(cells, "city") or None,
        _cell(cells, "country") or None,
        _cell(cells, "source") or None,
    )


def _day(said: str) -> date:
    found = read_date(said)
    if found is None or len(found[0]) < 10:
        raise ValueError(f"{said[:40]!r} is no day" if said else "it has no day")
    return date.fromisoformat(found[0][:10])


def _cell(cells: Cells, name: str) -> str:
    return _short(cells.get(name) or "")


def _short(cell: str) -> str:
    return " ".join(cell[: 2 * _LONGEST].split())[:_LONGEST]


def _names(*cells: str) -> tuple[str, ...]:
    """The entries of cells that hold several, between semicolons."""
    parts = (part.strip() for cell in cells for part in _short(cell).split(";"))
    return tuple(dict.fromkeys(part for part in parts if part and part.lower() != "none"))
