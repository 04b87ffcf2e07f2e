"""What stands around an actor: the countries that its documents are about, who else is in them, outlets, days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ..record import ActorKind

#: Of an actor of many countries these count for what a text is about.
_COUNTED = 2
#: Who is named too often to say who somebody is.
_EVERYWHERE = (ActorKind.STATE, ActorKind.OUTLET, ActorKind.PLACE, ActorKind.PEOPLE)
_NONE: Mapping[str, float] = MappingProxyType({})
_NOBODY: Mapping[int, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Company:
    """What stands around an actor in one document or in several.

    ``about`` are countries (ISO 3166 alpha-2) with their shares, which make 1 together; ``others`` counts in how many
    of the documents each other entity is named, states and outlets left out; ``outlets`` are ids, ``days`` ISO 8601.
    """

    about: Mapping[str, float] = field(default_factory=lambda: _NONE)
    others: Mapping[int, int] = field(default_factory=lambda: _NOBODY)
    outlets: frozenset[str] = frozenset()
    days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody who is named beside: the number of the entity, its kind and countries."""

    no: int
    kind: ActorKind
    countries: tuple[str, ...]


def company(documents: Iterable[tuple[Iterable[Other], str | None, str | None]]) -> Company:
    """The company that these documents make: of each those named in it, the outlet, and the day."""
    countries: Counter[str] = Counter()
    others: Counter[int] = Counter()
    outlets: set[str] = set()
    days: list[str] = []
    for beside, outlet, day in documents:
        for one in {other.no: other for other in beside}.values():
            countries.update(one.countries[:_COUNTED])
            if one.kind not in _EVERYWHERE:
                others[one.no] += 1
        outlets |= {outlet} if outlet else set()
        days += [day] if day else []
    total = sum(countries.values())
    return Company({c: n / total for c, n in countries.items()}, others, frozenset(outlets), tuple(sorted(days)))


def shared_countries(seen: Company, own: Iterable[str], other: Company) -> float | None:
    """How much of what a document is about falls to an entity's countries, or to what its documents are about (0 to 1).

    ``None`` where one of the two is about no country.
    """
    theirs = set(own) or set(other.about)
    if not seen.about or not theirs:
        return None
    return sum(share for country, share in seen.about.items() if country in theirs)
