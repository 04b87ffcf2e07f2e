"""Names and nominals by kind: from the flat labels of words to spans that may stand within each other."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from .labels import NOMINAL
from .words import MARK, Words

#: Words that open a noun phrase and belong to the nominal after them.
_OPENERS = frozenset(
    ("the", "a", "an", "this", "these", "those", "his", "her", "its", "their", "our", "my", "your", "some", "many")
) | frozenset(("several", "other", "both", "all", "each", "every", "any", "no"))
#: What may stand between a name and the words of the nominal that it belongs to ("Selm-backed", "Lurania's").
_JOINTS = frozenset("'’s-–‑") | {"backed", "led", "held", "run", "aligned", "linked", "funded", "supported", "allied"}
#: The most of such words and marks that stand there together.
_LONGEST_JOINT = 3


@dataclass(frozen=True, slots=True, order=True)
class NameSpan:
    """A name, or a nominal that stands for one, in code points ``[start, end)``.

    ``kind`` is ``person``, ``organisation`` (bodies: armed groups, parties, ministries, outlets, states that act),
    ``place`` or ``people`` (adjectives and names of nations, peoples, faiths). ``confidence`` (0 to 1) is that both the
    span and its kind are right. Only a nominal holds other spans: "the Selmite militia" holds "Selmite".
    """

    start: int
    end: int
    kind: str
    nominal: bool
    confidence: float


def named(words: Words, spans: list[tuple[int, int, str, float]]) -> list[NameSpan]:
    """The spans of flat labels (first word, last word, label kind, confidence) in code points, in text order.

    A nominal reaches back over the names that stand directly before its words and over the word that opens the phrase.
    """
    spans = sorted(spans)
    ends = [end for _, end, _, _ in spans]
    out = []
    for number, (first, last, label, confidence) in enumerate(spans):
        nominal = label.endswith(NOMINAL)
        begin = _phrase_start(words, spans, ends, number) if nominal else first
        out.append(
            NameSpan(int(words.begin[begin]), int(words.end[last]), label.removesuffix(NOMINAL), nominal, confidence)
        )
    return sorted(out)


def _phrase_start(words: Words, spans: list[tuple[int, int, str, float]], ends: list[int], number: int) -> int:
    at = spans[number][0]
    # Two names at the most: "the Selmite Navy's fighters".
    for _ in range(2):
        gap = at - 1
        while gap >= 0 and at - gap <= _LONGEST_JOINT and words.forms[gap].lower() in _JOINTS:
            gap -= 1
        place = bisect_right(ends, gap, hi=number) - 1
        joined = place >= 0 and spans[place][1] == gap and not spans[place][2].endswith(NOMINAL)
        if not joined or words.sentence[gap] != words.sentence[at]:
            break
        at = spans[place][0]
    if at and words.forms[at - 1].lower() in _OPENERS and words.kind[at - 1] != MARK:
        return at - 1
    return at
