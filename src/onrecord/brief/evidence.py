"""What a citation of a brief stands for: a finding with its record, who is in it, and what the desk knows of it.

A check looks at nothing else, so that it can be made again from what was frozen with a brief.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..record import (
    Actor,
    Commitment,
    Entity,
    Event,
    Footing,
    Judgement,
    Place,
    Record,
    Span,
    Statement,
    Tie,
    TimeRef,
    ZoneKind,
)

#: Anything that reading finds.
Finding = Statement | Event | Tie | Commitment


@dataclass(frozen=True, slots=True)
class Somebody:
    """An actor of the record: what it is called anywhere (in the record, by the packs, on the desk, in any script),
    the roles it has in the finding (speaker, target, addressee, medium, actor, recipient, a, b, doer, to; none if it is
    only named in its words), and the entity that it is. ``disputed`` says that a question stands open on who it is.
    """

    actor: Actor
    entity: Entity | None
    names: tuple[str, ...]
    roles: tuple[str, ...] = ()
    disputed: bool = False


def record_names(actor: Actor) -> tuple[str, ...]:
    """What an actor is called in its record, and by the packs' main name."""
    return (actor.name, *actor.also, *([actor.known_as] if actor.known_as else []))


def pack_links(actor: Actor, entity: Entity | None) -> tuple[str, ...]:
    """The known actors (ids) that an actor is by its record, and by the entity that it is."""
    links = (actor.link, entity.link if entity is not None else None)
    return tuple(dict.fromkeys(link for link in links if link is not None))


@dataclass(frozen=True, slots=True)
class Teller:
    """Another report of the same utterance: the statement's id, its document, outlet (name) and language, the number of
    the family of texts that the document belongs to (its own number if it is alone), and how its words stand to the
    first (verbatim, cut, altered, paraphrased, translated).
    """

    id: str
    document: str
    outlet: str | None
    language: str | None
    published: str | None
    family: int
    how: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is cited by one id, whole.

    ``kind`` is statement, event, tie, commitment or document. ``finding`` is ``None`` of a document, of which
    ``passage`` are the characters cited. ``spans`` are all words of the finding (of a statement speaker, cue, content,
    addressee, medium), in order; ``sentences`` those of the document in which these stand, whole. ``voices`` are the
    statements on whose word it stands, the innermost first: of a statement, itself and those it is told within.

    ``people`` are the actors named in these sentences or taking part, ``times`` and ``places`` those of the sentences.
    ``current`` is false if the newest reading of the document has the finding no more. ``withdrawn`` is since when its
    words are gone from the source's page; ``judgement`` the accept, edit or reject that holds. ``tellers`` are all
    reports of the utterance, itself among them.
    """

    id: str
    kind: str
    record: Record
    finding: Finding | None
    spans: tuple[Span, ...]
    sentences: tuple[Span, ...]
    voices: tuple[Statement, ...] = ()
    people: tuple[Somebody, ...] = ()
    times: tuple[TimeRef, ...] = ()
    places: tuple[Place, ...] = ()
    passage: Span | None = None
    current: bool = True
    withdrawn: str | None = None
    judgement: Judgement | None = None
    tellers: tuple[Teller, ...] = ()
    #: What checks have worked out of it once, by their names; nothing that is not in the other fields.
    worked: dict[str, Any] = field(init=False, default_factory=dict, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The document's text, whole."""
        return self.record.document.text

    @property
    def words(self) -> str:
        """The sentences of the document in which the finding stands, as they stand there."""
        return " ".join(span.of(self.text) for span in self.sentences)

    @property
    def is_english(self) -> bool:
        """Whether the document is in English; one that does not say its language is taken to be."""
        return (self.record.document.language or "en").startswith("en")

    @property
    def statement(self) -> Statement | None:
        """The statement that this is, or that it stands on first."""
        return self.voices[0] if self.voices else None

    @property
    def footing(self) -> Footing | None:
        """The ground of what may stand on the document's own word: an event, a tie, or a commitment without a
        statement; ``None`` of anything else.
        """
        found = self.finding
        if isinstance(found, Event | Tie):
            return found.footing
        if isinstance(found, Commitment) and found.statement is None:
            standing, zone = found.ground(None, self.record.zones)
            return Footing(standing, zone or ZoneKind.REPORT)
        return None

    @property
    def outlets(self) -> tuple[str, ...]:
        """What the outlet that carried it is called."""
        kept = self.record.kept
        known = (kept.source.name, *kept.source.also) if kept is not None and kept.source is not None else ()
        own = self.record.document.source
        return tuple(dict.fromkeys((*known, *((own,) if own else ()))))

    def in_role(self, role: str) -> tuple[Somebody, ...]:
        """Those who have this role in it."""
        return tuple(one for one in self.people if role in one.roles)

    def who(self, actor: str | None) -> Somebody | None:
        """Who an actor of the record (by its id there) is, if it is among the people."""
        return next((one for one in self.people if one.actor.id == actor), None)
