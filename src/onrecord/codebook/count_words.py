"""The words of ``count_words.yaml``: what a number beside an event counts, and what an inexact number means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.errors import CodebookError
from onrecord.record import Counted

from .inflection import plural, verb_forms
from .sheet import FOLDER, Entry, Sheet, load_sheet

BOUNDS = ("from", "above", "to", "below", "about")


@dataclass(frozen=True, slots=True)
class CountingVerb:
    """What a verb counts, and whether its subject is counted ("forty died") or its object ("killed forty")."""

    what: Counted
    of_subject: bool
    particles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountWords:
    """Lower-case words by written form. ``vague`` gives least and most, ``bounds`` its kind (at least: "from").

    Phrases ("at least", "tens of thousands") are keyed by all their words with single spaces. ``moved`` are the nouns
    that verbs of deploying count as troops.
    """

    name: str
    version: str
    verbs: Mapping[str, tuple[CountingVerb, ...]]
    nouns: Mapping[str, Counted]
    moved: frozenset[str]
    vague: Mapping[str, tuple[int | None, int | None]]
    bounds: Mapping[str, str]
    numbers: Mapping[str, int]
    multipliers: Mapping[str, int]


def _counted(entry: Entry) -> Counted:
    return Counted(entry.choice("what", [what.value for what in Counted]))


def _verbs(sheet: Sheet) -> dict[str, tuple[CountingVerb, ...]]:
    irregular = sheet.lists("forms")
    found: dict[str, list[CountingVerb]] = {}
    for entry in sheet.entries("verbs", lambda e: e):
        entry.only("what", "verb", "of")
        of_subject = entry.choice("of", ("subject", "object"), "object") == "subject"
        for verb in entry.words("verb"):
            first, *particles = verb.split()
            for form in verb_forms(first, irregular.get(first, ())):
                found.setdefault(form, []).append(CountingVerb(_counted(entry), of_subject, tuple(particles)))
    return {form: tuple(sorted(verbs, key=lambda v: -len(v.particles))) for form, verbs in found.items()}


def _nouns(sheet: Sheet) -> dict[str, Counted]:
    found: dict[str, Counted] = {}
    for entry in sheet.entries("nouns", lambda e: e):
        entry.only("what", "noun")
        for noun in entry.words("noun"):
            for form in (noun, plural(noun)):
                found[form] = _counted(entry)
    return found


def _plural(noun: str) -> str:
    return noun[:-3] + "men" if noun.endswith("man") else plural(noun)


def _end(entry: Entry, key: str) -> int | None:
    value = entry.values.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise entry.wrong(f"the field {key!r} is {value!r}", "use a whole number, or leave it out")
    return value


def _vague(sheet: Sheet) -> dict[str, tuple[int | None, int | None]]:
    found: dict[str, tuple[int | None, int | None]] = {}
    for entry in sheet.entries("vague", lambda e: e):
        entry.only("words", "least", "most")
        least, most = _end(entry, "least"), _end(entry, "most")
        if (least is None and most is None) or (least is not None and most is not None and least > most):
            raise entry.wrong("the interval is empty or open at both ends", "write least: 24, most: 99")
        for words in entry.words("words"):
            found[words] = (least, most)
    return found


def _numbers(sheet: Sheet, section: str) -> dict[str, int]:
    rows = sheet.sections.get(section)
    if not isinstance(rows, dict):
        raise CodebookError(f"the section {section!r} is missing", sheet.path.name, "write {word: number}")
    found = {str(word): value for word, value in rows.items() if not str(word).startswith("\0")}
    for word, value in found.items():
        if not isinstance(value, int) or isinstance(value, bool):
            raise CodebookError(f"the number of {word!r} is {value!r}", sheet.path.name, "write a whole number")
    return found


def load_count_words(path: Path) -> CountWords:
    """Read the lists.

    Raises:
        CodebookError: if an entry breaks the schema.
    """
    sheet = load_sheet(path)
    bounds = sheet.lists("bounds")
    if unknown := [kind for kind in bounds if kind not in BOUNDS]:
        raise CodebookError(f"the bound {unknown[0]!r} is unknown", path.name, f"use one of: {', '.join(BOUNDS)}")
    moved = sheet.sections.get("moved")
    if not isinstance(moved, list) or not moved:
        raise CodebookError("the list 'moved' is missing or empty", path.name, "write moved: [troop, soldier]")
    return CountWords(
        name=sheet.name,
        version=sheet.version,
        verbs=_verbs(sheet),
        nouns=_nouns(sheet),
        moved=frozenset(form for noun in moved for form in (noun, _plural(noun))),
        vague=_vague(sheet),
        bounds={words: kind for kind, listed in bounds.items() for words in listed},
        numbers=_numbers(sheet, "numbers"),
        multipliers=_numbers(sheet, "multipliers"),
    )


@cache
def count_words() -> CountWords:
    """The lists that ship with the codebook, checked once."""
    return load_count_words(FOLDER / "count_words.yaml")
