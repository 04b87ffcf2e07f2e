"""Words that turn the sense of a sentence, or hold it out: denials, conditions, doubts; by the codebook's lists."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from ..codebook.brief_words import Phrase, brief_words
from ..codebook.claim_words import claim_words
from ..codebook.modality_words import modality_words
from ..codebook.words import words_of
from ..record import Polarity

#: The longest phrase of the lists, in words.
_LONGEST = 5
#: No modal, but a month: a capital that opens no sentence.
_MONTH = re.compile(r"(?<![.!?“\"] )(?<![“\"])\bMay\b|\bMay(?=\s\d)")


class Turn(StrEnum):
    """What a word does to what is said."""

    NEGATION = "negation"
    UNDOING = "undoing"
    """A verb or adjective by which the deed that it governs is not done: refused, prevented, unable."""
    CONDITION = "condition"
    DOUBT = "doubt"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Turning:
    """A phrase that turns the sense, how, and at which of the text's words it begins."""

    turn: Turn
    words: str
    at: int


@lru_cache(maxsize=1 << 12)
def words(text: str) -> tuple[str, ...]:
    """The lower-case words of a text, short forms spelt out, and its marks that end a clause."""
    told = words_of(_MONTH.sub("the fifth month", text) if "May" in text else text)
    return tuple(part for word in told for part in (word.split("-") if "-" in word else (word,)))


@lru_cache(maxsize=1 << 12)
def turnings(text: str) -> tuple[Turning, ...]:
    """What turns the sense in a text, in order."""
    found: list[Turning] = []
    said = words(text)
    at = 0
    while at < len(said):
        for length in range(min(_LONGEST, len(said) - at), 0, -1):
            phrase = said[at : at + length]
            if phrase in claim_words().of("no_negators"):
                at += length
                break
            turn = _turns().get(phrase)
            if turn is not None and not _is_whether(said, at, turn):
                found.append(Turning(turn, " ".join(phrase), at))
                at += length
                break
        else:
            at += 1
    return tuple(found)


def holds(text: str, phrases: Collection[Phrase]) -> str | None:
    """The first of some phrases that stands in a text; ``None`` where none does."""
    return next((" ".join(one) for _, one in standing(words(text), phrases)), None)


def standing(said: tuple[str, ...], phrases: Collection[Phrase]) -> Iterator[tuple[int, Phrase]]:
    """Where some phrases stand among words, the longest at each place, none within another."""
    longest = max(map(len, phrases), default=0)
    at = 0
    while at < len(said):
        for length in range(min(longest, len(said) - at), 0, -1):
            if said[at : at + length] in phrases:
                yield at, said[at : at + length]
                at += length
                break
        else:
            at += 1


def _is_whether(said: tuple[str, ...], at: int, turn: Turn) -> bool:
    """Whether an "if" only asks: "he did not know if ..."."""
    return turn is Turn.CONDITION and at > 0 and said[at] == "if" and said[at - 1] in modality_words().lists["asking"]


@cache
def _turns() -> dict[Phrase, Turn]:
    lists, modality = brief_words(), modality_words()
    turns = dict.fromkeys(lists.of("limits"), Turn.LIMIT)
    turns |= {(word,): Turn.DOUBT for word, of in modality.modals.items() if of is Polarity.HYPOTHETICAL}
    turns |= dict.fromkeys((("may",), ("might",), ("possibly",), ("perhaps",), ("maybe",)), Turn.DOUBT)
    for name in ("can", "cannot"):
        # What one is able to do is no doubt.
        turns.pop((name,), None)
    governors = (
        (form, governor)
        for (kind, form), some in modality.governors.items()
        if kind in ("verb", "adjective")
        for governor in some
        if governor.effect is Polarity.NEGATED
    )
    for form, governor in governors:
        turns[(form, governor.particle) if governor.particle else (form,)] = Turn.UNDOING
    claims = claim_words()
    turns |= dict.fromkeys(claims.of("denials"), Turn.UNDOING)
    turns |= dict.fromkeys(claims.of("negators") | claims.of("noun_negators"), Turn.NEGATION)
    turns |= dict.fromkeys(lists.of("negators_elsewhere"), Turn.NEGATION)
    turns |= dict.fromkeys(lists.of("conditions") | lists.of("conditions_elsewhere"), Turn.CONDITION)
    for common in ("end", "ends", "set", "keep", "keeps", "kept", "keeping", "drop", "drops", "block", "blocks", "ban"):
        # As often the name of a thing, or the deed itself, as what holds another deed back.
        turns.pop((common,), None)
    return turns
