"""The ties of a Record as one SVG: a box for each actor, and between them an arrow for each tie, with its words on it.

How a line is drawn says on whose word it stands, and so do the words: whole where the document reports it, dashed with
the speaker's name where somebody says it, dotted where the analyst comments, thin and double where it is derived. What
is told as not so is crossed out. It asks for nothing and needs no script; its colours come from the page. It is a
picture for those who see it: the list below it says all of it in words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ..record import Polarity, Standing, Taker, Tie, TieType
from .found_marks import attribute
from .map_labels import Rectangle, shortened, width
from .standing_words import PAST, POLARITY_WORDS, provisos, speaker_of
from .telling import NOBODY, Telling
from .tie_columns import Arrow
from .tie_layout import Layout, Route, laid_out
from .tie_words import tie_line, verb
from .wording import isolated, visible

#: More actors, or ties, than these are not drawn: the list has them all.
MOST_ACTORS, MOST_TIES = 25, 60
_LINE, _LETTER, _SMALL = 15.0, 7.1, 6.0
_WRAP, _ROWS = 22, 2
_HEAD = 9.0
#: Ties whose first end is under the second: of the one, whom it belongs to stands to the left.
_UNDER = frozenset(
    (
        TieType.PART_OF,
        TieType.MEMBER_OF,
        TieType.SPOKESPERSON_OF,
        TieType.HOLDS_OFFICE,
        TieType.SPEAKS_FOR,
        TieType.DESIGNATED_BY,
        TieType.LOCATED_IN,
    )
)


#: What a label has no room for.
_SHORT = {PAST: "past"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """The SVG, empty where there is nothing to draw, and how many actors and ties it leaves to the list."""

    svg: str
    actors_left: int = 0
    ties_left: int = 0


@dataclass(frozen=True, slots=True)
class _Box:
    """Who stands in a box: its name in rows, and the place in ``record.actors`` where it is one."""

    name: str
    rows: tuple[str, ...]
    actor: int | None


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A tie that is drawn: its place in ``record.ties``, its boxes, its words, whose word it is, and all in a line."""

    number: int
    tie: Tie
    a: int
    b: int
    words: str
    under: str
    told: str


def tie_drawing(telling: Telling) -> Drawing:
    """The drawing of a record's ties."""
    ends = [(_key(telling, tie.a), _key(telling, tie.b)) for tie in telling.record.ties]
    counts = Counter(key for pair in ends if pair[0] != pair[1] for key in pair)
    kept = {key: n for n, (key, _) in enumerate(counts.most_common(MOST_ACTORS))}
    joined = [n for n, (a, b) in enumerate(ends) if a != b and a in kept and b in kept][:MOST_TIES]
    used = list(dict.fromkeys(key for n in joined for key in ends[n]))
    if not joined:
        return Drawing("", len(counts), len(ends))
    place = {key: n for n, key in enumerate(used)}
    named = {
        key: taker for tie, pair in zip(telling.record.ties, ends, strict=True) for key, taker in _named(tie, pair)
    }
    boxes = [_box(telling, named[key]) for key in used]
    drawn = [_drawn(telling, n, place[ends[n][0]], place[ends[n][1]]) for n in joined]
    layout = laid_out([_size(box.rows) for box in boxes], [_arrow(one) for one in drawn])
    return Drawing(_svg(layout, boxes, drawn), len(counts) - len(used), len(ends) - len(joined))


def _key(telling: Telling, taker: Taker) -> str:
    if taker.actor in telling.actors:
        return f"actor {taker.actor}"
    return f"words {' '.join(taker.span.of(telling.text).casefold().split())}"


def _named(tie: Tie, pair: tuple[str, str]) -> tuple[tuple[str, Taker], tuple[str, Taker]]:
    return (pair[0], tie.a), (pair[1], tie.b)


def _box(telling: Telling, taker: Taker) -> _Box:
    actor = telling.actors.get(taker.actor or "")
    name = telling.record.actors[actor].name if actor is not None else taker.span.of(telling.text)
    name = visible(" ".join(name.split()))
    return _Box(name, _wrapped(name), actor)


def _wrapped(name: str) -> tuple[str, ...]:
    """A name in at most two rows, the second cut where it is too long."""
    rows = [""]
    for word in name.split():
        longer = f"{rows[-1]} {word}".strip()
        if len(longer) > _WRAP and rows[-1] and len(rows) < _ROWS:
            rows.append(word)
        else:
            rows[-1] = longer
    return tuple(shortened(row) for row in rows)


def _size(rows: Sequence[str]) -> tuple[float, float]:
    return max(width(row, _LETTER) for row in rows) + 22, _LINE * len(rows) + 14


def _drawn(telling: Telling, number: int, a: int, b: int) -> _Drawn:
    tie = telling.record.ties[number]
    notes = [_SHORT.get(words, words) for words in provisos(tie) if words != POLARITY_WORDS[Polarity.NEGATED]]
    words = f"NOT: {verb(tie)}" if tie.polarity is Polarity.NEGATED else verb(tie)
    if notes:
        words = f"{words} ({', '.join(notes)})"
    return _Drawn(number, tie, a, b, words, _whose(telling, tie), attribute(tie_line(telling, tie)))


def _whose(telling: Telling, tie: Tie) -> str:
    """Whose word it is, short: nothing where the document reports it."""
    if tie.footing.standing is Standing.REPORTED:
        return ""
    if tie.footing.standing is Standing.COMMENT:
        return "comment"
    name = speaker_of(telling, tie.footing)
    return f"says {isolated(shortened(visible(' '.join(name.text.split())) if name else NOBODY))}"


def _arrow(one: _Drawn) -> Arrow:
    wide = max(width(one.words, _SMALL), width(one.under, _SMALL))
    down = 0 if one.tie.type.mutual else -1 if one.tie.type in _UNDER else 1
    return Arrow(one.a, one.b, (wide + 10, 28.0 if one.under else 16.0), down)


def _svg(layout: Layout, boxes: Sequence[_Box], drawn: Sequence[_Drawn]) -> str:
    size = (
        f'viewBox="0 0 {layout.width:.0f} {layout.height:.0f}" width="{layout.width:.0f}" height="{layout.height:.0f}"'
    )
    told = f"{len(boxes)} actors and {len(drawn)} ties between them; the list after the drawing has each in words."
    lines = "".join(_line(one, route) for one, route in zip(drawn, layout.routes, strict=True))
    labels = "".join(_label(one, route.label) for one, route in zip(drawn, layout.routes, strict=True))
    named = "".join(_actor(box, place) for box, place in zip(boxes, layout.boxes, strict=True))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ties" {size} role="group" aria-labelledby="ties-t ties-d">'
        f'<title id="ties-t">Drawing of who is tied to whom</title><desc id="ties-d">{told}</desc>'
        f"{lines}{labels}{named}</svg>"
    )


def _line(one: _Drawn, route: Route) -> str:
    """The line and its heads; a derived one is drawn twice, so that it looks double."""
    kinds = ["tie", f"of-{one.tie.footing.standing.value}", *(["derived"] if one.tie.derived else [])]
    path = f'<path class="line" d="{route.path}"/>'
    if one.tie.derived:
        path += f'<path class="core" d="{route.path}"/>'
    heads = [_head(*route.end)] + ([_head(*route.start)] if one.tie.type.mutual else [])
    cross = _cross(route) if one.tie.polarity is Polarity.NEGATED else ""
    return f'<g class="{" ".join(kinds)}" aria-hidden="true">{path}{"".join(heads)}{cross}</g>'


def _head(x: float, y: float, side: int) -> str:
    back = x + side * _HEAD
    return f'<path class="head" d="M{x:.1f} {y:.1f}L{back:.1f} {y - 4:.1f}V{y + 4:.1f}Z"/>'


def _cross(route: Route) -> str:
    """A cross on the line on either side of its label."""
    y = (route.label.top + route.label.bottom) / 2
    marks = []
    for x in (route.label.left - 7, route.label.right + 7):
        marks.append(
            f"M{x - 5:.1f} {y - 5:.1f}L{x + 5:.1f} {y + 5:.1f}M{x - 5:.1f} {y + 5:.1f}L{x + 5:.1f} {y - 5:.1f}"
        )
    return f'<path class="cross" d="{"".join(marks)}"/>'


def _label(one: _Drawn, box: Rectangle) -> str:
    """The words on a line, and whose word it is under them; they lead to the tie's place in the list."""
    middle = (box.left + box.right) / 2
    top = box.top + 12.0
    not_so = ' class="struck"' if one.tie.polarity is Polarity.NEGATED else ""
    rows = f'<tspan x="{middle:.1f}" y="{top:.1f}"{not_so}>{escape(one.words)}</tspan>'
    if one.under:
        rows += f'<tspan class="whose" x="{middle:.1f}" y="{top + 12.5:.1f}">{escape(one.under)}</tspan>'
    wide, high = math.ceil(box.right - box.left), box.bottom - box.top
    rect = f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{wide}" height="{high:.1f}" rx="3"/>'
    named = f'class="tie-label" href="#r{one.number}" aria-label="{one.told}"'
    return f'<a {named}>{rect}<text text-anchor="middle">{rows}</text></a>'


def _actor(box: _Box, place: Rectangle) -> str:
    middle, lines = (place.left + place.right) / 2, len(box.rows)
    top = (place.top + place.bottom) / 2 - _LINE * lines / 2 + 11.5
    rows = "".join(
        f'<tspan x="{middle:.1f}" y="{top + _LINE * n:.1f}">{escape(isolated(row))}</tspan>'
        for n, row in enumerate(box.rows)
    )
    size = f'width="{place.right - place.left:.1f}" height="{place.bottom - place.top:.1f}"'
    drawn = (
        f'<title>{escape(isolated(box.name))}</title><rect x="{place.left:.1f}" y="{place.top:.1f}" {size} rx="5"/>'
        f'<text text-anchor="middle">{rows}</text>'
    )
    if box.actor is None:
        return f'<g class="node">{drawn}</g>'
    return f'<a class="actor node" href="#a{box.actor}" data-a="{box.actor}">{drawn}</a>'
