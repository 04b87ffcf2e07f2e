"""An Item with what its rows need at hand: who somebody is on the desk, on whose word, when, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..record import (
    Actor,
    Commitment,
    Entity,
    Event,
    Judgement,
    JudgementKind,
    KeptFinding,
    Party,
    Place,
    Span,
    Standing,
    Statement,
    Taker,
    Tie,
    TimeRef,
    ZoneKind,
)
from .forms import Item
from .sentence import sentence_of
from .telling import GAP, NOBODY

Found = TypeVar("Found", Statement, Event, Tie, Commitment)
JUDGED = {JudgementKind.ACCEPT: "accepted", JudgementKind.EDIT: "edited", JudgementKind.REJECT: "rejected"}


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who takes part: the name (the desk's, else the document's, else the words), the desk's id, the known actor's
    link, the words that stand there, and the actor and entity behind it.
    """

    name: str | None = None
    id: str | None = None
    link: str | None = None
    words: str | None = None
    actor: Actor | None = None
    entity: Entity | None = None

    @property
    def countries(self) -> tuple[str, ...]:
        """ISO 3166 alpha-2 codes."""
        if self.entity is not None and self.entity.countries:
            return self.entity.countries
        return self.actor.countries if self.actor is not None else ()


NONE = Somebody()


class Handed:
    """One Item, ready to be told in rows."""

    def __init__(self, item: Item) -> None:
        record = item.record
        self.item = item
        self.record = record
        self.text = record.document.text
        self.actors = {actor.id: actor for actor in record.actors}
        self.by_id = {stmt.id: stmt for stmt in record.statements}
        self.times = {time.id: time for time in record.times}
        self.places: dict[str, Place] = {place.id: place for place in record.places}
        self.kept: dict[str, KeptFinding] = (
            {found.local: found for found in record.kept.findings} if record.kept is not None else {}
        )

    def asked(self, findings: Iterable[Found]) -> Iterator[Found]:
        """Those of the findings that are handed out, and not only kept because others stand on them."""
        ids = self.item.findings
        for found in findings:
            if ids is None or self.cited(found.id) in ids:
                yield found

    def cited(self, local: str | None) -> str | None:
        """The id by which a finding is cited; outside a desk the document's id and the record's own."""
        if local is None:
            return None
        kept = self.kept.get(local)
        return kept.id if kept is not None else f"{self.record.document.id}_{local}"

    def words(self, spans: Iterable[Span]) -> str | None:
        """The text's own words, pieces joined by an ellipsis; ``None`` where there are none."""
        return GAP.join([self.text[span.start : span.end] for span in spans]) or None

    def sentence(self, span: Span) -> str:
        """The text's own words around others, as far as their sentence goes."""
        return sentence_of(self.text, span).of(self.text)

    def who(self, local: str | None, spans: Sequence[Span], called: str | None = None) -> Somebody:
        """Who is meant by an actor's id, or only named by words."""
        words = self.words(spans)
        actor, entity = self.actors.get(local or ""), self.item.entities.get(local or "")
        name = entity.name if entity is not None else actor.name if actor is not None else called or words
        link = entity.link if entity is not None and entity.link else actor.link if actor is not None else None
        return Somebody(name, entity.id if entity is not None else None, link, words, actor, entity)

    def taker(self, one: Taker) -> Somebody:
        return self.who(one.actor, (one.span,))

    def party(self, one: Party | None) -> Somebody:
        return NONE if one is None else self.who(one.actor, one.spans)

    def speaker(self, stmt: Statement) -> Somebody:
        return self.who(stmt.speaker.actor, stmt.speaker.spans, stmt.speaker.name)

    def chain(self, local: str | None) -> list[Statement]:
        """The statement on whose word something stands and those that it is told inside of, the innermost first."""
        found: list[Statement] = []
        while local is not None and (stmt := self.by_id.get(local)) is not None and stmt not in found:
            found.append(stmt)
            local = stmt.within
        return found

    def word(self, local: str | None) -> tuple[list[str], list[str | None]]:
        """On whose word, the innermost first: names, and the desk's ids."""
        voices = [self.speaker(stmt) for stmt in self.chain(local)]
        return [voice.name or NOBODY for voice in voices], [voice.id for voice in voices]

    def passed_on(self, local: str | None) -> str | None:
        """The chain of hearsay in one line: who said it, through what, who told of it, the outlet; as "A < B < C"."""
        links: list[str] = []
        for stmt in self.chain(local):
            links.append(self.speaker(stmt).name or NOBODY)
            if (medium := self.party(stmt.medium).name) is not None:
                links.append(medium)
        if not links:
            return None
        if self.record.document.source:
            links.append(self.record.document.source)
        return " < ".join(" ".join(link.replace("<", "‹").split()) for link in links)

    def ground(self, commitment: Commitment) -> tuple[Standing, ZoneKind | None]:
        """On whose word a commitment stands, and in which voice of the text."""
        return commitment.ground(self.by_id.get(commitment.statement or ""), self.record.zones)

    def time(self, local: str | None) -> TimeRef | None:
        return self.times.get(local or "")

    def state(self, local: str) -> tuple[str | None, Judgement | None, str | None, str | None]:
        """What became of a finding: accepted, edited, rejected; by which judgement; since when withdrawn, and why."""
        kept = self.kept.get(local)
        if kept is None:
            return None, None, None, None
        judged = kept.judgement
        return (JUDGED.get(judged.kind) if judged else None), judged, kept.withdrawn, kept.why
