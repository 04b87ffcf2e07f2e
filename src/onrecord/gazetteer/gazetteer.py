"""What is known by name: actors, places and dated events of all packs that were loaded, and where texts name them.

Nothing is decided here: a name that two actors bear gives both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ..record import ActorKind, PlacePrecision
from .form import several
from .index import Found, NameIndex
from .keys import keys_of, name_key
from .known import Alias, KnownActor, KnownEvent, KnownPlace, NameForm, Office
from .likeness import likeness
from .pack import Pack, Row
from .sounding import SoundIndex

#: Names less alike than this, from 0 to 1, are not worth showing to anybody.
LEAST_ALIKE = 0.6
#: Forms of name that have more than one spelling.
_SPELT = frozenset((NameForm.NAME.value, NameForm.SHORT.value, NameForm.FORMER.value))
_WHY = {
    NameForm.NAME: "is a name of it",
    NameForm.SHORT: "is a short name of it",
    NameForm.ACRONYM: "is its acronym",
    NameForm.FORMER: "is a former name of it",
    NameForm.ADJECTIVE: "is its adjective",
    NameForm.DEMONYM: "is what its people are called",
    NameForm.METONYM: "stands for it",
    NameForm.DESCRIPTION: "describes it",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A known actor that a name may mean, the alias that says so, how alike they are (0 to 1), and why, in words."""

    actor: KnownActor
    alias: Alias
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A known place that a name may mean, the name of it that says so, how alike they are (0 to 1), and why."""

    place: KnownPlace
    name: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Store:
    """The rows of all packs, as ``loading`` gathers them. Names are numbered; a key leads to its numbers.

    ``actors`` by id are (pack, row); ``names`` are (actor id, row); ``places`` by GeoNames number are rows of strings.
    """

    packs: list[Pack]
    actors: dict[str, tuple[str, Row]]
    names: list[tuple[str, Row]]
    names_of: dict[str, list[int]]
    offices_of: dict[str, list[Office]]
    events: dict[str, tuple[str, Row]]
    places: dict[int, Row]
    actor_keys: dict[str, int | tuple[int, ...]]
    place_keys: dict[str, int | tuple[int, ...]]
    event_keys: dict[str, tuple[str, ...]]
    index: NameIndex


class Gazetteer:
    """All that the loaded packs know. Actors and places are made when they are asked for, actors once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._made: dict[str, KnownActor] = {}
        self._parts: dict[str, tuple[str, ...]] | None = None
        self._actor_sounds: SoundIndex[int] | None = None
        self._spellings: SoundIndex[int] | None = None
        self._place_sounds: SoundIndex[str] | None = None

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The packs, in the order in which they were loaded."""
        return tuple(self._store.packs)

    @property
    def actor_ids(self) -> Collection[str]:
        """The ids of all actors, in the order of their packs."""
        return self._store.actors.keys()

    def ids_of(self, kind: ActorKind) -> frozenset[str]:
        """The ids of all actors of a kind."""
        return frozenset(key for key, (_, row) in self._store.actors.items() if row[1] == kind.value)

    @property
    def place_numbers(self) -> Collection[int]:
        """The GeoNames numbers of all places."""
        return self._store.places.keys()

    @property
    def name_count(self) -> int:
        """How many names are known, of actors, places and events."""
        stored = self._store
        return len(stored.names) + len(stored.place_keys) + len(stored.event_keys)

    def actor(self, key: str) -> KnownActor:
        """The actor with this id (``"pack:key"``).

        Raises:
            KeyError: if no pack has it.
        """
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._actor(key)
        return made

    def place(self, geonames: int) -> KnownPlace:
        """The place with this number in GeoNames.

        Raises:
            KeyError: if no pack has it.
        """
        _, name, precision, country, admin1, lat, lon, population = self._store.places[geonames]
        where = float(lat), float(lon), int(population or 0)
        return KnownPlace(geonames, name, PlacePrecision(precision), country, admin1, *where)

    def event(self, key: str) -> KnownEvent:
        """The event with this id (``"pack:key"``).

        Raises:
            KeyError: if no pack has it.
        """
        _, (_, name, also, start, end, country, _) = self._store.events[key]
        return KnownEvent(key, (name, *several(also)), start, end, several(country))

    def events(self) -> Iterator[KnownEvent]:
        """All dated events, in the order of their packs."""
        return map(self.event, self._store.events)

    def parts_of(self, key: str) -> tuple[str, ...]:
        """The ids of the actors that are part of this one, as far as packs say so directly."""
        if self._parts is None:
            parts: dict[str, list[str]] = {}
            for owner, (pack, row) in self._store.actors.items():
                for whole in _ids(pack, row[5]):
                    parts.setdefault(whole, []).append(owner)
            self._parts = {whole: tuple(owners) for whole, owners in parts.items()}
        return self._parts.get(key, ())

    def actors_named(self, name: str) -> tuple[Hit, ...]:
        """The actors that bear ``name``, but for case, accents, apostrophes, hyphens and articles; all of them."""
        hits = [hit for key in keys_of(name) for hit in self.actors_keyed(key)]
        first_name = keys_of(name, person=True)[:1]
        return tuple(hits or (hit for key in first_name for hit in self.actors_keyed(key)))

    def places_named(self, name: str) -> tuple[KnownPlace, ...]:
        """The places of this name, the largest population first."""
        return self.places_keyed(name_key(name))

    def alike(self, name: str, most: int = 5) -> tuple[Hit, ...]:
        """The actors whose names are most like ``name``, across spellings and scripts, each with its likest name.

        The reason is in words; nothing below ``LEAST_ALIKE`` is given. The first call takes about a second more.
        """
        if self._actor_sounds is None:
            first = ((_numbers(found)[0], key) for key, found in self._store.actor_keys.items())
            self._actor_sounds = SoundIndex((number, self._store.names[number][1][1]) for number, _ in first)
        best: dict[str, Hit] = {}
        for number in self._bearing(self._actor_sounds.near(name)):
            owner, row = self._store.names[number]
            found = likeness(name, row[1])
            if found.score >= LEAST_ALIKE and (owner not in best or found.score > best[owner].score):
                best[owner] = Hit(self.actor(owner), alias_of(row), found.score, found.reason)
        return tuple(sorted(best.values(), key=lambda hit: -hit.score)[:most])

    def respelled(self, name: str, least: float) -> tuple[Hit, ...]:
        """The actors of which ``name`` may be another Latin spelling: as many words, sounding alike, ``least`` or more.

        Names that packs make by rule have no other spellings, so they are not asked. The first call takes longer.
        """
        if self._spellings is None:
            self._spellings = SoundIndex(self._spelt(), words=False)
        count = name_key(name).count(" ")
        best: dict[str, Hit] = {}
        for number in self._spellings.near(name):
            owner, row = self._store.names[number]
            found = likeness(name, row[1]) if name_key(row[1]).count(" ") == count else None
            if found is not None and found.score >= least and (owner not in best or found.score > best[owner].score):
                best[owner] = Hit(self.actor(owner), alias_of(row), found.score, found.reason)
        return tuple(sorted(best.values(), key=lambda hit: -hit.score))

    def _spelt(self) -> Iterator[tuple[int, str]]:
        """The Latin names that somebody wrote down, and that may be spelt otherwise."""
        for number, (_, (_, name, language, form, source, _)) in enumerate(self._store.names):
            if language == "en" and form in _SPELT and source != "rule":
                yield number, name

    def places_alike(self, name: str, most: int = 5) -> tuple[PlaceHit, ...]:
        """The places whose names are most like ``name``, the likest first, the larger of two that are even."""
        if self._place_sounds is None:
            self._place_sounds = SoundIndex((key, key) for key in self._store.place_keys)
        best: dict[int, PlaceHit] = {}
        for key in self._place_sounds.near(name):
            found = likeness(name, key)
            for place in self.places_keyed(key) if found.score >= LEAST_ALIKE else ():
                if place.geonames not in best or found.score > best[place.geonames].score:
                    best[place.geonames] = PlaceHit(place, key, found.score, found.reason)
        return tuple(sorted(best.values(), key=lambda hit: (-hit.score, -hit.place.population))[:most])

    def _bearing(self, numbers: Sequence[int]) -> Iterator[int]:
        """All names, of whatever actor, that have the keys of these."""
        for number in numbers:
            for key in keys_of(self._store.names[number][1][1]):
                yield from _numbers(self._store.actor_keys.get(key, number))

    def events_named(self, name: str) -> tuple[KnownEvent, ...]:
        """The dated events of this name."""
        return self.events_keyed(name_key(name))

    def actors_keyed(self, key: str) -> tuple[Hit, ...]:
        """The bearers of a key that ``scan`` gave, each once for every form of name that the key is of it."""
        hits: dict[tuple[str, str], Hit] = {}
        for number in _numbers(self._store.actor_keys.get(key, ())):
            owner, row = self._store.names[number]
            if (owner, row[3]) not in hits:
                alias = alias_of(row)
                hits[owner, row[3]] = Hit(self.actor(owner), alias, 1.0, f"{alias.name} {_WHY[alias.form]}")
        return tuple(hits.values())

    def places_keyed(self, key: str) -> tuple[KnownPlace, ...]:
        """The places of a key that ``scan`` gave, the largest population first."""
        found = map(self.place, _numbers(self._store.place_keys.get(key, ())))
        return tuple(sorted(found, key=lambda place: (-place.population, place.geonames)))

    def events_keyed(self, key: str) -> tuple[KnownEvent, ...]:
        """The dated events of a key that ``scan`` gave."""
        return tuple(map(self.event, self._store.event_keys.get(key, ())))

    def scan(self, words: Sequence[str], breaks: Collection[int] = ()) -> Iterator[Found]:
        """The known names of actors, places and events in a text's words: see ``NameIndex.scan``."""
        return self._store.index.scan(words, breaks)

    def longest(self, words: Sequence[str], at: int) -> int:
        """How many words the longest known name has that begins with word ``at``; 0 where none does."""
        return self._store.index.longest(words, at)

    def aliases(self) -> Iterator[tuple[str, Alias]]:
        """Every name of every actor, with the actor's id."""
        return ((owner, alias_of(row)) for owner, row in self._store.names)

    def _actor(self, key: str) -> KnownActor:
        pack, (_, kind, sort, name, country, part_of, speaks_for, start, end, note) = self._store.actors[key]
        names = (alias_of(self._store.names[number][1]) for number in self._store.names_of.get(key, ()))
        return KnownActor(
            key,
            ActorKind(kind),
            sort,
            name,
            several(country),
            _ids(pack, part_of),
            _ids(pack, speaks_for),
            tuple(names),
            tuple(self._store.offices_of.get(key, ())),
            start or None,
            end or None,
            note,
        )


def alias_of(row: Row) -> Alias:
    """A row of names.csv as what it says."""
    _, name, language, form, source, care = row
    return Alias(name, language, NameForm(form), several(source), care == "context")


def _ids(pack: str, cell: str) -> tuple[str, ...]:
    return tuple(full_id(pack, key) for key in several(cell))


def full_id(pack: str, key: str) -> str:
    """The id of an actor as ``pack`` writes it, with the pack's name before it."""
    return key if ":" in key else f"{pack}:{key}"


def _numbers(found: int | tuple[int, ...]) -> tuple[int, ...]:
    return (found,) if isinstance(found, int) else found
