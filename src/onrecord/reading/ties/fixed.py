"""Ties that fixed words tell ("on the same side"), and a place straight after somebody ("forces in Port Yassem")."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ...codebook.tie_words import TieLine, TieWords
from ...record import ActorKind, TieType
from ..syntax import Syntax, Word
from .ends import End, Ends
from .slots import Slots
from .telling import Telling

_MOST_SIDES = 6
#: From fixed words up to the verb they hang on.
_CLIMB = 6
_BODIES = (ActorKind.GROUP, ActorKind.ORGANISATION, ActorKind.OUTLET)
_MEMBERS = (*_BODIES, ActorKind.STATE)
_AT_HOME = (ActorKind.STATE, ActorKind.PLACE, ActorKind.PEOPLE)


class Fixed:
    """Reads fixed words by the first of them."""

    def __init__(self, syntax: Syntax, words: TieWords, ends: Ends, slots: Slots) -> None:
        self.syntax, self.words, self.ends, self.slots = syntax, words, ends, slots

    def at(self, word: Word) -> Iterator[Telling]:
        """The ties told by fixed words that begin here."""
        for line in self.words.phrases.get(word.low, ()):
            size = len(line.words[0].split())
            if [w.low for w in self.syntax.words[word.number : word.number + size]] == line.words[0].split():
                yield from self._phrase(line, word.number, size)
        for line in self.words.whereabouts.get(word.low, ()):
            yield from self._whereabouts(line, word)

    def _phrase(self, line: TieLine, number: int, size: int) -> Iterator[Telling]:
        verb = self._verb(number)
        if verb is None:
            return
        if line.sides is not None:
            subjects = self.slots.fill(verb.number, line.sides)
            found = self._ends(self.slots.joined(subjects[0]) if subjects else [])[:_MOST_SIDES]
            for a, b in combinations(found, 2):
                yield Telling(line, a, b, number, verb.number, last=number + size - 1)
            return
        last = number + size - 1
        inside = [self.syntax[n] for n in range(number, last + 1)]
        second = [
            w
            for place in line.b
            for n in (*inside, verb)
            for w in self.slots.clauses.after(n.number, place)
            if w.number > last
        ]
        own = [c for k in self.syntax.kids(last, "pobj") for c in self.syntax.conjuncts(k.number)]
        first = next((there for place in line.a if (there := self.slots.fill(verb.number, place))), [])
        for a in self._ends(first):
            for b in self._ends(own or second):
                if a.key != b.key:
                    yield Telling(line, a, b, number, verb.number, last=number + size - 1)

    def _whereabouts(self, line: TieLine, preposition: Word) -> Iterator[Telling]:
        noun = self.syntax.up(preposition.number)
        if preposition.label != "prep" or noun is None or not noun.is_noun or noun.number > preposition.number:
            return
        if noun.label in ("attr", "appos"):
            return
        who = self.ends.at(noun)
        if who is None or who.taker.actor is None or who.kind in _AT_HOME:
            return
        if line.tie is not TieType.LOCATED_IN:
            yield from self._belonging(line, who, preposition)
            return
        for kid in self.syntax.kids(preposition.number, "pobj"):
            for word in self.syntax.conjuncts(kid.number):
                where = self.ends.place(word)
                if where is not None and where.taker.actor != who.taker.actor:
                    yield Telling(line, who, where, preposition.number)

    def _belonging(self, line: TieLine, who: End, preposition: Word) -> Iterator[Telling]:
        """People straight before the body that they are of; a body straight before those that are counted to it."""
        whole = line.tie is TieType.PART_OF
        if who.kind not in ((*_BODIES, ActorKind.STATE) if whole else (ActorKind.PERSON, ActorKind.GROUP)):
            return
        for kid in self.syntax.kids(preposition.number, "pobj"):
            for other in self._ends(self.syntax.conjuncts(kid.number)):
                if other.key == who.key or other.kind not in (_MEMBERS if whole else _BODIES):
                    continue
                yield Telling(line, other if whole else who, who if whole else other, preposition.number)

    def _verb(self, number: int) -> Word | None:
        here: Word | None = self.syntax.up(number)
        for _ in range(_CLIMB):
            if here is None or here.is_verb:
                return here
            here = self.syntax.up(here.number)
        return None

    def _ends(self, words: list[Word]) -> list[End]:
        found: dict[str, End] = {}
        for word in words:
            end = self.ends.at(word)
            if end is not None:
                found.setdefault(end.key, end)
        return list(found.values())
