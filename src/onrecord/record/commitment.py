"""What is to be followed: a promise, a demand or a threat."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .span import Span
from .statement import Party


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

    ``doer`` is who is to do it (of a demand: whoever it is made of), ``to`` whom it is promised to, made by or held out
    against: of a promise or a threat the one it concerns, of a demand the one who makes it. ``negated`` says that the
    deed is to be left undone ("not to dissolve the force"). ``condition`` are the words it depends on ("unless the
    siege is lifted"). ``strength`` runs from 1 (mild) to 3 (strong).
    """

    id: str
    kind: CommitmentKind
    statement: str
    deed: Span
    strength: int
    confidence: float
    made_by: str
    doer: Party | None = None
    to: Party | None = None
    negated: bool = False
    condition: Span | None = None
    due: Due = Due(DueKind.NONE)
