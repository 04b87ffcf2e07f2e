"""What a profile box tells: the ties of one actor, those that say most of who it is first, each by its best telling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import numpy as np
import sqlalchemy as sa

from ..analysis.novelty_look import NoveltyLook
from ..store import many, profile_details
from ..store.expression import Mark

#: What says most of who somebody is comes first; a tie's type, and whether the actor is its first end.
_ORDER = (
    ("part of", True),
    ("directs", False),
    ("designated by", True),
    ("funds", False),
    ("arms", False),
    ("trains", False),
    ("leads", False),
    ("spokesperson of", False),
    ("speaks for", True),
    ("holds office", True),
    ("leads", True),
    ("spokesperson of", True),
    ("member of", True),
    ("supports", False),
    ("allied with", True),
    ("opposed to", True),
    ("directs", True),
    ("supports", True),
    ("funds", True),
    ("part of", False),
    ("located in", True),
)
#: How many of one type are told.
_OF_TYPE = 2


def ties(look: NoveltyLook, number: int, until: str, most: int) -> list[int]:
    """The rows of the ties of an entity (by its number) that texts told by a day (ISO 8601), what says most first; one
    for each other end, by the text's own voice if one tells it so, and the latest. What no words state is left out.
    """
    bases = look.bases(look.root(number))
    rows = many.marked(look.at, Mark("k_tie"), look.at_time, look.stood)
    theirs = np.array(sorted(bases), dtype=np.uint32)
    first = np.isin(rows.others["who"], theirs)
    wanted = (first | np.isin(rows.others["whom"], theirs)) & rows.has("polarity", "actual")
    wanted &= ~rows.has("standing", "comment")
    reported = rows.has("standing", "reported")
    groups: defaultdict[tuple[int, str, bool, int], list[tuple[bool, str, int]]] = defaultdict(list)
    for place in np.flatnonzero(wanted).tolist():
        type_, outgoing = rows.fact("type", place) or "", bool(first[place])
        day = rows.fact("day", place) or ""
        key = type_, outgoing if type_ not in _MUTUAL else True
        other = look.root(int(rows.others["whom" if outgoing else "who"][place]))
        if key in _ORDER and day <= until and other not in bases:
            telling = bool(reported[place]), day, int(rows.numbers[place])
            groups[_ORDER.index(key), *key, other or -int(rows.numbers[place])].append(telling)
    found: list[int] = []
    times: defaultdict[tuple[str, bool], int] = defaultdict(int)
    # Of one type those that most texts tell come first.
    for (_, type_, outgoing, _), told in sorted(groups.items(), key=lambda one: (one[0][0], -len(one[1]), one[0][3])):
        if times[type_, outgoing] < _OF_TYPE:
            times[type_, outgoing] += 1
            found.append(max(told)[2])
    return _stated(look.at, found)[:most]


_MUTUAL = ("allied with", "opposed to")


def _stated(at: sa.Connection, rows: Collection[int]) -> list[int]:
    derived = profile_details.derived(at, [row // 2 for row in rows])
    return [row for row in rows if row // 2 not in derived]
