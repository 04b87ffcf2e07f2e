"""Where two texts differ, word by word, in time that grows in step with their length.

Runs of words that stand once in each text, and in the same order, hold the two together; only the short stretches
between them are compared word by word. A stretch in which nothing holds is one difference, whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from ..record import Span
from .wording import Wording, wording

#: Lengths of the runs that are sought, in words: long ones first, which seldom meet by chance.
_RUNS = (6, 3, 1)
#: Stretches whose lengths multiply to no more than this are compared word by word...
_SMALL = 10_000
#: ...unless their words are so few and so often repeated that each meets more than this many others.
_MEETINGS = 6


class Change(StrEnum):
    """What became of a stretch of words from one text to the other."""

    ADDED = "added"
    REMOVED = "removed"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch that differs: its spans in the one text and in the other, ``None`` where it is not there at all.

    ``quoted`` says that it stands, in either, inside quotation marks: an altered quote.
    """

    change: Change
    here: Span | None
    there: Span | None
    quoted: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words ``[begin, end)`` of one text against words of the other, which has others there; either may be empty."""

    begin: int
    end: int
    other_begin: int
    other_end: int

    @property
    def size(self) -> int:
        """The length of the longer side, in words."""
        return max(self.end - self.begin, self.other_end - self.other_begin)


def differences(here: str, there: str) -> tuple[Difference, ...]:
    """Where two texts differ, word by word, in the order of ``here``.

    Words that differ only by case, accents or the marks around them are the same. A paragraph that was moved is
    removed in one place and added in another.
    """
    one, other = wording(here), wording(there)
    return tuple(_told(one, other, stretch) for stretch in _joined(list(stretches(one.forms, other.forms))))


def _told(one: Wording, other: Wording, found: Stretch) -> Difference:
    left, right = slice(found.begin, found.end), slice(found.other_begin, found.other_end)
    here, there = one.span(left), other.span(right)
    change = Change.ADDED if here is None else Change.REMOVED if there is None else Change.REPLACED
    return Difference(change, here, there, any(one.quoted[left]) or any(other.quoted[right]))


def _joined(found: list[Stretch]) -> Iterator[Stretch]:
    """Stretches with less between them than either has itself are one: a sentence in other words shares "of the"."""
    kept: list[Stretch] = []
    for stretch in found:
        if kept and stretch.begin - kept[-1].end < min(stretch.size, kept[-1].size, 4):
            last = kept.pop()
            stretch = Stretch(last.begin, stretch.end, last.other_begin, stretch.other_end)
        kept.append(stretch)
    return iter(kept)


def stretches(one: Sequence[str], other: Sequence[str]) -> Iterator[Stretch]:
    """The stretches of two lists of words that differ, in order."""
    waiting = [(Stretch(0, len(one), 0, len(other)), 0)]
    while waiting:
        gap, level = waiting.pop()
        gap = _trimmed(one, other, gap)
        if gap.begin == gap.end or gap.other_begin == gap.other_end:
            if gap.size:
                yield gap
        elif _is_small(one, other, gap):
            yield from _word_by_word(one, other, gap)
        elif level == len(_RUNS):
            yield gap
        else:
            waiting.extend((inner, level + 1) for inner in reversed(_between(one, other, gap, _RUNS[level])))


def _trimmed(one: Sequence[str], other: Sequence[str], gap: Stretch) -> Stretch:
    begin, end, other_begin, other_end = gap.begin, gap.end, gap.other_begin, gap.other_end
    while begin < end and other_begin < other_end and one[begin] == other[other_begin]:
        begin, other_begin = begin + 1, other_begin + 1
    while begin < end and other_begin < other_end and one[end - 1] == other[other_end - 1]:
        end, other_end = end - 1, other_end - 1
    return Stretch(begin, end, other_begin, other_end)


def _is_small(one: Sequence[str], other: Sequence[str], gap: Stretch) -> bool:
    left, right = gap.end - gap.begin, gap.other_end - gap.other_begin
    if left * right > _SMALL:
        return False
    counts = Counter(other[gap.other_begin : gap.other_end])
    return sum(counts[word] for word in one[gap.begin : gap.end]) <= _MEETINGS * (left + right)


def _word_by_word(one: Sequence[str], other: Sequence[str], gap: Stretch) -> Iterator[Stretch]:
    left, right = one[gap.begin : gap.end], other[gap.other_begin : gap.other_end]
    for tag, begin, end, other_begin, other_end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            at, beside = gap.begin, gap.other_begin
            yield Stretch(at + begin, at + end, beside + other_begin, beside + other_end)


def _between(one: Sequence[str], other: Sequence[str], gap: Stretch, run: int) -> list[Stretch]:
    """What lies between the runs that stand once on either side."""
    here = _once(one, gap.begin, gap.end, run)
    there = _once(other, gap.other_begin, gap.other_end, run)
    met = _rising([(at, there[words]) for words, at in here.items() if words in there])
    edges = [(gap.begin - 1, gap.other_begin - 1), *met, (gap.end, gap.other_end)]
    return [
        Stretch(at + 1, next_at, beside + 1, next_beside)
        for (at, beside), (next_at, next_beside) in pairwise(edges)
        if next_at > at + 1 or next_beside > beside + 1
    ]


def _once(words: Sequence[str], begin: int, end: int, run: int) -> dict[tuple[str, ...], int]:
    """The runs that stand once between two places, with their place; in the order of the text."""
    seen: dict[tuple[str, ...], int] = {}
    twice = set()
    for at in range(begin, end - run + 1):
        key = tuple(words[at : at + run])
        if key in seen:
            twice.add(key)
        seen[key] = at
    return {key: at for key, at in seen.items() if key not in twice}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs in which the second numbers rise as the first do (patience sorting)."""
    pairs.sort()
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, beside) in enumerate(pairs):
        pile = bisect_left(tops, beside)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [beside]
        ends[pile : pile + 1] = [number]
    out, at = [], ends[-1] if ends else -1
    while at >= 0:
        out.append(pairs[at])
        at = before[at]
    return out[::-1]
