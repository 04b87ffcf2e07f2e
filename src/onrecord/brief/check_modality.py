"""Whether what may be, will be, must be, hangs on a condition or was done is told so; and one as one, many as many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..codebook.frame_words import frame_words
from ..codebook.words import word_set
from ..record import BriefSentence, Polarity, SpeechAct
from .evidence import Evidence
from .fault import Fault, FaultKind
from .frame import FrameKind
from .how_many import ARTICLES, LITTLE, amounts, numbers
from .speech import Speech, block_of, speech
from .stance import MODALS, PLAIN_VERBS, Mood, is_condition
from .ties_told import tells_tie
from .voiced import Voiced
from .words import Word, phrase_at, words_in

if TYPE_CHECKING:
    from .check import Grounds

_AGAINST = {
    Mood.DONE: frozenset((Mood.WILL, Mood.MAY, Mood.MUST, Mood.CAN)),
    Mood.WILL: frozenset((Mood.MAY, Mood.MUST, Mood.CAN, Mood.DONE)),
    Mood.MAY: frozenset((Mood.WILL, Mood.MUST, Mood.DONE)),
    Mood.CAN: frozenset((Mood.WILL, Mood.MUST, Mood.DONE)),
    Mood.MUST: frozenset((Mood.WILL, Mood.MAY, Mood.CAN, Mood.DONE)),
}
#: Words by which a source holds something out without a helping verb.
_SHOWS = {
    Mood.WILL: word_set(
        "will shall would ll promise promised promises vow vowed pledge pledged threaten threatened threatens "
        "plan plans planned announce announced expect expects expected going tomorrow next offer offered agree "
        "agreed ready set due to until"
    ),
    Mood.MAY: word_set(
        "may might could can possible possibly perhaps likely unlikely probably expect expects expected think believe "
        "offer offers offered invite invites invited allow allows allowed permit permits permitted "
        "believes assess risk fear fears feared doubt suspect suspects if whether"
    ),
    Mood.CAN: word_set(
        "can could able may might capable allow allows allowed possible free let ready power unable cannot open"
    ),
    Mood.MUST: word_set(
        "must should ought shall demand demanded demands urge urged urges call called calls calling ask asked "
        "asks order ordered orders require required requires need needs told tell insist insisted has have had "
        "obliged refuse request requested until"
    ),
}

#: Words by which a source supposes that something has happened: "may have been beaten".
_SUPPOSES = _SHOWS[Mood.MAY] - word_set("if whether expect expects expected can")

_ABLE = (("be", "able"), ("be", "free"), ("be", "allowed"), ("be", "permitted"))
_WHEN = word_set("when once if until unless as")
#: Openers that as often tell when or who as on what condition; marks with which a sentence ends.
_OTHERWISE = word_set("while until should whoever")
_SENTENCE_ENDS = frozenset(".!?\n")


def check_modality(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """A may that became a will, a plan that became a deed, a condition that was lost, a boat that became boats."""
    if not cited:
        return
    one = speech(sentence, cited, grounds)
    if not all(each.evidence.is_english for each in one.cited):
        return
    yield from [*_verbs(one)] or [*_modals(one)] or [*_cues(one)] or [*_ties(one)] or [*_shown(one)]
    yield from _conditions(one)
    yield from numbers(one)
    yield from amounts(one)


def _verbs(one: Speech) -> Iterator[Fault]:
    """Verbs that both have, and hold out or tell as done otherwise."""
    for at, stance in enumerate(one.stances):
        if stance.mood is None or one.words[at].quoted or one.words[at].large or one.is_cue(at):
            continue
        if not stance.tells and one.words[at].form not in PLAIN_VERBS:
            continue
        if not _is_of_verb(one.words, at):
            continue
        theirs: set[Mood | None] = set()
        for cited in one.cited:
            for place in cited.keys.get(stance.key, ()):
                theirs.add(cited.stances[place].mood if _is_of_verb(cited.words, place) else None)
        if stance.mood is not Mood.DONE and len(theirs) > 1:
            theirs.discard(None)
        if not theirs or not theirs <= _AGAINST[stance.mood]:
            continue
        if stance.sign and not any(one.words[at].root in cited.roots for cited in one.cited):
            continue  # "rose", of what is expected to double: another word, and so perhaps of another thing
        if stance.mood is Mood.DONE and (not _acts_here(one, at) or not (stance.tells or _goes_on_alike(one, at))):
            continue
        if stance.mood is Mood.WILL and theirs == {Mood.DONE} and _is_conditional(one):
            continue
        if stance.mood is Mood.WILL and theirs == {Mood.MUST} and _is_refused(one, at):
            continue  # "refused to resign", of "rejected a call to resign"
        mood = min(theirs, key=str)  # The same one in every run: a set has no order.
        where = _modal(one, at) or (at, at + 1)
        cited = next(each for each in one.cited if stance.key in each.keys)
        words = f"“{one.of(where)}” tells as {_TOLD[stance.mood]} what the source tells as {_TOLD[mood or Mood.DONE]}"
        yield one.fault(
            FaultKind.MODALITY,
            where,
            f"{words} ({cited.evidence.id[:8]})",
            mending="keep the source’s mood",
            cited=cited,
        )
        return


_TOLD = {
    Mood.DONE: "done",
    Mood.WILL: "to come",
    Mood.MAY: "possible",
    Mood.CAN: "within reach",
    Mood.MUST: "a duty or demand",
}


def _is_of_verb(words: Sequence[Word], at: int) -> bool:
    """Whether a word stands as a verb, so that its mood is its own: not as a noun ("their inspection")."""
    before = words[at - 1] if at else None
    return before is None or not (before.form in ARTICLES or before.owner)


def _acts_here(one: Speech, at: int) -> bool:
    """Whether a past form is a verb with a subject: not "the wounded", "unpaid"; not a participle behind its noun."""
    before, after = one.words[at - 1], one.words[at + 1] if at + 1 < len(one.words) else None
    if before.form in ARTICLES or before.form in LITTLE - {"was", "were", "has", "had", "have", "and"}:
        return False
    return after is None or not (after.form == "by" and before.form not in ("was", "were", "been"))


def _goes_on_alike(one: Speech, at: int) -> bool:
    """Whether a common verb goes on as in the source: "had taken over" for "would take over", not "gave them until"."""
    after = one.words[at + 1].form if at + 1 < len(one.words) else ""
    for cited in one.cited:
        for place in cited.keys.get(one.stances[at].key, ()):
            if place + 1 < len(cited.words) and cited.words[place + 1].form == after:
                return True
    return False


def _is_conditional(one: Speech) -> bool:
    return any(word.form in ("if", "unless") for word in one.words)


def _is_refused(one: Speech, at: int) -> bool:
    return any(word.form in ("refused", "refuses", "declined", "declines") for word in one.words[max(0, at - 3) : at])


def _modal(one: Speech, at: int) -> tuple[int, int] | None:
    for place in range(at - 1, max(-1, at - 6), -1):
        if one.words[place].form in MODALS and one.stances[place].clause == one.stances[at].clause:
            return place, place + 1
    return None


def _modals(one: Speech) -> Iterator[Fault]:
    """Helping verbs that nothing in the source answers to."""
    if not any(word.form in MODALS for word in one.words):
        return
    there = {"will" if word.form.endswith("'ll") else word.form for cited in one.cited for word in cited.words}
    acts = {voice.statement.act for cited in one.cited for voice in cited.voices}
    for at, word in enumerate(one.words):
        mood = MODALS.get(word.form)
        if mood is None or word.quoted or (word.form == "may" and word.large and at > 0):
            continue
        if word.form == "may" and at > 0 and one.words[at - 1].form.isdigit():
            continue
        if is_condition(one.words, at):
            continue
        if mood is Mood.WILL and tuple(w.form for w in one.words[at + 1 : at + 3]) in _ABLE:
            mood = Mood.CAN
        told = [n for n, stance in enumerate(one.stances) if stance.clause == one.stances[at].clause and stance.tells]
        met = [n for n in told if any(one.stances[n].key in cited.keys for cited in one.cited)]
        shown = (
            _SUPPOSES if mood is Mood.MAY and one.words[at + 1 : at + 2] and one.words[at + 1].form == "have" else None
        )
        if there & (shown or _SHOWS[mood]) or not met or _by_act(mood, acts):
            continue
        if word.form == "would" and not _WHEN.isdisjoint(there) and not _WHEN.isdisjoint(w.form for w in one.words):
            continue  # "would sail once it had the pump", of "when it has the pump"
        words = f"“{word.form}” is more, or less, than what the source says, which has no such word"
        yield one.fault(FaultKind.MODALITY, (at, at + 1), words, mending="keep the source’s mood", cited=one.cited[0])
        return


def _cues(one: Speech) -> Iterator[Fault]:
    """A saying that is told as possible, and was done: "may have promised"."""
    for frame in one.frames:
        held = (n for n in range(*frame.cue) if MODALS.get(one.words[n].form) is Mood.MAY and not one.words[n].large)
        at = next(held, None)
        if at is None or frame.within is not None or frame.kind is not FrameKind.SAID:
            continue
        voices = [voice for cited in one.cited for voice in cited.cited]
        if voices and not any(MODALS.get(word.form) is Mood.MAY for cited in one.cited for word in cited.words):
            words = f"“{one.of(frame.cue)}” leaves open what the source tells as said: “{voices[0].cue}”"
            yield one.fault(
                FaultKind.MODALITY, (at, at + 1), words, mending="keep the source’s mood", cited=one.cited[0]
            )
            return


def _shown(one: Speech) -> Iterator[Fault]:
    """What nothing on the record shows, told as what may be: "nothing shows that it may have been done"."""
    for at, word in enumerate(one.words[:-1]):
        if word.form not in ("shows", "show", "showed") or word.quoted or one.words[at + 1].form != "that":
            continue
        clause = one.stances[at + 1].clause
        for n in range(at + 2, len(one.words)):
            if one.stances[n].clause != clause:
                break
            if MODALS.get(one.words[n].form) is Mood.MAY and not one.words[n].large:
                words = f"“{one.words[n].form}” tells of what may be, and the record lacks what was done"
                yield one.fault(FaultKind.MODALITY, (n, n + 1), words, mending="tell whether it was done")
                return


def _ties(one: Speech) -> Iterator[Fault]:
    """Somebody who may be what the source says that he is."""
    for at, word in enumerate(one.words[:-1]):
        if MODALS.get(word.form) is not Mood.MAY or word.quoted or one.words[at + 1].form not in ("be", "have"):
            continue
        for cited in one.cited:
            if tells_tie(one, cited):
                words = f"“{word.form}” leaves open what the source tells as so ({cited.evidence.id[:8]})"
                yield one.fault(FaultKind.MODALITY, (at, at + 1), words, mending="keep the source’s mood", cited=cited)
                return


def _by_act(mood: Mood, acts: set[SpeechAct]) -> bool:
    held = {SpeechAct.PROMISE, SpeechAct.THREATEN, SpeechAct.ANNOUNCE, SpeechAct.REJECT}
    return (mood is Mood.MUST and SpeechAct.DEMAND in acts) or (mood is Mood.WILL and bool(acts & held))


def _conditions(one: Speech) -> Iterator[Fault]:
    """A condition of the source that the sentence, and those beside it, leave out."""
    known = frame_words().conditions
    mine = {word.root for word in one.words}
    if any(_opened(one.words, known)):
        return
    kept: list[Voiced] = []
    lost: list[tuple[Voiced, tuple[int, int]]] = []
    for cited in one.cited:
        parts = _conditional(cited, known)
        if not parts:
            kept.append(cited)
        for begin, end, main in parts:
            held = {cited.words[n].root for n in range(begin, end) if cited.stances[n].tells}
            told = {cited.words[n].root for n in main if cited.stances[n].tells}
            if held and not held & mine and len(told & mine) >= max(2, (len(told) + 1) // 2):
                lost.append((cited, (begin, end)))
            else:
                kept.append(cited)
    if not lost or any(
        len({w.root for w in each.words} & mine) >= len(mine) // 2 for each in kept if each is not lost[0][0]
    ):
        return
    cited, (begin, end) = lost[0]
    beside = (other for other in block_of(one.sentence, one.grounds.brief) if other is not one.sentence)
    if any(_says(other, cited, begin, end, known) for other in beside):
        return
    shown = " ".join(word.form for word in cited.words[begin:end][:9])
    words = f"the source sets a condition that is lost: “{shown}” ({cited.evidence.id[:8]})"
    yield one.fault(FaultKind.MODALITY, (0, len(one.words)), words, mending="tell the condition", cited=cited)


def _opened(words: Sequence[Word], known: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """The places of the phrases that open a condition."""
    for at in range(len(words)):
        if size := phrase_at(words, at, known):
            yield at, at + size


def _conditional(cited: Voiced, known: frozenset[tuple[str, ...]]) -> list[tuple[int, int, list[int]]]:
    """The conditions in what is said: from where to where, and the places of the clause that hangs on each."""
    found: list[tuple[int, int, list[int]]] = []
    says = frozenset(root for voice in cited.cited for root in voice.says)
    strict = getattr(cited.evidence.finding, "polarity", None) is Polarity.CONDITIONAL
    for begin, end in _opened(cited.words, known):
        word = cited.words[begin]
        if word.form in ("while", "until", "should") and not _hangs(cited, begin):
            continue
        if word.form == "if" and begin and cited.words[begin - 1].form in ("asked", "ask", "know", "see", "wonder"):
            continue
        # "provided that" opens its clause with its second word.
        clause = cited.stances[end - 1].clause
        close = next((n for n in range(end, len(cited.words)) if cited.stances[n].clause != clause), len(cited.words))
        if strict or any(cited.words[n].root in says for n in range(begin, close)) or _goes_on(cited, says, begin):
            found.append((begin, close, _beside(cited, begin, close)))
    return found


def _goes_on(cited: Voiced, says: frozenset[str], begin: int) -> bool:
    """Whether a condition stands right behind what is said, in the same sentence, though the reading leaves it out."""
    word = cited.words[begin]
    if begin == 0 or word.form in _OTHERWISE or not _SENTENCE_ENDS.isdisjoint(word.gap):
        return False
    before = cited.words[begin - 1]
    return before.root in says and before.quoted == word.quoted


def _hangs(cited: Voiced, begin: int) -> bool:
    """Whether "while" or "until" opens a condition: what hangs on it is held out."""
    if cited.words[begin].form == "should":
        return begin == 0 or any(sign in cited.words[begin].gap for sign in ",;“")
    clause = cited.stances[begin].clause
    return any(
        stance.mood in (Mood.WILL, Mood.MUST)
        for n, stance in enumerate(cited.stances[:begin])
        if stance.clause == clause - 1
    )


def _beside(cited: Voiced, begin: int, end: int) -> list[int]:
    """The places that stand in the same clause as a condition or beside it, within its quotation."""
    clause = cited.stances[begin].clause
    return [
        n
        for n, (word, stance) in enumerate(zip(cited.words, cited.stances, strict=True))
        if not begin <= n < end and abs(stance.clause - clause) <= 1 and word.quoted == cited.words[begin].quoted
    ]


def _says(other: BriefSentence, cited: Voiced, begin: int, end: int, known: frozenset[tuple[str, ...]]) -> bool:
    """Whether another sentence of the block tells the condition."""
    words = words_in(other.text)
    held = {cited.words[n].root for n in range(begin, end) if cited.stances[n].tells}
    return bool(held & {word.root for word in words}) and (any(_opened(words, known)) or len(held) < 3)
