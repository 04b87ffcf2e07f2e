"""Whether two texts are one text, carried twice, or two that share an event.

A copy may be cut from the end, have another headline, byline, footer or paragraph, other figures, and other words for
a quotation that was translated. Two stories about one event share its names, its numbers, what was said, and the
outlet's standing first and last lines. So quotations and shared lines at either end count for nothing, and what
decides is how much of the shorter one's own prose stands in the other. In doubt they are two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from .differing import stretches
from .signature import FEWEST, QUOTATION, SHINGLE, shingles
from .wording import Wording, wording

#: Two texts of which the shorter shares less than this are two, whatever it is that they share.
LEAST = 0.15
#: How much of the shorter one's prose must stand in the other, as a share of its shingles.
_ENOUGH = 0.45
#: The same where it is told by all words, quotations too, because there is little else, or there are few.
_ENOUGH_OF_ALL = 0.75
#: Of both together: a round-up that holds a short report whole is not that report...
_ENOUGH_OF_BOTH = 0.3
#: ...but where the longer one opens with it, after so many words of headline and byline, it is a text that was cut.
_ENOUGH_OF_CUT, _HEADING = 0.12, 28
#: So many words in a row that both have are no chance.
_NO_CHANCE = 10
#: Less prose than this, in words, decides nothing.
_LEAST_PROSE = 30
#: Shared lines at the end and at the beginning that count for nothing: at most so many words, and such a share.
_TAIL, _TAIL_SHARE = 60, 0.6
_HEAD, _HEAD_SHARE = 25, 0.2
#: Texts of fewer words may be mostly an outlet's lines, and often have no lines at all: sentences are looked at.
_SHORT = 100
#: A stretch of so few words, replaced by as few, is a changed detail.
_DETAIL = 4
#: So many changed details or more, in this share of the sentences, are a form filled in anew, not a correction.
_DETAILS, _FILLED_IN = 3, 0.5


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike two texts are: what they share, of both together (``jaccard``) and of the shorter (``contained``),
    whether they are ``same`` text, and why in words.
    """

    jaccard: float
    contained: float
    same: bool
    why: str


@dataclass(frozen=True, slots=True)
class Ready:
    """A text made ready to be compared with many: its words, and the set of its shingles."""

    words: Wording
    shingles: frozenset[str]


def ready(text: str) -> Ready:
    """The text made ready."""
    words = wording(text)
    return Ready(words, frozenset(shingles(words.forms)))


def alike(one: str, other: str) -> Alike:
    """How alike two texts are, by their words; two stories about one event are not one text."""
    return compare(ready(one), ready(other))


def compare(one: Ready, other: Ready) -> Alike:
    """The same of two texts that were made ready."""
    if (len(one.words), one.words.forms) > (len(other.words), other.words.forms):
        one, other = other, one
    if one.words.forms == other.words.forms:
        return Alike(1.0, 1.0, True, "the same words") if len(one.words) else Alike(0.0, 0.0, False, "no words")
    jaccard, contained = _shared(one.shingles, other.shingles)
    if len(one.words) < FEWEST:
        return Alike(jaccard, contained, False, f"not the same words, and fewer than {FEWEST} of them")
    if contained < LEAST:
        return Alike(jaccard, contained, False, f"{contained:.0%} of the shorter one stands in the other")
    if len(one.words) < _SHORT and not _begins_alike(one, other):
        return Alike(jaccard, contained, False, "the shorter one, which is short, begins otherwise")
    return Alike(jaccard, contained, *_judged(one.words, other.words, jaccard, contained))


def _begins_alike(short: Ready, long: Ready) -> bool:
    """Whether the first quarter stands in the other: of a message of two lines, the second may be the channel's."""
    front = shingles(short.words.forms[: max(2 * SHINGLE, len(short.words) // 4)])
    return sum(run in long.shingles for run in front) >= _ENOUGH * len(front)


def _judged(short: Wording, long: Wording, all_of_both: float, contained: float) -> tuple[bool, str]:
    one, other = _own(short, long)
    prose, beside = _unquoted(short, one), _unquoted(long, other)
    if min(len(prose), len(beside)) >= _LEAST_PROSE:
        what, enough = "prose", _ENOUGH
    else:
        prose, beside, what, enough = one, other, "words", _ENOUGH_OF_ALL
    if min(len(prose), len(beside)) < _LEAST_PROSE:
        return contained >= _ENOUGH_OF_ALL, f"{contained:.0%} of the shorter one stands in the other, and it is short"
    left, right = [short.forms[at] for at in prose], [long.forms[at] for at in beside]
    runs = frozenset(shingles(left))
    of_both, of_one = _shared(runs, frozenset(shingles(right)))
    told = f"{of_one:.0%} of the shorter one's own {what} stands in the other"
    if of_one < enough:
        return False, told
    of_both = min(of_both, all_of_both)
    if of_both < _ENOUGH_OF_CUT or (of_both < _ENOUGH_OF_BOTH and not _opens(right, runs)):
        return False, f"{told}, but is {of_both:.0%} of both together"
    if _is_filled_in(short, prose, long, beside):
        return False, f"{told}, but with other names and numbers in most sentences"
    return True, told


def _shared(one: frozenset[str], other: frozenset[str]) -> tuple[float, float]:
    both = len(one & other)
    return both / max(1, len(one) + len(other) - both), both / max(1, min(len(one), len(other)))


def _opens(long: Sequence[str], runs: frozenset[str]) -> bool:
    """Whether a text soon comes to what it shares with the one that has these shingles."""
    shared = [run in runs for run in shingles(long[: _HEADING + _NO_CHANCE])]
    row = _NO_CHANCE - SHINGLE + 1
    return any(all(shared[at : at + row]) for at in range(len(shared) - row + 1))


def _own(one: Wording, other: Wording) -> tuple[list[int], list[int]]:
    """The places of the words that are in no standing line, one that both have at their end or beginning."""
    short = min(len(one), len(other))
    tail, head = min(_TAIL, int(short * _TAIL_SHARE)), min(_HEAD, int(short * _HEAD_SHARE))
    by_line = short >= _SHORT
    left, right = _at_edges(one, head, tail, by_line), _at_edges(other, head, tail, by_line)
    standing = left.keys() & right.keys()
    return _without(one, left, standing), _without(other, right, standing)


def _without(words: Wording, edges: Mapping[str, list[int]], standing: Set[str]) -> list[int]:
    dropped = {at for key in standing for at in edges[key]}
    return [at for at in range(len(words)) if at not in dropped]


def _at_edges(words: Wording, head: int, tail: int, by_line: bool) -> dict[str, list[int]]:
    """The lines, or sentences, that lie whole within the first or the last words, each with its words' places."""
    count, part = len(words), words.line if by_line else words.sentence
    found: dict[int, list[int]] = {}
    for at in (*range(min(head + 1, count)), *range(max(head + 1, count - tail - 1), count)):
        found.setdefault(part[at], []).append(at)
    # What lies across either border is not whole within.
    for at in (head, count - tail - 1):
        if 0 <= at < count:
            found.pop(part[at], None)
    return {" ".join(words.forms[at] for at in places): places for places in found.values()}


def _unquoted(words: Wording, places: Sequence[int]) -> list[int]:
    return [at for at in places if words.quoted[at] < QUOTATION]


def _is_filled_in(one: Wording, places: Sequence[int], other: Wording, beside: Sequence[int]) -> bool:
    """Whether most of the sentences that both have differ in a detail: Tuesday's bulletin beside Monday's."""
    changed: set[int] = set()
    details = 0
    left, right = [one.forms[at] for at in places], [other.forms[at] for at in beside]
    sentences: dict[int, int] = Counter(one.sentence[at] for at in places)
    for found in stretches(left, right):
        here, there = places[found.begin : found.end], beside[found.other_begin : found.other_end]
        for at in here:
            sentences[one.sentence[at]] -= 1
        particular = any(map(one.is_particular, here)) and any(map(other.is_particular, there))
        if particular and found.size <= _DETAIL:
            details += 1
            changed.update(one.sentence[at] for at in here)
    shared = {number for number, left_over in sentences.items() if left_over}
    return details >= _DETAILS and len(changed & shared) >= _FILLED_IN * len(shared)
