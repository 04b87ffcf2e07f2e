"""Numbers that are part of a name: "the Third Bureau" is another body than the Ninth."""

from __future__ import annotations

from collections.abc import Iterator

from ..codebook import count_words, role_words
from ..codebook.words import word_set
from ..reading.names import Word
from ..record import BriefSentence
from .amounts import ordinal
from .cited_words import CitedWords
from .names_said import Unknown
from .wordings import capital, folded, wordings

#: Bodies, besides those of the codebook, that are told from one another by their numbers.
_BODIES = word_set(
    "bureau brigade battalion division regiment army corps fleet squadron company platoon directorate department "
    "section district congress committee court republic flotilla wing"
)


def misnumbered(sentence: BriefSentence, words: CitedWords) -> Iterator[Unknown]:
    """Names in which an ordinal stands before a capital word, outside quotation marks, where no text that is cited has
    it before that word.
    """
    said = wordings(sentence.text)
    for at in range(len(said.words) - 1):
        word, body = said.words[at], said.words[at + 1]
        number = ordinal(word.low)
        if number is None or said.quoted[at] or not capital(body) or not said.adjoins(at + 1):
            continue
        if said.opens[at] and not _is_body(body):
            continue
        if not (word.text[0].isupper() or _is_body(body)) or count_words().nouns.get(body.low) is not None:
            continue
        parts = folded(body.low)
        if parts and number not in _numbers_before(words, parts[0]):
            span = said.span(at, at + 1)
            yield Unknown(span, span.of(sentence.text), False)


def _is_body(word: Word) -> bool:
    return word.low in _BODIES or role_words().kind([word.low]) in ("organisations", "groups")


def _numbers_before(words: CitedWords, head: str) -> Iterator[int]:
    """The ordinals that stand right before a word in the texts, and in the names of those who are cited."""
    for text in (*words.texts, *(name for bearer in words.bearers for name in bearer.names)):
        for n in range(1, len(text)):
            if text[n] == head and (number := ordinal(text[n - 1])) is not None:
                yield number
