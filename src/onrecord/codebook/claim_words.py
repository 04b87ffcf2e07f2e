"""The words of ``claim_words.yaml``: by which two statements say the same, or one contradicts the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.errors import CodebookError

from .inflection import plural, verb_forms
from .sheet import FOLDER, Sheet, exactly, load_sheet

_LISTS = (
    "negators",
    "noun_negators",
    "no_negators",
    "short_negators",
    "general",
    "wrappers",
    "denials",
    "verbal",
    "conditions",
    "sides",
    "will",
    "must",
    "can",
    "past",
    "ours",
    "light",
)
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word says: words of one ``key`` say the same if their ``sign`` is one, and the opposite if it is not.

    ``sign`` is 1 or -1, and 0 for words that have no opposite here. Of an opposite that ``follows``, the one may come
    true after the other.
    """

    key: str
    sign: int = 0
    follows: bool = False


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """Lower-case words, each phrase as its words one by one; inflected forms are among them.

    ``bases`` lead from an irregular form to the word that it is of. ``degrees`` give the family of a word and its step,
    from 0 for the least. ``longest`` is how many words the longest phrase has. Readings are not stamped with this
    file's version, for no reading is made with it.
    """

    senses: Mapping[Phrase, Sense]
    degrees: Mapping[Phrase, tuple[str, int]]
    lists: Mapping[str, frozenset[Phrase]]
    bases: Mapping[str, str]
    past_forms: frozenset[str]
    longest: int

    def of(self, name: str) -> frozenset[Phrase]:
        """One of the lists."""
        return self.lists[name]


def load_claim_words(path: Path) -> ClaimWords:
    """Read the lists.

    Raises:
        CodebookError: if an entry breaks the schema, or a word stands in two places that exclude each other.
    """
    sheet = load_sheet(path)
    irregular = sheet.lists("forms")
    lists = {name: frozenset(map(_phrase, words)) for name, words in exactly(sheet, _LISTS).items()}
    lists["light"] = frozenset(form for word in lists["light"] for form in _forms(word, irregular))
    lists["wrappers"] = frozenset(form for word in lists["wrappers"] for form in _forms(word, irregular))
    lists["denials"] = frozenset(form for word in lists["denials"] for form in _forms(word, irregular))
    senses = dict(_opposites(sheet, irregular))
    for form, sense in _alike(sheet, irregular):
        senses.setdefault(form, sense)
    degrees = dict(_degrees(sheet))
    bases = {form: base for base, forms in irregular.items() for form in forms}
    past = {form for forms in irregular.values() for form in forms if not form.endswith(("ing", "s"))}
    every = [*senses, *degrees, *(phrase for some in lists.values() for phrase in some)]
    return ClaimWords(senses, degrees, lists, bases, frozenset(past), max(map(len, every)))


def _opposites(sheet: Sheet, irregular: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[Phrase, Sense]]:
    seen: dict[str, int] = {}
    for entry in sheet.entries("opposites", lambda e: e):
        entry.only("one", "other", "follows")
        follows = entry.choice("follows", ("yes", "no"), "no") == "yes"
        sides = entry.words("one"), entry.words("other")
        if not all(sides):
            raise entry.wrong("one of the two sides is empty", "write {one: [open], other: [close]}")
        key = f"{sides[0][0]}/{sides[1][0]}"
        for sign, words in zip((1, -1), sides, strict=True):
            for word in words:
                if seen.setdefault(word, entry.line) != entry.line:
                    raise entry.wrong(f"{word!r} stands in line {seen[word]} already", "leave one of them out")
                for form in _forms(_phrase(word), irregular):
                    yield form, Sense(key, sign, follows)


def _alike(sheet: Sheet, irregular: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[Phrase, Sense]]:
    rows = sheet.sections.get("alike")
    if not isinstance(rows, list) or not all(isinstance(row, list) and len(row) > 1 for row in rows):
        raise CodebookError("the section 'alike' is no list of lists", sheet.path.name, "write - [hide, conceal]")
    for row in rows:
        for word in row:
            for form in _forms(_phrase(str(word)), irregular):
                yield form, Sense(str(row[0]))


def _degrees(sheet: Sheet) -> Iterator[tuple[Phrase, tuple[str, int]]]:
    for entry in sheet.entries("degrees", lambda e: e):
        entry.only("family", "steps")
        steps = entry.values.get("steps")
        if not isinstance(steps, list) or not all(isinstance(step, list) and step for step in steps):
            raise entry.wrong("the steps are no list of lists of words", "write steps: [[few], [some], [all]]")
        family = entry.word("family")
        for number, step in enumerate(steps):
            for word in step:
                yield _phrase(str(word)), (family, number)


def _phrase(words: str) -> Phrase:
    return tuple(words.replace("-", " ").lower().split())


def _forms(words: Phrase, irregular: Mapping[str, tuple[str, ...]]) -> Iterator[Phrase]:
    """A phrase with its first word inflected; of one word, its plural too."""
    first, *rest = words
    for form in {first, plural(first), *verb_forms(first, irregular.get(first, ()))}:
        yield (form, *rest)


@cache
def claim_words() -> ClaimWords:
    """The lists that ship with the codebook, checked once."""
    return load_claim_words(FOLDER / "claim_words.yaml")
