"""A speaker's side: the bodies that it belongs to, the state behind them, and whoever else belongs to these.

Somebody belongs to a body by an office in it, by being part or a member of it, by leading it, or by speaking for it,
as texts report in their own voice (ties on somebody's word do not count, nor derived ones) or as packs say for that
day. An organ of a state (a ministry, an army; not a militia, a party, a paper) belongs to the state of its country.
From the speaker the way goes up by such steps; from the bodies found it goes down to all who belong to them, and never
up again, so that who belongs to two sides does not make one of them. To have the same country alone makes no side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ..gazetteer import Gazetteer
from ..gazetteer.known import KnownActor
from ..record import ActorKind
from ..store import novelty_rows
from ..store.network_rows import rooted, ties
from ..store.novelty_rows import Body

#: How many steps the way goes up, and down.
_UP, _DOWN = 4, 4
#: The most that are counted as one side: of more, those nearest to the speaker.
MOST = 400
#: The most bodies above a speaker.
_BODIES = 24
#: Ties by which the first end belongs to the second.
BELONGING = {
    "part of": "is part of",
    "member of": "is a member of",
    "spokesperson of": "is a spokesperson of",
    "holds office": "holds office in",
    "speaks for": "speaks for",
    "leads": "leads",
}
#: Types of bodies in packs that are organs of their country's state.
ORGANS = frozenset(
    (
        *("government", "ministry", "head-of-state", "parliament", "court", "central-bank", "authority", "agency"),
        *("army", "navy", "air-force", "police", "intelligence", "security-service", "office"),
    )
)


@dataclass(frozen=True, slots=True)
class Step:
    """Why somebody is of a side: ``who`` (a base entity) belongs to ``body``, as a verb, and by what that is told: a
    pack, an office that texts give it, or a tie (``row`` is its number).
    """

    who: int
    body: int
    words: str
    told: str = "pack"
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """The speaker's side as numbers of base entities, in the order in which they were reached: the speaker first.

    ``bodies`` are those above the speaker, each with the ``steps`` that lead there. ``cut`` says that the side has more
    than were followed.
    """

    members: tuple[int, ...]
    bodies: tuple[int, ...]
    steps: tuple[Step, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Tied:
    """Who belongs to what by ties, side by side: of those that tell it of two the first. They are in the order of
    ``who``; ``by_body`` are their places in the order of ``body``. There may be very many, of which few are asked for.
    """

    who: NDArray[np.int64]
    body: NDArray[np.int64]
    rows: NDArray[np.int64]
    words: tuple[str, ...]
    codes: NDArray[np.int64]
    by_body: NDArray[np.int64]

    def above(self, who: int) -> Iterable[Step]:
        """The steps up from somebody."""
        for place in range(*np.searchsorted(self.who, (who, who + 1)).tolist()):
            words = self.words[int(self.codes[place])]
            yield Step(who, int(self.body[place]), words, "tie", int(self.rows[place]))

    def below(self, body: int) -> list[int]:
        """Who belongs to a body."""
        begin, end = np.searchsorted(self.body, (body, body + 1), sorter=self.by_body).tolist()
        found: list[int] = self.who[self.by_body[begin:end]].tolist()
        return found


@dataclass(slots=True)
class Belonging:
    """Who belongs to what on a desk on a day: made once, asked for each speaker. Numbers are roots."""

    tied: Tied
    up: dict[int, dict[int, Step]] = field(default_factory=dict)
    down: dict[int, list[int]] = field(default_factory=dict)

    @classmethod
    def on(
        cls,
        at: sa.Connection,
        day: str | None,
        at_time: str | None,
        gazetteer: Gazetteer | None,
        roots: Mapping[int, int],
    ) -> Belonging:
        """As of a day (of packs' offices) and a time (of the desk). ``roots`` say which base entities are others."""
        made = cls(_tied(at, at_time, roots))
        for one in _steps(at, day, at_time, gazetteer):
            who, body = roots.get(one.who, one.who), roots.get(one.body, one.body)
            if who != body:
                made.up.setdefault(who, {}).setdefault(body, Step(who, body, one.words, one.told, one.row))
        below: defaultdict[int, list[int]] = defaultdict(list)
        for who, bodies in made.up.items():
            for body in bodies:
                below[body].append(who)
        made.down = dict(below)
        return made

    def side(self, speaker: int) -> Side:
        """The side of a speaker, by its root."""
        above, steps = self._above(speaker)
        members, level = dict.fromkeys([speaker, *above]), [speaker, *above]
        for _ in range(_DOWN):
            level = sorted({other for no in level for other in self._below(no)} - members.keys())
            if not level or len(members) > MOST:
                break
            members.update(dict.fromkeys(level))
        return Side(tuple(members)[:MOST], tuple(above), tuple(steps), len(members) > MOST)

    def above(self, who: int) -> dict[int, Step]:
        """The bodies that somebody belongs to, by its root, the nearest first, each with the step to it."""
        bodies, steps = self._above(who)
        return dict(zip(bodies, steps, strict=True))

    def _up(self, who: int) -> Mapping[int, Step]:
        found = dict(self.up.get(who, {}))
        for step in self.tied.above(who):
            found.setdefault(step.body, step)
        return found

    def _below(self, body: int) -> Iterable[int]:
        return [*self.down.get(body, ()), *self.tied.below(body)]

    def _above(self, speaker: int) -> tuple[list[int], list[Step]]:
        """The bodies above a speaker, the nearest first, each with the step by which it was first reached."""
        found: dict[int, Step] = {}
        level = [speaker]
        for _ in range(_UP):
            fresh: list[int] = []
            for no in level:
                for body, step in self._up(no).items():
                    if body != speaker and body not in found and len(found) < _BODIES:
                        found[body] = step
                        fresh.append(body)
            level = fresh
        return list(found), list(found.values())


def _steps(at: sa.Connection, day: str | None, at_time: str | None, gazetteer: Gazetteer | None) -> Iterable[Step]:
    bodies = novelty_rows.known_bodies(at, at_time)
    if gazetteer is not None:
        yield from _packed(bodies, gazetteer, day)
    yield from _organs(bodies)
    for (who, body), title in novelty_rows.offices_held(at, at_time).items():
        yield Step(who, body, f"is called {' '.join(title.split())} of", "office")


def _tied(at: sa.Connection, at_time: str | None, roots: Mapping[int, int]) -> Tied:
    found = ties(at, at_time, tuple(BELONGING))
    who, body = (rooted(found.others[name].astype(np.int64), roots) for name in ("who", "whom"))
    kept = found.has("standing", "reported") & found.has("polarity", "actual") & (who > 0) & (body > 0) & (who != body)
    places = np.flatnonzero(kept)
    _, first = np.unique(who[places] * (int(body.max(initial=0)) + 1) + body[places], return_index=True)
    places = np.sort(places[first])
    places = places[np.argsort(who[places], kind="stable")]
    return Tied(
        who[places],
        body[places],
        found.numbers[places].astype(np.int64),
        tuple(BELONGING.get(one or "", "") for one in found.values["type"]),
        found.codes["type"][places].astype(np.int64),
        np.argsort(body[places], kind="stable"),
    )


def _packed(bodies: Sequence[Body], gazetteer: Gazetteer, day: str | None) -> Iterable[Step]:
    by_link = {one.link: one.number for one in bodies}
    for one in bodies:
        if one.link in gazetteer.actor_ids:
            yield from _known(one.number, gazetteer.actor(one.link or ""), by_link, day)


def _organs(bodies: Sequence[Body]) -> Iterable[Step]:
    states = {one.countries[0]: one.number for one in bodies if one.kind == ActorKind.STATE and one.countries}
    for one in bodies:
        state = states.get(one.countries[0]) if one.countries else None
        if state is not None and state != one.number and one.type in ORGANS and one.kind != ActorKind.PERSON:
            yield Step(one.number, state, f"is {one.type} of the state")


def _known(number: int, actor: KnownActor, by_link: Mapping[str | None, int], day: str | None) -> Iterable[Step]:
    for links, words in ((actor.part_of, "is part of"), (actor.speaks_for, "speaks for")):
        yield from (Step(number, by_link[link], words) for link in links if link in by_link)
    for office in actor.offices:
        held = day is None or ((office.start or "") <= day and (office.end is None or day <= office.end))
        if held and office.body in by_link:
            yield Step(number, by_link[office.body], f"is {office.title} of")
