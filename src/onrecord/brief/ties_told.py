"""Whether a sentence tells the tie that it cites: both of its sides are named in it."""

from __future__ import annotations

from ..record import Tie
from .speakers import names_among
from .speech import Speech
from .stance import MODALS, Mood, is_negator
from .voiced import Voiced


def tells_tie(one: Speech, cited: Voiced) -> bool:
    """Whether both whom a cited tie binds are named; of a tie that its source denies or doubts it is never so."""
    if not isinstance(cited.evidence.finding, Tie):
        return False
    words = cited.words
    if any(is_negator(words, at) or MODALS.get(words[at].form) is Mood.MAY for at in range(len(words))):
        return False
    tied = {held.actor.id for side in ("a", "b") for held in cited.evidence.in_role(side)}
    hits = names_among(one.words, cited)
    return len(tied) > 1 and all(any(who in hit.who for hit in hits) for who in tied)
