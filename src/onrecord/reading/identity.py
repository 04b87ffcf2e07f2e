"""Which known actor a name of this Document stands for: what each candidate has for it, and whether that decides.

Nothing is decided by the gazetteer alone. A full name that nobody else bears is enough; a short one, one that is also
a common word, or one that two actors bear needs support from the text: its countries, what belongs together, the
office that the text gives. Where the support does not tell, the candidates are kept and none is chosen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..gazetteer import Gazetteer, Hit, KnownActor, NameForm
from ..gazetteer.likeness import SURE
from ..gazetteer.spelling import plain_key
from ..record import ActorKind, Candidate
from .cast import FORM_WEIGHT, Cast, Member, needs_care
from .mentions import Belonging
from .names import plain

#: From this score on a candidate is taken, if no other comes within ``MARGIN``.
ENOUGH, MARGIN = 0.6, 0.12
#: Why an actor has candidates and no link.
UNDECIDED = "nothing in the text tells which is meant"
#: Candidates kept where none is chosen, and from which score on.
MOST, LEAST = 5, 0.35
#: A spelling that no pack lists is compared with known ones only if it has this many letters, and is no longer than
#: this, in characters; it is a candidate from this likeness on.
_LETTERS, _LONGEST, ALIKE = 6, 80, 0.85

#: What tells an age after a name, and after how many of its mentions that is looked for.
_AGE = re.compile(r", (?:an? |now )?\d{1,3}(?:-year-old\b| years old\b|,)")
_FIRST = 3
#: Of an actor of many countries these count for what a text is about.
_COUNTED = 2


@dataclass(slots=True)
class Context:
    """What the rest of the text tells: how often each country is named, and which known actors are sure to be in it."""

    countries: Counter[str]
    actors: set[str]
    gazetteer: Gazetteer
    text: str

    def is_private(self, member: Member) -> bool:
        """Whether the text gives a person's age, which it does of people nobody knows."""
        return any(_AGE.match(self.text, end) for _, end in list(member.mentions)[:_FIRST])

    def told(self, countries: Sequence[str]) -> str:
        """The countries in words, as far as the gazetteer has their names."""
        known = self.gazetteer.actor_ids
        names = [self.gazetteer.actor(f"world:{c}").name if f"world:{c}" in known else c.upper() for c in countries]
        return ", ".join(names)

    def share(self, actor: KnownActor) -> float:
        """How much of what the rest of the text says of countries falls to this actor's (0 to 1)."""
        own = actor.countries[:_COUNTED] if actor.id in self.actors else ()
        total = sum(self.countries.values()) - len(own)
        mine = sum(self.countries[c] for c in actor.countries) - len(own)
        return mine / total if total > 0 else 0.0

    def note(self, actor: KnownActor) -> None:
        """An actor is sure to be in the text."""
        if actor.id not in self.actors:
            self.actors.add(actor.id)
            self.countries.update(actor.countries[:_COUNTED])


def context_of(text: str, belongings: Iterable[Belonging], countries: Iterable[str], gazetteer: Gazetteer) -> Context:
    """The context that adjectives of states and the countries of places give."""
    counted = Counter(countries)
    for belonging in belongings:
        owners = {h.actor.id: h.actor for h in belonging.known}
        if len(owners) == 1:
            counted.update(next(iter(owners.values())).countries[:1])
    return Context(counted, set(), gazetteer, text)


def identify(cast: Cast, context: Context) -> None:
    """Link the members of a cast to known actors, the sure ones first, and join those that turn out to be one."""
    for member in cast.members:
        sole = _sole(member)
        if sole is not None:
            context.note(sole.actor)
    for member in cast.members:
        if not member.known:
            _respelled(member, context.gazetteer)
    for member in sorted(cast.members, key=lambda m: (len(m.known), m.first)):
        if member.known:
            _decide(member, context)
    _join(cast)
    for member in cast.members:
        if member.link is not None:
            member.name = _fullest(member, member.known[member.link])


def _fullest(member: Member, hit: Hit) -> str:
    """The name under which the record shows a known actor: its main one if the text uses it, else the longest."""
    main = plain_key(hit.actor.name)
    forms = {plain_key(a.name): FORM_WEIGHT[a.form] for a in hit.actor.names}

    def rank(shown: str) -> tuple[bool, float, int, str]:
        key = plain_key(shown)
        return key == main, forms.get(key, 0.6), len(shown), shown

    return max(member.spellings, key=rank, default=member.name)


def _sole(member: Member) -> Hit | None:
    hits = list(member.known.values())
    return (
        hits[0]
        if len(hits) == 1 and not needs_care(hits[0], member.spellings) and _agrees(member, hits[0].actor)
        else None
    )


def _respelled(member: Member, gazetteer: Gazetteer) -> None:
    """Candidates whose name sounds like this one, in a spelling that no pack lists; a shorter name is no spelling."""
    letters = sum(c.isalpha() for c in member.name)
    if not member.seen_as_name or letters < _LETTERS or len(member.name) > _LONGEST:
        return
    for hit in gazetteer.respelled(member.name, ALIKE if " " in member.name else SURE):
        if _agrees(member, hit.actor):
            member.known.setdefault(hit.actor.id, hit)


def _decide(member: Member, context: Context) -> None:
    weighed = [_scored(member, hit, context) for hit in member.known.values() if _bears(member, hit)]
    if not weighed:
        return
    weighed.sort(key=lambda pair: (-pair[0], pair[1].link))
    scored = [candidate for _, candidate in weighed]
    best, first = scored[0], weighed[0][0]
    second = weighed[1][0] if len(weighed) > 1 else 0.0
    if first >= ENOUGH and first - second >= MARGIN:
        chosen = member.known[best.link]
        member.link, member.sure, member.why = best.link, best.score, best.why
        member.kinds[chosen.actor.kind] += 6
        context.note(chosen.actor)
    else:
        member.candidates = tuple(c for c in scored[:MOST] if c.score >= LEAST)
        member.why = UNDECIDED if len(member.candidates) > 1 else ""


def _bears(member: Member, hit: Hit) -> bool:
    """Whether a known person can bear the fullest name that the text uses: a shared surname is not enough."""
    words = plain_key(member.name).split()
    if hit.actor.kind is not ActorKind.PERSON or len(words) < 2 or hit.score < 1:
        return True
    names = [plain_key(a.name).split() for a in hit.actor.names]
    return any(n == words or (n[:1] == words[:1] and n[-1:] == words[-1:]) for n in names)


def _scored(member: Member, hit: Hit, context: Context) -> tuple[float, Candidate]:
    """What speaks for a known actor, added up, and the candidate with its reasons."""
    actor, reasons = hit.actor, [hit.why]
    score = FORM_WEIGHT[hit.alias.form] * hit.score
    if hit.alias.form is NameForm.METONYM and member.acts:
        reasons.append("it acts here")
    elif needs_care(hit, member.spellings):
        score -= 0.35
        reasons.append("but the name is also another word or somebody else's")
    elif hit.score < 1:
        # Many people bear names that sound alike; few bodies do.
        score -= 0.35 if actor.kind is ActorKind.PERSON else 0.15
    if not _agrees(member, actor):
        score -= 0.4
        reasons.append(f"but the text takes it for a {member.kind.value}")
    share = context.share(actor)
    if share > 0.05:
        score += 0.1 + 0.15 * share
        reasons.append(f"the text is about {context.told(actor.countries)}")
    elif actor.countries and context.countries and hit.alias.careful and not member.acts:
        score -= 0.1
    kin = [k for k in (*actor.part_of, *actor.speaks_for, *(o.body for o in actor.offices)) if k in context.actors]
    if kin:
        score += 0.15
        reasons.append("what it belongs to is in the text")
    if actor.kind is ActorKind.PERSON and context.is_private(member):
        score -= 0.4
        reasons.append("but the text tells his age, as of somebody unknown")
    office = _office(member, actor)
    if office:
        score += 0.15
        reasons.append(f"the text calls it {office!r}")
    full = {plain(a.name) for a in actor.names if not a.careful}
    if len(member.spellings) > 1 and sum(plain(s) in full for s in member.spellings) > 1:
        score += 0.1
        reasons.append("the text uses several of its names")
    return score, Candidate(actor.id, actor.name, round(min(max(score, 0.0), 0.99), 2), "; ".join(reasons))


def _agrees(member: Member, actor: KnownActor) -> bool:
    """Whether the kinds go together: a person is no body."""
    if not member.kinds:
        return True
    person = member.kind is ActorKind.PERSON
    if person == (actor.kind is ActorKind.PERSON):
        return True
    # One reading of the tagger is not enough against a name that is known.
    return member.kinds[member.kind] <= 2 and not (member.role is not None and person)


def _office(member: Member, actor: KnownActor) -> str | None:
    """A word by which the text calls the actor and that stands in one of its offices' titles."""
    titles = {word for office in actor.offices for word in plain(office.title).split()}
    return next((noun for noun in member.nouns if noun.split()[-1] in titles), None)


def _join(cast: Cast) -> None:
    """Members that stand for one known actor are one member."""
    for member in list(cast.members):
        if member.link is None:
            continue
        kept = cast.linked.setdefault(member.link, member)
        if kept is not member:
            if member.sure > kept.sure:
                kept.sure, kept.why = member.sure, member.why
            cast.same(kept, member)
