"""What may be named in a sentence: words, people, places and countries of all that it cites, each worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from weakref import WeakKeyDictionary

from ..codebook import english_words, role_words
from ..codebook.fact_words import fact_words
from ..codebook.frame_words import frame_words
from ..gazetteer import Gazetteer, NameForm
from ..reading.segment import segment
from ..reading.sightings import Sighting, sightings
from ..record import ActorKind, Event
from .evidence import Evidence, Somebody, pack_links, record_names
from .pronoun_meant import may_be_meant, named_before
from .style import Style
from .wordings import concepts, folded_all, folded_text, wordings

#: How much of a document's beginning is looked at for the place that it is dated from.
_DATELINE = 120
#: How many parts of a name are looked at.
_NAME = 4
#: Begins the keys of outlets.
OUTLET = "outlet "
_GOVERNING = (ActorKind.STATE,)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody of the evidence, with his names as the parts by which names are compared; ``shown`` is his main name,
    ``countries`` are those he is of."""

    key: str
    person: bool
    shown: str
    names: tuple[tuple[str, ...], ...]
    written: tuple[str, ...]
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CitedWords:
    """``texts`` are the parts of words of each text that may be drawn on, in order; ``forms`` all of them.

    ``plain`` are those that stand written small, or are titles and offices. ``concepts`` are what its words say.
    ``actors`` are the known actors (ids) that are named or take part, ``related`` those of which they are part or in
    which they hold office. ``states`` and ``grounds`` are the countries that are named as actors, and of the places
    named; ``countries`` these and those of the people, ``homes`` those of the outlets. ``provinces`` are (country,
    first-level unit). ``sorts`` are the words for what bodies its people are. ``lands`` are the
    countries of the outlets whose texts are cited, without those that carried the same.
    """

    texts: tuple[tuple[str, ...], ...]
    forms: frozenset[str]
    plain: frozenset[str]
    concepts: frozenset[str]
    bearers: tuple[Bearer, ...]
    initials: frozenset[str]
    actors: frozenset[str]
    related: frozenset[str]
    places: frozenset[int]
    place_names: tuple[str, ...]
    grounds: frozenset[str]
    provinces: frozenset[tuple[str, str]]
    states: frozenset[str]
    countries: frozenset[str]
    homes: frozenset[str]
    sorts: frozenset[str]
    lands: frozenset[str]

    def has(self, words: Sequence[str]) -> bool:
        """Whether these parts of words stand side by side in one of the texts."""
        size = len(words)
        if size == 0 or not self.forms.issuperset(words):
            return size == 0
        sought = tuple(words)
        return any(text[at : at + size] == sought for text in self.texts for at in range(len(text) - size + 1))

    def behind(self, head: str, link: str) -> tuple[tuple[str, ...], ...]:
        """The parts of the words that stand behind "head of" or "head to" in the texts, with their article or without:
        at most so many as a name has.
        """
        found = []
        for text in self.texts:
            for at in range(len(text) - 2):
                if text[at] == head and text[at + 1] == link:
                    begin = at + 3 if text[at + 2] == "the" else at + 2
                    found.append(text[begin : begin + _NAME])
        return tuple(one for one in found if one)


def cited_words(cited: Sequence[Evidence], gazetteer: Gazetteer, style: Style) -> CitedWords:
    """The words of all that a sentence cites, and of the house's style; kept until something else is asked for."""
    kept = cited[0].worked.get("all words") if cited else None
    if kept is not None and kept[0] is gazetteer and kept[1] is style and _same(kept[2], cited):
        found: CitedWords = kept[3]
        return found
    found = _together(cited, gazetteer, style)
    if cited:
        cited[0].worked["all words"] = (gazetteer, style, tuple(cited), found)
    return found


def _same(one: Sequence[Evidence], other: Sequence[Evidence]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def _together(cited: Sequence[Evidence], gazetteer: Gazetteer, style: Style) -> CitedWords:
    parts = [_of(one, gazetteer) for one in cited]
    house = _styled(style)
    if len(parts) == 1 and not house:
        return parts[0]
    forms = frozenset[str]().union(*(one.forms for one in parts), *house)
    return CitedWords(
        tuple(dict.fromkeys([text for one in parts for text in one.texts])) + house,
        forms,
        frozenset[str]().union(*(one.plain for one in parts), *house),
        frozenset[str]().union(*(one.concepts for one in parts)),
        tuple({one.key: one for part in parts for one in part.bearers}.values()),
        frozenset[str]().union(*(one.initials for one in parts)),
        frozenset[str]().union(*(one.actors for one in parts)),
        frozenset[str]().union(*(one.related for one in parts)),
        frozenset[int]().union(*(one.places for one in parts)),
        tuple(dict.fromkeys(name for one in parts for name in one.place_names)),
        frozenset[str]().union(*(one.grounds for one in parts)),
        frozenset[tuple[str, str]]().union(*(one.provinces for one in parts)),
        frozenset[str]().union(*(one.states for one in parts)),
        frozenset[str]().union(*(one.countries for one in parts)),
        frozenset[str]().union(*(one.homes for one in parts)),
        frozenset[str]().union(*(one.sorts for one in parts)),
        frozenset[str]().union(*(one.lands for one in parts)),
    )


def _styled(style: Style) -> tuple[tuple[str, ...], ...]:
    said = (*style.names.values(), *style.titles.values(), *style.descriptors.values())
    return tuple(folded_text(one) for one in said)


def _of(one: Evidence, gazetteer: Gazetteer) -> CitedWords:
    kept = one.worked.get("cited words")
    if kept is not None and kept[0] is gazetteer:
        found: CitedWords = kept[1]
        return found
    found = _made(one, gazetteer)
    one.worked["cited words"] = (gazetteer, found)
    return found


def _made(one: Evidence, gazetteer: Gazetteer) -> CitedWords:
    texts = list(dict.fromkeys(_texts(one)))
    outlets = _outlets(one)
    seen = _Seen(gazetteer)
    for text in texts:
        seen.text(text)
    carried = _Seen(gazetteer)
    for outlet in outlets:
        carried.text(outlet)
    seen.actors |= carried.actors
    before = dict.fromkeys((*may_be_meant(one), *named_before(one)))
    meant = (Somebody(actor, None, record_names(actor)) for actor in before)
    holders = (*_holders(one, gazetteer), *meant)
    for somebody in (*one.people, *holders):
        seen.somebody(somebody)
    for place in one.places:
        seen.place(place.geonames, place.country, place.admin1)
    for place in one.record.places:
        if place.span.start < _DATELINE:
            seen.place(place.geonames, place.country, place.admin1)
    bearers = tuple(_bearers(one, (*one.people, *holders), outlets, gazetteer))
    listed = tuple(folded_text(text) for text in (*texts, *seen.offices))
    carriers = [part for outlet in outlets for part in folded_text(outlet)]
    languages = fact_words().languages.get(one.record.document.language or "", frozenset())
    names = [name for bearer in bearers for name in bearer.written]
    said = dict.fromkeys(place.span.of(one.text) for place in one.places)
    return CitedWords(
        listed,
        frozenset(part for text in listed for part in text).union(languages, carriers),
        frozenset(_plain((*texts, *_ranks(one)), seen.offices)) | languages | _carried(one),
        frozenset(key for low in (*_lows(texts), *_acts(one)) for key in concepts(low)),
        bearers,
        frozenset(initials for name in (*names, *texts) for initials in _initials(name)),
        frozenset(seen.actors),
        frozenset(seen.related),
        frozenset(seen.places),
        tuple(said),
        frozenset(seen.grounds),
        frozenset(seen.provinces),
        frozenset(seen.states),
        frozenset(seen.grounds | seen.states | seen.countries),
        frozenset(carried.countries),
        frozenset(_sorts((*one.people, *holders))),
        _lands(one, gazetteer),
    )


def _lands(one: Evidence, gazetteer: Gazetteer) -> frozenset[str]:
    """The countries of the outlet: what it is filed under, else those that its names tell."""
    kept = one.record.kept
    if kept is not None and kept.source is not None and kept.source.country:
        return frozenset((kept.source.country.lower(),))
    seen = _Seen(gazetteer)
    for outlet in one.outlets:
        seen.text(outlet)
    return frozenset(seen.countries)


#: How many characters before a name are looked at for a rank or title.
_RANK = 40
_RANKED = re.compile(r"(?:[A-Z][\w’'.-]*\s){1,3}\Z")


def _ranks(one: Evidence) -> Iterator[str]:
    """The ranks and titles that the document gives its people elsewhere: "Colonel" right before a name."""
    persons = [somebody.actor for somebody in one.people if somebody.actor.kind is ActorKind.PERSON]
    for actor in persons:
        for mention in actor.mentions:
            yield mention.span.of(one.text)
            before = _RANKED.search(one.text[max(0, mention.span.start - _RANK) : mention.span.start])
            if before is not None:
                yield before[0]


def _lows(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for word in wordings(text).words:
            yield word.low
            if "-" in word.low:
                yield from word.low.split("-")


def _acts(one: Evidence) -> Iterator[str]:
    """What is done by saying it, as a verb."""
    for voice in one.voices:
        yield voice.act.value
    if isinstance(one.finding, Event):
        yield one.finding.type.value.lower()


def source_texts(one: Evidence) -> Iterator[str]:
    """The cited words of a document, sentence by sentence, and its title."""
    text = one.text
    for sentence in one.sentences:
        yield sentence.of(text)
    for span in one.spans:
        if not any(sentence.holds(span) for sentence in one.sentences):
            yield span.of(text)
    if one.record.document.title:
        yield one.record.document.title
    yield from _header(text)


_FIELD = re.compile(r"[A-Z][a-z]+: \S")


def _header(text: str) -> Iterator[str]:
    """The lines with which a text begins that tell what it is of: "Station: Radio Hask"."""
    for line in text[:_HEADER].split("\n"):
        if _FIELD.match(line) is None:
            return
        yield line


#: How many characters of a text may be such lines.
_HEADER = 600


def _texts(one: Evidence) -> Iterator[str]:
    yield from source_texts(one)
    for somebody in one.people:
        for role in somebody.actor.roles:
            yield role.title


def _outlets(one: Evidence) -> tuple[str, ...]:
    told = (teller.outlet for teller in one.tellers if teller.outlet)
    provenance = one.record.document.provenance
    forward = provenance.forward.name if provenance is not None and provenance.forward is not None else None
    return tuple(dict.fromkeys((*one.outlets, *told, *([forward] if forward else []))))


def _sorts(people: Iterable[Somebody]) -> Iterator[str]:
    for somebody in people:
        sort = somebody.actor.type or ""
        yield from sort.lower().replace("-", " ").split()
        yield somebody.actor.kind.value


def _carried(one: Evidence) -> frozenset[str]:
    """The network that a message stood in, and the words for what its outlet is."""
    kept = one.record.kept
    kind = kept.source.kind.value if kept is not None and kept.source is not None else ""
    called = frozenset(part for words in frame_words().outlets.get(kind, ()) for part in folded_text(words))
    provenance = one.record.document.provenance
    key = provenance.key if provenance is not None else None
    return called | {key.partition(":")[0].casefold()} if key else called


def _plain(texts: Iterable[str], offices: Iterable[str]) -> Iterator[str]:
    roles = role_words()
    for text in texts:
        for word in wordings(text).words:
            if word.text[0].islower() or roles.kind([word.low]) is not None:
                yield from folded_all((word,))
            for title in _titles().get(word.low, ()):
                yield from folded_text(title)
    for office in offices:
        yield from folded_text(office)


@cache
def _titles() -> dict[str, tuple[str, ...]]:
    """The titles for which one other word stands: "premier" for "prime minister"."""
    every = role_words().also_called.items()
    return {other: tuple(t for t, o in every if other in o) for _, others in every for other in others}


@dataclass(slots=True)
class _Seen:
    """What the gazetteer says of the names that are met."""

    gazetteer: Gazetteer
    actors: set[str]
    related: set[str]
    places: set[int]
    grounds: set[str]
    provinces: set[tuple[str, str]]
    states: set[str]
    countries: set[str]
    offices: list[str]

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.actors, self.related, self.places = set(), set(), set()
        self.grounds, self.provinces, self.states, self.countries = set(), set(), set(), set()
        self.offices = []

    def text(self, text: str) -> None:
        for sighting in seen_in(text, self.gazetteer):
            for hit in sighting.actors:
                self.actor(hit.actor.id, named=hit.alias.form is not NameForm.METONYM)
            for place in sighting.places[:1]:
                self.place(place.geonames, place.country, place.admin1)

    def actor(self, id_: str, named: bool = True) -> None:
        if id_ not in self.gazetteer.actor_ids:
            return
        known = self.gazetteer.actor(id_)
        self.actors.add(id_)
        self.countries.update(country.lower() for country in known.countries)
        if known.kind in _GOVERNING:
            self.states.update(country.lower() for country in known.countries)
        if named and known.kind is ActorKind.PERSON:
            self.related.update((*known.part_of, *known.speaks_for, *(office.body for office in known.offices)))
            self.offices += [office.title for office in known.offices]

    def somebody(self, somebody: Somebody) -> None:
        self.countries.update(country.lower() for country in somebody.actor.countries)
        entity = somebody.entity
        if entity is not None:
            self.countries.update(country.lower() for country in entity.countries)
        for link in pack_links(somebody.actor, entity):
            self.actor(link)

    def place(self, number: int | None, country: str | None, admin1: str | None) -> None:
        if number is not None:
            self.places.add(number)
        if country:
            self.grounds.add(country.lower())
            if admin1:
                self.provinces.add((country.lower(), admin1))


#: Known names of short texts, by gazetteer; emptied when it has grown to so many texts.
_SEEN: WeakKeyDictionary[Gazetteer, dict[str, tuple[Sighting, ...]]] = WeakKeyDictionary()
_MOST_SEEN = 4096


def seen_in(text: str, gazetteer: Gazetteer) -> tuple[Sighting, ...]:
    """Known names in a text, in order."""
    seen = _SEEN.setdefault(gazetteer, {})
    if text not in seen:
        if len(seen) >= _MOST_SEEN:
            seen.clear()
        seen[text] = tuple(sightings(text, segment(text), gazetteer)) if text else ()
    return seen[text]


def _holders(one: Evidence, gazetteer: Gazetteer) -> Iterator[Somebody]:
    """Persons whom the document names elsewhere, and whom the cited sentences call by an office that nobody else in it
    holds: "the envoy".
    """
    there = {somebody.actor.id for somebody in one.people}
    texts = [tuple(word.low for word in wordings(sentence.of(one.text)).words) for sentence in one.sentences]
    persons = role_words().persons
    if not any(low in persons for text in texts for low in text):
        return
    titles: dict[tuple[str, ...], set[str]] = {}
    known = {}
    for actor in one.record.actors:
        if actor.kind is not ActorKind.PERSON or not actor.name[:1].isupper() or " " not in actor.name:
            continue
        known[actor.id] = actor
        offices = gazetteer.actor(actor.link).offices if actor.link in gazetteer.actor_ids and actor.link else ()
        for title in (*(role.title for role in actor.roles), *(office.title for office in offices)):
            words = tuple(word.low for word in wordings(title).words)
            for size in range(1, len(words) + 1):
                titles.setdefault(words[-size:], set()).add(actor.id)
    for words, holders in titles.items():
        if len(holders) == 1 and not holders & there and any(_stands(words, text) for text in texts):
            actor = known[next(iter(holders))]
            there.add(actor.id)
            yield Somebody(actor, None, tuple(dict.fromkeys(record_names(actor))))


def _seats(somebody: Somebody, gazetteer: Gazetteer) -> frozenset[str]:
    """Names of a place that stand for who governs there, and that the document does not use so."""
    link = somebody.actor.link
    if somebody.actor.kind is not ActorKind.STATE or link is None or link not in gazetteer.actor_ids:
        return frozenset()
    seats = {alias.name for alias in gazetteer.actor(link).names if alias.form is NameForm.METONYM}
    return frozenset(seats - {somebody.actor.name, *somebody.actor.also})


def _stands(words: tuple[str, ...], text: tuple[str, ...]) -> bool:
    """Whether a title stands in a text as a description of one: "the special envoy"."""
    size = len(words)
    for at in range(1, len(text) - size + 1):
        if text[at : at + size] == words and {"the", "our", "its", "their", "his", "her"} & set(
            text[max(0, at - 3) : at]
        ):
            return True
    return False


def _bearers(
    one: Evidence, people: Sequence[Somebody], outlets: Sequence[str], gazetteer: Gazetteer
) -> Iterator[Bearer]:
    for somebody in people:
        kind = somebody.actor.kind
        named = [name for name in somebody.names if name[:1].isupper() or not name.isascii() or " " not in name]
        seats = _seats(somebody, gazetteer)
        named = [name for name in named if name not in seats and not _describes(name)]
        names = tuple(dict.fromkeys(parts for name in named if (parts := folded_text(name))))
        key = somebody.entity.id if somebody.entity is not None else f"{one.record.document.id}/{somebody.actor.id}"
        latin = tuple(name for name in named if name[:1].isupper())
        if names and latin:
            countries = {country.lower() for country in somebody.actor.countries}
            if somebody.entity is not None:
                countries |= {country.lower() for country in somebody.entity.countries}
            yield Bearer(key, kind is ActorKind.PERSON, latin[0], names, latin, frozenset(countries))
    for outlet in outlets:
        if (parts := folded_text(outlet)) and outlet[:1].isascii():
            yield Bearer(OUTLET + outlet, False, outlet, (parts,), (outlet,))


def _describes(name: str) -> bool:
    """Whether a name only has the capital of its article: "The judge"."""
    first, _, rest = name.partition(" ")
    return first in ("The", "A", "An", "Its", "His", "Her", "Their", "Our") and rest == rest.lower() and bool(rest)


def _initials(name: str) -> Iterator[str]:
    """What a name's first letters spell: of the capitals, and of all but the smallest words."""
    small = english_words().particles | {"of", "for", "and", "the"}
    run: list[str] = []
    for word in wordings(name).words:
        if word.text[0].isupper():
            run.append(word.low[0])
        elif word.low not in small:
            if len(run) > 1:
                yield "".join(run)
            run = []
    if len(run) > 1:
        yield "".join(run)
