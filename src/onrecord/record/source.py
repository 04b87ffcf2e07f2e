"""The outlet that carried a text, and how far its word has been found to be reliable."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SourceKind(StrEnum):
    """What sort of outlet it is."""

    NEWS_AGENCY = "news agency"
    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    WEBSITE = "website"
    CHANNEL = "channel"
    GOVERNMENT = "government"
    PARTY = "party"
    ARMED_GROUP = "armed group"
    THINK_TANK = "think tank"
    NGO = "ngo"
    BODY = "international body"
    PERSON = "person"
    MONITOR = "monitor"
    UNKNOWN = "unknown"


class Reliability(StrEnum):
    """How reliable a source is: the Admiralty (NATO) scale from A to E, and F for what cannot be judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"

    @property
    def words(self) -> str:
        """The scale's own words."""
        return _WORDS[self]


_WORDS = {
    Reliability.A: "completely reliable",
    Reliability.B: "usually reliable",
    Reliability.C: "fairly reliable",
    Reliability.D: "not usually reliable",
    Reliability.E: "unreliable",
    Reliability.F: "reliability cannot be judged",
}


@dataclass(frozen=True, slots=True)
class Grade:
    """A source's reliability as somebody judged it: who, when (ISO 8601, UTC) and why.

    A source that nobody graded has the grade F, by nobody and at no time.
    """

    reliability: Reliability = Reliability.F
    why: str | None = None
    who: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet. ``id`` is ``"o:"`` and letters, stable within a desk; ``link`` is the id of the known actor it is.

    ``keys`` are what it is recognised by, each ``kind:value``: ``host:lpa.example.net``, ``telegram:1234567890``,
    ``name:littoral press agency``. Names and handles change; a channel's number does not. ``speaks_for`` are ids of
    known actors, or names. ``country`` is an ISO 3166 alpha-2 code, ``language`` an ISO 639 code.
    """

    id: str
    name: str
    kind: SourceKind = SourceKind.UNKNOWN
    country: str | None = None
    language: str | None = None
    link: str | None = None
    homepage: str | None = None
    speaks_for: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    grade: Grade = Grade()
