"""Country shapes out of a TopoJSON file: Natural Earth, as the npm package ``world-atlas`` carries it.

A TopoJSON file stores each border once, as an arc of differences on a grid; a ring of a country is a chain of arcs, a
negative number standing for the arc read backwards. (Form: the TopoJSON specification, sections 2.1.3 and 2.1.4.)
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True, slots=True)
class Shape:
    """One country: its ISO 3166 numeric code (``None`` where it has none), name, and polygons of outer and inner rings.

    Points are (longitude, latitude) in degrees, WGS 84.
    """

    code: str | None
    name: str
    polygons: tuple[tuple[Ring, ...], ...]


def shapes(path: Path, thin: Callable[[Ring], Ring] | None = None) -> list[Shape]:
    """The countries of a ``world-atlas`` file; ``thin`` is given each border once, before countries share it."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    if thin is not None:
        arcs = [thin(arc) for arc in arcs]
    found = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        numbers = {"Polygon": [geometry["arcs"]], "MultiPolygon": geometry["arcs"]}[geometry["type"]]
        polygons = tuple(tuple(_ring(ring, arcs) for ring in polygon) for polygon in numbers)
        found.append(Shape(geometry.get("id"), geometry["properties"]["name"], polygons))
    return found


def _decoded(arc: list[list[int]], transform: dict[str, Any]) -> Ring:
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    out = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        out.append((x * scale_x + left, y * scale_y + bottom))
    return out


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring.extend(arc[1:] if ring else arc)
    return _unbroken(ring)


def _unbroken(ring: Ring) -> Ring:
    """A ring that goes on beyond 180 degrees east or west where it crosses the date line."""
    out, turn = [], 0.0
    for i, (x, y) in enumerate(ring):
        if i and abs(x - ring[i - 1][0]) > 180:
            turn += 360.0 if x < ring[i - 1][0] else -360.0
        out.append((x + turn, y))
    return out


def area(ring: Ring) -> float:
    """The area of a ring in square degrees."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def inner_point(shape: Shape) -> Point:
    """A point well inside a country's largest polygon: the middle of the widest stretch near its middle latitude."""
    ring = max((polygon[0] for polygon in shape.polygons), key=area)
    heights = sorted(p[1] for p in ring)
    low, high = heights[0], heights[-1]
    best: tuple[float, Point] = (-1.0, ring[0])
    for share in (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65):
        level = low + share * (high - low)
        cuts = sorted(_crossings(ring, level))
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            if right - left > best[0] * 1.05:
                best = (right - left, ((left + right) / 2, level))
    return best[1]


def _crossings(ring: Ring, level: float) -> list[float]:
    out = []
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > level) != (y2 > level):
            out.append(x1 + (level - y1) / (y2 - y1) * (x2 - x1))
    return out
