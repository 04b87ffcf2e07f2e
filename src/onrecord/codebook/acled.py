"""ACLED's event types and what they may be in PLOVER: ``acled.csv``.

ACLED's types say what happened on the ground, PLOVER's who did what to whom, so one of the former may be several of the
latter, and verbal types of PLOVER have none of ACLED's.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from onrecord.errors import CodebookError
from onrecord.record import EventType

from .cameo import Plover
from .event_types import EventTypes, event_types
from .sheet import FOLDER

_HEAD = ["event_type", "sub_event_type", "plover", "note"]
Key = tuple[str, str]


def load_acled(path: Path, types: EventTypes | None = None) -> dict[Key, tuple[Plover, ...]]:
    """What each pair of a type and sub-type may be in PLOVER, in small letters; nothing for what PLOVER leaves out.

    Raises:
        CodebookError: if a row has an unknown type or mode, or a pair stands twice.
    """
    book, found = types or event_types(), dict[Key, tuple[Plover, ...]]()
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
        key = row[0].lower(), row[1].lower()
        if key in found:
            raise CodebookError(f"{row[0]}, {row[1] or 'any'} stands twice", place, "keep one of them")
        found[key] = tuple(_plover(one, book, place) for one in row[2].split(";") if one)
    return found


def _plover(written: str, book: EventTypes, place: str) -> Plover:
    name, _, mode = written.partition(":")
    if name not in EventType.__members__:
        raise CodebookError(f"the type {name!r} is unknown", place, f"use one of: {', '.join(EventType.__members__)}")
    modes = book.types[EventType(name)].modes
    if mode and mode not in modes:
        raise CodebookError(f"the mode {mode!r} is none of {name}", place, f"use one of: {', '.join(modes)}")
    return Plover(EventType(name), mode or None)


@cache
def acled_table() -> Mapping[Key, tuple[Plover, ...]]:
    """The table that ships with the codebook, checked once."""
    return load_acled(FOLDER / "acled.csv")


def plovers_of(event_type: str, sub_event_type: str) -> tuple[Plover, ...] | None:
    """What an event of ACLED's may be, the likeliest first; of an unknown sub-type, what its type may be.

    ``None`` for a type that is none of ACLED's.
    """
    type_, finer = (" ".join(word.lower().split()) for word in (event_type, sub_event_type))
    table = acled_table()
    return table.get((type_, finer), table.get((type_, "")))


@cache
def acled_types() -> frozenset[EventType]:
    """The types of PLOVER that something of ACLED's may be."""
    return frozenset(one.type for some in acled_table().values() for one in some if one.type is not None)
