"""How far two words are apart as they sound: letters as sounds, and the cheapest way to set one's against the other's.

A word in Latin letters becomes one sign a sound ("sh" is one, "ou" is one, doubled letters are one); a word in Arabic
script keeps its letters. What it costs to take one sign for another stands in ``letter_costs.py``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .letter_costs import ALONE, AT_END, AT_START, FOR_ANOTHER, TWO_FOR_ONE, UNWRITTEN

MOST_SOUNDS = 24
"""Words are cut here: what one comparison can cost stays bounded."""

_SPELT = {
    **{"tch": "C", "sch": "S", "dzh": "j", "kh": "x", "gh": "G", "sh": "S", "ch": "C", "zh": "Z", "dj": "j", "dh": "D"},
    **{"th": "T", "ph": "f", "ck": "k", "tz": "z", "qu": "k", "ce": "se", "ci": "si", "cy": "si", "c": "k"},
    **{"oo": "U", "uu": "U", "ou": "U", "ee": "I", "ii": "I", "iy": "I", "ie": "I", "aa": "a"},
    **{"aou": "O", "au": "O", "aw": "O", "ow": "O", "ai": "E", "ei": "E", "ay": "E", "ey": "E", "ae": "E"},
}
_SPELT_SIGN = re.compile("|".join(sorted(_SPELT, key=len, reverse=True)))
_GLIDE = re.compile(r"(?<=[aeiou])y(?=[aeiou])|^y(?=[aeiou])|ou(?=[aei])|(?<=[aeiou])w(?=[aeiou])")
_DOUBLED = re.compile(r"(sh|kh|th|dh|gh|[b-df-hj-np-tv-z])\1+")
_TWICE = re.compile(r"(.)\1+")
_LAST_H = re.compile(r"(?<=[aeiou])h$")
_LAST_C = re.compile(r"(?<=i)c$")
_X = re.compile(r"(?<=.)x")
_LAST_ARABIC = {"ي": "ى", "ه": "ة"}

_CYRILLIC = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэієґўқұүөәңғһ", "abvgdeziiklmnoprstufyeiegukuuoangh", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
    | {"ј": "j"}
)
_GREEK = str.maketrans(
    dict(zip("αβγδεζηικλμνξοπρσςτυφχω", "avgdeziiklmnxoprsstifho", strict=True)) | {"θ": "th", "ψ": "ps"}
)


def romanised(key: str) -> str:
    """A plain key with its Cyrillic and Greek letters in Latin ones."""
    return key if key.isascii() else key.translate(_CYRILLIC).translate(_GREEK)


@lru_cache(maxsize=65536)
def sounds(word: str) -> str:
    """The signs of a word's sounds; ``word`` is a word of a plain key."""
    word = word[: 2 * MOST_SOUNDS]
    if not word.isascii():
        word = _TWICE.sub(r"\1", word)[:MOST_SOUNDS]
        return word[:-1] + _LAST_ARABIC.get(word[-1:], word[-1:]) if len(word) > 2 else word
    word = _LAST_H.sub("", _DOUBLED.sub(r"\1", word))
    word = _X.sub("ks", _LAST_C.sub("ch", word)).replace("x", "kh")
    word = _GLIDE.sub(lambda found: "Y" if found[0] == "y" else "W", word)
    word = _SPELT_SIGN.sub(lambda found: _SPELT[found[0]], word)
    return word.replace("y", "i").replace("Y", "y").replace("W", "w")[:MOST_SOUNDS]


_FAMILY = {
    sign: family
    for family, signs in enumerate(("bpfvبپفڤ", "mnمن", "lrلر", "tsdzTDSCZjتطثسصشچدذضظزجژ", "kqgGxhكقگغخحه"))
    for sign in signs
}


def shape(word_sounds: str) -> tuple[int, ...]:
    """How many lip sounds, nasals, liquids, tongue and throat sounds a word has."""
    counts = [0] * 5
    for sign in word_sounds:
        family = _FAMILY.get(sign)
        if family is not None:
            counts[family] += 1
    return tuple(counts)


_TWO = frozenset(pair[:2] for pair in TWO_FOR_ONE)
_NONE: dict[str, float] = {}


def _missing(word: str, costs: dict[str, float], last: float) -> list[float]:
    """What each sound of a word costs if the other word lacks it; ``last`` is the least that the last one costs."""
    out = [costs.get(sign, 1.0) for sign in word]
    if out:
        out[-1] = max(min(out[-1], AT_END.get(word[-1], 1.0)), last)
        out[0] = max(out[0], AT_START)
    return out


def distance(a: str, b: str, limit: float = 99.0) -> float:
    """What the cheapest alignment of two words' sounds costs; what is above ``limit`` may come back as infinity.

    Where one word is in Arabic script and the other is not, the Arabic one must be ``a``.
    """
    if a == b:
        return 0.0
    across = not a.isascii() and b.isascii()
    gone = _missing(a, ALONE, 0.0)
    if a[:2] in ("او", "اي"):
        gone[0] = 0.1
    added = _missing(b, UNWRITTEN, 0.3) if across else _missing(b, ALONE, 0.0)
    before: list[float] = []
    row = [0.0]
    for cost in added:
        row.append(row[-1] + cost)
    for i, sign in enumerate(a):
        left = row[0] + gone[i]
        now = [left]
        pair = a[i - 1 : i + 1] if i and a[i - 1 : i + 1] in _TWO else ""
        others = FOR_ANOTHER.get(sign, _NONE)
        for j, other in enumerate(b):
            left = min(
                row[j] if sign == other else row[j] + others.get(other, 1.0), row[j + 1] + gone[i], left + added[j]
            )
            if pair:
                left = min(left, before[j] + TWO_FOR_ONE.get(pair + other, 9.0))
            now.append(left)
        if min(now) > limit and min(row) > limit:
            return float("inf")
        before, row = row, now
    return row[-1]
