"""What is to be followed: a promise, a demand or a threat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .document import Zone, ZoneKind
from .span import Span
from .standing import Standing
from .statement import Party, Statement


class CommitmentKind(StrEnum):
    """Whether the speaker binds himself, asks it of somebody, or holds it out against somebody."""

    PROMISE = "promise"
    DEMAND = "demand"
    THREAT = "threat"


class DueKind(StrEnum):
    """Whether the words name the day ("by Friday"), an occasion ("after the vote"), or neither."""

    EXPLICIT = "explicit"
    IMPLIED = "implied"
    NONE = "none"


class CommitmentStatus(StrEnum):
    """What became of it. The machine says open, overdue, unverifiable by itself; the others are a person's to say."""

    OPEN = "open"
    OVERDUE = "overdue"
    MET = "met"
    PARTLY = "partly"
    DROPPED = "dropped"
    REFUSED = "refused"
    UNVERIFIABLE = "unverifiable"


@dataclass(frozen=True, slots=True)
class Due:
    """When it is due: the words, and the id of their TimeRef where they are one."""

    kind: DueKind
    span: Span | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """One deed that a Statement promises, demands or threatens; one Statement may hold several.

    ``statement`` is the id of that Statement, and ``None`` where the Document tells by itself that somebody was to do
    something by a day ("The judge was to report by 30 April"): it is reported, in nobody's words. Its kind is
    ``promise`` where the deed was only to be done, ``demand`` where somebody was given the day; by whom is not told.

    ``doer`` is who is to do it (of a demand: whoever it is made of), ``to`` whom it is promised to, made by or held out
    against: of a promise or a threat the one it concerns, of a demand the one who makes it. ``negated`` says that the
    deed is to be left undone ("not to dissolve the force"). ``condition`` are the words it depends on ("unless the
    siege is lifted"). ``strength`` runs from 1 (mild) to 3 (strong).
    """

    id: str
    kind: CommitmentKind
    statement: str | None
    deed: Span
    strength: int
    confidence: float
    made_by: str
    doer: Party | None = None
    to: Party | None = None
    negated: bool = False
    condition: Span | None = None
    due: Due = Due(DueKind.NONE)

    def ground(self, stmt: Statement | None, zones: Iterable[Zone]) -> tuple[Standing, ZoneKind | None]:
        """On whose word it stands, and in which voice of the text it is told.

        ``stmt`` is its Statement, ``None`` where it has none or that one is not at hand, ``zones`` are the Document's.
        """
        if stmt is not None:
            return stmt.standing, stmt.zone
        if self.statement is not None:
            return Standing.ATTRIBUTED, None
        zone = next((z.kind for z in zones if z.span.start <= self.deed.start < z.span.end), ZoneKind.REPORT)
        return Standing.COMMENT if zone is ZoneKind.COMMENT else Standing.REPORTED, zone
