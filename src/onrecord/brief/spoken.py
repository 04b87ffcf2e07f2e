"""The words of a sentence that are the writer's own, with where they stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..record import Span
from .quotes_made import quotes

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.?!;:,()]")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word in small letters, or a stop, and where it stands in the sentence."""

    form: str
    start: int
    end: int


@lru_cache(maxsize=256)
def spoken(sentence: str) -> tuple[Spoken, ...]:
    """The words of a sentence outside of its quotations, each of which is one stop; a hyphen parts words."""
    quoted = [one.span for one in quotes(sentence)]
    found: list[Spoken] = []
    for match in _WORD.finditer(sentence):
        if any(one.start <= match.start() < one.end for one in quoted):
            if not found or found[-1].form != '"':
                found.append(Spoken('"', *match.span()))
            continue
        found.append(Spoken(match[0].lower().replace("’", "'"), *match.span()))
    return tuple(found)


def over(told: Sequence[Spoken], begin: int, end: int) -> Span:
    """Where words stand in their sentence, from one on to before another."""
    return Span(told[begin].start, told[end - 1].end)
