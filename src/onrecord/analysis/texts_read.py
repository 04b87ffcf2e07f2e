"""What a desk has read: its documents side by side, as denominators of all that is counted over time.

Days are ``date.toordinal``; 0 is a date that is not known, or not to the day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TextsRead:
    """Documents side by side: their numbers (ascending), days, and outlets as places in ``outlets`` (ids; ``None`` is
    no outlet that the desk knows). ``families`` are the numbers of the first document with the same text.
    """

    numbers: NDArray[np.int64]
    days: Days
    sources: NDArray[np.int64]
    outlets: tuple[str | None, ...]
    families: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.numbers)

    def at(self, which: NDArray[Any]) -> TextsRead:
        """Only these, by their places or by a truth value for each."""
        return TextsRead(self.numbers[which], self.days[which], self.sources[which], self.outlets, self.families[which])

    def of(self, outlets: frozenset[str | None]) -> TextsRead:
        """Only those of these outlets."""
        wanted = np.array([one in outlets for one in self.outlets], dtype=np.bool_)
        return self.at(wanted[self.sources] if len(self.outlets) else np.zeros(0, dtype=np.bool_))

    def between(self, first: int, last: int) -> TextsRead:
        """Only those of these days, both included."""
        return self.at((self.days >= first) & (self.days <= last) & (self.days > 0))

    def days_by_outlet(self) -> dict[str | None, Days]:
        """The days on which each outlet has something, each once, in order."""
        dated = self.days > 0
        return {
            name: np.unique(self.days[dated & (self.sources == place)])
            for place, name in enumerate(self.outlets)
            if bool((self.sources == place).any())
        }

    def first_tellings(self) -> TextsRead:
        """One document for each text: the earliest that carries it, among these; what bears no date is no telling."""
        dated = np.flatnonzero(self.days > 0)
        order = dated[np.lexsort((self.days[dated], self.families[dated]))]
        families = self.families[order]
        first = np.ones(len(order), dtype=np.bool_)
        first[1:] = families[1:] != families[:-1]
        return self.at(np.sort(order[first]))


def ordinals(values: Sequence[str | None]) -> Days:
    """Dates as they are kept (``2031-04-15``, or longer) as ordinals; 0 where there is none, or not to the day."""
    return np.array([_ordinal(value) for value in values], dtype=np.int64)


def _ordinal(value: str | None) -> int:
    if value is None or len(value) < len("2031-04-15"):
        return 0
    try:
        return date.fromisoformat(value[:10]).toordinal()
    except ValueError:
        return 0


def families_of(numbers: NDArray[np.int64], families: Mapping[int, int]) -> NDArray[np.int64]:
    """For each document (ascending) the number of the first document with its text; its own, if nobody shares it."""
    found = numbers.copy()
    if families and len(numbers):
        shared = np.fromiter(families.keys(), dtype=np.int64, count=len(families))
        first = np.fromiter(families.values(), dtype=np.int64, count=len(families))
        at = np.minimum(np.searchsorted(numbers, shared), len(numbers) - 1)
        there = numbers[at] == shared
        found[at[there]] = first[there]
    return found
