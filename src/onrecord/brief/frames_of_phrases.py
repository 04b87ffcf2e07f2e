"""Frames that other words bear than a verb of saying: "according to", "in Selm's view", "Selm's threat to", "gave them
until Friday", "laid the blame on", "allegedly".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..codebook.claim_words import claim_words
from ..codebook.frame_words import frame_words
from ..codebook.verbs import cue_reading
from ..codebook.words import word_set
from .frame import TERM, Frame, FrameKind
from .frames_of_verbs import helpers_before
from .phrases import (
    DETERMINERS,
    STOPPING,
    is_number,
    name_end,
    owner_of,
    phrase_end,
    subject_before,
)
from .words import Word, phrase_at

#: Nouns of saying that bear a frame with "X's" before or "by X" after.
_NOUNS = word_set(
    "threat accusation allegation denial promise demand warning refusal claim call pledge vow order rejection charge "
    "assertion announcement assessment request complaint ultimatum condemnation boast statement report"
)
_PASSING = word_set("by from")


def phrase_frames(words: Sequence[Word]) -> Iterator[Frame]:
    """All of them, sort by sort."""
    for find in (_weak, _according, _nouns, _terms, _blaming, _silent):
        yield from find(words)


def _weak(words: Sequence[Word]) -> Iterator[Frame]:
    known = frame_words().weak
    for at, word in enumerate(words):
        end = at + (0 if word.quoted else phrase_at(words, at, known))
        if end > at and not (words[end - 1].form == "to" and _is_thing(words, end)):
            yield Frame(FrameKind.WEAK, (at, end), (at, at), (end, len(words)), None, word.form)


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
    begin = at + phrase_at(words, at, frame_words().going_by)
    if not at < begin < len(words):
        return None
    end = phrase_end(words, begin)
    return (begin, end), end


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
    known = frame_words().if_right if opener == "if" else frame_words().as_told
    for n in range(at + 2, min(at + _OWNER, len(words))):
        if words[n].quoted or not STOPPING.isdisjoint(words[n].gap):
            return None
        if size := phrase_at(words, n, known):
            return (at + 1, n), n + size
    return None


#: Within how many words behind "in", "if" or "as" whoever it goes by is named.
_OWNER = 10


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
            (form == "at" and is_number(forms[n + 1])) or (form, forms[n + 1]) == _DOWN_TO
            for n, form in enumerate(forms[:-1])
        ):
            continue
        begin = helpers_before(words, at)
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
        begin = helpers_before(words, at)
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
        end = at + (0 if word.quoted else phrase_at(words, at, frame_words().silent))
        if end == at:
            continue
        speaker = subject_before(words, at)
        if speaker[0] < speaker[1]:
            yield Frame(FrameKind.SAID, (at, end), speaker, (end, len(words)), reading, "decline")


def _is_term(forms: Sequence[str]) -> bool:
    """Whether words behind "gave" set a term: "them until 15 April to go", "him a deadline of", "ten days to leave"."""
    for n, form in enumerate(forms):
        if form in ("until", "till", "deadline", "ultimatum"):
            return True
        if form in ("days", "hours", "weeks", "week", "month", "months") and "to" in forms[n + 1 : n + 1 + _DATED]:
            return True
    return False


#: Within how many words behind a length of time "to" may stand: "six days on 9 April to leave".
_DATED = 5
#: Verbs that set a term or give a number, and what is done by it.
_SETTING = {
    **dict.fromkeys(("gave", "gives", "given", "giving", "set", "sets"), "demanded"),
    **dict.fromkeys(("put", "puts"), "said"),
}
#: Nor is one needed by "put it down to": somebody explains it so.
_DOWN_TO = ("down", "to")
_WITHIN = frozenset(";:—.!?")


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
