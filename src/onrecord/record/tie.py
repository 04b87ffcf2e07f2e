"""Who is tied to whom: a lasting relation between two actors, when it held, and on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .event import Taker
from .span import Span
from .standing import Footing, Polarity


class TieType(StrEnum):
    """Read from the first end to the second: a SUPPORTS b, a is PART OF b, a is DESIGNATED BY b.

    ``ALLIED_WITH``, ``OPPOSED_TO``, ``FOUGHT`` and ``FAMILY`` hold in both directions.
    """

    SUPPORTS = "supports"
    FUNDS = "funds"
    ARMS = "arms"
    TRAINS = "trains"
    DIRECTS = "directs"
    PART_OF = "part of"
    LEADS = "leads"
    MEMBER_OF = "member of"
    SPOKESPERSON_OF = "spokesperson of"
    HOLDS_OFFICE = "holds office"
    SPEAKS_FOR = "speaks for"
    ALLIED_WITH = "allied with"
    OPPOSED_TO = "opposed to"
    FOUGHT = "fought"
    DESIGNATED_BY = "designated by"
    LOCATED_IN = "located in"
    FAMILY = "family"

    @property
    def mutual(self) -> bool:
        """Whether it holds in both directions."""
        return self in (TieType.ALLIED_WITH, TieType.OPPOSED_TO, TieType.FOUGHT, TieType.FAMILY)


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie of ``a`` to ``b``, told once or more often in one Document.

    ``spans`` are the words that tell of it. ``when`` is the id of the TimeRef it is dated by, ``start`` and ``end``
    the first and last ISO 8601 dates between which it is told to have held or begun (``from`` and ``to`` on the wire);
    all three are ``None`` where the text does not say. ``title`` are the words of an office or rank ("Prime Minister",
    "founder"), of a degree of family ("son") or of the list of a designation ("terrorist entity"), ``reason`` the
    words in which a designation gives its ground. ``derived`` says that no words state it and that it
    follows from the ties in ``basis`` (ids): it is never mixed with those that were read. ``background`` says that it
    is told as past.
    """

    id: str
    type: TieType
    a: Taker
    b: Taker
    footing: Footing
    polarity: Polarity
    spans: tuple[Span, ...]
    confidence: float
    made_by: str
    when: str | None = None
    start: str | None = None
    end: str | None = None
    title: Span | None = None
    reason: Span | None = None
    derived: bool = False
    basis: tuple[str, ...] = ()
    background: bool = False
    why: str = ""

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError(f"tie {self.id} has no words in the text")
        if self.derived is not bool(self.basis):
            raise ValueError(f"tie {self.id}: a derived tie, and only that, names those it rests on")
