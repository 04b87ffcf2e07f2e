"""A sentence's own words, as claims about the record are read in them: without quotations, and without what bounds
them ("as far as the desk has read").
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ..codebook.brief_words import Phrase, brief_words, phrase
from ..record import BriefSentence, Span
from .drafted import in_draft
from .spoken import Spoken, over, spoken
from .style import Style

#: Stops that end a clause; a comma alone does not.
STOPS = frozenset((".", "?", "!", ";", ":", "(", ")", '"'))


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The words outside quotations and bounds, in small letters (``forms``), with where they stand (``told``); and
    whether something bounds them; ``read`` is whether that is what was read, and not only the record.
    """

    told: tuple[Spoken, ...]
    forms: tuple[str, ...]
    bounded: bool
    read: bool = False

    def has(self, at: int, *words: str) -> bool:
        """Whether these words stand at a place."""
        return self.forms[at : at + len(words)] == words

    def clause(self, at: int, ends: Collection[str] = STOPS) -> range:
        """The places of the words between the stops around a place."""
        begin = next((n + 1 for n in range(at - 1, -1, -1) if self.forms[n] in ends), 0)
        end = next((n for n in range(at, len(self.forms)) if self.forms[n] in ends), len(self.forms))
        return range(begin, end)

    def words(self, sentence: BriefSentence, begin: int, end: int) -> str:
        """Words as they stand in the sentence."""
        return over(self.told, begin, end).of(sentence.text)

    def span(self, sentence: BriefSentence, begin: int, end: int) -> Span:
        """Where words stand in the draft."""
        return in_draft(sentence, over(self.told, begin, end))


def own_words(sentence: BriefSentence, style: Style) -> OwnWords:
    """The words of a sentence that are the writer's own."""
    said = spoken(sentence.text)
    bounds = brief_words().of("bounds") | ({phrase(style.read)} if style.read else frozenset())
    forms = tuple(one.form for one in said)
    drop = _dropped(forms, bounds)
    read = bool(_dropped(forms, [one for one in bounds if one[0] != "on"]))
    told = tuple(one for at, one in enumerate(said) if at not in drop)
    return OwnWords(told, tuple(one.form for one in told), bool(drop), read)


def _dropped(forms: tuple[str, ...], bounds: Collection[Phrase]) -> set[int]:
    """The places of what bounds the others, with the commas around it."""
    found: set[int] = set()
    for bound in bounds:
        for at in _places(forms, bound):
            end = at + len(bound)
            found.update(range(at, end))
            found.update(n for n in (at - 1, end) if 0 <= n < len(forms) and forms[n] == ",")
    return found


def _places(forms: Sequence[str], phrase_: Phrase) -> list[int]:
    first = phrase_[0]
    return [at for at, form in enumerate(forms) if form == first and tuple(forms[at : at + len(phrase_)]) == phrase_]
