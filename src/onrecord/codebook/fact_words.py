"""The words of ``fact_words.yaml``: numbers, things and places of a brief are set beside their sources by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.errors import CodebookError

from .inflection import plural, spellings, verb_forms
from .sheet import FOLDER, Sheet, exactly, load_sheet

_LISTS = (
    "before_places",
    "within",
    "of_the_record",
    "the_record",
    "about_the_record",
    "between",
    "portfolios",
    "dozens",
)


@dataclass(frozen=True, slots=True)
class FactWords:
    """Lower-case words; inflected forms are among them.

    ``wider`` are the words that may stand for a narrower one, by any form of that. ``measures`` give the dimension of a
    unit, and how many of the dimension's first unit it is. ``alike`` leads from every form of a word to the numbers of
    the lines that it stands in. Readings are not stamped with this file's version, for no reading is made with it.
    """

    wider: Mapping[str, frozenset[str]]
    measures: Mapping[str, tuple[str, float]]
    alike: Mapping[str, frozenset[int]]
    lists: Mapping[str, frozenset[str]]
    languages: Mapping[str, frozenset[str]]

    def of(self, name: str) -> frozenset[str]:
        """One of the lists."""
        return self.lists[name]


def load_fact_words(path: Path) -> FactWords:
    """Read the lists.

    Raises:
        CodebookError: if an entry breaks the schema.
    """
    sheet = load_sheet(path)
    irregular = sheet.lists("forms")
    lists = {name: frozenset(words) for name, words in exactly(sheet, _LISTS).items()}
    for name in ("of_the_record", "about_the_record"):
        lists[name] = frozenset(form for word in lists[name] for form in _forms(word, irregular))
    return FactWords(
        _wider(sheet),
        dict(_measures(sheet)),
        _alike(sheet, irregular),
        lists,
        {code: frozenset(words) for code, words in sheet.lists("languages").items()},
    )


def _wider(sheet: Sheet) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry in sheet.entries("kinds", lambda e: e):
        entry.only("wider", "of")
        for narrow in entry.words("of"):
            for form in nouns(narrow):
                found.setdefault(form, set()).update(w for word in entry.words("wider") for w in nouns(word))
    return {form: frozenset(words) for form, words in found.items()}


def nouns(word: str) -> tuple[str, ...]:
    """A noun and its plural: "man" and "men"."""
    if word.endswith("man") and word != "human":
        return word, word[:-3] + "men"
    odd = {"person": "persons", "child": "children", "foot": "feet", "craft": "craft", "aircraft": "aircraft"}
    return word, odd.get(word) or plural(word)


def _measures(sheet: Sheet) -> Iterator[tuple[str, tuple[str, float]]]:
    for entry in sheet.entries("measures", lambda e: e):
        entry.only("what", "units")
        units = entry.values.get("units")
        if not isinstance(units, dict):
            raise entry.wrong("the units are missing", "write units: {metre: 1, km: 1000}")
        for unit, size in units.items():
            if str(unit).startswith("\0"):
                continue
            if isinstance(size, bool) or not isinstance(size, int | float) or size <= 0:
                raise entry.wrong(f"the size of {unit!r} is {size!r}", "use a number above 0")
            for form in nouns(str(unit)):
                yield form, (entry.word("what"), float(size))


def _alike(sheet: Sheet, irregular: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[int]]:
    rows = sheet.sections.get("alike")
    if not isinstance(rows, list) or not all(isinstance(row, list) and len(row) > 1 for row in rows):
        raise CodebookError("the section 'alike' is no list of lists", sheet.path.name, "write - [blast, explosion]")
    found: dict[str, set[int]] = {}
    for number, row in enumerate(rows):
        for word in row:
            for form in _forms(str(word), irregular):
                found.setdefault(form, set()).add(number)
    return {form: frozenset(numbers) for form, numbers in found.items()}


def _forms(word: str, irregular: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset(
        (*spellings(word), *nouns(word), *verb_forms(word, irregular.get(word, ())), *irregular.get(word, ()))
    )


@cache
def fact_words() -> FactWords:
    """The lists that ship with the codebook, checked once."""
    return load_fact_words(FOLDER / "fact_words.yaml")
