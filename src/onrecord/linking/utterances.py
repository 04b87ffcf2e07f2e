"""Whether two statements report one utterance: the same words said once, carried by two.

Joined are the same words (verbatim), a part of them (cut), a quotation in which words were changed (altered), and the
same said in other words (paraphrased). Apart stay what one speaker says on two occasions (another day, number, place,
or a denial of it), what two speakers say in like words, and phrases that anybody says ("declined to comment"). In
doubt they stay apart. Statements are read in English only, so nothing is joined across languages: two English
renderings of one foreign utterance are a paraphrase.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from enum import StrEnum

from ..record import SpeechAct
from .differing import stretches
from .said_words import DENYING, number_of, stem, telling
from .sayings import Saying


class How(StrEnum):
    """How one report of an utterance stands to another."""

    VERBATIM = "verbatim"
    CUT = "cut"
    ALTERED = "altered"
    PARAPHRASED = "paraphrased"
    TRANSLATED = "translated"
    """Never found by the words alone: nothing makes it yet."""


@dataclass(frozen=True, slots=True)
class Told:
    """That two statements report one utterance: how the one stands to the other, how sure it is (0 to 1), and why."""

    how: How
    score: float
    reasons: tuple[str, ...]


#: A quotation of so many words may be quoted again at any time; a shorter one is the same within so many days.
LONG, SOON = 8, 14
#: The same, where all of a statement is so short.
_FEW_SOON = 5
#: Words in a row that no two say by chance, where it is not known that the speaker is the same.
_NO_CHANCE = 9
#: How sure it must be that one speaker says both, for all but long quotations.
_SAME = 0.8
#: Fewest words, and telling words, that make an utterance.
_FEWEST, _FEWEST_TELLING = 4, 2
#: Days between two reports in other words, or with a changed word.
_NEAR, _ALTERED_NEAR = 4, 3
#: How much of both a quotation with changed words shares; and of one text's, at the same place.
_ALTERED, _ALIGNED = 0.7, 0.6
#: How much of both they share, in any order, at what is taken for the same place though the cues differ.
_SAME_PLACE = 0.8
#: How many places further on, or before, a statement may stand in a copy.
_PLACES = 60
#: Pairs of two documents that are looked at for it, at most: in very long ones fewer places further on.
_PLACED = 60_000
#: Days that may lie between an utterance and a report that tells of it as past ("had promised").
_RETOLD = 40
#: Words that may have others in their place, of a quotation that has much more or less besides.
_FEW_REPLACED = 4
#: Quoted words that are so much of both contents are all that counts.
_MOSTLY = 0.7
#: What a paraphrase needs; and one of two quotations in other words, which is seldom one utterance. Chosen on sets of
#: ``bench utterances`` with seeds that it does not print.
_PARAPHRASED, _BOTH_QUOTED = 0.62, 0.66
_AGAIN = frozenset(("again", "repeated", "reiterated", "repeats", "reiterates", "restated"))
#: Acts that are told as one another.
_ACTS = (
    {SpeechAct.THREATEN, SpeechAct.WARN},
    {SpeechAct.PROMISE, SpeechAct.ANNOUNCE},
    {SpeechAct.DENY, SpeechAct.REJECT},
    {SpeechAct.ACCUSE, SpeechAct.CONDEMN},
    {SpeechAct.DEMAND, SpeechAct.ASK, SpeechAct.WARN},
)


def compare(one: Saying, other: Saying, near: float | None = None) -> Told | None:
    """Whether two statements report one utterance. ``near`` is how near they are by meaning (cosine), if known."""
    if one.statement.negated or other.statement.negated or _is_formula(one) or _is_formula(other):
        return None
    same, who = speaker(one, other)
    if same == 0.0 or _within_each_other(one, other):
        return None
    if one.forms == other.forms:
        return _same_words(one, other, same, who)
    quoted = _quotation(one, other, same, who)
    if quoted is not None:
        return quoted
    if _is_said_again(one) or _is_said_again(other) or _are_two_days(one, other):
        return None
    return _changed(one, other, same, who) or _paraphrased(one, other, same, who, near)


def compare_aligned(one: Saying, other: Saying) -> Told | None:
    """The same for statements that stand at the same place of one text, carried twice."""
    if speaker(one, other)[0] == 0.0 and one.cue != other.cue:
        return None
    where = "the two documents are one text, and the statements stand at the same place of it"
    if one.forms == other.forms:
        return Told(How.VERBATIM, 1.0, ("the same words", where))
    begin = _part(one.forms, other.forms)
    if begin is not None and min(len(one.forms), len(other.forms)) >= 3:
        return Told(How.CUT, 0.97, ("the words of the one are part of the other's", where))
    if likeness(one.forms, other.forms) < _ALIGNED:
        return None
    return Told(How.ALTERED, 0.95, (_differing(one.forms, other.forms), where))


def aligned(mine: Sequence[Saying], theirs: Sequence[Saying]) -> list[tuple[Saying, Saying]]:
    """The statements of two documents of one text that stand at the same place: each with one other at most."""
    likely = []
    counted = [Counter(other.forms) for other in theirs]
    places = min(_PLACES, max(2, _PLACED // (2 * max(1, len(mine)))))
    for at, one in enumerate(mine):
        words = Counter(one.forms)
        for beside in range(max(0, at - places), min(len(theirs), at + places)):
            other = theirs[beside]
            shared = 2 * sum((words & counted[beside]).values()) / max(1, len(one.forms) + len(other.forms))
            if shared >= _SAME_PLACE or (shared >= _ALIGNED / 2 and one.cue == other.cue):
                like = 1.0 if one.forms == other.forms else likeness(one.forms, other.forms)
                likely.append((-like, one.called != other.called, abs(at - beside), at, beside))
    pairs, here, there = list[tuple[Saying, Saying]](), set[int](), set[int]()
    for _, _, _, at, beside in sorted(likely):
        if at not in here and beside not in there:
            here.add(at)
            there.add(beside)
            pairs.append((mine[at], theirs[beside]))
    return pairs


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of their words that two lists have in the same order, of both together (0 to 1)."""
    apart = [(found.end - found.begin, found.other_end - found.other_begin) for found in stretches(one, other)]
    left, right = len(one) - sum(a for a, _ in apart), len(other) - sum(b for _, b in apart)
    return (left + right) / max(1, len(one) + len(other))


def speaker(one: Saying, other: Saying) -> tuple[float | None, str]:
    """How sure it is that one speaker says both: 0 they are two, ``None`` that it is not known; and why."""
    if one.speaker & other.speaker:
        return 1.0, "the same speaker"
    if not (one.called and other.called):
        return None, "a speaker is not named"
    if one.called == other.called:
        return (0.9 if one.named else 0.5), "both name the speaker alike"
    if one.named and other.named:
        if one.called[-1] == other.called[-1] and (min(len(one.called), len(other.called)) == 1):
            return 0.8, "both name the speaker alike"
        return 0.0, "two speakers"
    if (one.named or other.named) and (one.speaker or other.speaker):
        return None, "a speaker is described, not named"
    return None, "the speakers are described in other words"


def _is_formula(one: Saying) -> bool:
    """Whether it has too few telling words to be known by them: "no comment", "the charge"."""
    return len(one.forms) < _FEWEST or len(one.tells) < _FEWEST_TELLING


def _within_each_other(one: Saying, other: Saying) -> bool:
    if one.page.document != other.page.document:
        return False
    return any(a.meets(b) for a in one.statement.content for b in other.statement.content)


def _is_said_again(one: Saying) -> bool:
    """Whether the report says that it was said before: this is then another occasion."""
    return any(form in _AGAIN for form in one.cue) or one.cue[-2:] == ("once", "more")


def _are_two_days(one: Saying, other: Saying) -> bool:
    """Whether the reports themselves name two days on which it was said."""
    if one.since is None or other.since is None:
        return False
    ends = (one.until or one.since, other.until or other.since)
    return max(one.since, other.since) - min(ends) > timedelta(days=1)


def days_apart(one: Saying, other: Saying) -> int | None:
    """The days between what was said and what was said, by the reports' words, else by when they were published."""
    gaps = [max(0, (max(a, b) - min(c, d)).days) for a, c in _when(one) for b, d in _when(other)]
    return min(gaps, default=None)


def _when(one: Saying) -> list[tuple[date, date]]:
    """When it was said, and when the report was published, each as its first and last day."""
    found = []
    if one.since is not None:
        found.append((one.since, max(one.since, one.until or one.since)))
    elif one.page.day is not None:
        found.append((one.page.day, one.page.day))
    return found


def _same_words(one: Saying, other: Saying, same: float | None, who: str) -> Told | None:
    count, gap = len(one.forms), days_apart(one, other)
    are_quoted = all(one.quoted) and all(other.quoted)
    if one.denies != other.denies and not (are_quoted and same is not None and same >= _SAME):
        return None  # what one says, and another denies
    reasons = [f"the same {count} words", who]
    if _are_two_days(one, other) and count < 2 * LONG:
        return None
    if gap is not None and gap > SOON:
        if count < LONG or not are_quoted:
            return None
        reasons.append(f"{gap} days apart, but long and quoted")
    elif (gap is not None and gap > _FEW_SOON and count < LONG) or (gap is None and count < LONG):
        return None
    if same is None and count < _NO_CHANCE:
        return None
    if same is not None and same < _SAME and len(one.tells) < 4:
        return None
    return Told(How.VERBATIM, 0.98 if same else 0.85, tuple(reasons))


def _quotation(one: Saying, other: Saying, same: float | None, who: str) -> Told | None:
    """Two reports that quote the same words, of which one has more, or other words around them."""
    left, right = _quoted_words(one), _quoted_words(other)
    if not left or not right:
        return None
    run = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    words = left[run.a : run.a + run.size]
    if run.size < 5 or len(telling(words)) < 3 or (same is None and run.size < _NO_CHANCE):
        return None
    gap = days_apart(one, other)
    if run.size < LONG and (gap is None or gap > SOON or _are_two_days(one, other)):
        return None
    reasons = (f"both quote the same {run.size} words", who)
    sure = 0.95 if same else 0.82
    if run.size == min(len(left), len(right)):
        if len(left) == len(right):
            if run.size >= _MOSTLY * max(len(one.forms), len(other.forms)):
                return Told(How.VERBATIM, sure, reasons)
            return Told(How.PARAPHRASED, sure, (*reasons, "with other words around them"))
        return Told(How.CUT, sure, (*reasons, "which the one goes on from"))
    if run.size < LONG or (gap is not None and gap > SOON) or _replaced(left, right) > _FEW_REPLACED:
        return None
    shared = len(left) - sum(found.end - found.begin for found in stretches(left, right))
    if shared < 0.8 * min(len(left), len(right)) or _particulars(one, other, left, right):
        return None
    if _replaced(left, right) == 0 and shared == min(len(left), len(right)):
        return Told(How.CUT, sure - 0.03, (*reasons, _differing(left, right)))
    if same is None or same < _SAME:
        return None
    return Told(How.ALTERED, sure - 0.03, (*reasons, _differing(left, right)))


def _replaced(left: Sequence[str], right: Sequence[str]) -> int:
    """How many words of the one have others in their place."""
    found = list(stretches(left, right))
    return sum(one.size for one in found if one.end > one.begin and one.other_end > one.other_begin)


def _quoted_words(one: Saying) -> list[str]:
    return [form for form, quoted in zip(one.forms, one.quoted, strict=True) if quoted]


def _changed(one: Saying, other: Saying, same: float | None, who: str) -> Told | None:
    """A quotation of which some words were changed, or told words of which the one has more."""
    gap = days_apart(one, other)
    if same is None or same < _SAME or gap is None or gap > _ALTERED_NEAR:
        return None
    left, right = _quoted_words(one), _quoted_words(other)
    if len(left) >= 6 and len(right) >= 6 and likeness(left, right) >= _ALTERED:
        if _particulars(one, other, left, right) and not cites(one, other):
            return None
        return Told(How.ALTERED, 0.88, (_differing(left, right), who, _days(gap)))
    if left and right:
        return None
    if _part(one.forms, other.forms) is not None and min(len(one.tells), len(other.tells)) >= 3:
        if one.denies != other.denies or _others(one, other):
            return None
        return Told(How.CUT, 0.9, ("the words of the one are part of the other's", who, _days(gap)))
    return None


def _paraphrased(one: Saying, other: Saying, same: float | None, who: str, near: float | None) -> Told | None:
    gap = days_apart(one, other)
    if same is None or same < _SAME or gap is None or one.page.document == other.page.document:
        return None
    if gap > _NEAR and not _is_retold(one, other, gap):
        return None
    if one.denies != other.denies or _others(one, other) or not _acts_agree(one, other):
        return None
    both = one.tells & other.tells
    if len(both) < 3 and not (both in (one.tells, other.tells) and len(both) == 2 and _longest_run(one, other) >= 5):
        return None
    special = one.numbers | other.numbers | one.names | other.names | one.calendar | other.calendar
    weighs = {word: 1.6 if word in special else 1.0 for word in one.tells | other.tells}
    shared, smaller = _weight(both, weighs), min(_weight(one.tells, weighs), _weight(other.tells, weighs))
    score = 0.6 * shared / smaller + 0.25 * shared / _weight(one.tells | other.tells, weighs)
    score += 0.08 * (one.statement.act is other.statement.act) + 0.05 * (one.since == other.since is not None)
    score += 0.06 * bool(one.target & other.target) + 0.1 * cites(one, other)
    if near is not None:
        score += 0.3 * (near - 0.6)
    if score < (_BOTH_QUOTED if all(one.quoted) and all(other.quoted) else _PARAPHRASED):
        return None
    told = f"{len(both)} telling words of {min(len(one.tells), len(other.tells))} are the same"
    reasons = [told, who, _days(gap)]
    if near is not None and near >= 0.7:
        reasons.append("near in meaning")
    return Told(How.PARAPHRASED, min(0.9, round(score, 3)), tuple(reasons))


def _longest_run(one: Saying, other: Saying) -> int:
    return SequenceMatcher(None, one.forms, other.forms, autojunk=False).find_longest_match().size


def _is_retold(one: Saying, other: Saying, gap: int) -> bool:
    """Whether the later report tells of it as past, and with the same particulars as the earlier one."""
    if gap > _RETOLD or one.page.day is None or other.page.day is None:
        return False
    later = max(one, other, key=lambda saying: saying.page.day or date.min)
    special = (one.numbers & other.numbers) | (one.names & other.names) | (one.calendar & other.calendar)
    return later.cue[:1] == ("had",) and len(special) >= 2


def _weight(words: Iterable[str], weighs: dict[str, float]) -> float:
    return sum(weighs[word] for word in words)


def _acts_agree(one: Saying, other: Saying) -> bool:
    a, b = one.statement.act, other.statement.act
    if a is b or SpeechAct.ASSERT in (a, b) or SpeechAct.ASSESS in (a, b):
        return True
    return any(a in acts and b in acts for acts in _ACTS)


def _others(one: Saying, other: Saying) -> bool:
    """Whether each names a number, a place or somebody, or a day, that the other does not: two things were said."""
    pairs = ((one.numbers, other.numbers), (one.names, other.names), (one.calendar, other.calendar))
    if any(here - there and there - here for here, there in pairs):
        return True
    if one.target_of is not None and other.target_of is not None and one.target_of != other.target_of:
        return not one.target & other.target
    return False


def _particulars(one: Saying, other: Saying, left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether what two quotations do not share are numbers, names, days or denials, in the place of others."""
    special = one.names | other.names
    for found in stretches(left, right):
        words = {*left[found.begin : found.end], *right[found.other_begin : found.other_end]}
        if any(word in DENYING or word == "t" for word in words):
            return True
        if found.end > found.begin and found.other_end > found.other_begin:
            calendar = one.calendar | other.calendar
            if any(number_of(word) or stem(word) in special or word in calendar for word in words):
                return True
    return False


def cites(one: Saying, other: Saying) -> bool:
    """Whether the one says that it has it from, or said it to, the outlet of the other."""
    return _names_outlet(one, other) or _names_outlet(other, one)


def _names_outlet(one: Saying, other: Saying) -> bool:
    if not one.through or one.page.outlet == other.page.outlet:
        return False
    through = " ".join(one.through)
    return any(len(name) > 2 and name in through for name in other.page.names)


def _part(one: Sequence[str], other: Sequence[str]) -> int | None:
    """Where the shorter list stands in the longer one, whole; ``None`` if it does not."""
    short, long = sorted((tuple(one), tuple(other)), key=len)
    for at in range(len(long) - len(short) + 1):
        if long[at : at + len(short)] == short:
            return at
    return None


def _differing(one: Sequence[str], other: Sequence[str]) -> str:
    """The words that differ, as a reason."""
    told = []
    for found in list(stretches(one, other))[:3]:
        here, there = one[found.begin : found.end], other[found.other_begin : found.other_end]
        told.append(f"“{' '.join(here[:8]) or '-'}” against “{' '.join(there[:8]) or '-'}”")
    return f"the words differ: {'; '.join(told)}"


def _days(gap: int) -> str:
    return "of one day" if gap == 0 else f"{gap} {'day' if gap == 1 else 'days'} apart"
