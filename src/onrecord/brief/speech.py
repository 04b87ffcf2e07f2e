"""A sentence of a brief read for its speech: its words, how they stand, its frames, and the voices that it cites."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..codebook import role_words
from ..codebook.words import word_set
from ..record import Brief, BriefSentence, Span
from .drafted import in_draft
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .frame import Frame, FrameKind
from .frames import frames_in, label_end
from .stance import Stance, stances
from .voiced import Voice, Voiced, alike, voiced
from .words import Word, words_in

if TYPE_CHECKING:
    from .check import Grounds

_PRONOUNS = word_set("he she it they")
#: How many sentences back a pronoun may look.
_BACK = 6


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """A sentence read; each is only itself. ``cited`` is all that it cites, with its voices, in its order."""

    sentence: BriefSentence
    words: tuple[Word, ...]
    stances: tuple[Stance, ...]
    frames: tuple[Frame, ...]
    cited: tuple[Voiced, ...]
    grounds: Grounds

    def of(self, place: tuple[int, int]) -> str:
        """The characters from the first to the last of some words."""
        begin, end = place
        return self.sentence.text[self.words[begin].start : self.words[end - 1].end] if begin < end else ""

    def place(self, place: tuple[int, int]) -> Span:
        """Where some words (at least one) stand in the draft."""
        begin, end = self.words[place[0]].start, self.words[max(place[0], place[1] - 1)].end
        return in_draft(self.sentence, Span(begin, end))

    def fault(
        self,
        kind: FaultKind,
        place: tuple[int, int],
        words: str,
        *,
        gravity: Gravity = Gravity.ERROR,
        mending: str | None = None,
        instead: str | None = None,
        cited: Voiced | None = None,
    ) -> Fault:
        """A fault at some words of the sentence."""
        at = cited.evidence.id if cited is not None else None
        return Fault(kind, gravity, self.place(place), words, mending, instead, at)

    def is_cue(self, at: int) -> bool:
        """Whether a word is part of the cue of a frame that is told in no other."""
        return any(frame.cue[0] <= at < frame.cue[1] and frame.within is None for frame in self.frames)

    def tells(self, place: tuple[int, int]) -> frozenset[str]:
        """The roots of the telling words among some."""
        begin, end = place
        return frozenset(self.words[at].root for at in range(begin, end) if self.stances[at].tells)

    def told_by(self, frame: Frame) -> frozenset[str]:
        """The roots of the telling words that a frame tells."""
        found = self.tells(frame.content)
        if frame.before:
            earlier = [one.cue[1] for one in self.frames if one.cue[1] <= frame.begin and one.kind is FrameKind.SAID]
            found |= self.tells((max(earlier, default=0), frame.begin))
        return found


class _Same:
    """A sentence with what it cites, told from others by being itself."""

    __slots__ = ("cited", "grounds", "sentence")

    def __init__(self, sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> None:
        self.sentence, self.cited, self.grounds = sentence, tuple(cited), grounds

    def __hash__(self) -> int:
        return id(self.sentence)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Same) or other.sentence is not self.sentence or other.grounds is not self.grounds:
            return False
        return len(self.cited) == len(other.cited) and all(a is b for a, b in zip(self.cited, other.cited, strict=True))


def speech(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Speech:
    """A sentence read, once for all checks that follow one another on it."""
    return _speech(_Same(sentence, cited, grounds))


@lru_cache(maxsize=64)
def _speech(same: _Same) -> Speech:
    words, stood, frames = _read(same.sentence.text)
    grounds = same.grounds
    cited = tuple(voiced(one, grounds.gazetteer, grounds.style) for one in same.cited)
    label = label_end(words)
    if label and any(_is_speaker(words[:label], one) for one in cited):
        frames = frames_in(words, label)
    return Speech(same.sentence, words, stood, frames, cited, grounds)


def _is_speaker(words: tuple[Word, ...], one: Voiced) -> bool:
    """Whether words before a colon name somebody of the evidence, or end in the office of one who speaks: not
    "Qalmara: a vote".
    """
    if role_words().kind([word.form for word in words[-2:]]) is not None:
        mine = alike(words[-1].root)
        return any(mine & (voice.described | voice.body_words) for voice in one.voices)
    if not words[-1].owner and any(words[-1].key in _called(voice) for voice in one.cited):
        return True  # "Schoolmistress: ...", as the source calls her
    lands = {actor.id for actor in one.evidence.record.actors if actor.kind in ("state", "place")}
    speak = {who for voice in one.voices for who in voice.who | voice.bodies} - lands
    return words[-1].large and any(who in one.persons | speak for _, who in one.named.get(words[-1].key, ()))


def _called(voice: Voice) -> frozenset[str]:
    """The last of the small words that a source calls a speaker by."""
    small = [word.key for word in words_in(voice.called[:200]) if not word.large and len(word.key) > 3]
    return frozenset(small[-1:])


@lru_cache(maxsize=512)
def _read(text: str) -> tuple[tuple[Word, ...], tuple[Stance, ...], tuple[Frame, ...]]:
    words = words_in(text)
    return words, stances(words), frames_in(words)


@dataclass(frozen=True, slots=True)
class Subject:
    """The words for whoever speaks in a frame. For a ``pronoun`` there may be ``others`` that it can mean, each as its
    words.
    """

    words: tuple[Word, ...]
    pronoun: str | None = None
    others: tuple[tuple[Word, ...], ...] = ()


def subject(one: Speech, frame: Frame) -> Subject | None:
    """Who speaks in a frame, in words: a pronoun's are those that it stands for. ``None`` where nobody is named."""
    number = one.frames.index(frame)
    if frame.names_nobody:
        if not frame.goes_on:
            return None
        earlier = [other for other in one.frames[:number] if other.kind in (FrameKind.SAID, FrameKind.PASSIVE)]
        for other in reversed(earlier):
            if other.kind is FrameKind.SAID and (found := subject(one, other)) is not None:
                return found
        return None
    words = one.words[frame.speaker[0] : frame.speaker[1]]
    form = words[-1].form
    if form not in _PRONOUNS or len(words) > 3:
        return Subject(words)
    meant = [*_speakers(one.words, one.frames[:number]), *_before(one)]
    return Subject(meant[0], form, tuple(meant[1:])) if meant else None


def _speakers(words: tuple[Word, ...], frames: Sequence[Frame]) -> Iterator[tuple[Word, ...]]:
    """The words for speakers that are no pronouns, the last first."""
    for frame in reversed(frames):
        if frame.kind in (FrameKind.SAID, FrameKind.ACCORDING, FrameKind.PASSIVE) and not frame.names_nobody:
            region = words[frame.speaker[0] : frame.speaker[1]]
            if region[-1].form not in _PRONOUNS:
                yield region
            if frame.by is not None and frame.by[0] < frame.by[1]:
                yield words[frame.by[0] : frame.by[1]]


def _before(one: Speech) -> Iterator[tuple[Word, ...]]:
    """Whom a pronoun may mean by the sentences before it in its block: the nearest in which anybody is named."""
    for sentence in _earlier(one.sentence, one.grounds.brief):
        words, _, frames = _read(sentence.text)
        found = list(_speakers(words, frames))
        if not found and any(word.large and at > 0 for at, word in enumerate(words)):
            found = [words]
        yield from found
        if found:
            return


def _earlier(sentence: BriefSentence, brief: Brief) -> Iterator[BriefSentence]:
    block = block_of(sentence, brief)
    at = next((number for number, other in enumerate(block) if other is sentence), 0)
    yield from reversed(block[max(0, at - _BACK) : at])


def block_of(sentence: BriefSentence, brief: Brief) -> Sequence[BriefSentence]:
    """The sentences of its block, itself among them."""
    every = brief.sentences
    begin = bisect_left(every, sentence.block, key=lambda one: one.block)
    return every[begin : bisect_right(every, sentence.block, begin, key=lambda one: one.block)]
