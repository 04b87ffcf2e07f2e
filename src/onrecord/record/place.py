"""Where: a name in a text, and the point on the map it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .span import Span


class PlacePrecision(StrEnum):
    """What sort of ground a place covers, from the largest to a single site."""

    REGION = "region"
    COUNTRY = "country"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    DISTRICT = "district"
    CITY = "city"
    FEATURE = "feature"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """Another place that the same words may mean."""

    name: str
    geonames: int
    country: str
    lat: float
    lon: float
    precision: PlacePrecision


@dataclass(frozen=True, slots=True)
class Place:
    """One mention of a place. ``name`` is the known place's, or the words themselves where none is known.

    ``lat`` and ``lon`` are WGS 84 degrees of a point inside it; they are ``None``, as ``geonames`` and ``country`` (ISO
    3166 alpha-2), where the gazetteer does not know it. ``alternatives`` are the other places of this name, the
    likeliest first; ``confidence`` (0 to 1) is that this one is meant and ``why`` says in words what decided.
    """

    id: str
    span: Span
    name: str
    confidence: float
    why: str
    geonames: int | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision | None = None
    alternatives: tuple[PlaceChoice, ...] = ()
    made_by: str = ""
