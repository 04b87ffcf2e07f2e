"""What a content itself says: the patterns of ``act_content.yaml``, matched word by word.

A pattern is looked for only where its first word stands, so the time is linear in the content.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path

from onrecord.record import SpeechAct

from .sheet import FOLDER, Entry, load_sheet
from .words import NEGATORS, SENTENCE_ENDS, word_set, words_of

DOERS = ("own", "other", "any")
LOOKED_AT = 2_000
"""How many characters of a content are read for its act; what a speech does, it does early."""

_FIELDS = ("say", "act", "strength", "weight", "doer", "example")
_STEM = 4
_LONGEST_GAP = 3
_FIRST_PERSON = word_set("we i our us my ours mine ourselves")
_THIRD_PERSON = word_set("it its he she his her they their group movement organisation organization militia")
_OPPONENT = word_set("you your enemy enemies they them others who which someone anyone occupiers invaders")
_LOOK_BACK = 8
# What follows these is somebody else's statement inside the content ("she had promised that the road would open").
_REPORTED = word_set("promised said told warned threatened vowed pledged claimed insisted asked urged")
_HINT = 0.58
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*\*?")
_PARTS = re.compile(r"\([^()]*\)|\S+")


@dataclass(frozen=True, slots=True)
class Part:
    """One place of a pattern: whole words, beginnings of words, a gap, or the beginning of a sentence."""

    whole: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    gap: bool = False

    def fits(self, word: str) -> bool:
        """Whether the word may stand here."""
        return word in self.whole or (bool(self.stems) and word.startswith(self.stems))


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry of the list of contents. ``weight`` is how sure it makes its act."""

    say: str
    act: SpeechAct
    strength: int
    weight: float
    doer: str
    example: str
    opens: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ContentReading:
    """What the content does, and how sure that is (0 to 1)."""

    act: SpeechAct
    strength: int
    weight: float


@dataclass(frozen=True, slots=True)
class ContentList:
    """The compiled patterns, by whole first word and by the first letters of a first stem."""

    name: str
    version: str
    patterns: tuple[Pattern, ...]
    by_word: Mapping[str, tuple[Pattern, ...]]
    by_stem: Mapping[str, tuple[Pattern, ...]]


def _part(text: str, groups: Mapping[str, Sequence[str]], entry: Entry) -> Part:
    if text == "...":
        return Part(gap=True)
    if text.startswith("@"):
        if text[1:] not in groups:
            raise entry.wrong(f"the pattern names an unknown group {text!r}", f"use one of: {', '.join(groups)}")
        choices = list(groups[text[1:]])
    else:
        choices = text.removeprefix("(").removesuffix(")").split("|")
    for choice in choices:
        if choice.endswith("*") and len(choice) <= _STEM:
            raise entry.wrong(f"the beginning {choice!r} is too short", "write at least four letters before the *")
        if not _WORD.fullmatch(choice):
            raise entry.wrong(f"the pattern holds {choice!r}", "use words, (one|two), @group, ..., and ^ at the start")
    return Part(
        whole=frozenset(word for word in choices if not word.endswith("*")),
        stems=tuple(word[:-1] for word in choices if word.endswith("*")),
    )


def _pattern(entry: Entry, groups: Mapping[str, Sequence[str]]) -> Pattern:
    entry.only(*_FIELDS)
    say = entry.word("say")
    texts = _PARTS.findall(say)
    opens = texts[0] == "^"
    parts = tuple(_part(text, groups, entry) for text in texts[opens:])
    if not parts or parts[0].gap or parts[-1].gap:
        raise entry.wrong(f"the pattern {say!r} begins or ends with a gap", "let it begin and end with a word")
    weight, strength = entry.share("weight"), entry.strength()
    doer = entry.choice("doer", DOERS, "any")
    return Pattern(say, entry.act(), strength, weight, doer, entry.word("example"), opens, parts)


def load_contents(path: Path) -> ContentList:
    """Read and compile a list of content patterns.

    Raises:
        CodebookError: if an entry breaks the schema.
    """
    sheet = load_sheet(path)
    groups = sheet.lists("groups")
    patterns = sheet.entries("patterns", partial(_pattern, groups=groups))
    by_word: dict[str, list[Pattern]] = {}
    by_stem: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        for word in pattern.parts[0].whole:
            by_word.setdefault(word, []).append(pattern)
        for stem in {stem[:_STEM] for stem in pattern.parts[0].stems}:
            by_stem.setdefault(stem, []).append(pattern)
    return ContentList(
        name=sheet.name,
        version=sheet.version,
        patterns=patterns,
        by_word={word: tuple(found) for word, found in by_word.items()},
        by_stem={stem: tuple(found) for stem, found in by_stem.items()},
    )


@cache
def act_contents() -> ContentList:
    """The list of content patterns that ships with the codebook, checked and compiled once."""
    return load_contents(FOLDER / "act_content.yaml")


def _fits(words: Sequence[str], at: int, parts: tuple[Part, ...], place: int) -> bool:
    """Whether the parts from ``place`` on stand at ``at``; a gap takes as few words as it can, and no negation."""
    while place < len(parts):
        if parts[place].gap:
            for skipped in range(_LONGEST_GAP + 1):
                if _fits(words, at + skipped, parts, place + 1):
                    return True
                if at + skipped >= len(words) or words[at + skipped] in NEGATORS | SENTENCE_ENDS:
                    return False
            return False
        if at >= len(words) or not parts[place].fits(words[at]):
            return False
        at += 1
        place += 1
    return True


def _own_doer(words: Sequence[str], at: int, first_person: bool) -> bool | None:
    """Whether the words before ``at`` make the speaker's side the doer; ``None`` where they do not tell.

    Direct speech is in the first person. Reported speech has put the speaker into the third ("its forces will ...").
    """
    between: list[str] = []
    for word in reversed(words[max(0, at - _LOOK_BACK) : at]):
        if word in SENTENCE_ENDS:
            break
        if word in _FIRST_PERSON or (not first_person and word in _THIRD_PERSON):
            return True
        if word in _OPPONENT:
            return False
        between.append(word)
    return True if all(word in ("and", "to", "also") for word in between) else None


def _weight(pattern: Pattern, words: Sequence[str], at: int, first_person: bool) -> float:
    """The pattern's weight at this place; 0 where it is somebody else's deed, or denied."""
    before = words[at - 1] if at else ""
    if pattern.opens:
        return pattern.weight if not before or before in SENTENCE_ENDS else 0.0
    if before in NEGATORS or before == "no":
        return 0.0
    if pattern.doer == "any":
        return pattern.weight
    own = _own_doer(words, at, first_person)
    if own is None:
        return pattern.weight - (0.1 if pattern.doer == "own" else 0.0)
    if pattern.doer == "other":
        # In reported speech "it is smuggling" may be anybody: only a first person clears the other side.
        return 0.0 if own and first_person and words[at] not in _FIRST_PERSON else pattern.weight
    return pattern.weight if own else 0.0


@lru_cache(maxsize=4096)
def content_readings(content: str) -> tuple[ContentReading, ...]:
    """Everything the content does by its own words, the surest first; empty where no pattern stands in it."""
    words = words_of(content, LOOKED_AT)
    known = act_contents()
    first_person = not _FIRST_PERSON.isdisjoint(words)
    found: dict[SpeechAct, ContentReading] = {}
    for at, word in enumerate(words):
        if word in _REPORTED and at and words[at - 1] not in _FIRST_PERSON | NEGATORS:
            break
        for pattern in (*known.by_word.get(word, ()), *known.by_stem.get(word[:_STEM], ())):
            if _fits(words, at, pattern.parts, 0):
                weight = _weight(pattern, words, at, first_person)
                known_so_far = found.get(pattern.act)
                if weight >= _HINT:
                    # A second hit for the same act makes it a little surer; a longer text is not proof.
                    best = weight if known_so_far is None else min(0.82, max(weight, known_so_far.weight) + 0.02)
                    strength = max(pattern.strength, known_so_far.strength if known_so_far else 1)
                    found[pattern.act] = ContentReading(pattern.act, strength, best)
    return tuple(sorted(found.values(), key=lambda reading: (-reading.weight, -reading.strength)))


def content_reading(content: str) -> ContentReading | None:
    """The surest thing the content does; ``None`` where no pattern stands in it."""
    return next(iter(content_readings(content)), None)
