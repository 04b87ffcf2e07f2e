"""What is new in a statement, as it is told: each check with its reasons, the earlier one cited, and its bounds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .cited import Cited, Who
from .versions import Changed


class Scope(StrEnum):
    """Among whose statements something was looked for."""

    SPEAKER = "speaker"
    SIDE = "side"
    ANYONE = "anyone"


class Asks(StrEnum):
    """What was looked for."""

    SAID = "said"
    """The same said before, in these words or others."""
    NAMED = "named"
    """The one it is about named before."""
    ACT = "act"
    """The same done before to the one it is about: accused, threatened."""
    CHANGE = "change"
    """What was last done to the one it is about, and how that differs: warned, and now threatened."""
    DEMAND = "demand"
    """The same deed demanded before."""
    POSITION = "position"
    """The opposite said before by the same speaker: a candidate, and no verdict."""
    REVISED = "revised"
    """What an earlier version of the same page had in its place."""


class Found(StrEnum):
    """What came of it."""

    FIRST = "first"
    """Not found among what was read."""
    SINCE = "since"
    """Found, but long before: the first time since."""
    AGAIN = "again"
    """Found, and not long before."""
    CHANGED = "changed"
    """Found, and it differs in the way that was asked for."""
    UNCLEAR = "unclear"
    """Found only where it is not known which was the earlier: undated, or on the same day."""
    NOTHING = "nothing"
    """There is nothing earlier to compare with, so that nothing can be said to be new."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What the desk had read, by which "not found" is bounded: the earlier statements among which it was looked for
    (each once, whoever carries it), and the documents published before: of how many outlets, between which days, how
    many in languages in which statements are not read, and how many without a date, which count as neither.
    """

    statements: int
    documents: int
    outlets: int
    first: str | None
    last: str | None
    unread: int = 0
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Near:
    """An earlier statement, and how near it is: by words (the share of telling words, 0 to 1), by meaning (cosine;
    ``None`` where that is not known), and why. ``opposite`` says that the one denies and the other does not.
    """

    cited: Cited
    scope: Scope
    nearness: float
    words: float
    meaning: float | None
    opposite: bool
    days: int | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked for, and what came of it; ``words`` say it in a sentence.

    ``target`` is whom it is about (its name; an id where it is linked). ``earlier`` is the last one that was found
    earlier, ``days`` before; ``times`` is how many sayings were. ``weight`` is what it adds to how new the statement
    is.
    """

    asks: Asks
    scope: Scope
    found: Found
    words: str
    weight: float
    bound: Bound
    target: Who | None = None
    earlier: Cited | None = None
    days: int | None = None
    times: int = 0


@dataclass(frozen=True, slots=True)
class Belongs:
    """Why somebody counts as the speaker's side: the steps in words, each with the tie that tells it, if one does."""

    words: str
    told: str
    cited: Cited | None = None


@dataclass(frozen=True, slots=True)
class SideTold:
    """The speaker's side: who it is, by what, and who else belongs to it (the nearest first); ``count`` is all of
    them.
    """

    bodies: tuple[Who, ...]
    members: tuple[Who, ...]
    count: int
    steps: tuple[Belongs, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Novelty:
    """How new a statement is. ``statement`` is the first carrier of its utterance, which is the one that counts;
    ``asked`` the one that was asked about, if that is another; ``carriers`` how many documents carry it.

    ``score`` orders items by how new they are; it has no other meaning. ``checks`` stand by their weight, ``nearest``
    by their nearness. ``notes`` are what limits all of it, in sentences.
    """

    statement: Cited
    asked: Cited | None
    carriers: int
    outlets: int
    speaker: Who | None
    side: SideTold | None
    targets: tuple[Who, ...]
    score: float
    checks: tuple[Check, ...]
    nearest: tuple[Near, ...]
    notes: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is new, in sentences, what tells most first; empty if nothing of it is."""
        return tuple(one.words for one in self.checks if one.weight > 0)

    @property
    def is_new(self) -> bool:
        """Whether anything of it is new by what the desk has read."""
        return any(one.weight > 0 for one in self.checks)


@dataclass(frozen=True, slots=True)
class News:
    """What is new in a document, or since a day, the newest first: ``items`` of ``count`` sayings that were looked at.

    ``since`` and ``until`` are days, ``document`` an id. ``left`` are how many sayings were not looked at closely, for
    there were too many; ``carried`` how many only carry what others said before; ``undated`` how many statements bear
    no date, which are told apart: ``apart`` are some of them. ``gone`` are the findings of an earlier version of the
    page that its words no longer tell, ``differs`` the sentences that are others now.
    """

    since: str | None
    until: str | None
    document: str | None
    items: tuple[Novelty, ...]
    count: int
    left: int
    carried: int
    undated: int
    apart: tuple[Cited, ...]
    gone: tuple[Cited, ...]
    bound: Bound
    notes: tuple[str, ...] = ()
    differs: tuple[Changed, ...] = ()
