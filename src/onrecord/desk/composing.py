"""A brief composed on a desk, with figures where they say something: where it happened, how words changed over time.

A map is drawn of three places or more; a trend where its level changes, or where it has enough to be looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ..brief.compose import Asked, Composed, Figure, Story, compose
from ..brief.line import Line
from ..brief.quoting import in_house
from ..errors import SettingError
from ..record import Place

if TYPE_CHECKING:
    import sqlalchemy as sa

    from ..analysis.trend_parts import Trend
    from ..brief.evidence import Evidence
    from .keeping import Desk

#: Places of a map, and statements of a trend without a change of level, at least.
_PLACES, _TOLD = 3, 6
#: Desks that reach over fewer days are drawn by weeks; trends that are counted for one brief, of which one is drawn.
_BY_WEEKS, _TRENDS = 200, 2
#: Findings that a caption cites, and places that it names.
_CITED, _NAMED = 6, 5


def composed(
    desk: Desk, at: sa.Connection, asked: Asked, *, figures: bool = True, name: str = "brief"
) -> Composed | None:
    """The draft; ``None`` if the period has nothing of what is asked for. ``name`` is what files of figures begin with.

    Raises:
        ValueError: if a day is none.
        StoreError: if the desk fails.
    """
    from ..brief.grammar import Grammar

    drawing = _Drawing(desk, at, asked)
    draw = drawing.of if figures else None
    return compose(desk.store, at, desk.gazetteer, asked, grammars=Grammar, draw=draw, name=name)


def missing() -> list[str]:
    """What is not installed that trends are drawn with."""
    return [one for one in ("ruptures", "matplotlib") if find_spec(one) is None]


@dataclass(slots=True)
class _Drawing:
    """Draws the figures of one brief: a map and a trend."""

    desk: Desk
    at: sa.Connection
    asked: Asked
    _drawn: set[object] = field(default_factory=set)
    _counted: int = 0

    def of(self, story: Story) -> Sequence[Figure]:
        """The figures of an item."""
        return (*self._map(story), *self._trend(story))

    def _map(self, story: Story) -> Iterator[Figure]:
        if "map" in self._drawn:
            return
        found = [(one, place) for one in story.evidence for place in one.places if _is_sure(place)]
        names = Counter(place.name for _, place in found)
        if len({place.geonames or place.name for _, place in found}) < _PLACES:
            return
        from ..brief.render_words import listed
        from ..export.map import map_svg, points_of

        points, codes = points_of(place for _, place in found)
        self._drawn.add("map")
        shown = [name for name, _ in names.most_common(_NAMED)]
        cites = _ids(one for one, place in found if place.name in shown)
        caption = f"Places in what is cited here: {listed(shown)}"
        drawn = f"{caption}, of {len(names)} places in all (drawn by onrecord brief new)."
        yield Figure("map.svg", map_svg(points, codes), (Line(drawn, cites), Line(f"{caption}.", cites)))

    def _trend(self, story: Story) -> Iterator[Figure]:
        """One of a brief: of whom it is on, or of who leads an item, towards whom he speaks of."""
        lead = story.item.lead.candidate
        who, whom = lead.who, lead.whom
        if self.asked.on.actor is not None:
            who, whom = story.look.root(self.asked.on.actor), 0
        if missing() or not who or "trend" in self._drawn or (who, whom) in self._drawn or self._counted == _TRENDS:
            return
        self._drawn.add((who, whom))
        self._counted += 1
        made = self._made(story, who, whom or None)
        if made is None:
            return
        from ..export.trend_chart import svg

        self._drawn.add("trend")
        yield Figure("trend.svg", svg(made), tuple(self._captions(made)))

    def _made(self, story: Story, who: int, whom: int | None) -> Trend | None:
        """A trend that says something; ``None`` if it does not."""
        from ..analysis.trend import Asked as Wanted
        from ..analysis.trend import trend

        days = story.look.document_days
        first, last = days.first[days.first > 0], days.last
        short = len(first) > 0 and int(last.max()) - int(first.min()) < _BY_WEEKS
        wanted = Wanted(by="week" if short else "month", until=story.until, every=True, limit=1)
        try:
            made = trend(self.at, who, whom, wanted, self.asked.at_time, self.desk.gazetteer)
        except SettingError:
            # Both are one actor, or the period is none: there is nothing to draw.
            return None
        direction = made.directions[0]
        return made if direction.changes or direction.told >= _TOLD else None

    def _captions(self, made: Trend) -> Iterator[Line]:
        """What a trend shows, of how much, and how it is made again: figures of the desk, which no finding has, so that
        none is cited.
        """
        a, b = made.a, made.b
        told = made.directions[0].told
        what = in_house(f"Words and deeds of {a.name}" + (f" towards {b.name}" if b else "") + f", by {made.by}")
        names = " ".join(one.id for one in (a, b) if one is not None and one.id is not None)
        command = f"onrecord trend {names} --by {made.by} --until {made.until} --sources all"
        yield Line(f"{what}, from {made.since} to {made.until}: {told:,} told ({command}).", ())


def _is_sure(place: Place) -> bool:
    return place.lat is not None and place.lon is not None and place.confidence >= 0.5


def _ids(found: Iterator[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.id for one in found))[:_CITED]
