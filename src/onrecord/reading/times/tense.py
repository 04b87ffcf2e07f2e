"""Which way the tense around an expression looks: back, ahead, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ...codebook.time_words import time_words

PAST, FUTURE, PRESENT = "past", "future", "present"
#: Tokens looked at before an expression, and behind it.
_BACK, _AHEAD = 30, 12
#: What makes a word in -ed behind it no past: "to be paid", "the increased dividend".
_PASSIVE = frozenset(["be", "being", "is", "are", "the", "a", "an", "its", "his", "their", "this", "not"])
#: Words right before a date that look ahead to it.
_UP_TO = frozenset(["by", "until", "till", "through"])
#: Words that begin a clause with a verb of its own, and how many tokens to either side it is looked for.
_OPENERS = frozenset(["after", "when", "while", "as", "because", "since", "who", "which", "where", "but", "although"])
_CLAUSE = 6
_MARKS = frozenset('"“”„«»')
#: Words that look ahead only before "to": "is to", "set to", "going to".
_WITH_TO = frozenset(["is", "are", "set", "going", "about", "was", "were", "extended", "moved"])
_WILL = frozenset(["will", "shall", "won't", "we'll", "they'll", "he'll", "she'll", "it'll"])


@cache
def _tenses() -> dict[str, str]:
    listed = time_words().tenses
    marks = {word: tense for tense in (PRESENT, PAST, FUTURE) for word in listed[tense]}
    return marks | dict.fromkeys(listed["none"], "")


def tense_of(word: str) -> str | None:
    """The tense a lower-case word marks by itself."""
    found = _tenses().get(word)
    if found is None and len(word) > 4 and word.endswith("ed"):
        return PAST
    return found or None


def tense_around(words: Sequence[str], first: int, last: int) -> str | None:
    """The tense of the nearest verb before the tokens ``first`` to ``last``, or else of the nearest behind them.

    In and out of quotation marks are two voices: a verb of the same one is looked for first.
    """
    if first > 0 and words[first - 1] in _UP_TO:
        return _governing(words, first - 1, first - 8) or FUTURE
    if first > 2 and words[first - 1] == "as" and words[first - 2] in ("soon", "early"):
        return FUTURE
    if _opens_clause(words, first) and (own := _own_verb(words, last)) is not None:
        return own
    return _before(words, first) or _behind(words, last)


def _before(words: Sequence[str], first: int) -> str | None:
    same, other = True, None
    for at in range(first - 1, max(-1, first - _BACK), -1):
        if words[at] in _MARKS:
            same = not same
            continue
        found = _at(words, at)
        if found is not None and same:
            return found
        other = other or found
    return other


def _opens_clause(words: Sequence[str], first: int) -> bool:
    """Whether a clause has begun before the token ``first`` whose verb is still to come: "after traders on Monday"."""
    for at in range(first - 1, max(-1, first - _CLAUSE), -1):
        if words[at] in _OPENERS:
            return True
        if words[at] == "," or words[at] in _MARKS or _at(words, at) is not None:
            return False
    return False


def _own_verb(words: Sequence[str], last: int) -> str | None:
    """The past that stands close behind, in the same clause."""
    for at in range(last + 1, min(len(words), last + _CLAUSE)):
        if words[at] == "," or words[at] in _OPENERS or words[at] in _MARKS:
            return None
        found = _at(words, at)
        if found is not None:
            return PAST if found == PAST else None
    return None


def _behind(words: Sequence[str], last: int) -> str | None:
    for at in range(last + 1, min(len(words), last + _AHEAD)):
        found = _at(words, at)
        if found == FUTURE and words[at] not in _WILL:
            continue  # "On Friday he planned to go" tells of Friday
        if found is not None:
            return found
    return None


def _governing(words: Sequence[str], before: int, limit: int) -> str | None:
    """Past only where "had" or "was" stands close before: "by May he had left" looks back."""
    near = words[max(0, limit) : before]
    return PAST if "had" in near and not {"will", "would"} & set(near) else None


def _at(words: Sequence[str], at: int) -> str | None:
    word = words[at]
    after = words[at + 1] if at + 1 < len(words) else ""
    if (word == "to" and after == "be") or (after == "to" and word in _WITH_TO):
        return FUTURE
    found = tense_of(word)
    if found == PAST and at and words[at - 1] in _PASSIVE:
        return None
    return found


def says_will(words: Sequence[str], first: int) -> bool:
    """Whether the nearest verb before the token ``first`` is told with "will"."""
    for at in range(first - 1, max(-1, first - _BACK), -1):
        if words[at] in _WILL:
            return True
        if _at(words, at) is not None and words[at] not in ("be", "been"):
            return False
    return False
