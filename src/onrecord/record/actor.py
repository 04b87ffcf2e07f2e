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
class Actor:
    """A person or body of one Document, under its fullest name there.

    ``also`` are the other names the Document uses; ``link`` is ``"pack:id"`` of a known actor, or ``None``.
    """

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[Mention, ...]
    also: tuple[str, ...] = ()
    link: str | None = None
