"""A ledger as it is handed on: entries with their terms, carriers, and what was judged of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..record import CommitmentStatus
from .cited import Cited, Who


@dataclass(frozen=True, slots=True)
class Party:
    """Who is to do it, or whom it is promised to, asked by or held out against: his name there, and the entity."""

    name: str
    who: Who | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """When it is due. ``kind`` is explicit, implied or none, ``words`` the text's.

    ``first`` and ``last`` (ISO 8601) are the days that the words mean, counted from ``anchor`` (``anchor_kind``:
    published, time or unknown; ``anchor_words`` are those of that other time). ``why`` is what the reading says of it.
    """

    kind: str = "none"
    words: str | None = None
    first: str | None = None
    last: str | None = None
    value: str | None = None
    mod: str | None = None
    anchor_kind: str | None = None
    anchor: str | None = None
    anchor_words: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody judged of the status: when and why, and the finding that shows it. ``undone`` is since when it is
    taken back; ``subject`` is the commitment that it was said of, the entry's or one of its carriers'.
    """

    id: str
    at: str
    who: str
    status: CommitmentStatus
    subject: str
    shown_by: str | None = None
    finding: Cited | None = None
    why: str | None = None
    undone: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One commitment, however many documents carry it: the first of them is cited, and ``carriers`` are the others.

    ``status`` is as of the day asked, ``why`` in words; ``judged`` says that a person decided it. ``said`` is the day
    that the first carrier bears. ``types`` are the event types of the deed, by the codebook.
    """

    id: str
    kind: str
    status: CommitmentStatus
    why: str
    judged: bool
    doer: Party | None
    to: Party | None
    deed: str
    negated: bool
    condition: str | None
    due: Due
    strength: int
    confidence: float
    said: str | None
    cited: Cited
    types: tuple[str, ...] = ()
    carriers: tuple[Cited, ...] = ()
    changes: tuple[Change, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something later that may show what became of a commitment. No verdict: a person accepts it, or does not.

    ``kind`` is what it would show: carried out, begun, refused, denied, repeated, dropped, not done; ``status`` the one
    that it suggests, ``None`` where it changes nothing. ``score`` (0 to 1) ranks it, for the ``reasons``. What is
    ``unsure`` comes after all that is not: the same words once more, the like of the deed elsewhere, what is only near
    in meaning, or what neither side has to do with.
    """

    cited: Cited
    kind: str
    status: CommitmentStatus | None
    score: float
    reasons: tuple[str, ...]
    days: int | None = None
    others: tuple[Cited, ...] = ()
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    """Entries as of a day (ISO 8601). ``counts`` are how many there are of each status, of ``total`` in all; ``shown``
    may be fewer. ``carried`` is how many commitments, carriers counted, the entries were made of.
    """

    day: str
    as_of: str | None
    actor: Who | None
    other: Who | None
    entries: tuple[Entry, ...]
    counts: tuple[tuple[str, int], ...] = ()
    total: int = 0
    carried: int = 0
    asked: tuple[tuple[str, str], ...] = field(default_factory=tuple)
