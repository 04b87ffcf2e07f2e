"""The floors of ``floors.json``: what a figure must not fall below, and on which corpus that was measured."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .gold import digest

Json = dict[str, Any]
_FILE = Path(__file__).parent / "floors.json"


def floors(measure: str) -> Json:
    """The floors of one measure, as they stand in the file."""
    found: Json = json.loads(_FILE.read_text(encoding="utf-8"))[measure]
    return found


def is_same_corpus(measure: str, corpus: Path) -> bool:
    """Whether a measure's floors were measured on this file or folder; says so where they were not."""
    found, known = digest(corpus), floors(measure)["digest"]
    if found != known:
        print(f"FAILED: this corpus has digest {found}, the floors were measured on {known}")
    return bool(found == known)


def verdict(measure: str, corpus: Path, rows: Mapping[str, Sequence[float]]) -> int:
    """0 if the F1 of every row (P, R, F1) holds its floor on the corpus of the floors, else 1; prints which."""
    if not is_same_corpus(measure, corpus):
        return 1
    held: dict[str, float] = floors(measure)["f1"]
    low = [f"{name} F1 {rows[name][2]:.3f} < {floor}" for name, floor in held.items() if rows[name][2] < floor]
    told = ", ".join(f"{name} >= {floor}" for name, floor in held.items())
    print("FAILED: " + "; ".join(low) if low else f"all floors hold: {told}")
    return 1 if low else 0
