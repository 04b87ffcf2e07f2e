"""The organs that every state has, and their names made by rule from the state's adjective, name and titles."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

HERE = Path(__file__).parent
_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Organ:
    """One line of organs.csv; ``needs`` says which states have it, empty for all of them."""

    organ: str
    kind: str
    type: str
    part_of: str
    speaks_for: str
    needs: str


@dataclass(frozen=True, slots=True)
class NamePattern:
    """One line of organ_names.csv: a name with ``{fields}`` that the state fills in."""

    organ: str
    pattern: str
    language: str
    form: str


def read_table(name: str) -> list[dict[str, str]]:
    """The lines of a CSV file of this folder."""
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_organs() -> list[Organ]:
    """organs.csv."""
    return [Organ(**row) for row in read_table("organs.csv")]


def read_patterns() -> dict[str, list[NamePattern]]:
    """organ_names.csv, by organ, in the order of the file."""
    patterns: dict[str, list[NamePattern]] = {}
    for row in read_table("organ_names.csv"):
        patterns.setdefault(row["organ"], []).append(NamePattern(**row))
    return patterns


def fill(pattern: str, words: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """All names that a pattern gives with every choice of words; none where a field has no word."""
    fields = list(dict.fromkeys(_FIELD.findall(pattern)))
    for chosen in product(*(words.get(field, ()) for field in fields)):
        yield pattern.format(**dict(zip(fields, chosen, strict=True)))
