"""Whether what a document itself tells to be due is told so: nobody promised it in so many words, and nobody did it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..record import BriefSentence, Commitment
from .evidence import Evidence
from .fault import Fault, FaultKind
from .frame import Frame, FrameKind
from .speakers import names_among
from .speech import Speech, speech, subject
from .stance import PLAIN_VERBS, Mood, stances
from .voiced import Voiced
from .words import words_in

if TYPE_CHECKING:
    from .check import Grounds

_SAYING = (FrameKind.SAID, FrameKind.PASSIVE)


def check_owed(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """A report that somebody was to do something, told as his own word or as his deed; where nothing else is cited that
    could show either.
    """
    if not cited or not all(_is_owed(one) for one in cited):
        return
    one = speech(sentence, cited, grounds)
    yield from [*_said(one)] or [*_done(one)]


def _is_owed(one: Evidence) -> bool:
    return isinstance(one.finding, Commitment) and one.finding.statement is None


def _said(one: Speech) -> Iterator[Fault]:
    """Whoever is to do it, made to say so."""
    for frame in one.frames:
        cited = next((each for each in one.cited if _is_his(one, frame, each)), None)
        if frame.kind not in _SAYING or cited is None or not _is_told_as_done(one, frame.cue):
            continue
        if _heads(cited) & {one.stances[at].key for at in range(*frame.cue)}:
            continue  # the deed itself is one of saying: "was to report"
        words = (
            f"“{one.of(frame.speaker)}” is given words, and {cited.evidence.id[:8]} only reports what was to be done"
        )
        yield one.fault(FaultKind.SPEAKER, frame.speaker, words, mending="write that it was to be done", cited=cited)
        return


def _done(one: Speech) -> Iterator[Fault]:
    """The deed, told as done."""
    for at, stance in enumerate(one.stances):
        if stance.mood is not Mood.DONE or one.words[at].quoted or one.words[at].form in PLAIN_VERBS:
            continue
        cited = next((each for each in one.cited if stance.key in _heads(each)), None)
        frame = next((each for each in one.frames if each.cue[0] <= at < each.cue[1]), None)
        if cited is None or (frame is not None and not _is_his(one, frame, cited)):
            continue
        words = f"“{one.words[at].form}” tells as done what was only to be done ({cited.evidence.id[:8]})"
        yield one.fault(FaultKind.MODALITY, (at, at + 1), words, mending="write that it was to be done", cited=cited)
        return


def _is_his(one: Speech, frame: Frame, cited: Voiced) -> bool:
    """Whether a frame lets speak whoever is to do the deed."""
    found, said = cited.evidence.finding, subject(one, frame)
    if not isinstance(found, Commitment) or found.doer is None or said is None:
        return False
    if any(found.doer.actor in hit.who for hit in names_among(said.words, cited)):
        return True
    called = words_in(" ".join(span.of(cited.evidence.text) for span in found.doer.spans))
    return bool(called) and called[-1].root in {word.root for word in said.words}


def _is_told_as_done(one: Speech, place: tuple[int, int]) -> bool:
    return any(one.stances[at].mood is Mood.DONE for at in range(*place))


def _heads(cited: Voiced) -> frozenset[str]:
    """The key of the verb that a deed begins with."""
    found = cited.evidence.finding
    if not isinstance(found, Commitment):
        return frozenset()
    words = words_in(found.deed.of(cited.evidence.text))
    keys = (stance.key for word, stance in zip(words, stances(words), strict=True) if word.form not in PLAIN_VERBS)
    return frozenset([next(keys, "")]) - {""}
