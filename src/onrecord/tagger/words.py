"""A text as the tagger sees it: words and marks in paragraphs, with what the uncased encoder cannot see."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"''|``|\w+|[^\w\s]")

#: Glyphs that the vocabulary lacks or splits badly, as the marks it knows.
GLYPHS = {
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‹": "'", "›": "'", "''": '"', "``": '"',
    "’": "'", "‘": "'", "‚": "'", "ʼ": "'", "—": "-", "–": "-", "‑": "-", "…": ".", "\u2212": "-",
}  # fmt: skip

MARK, WORD, BREAK = 0, 1, 2
CASES, QUOTES = 6, 4

Range = tuple[int, int]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one text in order; a break stands between two paragraphs as a word of its own.

    ``begin`` and ``end`` are code points; ``kind`` is MARK, WORD or BREAK; ``case`` (0 to 5) and ``quote`` (0 outside,
    1 inside, 2 opening mark, 3 closing mark) are features; ``paragraph`` and ``sentence`` number where each stands.
    """

    forms: tuple[str, ...]
    begin: Ints
    end: Ints
    kind: Ints
    case: Ints
    quote: Ints
    paragraph: Ints
    sentence: Ints


def words_of(
    text: str, paragraphs: Sequence[Range], sentences: Sequence[Range], quotations: Sequence[tuple[Range, Range]]
) -> Words:
    """The words of ``text``. ``quotations`` are the outermost ones, each with its marks and without them."""
    forms: list[str] = []
    spans: list[Range] = []
    kinds: list[int] = []
    where: list[int] = []
    for number, (begin, end) in enumerate(paragraphs):
        if number:
            forms.append("\n")
            spans.append((paragraphs[number - 1][1], begin))
            kinds.append(BREAK)
            where.append(number)
        for match in _WORD.finditer(text, begin, end):
            form = match.group()
            forms.append(form)
            spans.append(match.span())
            kinds.append(WORD if form[0].isalnum() or form[0] == "_" else MARK)
            where.append(number)
    begins = np.array([b for b, _ in spans], np.int64)
    ends = np.array([e for _, e in spans], np.int64)
    return Words(
        forms=tuple(forms),
        begin=begins,
        end=ends,
        kind=np.array(kinds, np.int64),
        case=np.array([_case(f) for f in forms], np.int64),
        quote=_quote_states(begins, ends, quotations),
        paragraph=np.array(where, np.int64),
        sentence=np.maximum(np.searchsorted([b for b, _ in sentences], begins, side="right") - 1, 0),
    )


def _case(form: str) -> int:
    if form.islower():
        return 2
    if form.isupper():
        return 4 if len(form) > 1 else 3
    if form[0].isupper() and form[1:].islower():
        return 3
    if any(c.isalpha() for c in form[:100]):
        return 5
    return 1 if any(c.isdigit() for c in form[:100]) else 0


def _quote_states(begin: Ints, end: Ints, quotations: Sequence[tuple[Range, Range]]) -> Ints:
    states = np.zeros(len(begin), np.int64)
    for (outer_begin, outer_end), (inner_begin, inner_end) in quotations:
        first, last = np.searchsorted(begin, outer_begin), np.searchsorted(begin, outer_end)
        states[first:last] = 1
        states[first : np.searchsorted(begin, inner_begin)] = 2
        if inner_end < outer_end:
            states[np.searchsorted(begin, inner_end) : last] = 3
    return states
