"""What an ellipsis, or brackets, may leave out of a quotation, and what they may not: what turns its sense."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..record import Span
from .fault import Gravity
from .quote_finding import Found, layout
from .quotes_made import Joint
from .sense import Turn, Turning, turnings, words

#: Where a clause ends or another begins, apart from sentences.
_CLAUSE = re.compile(
    r"[;:]|\s[–—]\s|—|,['’\"”]?\s+(?:and|but|or|nor|so|yet|while|whereas|because|although|though|which|who|since)\b",
    re.IGNORECASE,
)
#: Sentences that may lie between two pieces.
_BETWEEN = 3
_STOPS = " ,;:.!?…–—-'\"“”’‘()[]"


@dataclass(frozen=True, slots=True)
class Dropped:
    """What is wrong with what is left out: its words in the document, what that does, and how grave it is."""

    span: Span
    gravity: Gravity
    words: str


def dropped(found: Found) -> Dropped | None:
    """The gravest thing that the gaps of a quotation do."""
    all_ = [one for number, gap in enumerate(found.gaps) if (one := _of_gap(found, number, *gap)) is not None]
    return min(all_, key=lambda one: one.gravity is not Gravity.ERROR, default=None)


def _of_gap(found: Found, number: int, joint: Joint, gap: Span) -> Dropped | None:
    text = found.evidence.text
    left = gap.of(text)
    if joint is Joint.ENDING or not any(letter.isalnum() for letter in left):
        return None
    mark = "the ellipsis" if joint is Joint.ELLIPSIS else "the brackets"
    whole = _is_whole(text, gap)
    for one in turnings(left):
        if one.turn in (Turn.NEGATION, Turn.UNDOING, Turn.CONDITION, Turn.DOUBT, Turn.LIMIT):
            # A whole sentence, or what stands between two commas, may go; somebody ought to look.
            aside = whole or (one.turn is not Turn.CONDITION and _is_aside(text, gap))
            gravity = Gravity.WARNING if aside or one.turn is Turn.LIMIT else Gravity.ERROR
            turns = "a condition" if one.turn is Turn.CONDITION else "what turns the sense"
            return Dropped(
                gap, gravity, f"{mark} leave{'s' if joint is Joint.ELLIPSIS else ''} out {turns}: “{one.words}”"
            )
    if joint is not Joint.ELLIPSIS:
        return None
    before = found.spans[number].of(text)
    last = turnings(before)[-1:]
    if last and not whole and last[0].turn in (Turn.NEGATION, Turn.UNDOING) and _ends(before, last[0]):
        return Dropped(gap, Gravity.ERROR, f"the ellipsis leaves out what “{last[0].words}” denies")
    return _joining(found, number, gap, whole)


def _ends(before: str, last: Turning) -> bool:
    return last.at + len(last.words.split()) == len(words(before))


def _is_whole(text: str, gap: Span) -> bool:
    """Whether it is one whole sentence or several."""
    bounds = [one for one in layout(text).sentences if one.meets(gap)]
    begins = text[gap.start : gap.end].lstrip("'’”\" ")[:1] in ".!?…" or any(
        not text[one.start : gap.start].strip(_STOPS) for one in bounds
    )
    ends = not any(text[gap.end : one.end].strip(_STOPS) and text[one.start : gap.end].strip(_STOPS) for one in bounds)
    return begins and ends


def _is_aside(text: str, gap: Span) -> bool:
    left = gap.of(text).strip(" '’”\"")
    return left[:1] in ",(–—" and (left[-1:] in ",)–—" or text[gap.end : gap.end + 1] in ",)")


def _joining(found: Found, number: int, gap: Span, whole: bool) -> Dropped | None:
    """Whether it makes one clause of the begin of one and the end of another."""
    text = found.evidence.text
    before, after = found.spans[number], found.spans[number + 1]
    here = [place for place, one in enumerate(layout(text).sentences) if one.meets(before) or one.meets(after)]
    if here and here[-1] - here[0] - 1 > _BETWEEN:
        return Dropped(gap, Gravity.ERROR, "the ellipsis joins sentences that stand far apart")
    if whole:
        return None
    sentences = layout(text).sentences
    first = next((one for one in sentences if one.start <= before.end - 1 < one.end), None)
    second = next((one for one in sentences if one.start <= after.start < one.end), None)
    if first is not None and second is not None and first != second:
        cut = bool(text[before.end : first.end].strip(_STOPS))
        in_the_middle = bool(text[second.start : after.start].strip(_STOPS))
        if cut and in_the_middle:
            return Dropped(gap, Gravity.ERROR, "the ellipsis makes one sentence of two")
        return None
    clause = list(_CLAUSE.finditer(text, gap.start, gap.end))
    if clause and text[gap.start : clause[0].start()].strip(_STOPS) and text[clause[-1].end() : gap.end].strip(_STOPS):
        return Dropped(gap, Gravity.WARNING, "the ellipsis joins the begin of one clause to the end of another")
    return None
