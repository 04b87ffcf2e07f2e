"""A trend as a chart, SVG or PNG: words and deeds over what was read, with every change among the outlets.

Above, for each direction, the weighted lines and how much is told; below, the texts that were read: their number is the
denominator of every point over it. Where nothing was read there is no line. Lines differ by mark and dash as well as by
colour (Okabe and Ito's, which people of all kinds of sight tell apart). The same trend makes the same bytes.

matplotlib neither shapes letters nor turns lines around, so names are drawn in scripts only that need neither; others
are given by their ids, which the sentences under the chart explain.
"""

from __future__ import annotations

import io
import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from ..analysis.series import FEW, Bucket, Point
from ..analysis.tellings import CLAIMED, DEEDS, RELAYED, WORDS
from ..analysis.trend_parts import Change, Direction, Trend
from .trend_words import changes_told, denominators, outlets_told, what_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Colour, mark, dash, whether the mark is filled, width, and what lies over what, of each line that is drawn.
_STYLES: dict[str, tuple[str, str, str, bool, float, float]] = {
    WORDS: ("#0072B2", "o", "-", True, 1.4, 3.4),
    RELAYED: ("#56B4E9", "o", ":", False, 1.4, 3.3),
    DEEDS: ("#D55E00", "s", "-", True, 2.6, 3.0),
    CLAIMED: ("#E69F00", "s", ":", False, 2.0, 3.1),
}
_SIGNS = {"joined": "▲", "silent": "▼", "back": "△", "renamed": "◆"}
_INK, _DIM, _FAINT = "#222222", "#6b6b6b", "#d9d9d9"
_WIDE, _TICKS, _NUMBERED = 10.0, 13, 40
_NOTHING = "nothing was read from these outlets in this period"
_SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "onrecord trend",
    "svg.fonttype": "none",
    "font.family": ["DejaVu Sans"],
    "font.size": 9,
    "axes.unicode_minus": True,
    "path.simplify": False,
    "text.parse_math": False,
}


def svg(trend: Trend, names: Mapping[str, str] | None = None) -> str:
    """The chart as SVG, with a title and a description; each point has its sentences as its own title.

    ``names`` are other names for ids and outlets that cannot be drawn.
    """
    import matplotlib

    with matplotlib.rc_context(_SETTINGS):
        figure = _figure(trend, names or {})
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return _spoken(out.getvalue(), trend)


def png(trend: Trend, names: Mapping[str, str] | None = None) -> bytes:
    """The chart as a picture of 1,500 points across."""
    import matplotlib

    with matplotlib.rc_context(_SETTINGS):
        figure = _figure(trend, names or {})
        out = io.BytesIO()
        figure.savefig(out, format="png", dpi=150, metadata={"Software": None})
    return out.getvalue()


def drawn(name: str, instead: str) -> str:
    """A name, if it can be drawn without shaping and without turning; else what is given instead."""
    return name if all(ord(c) < 0x0590 or 0x1E00 <= ord(c) < 0x2100 for c in name) else instead


def _figure(trend: Trend, names: Mapping[str, str]) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    footing = _footing(trend, names)
    heights = [h for _ in trend.directions for h in (2.3, 1.1)] + [0.9]
    below, above = 0.55 + 0.165 * len(footing), 0.82 if trend.source_changes else 0.66
    tall = sum(heights) + 0.42 * len(heights) + below + above
    figure = Figure(figsize=(_WIDE, tall), facecolor="white")
    FigureCanvasAgg(figure)
    grid = figure.add_gridspec(
        len(heights), 1, height_ratios=heights, left=0.085, right=0.985, top=1 - above / tall, bottom=below / tall,
        hspace=0.42 * len(heights) / sum(heights),
    )  # fmt: skip
    panels = [figure.add_subplot(grid[n]) for n in range(len(heights))]
    for number, direction in enumerate(trend.directions):
        _weighted(panels[2 * number], direction, trend, names, number)
        _amount(panels[2 * number + 1], direction)
    _texts(panels[-1], trend)
    for place, panel in enumerate(panels):
        _frame(panel, trend, last=place == len(panels) - 1)
        _mark_changes(panel, trend, first=place == 0)
    figure.text(0.012, 1 - 0.12 / tall, _title(trend, names), fontsize=12, fontweight="bold", color=_INK, va="top")
    for row, line in enumerate(footing):
        figure.text(0.012, (below - 0.5 - 0.165 * row) / tall, line, fontsize=7.5, color=_DIM, va="top")
    return figure


def _title(trend: Trend, names: Mapping[str, str]) -> str:
    a, b = _called(trend.a, names), None if trend.b is None else _called(trend.b, names)
    pair = a if b is None else f"{a} and {b}" if len(trend.directions) > 1 else f"{a} towards {b}"
    return textwrap.shorten(f"{pair}, by {trend.by}", 96, placeholder=" ...")


def _called(who: Any, names: Mapping[str, str]) -> str:
    return drawn(who.name, drawn(names.get(who.id or "", ""), "") or who.id or "?")


# -- panels ------------------------------------------------------------------------------------------------------------


def _weighted(panel: Axes, direction: Direction, trend: Trend, names: Mapping[str, str], number: int) -> None:
    said = [line for line in _STYLES if any(bucket.points[line].told for bucket in direction.buckets)]
    shown = [line for line in _STYLES if line in said or line in (WORDS, DEEDS)]
    panel.axhline(0, color=_DIM, linewidth=0.8, zorder=1)
    for line in shown:
        _line(panel, direction.buckets, line, "weighted", f"d{number}")
    for change in direction.changes:
        _level(panel, direction, change.line, change.before.first, change.before.last, change.before.mean)
        _level(panel, direction, change.line, change.after.first, change.after.last, change.after.mean)
        at = _place(direction.buckets, change.bucket) - 0.5
        panel.axvline(at, color=_STYLES[change.line][0], linewidth=1.4, alpha=0.55, zorder=1)
        panel.annotate(
            f"change of {change.line}", (at, 0.02), xycoords=("data", "axes fraction"), xytext=(4, 0),
            textcoords="offset points", fontsize=7.5, color=_STYLES[change.line][0], va="bottom",
        )  # fmt: skip
    to = "anybody" if direction.to is None else _called(direction.to, names)
    heading = f"{_called(direction.by, names)} → {to}: intensities of what is told, a hundred texts"
    pad = 15 if trend.source_changes and not number else 6
    panel.set_title(textwrap.shorten(heading, 110, placeholder=" ..."), loc="left", fontsize=9.5, color=_INK, pad=pad)
    low, high = panel.get_ylim()
    if not direction.told:
        read = any(not bucket.gap for bucket in direction.buckets)
        _say(panel, "nothing is told of this by the outlets that are counted over" if read else _NOTHING)
    high, low = max(high, 5.0), min(low, -5.0)
    room = 0.14 * (high - low)
    panel.set_ylim(min(low, -room) - 0.3 * room, max(high, room) + 1.2 * room)
    panel.set_ylabel("← conflict   cooperation →", fontsize=7.5, color=_DIM)
    if direction.told:
        panel.legend(
            loc="upper left", ncols=len(shown), fontsize=7.5, frameon=False, handlelength=2.6, borderaxespad=0.2
        )


def _amount(panel: Axes, direction: Direction) -> None:
    for line in (WORDS, DEEDS):
        _line(panel, direction.buckets, line, "per_100", None, small=True)
    panel.set_title("how many are told, a hundred texts", loc="left", fontsize=8, color=_DIM)
    _, high = panel.get_ylim()
    panel.set_ylim(0, high * 1.1 if direction.told else 1)


def _texts(panel: Axes, trend: Trend) -> None:
    buckets = trend.directions[0].buckets
    values = [bucket.texts for bucket in buckets]
    shades = ["#cfcfcf" if bucket.few else "#8f8f8f" for bucket in buckets]
    panel.bar(range(len(values)), values, width=min(0.7, 0.09 * len(values)), color=shades, zorder=2)
    if len(values) <= _NUMBERED:
        for place, value in enumerate(values):
            panel.annotate(
                f"{value:,}", (place, value), xytext=(0, 1.5), textcoords="offset points", ha="center", fontsize=7,
                color=_INK,
            )  # fmt: skip
    panel.set_title(
        f"texts read from these outlets: the denominators (pale: fewer than {FEW})", loc="left", fontsize=8, color=_DIM
    )
    panel.set_ylim(0, max([*values, 1]) * 1.28)
    if not any(values):
        _say(panel, _NOTHING)


def _line(
    panel: Axes, buckets: Sequence[Bucket], line: str, what: str, gid: str | None, *, small: bool = False
) -> None:
    colour, mark, dash, filled, wide, over = _STYLES[line]
    values = [_value(bucket.points[line], what) for bucket in buckets]
    size = (3.0 if small else 5.0) if len(buckets) <= _NUMBERED else 2.0
    look: dict[str, Any] = {
        "color": colour,
        "marker": mark,
        "markersize": size,
        "markerfacecolor": colour if filled else "white",
        "zorder": over,
    }
    # Marks only where something is told: a line at nought is no finding.
    panel.plot(range(len(values)), values, color=colour, linestyle=dash, linewidth=wide, zorder=over)
    panel.plot([], [], linestyle=dash, linewidth=wide, label=line, **look)
    for place, (bucket, value) in enumerate(zip(buckets, values, strict=True)):
        alone = not math.isnan(value) and all(map(math.isnan, values[max(0, place - 1) : place + 2 : 2]))
        if not math.isnan(value) and (bucket.points[line].told or alone):
            (point,) = panel.plot([place], [value], **look)
            if gid is not None:
                point.set_gid(_gid(gid, line, bucket.name))


def _value(point: Point, what: str) -> float:
    value: float | None = getattr(point, what)
    return math.nan if value is None else value


def _level(panel: Axes, direction: Direction, line: str, first: str, last: str, mean: float) -> None:
    places = _place(direction.buckets, first) - 0.5, _place(direction.buckets, last) + 0.5
    panel.plot(places, (mean, mean), color=_STYLES[line][0], linewidth=5, alpha=0.25, solid_capstyle="butt", zorder=2)


def _frame(panel: Axes, trend: Trend, *, last: bool) -> None:
    buckets = trend.directions[0].buckets
    step = max(1, math.ceil(len(buckets) / _TICKS))
    places = list(range(0, len(buckets), step))
    panel.set_xticks(places, [buckets[n].name + ("*" if buckets[n].partial else "") for n in places] if last else [])
    panel.set_xlim(-0.6, len(buckets) - 0.4)
    panel.tick_params(axis="both", labelsize=7.5, colors=_DIM, length=2)
    panel.grid(axis="y", color=_FAINT, linewidth=0.6, zorder=0)
    panel.set_axisbelow(True)
    for side in ("top", "right"):
        panel.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        panel.spines[side].set_color(_FAINT)
    for place, bucket in enumerate(buckets):
        if bucket.gap:
            panel.axvspan(
                place - 0.5, place + 0.5, facecolor="none", edgecolor=_FAINT, hatch="////", linewidth=0, zorder=0.5
            )


def _mark_changes(panel: Axes, trend: Trend, *, first: bool) -> None:
    """Every change among the outlets as a line through all panels, with its sign and number over the first."""
    buckets = trend.directions[0].buckets
    together: dict[float, list[tuple[int, Change]]] = {}
    for number, change in enumerate(trend.source_changes, 1):
        together.setdefault(_moment(buckets, change), []).append((number, change))
    for level, (place, some) in enumerate(sorted(together.items())):
        panel.axvline(place, color="#009E73", linewidth=0.9, linestyle=(0, (2, 2)), zorder=1)
        if first:
            sign = " ".join(f"{_SIGNS[change.what]}{number}" for number, change in some[:3])
            sign += "..." if len(some) > 3 else ""
            panel.annotate(
                sign, (place, 1.0), xycoords=("data", "axes fraction"), xytext=(0, 1.5 + 7 * (level % 2)), ha="center",
                textcoords="offset points", fontsize=7, color="#00694d",
            )  # fmt: skip


def _moment(buckets: Sequence[Bucket], change: Change) -> float:
    """Where in its stretch a day lies."""
    from datetime import date

    place = _place(buckets, change.bucket)
    first, last = (date.fromisoformat(day).toordinal() for day in (buckets[place].first, buckets[place].last))
    return place - 0.5 + (date.fromisoformat(change.day).toordinal() - first + 0.5) / (last - first + 1)


def _place(buckets: Sequence[Bucket], name: str) -> int:
    return next(n for n, bucket in enumerate(buckets) if bucket.name == name)


def _say(panel: Axes, words: str) -> None:
    panel.text(
        0.5, 0.5, words, transform=panel.transAxes, ha="center", va="center", fontsize=9, color=_DIM,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 4},
    )  # fmt: skip


# -- words -------------------------------------------------------------------------------------------------------------


def _footing(trend: Trend, names: Mapping[str, str]) -> list[str]:
    """What stands under the chart: the outlets, and the changes among them by their numbers."""
    called = {
        name: drawn(name, names.get(name, "")) or "an outlet with a name in another script" for name in _outlets(trend)
    }
    lines = [outlets_told(trend, called), denominators(trend)]
    changes = [
        f"{_SIGNS[change.what]}{number} {told}"
        for number, (change, told) in enumerate(zip(trend.source_changes, changes_told(trend, called), strict=True), 1)
    ]
    if changes:
        lines.append("Outlets: " + "; ".join(changes[:24]) + (" ..." if len(changes) > 24 else ""))
    if any(bucket.gap for bucket in trend.directions[0].buckets):
        lines.append("Hatched: nothing new was read, so nothing is known.")
    lines += list(trend.notes)
    return [row for line in lines for row in textwrap.wrap(line, 176)]


def _outlets(trend: Trend) -> Iterator[str]:
    yield from (one.name for one in trend.outlets)
    yield from (one.outlet for one in trend.source_changes)


def _gid(prefix: str, line: str, bucket: str) -> str:
    return f"point-{prefix}-{line.replace(' ', '-')}-{bucket}"


def _spoken(drawing: str, trend: Trend) -> str:
    """The drawing with a title and a description, and each point with what it is made of."""
    begin = drawing.index("<svg")
    end = drawing.index(">", begin)
    head = drawing[begin:end] + ' role="img" aria-labelledby="chart-title chart-text">'
    title = f'<title id="chart-title">{escape(_plain_title(trend))}</title>'
    text = f'<desc id="chart-text">{escape(" ".join(what_of(trend)))}</desc>'
    out = drawing[:begin] + head + title + text + drawing[end + 1 :]
    for number, direction in enumerate(trend.directions):
        shown = {one.bucket: one for one in direction.sentences}
        for bucket in direction.buckets:
            for line in _STYLES:
                mark = f'<g id="{_gid(f"d{number}", line, bucket.name)}">'
                if mark in out:
                    told = _point_told(bucket, line, [s.cited.id for s in shown[bucket.name].shown if s.line == line])
                    out = out.replace(mark, f"{mark}<title>{escape(told)}</title>", 1)
    return out


def _plain_title(trend: Trend) -> str:
    other = "" if trend.b is None else f" and {trend.b.name}"
    return f"{trend.a.name}{other}, by {trend.by}, {trend.since} to {trend.until}"


def _point_told(bucket: Bucket, line: str, ids: Sequence[str]) -> str:
    point = bucket.points[line]
    types = ", ".join(f"{count} {name}" for name, count in point.types)
    more = f"; {' '.join(ids)}" if ids else ""
    counts = f"{point.told} in {bucket.texts} texts" + (f" ({types})" if types else "")
    return f"{bucket.name}, {line}: {counts}; {point.weighted or 0:+.0f} a hundred texts{more}"
