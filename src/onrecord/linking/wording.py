"""A text as its words: each in the form in which it is compared, where it stands, and whether it is quoted.

Two words have one form if they differ only by case, accents, vowel signs, the make of their digits or of an Arabic
letter (hamza, final ya, ta marbuta, the Persian kaf and ya). Everything between words, quotation marks and hyphens
among it, counts for nothing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from ..reading.paragraphs import paragraphs
from ..reading.quotations import quotations
from ..record import Span

#: Marks that stand inside a word: accents and vowel signs set apart from their letters, soft hyphens, joiners.
_INSIDE = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200d\u2060"
)
#: Scripts that are written without spaces: every sign is taken for a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(f"([{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\\W_])(?:(?![{_UNSPACED}])[^\\W_]|[{_INSIDE}])*)")
#: The same, sooner, for texts with none of these signs; and for those whose letters and digits are ASCII's.
_NOT_PLAIN = re.compile(f"[{_INSIDE}{_UNSPACED}]")
_LETTERED_WORD = re.compile(r"([^\W_]+)")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f\W]")
_PLAIN_WORD = re.compile(r"([a-z0-9]+)")
#: Where a sentence may end, which it does before a space; or a line. Both begin with one set of signs, by which the
#: search is quick, and take a run of them whole, so that none is looked at twice.
_SENTENCE_END = r"(?<=[.!?…؟۔。])[.!?…؟۔。]*[\"”’»')\]]*"
_LINE_END = r"(?<=[\r\n\u2028\u2029])[\r\n\u2028\u2029]*"
_END = re.compile(rf"[.!?…؟۔。\r\n\u2028\u2029](?:{_SENTENCE_END}|{_LINE_END})")
_LINE_ENDS = frozenset("\r\n\u2028\u2029")
#: What a quotation could begin or end with: not a single mark right behind a letter, which is an apostrophe there.
_QUOTING = re.compile(r"[`\"“”„‟«»‹›「」『』‘’‚'](?:(?<=['‘’‚])(?:(?<![^\W_].)|(?='))|(?<!['‘’‚]))")
_LETTERS = str.maketrans(
    dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", strict=True))
    | {"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ۀ": "ه", "ٱ": "ا", "ـ": None}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060")
)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a ``text``, in order; all lists are as long as there are words.

    ``starts`` and ``ends`` are where they stand. ``quoted`` is the number of words of the outermost quotation a word
    stands in, 0 outside of all. ``sentence`` and ``line`` are the numbers of the sentence and of the line; a sentence
    ends with its line.
    """

    text: str
    forms: list[str]
    starts: list[int]
    ends: list[int]
    quoted: list[int]
    sentence: list[int]
    line: list[int]

    def __len__(self) -> int:
        return len(self.forms)

    def is_particular(self, at: int) -> bool:
        """Whether a word is a number, or begins with a capital letter."""
        first = self.text[self.starts[at]]
        return first.isupper() or first.isdigit()

    def span(self, words: slice) -> Span | None:
        """From the first to the last of these words; ``None`` where there are none."""
        starts, ends = self.starts[words], self.ends[words]
        return Span(starts[0], ends[-1]) if starts else None


def wording(text: str) -> Wording:
    """The words of a text. Takes time in step with its length."""
    marked = None if text.isascii() else _NOT_PLAIN.search(text)
    if text.isascii() or (marked is None and _BEYOND_ASCII.search(text) is None):
        # No letter becomes two as a small one: the words stand where they stood.
        pieces = _PLAIN_WORD.split(text.lower())
        forms = pieces[1::2]
    else:
        pieces = (_LETTERED_WORD if marked is None else _WORD).split(text)
        forms = [_form(word) for word in pieces[1::2]]
    # What is between words, and each word, in turns: so it ends where the next begins.
    borders = list(accumulate(map(len, pieces)))
    starts = borders[:-1:2]
    return Wording(text, forms, starts, borders[1::2], _quoted(text, starts), *_parts(text, starts))


def _form(word: str) -> str:
    return word.lower() if word.isascii() else _folded(word)


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_LETTERS)


def _quoted(text: str, starts: Sequence[int]) -> list[int]:
    out = [0] * len(starts)
    if _QUOTING.search(text) is None:
        return out
    at = 0
    for quotation in quotations(text, paragraphs(text)):
        if quotation.depth:
            continue
        at = bisect_left(starts, quotation.span.start, at)
        end = bisect_left(starts, quotation.span.end, at)
        out[at:end] = [end - at] * (end - at)
        at = end
    return out


def _parts(text: str, starts: Sequence[int]) -> tuple[list[int], list[int]]:
    """For each word the number of the sentence, and of the line, it stands in; no part is without words."""
    sentences, lines = list[int](), list[int]()
    sentence = line = 0
    for found in _END.finditer(text):
        if text[found.start()] not in _LINE_ENDS and not text[found.end() : found.end() + 1].isspace():
            continue
        end = bisect_left(starts, found.start(), len(sentences))
        if end > len(sentences):
            sentences += [sentence] * (end - len(sentences))
            sentence += 1
        if text[found.start()] in _LINE_ENDS and end > len(lines):
            lines += [line] * (end - len(lines))
            line += 1
    sentences += [sentence] * (len(starts) - len(sentences))
    return sentences, lines + [line] * (len(starts) - len(lines))


_MARKS = str.maketrans(dict.fromkeys("“”„‟«»「」『』〝〞〟＂", '"') | dict.fromkeys("‘’‚‛‹›ʼ`´′＇", "'"))
_SPACES = re.compile(r"\s+")


def still_there(words: str, text: str) -> bool:
    """Whether a finding's words stand in a text, but for spaces and the make of quotation marks.

    Whole words only: "the guard" does not stand in "the guards".
    """
    sought, whole = _even(words).strip(), _even(text)
    at = whole.find(sought) if sought else -1
    while at >= 0:
        if not _cuts_word(whole, at) and not _cuts_word(whole, at + len(sought)):
            return True
        at = whole.find(sought, at + 1)
    return False


def still_there_but_for(hole: str, words: str, text: str) -> bool | None:
    """The same for words of which some were taken out, each character of them replaced by ``hole``: whether what is
    left of them stands in a text, with as much as was taken out between. ``None`` if nothing is left of them.
    """
    if hole not in words:
        return still_there(words, text)
    parts = [_even(part) for part in re.split(f"({re.escape(hole)}+)", words)]
    left, right = parts[0].lstrip(), parts[-1].rstrip()
    parts = [left, *parts[1:-1], right]
    if not any(letter.isalnum() for part in parts[::2] for letter in part):
        return None
    # What was taken out may have begun or ended within a word: only where words are left is an edge an edge.
    edges = (r"(?<![^\W_])" if left[:1].isalnum() else "", r"(?![^\W_])" if right[-1:].isalnum() else "")
    sought = "".join(f".{{0,{len(part)}}}" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.search(f"{edges[0]}{sought}{edges[1]}", _even(text), re.DOTALL) is not None


def _even(text: str) -> str:
    return _SPACES.sub(" ", text.translate(_MARKS).replace("''", '"'))


def _cuts_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
