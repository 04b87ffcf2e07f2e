"""Where sentences end inside a paragraph: rules over the stop, what stands before it and what comes after."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..codebook import english_words
from ..record import Span

_STOP = re.compile(r"(?:[.!?…؟。]{1,8})[\"”“»’')\]]{0,4}\s+")
_WORD_BEFORE = re.compile(r"[\w.’'&-]{1,24}\Z")
_INITIALS = re.compile(r"(?:\w\.)+\w?\Z")
_NEXT = re.compile(r"\W{0,4}(\w{1,24})")
_OPENING = "\"“„‘«'([—–-•…"
#: Characters looked at for the letter that begins the next sentence.
_LOOK = 40


def sentences(text: str, paragraph: Span) -> Iterator[Span]:
    """The sentences of one paragraph in order; together they hold all of its characters but white space."""
    begin = paragraph.start
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        if stop.end() < paragraph.end and _ends(text, begin, stop, paragraph.end):
            yield Span(begin, stop.start() + len(stop.group().rstrip()))
            begin = stop.end()
    if begin < paragraph.end:
        yield Span(begin, paragraph.end)


def _ends(text: str, begin: int, stop: re.Match[str], limit: int) -> bool:
    follower = _first_letter(text, stop.end(), limit)
    if follower.islower():
        return False
    if stop.group().rstrip() != ".":
        return True
    before = _WORD_BEFORE.search(text, max(begin, stop.start() - 24), stop.start())
    word = before.group() if before else ""
    bare = word.lower().strip("’'.")
    if bare in english_words().numbered or bare in english_words().short_dates:
        return not follower.isdigit()
    if bare in english_words().abbreviations:
        return False
    if len(bare) == 1 and bare.isalpha() and bare != "i":
        return False
    if _INITIALS.fullmatch(word):
        return _next_word(text, stop.end(), limit) in english_words().starters
    return True


def _first_letter(text: str, at: int, limit: int) -> str:
    for character in text[at : min(limit, at + _LOOK)]:
        if character not in _OPENING and not character.isspace():
            return character
    return ""


def _next_word(text: str, at: int, limit: int) -> str:
    match = _NEXT.match(text, at, limit)
    return match.group(1).lower() if match else ""
