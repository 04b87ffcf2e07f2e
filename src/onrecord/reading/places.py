"""The places that a text names, each resolved as far as text and gazetteer allow, with the reason.

A name is first weighed by the words beside it, then by what else the document names: its countries, and the places
already sure. One name means one place throughout a document, unless the words beside it say otherwise.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..codebook import english_words
from ..codebook.metonym_words import metonym_words
from ..codebook.place_words import place_words
from ..gazetteer import KnownPlace, NameForm
from ..gazetteer.keys import name_key
from ..record import ActorKind, Place, PlaceChoice, PlacePrecision, Span
from .layout import Layout
from .names import is_capital, words_in
from .place_containers import NamedPlace, PlaceLookup, contained, country_named, is_part, people_of
from .place_senses import Container, Sense, Setting, prior, shares, support, weigh
from .place_surroundings import Surroundings, beside, kinds_of, surroundings

#: How many other places of the name are told, and how many are weighed at all.
MOST_ALTERNATIVES = 5
_MOST_SENSES = 40
#: The most places that others are measured against, the most often named first.
_MOST_ANCHORS = 48
#: From this share on a place is sure enough for others to be measured against it.
_SURE = 0.7
#: What is known of a name that no gazetteer has.
_UNKNOWN = 0.3
#: The most that a small place is believed which nothing in the text speaks for: where it names other ground, or none.
_AMID_OTHERS, _ALONE = 0.4, 0.7
#: Below this share of being a place at all, what else the name may be is told.
_MAY_ACT = 0.65
_SMALL = frozenset(("a", "and", "be", "do", "is", "it", "or"))
_LOCATIVE = frozenset(("from", "to"))
_OTHER_COUNTRY = "a place in another country bears this name too"


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Words of a text that look like a place: what bears that name, and how sure (0 to 1) it is a place at all."""

    span: Span
    known: tuple[KnownPlace, ...]
    confidence: float


@dataclass(slots=True)
class _Group:
    """All mentions of one name."""

    members: list[NamedPlace] = field(default_factory=list)
    said: tuple[Container, ...] = ()
    a_person: bool = False
    setting: Setting = field(default_factory=Setting)
    capitals: frozenset[int] = frozenset()


def places_of(
    text: str,
    layout: Layout,
    candidates: Sequence[PlaceWords],
    gazetteer: PlaceLookup,
    home: Collection[str] | None = None,
) -> tuple[Place, ...]:
    """The places named by ``candidates``, in text order; names inside institutions' and persons' names are left out.

    ``home`` are the countries (ISO 3166 alpha-2) that the document or its outlet is about.
    """
    named = [n for c in _apart(candidates) if (n := _named(text, c, gazetteer)) is not None]
    found = contained(text, named, gazetteer)
    groups: dict[str, _Group] = defaultdict(_Group)
    for one in found:
        groups[one.key].members.append(one)
    for group in groups.values():
        group.said = tuple(dict.fromkeys(c for m in group.members for c in m.containers))
        a_name = any(m.around.after_name or m.around.before_name or m.around.titled for m in group.members)
        group.capitals = _capitals(group.members[0], gazetteer)
        group.a_person = a_name and group.members[0].words.lower() in place_words().persons
    spoken = _spoken(text, layout, gazetteer, groups.keys())
    setting = _setting(groups, spoken, frozenset(c.lower() for c in home or ()))
    for group in groups.values():
        group.setting = _without(setting, group)
    out = (_resolved(text, one, groups[one.key]) for one in found)
    return tuple(replace(place, id=f"p{i}") for i, place in enumerate(p for p in out if p is not None))


def _apart(candidates: Sequence[PlaceWords]) -> list[PlaceWords]:
    """The candidates in text order, of two that overlap the longer."""
    kept: list[PlaceWords] = []
    for one in sorted(candidates, key=lambda c: (c.span.start, -c.span.end)):
        if kept and one.span.start < kept[-1].span.end:
            if one.span.end - one.span.start > kept[-1].span.end - kept[-1].span.start:
                kept[-1] = one
            continue
        kept.append(one)
    return kept


def _named(text: str, candidate: PlaceWords, gazetteer: PlaceLookup) -> NamedPlace | None:
    """A candidate with what stands beside it; ``None`` where it is no place."""
    trimmed = _trimmed(text, candidate, gazetteer)
    if trimmed is None:
        return None
    span, known = trimmed
    around = surroundings(text, span)
    if around.inside:
        return None
    words = span.of(text)
    if not known:
        words, around, known = _looked_up(words, around, gazetteer)
    known = tuple(sorted(known, key=lambda p: (-prior(p), p.geonames))[:_MOST_SENSES])
    return NamedPlace(span, words, name_key(words) or words, known, candidate.confidence, around)


def _trimmed(text: str, candidate: PlaceWords, gazetteer: PlaceLookup) -> tuple[Span, tuple[KnownPlace, ...]] | None:
    """A candidate without a small word at either end that the text does not write as part of a name.

    ``None`` where the rest no longer bears the name: "Li on" of "met Li on Monday" is no town called Li On.
    """
    span = candidate.span
    words = words_in(text, span)
    small = english_words().boundaries | _SMALL
    kept = [i for i, w in enumerate(words) if w.low not in small or w.text[:1].isupper()]
    if not candidate.known or not words or (kept and kept[0] == 0 and kept[-1] == len(words) - 1):
        return span, candidate.known
    if not kept:
        return None
    rest = Span(words[kept[0]].start, words[kept[-1]].end)
    numbers = {p.geonames for p in candidate.known}
    known = tuple(p for p in gazetteer.places_named(rest.of(text)) if p.geonames in numbers)
    return (rest, known) if known else None


def _capitals(one: NamedPlace, gazetteer: PlaceLookup) -> frozenset[int]:
    """The cities of a name that stand for their state in the news, as its capital does."""
    countries = {
        country
        for hit in gazetteer.actors_named(one.words)
        if hit.alias.form is NameForm.METONYM and hit.actor.kind is ActorKind.STATE
        for country in hit.actor.countries
    }
    return frozenset(p.geonames for p in one.known if p.precision is PlacePrecision.CITY and p.country in countries)


def _looked_up(
    words: str, around: Surroundings, gazetteer: PlaceLookup
) -> tuple[str, Surroundings, tuple[KnownPlace, ...]]:
    """Words that the gazetteer does not know as they are: without their rank or direction perhaps it does."""
    whole = gazetteer.places_named(words)
    if whole:
        return words, around, whole
    parts = words.split()
    if len(parts) > 1 and (kinds := kinds_of(parts[-1].lower())):
        known = gazetteer.places_named(" ".join(parts[:-1]))
        if known:
            return " ".join(parts[:-1]), replace(around, kinds=kinds, asked=parts[-1]), known
    if len(parts) > 2 and parts[1].lower() == "of" and (kinds := kinds_of(parts[0].lower())):
        known = gazetteer.places_named(" ".join(parts[2:]))
        if known:
            return " ".join(parts[2:]), replace(around, kinds=kinds, asked=f"{parts[0]} of"), known
    if len(parts) > 1:
        known = gazetteer.places_named(" ".join(parts[1:]))
        if known and is_part(parts[0]):
            return " ".join(parts[1:]), replace(around, part=parts[0].lower()), known
    return words, around, ()


def _spoken(text: str, layout: Layout, gazetteer: PlaceLookup, keys: Collection[str]) -> Counter[str]:
    """How often the text speaks of each country or its people ("Iraqi forces"), beside the names in ``keys``."""
    times = Counter(w.text for s in layout.sentences for w in words_in(text, s) if is_capital(w) and len(w.text) > 3)
    out: Counter[str] = Counter()
    for word, count in times.items():
        for country in people_of(word, gazetteer) or country_named(word, gazetteer, keys):
            out[country] += count
    return out


def _setting(groups: dict[str, _Group], spoken: Counter[str], home: frozenset[str]) -> Setting:
    """What the document is about, from the names alone; then the places that are sure on that ground."""
    countries = defaultdict(float, {c: n * 0.5 for c, n in spoken.items()})
    for group in groups.values():
        for country, amount in _spoken_of(group):
            countries[country] += amount
    first = Setting(home, countries)
    sure: list[tuple[int, KnownPlace]] = []
    for group in groups.values():
        one = group.members[0]
        if not one.known or group.a_person:
            continue
        senses = weigh(one.known, one.around, one.containers, group.said, _without(first, group))
        place = senses[0].place
        if shares(senses)[0] >= _SURE and place.precision not in (PlacePrecision.COUNTRY, PlacePrecision.REGION):
            sure.append((len(group.members), place))
    sure.sort(key=lambda pair: (-pair[0], pair[1].geonames))
    return Setting(home, countries, tuple(place for _, place in sure[:_MOST_ANCHORS]))


def _spoken_of(group: _Group) -> Iterator[tuple[str, float]]:
    """What a name says of which country the text is about, by what is known of the name alone."""
    one = group.members[0]
    if not one.known or group.a_person:
        return
    senses = weigh(one.known, one.around, one.containers, group.said, Setting())
    mentions = min(len(group.members), 10)
    for sense, share in zip(senses, shares(senses), strict=True):
        if sense.place.country and share > 0.02:
            yield sense.place.country, share * mentions


def _without(setting: Setting, group: _Group) -> Setting:
    """The document's setting as the other names make it: no name is its own witness."""
    countries = dict(setting.countries)
    for country, amount in _spoken_of(group):
        countries[country] = countries.get(country, 0.0) - amount
    keys = {p.geonames for m in group.members for p in m.known}
    anchors = tuple(a for a in setting.anchors if a.geonames not in keys)
    return Setting(setting.home, countries, anchors, group.capitals)


def _resolved(text: str, one: NamedPlace, group: _Group) -> Place | None:
    if one.around.titled:
        return None
    doubt = _doubt(text, one, group)
    if not one.known or one.elsewhere is not None:
        return _unknown(one, round(min(_UNKNOWN, one.confidence * doubt * 0.5), 3))
    senses = weigh(one.known, one.around, one.containers, group.said, group.setting)
    share = shares(senses)[0]
    first, rest = senses[0].place, senses[1 : MOST_ALTERNATIVES + 1]
    borne_out = support(first, one.containers or group.said, group.setting)
    most = 0.99 if borne_out else _ALONE if borne_out is None else _AMID_OTHERS
    return Place(
        id="",
        span=one.span,
        name=first.name,
        confidence=round(min(most, share) * one.confidence * doubt, 3),
        why=_joined("; ".join((_why(one, senses, share, group), *_unsupported(borne_out))), one.around),
        geonames=first.geonames,
        country=first.country.upper() or None,
        admin1=first.admin1 or None,
        lat=first.lat,
        lon=first.lon,
        precision=first.precision,
        alternatives=tuple(_choice(s.place) for s in rest),
    )


def _unsupported(borne_out: bool | None) -> Iterator[str]:
    if borne_out is None:
        yield "nothing else in the text says where it is"
    elif not borne_out:
        yield "the text names neither its country nor a place near it"


def _doubt(text: str, one: NamedPlace, group: _Group) -> float:
    """What is left of the confidence for a name that may be a person's or part of some other one."""
    if group.a_person:
        alone = not (one.around.after_name or one.around.before_name)
        return 0.9 if alone and _locative(text, one.span) else 0.4
    if one.around.after_name:
        return 0.4 if one.known[:1] and one.known[0].precision is PlacePrecision.CITY else 0.6
    return 0.85 if one.around.before_name else 1.0


def _unknown(one: NamedPlace, share: float) -> Place:
    if one.elsewhere is None:
        return Place("", one.span, one.words, share, _joined("no place of this name is known", one.around))
    holder = one.elsewhere
    why = f"{holder.name} stands right after it, and no place of this name is known there"
    return Place(
        "",
        one.span,
        one.words,
        share,
        _joined(why, one.around),
        country=holder.country.upper(),
        admin1=holder.admin1 or None,
        alternatives=tuple(_choice(p) for p in one.known[:MOST_ALTERNATIVES]),
    )


def _locative(text: str, span: Span) -> bool:
    before, _ = beside(text, span)
    words = metonym_words()
    return bool(before) and before[-1].low in words.locative | words.motion | _LOCATIVE


def _choice(place: KnownPlace) -> PlaceChoice:
    return PlaceChoice(place.name, place.geonames, place.country.upper(), place.lat, place.lon, place.precision)


def _why(one: NamedPlace, senses: Sequence[Sense], share: float, group: _Group) -> str:
    first = senses[0]
    said = list(first.reasons[:2])
    acting = one.confidence < _MAY_ACT and (
        first.place.precision is PlacePrecision.COUNTRY or first.place.geonames in group.capitals
    )
    if len(senses) == 1:
        country = first.place.precision is PlacePrecision.COUNTRY
        said = ["the country of this name" if country else "the only known place of this name", *said[:1]]
    elif not said:
        others = {s.place.country for s in senses[1:]} - {first.place.country}
        larger = all(prior(first.place) >= prior(s.place) for s in senses[1:])
        said = [f"the best known of {len(senses)} places of this name" if larger else "the likeliest of this name"]
        if others:
            said.append(_OTHER_COUNTRY)
    if one.around.kinds and first.place.precision not in one.around.kinds:
        said.append(
            f"“{one.around.asked}” stands beside it, but the point is that of the {first.place.precision.value}"
        )
    if share < _SURE and len(senses) > 1:
        said.append(f"not sure: it may be {_told(senses[1].place, first.place)}")
    if acting:
        said.append("it may be the state, acting")
    if group.a_person:
        said.append("the text also has it as a person's name")
    return "; ".join(said)


def _told(other: KnownPlace, first: KnownPlace) -> str:
    if other.country != first.country:
        return (
            f"{other.name} in {other.country.upper()}"
            if other.precision is not PlacePrecision.COUNTRY
            else "the country"
        )
    return f"the {other.precision.value} {other.name}"


def _joined(why: str, around: Surroundings) -> str:
    if around.part:
        why += f"; “{around.part}”: only a part of it, or ground beside it"
    if around.after_name or around.before_name:
        why += "; another name stands right beside it"
    return why
