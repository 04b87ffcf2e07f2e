"""A seeded world of actors and the short documents that name them, for measuring how actors are linked.

Of the actors most are those of the packs that ship; the others are invented, with surnames that several of them share,
and some pairs with one whole name. Each belongs to a country and often to a body, and holds offices that change.
Documents are about one country, name a few of its actors side by side, with an office or a body here and there, in one
of three languages. Names are written as packs have them, in other transliterations, with slips, or cut to the surname.

What reading would make of each name is asked of reading itself: a mention has a link only where ``reading.identity``
gives it one, candidates where it gives those, and nothing else. No sentence says anything of anybody.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from onrecord.gazetteer import Gazetteer, KnownActor, NameForm
from onrecord.reading.cast import Cast, Member
from onrecord.reading.identity import Context, identify
from onrecord.record import (
    Actor,
    ActorKind,
    Document,
    MentionForm,
    Precision,
    Record,
    Role,
    Snapshot,
    Span,
    Zone,
    ZoneKind,
)

_ACTORS, _INVENTED, _BODIES, _NAMESAKES = 500, 120, 110, 10
_FIRST, _DAYS = date(2019, 1, 1), 2000
_LANGUAGES = ("en",) * 7 + ("ar", "ar", "fa")
_REGION = ("middle-east-iran-gulf", "middle-east-levant")
_TITLES = ("Governor", "Brigade Commander", "Spokesman", "Deputy Minister", "Judge", "Member of Parliament", "Envoy")
#: Given names with their Arabic spelling; and sounds that surnames are invented of, in both scripts.
_GIVEN = (
    ("Yusuf", "يوسف"), ("Karim", "كريم"), ("Salim", "سليم"), ("Nadia", "نادية"), ("Hisham", "هشام"), ("Tariq", "طارق"),
    ("Layla", "ليلى"), ("Walid", "وليد"), ("Samir", "سمير"), ("Rashid", "رشيد"), ("Huda", "هدى"), ("Majid", "ماجد"),
    ("Ziad", "زياد"), ("Khalil", "خليل"), ("Munir", "منير"), ("Jamil", "جميل"), ("Faisal", "فيصل"), ("Amina", "أمينة"),
    ("Bashir", "بشير"), ("Hatim", "حاتم"),
)  # fmt: skip
_SOUNDS = (
    ("qar", "قر"), ("mesh", "مش"), ("toul", "طول"), ("dhan", "ذن"), ("rouz", "روز"), ("khal", "خل"), ("bour", "بور"),
    ("shan", "شن"), ("ghil", "غل"), ("nar", "نر"), ("zour", "زور"), ("fal", "فل"), ("hadr", "حدر"), ("sib", "سب"),
)  # fmt: skip
_ENDS = (("ani", "اني"), ("eh", "ه"), ("oush", "وش"), ("awi", "اوي"), ("iri", "يري"), ("an", "ان"))
#: Transliterations of one name: what is written for what.
_WAYS = (
    ("q", "k"), ("q", "gh"), ("kh", "h"), ("ou", "u"), ("u", "ou"), ("u", "o"), ("i", "ee"), ("ee", "i"), ("aa", "a"),
    ("sh", "ch"), ("j", "dj"), ("w", "v"), ("ei", "ay"), ("ai", "ei"), ("y", "i"), ("ss", "s"), ("a", "e"), ("e", "a"),
    ("al-", "el-"), ("al-", "Al "), ("'", ""), ("’", ""), ("ph", "f"), ("dh", "z"), ("th", "s"), ("iyy", "iy"),
)  # fmt: skip
_ARABIC_WAYS = (
    ("ى", "ي"),
    ("ي", "ی"),
    ("ك", "ک"),
    ("ة", "ه"),
    ("أ", "ا"),
    ("إ", "ا"),
    ("آ", "ا"),
    ("ئ", "ي"),
    ("ؤ", "و"),
)


@dataclass(frozen=True, slots=True)
class Post:
    """An office held from one day to another (ISO 8601), in a body (an index of the world) if one is known."""

    title: str
    body: int | None
    start: str
    end: str


@dataclass(slots=True)
class Somebody:
    """An actor of the world: names by language, country, posts; ``known`` is the pack's, if there is one."""

    number: int
    kind: ActorKind
    country: str
    names: dict[str, list[str]]
    known: KnownActor | None = None
    posts: list[Post] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Made:
    """A document with its record; ``truth`` says who the record's actors are, by their ids, as often as named."""

    record: Record
    outlet: str
    truth: tuple[tuple[str, int], ...]


def documents(gazetteer: Gazetteer, mentions: int, seed: int) -> Iterator[Made]:
    """Documents with so many mentions of the world's actors, one after another; the same seed gives the same."""
    rng = random.Random(seed)
    world = _world(gazetteer, rng)
    by_country: dict[str, list[Somebody]] = {}
    for one in world:
        by_country.setdefault(one.country, []).append(one)
    countries = sorted(by_country)
    weights = [len(by_country[country]) for country in countries]
    made = number = 0
    while made < mentions:
        country = rng.choices(countries, weights)[0]
        day = _FIRST + timedelta(days=number * _DAYS * 4 // mentions)
        named = rng.sample(by_country[country], min(len(by_country[country]), rng.randint(2, 5)))
        if rng.random() < 0.3:
            named.append(rng.choice(world))
        named = list({one.number: one for one in named}.values())[: mentions - made]
        page = _Page(gazetteer, rng, world, rng.choice(_LANGUAGES), day.isoformat(), number)
        yield page.done(named, country)
        made += len(named)
        number += 1


def _world(gazetteer: Gazetteer, rng: random.Random) -> list[Somebody]:
    persons, bodies = [], []
    for id_ in gazetteer.actor_ids:
        if id_.startswith(_REGION):
            one = gazetteer.actor(id_)
            if one.kind is ActorKind.PERSON and one.countries:
                persons.append(one)
            elif one.kind in (ActorKind.ORGANISATION, ActorKind.GROUP) and one.countries:
                bodies.append(one)
    chosen = [*rng.sample(bodies, _BODIES), *rng.sample(persons, _ACTORS - _INVENTED - _BODIES)]
    world = [_known(number, one) for number, one in enumerate(chosen)]
    numbers = {somebody.known.id: somebody.number for somebody in world if somebody.known is not None}
    for somebody in world:
        for office in somebody.known.offices if somebody.known else ():
            body = numbers.get(office.body)
            somebody.posts.append(Post(office.title, body, office.start or "", office.end or "9999"))
    countries = Counter(one.country for one in world)
    likely = [country for country, _ in countries.most_common(8)]
    surnames = [_surname(rng) for _ in range(_INVENTED // 4)]
    names: list[tuple[str, str]] = []
    for number in range(_INVENTED):
        if number < 2 * _NAMESAKES and number % 2:
            names.append(names[-1])
        else:
            last = surnames[number % len(surnames)]
            unused = [given for given in _GIVEN if (f"{given[0]} {last[0]}", f"{given[1]} {last[1]}") not in names]
            given = rng.choice(unused)
            names.append((f"{given[0]} {last[0]}", f"{given[1]} {last[1]}"))
    for number, (latin, arabic) in enumerate(names):
        # Two of one whole name are of two countries; others may share a surname within one.
        country = likely[number % len(likely)] if number < 2 * _NAMESAKES else rng.choice(likely)
        made = Somebody(len(world), ActorKind.PERSON, country, {"en": [latin], "ar": [arabic], "fa": [arabic]})
        made.posts = _posts(rng, [one for one in world if one.country == country and one.number < _BODIES])
        world.append(made)
    return world


def _known(number: int, one: KnownActor) -> Somebody:
    names: dict[str, list[str]] = {}
    for alias in one.names:
        if alias.form in (NameForm.NAME, NameForm.FORMER) or (
            alias.form in (NameForm.SHORT, NameForm.ACRONYM) and one.kind is not ActorKind.PERSON
        ):
            names.setdefault(alias.language, []).append(alias.name)
    names.setdefault("en", [one.name])
    return Somebody(number, one.kind, one.countries[0], names, one)


def _surname(rng: random.Random) -> tuple[str, str]:
    first, second, end = rng.choice(_SOUNDS), rng.choice(_SOUNDS), rng.choice(_ENDS)
    return (first[0] + second[0] + end[0]).capitalize(), first[1] + second[1] + end[1]


def _posts(rng: random.Random, bodies: Sequence[Somebody]) -> list[Post]:
    """Two posts, one after the other."""
    change = (_FIRST + timedelta(days=rng.randint(400, _DAYS - 400))).isoformat()
    posts = []
    for title, start, end in zip(rng.sample(_TITLES, 2), ("", change), (change, "9999"), strict=True):
        posts.append(Post(title, rng.choice(bodies).number if bodies else None, start, end))
    return posts


@dataclass(slots=True)
class _Page:
    """One document in the making."""

    gazetteer: Gazetteer
    rng: random.Random
    world: Sequence[Somebody]
    language: str
    day: str
    number: int
    text: str = ""
    members: list[tuple[Member, Span, Somebody | None]] = field(default_factory=list)
    roles: dict[int, tuple[Span, str, int | None]] = field(default_factory=dict)

    def done(self, named: Sequence[Somebody], country: str) -> Made:
        truth = {one.number for one in named}
        if self.rng.random() < 0.6:
            self.state(country)
        for one in named:
            self.name(one)
            post = next((p for p in one.posts if p.start <= self.day <= p.end), None)
            if post is None or self.rng.random() < 0.5:
                continue
            held = None
            if post.body is not None and post.body not in truth and self.rng.random() < 0.5:
                held = post.body
                self.name(self.world[held])
            self.roles[one.number] = self.say(post.title), post.title, held
        return self.made(country, truth)

    def say(self, words: str) -> Span:
        start = len(self.text)
        self.text += f"{words}\n"
        return Span(start, start + len(words))

    def state(self, country: str) -> None:
        link = f"world:{country}"
        if link in self.gazetteer.actor_ids:
            name = self.gazetteer.actor(link).name
            self.add(name, ActorKind.STATE, None)

    def name(self, one: Somebody) -> None:
        if any(somebody is one for _, _, somebody in self.members):
            return
        self.add(written(self.rng, one, self.language), one.kind, one)

    def add(self, name: str, kind: ActorKind, somebody: Somebody | None) -> None:
        span = self.say(name)
        hits = self.gazetteer.actors_named(name)
        member = Member(name, first=span.start, seen_as_name=True, acts=True)
        member.spellings[name] += 1
        member.kinds[kind] += 2
        member.known = {hit.actor.id: hit for hit in hits}
        self.members.append((member, span, somebody))

    def made(self, country: str, wanted: set[int]) -> Made:
        cast = Cast(self.text)
        cast.members = [member for member, _, _ in self.members]
        for member, span, _ in self.members:
            member.seen(span, MentionForm.NAME, 0.9)
        for member, _, somebody in self.members:
            role = self.roles.get(somebody.number) if somebody else None
            if role is not None:
                cast.call(member, role[1].lower())
        identify(cast, Context(Counter(), set(), self.gazetteer, self.text))
        kept = {id(member): f"a{n}" for n, member in enumerate(cast.members)}
        of_known = {str(member.link): f"a{n}" for n, member in enumerate(cast.members) if member.link}
        ids = {
            somebody.number: kept.get(id(member)) or of_known[str(member.link)]
            for member, _, somebody in self.members
            if somebody is not None
        }
        actors = []
        for n, member in enumerate(cast.members):
            roles = [
                Role(span, title, None if body is None else ids.get(body))
                for number, (span, title, body) in self.roles.items()
                if ids.get(number) == f"a{n}"
            ]
            actors.append(_actor(f"a{n}", member, tuple(roles)))
        truth = tuple((ids[number], number) for number in ids if number in wanted)
        outlet = f"Paper of {country} {self.rng.randrange(4)}"
        return Made(_record(self, tuple(actors)), outlet, truth)


def _actor(id_: str, member: Member, roles: tuple[Role, ...]) -> Actor:
    hit = member.known.get(member.link or "")
    return Actor(
        id_,
        member.name,
        member.kind,
        tuple(member.mentions.values()),
        tuple(name for name in member.spellings if name != member.name),
        member.link,
        hit.actor.name if hit else None,
        member.sure,
        member.why,
        () if hit else member.candidates,
        hit.actor.type if hit else None,
        hit.actor.countries if hit else (),
        roles,
    )


def _record(page: _Page, actors: tuple[Actor, ...]) -> Record:
    import hashlib

    data = f"{page.number}\n{page.text}".encode()
    sha256 = hashlib.sha256(data).hexdigest()
    address = f"https://paper.example.org/{page.number}"
    snapshot = Snapshot(sha256, "text/plain", len(data), None, address, 200, address)
    id_ = "d:" + hashlib.sha256(sha256.encode()).hexdigest()[:16]
    document = Document(
        id_,
        page.text,
        snapshot,
        url=address,
        published=page.day,
        published_precision=Precision.DAY,
        language=page.language,
    )
    zones = (Zone(ZoneKind.REPORT, Span(0, len(page.text))),)
    return Record(document=document, engine="0.0.0", model=None, zones=zones, actors=actors, knowledge=("world/1",))


def written(rng: random.Random, one: Somebody, language: str) -> str:
    """A name of somebody as a document in this language may write it."""
    names = one.names.get(language) or (one.names.get("ar") if language == "fa" else None) or one.names["en"]
    name = rng.choice(names)
    person = one.kind is ActorKind.PERSON
    if person and len(name.split()) > 1 and rng.random() < 0.04:
        name = _surname_of(name)
    chance = rng.random()
    if chance < 0.35:
        name = _another_way(rng, name)
    elif chance < 0.38 and len(name) > 8:
        name = _slip(rng, name)
    return name


def _surname_of(name: str) -> str:
    words = name.split()
    return (
        " ".join(words[-2:]) if len(words) > 2 and words[-2].lower() in ("al", "el", "abu", "ben", "bin") else words[-1]
    )


def _another_way(rng: random.Random, name: str) -> str:
    """Another transliteration: one or two letters written otherwise, capitals kept."""
    ways = _WAYS if name.isascii() or "’" in name else _ARABIC_WAYS
    for _ in range(rng.randint(1, 2)):
        fit = [(old, new) for old, new in ways if old in name[1:]]
        if fit:
            old, new = rng.choice(fit)
            places = [m.start() for m in re.finditer(re.escape(old), name) if m.start() > 0]
            at = rng.choice(places)
            name = name[:at] + new + name[at + len(old) :]
    return name


def _slip(rng: random.Random, name: str) -> str:
    """A slip of the pen: two letters change places, or one is left out."""
    places = [at for at in range(1, len(name) - 1) if name[at].isalpha() and name[at + 1].isalpha()]
    if not places:
        return name
    at = rng.choice(places)
    if rng.random() < 0.5:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + name[at + 1 :]
