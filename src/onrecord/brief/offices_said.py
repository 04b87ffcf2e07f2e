"""Of what somebody is said to hold an office: "the commander of the People’s Coastal Guard, Harun al-Tezmeri"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..codebook import role_words
from ..gazetteer import Gazetteer
from ..record import ActorKind, Tie
from .evidence import Somebody, pack_links
from .speakers import names_among
from .speech import Speech
from .voiced import TITLES, Voiced
from .words import Word, keys_of

#: How far from the word for an office its body may stand in the source, in words.
_NEAR = 6
#: Offices that are held in a town or province.
_OF_PLACES = frozenset(("mayor", "governor", "councillor", "councilor", "master", "bishop", "judge"))
_SMALL = frozenset(("of", "the", "and", "for", "al", "ben", "de"))


@dataclass(frozen=True, slots=True)
class Office:
    """An office in a sentence, by places of words: of which body, and of whom it is told. ``open`` says that neither
    what is cited nor the gazetteer knows whose office it is, so that nothing speaks against it either.
    """

    at: int
    body: tuple[int, int]
    person: tuple[int, int]
    open: bool = False


def misplaced(one: Speech, gazetteer: Gazetteer) -> Iterator[Office]:
    """Offices of somebody of the evidence that none of what is cited, nor what is known of him, gives him."""
    for office in _offices(one.words):
        holders = [(cited, who) for cited in one.cited for who in _holders(one, office.person, cited)]
        if holders and not any(_holds(one, office, cited, who, gazetteer) for cited, who in holders):
            open_ = all(_is_open(one, office, cited, who, gazetteer) for cited, who in holders)
            near = any(_is_at_home(one, office, cited, who, gazetteer) for cited, who in holders)
            yield replace(office, open=open_ or near)


def _offices(words: Sequence[Word]) -> Iterator[Office]:
    persons = role_words().persons
    for at, word in enumerate(words):
        if word.quoted or word.form not in persons:
            continue
        body = _body_behind(words, at) or _body_before(words, at)
        if body is None:
            continue
        person = _person(words, at, body)
        if person is not None:
            yield Office(at, body, person)


def _body_behind(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """The name after "of": "commander of the Guard"."""
    if at + 2 >= len(words) or words[at + 1].form != "of":
        return None
    begin = at + 3 if words[at + 2].form == "the" else at + 2
    end = _name_end(words, begin)
    return (begin, end) if end > begin else None


def _body_before(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """The owner before an office: "Nesharra’s foreign minister"."""
    last = at - 1
    while last >= 0 and words[last].form in TITLES and not words[last].owner and not words[last + 1].gap.strip():
        last -= 1
    if last < 0 or not words[last].owner or not words[last].large or words[last].quoted:
        return None
    begin = last
    while begin > 0 and not words[begin].gap.strip() and (words[begin - 1].large or words[begin - 1].form == "of"):
        begin -= 1
    while begin < last and not words[begin].large:
        begin += 1
    return begin, last + 1


def _name_end(words: Sequence[Word], begin: int) -> int:
    end = at = begin
    while at < len(words) and (at == begin or not words[at].gap.strip(" ’'-")) and not words[at].quoted:
        if words[at].large:
            end = at + 1
        elif words[at].form not in _SMALL or at == begin:
            break
        at += 1
    return end


def _person(words: Sequence[Word], at: int, body: tuple[int, int]) -> tuple[int, int] | None:
    """The name that stands beside an office: after a comma, right behind it, or before it."""
    begin = max(at + 1, body[1])
    if begin < len(words) and words[begin].gap.strip() in ("", ",") and words[begin].large:
        return begin, _name_end(words, begin)
    first = min(at, body[0])
    while first > 0 and not words[first].gap.strip() and (words[first - 1].form in TITLES | {"the", "a", "an"}):
        first -= 1
    if first > 1 and words[first].gap.strip() == "," and words[first - 1].large and not words[first - 1].owner:
        start = first - 1
        while start > 0 and not words[start].gap.strip(" -’'") and words[start - 1].large:
            start -= 1
        return start, first
    return None


def _holders(one: Speech, place: tuple[int, int], cited: Voiced) -> Iterator[str]:
    hits = names_among(one.words[place[0] : place[1]], cited)
    yield from dict.fromkeys(who for hit in hits for who in sorted(hit.who & cited.persons))


def _holds(one: Speech, office: Office, cited: Voiced, who: str, gazetteer: Gazetteer) -> bool:
    said = one.words[office.body[0] : office.body[1]]
    bodies = cited.bodies_of.get(who, frozenset())
    hits = names_among(said, cited)
    if any(hit.who & bodies for hit in hits):
        return True
    name = " ".join(word.form.removesuffix("'s") for word in said)
    holder = cited.evidence.who(who)
    if holder is not None and _is_known(name, holder, gazetteer):
        return True
    if any(isinstance(other.evidence.finding, Tie) and _ties(other, said) for other in one.cited):
        return True
    if _stands_beside(said, one.words[office.at], cited) or _of_house(one, name):
        return True
    nothing = not bodies and (holder is None or not (holder.actor.countries or holder.actor.roles))
    return nothing and (bool(hits) or any(word.root in cited.roots for word in said))


def _is_open(one: Speech, office: Office, cited: Voiced, who: str, gazetteer: Gazetteer) -> bool:
    """Whether nothing is known of whom somebody serves, nor of the body that he is said to serve."""
    holder = cited.evidence.who(who)
    if holder is None or cited.bodies_of.get(who):
        return False
    name = one.of(office.body).removesuffix("’s").removesuffix("'s")
    known = any(link in gazetteer.actor_ids for link in pack_links(holder.actor, holder.entity))
    return not known and not gazetteer.actors_named(name)


def _is_at_home(one: Speech, office: Office, cited: Voiced, who: str, gazetteer: Gazetteer) -> bool:
    """Whether the body is a place of the country of which the packs have somebody: "the mayor of" one of its towns."""
    holder = cited.evidence.who(who)
    places = gazetteer.places_named(one.of(office.body).removesuffix("’s"))
    if holder is None or not places or one.words[office.at].form not in _OF_PLACES:
        return False
    links = [link for link in pack_links(holder.actor, holder.entity) if link in gazetteer.actor_ids]
    lands = {country.lower() for link in links for country in gazetteer.actor(link).countries}
    return any(place.country.lower() in lands for place in places)


def _ties(cited: Voiced, said: Sequence[Word]) -> bool:
    bound = {held.actor.id for held in cited.evidence.in_role("b")}
    return any(hit.who & bound for hit in names_among(said, cited))


def _is_known(name: str, holder: Somebody, gazetteer: Gazetteer) -> bool:
    """Whether the packs know that he is of it: his body, or the state whose officer he is."""
    countries = set(holder.actor.countries)
    if holder.entity is not None:
        countries |= set(holder.entity.countries)
    mine: set[str] = set()
    for link in pack_links(holder.actor, holder.entity):
        if link not in gazetteer.actor_ids:
            continue
        known = gazetteer.actor(link)
        mine |= {*known.part_of, *known.speaks_for, *(office.body for office in known.offices if office.body)}
        countries |= set(known.countries)
    short = tuple(key for key in keys_of(name) if key != "the")
    bodies = (gazetteer.actor(body).name for body in mine if body in gazetteer.actor_ids)
    if short and any(keys_of(body)[: len(short)] == short for body in bodies):
        return True  # "the Council" of Littoral States
    for hit in gazetteer.actors_named(name):
        if hit.actor.id in mine or (hit.actor.kind is ActorKind.STATE and countries & set(hit.actor.countries)):
            return True
    return False


def _stands_beside(said: Sequence[Word], office: Word, cited: Voiced) -> bool:
    """Whether the source has the body's name beside a word for the same office."""
    keys = [word.key for word in said if word.large]
    words = cited.words
    at = [n for n, word in enumerate(words) if word.root == office.root]
    found = {n for n, word in enumerate(words) if word.key == keys[-1]} if keys else set()
    titles = (role.title for somebody in cited.evidence.people for role in somebody.actor.roles)
    if any(abs(n - m) <= _NEAR for n in at for m in found):
        return True
    return any(set(keys) <= set(keys_of(title)) for title in titles)


def _of_house(one: Speech, name: str) -> bool:
    style = one.grounds.style
    return any(name in house.lower() for house in (*style.names.values(), *style.titles.values()))
