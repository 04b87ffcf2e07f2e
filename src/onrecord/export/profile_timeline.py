"""A profile's months as a drawing: how many statements, events and other findings were published in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ..analysis.profile_parts import Month, Profile
from .wording import count_words

#: The drawing's size in its own units, and the most bars; over a longer time bars are quarters or years.
_WIDTH, _HIGH, _LEFT, _FOOT = 720, 120, 44, 26
_MOST = 48
_KINDS = (("statements", "statements"), ("events", "events"), ("more", "ties and commitments"))


def timeline(profile: Profile) -> str:
    """The section with its drawing, a legend, and the figures as a table; empty where no finding bears a date."""
    if not profile.months:
        return ""
    unit, bars = _bars(profile.months)
    most = max(sum(counts) for _, counts in bars)
    told = f"{len(bars)} {unit}s, from {bars[0][0]} to {bars[-1][0]}; at most {most:,} findings in one"
    undated = f" {count_words(profile.undated, 'finding bears', 'findings bear')} no date." if profile.undated else ""
    return (
        '<section id="timeline" class="part" aria-labelledby="timeline-h"><h2 id="timeline-h">Timeline</h2>'
        f"<p>Findings in which it takes part, by the {unit} of publication.{undated}</p>"
        f'<svg class="months" viewBox="0 0 {_WIDTH} {_HIGH + _FOOT}" role="img" aria-labelledby="tl-t tl-d">'
        f'<title id="tl-t">Findings by {unit}</title><desc id="tl-d">{escape(told)}</desc>'
        f"{''.join(_drawn(bars, most))}</svg>"
        '<ul class="legend">'
        + "".join(f'<li><span class="swatch b-{kind}"></span>{words}</li>' for kind, words in _KINDS)
        + f"</ul><details><summary>the figures</summary>{_figures(unit, bars)}</details></section>\n"
    )


Bar = tuple[str, tuple[int, int, int]]


def _bars(months: Sequence[Month]) -> tuple[str, list[Bar]]:
    """Every month from the first to the last, empty ones too; years where these are too many."""
    counts = {one.month: (one.statements, one.events, one.more) for one in months}
    first, last = _number(months[0].month), _number(months[-1].month)
    if last - first < _MOST:
        names = [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]
        return "month", [(name, counts.get(name, (0, 0, 0))) for name in names]
    years: dict[str, tuple[int, int, int]] = {f"{year:04}": (0, 0, 0) for year in range(first // 12, last // 12 + 1)}
    for month, (a, b, c) in counts.items():
        x, y, z = years[month[:4]]
        years[month[:4]] = x + a, y + b, z + c
    return "year", list(years.items())[-200:]


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _drawn(bars: Sequence[Bar], most: int) -> Iterator[str]:
    step = (_WIDTH - _LEFT - 8) / len(bars)
    wide = min(step * 0.8, 40.0)
    yield f'<line class="axis" x1="{_LEFT}" y1="{_HIGH}" x2="{_WIDTH}" y2="{_HIGH}"/>'
    for share in (0.5, 1.0):
        y = _HIGH - share * (_HIGH - 12)
        value = most * share
        if value == int(value):
            yield f'<line class="grid" x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDTH}" y2="{y:.1f}"/>'
            yield f'<text class="scale" x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{int(value):,}</text>'
    each = max(1, -(-len(bars) // 8))
    for number, (name, counts) in enumerate(bars):
        x, y = _LEFT + 4 + step * number + (step - wide) / 2, float(_HIGH)
        told = ", ".join(f"{count:,} {words}" for count, (_, words) in zip(counts, _KINDS, strict=True) if count)
        yield f"<g><title>{escape(name)}: {told or 'none'}</title>"
        for count, (kind, _) in zip(counts, _KINDS, strict=True):
            if count:
                high = count / most * (_HIGH - 12)
                y -= high
                yield f'<rect class="b-{kind}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"/>'
        yield "</g>"
        if number % each == 0:
            place = f'x="{x + wide / 2:.1f}" y="{_HIGH + 18}" text-anchor="middle"'
            yield f'<text class="scale" {place}>{escape(name)}</text>'


def _figures(unit: str, bars: Sequence[Bar]) -> str:
    head = "".join(f'<th scope="col" class="figure">{words}</th>' for _, words in _KINDS)
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        + "".join(f'<td class="figure">{count:,}</td>' for count in counts)
        + "</tr>"
        for name, counts in bars
        if any(counts)
    )
    return f'<table><thead><tr><th scope="col">{unit}</th>{head}</tr></thead><tbody>{rows}</tbody></table>'
