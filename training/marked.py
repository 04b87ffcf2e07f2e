"""Texts with marked mentions, as training knows them; marks may leave a choice of kinds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

#: The kind of what is no mention, in a mark that leaves a choice.
NONE = "none"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Code points ``[begin, end)`` that are one of ``kinds``; with ``NONE`` among several kinds it may be no mention,
    or a mention over a part of it.
    """

    begin: int
    end: int
    kinds: tuple[str, ...]

    @property
    def sure(self) -> bool:
        return len(self.kinds) == 1


@dataclass(frozen=True, slots=True)
class Marked:
    """One text, its marks in order and without overlap, and how much its words weigh in training."""

    name: str
    text: str
    marks: tuple[Mark, ...]
    weight: float = 1.0


def without_overlap(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Keep marks in the order given, each that meets none before it; in text order."""
    kept: list[Mark] = []
    for mark in marks:
        if mark.begin < mark.end and not any(mark.begin < k.end and k.begin < mark.end for k in kept):
            kept.append(mark)
    return tuple(sorted(kept))


def write(path: Path, texts: Iterable[Marked]) -> None:
    """One line of JSON a text."""
    with path.open("w", encoding="utf-8") as out:
        for t in texts:
            marks = [[m.begin, m.end, *m.kinds] for m in t.marks]
            out.write(json.dumps({"name": t.name, "text": t.text, "marks": marks, "weight": t.weight}) + "\n")


def read(path: Path) -> list[Marked]:
    """The texts that ``write`` wrote."""
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        marks = tuple(Mark(b, e, tuple(kinds)) for b, e, *kinds in row["marks"])
        out.append(Marked(row["name"], row["text"], marks, row["weight"]))
    return out
