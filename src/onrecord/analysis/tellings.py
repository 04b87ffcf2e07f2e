"""Findings that are counted over time, each once however many carry it, placed where it was first told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

#: The lines that are counted, and never mixed: what one side says and what it does, each by whose word that is on.
WORDS, RELAYED, DEEDS, CLAIMED = "words", "words relayed", "deeds reported", "deeds attributed"
COMMENT_WORDS, COMMENT_DEEDS = "words in comment", "deeds in comment"
LINES = (WORDS, DEEDS, RELAYED, CLAIMED, COMMENT_WORDS, COMMENT_DEEDS)


@dataclass(frozen=True, slots=True)
class Telling:
    """A statement or an event as one document tells it.

    ``number`` is the row's; ``text`` the number of the first document with the text of its document, and ``shared``
    whether others carry that text. ``utterance`` is the same for statements of one utterance (``None``: nobody else
    reports it). ``day`` is the ordinal of the day of publication. ``key`` tells whether two findings of one text may be
    one: kind, type, sides, time, polarity. ``line`` is the one of ``LINES`` that it counts in, ``weight`` its intensity
    by the codebook (-10 conflict to +10 cooperation), ``voice`` with which authority it is said; ``named`` says of a
    statement that its words name the other side, which it is neither spoken to nor the target of.
    """

    number: int
    id: str
    type: str
    day: int
    document: int
    text: int
    shared: bool
    utterance: int | None
    key: Hashable
    line: str
    weight: float
    voice: str | None = None
    named: bool = False


def told_once(tellings: Iterable[Telling]) -> list[Telling]:
    """One telling for each thing told: the first, by day and then by id. So neither who carries it, nor the order in
    which it was taken in, moves what is counted.

    Statements of one utterance are one. Of findings in documents with one text those are one that could be: a text
    tells so many of one key as that of its carriers which tells most of them. Of these, those that are of an utterance
    are counted with it.
    """
    alone: list[Telling] = []
    uttered: dict[int, Telling] = {}
    shared: defaultdict[tuple[int, Hashable], list[Telling]] = defaultdict(list)
    for one in tellings:
        if one.utterance is not None:
            first = uttered.get(one.utterance)
            uttered[one.utterance] = one if first is None or _place(one) < _place(first) else first
        if one.shared:
            shared[one.text, one.key].append(one)
        elif one.utterance is None:
            alone.append(one)
    more = (kept for some in shared.values() for kept in _of_text(some))
    return sorted([*alone, *uttered.values(), *more], key=_place)


def _of_text(tellings: Sequence[Telling]) -> list[Telling]:
    """Those that one text tells beside utterances, of findings of one key in the documents that carry it."""
    by_document: defaultdict[int, list[Telling]] = defaultdict(list)
    for one in tellings:
        by_document[one.document].append(one)
    utterances = {one.utterance for one in tellings if one.utterance is not None}
    most = 0
    own: defaultdict[int, list[Telling]] = defaultdict(list)
    for some in by_document.values():
        others = [one for one in some if one.utterance is None]
        most = max(most, len(others) + len({one.utterance for one in some} - {None}))
        # Findings of one document are numbered in the order of its words.
        for place, one in enumerate(sorted(others, key=lambda one: one.number)):
            own[place].append(one)
    return [min(own[place], key=_place) for place in range(most - len(utterances)) if own[place]]


def _place(one: Telling) -> tuple[int, str, int]:
    return one.day, one.id, one.number


def counted(tellings: Sequence[Telling]) -> Mapping[str, int]:
    """How many of each type, the most frequent first."""
    counts: defaultdict[str, int] = defaultdict(int)
    for one in tellings:
        counts[one.type] += 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
