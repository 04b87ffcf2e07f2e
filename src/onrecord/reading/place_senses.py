"""Which of the places that bear one name is meant: each is weighed by what the text and the document say.

Weights are in natural logarithms: a place whose weight is one higher is 2.7 times as likely. They were set by hand on
sentences of our own, not trained.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import cos, exp, hypot, log10, radians

from ..gazetteer import KnownPlace
from ..record import PlacePrecision
from .place_surroundings import Surroundings

_WEIGHT = {
    PlacePrecision.COUNTRY: 9.0,
    PlacePrecision.REGION: 7.0,
    PlacePrecision.FEATURE: 6.5,
    PlacePrecision.SITE: 5.5,
    PlacePrecision.ADMIN1: 4.6,
    PlacePrecision.DISTRICT: 4.5,
    PlacePrecision.ADMIN2: 3.0,
}
_ASKED, _NOT_ASKED = 4.0, -3.0
_UNASKED = 1.5
_CONTAINED, _ELSEWHERE = 5.0, -6.0
_SAID_BEFORE = 3.0
_COUNTRY, _HOME, _NEAR, _WITHIN = 2.0, 1.5, 2.0, 3.0
#: Less than this share of a mention of a country is no evidence.
_HEARD = 0.25
#: Kilometres at which nearness has lost two thirds of its weight.
_FAR = 150.0
#: A capital has so many times the people of a namesake that only words or places near by can mean the namesake.
_OVERSHADOWS = 8
#: A city of so many people is known far from its country.
_KNOWN_AFAR = 100_000
#: A degree of latitude in kilometres.
_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Container:
    """A place or country that the text names as what the name lies in, with the words that say so."""

    country: str
    admin1: str
    words: str


@dataclass(slots=True)
class Setting:
    """What the whole document says about where it is: how often countries are meant, and the places that are sure.

    ``capitals`` are the numbers of those places of the name at hand that are seats of their country's government.
    """

    home: frozenset[str] = frozenset()
    countries: Mapping[str, float] = field(default_factory=dict)
    anchors: tuple[KnownPlace, ...] = ()
    capitals: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Sense:
    """One place that a name may mean, with its weight and the reasons, strongest first."""

    place: KnownPlace
    weight: float
    reasons: tuple[str, ...]


def weigh(
    known: Collection[KnownPlace],
    around: Surroundings,
    containers: Sequence[Container],
    said: Sequence[Container],
    setting: Setting,
) -> list[Sense]:
    """The places of a name, likeliest first. ``containers`` stand beside this mention, ``said`` beside another one."""
    capital = max((p.population for p in known if p.geonames in setting.capitals), default=0)
    abroad = replace(setting, home=frozenset(), countries={})
    senses = [
        _weighed(place, around, containers, said, abroad if _overshadowed(place, capital) else setting)
        for place in known
    ]
    if not around.kinds:
        seats = {(p.country, p.admin1) for p in known if p.precision is PlacePrecision.CITY}
        senses = [replace(s, weight=s.weight - _UNASKED) if _shares_name(s.place, seats) else s for s in senses]
    return sorted(senses, key=lambda s: (-s.weight, s.place.geonames))


def _overshadowed(place: KnownPlace, capital: int) -> bool:
    """Whether a capital of this name has so many people that the country a text is about does not tell of ``place``."""
    return place.precision is PlacePrecision.CITY and place.population * _OVERSHADOWS < capital


def support(place: KnownPlace, containers: Sequence[Container], setting: Setting) -> bool | None:
    """Whether what else the text names speaks for a place: ``False`` where it names others only, ``None`` where none.

    Countries, regions, units of the first level, capitals and large cities are named in any text: they need none.
    """
    if place.precision not in _LOCAL or place.population >= _KNOWN_AFAR or place.geonames in setting.capitals:
        return True
    if containers:
        return any(c.country == place.country for c in containers)
    if not place.country or place.country in setting.home or setting.countries.get(place.country, 0.0) > _HEARD:
        return True
    if any(kilometres(a, place) < 2 * _FAR for a in setting.anchors if a.geonames != place.geonames):
        return True
    elsewhere = setting.anchors or max(setting.countries.values(), default=0.0) > _HEARD
    return False if elsewhere else None


_LOCAL = frozenset((PlacePrecision.CITY, PlacePrecision.ADMIN2, PlacePrecision.DISTRICT, PlacePrecision.SITE))


def _shares_name(place: KnownPlace, seats: Collection[tuple[str, str]]) -> bool:
    """Whether a unit bears the name of a town in it: then the bare name is the town's."""
    units = (PlacePrecision.ADMIN1, PlacePrecision.ADMIN2)
    return place.precision in units and (place.country, place.admin1) in seats


def shares(senses: Sequence[Sense]) -> list[float]:
    """How likely each is, if one of them is meant; sums to one."""
    top = senses[0].weight
    raw = [exp(max(-40.0, s.weight - top)) for s in senses]
    total = sum(raw)
    return [r / total for r in raw]


def kilometres(a: KnownPlace, b: KnownPlace) -> float:
    """The distance on the ground; within half a per cent below 1,000 km."""
    east = (a.lon - b.lon + 540) % 360 - 180
    return _DEGREE * hypot(a.lat - b.lat, east * cos(radians((a.lat + b.lat) / 2)))


def prior(place: KnownPlace) -> float:
    """How likely a place is meant when nothing else is known: by sort, cities by their people."""
    if place.precision is PlacePrecision.CITY:
        return log10(max(place.population, 1000 if not place.population else 300))
    return _WEIGHT[place.precision]


def _weighed(
    place: KnownPlace,
    around: Surroundings,
    containers: Sequence[Container],
    said: Sequence[Container],
    setting: Setting,
) -> Sense:
    weight = prior(place) * 1.3
    reasons: list[tuple[float, str]] = []
    for gain, reason in (
        _by_kind(place, around),
        _by_containers(place, containers, _CONTAINED, _ELSEWHERE),
        _by_containers(place, said, _SAID_BEFORE, -_SAID_BEFORE) if not containers else (0.0, ""),
        _by_country(place, setting),
        _by_nearness(place, setting),
    ):
        weight += gain
        if gain > 0 and reason:
            reasons.append((gain, reason))
    reasons.sort(key=lambda r: -r[0])
    return Sense(place, weight, tuple(reason for _, reason in reasons))


def _by_kind(place: KnownPlace, around: Surroundings) -> tuple[float, str]:
    if not around.kinds:
        return 0.0, ""
    return (_ASKED, f"“{around.asked}” stands beside it") if place.precision in around.kinds else (_NOT_ASKED, "")


def _by_containers(place: KnownPlace, found: Sequence[Container], gain: float, loss: float) -> tuple[float, str]:
    total, reason = 0.0, ""
    for container in found:
        if place.precision is PlacePrecision.COUNTRY or place.country != container.country:
            total += loss
        elif container.admin1 and container.admin1 != place.admin1:
            total += loss / 3
        else:
            total += gain
            reason = container.words
    return total, reason


def _by_country(place: KnownPlace, setting: Setting) -> tuple[float, str]:
    gain, reason = 0.0, ""
    top = max(setting.countries.values(), default=0.0)
    if top > _HEARD and place.country:
        # One name of a people is weaker evidence than a text full of one country.
        share = max(0.0, setting.countries.get(place.country, 0.0)) / top * min(1.0, top)
        gain += share * (_COUNTRY / 2 if place.precision is PlacePrecision.COUNTRY else _COUNTRY)
        if share > _HEARD and place.precision is not PlacePrecision.COUNTRY:
            reason = "the text speaks of its country"
    if place.country and place.country in setting.home:
        gain += _HOME
        reason = "the document is about its country"
    return gain, reason


def _by_nearness(place: KnownPlace, setting: Setting) -> tuple[float, str]:
    others = [a for a in setting.anchors if a.geonames != place.geonames]
    if not others:
        return 0.0, ""
    if place.precision is PlacePrecision.COUNTRY:
        inside = [a for a in others if a.country == place.country]
        return (_WITHIN, f"{inside[0].name} lies in it") if inside else (0.0, "")
    if place.precision is PlacePrecision.ADMIN1:
        inside = [a for a in others if a.country == place.country and a.admin1 == place.admin1]
        if inside:
            return _WITHIN + min(3.0, len(inside) - 1.0), f"{inside[0].name} lies in it"
    if place.precision is PlacePrecision.REGION:
        return 0.0, ""
    nearest = min(others, key=lambda a: (kilometres(a, place), a.geonames))
    away = kilometres(nearest, place)
    return _NEAR * exp(-away / _FAR), f"{round(away)} km from {nearest.name}" if away < 2 * _FAR else ""
