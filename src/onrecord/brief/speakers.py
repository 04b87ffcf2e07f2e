"""Whether the words for a speaker in a draft's sentence mean whoever speaks by what is cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from ..codebook import english_words, role_words
from ..codebook.frame_words import frame_words
from ..codebook.words import word_set
from ..gazetteer.likeness import SAME, likeness
from .frame import Frame
from .how_many import ARTICLES
from .speech import Speech, Subject, subject
from .voiced import TITLES, Voice, Voiced, alike, roles_among
from .words import Word, base, words_in


class Verdict(IntEnum):
    """How words for a speaker stand to a voice, from the worst to the best."""

    OTHER = 0
    """Somebody else is meant."""
    UNKNOWN = 1
    """The words do not tell."""
    CARRIER = 2
    """What carried the words is meant."""
    BODY = 3
    """The body for which the voice speaks is meant."""
    SPEAKER = 4
    """The voice is meant."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody named in some words: from where to where, and who it may be. ``leads`` is false of one after "of" or
    before "'s", who only describes.
    """

    begin: int
    end: int
    who: frozenset[str]
    leads: bool


_OF = word_set("of for in at by from with to against on near under about over")


def names_among(words: Sequence[Word], one: Voiced) -> list[Hit]:
    """Who of the evidence is named in some words."""
    found: list[Hit] = []
    for at, word in enumerate(words):
        best, who = 0, set[str]()
        for keys, whose in one.named.get(word.key, ()):
            size = _fits(words, at, keys, whole=whose not in one.persons)
            if size > best:
                best, who = size, {whose}
            elif size and size == best:
                who.add(whose)
        if best and not _is_longer(words, at - best + 1):
            begin = at - best + 1
            while found and found[-1].begin >= begin:
                found.pop()
            found.append(Hit(begin, at + 1, frozenset(who), not word.owner and not _is_governed(words, begin)))
    return found


def _is_longer(words: Sequence[Word], begin: int) -> bool:
    """Whether the name goes on before: "Sada Vashtel" is not Vashtel, nor Karim Qoltan Bashir."""
    if begin == 0 or words[begin].gap.strip(" -") or not words[begin - 1].large or words[begin - 1].owner:
        return False
    before = words[begin - 1]
    known, small = role_words(), before.form.rstrip(".")
    if small in known.titles or small in TITLES or roles_among((before.root,)) or small in english_words().openers:
        return False
    return not before.form.endswith(("ish", "i", "an", "ese", "ian"))


def _fits(words: Sequence[Word], at: int, keys: tuple[str, ...], *, whole: bool) -> int:
    """How many words of a name end here: all of them, or, of a person, the last; of a body, two at least."""
    size = 0
    while size < len(keys) and at - size >= 0 and words[at - size].key == keys[len(keys) - 1 - size]:
        size += 1
    if size == len(keys):
        return size if not words[at].key.isascii() or any(w.large for w in words[at - size + 1 : at + 1]) else 0
    while size and (not words[at - size + 1].large or words[at - size + 1].form == "the"):
        size -= 1  # "of Nesharra" is no end of the ministry's name
    return 0 if not words[at].large or (whole and size < 2) or len(keys[-1]) < 3 else size


def _is_governed(words: Sequence[Word], begin: int) -> bool:
    """Whether a preposition leads to the name: "the spokesman of the People's Coastal Guard"."""
    at = begin - 1
    while at >= 0 and begin - at <= 5 and not words[at + 1].gap.strip():
        if words[at].form in _OF:
            return True
        if words[at].form not in ("the", "a", "an", "its", "their") and not words[at].large:
            return False
        at -= 1
    return False


def strangers(words: Sequence[Word], hits: Sequence[Hit]) -> list[int]:
    """Places of words written large that name nobody of the evidence, and are no title or day."""
    known, english = role_words(), english_words()
    found = []
    for at, word in enumerate(words):
        if not word.large or any(hit.begin <= at < hit.end for hit in hits):
            continue
        small = word.form.removesuffix("'s")
        if (
            small in english.openers
            or small in english.calendar
            or small in known.titles
            or small.rstrip(".") in known.titles
        ):
            continue
        if roles_among((word.root,)) or small in TITLES or len(word.key) < 3:
            continue
        found.append(at)
    return found


def verdict(said: Subject, one: Voiced, voice: Voice) -> Verdict:
    """How the words for a speaker stand to one voice; of all that a pronoun may mean, the best."""
    found = [_verdict(words, said.pronoun, one, voice) for words in (said.words, *said.others)]
    if said.pronoun in ("he", "she"):
        # An outlet is no "he": somebody else is meant, if anybody is.
        found = [each for each in found if each is not Verdict.CARRIER] or [Verdict.UNKNOWN]
    return max(found)


def _verdict(words: Sequence[Word], pronoun: str | None, one: Voiced, voice: Voice) -> Verdict:
    if not voice.who and len(voice.described) < 2:
        return Verdict.UNKNOWN
    hits = names_among(words, one)
    leading = [hit for hit in hits if hit.leads]
    if any(hit.who & voice.who for hit in leading):
        return Verdict.SPEAKER
    if _is_house(words, one, voice):
        return Verdict.BODY
    if leading:
        found = _of_names(leading, one, voice)
        if found is not Verdict.OTHER or pronoun not in ("it", "they"):
            return found
    elif any(hit.who & voice.who for hit in hits) and not _heads(words, hits):
        return Verdict.SPEAKER
    apart = [at for at in strangers(words, hits) if not _is_origin(words, at)]
    if apart and not leading and _is_spelt(words, apart, voice):
        return Verdict.SPEAKER
    if not leading and any(not words[at].owner and not _is_governed(words, at) for at in apart):
        return Verdict.SPEAKER if _is_described(words, voice, apart) else Verdict.OTHER
    return _of_description(words, hits, voice)


def _is_house(words: Sequence[Word], one: Voiced, voice: Voice) -> bool:
    """Whether a body is meant that published the text and for which its speaker speaks, by the words of its name in
    another order: "Nesharra’s foreign ministry" for the Ministry of Foreign Relations of Nesharra.
    """
    said = {word.key for word in words if word.form not in ARTICLES}
    heads = roles_among(word.root for word in words) & (voice.described | voice.body_words)
    if len(said) < 2 or not heads or words[-1].root not in heads:
        return False
    return any(said <= {word.key for word in words_in(outlet)} for outlet in one.evidence.outlets)


def _is_origin(words: Sequence[Word], at: int) -> bool:
    """Whether a word only says from where somebody is: "a Sorvish radio correspondent"."""
    after = words[at + 1] if at + 1 < len(words) else None
    return after is not None and not after.large and words[at].form.endswith(("ish", "ese", "ian"))


def _is_spelt(words: Sequence[Word], apart: Sequence[int], voice: Voice) -> bool:
    """Whether a name that is not known is another spelling of the speaker's."""
    name = voice.statement.speaker.name
    first = apart[0]
    while first > 0 and words[first - 1].large and not words[first].gap.strip(" -"):
        first -= 1
    said = " ".join(word.form for word in words[first : apart[-1] + 1])
    return name is not None and likeness(said, name.lower()).score >= SAME


def _of_names(leading: Sequence[Hit], one: Voiced, voice: Voice) -> Verdict:
    if any(_holds(hit, one, voice) for hit in leading):
        return Verdict.BODY
    others = [hit for hit in leading if hit.who & one.persons and not hit.who & voice.bodies]
    if others:
        return Verdict.OTHER
    if any(hit.who & voice.bodies for hit in leading):
        return Verdict.BODY
    if any(hit.who & one.carriers for hit in leading):
        return Verdict.CARRIER
    return Verdict.OTHER


def _holds(hit: Hit, one: Voiced, voice: Voice) -> bool:
    """Whether somebody holds the office by which the source calls a speaker whom it does not name."""
    if any(who in one.offices and who in one.persons and _is_named(one, who) for who in voice.who):
        return False
    called, titles = _as_british(voice.described), _title_roots()
    for who in hit.who:
        his = _as_british(one.offices.get(who, ()))
        apart = called & titles and his & titles and not called & his & titles
        if roles_among(called & his) and not apart:
            return True
    return False


def _as_british(roots: Iterable[str]) -> set[str]:
    return {base("defence") if root == base("defense") else root for root in roots}


@cache
def _title_roots() -> frozenset[str]:
    return frozenset(map(base, TITLES))


def _is_named(one: Voiced, who: str) -> bool:
    return any(whose == who and len(keys) > 1 for some in one.named.values() for keys, whose in some)


def _heads(words: Sequence[Word], hits: Sequence[Hit]) -> list[int]:
    """Places of words for an office or a body that say who is meant: not those after "of" or before "'s"."""
    found = []
    for at, word in enumerate(words):
        if word.owner or any(hit.begin <= at < hit.end for hit in hits) or not roles_among((word.root,)):
            continue
        if _is_after_of(words, at):
            continue
        follows = words[at + 1] if at + 1 < len(words) else None
        if follows is not None and not follows.gap.strip() and roles_among((follows.root,)) and not follows.large:
            continue  # "militia commander"
        found.append(at)
    return found


def _is_after_of(words: Sequence[Word], at: int) -> bool:
    for back in range(at - 1, max(-1, at - 5), -1):
        if words[back + 1].gap.strip():
            return False
        if words[back].form in _OF:
            return True
    return False


def _is_described(words: Sequence[Word], voice: Voice, apart: Sequence[int]) -> bool:
    """Whether a name that is not known is the source's own word for the speaker."""
    return all(words[at].root in voice.described for at in apart)


def _of_description(words: Sequence[Word], hits: Sequence[Hit], voice: Voice) -> Verdict:
    ours = voice.who | voice.bodies
    foreign = any(not hit.leads and not hit.who & ours for hit in hits) and any(
        not body.startswith("for ") for body in voice.bodies
    )
    heads = _heads(words, hits)
    media = {word.root for word in words[:6]} & media_roots()
    if media and not heads:
        return Verdict.SPEAKER if media & voice.described else Verdict.CARRIER
    for at in heads:
        meant = alike(words[at].root)
        if meant & voice.described:
            return Verdict.OTHER if foreign and _owned(words, hits, at) else Verdict.SPEAKER
        if meant & voice.body_words:
            return Verdict.BODY
    if heads:
        if any(hit.who & ours for hit in hits):
            return Verdict.UNKNOWN
        if len(heads) == 1 and not hits and _is_other_body(words[heads[0]], voice):
            return Verdict.OTHER
        return Verdict.CARRIER if words[heads[0]].root in _carrier_roots() else Verdict.UNKNOWN
    telling = {word.root for word in words if len(word.key) > 3}
    return Verdict.SPEAKER if telling & voice.described else Verdict.UNKNOWN


def _is_other_body(word: Word, voice: Voice) -> bool:
    """Whether a word for one sort of body cannot mean a speaker whose sort is known: "the court" for a militia."""
    known = role_words()
    if word.form not in known.organisations | known.groups or word.form in known.generic | _OFFICES:
        return False
    return bool(roles_among(voice.described | voice.body_words)) and word.root not in _carrier_roots()


#: Bodies whose name is given to whoever speaks for a state or an office.
_OFFICES = word_set("government ministry office embassy department administration cabinet navy army mission delegation")


def _owned(words: Sequence[Word], hits: Sequence[Hit], at: int) -> bool:
    """Whether an office is that of somebody named right before ("Selm’s minister") or after "of": "the ministry in
    Dar Meshel" only tells where it is.
    """
    return any(
        hit.end in (at, at - 1)
        or (0 < hit.begin - at <= 3 and not any(word.form in ("in", "at") for word in words[at + 1 : hit.begin]))
        for hit in hits
    )


@cache
def _carrier_roots() -> frozenset[str]:
    return media_roots() | frozenset(map(base, ("outlet", "agency", "newspaper", "station", "paper")))


@cache
def media_roots() -> frozenset[str]:
    return frozenset(base(word) for word in frame_words().media if " " not in word)


@dataclass(frozen=True, slots=True)
class Match:
    """A voice of what is cited, and how the speaker of a frame stands to it."""

    verdict: Verdict
    voiced: Voiced
    voice: Voice


@lru_cache(maxsize=256)
def matches(one: Speech, frame: Frame) -> tuple[Match, ...]:
    """Each voice that is cited, and those beside them of which the frame tells something, with the verdict; worked out
    once for all checks that follow one another on a sentence.
    """
    return tuple(_matches(one, frame))


def _matches(one: Speech, frame: Frame) -> Iterator[Match]:
    said = subject(one, frame)
    if said is None:
        return
    told, cue = one.told_by(frame), one.tells(frame.cue)
    for cited in one.cited:
        mine = frozenset(root for voice in cited.cited for root in voice.says)
        for voice in cited.voices:
            if not voice.cited and cited.cited and told:
                shared, own = len(told & voice.says), len(told & mine)
                if (not shared and own) or (not cue & voice.cue_roots and (not shared or shared < own)):
                    continue
            yield Match(verdict(said, cited, voice), cited, voice)
