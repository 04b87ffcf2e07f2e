"""The rows of a brat annotation file in the making, numbered by their letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..record import Span
from .telling import Telling

# brat ends a line at each of these and separates fields at a tab, so no annotated piece may hold one.
_UNBROKEN = re.compile("[^\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(slots=True)
class Sheet:
    """Rows over one record; ``statements``, ``times`` and ``places`` are rows by id, ``mentions`` by their spans."""

    telling: Telling
    rows: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    statements: dict[str, str] = field(default_factory=dict)
    times: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    mentions: dict[Span, str] = field(default_factory=dict)

    def row(self, letter: str, rest: str) -> str:
        """One row; returns its name."""
        self.counts[letter] = number = self.counts.get(letter, 0) + 1
        self.rows.append(f"{letter}{number}\t{rest}")
        return f"{letter}{number}"

    def textbound(self, kind: str, spans: Iterable[Span]) -> str | None:
        """One T row over ``spans``; ``None`` where they hold nothing but line breaks."""
        whole = self.telling.text
        pieces = [m.span() for s in spans for m in _UNBROKEN.finditer(whole, s.start, s.end)]
        if not pieces:
            return None
        offsets = ";".join(f"{b} {e}" for b, e in pieces)
        return self.row("T", f"{kind} {offsets}\t{' '.join(whole[b:e] for b, e in pieces)}")

    def relation(self, kind: str, first: str, second: str) -> None:
        """A relation between two rows."""
        self.row("R", f"{kind} Arg1:{first} Arg2:{second}")

    def attribute(self, on: str, name: str, value: str = "") -> None:
        """An attribute of a row; one without a value is true where it stands."""
        self.row("A", f"{name} {on} {value}".rstrip())

    def note(self, on: str, words: str) -> None:
        """A note on a row."""
        self.row("#", f"AnnotatorNotes {on}\t{' '.join(_UNBROKEN.findall(words))}")
