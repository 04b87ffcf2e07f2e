"""The words of ``commitments.yaml``: conditions, occasions, dates, strength, and whose deed it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.record import CommitmentKind

from .examples import Example, Finding
from .inflection import verb_forms
from .sheet import FOLDER, Entry, exactly, load_sheet

_FILE = "commitments.yaml"
_KINDS = tuple(kind.value for kind in CommitmentKind)
_SECTIONS = ("conditions", "occasions", "before", "vague", "strengths", "hostile", "reported", "by_day")
_FIELDS = ("words", "kind", "example", "deed", "condition", "due", "most", "least", "holds")
_HOLDS = ("bound", "given")
_LISTS = (
    *("ourselves", "you", "again", "own", "future", "asking", "asking_to", "deadlines", "toward", "held_out"),
    *("terms_of_talking", "given", "fates", "rights", "unbound", "manner"),
)  # fmt: skip

Phrases = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CommitmentWords:
    """The words by what they show, in lower case; ``most`` and ``least`` bound the strength (1 to 3) by word.

    ``bound`` and ``given`` are the words by which a report itself tells that somebody was to do something, each with
    the kind of what they make.
    """

    name: str
    version: str
    conditions: Phrases
    occasions: Phrases
    before: Phrases
    vague: Phrases
    by_day: Phrases
    bound: Mapping[str, CommitmentKind]
    given: Mapping[str, CommitmentKind]
    hostile: frozenset[str]
    most: Mapping[str, int]
    least: Mapping[str, int]
    lists: Mapping[str, frozenset[str]]
    examples: tuple[Example, ...]


def load_commitment_words(path: Path) -> CommitmentWords:
    """Read the sheet.

    Raises:
        CodebookError: if a section or list is missing, or an entry breaks its form.
    """
    sheet = load_sheet(path)
    words = {section: [_entry(e) for e in sheet.entries(section, lambda e: e)] for section in _SECTIONS}
    return CommitmentWords(
        name=sheet.name,
        version=sheet.version,
        conditions=_phrases(words["conditions"]),
        occasions=_phrases(words["occasions"]),
        before=_phrases(words["before"]),
        vague=_phrases(words["vague"]),
        by_day=_phrases(words["by_day"]),
        bound=_reported(words["reported"], "bound"),
        given=_reported(words["reported"], "given"),
        hostile=frozenset(f for e in words["hostile"] for w in e.words("words") for f in verb_forms(w)),
        most=_bounds(words["strengths"], "most"),
        least=_bounds(words["strengths"], "least"),
        lists={name: frozenset(words) for name, words in exactly(sheet, _LISTS).items()},
        examples=tuple(example for entries in words.values() for example in _examples(entries)),
    )


def _entry(entry: Entry) -> Entry:
    entry.only(*_FIELDS)
    words = entry.words("words")
    if not words or any(w != w.lower().strip() for w in words):
        raise entry.wrong("the field 'words' is missing or not in lower case", "write words: [one, two]")
    example = entry.word("example")
    for part in ("deed", "condition", "due"):
        if part in entry.values and entry.word(part) not in example:
            raise entry.wrong(f"the {part} does not stand in the example", "copy it from the example")
    return entry


def _phrases(entries: list[Entry]) -> Phrases:
    return frozenset(tuple(word.split()) for entry in entries for word in entry.words("words"))


def _reported(entries: list[Entry], holds: str) -> dict[str, CommitmentKind]:
    found = {}
    for entry in entries:
        if entry.choice("holds", _HOLDS) == holds:
            kind = CommitmentKind(entry.choice("kind", _KINDS))
            found.update(dict.fromkeys(entry.words("words"), kind))
    return found


def _bounds(entries: list[Entry], key: str) -> dict[str, int]:
    found = {}
    for entry in entries:
        if key in entry.values:
            value = entry.values[key]
            if value not in (1, 2, 3) or isinstance(value, bool):
                raise entry.wrong(f"the field {key!r} is {value!r}", "use 1 (mild), 2 (plain) or 3 (strong)")
            found.update({word: int(value) for word in entry.words("words")})
    return found


def _examples(entries: list[Entry]) -> Iterator[Example]:
    for entry in entries:
        parts = {part: entry.word(part) for part in ("deed", "condition", "due") if part in entry.values}
        kind = entry.choice("kind", _KINDS)
        yield Example(entry.path.name, entry.line, entry.word("example"), Finding.COMMITMENT, kind, parts)


def commitment_examples() -> tuple[Example, ...]:
    """The examples beside the lines."""
    return commitment_words().examples


@cache
def commitment_words() -> CommitmentWords:
    """The words that ship with the codebook, checked once."""
    return load_commitment_words(FOLDER / _FILE)
