"""CAMEO's codes and what they are in PLOVER: ``cameo.csv``, facts of the conversion table that its first line names.

Some 300 codes become sixteen types with modes and contexts, so the way back is not exact: where several codes become
the same, the shortest is given, which stands for the others.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.errors import CodebookError
from onrecord.record import EventType

from .event_types import EventTypes, event_types
from .sheet import FOLDER

_HEAD = ["cameo", "type", "mode", "contexts", "note"]


@dataclass(frozen=True, slots=True)
class Plover:
    """What a CAMEO code is in PLOVER; ``type`` is ``None`` for codes that PLOVER leaves out."""

    type: EventType | None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    note: str = ""


def load_cameo(path: Path, types: EventTypes | None = None) -> dict[str, Plover]:
    """The table by CAMEO code.

    Raises:
        CodebookError: if a row has an unknown type, mode or context, or a code stands twice.
    """
    book, found = types or event_types(), dict[str, Plover]()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CodebookError(f"the table cannot be read ({error.strerror})", str(path), "put it back") from error
    if len(lines) < 2 or not lines[0].startswith("#") or lines[1].split(",") != _HEAD:
        remedy = f"begin with a line of # and the source, then {','.join(_HEAD)}"
        raise CodebookError("the table lacks its source or its head", path.name, remedy)
    for number, row in enumerate(csv.reader(lines[2:]), start=3):
        place = f"{path.name}, line {number}"
        if len(row) != len(_HEAD):
            raise CodebookError(f"the row has {len(row)} fields", place, f"write {len(_HEAD)}: {','.join(_HEAD)}")
        if row[0] in found:
            raise CodebookError(f"the code {row[0]} stands twice", place, "keep one of them")
        found[row[0]] = _plover(row, book, place)
    return found


def _plover(row: list[str], book: EventTypes, place: str) -> Plover:
    code, name, mode, listed, note = row
    if not (code.isascii() and code.isdigit()):
        raise CodebookError(f"the code is {code!r}", place, "write two to four digits")
    if not name:
        return Plover(None, note=note)
    if name not in EventType.__members__:
        raise CodebookError(f"the type {name!r} is unknown", place, f"use one of: {', '.join(EventType.__members__)}")
    modes = book.types[EventType(name)].modes
    if mode and mode not in modes:
        raise CodebookError(f"the mode {mode!r} is none of {name}", place, f"use one of: {', '.join(modes)}")
    contexts = tuple(listed.split(";")) if listed else ()
    if strange := [context for context in contexts if context not in book.contexts]:
        raise CodebookError(f"the context {strange[0]!r} is unknown", place, f"use one of: {', '.join(book.contexts)}")
    return Plover(EventType(name), mode or None, contexts, note)


@cache
def cameo_table() -> Mapping[str, Plover]:
    """The table that ships with the codebook, checked once."""
    return load_cameo(FOLDER / "cameo.csv")


def plover_of(code: str) -> Plover | None:
    """What a CAMEO code is in PLOVER. A code that the table lacks is what its nearest parent is ("1999": 199, 19);
    ``None`` where there is none."""
    table = cameo_table()
    for size in range(len(code), 1, -1):
        if code[:size] in table:
            return table[code[:size]]
    return None


@cache
def cameo_of(type_: EventType, mode: str | None = None) -> str | None:
    """The CAMEO code that comes nearest to a type and mode: the shortest with this mode, else the type's own root."""
    codes = sorted((code for code, plover in cameo_table().items() if plover.type is type_), key=_breadth)
    same = [code for code in codes if mode is not None and cameo_table()[code].mode == mode]
    return next(iter((*same, *codes)), None)


def _breadth(code: str) -> tuple[int, int, str]:
    """A code that ends in 0 ("190") is nearly as broad as its root ("19")."""
    return max(2, len(code.rstrip("0"))), len(code), code
