"""The dated times of a text as one SVG: points and bars on an axis, and when the text was published.

It asks for nothing and needs no script. Its colours come from the page (``sheets.css``). Times of one interval are one
bar. It is a picture for those who see it; the page's list beside it says the same in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from ..record import Precision
from .calendar_words import day_words
from .map_labels import shortened, width
from .telling import Telling
from .time_axis import Axis, axis, day_of, even_days, free_of, length_words, short_day
from .when import When, on_calendar
from .wording import visible

WIDTH = 760.0
#: More bars than these are not drawn: the list has them all.
MOST = 80
_LEFT, _RIGHT = 26.0, 734.0
_LANE, _BAR, _THINNEST = 21.0, 11.0, 5.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One interval, in days; open where a side is ``None``. ``number`` is the first time (``record.times``) of it."""

    start: float | None
    end: float | None
    words: str
    number: int
    times: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A day that is marked through all lanes, and what it is."""

    day: float
    words: str


@dataclass(slots=True)
class _Lane:
    taken: list[tuple[float, float]] = field(default_factory=list)


def timeline_svg(telling: Telling, times: Sequence[When]) -> str:
    """The timeline of a record; empty where nothing is dated."""
    bars, left_out = _bars(on_calendar(times))
    lines = _lines(telling)
    if not bars and len(lines) < 2:
        return ""
    days = [d for bar in bars for d in (bar.start, bar.end) if d is not None] + [line.day for line in lines]
    starts = [bar.start for bar in bars if bar.start is not None]
    fitted = axis(days, starts, _LEFT, _RIGHT)
    return "" if fitted is None else _drawn(fitted, bars, lines, left_out)


def _bars(dated: Sequence[When]) -> tuple[list[Bar], int]:
    """One bar for each interval that can be drawn, and how many intervals are left out."""
    found: dict[tuple[float | None, float | None], list[When]] = {}
    for when in dated:
        start, end = day_of(when.time.start), day_of(when.time.end, past=True)
        if (start is None and end is None) or (start is not None and end is not None and end <= start):
            continue
        found.setdefault((start, end), []).append(when)
    bars = [Bar(start, end, whens[0].words, whens[0].number, len(whens)) for (start, end), whens in found.items()]
    if len(bars) <= MOST:
        return bars, 0
    kept = sorted(range(len(bars)), key=lambda i: (-bars[i].times, bars[i].number))[:MOST]
    return [bars[i] for i in sorted(kept)], len(bars) - MOST


def _lines(telling: Telling) -> list[Line]:
    doc, written = telling.record.document, telling.record.written
    published = doc.published
    if published is not None:
        # A month or a year is a stretch, and is said in words.
        fine = doc.published_precision in (Precision.DAY, Precision.MINUTE, Precision.SECOND)
        day = day_of(published) if fine else None
        return [] if day is None else [Line(float(int(day)), f"published {day_words(published[:10])}")]
    found = []
    for side, bound in (("not before", written.not_before), ("not after", written.not_after)) if written else ():
        day = day_of(bound.date) if bound else None
        if bound and day is not None:
            found.append(Line(day, f"written {side} {day_words(bound.date)}"))
    return found


def _drawn(fitted: Axis, bars: Sequence[Bar], lines: Sequence[Line], left_out: int) -> str:
    lanes: list[_Lane] = []
    top = 8.0 + 16.0 * len(lines)
    drawn = [_bar(bar, fitted, lanes, top) for bar in bars]
    floor = top + _LANE * max(1, len(lanes)) + 4
    height = floor + (44 if _empty(fitted, bars) else 26)
    told = _told(bars, lines, fitted, left_out)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="tl" viewBox="0 0 {WIDTH:g} {height:g}" width="{WIDTH:g}" '
        f'height="{height:g}" role="img" aria-labelledby="tl-t tl-d"><title id="tl-t">Timeline of the dates in the '
        f'text</title><desc id="tl-d">{escape(told)}</desc>',
        *_band(lines, fitted, floor),
        f'<path class="axis" d="M{_LEFT - 14:g} {floor:g}H{_RIGHT + 14:g}"/>',
        *_ticks(fitted, bars, lines, floor),
        *(_line(line, fitted, 14.0 + 16.0 * i, floor) for i, line in enumerate(lines)),
        *drawn,
        "</svg>",
    ]
    return "".join(parts)


def _bar(bar: Bar, fitted: Axis, lanes: list[_Lane], top: float) -> str:
    x0 = _LEFT - 14 if bar.start is None else fitted.x(bar.start)
    x1 = _RIGHT + 14 if bar.end is None else fitted.x(bar.end)
    if x1 - x0 < _THINNEST:
        middle = (x0 + x1) / 2
        x0, x1 = middle - _THINNEST / 2, middle + _THINNEST / 2
    words = shortened(visible(bar.words)) + (f" ×{bar.times}" if bar.times > 1 else "")
    wide = width(words)
    if x1 + 5 + wide <= WIDTH - 2:
        at, anchor, box = x1 + 5, "start", (x0, x1 + 5 + wide)
    elif x0 - 5 - wide >= 2:
        at, anchor, box = x0 - 5, "end", (x0 - 5 - wide, x1)
    else:
        at, anchor, box = max(2.0, min(x0 + 5, WIDTH - wide - 2)), "start", (x0, max(x1, x0 + 5 + wide))
    number = next((i for i, lane in enumerate(lanes) if free_of(lane.taken, box[0] - 8, box[1] + 8)), len(lanes))
    if number == len(lanes):
        lanes.append(_Lane())
    lanes[number].taken.append(box)
    y = top + _LANE * number + (_LANE - _BAR) / 2
    side = "" if anchor == "start" else ' text-anchor="end"'
    return (
        f'<a href="#w{bar.number}" tabindex="-1"><title>{escape(visible(bar.words))}</title>{_shape(bar, x0, x1, y)}'
        f'<text x="{at:.1f}" y="{y + _BAR - 1.5:.1f}"{side}>{escape(words)}</text></a>'
    )


def _shape(bar: Bar, x0: float, x1: float, y: float) -> str:
    """A bar; where it is open it ends in a point."""
    low, middle = y + _BAR, y + _BAR / 2
    left = f"M{x0 + 6:.1f} {low:g}L{x0:.1f} {middle:g}L{x0 + 6:.1f} {y:g}" if bar.start is None else ""
    left = left or f"M{x0:.1f} {low:g}V{y:g}"
    right = f"H{x1 - 6:.1f}L{x1:.1f} {middle:g}L{x1 - 6:.1f} {low:g}Z" if bar.end is None else ""
    return f'<path class="bar" d="{left}{right or f"H{x1:.1f}V{low:g}Z"}"/>'


def _band(lines: Sequence[Line], fitted: Axis, floor: float) -> list[str]:
    """The stretch in which an undated text was written."""
    if len(lines) < 2:
        return []
    a, b = (fitted.x(line.day) for line in lines[:2])
    return [f'<rect class="band" x="{a:.1f}" y="4" width="{max(0.0, b - a):.1f}" height="{floor - 4:g}"/>']


def _line(line: Line, fitted: Axis, y: float, floor: float) -> str:
    x = fitted.x(line.day)
    ends = x + 5 + width(line.words) > WIDTH
    at, side = (x - 5, ' text-anchor="end"') if ends else (x + 5, "")
    return (
        f'<path class="mark" d="M{x:.1f} 4V{floor:g}"/>'
        f'<text class="mark-words" x="{at:.1f}" y="{y:g}"{side}>{escape(line.words)}</text>'
    )


def _ticks(fitted: Axis, bars: Sequence[Bar], lines: Sequence[Line], floor: float) -> list[str]:
    """Dates under the axis, as many as have room, and the lengths of stretches that are drawn too short."""
    if fitted.true:
        wanted = list(even_days(fitted.knots[0], fitted.knots[-1]))
    else:
        starts = [bar.start for bar in bars if bar.start is not None]
        wanted = [line.day for line in lines] + starts + [fitted.knots[-1]]
    parts, taken = [], list[tuple[float, float]]()
    for day in dict.fromkeys(wanted):
        x, words = fitted.x(day), short_day(day)
        half = width(words) / 2
        at = min(max(x, half + 2), WIDTH - half - 2)
        if free_of(taken, at - half - 8, at + half + 8):
            taken.append((at - half, at + half))
            parts.append(f'<path class="axis" d="M{x:.1f} {floor:g}v5"/>')
            parts.append(f'<text class="tick" x="{at:.1f}" y="{floor + 18:g}" text-anchor="middle">{words}</text>')
    for start, end in _empty(fitted, bars):
        a, b = fitted.x(start), fitted.x(end)
        middle, words = (a + b) / 2, f"← {length_words(end - start)} →"
        parts.append(f'<path class="axis" d="M{middle - 5:.1f} {floor + 5:g}l4-10m2 10l4-10"/>')
        if b - a > width(words):
            parts.append(f'<text class="tick" x="{middle:.1f}" y="{floor + 35:g}" text-anchor="middle">{words}</text>')
    return parts


def _empty(fitted: Axis, bars: Sequence[Bar]) -> list[tuple[float, float]]:
    """The stretches drawn much too short on which no bar lies."""
    return [
        (a, b)
        for a, b in fitted.long_stretches()
        if not any((bar.start is None or bar.start <= a) and (bar.end is None or b <= bar.end) for bar in bars)
    ]


def _told(bars: Sequence[Bar], lines: Sequence[Line], fitted: Axis, left_out: int) -> str:
    dates = f"{len(bars)} {'date' if len(bars) == 1 else 'dates'}"
    first, last = short_day(fitted.knots[0]), short_day(fitted.knots[-1])
    told = [f"{dates} between {first} and {last}; the list beside it has them in words."]
    told += [f"{line.words[0].upper()}{line.words[1:]}." for line in lines]
    if left_out:
        told.append(f"{left_out} more are in the list only.")
    if not fitted.true:
        told.append("Not to scale: long stretches are drawn short.")
    return " ".join(told)
