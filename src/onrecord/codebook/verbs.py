"""What a cue does: the cues of ``speech_verbs.yaml``, and the reading of one cue's words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

from onrecord.errors import CodebookError
from onrecord.record import SpeechAct

from .inflection import plural, spellings, verb_forms
from .sheet import FOLDER, Entry, load_sheet
from .words import NEGATORS, word_set, words_of

KINDS = ("verb", "noun", "adjective", "phrase", "alone")
PLACES = (
    "object",
    "of",
    "at",
    "against",
    "by",
    "on",
    "over",
    "for",
    "to",
    "toward",
    "about",
    "from",
    "with",
    "in",
    "none",
)
_FIELDS = ("cue", "kind", "act", "strength", "hold", "target", "addressee", "negated", "forms")

_LONGEST_GAP = 4
_DETERMINERS = word_set("a an the its his her their our my your this that these those any no new some many")
_NOUN_AFTER = frozenset({"about", "over", "of", "against"})
# Verbs that negate the verb after them: "declined to say", "stopped short of calling".
_UNDOING = word_set(
    "decline declines declined declining refuse refuses refused refusing fail fails failed failing "
    "avoid avoids avoided avoiding unable unwilling yet stop stopped stops refrain refrained"
)


class Hold(IntEnum):
    """How far a cue settles what was done, against what its content says."""

    LIGHT = 0
    BLAND = 1
    LOOSE = 2
    SPECIFIC = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of the list of cues."""

    lemma: str
    kind: str
    act: SpeechAct
    strength: int
    hold: Hold
    target_at: tuple[str, ...]
    addressee_at: tuple[str, ...]
    negated: SpeechAct | None
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CueReading:
    """What the words of one cue do.

    ``negated`` is true where the cue says that it was not said ("declined to say"). ``target_at`` and
    ``addressee_at`` tell where those parties stand: "object", or after a preposition; empty for nowhere.
    ``words_after`` is how many words of the cue follow the deciding ones ("told reporters": 1).
    """

    lemma: str
    act: SpeechAct
    strength: int
    hold: Hold
    negated: bool
    target_at: tuple[str, ...]
    addressee_at: tuple[str, ...]
    words_after: int


@dataclass(frozen=True, slots=True)
class CueList:
    """The compiled cues: by first word, the longest first; and the words that strengthen or soften."""

    name: str
    version: str
    by_first: dict[str, tuple[tuple[tuple[str, ...], Cue], ...]]
    alone: dict[str, Cue]
    stronger: frozenset[str]
    milder: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Hit:
    cue: Cue
    start: int
    length: int


def _places(entry: Entry, key: str) -> tuple[str, ...]:
    places = entry.words(key)
    for place in places:
        if place not in PLACES:
            raise entry.wrong(f"the field {key!r} is {place!r}", f"use one of: {', '.join(PLACES)}")
    return tuple(place for place in places if place != "none")


def _cue(entry: Entry) -> Cue:
    entry.only(*_FIELDS)
    lemma = entry.word("cue").lower()
    if lemma.startswith("*") or lemma.endswith("*"):
        raise entry.wrong(f"the cue {lemma!r} begins or ends with *", "let it begin and end with a word")
    return Cue(
        lemma=lemma,
        kind=entry.choice("kind", KINDS, "verb"),
        act=entry.act(),
        strength=entry.strength(),
        hold=Hold[entry.choice("hold", [hold.name.lower() for hold in Hold], "specific").upper()],
        target_at=_places(entry, "target"),
        addressee_at=_places(entry, "addressee"),
        negated=entry.act("negated") if "negated" in entry.values else None,
        forms=entry.words("forms"),
    )


def _phrases(cue: Cue) -> set[tuple[str, ...]]:
    """Every way the cue can be written, as words."""
    first, *rest = cue.lemma.split()
    if cue.kind == "verb":
        return {(form, *rest) for form in verb_forms(first, cue.forms)}
    if cue.kind == "noun":
        words = (first, *rest)
        lasts = [form for last in spellings(words[-1]) for form in (last, plural(last))]
        return {(*words[:-1], last) for last in lasts}
    return {tuple(chosen) for chosen in product(*(spellings(word) for word in (first, *rest)))}


def load_cues(path: Path) -> CueList:
    """Read and compile a list of cues.

    Raises:
        CodebookError: if an entry breaks the schema, or two entries of one kind are written alike and differ.
    """
    sheet = load_sheet(path)
    seen: dict[tuple[str, tuple[str, ...]], Cue] = {}
    alone: dict[str, Cue] = {}
    by_first: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for cue in sheet.entries("cues", _cue):
        if cue.kind == "alone":
            alone[cue.lemma] = cue
            continue
        for words in _phrases(cue):
            known = seen.setdefault((cue.kind, words), cue)
            if known is cue:
                by_first.setdefault(words[0], []).append((words, cue))
            elif known.act is not cue.act or known.lemma == cue.lemma:
                what = f"two {cue.kind} cues are written {' '.join(words)!r}: {known.lemma!r} and {cue.lemma!r}"
                raise CodebookError(what, path.name, "keep one of them")
    degrees = sheet.lists("degrees")
    return CueList(
        name=sheet.name,
        version=sheet.version,
        by_first={first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in by_first.items()},
        alone=alone,
        stronger=frozenset(degrees.get("stronger", ())),
        milder=frozenset(degrees.get("milder", ())),
    )


@cache
def speech_verbs() -> CueList:
    """The list of cues that ships with the codebook, checked and compiled once."""
    return load_cues(FOLDER / "speech_verbs.yaml")


def _length_at(words: list[str], start: int, phrase: tuple[str, ...]) -> int:
    """How many words the phrase covers from ``start``; 0 where it does not stand there. A * is one to four words."""
    here = start
    for at, part in enumerate(phrase):
        if part == "*":
            after = phrase[at + 1]
            ahead = words[here + 1 : here + 1 + _LONGEST_GAP]
            if after not in ahead:
                return 0
            here += 1 + ahead.index(after)
        elif here < len(words) and words[here] == part:
            here += 1
        else:
            return 0
    return here - start


def _hits(words: list[str], cues: CueList) -> list[_Hit]:
    found: list[_Hit] = []
    for start, word in enumerate(words):
        best: dict[str, _Hit] = {}
        for phrase, cue in cues.by_first.get(word, ()):
            length = _length_at(words, start, phrase)
            if length and (cue.kind not in best or length > best[cue.kind].length):
                best[cue.kind] = _Hit(cue, start, length)
        if len(best) > 1:
            longest = max(hit.length for hit in best.values())
            best = {kind: hit for kind, hit in best.items() if hit.length == longest}
        if "noun" in best and "verb" in best:
            before = words[max(0, start - 2) : start]
            after = words[start + 1] if start + 1 < len(words) else ""
            del best["verb" if not _DETERMINERS.isdisjoint(before) or after in _NOUN_AFTER else "noun"]
        found.extend(best.values())
    return found


def _choose(hits: list[_Hit]) -> _Hit | None:
    """The hit that says what was done: a verb of saying leaves the nouns after it without a voice."""
    first_verb = min((h.start for h in hits if h.cue.kind == "verb" and h.cue.hold > Hold.LIGHT), default=None)
    heard = [h for h in hits if first_verb is None or h.start <= first_verb or h.cue.kind in ("verb", "phrase")]
    # "Declined to say" is about saying; the verb that undoes it counts as its negation.
    said = [h for h in heard if h.cue.hold > Hold.LIGHT and h.cue.kind in ("verb", "phrase")]
    heard = [h for h in heard if not (h.cue.lemma in ("decline", "refuse") and said and said[-1].start > h.start)]
    # A longer phrase that starts with the same word has taken the shorter one's place already.
    return max(heard, key=lambda h: (h.cue.hold, h.cue.kind == "verb", -h.start), default=None)


def _undone(words: list[str], hit: _Hit) -> bool:
    """Whether an odd number of negations stands before the hit."""
    count = 0
    for at, word in enumerate(words[: hit.start]):
        if word in NEGATORS:
            count += words[at + 1] not in ("only", "just", "merely")
        elif word == "no":
            count += hit.cue.kind == "noun" or at + 2 <= hit.start
        elif word in _UNDOING:
            count += words[at + 1] in ("to", "short", "from") or words[at + 1].endswith("ing")
    return count % 2 == 1


def _degree(words: list[str], cues: CueList) -> int:
    return sum(word in cues.stronger for word in words) - sum(word in cues.milder for word in words)


@lru_cache(maxsize=8192)
def cue_reading(cue: str) -> CueReading | None:
    """What the words of a cue do; ``None`` where the codebook knows none of them.

    ``cue`` is the text of the cue span: "was quoted as saying", "also warned that", "did not rule out".
    """
    cues = speech_verbs()
    words = words_of(cue, 400)
    lone = cues.alone.get(cue.strip().lower())
    hit = _choose(_hits(words, cues)) if lone is None else _Hit(lone, 0, 1)
    if hit is None:
        return None
    act, strength = hit.cue.act, hit.cue.strength + _degree(words, cues)
    negated = _undone(words, hit)
    if negated and hit.cue.negated is not None:
        act, strength, negated = hit.cue.negated, 1, False
    return CueReading(
        lemma=hit.cue.lemma,
        act=act,
        strength=max(1, min(3, strength)),
        hold=hit.cue.hold if act is hit.cue.act else Hold.SPECIFIC,
        negated=negated,
        target_at=hit.cue.target_at,
        addressee_at=hit.cue.addressee_at,
        words_after=max(0, len(words) - hit.start - hit.length),
    )
