"""Known names found in running text: the longest that begins at each word, left to right.

A name is looked up by hashing alone: the first word says how long the names are that begin with it, and each such
length is one probe. So the cost follows the text; how many names are known hardly matters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from .keys import ARTICLES, ASSIMILATED, parts

#: Longer names, counted in words, are known but not looked for in texts.
MOST_WORDS = 16
#: A longer word, in characters, is part of no name: it is an address, or noise.
LONGEST_WORD = 80
#: Stands where a name may not go on; no key holds it.
_BREAK = "\n"


class Found(NamedTuple):
    """A known name in a text: the words ``first`` to ``last`` (inclusive), and the key of its bearers.

    Where the name is a part of a word that a hyphen joins ("Iranian-backed"), ``before`` parts of the first word and
    ``after`` parts of the last do not belong to it; ``keys.stretch`` says which characters do.
    """

    first: int
    last: int
    key: str
    before: int = 0
    after: int = 0


class _Text(NamedTuple):
    """The folded parts of a text's words without articles, the word of each part, and the articles before parts."""

    parts: list[str]
    words: list[int]
    articles: dict[int, tuple[str, int]]


class NameIndex:
    """The keys of known names, and by their first word how long they are."""

    __slots__ = ("_keys", "_lengths")

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self._lengths: dict[str, int] = {}

    def add(self, key: str) -> None:
        """Takes in a name's key, as ``keys.keys_of`` makes it."""
        if key in self._keys or (count := key.count(" ") + 1) > MOST_WORDS:
            return
        first = key if count == 1 else key[: key.index(" ")]
        self._keys.add(key)
        self._lengths[first] = self._lengths.get(first, 0) | 1 << count

    def scan(self, words: Sequence[str], breaks: Collection[int] = ()) -> Iterator[Found]:
        """The known names in ``words``, left to right, none within another.

        ``words`` are in lower case, with plain or other apostrophes, without the stops of acronyms. No name goes on
        across ``breaks``, the numbers of words that punctuation stands before.
        """
        text = _folded(words, breaks)
        lengths, articles, at = self._lengths, text.articles, 0
        for here, part in enumerate(text.parts):
            if here >= at and (part in lengths or here in articles):
                end, key = self._longest(text, here)
                if key:
                    yield _placed(text, here, end, key)
                    at = end

    def longest(self, words: Sequence[str], at: int) -> int:
        """How many words the longest known name has that begins with word ``at``; 0 where none does."""
        text = _folded(words[at : at + 2 * MOST_WORDS], ())
        end, key = self._longest(text, 0) if text.parts else (0, "")
        found = _placed(text, 0, end, key) if key else None
        return 0 if found is None or found.first or found.before or found.after else found.last + 1

    def _longest(self, text: _Text, at: int) -> tuple[int, str]:
        """The end and key of the longest known name that begins with part ``at``, counting an article before it."""
        if at in text.articles:
            article = text.articles[at][0]
            end, key = self._probed(text.parts, at, article)
            if key:
                return end, key
        return self._probed(text.parts, at, "")

    def _probed(self, spoken: Sequence[str], at: int, article: str) -> tuple[int, str]:
        lengths = self._lengths.get(article or spoken[at], 0)
        while lengths:
            length = lengths.bit_length() - 1
            lengths ^= 1 << length
            end = at + length - (article != "")
            key = " ".join(spoken[at:end])
            if article:
                key = f"{article} {key}"
            if end <= len(spoken) and key in self._keys:
                return end, key
        return at, ""


def _folded(words: Sequence[str], breaks: Collection[int]) -> _Text:
    text = _Text([], [], {})
    spoken, places, articles = text
    for number, word in enumerate(words):
        noise = len(word) > LONGEST_WORD
        if noise or number in breaks:
            spoken.append(_BREAK)
            places.append(number)
        for part in () if noise else parts(word):
            if part in ARTICLES:
                articles[len(spoken)] = (part, number)
                continue
            if spoken and spoken[-1] in ASSIMILATED and part.startswith(spoken[-1][1:]):
                article = (spoken.pop(), places.pop())
                articles[len(spoken)] = article
            spoken.append(part)
            places.append(number)
    return text


def _placed(text: _Text, at: int, end: int, key: str) -> Found:
    """Which words a name is made of; an article before it is taken along."""
    word, last = text.words[at], text.words[end - 1]
    before = after = 0
    while at - before > 0 and text.words[at - before - 1] == word and text.parts[at - before - 1] != _BREAK:
        before += 1
    while end + after < len(text.words) and text.words[end + after] == last:
        after += 1
    first = text.articles[at][1] if at in text.articles and not before else word
    return Found(first, last, key, before, after)
