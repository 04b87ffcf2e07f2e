"""Rows of a pack under construction, and what makes two spellings one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

ACTOR_COLUMNS = ("id", "kind", "type", "name", "country", "part_of", "speaks_for", "from", "to", "note")
NAME_COLUMNS = ("actor", "name", "language", "form", "source", "care")
OFFICE_COLUMNS = ("person", "office", "body", "from", "to", "source")
# Harakat and the Persian ezafe marks; the signs that only join or part letters.
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0652\u0670\u0640\u200b-\u200f]")
_JOINTS = re.compile(r"[-'’‘ʿʾ`\u2010-\u2015]")

Row = dict[str, str]


def spelling_key(name: str) -> str:
    """What is left of a name without case, accents, hyphens, apostrophes and a leading "the"."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", name)).casefold()
    return " ".join(_JOINTS.sub("", plain.removeprefix("the ")).split())


def slug(name: str) -> str:
    """A name as an id: lower-case letters and digits of the Latin alphabet, joined by hyphens."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", name)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@dataclass(slots=True)
class PackRows:
    """The rows of a pack while it is built; the first row of a spelling stays, its sources are joined."""

    actors: dict[str, Row] = field(default_factory=dict)
    names: dict[tuple[str, str, str], Row] = field(default_factory=dict)
    offices: list[Row] = field(default_factory=list)

    def add_actor(self, row: Row) -> None:
        """Take an actor up; two of one id are an error of the tables."""
        if row["id"] in self.actors:
            raise ValueError(f"two actors have the id {row['id']}")
        self.actors[row["id"]] = {column: row.get(column, "") for column in ACTOR_COLUMNS}

    def add_name(self, actor: str, name: str, form: str, source: str, language: str = "en", care: str = "") -> None:
        """Take a name up, or its source where the spelling is known already; care only where all sources ask for it."""
        name = " ".join(name.split())
        if not name:
            return
        key = (actor, language, spelling_key(name))
        known = self.names.get(key)
        if known is None:
            self.names[key] = dict(zip(NAME_COLUMNS, (actor, name, language, form, source, care), strict=True))
            return
        if source not in known["source"].split(";"):
            known["source"] += f";{source}"
        known["care"] = known["care"] and care

    def care_for_shared_names(self) -> None:
        """Mark every spelling that stands for two actors or more as one that needs support from the text."""
        owners: dict[tuple[str, str], set[str]] = {}
        for actor, language, key in self.names:
            owners.setdefault((language, key), set()).add(actor)
        for (_, language, key), row in self.names.items():
            if len(owners[language, key]) > 1:
                row["care"] = "context"

    def care_for(self, names: Iterable[tuple[str, str]]) -> None:
        """Mark names of a state and of its organs, given as the state's code and the name."""
        careful = {(code, spelling_key(name)) for code, name in names}
        for (actor, _, key), row in self.names.items():
            if (actor.split("-")[0], key) in careful:
                row["care"] = "context"

    def leave_out(self, names: Iterable[tuple[str, str]]) -> None:
        """Drop names by rule that belong to another actor, given as the actor and the name."""
        strange = {(actor, spelling_key(name)) for actor, name in names}
        self.names = {key: row for key, row in self.names.items() if (key[0], key[2]) not in strange}

    def leave_to_others(self, same_as: Mapping[str, str]) -> None:
        """Give the names of actors that another pack has to the actor there (``pack:id``), and drop their own rows."""
        for actor in same_as:
            del self.actors[actor]
        for row in self.names.values():
            row["actor"] = same_as.get(row["actor"], row["actor"])
        for row in self.actors.values():
            for column in ("part_of", "speaks_for"):
                row[column] = ";".join(same_as.get(part, part) for part in row[column].split(";"))
