"""Comments, and what is none: likelihood by the scale, apart from confidence; nothing uncited outside of a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from ..codebook.brief_words import Likelihood, Phrase, brief_words, phrase
from ..record import BriefPart, BriefSentence, Span
from .drafted import in_draft
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .sense import standing
from .spoken import over, spoken

if TYPE_CHECKING:
    from .check import Grounds

_LEAD = re.compile(r"\s*Comment:", re.IGNORECASE)
#: Parts in which a sentence need not be cited.
_FREE = (BriefPart.COMMENT, BriefPart.HEADING, BriefPart.CAPTION)


def check_comment(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """What a comment says of how likely something is, and how sure its writer is."""
    if sentence.part is not BriefPart.COMMENT or sentence.level:
        return
    lead = _LEAD.match(sentence.text)
    if lead is not None and not sentence.text[lead.end() :].strip():
        yield _fault(sentence, None, Gravity.WARNING, "this comment is empty", "write it, or take it out")
        return
    said = spoken(sentence.text)
    forms = tuple(one.form for one in said)
    # A house's own words stand beside those of the scale, and those of no scale are longer than the words within them.
    scale, off = _scale(tuple(sorted(grounds.style.likelihood.items()))), brief_words().off_scale
    every = frozenset(scale) | frozenset(one for one in off if one not in scale)
    found = list(standing(forms, every))
    sure = next(standing(forms, brief_words().of("confidence")), None)
    if found and sure is not None:
        likely, confident = " ".join(found[0][1]), " ".join(sure[1])
        yield _fault(
            sentence,
            over(said, sure[0], sure[0] + len(sure[1])),
            Gravity.ERROR,
            f"likelihood (“{likely}”) and confidence (“{confident}”) stand in one sentence",
            "say in one sentence how likely it is, in another how sure you are of that",
        )
    for at, one in found:
        if one in scale:
            continue
        step = off[one]
        words = " ".join(one)
        span = over(said, at, at + len(one))
        yield _fault(
            sentence,
            span,
            Gravity.WARNING,
            f"“{words}” is not of the scale of likelihood; the nearest step is “{step.words}”",
            f"write “{step.words}” ({step.least:02} to {step.most:02} per cent), or another step",
        )


def check_uncited(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """A sentence outside a comment that is cited to nothing."""
    if sentence.part in _FREE or sentence.level or sentence.citations:
        return
    text = sentence.text.strip()
    if text.endswith(":") or not any(letter.isalnum() for letter in text):
        return
    yield Fault(
        FaultKind.UNCITED,
        Gravity.ERROR,
        in_draft(sentence),
        "this sentence is cited to nothing",
        "cite it ([@s:3f9c]), or write it as a comment (Comment: ...)",
    )


@lru_cache(maxsize=8)
def _scale(own: tuple[tuple[str, str], ...]) -> Mapping[Phrase, Likelihood]:
    steps = {step.words: step for step in brief_words().scale.values()}
    return {**brief_words().scale, **{phrase(words): steps[said] for words, said in own if said in steps}}


def _fault(sentence: BriefSentence, span: Span | None, gravity: Gravity, words: str, mending: str) -> Fault:
    return Fault(FaultKind.COMMENT, gravity, in_draft(sentence, span), words, mending)
