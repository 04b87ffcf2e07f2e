"""What is cited, as the checks of speech take it: its words, its voices, who each of them is and whom it speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ..codebook import cue_reading, role_words
from ..codebook.claim_words import claim_words
from ..codebook.verbs import CueReading
from ..codebook.words import word_set
from ..gazetteer import Gazetteer
from ..record import Actor, Footing, Span, Standing, Statement, TieType, ZoneKind
from .evidence import Evidence
from .stance import Stance, stances
from .style import Style
from .words import LONGEST_SOURCE, Word, base, keys_of, words_in

_BODIES = ("state", "organisation", "group")
#: A speaker who is only heard: the title tells for whom he speaks.
_HEARD = ("the speaker", "a speaker", "the voice", "a voice", "the message")
_OWNED = re.compile(r"\b(?:its|their)\b")
#: The outlet that carried it, as somebody who speaks.
OUTLET = "outlet"
_SPEAKS_FOR = (
    TieType.SPOKESPERSON_OF,
    TieType.SPEAKS_FOR,
    TieType.LEADS,
    TieType.HOLDS_OFFICE,
    TieType.MEMBER_OF,
    TieType.PART_OF,
)
_OFFICIAL = word_set(
    "spokesman spokeswoman spokesperson minister premier president chancellor ambassador envoy commander commodore "
    "colonel general government ministry official leader secretary king emir chief attache officer embassy"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """A statement that is cited, or stands in a sentence that is.

    ``who`` are those who speak by it (ids of the record's actors, ``OUTLET``), ``bodies`` those for whom they speak;
    ``described`` are roots of the words that it is called by besides names. ``reading`` is what its cue does, ``says``
    are the roots of what is said. ``cited`` is false of a statement that only stands beside one that is.
    """

    statement: Statement
    who: frozenset[str]
    bodies: frozenset[str]
    described: frozenset[str]
    body_words: frozenset[str]
    reading: CueReading | None
    cue: str
    cue_roots: frozenset[str]
    called: str
    says: frozenset[str]
    cited: bool

    @property
    def name(self) -> str:
        """The speaker's name, or else what the source calls him."""
        return self.statement.speaker.name or self.called


@dataclass(frozen=True, slots=True)
class Voiced:
    """One citation, with its voices. ``words`` and ``stances`` are of the sentences of the source in which it stands.

    ``named`` leads from the last key of a name to the names with that end and who bears each. ``voices`` are those on
    whose word it stands, the innermost first, then those beside it. ``carriers`` are the actors that carried it.
    ``bodies_of`` are, for each person that it names, those of which he is part or in which he holds an office.
    """

    evidence: Evidence
    words: tuple[Word, ...]
    stances: tuple[Stance, ...]
    named: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    persons: frozenset[str]
    offices: Mapping[str, frozenset[str]]
    voices: tuple[Voice, ...]
    carriers: frozenset[str]
    keys: Mapping[str, tuple[int, ...]]
    roots: frozenset[str]
    bodies_of: Mapping[str, frozenset[str]]

    @property
    def cited(self) -> tuple[Voice, ...]:
        """The voices on whose word it stands."""
        return tuple(one for one in self.voices if one.cited)

    @property
    def is_comment(self) -> bool:
        """Whether it is the judgement of the text's own author."""
        found = self.evidence.finding
        if self.footing is not None:
            return self.footing.standing is Standing.COMMENT
        if isinstance(found, Statement):
            return found.zone is ZoneKind.COMMENT and OUTLET in self.voices[0].who
        passage = self.evidence.passage
        zones = self.evidence.record.zones
        return passage is not None and any(z.kind is ZoneKind.COMMENT and z.span.holds(passage) for z in zones)

    @property
    def footing(self) -> Footing | None:
        """The footing of what may stand on the document's own word."""
        return self.evidence.footing


def voiced(one: Evidence, gazetteer: Gazetteer, style: Style) -> Voiced:
    """An evidence with its voices, kept with it. ``style`` tells what else somebody is called."""
    kept = one.worked.get("voiced")
    if kept is not None and kept[0] is gazetteer and kept[1] is style:
        found: Voiced = kept[2]
        return found
    made = _voiced(one, gazetteer, style)
    one.worked["voiced"] = (gazetteer, style, made)
    return made


def _voiced(one: Evidence, gazetteer: Gazetteer, style: Style) -> Voiced:
    words = words_in(one.words[:LONGEST_SOURCE])
    stood = stances(words)
    names = _Names(one, gazetteer, style)
    keys: dict[str, list[int]] = {}
    for at, stance in enumerate(stood):
        keys.setdefault(stance.key, []).append(at)
    voices = tuple(_voices(one, names))
    bodies = {
        somebody.actor.id: frozenset(names.bodies(somebody.actor.id))
        for somebody in one.people
        if somebody.actor.id in names.persons
    }
    return Voiced(
        one,
        words,
        stood,
        names.index(),
        names.persons,
        {who: names.described(who) for who in names.persons if any(n[:1].isupper() for n in names.names.get(who, ()))},
        voices,
        frozenset(_carriers(one, names)),
        {key: tuple(places) for key, places in keys.items()},
        frozenset(word.root for word in words),
        bodies,
    )


def _voices(one: Evidence, names: _Names) -> Iterator[Voice]:
    cited = {statement.id for statement in one.voices}
    for statement in one.voices:
        yield _voice(one, statement, names, cited=True)
    for statement in one.record.statements:
        if statement.id not in cited and any(_in(span, one.sentences) for span in statement.cue):
            yield _voice(one, statement, names, cited=False)


def _voice(one: Evidence, statement: Statement, names: _Names, *, cited: bool) -> Voice:
    text = one.text
    speaker = statement.speaker
    who, bodies = names.speaker(statement)
    called = " ".join(span.of(text) for span in speaker.spans)
    cue = " ".join(span.of(text) for span in statement.cue)
    described = {word.root for word in words_in(called[:300])} | names.described(speaker.actor)
    says = " ".join(span.of(text) for span in statement.content)[:LONGEST_SOURCE]
    return Voice(
        statement,
        who,
        bodies,
        frozenset(described),
        frozenset(root for body in bodies for root in names.described(body)),
        cue_reading(cue),
        cue,
        frozenset(word.root for word in words_in(cue)),
        called or speaker.name or "somebody",
        frozenset(word.root for word in words_in(says)),
        cited,
    )


def _carriers(one: Evidence, names: _Names) -> Iterator[str]:
    yield OUTLET
    for statement in one.voices:
        if statement.medium is not None and statement.medium.actor is not None:
            yield statement.medium.actor
        if statement.addressee is not None and statement.addressee.actor is not None:
            yield statement.addressee.actor
    for statement in one.voices[1:]:
        if statement.speaker.actor is not None:
            yield statement.speaker.actor
    yield from names.tellers


def _in(span: Span, around: Sequence[Span]) -> bool:
    return any(one.holds(span) for one in around)


@dataclass(frozen=True, slots=True)
class Filed:
    """A name as it is looked for: its keys without an article, their first letters, and whether it only describes (it
    ends small, or is an office alone).
    """

    keys: tuple[str, ...]
    letters: str
    describes: bool


@lru_cache(maxsize=1 << 14)
def filed_under(name: str) -> Filed | None:
    """How a name is looked for; ``None`` if it has no letters."""
    keys = tuple(key for key in keys_of(name) if key)
    keys = keys[1:] if len(keys) > 1 and keys[0] == "the" else keys
    if not keys:
        return None
    small = re.split(r"[\s-]", name.strip())[-1][:1].islower()
    letters = "".join(key[0] for key in keys if key not in ("of", "the", "and", "for", "on"))
    return Filed(keys, letters, small or all(key in TITLES or roles_among((base(key),)) for key in keys))


class _Names:
    """Who is called what in one record, and who speaks for whom, as far as the record and the packs know."""

    def __init__(self, one: Evidence, gazetteer: Gazetteer, style: Style) -> None:
        self.evidence, self.record, self.gazetteer = one, one.record, gazetteer
        self._spelt = {keys_of(name): house for name, house in style.names.items()}
        self.names: dict[str, list[str]] = {}
        self.known: dict[str, str] = {}
        self.tellers: set[str] = set()
        self.words: dict[str, set[str]] = {}
        self._links()
        for somebody in one.people:
            self.names[somebody.actor.id] = list(somebody.names)
        for actor in one.record.actors:
            if actor.id not in self.names:
                self.names[actor.id] = [actor.name, *actor.also]
        self.names[OUTLET] = [*one.outlets, *(a for a in (one.record.document.author,) if a)]
        for number, teller in enumerate(one.tellers):
            if teller.outlet and teller.outlet not in one.outlets:
                self.names[f"teller {number}"] = [teller.outlet]
                self.tellers.add(f"teller {number}")
        self.persons = frozenset(a.id for a in one.record.actors if a.kind == "person")

    def _links(self) -> None:
        entities = {one.actor.id: one.entity for one in self.evidence.people}
        for actor in self.record.actors:
            entity = entities.get(actor.id)
            link = actor.link or (entity.link if entity is not None else None)
            if link in self.gazetteer.actor_ids:
                self.known[actor.id] = str(link)

    def index(self) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for who, names in self.names.items():
            for name in (*names, *(self._spelt[keys_of(one)] for one in names if keys_of(one) in self._spelt)):
                filed = filed_under(name)
                if filed is None or (filed.describes and who != OUTLET):
                    continue
                found.setdefault(filed.keys[-1], []).append((filed.keys, who))
                if len(filed.letters) > 2 and who not in self.persons:
                    found.setdefault(filed.letters, []).append(((filed.letters,), who))
        for name in self.names[OUTLET]:
            # "The Stavenhelm Institute", of the Stavenhelm Institute for Littoral Studies.
            filed = filed_under(name)
            cut = next((n for n, key in enumerate(filed.keys) if key in ("for", "of")), 0) if filed is not None else 0
            if filed is not None and cut > 1 and roles_among((base(filed.keys[cut - 1]),)):
                found.setdefault(filed.keys[cut - 1], []).append((filed.keys[:cut], OUTLET))
        return {last: tuple(some) for last, some in found.items()}

    def speaker(self, statement: Statement) -> tuple[frozenset[str], frozenset[str]]:
        """Who speaks, and for whom: the body of the office, those who are led, the state of a minister."""
        speaker, text = statement.speaker, self.record.document.text
        who = {speaker.actor} if speaker.actor is not None else set()
        words = " ".join(span.of(text) for span in speaker.spans)
        if speaker.name is not None:
            who |= self._called(speaker.name) or {f"named {speaker.name}"}
            self.names.setdefault(f"named {speaker.name}", [speaker.name])
        if _is_ours(words):
            who.add(OUTLET)
        bodies: set[str] = set()
        for speaking in tuple(who):
            bodies |= self.bodies(speaking)
        if speaker.affiliation:
            bodies |= self._called(speaker.affiliation)
            self.names.setdefault(f"for {speaker.affiliation}", [speaker.affiliation])
            bodies.add(f"for {speaker.affiliation}")
        for actor in self.record.actors:
            if any(span.holds(m.span) for span in speaker.spans for m in actor.mentions) and actor.id not in who:
                if actor.id in self.persons:
                    if self._is_head(statement, actor, who):
                        who.add(actor.id)
                    continue
                bodies.add(actor.id)
        if words.casefold() in _HEARD:
            title = {word.key for word in words_in((self.record.document.title or "")[:200])}
            for one in self.record.actors:
                filed = filed_under(one.name) if one.kind in _BODIES else None
                bodies |= {one.id} if filed is not None and title.issuperset(filed.keys) else set()
        if speaker.spans and _OWNED.search(words) is not None:
            bodies |= set(self._before(speaker.spans[0].start))
        source = self.record.kept.source if self.record.kept is not None else None
        if source is not None and source.speaks_for:
            ours = {self.known.get(one, "") for one in (*who, *bodies)}
            if ours & set(source.speaks_for):
                bodies.add(OUTLET)
        return frozenset(who), frozenset(bodies - who)

    def _before(self, at: int) -> Iterator[str]:
        """The bodies that a sentence names before a place: whose "the commander of its patrols" there may be."""
        text = self.record.document.text
        begin = max(text.rfind(sign, 0, at) for sign in ("\n", ". ", "! ", "? ", "“"))
        for actor in self.record.actors:
            named = (m.span for m in actor.mentions if m.form == "name" and begin < m.span.start < at)
            if actor.kind in _BODIES and any(True for _ in named):
                yield actor.id

    def _is_head(self, statement: Statement, actor: Actor, who: set[str]) -> bool:
        """Whether the words for a speaker end in this name, and have none of the one that they were resolved to."""
        spans = statement.speaker.spans
        text = self.record.document.text
        for other in self.record.actors:
            if other.id in who and any(s.holds(m.span) for s in spans for m in other.mentions if m.form == "name"):
                return False
        return any(
            text[m.span.end :][:1] in ("", ",", " ", ".") and m.span.end == s.end
            for s in spans
            for m in actor.mentions
            if m.form == "name"
        )

    def bodies(self, actor: str) -> set[str]:
        """Those for whom an actor speaks or acts: of which he is part, or in which he holds an office."""
        found = {tie.b.actor for tie in self.record.ties if tie.a.actor == actor and tie.type in _SPEAKS_FOR}
        mine = next((one for one in self.record.actors if one.id == actor), None)
        if mine is None:
            return {one for one in found if one is not None}
        found |= {role.body for role in mine.roles}
        if actor in self.known:
            known = self.gazetteer.actor(self.known[actor])
            links = {*known.part_of, *known.speaks_for, *(office.body for office in known.offices)}
            for link in sorted(one for one in links if one in self.gazetteer.actor_ids):
                body = self.gazetteer.actor(link)
                at = f"pack {link}"
                self.names.setdefault(at, [body.name, *(alias.name for alias in body.names)])
                self.words.setdefault(at, set()).update(word.root for word in words_in(body.type.replace("-", " ")))
                found |= {at, *(one for one, its in self.known.items() if its == link)}
            if self.described(actor) & _OFFICIAL or known.offices:
                found |= {
                    one.id
                    for one in self.record.actors
                    if one.kind == "state" and set(one.countries) & set(mine.countries)
                }
        if mine.kind not in ("person", "state") and mine.countries:
            lands = {
                one.id for one in self.record.actors if one.kind == "state" and set(one.countries) & set(mine.countries)
            }
            found |= lands if self.described(actor) & _OFFICIAL else set()
        return {one for one in found if one is not None}

    def _called(self, name: str) -> set[str]:
        keys = keys_of(name)
        return {who for who, names in self.names.items() if any(keys_of(one) == keys for one in names)}

    def described(self, actor: str | None) -> frozenset[str]:
        """Roots of the words that an actor is described by: offices, its sort, what the text calls it."""
        if actor is None:
            return frozenset()
        mine = next((one for one in self.record.actors if one.id == actor), None)
        if mine is None:
            return frozenset(self.words.get(actor, ()))
        if actor not in self.words:
            self.words[actor] = {word.root for phrase in self._phrases(mine) for word in words_in(phrase[:200])}
        return frozenset(self.words[actor])

    def _phrases(self, actor: Actor) -> Iterator[str]:
        text = self.record.document.text
        yield from (role.title for role in actor.roles)
        yield from (role.span.of(text) for role in actor.roles)
        yield from (one.span.of(text) for one in actor.mentions if one.form == "nominal")
        yield (actor.type or "").replace("-", " ")
        for tie in self.record.ties:
            if tie.a.actor == actor.id and tie.type in _SPEAKS_FOR:
                yield from (span.of(text) for span in tie.spans)
        if actor.id in self.known:
            for office in self.gazetteer.actor(self.known[actor.id]).offices:
                yield office.title


def _is_ours(words: str) -> bool:
    """Whether somebody speaks of itself: "We", "Our spokesman" is another."""
    forms = tuple(word.form for word in words_in(words[:40]))
    return len(forms) == 1 and forms in claim_words().of("ours")


#: Words of titles and offices that are written large and name nobody.
TITLES = word_set(
    "foreign interior defence defense prime supreme deputy special acting finance affairs relations former state"
)
#: Words that may stand for one another: who is called the one may be called the other.
_ALIKE = (
    "spokesman spokeswoman spokesperson",
    "premier prime minister",
    "commander leader chief head commodore",
    "group militia movement organisation organization faction force guard brigade",
    "ministry department office",
    "agency wire outlet news",
    "newspaper paper daily outlet",
    "analyst think tank institute monitor desk researcher",
    "government state country cabinet authority",
    "man fisherman sailor captain skipper",
    "envoy diplomat ambassador",
    "minister secretary official politician",
    "lawmaker deputy parliamentarian mp",
    "colonel officer soldier army",
    "master harbormaster harbourmaster",
    "mission navy fleet patrol",
)


@lru_cache(maxsize=4096)
def alike(root: str) -> frozenset[str]:
    """The roots of words that may stand for a word in describing somebody."""
    found = {root}
    for line in _ALIKE:
        roots = {base(word) for word in line.split()}
        if root in roots:
            found |= roots
    return frozenset(found)


def roles_among(roots: Iterable[str]) -> frozenset[str]:
    """Those of some roots that are offices or sorts of body."""
    return frozenset(root for root in roots if root in _roles())


@cache
def _roles() -> frozenset[str]:
    known = role_words()
    every = (*known.persons, *known.groups, *known.organisations, *known.states)
    return frozenset(base(part) for word in every for part in (word.split()[-1],) if part.isalpha())
