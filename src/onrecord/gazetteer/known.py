"""What a gazetteer knows: actors, places and dated events, with their names and on whose word each name stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..record import ActorKind, PlacePrecision


class NameForm(StrEnum):
    """How a name stands for its actor."""

    NAME = "name"
    SHORT = "short"
    ACRONYM = "acronym"
    FORMER = "former"
    ADJECTIVE = "adjective"
    DEMONYM = "demonym"
    METONYM = "metonym"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of a known actor: ``language`` is the ISO 639 code of what it is written in, ``sources`` the codes of
    the pack's sources that use it. ``careful`` says that it is also a common word, a place or somebody else, so that
    it counts only where the text supports it.
    """

    name: str
    language: str
    form: NameForm
    sources: tuple[str, ...]
    careful: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person held in a body, between two ISO 8601 dates; an open end is ``None``."""

    title: str
    body: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor of a pack. ``id`` is ``"pack:key"``; ``part_of`` and ``speaks_for`` are such ids too.

    ``type`` is the finer word of the pack ("militia", "ministry"); ``countries`` are ISO 3166 alpha-2 codes.
    """

    id: str
    kind: ActorKind
    type: str
    name: str
    countries: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    speaks_for: tuple[str, ...] = ()
    names: tuple[Alias, ...] = ()
    offices: tuple[Office, ...] = ()
    start: str | None = None
    end: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place on the map, in WGS 84 degrees.

    ``geonames`` is its number in GeoNames, or a negative one of the pack's own; ``admin1`` is its first-level unit.
    """

    geonames: int
    name: str
    precision: PlacePrecision
    country: str
    admin1: str
    lat: float
    lon: float
    population: int


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """A dated event that texts refer to by name: a battle, an election. Dates are ISO 8601, ``end`` inclusive."""

    id: str
    names: tuple[str, ...]
    start: str
    end: str
    countries: tuple[str, ...]
