"""The words of ``frame_words.yaml``: by which a sentence of a brief is seen to tell on whose word it speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.errors import CodebookError
from onrecord.record import SpeechAct

from .inflection import spellings, verb_forms
from .sheet import FOLDER, Entry, Sheet, exactly, load_sheet

_LISTS = ("sure", "weak", "reporting", "judging", "conceding", "carrying", "conditions",
          "silent", "untrue", "going_by", "views", "if_right", "as_told")  # fmt: skip
#: Verbs that say nothing but with what follows them: "took issue with".
_LIGHT = frozenset(("look", "find", "pin", "pour", "take", "press"))
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrameWords:
    """Lower-case words; phrases as their words one by one.

    ``sure`` are lemmas of cues. ``loaded`` gives the number of the line that a lemma stands in, ``media`` those of all
    lines of a word for a carrier, ``outlets`` the words that go with a sort of outlet, ``weaker`` what an act may be
    told as. ``silent`` are said of who says nothing, ``untrue`` are words by which a charge is called so. ``going_by``
    leads to whom a sentence goes by, ``views`` are words for his view, ``if_right`` and ``as_told`` follow him after
    "if" and "as". Readings are not stamped with this file's version, for no reading is made with it.
    """

    sure: frozenset[str]
    weak: frozenset[Phrase]
    reporting: frozenset[str]
    judging: frozenset[Phrase]
    conceding: frozenset[str]
    carrying: frozenset[str]
    conditions: frozenset[Phrase]
    silent: frozenset[Phrase]
    untrue: frozenset[Phrase]
    going_by: frozenset[Phrase]
    views: frozenset[str]
    if_right: frozenset[Phrase]
    as_told: frozenset[Phrase]
    loaded: Mapping[str, int]
    media: Mapping[str, frozenset[int]]
    outlets: Mapping[str, frozenset[str]]
    weaker: Mapping[SpeechAct, frozenset[SpeechAct]]
    lemmas: Mapping[str, str]


def load_frame_words(path: Path) -> FrameWords:
    """Read the lists.

    Raises:
        CodebookError: if a list or section is missing or breaks its form.
    """
    sheet = load_sheet(path)
    lists = exactly(sheet, _LISTS)
    media: dict[str, set[int]] = {}
    for number, row in enumerate(_rows(sheet, "media")):
        for word in row:
            media.setdefault(word, set()).add(number)
    irregular = sheet.lists("forms")
    sure = frozenset(form for lemma in lists["sure"] for form in spellings(lemma))
    loaded = {form: n for n, row in enumerate(_rows(sheet, "loaded")) for word in row for form in spellings(word)}
    first = {lemma.split()[0] for lemma in (*sure, *loaded)} - _LIGHT
    return FrameWords(
        sure=sure,
        weak=frozenset(map(_phrase, lists["weak"])),
        reporting=frozenset(lists["reporting"]),
        judging=frozenset(map(_phrase, lists["judging"])),
        conceding=frozenset(lists["conceding"]),
        carrying=frozenset(lists["carrying"]),
        conditions=frozenset(map(_phrase, lists["conditions"])),
        silent=frozenset(map(_phrase, lists["silent"])),
        untrue=frozenset(map(_phrase, lists["untrue"])),
        going_by=frozenset(map(_phrase, lists["going_by"])),
        views=frozenset(lists["views"]),
        if_right=frozenset(map(_phrase, lists["if_right"])),
        as_told=frozenset(map(_phrase, lists["as_told"])),
        loaded=loaded,
        media={word: frozenset(numbers) for word, numbers in media.items()},
        outlets=dict(sheet.entries("outlets", _outlet)),
        weaker=dict(sheet.entries("weaker", _weaker)),
        lemmas={form: lemma for lemma in sorted(first) for form in verb_forms(lemma, irregular.get(lemma, ()))},
    )


def _phrase(words: str) -> Phrase:
    return tuple(words.split())


def _rows(sheet: Sheet, section: str) -> list[tuple[str, ...]]:
    rows = sheet.sections.get(section)
    if not isinstance(rows, list) or not all(isinstance(row, list) and row for row in rows):
        raise CodebookError(f"the section {section!r} is no list of lists", sheet.path.name, "write - [admit, concede]")
    return [tuple(str(word) for word in row) for row in rows]


def _outlet(entry: Entry) -> tuple[str, frozenset[str]]:
    entry.only("kind", "words")
    return entry.word("kind"), frozenset(entry.words("words"))


def _weaker(entry: Entry) -> tuple[SpeechAct, frozenset[SpeechAct]]:
    entry.only("act", "told")
    try:
        return entry.act(), frozenset(SpeechAct(word) for word in entry.words("told"))
    except ValueError:
        raise entry.wrong("an entry of 'told' is no act", f"use one of: {', '.join(SpeechAct)}") from None


@cache
def frame_words() -> FrameWords:
    """The lists that ship with the codebook, checked once."""
    return load_frame_words(FOLDER / "frame_words.yaml")
