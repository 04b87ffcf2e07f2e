"""A sentence of a brief as the checks of fact see it: its words, what is quoted, its times, and where in the draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..codebook.claim_words import claim_words
from ..codebook.fact_words import fact_words
from ..gazetteer.keys import parts
from ..linking.said_words import stem
from ..reading.names import Word, is_capital, words_in
from ..reading.quotations import quotations
from ..record import Span

#: Marks of quotation, without one of which nothing is quoted.
_MARKS = frozenset("\"“”„‟«»‹›「『‘'`’")
#: Joins one word to the next: what may stand between two words of one name.
_JOINS = frozenset((" ", "\u00a0", "-", "‑"))
#: A sentence is looked at up to so many words.
LONGEST = 2_000
#: Letters that differ between the two ways of writing English.
_SPELT = (("defence", "defense"), ("offence", "offense"), ("centre", "center"), ("programme", "program"))


@dataclass(frozen=True, slots=True)
class Wordings:
    """The words of a text. ``quoted`` says of each whether it stands in a quotation, ``opens`` whether its capital may
    come from its place alone.
    """

    text: str
    words: tuple[Word, ...]
    quoted: tuple[bool, ...]
    opens: tuple[bool, ...]

    def gap(self, at: int) -> str:
        """What stands between a word and the one before it."""
        if at == 0:
            return self.text[: self.words[0].start]
        before = self.words[at - 1]
        return self.text[before.end + 2 * before.possessive : self.words[at].start]

    def adjoins(self, at: int) -> bool:
        """Whether a word follows the one before it within a name: with a space, a hyphen, or the stop of an initial."""
        if at == 0:
            return False
        gap, before = self.gap(at), self.words[at - 1]
        return not before.possessive and (gap in _JOINS or (gap == ". " and len(before.text) <= 4))

    def goes_on(self, at: int) -> bool:
        """Whether the word after one is a capital one that follows it within a name."""
        return at + 1 < len(self.words) and self.adjoins(at + 1) and capital(self.words[at + 1])

    def span(self, first: int, last: int) -> Span:
        """Where words stand, the last one included."""
        return Span(self.words[first].start, self.words[last].end)


@lru_cache(maxsize=1 << 12)
def wordings(text: str) -> Wordings:
    """The words of a text."""
    whole = Span(0, max(1, len(text)))
    words = tuple(words_in(text, whole)[:LONGEST])
    quotes = [q.span for q in quotations(text, [whole]) if not q.depth] if not _MARKS.isdisjoint(text) else []
    quoted = tuple(any(q.start <= word.start < q.end for q in quotes) for word in words)
    opens: list[bool] = []
    for at, word in enumerate(words):
        before = text[: word.start].rstrip(" \u00a0([“\"‘'—–-") if at == 0 else text[words[at - 1].end : word.start]
        opens.append(at == 0 or any(mark in before for mark in ':;.!?—–•|“"…'))
    return Wordings(text, words, quoted, tuple(opens))


@lru_cache(maxsize=1 << 15)
def folded(low: str) -> tuple[str, ...]:
    """The parts of a word by which names are compared: without accents, apostrophes and article."""
    found = parts(low)
    for one, other in _SPELT:
        found = tuple(part.replace(one, other) for part in found)
    return tuple(part.replace("our", "or") if len(part) > 5 else part for part in found)


def folded_all(words: Sequence[Word]) -> tuple[str, ...]:
    """The parts of several words, in a row."""
    return tuple(part for word in words for part in folded(word.low))


def folded_text(text: str) -> tuple[str, ...]:
    """The parts of the words of a text or name, in a row."""
    return folded_all(wordings(text).words)


def capital(word: Word) -> bool:
    """Whether a word is written as a name, or part of one."""
    return is_capital(word)


@lru_cache(maxsize=1 << 15)
def concepts(low: str) -> frozenset[str]:
    """What a word says, by keys: words with a key in common say the same, or what goes together."""
    words = claim_words()
    base = words.bases.get(low, low)
    keys = {stem(base), stem(low)}
    for form in {low, base}:
        sense = words.senses.get((form,))
        if sense is not None:
            keys.add(f"={sense.key}")
        keys.update(f"#{number}" for number in fact_words().alike.get(form, ()))
    return frozenset(keys)
