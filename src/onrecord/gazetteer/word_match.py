"""Whether two words of names are two spellings of one word or two words, and why."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from .letters import distance, sounds
from .name_words import Kind, Word

_UNLIKE = 3
"""Consonants in which two words may be unlike, by their kind, before their sounds are not compared one by one."""

_CLOSE = 0.3
"""Words no further apart than this are not tried with and without an article."""

_WEIGHT = {Kind.INITIAL: 0.35, Kind.NUMBER: 0.7, Kind.TITLE: 0.1, Kind.LEGAL: 0.12, Kind.LIGHT: 0.08, Kind.BIN: 0.08}


@dataclass(frozen=True, slots=True)
class Match:
    """Two words set against each other. ``score``: how alike, 0 to 1. ``other``: they are two words, not two spellings
    of one. ``slip``: a letter differs as in a slip of the pen, so that they may be either.
    """

    score: float
    other: bool
    reason: str
    slip: bool = False


def weight(word: Word) -> float:
    """How much a word of its kind and length tells about its bearer, 0 to 1."""
    return _WEIGHT.get(word.kind, 0.0) or min(1.0, 0.55 + 0.075 * len(word.key))


def _script(key: str) -> str:
    if key.isascii():
        return "Latin"
    return "Arabic" if "\u0600" <= key[0] <= "\u08ff" else key[0]


def _initial(a: Word, b: Word) -> Match:
    short, long = (a, b) if a.kind is Kind.INITIAL else (b, a)
    if long.key.startswith(short.key) or (long.sounds[:1] == short.sounds[:1] and long.sounds):
        return Match(0.9 if long.kind is Kind.INITIAL else 0.75, False, f"{short.text} for {long.text}")
    return Match(0.0, True, f"{short.text} is no initial of {long.text}")


def _turned(a: str, b: str) -> bool:
    """Whether two neighbouring letters changed places, and nothing else."""
    if len(a) != len(b):
        return False
    off = [i for i in range(len(a)) if a[i] != b[i]]
    return len(off) == 2 and off[1] == off[0] + 1 and a[off[0]] == b[off[1]] and a[off[1]] == b[off[0]]


def _apart(first: Word, second: Word, length: int) -> float:
    """How far two words' sounds are apart; an article that one of them has joined to it costs little."""
    if sum(abs(x - y) for x, y in zip(first.shape, second.shape, strict=False)) > _UNLIKE:
        return inf
    apart = distance(first.sounds, second.sounds, 1.2 + 0.35 * length)
    if apart <= _CLOSE:
        return apart
    if first.text[:2] == "ال" and second.key[1:2] == "l":
        apart = min(apart, distance(sounds("ال" + first.key), second.sounds, apart))
    for joined, other in ((first, second), (second, first)):
        if joined.key[:2] == "al" and len(joined.key) > 5 and not (other.key[:2] == "al" or other.text[:2] == "ال"):
            one, two = (other.sounds, joined.sounds[2:]) if joined is second else (joined.sounds[2:], other.sounds)
            apart = min(apart, 0.1 + distance(one, two, apart))
    return apart


def _by_sound(a: Word, b: Word) -> Match:
    across = _script(a.key) != _script(b.key)
    if across and {_script(a.key), _script(b.key)} != {"Latin", "Arabic"}:
        return Match(0.0, True, f"{a.text} and {b.text} are in scripts that are not compared")
    first, second = (b, a) if across and a.key.isascii() else (a, b)
    length = max(len(first.sounds), len(second.sounds))
    apart = _apart(first, second, length)
    written = across or a.key.isascii()
    if apart <= (0.3 if length < 4 else 0.5 if written and length > 4 else 0.4):
        reason = f"{first.text} is {second.text}" if across else f"{a.text} is another spelling of {b.text}"
        return Match(1.0 - 0.25 * apart, False, reason)
    near = length >= 5 and (apart <= 1.05 or (length >= 9 and apart <= 1.5))
    if near or (len(a.key) > 4 and _turned(a.key, b.key)):
        return Match(0.76 - 0.03 * min(apart, 1.5), False, f"one letter differs: {a.text}, {b.text}", slip=True)
    return Match(max(0.0, 0.7 - 0.6 * apart / max(length, 1)), True, f"{a.text} is not {b.text}")


def match(a: Word, b: Word) -> Match:
    """Two words of any kind set against each other."""
    if a.key == b.key:
        return Match(1.0, False, "")
    if Kind.NUMBER in (a.kind, b.kind):
        return Match(0.0, a.kind is b.kind, f"{a.text} is not {b.text}")
    if Kind.INITIAL in (a.kind, b.kind):
        return _initial(a, b)
    if a.kind is not b.kind and not (a.given and b.given):
        return Match(0.0, True, f"{a.text} is not {b.text}")
    if a.kind is not Kind.WORD and b.kind is not Kind.WORD:
        return Match(0.9 if a.kind is Kind.BIN else 0.5, False, "")
    if a.given and b.given:
        if not a.given & b.given:
            return Match(0.2, True, f"two names: {min(a.given)}, {min(b.given)}")
        if a.key.isascii() or b.key.isascii():
            across = a.key.isascii() != b.key.isascii()
            return Match(0.98, False, f"{a.text} is {'' if across else 'another spelling of '}{b.text}")
    return _by_sound(a, b)
