"""The words of ``clause_words.yaml``: whose infinitive is whose, and whose arm somebody is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .inflection import plural, verb_forms
from .sheet import FOLDER, named_lists


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """Lower-case words in all their written forms; the sheet says what each kind is for."""

    name: str
    version: str
    object_control: frozenset[str]
    arms: frozenset[str]
    people: frozenset[str]
    followers: frozenset[str]
    partitives: frozenset[str]
    things: frozenset[str]


def load_clause_words(path: Path) -> ClauseWords:
    """Read the lists.

    Raises:
        CodebookError: if a list is missing, unknown or empty.
    """
    sheet, lists = named_lists(path, ("object_control", "arms", "people", "followers", "partitives", "things"))
    irregular = sheet.lists("forms")
    verbs = frozenset(form for verb in lists["object_control"] for form in verb_forms(verb, irregular.get(verb, ())))
    nouns = (_heads(lists[kind]) for kind in ("arms", "people", "followers", "partitives", "things"))
    return ClauseWords(sheet.name, sheet.version, verbs, *nouns)


def _heads(nouns: Iterable[str]) -> frozenset[str]:
    """The last words of the nouns, singular and plural."""
    last = {noun.split()[-1] for noun in nouns}
    return frozenset(form for noun in last for form in (noun, _plural(noun)))


def _plural(noun: str) -> str:
    return noun[:-3] + "men" if noun.endswith("man") else plural(noun)


@cache
def clause_words() -> ClauseWords:
    """The lists that ship with the codebook, checked once."""
    return load_clause_words(FOLDER / "clause_words.yaml")
