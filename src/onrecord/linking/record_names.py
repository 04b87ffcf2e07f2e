"""Who, where and when a record names, as its statements are asked for it: by keys, and by where the words stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from ..record import Actor, MentionForm, Record, Span, Speaker
from .clause_words import Named
from .clauses import When
from .said_words import stem
from .wording import wording

_T = TypeVar("_T")


class RecordNames:
    """What a record names. ``entities`` are those of each actor by its id in the record, ``bodies`` those in which
    entities hold an office by other documents.
    """

    def __init__(
        self, record: Record, entities: Mapping[str, Collection[int]], bodies: Mapping[int, Collection[int]]
    ) -> None:
        self._entities, self._bodies = entities, bodies
        self._actors = {actor.id: actor for actor in record.actors}
        self._keys = {actor.id: keys_of(actor, entities) for actor in record.actors}
        self._called = {_folded(actor.name): actor.id for actor in record.actors}
        self._named = _by_place([*_mentions(record, self._keys), *_places(record)])
        self._times = _by_place(list(_times(record)))

    def keys(self, actor: str | None) -> frozenset[str]:
        """What an actor is known by; nothing if it is none of the record's."""
        return self._keys.get(actor or "", frozenset())

    def named_in(self, spans: Sequence[Span]) -> list[tuple[Span, Named]]:
        """Who and which places are named there."""
        return _within(self._named, spans)

    def times_in(self, spans: Sequence[Span]) -> list[tuple[Span, When]]:
        """Which times are named there."""
        return _within(self._times, spans)

    def bodies_of(self, speaker: Speaker) -> Iterator[str]:
        """Keys of those for whom somebody speaks, as far as documents tell: where it has an office, and its title."""
        yield from self._keys.get(self._called.get(_folded(speaker.affiliation or ""), ""), ())
        actor = self._actors.get(speaker.actor or "")
        if actor is None:
            return
        for number in self._entities.get(actor.id, ()):
            yield from (f"#{body}" for body in self._bodies.get(number, ()))
        for role in actor.roles:
            yield from (stem(form) for form in wording(role.title).forms[-2:])
            yield from self.keys(role.body)
        # A ministry of Nesharra speaks for Nesharra.
        for name in (actor.name, *actor.also):
            _, *states = _folded(name).split(" of ")
            yield from (key for state in states for key in self._keys.get(self._called.get(state, ""), ()))


def keys_of(actor: Actor, entities: Mapping[str, Collection[int]]) -> frozenset[str]:
    """What an actor is known by: its entities and what it is linked to (``#``), its names (``=``), and the last words
    of these (``~``), for "the Guard" may be the People's Coastal Guard where nobody is known to be called so.
    """
    called = [wording(name).forms for name in (actor.name, *actor.also, actor.known_as or actor.name)]
    names = {f"={' '.join(forms)}" for forms in called if forms}
    last = {f"~{stem(forms[-1])}" for forms in called if len(forms) > 1}
    linked = {f"#{actor.link}"} if actor.link else set()
    return frozenset({f"#{no}" for no in entities.get(actor.id, ())} | linked | names | last)


def _folded(name: str) -> str:
    return " ".join(wording(name).forms)


def _mentions(record: Record, keys: Mapping[str, frozenset[str]]) -> Iterator[tuple[Span, Named]]:
    for actor in record.actors:
        for mention in actor.mentions:
            yield mention.span, Named(keys[actor.id], mention.form, is_place=False)


def _places(record: Record) -> Iterator[tuple[Span, Named]]:
    for place in record.places:
        keys = {f"={_folded(place.span.of(record.document.text))}"}
        if place.geonames is not None:
            keys.add(f"@{place.geonames}")
        yield place.span, Named(frozenset(keys), MentionForm.NAME, is_place=True)


def _times(record: Record) -> Iterator[tuple[Span, When]]:
    text = record.document.text
    for time in record.times:
        if time.start is not None and not (time.value or "").endswith("_REF"):
            yield time.span, When(time.start, time.end or time.start, time.span.of(text))


def _by_place(some: list[tuple[Span, _T]]) -> list[tuple[Span, _T]]:
    return sorted(some, key=lambda one: (one[0].start, -one[0].end))


def _within(some: Sequence[tuple[Span, _T]], spans: Sequence[Span]) -> list[tuple[Span, _T]]:
    """Those that begin within one of these spans."""
    found: list[tuple[Span, _T]] = []
    for span in spans:
        first = bisect_left(some, span.start, key=lambda one: one[0].start)
        last = bisect_left(some, span.end, key=lambda one: one[0].start)
        found += some[first:last]
    return found
