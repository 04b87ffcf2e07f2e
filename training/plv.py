"""The PLV pairs: sentences whose source and target are given, and which of them are held apart.

Standard library only, because the benchmark reads them too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

#: PLV's one type that PLOVER has since split.
SPLIT = {"YIELD": ("CONCEDE", "RETREAT")}
#: What each of PLOVER's types is called in PLV.
MERGED = {part: first for parts in SPLIT.values() for part in parts for first in parts[:1]}
#: Of each type's texts, this share is held apart.
HELD = 5

CharRange = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Who does something to whom in one text, as character ranges (None: not in the text), and of which type it is.

    ``types`` holds more than one where the label leaves it open.
    """

    name: str
    text: str
    source: CharRange | None
    target: CharRange | None
    trigger: CharRange | None
    types: tuple[str, ...]


def read(path: Path) -> list[Pair]:
    """All pairs of a file of PLV, in its order."""
    return [_pair(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _pair(row: dict[str, str]) -> Pair:
    source = _place(row["text"], row["source"], None)
    target = _place(row["text"], row["target"], source)
    types = SPLIT.get(row["type"], (row["type"],))
    return Pair(row["id"], row["text"], source, target, None, types)


def _place(text: str, words: str, taken: CharRange | None) -> CharRange | None:
    """The first occurrence of ``words`` that does not overlap ``taken``."""
    words = words.strip()
    at = text.find(words) if words else -1
    while at >= 0:
        if taken is None or at >= taken[1] or at + len(words) <= taken[0]:
            return at, at + len(words)
        at = text.find(words, at + 1)
    return None


def held(pairs: Sequence[Pair]) -> list[Pair]:
    """The part that no training sees: of each type, the fifth of the texts whose sha256 is the lowest, rounded up.

    By type, because some types have fifteen pairs; by text, so that pairs of one text stay together.
    """
    apart: set[str] = set()
    for types in {p.types for p in pairs}:
        texts = sorted({p.text for p in pairs if p.types == types}, key=digest)
        apart.update(texts[: -(-len(texts) // HELD)])
    return [p for p in pairs if p.text in apart]


def digest(text: str) -> str:
    """sha256 of a text, by which parts are cut."""
    return hashlib.sha256(text.encode()).hexdigest()
