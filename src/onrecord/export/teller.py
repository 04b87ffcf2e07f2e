"""A document that is handed out, finding by finding: what entities, graphs and annotations are all made of.

Every form that is not a table tells a finding by the same ``Told``, so that none of them forgets on whose word it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..record import (
    Commitment,
    Event,
    JudgementKind,
    KeptFinding,
    Party,
    Polarity,
    Span,
    Standing,
    Statement,
    Taker,
    Tie,
)
from .deeds import event_line
from .forms import Item
from .handed import Handed
from .pledges import commitment_line, ground_of
from .standing_words import joined
from .telling import NOBODY, Line, Telling, Words, plain
from .tie_words import tie_line

Found = Statement | Event | Tie | Commitment
Times = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody who takes part in a finding, in a role: speaker, target, actor, recipient, a, b, doer, to ...

    ``id`` is the desk's actor (``a:...``), else the document's own (``d:..._a3``); ``None`` where nobody knows who the
    words stand for. ``name`` is the fullest name, else the words.
    """

    role: str
    id: str | None
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as it is handed out. ``id`` is what it is cited by, ``found`` the finding itself.

    ``by`` are the citable ids of the statements on whose word it stands, the innermost first, and ``on_word`` their
    speakers; a statement stands on its own speaker's word, and ``by`` are those that it is told inside of. ``chain`` is
    through whom and what it came, in words. ``line`` tells it whole, its standing first (before that, that it
    was rejected). ``start`` and ``end`` (ISO
    8601, both inclusive) are when it happened, held, was said or is due, as far as the text says. ``asked`` is false
    of what others only stand on.
    """

    id: str
    kind: str
    type: str
    standing: Standing
    polarity: Polarity
    by: tuple[str, ...]
    on_word: tuple[str, ...]
    chain: str
    zone: str
    spans: tuple[Span, ...]
    words: str
    line: str
    parts: tuple[Part, ...]
    start: str | None
    end: str | None
    found: Found
    kept: KeptFinding | None
    asked: bool = True

    @property
    def plain_fact(self) -> bool:
        """Whether the document itself reports it as done: nobody's mere word, no plan, nothing that only follows, and
        nothing that a person rejected.
        """
        derived = isinstance(self.found, Tie) and self.found.derived
        done = self.standing is Standing.REPORTED and self.polarity is Polarity.ACTUAL
        return done and not derived and not self.rejected

    @property
    def rejected(self) -> bool:
        """Whether somebody rejected it, and it was asked for all the same."""
        judged = None if self.kept is None else self.kept.judgement
        return judged is not None and judged.kind is JudgementKind.REJECT

    @property
    def state(self) -> str:
        """``rejected`` by somebody, else ``withdrawn``: its words were found to be gone from the source's own page."""
        if self.rejected:
            return "rejected"
        return "withdrawn" if self.kept is not None and self.kept.withdrawn else ""


@dataclass(frozen=True, slots=True)
class _Shape:
    """What differs between kinds of findings; ``ground`` is the statement it stands on, by its id in the record."""

    kind: str
    type: str
    standing: Standing
    polarity: Polarity
    ground: str | None
    zone: str
    spans: tuple[Span, ...]
    line: Line
    parts: tuple[Part, ...]
    times: Times


class Teller:
    """An item with its findings, in the order of the record: statements, events, ties, commitments."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.record = item.record
        self.document = item.record.document
        self.telling = Telling(item.record)
        self.handed = Handed(item)
        kept = item.record.kept
        self.outlet = None if kept is None else kept.source
        self.filed = self.document.snapshot.fetched if kept is None else kept.filed

    @property
    def outlet_name(self) -> str | None:
        """What the outlet is called; ``None`` where it is not known."""
        return self.document.source if self.outlet is None else self.outlet.name

    @property
    def grade(self) -> str | None:
        """The outlet's grade (Admiralty scale, a letter); ``None`` where the desk does not know the outlet."""
        return None if self.outlet is None else self.outlet.grade.reliability.value

    @property
    def family(self) -> str:
        """The same for all documents that carry this text: the first of their ids."""
        carriers = () if self.record.kept is None else self.record.kept.carriers
        return min((self.document.id, *(carrier.document for carrier in carriers)))

    def cited(self, local: str) -> str:
        """What a finding is cited by (its id in the record is ``local``)."""
        return self.handed.cited(local) or local

    def who(self, local: str | None) -> str | None:
        """The id of an actor of the record, as all forms call it."""
        if local is None or local not in self.handed.actors:
            return None
        entity = self.item.entities.get(local)
        return f"{self.document.id}_{local}" if entity is None else entity.id

    @cached_property
    def findings(self) -> tuple[Told, ...]:
        """All that is handed out, and what it stands on."""
        record = self.record
        return (
            *(self._told(found, self._statement(found)) for found in record.statements),
            *(self._told(found, self._event(found)) for found in record.events),
            *(self._told(found, self._tie(found)) for found in record.ties),
            *(self._told(found, self._commitment(found)) for found in record.commitments),
        )

    def _statement(self, stmt: Statement) -> _Shape:
        words = self.telling.words(stmt.speaker.spans)
        speaker = Part("speaker", self.who(stmt.speaker.actor), self._speaker(stmt), words)
        parties = (("target", stmt.target), ("addressee", stmt.addressee), ("medium", stmt.medium))
        parts = (speaker, *(part for role, party in parties for part in self._party(role, party)))
        return _Shape(
            "statement",
            stmt.act.value,
            stmt.standing,
            _polarity(stmt),
            stmt.id,
            stmt.zone.value,
            stmt.content or stmt.cue or stmt.speaker.spans,
            _statement_line(self.telling, stmt, parts),
            parts,
            self._time(stmt.when),
        )

    def _event(self, event: Event) -> _Shape:
        sides = (*(("actor", taker) for taker in event.actors), *(("recipient", taker) for taker in event.recipients))
        return _Shape(
            "event",
            event.type.value,
            event.footing.standing,
            event.polarity,
            event.footing.by,
            event.footing.zone.value,
            event.spans,
            event_line(self.telling, event),
            tuple(self._taker(role, taker) for role, taker in sides),
            self._time(event.when),
        )

    def _tie(self, tie: Tie) -> _Shape:
        return _Shape(
            "tie",
            tie.type.value,
            tie.footing.standing,
            tie.polarity,
            tie.footing.by,
            tie.footing.zone.value,
            tie.spans,
            tie_line(self.telling, tie),
            (self._taker("a", tie.a), self._taker("b", tie.b)),
            (tie.start, tie.end) if tie.start or tie.end else self._time(tie.when),
        )

    def _commitment(self, commitment: Commitment) -> _Shape:
        stmt = self.telling.statement(commitment.statement)
        standing, zone = ground_of(self.telling, commitment)
        told = Polarity.PLANNED if commitment.condition is None else Polarity.CONDITIONAL
        return _Shape(
            "commitment",
            commitment.kind.value,
            standing,
            # Of what a statement holds out that was said; what the document itself tells is only to come.
            told if commitment.statement is None else _polarity(stmt),
            commitment.statement,
            "" if zone is None else zone.value,
            (commitment.deed,),
            commitment_line(self.telling, commitment),
            (*self._party("doer", commitment.doer), *self._party("to", commitment.to)),
            self._time(commitment.due.time),
        )

    def _told(self, found: Found, shape: _Shape) -> Told:
        chain = self.handed.chain(shape.ground)
        above = chain[1:] if isinstance(found, Statement) else chain
        id_ = self.cited(found.id)
        kept = self.telling.kept.get(found.id)
        rejected = kept is not None and kept.judgement is not None and kept.judgement.kind is JudgementKind.REJECT
        return Told(
            id_,
            shape.kind,
            shape.type,
            shape.standing,
            shape.polarity,
            tuple(self.cited(stmt.id) for stmt in above),
            tuple(self._speaker(stmt) for stmt in chain),
            self.handed.passed_on(shape.ground) or "",
            shape.zone,
            shape.spans,
            self.telling.words(shape.spans),
            f"rejected: {plain(shape.line)}" if rejected else plain(shape.line),
            shape.parts,
            *shape.times,
            found,
            kept,
            self.item.findings is None or id_ in self.item.findings,
        )

    def _speaker(self, stmt: Statement) -> str:
        name = self.telling.speaker(stmt)
        return name.text if name else NOBODY

    def _party(self, role: str, party: Party | None) -> Iterable[Part]:
        name = self.telling.party(party)
        if party is not None:
            yield Part(role, self.who(party.actor), name.text if name else NOBODY, self.telling.words(party.spans))

    def _taker(self, role: str, taker: Taker) -> Part:
        words = taker.span.of(self.telling.text)
        actor = self.handed.actors.get(taker.actor or "")
        return Part(role, self.who(taker.actor), words if actor is None else actor.name, words)

    def _time(self, known: str | None) -> Times:
        time = self.telling.times.get(known or "")
        return (None, None) if time is None else (time.start, time.end)


def _polarity(stmt: Statement | None) -> Polarity:
    """Whether a statement was said, and with it what it commits to."""
    return Polarity.NEGATED if stmt is not None and stmt.negated else Polarity.ACTUAL


def _statement_line(telling: Telling, stmt: Statement, parts: Sequence[Part]) -> Line:
    """``attributed: X – accuse → Y: “...” · on the word of X``."""
    said = f" – {'NOT SAID: ' if stmt.negated else ''}{stmt.act.value}"
    target = [part.name for part in parts if part.role == "target"]
    to: Line = (" → ", Words(target[0])) if target else ()
    head: Line = (f"{stmt.standing.value}: ", Words(parts[0].name), said, *to)
    return joined(((*head, ": “", Words(telling.words(stmt.content)), "”"), telling.word(stmt, guesses=True)))
