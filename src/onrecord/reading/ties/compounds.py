"""Ties inside a word: "Nesharran-backed militia", "Vashtel-based daily", "pro-Nesharran front"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...codebook.tie_words import TieLine, TieWords
from ...record import Actor, Span, Taker, TieType
from ..syntax import Syntax, Word
from .ends import NAMES, End, Ends, names_of
from .slots import Slots
from .telling import Telling

_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013")
#: "U.S.", "Joint Home Defense Board": a name before a hyphen has at most this many words and marks.
_LONGEST = 8
_INNER = frozenset(("amod", "compound", "nmod", "npadvmod", "piece", "punct", "advmod", "pobj", "prep", "dep"))
_CLIMB = 6


class Compounds:
    """Reads compounds by the word on their one side and the hyphen."""

    def __init__(
        self, text: str, syntax: Syntax, words: TieWords, ends: Ends, slots: Slots, actors: Sequence[Actor]
    ) -> None:
        self.text, self.syntax, self.words, self.ends, self.slots = text, syntax, words, ends, slots
        self._by_end = {m.span.end: (a.id, m.span) for a in actors for m in a.mentions if m.form in NAMES}
        self._by_start = {m.span.start: (a.id, m.span) for a in actors for m in a.mentions if m.form in NAMES}
        self._called = names_of(text, actors)
        self._covering = self._longest_over(actors)

    def at(self, word: Word) -> Iterator[Telling]:
        """The ties of the compound that this word is the known side of."""
        if word.low in self.words.after:
            yield from self._after(word)
        elif word.low in self.words.before:
            yield from self._before(word)

    def _after(self, word: Word) -> Iterator[Telling]:
        n = word.number
        dash = n - 1
        if dash < 1 or self.syntax[dash].low not in _HYPHENS or self.syntax[dash].span.end != word.span.start:
            return
        for line in self.words.after[word.low]:
            where = line.tie is TieType.LOCATED_IN
            left = self._left(dash, where and line.b == ("left",))
            if left is None:
                continue
            held = where and line.b == ("right",)
            right = self._placed(self._right_noun(n)) if held else self._right(n, left)
            if right is not None and right.key != left.key:
                yield self._telling(line, left, right, n)

    def _before(self, word: Word) -> Iterator[Telling]:
        n = word.number
        if n + 2 >= len(self.syntax) or self.syntax[n + 1].low not in _HYPHENS:
            return
        name = self.syntax[n + 2]
        if self.syntax[n + 1].span.start != word.span.end or name.span.start != self.syntax[n + 1].span.end:
            return
        left = self._named_from(name)
        if left is None:
            return
        right = self._right(n + 2, left)
        for line in self.words.before[word.low]:
            if right is not None and right.key != left.key:
                yield self._telling(line, left, right, n)

    def _telling(self, line: TieLine, left: End, right: End, trigger: int) -> Telling:
        ends = {"left": left, "right": right}
        return Telling(line, ends[line.a[0]], ends[line.b[0]], trigger)

    def _left(self, dash: int, where: bool) -> End | None:
        """Whose name ends at the hyphen."""
        end = self.syntax[dash].span.start
        if where and (place := self.ends.place(self.syntax[dash - 1])) is not None:
            return place
        if where and (place := self._place_ending(dash)) is not None:
            return place
        if (found := self._by_end.get(end)) is not None:
            return self.ends.known(found[1], found[0], 1.0)
        for size in range(_LONGEST, 0, -1):
            if dash - size < 0:
                continue
            span = Span(self.syntax[dash - size].span.start, end) if self.syntax[dash - size].span.start < end else None
            who = self._called.get(span.of(self.text).lower()) if span is not None else None
            if span is not None and who is not None:
                return self.ends.known(span, who, 0.95)
        return self.ends.at(self.syntax[dash - 1])

    def _place_ending(self, dash: int) -> End | None:
        up = self.syntax.up(dash - 1)
        return self.ends.place(up) if up is not None and up.number < dash else None

    def _named_from(self, word: Word) -> End | None:
        """Whose name begins after the hyphen."""
        if (found := self._by_start.get(word.span.start)) is not None:
            return self.ends.known(found[1], found[0], 1.0)
        who = self._called.get(word.low)
        if who is not None:
            return self.ends.known(word.span, who, 0.95)
        named = self.ends.at(word)
        if named is None and self.text[word.span.start].isupper():
            return End(Taker(word.span), 0.9, None, f"{word.span.start}")
        return named

    def _right(self, number: int, left: End) -> End | None:
        """Who is described: the mention that the compound stands in, the noun after it, or whom that is said of."""
        found = self._covering.get(number)
        if found is not None and found[0] != left.taker.actor and found[1].end > self.syntax[number].span.end:
            return self.ends.known(found[1], found[0], 1.0)
        noun = self._right_noun(number)
        if noun is None:
            return None
        if noun.is_verb or noun.tag[:2] in ("JJ", "VB"):
            words = (
                self.slots.fill(number, "holder") if noun.number == number else self.slots.clauses.doers(noun.number)
            )
        else:
            words = [noun, *self.slots.fill(noun.number, "holder")]
        ends = (self.ends.at(w) or self._inside(w) for w in words)
        return next((e for e in ends if e is not None and e.key != left.key), None)

    def _inside(self, word: Word) -> End | None:
        """Whoever is named by words of which this is one."""
        found = self._covering.get(word.number)
        return (
            self.ends.known(found[1], found[0], 0.9)
            if found is not None and word.number in self.ends.in_names
            else None
        )

    def _right_noun(self, number: int) -> Word | None:
        """The noun that the compound stands before, or the verb of which it is the complement."""
        here = self.syntax[number]
        for _ in range(_CLIMB):
            up = self.syntax.up(here.number)
            if up is None or here.label not in _INNER:
                break
            if up.number > number and up.is_noun and here.label not in ("pobj", "prep"):
                return up
            here = up
        return here if here.number >= number and here.number != number else self._next_noun(number)

    def _next_noun(self, number: int) -> Word | None:
        """The last of the nouns and adjectives that follow at once."""
        found = None
        for n in range(number + 1, min(len(self.syntax), number + 1 + _LONGEST)):
            word = self.syntax[n]
            if word.is_noun:
                found = word
            elif word.tag[:2] != "JJ" or found is not None:
                break
        return found

    def _placed(self, noun: Word | None) -> End | None:
        return self.ends.place(noun) if noun is not None else None

    def _longest_over(self, actors: Sequence[Actor]) -> dict[int, tuple[str, Span]]:
        """For each word, the longest mention that it stands in."""
        found: dict[int, tuple[str, Span]] = {}
        for actor in actors:
            for mention in actor.mentions:
                for n in self.syntax.inside(mention.span):
                    known = found.get(n)
                    if known is None or known[1].end - known[1].start < mention.span.end - mention.span.start:
                        found[n] = (actor.id, mention.span)
        return found
