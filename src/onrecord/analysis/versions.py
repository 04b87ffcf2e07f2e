"""Two versions of one page, sentence by sentence: what stands in the place of what, what is gone, and what is new."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..linking.said_words import telling

#: How much of the telling words of two sentences is the same where the one stands in the other's place.
_ALIKE = 0.4
#: Sentences of each version that are read, and that are compared, at most; characters of each text, and of a sentence.
_READ, _MOST, _LONGEST, _COMPARED = 5_000, 200, 200_000, 2_000
_WORD = re.compile(r"[^\W_]+")
_END = re.compile(r"(?<=[.!?…؟۔])[\"”’»')\]]*\s+|[\r\n]+")


@dataclass(frozen=True, slots=True)
class Changed:
    """A sentence of the earlier version (``then``) and what stands in its place (``now``), exact, with where it stands
    in the later text. ``now`` is ``None`` where the sentence is gone, ``then`` is where it is new.
    """

    then: str | None
    now: str | None
    begin: int = 0
    end: int = 0


def changed(earlier: str, later: str) -> tuple[Changed, ...]:
    """The sentences that differ: first those that were put in another's place, in their order; then what is gone."""
    old, new = list(_sentences(earlier)), list(_sentences(later))
    kept = {one.same for one in old} & {one.same for one in new}
    before = [one for one in old if one.same not in kept][:_MOST]
    after = [one for one in new if one.same not in kept][:_MOST]
    mine, theirs = [_tells(one) for one in after], [_tells(one) for one in before]
    likely = [
        (-like, here, there)
        for here, now in enumerate(mine)
        for there, then in enumerate(theirs)
        if (like := len(now & then) / max(1, min(len(now), len(then)))) >= _ALIKE
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, here, there in sorted(likely):
        if here not in pairs and there not in taken:
            pairs[here] = there
            taken.add(there)
    found = [
        Changed(before[pairs[here]].words if here in pairs else None, one.words, one.begin, one.end)
        for here, one in enumerate(after)
    ]
    gone = [Changed(one.words, None) for there, one in enumerate(before) if there not in taken]
    return (*found, *gone)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, where it stands, and its words as they are compared."""

    begin: int
    end: int
    words: str
    same: str


def _sentences(text: str) -> Iterator[_Sentence]:
    begin = count = 0
    for found in (*_END.finditer(text[:_LONGEST]), None):
        end = min(len(text), _LONGEST) if found is None else found.start()
        words = text[begin:end].strip()
        if words and count < _READ:
            count += 1
            yield _Sentence(begin, end, words, " ".join(_WORD.findall(words[:_COMPARED].casefold())))
        begin = end if found is None else found.end()


def _tells(one: _Sentence) -> frozenset[str]:
    return telling(one.same.split())
