"""What is compared when two names are looked up: a plain key for the same spelling, sound keys for another one.

Both are made of one name at a time, so that they can be the key of an index. ``plain_key`` forgives how a name is
typed (case, accents, apostrophes, hyphens, articles); ``sound_keys`` forgives how it is transliterated, in Latin and in
Arabic script. Neither says that two names mean one bearer: that is ``likeness.py``'s to weigh.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice, product

MOST_LETTERS = 200
"""Names are cut here before their sounds are taken: what hostile text can cost stays bounded."""

MOST_KEYS = 12
"""Sound keys that a name has at most."""

APOSTROPHES = "'`´ʰʹʺʻʼʽʾʿˈˊˋˀˁˤ‘’‚‛′‵＇Ꞌꞌʕʔءٴ"
"""Marks that stand for ʿayn, hamza or nothing at all, with the Arabic hamza itself; a key drops them."""

_ONE_SIGN = {
    **dict.fromkeys("ٱٲٳٵ", "ا"),
    **dict.fromkeys("ىیېێےۍ", "ي"),
    **dict.fromkeys("کڪػ", "ك"),
    **dict.fromkeys("ةھہەۀۂۃۿ", "ه"),
    **dict.fromkeys("ۆۇۈۋۊ", "و"),
    **dict.fromkeys("ڕڒړ", "ر"),
    **{"ڵ": "ل", "ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a", "ħ": "h"},
    "&": " and ",
}
"""Letters that keyboards write differently, and Latin ones that do not come apart into a letter and an accent."""


_MARKS = (
    *((0x300, 0x36F), (0x483, 0x489), (0x591, 0x5C7), (0x610, 0x61A), (0x64B, 0x65F), (0x670, 0x670)),
    *((0x6D6, 0x6DC), (0x6DF, 0x6E8), (0x6EA, 0x6ED), (0x8CA, 0x8FF), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF)),
)
"""Combining accents of Latin, Greek, Cyrillic, Hebrew and Arabic letters, as ranges of code points."""

_JOINERS_TO_SPACE = "\u200b\u200c"


class _Plain(dict[int, str | None]):
    """What a character becomes in a key, learnt as it is met: ``str.translate`` looks every character up here."""

    def __missing__(self, code: int) -> str | None:
        self[code] = plain = _plain_letter(chr(code))
        return plain


def _plain_letter(letter: str) -> str | None:
    if letter in _ONE_SIGN:
        return _ONE_SIGN[letter]
    code, category = ord(letter), unicodedata.category(letter)
    if letter in APOSTROPHES or letter == "ـ" or any(first <= code <= last for first, last in _MARKS):
        return None
    if category == "Cf":
        return " " if letter in _JOINERS_TO_SPACE else None
    if category[0] in "PSZC":
        return " "
    return str(unicodedata.digit(letter)) if category == "Nd" else letter


_PLAIN = _Plain()
_PLAIN_ASCII = str.maketrans({chr(code): _plain_letter(chr(code)) for code in range(128)})
_STOP_OF_ACRONYM = re.compile(r"\b(\w)\.")
_SUN = r"(sh|dh|th|[sdnrtz])"
_DASH = r"[-‐‑‒–—]"
_FRONT = re.compile(
    rf"(?:the\s+(?=\S))?(?:(?:al(?:{_DASH}|\s)\s*|[eou]l{_DASH}|[aeu]{_SUN}{_DASH}(?=['‘’ʻʼʿʾ]?\1))(?=\S))?"
)
_WITHIN = re.compile(rf"(?<= )(?:[aeou]l|[aeu]{_SUN}(?= \1)) (?=\S)")


def plain_key(name: str) -> str:
    """The form under which ``name`` is looked up; two names are spelt the same if their keys are equal.

    Compatibility forms, case, accents and Arabic vowel signs are folded; apostrophes, ʿayn and hamza marks go; hyphens
    and other punctuation become one space; stops of acronyms go ("P.M.F." is "pmf"); "&" is "and"; letters and digits
    that Arabic, Persian and Kurdish keyboards write differently become one. A leading "the" goes, and so does the
    Arabic article in Latin letters: "al-", "el-", "ul-" and, where the next word starts with its consonant, "ash-",
    "as-", "ad-", "an-" ... At the front of a name only "al" may stand apart from its word ("El Salvador", "as Syria"
    stay). A possessive 's stays in the word; so does the article in Arabic script.
    """
    if name.isascii():
        letters, table = name.lower().strip(), _PLAIN_ASCII
    else:
        letters, table = unicodedata.normalize("NFKD", name).casefold().strip(), _PLAIN
    front = _FRONT.match(letters)
    if front is not None and front.end():
        letters = letters[front.end() :]
    if "." in letters:
        letters = _STOP_OF_ACRONYM.sub(r"\1", letters)
    key = " ".join(letters.translate(table).split())
    return _WITHIN.sub("", key) if " " in key else key


MARKED_SOUNDS = str.maketrans(
    {"ş": "sh", "Ş": "sh", "š": "sh", "Š": "sh", "ç": "ch", "Ç": "ch", "č": "ch", "Č": "ch", "ğ": "gh", "Ğ": "gh"}
    | {"ž": "zh", "Ž": "zh", "ḵ": "kh", "ḫ": "kh", "ẖ": "kh", "ḡ": "gh", "ġ": "gh"}
)
"""Letters whose mark is a sound of its own, which a plain key forgets."""

_NO_ARTICLE = str.maketrans(dict.fromkeys("أإآ", "ع"))
"""An alif with hamza is never the article's: it is read as the other letter that opens with a vowel."""

_ABD = re.compile(r"\babd[aeou](?:l ?(?=[a-z])|(sh|[rsdnztj])h? ?(?=\1))")
_DIN = re.compile(r"(?<=[a-z])[aeou](?:dd|tt)[iy]ne?\b")
_LATIN = {
    **{"tch": "C", "sch": "C", "dzh": "J", "kh": "H", "gh": "K", "sh": "C", "ch": "C", "zh": "J", "dj": "J", "dh": "D"},
    **{"th": "T", "ph": "F", "ck": "K", "ce": "TJ", "ci": "TJ", "cy": "TJ", "b": "B", "p": "B", "f": "F", "m": "M"},
    **{"n": "N", "l": "L", "r": "R", "k": "K", "q": "K", "c": "KJ", "g": "KJ", "j": "J", "h": "H", "x": "H"},
    **{"t": "T", "s": "T", "d": "D", "z": "D", "v": "_F"},
}
"""Latin letters as classes of consonants; where two letters stand, either may be meant, and "_" is no consonant."""

_ARABIC = {
    **dict.fromkeys("بپ", "B"),
    **dict.fromkeys("تطثسص", "T"),
    **dict.fromkeys("دذضظز", "D"),
    **dict.fromkeys("كقغگ", "K"),
    **dict.fromkeys("خحه", "H"),
    **dict.fromkeys("شچ", "C"),
    **dict.fromkeys("فڤ", "F"),
    **{"ج": "JK", "ژ": "J", "م": "M", "ن": "N", "ل": "L", "ر": "R"},
}
_SOUNDS = {**_LATIN, **_ARABIC}
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_OPENING = {"w": "W", "v": "WF", "y": "Y", "و": "W", "ي": "Y"} | dict.fromkeys("aeiouاع", "A")
_GLUE = frozenset({"e", "i", "ye", "yi", "o", "u", "w", "wa", "wal", "va", "we", "and", "و"})
_FINAL_H = re.compile(r"(?<=[aeiouy])h$|(?<=.)[هح]$")
_DOUBLED = re.compile(r"(sh|kh|th|dh|gh|[a-z])\1+")
_GOD = frozenset({"الله", "لله", "اللاه"})


def _word_sounds(word: str, last: bool) -> list[str]:
    """The classes of consonants of a word in order, each with its alternatives; a first vowel is "A"."""
    if word in _GOD:
        return ["L"]
    if word.isascii():
        word = _DOUBLED.sub(r"\1", word)
        joined = len(word) > 5 and word[:2] == "al" and word[2] not in "aeiou"
        construct = not last and len(word) > 4 and word[-2:] in ("at", "et")
    else:
        word = word[1:] if word[:3] == "وال" and len(word) > 5 else word
        joined = len(word) > 3 and word[:2] == "ال"
        construct = False
    word = _FINAL_H.sub("", word)
    if word[:2] == "ou" and word[2:3] in ("a", "e", "i"):
        word = "w" + word[2:]
    first = _OPENING.get(word[:1])
    sounds = [first] if first else []
    sounds += [_SOUNDS[found] for found in _SOUND.findall(word, len(sounds))]
    if joined:
        sounds[:2] = ["_A", "_L"]
    if construct:
        sounds[-1] = "T_"
    return sounds


def sound_keys(name: str) -> tuple[str, ...]:
    """Keys of a name's consonants, the likeliest first; transliterations of one name share at least one.

    Letters that transliterations confuse are one class (t, s, th; d, z, dh; k, q, gh; sh, ch; kh, h, x; p, b); vowels
    and long marks count only at the front; words run together. A letter with two readings (g, v) makes a second key;
    there are never more than ``MOST_KEYS``. Names without a letter in Latin or Arabic script have none.
    """
    key = plain_key(name[:MOST_LETTERS].translate(MARKED_SOUNDS).translate(_NO_ARTICLE)).replace("عبدال", "عبد ال")
    words = _DIN.sub(" din", _ABD.sub("abd ", key)).split()
    sounds: list[str] = []
    for place, word in enumerate(words, 1):
        if word in _GLUE and len(words) > 1:
            continue
        found = _word_sounds(word, place == len(words))
        sounds += found[1:] if sounds and found[:1] in (["A"], ["_A"]) else found
    if not sounds:
        return ()
    choices = islice(product(*sounds), MOST_KEYS)
    return tuple(filter(None, dict.fromkeys("".join(choice).replace("_", "") for choice in choices)))
