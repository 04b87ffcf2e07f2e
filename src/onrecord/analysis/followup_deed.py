"""A deed's words, parted by what they tell: what is to be done, where, what is named, and what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..store.profile_details import Detail
from . import followup_words as say
from .citing import lead
from .deed_types import spelled, stems_of, without_occasion

#: Where the clause of a deed begins: after "that", a quotation mark, a colon.
_CLAUSE = re.compile(r".*(?:\bthat\b|[“\"«:])", re.DOTALL)
#: The share of a deed's own words that is asked of what lacks its names, or anybody who has to do with it.
_HALF = 0.5
#: The share from which on the deed is told whole.
_WHOLE = 0.75


@dataclass(frozen=True, slots=True)
class DeedWords:
    """A deed by its words without their endings. ``own`` are its own but for its occasion, ``core`` those of them that
    do not tell where, ``names`` those that name a place or a thing and neither side; ``beside`` stand in its clause
    alone, its subject often. ``spelled`` has all of them as they are written.
    """

    own: frozenset[str]
    core: frozenset[str]
    names: frozenset[str]
    beside: frozenset[str]
    spelled: Mapping[str, str]

    @classmethod
    def of(cls, detail: Detail, sides: Iterable[str]) -> DeedWords:
        """Those of a commitment's finding, whose sides are called so."""
        clause, told = clause_of(detail), without_occasion(detail.words)
        own = stems_of(told)
        called = stems_of(" ".join((*(one.name or "" for one in detail.parts), *sides)))
        return cls(
            own,
            stems_of(say.without_where(told)) or own,
            own & stems_of(" ".join(say.names_in(told))) - called,
            stems_of(clause) - stems_of(detail.words),
            spelled(clause),
        )

    @property
    def every(self) -> frozenset[str]:
        """Those that are looked for."""
        return self.own | self.beside

    def is_told(self, stems: frozenset[str]) -> bool:
        """Whether these tell what is to be done, and not only where."""
        return _share_of(self.core, stems) >= _HALF

    def is_whole(self, stems: frozenset[str]) -> bool:
        """Whether hardly one of its own words is not among these."""
        return _share_of(self.own, stems) >= _WHOLE

    def is_elsewhere(self, stems: frozenset[str]) -> bool:
        """Whether these lack all that it names, and half of its other words: the like of it, at another place."""
        return bool(self.names) and not self.names & stems and _share_of(self.own - self.names, stems) <= _HALF

    def shown(self, stems: Iterable[str]) -> str:
        """Those that are among these, as they are written."""
        return say.told(self.spelled.get(stem, stem) for stem in self.every.intersection(stems))


def clause_of(detail: Detail) -> str:
    """A deed with what stands before it in its clause, where that is told from the words that report it; names of who
    takes part are left out.
    """
    before = lead(detail.before)
    cut = _CLAUSE.sub("", before)
    if cut == before:
        return detail.words
    for name in sorted({one.name for one in detail.parts if one.name}, key=len, reverse=True):
        cut = cut.replace(name, " ")
    return f"{cut}{detail.words}"


def _share_of(some: frozenset[str], stems: frozenset[str]) -> float:
    return len(some & stems) / len(some) if some else 0.0
