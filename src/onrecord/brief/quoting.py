"""Quotations as a sentence has them: a source's exact words in the house's marks, whole sentences only."""

from __future__ import annotations

import re

from ..reading.sentences import sentences
from ..record import Span
from .style import Marks

#: Marks that may enclose a quotation in a source.
_OUTER = '“”„‟"«»‹›'
_SPACE = re.compile(r"\s+")
_OPEN = re.compile(r"[“„‟«‹「『]|``")
_CLOSE = re.compile(r"[”»›」』]|''")
_STRAIGHT = re.compile(r"(?<![\w.,!?…’'])\"(?=\S)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_OWNED = re.compile(r"(?<=s)'(?=\s\w)")
#: Stops that a quotation keeps whatever comes after it.
_LOUD = "?!…"


def in_house(words: str) -> str:
    """Words with the apostrophes of print: one name has one form in a draft, however its sources write it."""
    said = _APOSTROPHE.sub("’", words)
    return said if "‘" in said else _OWNED.sub("’", said)


def on_one_line(words: str) -> str:
    """Words without line breaks."""
    return _SPACE.sub(" ", words).strip()


def inner(words: str) -> str:
    """The words of a quotation without the marks around it, and without the comma by which its reporter went on."""
    said = on_one_line(words)
    while said and said[0] in _OUTER:
        said = said[1:].lstrip()
    whole = said
    while said and said[-1] in _OUTER:
        said = said[:-1].rstrip()
    if whole.count("“") > whole[: len(said)].count("”") and whole != said and "“" in said:
        said = f"{said}”"  # the last mark closes a quotation within
    return said.rstrip(",;: ") if said.endswith((",", ";", ":", " ")) else said


def within(words: str) -> str:
    """Words as they stand inside the marks of a quotation: their own double marks are single ones there."""
    said = _CLOSE.sub("’", _OPEN.sub("‘", words))
    return _STRAIGHT.sub("‘", said).replace('"', "’")


def quoted(words: str) -> str:
    """Words in marks. What follows is joined to them by ``closed``."""
    return f"“{within(words)}”"


def closed(words: str, stop: str, marks: Marks) -> str:
    """Words with a comma or full stop after them: by the house's use inside the marks of a quotation, or outside."""
    if not words.endswith("”"):
        if stop == "." and words.endswith((".", "!", "?", "…")):
            return words
        return words if words.endswith((",", ";")) and stop == "," else words.rstrip(",;:") + stop
    core = words[:-1]
    if core.endswith(("?", "!")) or (core.endswith("…") and stop == ","):
        return words
    if core[-1:] == "’" and core[-2:-1] in _LOUD:
        return words
    tail = "’" if core.endswith("’") and "‘" in core else ""
    core = core[: len(core) - len(tail)]
    ended = core.endswith(".") and not re.search(r"\b\w\.\Z", core)
    core = core.rstrip(",;:")
    if ended and stop == ",":
        core = core[:-1]
    elif ended:
        return f"{core}{tail}”"
    return f"{core}{stop}{tail}”" if marks is Marks.AMERICAN else f"{core}{tail}”{stop}"


def leading(words: str, most: int = 45) -> str:
    """The first sentences of a quotation, of ``most`` words together; the first is given whole, however long."""
    spans = list(sentences(words, Span(0, len(words)))) if words else []
    if len(spans) < 2:
        return words
    end = spans[0].end
    for span in spans[1:]:
        if len(words[: span.end].split()) > most:
            break
        end = span.end
    return words[:end]


def capital(words: str) -> str:
    """With a capital at its beginning."""
    return words[:1].upper() + words[1:]


#: Words that have a small letter within a sentence, whatever a reading took them for.
_SMALL = frozenset(
    [
        "The",
        "A",
        "An",
        "No",
        "None",
        "Nobody",
        "It",
        "He",
        "She",
        "They",
        "We",
        "This",
        "That",
        "These",
        "Those",
        "His",
        "Her",
        "Their",
        "Its",
        "All",
        "Some",
        "Many",
        "Most",
        "Each",
        "Every",
        "One",
        "Two",
        "Three",
        "Four",
        "Five",
        "Six",
        "Seven",
        "Eight",
        "Nine",
        "Ten",
        "On",
        "In",
        "At",
        "By",
        "For",
        "From",
        "With",
        "After",
        "Before",
        "Since",
        "While",
        "When",
        "If",
        "As",
        "There",
        "Not",
        "Both",
        "Several",
        "Asked",
        "Early",
        "Late",
        "Now",
        "Then",
    ]
)


def lowered(words: str, *, named: bool) -> str:
    """Words from the beginning of a sentence as they stand within one; ``named`` if a name begins them."""
    first = words.split()[0] if words.split() else ""
    if not first[:1].isupper() or first == "I" or first[1:2].isupper() or "." in first:
        return words
    second = words.split()[1][:1] if len(words.split()) > 1 else ""
    if first not in _SMALL and (named or second.isupper()):
        return words
    return words[0].lower() + words[1:]
