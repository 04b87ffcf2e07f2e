"""The quotations of a brief's sentence, and how a text is made even for comparing them: every letter exact.

Aside are white space, the make of quotation marks, apostrophes and dashes, and signs that nobody sees. What a writer
may mark he has to mark: words left out with an ellipsis, words put in, or a capital changed, with brackets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from ..reading.quotations import quotations
from ..record import Span

#: All quotation marks and apostrophes are one; a pair of single ones is one.
_MARKS = frozenset("\"“”„‟«»‹›「」『』〝〞〟＂‘’‚‛'`´ʼ′＇")
_DASHES = frozenset("–—―")
#: Soft hyphens, joiners, marks of direction, and what else has no width.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MARK, _DASH = "'", "—"
#: Where two stretches of a statement's content meet, between which only the cue stands.
JUNCTION = "\x01"


@dataclass(frozen=True, slots=True)
class Even:
    """A text made even; each character stands at its place (``places``) in the text that it was made from."""

    text: str
    places: tuple[int, ...]

    def back(self, begin: int, end: int) -> Span:
        """Where a stretch of it stands in the text that it was made from."""
        return Span(self.places[begin], self.places[end - 1] + 1)


#: Stretches longer than this, in characters, are kept made even only for the last few texts.
_LONG = 20_000


def even(text: str, begin: int, end: int) -> Even:
    """A stretch of a text made even."""
    return _short(text, begin, end) if end - begin <= _LONG else _long(text, begin, end)


def _made(text: str, begin: int, end: int) -> Even:
    out: list[str] = []
    places: list[int] = []
    for at in range(begin, end):
        letter = text[at]
        if letter.isascii() and letter.isalnum():
            out.append(letter)
            places.append(at)
        else:
            _add(out, places, letter, at)
    return Even("".join(out), tuple(places))


_short = lru_cache(maxsize=1 << 11)(_made)
_long = lru_cache(maxsize=8)(_made)


def _add(out: list[str], places: list[int], letter: str, at: int) -> None:
    last = out[-1] if out else ""
    if letter.isspace():
        if last in ("", " ", _DASH):
            return
        letter = " "
    elif letter in _MARKS:
        if last == _MARK and places[-1] == at - 1:
            return
        letter = _MARK
    elif letter in _DASHES:
        if last == " ":
            out.pop()
            places.pop()
        letter = _DASH
    elif letter == "…":
        out += ".."
        places += (at, at)
        letter = "."
    elif _UNSEEN.match(letter):
        return
    elif unicodedata.combining(letter) and last:
        whole = unicodedata.normalize("NFC", last + letter)
        if len(whole) == 1:
            out[-1] = whole
            return
    out.append(letter)
    places.append(at)


class Joint(StrEnum):
    """What stands between two pieces of a quotation."""

    ELLIPSIS = "ellipsis"
    INSERTION = "insertion"
    """Words in brackets: put in, or in place of others."""
    ENDING = "ending"
    """An ending of a word in brackets."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation of a sentence: where it stands there, with its marks and without (``inside``), and what of it is to
    be found in the source: ``pieces``, made even, with one of ``joints`` between each two of them. ``recased`` are the
    pieces whose first letter was changed to or from a capital, with brackets; ``inserted`` is what else stands in
    brackets. ``trouble`` says what no quotation may do: brackets within a word.
    """

    span: Span
    inside: Span
    pieces: tuple[str, ...]
    joints: tuple[Joint, ...]
    recased: frozenset[int]
    inserted: tuple[Span, ...]
    closed: bool
    trouble: str | None = None

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(_WORD.findall(piece)) for piece in self.pieces)


_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_BROKEN = re.compile(
    r"\[\s?(?:…|(?:\.\s?){3,4})\s?\]|\(\s?(?:…|\.\.\.)\s?\)|…\.?|(?:\.\s?){2,3}\.|\[(?P<put>[^\[\]]{1,300})\]"
)
#: The longest ending of a word that may stand in brackets: "mine[s]", "sell[ing]".
_ENDING = 4


@lru_cache(maxsize=1 << 12)
def quotes(sentence: str) -> tuple[Quote, ...]:
    """The outermost quotations of a sentence, in order; those within them are part of them."""
    if not any(mark in sentence for mark in _MARKS):
        return ()
    found = quotations(sentence, (Span(0, len(sentence)),))
    return tuple(_Broken(sentence, one.inside).quote(one.span, one.closed) for one in found if one.depth == 0)


@dataclass(slots=True)
class _Broken:
    """A quotation taken apart where its writer marked that it is not whole."""

    sentence: str
    inside: Span
    pieces: list[str] = field(default_factory=lambda: [""])
    joints: list[Joint] = field(default_factory=list)
    recased: set[int] = field(default_factory=set)
    inserted: list[Span] = field(default_factory=list)
    trouble: str | None = None

    def quote(self, span: Span, closed: bool) -> Quote:
        at = self.inside.start
        for match in _BROKEN.finditer(self.sentence, self.inside.start, self.inside.end):
            self._words(at, match.start())
            at = match.end()
            if match["put"] is None:
                self._part(Joint.ELLIPSIS)
            else:
                self._put(match["put"], Span(*match.span()))
        self._words(at, self.inside.end)
        return Quote(
            span,
            self.inside,
            tuple(self.pieces),
            tuple(self.joints),
            frozenset(self.recased),
            tuple(self.inserted),
            closed,
            self.trouble,
        )

    def _part(self, joint: Joint) -> None:
        self.joints.append(joint)
        self.pieces.append("")

    def _words(self, begin: int, end: int) -> None:
        if begin < end:
            # The white space at its begin tells that no word goes on there.
            lead = " " if self.sentence[begin].isspace() else ""
            self.pieces[-1] += lead + even(self.sentence, begin, end).text

    def _put(self, put: str, span: Span) -> None:
        before = span.start > self.inside.start and self.sentence[span.start - 1].isalpha()
        behind = span.end < self.inside.end and self.sentence[span.end].isalpha()
        if behind and not before and len(put) == 1 and put.isalpha():
            if self.pieces[-1].strip():
                self._part(Joint.INSERTION)
            self.recased.add(len(self.pieces) - 1)
            self.pieces[-1] = put
        elif behind or (before and len(put) > _ENDING):
            self.trouble = f"brackets within a word (“{put}”) change it"
            self.pieces[-1] += put
        else:
            self.inserted.append(span)
            self._part(Joint.ENDING if before else Joint.INSERTION)


def filled(quote: Quote) -> Iterator[tuple[int, str]]:
    """The pieces that have words, by their numbers, without the stops that stand around them for the ellipsis' sake."""
    last = len(quote.pieces) - 1
    for number, piece in enumerate(quote.pieces):
        kept = piece.strip()
        if number < last and quote.joints[number] is Joint.ELLIPSIS:
            kept = kept.rstrip(",.;:—")
        if number and quote.joints[number - 1] is Joint.ELLIPSIS:
            kept = kept.lstrip(",.;:—")
        kept = kept.strip()
        if any(letter.isalnum() for letter in kept):
            yield number, kept
