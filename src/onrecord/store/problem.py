"""What ``verify`` finds: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Wrong(StrEnum):
    """What is wrong: by what it is about."""

    DATABASE = "database"
    MISSING = "bytes missing"
    ALTERED = "bytes altered"
    TEXT = "text"
    RECORD = "record"
    FINDING = "finding"
    HOLE = "hole"
    ROW = "row"
    JUDGEMENT = "judgement"
    FAMILY = "family"
    STAMP = "stamp"
    BRIEF = "brief"
    SEARCH = "search"
    LEFTOVER = "leftover"
    READER = "reader changed"


#: No damage: a leftover of a kill that ``compact`` removes, and bytes of which today's reader makes another text.
HARMLESS = frozenset({Wrong.LEFTOVER, Wrong.READER})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it should be: ``where`` is a document's or finding's id, a file or a table."""

    kind: Wrong
    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.what}: {self.where}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked, how many of each (``documents``, ``readings``, ``findings``, ``quotes``, ``snapshots``,
    ``bytes``, ``judgements`` ...), what is wrong with them, and what is merely worth knowing.
    """

    checked: Mapping[str, int]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


#: Told as the work goes on: what is being checked, how many are done, and of how many.
Progress = Callable[[str, int, int], None]
Found = Iterator[Problem]
