"""The words of ``places.yaml``: what stands beside the name of a place and says which ground is meant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .sheet import FOLDER, named_lists

_LISTS = (
    "first_level",
    "second_level",
    "settled",
    "quarter",
    "region",
    "feature",
    "site",
    "around",
    "part",
    "away",
    "bodies",
    "persons",
    "before",
    "groups",
)


@dataclass(frozen=True, slots=True)
class PlaceSheet:
    """Lower-case words by kind; the sheet says what each kind is for."""

    name: str
    version: str
    first_level: frozenset[str]
    second_level: frozenset[str]
    settled: frozenset[str]
    quarter: frozenset[str]
    region: frozenset[str]
    feature: frozenset[str]
    site: frozenset[str]
    around: frozenset[str]
    part: frozenset[str]
    away: frozenset[str]
    bodies: frozenset[str]
    persons: frozenset[str]
    before: frozenset[str]
    groups: frozenset[str]


def load_place_words(path: Path) -> PlaceSheet:
    """Read the lists.

    Raises:
        CodebookError: if a list is missing, unknown or empty.
    """
    sheet, lists = named_lists(path, _LISTS)
    return PlaceSheet(sheet.name, sheet.version, **{name: frozenset(words) for name, words in lists.items()})


@cache
def place_words() -> PlaceSheet:
    """The lists that ship with the codebook, checked once."""
    return load_place_words(FOLDER / "places.yaml")
