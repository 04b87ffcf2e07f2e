"""The frames of attribution of one sentence, and which of them is told in which.

What bears a frame is found in ``frames_of_verbs`` and ``frames_of_phrases``; here it is decided where what each tells
ends, and who speaks in it where frames stand within one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..codebook.verbs import cue_reading
from ..codebook.words import word_set
from .frame import LABEL, Frame, FrameKind
from .frames_of_phrases import phrase_frames
from .frames_of_verbs import CONTENT, verb_frames
from .phrases import has_verb
from .words import Word

#: What is said may follow these without a "that".
_PLAIN = word_set("say think believe claim hope")


def frames_in(words: Sequence[Word], label: int = 0) -> tuple[Frame, ...]:
    """The frames of a sentence, in the order of their cues. ``label`` is how many words before a colon name whoever
    says what follows (``label_end``).
    """
    made = [*phrase_frames(words), *verb_frames(words)]
    if label:
        reading = cue_reading("according to")
        made.append(Frame(FrameKind.ACCORDING, (0, 0), (0, label), (label, len(words)), reading, LABEL))
    found = sorted(made, key=lambda one: one.cue)
    return tuple(_joined(words, [_told_apart(words, found, number) for number in range(len(found))]))


def label_end(words: Sequence[Word]) -> int:
    """How many words stand before a colon, at the head of a sentence, that may name a speaker; 0 where none do."""
    for at, word in enumerate(words[1 : _LABEL + 1], 1):
        if ":" in word.gap and not word.quoted:
            told = words[:at]
            return 0 if any(one.quoted or "," in one.gap for one in told) or has_verb(words, at) else at
    return 0


def _told_apart(words: Sequence[Word], found: Sequence[Frame], number: int) -> Frame:
    """A frame whose subject stands behind another's cue, without a "that" between: "Selm said the court should ask"."""
    one = found[number]
    for outer in reversed(found[max(0, number - 4) : number]):
        end = outer.cue[1]
        if outer.kind is not FrameKind.SAID or outer.lemma not in _PLAIN or one.kind is not FrameKind.SAID:
            continue
        rest = words[end : one.cue[0]]
        parted = any("," in word.gap or word.quoted or word.form in ("and", "but", "while") for word in rest)
        if one.speaker[0] < end < one.speaker[1] and not outer.before and not parted:
            return replace(one, speaker=(end, one.speaker[1]))
    return one


#: How many words such a name has at the most.
_LABEL = 6


def _joined(words: Sequence[Word], found: Sequence[Frame]) -> Iterator[Frame]:
    """Frames with where their content ends, and which of them is told in which."""
    done: list[Frame] = []
    for number, one in enumerate(found):
        nested = None
        later = [other for other in found[number + 1 :] if other.kind is not FrameKind.WEAK]
        end = one.content[1]
        for other in later:
            begins = other.begin
            if begins <= one.content[0]:
                continue
            if other.kind in (FrameKind.NOUN, FrameKind.PASSIVE) and not other.goes_on:
                continue
            if not _opens_content(words, one, begins):
                end = min(end, begins)
                break
        for back in range(number - 1, -1, -1):
            outer = found[back]
            begins = one.speaker[0] if not one.names_nobody else one.cue[0]
            if one.kind is FrameKind.SAID and outer.before and _breaks_in(words, outer, one):
                one = replace(one, speaker=(one.speaker[0], max(one.speaker[0], outer.begin)))
                nested = back
                break
            if one.kind is not FrameKind.SAID or not _opens_content(words, outer, begins):
                continue
            # "The group's claim that somebody had agreed"
            if outer.kind is FrameKind.SAID or (outer.kind is FrameKind.NOUN and words[outer.cue[1]].form == "that"):
                nested = back
                break
        nested = _told_before(words, found, number) if nested is None else nested
        done.append(replace(one, content=(min(one.content[0], end), end), within=nested))
    yield from done


def _breaks_in(words: Sequence[Word], outer: Frame, one: Frame) -> bool:
    """Whether a frame stands between another's subject and verb: "Each post, drivers say, wants papers"."""
    return outer.kind is FrameKind.SAID and one.cue[0] == outer.cue[1] and "," in words[one.cue[0]].gap


def _told_before(words: Sequence[Word], found: Sequence[Frame], number: int) -> int | None:
    """The frame after a sentence that this one is part of: "The judge has asked for time, his registrar said"."""
    one = found[number]
    for later in range(number + 1, len(found)):
        other = found[later]
        if not other.before or other.kind not in (FrameKind.SAID, FrameKind.ACCORDING):
            continue
        begin = other.begin
        pronoun = words[max(begin, other.speaker[1] - 1)].form in ("he", "she", "it", "they")
        if begin > one.cue[1] and not pronoun and not any(word.quoted for word in words[one.cue[0] : begin]):
            return later
    return None


def _opens_content(words: Sequence[Word], outer: Frame, begins: int) -> bool:
    """Whether a frame that begins here is told in another: it begins right where that one's content does."""
    first = outer.content[0]
    if not first <= begins or outer.before:
        return False
    between = words[first:begins]
    if any(one.form in ("and", "but", "while") or one.quoted for one in between):
        return False
    opened = [n for n, one in enumerate(between) if one.form in CONTENT]
    rest = between[opened[0] + 1 :] if opened else between
    return (
        len(between) <= 14
        and len(rest) <= 3
        and (bool(opened) or not between)
        and not any("," in one.gap for one in between[1:])
    )
