"""The types of events: definitions, modes, contexts and scales, from ``event_types.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from onrecord.errors import CodebookError
from onrecord.record import EventType, SpeechAct

from .inflection import plural
from .sheet import FOLDER, Entry, Sheet, load_sheet

QUAD_VARIANTS = ("manual_text", "manual_table")
NONE = "none"

# One class of characters after another: linear in the text.
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Mode:
    """One way in which an event of a type is done. ``also`` are its names in older drafts of the scheme."""

    name: str
    definition: str
    intensity: float | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """One type. ``quads`` holds its quad class (1 to 4) by variant, ``intensity`` runs from -10 to +10.

    ``planned`` is what announcing such a deed is (a promise, a threat), ``refused`` what announcing is that one will
    not do it, ``None`` for nothing.
    """

    type: EventType
    definition: str
    quads: Mapping[str, int]
    intensity: float
    modes: Mapping[str, Mode]
    planned: EventType
    refused: EventType | None


@dataclass(frozen=True, slots=True)
class Coded:
    """What saying something does: the event's type, its mode where the act decides it, and how sure (0 to 1)."""

    type: EventType
    mode: str | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class EventTypes:
    """The scheme. ``stamp`` names it with its version, as every Event carries it."""

    name: str
    version: str
    quad_variant: str
    types: Mapping[EventType, TypeEntry]
    contexts: Mapping[str, str]
    acts: Mapping[SpeechAct, Coded]
    _by_word: Mapping[str, Sequence[tuple[tuple[str, ...], int]]] = field(repr=False)

    @property
    def stamp(self) -> str:
        """The scheme and its version: "PLOVER 0.8"."""
        return f"{self.name} {self.version}"

    def of_act(self, act: SpeechAct) -> Coded | None:
        """The event that a speech act is; ``None`` where saying it is no event."""
        return self.acts.get(act)

    def quad(self, type_: EventType, variant: str | None = None) -> int:
        """The quad class (1 verbal, 2 material cooperation, 3 verbal, 4 material conflict), of the chosen variant."""
        return self.types[type_].quads[variant or self.quad_variant]

    def intensity(self, type_: EventType, mode: str | None = None) -> float:
        """Where it stands from -10 (conflict) to +10 (cooperation): the mode's own figure, else the type's."""
        entry = self.types[type_]
        own = entry.modes[mode].intensity if mode is not None and mode in entry.modes else None
        return entry.intensity if own is None else own

    def mode(self, type_: EventType, name: str) -> str | None:
        """The mode of this name, or of this older name; ``None`` where the type has none such."""
        modes = self.types[type_].modes
        return name if name in modes else next((m.name for m in modes.values() if name in m.also), None)

    def planned(self, type_: EventType) -> EventType:
        """What announcing such a deed for the future is: "will send aid" is AGREE, "will blockade" THREATEN."""
        return self.types[type_].planned

    def refused(self, type_: EventType) -> EventType | None:
        """What announcing is that one will not do it: "will not lift the ban" is REJECT; ``None`` for no event."""
        return self.types[type_].refused

    def contexts_of(self, text: str) -> tuple[str, ...]:
        """The contexts whose words stand in a stretch of text, in the scheme's order."""
        return _contexts_of(self, text)

    def __hash__(self) -> int:
        return hash((self.name, self.version))


@lru_cache(maxsize=512)
def _contexts_of(book: EventTypes, text: str) -> tuple[str, ...]:
    words = _WORD.findall(text.lower().replace("’", "'"))
    found = {
        number
        for at, word in enumerate(words)
        for phrase, number in book._by_word.get(word, ())
        if tuple(words[at : at + len(phrase)]) == phrase
    }
    names = list(book.contexts)
    return tuple(names[number] for number in sorted(found))


def _number(entry: Entry, value: object, key: str, least: float, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise entry.wrong(f"the field {key!r} is {value!r}", f"use a number from {least:g} to {most:g}")
    return float(value)


def _quads(entry: Entry) -> dict[str, int]:
    given = entry.values.get("quad")
    quads = {str(k): v for k, v in given.items() if not str(k).startswith("\0")} if isinstance(given, dict) else {}
    if set(quads) != set(QUAD_VARIANTS):
        raise entry.wrong(
            "the field 'quad' lacks a variant", f"write quad: {{{QUAD_VARIANTS[0]}: 1, {QUAD_VARIANTS[1]}: 1}}"
        )
    return {key: int(_number(entry, value, "quad", 1, 4)) for key, value in quads.items()}


def _mode(entry: Entry) -> Mode:
    entry.only("mode", "definition", "intensity", "also")
    own = entry.values.get("intensity")
    intensity = None if own is None else _number(entry, own, "intensity", -10, 10)
    return Mode(entry.word("mode"), entry.word("definition"), intensity, entry.words("also"))


def _type(entry: Entry) -> TypeEntry:
    entry.only("type", "definition", "quad", "intensity", "planned", "refused", "modes")
    modes: dict[str, Mode] = {}
    for below in entry.below("modes"):
        mode = _mode(below)
        if mode.name in modes:
            raise below.wrong(f"the mode {mode.name!r} stands twice", "keep one of them")
        modes[mode.name] = mode
    names = [t.value for t in EventType]
    own = entry.choice("type", names)
    return TypeEntry(
        type=EventType(own),
        definition=entry.word("definition"),
        quads=_quads(entry),
        intensity=_number(entry, entry.values.get("intensity"), "intensity", -10, 10),
        modes=modes,
        planned=EventType(entry.choice("planned", names, own)),
        refused=EventType(entry.choice("refused", names)) if "refused" in entry.values else None,
    )


def _types(sheet: Sheet) -> dict[EventType, TypeEntry]:
    found: dict[EventType, TypeEntry] = {}
    for entry in sheet.entries("types", lambda e: e):
        made = _type(entry)
        if made.type in found:
            raise entry.wrong(f"the type {made.type.value!r} stands twice", "keep one of them")
        found[made.type] = made
    if missing := [t.value for t in EventType if t not in found]:
        raise CodebookError(f"the types {', '.join(missing)} are missing", sheet.path.name, "add them to types:")
    return found


def _contexts(sheet: Sheet) -> tuple[dict[str, str], dict[str, list[tuple[tuple[str, ...], int]]]]:
    """The definitions by context, and the contexts' words by the first word of each."""
    names: dict[str, str] = {}
    by_word: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for entry in sheet.entries("contexts", lambda e: e):
        entry.only("context", "definition", "words")
        name = entry.word("context")
        if name in names:
            raise entry.wrong(f"the context {name!r} stands twice", "keep one of them")
        number = len(names)
        names[name] = entry.word("definition")
        for phrase in entry.words("words"):
            first, last = phrase.rpartition(" ")[::2]
            for form in (last, plural(last)):
                words = (*first.split(), form)
                by_word.setdefault(words[0], []).append((words, number))
    return names, by_word


def _acts(sheet: Sheet, types: Mapping[EventType, TypeEntry]) -> dict[SpeechAct, Coded]:
    found: dict[SpeechAct, Coded] = {}
    seen: set[SpeechAct] = set()
    for entry in sheet.entries("acts", lambda e: e):
        entry.only("act", "type", "mode", "weight", "why")
        act = entry.act()
        if act in seen:
            raise entry.wrong(f"the act {act.value!r} stands twice", "keep one of them")
        seen.add(act)
        entry.word("why")
        name = entry.choice("type", [*(t.value for t in EventType), NONE])
        if name != NONE:
            found[act] = _coded(entry, EventType(name), types)
    return found


def _coded(entry: Entry, type_: EventType, types: Mapping[EventType, TypeEntry]) -> Coded:
    modes = types[type_].modes
    mode = entry.choice("mode", list(modes)) if "mode" in entry.values else None
    return Coded(type_, mode, entry.share("weight") if "weight" in entry.values else 1.0)


def load_event_types(path: Path) -> EventTypes:
    """Read the scheme.

    Raises:
        CodebookError: if a type is missing, or an entry breaks the schema.
    """
    sheet = load_sheet(path)
    variant: Any = sheet.sections.get("quad")
    if variant not in QUAD_VARIANTS:
        raise CodebookError(f"the field 'quad' is {variant!r}", path.name, f"use one of: {', '.join(QUAD_VARIANTS)}")
    types = _types(sheet)
    contexts, by_word = _contexts(sheet)
    return EventTypes(sheet.name, sheet.version, variant, types, contexts, _acts(sheet, types), by_word)


@cache
def event_types() -> EventTypes:
    """The scheme that ships with the codebook, checked once."""
    return load_event_types(FOLDER / "event_types.yaml")
