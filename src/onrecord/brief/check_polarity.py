"""Whether what is denied in the source is denied in the sentence, and what is affirmed affirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..codebook import cue_reading
from ..codebook.claim_words import claim_words
from ..codebook.words import word_set
from ..record import BriefSentence, SpeechAct
from .evidence import Evidence
from .fault import Fault, FaultKind
from .frame import Frame, FrameKind
from .speakers import Match, Verdict, matches
from .speech import Speech, speech
from .stance import PLAIN_VERBS, Stance, is_denial, is_negator, is_stop
from .ties_told import tells_tie
from .voiced import Voiced
from .words import Word, base, words_in

if TYPE_CHECKING:
    from .check import Grounds


@dataclass(frozen=True, slots=True)
class Laid:
    """A clause of a sentence laid beside one evidence: the places of words that stand alike in both, of those that do
    not, and of those of which it is open.
    """

    voiced: Voiced
    alike: tuple[int, ...]
    turned: tuple[int, ...]
    open: tuple[int, ...]

    @property
    def met(self) -> int:
        """How many words both have."""
        return len(self.alike) + len(self.turned) + len(self.open)


def check_polarity(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """A "not" that was lost or put in, by whatever word."""
    if not cited:
        return
    one = speech(sentence, cited, grounds)
    if _is_of_the_desk(one):
        yield from _of_the_desk(one)
        return
    faults = [*_clauses(one)] or [*_doubly(one)] or [*_denials(one)] or [*_cues(one)] or [*_ties(one)]
    faults = faults or [*_likely(one)]
    yield from faults


def _is_of_the_desk(one: Speech) -> bool:
    """Whether the sentence tells what the desk has not read, and denies nothing that was said."""
    forms = " ".join(word.form for word in one.words if not word.quoted)
    return "the desk has read" in forms or "on the record" in forms or "before on this desk" in forms


_ANY = word_set("anyone anybody anything")
_LEAST = word_set("first since whether if")
_SHOWING = word_set("shows show showed")


def _of_the_desk(one: Speech) -> Iterator[Fault]:
    """What the desk has not read, without the word that denies it, or with one too many."""
    forms = [word.form for word in one.words]
    denying = [at for at in range(len(forms)) if is_negator(one.words, at)]
    any_ = next((at for at, form in enumerate(forms) if form in _ANY and not one.words[at].quoted), None)
    if any_ is not None and not denying and _LEAST.isdisjoint(forms):
        words = f"“{forms[any_]}” stands without the word that denies it"
        yield one.fault(
            FaultKind.POLARITY, (any_, any_ + 1), words, mending="write that nobody did, or that it was new"
        )
    for at, form in enumerate(forms):
        if form in _SHOWING and at + 1 < len(forms) and forms[at + 1] == "that" and any(n < at for n in denying):
            twice = next((n for n in denying if n > at and one.stances[n].clause == one.stances[at + 1].clause), None)
            if twice is not None:
                words = "that nothing shows that it was not so tells the opposite of what the record lacks"
                yield one.fault(FaultKind.POLARITY, (twice, twice + 1), words, mending="leave the second denial out")


def _doubly(one: Speech) -> Iterator[Fault]:
    """A denial of a denial: "denied that he was not" for "denied that he was"."""
    for frame in one.frames:
        if frame.reading is None or frame.kind is not FrameKind.SAID or frame.reading.act is not SpeechAct.DENY:
            continue
        twice = _first_not(one.words, one.stances, range(*frame.content))
        mine = [match for match in _spoken(one, frame) if match.voiced.evidence.is_english]
        if twice is None or frame.reading.negated or not mine:
            continue
        if all(_cue_denies(match.voice.cue, match.voice.statement.act) and not _is_not(match) for match in mine):
            words = f"with “{one.words[twice].form}” after “{one.of(frame.cue)}” the sentence affirms what is denied"
            yield one.fault(
                FaultKind.POLARITY, (twice, twice + 1), words, mending="leave one denial out", cited=mine[0].voiced
            )


def _spoken(one: Speech, frame: Frame) -> list[Match]:
    """The voices cited that speak in a frame, or for whom it lets their body speak."""
    return [match for match in matches(one, frame) if match.verdict >= Verdict.BODY and match.voice.cited]


def _first_not(words: Sequence[Word], stood: Sequence[Stance], places: range) -> int | None:
    """The first "not" or "never" in the clause that a content begins with."""
    clause = stood[places.start].clause if places.start < len(stood) else -1
    for at in places:
        if stood[at].clause != clause or words[at].quoted:
            return None
        if words[at].form in ("not", "never") or words[at].form.endswith("n't"):
            return at if is_negator(words, at) else None
    return None


def _is_not(match: Match) -> bool:
    """Whether what is denied in the source is itself a "not"."""
    return _has_not(" ".join(span.of(match.voiced.evidence.text) for span in match.voice.statement.content)[:400])


#: Words of likelihood, with whether what they are said of is held to be so.
_LIKELY = {
    **dict.fromkeys(("likely", "probable", "probably", "plausible"), True),
    **dict.fromkeys(("unlikely", "improbable", "implausible", "doubtful", "doubt", "doubts"), False),
}


def _likely(one: Speech) -> Iterator[Fault]:
    """What the source holds to be unlikely, told as likely, or the other way round."""
    mine = _held(one.words, one.stances)
    for cited in one.cited:
        theirs = _held(cited.words, cited.stances)
        met: list[tuple[int, bool]] = []
        for at, likely in mine.items():
            there = {theirs.get(n) for n in cited.keys.get(one.stances[at].key, ())}
            if there and None not in there and not one.words[at].quoted:
                met.append((at, likely in there))
        if met and not any(same for _, same in met):
            at = max(n for n in range(met[0][0]) if one.words[n].form in _LIKELY)
            words = f"“{one.words[at].form}” tells the opposite of how likely the source holds it to be"
            yield one.fault(FaultKind.POLARITY, (at, at + 1), words, mending="keep the source’s word", cited=cited)
            return


def _held(words: Sequence[Word], stood: Sequence[Stance]) -> dict[int, bool]:
    """The places of the telling words that are said to be likely or unlikely, with which."""
    found: dict[int, bool] = {}
    held: bool | None = None
    clause = -1
    for at, word in enumerate(words):
        if word.form in _LIKELY:
            negated = any(is_negator(words, n) for n in range(max(0, at - 2), at))
            held, clause = _LIKELY[word.form] is not negated, stood[at].clause
        elif held is not None and stood[at].clause != clause:
            # "Unlikely that the threat will be carried out": the clause that it opens is held so.
            opens = word.form == "that" and at and words[at - 1].form in _LIKELY
            held, clause = (held, stood[at].clause) if opens else (None, -1)
        if held is not None and stood[at].tells and word.form not in _LIKELY:
            found[at] = held
    return found


def _ties(one: Speech) -> Iterator[Fault]:
    """Somebody who is said not to be what the source calls him."""
    for at in range(1, len(one.words)):
        if one.words[at].form not in ("not", "never") or one.words[at - 1].form not in ("is", "was", "are", "were"):
            continue
        for cited in one.cited:
            if not one.words[at].quoted and tells_tie(one, cited):
                words = f"the source binds them to one another ({cited.evidence.id[:8]})"
                yield one.fault(FaultKind.POLARITY, (at, at + 1), words, mending="leave it out", cited=cited)
                return


def _clauses(one: Speech) -> Iterator[Fault]:
    clauses: dict[int, list[int]] = {}
    for at, stance in enumerate(one.stances):
        tells = stance.tells or one.words[at].form in PLAIN_VERBS
        if tells and not one.words[at].quoted and not one.is_cue(at):
            clauses.setdefault(stance.clause, []).append(at)
    for places in clauses.values():
        laid = [_lay(one, places, cited) for cited in one.cited if cited.evidence.is_english]
        if not laid:
            continue
        most = max(each.met for each in laid)
        best = [each for each in laid if each.met == most]
        if not most or any(not _is_turned(one, each) for each in best):
            continue
        worst = best[0]
        place = _denying(one, worst.turned[0]) or (worst.turned[0], worst.turned[0] + 1)
        yield one.fault(
            FaultKind.POLARITY, place, _words(one, worst), mending="see what the source denies", cited=worst.voiced
        )


def _is_lifted(one: Speech, frame: Frame, mine: Sequence[Match]) -> bool:
    """Whether a "not" before a verb of refusing takes it back, and the source has none: "did not rule out"."""
    refuses = _is_refusal(one.words[at].form for at in range(*frame.cue))
    negated = any(is_negator(one.words, at) for at in range(*frame.cue))
    return refuses and negated and not any(_has_not(match.voice.cue) for match in mine)


def _is_refusal(forms: Iterable[str]) -> bool:
    """Whether a cue refuses by its own verb: "ruled out", "rejected"."""
    reading = cue_reading(" ".join(form for form in forms if form not in ("not", "did", "never", "has", "had", "have")))
    return reading is not None and reading.act in (SpeechAct.REJECT, SpeechAct.DENY)


def _has_not(text: str) -> bool:
    words = words_in(text)
    return any(is_negator(words, at) for at in range(len(words)))


def _is_turned(one: Speech, laid: Laid) -> bool:
    if any(_has_opposite(one, laid, at) for at in laid.turned):
        return True
    if len(laid.turned) <= len(laid.alike):
        return False
    if len(laid.turned) >= 2:
        return True
    at = laid.turned[0]
    return one.stances[at].sign != 0 or _negated_beside(one, at) or _negated_there(one, laid, at)


def _has_opposite(one: Speech, laid: Laid, at: int) -> bool:
    """Whether the source has the opposite of a word: "lawful" for "unlawful"."""
    stance = one.stances[at]
    there = laid.voiced.keys.get(stance.key, ())
    return bool(stance.sign) and bool(there) and all(laid.voiced.stances[n].sign == -stance.sign for n in there)


def _negated_beside(one: Speech, at: int) -> bool:
    clause = one.stances[at].clause
    return any(is_negator(one.words, n) for n, stance in enumerate(one.stances) if stance.clause == clause)


def _negated_there(one: Speech, laid: Laid, at: int) -> bool:
    """Whether a "not" or a refusal stands right before the word in the source."""
    for place in laid.voiced.keys.get(one.stances[at].key, ()):
        before = range(max(0, place - 4), place)
        if any(is_negator(laid.voiced.words, n) or is_denial(laid.voiced.words, n) for n in before):
            return True
        if any(word.form == "neither" for word in laid.voiced.words[max(0, place - 8) : place]):
            return True
    return False


def _lay(one: Speech, places: Sequence[int], cited: Voiced) -> Laid:
    alike, turned, left = list[int](), list[int](), list[int]()
    open_ = _is_open(cited)
    spoken = frozenset[str]().union(*(voice.described for voice in cited.voices if voice.statement.speaker.spans))
    for at in places:
        stance, word = one.stances[at], one.words[at]
        there = cited.keys.get(stance.key, ())
        opposite = 0
        if not there and (other := _without_un(word.key, cited)) is not None:
            there, opposite = other, 1
        if not there or word.large or word.owner or word.key.isdigit():
            continue
        if stance.denied is None or open_:
            # Who stops something neither has nor has not done it; and "denied the charge" denies what stands before.
            same = not stance.sign or any(cited.stances[n].sign == stance.sign for n in there)
            (left if same else turned).append(at)
            continue
        mine = (stance.denied + (stance.sign < 0) + opposite) % 2
        theirs = {
            (bool(cited.stances[n].denied) + (cited.stances[n].sign < 0)) % 2
            for n in there
            if cited.stances[n].denied is not None
        }
        if any(cited.stances[n].denied is None for n in there):
            left.append(at)
        elif not theirs or mine in theirs:
            alike.append(at)
        elif word.root in spoken or _is_denied_of(one.words, one.stances, at) or _is_of_none(cited, there):
            left.append(at)  # who speaks is not denied: "the mission would not", "the mission declined to"
        else:
            turned.append(at)
    return Laid(cited, tuple(alike), tuple(turned), tuple(left))


#: How many words behind a subject what is told of it may stand.
_CLAUSE = 60


def _is_denied_of(words: Sequence[Word], stood: Sequence[Stance], at: int) -> bool:
    """Whether a word only tells of what something is denied: it stands before the "not" of its clause, and behind that
    stand words that tell what.
    """
    clause, near = stood[at].clause, range(at + 1, min(at + _CLAUSE, len(words)))
    mine = [n for n in near if stood[n].clause == clause]
    denying = next((n for n in mine if is_negator(words, n)), None)
    return denying is not None and any(stood[n].tells and n > denying and not is_stop(words[n]) for n in mine)


def _is_of_none(cited: Voiced, there: Sequence[int]) -> bool:
    """Whether the source has a word only as that of which it denies something: "neither of the wounded"."""
    forms = [word.form for word in cited.words]
    return all(
        any(forms[n] in ("neither", "none") and forms[n + 1] == "of" for n in range(max(0, at - 4), at - 1))
        for at in there
    )


def _without_un(key: str, cited: Voiced) -> tuple[int, ...] | None:
    """The same word with or without "un-" in the source."""
    other = key[2:] if key.startswith("un") and len(key) > 6 else f"un{key}" if len(key) > 4 else None
    return cited.keys.get(base(other)) if other is not None else None


def _is_open(cited: Voiced) -> bool:
    """Whether the source denies or rejects by pointing back: "a charge that the mission denied", "denied it"."""
    worked = cited.evidence.worked
    if "points back" not in worked:
        worked["points back"] = _points_back(cited)
    return bool(worked["points back"])


def _points_back(cited: Voiced) -> bool:
    wrappers = claim_words().of("wrappers")
    for at in range(len(cited.words)):
        if not is_denial(cited.words, at):
            continue
        after = cited.words[at + 1 : at + 4]
        pointed = any((word.form,) in wrappers or word.form in ("it", "this", "them") for word in after[:3])
        behind = {word.form for word in cited.words[at + 1 : at + 8]}
        closed = not after or any(sign in after[0].gap for sign in ".;,")
        closed = closed or (after[0].form in ("on", "and", "but") and "that" not in behind)
        if (pointed and "that" not in behind) or closed:
            return True
    return False


def _denying(one: Speech, at: int) -> tuple[int, int] | None:
    """The word that denies in the clause of a word, if there is one."""
    clause = one.stances[at].clause
    for place, stance in enumerate(one.stances):
        if stance.clause == clause and (is_negator(one.words, place) or is_denial(one.words, place)):
            return place, place + 1
    return None


def _words(one: Speech, laid: Laid) -> str:
    at = laid.turned[0]
    there = laid.voiced.keys.get(one.stances[at].key, (0,))[0]
    source = laid.voiced.words[max(0, there - 4) : there + 3]
    shown = " ".join(word.form for word in source)
    return f"the source says the opposite of “{one.words[at].form}”: “... {shown} ...” ({laid.voiced.evidence.id[:8]})"


def _denials(one: Speech) -> Iterator[Fault]:
    """Something denied that is told as if it had been said."""
    for frame in one.frames:
        if frame.kind not in (FrameKind.SAID, FrameKind.PASSIVE, FrameKind.ACCORDING) or frame.reading is None:
            continue
        mine = _spoken(one, frame)
        if not mine or not all(_cue_denies(match.voice.cue, match.voice.statement.act) for match in mine):
            continue
        if frame.reading.act in (SpeechAct.DENY, SpeechAct.REJECT) or _has_denial(one):
            continue
        told = one.told_by(frame)
        shared = told & frozenset(root for match in mine for root in match.voiced.roots)
        if len(shared) >= max(1, min(2, len(told))) and not any(word.quoted for word in one.words):
            match = mine[0]
            voice = match.voice
            words = f"{voice.name} {voice.cue} what “{one.of(frame.cue)}” affirms"
            instead = None if " " in voice.cue else voice.cue
            yield one.fault(FaultKind.POLARITY, frame.cue, words, instead=instead, cited=match.voiced)


def _cue_denies(cue: str, act: SpeechAct) -> bool:
    if act not in (SpeechAct.DENY, SpeechAct.REJECT):
        return False
    forms = cue.lower().split()
    return any((form,) in claim_words().of("denials") for form in forms)


def _has_denial(one: Speech) -> bool:
    return any(
        is_negator(one.words, at) or is_denial(one.words, at) or one.stances[at].sign < 0
        for at in range(len(one.words))
    )


def _cues(one: Speech) -> Iterator[Fault]:
    """A cue that says that it was not said, or lost its "not": "declined to say"."""
    for frame in one.frames:
        if frame.reading is None or frame.kind is not FrameKind.SAID:
            continue
        mine = _spoken(one, frame)
        if not mine:
            continue
        theirs = {
            match.voice.statement.negated
            or bool(match.voice.reading and match.voice.reading.negated)
            or _has_not(match.voice.cue)
            for match in mine
        }
        lifted = _is_lifted(one, frame, mine)
        negated = frame.reading.negated or any(is_negator(one.words, at) for at in range(*frame.cue))
        if negated and any(_is_not(match) for match in mine):
            continue  # "declined to discuss it", of "he did not discuss it"
        if (negated not in theirs or lifted) and len(one.told_by(frame) & mine[0].voice.says) >= 1:
            if SpeechAct.REJECT in (frame.reading.act, mine[0].voice.statement.act) and not lifted:
                continue
            said = "did not" if negated else "did"
            words = f"“{one.of(frame.cue)}” says that it {said} happen, and the source has “{mine[0].voice.cue}”"
            yield one.fault(FaultKind.POLARITY, frame.cue, words, cited=mine[0].voiced)
