"""The places of a Record, each once, in words: where it lies, how sure that is and why, and which others it may be."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from ..record import Place, PlaceChoice, PlacePrecision
from .outlines import outlines
from .telling import Line, Telling, Words
from .wording import PRECISION_WORDS, confidence_words, percent


@dataclass(frozen=True, slots=True)
class Ground:
    """One place, however often the text names it: ``place`` is its surest mention, ``numbers`` are all of them.

    ``numbers`` are places in ``record.places``, in text order.
    """

    place: Place
    numbers: tuple[int, ...]

    @property
    def located(self) -> bool:
        """Whether it has a point on the map."""
        return self.place.lat is not None and self.place.lon is not None


def grounds(telling: Telling) -> tuple[Ground, ...]:
    """All places of a record: those with coordinates first, then the most mentioned."""
    groups: dict[str, list[int]] = {}
    ordered = sorted(enumerate(telling.record.places), key=lambda found: found[1].span)
    for number, place in ordered:
        groups.setdefault(place_key(place), []).append(number)
    places = telling.record.places
    found = [Ground(max((places[n] for n in ns), key=lambda p: p.confidence), tuple(ns)) for ns in groups.values()]
    return tuple(sorted(found, key=lambda g: (not g.located, -len(g.numbers))))


def place_key(place: Place) -> str:
    """Equal for mentions of one place."""
    return str(place.geonames) if place.geonames is not None else f"words {' '.join(place.name.casefold().split())}"


def paragraph_of(telling: Telling, start: int) -> int:
    """The number of the paragraph that holds a character, counted from 1."""
    return max(1, bisect_right([p.start for p in telling.paragraphs], start))


def lie_words(place: Place) -> str:
    """What sort of ground, and in which province and country: ``town or city in Nineveh, Iraq``."""
    sort = PRECISION_WORDS[place.precision] if place.precision else "place"
    country = country_name(place.country) if place.country else ""
    around = [place.admin1 or "", country]
    inside = ", ".join(dict.fromkeys(w for w in around if w and w.casefold() != place.name.casefold()))
    if place.precision is PlacePrecision.COUNTRY or not inside:
        return sort
    return f"{sort} in {inside}"


def coordinate_words(place: Place | PlaceChoice) -> str:
    """Latitude and longitude in degrees, WGS 84; empty where they are not known."""
    if place.lat is None or place.lon is None:
        return ""
    north, east = ("N" if place.lat >= 0 else "S"), ("E" if place.lon >= 0 else "W")
    return f"{abs(place.lat):.3f}° {north}, {abs(place.lon):.3f}° {east}"


def sure_words(place: Place) -> str:
    """How sure it is that this place is meant."""
    return f"{confidence_words(place.confidence)} ({percent(place.confidence)})"


def alternative_line(choice: PlaceChoice) -> Line:
    """Another place of the same name."""
    sort, country = PRECISION_WORDS[choice.precision], country_name(choice.country)
    return (Words(choice.name), f", {sort} in ", Words(country), f", {coordinate_words(choice)}")


def place_line(place: Place) -> Line:
    """One mention in a line: what it is, where, how sure, why, and what else it may be."""
    name = Words(place.name)
    because: Line = ("; ", Words(place.why)) if place.why else ()
    if place.lat is None:
        return (name, ": a place, not on the map", *because)
    country = ", of unknown country" if place.country is None else ""
    line: Line = (name, ": ", Words(lie_words(place)), f"{country}; {coordinate_words(place)}; {sure_words(place)}")
    other: Line = ("; or ", *alternative_line(place.alternatives[0])) if place.alternatives else ()
    more = f" and {len(place.alternatives) - 1} more" if len(place.alternatives) > 1 else ""
    return (*line, *because, *other, *((more,) if more else ()))


def country_name(code: str) -> str:
    """The English name of an ISO 3166 alpha-2 code as Natural Earth has it; the code itself where it has none."""
    return _names().get(code.lower(), code.upper())


@cache
def _names() -> dict[str, str]:
    return {one.code: one.name for one in outlines() if one.code}
