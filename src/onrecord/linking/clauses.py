"""What is said, taken apart: clauses with their telling words, denials, numbers, times and degrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .quantities import Quantity


class Mood(StrEnum):
    """How a clause stands to the facts: told as a fact, of the future, as a duty, as an ability, or asked."""

    FACT = "fact"
    WILL = "will"
    MUST = "must"
    CAN = "can"
    ASKED = "asked"


class Sort(StrEnum):
    """What a unit is: a word, somebody's name, a place, or whoever speaks ("we")."""

    WORD = "word"
    NAME = "name"
    PLACE = "place"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Unit:
    """A telling word or name: two units can be one if they share one of their ``keys``.

    ``sign`` is -1 or 1 where it has an opposite that has the same key and the other sign; if ``follows``, the opposite
    may have come true since. ``beside`` says that it only
    describes what follows ("Nesharran", "Nesharra's").
    """

    keys: frozenset[str]
    words: str
    weight: float
    sort: Sort = Sort.WORD
    sign: int = 0
    beside: bool = False
    follows: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A time that is named: its first and last day or moment (ISO 8601), and its words."""

    start: str
    end: str
    words: str

    def differs(self, other: When) -> bool:
        """Whether the two have no moment in common, as fine as both say it."""
        fine = min(len(self.start), len(other.start), len(self.end), len(other.end))
        return self.start[:fine] > other.end[:fine] or other.start[:fine] > self.end[:fine]


@dataclass(frozen=True, slots=True)
class Denied:
    """A word that denies: all of its clause, or only the ``units`` at those places ("no income tax")."""

    words: str
    units: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of what was said that can be true or false by itself.

    ``free`` are keys of units that may be meant without being named: whoever speaks, and those of the clauses beside
    it. ``general`` says that it denies every case. ``past`` that it is told as past or done. ``doer`` is the place of
    the unit that does it, as far as the order of words tells.
    """

    units: tuple[Unit, ...]
    denials: tuple[Denied, ...]
    quantities: tuple[Quantity, ...]
    times: tuple[When, ...]
    degrees: Mapping[str, tuple[int, str]]
    mood: Mood
    past: bool
    general: bool
    free: frozenset[str]
    doer: int | None

    @property
    def weight(self) -> float:
        """How much it tells."""
        return sum(unit.weight for unit in self.units)
