"""Whether a sentence lets its speaker do by speaking what the source says was done, and no stronger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..codebook import CueReading, Hold, content_readings
from ..codebook.brief_words import brief_words
from ..codebook.frame_words import frame_words
from ..record import BriefSentence, Commitment, SpeechAct
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .frame import Frame, FrameKind
from .sense import holds
from .speakers import Match, Verdict, matches, names_among
from .speech import Speech, speech, subject
from .stance import MODALS, Mood
from .voiced import Voice, Voiced
from .wordings import concepts
from .words import phrase_at, words_in

if TYPE_CHECKING:
    from .check import Grounds

#: Who does so of what will be, promises it.
_ASSURING = ("assure", "guarantee", "reassure")
#: How many characters before and behind what is cited belong to it.
_AROUND = 250
#: Whoever demands something by a day has set one, whether or not he threatens by it.
_SETTING_A_DAY = frozenset(("set a deadline", "set a term", "set a date", "impose a deadline", "extend a deadline"))
#: What a commitment of each kind may be called.
_KINDS = {"promise": SpeechAct.PROMISE, "demand": SpeechAct.DEMAND, "threat": SpeechAct.THREATEN}


def check_act(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """An act that is another than the source's, or stronger, or coloured."""
    if not cited:
        return
    one = speech(sentence, cited, grounds)
    for frame in one.frames:
        if frame.reading is None or frame.kind in (FrameKind.WEAK, FrameKind.ACCORDING):
            continue
        fault = _fault(one, frame, frame.reading)
        if fault is not None:
            yield fault


def _fault(one: Speech, frame: Frame, reading: CueReading) -> Fault | None:
    found = matches(one, frame) or _all(one)
    mine = [match for match in found if match.verdict >= Verdict.BODY]
    if not mine and (fault := _by_carrier(one, frame, reading)) is not None:
        return fault
    if not mine and frame.within is not None and not frame.names_nobody:
        return None  # what others do in what is told
    if not mine:
        open_ = [match for match in found if match.verdict in (Verdict.UNKNOWN, Verdict.CARRIER)]
        # "Turned down the minister's demand": a saying of somebody who does not speak by what is cited.
        other = frame.kind is FrameKind.NOUN and not frame.names_nobody
        mine = [] if other or any(_is_theirs(one, frame, match) for match in open_) else open_
    if not mine:
        return None
    judged = ((*_judged(one, frame, reading, match), match) for match in mine)
    worse, why, match = min(judged, key=lambda each: each[0])
    if worse == 0:
        return None
    cued = _verb(one, frame)
    source = f"{match.voice.name} {match.voice.cue}"
    return one.fault(
        FaultKind.ACT,
        cued,
        f"“{one.of(cued)}” {why} what is cited: {source} ({match.voiced.evidence.id[:8]})",
        gravity=Gravity.ERROR if worse > 1 else Gravity.WARNING,
        mending="use the source’s own word, or “said”",
        instead=_instead(one, cued, match.voice),
        cited=match.voiced,
    )


def _by_carrier(one: Speech, frame: Frame, reading: CueReading) -> Fault | None:
    """Something that an outlet only carried, told as a deed of its own: "the paper denied that ..."."""
    said = subject(one, frame)
    if frame.within is not None or frame.kind is not FrameKind.SAID or frame.names_nobody:
        return None
    if said is None or said.pronoun is not None:
        return None
    if reading.lemma.split()[0] in frame_words().carrying or reading.act in (SpeechAct.ASSERT, SpeechAct.ASSESS):
        return None
    for cited in one.cited:
        leading = [hit for hit in names_among(said.words, cited) if hit.leads]
        speaks = any(v.statement.act is reading.act and v.who & cited.carriers for v in cited.voices)
        others = frozenset(who for voice in cited.cited for who in voice.who | voice.bodies) | cited.persons
        if leading and all(hit.who & cited.carriers and not hit.who & others for hit in leading) and not speaks:
            cued = _verb(one, frame)
            words = f"“{one.of(cued)}” makes a deed of {one.of(frame.speaker)}’s of what it only carried"
            return one.fault(FaultKind.ACT, cued, words, mending="write “reported”", instead="reported", cited=cited)
    return None


def _all(one: Speech) -> tuple[Match, ...]:
    """All that is cited, where nobody is named who speaks ("was accused of", a "he" that begins a paragraph)."""
    return tuple(Match(Verdict.UNKNOWN, cited, voice) for cited in one.cited for voice in cited.cited or cited.voices)


def _judged(one: Speech, frame: Frame, reading: CueReading, match: Match) -> tuple[int, str]:
    """How wrong an act is by one voice: 0 right, 1 to be looked at, 2 wrong; and what it is."""
    voice, known = match.voice, frame_words()
    theirs = voice.reading
    if theirs is not None and theirs.lemma.split()[0] == reading.lemma.split()[0] and theirs.negated == reading.negated:
        return 0, ""
    told = frame.within is not None and _is_told(one, frame, match)
    if told or ((frame.within is not None or frame.kind is FrameKind.PASSIVE) and _is_theirs(one, frame, match)):
        return 0, ""
    loaded = known.loaded.get(reading.lemma)
    if loaded is not None:
        own = known.loaded.get(theirs.lemma) if theirs is not None else None
        if own == loaded:
            return 0, ""
        if reading.lemma in known.conceding:
            if _takes_back(match.voiced):
                return 0, ""
            return 2, "makes a confession of"
        if reading.act in (SpeechAct.ASSERT, SpeechAct.ACCUSE) and reading.act is not voice.statement.act:
            return 1, "colours"
        if reading.act is SpeechAct.ASSERT:
            return 1, "colours"
    if reading.act is SpeechAct.ASSERT:
        return 0, ""
    if reading.lemma == "want" and theirs is not None and theirs.lemma.split()[0] in ("ask", "call", "request", "seek"):
        return 0, ""
    acts = _acts(voice, match, reading)
    if reading.lemma in _SETTING_A_DAY and SpeechAct.DEMAND in acts:
        return 0, ""
    if reading.act in acts:
        stronger = reading.strength - _strength(voice, reading.act)
        return (0, "") if stronger <= 0 else (min(2, stronger), "is stronger than")
    if any(reading.act in known.weaker.get(act, ()) for act in acts):
        return 0, ""
    if voice.statement.act is SpeechAct.ASSERT and reading.act in (SpeechAct.ANNOUNCE, SpeechAct.ASSESS):
        return 1, "says more than"
    stronger = reading.strength > voice.statement.strength
    return 2, "is stronger than" if stronger else "is another act than"


def _takes_back(cited: Voiced) -> bool:
    """Whether the text says, right before or behind what is cited, that something said earlier is corrected by it."""
    text, spans = cited.evidence.text, cited.evidence.sentences
    if not spans:
        return False
    around = text[max(0, spans[0].start - _AROUND) : spans[-1].end + _AROUND]
    return holds(around, brief_words().of("taken_back")) is not None


def _is_theirs(one: Speech, frame: Frame, match: Match) -> bool:
    """Whether the verb of a frame that is itself told stands in the source."""
    at = _verb(one, frame)[0]
    return one.words[at].root in match.voiced.roots


def _is_told(one: Speech, frame: Frame, match: Match) -> bool:
    """Whether the verb of a frame that is itself told is said there by another word: "asked" of a request."""
    mine = concepts(one.words[_verb(one, frame)[0]].form)
    return any(mine & concepts(word.form) for word in match.voiced.words if not word.large)


def _acts(voice: Voice, match: Match, reading: CueReading) -> frozenset[SpeechAct]:
    acts = {voice.statement.act}
    content = " ".join(span.of(match.voiced.evidence.text) for span in voice.statement.content)[:1000]
    said = words_in(content)
    moods = {MODALS.get(word.form) for word in said}
    if voice.reading is not None:
        acts.add(voice.reading.act)
    if voice.reading is None or voice.reading.hold <= Hold.BLAND:
        acts.update(read.act for read in content_readings(content))
        if reading.strength == 1 and Mood.MUST in moods:
            acts.add(SpeechAct.DEMAND)  # "suggested that they should", of "they should"
    if SpeechAct.ASSERT in acts and any(phrase_at(said, at, frame_words().untrue) for at in range(len(said))):
        # "Rumours that ... are without foundation, she said"
        acts |= {SpeechAct.DENY, SpeechAct.REJECT}
    if Mood.WILL in moods and voice.reading is not None and voice.reading.lemma.split()[0] in _ASSURING:
        acts.add(SpeechAct.PROMISE)
    owed = match.voiced.evidence.record.commitments
    acts |= {_KINDS[one.kind] for one in owed if one.statement == voice.statement.id and one.kind == "promise"}
    found = match.voiced.evidence.finding
    if isinstance(found, Commitment) and not (found.kind == "threat" and SpeechAct.WARN in acts):
        acts.add(_KINDS[found.kind])
    return frozenset(acts)


def _strength(voice: Voice, act: SpeechAct) -> int:
    strength = voice.statement.strength
    if voice.reading is not None and voice.reading.act is act:
        return max(strength, voice.reading.strength)
    return max(strength, 2) if voice.statement.act is not act else strength


def _verb(one: Speech, frame: Frame) -> tuple[int, int]:
    """The verb of a cue without its helpers."""
    begin, end = frame.cue
    known = frame_words().lemmas
    for at in range(begin, end):
        if one.words[at].form in known:
            return at, at + 1
    return begin, end


def _instead(one: Speech, cued: tuple[int, int], voice: Voice) -> str | None:
    """The source's own verb, where it is one word in the same form."""
    own, written = voice.cue, one.of(cued)
    if " " in own or not own.isalpha() or not own.islower():
        return "said" if written.endswith("ed") else None
    alike = own.endswith("ed") or own in ("said", "told")
    return own if alike and written.endswith(("ed", "said", "told")) else None
