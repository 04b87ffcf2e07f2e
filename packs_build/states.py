"""One state put together from the Factbook, CLDR and the editors' corrections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .cldr import city_names, english_names, foreign_names
from .factbook import StateFacts
from .heads import split_title
from .organs import read_table
from .rows import spelling_key

ALIAS_FIELDS = ("name", "short", "acronym", "former", "adjective", "demonym", "metonym")


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of corrections.csv."""

    country: str
    field: str
    value: str
    language: str
    care: str
    note: str


@dataclass(frozen=True, slots=True)
class Title:
    """One line of titles.csv: a title as the Factbook writes it, how the pack shows it, and in other languages."""

    title: str
    shown: str
    also: tuple[str, ...]
    ar: str
    ar_definite: str
    fa: str


@dataclass(frozen=True, slots=True)
class StateName:
    """One name of a state with where it comes from."""

    name: str
    form: str
    source: str
    language: str = "en"
    care: str = ""


@dataclass(slots=True)
class State:
    """A state ready to be written: its names, the words that the rules need, and which organs it has."""

    code: str
    main: str
    the: str
    sovereign: str
    adjectives: list[str]
    names: list[StateName] = field(default_factory=list)
    extra: list[Correction] = field(default_factory=list)
    titles: dict[str, Title | None] = field(default_factory=dict)
    has: set[str] = field(default_factory=set)


class StateBuilder:
    """Puts states together; reads the editors' tables once."""

    def __init__(self, facts: dict[str, StateFacts]) -> None:
        self._facts = facts
        self._corrections: dict[str, list[Correction]] = {}
        for row in read_table("corrections.csv"):
            self._corrections.setdefault(row["country"], []).append(Correction(**row))
        self.titles = {row["title"]: _title(row) for row in read_table("titles.csv")}
        self.title_words = sorted(self.titles, key=len, reverse=True)

    def build(self, code: str) -> State:
        """The state or territory of one ISO code."""
        facts = self._facts.get(code)
        fixes = self._corrections.get(code, [])
        names = _english(code, facts)
        main = _last(fixes, "main", names[0].name)
        names.insert(0, StateName(main, "name", "factbook" if facts and main in facts.names else "editors"))
        article = _last(fixes, "article", "")
        adjectives = _list(fixes, "adjectives", facts.adjectives if facts else ())
        sovereign = _last(fixes, "sovereign", facts.sovereign if facts else "")
        state = State(code, main, f"{article} {main}".strip(), sovereign, list(adjectives))
        capitals = _list(fixes, "capitals", facts.capitals if facts else ())
        demonyms = _list(fixes, "demonyms", facts.demonyms if facts else ())
        names += _marked(adjectives, "adjective", fixes, "adjectives")
        names += _marked(demonyms, "demonym", fixes, "demonyms")
        names += [StateName(name, "name", "cldr", language) for language, name in foreign_names(code)]
        names += _metonyms(capitals, main, "editors" if _has(fixes, "capitals") else "factbook")
        state.adjectives += [fix.value for fix in fixes if fix.field == "attribute" and fix.value not in adjectives]
        state.names = _corrected(names, fixes)
        state.extra = [fix for fix in fixes if "-" in fix.field or fix.field in ("government", "parliament", "navy")]
        self._organs(state, facts, fixes)
        return state

    def _organs(self, state: State, facts: StateFacts | None, fixes: list[Correction]) -> None:
        forces = facts.forces.lower() if facts else ""
        if not state.sovereign:
            state.has.add("sovereign")
            if not forces.startswith(("no regular", "no military")) and _last(fixes, "army", "") != "no":
                state.has |= {"army"} | {organ for organ in ("navy", "air-force") if _mentions(forces, organ)}
        texts = (facts.head_of_state, facts.head_of_government) if facts else ("", "")
        for office, text in zip(("state", "government"), texts, strict=True):
            words = _last(fixes, f"{office}-title", split_title(text, self.title_words)[0])
            state.titles[office] = self.titles.get(words)
        if state.sovereign:
            state.titles["state"] = None
        ours, theirs = state.titles.get("state"), state.titles.get("government")
        if ours and theirs and ours.shown == theirs.shown:
            state.titles["government"] = None
        state.has |= {f"{office}-title" for office, title in state.titles.items() if title}


def _title(row: dict[str, str]) -> Title:
    also = tuple(part for part in row["also"].split(";") if part)
    return Title(row["title"], row["shown"], also, row["ar"], row["ar_definite"], row["fa"])


def _english(code: str, facts: StateFacts | None) -> list[StateName]:
    names = [StateName(name, "name", "factbook") for name in (facts.names if facts else ())]
    names += [StateName(name, "name", "cldr") for name in english_names(code)]
    for name in facts.acronyms if facts else ():
        names.append(StateName(name, "acronym", "factbook", care="context" if len(name) < 3 else ""))
    names += [StateName(name, "former", "factbook", care="context") for name in (facts.former if facts else ())]
    return names


def _last(fixes: Iterable[Correction], wanted: str, otherwise: str) -> str:
    return next((fix.value for fix in fixes if fix.field == wanted), otherwise)


def _has(fixes: Iterable[Correction], wanted: str) -> bool:
    return any(fix.field == wanted for fix in fixes)


def _list(fixes: Iterable[Correction], wanted: str, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    found = [fix.value for fix in fixes if fix.field == wanted]
    return tuple(part for part in found[0].split(";") if part) if found else otherwise


def _marked(words: Iterable[str], form: str, fixes: Iterable[Correction], wanted: str) -> list[StateName]:
    source = "editors" if _has(fixes, wanted) else "factbook"
    return [StateName(word, form, source) for word in words]


def _metonyms(capitals: Iterable[str], main: str, source: str) -> list[StateName]:
    """Capitals as words for the government, but not where the state has the same name."""
    names = []
    for capital in capitals:
        if spelling_key(capital) == spelling_key(main):
            continue
        names.append(StateName(capital, "metonym", source, care="context"))
        names += [StateName(name, "metonym", "cldr", language, "context") for language, name in city_names(capital)]
    return names


def _corrected(names: list[StateName], fixes: list[Correction]) -> list[StateName]:
    dropped = {spelling_key(part) for fix in fixes if fix.field == "drop" for part in fix.value.split(";")}
    careful = {spelling_key(fix.value) for fix in fixes if fix.field == "care"}
    added = [
        StateName(fix.value, fix.field, "editors", fix.language, fix.care) for fix in fixes if fix.field in ALIAS_FIELDS
    ]
    kept = [name for name in names if name.form == "metonym" or spelling_key(name.name) not in dropped] + added
    return [
        StateName(name.name, name.form, name.source, name.language, "context")
        if spelling_key(name.name) in careful
        else name
        for name in kept
    ]


def _mentions(forces: str, organ: str) -> bool:
    return organ.replace("-", " ") in forces
