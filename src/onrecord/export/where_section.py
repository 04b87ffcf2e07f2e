"""The places of the page: the map, where any has a point on it, and each place with what decided for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .cards import inline
from .found_marks import place_numbers
from .map import map_svg, points_of
from .sheet import drawing, sheet
from .telling import Telling, Words
from .where import (
    Ground,
    alternative_line,
    coordinate_words,
    grounds,
    lie_words,
    paragraph_of,
    sure_words,
)
from .wording import count_words, visible

_HEADS = ("Place", "What and where", "Why this one", "Named")
#: More alternatives than these are counted, not listed.
_MOST_ALTERNATIVES = 5
_KEYS = re.compile(r' data-place="([-\d ]+)"')


def where_section(telling: Telling) -> str:
    """The section of all places; it says so where there are none."""
    found = grounds(telling)
    body = _map(telling)
    if found:
        body += _table(telling, found)
        if not any(ground.located for ground in found):
            body += '<p class="why">None of them is among the known places, so there is no map.</p>'
    else:
        body = '<p class="empty">No place was found in this document.</p>'
    return sheet("where", "Where", body)


def _map(telling: Telling) -> str:
    record = telling.record
    points, shaded = points_of(record.places)
    svg = map_svg([replace(p, label=visible(p.label)) for p in points], shaded)
    if not svg:
        return ""
    numbers = place_numbers(record)
    by_key = {str(p.geonames): str(numbers[n]) for n, p in enumerate(record.places) if p.geonames is not None}
    svg = _KEYS.sub(lambda m: f' data-p="{" ".join(by_key[k] for k in m[1].split())}"', svg)
    return (
        f'{drawing("Map", svg)}<p class="why">Borders are Natural Earth’s, thinned; they say nothing about whose they '
        "should be. A ring is a wide place, known by one point in it.</p>"
    )


def _table(telling: Telling, found: Sequence[Ground]) -> str:
    numbers = place_numbers(telling.record)
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    rows = "".join(_row(telling, ground, numbers[ground.numbers[0]]) for ground in found)
    return (
        f'<table class="places"><caption class="vh">Places</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(telling: Telling, ground: Ground, key: int) -> str:
    place, first = ground.place, ground.numbers[0]
    if ground.located:
        country = "" if place.country else " of unknown country"
        what = inline((Words(lie_words(place)), country))
        what += f'<p class="why">{coordinate_words(place)}</p>'
    else:
        what = "not on the map: no coordinates are known"
    why = f"<p>{sure_words(place)}</p>" if ground.located else ""
    if place.why:
        why += f'<p class="why">{inline((Words(place.why),))}</p>'
    if place.alternatives:
        items = "".join(f"<li>or {inline(alternative_line(c))}</li>" for c in place.alternatives[:_MOST_ALTERNATIVES])
        more = len(place.alternatives) - _MOST_ALTERNATIVES
        items += f"<li>and {count_words(more, 'other')}</li>" if more > 0 else ""
        why += f'<ul class="why">{items}</ul>'
    start = telling.record.places[first].span.start
    often = "once, in" if len(ground.numbers) == 1 else f"{len(ground.numbers):,} times, first in"
    named = f"{often} ¶{paragraph_of(telling, start)}"
    called = _called(telling, ground)
    return (
        f'<tr data-p="{key}"><th scope="row"><a href="#p{first}">{inline((Words(place.name),))}</a>{called}</th>'
        f'<td data-head="{_HEADS[1]}">{what}</td><td data-head="{_HEADS[2]}">{why}</td>'
        f'<td data-head="{_HEADS[3]}">{named}</td></tr>'
    )


def _called(telling: Telling, ground: Ground) -> str:
    """What the text calls it, where that is not its name."""
    places = (telling.record.places[n] for n in ground.numbers)
    words = dict.fromkeys(" ".join(p.span.of(telling.text).split()) for p in places)
    other = [w for w in words if w != ground.place.name][:_MOST_ALTERNATIVES]
    return f'<p class="also">in the text: {", ".join(inline((Words(w),)) for w in other)}</p>' if other else ""
