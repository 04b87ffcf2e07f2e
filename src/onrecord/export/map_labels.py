"""Where the words of a map go, so that none covers another or a dot."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

#: The height of a line, and the width of a common letter, of the map's labels, in the map's units.
LINE, LETTER = 13.0, 6.3
#: Labels are cut after this many characters.
LONGEST = 28


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A stretch of the map in its units, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Rectangle) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: Rectangle) -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place: ``x`` and ``y`` are where the baseline begins, is centred or ends, by ``anchor``."""

    x: float
    y: float
    anchor: str
    words: str
    box: Rectangle


def shortened(words: str) -> str:
    """A label no longer than fits."""
    clean = " ".join(words.split())
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 1].rstrip() + "…"


def width(words: str, letter: float = LETTER) -> float:
    """About how wide words are drawn; signs of East Asia are twice as wide, marks on letters have no width."""
    units = 0.0
    for sign in words:
        if not unicodedata.combining(sign):
            units += 2.0 if unicodedata.east_asian_width(sign) in "WF" else 1.12 if sign.isupper() else 1.0
    return units * letter


def beside(x: float, y: float, radius: float, words: str, taken: Sequence[Rectangle], frame: Rectangle) -> Label | None:
    """A label beside a dot, at the first of eight sides where it covers nothing; ``None`` where there is no room."""
    wide, gap = width(words), radius + 3
    for dx, dy, anchor in (
        (gap, 4.0, "start"),
        (-gap, 4.0, "end"),
        (0.0, -gap - 2, "middle"),
        (0.0, gap + 10, "middle"),
        (gap - 1, -gap + 1, "start"),
        (gap - 1, gap + 7, "start"),
        (-gap + 1, -gap + 1, "end"),
        (-gap + 1, gap + 7, "end"),
    ):
        label = at(x + dx, y + dy, anchor, words, wide)
        if frame.holds(label.box) and not any(label.box.meets(other) for other in taken):
            return label
    return None


def at(x: float, y: float, anchor: str, words: str, wide: float) -> Label:
    """A label with its box."""
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Label(x, y, anchor, words, Rectangle(left - 1, y - LINE + 3, left + wide + 1, y + 3))
