"""What is wrong with a sentence of a brief: where, in words, and how it may be mended."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ..record import Span

_NEW_LINE = re.compile("\n")


class Gravity(StrEnum):
    """Whether a brief may go out with it."""

    ERROR = "error"
    """The sentence says what its sources do not: the check fails."""
    WARNING = "warning"
    """Somebody ought to look: the check passes."""


class FaultKind(StrEnum):
    """What is wrong. Each has its page in the reference."""

    NAME = "name"
    """Somebody is named whom what is cited does not name."""
    NUMBER = "number"
    """A number, or its unit, is not that of what is cited."""
    DATE = "date"
    """A date or time is not one of what is cited."""
    PLACE = "place"
    """A place is not one of what is cited."""
    QUOTE = "quote"
    """Quoted words are not those of what is cited, or not from one place of it."""
    SPEAKER = "speaker"
    """Words are given to somebody who did not say them."""
    MEDIUM = "medium"
    """Words are said to have come through what did not carry them."""
    STANDING = "standing"
    """What is only said by somebody reads as a fact, or a comment's word as a report."""
    HEARSAY = "hearsay"
    """A link of the chain is lost: what A says that B said is given to B, or to nobody."""
    POLARITY = "polarity"
    """What is denied reads as affirmed, or the other way round."""
    MODALITY = "modality"
    """What may be, is planned, or hangs on a condition reads as certain or done; one reads as many."""
    ACT = "act"
    """The act is another, or stronger or weaker: threatened for warned."""
    CONTEXT = "context"
    """The source goes on to deny, limit or condition what is quoted, and the brief does not say so."""
    SUPPORT = "support"
    """What is cited says something else."""
    CITATION = "citation"
    """A citation names nothing on this desk, or cannot be read."""
    UNCITED = "uncited"
    """A sentence outside a comment is cited to nothing."""
    COMMENT = "comment"
    """A comment mixes likelihood with confidence, or uses words that are not of the scale."""
    SOURCES = "sources"
    """What is said of sources is not so: one origin for many."""
    STATE = "state"
    """What is cited is withdrawn, changed, rejected, disputed, low graded or not confirmed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. ``span`` is where in the draft; ``words`` say what is wrong, in a sentence; ``mending``
    is how it may be put right, in words, and ``instead`` what may be written in place of the span. ``cited`` is the id
    of the finding that shows it.
    """

    kind: FaultKind
    gravity: Gravity
    span: Span
    words: str
    mending: str | None = None
    instead: str | None = None
    cited: str | None = None


def place_of(text: str, at: int) -> tuple[int, int]:
    """The line and the column, from 1, in characters, of a place in a draft."""
    begins = _line_begins(text)
    line = bisect_right(begins, at)
    return line, at - begins[line - 1] + 1


@lru_cache(maxsize=4)
def _line_begins(text: str) -> tuple[int, ...]:
    """Where the lines of a text begin, kept for the next place in it: a draft may have many faults."""
    return (0, *(found.end() for found in _NEW_LINE.finditer(text)))
