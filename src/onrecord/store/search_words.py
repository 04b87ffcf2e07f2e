"""Words as they are searched: folded, so that one word written in several ways is one.

Case, accents, Arabic and Persian letters (yeh, kaf, hamza, tatweel, diacritics, ZWNJ), digits of all scripts and
apostrophes are made alike. Where a word stands is told in code points of the text as it is.

- Letters: ``search_letters``. Yeh, kaf, heh and alef have one sign each, with hamza or without; a hamza alone goes.
- A ZWNJ joins what it stands between ("می‌شود" is "میشود"), and so do other signs without width, but for U+200B.
- An apostrophe within a word goes ("Kata'ib" is "kataib"), and a possessive 's goes with it ("Iran's" is "iran").
- Letters that stand singly between stops are one word ("U.S." is "us", "P.C.G." is "pcg").
- Everything else parts words: hyphens, "_", "@", "3.5" is two words.
- In scripts that are written without spaces (Chinese, Japanese, Thai, ...) each letter is a word.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import combining

from .search_letters import FOLDED

if TYPE_CHECKING:
    from Stemmer import Stemmer

#: A longer word is cut here.
LONGEST = 40

_POSSESSIVE = "'s"
_WORD = re.compile(
    r"[^ .'0-9](?:\.[^ .'0-9](?![^ .']))++"  # letters that stand singly between stops,
    r"(?:\.?'s(?![^ .']))?+"  # with their possessive;
    r"|[^ .']++(?:'[^ .']++)*+"  # or any other word, with apostrophes within it
)
#: Whether there may be letters between stops.
_ACRONYM = re.compile(r"\.[^ .'0-9](?![^ .'])")


@dataclass(frozen=True, slots=True)
class Placed:
    """A folded word, and where it stands in the text."""

    word: str
    start: int
    end: int


def placed_words(text: str) -> list[Placed]:
    """The words of a text with their places. Each ``word`` consists of letters and digits only.

    A possessive 's and the last stop of "U.S." lie outside of the place. Words that one sign stands for ("½", "ﷲ") all
    have its place.
    """
    folded, begins, ends = _with_places(text)
    placed: list[Placed] = []
    for match in _WORD.finditer(folded):
        word, length = _tidied(match.group())
        start = match.start()
        placed.append(Placed(word, begins[start], ends[start + length - 1]))
    return placed


def words(text: str) -> list[str]:
    """The folded words of a text in their order."""
    folded = text.translate(FOLDED)
    if "'" in folded or _ACRONYM.search(folded):
        return [_tidied(word)[0] if "'" in word or "." in word else word[:LONGEST] for word in _WORD.findall(folded)]
    return [word[:LONGEST] for word in folded.replace(".", " ").split()]


def _with_places(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """A text folded, and for each of its letters where the sign begins and ends that it comes from.

    A letter or accent that nothing is left of belongs to the letter before it.
    """
    if text.isascii():
        return text.translate(FOLDED), range(len(text)), range(1, len(text) + 1)
    folded: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    for place, sign in enumerate(text):
        letters = FOLDED[ord(sign)]
        if letters:
            folded.append(letters)
            begins.extend([place] * len(letters))
            ends.extend([place + 1] * len(letters))
        elif ends and (sign.isalpha() or combining(sign)):
            ends[-1] = place + 1
    return "".join(folded), begins, ends


def _tidied(written: str) -> tuple[str, int]:
    """A word without its stops, apostrophes and possessive, and how many signs of what was written it is."""
    if len(written) > 2 and written.endswith(_POSSESSIVE):
        written = written[:-2].rstrip(".")
    return written.replace("'", "").replace(".", "")[:LONGEST], len(written)


def stem(word: str) -> str:
    """A folded word without its English ending; one that is not English is given back as it is.

    One is taken for English if all of its letters are those of English, and none is a digit.
    """
    return _stem(word) if word.isascii() and word.isalpha() else word


def stems(folded: Sequence[str]) -> list[str]:
    """The same for many folded words."""
    return [_stem(word) if word.isascii() and word.isalpha() else word for word in folded]


_OF_THREAD = threading.local()


@lru_cache(maxsize=1 << 17)
def _stem(word: str) -> str:
    stemmer: Stemmer | None = getattr(_OF_THREAD, "stemmer", None)
    if stemmer is None:
        from Stemmer import Stemmer as New

        # It keeps words itself, which is no use beside the cache above.
        _OF_THREAD.stemmer = stemmer = New("english", 0)
    return str(stemmer.stemWord(word))
