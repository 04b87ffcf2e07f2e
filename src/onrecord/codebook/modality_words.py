"""The words of ``modality.yaml``: what makes a deed denied, planned, conditional or a mere thought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.record import Polarity

from .examples import Example, Finding
from .inflection import plural, verb_forms
from .sheet import FOLDER, Entry, Sheet, exactly, load_sheet

_FILE = "modality.yaml"
_READINGS = tuple(p.value for p in Polarity)
_KINDS = ("verb", "noun", "adjective")
_TAKES = ("clause", "noun", "phrase", "both")
_LISTS = (
    *("carriers", "coming_about", "thinking", "asking", "nobody", "whoever", "not_only", "times_to_come"),
    *("being", "having", "asking_first", "inverted", "amounts", "manner", "in_return", "indefinite"),
)
#: Prepositions that lead from any governing word to the deed it is about.
_ALWAYS = frozenset(("of", "for"))
_UNDONE = {Polarity.NEGATED: Polarity.HYPOTHETICAL, Polarity.HYPOTHETICAL: Polarity.HYPOTHETICAL}


@dataclass(frozen=True, slots=True)
class Governor:
    """A word that says how it stands with the deed named after it: ``effect``, or ``undone`` where it is denied.

    ``particle`` is the word that must stand with it ("call off"), ``after`` are the prepositions that lead to the deed.
    """

    effect: Polarity
    undone: Polarity
    takes: str
    after: frozenset[str]
    particle: str | None = None

    def suits(self, *, clause: bool, named: bool = False) -> bool:
        """Whether it governs a clause, or else a noun; ``named``: one that follows a preposition ("of shelling")."""
        if self.takes == "phrase":
            return named or not clause
        return self.takes in ("both", "clause" if clause else "noun")


@dataclass(frozen=True, slots=True)
class ModalityWords:
    """The words by what they do, in lower case; ``governors`` by kind of word and written form."""

    name: str
    version: str
    governors: Mapping[tuple[str, str], tuple[Governor, ...]]
    modals: Mapping[str, Polarity]
    before_to: Mapping[str, Polarity]
    qualifiers: Mapping[str, Polarity]
    openers: Mapping[tuple[str, ...], Polarity]
    prepositions: Mapping[tuple[str, ...], Polarity]
    lists: Mapping[str, frozenset[str]]
    background: frozenset[tuple[str, ...]]
    examples: tuple[Example, ...]

    def governor(self, kind: str, form: str, beside: frozenset[str]) -> Governor | None:
        """What a written form governs as a verb, noun or adjective; ``beside`` are the words that hang on it."""
        found = self.governors.get((kind, form), ())
        with_particle = next((g for g in found if g.particle is not None and g.particle in beside), None)
        return with_particle or next((g for g in found if g.particle is None), None)


def load_modality_words(path: Path) -> ModalityWords:
    """Read the sheet.

    Raises:
        CodebookError: if a section is missing or an entry breaks its form.
    """
    sheet = load_sheet(path)
    made = [_governors(row) for row in sheet.entries("governors", lambda e: e)]
    governors: dict[tuple[str, str], tuple[Governor, ...]] = {}
    for found in made:
        for key, governor in found:
            governors[key] = (*governors.get(key, ()), governor)
    return ModalityWords(
        name=sheet.name,
        version=sheet.version,
        governors=governors,
        modals={w: p for (w, *_), p in _readings(sheet, "modals").items()},
        before_to={w: p for (w, *_), p in _readings(sheet, "before_to").items()},
        qualifiers={w: p for (w, *_), p in _readings(sheet, "qualifiers").items()},
        openers=_readings(sheet, "openers"),
        prepositions=_readings(sheet, "prepositions"),
        lists={name: frozenset(words) for name, words in exactly(sheet, _LISTS).items()},
        background=frozenset(tuple(w.split()) for e in sheet.entries("background", _background) for w in e),
        examples=tuple(_examples(sheet)),
    )


def _governors(entry: Entry) -> Iterator[tuple[tuple[str, str], Governor]]:
    entry.only("kind", "words", "forms", "effect", "undone", "takes", "after", "example", "deed")
    kind = entry.choice("kind", _KINDS)
    effect = Polarity(entry.choice("effect", _READINGS))
    undone = Polarity(entry.choice("undone", _READINGS, _UNDONE.get(effect, Polarity.NEGATED).value))
    takes, after = entry.choice("takes", _TAKES, "both"), frozenset(entry.words("after")) | _ALWAYS
    for phrase in _words(entry):
        word, _, particle = phrase.partition(" ")
        governor = Governor(effect, undone, takes, after, particle or None)
        for form in _forms(kind, word, entry.words("forms")):
            yield (kind, form), governor


def _forms(kind: str, word: str, given: tuple[str, ...]) -> frozenset[str]:
    """The written forms of a word; of the irregular ``given`` ones those are its own that begin as it does."""
    if kind == "noun":
        return frozenset((word, plural(word)))
    if kind == "adjective":
        return frozenset((word,))
    own = tuple(form for form in given if form[:1] == word[:1])
    return verb_forms(word, own) | verb_forms(word)


def _words(entry: Entry) -> tuple[str, ...]:
    words = entry.words("words")
    if not words or any(w != w.lower().strip() for w in words):
        raise entry.wrong("the field 'words' is missing or not in lower case", "write words: [one, two]")
    return words


def _readings(sheet: Sheet, section: str) -> dict[tuple[str, ...], Polarity]:
    def reading(entry: Entry) -> list[tuple[tuple[str, ...], Polarity]]:
        entry.only("words", "effect", "example", "deed")
        effect = Polarity(entry.choice("effect", _READINGS))
        return [(tuple(word.split()), effect) for word in _words(entry)]

    return {words: effect for found in sheet.entries(section, reading) for words, effect in found}


def _background(entry: Entry) -> tuple[str, ...]:
    entry.only("words", "example", "past")
    entry.word("example"), entry.word("past")
    return _words(entry)


def _examples(sheet: Sheet) -> Iterator[Example]:
    for section in ("governors", "modals", "before_to", "qualifiers", "openers", "prepositions"):
        for entry in sheet.entries(section, lambda e: e):
            shows = _shown(entry)
            text, deed = entry.word("example"), entry.word("deed")
            if deed not in text:
                raise entry.wrong(f"the deed {deed!r} does not stand in the example", "write a word of the example")
            yield Example(sheet.path.name, entry.line, text, Finding.POLARITY, shows, {"of": deed})


def _shown(entry: Entry) -> str:
    """The reading its example shows; one whose governor is denied in it shows what becomes of it then."""
    denied = " not " in entry.word("example") and "undone" in entry.values
    return entry.choice("undone" if denied else "effect", _READINGS)


def modality_examples() -> tuple[Example, ...]:
    """The examples beside the lines."""
    return modality_words().examples


@cache
def modality_words() -> ModalityWords:
    """The words that ship with the codebook, checked once."""
    return load_modality_words(FOLDER / _FILE)
