"""What is concluded of claims: candidates with their reasons, each line cited; never a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .cited import Cited


class Stance(StrEnum):
    """How a statement stands to a claim's first one."""

    AFFIRMS = "affirms"
    CONTRADICTS = "contradicts"
    REVISES = "revises"


@dataclass(frozen=True, slots=True)
class Beside:
    """Another statement that seems to affirm, contradict or revise one: how sure it is (0 to 1), and why, in words.

    ``itself`` says that one speaker says both. ``others`` is how many more statements report the same utterance.
    """

    stance: Stance
    confidence: float
    reasons: tuple[str, ...]
    cited: Cited
    itself: bool
    others: int = 0


@dataclass(frozen=True, slots=True)
class Backing:
    """What stands behind a stance: how many speakers, utterances (one saying of it, however often it was carried),
    and documents; and from how many origins these have it that are independent as far as shows: carriers without
    another carrier behind them, those of one body or one text counted once.
    """

    speakers: int
    utterances: int
    documents: int
    origins: int


@dataclass(frozen=True, slots=True)
class Line:
    """A statement of a claim. ``stance`` is how it stands to the claim's first statement, found by comparing it with
    the statement ``against`` (an id), to which it stands as ``found``; all three say nothing of the first itself.
    ``changed`` says that it is another version of the page of ``against``.
    """

    cited: Cited
    stance: Stance
    found: Stance | None = None
    against: str | None = None
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    itself: bool = False
    carriers: int = 1
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """Statements that seem to put forward one proposition, the earliest first, and what stands behind each stance.

    ``left`` is how many lines more there are.
    """

    lines: tuple[Line, ...]
    affirmed: Backing
    contradicted: Backing
    revised: Backing
    left: int = 0

    @property
    def confidence(self) -> float:
        """The best of what speaks against the claim; of all if nothing does."""
        against = [line.confidence for line in self.lines if line.found in (Stance.CONTRADICTS, Stance.REVISES)]
        return max(against or [line.confidence for line in self.lines if line.found is not None], default=0.0)


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims, those with the surest contradictions first. ``compared`` statements of ``asked`` were compared with
    others, each at most with ``most``; ``left`` claims more were found. ``measured`` is how many candidates for a
    contradiction were one, and of how many, on pairs that were written to measure it; where most statements have
    nothing to do with each other, as on a desk, fewer of them are.
    """

    claims: tuple[Claim, ...]
    asked: int
    compared: int
    most: int
    left: int
    measured: tuple[int, int]
