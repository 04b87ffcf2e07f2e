"""The words of ``english.yaml``: what tells where sentences and names begin and end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .sheet import FOLDER, named_lists

_LISTS = (
    "particles",
    "openers",
    "calendar",
    "body_owners",
    "boundaries",
    "determiners",
    "definite",
    "abbreviations",
    "numbered",
    "short_dates",
    "starters",
    "first_persons",
)


@dataclass(frozen=True, slots=True)
class EnglishWords:
    """Lower-case words by kind; the sheet says what each kind is for."""

    name: str
    version: str
    particles: frozenset[str]
    openers: frozenset[str]
    calendar: frozenset[str]
    body_owners: frozenset[str]
    boundaries: frozenset[str]
    determiners: frozenset[str]
    definite: frozenset[str]
    abbreviations: frozenset[str]
    numbered: frozenset[str]
    short_dates: frozenset[str]
    starters: frozenset[str]
    first_persons: frozenset[str]


def load_english_words(path: Path) -> EnglishWords:
    """Read the lists.

    Raises:
        CodebookError: if a list is missing, unknown or empty.
    """
    sheet, lists = named_lists(path, _LISTS)
    return EnglishWords(sheet.name, sheet.version, **{name: frozenset(words) for name, words in lists.items()})


@cache
def english_words() -> EnglishWords:
    """The lists that ship with the codebook, checked once."""
    return load_english_words(FOLDER / "english.yaml")
