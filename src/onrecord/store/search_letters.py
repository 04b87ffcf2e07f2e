"""What a letter is in a word that is searched: one sign for all ways to write it.

What this module gives consists of signs that every database takes for part of a word: letters and digits that Unicode
has had since version 3.2, in small letters. Another letter (of a script that is newer or beyond the basic plane), and a
vowel sign that its script cannot do without, is written by its number: "u7ca".
"""

from __future__ import annotations

import unicodedata

from ..gazetteer.spelling import APOSTROPHES, plain_key

#: Signs that words are parted and joined by: ``search_words`` decides, for it depends on what stands around them.
APOSTROPHE, STOP, GAP = "'", ".", " "

_STOPS = "．﹒․"
_APOSTROPHES_OF_WORDS = "'’‘‛ʼ＇`´′"
_ZERO_WIDTH_SPACE = "\u200b"
#: Marks beside those of names (``plain_key``) that a word can do without: vowels of Syriac, voiced kana, signs for
#: mathematics, variation selectors.
_MARKS = (
    *((0x610, 0x61A), (0x730, 0x74A), (0x180B, 0x180D), (0x20D0, 0x20FF), (0x3099, 0x309A), (0xFE00, 0xFE0F)),
    *((0xFE20, 0xFE2F), (0xE0100, 0xE01EF)),
)
#: Scripts that are written without spaces: each letter is a word, and a word of theirs is a phrase.
_UNSPACED = (
    *((0xE00, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17DF), (0x3005, 0x3007), (0x3041, 0x3096), (0x309D, 0x309F)),
    *((0x30A1, 0x30FA), (0x30FC, 0x312F), (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x9FFF), (0xA960, 0xA97F)),
    *((0xF900, 0xFAFF), (0x20000, 0x3FFFF)),
)
#: Letters that are kept once they were met; what hostile text can cost in memory stays bounded.
_MOST_KEPT = 1 << 16
_BEYOND_BASIC = 0x10000


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


class _Folded(dict[int, str]):
    """What each character becomes, learnt as it is met: ``str.translate`` looks every character up here."""

    def __missing__(self, code: int) -> str:
        folded = _fold(chr(code))
        if len(self) < _MOST_KEPT:
            self[code] = folded
        return folded


def _fold(sign: str) -> str:
    category = unicodedata.category(sign)
    if sign in _APOSTROPHES_OF_WORDS:
        return APOSTROPHE
    if sign in APOSTROPHES:
        return ""
    if category[0] in "PSZ" or (category[0] == "C" and category != "Cf") or sign == _ZERO_WIDTH_SPACE:
        return STOP if sign == "." or sign in _STOPS else GAP
    if category == "Cf" or _within(ord(sign), _MARKS):
        return ""
    return "".join(map(_safe, plain_key(sign).lower()))


def _safe(letter: str) -> str:
    """A folded letter as every database has it."""
    if letter == GAP:
        return GAP
    code = ord(letter)
    if _within(code, _MARKS):
        return ""
    if unicodedata.category(letter)[0] in "PSZC":
        return GAP
    safe = letter if _is_safe(letter) else f"u{code:x}"
    return f"{GAP}{safe}{GAP}" if _within(code, _UNSPACED) else safe


def _is_safe(letter: str) -> bool:
    """Whether it is a letter or digit to Unicode 3.2 and today, in the basic plane, and the small one of its kind."""
    old, new = unicodedata.ucd_3_2_0.category(letter), unicodedata.category(letter)
    return old[0] in "LN" and new[0] in "LN" and ord(letter) < _BEYOND_BASIC and letter.lower() == letter


#: For ``str.translate``: letters and digits as they are searched, ``APOSTROPHE``, ``STOP``, and ``GAP`` for the rest.
FOLDED: dict[int, str] = _Folded()
