"""The words of ``metonyms.yaml``: what tells a government from a place of the same name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .sheet import FOLDER, named_lists

_LISTS = ("locative", "dealing", "motion", "giving", "ground", "grounds", "doing", "treating", "trust")


@dataclass(frozen=True, slots=True)
class MetonymWords:
    """Lower-case words by kind; the sheet says what each kind is for."""

    name: str
    version: str
    locative: frozenset[str]
    dealing: frozenset[str]
    motion: frozenset[str]
    giving: frozenset[str]
    ground: frozenset[str]
    grounds: frozenset[str]
    doing: frozenset[str]
    treating: frozenset[str]
    trust: frozenset[str]


def load_metonym_words(path: Path) -> MetonymWords:
    """Read the lists.

    Raises:
        CodebookError: if a list is missing, unknown or empty.
    """
    sheet, lists = named_lists(path, _LISTS)
    return MetonymWords(sheet.name, sheet.version, **{name: frozenset(words) for name, words in lists.items()})


@cache
def metonym_words() -> MetonymWords:
    """The lists that ship with the codebook, checked once."""
    return load_metonym_words(FOLDER / "metonyms.yaml")
