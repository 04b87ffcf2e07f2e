"""The outlines of countries that ship with the program, and what of them lies in a frame.

They are Natural Earth's, thinned (``outline.json`` says which and how far): borders as that project draws them, which
says nothing about whose they should be.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

Point = tuple[float, float]
Ring = tuple[Point, ...]

_FILE = Path(__file__).with_name("outline.json")


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the earth in degrees; ``east`` may be above 180, where it goes on beyond the date line."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: Box) -> bool:
        return (
            self.west < other.east and other.west < self.east and self.south < other.north and other.south < self.north
        )


@dataclass(frozen=True, slots=True)
class Outline:
    """A country's rings of (longitude, latitude), each with the box around it; ``code`` is empty where it has none."""

    code: str
    name: str
    rings: tuple[tuple[Box, Ring], ...]


@cache
def outlines() -> tuple[Outline, ...]:
    """All countries, read once."""
    stored = json.loads(_FILE.read_text(encoding="utf-8"))
    scale = stored["scale"]
    return tuple(
        Outline(one["code"], one["name"], tuple(_boxed(_ring(steps, scale)) for steps in one["rings"]))
        for one in stored["countries"]
    )


def _ring(steps: list[int], scale: int) -> Ring:
    easts, norths = accumulate(steps[::2]), accumulate(steps[1::2])
    return tuple((x / scale, y / scale) for x, y in zip(easts, norths, strict=True))


def _boxed(ring: Ring) -> tuple[Box, Ring]:
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    return Box(min(xs), min(ys), max(xs), max(ys)), ring


def rings_in(outline: Outline, frame: Box) -> Iterator[Ring]:
    """What of a country lies in ``frame``, cut off at its edges; also from beyond the date line."""
    for turn in (-360.0, 0.0, 360.0):
        for box, ring in outline.rings:
            if Box(box.west + turn, box.south, box.east + turn, box.north).meets(frame):
                cut = clipped(tuple((x + turn, y) for x, y in ring) if turn else ring, frame)
                if len(cut) > 2:
                    yield cut


def clipped(ring: Ring, frame: Box) -> Ring:
    """A ring cut to a frame, one edge after the other (Sutherland and Hodgman)."""
    for axis, limit, sign in ((0, frame.west, 1), (0, frame.east, -1), (1, frame.south, 1), (1, frame.north, -1)):
        ring = tuple(_beyond(ring, axis, limit, sign))
    return ring


def _beyond(ring: Ring, axis: int, limit: float, sign: int) -> Iterator[Point]:
    for i, here in enumerate(ring):
        before = ring[i - 1]
        inside, was_inside = (here[axis] - limit) * sign >= 0, (before[axis] - limit) * sign >= 0
        if inside != was_inside:
            share = (limit - before[axis]) / (here[axis] - before[axis])
            yield before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])
        if inside:
            yield here


def area_and_middle(ring: Ring) -> tuple[float, Point]:
    """The area of a ring in square degrees, and its centre of gravity."""
    doubled = x = y = 0.0
    x0, y0 = ring[0]
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        ax, ay, bx, by = ax - x0, ay - y0, bx - x0, by - y0
        cross = ax * by - bx * ay
        doubled += cross
        x += (ax + bx) * cross
        y += (ay + by) * cross
    if abs(doubled) < 1e-12:
        return 0.0, ring[0]
    return abs(doubled) / 2, (x0 + x / (3 * doubled), y0 + y / (3 * doubled))
