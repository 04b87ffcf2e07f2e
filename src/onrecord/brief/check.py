"""A brief checked against what it cites: every sentence by every check, in a visible list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..errors import OnRecordError
from ..gazetteer import Gazetteer
from ..record import Brief, BriefSentence
from .check_act import check_act
from .check_comment import check_comment, check_uncited
from .check_context import check_context
from .check_dates import check_dates
from .check_firsts import check_firsts
from .check_hearsay import check_hearsay
from .check_medium import check_medium
from .check_modality import check_modality
from .check_names import check_names
from .check_numbers import check_numbers
from .check_owed import check_owed
from .check_places import check_places
from .check_polarity import check_polarity
from .check_quotes import check_quotes
from .check_silence import check_silence
from .check_sources import check_sources
from .check_speaker import check_speaker
from .check_standing import check_standing
from .check_state import check_state
from .check_support import check_support
from .draft import Draft
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .style import Style

if TYPE_CHECKING:
    from .hearing import Heard
    from .past import Past


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a sentence is checked by. ``day`` is the day of the brief, from which "last month" counts; ``confirmed``
    asks that a person has accepted every finding that is cited. ``heard`` counts the voices behind what is cited; it is
    asked only where a sentence speaks of several sources, and ``None`` leaves them uncounted.
    ``past`` is what the desk has of what was before, asked where a sentence says that something is new, was not done or
    was not answered; by ``None`` only the wording is checked.
    """

    brief: Brief
    evidence: Mapping[str, Evidence]
    gazetteer: Gazetteer
    style: Style
    day: date | None = None
    confirmed: bool = False
    heard: Callable[[Sequence[Evidence]], Heard] | None = None
    past: Past | None = None


#: A check: a sentence that cites something, what it cites, and what it is checked by.
Check = Callable[[BriefSentence, Sequence[Evidence], Grounds], Iterator[Fault]]

#: Every check, in the order in which its faults are told.
CHECKS: tuple[Check, ...] = (
    check_uncited,
    check_names,
    check_places,
    check_numbers,
    check_dates,
    check_support,
    check_speaker,
    check_medium,
    check_standing,
    check_hearsay,
    check_polarity,
    check_modality,
    check_act,
    check_owed,
    check_quotes,
    check_context,
    check_sources,
    check_firsts,
    check_silence,
    check_state,
    check_comment,
)


def check(draft: Draft, found: Mapping[str, Evidence | OnRecordError], grounds: Grounds) -> tuple[Fault, ...]:
    """All that is wrong with a draft, in its order. ``found`` is what its citations stand for, by their keys."""
    faults = [
        Fault(FaultKind.CITATION, Gravity.ERROR, one.span, f"“{one.words}” is no citation", "write [@s:3f9c]")
        for one in draft.unread
    ]
    for sentence in draft.brief.sentences:
        cited: list[Evidence] = []
        for citation in sentence.citations:
            one = found.get(citation.key)
            if isinstance(one, Evidence):
                cited.append(one)
            elif not sentence.level:
                words = str(one) if one is not None else f"{citation.key} was not looked up"
                faults.append(Fault(FaultKind.CITATION, Gravity.ERROR, citation.span, words, cited=citation.key))
        faults += _apart([fault for each in CHECKS for fault in each(sentence, cited, grounds)])
    return tuple(_once(sorted(faults, key=lambda one: (one.span.start, one.span.end, one.kind.value))))


def _apart(faults: Sequence[Fault]) -> Iterator[Fault]:
    """The faults of a sentence without a quotation's context where its mood or polarity is told to be wrong already."""
    turned = {one.cited for one in faults if one.kind in (FaultKind.MODALITY, FaultKind.POLARITY)}
    yield from (one for one in faults if one.kind is not FaultKind.CONTEXT or one.cited not in turned)


def _once(faults: Sequence[Fault]) -> Iterator[Fault]:
    """Without what was said before of the same source: a warning of its state is told where it is cited first."""
    told: set[tuple[str, str | None]] = set()
    for one in faults:
        if one.kind is FaultKind.STATE and one.gravity is Gravity.WARNING:
            if (one.words, one.mending) in told:
                continue
            told.add((one.words, one.mending))
        yield one
