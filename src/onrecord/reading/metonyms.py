"""A name that is both a government's and a place's: which one is meant, from the words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..codebook import metonym_words, role_words
from .names import Word

#: From this share on a name is somebody only; below one minus it, somewhere only; between, it is kept as both.
SURE = 0.65
#: How many words before a preposition are asked what it belongs to.
_REACH = 5
_BEING = ("is", "are", "was", "were")
_PREPOSITIONS = ("to", "from", "on", "of", "for", "than")


@dataclass(frozen=True, slots=True)
class Reading:
    """How likely (0 to 1) a name stands for somebody and not for a place, and what speaks for it."""

    acting: float
    why: str


def acting(words: Sequence[Word], first: int, last: int, before: Reading | None, *, capital: bool = False) -> Reading:
    """Whether the name at ``words[first..last]`` of a sentence acts or is where things happen.

    A ``capital`` stands for its government, and owns houses and streets of its own more often than a state does.

    ``before`` is the answer for the name before it in the sentence, which a name joined to it shares ("from Tehran
    than Baghdad").
    """
    begin = first
    while begin and first - begin < 3 and _within_phrase(words[begin - 1]):
        begin -= 1
    low = [w.low for w in words[max(0, begin - _REACH) : begin]]
    ahead = words[last + 1 : last + 4]
    for rule in (_owning, _after_preposition, _object, _subject):
        found = rule(low, words[last], ahead)
        if found is not None and capital and rule is _owning:
            return Reading(min(found.acting, 0.55), found.why)
        if found is not None:
            return found
    if low and low[-1] in ("and", "or", "than") and before is not None:
        return Reading(before.acting, "joined to the name before it")
    return Reading(0.5, "nothing beside it decides")


def _within_phrase(word: Word) -> bool:
    """Whether a word stands between a preposition and its name: "through the Lower Marshes"."""
    tied = word.low in metonym_words().locative or word.low in _PREPOSITIONS
    return word.low == "the" or (word.text[0].isupper() and not tied)


def _owning(low: list[str], name: Word, ahead: Sequence[Word]) -> Reading | None:
    if not name.possessive:
        return None
    if ahead and any(w.low in metonym_words().grounds for w in ahead[:2]):
        return Reading(0.3, f"it owns ground: {ahead[0].text}")
    if low and low[-1] in metonym_words().locative:
        return Reading(0.45, f"after {low[-1]!r}, but it owns something")
    return Reading(0.75, "it owns something")


def _after_preposition(low: list[str], name: Word, ahead: Sequence[Word]) -> Reading | None:
    words = metonym_words()
    if not low:
        return None
    near, earlier = low[-1], low[:-1]
    if near in ("in", "toward", "towards") and earlier and earlier[-1] in words.trust:
        return Reading(0.8, f"after {earlier[-1]!r} and {near!r}")
    if near in words.locative:
        return Reading(0.1, f"after {near!r}")
    if near in words.dealing:
        return Reading(0.85, f"after {near!r}")
    if near not in _PREPOSITIONS:
        return None
    for word in reversed(earlier):
        if word in words.giving:
            return Reading(0.8, f"after {word!r} and {near!r}")
        if word in words.motion and near in ("to", "from"):
            return Reading(0.15, f"after {word!r} and {near!r}")
        if word in words.ground and near == "of":
            return Reading(0.15, f"after {word!r} and 'of'")
        if near == "of" and role_words().kind([word]) is not None:
            return Reading(0.6, f"after {word!r} and 'of'")
    if near == "than":
        return None
    return Reading({"from": 0.4, "of": 0.4, "on": 0.45}.get(near, 0.55), f"after {near!r}")


def _object(low: list[str], name: Word, ahead: Sequence[Word]) -> Reading | None:
    if not low:
        return None
    if low[-1] in metonym_words().ground:
        return Reading(0.15, f"after {low[-1]!r}")
    if low[-1] in metonym_words().treating:
        return Reading(0.85, f"after {low[-1]!r}")
    return None


def _subject(low: list[str], name: Word, ahead: Sequence[Word]) -> Reading | None:
    if ahead and ahead[0].low in _BEING and not (len(ahead) > 1 and ahead[1].low.endswith(("ing", "ed"))):
        # "Vashtel is quiet" may be either; "Vashtel is sending guards" is not.
        return Reading(0.6, f"before {ahead[0].low!r}")
    if ahead and ahead[0].low in metonym_words().doing:
        return Reading(0.85, f"before {ahead[0].low!r}")
    if ahead and role_words().kind([ahead[0].low]) in ("states", "organisations"):
        return Reading(0.85, f"before {ahead[0].low!r}")
    return None
