"""The actors of a reading linked to the desk's entities: known ones by their link, others by names, office and company.

Whom a text only calls by a common noun or a pronoun ("officials", "the group") is linked to nobody, and has no row: a
desk that made an entity of each would hold a million of them. The same goes for a body named by one common word
("Council"). A known actor is linked whatever the text calls it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from ..codebook import role_words
from ..gazetteer import Gazetteer, KnownActor, NameForm
from ..gazetteer.keys import name_key
from ..linking.actors import Decision, Profile, Weighed, decide, is_generic, is_short, may_be, name_weight, weigh
from ..linking.company import Company, Other, company
from ..linking.offices import Held
from ..record import Actor, ActorKind, MentionForm, Record
from ..store import entity_rows, questions
from ..store.entity_keys import LONGEST, MOST, keys_of_names
from ..store.entity_rows import Named, Newcomer, Row
from ..store.ids import DIGITS
from ..store.merging import settle_judged
from ..store.opening import Store

_NAMES = frozenset((MentionForm.NAME, MentionForm.ACRONYM))
#: Forms of name that an entity is found and compared by; adjectives and the like are kept, and no more.
_FOUND_BY = frozenset((NameForm.NAME, NameForm.SHORT, NameForm.ACRONYM, NameForm.FORMER))
#: Names of an actor that are compared, and entities that it is compared with, by their names and then in full.
_COMPARED, _CANDIDATES, _IN_FULL = 4, 24, 8
_BESIDE = 200
#: What speaks against a person whom the document names beside, and reading took for another.
_BOTH = 0.2


def link_reading(
    store: Store, at: sa.Connection, gazetteer: Gazetteer, document: int, reading: int, record: Record
) -> None:
    """Links every actor of a reading: rows of ``linked``, ``naming``, ``office``, new entities, new questions."""
    where, made, id_ = entity_rows.where_read(at, reading, document)
    named = [actor for actor in record.actors if is_named(actor)]
    if not named:
        return
    page = _Page(store, at, gazetteer, where, made, id_, record)
    page.link_known([actor for actor in named if actor.link is not None])
    page.link_others([actor for actor in named if actor.link is None])
    page.write(named, entity_rows.numbers_of(at, reading))
    settle_judged(at, id_, [actor.link for actor in named if actor.link is not None])


def is_named(actor: Actor) -> bool:
    """Whether an actor is one that other documents can be about: a known one, or one with a name of its own."""
    if actor.link is not None:
        return True
    if not any(mention.form in _NAMES for mention in actor.mentions):
        return False
    words = name_key(actor.name).split()
    if not words or not is_generic(actor.name):
        return bool(words)
    # "Interior Ministry" is a body of some country; "Council" may be any, and "Prime Minister" is an office.
    return actor.kind is not ActorKind.PERSON and len(words) > 1 and role_words().kind(words) != "persons"


@dataclass(slots=True)
class _Page:
    """One reading while its actors are linked. ``is_`` are the entities (base numbers) of its actors, by their ids."""

    store: Store
    at: sa.Connection
    gazetteer: Gazetteer
    where: Named
    made: str
    id: str
    record: Record
    is_: dict[str, int] = field(default_factory=dict)
    why: dict[str, tuple[float, tuple[str, ...]]] = field(default_factory=dict)
    beside: dict[int, Other] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    roots: dict[int, int] = field(default_factory=dict)
    asked: list[questions.Question] = field(default_factory=list)

    def link_known(self, actors: Sequence[Actor]) -> None:
        """Those that reading linked to a known actor."""
        rows = self.known({str(actor.link): actor for actor in actors})
        for actor in actors:
            row = rows[str(actor.link)]
            self.is_[actor.id] = row.no
            self.why[actor.id] = actor.confidence, (f"reading: {actor.why}" if actor.why else "linked by reading",)
            self.meet(row)

    def known(self, links: Mapping[str, Actor | None]) -> dict[str, Row]:
        """The entities of known actors, made where they are met first."""
        rows = {str(row.link): row for row in entity_rows.rows(self.at, "link", links)}
        new = [(link, self.actor_of(link, actor)) for link, actor in links.items() if link not in rows]
        newcomers = [
            Newcomer(_id("link", link), one.name, one.kind, self.made, link, one.type, one.countries)
            for link, one in new
        ]
        numbers = entity_rows.make(self.at, newcomers)
        names = {no: tuple(alias.name for alias in one.names) for no, (_, one) in zip(numbers, new, strict=True)}
        entity_rows.call(self.at, names, "pack")
        filed = {no: (one.kind, found_by(one)) for no, (_, one) in zip(numbers, new, strict=True)}
        entity_rows.file_keys(self.at, filed, {})
        for no, one in zip(numbers, newcomers, strict=True):
            rows[str(one.link)] = Row(no, one.id, one.name, one.kind, one.link, one.countries, no)
        return rows

    def actor_of(self, link: str, actor: Actor | None) -> KnownActor:
        """The known actor of a link; of one that no loaded pack has, as much as the record tells."""
        if link in self.gazetteer.actor_ids:
            return self.gazetteer.actor(link)
        if actor is None:
            raise KeyError(link)
        return KnownActor(link, actor.kind, actor.type or "", actor.known_as or actor.name, actor.countries)

    def meet(self, row: Row) -> None:
        """An entity is sure to be in the document. Of very many only the first tell what it is about."""
        self.roots[row.no] = row.root
        self.taken.add(row.root)
        if len(self.beside) < _BESIDE:
            self.beside[row.root] = Other(row.root, row.kind, row.countries)

    def link_others(self, actors: Sequence[Actor]) -> None:
        """Those that are compared with what the desk has met, the fullest names first."""
        names = {actor.id: names_of(actor) for actor in actors}
        keys = {actor.id: keys_of_names(names[actor.id], actor.kind) for actor in actors}
        keyed = entity_rows.keyed(self.at, [key for some in keys.values() for key in some])
        own = self.own_ids(actors)
        there = {row.id: row.no for row in entity_rows.rows(self.at, "id", own.values())} if own else {}
        claims = self.claims(actors)
        near = {actor.id: _near(keys[actor.id], keyed, names[actor.id]) for actor in actors}
        for actor in actors:
            near[actor.id] |= dict.fromkeys(claims[actor.id], 0)
        candidates = self.candidates({no for some in near.values() for no in some})
        called = entity_rows.names_of(self.at, candidates)
        likely = {
            actor.id: self.likely(actor, names[actor.id], near[actor.id], candidates, called, claims[actor.id])
            for actor in actors
        }
        profiles = self.profiles({no for some in likely.values() for no in some}, candidates, called)
        made: list[tuple[Actor, Decision]] = []
        for actor in sorted(actors, key=lambda one: -max(len(name.split()) for name in names[one.id])):
            weighed = self.weighed(actor, names[actor.id], likely[actor.id], profiles, claims[actor.id])
            decision = self.decide(weighed, candidates)
            if decision.entity is None and own[actor.id] in there:
                # A reading of this document made it before.
                decision = Decision(there[own[actor.id]], decision.why, decision.ask)
            if decision.entity is None:
                made.append((actor, decision))
                continue
            self.take(actor, decision.entity, decision)
            if decision.entity in candidates:
                self.meet(candidates[decision.entity])
        self.make([(actor, own[actor.id], decision) for actor, decision in made], names, keyed)
        self.call_again([actor for actor in actors if self.is_[actor.id] in candidates], names, candidates, keyed)

    def own_ids(self, actors: Iterable[Actor]) -> dict[str, str]:
        """The id that an entity would have that is made for an actor: of the document and the name."""
        seen: Counter[str] = Counter()
        ids = {}
        for actor in actors:
            seen[actor.name] += 1
            nth = () if seen[actor.name] == 1 else (str(seen[actor.name]),)
            ids[actor.id] = _id("actor", self.id, actor.name, *nth)
        return ids

    def claims(self, actors: Iterable[Actor]) -> dict[str, dict[int, float]]:
        """The known actors between which reading could not decide, with the score that it gave each."""
        links = {one.link: None for actor in actors for one in actor.candidates}
        rows = self.known({link: None for link in links if link in self.gazetteer.actor_ids}) if links else {}
        return {
            actor.id: {rows[one.link].no: one.score for one in actor.candidates if one.link in rows} for actor in actors
        }

    def candidates(self, numbers: set[int]) -> dict[int, Row]:
        return {row.no: row for row in entity_rows.rows(self.at, "no", sorted(numbers))} if numbers else {}

    def likely(
        self,
        actor: Actor,
        names: Sequence[str],
        near: Mapping[int, int],
        candidates: Mapping[int, Row],
        called: Mapping[int, Sequence[str]],
        claims: Mapping[int, float],
    ) -> list[int]:
        """Those whose names are like enough to look at everything else, the likest first."""
        some = [no for no in sorted(near, key=lambda no: (-near[no], no)) if may_be(actor.kind, candidates[no].kind)]
        some = some[:_CANDIDATES]
        scored = {no: name_weight(names, self.names(candidates[no], called), actor.kind)[0] for no in some}
        wanted = [no for no in some if scored[no] > 0 or no in claims]
        return sorted(wanted, key=lambda no: (-scored[no], no))[:_IN_FULL]

    def names(self, row: Row, called: Mapping[int, Sequence[str]]) -> Sequence[str]:
        """The names that an entity is compared by."""
        if row.link is None or row.link not in self.gazetteer.actor_ids:
            return called.get(row.no, (row.name,))
        known = self.gazetteer.actor(row.link)
        unfit = {alias.name for alias in known.names} - set(found_by(known))
        return [name for name in called.get(row.no, ()) if name not in unfit]

    def profiles(
        self, numbers: set[int], candidates: Mapping[int, Row], called: Mapping[int, Sequence[str]]
    ) -> dict[int, Profile]:
        """All that is known of these entities."""
        if not numbers:
            return {}
        some = sorted(numbers)
        met = entity_rows.met(self.at, some, self.where.document)
        offices = entity_rows.offices_of(self.at, some)
        packs = self.gazetteer.actor_ids
        known = {no: self.gazetteer.actor(link) for no in some if (link := candidates[no].link) and link in packs}
        bodies = {office.body for one in known.values() for office in one.offices}
        numbered = {row.link: row.root for row in entity_rows.rows(self.at, "link", bodies)} if bodies else {}
        profiles = {}
        for no in some:
            row, one = candidates[no], known.get(no)
            told = [Held(held.title, held.body, held.day, held.day) for held in offices.get(no, ())]
            told += [Held(o.title, numbered.get(o.body), o.start, o.end, True) for o in (one.offices if one else ())]
            documents = [
                ([Other(b.no, b.kind, b.countries) for b in page.beside], page.outlet, page.day)
                for page in met.get(no, ())
            ]
            profiles[no] = Profile(
                tuple(self.names(row, called)),
                row.kind,
                tuple(told),
                row.countries,
                company(documents),
                one.start if one else None,
                one.end if one else None,
            )
        return profiles

    def weighed(
        self,
        actor: Actor,
        names: Sequence[str],
        likely: Sequence[int],
        profiles: Mapping[int, Profile],
        claims: Mapping[int, float],
    ) -> dict[int, Weighed]:
        """What speaks for each that an actor may be."""
        if not likely:
            return {}
        seen = Profile(tuple(names), actor.kind, self.offices_of(actor), (), self.company())
        sole = len(likely) == 1
        weighed = {}
        for no in likely:
            one = weigh(seen, profiles[no], claims.get(no), sole=sole)
            if self.roots.get(no, no) in self.taken and actor.kind is ActorKind.PERSON:
                one = Weighed(one.score - _BOTH, (*one.reasons, "but the document names both"))
            weighed[no] = one
        return weighed

    def decide(self, weighed: Mapping[int, Weighed], candidates: Mapping[int, Row]) -> Decision:
        """What becomes of one actor. Those that judgements have joined are one, the likest of them."""
        best: dict[int, int] = {}
        for no in sorted(weighed, key=lambda no: (-weighed[no].score, no)):
            best.setdefault(candidates[no].root, no)
        level = {no: weighed[no] for no in best.values() if weighed[no].score > 0}
        asked = questions.between(self.at, sorted(level)) if len(level) > 1 else set()
        return decide(level, frozenset(asked))

    def company(self) -> Company:
        return company([(self.beside.values(), self.where.source, self.where.day)])

    def offices_of(self, actor: Actor) -> tuple[Held, ...]:
        day = self.where.day
        return tuple(
            Held(role.title, self.roots.get(body, body) if (body := self.is_.get(role.body or "")) else None, day, day)
            for role in actor.roles
        )

    def take(self, actor: Actor, no: int, decision: Decision) -> None:
        """Notes what was decided of an actor."""
        self.is_[actor.id] = no
        self.why[actor.id] = decision.why.score, decision.why.reasons
        for other, one in decision.ask:
            self.asked.append(questions.Question(no, other, one.score, one.reasons))

    def make(
        self,
        new: Sequence[tuple[Actor, str, Decision]],
        names: Mapping[str, Sequence[str]],
        keyed: Mapping[str, Sequence[int]],
    ) -> None:
        """Makes entities for those that are nobody the desk has met."""
        newcomers = [Newcomer(id_, actor.name[:LONGEST], actor.kind, self.made) for actor, id_, _ in new]
        numbers = entity_rows.make(self.at, newcomers)
        for no, (actor, _, decision) in zip(numbers, new, strict=True):
            self.take(actor, no, decision)
        filed = {no: (actor.kind, names[actor.id]) for no, (actor, _, _) in zip(numbers, new, strict=True)}
        entity_rows.call(self.at, {no: some for no, (_, some) in filed.items()}, "text")
        entity_rows.file_keys(self.at, filed, keyed)

    def call_again(
        self,
        actors: Sequence[Actor],
        names: Mapping[str, Sequence[str]],
        candidates: Mapping[int, Row],
        keyed: Mapping[str, Sequence[int]],
    ) -> None:
        """Keeps new spellings of entities that were met before, so that they are found by them too."""
        called = entity_rows.names_of(self.at, [self.is_[actor.id] for actor in actors])
        new: dict[int, tuple[ActorKind, Sequence[str]]] = {}
        for actor in actors:
            no = self.is_[actor.id]
            there = called.get(no, [])
            fresh = [name for name in names[actor.id] if name not in there and not is_short(name)]
            if fresh and len(there) + len(fresh) <= entity_rows.MOST_NAMES:
                new[no] = candidates[no].kind, fresh
        entity_rows.call(self.at, {no: some for no, (_, some) in new.items()}, "text")
        entity_rows.file_keys(self.at, new, keyed)

    def write(self, actors: Sequence[Actor], numbers: Mapping[str, int]) -> None:
        """The rows of what was decided."""
        links = [(numbers[actor.id], self.is_[actor.id], *self.why[actor.id]) for actor in actors]
        entity_rows.link(self.at, links)
        names = [
            (numbers[actor.id], self.is_[actor.id], name)
            for actor in actors
            for name in dict.fromkeys(one[:LONGEST] for one in (actor.name, *actor.also))
        ]
        entity_rows.note_names(self.at, self.where, names)
        offices = [
            entity_rows.Office(
                self.is_[actor.id],
                numbers[actor.id],
                role.title,
                role.span.start,
                role.span.end,
                self.is_.get(role.body or ""),
            )
            for actor in actors
            for role in actor.roles
        ]
        entity_rows.note_offices(self.at, self.where, offices)
        if self.asked:
            questions.ask(self.at, self.asked, self.store.now(self.at))


def found_by(known: KnownActor) -> tuple[str, ...]:
    """The names that a known actor is found and compared by: not those that are other words too, nor adjectives."""
    fit = [alias.name for alias in known.names if alias.form in _FOUND_BY and not alias.careful]
    return tuple(dict.fromkeys((known.name, *fit)))


def names_of(actor: Actor) -> tuple[str, ...]:
    """The names by which an actor is compared: those of several words, or the one it has."""
    every = dict.fromkeys(name[:LONGEST] for name in (actor.name, *actor.also))
    fit = [name for name in every if not is_short(name)] or [actor.name[:LONGEST]]
    return tuple(fit[:_COMPARED])


def _near(keys: Sequence[str], keyed: Mapping[str, Sequence[int]], names: Sequence[str]) -> dict[int, int]:
    """The entities that share a key, with how much their keys tell; a key that very many have tells nothing."""
    short = all(map(is_short, names))
    worth = {"n": 8, "s": 4, "x": 2, "l": 1 if short else 0}
    near: Counter[int] = Counter()
    for key in keys:
        numbers = keyed.get(key, ())
        points = worth[key[0]]
        if points and (len(numbers) < MOST or key[0] == "n"):
            near.update(dict.fromkeys(numbers, points))
    return dict(near)


def _id(*said: str) -> str:
    return "a:" + hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
