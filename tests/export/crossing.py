"""Records with events, ties and commitments on every footing, built by hand. All texts are our own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from onrecord.record import (
    ActorKind,
    Commitment,
    CommitmentKind,
    Count,
    Counted,
    Due,
    DueKind,
    Event,
    EventType,
    Footing,
    Form,
    MentionForm,
    PlacePrecision,
    Polarity,
    Record,
    SpeechAct,
    Standing,
    Taker,
    Tie,
    TieType,
    ZoneKind,
)

from . import building
from .building import Building

REPORTED = Footing(Standing.REPORTED, ZoneKind.REPORT)
BACKGROUND = Footing(Standing.REPORTED, ZoneKind.BACKGROUND)
COMMENT = Footing(Standing.COMMENT, ZoneKind.COMMENT)


def on_word(stmt: str, zone: ZoneKind = ZoneKind.REPORT) -> Footing:
    return Footing(Standing.ATTRIBUTED, zone, stmt)


@dataclass
class Crossing(Building):
    """A Building that takes in what was done, who is tied to whom, and what was promised."""

    events: list[Event] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)

    def taker(self, words: str, actor: str | None = None) -> Taker:
        return Taker(self.at(words), actor)

    def event(self, kind: EventType, words: str, footing: Footing = REPORTED, **more: object) -> str:
        fields: dict[str, Any] = {
            "polarity": Polarity.ACTUAL,
            "confidence": 0.9,
            "codebook": "PLOVER 0.8",
            "made_by": "events/1",
        }
        event = Event(
            f"e{len(self.events)}",
            kind,
            footing=footing,
            spans=(self.at(words),),
            **(fields | more),
        )
        self.events.append(event)
        return event.id

    def tie(self, a: Taker, kind: TieType, b: Taker, words: str, footing: Footing = REPORTED, **more: object) -> str:
        fields: dict[str, Any] = {"polarity": Polarity.ACTUAL, "confidence": 0.9, "made_by": "ties/1"}
        tie = Tie(
            f"r{len(self.ties)}",
            kind,
            a,
            b,
            footing,
            spans=(self.at(words),),
            **(fields | more),
        )
        self.ties.append(tie)
        return tie.id

    def commitment(self, kind: CommitmentKind, stmt: str | None, deed: str, **more: object) -> str:
        fields: dict[str, Any] = {"strength": 2, "confidence": 0.9, "made_by": "commitments/1"}
        made = Commitment(
            f"c{len(self.commitments)}",
            kind,
            stmt,
            self.at(deed),
            **(fields | more),
        )
        self.commitments.append(made)
        return made.id

    def record(self) -> Record:
        whole = Building.record(self)
        return replace(whole, events=tuple(self.events), ties=tuple(self.ties), commitments=tuple(self.commitments))


CROSSING = """Selm and Lurania meet after the shelling of Qalmar

QALMAR, 5 June - Selm and Lurania met in Qalmar on Wednesday. Police arrested at least 12 dockers on 3 June. Governor
Idda Marrow will visit Lurania next week. Selm did not aid the Reed Front.

Oren Tamsil, the spokesman of the Reed Front, said in a broadcast that Luranian jets had bombed the ferry on 3 June,
killing three to five people. Admiral Sefa Ilun had told him that Lurania funds the River Gang, Tamsil said. “Lurania
arms the River Gang,” he said. “If the boats stay, we will burn the pier,” he warned Lurania. He demanded that Selm
close the canal by Friday. The Reed Front promised Selm not to enter the harbour after the vote.

Comment: The Reed Front trains the Tern Brigade. Lurania might invade Selm. According to two fishermen, the gang
shelled the boats.

The Tern Brigade is a unit of the Reed Front. Selm designated the Reed Front a “hostile guild” in 2029 because it had
“robbed the salt barges”. In 2027 the Reed Front fought the River Gang, killing dozens.
"""


def crossing() -> Record:
    """Events, ties and commitments: reported, attributed through a chain, comment; done, and not done in every way."""
    b = Crossing(
        CROSSING,
        title="Selm and Lurania meet after the shelling of Qalmar",
        published="2031-06-05",
        url="https://post.example/crossing",
    )
    selm = b.actor("Selm", "Selm", "Selm did", "that |Selm|\nclose", kind=ActorKind.STATE)
    lurania = b.actor("Lurania", "Lurania", "visit |Lurania|", kind=ActorKind.STATE)
    front = b.actor("Reed Front", "the |Reed Front|, said", "harbour |after|", kind=ActorKind.GROUP)
    tamsil = b.actor("Oren Tamsil", "Oren Tamsil", "\n\n|Oren Tamsil|, the")
    ilun = b.actor("Sefa Ilun", "Sefa Ilun", "Admiral |Sefa Ilun|")
    gang = b.actor("River Gang", "the |River Gang|, Tamsil", "the |gang|\nshelled", kind=ActorKind.GROUP)
    tern = b.actor("Tern Brigade", "Tern Brigade", "The |Tern Brigade| is", kind=ActorKind.GROUP)
    marrow = b.actor("Idda Marrow", "Idda Marrow")
    unsure = b.mention("because |it| had", MentionForm.PRONOUN, 0.6)
    b.actors[2] = replace(b.actors[2], mentions=(b.actors[2].mentions[0], unsure))
    b.zone(ZoneKind.HEADLINE, "Selm and Lurania meet", "of Qalmar")
    b.zone(ZoneKind.REPORT, "QALMAR,", "after the vote.")
    b.zone(ZoneKind.COMMENT, "Comment:", "the boats.")
    b.zone(ZoneKind.BACKGROUND, "The Tern Brigade is", "killing dozens.")
    third = b.time("on |3 June|. Gov", "2031-06-03", "2031-06-03", "2031-06-03")
    wednesday = b.time("Wednesday", "2031-06-04", "2031-06-04", "2031-06-04")
    b.time("next week")
    friday = b.time("Friday", "2031-06-06", "2031-06-06", "2031-06-06")
    b.time("2029", "2029", "2029-01-01", "2029-12-31")
    past = b.time("2027", "2027", "2027-01-01", "2027-12-31")
    qalmar = b.place(
        "in |Qalmar| on",
        "Qalmar",
        geonames=13,
        country="XA",
        admin1="Upper Selm",
        lat=25.5,
        lon=-41.0,
        precision=PlacePrecision.CITY,
    )
    said = b.says(
        b.speaker("\n\n|Oren Tamsil|, the", tamsil),
        "|said| in",
        "that Luranian jets had bombed the ferry on 3 June,\nkilling three to five people",
        medium=b.party("a broadcast"),
    )
    outer = b.says(
        b.speaker("|Tamsil| said.", tamsil),
        "Tamsil |said|.",
        "Admiral Sefa Ilun had told him that Lurania funds the River Gang",
    )
    inner = b.says(b.speaker("Admiral Sefa Ilun", ilun), "had told", "that Lurania funds the River Gang", within=outer)
    armed = b.says(
        b.speaker("|he| said. “If", tamsil, 0.6), "he |said|. “If", "Lurania\narms the River Gang", form=Form.DIRECT
    )
    threat = b.says(
        b.speaker("|he| warned", tamsil),
        "warned",
        "If the boats stay, we will burn the pier",
        act=SpeechAct.THREATEN,
        form=Form.DIRECT,
        addressee=b.party("warned |Lurania|", lurania),
    )
    demand = b.says(b.speaker("He", tamsil), "demanded", "that Selm\nclose the canal by Friday", act=SpeechAct.DEMAND)
    promise = b.says(
        b.speaker("The |Reed Front| promised", front),
        "promised",
        "not to enter the harbour after the vote",
        act=SpeechAct.PROMISE,
        addressee=b.party("promised |Selm|", selm),
    )
    hearsay = b.says(b.speaker("two fishermen"), "According to", "the gang\nshelled the boats", zone=ZoneKind.COMMENT)
    both: dict[str, Any] = {
        "actors": (b.taker("- |Selm| and", selm), b.taker("and |Lurania| met", lurania)),
        "reciprocal": True,
    }
    b.event(EventType.CONSULT, "met", mode="visit", when=wednesday, place=qalmar, intensity=1.0, quad=1, **both)
    b.event(
        EventType.COERCE,
        "arrested",
        mode="arrest",
        when=third,
        intensity=-7.0,
        quad=4,
        actors=(b.taker("Police"),),
        recipients=(b.taker("at least 12 dockers"),),
        counts=(Count(Counted.ARRESTED, b.at("at least 12"), 12, None),),
    )
    b.event(
        EventType.AGREE,
        "visit",
        polarity=Polarity.PLANNED,
        intended=EventType.CONSULT,
        actors=(b.taker("Idda Marrow", marrow),),
        recipients=(b.taker("visit |Lurania|", lurania),),
        when="t2",
    )
    b.event(
        EventType.AID,
        "did not aid",
        polarity=Polarity.NEGATED,
        actors=(b.taker("|Selm| did", selm),),
        recipients=(b.taker("the |Reed Front|.\n", front),),
    )
    b.event(
        EventType.ASSAULT,
        "bombed",
        on_word(said),
        mode="aerial",
        contexts=("military",),
        intensity=-9.5,
        quad=4,
        when=third,
        actors=(b.taker("Luranian jets", lurania),),
        recipients=(b.taker("the ferry"),),
        counts=(Count(Counted.KILLED, b.at("three to five"), 3, 5),),
    )
    b.event(
        EventType.THREATEN,
        "warned",
        statement=threat,
        actors=(b.taker("|he| warned", tamsil),),
        recipients=(b.taker("warned |Lurania|", lurania),),
        confidence=0.7,
    )
    b.event(
        EventType.ASSAULT,
        "invade",
        COMMENT,
        polarity=Polarity.HYPOTHETICAL,
        actors=(b.taker("|Lurania| might", lurania),),
        recipients=(b.taker("invade |Selm|", selm),),
    )
    b.event(
        EventType.ASSAULT,
        "shelled",
        on_word(hearsay, ZoneKind.COMMENT),
        actors=(b.taker("the |gang|\nshelled", gang),),
        recipients=(b.taker("the boats"),),
    )
    b.event(
        EventType.ASSAULT,
        "fought",
        BACKGROUND,
        background=True,
        when=past,
        actors=(b.taker("|Reed Front| fought", front),),
        recipients=(b.taker("|River Gang|, killing", gang),),
        counts=(Count(Counted.KILLED, b.at("dozens"), 24, None, False),),
    )
    b.event(
        EventType.COERCE,
        "burn",
        on_word(threat),
        polarity=Polarity.CONDITIONAL,
        actors=(b.taker("|we| will burn", front),),
        recipients=(b.taker("the pier"),),
    )
    a_front = b.taker("of the |Reed Front|. Selm", front)
    a_gang = b.taker("funds the |River Gang|", gang)
    b.tie(
        b.taker("|Oren Tamsil|, the", tamsil),
        TieType.SPOKESPERSON_OF,
        b.taker("the |Reed Front|, said", front),
        "spokesman",
    )
    b.tie(b.taker("|Lurania| funds", lurania), TieType.FUNDS, a_gang, "funds", on_word(inner))
    b.tie(
        b.taker("“|Lurania|\narms", lurania),
        TieType.ARMS,
        b.taker("arms the |River Gang|", gang),
        "arms",
        on_word(armed),
    )
    b.tie(
        b.taker("The |Reed Front| trains", front),
        TieType.TRAINS,
        b.taker("trains the |Tern Brigade|", tern),
        "trains",
        COMMENT,
    )
    part = b.tie(b.taker("The |Tern Brigade| is", tern), TieType.PART_OF, a_front, "is a unit of", BACKGROUND)
    b.tie(
        b.taker("because |it| had", front),
        TieType.DESIGNATED_BY,
        b.taker("|Selm| designated", selm),
        "designated",
        BACKGROUND,
        start="2029-01-01",
        end="2029-12-31",
        title=b.at("hostile guild"),
        reason=b.at("robbed the salt barges"),
    )
    fought = b.tie(
        b.taker("|Reed Front| fought", front),
        TieType.FOUGHT,
        b.taker("|River Gang|, killing", gang),
        "fought",
        BACKGROUND,
        when=past,
        background=True,
    )
    b.tie(
        b.taker("The |Tern Brigade| is", tern),
        TieType.OPPOSED_TO,
        b.taker("|River Gang|, killing", gang),
        "is a unit of",
        BACKGROUND,
        derived=True,
        basis=(part, fought),
        confidence=0.5,
    )
    b.tie(
        b.taker("|Selm| did", selm),
        TieType.SUPPORTS,
        b.taker("the |Reed Front|.\n", front),
        "aid",
        polarity=Polarity.NEGATED,
    )
    b.commitment(
        CommitmentKind.THREAT,
        threat,
        "burn the pier",
        doer=b.party("we", front),
        to=b.party("warned |Lurania|", lurania),
        condition=b.at("If the boats stay"),
        strength=3,
    )
    b.commitment(
        CommitmentKind.DEMAND,
        demand,
        "close the canal",
        doer=b.party("that |Selm|\nclose", selm),
        due=Due(DueKind.EXPLICIT, b.at("by Friday"), friday),
        to=b.party("He", tamsil),
    )
    b.commitment(
        CommitmentKind.PROMISE,
        promise,
        "enter the harbour",
        doer=b.party("The |Reed Front| promised", front),
        to=b.party("promised |Selm|", selm),
        negated=True,
        due=Due(DueKind.IMPLIED, b.at("after the vote")),
    )
    return b.record()


OWED = """QALMAR, 6 June - The harbour master was to report by 30 May. If the truce holds, the Reed Front has until
12 June to leave the pier. Selm is to hand Lurania the boats by Friday.

Comment: Selm was to pay the fishermen by 1 June.
"""


def owed() -> Record:
    """Deeds that the document itself tells to be due, and one that its comment does; no statement holds them out."""
    b = Crossing(OWED, title="The harbour master is late", source="Vell Evening Post")
    b.zone(ZoneKind.REPORT, "QALMAR", "by Friday.")
    b.zone(ZoneKind.COMMENT, "Comment:", "by 1 June.")
    master = b.actor("The harbour master", "The harbour master")
    front = b.actor("Reed Front", "Reed Front", kind=ActorKind.GROUP)
    selm = b.actor("Selm", "Selm", kind=ActorKind.STATE)
    lurania = b.actor("Lurania", "Lurania", kind=ActorKind.STATE)
    days = ("30 May", "12 June", "Friday", "1 June")
    stamps = ("2031-05-30", "2031-06-12", "2031-06-13", "2031-06-01")
    times = {w: b.time(w, day, day, day) for w, day in zip(days, stamps, strict=True)}

    def due(words: str) -> Due:
        return Due(DueKind.EXPLICIT, b.at(words), times[words])

    told: dict[str, Any] = {"strength": 1, "confidence": 0.6, "made_by": "commitments/2"}
    kinds = CommitmentKind
    first = b.party("The harbour master", master)
    b.commitment(kinds.PROMISE, None, "report by 30 May", doer=first, due=due("30 May"), **told)
    more: dict[str, Any] = {"condition": b.at("If the truce holds"), "due": due("12 June")}
    b.commitment(kinds.DEMAND, None, "leave the pier", doer=b.party("Reed Front", front), **more, **told)
    more = {"to": b.party("Lurania", lurania), "due": due("Friday")}
    b.commitment(kinds.PROMISE, None, "hand Lurania the boats by Friday", doer=b.party("Selm", selm), **more, **told)
    more = {"doer": b.party("Comment: |Selm| was", selm), "due": due("1 June")}
    b.commitment(kinds.PROMISE, None, "pay the fishermen by 1 June", **more, **told)
    return b.record()


ARABIC = "قالت جبهة القصب إن أسطول لورانيا قصف ميناء قلمار يوم الجمعة.\n"


def arabic() -> Record:
    """Names that run right to left, in an event and in ties on each standing."""
    b = Crossing(ARABIC, title="قصف ميناء قلمار", source="صوت الميناء", language="ar")
    front = b.actor("جبهة القصب", "جبهة القصب", kind=ActorKind.GROUP)
    fleet = b.actor("أسطول لورانيا", "أسطول لورانيا", kind=ActorKind.GROUP)
    port = b.actor("ميناء قلمار", "ميناء قلمار", kind=ActorKind.ORGANISATION)
    b.time("يوم الجمعة")
    said = b.says(b.speaker("جبهة القصب", front), "قالت", "إن أسطول لورانيا قصف ميناء قلمار يوم الجمعة")
    ends = b.taker("جبهة القصب", front), b.taker("أسطول لورانيا", fleet), b.taker("ميناء قلمار", port)
    b.event(EventType.ASSAULT, "قصف", on_word(said), actors=ends[1:2], recipients=ends[2:], when="t0")
    b.tie(ends[0], TieType.OPPOSED_TO, ends[1], "قصف")
    b.tie(ends[1], TieType.DIRECTS, ends[2], "قصف", on_word(said))
    b.tie(ends[0], TieType.SUPPORTS, ends[2], "قصف", COMMENT)
    b.commitment(CommitmentKind.THREAT, said, "قصف ميناء قلمار", doer=b.party("أسطول لورانيا", fleet))
    return b.record()


_ATTACK = '"><script>alert(13)</script>\u202e\x1b[2J=cmd|x'


def hostile() -> Record:
    """Every name and free word of an event, a tie and a commitment is an attack."""
    record = building.hostile()
    b = Crossing(record.document.text, title="@SUM(1)", url="javascript:alert(1)", source="=1+1")
    b.actors = [replace(a, name=_ATTACK) for a in record.actors]
    b.actors.append(replace(b.actors[0], id="a1", name="=HYPERLINK(1);+2", candidates=()))
    b.statements, b.times, b.places, b.zones = (
        list(record.statements),
        list(record.times),
        [replace(p, admin1="-2+3") for p in record.places],
        list(record.zones),
    )
    one, other = b.taker("Dorn", "a0"), b.taker("<img src=x onerror=alert(2)>", "a1")
    loose = b.taker("**bold** `code` \x00")
    more: dict[str, Any] = {
        "codebook": _ATTACK,
        "mode": _ATTACK,
        "contexts": (_ATTACK,),
        "made_by": _ATTACK,
        "why": _ATTACK,
    }
    b.event(
        EventType.ASSAULT,
        "<script>alert(1)</script> \u202egnp.exe",
        on_word("s0"),
        actors=(one, loose),
        recipients=(other,),
        when="t0",
        place="p0",
        counts=(Count(Counted.KILLED, b.at("alert(4)"), None, None, False),),
        **more,
    )
    b.event(EventType.AID, "alert(3)", Footing(Standing.COMMENT, ZoneKind.COMMENT), actors=(other,), recipients=(one,))
    free: dict[str, Any] = {"title": b.at("</style>"), "reason": b.at("[link](javascript:alert(3))"), "start": _ATTACK}
    b.tie(one, TieType.DESIGNATED_BY, other, "onerror=alert(2)", on_word("s0"), why=_ATTACK, **free)
    b.tie(loose, TieType.FUNDS, one, "&lt;b&gt;", on_word("gone"), derived=True, basis=(_ATTACK,))
    b.commitment(
        CommitmentKind.DEMAND,
        "s0",
        "# not a heading\n- not a list",
        doer=b.party("**bold**", "a0"),
        to=b.party("`code`"),
        condition=b.at("\u2066open"),
        due=Due(DueKind.EXPLICIT, b.at("1. not a list either"), "t0"),
        made_by=_ATTACK,
    )
    return b.record()


_KINDS = (TieType.FUNDS, TieType.ARMS, TieType.PART_OF, TieType.OPPOSED_TO, TieType.LEADS, TieType.ALLIED_WITH)


def crowd(actors: int, ties: int | None = None) -> Record:
    """A text that ties many together, the first ones most often; standings take turns."""
    names = [f"League of Pier {n}" if n % 3 else f"Pier {n} Ferrymen’s and Boatwrights’ Union" for n in range(actors)]
    text = "Oro said: " + "; ".join(names) + ". Comment: so be it."
    b = Crossing(text, title="The piers")
    known = [b.actor(name, name, kind=ActorKind.GROUP) for name in names]
    said = b.says(b.speaker("Oro"), "said", text[10:-21])
    footings = (on_word(said), REPORTED, COMMENT)
    for n in range(ties if ties is not None else actors * 5 // 4):
        one, other = (n * n) % max(1, actors // 3), (n * 7 + 1) % actors
        if one != other:
            ends = b.taker(names[one], known[one]), b.taker(names[other], known[other])
            b.tie(ends[0], _KINDS[n % 6], ends[1], names[other], footings[n % 3])
    return b.record()
