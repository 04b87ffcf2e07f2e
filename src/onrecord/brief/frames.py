"""The frames of attribution of one sentence: who speaks, by which cue, and where what is said begins and ends.

By rules on words, without a tagger: the cues of ``speech_verbs.yaml`` as far as ``frame_words.yaml`` or what follows
them shows that they bear a frame here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ..codebook import count_words
from ..codebook.claim_words import claim_words
from ..codebook.frame_words import frame_words
from ..codebook.verbs import Cue, CueReading, Hold, cue_reading, speech_verbs
from ..codebook.words import word_set
from ..record import SpeechAct
from .phrases import (
    BE,
    DETERMINERS,
    PREPOSITIONS,
    STOPPING,
    has_verb,
    is_aux,
    is_relative,
    name_end,
    named_by,
    owner_of,
    parenthetical,
    phrase_end,
    subject_before,
)
from .stance import is_past, is_sacking
from .words import Word


class FrameKind(StrEnum):
    """How a frame is made."""

    SAID = "said"
    """Somebody says: "Selm denied that ...", "..., the minister said"."""
    PASSIVE = "passive"
    """Something is said of somebody: "was accused by Selm of ...", "was quoted as saying"."""
    ACCORDING = "according"
    """"According to the ministry, ..."."""
    NOUN = "noun"
    """"The militia's threat to ..."."""
    WEAK = "weak"
    """That somebody says it, but not who: "allegedly"."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame; all places are of words in the sentence, half-open.

    ``speaker`` is empty (equal ends) where nobody is named in it: then it is the speaker of the frame before, if
    ``goes_on``. ``content`` are the words that follow the cue and are its own, ``before`` tells that the words before
    the frame are told by it too ("..., he said"). ``within`` is the number of the frame that it is told in.
    ``by`` is who passes the words on ("Radio Hask quoted him as saying").
    """

    kind: FrameKind
    cue: tuple[int, int]
    speaker: tuple[int, int]
    content: tuple[int, int]
    reading: CueReading | None
    lemma: str = ""
    before: bool = False
    goes_on: bool = False
    within: int | None = None
    by: tuple[int, int] | None = None

    @property
    def names_nobody(self) -> bool:
        """Whether it has no words for its speaker."""
        return self.speaker[0] >= self.speaker[1]

    @property
    def begin(self) -> int:
        """Where its first word stands: of its speaker or of its cue."""
        return self.cue[0] if self.names_nobody else min(self.speaker[0], self.cue[0])


_ADVERBS = word_set(
    "also again then later not never earlier previously once still since now yet first even already just only "
    "soon ever always often both twice"
)
_CONTENT = word_set("that whether why how what when where who if")
_BYLINES = word_set("quote cite")
#: Nouns of saying that bear a frame with "X's" before or "by X" after.
_NOUNS = word_set(
    "threat accusation allegation denial promise demand warning refusal claim call pledge vow order rejection charge "
    "assertion announcement assessment request complaint ultimatum condemnation boast statement report"
)
_INVERTED = word_set(
    "say add write ask reply respond note explain argue insist warn declare announce claim answer conclude state"
)
_NO_SPEAKERS = word_set("so it this that nothing little much again")
#: What is said may follow these without a "that".
_PLAIN = word_set("say think believe claim hope")
#: What may follow a frame that only follows what it tells: "..., he said on Friday".
_LATER = word_set("on in at last this yesterday today earlier later")
_PASSING = word_set("by from")
_STANDING = word_set("stands stand stood standing")
_CLOSING = frozenset(",;:—–")


def frames_in(words: Sequence[Word], label: int = 0) -> tuple[Frame, ...]:
    """The frames of a sentence, in the order of their cues. ``label`` is how many words before a colon name whoever
    says what follows (``label_end``).
    """
    made = [
        *_weak(words),
        *_according(words),
        *_verbs(words),
        *_nouns(words),
        *_terms(words),
        *_blaming(words),
        *_silent(words),
    ]
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


def _weak(words: Sequence[Word]) -> Iterator[Frame]:
    known = frame_words().weak
    for at, word in enumerate(words):
        for size in (1, 2, 3, 4):
            phrase = tuple(one.form for one in words[at : at + size])
            if word.quoted == 0 and phrase in known and not (phrase[-1] == "to" and _is_thing(words, at + size)):
                yield Frame(FrameKind.WEAK, (at, at + size), (at, at), (at + size, len(words)), None, word.form)
                break


def _is_thing(words: Sequence[Word], at: int) -> bool:
    """Whether a thing or somebody follows, and no verb: "was reported to the ministry"."""
    return at < len(words) and (words[at].large or words[at].form in DETERMINERS)


def _according(words: Sequence[Word]) -> Iterator[Frame]:
    for at, word in enumerate(words[:-2]):
        if word.quoted or word.form != "according" or words[at + 1].form != "to":
            continue
        end = phrase_end(words, at + 2)
        ends = end >= len(words) or not STOPPING.isdisjoint(words[end].gap)
        reading = cue_reading("according to")
        yield Frame(
            FrameKind.ACCORDING,
            (at, at + 2),
            (at + 2, end),
            (end, len(words)),
            reading,
            "according to",
            at > 2 and ends,
        )
    yield from _by_account(words)


def _by_account(words: Sequence[Word]) -> Iterator[Frame]:
    """On whose word it stands, without a verb of saying: "in the institute's judgement", "if Selm is right", "going by
    the ministry's log", "as Selm has it".
    """
    reading = cue_reading("according to")
    for at, word in enumerate(words):
        if word.quoted:
            continue
        found = _going_by(words, at) or _in_his_view(words, at) or _if_right(words, at)
        if found is None:
            continue
        speaker, end = found
        ends = end >= len(words) or not (STOPPING | {","}).isdisjoint(words[end].gap)
        yield Frame(
            FrameKind.ACCORDING, (at, at + 1), speaker, (end, len(words)), reading, "according to", at > 2 and ends
        )


def _going_by(words: Sequence[Word], at: int) -> tuple[tuple[int, int], int] | None:
    """ "Going by the log", "in the words of Selm": who it goes by, and where it ends."""
    for size in (4, 3, 2):
        phrase = tuple(one.form for one in words[at : at + size])
        if phrase in frame_words().going_by and at + size < len(words):
            end = phrase_end(words, at + size)
            return (at + size, end), end
    return None


def _in_his_view(words: Sequence[Word], at: int) -> tuple[tuple[int, int], int] | None:
    """ "In the institute's judgement", "by their own account"."""
    if words[at].form not in ("in", "by", "on", "from", "to", "at"):
        return None
    for n in range(at + 1, min(at + _OWNER, len(words))):
        if words[n].quoted or words[n].gap.strip():
            return None
        if words[n].form in frame_words().views:
            owned = [m for m in range(at + 1, n) if words[m].owner]
            if owned:
                return (at + 1, owned[-1] + 1), n + 1
            if words[at + 1].form in ("his", "her", "its", "their"):
                subject = _subject_of(words, at, n + 1)
                return (subject, n + 1) if subject is not None else None
    return None


def _subject_of(words: Sequence[Word], at: int, end: int) -> tuple[int, int] | None:
    """The subject of the clause in which "by their own account" stands."""
    first = 0 if at > 0 else end
    close = phrase_end(words, first) if first < len(words) else first
    close = min(close, at) if at > 0 else close
    return (first, close) if close > first else None


def _if_right(words: Sequence[Word], at: int) -> tuple[tuple[int, int], int] | None:
    """ "If Selm is right", "if the pilot is to be believed", "as the ministry has it"."""
    opener = words[at].form
    if opener not in ("if", "as"):
        return None
    for n in range(at + 2, min(at + _OWNER, len(words))):
        if words[n].quoted or not STOPPING.isdisjoint(words[n].gap):
            return None
        for size in (4, 3, 2):
            phrase = tuple(one.form for one in words[n : n + size])
            if phrase in (frame_words().if_right if opener == "if" else frame_words().as_told):
                return (at + 1, n), n + size
    return None


#: Within how many words behind "in", "if" or "as" whoever it goes by is named.
_OWNER = 10


def _verbs(words: Sequence[Word]) -> Iterator[Frame]:
    last = -1
    for at, word in enumerate(words):
        if at < last or word.quoted or word.form in DETERMINERS:
            continue
        hit = _cue_at(words, at)
        if hit is None:
            continue
        cue, size = hit
        made = _frame(words, at, size, cue)
        if made is not None:
            last = made.cue[1]
            yield made


def _cue_at(words: Sequence[Word], at: int) -> tuple[Cue, int] | None:
    """The longest cue that is a verb and begins here, and its number of words."""
    best: tuple[Cue, int] | None = None
    for phrase, cue in speech_verbs().by_first.get(words[at].form, ()):
        size = len(phrase)
        if cue.kind != "verb" or "*" in phrase or (best is not None and size <= best[1]):
            continue
        here = words[at : at + size]
        if tuple(one.form for one in here) == phrase and not any(one.quoted for one in here):
            best = cue, size
    return best


def _frame(words: Sequence[Word], at: int, size: int, cue: Cue) -> Frame | None:
    begin = _helpers_before(words, at)
    before = words[begin - 1] if begin > 0 else None
    helpers = [one.form for one in words[begin:at]]
    if helpers[:1] == ["be"] and before is not None and before.form == "to":
        return None  # "is to be respected"
    if is_sacking(words, at):
        return None
    passive = bool(helpers) and any(one in BE for one in helpers) and not words[at].form.endswith("ing")
    stands = before is not None and begin == at and before.form in _STANDING and is_past(words[at].form)
    if stands and not words[at].gap.strip():
        begin, passive = at - 1, True  # "stands accused by Selm of"
        before = words[begin - 1] if begin > 0 else None
    if not _stands_as_verb(words, at, begin, before) or (begin == at and _is_participle(words, at)):
        return None
    end = at + size
    if cue.lemma.split()[0] in _BYLINES and (as_ := _as_saying(words, at + 1)):
        return _quoted(words, begin, at, as_, passive)
    if cue.lemma in ("decline", "refuse", "fail") and end + 1 < len(words) and words[end].form == "to":
        inner = _cue_at(words, end + 1)
        if inner is not None and inner[0].hold <= Hold.LOOSE:
            end = end + 1 + inner[1]
    if not _bears(words, at, end, cue, passive=passive) or (cue.lemma == "command" and not _asks_for(words, end)):
        return None  # "who commands the patrols"
    reading = cue_reading(" ".join(one.form for one in words[begin:end]))
    if cue.lemma == "ask" and _asks_for(words, end):
        reading = cue_reading("asked to")
    if passive:
        by = named_by(words, end)
        content = (end, len(words))
        return Frame(FrameKind.PASSIVE, (begin, end), by or (begin, begin), content, reading, cue.lemma)
    if _is_inverted(words, at, begin):
        close = phrase_end(words, end)
        return Frame(FrameKind.SAID, (at, end), (end, close), (close, len(words)), reading, cue.lemma, before=True)
    speaker = parenthetical(words, subject_before(words, begin), end)
    if words[at].form.endswith("ing") and speaker[0] < speaker[1] and begin > 0 and "," in words[at].gap:
        speaker = (begin, begin)
    goes_on = speaker[0] >= speaker[1]
    return Frame(
        FrameKind.SAID,
        (begin, end),
        speaker,
        (end, len(words)),
        reading,
        cue.lemma,
        before=not goes_on and _is_after(words, speaker[0], end),
        goes_on=goes_on,
    )


def _asks_for(words: Sequence[Word], end: int) -> bool:
    """Whether "asked" asks for a deed and not a question: "asked the court for a seat", "asked him to go"."""
    for one in words[end : end + 9]:
        if one.form in _CONTENT or one.quoted or "," in one.gap:
            return False
        if one.form in ("to", "for", "that"):
            return True
    return False


def _helpers_before(words: Sequence[Word], at: int) -> int:
    """Where the helping verbs and adverbs before a verb begin."""
    begin = at
    while begin > 0 and at - begin < 5 and not words[begin - 1].quoted and words[begin].gap.strip() == "":
        form = words[begin - 1].form
        joins = form == "and" and begin > 1 and words[begin - 2].form.endswith("ly")
        if not (is_aux(words[begin - 1]) or form in _ADVERBS or joins or form.endswith("n't") or _is_adverb(form)):
            break
        begin -= 1
    return begin


def _is_adverb(form: str) -> bool:
    return form.endswith("ly") and len(form) > 4


def _stands_as_verb(words: Sequence[Word], at: int, begin: int, before: Word | None) -> bool:
    form = words[at].form
    if before is not None and begin == at and words[at].gap.strip() == "":
        if before.owner or before.form in ("a", "an", "the", "its", "their", "no", "any", "this", "of", "his", "our"):
            return False
        if before.form in count_words().numbers or before.form[0].isdigit():
            return False  # "observers from four states"
        if before.form == "having" and "," not in before.gap:
            return False  # "denied having agreed": what is denied
        if before.form == "to":
            return at > 1 and words[at - 2].form in ("on", "saying") and not form.endswith(("ed", "ing"))
    if words[at].large and at > 0:
        return False  # a name
    if not is_past(form) and not form.endswith(("s", "ing", "ed")) and before is not None:
        helped = [one.form for one in words[begin:at]]
        if BE & set(helped) or (begin == at and not _may_lead(before)):
            return False  # "are welcome", "the Selmish report"
    if begin == at and at > 1 and words[at - 2].form == "to" and not is_past(form) and "," not in words[at].gap:
        return False  # "to discuss orders"
    follows = words[at + 1].form if at + 1 < len(words) else ""
    if begin == 0 and at == 0 and not form.endswith("ing"):
        return False  # "Asked when that might be, she replied"
    if begin == at and "," in words[at].gap and is_past(form) and follows in ("by", "about") and at > 0:
        return False  # "the embassy, asked by telephone, said"
    if form.endswith("ing"):
        if begin < at and words[at - 1].form in ("been", "is", "are", "was", "were"):
            return True
        return at > 0 and ("," in words[at].gap or words[at - 1].form in ("as", "and", "by", "in", "while"))
    return before is None or begin < at or before.form not in PREPOSITIONS - {"on", "in", "over"}


def _may_lead(before: Word) -> bool:
    """Whether a verb without any ending may stand behind a word: behind several, or what is no noun."""
    return before.form.endswith(("s", "ly")) or before.form in _SEVERAL


_SEVERAL = word_set("they we i you who people men women police media and both all to not also still now then")


def _is_participle(words: Sequence[Word], at: int) -> bool:
    """Whether a past form only describes the noun before it: "complained about the papers demanded at the gate"."""
    if not words[at].form.endswith("ed"):
        return False
    for n in range(at - 1, max(0, at - 9), -1):
        if words[n + 1].gap.strip() or words[n].quoted or words[n].form in _CONTENT | {"and", "but", "which", "who"}:
            return False
        if words[n].form in PREPOSITIONS and is_past(words[n - 1].form) and not words[n - 1].large:
            return n + 1 < at
    return False


def _terms(words: Sequence[Word]) -> Iterator[Frame]:
    """A term that is set, and a number that somebody gives: "gave them until Friday to go", "put the dead at nine"."""
    for at, word in enumerate(words):
        if word.quoted or word.form not in _SETTING or at == 0:
            continue
        setting = _SETTING[word.form]
        rest = words[at + 1 : at + 16]
        closes = next((n for n, one in enumerate(rest) if one.quoted or not _WITHIN.isdisjoint(one.gap)), len(rest))
        forms = [one.form for one in rest[:closes]]
        if setting == "demanded" and not _is_term(forms):
            continue
        if setting == "said" and not any(
            (form == "at" and (forms[n + 1][0].isdigit() or forms[n + 1] in count_words().numbers))
            or (form, forms[n + 1]) == _DOWN_TO
            for n, form in enumerate(forms[:-1])
        ):
            continue
        begin = _helpers_before(words, at)
        speaker = subject_before(words, begin)
        if speaker[0] < speaker[1]:
            reading = cue_reading(setting)
            yield Frame(FrameKind.SAID, (begin, at + 1), speaker, (at + 1, len(words)), reading, TERM)


def _blaming(words: Sequence[Word]) -> Iterator[Frame]:
    """Somebody who blames, by several words: "laid the blame for it on", "pointed the finger at"."""
    reading = cue_reading("blamed")
    for at, word in enumerate(words):
        if word.quoted or word.form not in _LAYING:
            continue
        noun = next((n for n in range(at + 1, min(at + 3, len(words))) if words[n].form in _LAYING[word.form]), None)
        begin = _helpers_before(words, at)
        speaker = subject_before(words, begin)
        if noun is not None and speaker[0] < speaker[1]:
            yield Frame(FrameKind.SAID, (begin, noun + 1), speaker, (noun + 1, len(words)), reading, "blame")


_LAYING = {
    **dict.fromkeys(
        ("lay", "lays", "laid", "put", "puts", "place", "places", "placed", "pin", "pins", "pinned", "cast"),
        ("blame", "responsibility", "fault"),
    ),
    **dict.fromkeys(("point", "points", "pointed"), ("finger",)),
}


def _silent(words: Sequence[Word]) -> Iterator[Frame]:
    """Somebody who says nothing, by several words: "would not be drawn on", "gave no answer"."""
    reading = cue_reading("declined to say")
    for at, word in enumerate(words):
        if word.quoted:
            continue
        for size in range(6, 1, -1):
            if tuple(one.form for one in words[at : at + size]) in frame_words().silent:
                speaker = subject_before(words, at)
                if speaker[0] < speaker[1]:
                    cue = at, at + size
                    yield Frame(FrameKind.SAID, cue, speaker, (at + size, len(words)), reading, "decline")
                break


def _is_term(forms: Sequence[str]) -> bool:
    """Whether words behind "gave" set a term: "them until 15 April to go", "him a deadline of", "ten days to leave"."""
    for n, form in enumerate(forms):
        if form in ("until", "till", "deadline", "ultimatum"):
            return True
        if form in ("days", "hours", "weeks", "week", "month", "months") and "to" in forms[n + 1 : n + 1 + _DATED]:
            return True
    return False


#: The lemma of a frame that is only a name and a colon: "Militia spokesman: boats crossed the line".
LABEL = "label"
#: How many words such a name has at the most.
_LABEL = 6
#: Within how many words behind a length of time "to" may stand: "six days on 9 April to leave".
_DATED = 5
#: The lemma of a frame that has no cue of speech.
TERM = "set a term"
#: Verbs that set a term or give a number, and what is done by it.
_SETTING = {
    **dict.fromkeys(("gave", "gives", "given", "giving", "set", "sets"), "demanded"),
    **dict.fromkeys(("put", "puts"), "said"),
}
#: Nor is one needed by "put it down to": somebody explains it so.
_DOWN_TO = ("down", "to")
_WITHIN = frozenset(";:—.!?")


def _as_saying(words: Sequence[Word], end: int) -> int:
    """Where "... as saying" ends, after "quoted"; 0 if it does not stand here."""
    for at in range(end, min(end + 12, len(words) - 1)):
        if words[at].quoted:
            return 0
        if words[at].form == "as" and words[at + 1].form in ("saying", "telling", "warning", "denying", "threatening"):
            return at + 2
    return 0


def _quoted(words: Sequence[Word], begin: int, at: int, end: int, passive: bool) -> Frame:
    reading = cue_reading("quoted as saying") if words[end - 1].form == "saying" else cue_reading(words[end - 1].form)
    if passive:
        by = named_by(words[:end], at + 1)
        by = by or named_by(words, end)
        return Frame(
            FrameKind.SAID, (begin, end), subject_before(words, begin), (end, len(words)), reading, "quote",
            before=_is_after(words, begin, end), by=by,
        )  # fmt: skip
    return Frame(
        FrameKind.SAID,
        (begin, end),
        (at + 1, end - 2),
        (end, len(words)),
        reading,
        "quote",
        by=subject_before(words, begin),
    )


def _bears(words: Sequence[Word], at: int, end: int, cue: Cue, *, passive: bool) -> bool:
    """Whether a cue bears a frame here."""
    if passive and cue.act is SpeechAct.ASSERT and named_by(words, end) is None:
        return False  # "was told", "was said to": nobody says it
    if cue.lemma == "want" and (end >= len(words) or words[end].form == "to"):
        return False  # "wants to go"; but "wants them to go"
    known = frame_words()
    if cue.lemma in known.sure or (cue.lemma.split()[0] in known.sure and not cue.lemma.startswith("want ")):
        return not (cue.lemma in ("call", "offer", "agree", "order", "express") and end >= len(words))
    if not passive and _follows(words, at, end):
        return True
    if end >= len(words):
        return words[-1].quoted == 0 and any(one.quoted for one in words) and cue.hold >= Hold.BLAND
    after = words[end]
    if after.form in ("that", "whether") and not is_past(words[at].form) and not words[at].form.endswith(("s", "ing")):
        return False
    return after.form in ("that", "whether") or (
        after.quoted > 0 and cue.hold > Hold.LIGHT and words[end - 1].quoted == 0
    )


def _follows(words: Sequence[Word], at: int, end: int) -> bool:
    """Whether a verb can only tell who speaks: a name behind a comma is before it and the clause ends with it ("...,
    Selm countered."), or a colon stands behind it ("Selm countered: ...").
    """
    if end < len(words) and STOPPING.isdisjoint(words[end].gap) and "," not in words[end].gap:
        return False
    begin = _helpers_before(words, at)
    first, last = subject_before(words, begin)
    if first >= last or is_relative(words, last - 1) or words[last - 1].form in ("which", "who", "that"):
        return False
    if end < len(words) and ":" in words[end].gap:
        return True
    commas = [n for n in range(max(1, first), last) if "," in words[n].gap]
    if not commas or is_relative(words, commas[-1]):
        return False
    return not has_verb(words[commas[-1] :], last - commas[-1])


def _is_inverted(words: Sequence[Word], at: int, begin: int) -> bool:
    """Whether the speaker stands after the verb: "...”, said the minister"."""
    if at + 1 >= len(words) or begin != at or words[at].form.endswith("ing"):
        return False
    if frame_words().lemmas.get(words[at].form) not in _INVERTED:
        return False
    after = words[at + 1]
    follows = at > 0 and (words[at - 1].quoted or "," in words[at].gap or "”" in words[at].gap)
    begins = after.large or after.form in ("the", "a", "an", "its", "his", "their")
    # "..., says registrar", as headlines have it
    begins = begins or (at + 2 == len(words) and "," in words[at].gap and after.form not in _NO_SPEAKERS)
    told = words[at - 1].quoted or has_verb(words, at) or at + 2 == len(words)
    if not follows or not begins or after.quoted or not told:
        return False
    close = phrase_end(words, at + 1)
    goes_on = close < len(words) and words[close].gap.strip() == "" and is_aux(words[close])
    verb = any(is_past(one.form) and not one.large for one in words[at + 1 : close])
    return bool(words[at - 1].quoted) or not (goes_on or verb)


def _is_after(words: Sequence[Word], begin: int, end: int) -> bool:
    """Whether a frame only follows what it tells: "..., he said." or "..., he said, ..."."""
    if begin == 0:
        return False
    joined = "," in words[begin].gap or words[begin - 1].quoted > 0
    if end >= len(words):
        return joined
    after = words[end]
    if after.form in _LATER:
        rest = words[end : end + 9]
        return joined and not any(one.form == "that" or one.quoted for one in rest)
    return joined and (not _CLOSING.isdisjoint(after.gap) or after.quoted > 0)


def _nouns(words: Sequence[Word]) -> Iterator[Frame]:
    wrappers = claim_words()
    for at, word in enumerate(words):
        noun = word.form if word.form in _NOUNS else wrappers.bases.get(word.form, word.form.removesuffix("s"))
        if word.quoted or (word.large and at > 0) or noun not in _NOUNS:
            continue
        owner = owner_of(words, at)
        after = words[at + 1].form if at + 1 < len(words) else ""
        if owner is None and after in _PASSING and at + 2 < len(words) and not words[at + 2].form[0].isdigit():
            owner = at + 2, name_end(words, at + 2)
        if owner is None:
            owner = _comes_from(words, at)
        if owner is None:
            continue
        reading = cue_reading(noun)
        yield Frame(FrameKind.NOUN, (at, at + 1), owner, (max(at + 1, owner[1]), len(words)), reading, noun)


def _comes_from(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """Whose a saying is by the verb behind it: "the warning that it would begin came from Selm", "was made by Selm"."""
    for n in range(at + 1, min(at + _FAR, len(words) - 2)):
        word = words[n]
        if word.quoted or not STOPPING.isdisjoint(word.gap) or word.form in ("and", "but"):
            return None
        follows = words[n + 1].form
        if (word.form in _COMING and follows == "from") or (word.form in _MADE and follows == "by"):
            return n + 2, name_end(words, n + 2)
        if word.form in _MADE and words[n + 2].form == "by" and n + 3 < len(words):
            return n + 3, name_end(words, n + 3)  # "put forward by"
    return None


#: How many words may stand between a noun of saying and the verb that tells whose it is.
_FAR = 24
_COMING = word_set("came comes come coming")
_MADE = word_set("made issued delivered voiced raised put published read")


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
    opened = [n for n, one in enumerate(between) if one.form in _CONTENT]
    rest = between[opened[0] + 1 :] if opened else between
    return (
        len(between) <= 14
        and len(rest) <= 3
        and (bool(opened) or not between)
        and not any("," in one.gap for one in between[1:])
    )
