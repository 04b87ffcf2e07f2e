"""Whom and where a row of another dataset means, by the desk's actors and the packs' countries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa

from ..gazetteer import Gazetteer
from ..gazetteer.country_codes import alpha_2
from ..intake.event_tables import CodedEvent, CodedSide
from ..linking.happenings import Happening, Side
from ..record import PlacePrecision
from ..store import entities, meant, search_words
from .compare_own import joined

#: A name counts for somebody whom it surely means; so many different names are looked up.
_SURE, _MOST = 0.84, 50_000
_BRACKET = re.compile(r"\(([^()]{2,80})\)\s*\Z")
_YEARS = re.compile(r"\s*\(\d{4}-(?:\d{4})?\)\s*\Z")
_OF = re.compile(r"\bof ([A-Z][^,:;()]{2,60})\Z")
#: Crowds and people of no name, of whom only the country tells something.
_NOBODY = re.compile(r"(?i)(?:unidentified|unknown|protesters|rioters|civilians|militia|police|government|military)\b")


@dataclass(slots=True)
class Names:
    """What names of rows mean on a desk. Each is looked up once."""

    at: sa.Connection
    known: Gazetteer
    at_time: str | None
    _sides: dict[str, Side] = field(default_factory=dict)
    _lands: dict[str, str] = field(default_factory=dict)

    def rough(self, one: CodedEvent) -> Happening:
        """A row without whom its names mean: enough to find what it may be compared with."""
        return self._happening(one, (self._lands_of(one.sides[0]), self._lands_of(one.sides[1])))

    def exact(self, one: CodedEvent) -> Happening:
        """A row with whom its names mean."""
        return self._happening(one, (self.side(one.sides[0]), self.side(one.sides[1])))

    def side(self, said: CodedSide) -> Side:
        """Whom the names of one side mean."""
        return joined([self._lands_of(said), *(self._named(name) for name in said.names)])

    def country(self, said: str | None) -> str:
        """The code (alpha-2) of a country by its name or code; empty for what is none."""
        name = (said or "").strip()
        if name not in self._lands:
            named = self.known.places_named(name) if name else ()
            found = next((one.country for one in named if one.precision is PlacePrecision.COUNTRY), None)
            self._lands[name] = alpha_2(name) if len(name) <= 3 else (found or "").lower()
        return self._lands[name]

    def _happening(self, one: CodedEvent, sides: tuple[Side, Side]) -> Happening:
        land = self.country(one.country)
        place = "_".join(search_words.words(one.place or ""))
        return Happening(
            one.first.toordinal(),
            one.last.toordinal(),
            tuple((plover.type, plover.mode) for plover in one.types if plover.type is not None),
            sides,
            frozenset((land,) if land else ()),
            frozenset((place,) if place else ()),
        )

    def _lands_of(self, said: CodedSide) -> Side:
        """What of a side is told without looking for anybody: how it is called, and countries."""
        codes = [self.country(one) for one in said.countries]
        for name in said.names:
            codes += [self.country(part) for part in _parts(name)[1]]
        return Side(frozenset(), frozenset(code for code in codes if code), tuple(_parts(one)[0] for one in said.names))

    def _named(self, name: str) -> Side:
        plain = _parts(name)[0]
        found = self._sides.get(plain)
        if found is None:
            found = self._sides[plain] = self._looked_up(plain)
        return found

    def _looked_up(self, name: str) -> Side:
        if _NOBODY.match(name) or len(self._sides) >= _MOST:
            return Side()
        name = name.title() if name.isupper() else name
        best = meant.meant(self.at, name, most=1, at_time=self.at_time)
        if not best or best[0].score < _SURE:
            proper = name[:1].isupper() and " " in name and _OF.search(name) is None
            return Side(names=(" ".join(search_words.words(name)),) if proper else ())
        number, who = best[0].number, best[0].entity
        root = entities.roots_of(self.at, [number], self.at_time).get(number, number)
        words = tuple(" ".join(search_words.words(one)) for one in dict.fromkeys((name, who.name)))
        return Side(frozenset((root,)), frozenset(code.lower() for code in who.countries), (), words)


def _parts(name: str) -> tuple[str, Iterable[str]]:
    """A name without what ACLED writes behind it, and what in it may be a country."""
    plain = _YEARS.sub("", name)
    bracket = _BRACKET.search(plain)
    if bracket is not None:
        return plain[: bracket.start()].strip() or plain, (bracket[1],)
    of = _OF.search(plain)
    return plain, (of[1],) if of is not None else ()
