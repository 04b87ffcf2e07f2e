"""One telling of a tie, before tellings of the same tie are filed together."""

from __future__ import annotations

from dataclasses import dataclass

from ...codebook.tie_words import TieLine
from ...record import Span
from .ends import End


@dataclass(frozen=True, slots=True)
class Telling:
    """What one line read in one place.

    ``trigger`` is the word that says it. ``clause`` is the word whose clause tells whether it is so; ``None`` where the
    words take the tie for granted ("a Nesharran-backed militia" is backed even if it never sails). ``last`` is the last
    word that says it, where several do.
    """

    line: TieLine
    a: End
    b: End
    trigger: int
    clause: int | None = None
    title: Span | None = None
    reason: Span | None = None
    past: bool = False
    sure: float = 1.0
    last: int | None = None

    @property
    def confidence(self) -> float:
        """How sure it is, 0 to 1."""
        return round(self.line.sure * self.a.sure * self.b.sure * self.sure, 2)
