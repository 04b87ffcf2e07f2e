"""A map of the places of a record as one SVG, which asks for nothing from anywhere.

Equirectangular, east-west shortened by the cosine of the middle latitude: shapes are right near the middle, and a
kilometre is the same length in every direction there. Beyond the middle it grows wrong, by a tenth at 25 degrees from
60 north; a map of the world is a picture, not for measuring.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians

from ..record import Place, PlacePrecision
from .map_labels import Label, Rectangle, at, beside, shortened, width
from .outlines import Box, Outline, Ring, area_and_middle, clipped, outlines, rings_in

#: Colours come from the page's own variables where it has them.
MAP_CSS = """
.omap { --sea: var(--paper, #eef2f4); --land: var(--card, #fdfcf9); --edge: var(--rule, #c9c6bd);
  --word: var(--ink, #1d1f24); --dim: var(--soft, #5b606b); --dot: var(--opposing, #a3262a);
  --shade: var(--telling-bg, #dbe6f3); background: var(--sea); max-width: 100%; height: auto; }
.omap text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  fill: var(--word); paint-order: stroke; stroke: var(--land); stroke-width: 3px; stroke-linejoin: round; }
.omap .sea { fill: var(--sea); }
.omap .land { fill: var(--land); stroke: var(--edge); stroke-width: 1; stroke-linejoin: round; }
.omap .named { fill: var(--shade); }
.omap .country { font-size: 11px; letter-spacing: .08em; fill: var(--dim); stroke-width: 2px; }
.omap .dot { fill: var(--dot); stroke: var(--land); stroke-width: 1.5; }
.omap .wide { fill: none; stroke: var(--dot); stroke-width: 2; }
.omap .unsure { fill-opacity: .35; stroke: var(--dot); stroke-dasharray: 2 2; }
.omap .scale { stroke: var(--dim); stroke-width: 1.5; fill: none; }
.omap .scale-words { font-size: 11px; fill: var(--dim); }
"""
_DARK = """
@media (prefers-color-scheme: dark) { .omap { --sea: var(--paper, #16181c); --land: var(--card, #23272e);
  --edge: var(--rule, #454a54); --word: var(--ink, #e4e4e0); --dim: var(--soft, #a3a8b2);
  --dot: var(--opposing, #f0918d); --shade: var(--telling-bg, #27384f); } }
"""

#: The width of a map and the least and greatest height, in its units (CSS pixels at full size).
WIDTH, LOWEST, HIGHEST = 720.0, 340.0, 520.0
#: A map shows at least this many degrees from south to north, and leaves this share of itself free around its points.
_LEAST, _MARGIN = 3.5, 0.16
#: A map is not stretched over more degrees than this for a few far places if most (a share of all mentions) are near
#: one another; so many of the most named are tried as their middle.
_FAR, _MOST_OF, _TRIED = 50.0, 0.65, 8
#: The most points drawn, those named most often.
_MOST_POINTS = 300
#: Points nearer than this are one dot.
_ONE_DOT = 5.0
_KILOMETRES = 111.2
#: Steps of an outline shorter than this are not drawn.
_FINEST = 1.2
_WIDE = frozenset((PlacePrecision.REGION, PlacePrecision.ADMIN1, PlacePrecision.ADMIN2, PlacePrecision.FEATURE))


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A place on a map in WGS 84 degrees; ``times`` is how often the text names it.

    ``wide`` places (provinces, regions, seas) are rings, for their point is only somewhere inside; ``unsure`` ones are
    drawn faintly. ``key`` tells the page which place it is (``data-place``).
    """

    lat: float
    lon: float
    label: str
    times: int = 1
    wide: bool = False
    unsure: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The stretch shown and its scale: map units a degree of latitude."""

    box: Box
    height: float
    scale: float
    squeeze: float

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.box.west) * self.squeeze * self.scale, (self.box.north - lat) * self.scale


@dataclass(frozen=True, slots=True)
class _Dot:
    x: float
    y: float
    points: tuple[MapPoint, ...]

    @property
    def radius(self) -> float:
        return min(8.0, 4.0 + 0.5 * (sum(p.times for p in self.points) - 1))


def points_of(places: Iterable[Place], sure: float = 0.5) -> tuple[tuple[MapPoint, ...], frozenset[str]]:
    """The points of a record's places, each once, and the codes of the countries that are named as such."""
    times = Counter(p.geonames for p in places if p.geonames is not None)
    best: dict[int, Place] = {}
    for place in places:
        number = place.geonames
        if number is not None and (number not in best or best[number].confidence < place.confidence):
            best[number] = place
    points, countries = [], set()
    # "The Middle East" is nowhere to be pointed at where the text also names towns.
    nearer = any(p.country and p.precision is not PlacePrecision.COUNTRY for p in best.values())
    for number, place in best.items():
        if place.precision is PlacePrecision.COUNTRY and place.country:
            countries.add(place.country.lower())
        elif place.lat is not None and place.lon is not None and (place.country or not nearer):
            wide = place.precision in _WIDE
            point = MapPoint(
                place.lat, place.lon, place.name, times[number], wide, place.confidence < sure, str(number)
            )
            points.append(point)
    return tuple(points), frozenset(countries)


def map_svg(
    points: Sequence[MapPoint],
    shaded: Collection[str] = (),
    *,
    title: str = "Map of the places named",
    name: str = "map",
    styled: bool = False,
) -> str:
    """An SVG of ``points``, with the countries ``shaded`` (ISO 3166 alpha-2) in another tone; empty without either.

    ``name`` makes the ids in it unique in a page. With ``styled`` the SVG brings its own colours (``MAP_CSS``), light
    and dark; without, the page has that style.
    """
    codes = frozenset(code.lower() for code in shaded)
    usable = [p for p in points if abs(p.lat) <= 90 and abs(p.lon) <= 180]
    if len(usable) > _MOST_POINTS:
        usable = sorted(usable, key=lambda p: (-p.times, p.label, p.key))[:_MOST_POINTS]
    found, afar = _gathered(usable)
    frame = _fitted([(p.lon, p.lat) for p in found] or _middles(codes), bool(found))
    if frame is None:
        return ""
    around = _drawn(frame.box)
    dots = _dots(found, frame)
    seen = Rectangle(4, 4, WIDTH - 4, frame.height - 4)
    bar, bar_box = _bar(frame)
    note, note_box = _note(afar)
    taken = [
        bar_box,
        note_box,
        *(Rectangle(d.x - d.radius, d.y - d.radius, d.x + d.radius, d.y + d.radius) for d in dots),
    ]
    labels = []
    for dot in sorted(dots, key=lambda d: -sum(p.times for p in d.points)):
        label = beside(dot.x, dot.y, dot.radius, _words(dot), taken, seen)
        if label is not None:
            taken.append(label.box)
            labels.append(label)
    land, names = _land(around, frame, codes, taken, seen)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="omap" viewBox="0 0 {WIDTH:g} {frame.height:g}" '
        f'width="{WIDTH:g}" height="{frame.height:g}" role="img" aria-labelledby="{escape(name)}-t {escape(name)}-d">',
        f'<title id="{escape(name)}-t">{escape(title)}</title>',
        f'<desc id="{escape(name)}-d">{escape(_told(usable, codes))}</desc>',
        f"<style>{MAP_CSS}{_DARK}</style>" if styled else "",
        f'<rect class="sea" width="{WIDTH:g}" height="{frame.height:g}"/>',
        *land,
        *(_text(label, "country") for label in names),
        *(_circle(dot) for dot in dots),
        *(_text(label) for label in labels),
        bar,
        note,
        "</svg>",
    ]
    return "".join(parts)


def _gathered(points: Sequence[MapPoint]) -> tuple[list[MapPoint], list[MapPoint]]:
    """The points to be framed, and single ones so far off that the frame would show nothing well: "Washington" in a
    text about three towns of Iraq.
    """
    if len(points) < 3 or _stretch(points) <= _FAR:
        return list(points), []
    total = sum(p.times for p in points)
    for middle in sorted(points, key=lambda p: (-p.times, p.label))[:_TRIED]:
        near = [p for p in points if _apart(p, middle) <= _FAR / 2]
        if sum(p.times for p in near) >= _MOST_OF * total and len(near) > 1:
            return near, [p for p in points if p not in near]
    return list(points), []


def _apart(a: MapPoint, b: MapPoint) -> float:
    """Degrees between two points, the larger of north-south and east-west."""
    return max(abs(a.lat - b.lat), abs((a.lon - b.lon + 540) % 360 - 180))


def _stretch(points: Sequence[MapPoint]) -> float:
    west, east = _shorter_way([p.lon for p in points])
    return max(east - west, max(p.lat for p in points) - min(p.lat for p in points))


def _note(afar: Sequence[MapPoint]) -> tuple[str, Rectangle]:
    """A line at the upper left that names what lies outside the map."""
    if not afar:
        return "", Rectangle(0, 0, 0, 0)
    names = list(dict.fromkeys(shortened(p.label) for p in sorted(afar, key=lambda p: (-p.times, p.label))))
    words = f"Not on this map: {', '.join(names[:3])}" + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f'<text class="scale-words" x="14" y="20">{escape(words)}</text>', Rectangle(8, 4, 20 + width(words), 28)


def _fitted(spots: Sequence[tuple[float, float]], precise: bool) -> _Frame | None:
    """The frame around the spots (longitude, latitude), on the shorter way around the earth."""
    if not spots:
        return None
    west, east = _shorter_way([lon for lon, _ in spots])
    south, north = min(lat for _, lat in spots), max(lat for _, lat in spots)
    squeeze = max(0.2, cos(radians((south + north) / 2)))
    least = _LEAST if precise else 4 * _LEAST
    tall = max(north - south, least) * (1 + 2 * _MARGIN)
    wide = max((east - west) * squeeze, least) * (1 + 2 * _MARGIN)
    height = min(HIGHEST, max(LOWEST, WIDTH * tall / wide))
    scale = min(WIDTH / wide, height / tall)
    wide, tall = WIDTH / scale / squeeze, height / scale
    x, y = (west + east) / 2, (south + north) / 2
    y = min(90 - tall / 2, max(tall / 2 - 90, y)) if tall < 180 else 0.0
    return _Frame(Box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2), round(height), scale, squeeze)


def _shorter_way(lons: Sequence[float]) -> tuple[float, float]:
    """The smallest stretch that holds all longitudes: it may go on beyond 180 degrees east."""
    ordered = sorted(set(lons))
    gaps = [(ordered[(i + 1) % len(ordered)] - lon) % 360 or 360.0 for i, lon in enumerate(ordered)]
    largest = max(range(len(gaps)), key=lambda i: (gaps[i], -i))
    west = ordered[(largest + 1) % len(ordered)]
    return west, west + 360 - gaps[largest]


def _drawn(box: Box) -> Box:
    """A little more than what is shown, so that no cut edge of a country is seen."""
    beyond = max(0.5, (box.north - box.south) * 0.03)
    return Box(box.west - beyond, box.south - beyond, box.east + beyond, box.north + beyond)


def _middles(codes: Collection[str]) -> list[tuple[float, float]]:
    """Two corners of every country's largest ring, so that a map of countries alone shows them whole."""
    spots = []
    for outline in outlines():
        if outline.code in codes:
            box, _ = max(outline.rings, key=lambda r: area_and_middle(r[1])[0])
            spots += [(box.west, box.south), (box.east, box.north)]
    return spots


def _dots(points: Sequence[MapPoint], frame: _Frame) -> list[_Dot]:
    """One dot for all points at one place; points of the same grid cell or its neighbours are compared."""
    cells: dict[tuple[int, int], list[int]] = {}
    dots: list[_Dot] = []
    for point in sorted(points, key=lambda p: (-p.times, p.wide, p.label)):
        lon = point.lon + 360 if point.lon < frame.box.west else point.lon
        x, y = frame.place(lon, point.lat)
        cell = (int(x // _ONE_DOT), int(y // _ONE_DOT))
        beside_it = [i for dx in (-1, 0, 1) for dy in (-1, 0, 1) for i in cells.get((cell[0] + dx, cell[1] + dy), ())]
        near = next((i for i in beside_it if abs(dots[i].x - x) < _ONE_DOT and abs(dots[i].y - y) < _ONE_DOT), None)
        if near is None:
            cells.setdefault(cell, []).append(len(dots))
            dots.append(_Dot(x, y, (point,)))
        else:
            dots[near] = _Dot(dots[near].x, dots[near].y, (*dots[near].points, point))
    return dots


def _words(dot: _Dot) -> str:
    names = list(dict.fromkeys(p.label for p in dot.points))
    return shortened(names[0]) + (f" +{len(names) - 1}" if len(names) > 1 else "")


def _circle(dot: _Dot) -> str:
    marks = ["dot"]
    if all(p.wide for p in dot.points):
        marks.append("wide")
    if all(p.unsure for p in dot.points):
        marks.append("unsure")
    keys = " ".join(p.key for p in dot.points if p.key)
    told = "; ".join(f"{p.label} ({p.times})" if p.times > 1 else p.label for p in dot.points)
    return (
        f'<circle class="{" ".join(marks)}" cx="{dot.x:.1f}" cy="{dot.y:.1f}" r="{dot.radius:g}"'
        + (f' data-place="{escape(keys)}"' if keys else "")
        + f"><title>{escape(told)}</title></circle>"
    )


def _text(label: Label, mark: str = "") -> str:
    anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
    shown = f' class="{mark}"' if mark else ""
    return f'<text x="{label.x:.1f}" y="{label.y:.1f}"{anchor}{shown}>{escape(label.words)}</text>'


def _land(
    around: Box, frame: _Frame, codes: Collection[str], taken: list[Rectangle], seen: Rectangle
) -> tuple[list[str], list[Label]]:
    """The countries in the frame, and the names of those with room for one."""
    paths, names = [], []
    for outline in outlines():
        rings = list(rings_in(outline, around))
        if not rings:
            continue
        mark = "land named" if outline.code in codes else "land"
        told = f"<title>{escape(outline.name)}</title>"
        paths.append(f'<path class="{mark}" d="{"".join(_path(r, frame) for r in rings)}">{told}</path>')
        label = _country_name(outline, rings, frame, taken, seen)
        if label is not None:
            taken.append(label.box)
            names.append(label)
    return paths, names


def _path(ring: Ring, frame: _Frame) -> str:
    kept: list[tuple[float, float]] = []
    finest = _FINEST if frame.box.north - frame.box.south < _FAR else 2 * _FINEST
    for x, y in (frame.place(lon, lat) for lon, lat in ring):
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= finest:
            kept.append((x, y))
    if len(kept) < 3 or (len(kept) < 5 and max(x for x, _ in kept) - min(x for x, _ in kept) < 2):
        return ""
    return f"M{'L'.join(f'{round(x, 1):g} {round(y, 1):g}' for x, y in kept)}Z"


def _country_name(
    outline: Outline, rings: Sequence[Ring], frame: _Frame, taken: Sequence[Rectangle], seen: Rectangle
) -> Label | None:
    """The name of a country in the middle of what is seen of it, a little higher or lower if that helps."""
    shown = [cut for ring in rings if len(cut := clipped(ring, frame.box)) > 2]
    if not shown:
        return None
    size, (lon, lat), ring = max(((*area_and_middle(r), r) for r in shown), key=lambda found: found[0])
    words = outline.name
    wide = width(words, 7.2)
    across = (max(p[0] for p in ring) - min(p[0] for p in ring)) * frame.squeeze * frame.scale
    if size * frame.squeeze * frame.scale**2 < 1500 or across < wide * 0.8:
        return None
    x, y = frame.place(lon, lat)
    for dx, dy in ((0, 0), (0, 18), (0, -18), (0, 36), (0, -36), (40, 0), (-40, 0)):
        label = at(x + dx, y + dy, "middle", words, wide)
        if seen.holds(label.box) and not any(label.box.meets(other) for other in taken):
            return label
    return None


def _bar(frame: _Frame) -> tuple[str, Rectangle]:
    """A scale bar at the lower left, of a round number of kilometres, and the room it takes."""
    unit = frame.scale / _KILOMETRES
    most = WIDTH * 0.22 / unit
    length = next(n for n in (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1, most) if n <= most)
    left, y = 14.0, frame.height - 14
    right = left + length * unit
    words = f"{length:,.0f} km"
    line = f'<path class="scale" d="M{left:g} {y - 4:g}V{y:g}H{right:.1f}V{y - 4:g}"/>'
    text = f'<text class="scale-words" x="{right + 6:.1f}" y="{y + 2:g}">{words}</text>'
    return line + text, Rectangle(left - 4, y - 12, right + 10 + width(words), y + 6)


def _told(points: Sequence[MapPoint], codes: Collection[str]) -> str:
    """What the map shows, for those who do not see it."""
    ordered = sorted(points, key=lambda p: (-p.times, p.label))
    said = ", ".join(f"{p.label} (named {p.times} times)" if p.times > 1 else p.label for p in ordered[:40])
    more = f" and {len(ordered) - 40} more" if len(ordered) > 40 else ""
    lands = [o.name for o in outlines() if o.code and o.code in codes]
    whole = [f"Places: {said}{more}."] if said else []
    if lands:
        whole.append(f"Countries named: {', '.join(lands)}.")
    return " ".join(whole)
