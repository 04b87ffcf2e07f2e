"""Frames that a verb of saying bears, and whether it bears one: "Selm denied that ...", "..., the minister said".

By rules on words, without a tagger: the cues of ``speech_verbs.yaml`` as far as ``frame_words.yaml`` or what stands
beside them shows that they bear a frame here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..codebook.frame_words import frame_words
from ..codebook.verbs import Cue, Hold, cue_reading, speech_verbs
from ..codebook.words import word_set
from ..record import SpeechAct
from .frame import Frame, FrameKind
from .phrases import (
    BE,
    DETERMINERS,
    PREPOSITIONS,
    STOPPING,
    has_verb,
    is_aux,
    is_number,
    is_relative,
    named_by,
    parenthetical,
    phrase_end,
    subject_before,
)
from .stance import is_past, is_sacking
from .words import Word

_ADVERBS = word_set(
    "also again then later not never earlier previously once still since now yet first even already just only "
    "soon ever always often both twice"
)
CONTENT = word_set("that whether why how what when where who if")
_BYLINES = word_set("quote cite")
_INVERTED = word_set(
    "say add write ask reply respond note explain argue insist warn declare announce claim answer conclude state"
)
_NO_SPEAKERS = word_set("so it this that nothing little much again")
#: What may follow a frame that only follows what it tells: "..., he said on Friday".
_LATER = word_set("on in at last this yesterday today earlier later")
_STANDING = word_set("stands stand stood standing")
_CLOSING = frozenset(",;:—–")


def verb_frames(words: Sequence[Word]) -> Iterator[Frame]:
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
    begin = helpers_before(words, at)
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
        if one.form in CONTENT or one.quoted or "," in one.gap:
            return False
        if one.form in ("to", "for", "that"):
            return True
    return False


def helpers_before(words: Sequence[Word], at: int) -> int:
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
        if is_number(before.form):
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
        if words[n + 1].gap.strip() or words[n].quoted or words[n].form in CONTENT | {"and", "but", "which", "who"}:
            return False
        if words[n].form in PREPOSITIONS and is_past(words[n - 1].form) and not words[n - 1].large:
            return n + 1 < at
    return False


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
    begin = helpers_before(words, at)
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
