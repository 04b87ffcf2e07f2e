"""Whether two statements put forward one proposition: the same, its contrary, or the same with another particular.

Contents are compared clause by clause, by words: what both share, what each has that the other has not, what denies,
and which numbers, times, places and degrees differ. In doubt two statements have nothing to do with each other. What is
found is a candidate with reasons, for a person to judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .clause_making import FULL
from .clause_matching import Match, Slot, match
from .clauses import Clause, Mood
from .contents import Content


class Kind(StrEnum):
    """How one statement stands to another."""

    SAME = "same"
    CONTRADICTS = "contradicts"
    REVISED = "revised"
    """The same proposition with another number, date, place or degree."""
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class Compared:
    """How two statements stand to each other, how sure that is (0 to 1), and why, in words."""

    kind: Kind
    confidence: float
    reasons: tuple[str, ...] = ()


UNRELATED = Compared(Kind.UNRELATED, 0.0)
#: How much of two clauses must be shared to say that one contradicts, revises or affirms the other. Chosen on the two
#: hundred pairs of ``tests/linking/claim_pairs.yaml``.
_CONTRADICTS, _REVISED, _SAME = 0.62, 0.66, 0.58
#: What two clauses share at least, by weight, to contradict or revise, and to say the same.
_LEAST, _LEAST_SAME = 1.9, 2.3
#: Of what is shared so much is taken off: the less two clauses share, the less sure is what they are.
_DOUBT = 0.3
#: What nearness of meaning adds to or takes from the share of what is shared; it adds no more than ``_MOST_NEAR``, for
#: it rests on the same words.
_NEAR, _MIDDLE, _MOST_NEAR = 0.25, 0.6, 0.04
#: What it costs that each has what the other has not: something else may be said.
_INSTEAD = 1.2
#: A telling word in the place of another makes another proposition of a clause that shares no more than this.
_FEW = 3.5
#: Two clauses that share less than this contradict each other only if they say little else.
_SOME, _LITTLE_ELSE = 2.9, 1.3
#: They share so many words and names at least, beside "we".
_TELLS = 2
#: After so many days what can change has perhaps changed: a road that was open is closed.
_SINCE = 3


def compare(one: Content, other: Content, near: float | None = None) -> Compared:
    """How two statements stand to each other. ``near`` is how near they are by meaning (cosine), if known."""
    if one.negated or other.negated:
        return UNRELATED
    best = UNRELATED
    for here in one.clauses:
        for there in other.clauses:
            found = _clauses(one, other, here, there, near)
            if found.confidence > best.confidence:
                best = found
    return best


def _clauses(one: Content, other: Content, here: Clause, there: Clause, near: float | None) -> Compared:
    if not _may_be_one(here, there):
        return UNRELATED
    found = match(here, there)
    if found is None or found.direct < _LEAST or not found.tells:
        return UNRELATED
    odd = (_denies(one, here, found.denied_here) + _denies(other, there, found.denied_there) + found.turned) % 2 == 1
    nearness = 0.0 if near is None else min(_MOST_NEAR, _NEAR * (near - _MIDDLE))
    if odd:
        return _contradiction(one, other, here, there, found, nearness)
    return _agreement(one, other, found, nearness, is_one_mood=here.mood is there.mood)


def _may_be_one(here: Clause, there: Clause) -> bool:
    """Whether two clauses speak of the same sort of thing: no demand is met by a report, no ability by a deed."""
    if Mood.ASKED in (here.mood, there.mood):
        return False
    if here.mood is there.mood:
        return True
    # "will leave" is met by "stays", not by "has stayed".
    if {here.mood, there.mood} != {Mood.FACT, Mood.WILL}:
        return False
    return not (here if here.mood is Mood.FACT else there).past


def _denies(content: Content, clause: Clause, words: tuple[str, ...]) -> int:
    return len(words) + content.denies


def _contradiction(
    one: Content, other: Content, here: Clause, there: Clause, found: Match, nearness: float
) -> Compared:
    if found.slots & {Slot.TIME, Slot.PLACE, Slot.NAME} or (found.follows and _days(one, other) > _SINCE):
        return UNRELATED
    denies_here = bool(_denies(one, here, found.denied_here))
    denies_there = bool(_denies(other, there, found.denied_there))
    if denies_here and not denies_there:
        extra, detail = found.only_here, found.only_there
        general = here.general or one.denies
    elif denies_there and not denies_here:
        extra, detail = found.only_there, found.only_here
        general = there.general or other.denies
    else:
        extra, detail = sorted((found.only_here, found.only_there))
        general = False
    if min(extra, detail) >= FULL and found.direct < _FEW:
        return UNRELATED
    if found.tells < _TELLS or (found.direct < _SOME and extra + detail > _LITTLE_ELSE * (1 + bool(found.opposites))):
        return UNRELATED
    # Who denies a particular does not deny what is more general; any particular contradicts a general denial.
    cost = extra + (0.2 if general else 0.4) * detail + _INSTEAD * min(extra, detail)
    score = found.shared / (found.shared + cost) + nearness
    if score < _CONTRADICTS:
        return UNRELATED
    return Compared(Kind.CONTRADICTS, _sure(score, found), tuple(_reasons(one, other, found)))


def _agreement(one: Content, other: Content, found: Match, nearness: float, *, is_one_mood: bool) -> Compared:
    less, more = sorted((found.only_here, found.only_there))
    if less >= FULL and found.direct < _FEW:
        return UNRELATED
    score = found.shared / (found.shared + 0.4 * (less + more) + _INSTEAD * less) + nearness
    if found.slots:
        if len(found.slots) > 1 or Slot.NAME in found.slots or score < _REVISED:
            return UNRELATED
        return Compared(Kind.REVISED, _sure(score, found), tuple(_reasons(one, other, found)))
    if score < _SAME or found.direct < _LEAST_SAME or not is_one_mood:
        return UNRELATED
    return Compared(Kind.SAME, _sure(score, found), tuple(_reasons(one, other, found)))


def _sure(score: float, found: Match) -> float:
    return min(0.95, score) * found.direct / (found.direct + _DOUBT)


def _reasons(one: Content, other: Content, found: Match) -> Iterator[str]:
    here, there = _called(one, other)
    yield "both speak of " + ", ".join(f"“{words}”" for words in found.words[:8])
    for content, words, who in ((one, found.denied_here, here), (other, found.denied_there, there)):
        if words:
            yield f"{who} denies: " + ", ".join(f"“{word}”" for word in words)
        if content.denies:
            yield f"{who} denies it (“{content.cue}”)"
    for left, right in found.opposites:
        yield f"{here} says “{left}”, {there} “{right}”"
    for slot, left, right in found.differing:
        yield f"the {slot.value} differs: {here} says “{left}”, {there} “{right}”"
    if one.speaker & other.speaker:
        yield "the same speaker"
    elif any(key[0] in "#=" for key in one.ours & other.ours):
        yield "two who speak for one body"
    if days := _days(one, other):
        yield f"published {days} {'day' if days == 1 else 'days'} apart"


def _called(one: Content, other: Content) -> tuple[str, str]:
    """What the two are called in reasons: by their speakers, by their days, or not told apart."""
    if one.called and other.called and one.called != other.called:
        return one.called, other.called
    if one.day is not None and other.day is not None and one.day != other.day:
        return ("the earlier", "the later") if one.day < other.day else ("the later", "the earlier")
    return "the one", "the other"


def _days(one: Content, other: Content) -> int:
    """The days between the publications of two; 0 where one is not known."""
    return abs((one.day - other.day).days) if one.day is not None and other.day is not None else 0
