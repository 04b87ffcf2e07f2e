"""Records built by hand, spans found by their words. All texts are our own, about a region that does not exist."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from onrecord.record import (
    Actor,
    ActorKind,
    Anchor,
    AnchorKind,
    Bound,
    Candidate,
    Document,
    Failure,
    Form,
    Granularity,
    Mention,
    MentionForm,
    Party,
    Place,
    PlaceChoice,
    PlacePrecision,
    Precision,
    Record,
    Role,
    Snapshot,
    Span,
    Speaker,
    SpeechAct,
    Statement,
    TimeKind,
    TimeRef,
    Written,
    Zone,
    ZoneKind,
)


@dataclass
class Building:
    """A Record in the making over one text."""

    text: str
    title: str | None = "Marshes front blames the Harbour Council"
    source: str | None = "Vell Evening Post"
    url: str | None = "https://post.example/marshes"
    published: str | None = "2031-04-09"
    precision: Precision | None = Precision.DAY
    language: str | None = "en"
    actors: list[Actor] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    times: list[TimeRef] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    written: Written | None = None

    def at(self, words: str) -> Span:
        """The first place where ``words`` stand; ``"before|words|after"`` finds them between other words."""
        before, inner, after = words.split("|") if "|" in words else ("", words, "")
        start = self.text.index(before + inner + after) + len(before)
        return Span(start, start + len(inner))

    def spans(self, words: Iterable[str]) -> tuple[Span, ...]:
        return tuple(self.at(w) for w in words)

    def zone(self, kind: ZoneKind, first: str, last: str) -> None:
        self.zones.append(Zone(kind, Span(self.at(first).start, self.at(last).end)))

    def actor(self, name: str, *mentions: str, kind: ActorKind = ActorKind.PERSON) -> str:
        found = tuple(Mention(self.at(m), MentionForm.NAME, 0.9) for m in mentions)
        self.actors.append(Actor(f"a{len(self.actors)}", name, kind, found, also=tuple(mentions[1:])))
        return self.actors[-1].id

    def mention(self, words: str, form: MentionForm, confidence: float = 0.9) -> Mention:
        return Mention(self.at(words), form, confidence)

    def time(
        self, words: str, value: str | None = None, start: str | None = None, end: str | None = None, **more: object
    ) -> str:
        fields = {"kind": TimeKind.POINT, "granularity": Granularity.DAY, "confidence": 0.9, "made_by": "times/1"}
        time = TimeRef(
            f"t{len(self.times)}",
            self.at(words),
            value=value,
            start=start,
            end=end,
            **(fields | more),  # type: ignore[arg-type]
        )
        self.times.append(time)
        return time.id

    def place(self, words: str, name: str, confidence: float = 0.9, **more: object) -> str:
        fields = {"why": "the only known place of this name", "made_by": "places/1"}
        place = Place(f"p{len(self.places)}", self.at(words), name, confidence, **(fields | more))  # type: ignore[arg-type]
        self.places.append(place)
        return place.id

    def party(self, words: str, actor: str | None = None) -> Party:
        return Party((self.at(words),), actor)

    def speaker(self, words: str = "", actor: str | None = None, confidence: float = 0.9) -> Speaker:
        name = next((a.name for a in self.actors if a.id == actor), None)
        return Speaker((self.at(words),) if words else (), actor, name, confidence=confidence if actor else 0.0)

    def says(
        self,
        speaker: Speaker,
        cue: str,
        *content: str,
        act: SpeechAct = SpeechAct.ASSERT,
        form: Form = Form.INDIRECT,
        zone: ZoneKind = ZoneKind.REPORT,
        **more: object,
    ) -> str:
        stmt = Statement(
            id=f"s{len(self.statements)}",
            speaker=speaker,
            cue=(self.at(cue),) if cue else (),
            content=self.spans(content),
            form=form,
            act=act,
            act_confidence=0.8,
            strength=2,
            zone=zone,
            confidence=0.87,
            made_by="attribution 1",
            **more,  # type: ignore[arg-type]
        )
        self.statements.append(stmt)
        return stmt.id

    def record(self) -> Record:
        raw = self.text.encode()
        digest = hashlib.sha256(raw).hexdigest()
        return Record(
            document=Document(
                id=f"d-{digest[:12]}",
                text=self.text,
                snapshot=Snapshot(digest, "text/plain", len(raw)),
                title=self.title,
                source=self.source,
                url=self.url,
                published=self.published,
                published_precision=self.precision,
                language=self.language,
            ),
            engine="0.1.0",
            model="attribution-en 1",
            zones=tuple(self.zones),
            actors=tuple(self.actors),
            statements=tuple(self.statements),
            failures=tuple(self.failures),
            times=tuple(self.times),
            places=tuple(self.places),
            written=self.written,
        )


MARSHES = """Marshes front blames the Harbour Council

VELL, 9 April - The Reed Front accused the Harbour Council on Tuesday of arming the river gangs. “The council pays
them in our own fuel,” Oren Tamsil, the spokesman of the Reed Front, was quoted as saying in an article published on
the front's website. It added that the front would publish the receipts before the summer.

Tamsil said that Governor Idda Marrow had warned him that “nobody leaves the marshes alive” and he did not rule out
closing the canal. “We ask the council one last time,” he said, “to take its boats home.”

Comment: The front has said this before each harvest. According to two fishermen, the gangs buy their fuel at sea.

The Reed Front, founded in 2019, is a militia of the upper marshes. Its rivals call it a smugglers' guild.

Subscribe to our newsletter.
"""


def marshes() -> Record:
    """A report with a comment and a profile: nested, interrupted, negated, resolved and unnamed speech."""
    b = Building(MARSHES)
    front = b.actor("Reed Front", "The Reed Front", "the front", kind=ActorKind.GROUP)
    council = b.actor("Harbour Council", "the Harbour Council", "The council", kind=ActorKind.ORGANISATION)
    tamsil = b.actor("Oren Tamsil", "Oren Tamsil", "Tamsil")
    marrow = b.actor("Idda Marrow", "Governor Idda Marrow")
    b.zone(ZoneKind.HEADLINE, "Marshes front blames", "Harbour Council")
    b.zone(ZoneKind.REPORT, "VELL", "boats home.”")
    b.zone(ZoneKind.COMMENT, "Comment:", "fuel at sea.")
    b.zone(ZoneKind.BACKGROUND, "The Reed Front, founded", "smugglers' guild.")
    b.zone(ZoneKind.BOILERPLATE, "Subscribe", "newsletter.")
    headline = b.party("blames |the Harbour Council|", council)
    accused = b.party("accused |the Harbour Council|", council)
    blamer = b.speaker("Marshes front", front, 0.7)
    b.says(blamer, "blames", "the Harbour Council", act=SpeechAct.ACCUSE, zone=ZoneKind.HEADLINE, target=headline)
    b.says(
        b.speaker("The Reed Front", front), "accused", "of arming the river gangs", act=SpeechAct.ACCUSE, target=accused
    )
    b.says(
        Speaker(
            (b.at("Oren Tamsil, the spokesman of the Reed Front,"),),
            tamsil,
            "Oren Tamsil",
            b.at("the spokesman of the Reed Front"),
            "Reed Front",
            0.98,
        ),
        "was quoted as saying",
        "The council pays\nthem in our own fuel",
        act=SpeechAct.ACCUSE,
        form=Form.DIRECT,
        medium=b.party("an article published on\nthe front's website"),
        target=b.party("The council", council),
    )
    b.says(
        b.speaker("It", front, 0.62),
        "added",
        "that the front would publish the receipts before the summer",
        act=SpeechAct.PROMISE,
    )
    outer = b.says(
        b.speaker("\n|Tamsil| said", tamsil),
        "Tamsil |said| that",
        "that Governor Idda Marrow had warned him that “nobody leaves the marshes alive”",
        act=SpeechAct.ACCUSE,
        form=Form.MIXED,
        target=b.party("Governor Idda Marrow", marrow),
    )
    b.says(
        b.speaker("Governor Idda Marrow", marrow),
        "had warned",
        "that “nobody leaves the marshes alive”",
        act=SpeechAct.THREATEN,
        form=Form.MIXED,
        addressee=b.party("warned |him| that", tamsil),
        within=outer,
    )
    b.says(
        b.speaker("and |he| did", tamsil, 0.8),
        "did not rule out",
        "closing the canal",
        act=SpeechAct.REJECT,
        negated=True,
    )
    b.says(
        b.speaker("” |he| said", tamsil, 0.55),
        "he |said|,",
        "We ask the council one last time",
        "to take its boats home.",
        act=SpeechAct.DEMAND,
        form=Form.DIRECT,
        addressee=b.party("ask |the council| one", council),
    )
    b.says(b.speaker("two fishermen"), "According to", "the gangs buy their fuel at sea", zone=ZoneKind.COMMENT)
    b.says(
        Speaker(),
        "call",
        "a smugglers' guild",
        act=SpeechAct.CONDEMN,
        zone=ZoneKind.BACKGROUND,
        target=b.party("|Its| rivals"),
    )
    return b.record()


HOSTILE = (
    "<script>alert(1)</script> \u202egnp.exe\u202c \x1b[31mred\x1b[0m said Dorn </style><img src=x onerror=alert(2)>\n"
    "[link](javascript:alert(3)) **bold** `code` \x00 \"' onmouseover=alert(4) & &lt;b&gt; </p></section> \u2066open\n"
    "# not a heading\n- not a list\n1. not a list either, https://evil.example www.evil.example <https://evil.example>\n"
)


def hostile() -> Record:
    """Every field that can hold outside text holds an attack."""
    b = Building(
        HOSTILE,
        title='</title><script>alert(5)</script>"\u202egnp',
        source='<img src=x onerror="alert(6)">',
        url='javascript:alert(7)//"><script>alert(8)</script>',
        published="<b>2031</b>",
        language='"><script>alert(9)</script>',
    )
    evil = b.actor('"><script>alert(10)</script>\u202e\x1b[2J', "Dorn")
    b.zone(ZoneKind.COMMENT, "<script>", "</style>")
    b.says(
        b.speaker("Dorn", evil),
        "said",
        HOSTILE.split(" said")[0],
        HOSTILE.split("\n", 1)[1].rstrip(),
        form=Form.DIRECT,
        target=b.party("<img src=x onerror=alert(2)>"),
        medium=b.party("[link](javascript:alert(3))"),
    )
    b.says(b.speaker("onmouseover=alert(4)"), "&lt;b&gt;", "# not a heading\n- not a list", within="s0")
    attack = '"><script>alert(13)</script>\u202e\x1b[2J'
    b.actors[0] = replace(
        b.actors[0],
        also=(attack,),
        type=attack,
        countries=("<b>",),
        link=attack,
        why=attack,
        candidates=(Candidate(attack, attack, 0.5, attack),),
        roles=(Role(b.at("Dorn"), attack, "a0"),),
        mentions=(*b.actors[0].mentions, b.mention("<img src=x onerror=alert(2)>", MentionForm.NOMINAL, 0.5)),
    )
    b.time("<script>alert(1)", attack, attack, attack, why=attack, anchor=Anchor(AnchorKind.TIME, attack, "t1"))
    b.time("alert(4)", attack, "2031-01-01", "2031-01-02", why=attack)
    b.place("onerror=alert(2)", attack, country="<b>", admin1=attack, lat=10.0, lon=20.0, geonames=7, why=attack)
    b.places[0] = replace(b.places[0], precision=PlacePrecision.CITY)
    b.failures.append(Failure("<script>alert(11)</script>", "\x1b]0;owned\x07 <img onerror=alert(12)>\nsecond line"))
    return b.record()


HARBOUR = """Port captain Sefa Ilun of the Selm Harbour Office, or S.H.O., told reporters on Friday that the channel
has been shut since 2019. “We opened it twice,” she said. The harbour office blamed Lurania, whose ships wait off
Qalmar Bay.

In June the Luranian fleet, based in Port Yassem, had come as far as the Tern Rocks. Officials in Selm said last month
that a survey takes three weeks and is done every spring.
"""


def harbour(published: str | None = "2031-04-11") -> Record:
    """Actors in every form, nested mentions, an open question, times with and without a date, places on and off a map.

    With no publication date the relative times stay relative, and the text is bounded by its own evidence.
    """
    b = Building(HARBOUR, title="The channel at Selm", published=published)
    anchor = Anchor(AnchorKind.PUBLISHED, published) if published else Anchor(AnchorKind.UNKNOWN)
    name, acronym, nominal = MentionForm.NAME, MentionForm.ACRONYM, MentionForm.NOMINAL
    office = Actor(
        "a0",
        "Selm Harbour Office",
        ActorKind.ORGANISATION,
        (
            b.mention("Selm Harbour Office", name),
            b.mention("S.H.O.", acronym, 1.0),
            b.mention("“|We| opened", MentionForm.PRONOUN, 0.55),
            b.mention("The harbour office", nominal, 0.85),
        ),
        also=("S.H.O.",),
        link="coast:selm-harbour",
        known_as="Selm Harbour Office",
        confidence=0.97,
        why="Selm Harbour Office is a name of it; the text is about XA",
        type="agency",
        countries=("XA",),
    )
    captain = Actor(
        "a1",
        "Sefa Ilun",
        ActorKind.PERSON,
        (b.mention("Sefa Ilun", name), b.mention("twice,” |she| said", MentionForm.PRONOUN)),
        roles=(Role(b.at("Port captain"), "Port captain", "a0"),),
    )
    lurania = Actor(
        "a2",
        "Lurania",
        ActorKind.STATE,
        (b.mention("blamed |Lurania|,", name), b.mention("Luranian", MentionForm.ADJECTIVE)),
        also=("Luranian",),
        candidates=(
            Candidate("coast:lu", "Republic of Lurania", 0.5, "Lurania is a short name of it"),
            Candidate("coast:lu-old", "Kingdom of Lurania", 0.3, "it was called so until 1990"),
        ),
    )
    fleet = Actor("a3", "the Luranian fleet", ActorKind.GROUP, (b.mention("the Luranian fleet", nominal),))
    selm = Actor("a4", "Selm", ActorKind.PLACE, (b.mention("in |Selm| said", name, 0.4),))
    b.actors += [office, captain, lurania, fleet, selm]
    speaker = Speaker((b.at("Port captain Sefa Ilun of the Selm Harbour Office"),), "a1", "Sefa Ilun", confidence=0.98)
    dated = {"granularity": Granularity.MONTH}
    friday = b.time("Friday", *(("2031-04-11",) * 3 if published else ()), anchor=anchor)
    b.time("2019", "2019", "2019-01-01", "2019-12-31", granularity=Granularity.YEAR)
    b.time(
        "June", *(("2030-06", "2030-06-01", "2030-06-30") if published else ()), edtf="XXXX-06", anchor=anchor, **dated
    )
    b.time("last month", *(("2031-03", "2031-03-01", "2031-03-31") if published else ()), anchor=anchor, **dated)
    b.time("three weeks", "P3W", kind=TimeKind.DURATION, granularity=Granularity.WEEK)
    b.time("every spring", "XXXX-SP", kind=TimeKind.SET, granularity=Granularity.SEASON, confidence=0.6)
    if published is None:
        first = Bound("2019-01-01", "it tells as past “2019”", (b.at("2019"),))
        last = Bound("2032-12-31", "it calls Sefa Ilun port captain", (b.at("Port captain"), b.at("Sefa Ilun")))
        b.written = Written(first, last)
    other = PlaceChoice("Selm", 12, "XB", -4.5, 30.25, PlacePrecision.CITY)
    b.place(
        "in |Selm| said",
        "Selm",
        0.7,
        geonames=11,
        country="XA",
        admin1="Upper Selm",
        lat=25.1,
        lon=-40.2,
        precision=PlacePrecision.CITY,
        alternatives=(other,),
        why="the text speaks of its country",
    )
    b.place(
        "Qalmar Bay", "Qalmar Bay", geonames=13, country="XA", lat=25.5, lon=-41.0, precision=PlacePrecision.FEATURE
    )
    b.place("Tern Rocks", "Tern Rocks", 0.3, why="no place of this name is known")
    b.says(speaker, "told", "that the channel\nhas been shut since 2019", when=friday)
    b.says(b.speaker("she", "a1", 0.85), "|said|. The", "We opened it twice", form=Form.DIRECT)
    b.says(b.speaker("The harbour office", "a0"), "blamed", "Lurania", act=SpeechAct.ACCUSE, target=Party((), "a2"))
    return b.record()


def undated() -> Record:
    """The same with no publication date."""
    return harbour(None)


ARABIC = (
    "المجلس ينفي إغلاق القناة\n\n"
    "قال سالم الوادي، الناطق باسم مجلس الميناء، في بيان إن «القناة مفتوحة أمام Vell Lines منذ 3 أيام». "
    "وأضاف أن المجلس سينشر الأرقام قريبا.\n"
)


def arabic() -> Record:
    """A text that runs right to left, with Latin words and digits in it."""
    b = Building(ARABIC, title="المجلس ينفي إغلاق القناة", source="صوت الميناء", language="ar")
    salim = b.actor("سالم الوادي", "سالم الوادي")
    b.zone(ZoneKind.HEADLINE, "المجلس ينفي", "القناة")
    b.says(
        b.speaker("سالم الوادي", salim),
        "قال",
        "القناة مفتوحة أمام Vell Lines منذ 3 أيام",
        act=SpeechAct.DENY,
        form=Form.DIRECT,
        medium=b.party("بيان"),
        target=b.party("Vell Lines"),
    )
    b.says(b.speaker("", salim, 0.4), "وأضاف", "أن المجلس سينشر الأرقام قريبا", act=SpeechAct.PROMISE)
    return b.record()


def empty() -> Record:
    """Nothing was said, and one step failed."""
    b = Building("The tide tables for April.\n", title=None, source=None, url=None, published=None, language=None)
    b.failures.append(Failure("attribution", "the language could not be told, so no rules were applied"))
    return b.record()


def long_names() -> Record:
    """Names without an end, with and without spaces, and a statement told at the end of a long chain."""
    office = (
        "the Provisional Commissioner for the Reconciliation of Upper Marsh Fisheries, Salt Works and Ferry Tolls " * 2
    )
    word = "Donaudampfschifffahrtsgesellschaft" * 6
    text = f"{office}said {word} had said that Ibb had said that Urn had said it would rain. " + "Reeds grow. " * 60
    b = Building(text, title=office + word, source=word)
    last = b.says(b.speaker(office.strip()), "|said| Donau", text[len(office) + 5 :].split(". ")[0])
    last = b.says(
        b.speaker(word), "|had said| that Ibb", "that Ibb had said that Urn had said it would rain", within=last
    )
    last = b.says(b.speaker("Ibb"), "|had said| that Urn", "that Urn had said it would rain", within=last)
    b.says(b.speaker("Urn"), "|had said| it", "it would rain", within=last, target=b.party(word))
    return b.record()
