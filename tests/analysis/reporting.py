"""Short reports of our own with the findings that a perfect reading would give, filed, linked and indexed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import sqlalchemy as sa

from onrecord.desk.linking import link_reading
from onrecord.gazetteer import Gazetteer
from onrecord.record import (
    Actor,
    ActorKind,
    Commitment,
    CommitmentKind,
    Event,
    EventType,
    Footing,
    Form,
    Granularity,
    Mention,
    MentionForm,
    Party,
    Polarity,
    Precision,
    Record,
    Role,
    Source,
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
    ZoneKind,
)
from onrecord.store import indexing, outlets, tables
from onrecord.store.filing import Met, file
from onrecord.store.opening import Store

from ..store.records import make_filing, make_record

REPORTED = Footing(Standing.REPORTED, ZoneKind.REPORT)


@dataclass(slots=True)
class Report:
    """A text in the making; each sentence is added with its finding."""

    text: str = ""
    actors: dict[str, Actor] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    times: list[TimeRef] = field(default_factory=list)

    def say(self, words: str) -> Span:
        """Adds words; where they stand."""
        self.text += words
        return Span(len(self.text) - len(words), len(self.text))

    def name(self, name: str, kind: ActorKind = ActorKind.PERSON, link: str | None = None) -> tuple[Span, str]:
        """Adds a name; where it stands, and its actor's id."""
        span = self.say(name)
        mention = Mention(span, MentionForm.NAME, 0.9)
        known = self.actors.get(name)
        id_ = known.id if known else f"a{len(self.actors)}"
        mentions = (*known.mentions, mention) if known else (mention,)
        self.actors[name] = Actor(
            id_, name, kind, mentions, link=link or (known.link if known else None), confidence=0.8
        )
        return span, id_

    def day(self, day: str) -> str:
        """Adds a date; the id of its time."""
        id_ = f"t{len(self.times)}"
        span = self.say(day)
        self.times.append(TimeRef(id_, span, TimeKind.POINT, Granularity.DAY, 0.9, value=day, start=day, end=day))
        return id_

    def said(
        self,
        who: str,
        words: str,
        act: SpeechAct = SpeechAct.ASSERT,
        about: str | None = None,
        within: str | None = None,
    ) -> str:
        """``WHO said ABOUT WORDS.``; the statement's id."""
        speaker, actor = self.name(who)
        self.say(" ")
        cue = self.say("said")
        self.say(" ")
        target = None
        start = len(self.text)
        if about is not None:
            span, other = self.name(about)
            target = Party((span,), other)
            self.say(" ")
        self.say(words)
        id_ = f"s{len(self.statements)}"
        self.statements.append(
            Statement(
                id=id_,
                speaker=Speaker((speaker,), actor, who, confidence=0.9),
                cue=(cue,),
                content=(Span(start, len(self.text)),),
                form=Form.INDIRECT,
                act=act,
                act_confidence=0.9,
                strength=2,
                zone=ZoneKind.REPORT,
                confidence=0.8,
                made_by="told/1",
                target=target,
                within=within,
            )
        )
        self.say(". ")
        return id_

    def did(
        self,
        who: str,
        verb: str,
        whom: str,
        type_: EventType = EventType.ASSAULT,
        *,
        by: str | None = None,
        polarity: Polarity = Polarity.ACTUAL,
        on: str | None = None,
    ) -> None:
        """``WHO VERB WHOM on DAY.``"""
        one, actor = self.name(who)
        self.say(" ")
        start = len(self.text)
        self.say(f"{verb} ")
        other, recipient = self.name(whom)
        words = Span(start, len(self.text))
        when = None
        if on is not None:
            self.say(" on ")
            when = self.day(on)
        self.events.append(
            Event(
                id=f"e{len(self.events)}",
                type=type_,
                codebook="PLOVER 0.8",
                footing=REPORTED if by is None else Footing(Standing.ATTRIBUTED, ZoneKind.REPORT, by),
                polarity=polarity,
                spans=(words,),
                confidence=0.7,
                made_by="told/1",
                actors=(Taker(one, actor),),
                recipients=(Taker(other, recipient),),
                when=when,
            )
        )
        self.say(". ")

    def tied(
        self,
        who: str,
        type_: TieType,
        body: str,
        *,
        start: str | None = None,
        end: str | None = None,
        polarity: Polarity = Polarity.ACTUAL,
        by: str | None = None,
        basis: tuple[str, ...] = (),
    ) -> str:
        """``WHO TYPE BODY.``; the tie's id."""
        one, a = self.name(who)
        self.say(" ")
        words = self.say(type_.value)
        self.say(" ")
        other, b = self.name(body, ActorKind.GROUP)
        id_ = f"r{len(self.ties)}"
        footing = REPORTED if by is None else Footing(Standing.ATTRIBUTED, ZoneKind.REPORT, by)
        self.ties.append(
            Tie(
                id_,
                type_,
                Taker(one, a),
                Taker(other, b),
                footing,
                polarity,
                (words,),
                0.8,
                "told/1",
                start=start,
                end=end,
                derived=bool(basis),
                basis=basis,
            )
        )
        self.say(". ")
        return id_

    def holds(self, who: str, title: str, body: str, before: str = "The ") -> None:
        """``The TITLE of BODY, WHO, was there.``"""
        self.say(before)
        span = self.say(title)
        self.say(" of ")
        _, b = self.name(body, ActorKind.STATE)
        self.say(", ")
        self.name(who)
        actor = self.actors[who]
        self.actors[who] = replace(actor, roles=(*actor.roles, Role(span, title, b)))
        self.say(", was there. ")

    def promised(self, who: str, deed: str, statement: str, kind: CommitmentKind = CommitmentKind.PROMISE) -> None:
        """``WHO will DEED.``, on the word of a statement."""
        doer, actor = self.name(who)
        self.say(" will ")
        span = self.say(deed)
        id_ = f"c{len(self.commitments)}"
        self.commitments.append(Commitment(id_, kind, statement, span, 2, 0.7, "told/1", doer=Party((doer,), actor)))
        self.say(". ")

    def record(self, day: str | None = "2031-05-03", source: str | None = "Harbour Gazette") -> Record:
        """The record, published on a day."""
        facts: dict[str, object] = {"source": source, "published": day}
        if day is not None:
            facts["published_precision"] = Precision.DAY
        made = make_record(self.text.strip() + "\n", **facts)  # type: ignore[arg-type]
        return replace(
            made,
            actors=tuple(self.actors.values()),
            statements=tuple(self.statements),
            events=tuple(self.events),
            ties=tuple(self.ties),
            commitments=tuple(self.commitments),
            times=tuple(self.times),
        )


def settle(store: Store, gazetteer: Gazetteer, *records: Record, **more: object) -> list[int]:
    """Files, links and indexes; the documents' numbers."""
    numbers = []
    for record in records:
        store.archive.put(record.document.text.encode())
        with store.writing() as at:
            source = None
            if record.document.source is not None:
                name = record.document.source
                source = outlets.source_for(store, at, (f"name:{name.casefold()}",), Source("", name))
            filing = make_filing(record, **more)
            document = file(store, at, replace(filing, met=Met("-", source=source)))
            which = sa.select(tables.reading.c.no).where(tables.reading.c.document == document)
            reading = at.execute(which).scalar_one()
            link_reading(store, at, gazetteer, document, reading, record)
            indexing.index_readings(store, at, [reading], {reading: record})
            indexing.set_settled(at, reading)
        numbers.append(document)
    return numbers


def number_of(store: Store, name: str) -> int:
    """The number of the entity of this name."""
    with store.reading() as at:
        return int(at.execute(sa.select(tables.entity.c.no).where(tables.entity.c.name == name)).scalar_one())
