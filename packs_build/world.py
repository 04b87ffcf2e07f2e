"""Builds the world pack: ``python -m packs_build.world [FOLDER]``, by default into the package."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from .cldr import state_codes
from .factbook import StateFacts, read_factbook
from .heads import Holder, holder, split_title
from .organs import HERE, NamePattern, Organ, fill, read_organs, read_patterns, read_table
from .rows import ACTOR_COLUMNS, NAME_COLUMNS, OFFICE_COLUMNS, PackRows, Row, slug, spelling_key
from .states import State, StateBuilder, Title

DEFAULT = HERE.parent / "src" / "onrecord" / "gazetteer" / "packs" / "world"
_FORCES = re.compile(r"^(?:the )?([A-Z][A-Za-z'’ -]{6,60}?) \(([^()]{2,90})\)\s*[:,]")
# Acronyms and surnames that would be found everywhere.
_WORD_LIST = "AFP AND ANT ATM Bio DFG EDF EED EF EN FAB FAC FAD FAN FAP FAR FAS FAT FDRE MAF Man NBS SV Te VCG VS"
_WORDS = frozenset(_WORD_LIST.split())
# The package says 23 June 2005.
_SINCE_CORRECTED = {"Ilie Bolojan": "2025-06-23"}
_LATIN_ACRONYM = re.compile(r"^[A-Z][A-Za-z-]{1,6}$")


def main(arguments: Sequence[str]) -> int:
    """Write the pack and say how much is in it."""
    folder = Path(arguments[0]) if arguments else DEFAULT
    rows = build()
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "actors.csv", ACTOR_COLUMNS, rows.actors.values())
    _write(folder / "names.csv", NAME_COLUMNS, rows.names.values())
    _write(folder / "offices.csv", OFFICE_COLUMNS, rows.offices)
    (folder / "pack.yaml").write_text((HERE / "world.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    sys.stdout.write(f"{len(rows.actors)} actors, {len(rows.names)} names, {len(rows.offices)} offices held\n")
    return 0


def build() -> PackRows:
    """All rows of the pack."""
    rows = PackRows()
    facts = read_factbook()
    builder = StateBuilder(facts)
    states = [builder.build(code) for code in state_codes()]
    adjectives = {row["country"]: row for row in read_table("adjectives_ar.csv")}
    organs, patterns = read_organs(), read_patterns()
    for state in states:
        _add_state(rows, state, adjectives.get(state.code, {}))
    for state in states:
        words = _words(state, facts.get(state.code), adjectives.get(state.code, {}), rows)
        for organ in organs:
            if not organ.needs or organ.needs in state.has:
                _add_organ(rows, state, organ, patterns[organ.organ], words)
        _add_extra(rows, state, facts.get(state.code))
    _add_by_hand(rows)
    _add_holders(rows, states, facts, builder)
    rows.leave_out((row["actor"], row["name"]) for row in read_table("not_theirs.csv"))
    rows.care_for_shared_names()
    rows.care_for((row["country"], row["value"]) for row in read_table("corrections.csv") if row["field"] == "care")
    rows.leave_to_others({row["actor"]: row["same_as"] for row in read_table("elsewhere.csv")})
    return rows


def _add_state(rows: PackRows, state: State, arabic: Row) -> None:
    note = "territory" if state.sovereign else ""
    row = {"id": state.code, "kind": "state", "type": "state", "name": state.main, "country": state.code, "note": note}
    rows.add_actor(row | {"part_of": state.sovereign})
    for name in state.names:
        rows.add_name(state.code, name.name, name.form, name.source, name.language, name.care)
    for column, form in (("masculine", "adjective"), ("feminine", "adjective"), ("plural", "demonym")):
        # The masculine adjective is also a surname.
        care = "context" if column == "masculine" else ""
        for word in filter(None, arabic.get(column, "").split(";")):
            rows.add_name(state.code, word, form, "editors", "ar", care)
    _add_people(rows, state, arabic)


def _add_people(rows: PackRows, state: State, arabic: Row) -> None:
    """The people of a state as its demonym ("Iraqi people"), where the adjective is not the state's own name."""
    names = {name.name for name in state.names if name.form not in ("adjective", "demonym")}
    for adjective in state.adjectives:
        if adjective not in names:
            rows.add_name(state.code, f"{adjective} people", "demonym", "rule")
    for word in filter(None, arabic.get("masculine", "").split(";")):
        rows.add_name(state.code, f"الشعب {word}", "demonym", "rule", "ar")


def _words(state: State, facts: StateFacts | None, arabic: Row, rows: PackRows) -> dict[str, list[str]]:
    foreign: dict[str, list[str]] = {"ar": [], "fa": []}
    for row in rows.names.values():
        if row["actor"] == state.code and row["language"] in foreign and row["form"] in ("name", "short"):
            foreign[row["language"]].append(row["name"])
    words = {
        "adj": state.adjectives or [state.main],
        "name": [state.main],
        "the": [state.the],
        "whose": [f"{name}'" if name.endswith("s") else f"{name}'s" for name in _short_names(state)],
        "legislature": _legislature(facts),
        "ar_m": list(filter(None, arabic.get("masculine", "").split(";"))),
        "ar_f": list(filter(None, arabic.get("feminine", "").split(";"))),
    }
    return words | foreign


def _short_names(state: State) -> list[str]:
    short = [name.name for name in state.names if name.form == "short" and name.language == "en" and not name.care]
    return [state.main, *short]


def _legislature(facts: StateFacts | None) -> list[str]:
    if facts is None or not facts.legislature:
        return []
    name = facts.legislature[0]
    return [] if " of " in name or spelling_key(name) == "parliament" or "UK" in name else [name]


def _title_words(title: Title) -> dict[str, list[str]]:
    return {
        "title": [title.shown, *title.also],
        "title_ar": [title.ar] if title.ar else [],
        "title_ar_def": [title.ar_definite] if title.ar_definite else [],
        "title_fa": [title.fa] if title.fa else [],
    }


def _add_organ(
    rows: PackRows, state: State, organ: Organ, patterns: Sequence[NamePattern], words: dict[str, list[str]]
) -> None:
    actor = f"{state.code}-{organ.organ}"
    title = state.titles.get(organ.needs.removesuffix("-title"))
    if title is not None:
        words = words | _title_words(title)
    names = [(name, each) for each in patterns for name in fill(each.pattern, words)]
    rows.add_actor(
        {
            "id": actor,
            "kind": organ.kind,
            "type": organ.type,
            "name": " ".join(names[0][0].split()),
            "country": state.code,
            "part_of": organ.part_of.format(state=state.code),
            "speaks_for": organ.speaks_for.format(state=state.code),
        }
    )
    for name, each in names:
        rows.add_name(actor, name, each.form, "rule", each.language)


def _add_extra(rows: PackRows, state: State, facts: StateFacts | None) -> None:
    """The editors' names of organs, and those of the armed forces and the parliament in the Factbook."""
    for fix in state.extra:
        actor = f"{state.code}-{fix.field.removesuffix('-main')}"
        if actor not in rows.actors:
            continue
        form = "acronym" if fix.value.isupper() and " " not in fix.value and fix.language == "en" else "name"
        if rows.actors[actor]["type"] == "office":
            form = "description"
        rows.add_name(actor, fix.value, form, "editors", fix.language, fix.care)
        if fix.field.endswith("-main"):
            rows.actors[actor]["name"] = fix.value
    match = _FORCES.match(facts.forces) if facts else None
    if match and "army" in state.has:
        forces = f"{state.code}-armed-forces"
        own = any(word in match[1] for word in (*state.adjectives, state.main))
        rows.add_name(forces, match[1], "name", "factbook", care="" if own else "context")
        for part in re.split(r"[,;]\s*|\s+or\s+|aka ", match[2]):
            if _LATIN_ACRONYM.match(part) and part.upper()[-2:] == part[-2:] and part not in _WORDS:
                rows.add_name(forces, part, "acronym", "factbook", care="context" if len(part) < 4 else "")
    if facts and f"{state.code}-parliament" in rows.actors:
        for name in facts.legislature[:1]:
            if " of " in name:
                rows.add_name(f"{state.code}-parliament", name, "name", "factbook", care="context")


def _add_by_hand(rows: PackRows) -> None:
    for row in read_table("world_actors.csv"):
        rows.add_actor(row)
    for row in read_table("world_names.csv"):
        rows.add_name(row["actor"], row["name"], row["form"], row["source"], row["language"], row["care"])
    rows.offices += read_table("world_offices.csv")


def _add_holders(rows: PackRows, states: Sequence[State], facts: dict[str, StateFacts], builder: StateBuilder) -> None:
    """Heads of state and of government in the Factbook, but for states whose persons another pack keeps."""
    elsewhere = {row["country"] for row in read_table("persons_elsewhere.csv")}
    # The King of many realms is filed under the first of them.
    for state in sorted(states, key=lambda state: state.code != "gb"):
        known = facts.get(state.code)
        if known is None or state.sovereign or state.code in elsewhere:
            continue
        for text in dict.fromkeys((known.head_of_state, known.head_of_government)):
            title, rest = split_title(text, builder.title_words)
            person = holder(title, rest)
            if title and person:
                _add_holder(rows, state, builder.titles[title].shown, person)


def _add_holder(rows: PackRows, state: State, title: str, person: Holder) -> None:
    identity = next(
        (row["actor"] for row in rows.names.values() if _is_person(rows, row) and _same(row["name"], person)), ""
    )
    if not identity:
        identity = f"{state.code}-{slug(person.name)}"
        kind = {"kind": "person", "type": "politician", "country": state.code}
        rows.add_actor(kind | {"id": identity, "name": person.name})
    rows.add_name(identity, person.name, "name", "factbook")
    for name in person.also:
        rows.add_name(identity, name, "name", "factbook")
    if person.short not in _WORDS:
        rows.add_name(identity, person.short, "short", "factbook", care="context")
    since = _SINCE_CORRECTED.get(person.name, person.since)
    held = {"person": identity, "office": title, "body": state.code, "from": since, "to": "", "source": "factbook"}
    if not any(row["person"] == identity and row["body"] == state.code and not row["to"] for row in rows.offices):
        rows.offices.append(held)


def _is_person(rows: PackRows, row: Row) -> bool:
    return row["language"] == "en" and row["form"] == "name" and rows.actors[row["actor"]]["kind"] == "person"


def _same(name: str, person: Holder) -> bool:
    return spelling_key(name) in {spelling_key(each) for each in (person.name, *person.also)}


def _write(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
