"""The words of ``brief_words.yaml``: how likely, how many sources, what turns a quotation round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .inflection import plural
from .sheet import FOLDER, Entry, exactly, load_sheet

_LISTS = (
    "source_nouns",
    "telling",
    "more_than_one",
    "confirmed_by",
    "confidence",
    "contrast",
    "taken_back",
    "denied",
    "what_was_said",
    "carries_condition",
    "may_carry_condition",
    "conditions",
    "conditions_elsewhere",
    "negators_elsewhere",
    "limits",
    "carries_turn",
    "said_gone",
    "bounds",
    "new_in_source",
    "settling",
)
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A step of the scale: the words that are suggested for it, and from how many to how many per cent it reaches."""

    words: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class BriefWords:
    """Lower-case phrases, each as its words one by one. ``scale`` are the words of likelihood that a comment may use,
    ``off_scale`` others, with the step that is nearest. ``many`` is how many sources a word claims at least.
    """

    scale: Mapping[Phrase, Likelihood]
    off_scale: Mapping[Phrase, Likelihood]
    many: Mapping[Phrase, int]
    lists: Mapping[str, frozenset[Phrase]]

    def of(self, name: str) -> frozenset[Phrase]:
        """One of the lists."""
        return self.lists[name]


def load_brief_words(path: Path) -> BriefWords:
    """Read the lists.

    Raises:
        CodebookError: if an entry breaks the schema.
    """
    sheet = load_sheet(path)
    scale = dict(pair for some in sheet.entries("scale", _step) for pair in some)
    steps = {step.words: step for step in scale.values()}

    def nearest(entry: Entry) -> list[tuple[Phrase, Likelihood]]:
        entry.only("words", "say")
        step = steps[entry.choice("say", tuple(steps))]
        return [(words, step) for words in _words(entry)]

    off = dict(pair for some in sheet.entries("off_scale", nearest) for pair in some)
    many = dict(pair for some in sheet.entries("many", _claimed) for pair in some)
    lists = {name: frozenset(map(phrase, words)) for name, words in exactly(sheet, _LISTS).items()}
    lists["source_nouns"] |= {(*rest, plural(last)) for *rest, last in lists["source_nouns"]}
    return BriefWords(scale, off, many, lists)


def _step(entry: Entry) -> list[tuple[Phrase, Likelihood]]:
    entry.only("least", "most", "words")
    words = list(_words(entry))
    step = Likelihood(entry.words("words")[0], _number(entry, "least"), _number(entry, "most"))
    return [(one, step) for one in words]


def _claimed(entry: Entry) -> list[tuple[Phrase, int]]:
    entry.only("least", "words")
    least = _number(entry, "least")
    return [(one, least) for one in _words(entry)]


def _words(entry: Entry) -> Iterator[Phrase]:
    words = entry.words("words")
    if not words:
        raise entry.wrong("the field 'words' is missing", "write words: [one, two]")
    return map(phrase, words)


def _number(entry: Entry, field: str) -> int:
    value = entry.values.get(field)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 100:
        raise entry.wrong(f"the field {field!r} is {value!r}", "write a whole number from 1 to 99")
    return value


def phrase(words: str) -> Phrase:
    """A phrase as it is compared: its words one by one, in lower case."""
    return tuple(words.replace("-", " ").lower().split())


@cache
def brief_words() -> BriefWords:
    """The lists that ship with the codebook, checked once."""
    return load_brief_words(FOLDER / "brief_words.yaml")
