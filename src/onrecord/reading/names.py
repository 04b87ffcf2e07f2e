"""Names as they stand in a text: runs of capitalised words, with the title or office before them told apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..codebook import english_words, role_words
from ..gazetteer import Hit
from ..record import ActorKind, Span
from .layout import Layout

#: Arabic vowel signs stand inside a word, as apostrophes and hyphens do, and may end it.
_SIGNS = "\u064b-\u0652\u0670"
_TOKEN = re.compile(rf"(?:[^\W\d_]\.){{2,}}|[^\W_]+(?:[’'ʼʿʻ‘\-‑{_SIGNS}]+[^\W_]+)*[{_SIGNS}]*")
_PREFIXES = tuple(
    f"{p}{mark}"
    for p in ("al", "el", "as", "ash", "an", "ar", "at", "az", "ad", "ben", "bin", "ibn", "d", "o", "l")
    for mark in "-’'"
)


#: No name has more words.
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its place; a possessive ending is left out of ``text`` and of the range.

    ``low`` is the word in lower case, every apostrophe made plain and the stops of an acronym left out.
    """

    text: str
    start: int
    end: int
    possessive: bool
    low: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its words without title or office, and the span of the office before it, if any.

    ``titled`` says that a title or office before it makes it a person's. ``kind`` is what the tagger takes it for, with
    ``sure`` (0 to 1; 0 where only its capitals speak for it). ``known`` are the gazetteer's actors of this name.
    ``acting`` (0 to 1) is how likely it stands for somebody rather than for a place; ``sex`` ("man", "woman") is what a
    title before it tells.
    """

    words: tuple[Word, ...]
    role: Span | None = None
    titled: bool = False
    kind: ActorKind | None = None
    sure: float = 0.0
    known: tuple[Hit, ...] = ()
    acting: float = 1.0
    sex: str | None = None

    @property
    def span(self) -> Span:
        return Span(self.words[0].start, self.words[-1].end)

    @property
    def key(self) -> tuple[str, ...]:
        """What the name is compared by."""
        return tuple(w.low for w in self.words)


_PLAIN = str.maketrans(dict.fromkeys("’ʼʿʻ‘", "'") | {".": None})


def plain(text: str) -> str:
    """Lower case, apostrophes unified, stops dropped: "P.M.F." and "PMF" are equal, and so are the ʿayns."""
    low = text.lower()
    return low if low.isascii() and low.isalpha() else low.translate(_PLAIN)


def words_in(text: str, span: Span) -> list[Word]:
    """The words of a stretch of text."""
    out = []
    for match in _TOKEN.finditer(text, span.start, span.end):
        form, end = match.group(), match.end()
        owned = len(form) > 2 and form[-2] in "’'ʼ" and form[-1] in "sS"
        if owned:
            form, end = form[:-2], end - 2
        out.append(Word(form, match.start(), end, owned, plain(form)))
    return out


def names(text: str, layout: Layout, skip: Sequence[Span] = ()) -> list[Name]:
    """The names in a text in order, outside the spans ``skip`` (headlines, whose capitals say nothing)."""
    lower: Counter[str] = Counter()
    aside = sorted(skip)
    sentences = [(s, words_in(text, s)) for s in layout.sentences if not _covered(s, aside)]
    for _, words in sentences:
        lower.update(w.text for w in words if w.text[0].islower())
    out: list[Name] = []
    for sentence, words in sentences:
        for run in _runs(text, words, sentence, lower):
            out.extend(_parted(run))
    return out


def _covered(sentence: Span, aside: Sequence[Span]) -> bool:
    """Whether the last span that begins before the sentence ends meets it; ``aside`` is sorted."""
    at = bisect_left(aside, sentence.end, key=lambda k: k.start) - 1
    return at >= 0 and aside[at].meets(sentence)


def is_capital(word: Word) -> bool:
    """Whether a word is written as (part of) a name: "Tezmeri", "al-Tezmeri", "P.C.G."."""
    form = word.text
    if form[0].isupper():
        return True
    return form.lower().startswith(_PREFIXES) and any(c.isupper() for c in form)


def _runs(text: str, words: list[Word], sentence: Span, lower: Counter[str]) -> Iterator[list[Word]]:
    run: list[Word] = []
    for i, word in enumerate(words):
        named = is_capital(word) and not _says_nothing(text, words, i, sentence, lower)
        if run and not _adjoins(text, run[-1], word):
            yield from _ended(run)
            run = []
        joins = run and not run[-1].possessive and _links(text, words, i, run)
        if named or joins:
            run.append(word)
        elif run:
            yield from _ended(run)
            run = []
        if run and run[-1].possessive and run[-1].low not in english_words().body_owners:
            yield from _ended(run)
            run = []
    if run:
        yield from _ended(run)


def _ended(run: list[Word]) -> Iterator[list[Word]]:
    while run and not is_capital(run[-1]):
        run = run[:-1]
    while len(run) > 1 and run[0].low in english_words().calendar and run[0].low.endswith("day"):
        # "On Monday Prime Minister Ounfassi": the day stands beside the name.
        run = run[1:]
    if run and not (len(run) == 1 and (run[0].low in english_words().calendar or run[0].low == "i")):
        # A line of capitals without an end is no name; in pieces it costs what its length is.
        yield from (run[at : at + _LONGEST] for at in range(0, len(run), _LONGEST))


def _adjoins(text: str, left: Word, right: Word) -> bool:
    between = text[left.end + 2 * left.possessive : right.start]
    return (between in (" ", "\u00a0", "-", ". ") and (between != ". " or len(left.text) <= 4)) or between in (
        " & ",
        "\n",
    )


def _links(text: str, words: list[Word], i: int, run: list[Word]) -> bool:
    """Whether word ``i``, written small, holds a name together."""
    low = words[i].low
    if i + 1 >= len(words) or words[i].text[0].isupper() or not _adjoins(text, words[i], words[i + 1]):
        return False
    following = words[i + 1]
    if low in english_words().particles:
        return is_capital(following)
    if low == "of" or low == "for":
        roles = role_words()
        body = any(roles.kind([w.low]) in ("organisations", "groups", "states", "persons") for w in run)
        known = low == "of" or not any(roles.kind([w.low]) == "persons" for w in run)
        reach = is_capital(following) or (following.low == "the" and i + 2 < len(words) and is_capital(words[i + 2]))
        return body and known and reach
    if low == "and":
        # "Departments of Treasury and State", "Ministry of Culture and Youth"
        body = any(role_words().kind([w.low]) == "organisations" for w in run)
        return body and any(w.low == "of" for w in run) and is_capital(following)
    if low == "the":
        return words[i - 1].low in ("of", "for") and is_capital(following)
    return False


def _says_nothing(text: str, words: list[Word], i: int, sentence: Span, lower: Counter[str]) -> bool:
    """Whether the capital of word ``i`` may come from its place alone."""
    word = words[i]
    opens = i == 0 or text[words[i - 1].end : word.start].strip(" \u00a0") not in ("", ",", "-")
    common = word.low in english_words().openers
    if common and (opens or (len(word.text) > 1 and word.text[1:].islower() and i and not is_capital(words[i - 1]))):
        return True
    if not opens or (word.text.isupper() and len(word.text) > 1):
        return common and len(word.text) == 1
    followed = i + 1 < len(words) and is_capital(words[i + 1]) and text[word.end : words[i + 1].start] == " "
    return not followed and lower[word.text.lower()] > 0


def _parted(run: list[Word]) -> Iterator[Name]:
    """Split the title or office before a name from it; an office without a name is no name."""
    roles = role_words()
    lows = [w.low for w in run]
    cut = 0
    for end in range(len(run), 0, -1):
        office = lows[end - 1] in roles.titles or roles.kind(lows[:end]) == "persons"
        if office and (end == len(run) or roles.kind(lows[end:]) is None):
            cut = end
            break
    while cut and cut < len(run) and lows[cut] == "of":
        cut = _after_of(run, cut)
    if cut == len(run):
        # "Iraqi Prime Minister", "Ministry Spokesman": the words before the office may still be a name.
        head = next((k for k in range(len(run)) if roles.kind(lows[k:]) == "persons"), 0)
        if head:
            yield Name(tuple(run[:head]))
        return
    role = Span(run[0].start, run[cut - 1].end) if cut and not all(w in roles.titles for w in lows[:cut]) else None
    sex = "man" if any(w in roles.men for w in lows[:cut]) else "woman" if roles.women & set(lows[:cut]) else None
    yield Name(tuple(run[cut:]), role, cut > 0, sex=sex)


def _after_of(run: list[Word], cut: int) -> int:
    """The end of an office that goes on after "of": all but the last two words, which are then the person's name."""
    left = len(run) - cut - 1
    return len(run) - 2 if left >= 3 else len(run)
