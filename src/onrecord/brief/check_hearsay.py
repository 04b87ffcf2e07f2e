"""Whether the chain of who says that who said is whole: no link of it may be lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..record import BriefSentence
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .frame import Frame, FrameKind
from .speakers import Verdict, matches, names_among, verdict
from .speech import Speech, speech, subject
from .voiced import OUTLET, Voice, Voiced, roles_among

if TYPE_CHECKING:
    from .check import Grounds

_STRONG = (FrameKind.SAID, FrameKind.PASSIVE, FrameKind.ACCORDING, FrameKind.NOUN)


def check_hearsay(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """A link that is lost: the inner voice, so that the outer seems to know; or the outer, so that all seems heard."""
    if not cited:
        return
    one = speech(sentence, cited, grounds)
    frames = [frame for frame in one.frames if frame.kind in _STRONG]
    if not frames:
        return
    for at in one.cited:
        if len(at.cited) > 1:
            yield from _chain(one, frames, at)
        elif at.cited:
            yield from _carried(one, frames, at)
            yield from _inner(one, frames, at)


def _chain(one: Speech, frames: Sequence[Frame], cited: Voiced) -> Iterator[Fault]:
    """A statement that is told within another: each of its voices must be named."""
    inner, outer = cited.cited[0], cited.cited[1:]
    told = frozenset(root for frame in frames for root in one.told_by(frame))
    if len(told & inner.says) < 2 or _borne_directly(one, inner, cited):
        return
    for voice in (inner, *outer):
        if not any(_is(one, frame, cited, voice) for frame in frames) and not _is_named(one, cited, voice):
            lost = "who is said to have said it" if voice is inner else f"that it is {voice.name} who says so"
            words = f"the sentence loses {lost}: {_told(cited)}"
            sure = voice is inner or _holds(cited, inner, voice)
            gravity = Gravity.ERROR if sure else Gravity.WARNING
            yield one.fault(
                FaultKind.HEARSAY, frames[0].cue, words, gravity=gravity, mending=f"name {voice.name}", cited=cited
            )


def _holds(cited: Voiced, inner: Voice, outer: Voice) -> bool:
    """Whether a saying stands in the sentence of another, or in a quotation: a machine may have taken the sentence
    behind "she told staff that the mission would stay" for more of what she told.
    """
    text = cited.evidence.text
    if not inner.statement.cue or not outer.statement.cue:
        return True
    cues = sorted((inner.statement.cue[0], outer.statement.cue[0]), key=lambda span: span.start)
    between = text[cues[0].end : cues[1].start]
    return "“" in between or '"' in between or _SENTENCE.search(between) is None


_SENTENCE = re.compile(r"[a-z0-9)][.!?] [A-Z]|\n")


def _told(cited: Voiced) -> str:
    return ", ".join(f"{voice.name} {voice.cue}" for voice in reversed(cited.cited))


def _borne_directly(one: Speech, voice: Voice, cited: Voiced) -> bool:
    """Whether another citation has the same from the speaker's own mouth."""
    name = voice.statement.speaker.name
    return name is not None and any(
        other is not cited and len(other.cited) == 1 and other.cited[0].statement.speaker.name == name
        for other in one.cited
    )


def _is(one: Speech, frame: Frame, cited: Voiced, voice: Voice) -> bool:
    said = subject(one, frame)
    return said is not None and verdict(said, cited, voice) >= Verdict.BODY


def _is_named(one: Speech, cited: Voiced, voice: Voice) -> bool:
    """Whether a voice is named anywhere in the sentence, or tells its words within a quotation."""
    if any(word.quoted and word.root in voice.cue_roots for word in one.words):
        return True
    return any(hit.who & voice.who for hit in names_among(one.words, cited)) or _is_called(one, voice)


def _is_called(one: Speech, voice: Voice) -> bool:
    """Whether a voice is told by its office or sort: "the militia’s spokesman"."""
    said = {word.root for word in one.words if not word.quoted}
    return bool(roles_among(voice.described) & said)


def _carried(one: Speech, frames: Sequence[Frame], cited: Voiced) -> Iterator[Fault]:
    """Words that only a carrier is given for, and their speaker is not named."""
    voice = cited.cited[0]
    if OUTLET in voice.who | voice.bodies:
        return
    for frame in frames:
        found = matches(one, frame)
        mine = [match for match in found if match.voiced is cited and match.voice.cited]
        if not mine or max(match.verdict for match in mine) is not Verdict.CARRIER:
            continue
        if any(match.verdict >= Verdict.BODY for match in found):
            continue
        told = one.told_by(frame)
        named = any(_is(one, other, cited, voice) for other in frames) or _is_named(one, cited, voice)
        if named or len(told & voice.says) < 2:
            continue
        called = voice.name
        words = f"the sentence loses {called}, whose words {one.of(frame.speaker) or 'others'} only carried"
        yield one.fault(FaultKind.HEARSAY, frame.cue, words, mending=f"say that {called} {voice.cue} it", cited=cited)
        return
    yield from _passed_on(one, frames, cited, voice)


def _passed_on(one: Speech, frames: Sequence[Frame], cited: Voiced, voice: Voice) -> Iterator[Fault]:
    """Words that reached the source through an outlet, told as if it had heard them."""
    medium = voice.statement.medium
    if medium is None or medium.actor is None or "quoted" not in voice.cue or len(one.cited) > 1:
        return
    if medium.actor in voice.bodies | voice.who or any(
        t.outlet for t in cited.evidence.tellers if t.id != cited.evidence.id
    ):
        return
    actor = next((one for one in cited.evidence.record.actors if one.id == medium.actor), None)
    if actor is None or actor.kind not in ("outlet", "organisation"):
        return
    if any(medium.actor in hit.who for hit in names_among(one.words, cited)) or any(frame.by for frame in frames):
        return
    if not any(frame.lemma == "quote" for frame in frames) and any(_is(one, frame, cited, voice) for frame in frames):
        words = f"the sentence loses {actor.name}, from which the source has these words"
        yield one.fault(FaultKind.HEARSAY, frames[0].cue, words, gravity=Gravity.WARNING,
                        mending=f"write “was quoted by {actor.name} as saying”", cited=cited)  # fmt: skip


def _inner(one: Speech, frames: Sequence[Frame], cited: Voiced) -> Iterator[Fault]:
    """A statement that tells of another's words, which are given to it."""
    voice = cited.cited[0]
    for inner in cited.voices:
        if inner.statement.within != voice.statement.id or inner is voice:
            continue
        for frame in frames:
            told = one.told_by(frame)
            rest = voice.says - inner.says
            if len(told & inner.says) < 3 or len(told & inner.says) <= 2 * len(told & rest):
                continue
            if not _is(one, frame, cited, voice) or _is_named(one, cited, inner):
                continue
            words = f"the sentence loses {inner.name}, who is said to have said it"
            yield one.fault(FaultKind.HEARSAY, frame.cue, words, mending=f"name {inner.name}", cited=cited)
            return
