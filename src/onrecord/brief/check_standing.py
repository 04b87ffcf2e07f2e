"""Whether what stands on somebody's word, or is an analyst's judgement, reads so: hearsay never becomes fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..codebook.frame_words import frame_words
from ..codebook.verbs import speech_verbs
from ..codebook.words import word_set
from ..record import BriefPart, BriefSentence, Commitment, Event, Standing, Statement, Tie
from .check_medium import media_named
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .frame import TERM, Frame, FrameKind
from .how_many import ARTICLES
from .phrases import has_verb
from .speakers import Hit, Verdict, matches, names_among
from .speech import Speech, speech
from .stance import is_past
from .voiced import Voice, Voiced
from .words import phrase_at, words_in

if TYPE_CHECKING:
    from .check import Grounds

#: Parts in which the writer may judge: there nothing need stand on another's word.
_FREE = (BriefPart.COMMENT, BriefPart.CAPTION)
#: What share of a sentence's telling words must be a content's for it to tell that content, and how many at least.
_SHARE, _LEAST = 0.45, 2
#: So many telling words of a content are told, whatever else is.
_MANY = 5
#: Verbs by which somebody who says what he has in mind is told to have it there.
_MINDS = word_set("expect think believe hope regret predict assess judge consider fear doubt want")
_DECLINING = word_set("decline refuse")
#: Words with which a question begins; "how", "why" and "where" take for granted that what they ask of was done, and so
#: do some of these before somebody's name.
_ASKING = word_set("who what which whether")
_ASKING_OF = word_set("who what which")


def check_standing(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """What is only said by somebody reads as a fact; a judgement reads as a report."""
    if sentence.part in _FREE or not cited:
        return
    one = speech(sentence, cited, grounds)
    strong = [frame for frame in one.frames if _names_somebody(frame) and not _is_content(one, frame)]
    if not strong:
        if not sentence.level or (_has_verb(one) and not _asks(one)):
            yield from _unframed(one)
    else:
        yield from _before_frames(one, strong)
    yield from _comment(one, strong)
    if sentence.part in (BriefPart.ITEM, BriefPart.BACKGROUND, BriefPart.GLANCE, BriefPart.PROFILE):
        yield from _judging(one)


def _has_verb(one: Speech) -> bool:
    """Whether a heading tells something: one without a verb only names a thing."""
    told = one.tells((0, len(one.words))) if one.words else frozenset()
    return len(told) > _LEAST or has_verb(one.words, len(one.words))


def _asks(one: Speech) -> bool:
    """Whether a heading only tells what is asked below it: "Who supplied it", "How it came to this"."""
    if len(one.words) < 2 or one.words[0].form not in _ASKING:
        return False
    if one.words[0].form in _ASKING_OF and (one.words[1].large or one.words[1].form in ARTICLES):
        return False  # "What the Bureau supplied" tells that it supplied something
    # "When the Bureau supplied the shells, the road was closed" tells something behind its clause.
    return not any("," in word.gap or ";" in word.gap or ":" in word.gap for word in one.words[1:])


def _names_somebody(frame: Frame) -> bool:
    """Whether a frame tells on whose word: not "allegedly", not "was accused of"."""
    return frame.kind is not FrameKind.WEAK and not (frame.kind is FrameKind.PASSIVE and frame.names_nobody)


def _is_content(one: Speech, frame: Frame) -> bool:
    """Whether the verb of a frame is part of what the source is told: "has not agreed" where somebody denies that."""
    cue = one.tells(frame.cue)
    if frame.kind is not FrameKind.SAID or not cue or frame.lemma == TERM:
        return False
    for cited in one.cited:
        for voice in cited.voices:
            if cue & voice.cue_roots:
                return False
    if frame.lemma in _MINDS | _DECLINING and any(match.verdict is Verdict.SPEAKER for match in matches(one, frame)):
        return False  # "expects", of her who said that she expected it
    return any(cue & voice.says for cited in one.cited for voice in cited.cited)


def _unframed(one: Speech) -> Iterator[Fault]:
    """A sentence without a frame: may it be told plainly?"""
    whole = (0, len(one.words))
    weak = any(not _names_somebody(frame) and not _is_told(one, frame) for frame in one.frames)
    # What carried it is no part of what is told.
    aside = {at for _, place in media_named(one) for at in range(*place)}
    told = frozenset(root for at in range(*whole) if at not in aside for root in one.tells((at, at + 1)))
    if not told or any(_is_plain(cited, told) for cited in one.cited):
        return
    if one.sentence.level and any(told <= _of_title(cited) for cited in one.cited):
        return  # the headline of an outlet stands on its word
    for cited in one.cited:
        if not _tells(told, cited) or _is_told_as_done(one, cited):
            continue
        voice = cited.cited[0] if cited.cited else None
        called = voice.name if voice is not None else "an analyst"
        cue = voice.cue if voice is not None else "judges so"
        if weak:
            words = f"this does not say on whose word it stands: {called} {cue}"
            yield one.fault(FaultKind.STANDING, _weak(one), words, gravity=Gravity.WARNING,
                            mending=f"name {called}", cited=cited)  # fmt: skip
        else:
            words = f"this reads as a fact, and stands only on the word of {called} ({cited.evidence.id[:8]})"
            yield one.fault(FaultKind.STANDING, whole, words, mending=f"write that {called} {cue} it", cited=cited)
        return


def _of_title(cited: Voiced) -> frozenset[str]:
    title = cited.evidence.record.document.title or ""
    return frozenset(word.root for word in words_in(title[:300]))


def _is_told_as_done(one: Speech, cited: Voiced) -> bool:
    """Whether the source's own verb stands with its speaker before it, though none of saying; or nobody speaks."""
    if cited.cited and not cited.is_comment and not cited.cited[0].called.strip():
        return True
    hits = names_among(one.words, cited)
    for voice in cited.cited[:1]:
        if _acts(one, hits, voice) or (not voice.who and len(voice.described) < 2):
            return True
        at = next(
            (n for n, word in enumerate(one.words) if word.root in voice.cue_roots and one.stances[n].tells), None
        )
        named = any(hit.who & voice.who and hit.leads and at is not None and hit.end <= at for hit in hits)
        called = at is not None and any(word.root in voice.described and len(word.key) > 3 for word in one.words[:at])
        if at is not None and (named or called):
            return True
    return False


def _acts(one: Speech, hits: Sequence[Hit], voice: Voice) -> bool:
    """Whether the speaker himself stands right before a verb of his act, though one that bears no frame: "the union
    seeks compensation", "he puts it down to".
    """
    for at, word in enumerate(one.words):
        cues = [cue for phrase, cue in speech_verbs().by_first.get(word.form, ()) if phrase == (word.form,)]
        if word.quoted or not any(cue.kind == "verb" and cue.act is voice.statement.act for cue in cues):
            continue
        named = any(hit.who & voice.who and hit.leads and 0 <= at - hit.end <= _NEAR for hit in hits)
        near = one.words[max(0, at - _NEAR) : at]
        called = any(other.root in voice.described and len(other.key) > 3 and not other.owner for other in near)
        verb = word.form.endswith(("s", "ed")) or is_past(word.form)
        if verb and one.stances[at].tells and (named or called):
            return True
    return False


#: How many words may stand between a speaker and his verb.
_NEAR = 3


def _is_told(one: Speech, frame: Frame) -> bool:
    """Whether the verb of a frame without a speaker is itself what is told: "was asked", where somebody says so."""
    cue = one.tells(frame.cue)
    return frame.kind is FrameKind.PASSIVE and any(cue & voice.says for cited in one.cited for voice in cited.cited)


def _weak(one: Speech) -> tuple[int, int]:
    return next(frame.cue for frame in one.frames if not _names_somebody(frame))


def _is_plain(cited: Voiced, told: frozenset[str]) -> bool:
    """Whether what is told may be told as a fact by one of what is cited: reported, or the document's own words."""
    footing = cited.footing
    if footing is not None:
        return footing.standing is Standing.REPORTED and cited.evidence.statement is None and _shares(cited, told)
    if cited.evidence.kind == "document":
        said = frozenset(root for voice in cited.voices for root in voice.says)
        own = cited.roots - said
        return len(told & own) >= len(told & said)
    return False


def _shares(cited: Voiced, told: frozenset[str]) -> bool:
    """Whether a reported event, tie or deed is what is told."""
    return not told.isdisjoint(_own(cited)) or not cited.voices


def _own(cited: Voiced) -> Iterator[str]:
    """The roots of the words of an event or a tie, or of a deed that was to be done."""
    found = cited.evidence.finding
    spans = found.spans if isinstance(found, Event | Tie) else (found.deed,) if isinstance(found, Commitment) else ()
    return (word.root for span in spans for word in words_in(span.of(cited.evidence.text)))


def _tells(told: frozenset[str], cited: Voiced) -> bool:
    """Whether a sentence tells the content of what is cited."""
    if cited.is_comment:
        return len(told & cited.roots) >= _LEAST
    if cited.footing is not None and cited.footing.standing is Standing.ATTRIBUTED:
        return not told.isdisjoint(_own(cited)) or _covers(told, cited)
    return bool(cited.cited) and _covers(told, cited)


def _covers(told: frozenset[str], cited: Voiced) -> bool:
    for voice in cited.voices:
        if not voice.cited and not voice.statement.speaker.spans:
            continue
        shared = len(told & voice.says)
        if shared >= min(_LEAST, len(told)) and shared >= _SHARE * len(told):
            return True
        if voice.cited and shared >= _MANY:
            return True
    return False


def _before_frames(one: Speech, strong: Sequence[Frame]) -> Iterator[Fault]:
    """Content told plainly before the first frame, or in a clause beside it."""
    first = min(strong, key=lambda frame: frame.begin)
    begin = first.begin
    if first.before or first.kind is not FrameKind.SAID or begin < 3 or any(word.quoted for word in one.words[:begin]):
        return
    joint = next((at for at in range(begin - 1, 1, -1) if one.words[at].form in ("and", "but", "while", "after")), None)
    semicolon = next((at for at in range(2, begin + 1) if ";" in one.words[at].gap), None)
    end = semicolon if semicolon is not None else joint
    if end is None or (joint is not None and semicolon is None and "," not in one.words[end].gap and begin - end > 1):
        return
    told = one.tells((0, end))
    finite = any(is_past(word.form) and not word.large for word in one.words[1:end])
    if not finite or any(_is_plain(cited, told) for cited in one.cited):
        return
    for cited in one.cited:
        if cited.cited and _covers(told, cited):
            called = cited.cited[0].name
            words = f"this part reads as a fact, and stands only on the word of {called} ({cited.evidence.id[:8]})"
            yield one.fault(FaultKind.STANDING, (0, end), words, mending=f"say that {called} says so", cited=cited)
            return


def _comment(one: Speech, strong: Sequence[Frame]) -> Iterator[Fault]:
    """What an analyst judges, told as if it had been reported."""
    for cited in one.cited:
        if not cited.is_comment or any(not other.is_comment for other in one.cited):
            continue
        for frame in strong:
            if frame.lemma in frame_words().reporting and not isinstance(cited.evidence.finding, Statement):
                words = f"“{one.of(frame.cue)}” makes a report of what is a judgement ({cited.evidence.id[:8]})"
                yield one.fault(FaultKind.STANDING, frame.cue, words, mending="say that they assess it",
                                cited=cited)  # fmt: skip
                return


def _judging(one: Speech) -> Iterator[Fault]:
    """Words of judgement outside of a frame and a quotation."""
    known = frame_words().judging
    for at, word in enumerate(one.words):
        size = 0 if word.quoted else phrase_at(one.words, at, known)
        if not size or _is_framed(one, at):
            continue
        if not _is_borne(one, tuple(other.form for other in one.words[at : at + size])):
            words = f"“{one.of((at, at + size))}” judges, outside of a comment and of anybody’s mouth"
            yield one.fault(FaultKind.STANDING, (at, at + size), words,
                            mending="give it to whoever says so, or move it to the comment")  # fmt: skip


def _is_framed(one: Speech, at: int) -> bool:
    """Whether a word stands in what a frame tells."""
    for frame in one.frames:
        if frame.kind is FrameKind.WEAK:
            continue
        if frame.content[0] <= at < frame.content[1] or (frame.before and at < frame.cue[0]):
            return True
        if frame.kind is FrameKind.ACCORDING or frame.cue[0] <= at < frame.cue[1]:
            return True
    return False


def _is_borne(one: Speech, phrase: tuple[str, ...]) -> bool:
    """Whether the source tells it so in its own report."""
    for cited in one.cited:
        footing = cited.footing
        if footing is not None and footing.standing is Standing.REPORTED:
            forms = tuple(word.form for word in cited.words)
            if any(forms[at : at + len(phrase)] == phrase for at in range(len(forms))):
                return True
    return False
