"""Why something is taken into a brief, or left out of it: in words, with what that weighs.

Weights order what may be told, and have no other meaning. They are added up; what makes a thing tell less is negative.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ..analysis.acting import NEWNESS
from ..analysis.voices import HEAD, ITSELF, MINISTRY, OTHER, SPOKESMAN
from ..record import EventType, Reliability, SpeechAct


class Why(StrEnum):
    """By what something tells."""

    NEW = "new"
    """For the first time, or the first time since."""
    ACT = "act"
    """What is done by saying it, or the deed."""
    VOICE = "voice"
    """With which authority it is said."""
    DUE = "due"
    """Something is to be done by a day that is near, or was."""
    CARRIED = "carried"
    """By how many texts it is carried."""
    ANSWERED = "answered"
    """Somebody answers it, or it is an answer."""
    SOURCE = "source"
    """How good the source is."""
    LESS = "less"
    """What makes it tell less."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, in words that stand in the margin."""

    why: Why
    words: str
    weight: float


#: What an act weighs that is done to nobody, or to whom is not known, beside ``NEWNESS``.
_ACTS = {
    SpeechAct.DENY: 1.7,
    SpeechAct.ANNOUNCE: 1.0,
    SpeechAct.BOAST: 1.0,
    SpeechAct.ASSESS: 0.5,
    SpeechAct.ASSERT: 0.5,
    SpeechAct.ASK: 0.3,
}
#: What a deed weighs.
_DEEDS = {
    EventType.ASSAULT: 3.0,
    EventType.COERCE: 2.4,
    EventType.SANCTION: 2.2,
    EventType.MOBILIZE: 2.0,
    EventType.AGREE: 1.8,
    EventType.CONCEDE: 1.8,
    EventType.RETREAT: 1.8,
    EventType.PROTEST: 1.5,
    EventType.AID: 1.4,
    EventType.COOPERATE: 1.2,
    EventType.SUPPORT: 1.0,
    EventType.CONSULT: 1.0,
}
_VOICES = {HEAD: 1.2, SPOKESMAN: 1.1, MINISTRY: 1.1, ITSELF: 0.9, OTHER: 0.7}
_GRADES = {
    Reliability.A: 0.3,
    Reliability.B: 0.2,
    Reliability.C: 0.1,
    Reliability.D: -0.1,
    Reliability.E: -0.2,
}


def of_act(act: str) -> Reason:
    """What an act weighs by itself."""
    said = SpeechAct(act)
    weight = NEWNESS.get(said, _ACTS.get(said, 0.5))
    return Reason(Why.ACT, f"it is {_A[said]}", weight)


_A = {
    SpeechAct.ASSERT: "an assertion",
    SpeechAct.ACCUSE: "an accusation",
    SpeechAct.DENY: "a denial",
    SpeechAct.THREATEN: "a threat",
    SpeechAct.WARN: "a warning",
    SpeechAct.DEMAND: "a demand",
    SpeechAct.PROMISE: "a promise",
    SpeechAct.REJECT: "a rejection",
    SpeechAct.PRAISE: "praise",
    SpeechAct.CONDEMN: "a condemnation",
    SpeechAct.BOAST: "a boast",
    SpeechAct.ASSESS: "an assessment",
    SpeechAct.ANNOUNCE: "an announcement",
    SpeechAct.ASK: "a question",
}


def of_deed(type_: str) -> Reason:
    """What a deed weighs that a text reports in its own voice."""
    return Reason(Why.ACT, f"a deed that is reported: {type_}", _DEEDS.get(EventType(type_), 0.8))


def of_voice(authority: str, words: str) -> Reason:
    """What the authority of the speaker weighs (one of ``voices.AUTHORITIES``)."""
    return Reason(Why.VOICE, words, _VOICES[authority])


def of_grade(grade: Reliability | None) -> Reason | None:
    """What the grade of the source weighs; ``None`` where nobody graded it."""
    weight = None if grade is None else _GRADES.get(grade)
    return None if grade is None or weight is None else Reason(Why.SOURCE, f"source graded {grade.value}", weight)


def of_carriers(documents: int, outlets: int, voices: int | None = None) -> Reason | None:
    """What it weighs that several carry it. ``voices`` are the carriers that have it from no other, if that was looked
    at: they weigh, and ten that have it from one are one.
    """
    if documents < 2:
        return None
    told = (
        f"carried by {documents:,} texts of {outlets:,} outlets" if outlets > 1 else f"carried by {documents:,} texts"
    )
    if voices is None:
        return Reason(Why.CARRIED, told, min(0.8, 0.2 * outlets))
    origins = "one origin" if voices == 1 else f"{voices} that name no origin"
    return Reason(Why.CARRIED, f"{told}, {origins}", min(1.2, 0.15 * (outlets - 1) + 0.4 * (voices - 1)))


def total(reasons: Iterable[Reason]) -> float:
    """What reasons weigh together."""
    return round(sum(one.weight for one in reasons), 3)


def told(reasons: Iterable[Reason]) -> str:
    """Reasons in one line, what tells most first."""
    return "; ".join(one.words for one in sorted(reasons, key=lambda one: -one.weight))
