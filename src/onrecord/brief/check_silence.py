"""What is said not to have come: no answer, nothing done, overdue; by the ledger, or bounded by what was read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ..codebook.brief_words import brief_words
from ..codebook.claim_words import claim_words
from ..record import BriefPart, BriefSentence, CommitmentStatus
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .own_words import OwnWords, own_words
from .sense import holds, standing, words
from .words import base

if TYPE_CHECKING:
    from .check import Grounds

_LATE = frozenset((CommitmentStatus.OVERDUE,))
_OPEN = frozenset((CommitmentStatus.OPEN, CommitmentStatus.OVERDUE, CommitmentStatus.UNVERIFIABLE))
_KEPT = frozenset((CommitmentStatus.MET, CommitmentStatus.PARTLY))
_ENDED = frozenset((CommitmentStatus.REFUSED, CommitmentStatus.DROPPED))
_YET_TO = re.compile(r"\b(?:has|have|had) yet to\b")
_ANSWERED = frozenset(("replied", "answered", "responded", "reacted"))
_ANSWERS = frozenset(("answer", "reply", "response"))
_NOT = frozenset(("not", "never"))
_SHORT = {"hasn't": "has", "haven't": "have", "hadn't": "had", "wasn't": "was", "weren't": "were"}
_SMALL = frozenset(("yet", "so", "far", "since", "ever"))


class Says(StrEnum):
    """What a sentence says of what came."""

    UNDONE = "undone"
    LATE = "late"
    UNANSWERED = "unanswered"
    NOTHING = "nothing"
    """The record shows nothing of it."""
    SHOWN = "shown"
    """The record shows that it was done."""
    TURNED = "turned"
    """The record does not show that it was not done."""
    LEDGER = "ledger"
    """The ledger has it as ended in some way."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A claim: the places of its words, and the word that a source would have too."""

    says: Says
    begin: int
    end: int
    key: str = ""
    status: CommitmentStatus | None = None


def check_silence(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """Every claim that nothing came, against the ledger as of the brief's day."""
    if not cited or sentence.level or sentence.part is BriefPart.COMMENT:
        return
    said = own_words(sentence, grounds.style)
    for claim in silences(said):
        plain = claim.says in (Says.UNDONE, Says.LATE, Says.UNANSWERED)
        if plain and (_is_told(said, claim) or _is_sources_own(claim, cited)):
            continue
        found = _wrong(claim, cited, grounds, bounded=said.bounded)
        if found is None:
            continue
        turned = claim.says in (Says.SHOWN, Says.TURNED)
        yield Fault(
            FaultKind.POLARITY if turned else FaultKind.SUPPORT,
            Gravity.ERROR,
            said.span(sentence, claim.begin, claim.end),
            f"“{said.words(sentence, claim.begin, claim.end)}”: {found[0]}",
            found[1],
            None,
            cited[0].id,
        )


def _wrong(
    claim: Silence, cited: Sequence[Evidence], grounds: Grounds, *, bounded: bool
) -> tuple[str, str | None] | None:
    """What is wrong with a claim, and how it is mended."""
    if claim.says is Says.TURNED:
        return "the record would have to show that something was not done", "write: nothing on the record shows that"
    past = grounds.past
    states = frozenset(state for one in cited for state in past.states(one)) if past is not None else None
    if states is None:
        promised = any(one.kind == "commitment" for one in cited)
        if claim.says is Says.SHOWN:
            return "what is cited does not show it", "write: nothing on the record shows"
        if claim.says in (Says.NOTHING, Says.LEDGER) or bounded or promised:
            return None
        return _UNKNOWN
    told = f"by the ledger it is {' and '.join(sorted(states))}"
    if claim.says is Says.LEDGER:
        return None if claim.status in states else (told if states else "no commitment is cited", "say what it is")
    if claim.says is Says.SHOWN:
        return None if states & _KEPT else ("nothing cited shows it", "write: nothing on the record shows")
    if claim.says is Says.NOTHING:
        return (told, "say what it is") if states and states <= _KEPT | _ENDED else None
    wanted = _LATE if claim.says is Says.LATE else _OPEN | _ENDED if claim.says is Says.UNDONE else _OPEN
    if states:
        return None if states & wanted else (told, "say what it is")
    return None if bounded else _UNKNOWN


_UNKNOWN = (
    "nothing that is cited shows that it did not come",
    "add: as far as the desk has read; or cite what was promised or demanded",
)


def _is_told(said: OwnWords, claim: Silence) -> bool:
    """Whether somebody says it in the sentence: it is his word, and no silence of the record."""
    begin = next((n + 1 for n in range(claim.begin - 1, -1, -1) if said.forms[n] in (";", ":", ".", "but")), 0)
    before = said.forms[begin : claim.begin]
    telling = brief_words().of("telling")
    return "that" in before or any((form,) in telling for form in (*before, *said.forms[claim.end : claim.end + 6]))


def _is_sources_own(claim: Silence, cited: Sequence[Evidence]) -> bool:
    """Whether what is cited says itself that it did not come."""
    denials = claim_words().of("negators") | claim_words().of("noun_negators") | claim_words().of("denials")
    # "Has not answered", of "has yet to reply".
    keys = {base(form) for form in (_ANSWERED if claim.key in _ANSWERED else (claim.key,))}
    return any(
        any(base(form) in keys for form in words(one.words))
        and (claim.says is Says.LATE or holds(one.words, denials) is not None or _YET_TO.search(one.words) is not None)
        for one in cited
    )


def silences(said: OwnWords) -> Iterator[Silence]:
    """The claims of a sentence that something did not come, or did by the record."""
    for find in (_shown, _of_the_ledger, _late, _undone):
        yield from find(said)


def _shown(said: OwnWords) -> Iterator[Silence]:
    """ "Nothing (on the record) shows that this was done", and what it is turned into."""
    forms = said.forms
    for at, form in enumerate(forms):
        if form not in ("shows", "showed", "show") or not at:
            continue
        end = said.clause(at).stop
        signs = next((n for n in range(at + 1, min(end, at + 5)) if forms[n] in ("sign", "signs", "trace")), None)
        record = forms[at - 1] in ("record", "desk", "ledger")
        before = forms[max(0, at - 2) : at]
        if "nothing" in before or (record and signs is not None and "no" in forms[at + 1 : signs]):
            that = next((n for n in range(at + 1, min(end, at + 4)) if forms[n] == "that"), None)
            # "that" may be followed by what has a "not" of its own; by "this was not" it is turned round.
            turned = that is not None and any(n in _NOT or n.endswith("n't") for n in forms[that + 1 : that + 6])
            yield Silence(Says.TURNED if turned else Says.NOTHING, at - 1, end if turned else at + 1)
        elif said.bounded and forms[at - 1] in ("something", "everything", "much", "evidence", "all", "anything"):
            yield Silence(Says.SHOWN, at - 1, at + 1)
        elif record and signs is not None:
            yield Silence(Says.SHOWN, at - 1, signs + 1)
        elif record and _is_of_a_deed(forms, at + 1):
            yield Silence(Says.UNDONE if _NOT & set(forms[at + 3 : at + 6]) else Says.SHOWN, at - 1, at + 3)


def _is_of_a_deed(forms: tuple[str, ...], at: int) -> bool:
    """Whether "that this was done" stands at a place, or that it was not."""
    pointed = forms[at : at + 1] == ("that",) and forms[at + 1 : at + 2] in (("it",), ("this",))
    return pointed and any(standing(forms[at + 2 : at + 8], brief_words().of("settling")))


def _of_the_ledger(said: OwnWords) -> Iterator[Silence]:
    for at in range(len(said.forms)):
        if not said.has(at, "desk's", "ledger"):
            continue
        after = said.forms[at + 2 : said.clause(at).stop]
        if _NOT & set(after):
            yield Silence(Says.UNDONE, at, at + 2)
        elif "part" in after:
            yield Silence(Says.LEDGER, at, at + 2, status=CommitmentStatus.PARTLY)
        elif "refused" in after or "dropped" in after:
            ended = CommitmentStatus.REFUSED if "refused" in after else CommitmentStatus.DROPPED
            yield Silence(Says.LEDGER, at, at + 2, status=ended)
        elif "met" in after or "done" in after:
            yield Silence(Says.LEDGER, at, at + 2, status=CommitmentStatus.MET)


def _late(said: OwnWords) -> Iterator[Silence]:
    forms = said.forms
    for at, form in enumerate(forms):
        if form != "overdue":
            continue
        if "not" not in forms[max(0, at - 2) : at]:
            yield Silence(Says.LATE, at, at + 1, "overdue")


def _undone(said: OwnWords) -> Iterator[Silence]:
    forms = said.forms
    settling = brief_words().of("settling")
    for at, form in enumerate(forms):
        if form == "no" and at + 1 < len(forms) and forms[at + 1] in _ANSWERS:
            yield Silence(Says.UNANSWERED, at, at + 2, forms[at + 1])
            continue
        aux = _SHORT.get(form, form)
        if aux not in ("has", "have", "had", "was", "were"):
            continue
        rest = [n for n in range(at + 1, min(len(forms), at + 6)) if forms[n] not in _SMALL]
        denied = form in _SHORT or (bool(rest) and forms[rest[0]] in _NOT)
        rest = rest if form in _SHORT else rest[1:]
        if not denied or not rest:
            continue
        if aux in ("has", "have") and forms[rest[0]] in _ANSWERED:
            yield Silence(Says.UNANSWERED, at, rest[0] + 1, forms[rest[0]])
        be = rest[1:] if aux.startswith("ha") and forms[rest[0]] == "been" else rest if aux.startswith("w") else []
        for length in (1, 2):
            if be and forms[be[0] : be[0] + length] in settling:
                yield Silence(Says.UNDONE, at, be[0] + length, forms[be[0]])
