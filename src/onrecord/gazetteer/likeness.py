"""How alike two names are, from 0 to 1, and why in words.

Names are taken apart into words (``name_words.py``) and each word is set against the word of the other name that is
most like it (``word_match.py``). Two things are kept apart: another *spelling* of a word, which costs little, and
another *word*, which says that somebody else is meant. Known names are never spellings of one another, however close
they are (Hasan, Husayn). A name that only leaves words out is a shorter form, and the weaker the fewer words it keeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise

from .name_words import Kind, Word, name_words, plain_word
from .spelling import MOST_LETTERS, plain_key
from .word_match import Match, match, weight

SAME = 0.84
"""From here up, two names are taken to be forms of one name."""

SURE = 0.92
"""From here up, they differ in spelling only: no word is missing and no letter is doubtful."""

_HEAVY = frozenset({Kind.WORD, Kind.INITIAL, Kind.NUMBER, Kind.BINT})
_Pair = tuple[Match, tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are: ``score`` 0 to 1, ``reason`` in words for whoever decides."""

    score: float
    reason: str


def _run_together(one: Sequence[Word], two: Sequence[Word]) -> Iterable[_Pair]:
    """Two or three neighbours of the first name that the second writes as one word."""
    for start, first in enumerate(one):
        text, key = first.text, first.key
        for end in range(start + 1, min(start + 3, len(one))):
            text, key = f"{text} {one[end].text}", key + one[end].key
            for j, other in enumerate(two):
                if other.kind is not Kind.WORD or abs(len(key) - len(other.key)) > 2:
                    continue
                if key[0] != other.key[0] and key.isascii() == other.key.isascii():
                    continue
                found = match(plain_word(text, key), other)
                if not found.other and not found.slip:
                    yield found, tuple(range(start, end + 1)), (j,)


def _assigned(found: Iterable[_Pair]) -> list[_Pair]:
    """The best matches that use each word once; those of two different words come last."""
    order = sorted(found, key=lambda f: (f[0].other, -f[0].score * (len(f[1]) + len(f[2])), abs(f[1][0] - f[2][0])))
    left: set[int] = set()
    right: set[int] = set()
    kept = []
    for best_match, i, j in order:
        if best_match.score > 0 and left.isdisjoint(i) and right.isdisjoint(j):
            kept.append((best_match, i, j))
            left.update(i)
            right.update(j)
    return kept


def _matches(one: Sequence[Word], two: Sequence[Word]) -> list[_Pair]:
    """Each word set against the one most like it, or against neighbours that it may be when they are run together."""
    found: list[_Pair] = [(match(a, b), (i,), (j,)) for i, a in enumerate(one) for j, b in enumerate(two)]
    kept = _assigned(found)
    if len(one) == len(two) and not any(m.other for m, _, _ in kept):
        return kept
    found += _run_together(one, two)
    found += [(m, i, j) for m, j, i in _run_together(two, one)]
    return _assigned(found)


def _sum(words: Sequence[Word], places: Iterable[int]) -> float:
    return sum(weight(words[place]) for place in places)


def _score(matches: Iterable[_Pair], one: Sequence[Word], two: Sequence[Word]) -> float:
    """The sum of what matched words are worth."""
    return sum(m.score * (_sum(one, i) + _sum(two, j)) for m, i, j in matches)


def _left_out(words: Sequence[Word], used: Iterable[Sequence[int]]) -> list[Word]:
    """The words of weight that were matched with nothing."""
    taken = {place for places in used for place in places}
    return [word for place, word in enumerate(words) if place not in taken and word.kind in _HEAVY]


def _shorter(long: Sequence[Word], missing: Sequence[Word], sound: float, notes: Sequence[str]) -> Likeness:
    """The likeness of a name to one that has ``missing`` besides: a name of one word only says little."""
    kept = sum(word.kind is Kind.WORD for word in long) - sum(word.kind is Kind.WORD for word in missing)
    share = sum(map(weight, missing)) / sum(map(weight, long))
    score = min(sound * (1.0 - 0.27 * share), SURE - 0.01)
    if kept < 2 and any(word.kind is not Kind.INITIAL for word in missing):
        score = min(score, 0.74) - 0.1 * share
    if any(word.kind in (Kind.NUMBER, Kind.BINT) for word in missing):
        score = min(score, 0.74)
    words = " ".join(word.text for word in missing[:4])
    return Likeness(score, "; ".join([f"a shorter form, without {words}", *notes[:2]]))


def _father_and_son(one: Sequence[Word], two: Sequence[Word], same: Sequence[_Pair]) -> bool:
    """Whether a name with "bin" has its names in an order that is no mere rotation (surname first) of the other's."""
    if not any(word.kind is Kind.BIN for word in (*one, *two)):
        return False
    order = [j for _, j in sorted((i[0], j[0]) for _, i, j in same if one[i[0]].kind in (Kind.WORD, Kind.BIN))]
    drops = sum(later < earlier for earlier, later in pairwise(order))
    return drops > 1 or (drops == 1 and order[-1] > order[0])


def _whole(same: Sequence[_Pair], sound: float, notes: list[str]) -> Likeness:
    """The likeness of two names that have all words in common."""
    slips = sum(m.slip for m, _, _ in same)
    if slips:
        sound = min(sound, SURE - 0.01 if slips == 1 else SAME - 0.02)
        notes.sort(key=lambda note: not note.startswith("one letter"))
    order = [j[0] for _, _, j in sorted(same, key=lambda m: m[1])]
    if order != sorted(order):
        notes.append("the words in another order")
        sound *= 0.99
    return Likeness(min(sound, 0.999), "; ".join(notes[:3]) or "the same but for titles and small words")


def _weigh(one: Sequence[Word], two: Sequence[Word], body: bool) -> Likeness:
    """The likeness of two names that are not spelt the same."""
    if len(one) == len(two) == 1:
        only = match(one[0], two[0])
        return Likeness(only.score * (0.8 if only.other else 1.0), only.reason)
    matches = _matches(one, two)
    same = [m for m in matches if not m[0].other]
    left, right = _left_out(one, [i for _, i, _ in same]), _left_out(two, [j for _, _, j in same])
    held = _score(matches, one, two) / (sum(map(weight, one)) + sum(map(weight, two)))
    if left and right:
        clash = next((m.reason for m, i, j in matches if m.other and one[i[0]] in left and two[j[0]] in right), "")
        return Likeness(0.8 * min(held, 0.9), clash or f"{left[0].text} is not {right[0].text}")
    if not any(one[i[0]].kind in (Kind.WORD, Kind.NUMBER) for _, i, _ in same):
        return Likeness(0.5 * held, "no word in common")
    sound = _score(same, one, two) / sum(_sum(one, i) + _sum(two, j) for _, i, j in same)
    notes = [m.reason for m, _, _ in same if m.reason]
    if left or right:
        found = _shorter(one if left else two, left or right, sound, notes)
        return Likeness(min(found.score, SAME - 0.04), found.reason) if body else found
    if _father_and_son(one, two, same):
        return Likeness(0.7 * sound, "the same names in another order around 'bin': father and son may be exchanged")
    return _whole(same, sound, notes)


def _initials(one: Sequence[Word], two: Sequence[Word]) -> Likeness | None:
    """What it says that one name is made of the other's first letters, if it is."""
    short, long = (one, two) if len(one) < len(two) else (two, one)
    if len(short) != 1 or not short[0].text.isupper() or not 2 <= len(short[0].key) <= 6:
        return None
    first = "".join(word.key[0] for word in long if word.kind not in (Kind.LIGHT, Kind.TITLE, Kind.LEGAL))
    whole = " ".join(word.text for word in long)
    return Likeness(0.75, f"{short[0].text} is the initials of {whole}") if first == short[0].key else None


def likeness(a: str, b: str, body: bool = False) -> Likeness:
    """How alike two names are; the order of the two does not matter. ``SAME`` and more: forms of one name.

    ``body`` says that they name bodies and not persons: a body with a word more is taken to be another body. Names
    longer than ``MOST_LETTERS`` are compared as they are spelt only.
    """
    if a == b:
        return Likeness(1.0, "the same")
    a, b = sorted((a, b))
    key = plain_key(a)
    if key and key == plain_key(b):
        return Likeness(1.0, "the same but for case, accents, hyphens, apostrophes or the article")
    if len(a) > MOST_LETTERS or len(b) > MOST_LETTERS:
        return Likeness(0.0, "too long for a name")
    one, two = name_words(a), name_words(b)
    if not one or not two:
        return Likeness(0.0, "nothing to compare")
    if tuple(word.key for word in one) == tuple(word.key for word in two):
        return Likeness(0.995, "the same but for how its parts are joined")
    return _initials(one, two) or _weigh(one, two, body)


def best(name: str, candidates: Iterable[str], most: int = 1, body: bool = False) -> list[tuple[str, Likeness]]:
    """The ``most`` candidates that are most like ``name``, the likest first; the earlier one where two are even."""
    scored = ((candidate, likeness(name, candidate, body)) for candidate in candidates)
    return nlargest(most, scored, key=lambda pair: pair[1].score)
