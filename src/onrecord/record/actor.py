"""Who is meant: a name, title or pronoun in a text, and the person or body it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .span import Span


class ActorKind(StrEnum):
    """What sort of actor it is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE = "state"
    PLACE = "place"
    GROUP = "group"
    OUTLET = "outlet"
    PEOPLE = "people"


class MentionForm(StrEnum):
    """How a Mention names its actor."""

    NAME = "name"
    ACRONYM = "acronym"
    ADJECTIVE = "adjective"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, title or pronoun in a text; ``confidence`` (0 to 1) that it stands for the actor it is filed under."""

    span: Span
    form: MentionForm
    confidence: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known actor that a name may mean: ``link`` is ``"pack:id"``; ``score`` (0 to 1), and ``why`` in words."""

    link: str
    name: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Role:
    """An office or function the Document gives an actor: its words, and the id of the Actor it is held in."""

    span: Span
    title: str
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or body of one Document, under its fullest name there.

    ``also`` are the other names the Document uses. ``link`` is ``"pack:id"`` of the known actor it stands for, or
    ``None``, and ``known_as`` that actor's main name; ``confidence`` (0 to 1) is that of the link, and ``why`` says in
    words what it rests on. ``candidates`` are the known actors that remain possible where the text does not decide.
    ``type`` is the gazetteer's finer word ("militia", "ministry") and ``countries`` are ISO 3166 alpha-2 codes; both
    come with the link. ``roles`` are the offices that the Document gives it.
    """

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[Mention, ...]
    also: tuple[str, ...] = ()
    link: str | None = None
    known_as: str | None = None
    confidence: float = 0.0
    why: str = ""
    candidates: tuple[Candidate, ...] = ()
    type: str | None = None
    countries: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
