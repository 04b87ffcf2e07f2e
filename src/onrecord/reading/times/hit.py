"""A stretch of tokens that a rule found, and what its words say."""

from __future__ import annotations

from dataclasses import dataclass

from ...codebook.time_words import Unit
from .course import Course
from .tense import PAST, tense_around
from .tokens import Row

PAST_WORDS = ("last", "past", "previous")
NEXT_WORDS = ("next", "following")


@dataclass(frozen=True, slots=True)
class Hit:
    """The tokens ``first`` to ``last`` of a row, read by the rule ``rule``."""

    row: Row
    first: int
    last: int
    rule: str
    sorts: tuple[str, ...]
    course: Course

    def has(self, *sorts: str) -> bool:
        """Whether a token of one of these sorts is among them."""
        return any(sort in self.sorts for sort in sorts)

    def value(self, sort: str) -> object:
        """What the first token of a sort stands for, ``None`` if there is none."""
        return self.row.values[self.first + self.sorts.index(sort)] if sort in self.sorts else None

    def whole(self, *sorts: str) -> int | None:
        """The first whole number among tokens of these sorts."""
        for at, sort in enumerate(self.sorts):
            value = self.row.values[self.first + at]
            if sort in sorts and isinstance(value, int):
                return value
        return None

    def text(self, sort: str) -> str:
        """What the first token of a sort stands for, as text; empty if there is none."""
        value = self.value(sort)
        return value if isinstance(value, str) else ""

    def unit(self) -> Unit | None:
        """The unit named."""
        for sort in ("units", "unit"):
            value = self.value(sort)
            if isinstance(value, Unit):
                return value
        return _SECOND if self.has("second") else None

    def titled(self) -> bool:
        """Whether both its ends are written with a capital, as in a title: "This Week"."""
        text, starts = self.row.text, self.row.starts
        first, last = text[starts[self.first]], text[starts[self.last]]
        return self.first < self.last and first.isupper() and last.isupper() and not text.isupper()

    def word(self, offset: int) -> str:
        """The word ``offset`` places behind the last token (1 is the next), or before the first (-1)."""
        at = self.last + offset if offset > 0 else self.first + offset
        return self.row.words[at] if 0 <= at < len(self.row.words) else ""

    def tense(self) -> str | None:
        """Which way the sentence looks here."""
        return tense_around(self.row.words, self.first, self.last)

    def awaited(self) -> bool:
        """Whether it is the end of a wait that is not over: "if they do not meet before winter"."""
        return self.word(-1) == "before" and self.tense() != PAST

    def count(self) -> float | None:
        """The number counted; ``None`` where the words leave it open."""
        total, current, found = 0.0, 0.0, False
        for at, sort in enumerate(self.sorts):
            value = self.row.values[self.first + at]
            if sort == "word" and isinstance(value, int):
                found = True
                if value == 1000:
                    total, current = total + (current or 1) * 1000, 0
                elif value == 100:
                    current = (current or 1) * 100
                else:
                    current += value
            elif sort in ("day", "number", "yyyy", "decimal") and isinstance(value, int | float):
                current, found = current + value, True
            elif sort == "couple":
                current, found = 2, True
            elif sort == "half" and "and" in self.sorts:
                current = (current or 1) + 0.5
            elif sort in ("unit", "units") and found:
                break
        return total + current if found else None


_SECOND = Unit("TS", 1, (), ())
