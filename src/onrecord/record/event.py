"""Who did what to whom: one political act or incident, coded by type, and on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .span import Span
from .standing import Footing, Polarity


class EventType(StrEnum):
    """PLOVER's types. What each covers, its modes and its place on the scales stand in the codebook."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes part: the words that name them and, where these were resolved, the Actor's id."""

    span: Span
    actor: str | None = None


class Counted(StrEnum):
    """What a number beside an event counts."""

    KILLED = "killed"
    INJURED = "injured"
    ARRESTED = "arrested"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    RELEASED = "released"
    PROTESTERS = "protesters"
    TROOPS = "troops"


@dataclass(frozen=True, slots=True)
class Count:
    """How many, as an interval: "at least 12" is 12 to ``None``, "up to 40" is ``None`` to 40, "dozens" 24 to ``None``.

    ``span`` holds the number's own words. ``exact`` is false where the words are vague ("about 30", "dozens").
    """

    what: Counted
    span: Span
    least: int | None
    most: int | None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Event:
    """One event, told once or more often in one Document.

    ``codebook`` is the scheme and its version ("PLOVER 0.8"). ``mode`` and ``contexts`` are the scheme's own words,
    ``intensity`` its scale (PLOVER: -10 to +10), ``quad`` its quad class (1 to 4). ``spans`` are the words that tell of
    it, one or more for each telling, first telling first; ``actors`` did it to the ``recipients``, and either may be
    empty. ``reciprocal`` events (a meeting, an agreement) have all sides among ``actors`` and no recipients.
    PLOVER codes the intent to do something as an event of its own ("will send aid" is AGREE, "plans sanctions" is
    THREATEN); ``intended`` is then the type of the deed that is held out, and the polarity is ``planned``.
    ``statement`` is the Statement that *is* the event: an accusation, a threat, a demand. ``when`` is a TimeRef's id,
    ``place`` a Place's. ``background`` says that it is told as past background, not as news. ``confidence`` (0 to 1) is
    that of type and roles; ``made_by`` the step and its version, ``why`` the codebook's line or the model that decided.
    """

    id: str
    type: EventType
    codebook: str
    footing: Footing
    polarity: Polarity
    spans: tuple[Span, ...]
    confidence: float
    made_by: str
    mode: str | None = None
    intended: EventType | None = None
    contexts: tuple[str, ...] = ()
    intensity: float = 0.0
    quad: int = 0
    actors: tuple[Taker, ...] = ()
    recipients: tuple[Taker, ...] = ()
    reciprocal: bool = False
    statement: str | None = None
    when: str | None = None
    place: str | None = None
    background: bool = False
    counts: tuple[Count, ...] = ()
    why: str = ""

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError(f"event {self.id} has no words in the text")
