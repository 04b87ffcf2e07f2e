"""Which of the times that are cited a time in a sentence may be: that of a saying, or one of what is said."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from ..codebook.frame_words import frame_words
from ..record import Span, SpeechAct
from .frame import TERM, Frame, FrameKind
from .phrases import DETERMINERS, PREPOSITIONS, is_aux
from .speech import Speech
from .stance import is_past
from .times_cited import Known


class Part(StrEnum):
    """Where in a sentence a time stands."""

    SAYING = "saying"
    """Beside who says it, or what carried it: when it was said or published."""
    SAID = "said"
    """In what is said: of the publication it tells nothing."""
    OPEN = "open"
    """Neither shows."""


def part_of(one: Speech, span: Span) -> Part:
    """Where the time stands that has these characters of the sentence."""
    places = [at for at, word in enumerate(one.words) if word.start < span.end and span.start < word.end]
    if not places or any(one.words[at].quoted for at in places):
        return Part.OPEN
    at = places[0]
    if _describes(one, at, places[-1]):
        return Part.OPEN
    frames = [frame for frame in one.frames if frame.kind not in (FrameKind.WEAK, FrameKind.NOUN)]
    for frame in reversed(frames):
        if frame.kind is FrameKind.ACCORDING and frame.speaker[0] <= at < frame.speaker[1]:
            return Part.SAYING
        if frame.kind is FrameKind.SAID and frame.content[0] <= at < frame.content[1]:
            part = _behind(one, frame, at)
            if (
                part is Part.SAYING
                and frame.reading is not None
                and frame.reading.act in _AHEAD
                and at > frame.cue[1] + 1
            ):
                return Part.OPEN  # "promised aid in June": of the promise or of the aid
            return Part.OPEN if part is Part.SAYING and _is_told(one, frame) else part
    if any(frame.before for frame in frames):
        return Part.OPEN
    if frames and frames[0].kind is FrameKind.ACCORDING and at > _HEAD:
        return Part.OPEN  # "Fares go up on 1 April, according to the owner"
    first = min((min(frame.cue[0], frame.speaker[0]) for frame in frames if not frame.names_nobody), default=0)
    return Part.SAYING if at < first and not _has_verb(one, 0, at) else Part.OPEN


def _describes(one: Speech, first: int, last: int) -> bool:
    """Whether a time only describes a thing: "the March wages"."""
    if first == 0 or last + 1 >= len(one.words):
        return False
    if one.words[first - 1].form not in DETERMINERS and one.words[first].form not in DETERMINERS:
        return False
    after = one.words[last + 1]
    plain = not after.gap.strip() and not after.large and after.form not in PREPOSITIONS
    return plain and not is_aux(after) and not is_past(after.form) and one.stances[last + 1].tells


def _is_told(one: Speech, frame: Frame) -> bool:
    """Whether a saying is itself part of what somebody says by what is cited: "tell them what he told his hosts"."""
    cue = one.tells(frame.cue)
    voices = [voice for cited in one.cited for voice in cited.voices]
    done = any(cue & voice.cue_roots for voice in voices if voice.cited)
    return not done and any(cue & voice.says for voice in voices)


def _behind(one: Speech, frame: Frame, at: int) -> Part:
    """Of a time behind a cue: in what is said if a verb of it stands before, and nothing that carried it after that."""
    begin = frame.cue[1]
    if any(word.quoted for word in one.words[begin:at]):
        return Part.OPEN
    if frame.lemma == TERM:
        return Part.SAID
    comma = next((n for n in range(at, begin - 1, -1) if n == begin or "," in one.words[n].gap), begin)
    media = frame_words().media
    carried = any(one.words[n].form.removesuffix("'s") in media for n in range(comma, at))
    opened = any(one.words[n].form in ("that", "whether") for n in range(frame.cue[0] + 1, min(at, begin + _NEAR)))
    if opened and comma == begin and not carried:
        return Part.SAID
    if not _has_verb(one, begin, at):
        return Part.SAYING if at - begin <= _NEAR else Part.OPEN
    if carried:
        return Part.OPEN
    return Part.SAID if comma == begin or _has_verb(one, comma, at) else Part.OPEN


#: How many words into a sentence a time that leads in may stand: "On 1 April, according to".
_HEAD = 3
_AHEAD = (SpeechAct.PROMISE, SpeechAct.THREATEN, SpeechAct.DEMAND)
#: How far behind a cue its own time may stand, in words.
_NEAR = 6


def _has_verb(one: Speech, begin: int, end: int) -> bool:
    words = one.words
    for at in range(begin, end):
        if is_aux(words[at]) or (is_past(words[at].form) and not words[at].large):
            return True
        if words[at].form == "to" and at + 1 < end and one.stances[at + 1].mood is not None:
            return True
    return False


def allowed(known: Sequence[Known], part: Part, *, due: bool) -> tuple[Known, ...]:
    """The times that one in such a place may be; ``due`` is whether it stands behind "by" or "until"."""
    if part is Part.SAYING and not due:
        left = tuple(time for time in known if not time.inside)
        return left if any(not time.told for time in left) else tuple(known)
    if part is Part.SAID or due:
        left = tuple(time for time in known if time.told)
        owed = tuple(time for time in left if time.due)
        return owed if due and owed else left
    return tuple(known)
