"""The words of ``roles.yaml``: titles, offices and bodies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .inflection import plural
from .sheet import FOLDER, named_lists

_LISTS = ("titles", "persons", "men", "women", "groups", "organisations", "states", "generic")


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Lower-case words by kind, plurals among them; ``also_called`` are other words for the holder of an office."""

    name: str
    version: str
    titles: frozenset[str]
    persons: frozenset[str]
    men: frozenset[str]
    women: frozenset[str]
    groups: frozenset[str]
    organisations: frozenset[str]
    states: frozenset[str]
    generic: frozenset[str]
    plurals: frozenset[str]
    also_called: Mapping[str, tuple[str, ...]]

    def kind(self, words: Sequence[str]) -> str | None:
        """The list that the last word or words of a noun phrase stand in, or ``None``; lower case is expected."""
        for size in (3, 2, 1):
            tail = " ".join(words[-size:])
            for kind in ("persons", "groups", "organisations", "states"):
                if len(words) >= size and tail in getattr(self, kind):
                    return kind
        return None


def load_role_words(path: Path) -> RoleWords:
    """Read the lists.

    Raises:
        CodebookError: if a list is missing, unknown or empty.
    """
    sheet, lists = named_lists(path, _LISTS)
    kept = {name: frozenset(words) | _plurals(words) for name, words in lists.items()}
    plurals = frozenset[str]().union(*(_plurals(words) for words in lists.values()))
    also = sheet.lists("also_called")
    return RoleWords(name=sheet.name, version=sheet.version, plurals=plurals, also_called=also, **kept)


def _plurals(words: Sequence[str]) -> frozenset[str]:
    """Plurals, "spokesmen" among them; an abbreviation without a vowel has none (no "mrs" from "mr")."""
    return frozenset(_plural(w) for w in words if any(letter in "aeiouy" for letter in w))


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-3] + "men"
    return noun[:-2] + "ves" if noun.endswith("fe") else plural(noun)


@cache
def role_words() -> RoleWords:
    """The lists that ship with the codebook, checked once."""
    return load_role_words(FOLDER / "roles.yaml")
