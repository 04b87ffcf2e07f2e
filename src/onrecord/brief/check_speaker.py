"""Whether whoever a sentence lets speak is who speaks by what it cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..record import BriefSentence
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .frame import Frame, FrameKind
from .pronoun_meant import may_be_meant
from .speakers import Match, Verdict, matches, media_roots, names_among
from .speech import Speech, Subject, speech, subject
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
    if any(_stands_there(one, frame, cited) or _is_its_own(one, frame, cited) for cited in one.cited):
        return None
    first = next((match for match in found if match.voice.cited), found[0])
    said = subject(one, frame)
    place = frame.speaker if not frame.names_nobody else frame.cue
    right = first.voice.name
    words = f"“{one.of(place)}” is given what {right} says"
    gravity = Gravity.ERROR
    if said is not None and (meant := _may_be_meant(said, found)) is not None:
        words, gravity = (
            f"the desk takes “{first.voice.called}” for {right}, and {meant} is named before it",
            Gravity.WARNING,
        )
    if said is not None and said.pronoun is not None:
        words = f"“{said.pronoun}” reads as {' '.join(word.form for word in said.words[:6])}, but {right} says it"
    return one.fault(FaultKind.SPEAKER, place, words, gravity=gravity, mending=f"name {right}", cited=first.voiced)


def _may_be_meant(said: Subject, found: Sequence[Match]) -> str | None:
    """The name of somebody whom the speaker's pronoun in the source may mean too, if he is named here."""
    for match in found:
        meant = {actor.id: actor.name for actor in may_be_meant(match.voiced.evidence)}
        for hit in names_among(said.words, match.voiced):
            for who in sorted(hit.who & meant.keys()) if hit.leads else ():
                return meant[who]
    return None


def _is_its_own(one: Speech, frame: Frame, cited: Voiced) -> bool:
    """Whether what carried a passage is let tell what it tells on nobody's word: "the log reported a blast"."""
    said = subject(one, frame)
    if said is None or cited.evidence.kind != "document" or not media_roots() & {word.root for word in said.words[-2:]}:
        return False
    told = one.told_by(frame) & cited.roots
    return bool(told) and not any(told & voice.says for voice in cited.voices)


def _stands_there(one: Speech, frame: Frame, cited: Voiced) -> bool:
    """Whether the source itself lets them do so: a verb that is no statement there ("Selm’s parliament voted")."""
    said = subject(one, frame)
    if said is None or (cited.cited and frame.kind is not FrameKind.NOUN):
        return False
    return bool(one.tells(frame.cue) & cited.roots) and bool(names_among(said.words, cited))
