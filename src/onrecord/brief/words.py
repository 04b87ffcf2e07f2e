"""The words of a sentence as the checks of speech see them: each with its bare form, its place, its quotation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..linking.clause_making import root
from ..reading.quotations import quotations
from ..record import Span

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʼ][^\W_]+)*(?:(?<=s)['’](?=\s[^\W_]))?")
_MARKS = frozenset("\"“”„‟«»‹›「『‘'`")
_OWNERS = ("'s", "s'")
#: Sentences are looked at up to so many words, and a source's up to so many characters.
LONGEST, LONGEST_SOURCE = 400, 6_000
#: The longest phrase that is looked for, in words.
_LONGEST_PHRASE = 5


@dataclass(frozen=True, slots=True)
class Word:
    """One word. ``form`` is as it is written, in small letters and with straight apostrophes; ``key`` only its letters
    and digits, without accents and without the ending of an owner. ``gap`` is what stands before it. ``quoted`` is the
    number of the quotation that it stands in, 0 outside. ``large``: it begins with a capital; ``owner``: "Selm's".
    ``root`` is the word without its ending.
    """

    form: str
    key: str
    root: str
    start: int
    end: int
    gap: str
    quoted: int
    large: bool
    owner: bool


@lru_cache(maxsize=1 << 12)
def words_in(text: str) -> tuple[Word, ...]:
    """The words of a text, in order."""
    found: list[Word] = []
    quotes = _quotes(text)
    before = at = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        while at < len(quotes) and quotes[at].end <= start:
            at += 1
        inside = at + 1 if at < len(quotes) and quotes[at].start <= start else 0
        form, key, base, owner = _read(match[0])
        found.append(Word(form, key, base, start, end, text[before:start], inside, text[start].isupper(), owner))
        before = end
        if len(found) == LONGEST:
            break
    return tuple(found)


def _quotes(text: str) -> list[Span]:
    if _MARKS.isdisjoint(text):
        return []
    return [one.span for one in quotations(text, [Span(0, len(text))]) if one.depth == 0]


@lru_cache(maxsize=1 << 15)
def _read(written: str) -> tuple[str, str, str, bool]:
    form = written.lower().replace("’", "'").replace("ʼ", "'")
    owner = form.endswith(_OWNERS) and len(form) > 2
    bare = form[:-2] if form.endswith("'s") and owner else form
    key = keyed(bare)
    return form, key, base(key) if key else form, owner


@lru_cache(maxsize=1 << 15)
def base(key: str) -> str:
    """A word without its ending: "name" and "named", "supply" and "supplied" have one base."""
    found = root(key)
    if len(found) > 3 and found[-1] in "ey":
        found = found[:-1]
    return found[:-1] if len(found) > 4 and found[-1] == "i" else found


@lru_cache(maxsize=1 << 15)
def keyed(word: str) -> str:
    """Only the letters and digits of a word, small and without accents."""
    if not word.isascii():
        apart = unicodedata.normalize("NFKD", word.casefold())
        word = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return "".join(sign for sign in word.lower() if sign.isalnum())


@lru_cache(maxsize=1 << 14)
def keys_of(text: str) -> tuple[str, ...]:
    """The keys of the words of a name."""
    return tuple(_read(match[0])[1] for match in _WORD.finditer(text[:200]))


def phrase_at(words: Sequence[Word], at: int, phrases: frozenset[tuple[str, ...]]) -> int:
    """How many words the longest of some phrases has that stands here; 0 if none does."""
    if words[at].form not in _firsts(phrases):
        return 0
    forms = tuple(word.form for word in words[at : at + _LONGEST_PHRASE])
    return next((size for size in range(len(forms), 0, -1) if forms[:size] in phrases), 0)


@lru_cache(maxsize=16)
def _firsts(phrases: frozenset[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in phrases)
