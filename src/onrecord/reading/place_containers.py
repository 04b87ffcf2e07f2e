"""What a text says that a place lies in, right beside its name: "Tripoli, Lebanon", "the Syrian town of Sinjar"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..codebook.place_words import place_words
from ..gazetteer import Hit, KnownPlace, NameForm
from ..gazetteer.keys import name_key
from ..record import PlacePrecision, Span
from .place_senses import Container, prior
from .place_surroundings import Surroundings, beside, kinds_of

_LONGEST_GAP = 40
#: Words that stand between a place and what it lies in, beside ranks and directions: "Selm, a town in the north of".
_JOINING = frozenset(("in", "of", "inside", "a", "an", "the"))
_LOCATING = frozenset(("in", "of", "inside"))
#: What may follow "Selm, Lurania" in a sentence; "In Selm, Lurania said" does not tell where Selm lies.
_GOES_ON = re.compile(
    r"[.,;:)]|\Z|\s+(?:on|in|at|after|before|when|where|who|which|while|during|since|last|for|from|to|by|with|that)\b"
)
#: A city of so many people is itself, whoever is there: "the people of Mosul in Syria".
_FAMOUS = 100_000
#: Countries of which one claims ground that gazetteers put in the other.
_CLAIMED = frozenset(
    frozenset(pair)
    for pair in (
        *(("il", other) for other in ("ps", "sy", "lb")),
        *(("ru", other) for other in ("ua", "ge")),
        *(("cn", other) for other in ("tw", "hk")),
        *(("ma", "eh"), ("rs", "xk"), ("cy", "tr"), ("am", "az")),
    )
)
_GAP = re.compile(
    r"(?:, ?|\s\(| )(?:(?:(?:in|of|inside)\s)(?:the\s)?)?(?:[^\W\d_][\w’'-]{0,20}\s){0,3}(?:(?:in|of)\s(?:the\s)?)?\Z"
)
#: Where "Town, State" is how one writes an address.
_STATED = frozenset(("us", "ca", "au"))


class PlaceLookup(Protocol):
    """What is asked of a gazetteer here."""

    def places_named(self, name: str) -> tuple[KnownPlace, ...]: ...

    def actors_named(self, name: str) -> tuple[Hit, ...]: ...


@dataclass(slots=True)
class NamedPlace:
    """One mention on its way to a place; ``key`` is what the mentions of one name share."""

    span: Span
    words: str
    key: str
    known: tuple[KnownPlace, ...]
    confidence: float
    around: Surroundings
    containers: tuple[Container, ...] = ()
    #: The state or country that the text puts it in although no known place of its name is there.
    elsewhere: KnownPlace | None = None


def contained(text: str, named: Sequence[NamedPlace], gazetteer: PlaceLookup) -> list[NamedPlace]:
    """Each mention with the places that the text right beside it says it lies in."""
    for i, one in enumerate(named):
        beside_it: list[Container] = []
        if i + 1 < len(named) and _holds_before(text, one, named[i + 1]):
            beside_it += _as_container(one, named[i + 1], "stands right after it")
            one.elsewhere = _nowhere_in(text, one, named[i + 1])
        else:
            one.elsewhere = None
        if i and _holds_after(text, named[i - 1], one):
            beside_it += _as_container(one, named[i - 1], "owns it")
            if one.elsewhere is None and _owned_place(text, named[i - 1], one):
                one.elsewhere = _excluding(one, named[i - 1])
        beside_it += _adjective(text, one, gazetteer)
        one.containers = tuple(beside_it)
    return list(named)


def _holds_before(text: str, one: NamedPlace, other: NamedPlace) -> bool:
    """ "Tripoli, Lebanon", "Sinjar in northern Iraq", "Baiji (Salah al-Din province)"."""
    gap = text[one.span.end : other.span.start]
    if len(gap) > _LONGEST_GAP or "\n" in gap:
        return False
    if _owns(text, other) and gap[:1] == "," and not re.search(r" (?:in|of) ", gap):
        return False
    rank = re.match(r" [\w-]{1,20}(?=[ ,])", gap)
    if rank and kinds_of(rank.group().strip().lower()):
        gap = gap[rank.end() :]
    return (
        gap.strip() != ""
        and _GAP.match(gap) is not None
        and (gap[0] == "," or " in " in gap or "(" in gap or " of " in gap)
    )


def _owns(text: str, one: NamedPlace) -> bool:
    return text[one.span.end : one.span.end + 1] in ("'", "’")


def _holds_after(text: str, other: NamedPlace, one: NamedPlace) -> bool:
    """ "Iraq's northern city of Mosul"."""
    gap = text[other.span.end : one.span.start]
    return len(gap) <= _LONGEST_GAP and re.match(r"['’]s (?:[^\W\d_][\w-]{0,20} ){0,4}\Z", gap) is not None


def _as_container(one: NamedPlace, other: NamedPlace, how: str) -> Iterator[Container]:
    """``other`` as what holds ``one``: a town in a list of towns, or a country in a row of countries, holds nothing."""
    if other.key == one.key or not other.known:
        return
    likely = max(other.known, key=lambda p: (_holding(p), prior(p), -p.geonames))
    if not _holding(likely) or not likely.country:
        return
    if likely.precision is not PlacePrecision.COUNTRY and not any(
        p.country == likely.country and p.admin1 == likely.admin1 for p in one.known
    ):
        return
    if any(p.precision is PlacePrecision.COUNTRY for p in one.known) and likely.precision is PlacePrecision.COUNTRY:
        return
    admin1 = likely.admin1 if likely.precision is PlacePrecision.ADMIN1 else ""
    yield Container(likely.country, admin1, f"{likely.name} {how}")


def _nowhere_in(text: str, one: NamedPlace, other: NamedPlace) -> KnownPlace | None:
    """The state or country of "Paris, Texas" where no known place of that name lies in it; lists are no such thing."""
    gap = text[one.span.end : other.span.start]
    words = gap.strip(" ,(").lower().replace(",", " ").split()
    if not all(w in _JOINING or is_part(w) or kinds_of(w) for w in words):
        return None
    follows = text[other.span.end : other.span.end + _LONGEST_GAP]
    if re.match(r" (?:and|or) ", follows):
        return None
    if _LOCATING.isdisjoint(words):
        if re.match(r", (?:and |or |[A-Z])", follows) or not _GOES_ON.match(follows):
            return None
    elif gap[:1] != "," and "(" not in gap and any(p.population >= _FAMOUS for p in one.known):
        return None
    return _excluding(one, other)


def _owned_place(text: str, other: NamedPlace, one: NamedPlace) -> bool:
    """ "Iraq's northern town of Selm", and not "Iraq's envoy to Selm"."""
    words = text[other.span.end + 2 : one.span.start].lower().split()
    return bool(words) and words[-1] == "of" and all(w in _JOINING or is_part(w) or kinds_of(w) for w in words)


def _excluding(one: NamedPlace, other: NamedPlace) -> KnownPlace | None:
    """The state or country ``other`` if no known place of the first name can lie in it."""
    if not one.known or not other.known:
        return None
    holder = max(other.known, key=lambda p: (_holding(p), prior(p), -p.geonames))
    if not _holding(holder) or any(p.precision is PlacePrecision.COUNTRY for p in one.known):
        return None
    state = holder.precision is PlacePrecision.ADMIN1
    if state and holder.country not in _STATED:
        return None
    inside = any(p.country == holder.country and (not state or p.admin1 == holder.admin1) for p in one.known)
    claimed = any(not p.country or frozenset((p.country, holder.country)) in _CLAIMED for p in one.known)
    return None if inside or claimed else holder


def _holding(place: KnownPlace) -> bool:
    return place.precision in (PlacePrecision.COUNTRY, PlacePrecision.ADMIN1)


def _adjective(text: str, one: NamedPlace, gazetteer: PlaceLookup) -> Iterator[Container]:
    """ "the Syrian city of Idlib", "Lebanese Tripoli": the country of an adjective before the name."""
    before, _ = beside(text, one.span)
    for k, word in enumerate(reversed(before[-6:])):
        step = word.low in ("of", "the") or bool(kinds_of(word.low)) or is_part(word.low) or word.low == "border"
        if word.text[0].isupper() and not step:
            found = country_named(word.text, gazetteer) if word.possessive else people_of(word.text, gazetteer)
            for country in found:
                yield Container(country, "", f"“{word.text}” stands before it")
            return
        if not step or k > 5:
            return


def people_of(word: str, gazetteer: PlaceLookup) -> tuple[str, ...]:
    """The one country that an adjective or the name of its people belongs to."""
    found = {
        country
        for hit in gazetteer.actors_named(word)
        if hit.alias.form in (NameForm.ADJECTIVE, NameForm.DEMONYM) and len(hit.actor.countries) == 1
        for country in hit.actor.countries
    }
    return tuple(found) if len(found) == 1 else ()


def country_named(word: str, gazetteer: PlaceLookup, keys: Collection[str] = ()) -> tuple[str, ...]:
    if name_key(word) in keys:
        return ()
    return tuple(p.country for p in gazetteer.places_named(word) if p.precision is PlacePrecision.COUNTRY)


def is_part(word: str) -> bool:
    return word.lower() in place_words().part
