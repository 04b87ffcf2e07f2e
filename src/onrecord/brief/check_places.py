"""Every place in a sentence is one of what it cites: neither another, nor a nearer one than the source names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..gazetteer.likeness import best
from ..record import BriefSentence
from .check_names import cites, has_evidence, listed
from .cited_words import CitedWords, cited_words
from .drafted import in_draft
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .names_said import Unknown, unknown_names

if TYPE_CHECKING:
    from .check import Grounds


def check_places(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """Places that what is cited does not name. A country may be told for a place in it, never the other way round."""
    if not has_evidence(sentence, cited):
        return
    words = cited_words(cited, grounds.gazetteer, grounds.style)
    for one in unknown_names(sentence, cited, grounds):
        if one.place:
            yield _fault(sentence, cited, words, one)


def _fault(sentence: BriefSentence, cited: Sequence[Evidence], words: CitedWords, one: Unknown) -> Fault:
    named = words.place_names
    if one.within is not None and not named:
        said = f"what is cited ({cites(cited)}) names {one.within}, but not which place of it: “{one.words}”"
        mending = f"write “{one.within}”, or cite what names “{one.words}”"
        return Fault(
            FaultKind.PLACE, Gravity.ERROR, in_draft(sentence, one.span), said, mending, one.within, cited[0].id
        )
    said = f"“{one.words}” is not in what is cited ({cites(cited)})"
    said += f", which names {listed(named)}" if named else ", which names no place"
    near = next(iter(best(one.words, named)), None)
    instead = near[0] if near is not None and (len(named) == 1 or near[1].score > 0) else None
    mending = f"write “{instead}”" if instead is not None else "leave the place out, or cite what names it"
    return Fault(FaultKind.PLACE, Gravity.ERROR, in_draft(sentence, one.span), said, mending, instead, cited[0].id)
