"""Where conditions stand in a text: the words that open them, and how far they run where the tree does not say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ..codebook.modality_words import modality_words
from ..record import Polarity
from .syntax import LONGEST_CHAIN, Syntax

#: Words that may stand before "if" at the head of a sentence.
_BESIDE = frozenset(("even", "but", "and", "only", "or", "so"))
_ENDS = frozenset((",", ";", ":", ".", "!", "?", "(", ")", "—", "–", '"', "“", "”"))


@dataclass(frozen=True, slots=True)
class _Run:
    """The words from an opening "if" to the next mark; ``first`` says that it opens its sentence."""

    opener: int
    end: int
    sentence_end: int
    first: bool
    asks: bool


class Conditions:
    """The clauses of a Document that an opening word ("unless") makes conditional, by the words alone."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        words = modality_words()
        self._asking = words.lists["asking"]
        self._inverted = words.lists["inverted"]
        self._openings: dict[int, tuple[Polarity, int]] = {}
        lows = [w.low for w in syntax.words]
        longest = max(len(k) for k in words.openers)
        for at in range(len(lows)):
            for size in range(longest, 0, -1):
                effect = words.openers.get(tuple(lows[at : at + size]))
                if effect is not None:
                    self._openings[at] = (effect, size)
                    break
        self._ends: dict[int, int] = {}
        self._held: set[int] = set()
        self._after: set[int] = set()
        self._asked: set[int] = set()
        #: Verbs that a condition hangs on, straight or over what it was hung on by mistake.
        self.mains: set[int] = set()
        for run in self._runs():
            if run.asks:
                self._asked.update(range(run.opener + 1, run.end))
                continue
            self._held.update(range(run.opener + 1, run.end))
            self._add_main(run)
            if run.first:
                self._ends[run.opener] = run.end
                self._after.update(range(run.end, run.sentence_end))

    def opening(self, number: int) -> Polarity | None:
        """What a word makes of the clause that it opens, alone or as one of several ("as if", "as long as")."""
        for back in (1, 2, 3):
            earlier = self._openings.get(number - back)
            if earlier is not None and earlier[1] > back:
                return earlier[0]
        found = self._openings.get(number)
        return found[0] if found is not None else None

    def asks(self, number: int) -> bool:
        """Whether "if" means "whether": after a verb of asking or knowing."""
        return self.syntax[number].low == "if" and number > 0 and self.syntax[number - 1].low in self._asking

    def is_clause_of(self, opener: int, verb: int) -> bool:
        """Whether an opening word opens this verb's clause. One at the head of a sentence does not open what follows
        the next comma, wherever the tree has hung it."""
        end = self._ends.get(opener)
        return end is None or verb < end

    def holds(self, number: int) -> bool:
        """Whether a word stands between a condition's opening word and the next mark."""
        return number in self._held

    def main_of(self, number: int) -> bool:
        """Whether a word stands after a condition that opens its sentence."""
        return number in self._after

    def asked_if(self, number: int) -> bool:
        """Whether a word stands in a clause of "if" that is a question."""
        return number in self._asked

    def _add_main(self, run: _Run) -> None:
        above = islice(self.syntax.climb(run.opener), LONGEST_CHAIN)
        outside = (w for w in above if not run.opener <= w.number < run.end)
        main = next((w for w in outside if w.is_verb), None)
        if main is not None:
            self.mains.add(main.number)

    def _runs(self) -> Iterator[_Run]:
        words = self.syntax.words
        begin = 0
        while begin < len(words):
            end = begin + 1
            while end < len(words) and words[end].sentence == words[begin].sentence and words[end].label:
                end += 1
            yield from self._runs_in(begin, end)
            begin = end

    def _runs_in(self, begin: int, end: int) -> Iterator[_Run]:
        words = self.syntax.words
        said, opener, first = False, -1, False
        question = any(words[at].low == "?" for at in range(max(begin, end - 3), end))
        for at in range(begin, end):
            low = words[at].low
            if opener >= 0 and low in _ENDS:
                yield _Run(opener, at, end, first, self.asks(opener))
                opener = -1
            elif opener < 0 and (self._opens_run(at) or (not said and not question and low in self._inverted)):
                opener, first = at, not said
            said = said or (low.isalnum() and low not in _BESIDE)
        if opener >= 0 and words[opener].low not in self._inverted:
            yield _Run(opener, end, end, first, self.asks(opener))

    def _opens_run(self, at: int) -> bool:
        """Whether a clause of condition begins here by the words alone: "if", "provided that"."""
        found = self._openings.get(at)
        if found is None or self.opening(at) is not Polarity.CONDITIONAL:
            return False
        return found[1] > 1 or self.syntax[at].low in ("if", "unless")
