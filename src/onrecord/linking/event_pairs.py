"""Two records of what happened set side by side: which of the one is which of the other, one to one.

What is compared at all is found by day, country and type, so that the work grows with the records and not with their
product.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..record import EventType
from .happenings import NEAR, WORTH, Happening, Likeness, days_of, likeness, quad

#: Tellings on more days than these are too vague to be found by their day.
LONGEST = 31
_NOWHERE = ""
#: A day, the country of the place (``None``: any), and the type.
Block = tuple[int, str | None, EventType]


@dataclass(frozen=True, slots=True)
class Pair:
    """A telling of theirs and one of ours, by their places in the lists, and how alike they are."""

    there: int
    here: int
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Paired:
    """Pairs that are taken for one event, no telling twice (``agreed``); pairs that would be, of which one telling is
    in another pair already (``also``); and of what is in neither the likest pairs, no telling twice (``near``).
    """

    agreed: tuple[Pair, ...]
    also: tuple[Pair, ...]
    near: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Blocks:
    """Our tellings by day, country of the place, and type; those of no place stand under the empty country, and all of
    them under ``None``, for a telling of theirs without one. So nothing is lost that may be one.
    """

    here: Sequence[Happening]
    by_block: Mapping[Block, Sequence[int]]
    by_day: Mapping[int, Sequence[int]]

    @classmethod
    def of(cls, here: Sequence[Happening]) -> Blocks:
        """These tellings."""
        by_block, by_day = defaultdict[Block, list[int]](list), defaultdict[int, list[int]](list)
        for number, one in enumerate(here):
            if one.last - one.first > LONGEST:
                continue
            for day in days_of(one):
                by_day[day].append(number)
                for land in (None, *(one.countries or (_NOWHERE,))):
                    by_block[day, land, one.types[0][0]].append(number)
        return cls(here, dict(by_block), dict(by_day))

    def with_sentences(self, sentences: Mapping[int, str]) -> Blocks:
        """The same with the words around some of them."""
        here = [replace(one, sentence=sentences.get(number, "")) for number, one in enumerate(self.here)]
        return Blocks(here, self.by_block, self.by_day)

    def near(self, there: Happening) -> list[int]:
        """Those of ours that may be this one: of a type of its own on days near its own, or of a type like these on
        its own days; in its country or in none that is told.
        """
        types = {type_ for type_, _ in there.types}
        alike = {type_ for type_ in EventType for one in types if quad(type_) == quad(one)}
        lands = (*there.countries, _NOWHERE) if there.countries else (None,)
        found: dict[int, None] = {}
        for day in days_of(there, NEAR):
            for type_ in alike if there.first <= day <= there.last else types:
                for land in lands:
                    found.update(dict.fromkeys(self.by_block.get((day, land, type_), ())))
        return list(found)


@dataclass(frozen=True, slots=True)
class _Parties:
    """Who and where of a telling, taken together: two that share none of it are never worth a look, and most do not."""

    known: frozenset[int]
    lands: frozenset[str]
    places: frozenset[str]
    words: tuple[str, ...]

    @classmethod
    def of(cls, one: Happening) -> _Parties:
        known = one.sides[0].known | one.sides[1].known
        lands = one.countries | one.sides[0].countries | one.sides[1].countries
        named = (*one.sides[0].names, *one.sides[1].names, *(place.replace("_", " ") for place in one.places))
        return cls(known, lands, one.places, tuple(f" {name} " for name in named))

    def meets(self, other: _Parties, sentence: str) -> bool:
        """Whether they share somebody, a country or a place, or the other's sentence names one of these."""
        return (
            not self.known.isdisjoint(other.known)
            or not self.lands.isdisjoint(other.lands)
            or not self.places.isdisjoint(other.places)
            or any(words in sentence for words in self.words)
        )


def pairs(there: Iterable[tuple[int, Happening]], blocks: Blocks) -> Iterator[Pair]:
    """All pairs that are worth a look, of tellings of theirs with their numbers."""
    parties = [_Parties.of(one) for one in blocks.here]
    for number, one in there:
        mine = _Parties.of(one)
        for other in blocks.near(one):
            if not mine.meets(parties[other], blocks.here[other].sentence):
                continue
            found = likeness(one, blocks.here[other])
            if found.one or (found.score >= WORTH and found.shared):
                yield Pair(number, other, found)


def paired(found: Iterable[Pair]) -> Paired:
    """The best pairs first, and no telling twice."""
    order = sorted(found, key=lambda pair: (-pair.likeness.score, pair.there, pair.here))
    agreed: list[Pair] = []
    there, here = set[int](), set[int]()
    for pair in order:
        if pair.likeness.one and pair.there not in there and pair.here not in here:
            agreed.append(pair)
            there.add(pair.there)
            here.add(pair.here)
    also: list[Pair] = []
    too_there, too_here = set[int](), set[int]()
    for pair in order:
        alone_here = pair.there in there and pair.here not in here and pair.here not in too_here
        alone_there = pair.here in here and pair.there not in there and pair.there not in too_there
        if pair.likeness.one and (alone_here or alone_there):
            also.append(pair)
            (too_here if alone_here else too_there).add(pair.here if alone_here else pair.there)
    there |= too_there
    here |= too_here
    near: list[Pair] = []
    for pair in order:
        if not pair.likeness.one and pair.there not in there and pair.here not in here:
            near.append(pair)
            there.add(pair.there)
            here.add(pair.here)
    return Paired(tuple(agreed), tuple(also), tuple(near))
