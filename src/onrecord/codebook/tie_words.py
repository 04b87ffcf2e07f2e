"""The lines of ``ties.yaml``: which words tie whom to whom, and where in the clause the two stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.record.tie import TieType

from .examples import Example, Finding
from .inflection import plural, verb_forms
from .sheet import FOLDER, Entry, Sheet, load_sheet

FILE = "ties.yaml"
_LISTS = ("through", "past", "joint", "being", "naming")
#: The fields that every line may have, beside those with its words.
_FIELDS = ("tie", "a", "b", "sides", "needs", "title", "reason", "default", "sure", "example", "ends", "not")


@dataclass(frozen=True, slots=True)
class TieLine:
    """One line: the words it answers to, the type of tie, and the places of the ends.

    ``sides`` is a place whose joined members are tied to one another; ``a`` and ``b`` are then empty. ``needs`` are
    words, or sorts of actor, that must stand at a place. ``sure`` (0 to 1) is how often such words say so.
    """

    kind: str
    words: tuple[str, ...]
    forms: frozenset[str]
    tie: TieType
    a: tuple[str, ...]
    b: tuple[str, ...]
    sides: str | None
    needs: Mapping[str, frozenset[str]]
    title: tuple[str, ...]
    reason: tuple[str, ...]
    default: bool
    sure: float
    line: int
    examples: tuple[Example, ...]

    @property
    def said(self) -> str:
        """What the line is, in words."""
        return f"{self.kind} {self.words[0]!r}: {self.tie.value} ({FILE}, line {self.line})"


@dataclass(frozen=True, slots=True)
class TieWords:
    """All lines, by the written forms that they answer to, and the lists beside them (lower case)."""

    name: str
    version: str
    verbs: Mapping[str, tuple[TieLine, ...]]
    nouns: Mapping[str, tuple[TieLine, ...]]
    bodies: Mapping[str, tuple[TieLine, ...]]
    after: Mapping[str, tuple[TieLine, ...]]
    before: Mapping[str, tuple[TieLine, ...]]
    phrases: Mapping[str, tuple[TieLine, ...]]
    whereabouts: Mapping[str, tuple[TieLine, ...]]
    through: frozenset[str]
    past: frozenset[str]
    joint: tuple[tuple[str, ...], ...]
    being: frozenset[str]
    naming: frozenset[str]
    lines: tuple[TieLine, ...]

    @property
    def office(self) -> TieLine:
        """The line for an office of which the words say no more."""
        return next(line for line in self.lines if line.default)


def load_tie_words(path: Path) -> TieWords:
    """Read the lines.

    Raises:
        CodebookError: if a line is incomplete or contradicts itself, with its number.
    """
    sheet = load_sheet(path)
    verbs = sheet.entries("verbs", _verb)
    nouns = sheet.entries("nouns", _noun)
    bodies = sheet.entries("bodies", _noun)
    compounds = sheet.entries("compounds", _compound)
    phrases = sheet.entries("phrases", _phrase)
    whereabouts = sheet.entries("whereabouts", _where)
    lines = (*verbs, *nouns, *bodies, *compounds, *phrases, *whereabouts)
    lists = _lists(sheet)
    return TieWords(
        name=sheet.name,
        version=sheet.version,
        verbs=_by_form(verbs),
        nouns=_by_form(nouns),
        bodies=_by_form(bodies),
        after=_by_form(line for line in compounds if line.kind == "after a hyphen"),
        before=_by_form(line for line in compounds if line.kind == "before a hyphen"),
        phrases=_by_form(phrases),
        whereabouts=_by_form(whereabouts),
        through=frozenset(lists["through"]) | {plural(word) for word in lists["through"]},
        past=frozenset(lists["past"]),
        joint=tuple(tuple(words.split()) for words in lists["joint"]),
        being=frozenset(lists["being"]),
        naming=frozenset(lists["naming"]),
        lines=lines,
    )


def _lists(sheet: Sheet) -> dict[str, tuple[str, ...]]:
    lists = sheet.lists("lists")
    for name in _LISTS:
        if not lists.get(name):
            raise sheet_error(sheet, f"the list {name!r} is missing or empty")
    return lists


def sheet_error(sheet: Sheet, what: str) -> Exception:
    """The complaint about a sheet as a whole."""
    return Entry(sheet.path, 1, {}).wrong(what, "write it under lists: name: [word, word]")


def _by_form(lines: Iterable[TieLine]) -> dict[str, tuple[TieLine, ...]]:
    found: dict[str, list[TieLine]] = {}
    for line in lines:
        for form in sorted(line.forms):
            found.setdefault(form, []).append(line)
    return {form: tuple(kept) for form, kept in found.items()}


def _verb(entry: Entry) -> TieLine:
    words, given = entry.words("verb"), entry.words("forms")
    forms = {form for word in words for form in verb_forms(word)} | set(given)
    return _line(entry, "verb", words, forms, ("verb", "forms"))


def _noun(entry: Entry) -> TieLine:
    words = entry.words("noun")
    forms = {form for word in words for form in _numbers(word)}
    return _line(entry, "noun", words, forms, ("noun",))


def _compound(entry: Entry) -> TieLine:
    where = "after" if "after" in entry.values else "before"
    words = entry.words(where)
    return _line(entry, f"{where} a hyphen", words, set(words), (where,))


def _phrase(entry: Entry) -> TieLine:
    words = entry.word("words")
    return _line(entry, "words", (words,), {words.split()[0]}, ("words",))


def _where(entry: Entry) -> TieLine:
    words = entry.words("words")
    return _line(entry, "place", words, set(words), ("words",))


def _numbers(noun: str) -> tuple[str, ...]:
    """Singular and plural; a noun that is written as a plural has that form only."""
    if noun.endswith("s"):
        return (noun,)
    return (noun, f"{noun[:-3]}men" if noun.endswith("man") else plural(noun))


def _line(entry: Entry, kind: str, words: tuple[str, ...], forms: set[str], own: tuple[str, ...]) -> TieLine:
    entry.only(*own, *_FIELDS)
    if not words:
        raise entry.wrong("the line has no words", f"write {own[0]}: [word, word]")
    tie = TieType(entry.choice("tie", [t.value for t in TieType]))
    a, b = entry.words("a"), entry.words("b")
    sides = entry.word("sides") if "sides" in entry.values else None
    if kind != "place" and (not a or not b) is (sides is None):
        raise entry.wrong("the line does not say where its ends stand", "write a: and b:, or sides: alone")
    if sides is not None and not tie.mutual:
        raise entry.wrong(f"the two sides of {tie.value!r} are not alike", "write a: and b: instead of sides:")
    return TieLine(
        kind=kind,
        words=words,
        forms=frozenset(forms),
        tie=tie,
        a=a,
        b=b,
        sides=sides,
        needs=_needs(entry),
        title=entry.words("title"),
        reason=entry.words("reason"),
        default=entry.values.get("default") is True,
        sure=entry.share("sure"),
        line=entry.line,
        examples=_examples(entry, tie),
    )


def _needs(entry: Entry) -> dict[str, frozenset[str]]:
    given = entry.values.get("needs", {})
    if not isinstance(given, dict):
        raise entry.wrong("the field 'needs' is no list of places", "write needs: {object: [word, word]}")
    wanted = Entry(entry.path, entry.line, {str(k): v for k, v in given.items() if k != "\0line"})
    return {place: frozenset(n for w in wanted.words(place) for n in (w, plural(w))) for place in wanted.values}


def _examples(entry: Entry, tie: TieType) -> tuple[Example, ...]:
    """The line's own examples: the sentence that it answers, and the one that it must not answer."""
    ends = entry.words("ends")
    if len(ends) != 2:
        raise entry.wrong("the two ends of the example are missing", "write ends: [one, the other]")
    text = entry.word("example")
    found = [Example(entry.path.name, entry.line, text, Finding.TIE, tie.value, {"a": ends[0], "b": ends[1]})]
    if "not" in entry.values:
        found.append(Example(entry.path.name, entry.line, entry.word("not"), Finding.TIE, tie.value, holds=False))
    return tuple(found)


@cache
def tie_words() -> TieWords:
    """The lines that ship with the codebook, checked once."""
    return load_tie_words(FOLDER / FILE)


def ties_examples() -> tuple[Example, ...]:
    """What every line must and must not read."""
    return tuple(example for line in tie_words().lines for example in line.examples)
