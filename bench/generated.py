"""Documents of an invented region with the records that a perfect reading would give, out of a seeded grammar.

Nothing is read: each sentence is put together with its findings, so that every span is where it says. A document has
about 300 words, ten statements, four events, three ties, three commitments, eight actors, and its places and times. One
in fifty is another one's text with a line of its own at the end.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.record import (
    Actor,
    ActorKind,
    Anchor,
    AnchorKind,
    Commitment,
    CommitmentKind,
    Document,
    Event,
    EventType,
    Footing,
    Form,
    Granularity,
    Mention,
    MentionForm,
    Party,
    Place,
    Polarity,
    Precision,
    Record,
    Snapshot,
    Span,
    Speaker,
    SpeechAct,
    Standing,
    Statement,
    Taker,
    Tie,
    TieType,
    TimeKind,
    TimeRef,
    Zone,
    ZoneKind,
)

from .wire_copy import Writer

#: One document in so many is a copy of one of the last hundred.
_COPIED = 50
_STATEMENTS, _EVENTS, _TIES, _COMMITMENTS = 10, 4, 3, 3
_ACTS = (SpeechAct.ASSERT, SpeechAct.ACCUSE, SpeechAct.DENY, SpeechAct.WARN, SpeechAct.ANNOUNCE, SpeechAct.ASSESS)
_DEEDS = (EventType.CONSULT, EventType.AID, EventType.SANCTION, EventType.PROTEST, EventType.COERCE, EventType.ASSAULT)
_OFFICES = (TieType.SPOKESPERSON_OF, TieType.LEADS, TieType.MEMBER_OF)
_KINDS = (CommitmentKind.PROMISE, CommitmentKind.THREAT, CommitmentKind.DEMAND)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_MADE_BY = "generated 1"
_REPORTED = Footing(Standing.REPORTED, ZoneKind.REPORT)


@dataclass(frozen=True, slots=True)
class Generated:
    """A document with its record, the bytes that it would have been read from, and its place on the network."""

    record: Record
    data: bytes
    address: str


def documents(count: int, seed: int) -> Iterator[Generated]:
    """So many documents, one after another; the same seed gives the same."""
    writer = Writer(random.Random(seed))
    recent: list[_Page] = []
    for number in range(count):
        if recent and writer.rng.randrange(_COPIED) == 0:
            page = writer.rng.choice(recent).carried(writer)
        else:
            page = _Page(writer)
            page.write()
            recent.append(page)
            del recent[:-100]
        yield page.done(number)


@dataclass(slots=True)
class _Page:
    """A text in the making, with what is found in it. ``at`` is where the next words will stand."""

    writer: Writer
    headline: str = ""
    parts: list[str] = field(default_factory=list)
    at: int = 0
    mentions: dict[str, list[Span]] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    times: list[TimeRef] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def write(self) -> None:
        """Headline, dateline, and the findings' sentences in an order of chance."""
        about = self.writer.event()
        people = [name for name, _ in about.people]
        bodies = [*about.bodies, f"{about.place} salvage company"]
        self.headline = self.writer.headline(about)
        self.say(f"{self.headline}\n\n")
        self.place(about.place)
        self.say(", ")
        self.time(f"May {self.writer.rng.randint(1, 28)}")
        self.say(" - ")
        kinds = "s" * (_STATEMENTS - _COMMITMENTS) + "c" * _COMMITMENTS + "e" * _EVENTS + "t" * _TIES
        for number, kind in enumerate(self.writer.rng.sample(kinds, len(kinds))):
            if kind in "sc":
                self.statement(people, bodies, promised=kind == "c")
            elif kind == "e":
                self.event(bodies, about.place)
            else:
                self.tie(people, bodies)
            self.say("\n\n" if number % 3 == 2 else " ")

    def say(self, words: str) -> Span:
        """Adds words; where they stand."""
        self.parts.append(words)
        self.at += len(words)
        return Span(self.at - len(words), self.at)

    def name(self, name: str) -> tuple[Span, str]:
        """Adds a name; where it stands, and the id of the actor that it names."""
        span = self.say(name)
        self.mentions.setdefault(name, []).append(span)
        return span, f"a{list(self.mentions).index(name)}"

    def time(self, words: str) -> str:
        span, id_ = self.say(words), f"t{len(self.times)}"
        day = f"2031-05-{self.writer.rng.randint(1, 28):02}"
        anchor = Anchor(AnchorKind.PUBLISHED, "2031-05-29")
        made = TimeRef(id_, span, TimeKind.POINT, Granularity.DAY, 0.9, day, day, day, day, None, anchor, "", _MADE_BY)
        self.times.append(made)
        return id_

    def place(self, name: str) -> str:
        span, id_ = self.say(name), f"p{len(self.places)}"
        self.places.append(Place(id_, span, name, 0.5, "no pack knows it", made_by=_MADE_BY))
        return id_

    def statement(self, people: list[str], bodies: list[str], *, promised: bool) -> None:
        rng, id_ = self.writer.rng, f"s{len(self.statements)}"
        name = rng.choice(people)
        speaker, actor = self.name(name)
        self.say(" ")
        cue = self.say(rng.choice(("said", "told the", "wrote to the")))
        addressee = None
        if cue.end - cue.start > 4:
            self.say(" ")
            span, to = self.name(rng.choice(bodies))
            addressee = Party((span,), to)
        self.say(" that ")
        start = self.at
        if promised:
            self.promise(id_, bodies)
        else:
            self.say(self.writer.clause())
        content = Span(start, self.at)
        self.say(".")
        act = SpeechAct.PROMISE if promised else rng.choice(_ACTS)
        said_by = Speaker((speaker,), actor, name, confidence=0.9)
        made = Statement(
            id_,
            said_by,
            (cue,),
            (content,),
            Form.INDIRECT,
            act,
            0.8,
            2,
            ZoneKind.REPORT,
            0.9,
            _MADE_BY,
            False,
            addressee,
        )
        self.statements.append(made)

    def promise(self, statement: str, bodies: list[str]) -> None:
        rng = self.writer.rng
        self.say("the ")
        doer, actor = self.name(rng.choice(bodies))
        self.say(" will ")
        deed = self.say(f"{rng.choice(('repair', 'close', 'defend', 'fund'))} {self.writer.thing()}")
        id_ = f"c{len(self.commitments)}"
        made = Commitment(id_, rng.choice(_KINDS), statement, deed, 2, 0.7, _MADE_BY, Party((doer,), actor))
        self.commitments.append(made)

    def event(self, bodies: list[str], place: str) -> None:
        rng, start = self.writer.rng, self.at
        self.say("The ")
        one, actor = self.name(rng.choice(bodies))
        self.say(f" {rng.choice(('met', 'fined', 'helped', 'blocked'))} the ")
        other, recipient = self.name(rng.choice(bodies))
        self.say(f" over {self.writer.thing()} in ")
        where = self.place(place)
        self.say(" on ")
        when = self.time(rng.choice(_DAYS))
        words = Span(start, self.at)
        self.say(".")
        made = Event(
            id=f"e{len(self.events)}",
            type=rng.choice(_DEEDS),
            codebook="PLOVER 0.8",
            footing=_REPORTED,
            polarity=Polarity.ACTUAL,
            spans=(words,),
            confidence=0.8,
            made_by=_MADE_BY,
            actors=(Taker(one, actor),),
            recipients=(Taker(other, recipient),),
            when=when,
            place=where,
            intensity=-2.0,
            quad=3,
            why="a line of the codebook",
        )
        self.events.append(made)

    def tie(self, people: list[str], bodies: list[str]) -> None:
        rng, start = self.writer.rng, self.at
        person, a = self.name(rng.choice(people))
        self.say(f" has been {rng.choice(('secretary', 'spokesman', 'treasurer'))} of the ")
        body, b = self.name(rng.choice(bodies))
        self.say(f" since {self.writer.thing()}")
        words, id_ = Span(start, self.at), f"t{len(self.ties)}"
        self.say(".")
        ends = Taker(person, a), Taker(body, b)
        made = Tie(id_, rng.choice(_OFFICES), *ends, _REPORTED, Polarity.ACTUAL, (words,), 0.7, _MADE_BY)
        self.ties.append(made)

    def carried(self, writer: Writer) -> _Page:
        """The same text with a line of its own at the end: all that was found in it stands where it stood."""
        copy = _Page(writer, self.headline, [*self.parts], self.at, *(getattr(self, name) for name in _FOUND))
        copy.say(f"\n\n{writer.standing()}\n")
        return copy

    def done(self, number: int) -> Generated:
        """The document with its record."""
        text = "".join(self.parts)
        data = text.encode()
        sha256 = hashlib.sha256(data).hexdigest()
        address = f"https://paper{number % 40}.example.org/{number}"
        snapshot = Snapshot(
            sha256, "text/plain; charset=utf-8", len(data), "2031-05-29T10:00:00Z", address, 200, address
        )
        id_ = "d:" + hashlib.sha256(f"{sha256}\n{text}".encode()).hexdigest()[:16]
        published = f"2031-05-{number % 28 + 1:02}"
        document = Document(
            id_, text, snapshot, self.headline, None, f"Paper {number % 40}", address, published, Precision.DAY, "en"
        )
        zones = (
            Zone(ZoneKind.HEADLINE, Span(0, len(self.headline))),
            Zone(ZoneKind.REPORT, Span(len(self.headline) + 2, len(text))),
        )
        record = Record(
            document=document,
            engine="0.0.0",
            model="generated 1",
            zones=zones,
            actors=self.actors(),
            statements=tuple(self.statements),
            times=tuple(self.times),
            places=tuple(self.places),
            knowledge=("world/1", "places/1"),
            events=tuple(self.events),
            ties=tuple(self.ties),
            commitments=tuple(self.commitments),
        )
        return Generated(record, data, address)

    def actors(self) -> tuple[Actor, ...]:
        made = []
        for number, (name, spans) in enumerate(self.mentions.items()):
            kind = ActorKind.PERSON if len(name.split()) == 2 else ActorKind.ORGANISATION
            mentions = tuple(Mention(span, MentionForm.NAME, 0.9) for span in spans)
            made.append(Actor(f"a{number}", name, kind, mentions, confidence=0.5, why="no pack knows it"))
        return tuple(made)


_FOUND = ("mentions", "statements", "events", "ties", "commitments", "times", "places")
