"""Whether a sentence swaps who did something and to whom: "A accused B" told as "B accused A"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..codebook.claim_words import claim_words
from ..linking.said_words import COMMON
from ..record import ActorKind, BriefSentence, Event, Span, Statement
from .evidence import Evidence, Somebody
from .wordings import Wordings, concepts, folded, folded_text, wordings

#: How many words may stand between the one who does something, the verb, and whom it is done to.
_REACH = 7
_BEING = frozenset(("was", "were", "been", "being", "is", "are", "be", "stands", "stand", "stood"))
#: Begin another clause, whose subject is somebody else.
_PARTING = frozenset(("that", "who", "which", "and", "but", "after", "when", "while", "because", "as", "said", "of"))


@dataclass(frozen=True, slots=True)
class Turned:
    """A deed told the wrong way round: who did it to whom in the evidence, the verb as it is told, and where."""

    doer: str
    recipient: str
    verb: str
    span: Span
    cited: Evidence


@dataclass(frozen=True, slots=True)
class _Deed:
    doer: Somebody
    recipient: Somebody
    verbs: frozenset[str]
    cited: Evidence


def turned_round(sentence: BriefSentence, cited: Sequence[Evidence]) -> Iterator[Turned]:
    """Deeds of the evidence whose sides the sentence swaps."""
    deeds = [deed for one in cited for deed in _deeds(one)]
    if not deeds:
        return
    said = wordings(sentence.text)
    for deed in deeds:
        doers, recipients = _places(said, deed.doer, deed.recipient), _places(said, deed.recipient, deed.doer)
        for verb in _verbs(said, deed.verbs):
            swapped = _acts_on(said, recipients, verb, doers)
            if swapped is None or _also_so(deeds, deed):
                continue
            word = said.words[verb]
            yield Turned(_called(deed.doer), _called(deed.recipient), word.text, said.span(*swapped), deed.cited)
            return


def _called(somebody: Somebody) -> str:
    return somebody.names[0]


def _also_so(deeds: Sequence[_Deed], deed: _Deed) -> bool:
    """Whether the evidence has it the other way round as well."""
    return any(
        one.doer.names[0] == deed.recipient.names[0] and one.recipient.names[0] == deed.doer.names[0] for one in deeds
    )


def _deeds(one: Evidence) -> Iterator[_Deed]:
    finding, text = one.finding, one.text
    if isinstance(finding, Event) and not finding.reciprocal:
        spans = finding.spans
        sides = one.in_role("actor"), one.in_role("recipient")
    elif isinstance(finding, Statement):
        spans = finding.cue
        sides = one.in_role("speaker"), (*one.in_role("target"), *one.in_role("addressee"))
    else:
        return
    if len({who.names[0] for who in sides[0]}) != 1 or not sides[1]:
        return
    verbs = frozenset(
        key
        for span in spans
        for word in wordings(span.of(text)).words
        if word.low not in COMMON
        for key in concepts(word.low)
    )
    for recipient in sides[1]:
        doer = sides[0][0]
        if verbs and _is_named(doer) and _is_named(recipient) and doer.actor.id != recipient.actor.id:
            yield _Deed(doer, recipient, verbs, one)


def _is_named(somebody: Somebody) -> bool:
    return any(name[:1].isupper() for name in somebody.names)


def _places(said: Wordings, somebody: Somebody, other: Somebody) -> list[tuple[int, int]]:
    """Where a sentence names somebody: the first and the last word of each naming."""
    person = somebody.actor.kind is ActorKind.PERSON
    names = {parts for name in somebody.names if name[:1].isupper() and (parts := folded_text(name))}
    if person:
        names |= {parts[-1:] for parts in names}
    names -= {folded_text(name) for name in other.names}
    found: list[tuple[int, int]] = []
    for at, word in enumerate(said.words):
        if said.quoted[at] or not (word.text[0].isupper() or "-" in word.text):
            continue
        best = max((_matches(said, at, parts) for parts in names), default=0)
        if best and (not found or at > found[-1][1]):
            found.append((at, at + best - 1))
    return found


def _matches(said: Wordings, at: int, parts: Sequence[str]) -> int:
    """How many words from one on are these parts of a name; 0 if they are not."""
    left = list(parts)
    for size in range(1, len(parts) + 1):
        if at + size > len(said.words):
            return 0
        mine = folded(said.words[at + size - 1].low)
        if tuple(left[: len(mine)]) != mine:
            return 0
        left = left[len(mine) :]
        if not left:
            return size
    return 0


def _verbs(said: Wordings, verbs: frozenset[str]) -> Iterator[int]:
    past = claim_words().past_forms
    for at, word in enumerate(said.words):
        verbal = word.low.endswith(("ed", "s")) or word.low in past
        if not said.quoted[at] and verbal and word.low not in COMMON and concepts(word.low) & verbs:
            yield at


def _acts_on(
    said: Wordings, subjects: Sequence[tuple[int, int]], verb: int, objects: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """From the subject to the object of a verb, where these stand right before and behind it: "A denounced B", "B was
    denounced by A".
    """
    being = any(said.words[at].low in _BEING for at in range(max(0, verb - 2), verb))
    if being:
        # "B was denounced for it by A": who does it stands behind "by".
        subjects, objects = objects, [one for one in subjects if one[0] and said.words[one[0] - 1].low == "by"]
    before = [one for one in subjects if one[1] < verb <= one[1] + _REACH]
    behind = [one for one in objects if verb < one[0] <= verb + _REACH]
    if not before or not behind:
        return None
    first, last = before[-1], behind[0]
    between = [*range(first[1] + 1, verb), *range(verb + 1, last[0])]
    if any(said.words[at].low in _PARTING for at in between) or said.words[first[1]].possessive:
        return None
    # Somebody else may stand between: "A's minister".
    named = any(said.words[at].text[0].isupper() and said.words[at].possessive for at in between)
    return None if named else (first[0], last[1])
