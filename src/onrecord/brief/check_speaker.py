"""Whether whoever a sentence lets speak is who speaks by what it cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..record import BriefSentence
from .evidence import Evidence
from .fault import Fault, FaultKind
from .frames import Frame, FrameKind
from .speakers import Verdict, matches, names_among
from .speech import Speech, speech, subject
from .voiced import Voiced

if TYPE_CHECKING:
    from .check import Grounds


def check_speaker(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """Words that are given to somebody who did not say them."""
    if not cited:
        return
    one = speech(sentence, cited, grounds)
    for frame in one.frames:
        fault = _fault(one, frame)
        if fault is not None:
            yield fault


def _fault(one: Speech, frame: Frame) -> Fault | None:
    if frame.kind is FrameKind.WEAK or (frame.kind is FrameKind.NOUN and frame.reading is None):
        return None
    if frame.within is not None and not any(len(cited.cited) > 1 for cited in one.cited):
        return None  # what is told in what somebody says is the content of it
    found = matches(one, frame)
    if not found or max(match.verdict for match in found) is not Verdict.OTHER:
        return None
    if any(_stands_there(one, frame, cited) for cited in one.cited):
        return None
    first = next((match for match in found if match.voice.cited), found[0])
    said = subject(one, frame)
    place = frame.speaker if not frame.names_nobody else frame.cue
    right = first.voice.name
    words = f"“{one.of(place)}” is given what {right} says"
    if said is not None and said.pronoun is not None:
        words = f"“{said.pronoun}” reads as {' '.join(word.form for word in said.words[:6])}, but {right} says it"
    return one.fault(FaultKind.SPEAKER, place, words, mending=f"name {right}", cited=first.voiced)


def _stands_there(one: Speech, frame: Frame, cited: Voiced) -> bool:
    """Whether the source itself lets them do so: a verb that is no statement there ("Selm’s parliament voted")."""
    said = subject(one, frame)
    if said is None or (cited.cited and frame.kind is not FrameKind.NOUN):
        return False
    return bool(one.tells(frame.cue) & cited.roots) and bool(names_among(said.words, cited))
