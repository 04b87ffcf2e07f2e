"""A seeded world of promises, demands and threats with what became of them, as documents with perfect records.

Nothing is read: sentences are put together with their findings. Outcomes are worded otherwise than what they are the
outcome of: a deed has two lists of wordings, one to promise it in and one to tell of it in, and shares with itself only
the names of its place and its thing. Beside them stand what is easily taken for them: other deeds of the same actors,
the same deed of other actors at another place, the promise told again, and carriers of the promise's text.

Deeds come in two halves. Weights of the ledger were chosen on the half ``DEV``; figures are of the half ``HELD``.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from onrecord.record import (
    Actor,
    ActorKind,
    Anchor,
    AnchorKind,
    Commitment,
    CommitmentKind,
    Document,
    Due,
    DueKind,
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
    Snapshot,
    Span,
    Speaker,
    SpeechAct,
    Standing,
    Statement,
    Taker,
    TimeKind,
    TimeRef,
    Zone,
    ZoneKind,
)

from .generated import Generated
from .wire_copy import Writer

_MADE_BY = "generated 1"
_REPORTED = Footing(Standing.REPORTED, ZoneKind.REPORT)
_FIRST, _DAYS = date(2029, 1, 1), 800
_ACTS = {"promise": SpeechAct.PROMISE, "demand": SpeechAct.DEMAND, "threat": SpeechAct.THREATEN}
_CUES = {
    "promise": ("promised", "pledged", "vowed"),
    "demand": ("demanded", "insisted"),
    "threat": ("threatened", "swore"),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed: the kinds in which it is held out, its type, and its wordings. ``{p}`` is a place, ``{t}`` a thing of it.

    ``told`` are clauses in the past with the doer before them, ``refusal`` is what somebody says who will not do it.
    """

    kinds: tuple[str, ...]
    type: EventType
    promised: tuple[str, ...]
    told: tuple[str, ...]
    refusal: str


_PD, _T = ("promise", "demand"), ("threat",)
DEV = (
    Deed(
        _PD,
        EventType.RETREAT,
        ("open the road to {p}", "let traffic through to {p}"),
        ("took the barriers off the {p} highway", "waved the first lorries past the {p} roadblock"),
        "keep the {p} barriers where they are",
    ),
    Deed(
        _PD,
        EventType.AID,
        ("send flour and medicine to {p}", "feed the families of {p}"),
        ("trucked sacks of grain into {p}", "handed out food parcels in {p}"),
        "spare no grain for {p}",
    ),
    Deed(
        _PD,
        EventType.RETREAT,
        ("release the crew of the {t}", "free the sailors of the {t}"),
        ("let the {t} seamen go home", "put the fishermen of the {t} on a bus to their families"),
        "hold the {t} seamen until they are tried",
    ),
    Deed(
        _PD,
        EventType.RETREAT,
        ("withdraw its troops from {p}", "pull its soldiers out of {p}"),
        ("evacuated the {p} garrison", "drove the last armoured column out of the {p} barracks"),
        "keep the {p} garrison at full strength",
    ),
    Deed(
        _PD,
        EventType.AID,
        ("repair the bridge at {p}", "rebuild the {p} crossing"),
        ("finished the new span over the river at {p}", "reopened the mended {p} viaduct"),
        "spend nothing on the {p} viaduct",
    ),
    Deed(
        _PD,
        EventType.CONCEDE,
        ("lift the ban on the {t}", "allow the {t} again"),
        ("ended the prohibition of the {t}", "put the {t} back on the list of what is permitted"),
        "leave the {t} prohibited",
    ),
    Deed(
        _T,
        EventType.ASSAULT,
        ("shell the garrison at {p}", "strike the barracks of {p}"),
        ("fired mortars at the {p} base", "rained rockets on the {p} camp"),
        "spare the {p} base",
    ),
    Deed(
        _T,
        EventType.COERCE,
        ("close the strait at {p}", "blockade the port of {p}"),
        ("laid a chain of boats across the {p} channel", "stopped every ship outside {p} harbour"),
        "leave the {p} channel free",
    ),
    Deed(
        _T,
        EventType.SANCTION,
        ("expel the ambassador over the {t}", "send the envoy home because of the {t}"),
        ("gave the diplomat two days to pack after the {t} affair", "declared the {t} envoy unwelcome"),
        "keep ties in spite of the {t}",
    ),
)
HELD = (
    Deed(_PD, EventType.RETREAT, ("hand over the guns of the {t}", "give up the weapons from the {t}"),
         ("delivered crates of rifles from the {t} to the army", "surrendered the {t} arsenal"),
         "surrender no rifle of the {t}"),
    Deed(_PD, EventType.CONSULT, ("meet the delegation in {p}", "hold talks in {p}"),
         ("sat down with negotiators at a {p} hotel", "received the envoys in {p}"), "sit at no table in {p}"),
    Deed(_PD, EventType.AID, ("pay for the hospital in {p}", "fund the clinic at {p}"),
         ("transferred the money for the {p} ward", "signed the cheque for the doctors of {p}"),
         "send no money to the {p} ward"),
    Deed(_PD, EventType.RETREAT, ("halt the patrols off {p}", "stop its boats from searching ships near {p}"),
         ("called the cutters back from {p} waters", "ended inspections at sea off {p}"),
         "go on with inspections off {p}"),
    Deed(_PD, EventType.CONCEDE, ("release the papers on the {t}", "publish the report on the {t}"),
         ("put the {t} documents on its website", "made the {t} file public"), "keep the {t} file sealed"),
    Deed(_PD, EventType.AID, ("restore the water supply of {p}", "bring power back to {p}"),
         ("reconnected the {p} pumping station", "switched the lights on again in {p}"), "leave {p} in the dark"),
    Deed(_T, EventType.ASSAULT, ("attack the convoys on the {p} road", "ambush the trucks near {p}"),
         ("shot at a column of lorries outside {p}", "blew up two vehicles on the way to {p}"),
         "let lorries pass {p}"),
    Deed(_T, EventType.COERCE, ("arrest the leaders of the {t}", "jail the organisers of the {t}"),
         ("took the heads of the {t} into custody", "locked up four men behind the {t}"),
         "leave the men of the {t} alone"),
    Deed(_T, EventType.SANCTION, ("freeze the accounts of the {t}", "cut off trade over the {t}"),
         ("blocked the bank deposits tied to the {t}", "stopped all imports from the {t} company"),
         "go on trading with the {t}"),
)  # fmt: skip


@dataclass(slots=True)
class Planted:
    """What was planted: the id of the document that holds it out, of those that show its outcome, and what that is."""

    kind: str
    promise: str
    deed: str
    doer: str
    other: str
    outcome: str | None = None
    outcomes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Rated:
    """A pair with threats of one type: of ``number`` so many were planted to be followed within 30, 60 and 90 days."""

    doer: str
    other: str
    number: int
    followed: tuple[int, int, int]


@dataclass(slots=True)
class World:
    """The documents in the order of their days, and what was planted in them."""

    documents: list[Generated]
    planted: list[Planted]
    rated: list[Rated]


def world(count: int, followed: int, seed: int, deeds: Sequence[Deed] = HELD) -> World:
    """A world with so many statements, of whose commitments so many have an outcome."""
    made = _World(random.Random(seed), deeds)
    made.plant(followed)
    made.rate()
    made.fill(count)
    made.pages.sort(key=lambda page: (page.day, page.number))
    return World([page.done() for page in made.pages], made.planted, made.rated)


class _World:
    def __init__(self, rng: random.Random, deeds: Sequence[Deed]) -> None:
        self.rng, self.deeds, self.writer = rng, deeds, Writer(rng)
        self.bodies = [self._body(n) for n in range(60)]
        self.places = sorted({self._word(3) for _ in range(160)})
        self.things = sorted(
            {f"{self._word(2)} {rng.choice(('affair', 'fleet', 'march', 'works', 'union'))}" for _ in range(160)}
        )
        self.pages: list[_Page] = []
        self.planted: list[Planted] = []
        self.rated: list[Rated] = []

    def _word(self, syllables: int) -> str:
        return "".join(self.rng.choice("bdfghklmnprstvz") + self.rng.choice("aeiou") for _ in range(syllables)).title()

    def _body(self, number: int) -> str:
        kinds = ("Guard", "Council", "Front", "Ministry", "League")
        return f"{self._word(3)} {self._word(2)} {kinds[number % len(kinds)]}"

    def page(self, day: date) -> _Page:
        made = _Page(self.writer, len(self.pages), day.isoformat())
        self.pages.append(made)
        return made

    def plant(self, followed: int) -> None:
        """So many commitments with an outcome, half as many without, and what may be taken for outcomes."""
        for number in range(followed + followed // 2):
            deed = self.rng.choice(self.deeds)
            doer, other = self.rng.sample(self.bodies, 2)
            place, thing = self.rng.choice(self.places), self.rng.choice(self.things)
            kind = self.rng.choice(deed.kinds)
            day = _FIRST + timedelta(days=self.rng.randrange(_DAYS - 120))
            page = self.page(day)
            words = self.rng.choice(deed.promised).format(p=place, t=thing)
            due = day + timedelta(days=self.rng.randrange(10, 60)) if self.rng.random() < 0.5 else None
            self.filler(page, 2)
            page.commitment(kind, doer, other, words, due)
            self.filler(page, 2)
            planted = Planted(kind, page.id, words, doer, other)
            self.planted.append(planted)
            if self.rng.random() < 0.2:
                self.pages.append(page.carried(len(self.pages), day + timedelta(days=1)))
            if number < followed:
                self.outcome(planted, deed, place, thing, day)
            self.distract(planted, deed, place, thing, day)

    def outcome(self, planted: Planted, deed: Deed, place: str, thing: str, day: date) -> None:
        page = self.page(day + timedelta(days=self.rng.randrange(3, 75)))
        self.filler(page, 2)
        told = self.rng.choice(deed.told).format(p=place, t=thing)
        chance = self.rng.random()
        if planted.kind == "demand" and chance < 0.35:
            planted.outcome = "refused"
            page.statement(
                planted.doer,
                "refused to",
                SpeechAct.REJECT,
                self.rng.choice(deed.told).format(p=place, t=thing)
                if chance < 0.1
                else deed.refusal.format(p=place, t=thing),
            )
        elif chance < 0.65:
            planted.outcome = "carried out"
            page.event(planted.doer, planted.other if self.rng.random() < 0.6 else None, deed.type, told)
        elif chance < 0.85:
            planted.outcome = "carried out"
            page.statement(planted.doer, "said that it had", SpeechAct.ANNOUNCE, _participle(told))
        else:
            planted.outcome = "carried out"
            third = self.rng.choice(self.bodies)
            page.statement(third, f"said that the {planted.doer}", SpeechAct.ASSERT, told)
        planted.outcomes.append(page.id)
        self.filler(page, 2)

    def distract(self, planted: Planted, deed: Deed, place: str, thing: str, day: date) -> None:
        """The same actors' other deeds, others' same deed, and the promise told again."""
        later = day + timedelta(days=self.rng.randrange(2, 80))
        page = self.page(later)
        self.filler(page, 1)
        another = self.rng.choice([one for one in self.deeds if one is not deed])
        elsewhere, something = self.rng.choice(self.places), self.rng.choice(self.things)
        page.event(
            planted.doer, planted.other, another.type, self.rng.choice(another.told).format(p=elsewhere, t=something)
        )
        self.filler(page, 1)
        page = self.page(later + timedelta(days=3))
        self.filler(page, 1)
        somebody = self.rng.choice([one for one in self.bodies if one != planted.doer])
        page.event(somebody, None, deed.type, self.rng.choice(deed.told).format(p=elsewhere, t=something))
        self.filler(page, 1)
        if self.rng.random() < 0.4:
            page = self.page(later + timedelta(days=1))
            self.filler(page, 1)
            page.statement(
                planted.doer if planted.kind != "demand" else planted.other,
                "repeated that it would" if planted.kind != "demand" else "repeated its call to",
                _ACTS[planted.kind],
                planted.deed,
            )

    def rate(self) -> None:
        """Five pairs whose threats are followed more or less often, and who do such things anyway."""
        threats = [deed for deed in self.deeds if deed.kinds == _T]
        for number in range(5):
            deed = threats[number % len(threats)]
            doer, other = f"{self._word(3)} Rated Brigade", f"{self._word(3)} Rated Republic"
            chance = (0.15, 0.35, 0.5, 0.65, 0.85)[number]
            days = sorted(self.rng.sample(range(0, _DAYS - 120, 4), 40))
            acts = set(self.rng.sample(range(_DAYS), 6))
            for day in days:
                page = self.page(_FIRST + timedelta(days=day))
                place = self.rng.choice(self.places)
                page.commitment(
                    "threat",
                    doer,
                    other,
                    self.rng.choice(deed.promised).format(p=place, t=self.rng.choice(self.things)),
                    None,
                )
                self.filler(page, 2)
                if self.rng.random() < chance / 6:
                    acts.add(day + self.rng.randrange(3, 90))
            for day in sorted(acts):
                page = self.page(_FIRST + timedelta(days=day))
                page.event(
                    doer,
                    other,
                    deed.type,
                    self.rng.choice(deed.told).format(p=self.rng.choice(self.places), t=self.rng.choice(self.things)),
                )
                self.filler(page, 2)
            followed = tuple(
                sum(any(day < act <= day + length for act in acts) for day in days) for length in (30, 60, 90)
            )
            self.rated.append(Rated(doer, other, len(days), (followed[0], followed[1], followed[2])))

    def filler(self, page: _Page, count: int) -> None:
        """Statements of the same actors on something else."""
        for _ in range(count):
            act = self.rng.choice((SpeechAct.ASSERT, SpeechAct.ACCUSE, SpeechAct.ASSESS, SpeechAct.ANNOUNCE))
            page.statement(self.rng.choice(self.bodies), "said that", act, self.writer.clause())

    def fill(self, count: int) -> None:
        """Documents of nothing but such statements, until there are so many in all."""
        there = sum(len(page.statements) for page in self.pages)
        while there < count:
            page = self.page(_FIRST + timedelta(days=self.rng.randrange(_DAYS)))
            self.filler(page, 8)
            there += 8


def _participle(told: str) -> str:
    """A clause in the past as one after "had": the irregular verbs of the wordings."""
    first, _, rest = told.partition(" ")
    irregular = {"took": "taken", "drove": "driven", "gave": "given", "blew": "blown", "shot": "shot", "sat": "sat"}
    return f"{irregular.get(first, first)} {rest}"


class _Page:
    """A text in the making, with what is found in it."""

    def __init__(self, writer: Writer, number: int, day: str) -> None:
        self.writer, self.number, self.day = writer, number, day
        self.parts: list[str] = []
        self.at = 0
        self.mentions: dict[str, list[Span]] = {}
        self.statements: list[Statement] = []
        self.events: list[Event] = []
        self.commitments: list[Commitment] = []
        self.times: list[TimeRef] = []
        self.say(f"{writer.headline(writer.event())}\n\n")
        self.id = f"page {number}"

    def say(self, words: str) -> Span:
        self.parts.append(words)
        self.at += len(words)
        return Span(self.at - len(words), self.at)

    def name(self, name: str) -> tuple[Span, str]:
        span = self.say(name)
        self.mentions.setdefault(name, []).append(span)
        return span, f"a{list(self.mentions).index(name)}"

    def statement(self, who: str, cue: str, act: SpeechAct, said: str) -> None:
        self.say("The ")
        span, actor = self.name(who)
        self.say(" ")
        cued = self.say(cue)
        self.say(" ")
        self._stated(span, actor, who, cued, act, self.say(said))
        self.say(".\n\n")

    def _stated(self, span: Span, actor: str, who: str, cue: Span, act: SpeechAct, content: Span) -> str:
        id_ = f"s{len(self.statements)}"
        speaker = Speaker((span,), actor, who, confidence=0.9)
        self.statements.append(
            Statement(id_, speaker, (cue,), (content,), Form.INDIRECT, act, 0.8, 2, ZoneKind.REPORT, 0.9, _MADE_BY)
        )
        return id_

    def commitment(self, kind: str, doer: str, other: str, deed: str, due: date | None) -> None:
        speaker, second = (other, doer) if kind == "demand" else (doer, other)
        self.say("The ")
        span, actor = self.name(speaker)
        self.say(" ")
        cue = self.say(self.writer.rng.choice(_CUES[kind]))
        start = self.at + 1
        if kind == "demand":
            self.say(" that the ")
            two, to = self.name(second)
            self.say(" ")
        else:
            self.say(" the ")
            two, to = self.name(second)
            self.say(" that it would ")
        begin = self.at
        self.say(deed)
        when = Due(DueKind.NONE)
        if due is not None:
            self.say(" by ")
            words = self.say(f"{due.day} {due:%B}")
            day = due.isoformat()
            anchor = Anchor(AnchorKind.PUBLISHED, self.day)
            self.times.append(
                TimeRef(
                    "t0", words, TimeKind.POINT, Granularity.DAY, 0.9, day, day, day, day, None, anchor, "", _MADE_BY
                )
            )
            when = Due(DueKind.EXPLICIT, words, "t0")
        words = Span(begin, self.at)
        statement = self._stated(span, actor, speaker, cue, _ACTS[kind], Span(start, self.at))
        self.say(".\n\n")
        one, its = Party((span,), actor), Party((two,), to)
        made = Commitment(
            f"c{len(self.commitments)}", CommitmentKind(kind), statement, words, 2, 0.8, _MADE_BY,
            its if kind == "demand" else one, one if kind == "demand" else its, due=when,
        )  # fmt: skip
        self.commitments.append(made)

    def event(self, doer: str, other: str | None, type_: EventType, told: str) -> None:
        self.say("The ")
        span, actor = self.name(doer)
        self.say(" ")
        begin = self.at
        self.say(told)
        words = Span(begin, self.at)
        recipients: tuple[Taker, ...] = ()
        if other is not None:
            self.say(", to the surprise of the ")
            two, to = self.name(other)
            recipients = (Taker(two, to),)
        self.say(".\n\n")
        self.events.append(
            Event(
                id=f"e{len(self.events)}", type=type_, codebook="PLOVER 0.8", footing=_REPORTED,
                polarity=Polarity.ACTUAL, spans=(words,), confidence=0.8, made_by=_MADE_BY,
                actors=(Taker(span, actor),), recipients=recipients, why="a line of the codebook",
            )
        )  # fmt: skip

    def carried(self, number: int, day: date) -> _Page:
        """The same text, with a line of its own, a day later."""
        copy = _Page.__new__(_Page)
        copy.writer, copy.number, copy.day, copy.id = self.writer, number, day.isoformat(), f"page {number}"
        copy.parts, copy.at = [*self.parts], self.at
        copy.mentions = {name: [*spans] for name, spans in self.mentions.items()}
        copy.statements, copy.events = [*self.statements], [*self.events]
        copy.commitments, copy.times = [*self.commitments], [*self.times]
        copy.say(f"\n{self.writer.standing()}\n")
        return copy

    def done(self) -> Generated:
        """The document with its record; its title is ``id``, by which it is known again."""
        text = "".join(self.parts)
        data = text.encode()
        sha256 = hashlib.sha256(data).hexdigest()
        address = f"https://paper{self.number % 40}.example.org/{self.number}"
        snapshot = Snapshot(sha256, "text/plain", len(data), "2031-05-29T10:00:00Z", address, 200, address)
        id_ = "d:" + hashlib.sha256(f"{sha256}\n{text}".encode()).hexdigest()[:16]
        document = Document(
            id_, text, snapshot, self.id, None, f"Paper {self.number % 40}", address, self.day, Precision.DAY, "en"
        )
        actors = tuple(
            Actor(
                f"a{number}", name, ActorKind.ORGANISATION,
                tuple(Mention(span, MentionForm.NAME, 0.9) for span in spans),
                link=f"cast:{name.lower().replace(' ', '-')}", known_as=name, confidence=0.9, why="of the cast",
            )
            for number, (name, spans) in enumerate(self.mentions.items())
        )  # fmt: skip
        record = Record(
            document=document, engine="0.0.0", model="generated 1",
            zones=(Zone(ZoneKind.REPORT, Span(0, len(text))),), actors=actors,
            statements=tuple(self.statements), times=tuple(self.times), knowledge=("cast/1",),
            events=tuple(self.events), commitments=tuple(self.commitments),
        )  # fmt: skip
        return Generated(record, data, address)


def in_order(made: World) -> Iterator[Generated]:
    """The documents, one after another."""
    yield from made.documents
