"""What a profile consists of. Every finding in it is cited, and says on whose word it stands."""

from __future__ import annotations

from dataclasses import dataclass

from ..record import Entity
from .cited import NONE, Cited, Role, Source, Tally, Who

__all__ = ["Cited", "Role", "Source", "Tally", "Who"]


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one type, or with one other side: how many, on whose word, of which polarity, first and last day."""

    type: str | None
    other: Who | None
    tally: Tally
    standings: tuple[tuple[str, int], ...]
    polarities: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """Findings in which the actor has one side: all counted, and some shown, the latest first."""

    tally: Tally = NONE
    by_type: tuple[Group, ...] = ()
    by_other: tuple[Group, ...] = ()
    others: int = 0
    shown: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Bond:
    """All that tells of one type of tie with one other: ``outgoing`` if the actor is its first end.

    ``start`` and ``end`` are the earliest and the latest date that texts give for it.
    """

    group: Group
    outgoing: bool
    start: str | None
    end: str | None
    shown: tuple[Cited, ...]

    @property
    def derived(self) -> bool:
        """Whether no words state it: of what is shown all follows from other ties only."""
        return bool(self.shown) and all(one.derived for one in self.shown)

    @property
    def type(self) -> str:
        """The tie's type: ``"part of"``."""
        return self.group.type or ""

    @property
    def other(self) -> Who:
        """The other end."""
        return self.group.other or Who(None, "somebody not named")


@dataclass(frozen=True, slots=True)
class Use:
    """An outlet's use of a name: in how many documents, and the first and last day. ``outlet`` may not be known."""

    outlet: str | None
    times: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Name:
    """A name: who uses it, since when, and who else bears it. ``origin`` is pack, text or both."""

    name: str
    origin: str
    times: int
    uses: tuple[Use, ...] = ()
    also: tuple[Who, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """An office that texts give the actor: its words, the body, in how many texts, first and last day, and where."""

    title: str
    body: Who | None
    texts: int
    first: str | None
    last: str | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class KnownOffice:
    """An office that a pack gives the actor."""

    title: str
    body: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What a pack says of the actor: not read in any text. Dates are those of a life, or of a body's existence."""

    pack: str
    id: str
    start: str | None
    end: str | None
    note: str
    part_of: tuple[str, ...]
    speaks_for: tuple[str, ...]
    offices: tuple[KnownOffice, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Whether this actor and another one are the same: how likely, and what speaks for it; nobody has decided."""

    other: Who
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of events or other findings in which the actor takes part: its name, country code, how many findings."""

    name: str
    country: str | None
    times: int


@dataclass(frozen=True, slots=True)
class Month:
    """What was published in one month: statements and events in which the actor takes part, and all else."""

    month: str
    statements: int
    events: int
    more: int


@dataclass(frozen=True, slots=True)
class Company:
    """Somebody named in the same documents."""

    who: Who
    documents: int


@dataclass(frozen=True, slots=True)
class Carrier:
    """An outlet that names the actor: its name and grade, in how many documents and texts, first and last day."""

    outlet: str | None
    grade: str | None
    documents: int
    texts: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One side of a conflict: what it says, between which days, and where that stands; ``pack`` if a pack says so."""

    says: str
    who: Who | None
    first: str | None
    last: str | None
    cited: tuple[Cited, ...] = ()
    sources: tuple[Source, ...] = ()
    pack: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more claims that do not go together: shown with their sources, and decided by nobody.

    ``kind`` is polarity, leaders, office, death or birth, ``what`` the type or the office, ``body`` whose it is if that
    is not the actor.
    """

    kind: str
    what: str
    claims: tuple[Claim, ...]
    body: Who | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """All that a desk has of one actor, as of a time (``None``: now). Totals are exact; what is shown is a part.

    ``documents`` name it, ``texts`` are these with carriers of one text counted once. ``said`` are its statements;
    ``about`` those whose target it is, ``addressed`` those said to it; ``did`` and ``undergone`` events as actor and as
    recipient; ``promised`` what it is to do, ``owed`` what concerns it or it demanded. ``undated`` findings stand in no
    month. ``rejected`` findings are left out. ``company_of`` is the number of latest documents that ``company`` is
    counted over, ``places_of`` that of the latest findings that ``places`` are.
    """

    entity: Entity
    as_of: str | None
    merged: tuple[Who, ...] = ()
    names: tuple[Name, ...] = ()
    name_count: int = 0
    questions: tuple[Question, ...] = ()
    documents: int = 0
    texts: int = 0
    first: str | None = None
    last: str | None = None
    rejected: int = 0
    conflicts: tuple[Conflict, ...] = ()
    offices: tuple[Held, ...] = ()
    office_count: int = 0
    known: tuple[Known, ...] = ()
    ties: tuple[Bond, ...] = ()
    tie_count: int = 0
    designations: tuple[Bond, ...] = ()
    designation_count: int = 0
    said: Part = Part()
    about: Part = Part()
    addressed: Part = Part()
    did: Part = Part()
    undergone: Part = Part()
    promised: Part = Part()
    owed: Part = Part()
    places: tuple[Spot, ...] = ()
    places_of: int = 0
    months: tuple[Month, ...] = ()
    undated: int = 0
    company: tuple[Company, ...] = ()
    company_of: int = 0
    outlets: tuple[Carrier, ...] = ()
    outlet_count: int = 0
