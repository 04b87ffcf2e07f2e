"""The words that tell of an event, from ``event_words.yaml``: each with its type, sides and what must stand by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from onrecord.errors import CodebookError
from onrecord.record import EventType

from .event_types import EventTypes, event_types
from .examples import Example, Finding
from .inflection import plural, spellings, verb_forms
from .sheet import FOLDER, Entry, Sheet, load_sheet

PREPOSITIONS = frozenset(
    [
        "about",
        "across",
        "after",
        "against",
        "along",
        "among",
        "around",
        "as",
        "at",
        "before",
        "behind",
        "beside",
        "between",
        "by",
        "during",
        "for",
        "from",
        "in",
        "inside",
        "into",
        "near",
        "of",
        "off",
        "on",
        "onto",
        "outside",
        "over",
        "through",
        "to",
        "toward",
        "towards",
        "under",
        "upon",
        "via",
        "with",
        "within",
    ]
)
SLOTS = PREPOSITIONS | {"subject", "object", "dative", "inner", "poss", "adjective"}
ANY = "any"

_FIELDS = (
    *("word", "type", "types", "mode", "sure", "with", "without", "after", "then", "doer", "recipient", "reciprocal"),
    *("example", "doer_is", "recipient_is", "counter"),
)
_VERB_DOER, _VERB_RECIPIENT = ("subject",), ("object",)
_NOUN_DOER, _NOUN_RECIPIENT = ("poss", "by", "adjective"), ("on", "against", "of")
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EventWord:
    """One word that tells of an event.

    ``types`` are the types it may tell of, likeliest first; where ``exact``, the first of them it is. Nouns in
    ``with_``, ``without`` and ``after`` and verbs in ``then`` stand in all their written forms, in lower case.
    ``doer`` and ``recipient`` name slots, to be tried in order. ``line`` counts from 1 in the file.
    """

    word: str
    noun: bool
    types: tuple[EventType, ...]
    mode: str | None
    exact: bool
    doer: tuple[str, ...]
    recipient: tuple[str, ...]
    reciprocal: bool
    line: int
    particles: tuple[str, ...] = ()
    with_: frozenset[str] = _NOTHING
    without: frozenset[str] = _NOTHING
    after: Mapping[str, frozenset[str]] = field(default_factory=dict)
    then: frozenset[str] = _NOTHING
    then_any: bool = False

    @property
    def type(self) -> EventType:
        """The type it tells of; of several the likeliest."""
        return self.types[0]

    @property
    def _asks(self) -> tuple[int, int]:
        """How much must stand by it: lines that ask for more are tried first."""
        then = 2 * bool(self.then) + self.then_any
        return 3 * bool(self.with_) + 3 * len(self.after) + then, len(self.particles)

    @property
    def condition(self) -> tuple[object, ...]:
        """When it fits; two lines of one word that fit alike contradict each other."""
        after = tuple(sorted((key, tuple(sorted(nouns))) for key, nouns in self.after.items()))
        return self.particles, self.with_, after, self.then, self.then_any


@dataclass(frozen=True, slots=True)
class Carrier:
    """A verb that only carries an event noun; ``prepositions`` are those the noun must stand under, if any."""

    doer_is_subject: bool
    prepositions: frozenset[str]


@dataclass(frozen=True, slots=True)
class EventWords:
    """The compiled words, by written form in lower case; lines that ask for more stand first."""

    name: str
    version: str
    verbs: Mapping[str, tuple[EventWord, ...]]
    nouns: Mapping[str, tuple[EventWord, ...]]
    supports: Mapping[str, Carrier]
    examples: tuple[Example, ...] = field(repr=False)


class _Maker:
    """Makes the lines of one sheet, with its classes and irregular forms at hand."""

    def __init__(self, sheet: Sheet, types: EventTypes) -> None:
        self.types, self.file = types, sheet.path.name
        self.irregular = sheet.lists("forms")
        self.classes = {
            name: frozenset(form for word in words for form in _noun_forms(_single(sheet.path.name, name, word)))
            for name, words in sheet.lists("classes").items()
        }
        self.examples: list[Example] = []

    def forms(self, verb: str) -> frozenset[str]:
        """All written forms of a verb, without its particles."""
        return verb_forms(verb, self.irregular.get(verb, ()))

    def made(self, entry: Entry, *, noun: bool) -> list[EventWord]:
        """One line of the sheet, as one word or several that behave alike."""
        entry.only(*_FIELDS)
        words = entry.words("word")
        if not words:
            raise entry.wrong("the field 'word' is missing", "write word: seize, or word: [seize, confiscate]")
        types, mode = self._types(entry)
        self._exemplify(entry, words, types[0])
        sure = entry.choice("sure", ("exact", "loose"), "exact" if len(types) == 1 else "loose")
        then = frozenset(form for verb in entry.words("then") if verb != ANY for form in self.forms(verb))
        with_ = self._nouns(entry, "with")
        return [
            EventWord(
                word=word,
                noun=noun,
                types=types,
                mode=mode,
                exact=sure == "exact" and len(types) == 1,
                doer=_slots(entry, "doer", _NOUN_DOER if noun else _VERB_DOER),
                recipient=_slots(entry, "recipient", _NOUN_RECIPIENT if noun else _VERB_RECIPIENT),
                reciprocal=entry.values.get("reciprocal") is True,
                line=entry.line,
                particles=() if noun else tuple(word.split()[1:]),
                with_=frozenset(word.split()[:-1]) or with_ if noun else with_,
                without=self._nouns(entry, "without"),
                after=self._after(entry),
                then=then,
                then_any=ANY in entry.words("then"),
            )
            for word in words
        ]

    def _types(self, entry: Entry) -> tuple[tuple[EventType, ...], str | None]:
        if "type" in entry.values and "types" in entry.values:
            raise entry.wrong("the entry has both 'type' and 'types'", "keep types where the words leave it open")
        named = entry.words("types") or (entry.word("type"),)
        for name in named:
            if name not in EventType.__members__:
                raise entry.wrong(f"the type {name!r} is unknown", f"use one of: {', '.join(EventType.__members__)}")
        types = tuple(EventType(name) for name in named)
        if "mode" not in entry.values:
            return types, None
        modes = list(self.types.types[types[0]].modes)
        return types, entry.choice("mode", modes)

    def _nouns(self, entry: Entry, key: str) -> frozenset[str]:
        return self._expanded(entry, entry.words(key), key)

    def _expanded(self, entry: Entry, words: Iterable[str], key: str) -> frozenset[str]:
        found: set[str] = set()
        for word in words:
            if word.startswith("$"):
                if word[1:] not in self.classes:
                    raise entry.wrong(
                        f"the class {word!r} is unknown", f"use one of: {', '.join(sorted(self.classes))}"
                    )
                found |= self.classes[word[1:]]
            elif " " in word:
                raise entry.wrong(f"{key!r} holds {word!r}", "write the head noun alone: strike for hunger strike")
            else:
                found |= _noun_forms(word)
        return frozenset(found)

    def _after(self, entry: Entry) -> dict[str, frozenset[str]]:
        given = entry.values.get("after", {})
        if not isinstance(given, dict):
            raise entry.wrong("the field 'after' is no {preposition: [nouns]}", "write after: {from: [$ground]}")
        below = Entry(entry.path, entry.line, {str(k): v for k, v in given.items() if not str(k).startswith("\0")})
        for preposition in below.values:
            if preposition not in PREPOSITIONS:
                raise entry.wrong(f"{preposition!r} is no known preposition", 'write it in quotes, as in "on"')
        return {key: self._expanded(entry, below.words(key), "after") for key in below.values}

    def _exemplify(self, entry: Entry, words: tuple[str, ...], type_: EventType) -> None:
        parts = {name: entry.word(f"{name}_is") for name in ("doer", "recipient") if f"{name}_is" in entry.values}
        first = Example(self.file, entry.line, entry.word("example"), Finding.EVENT, type_.value, parts)
        against = [
            Example(self.file, entry.line, text, Finding.EVENT, type_.value, holds=False)
            for text in entry.words("counter")
        ]
        self.examples += [first, *against]


def _single(file: str, name: str, word: str) -> str:
    if " " in word:
        raise CodebookError(f"the class {name!r} holds {word!r}", file, "write the head noun alone")
    return word


_ODD = {"man": "men", "woman": "women", "child": "children", "person": "people", "wharf": "wharves", "loaf": "loaves"}


def _noun_forms(noun: str) -> frozenset[str]:
    """The singular and the plural of a noun, in each of its spellings."""
    if noun.endswith("man"):
        return frozenset((noun, noun[:-3] + "men"))
    if noun in _ODD:
        return frozenset((noun, _ODD[noun]))
    return frozenset(form for one in spellings(noun) for form in (one, plural(one)))


def _slots(entry: Entry, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    if key not in entry.values:
        return default
    slots = entry.words(key)
    for slot in slots:
        if slot not in SLOTS:
            raise entry.wrong(f"the field {key!r} names {slot!r}", f"use one of: {', '.join(sorted(SLOTS))}")
    return slots


def _by_form(
    file: str, lines: Iterable[EventWord], forms: Callable[[EventWord], Iterable[str]]
) -> dict[str, tuple[EventWord, ...]]:
    found: dict[str, list[EventWord]] = {}
    seen: dict[tuple[str, object], EventWord] = {}
    for line in lines:
        for form in forms(line):
            twin = seen.setdefault((form, line.condition), line)
            if twin is not line:
                what = f"{line.word!r} fits where {twin.word!r} of line {twin.line} fits"
                raise CodebookError(what, f"{file}, line {line.line}", "keep one, or give them different conditions")
            found.setdefault(form, []).append(line)
    return {form: tuple(sorted(lines, key=lambda one: one._asks, reverse=True)) for form, lines in found.items()}


def _carriers(sheet: Sheet, forms: Callable[[str], frozenset[str]]) -> dict[str, Carrier]:
    found: dict[str, Carrier] = {}
    for entry in sheet.entries("supports", lambda e: e):
        entry.only("verb", "doer", "after")
        carrier = Carrier(entry.choice("doer", ("subject", "object")) == "subject", frozenset(entry.words("after")))
        for verb in entry.words("verb"):
            for form in forms(verb):
                if form in found:
                    raise entry.wrong(f"the verb {verb!r} stands twice among the supports", "keep one of them")
                found[form] = carrier
    return found


def load_event_words(path: Path, types: EventTypes | None = None) -> EventWords:
    """Read and compile the words.

    Raises:
        CodebookError: if an entry breaks the schema, names an unknown type, mode, class or slot, or
            contradicts another.
    """
    sheet = load_sheet(path)
    maker = _Maker(sheet, types or event_types())
    verbs = [line for row in sheet.entries("verbs", lambda e: maker.made(e, noun=False)) for line in row]
    nouns = [line for row in sheet.entries("nouns", lambda e: maker.made(e, noun=True)) for line in row]
    return EventWords(
        name=sheet.name,
        version=sheet.version,
        verbs=_by_form(path.name, verbs, lambda line: maker.forms(line.word.split()[0])),
        nouns=_by_form(path.name, nouns, lambda line: _noun_forms(line.word.split()[-1])),
        supports=_carriers(sheet, maker.forms),
        examples=tuple(maker.examples),
    )


@cache
def event_words() -> EventWords:
    """The words that ship with the codebook, checked and compiled once."""
    return load_event_words(FOLDER / "event_words.yaml")
