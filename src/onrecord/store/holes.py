"""Holes: words that are taken out of a text, each character replaced, so that no offset and no id moves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import StoreError
from ..record import Span

#: What stands in a hole, once for every code point that stood there: U+2588 FULL BLOCK.
BLOCK = "█"
#: Most names that are taken out at once, and most characters of one.
MOST_NAMES, LONGEST_NAME = 1000, 500

Json = dict[str, Any]
Change = Callable[[str], str]

#: The fields of a record that hold words of a text, of a page or of a pack: everything else is an id, a date, an
#: address or a word of a closed list, and stays. (A test holds this against the record's schema.)
WORDS = frozenset({
    "title", "author", "source", "name", "also", "known_as", "why", "affiliation", "body", "admin1", "reason",
    "speaks_for",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """What is to be taken out: names or other words, as plain strings.

    ``whole`` takes them only where neither side goes on with a letter or digit (Arabic's one-letter prefixes are
    letters: without ``whole`` they are no hindrance). ``any_case`` takes capitals and small letters alike. Any run of
    white space between the words of a name counts as one, and composed and decomposed letters are the same.

    Raises:
        StoreError: if there is nothing to take out, or more than can be.
    """

    words: tuple[str, ...]
    whole: bool = True
    any_case: bool = True

    def __post_init__(self) -> None:
        if not self.words or not all(word.replace(BLOCK, "").strip() for word in self.words):
            raise StoreError("there is nothing to take out", None, "give a name or other words")
        if len(self.words) > MOST_NAMES or any(len(word) > LONGEST_NAME for word in self.words):
            raise StoreError("these are too many or too long words to take out at once", None, "give them in parts")

    def patterns(self, between: str = r"\s+") -> tuple[re.Pattern[str], ...]:
        """One linear expression for each; ``between`` is what may stand between two words of a name."""
        return tuple(self._pattern(word, between) for word in self.words)

    def _pattern(self, word: str, between: str) -> re.Pattern[str]:
        spellings = {word, unicodedata.normalize("NFC", word), unicodedata.normalize("NFD", word)}
        either = "|".join(between.join(map(re.escape, spelling.split())) for spelling in sorted(spellings))
        # Marks belong to their letter, which \w does not know: "Rene" is not whole where an accent follows. The vowel
        # signs that Arabic may set at the end of a name go with it.
        edges = (r"(?<!\w)", r"[\u064b-\u065f\u0670]*+(?![\w\u0300-\u036f])") if self.whole else ("", "")
        return re.compile(f"{edges[0]}(?:{either}){edges[1]}", re.IGNORECASE if self.any_case else 0)


def stretches(text: str, patterns: Iterable[re.Pattern[str]]) -> tuple[Span, ...]:
    """Where any of them stands, in order; those that meet or touch are one."""
    return joined(Span(*match.span()) for pattern in patterns for match in pattern.finditer(text))


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order; those that meet or touch are one."""
    done: list[Span] = []
    for span in sorted(spans):
        if done and span.start <= done[-1].end:
            done[-1] = Span(done[-1].start, max(done[-1].end, span.end))
        else:
            done.append(span)
    return tuple(done)


def covered(text: str, spans: Sequence[Span]) -> str:
    """The text with these stretches (in order, apart from each other) blocked out; as long as before."""
    pieces, reached = [], 0
    for span in spans:
        pieces += [text[reached : span.start], BLOCK * (span.end - span.start)]
        reached = span.end
    return "".join((*pieces, text[reached:]))


def is_one_hole(text: str) -> bool:
    """Whether nothing is left of a text: a rule of retention gave all of its words up."""
    return bool(text) and not text.strip(BLOCK)


def blocked(words: str) -> str:
    """All of it blocked out."""
    return BLOCK * len(words)


def without(names: Names) -> Change:
    """Takes the names out of any string."""
    patterns = names.patterns()
    return lambda words: covered(words, stretches(words, patterns))


def change_record(wire: Json, change: Change) -> Json:
    """A record's wire form with the words in it changed.

    An actor whose name, other names or known name were changed loses its link and its candidates: the id of a known
    actor says who it is as well as the name does.
    """
    changed: Json = change_words(wire, change)
    for before, after in zip(wire.get("actors", ()), changed.get("actors", ()), strict=True):
        if any(before[field] != after[field] for field in ("name", "also", "known_as")):
            after.update(link=None, known_as=None, candidates=[], confidence=0.0)
    return changed


def change_words(value: Any, change: Change, words: bool = False) -> Any:
    """JSON of a desk with the words in it (``WORDS``) changed; ``words`` says that ``value`` itself is some."""
    if isinstance(value, str):
        return change(value) if words else value
    if isinstance(value, list):
        return [change_words(one, change, words) for one in value]
    if isinstance(value, dict):
        return {key: change_words(one, change, key in WORDS) for key, one in value.items()}
    return value
