"""Quotations out of context: the words around them in the source deny them, take them back, or hang a condition on
them, and the brief does not say so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..codebook.brief_words import brief_words
from ..record import BriefSentence, Span
from .drafted import in_draft
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .quote_finding import Found, find, layout
from .quotes_made import quotes
from .sense import Turn, holds, turnings, words
from .speech import block_of

if TYPE_CHECKING:
    from .check import Grounds

#: So near to the quoted words, in words, a denial is of them; further off within the clause somebody ought to look.
_NEAR = 4
#: Where a clause begins or ends.
_CLAUSE = re.compile(
    r"[.!?;:]['\"”’»]?\s|\s[–—]\s|—|,['’\"”]?\s+(?:['\"“]\s?)?(?:and|but|or|so|yet|while|whereas|because|although|though|which|who|if|unless)\b"
    r"|,\s+(?=(?:i|we|you|he|she|it|they|the|this|these|there)\b)"
    r"|\b(?:because|although|though|whereas|while|if|unless|until|when|that|where|who|which)\b",
    re.IGNORECASE,
)
_DENIALS = (Turn.NEGATION,)
_SHARED = 2
_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Turned:
    """What around a quotation turns it: the words of the source, where they stand, and how grave it is."""

    span: Span
    gravity: Gravity
    words: str
    mending: str


def check_context(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """Every quotation of a sentence with what stands around it in its source."""
    if sentence.level or not cited:
        return
    for quote in quotes(sentence.text):
        found = find(quote, cited)
        if found is None:
            continue
        turned = _within(sentence, found, grounds) or _beside(sentence, found, grounds)
        if turned is not None:
            yield Fault(
                FaultKind.CONTEXT,
                turned.gravity,
                in_draft(sentence, quote.span),
                turned.words,
                turned.mending,
                None,
                found.evidence.id,
            )


def _within(sentence: BriefSentence, found: Found, grounds: Grounds) -> Turned | None:
    """A denial or condition in the sentence of the source of which the quotation is a part."""
    text, whole = found.evidence.text, found.whole
    bounds = _said(found)
    condition = _condition(found, bounds)
    if condition is not None and not _tells_condition(sentence, grounds, condition, found):
        exact = _exact(condition, text)
        return Turned(
            condition, Gravity.ERROR, f"the source hangs a condition on this: “{exact}”", f"say so: “{exact}”"
        )
    if _denies(sentence.text):
        return None
    begin, end = bounds.start, bounds.end
    for mark in _CLAUSE.finditer(text, bounds.start, whole.start):
        begin = mark.end()
    after = _CLAUSE.search(text, whole.end, bounds.end)
    end = after.start() if after is not None else end
    before = text[begin : whole.start]
    turns = [one for one in turnings(before) if one.turn in _DENIALS]
    if turns:
        far = len(words(before)) - turns[-1].at > _NEAR
        said = " ".join((before + whole.of(text)).split()[:12])
        return Turned(
            Span(begin, whole.end),
            Gravity.WARNING if far else Gravity.ERROR,
            f"the source has “{turns[-1].words}” before these words: “{_clean(said)} …”",
            f"quote “{turns[-1].words}” too, or say that it is denied",
        )
    behind = text[whole.end : end]
    turns = [one for one in turnings(behind) if one.turn in _DENIALS and one.at <= 1]
    if turns:
        return Turned(
            Span(whole.start, end),
            Gravity.WARNING if turns[0].at else Gravity.ERROR,
            f"the source goes on: “{_clean(behind)}”",
            "quote these words too",
        )
    return None


def _said(found: Found) -> Span:
    """The sentence of the source in which the quotation stands, as far as it is the speaker's."""
    text, whole = found.evidence.text, found.whole
    here = [one for one in layout(text).sentences if one.meets(whole)]
    bounds = Span(here[0].start, here[-1].end) if here else whole
    if found.statement is not None and found.statement.content:
        mine = [one for one in found.statement.content if one.meets(bounds)]
        if mine and any(one.meets(whole) for one in mine):
            return Span(max(bounds.start, mine[0].start), min(bounds.end, mine[-1].end))
    inside = next((one.inside for one in layout(text).quotations if one.depth == 0 and one.inside.holds(whole)), None)
    if inside is not None:
        return Span(max(bounds.start, inside.start), min(bounds.end, inside.end))
    return bounds


def _condition(found: Found, bounds: Span) -> Span | None:
    """The clause of a condition in the same sentence, outside of what is quoted."""
    text, whole = found.evidence.text, found.whole
    commitments = found.evidence.record.commitments
    for begin, end in ((bounds.start, whole.start), (whole.end, bounds.end)):
        part = text[begin:end]
        if begin < end and any(one.turn is Turn.CONDITION for one in turnings(part)):
            held = next(
                (one.condition for one in commitments if one.condition and one.condition.meets(Span(begin, end))), None
            )
            return held or Span(begin, end)
    return None


def _beside(sentence: BriefSentence, found: Found, grounds: Grounds) -> Turned | None:
    """The sentence before or behind."""
    text = found.evidence.text
    paragraph = next((one for one in layout(text).paragraphs if one.meets(found.whole)), None)
    if paragraph is None:
        return None
    sentences = [one for one in layout(text).sentences if paragraph.holds(one)]
    mine = [place for place, one in enumerate(sentences) if one.meets(found.whole)]
    if not mine:
        return None
    looked = [
        (sentences[place], behind)
        for place, behind in ((mine[-1] + 1, True), (mine[0] - 1, False))
        if 0 <= place < len(sentences)
    ]
    for other, behind in looked:
        why = _turns_round(text, other, found, behind=behind)
        if why is not None and not _says(sentence, grounds, found, other):
            exact = _clean(other.of(text))
            where = "goes on" if behind else "says just before"
            return Turned(
                other, Gravity.WARNING, f"the source {where}: “{_short(exact)}”", f"say so, or cite it: {why}"
            )
    return None


def _turns_round(text: str, other: Span, found: Found, *, behind: bool) -> str | None:
    """By what a sentence beside the quotation turns it round; ``None`` where it does not."""
    lists, said = brief_words(), words(other.of(text))
    same_voice = _is_same_voice(found, other)
    if not behind:
        conditions = [one for one in turnings(other.of(text)) if one.turn is Turn.CONDITION]
        return "it is a condition" if same_voice and conditions and conditions[0].at <= 1 else None
    took = holds(other.of(text), lists.of("taken_back"))
    if took is not None and not same_voice and _is_about(text, other, found, took):
        return f"it is taken back (“{took}”)"
    denied = holds(other.of(text), lists.of("denied"))
    if denied is not None and not same_voice and _is_about(text, other, found, denied):
        return f"it is denied (“{denied}”)"
    opened = next((one for one in lists.of("contrast") if said[: len(one)] == one), None)
    if opened is None:
        return None
    turned = [one for one in turnings(other.of(text)) if one.turn in (Turn.NEGATION, Turn.CONDITION, Turn.UNDOING)]
    if same_voice and (turned or opened != ("only",)):
        return f"it is limited (“{' '.join(opened)}”)"
    return f"it is limited (“{' '.join(opened)}”)" if turned and _is_about(text, other, found, None) else None


def _is_same_voice(found: Found, other: Span) -> bool:
    """Whether a sentence is of the same statement, or of the same quotation of the source."""
    if found.statement is not None and any(one.meets(other) for one in found.statement.content):
        return True
    return any(
        one.span.meets(other) and one.span.meets(found.whole)
        for one in layout(found.evidence.text).quotations
        if one.depth == 0
    )


def _is_about(text: str, other: Span, found: Found, verb: str | None) -> bool:
    """Whether a sentence speaks of what was quoted: by "it", "the charge" behind its verb, or by words of it."""
    said = words(other.of(text))
    if verb is not None:
        parts = tuple(verb.split())
        at = next((place for place in range(len(said)) if said[place : place + len(parts)] == parts), None)
        if at is not None:
            rest = said[at + len(parts) :]
            objects = brief_words().of("what_was_said")
            # "that" alone stands for it only at the end: "denied that he had ..." tells of something else.
            if any(rest[: len(one)] == one and not (one == ("that",) and len(rest) > 2) for one in objects):
                return True
    telling = {one for one in words(found.whole.of(text)) if len(one) > _LETTERS}
    return len(telling & set(said)) >= _SHARED


def _carries(sentence: BriefSentence, grounds: Grounds, name: str) -> bool:
    """Whether the sentence, or one beside it in its paragraph, has such words."""
    return any(holds(one.text, brief_words().of(name)) for one in block_of(sentence, grounds.brief))


def _tells_condition(sentence: BriefSentence, grounds: Grounds, condition: Span, found: Found) -> bool:
    """Whether the brief tells a condition: by a word that opens one, or by one that may ("until", "had") and words of
    the condition itself.
    """
    if _carries(sentence, grounds, "carries_condition"):
        return True
    text = found.evidence.text
    telling = {one for one in words(condition.of(text)) if len(one) >= _LETTERS} - set(words(found.whole.of(text)))
    may = brief_words().of("may_carry_condition")
    around = block_of(sentence, grounds.brief)
    return any(holds(one.text, may) is not None and telling & set(words(one.text)) for one in around)


def _says(sentence: BriefSentence, grounds: Grounds, found: Found, other: Span) -> bool:
    """Whether the brief tells what a sentence of the source says: in words, or by citing what stands in it."""
    if _carries(sentence, grounds, "carries_turn"):
        return True
    document = found.evidence.record.document.id
    for one in _section(sentence, grounds):
        for citation in one.citations if not one.level else ():
            evidence = grounds.evidence.get(citation.key)
            if evidence is not None and evidence.record.document.id == document:
                mine = evidence.statement.content if evidence.statement is not None else evidence.spans
                if any(span.meets(other) and not span.holds(found.whole) for span in mine):
                    return True
    return False


def _denies(text: str) -> bool:
    return any(one.turn in (Turn.NEGATION, Turn.UNDOING) for one in turnings(text))


def _section(sentence: BriefSentence, grounds: Grounds) -> Sequence[BriefSentence]:
    """The sentences of its section, itself among them."""
    every = grounds.brief.sentences
    begin = end = bisect_left(every, sentence.block, key=lambda one: one.block)
    while begin and every[begin - 1].section == sentence.section:
        begin -= 1
    while end < len(every) and every[end].section == sentence.section:
        end += 1
    return every[begin:end]


def _exact(span: Span, text: str) -> str:
    return _short(_clean(span.of(text)))


def _clean(said: str) -> str:
    return " ".join(said.split()).strip(" ,.;'\"“”‘’«»")


def _short(said: str, most: int = 90) -> str:
    return said if len(said) <= most else f"{said[: most - 1].rsplit(' ', 1)[0]} …"
