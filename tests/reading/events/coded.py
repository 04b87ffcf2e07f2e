"""Events of one text of the invented coast, read by the shipped model, and short ways to say what came out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from onrecord.reading import Reader
from onrecord.record import Event, Record, Taker
from onrecord.tagger import Tagger

from ..coast import coast
from ..telling import document


@cache
def reader() -> Reader:
    """The whole reading over the coast's own pack."""
    return Reader(Tagger(), coast())


@cache
def read(text: str) -> Record:
    """The record of a text."""
    return reader().read(document(text))


def events(text: str, kind: str | None = None) -> list[Event]:
    """Its events, all or those of one type."""
    return [e for e in read(text).events if kind is None or e.type.value == kind]


def only(text: str, kind: str) -> Event:
    """Its one event of a type; the test fails where there is none or two."""
    found = events(text, kind)
    assert len(found) == 1, [(e.type.value, words(text, e)) for e in read(text).events]
    return found[0]


def words(text: str, event: Event) -> list[str]:
    """The words that tell of it."""
    return [span.of(text) for span in event.spans]


def sides(text: str, event: Event) -> tuple[set[str], set[str]]:
    """Who did it and to whom: the actors' names, else the words."""
    return _named(text, event.actors), _named(text, event.recipients)


def _named(text: str, takers: Iterable[Taker]) -> set[str]:
    names = {a.id: a.name for a in read(text).actors}
    return {names[t.actor] if t.actor else t.span.of(text).removeprefix("the ").removeprefix("The ") for t in takers}


def place(text: str, event: Event) -> str | None:
    """The name of the place that it was at."""
    return next((p.name for p in read(text).places if p.id == event.place), None)


def when(text: str, event: Event) -> str | None:
    """The words of the time at which it was."""
    return next((t.span.of(text) for t in read(text).times if t.id == event.when), None)
