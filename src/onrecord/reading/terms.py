"""What a deed depends on and when it is due, by the words around it.

Parsers hang conditions now on this word, now on that. So they are found where they stand: from the word that opens
them to the next mark, or to where the statement or the next deed begins.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ..codebook.commitment_words import Phrases, commitment_words
from ..record import Due, DueKind, Span, TimeKind, TimeRef
from .syntax import Syntax

#: Values of times that name no day.
_DAYLESS = frozenset(("FUTURE_REF", "PRESENT_REF", "PAST_REF"))
#: How many words before a time its preposition may stand.
_REACH = 4
_MARKS = frozenset((",", ";", ":", ".", "!", "?", "(", ")", "—", "–", '"', "“", "”", "«", "»"))
_OPENING_TAGS = frozenset(("IN", "WRB", "RB", "VBN", "VBG", "TO", "CC"))


@dataclass(frozen=True, slots=True)
class Condition:
    """Words on which a deed depends, from word ``first`` up to, not including, ``end``; ``occasion``: "after ..."."""

    first: int
    end: int
    occasion: bool


class Terms:
    """Conditions and dates of deeds in one Document."""

    def __init__(self, syntax: Syntax, times: Sequence[TimeRef]) -> None:
        self.syntax = syntax
        self._words = commitment_words()
        self._times = sorted(times, key=lambda t: t.span.start)
        self._starts = [t.span.start for t in self._times]
        self._longest = max(len(p) for p in self._words.conditions | self._words.occasions)

    def is_mark(self, number: int) -> bool:
        """Whether a word is a mark that ends a clause, and not the stop of an abbreviation."""
        word = self.syntax[number]
        return word.low in _MARKS and word.label != "piece"

    def conditions(self, first: int, end: int, stops: AbstractSet[int]) -> list[Condition]:
        """The conditions among the words from ``first`` up to ``end``; each ends at one of ``stops`` if not before.

        An occasion that is a date ("after Friday") is none.
        """
        found: list[Condition] = []
        at = first
        while at < end:
            opened = self._opened(at, end)
            if opened is None:
                at += 1
                continue
            size, occasion = opened
            last = at + size
            while last < end and not self.is_mark(last) and last not in stops:
                last += 1
            span = self.span(at, last)
            if last > at + size and not (occasion and any(self.is_day(t) for t in self._within(span))):
                found.append(Condition(at, last, occasion))
            at = last
        return found

    def _opened(self, at: int, end: int) -> tuple[int, bool] | None:
        """How many words open a condition here, and whether it is an occasion."""
        if self.syntax[at].tag not in _OPENING_TAGS:
            return None
        lows = [self.syntax[n].low for n in range(at, min(at + self._longest, end))]
        for size in range(len(lows), 0, -1):
            phrase = tuple(lows[:size])
            if phrase in self._words.conditions:
                return size, False
            if phrase in self._words.occasions:
                return size, True
        return None

    def span(self, first: int, end: int) -> Span:
        """The characters of the words from ``first`` up to ``end``."""
        return Span(self.syntax[first].span.start, self.syntax[end - 1].span.end)

    def _within(self, span: Span) -> list[TimeRef]:
        at = bisect_left(self._starts, span.start)
        found = []
        while at < len(self._times) and self._times[at].span.start < span.end:
            found.append(self._times[at])
            at += 1
        return found

    def is_day(self, time: TimeRef) -> bool:
        """Whether a time names a day, or a stretch by whose end something is due."""
        if time.kind is TimeKind.POINT:
            return time.value is not None and time.value not in _DAYLESS
        return time.kind is TimeKind.DURATION and self._is_deadline(time)

    def _is_deadline(self, time: TimeRef) -> bool:
        """Whether a length of time is one by whose end the deed is due: "within ten days"."""
        words = self.syntax.inside(time.span)
        for number in reversed(range(max(0, words.start - _REACH), words.start)):
            word = self.syntax[number]
            if word.low in self._words.lists["deadlines"]:
                return True
            if word.tag not in ("DT", "JJ", "RB", "IN", "CD"):
                return False
        return False

    def due(self, deed: Span, occasion: Span | None) -> Due:
        """When a deed is due, by the times in its words, else by an occasion, else by a word such as "soon"."""
        times = self._within(deed)
        days = [t for t in times if self.is_day(t)]
        if days:
            return Due(DueKind.EXPLICIT, days[0].span, days[0].id)
        if occasion is not None:
            return Due(DueKind.IMPLIED, occasion)
        vague = next((t for t in times if t.value == "FUTURE_REF"), None)
        if vague is not None:
            return Due(DueKind.IMPLIED, vague.span, vague.id)
        words = self.syntax.inside(deed)
        for number in words:
            if self.syntax[number].tag not in ("IN", "RB", "RBR", "CD"):
                continue
            if self._opens(number, words.stop, self._words.before):
                return Due(DueKind.IMPLIED, self.span(number, words.stop))
            size = self._opens(number, words.stop, self._words.vague)
            if size:
                return Due(DueKind.IMPLIED, self.span(number, number + size))
        return Due(DueKind.NONE)

    def _opens(self, at: int, end: int, phrases: Phrases) -> int:
        """The length of the phrase that begins here, 0 where none does."""
        for phrase in phrases:
            if at + len(phrase) <= end and all(self.syntax[at + n].low == low for n, low in enumerate(phrase)):
                return len(phrase)
        return 0
