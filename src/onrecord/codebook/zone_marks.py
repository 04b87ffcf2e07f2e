"""The marks of ``zone_marks.yaml``: by which words a text says whose voice follows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .sheet import FOLDER, named_lists

_OPENINGS = ("comment", "background", "report", "heads", "titles")
_LISTS = (*_OPENINGS, "boilerplate")


@dataclass(frozen=True, slots=True)
class ZoneMarks:
    """Lower-case marks by the zone they open; ``boilerplate`` are beginnings of lines.

    ``heads`` and ``titles`` are labels at the head of a monitoring report: of lines that are no report, of its item.
    """

    name: str
    version: str
    comment: frozenset[str]
    background: frozenset[str]
    report: frozenset[str]
    heads: frozenset[str]
    titles: frozenset[str]
    boilerplate: tuple[str, ...]


def load_zone_marks(path: Path) -> ZoneMarks:
    """Read the marks.

    Raises:
        CodebookError: if a list is missing, unknown or empty.
    """
    sheet, lists = named_lists(path, _LISTS)
    opening = {name: frozenset(w.lower() for w in lists[name]) for name in _OPENINGS}
    return ZoneMarks(sheet.name, sheet.version, boilerplate=tuple(w.lower() for w in lists["boilerplate"]), **opening)


@cache
def zone_marks() -> ZoneMarks:
    """The marks that ship with the codebook, checked once."""
    return load_zone_marks(FOLDER / "zone_marks.yaml")
