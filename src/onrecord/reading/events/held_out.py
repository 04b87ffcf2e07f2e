"""Deeds that another event only holds out: what is promised, threatened, asked or refused is filed once."""

from __future__ import annotations

from collections.abc import Sequence

from ...record import EventType, Polarity
from ..syntax import LONGEST_CHAIN, Syntax
from .telling import Told

#: Types of events that hold out a deed in their complement.
_HOLDING = frozenset((EventType.REQUEST, EventType.AGREE, EventType.THREATEN, EventType.REJECT))
#: Ways up the tree from a deed to what holds it out: "promised to send", "demanded that he leave", "a vow of revenge".
_COMPLEMENT = frozenset(("xcomp", "ccomp", "acl", "pcomp", "prep", "conj", "dobj", "pobj"))
#: Deeds that were done are news wherever they stand.
_DONE = frozenset((Polarity.ACTUAL, Polarity.NEGATED))


def without_held_out(syntax: Syntax, tellings: Sequence[Told]) -> list[Told]:
    """The tellings without those of deeds that stand in a complement of a promise, threat, demand or refusal."""
    holding = {n: t for t in tellings if t.type in _HOLDING and t.intended is None for n in (t.trigger, *t.heads)}
    return [t for t in tellings if t.polarity in _DONE or not _is_held_out(syntax, t, holding)]


def _is_held_out(syntax: Syntax, telling: Told, holding: dict[int, Told]) -> bool:
    here = min(telling.heads, default=telling.trigger)
    for _ in range(LONGEST_CHAIN):
        word = syntax[here]
        if word.head < 0 or word.label not in _COMPLEMENT:
            return False
        here = word.head
        holder = holding.get(here)
        if holder is not None and holder is not telling:
            return True
    return False
