"""What was said before of the same matter: by the speaker or its side to the same one, and by the other side of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from ..analysis.acting import NEWNESS
from ..analysis.novelty_look import NoveltyLook
from ..linking.said_words import telling
from ..record import SpeechAct
from ..store import novelty_rows
from .candidates import Candidate

#: Statements of a side that are looked through: those to the same one, and the latest of all; of anybody those of so
#: many days.
_TO_HIM, _LATEST, _LATELY = 150, 300, 45
#: Telling words in common by which something is of the same matter, and so many where the other side says it.
_WORDS, _OTHER_WORDS = 2, 3
#: What each of them weighs, and the most that they do.
_WORD, _MOST_WORDS = 0.5, 2.5
_SAME, _OF_THE_SIDE, _TO_THE_SAME, _LEADS_HERE, _OLD = 1.0, 0.6, 1.0, 1.5, 0.6
#: Acts that their speaker does again, and what that weighs.
_ACTS, _AGAIN = frozenset(("threaten", "accuse", "demand")), 0.8


@dataclass(frozen=True, slots=True)
class _Asked:
    """What something earlier is looked for by: the words of the item, who speaks, of whom."""

    words: frozenset[str]
    day: int
    mine: frozenset[int]
    his: frozenset[int]


def earlier(look: NoveltyLook, lead: Candidate, words: frozenset[str], named: Collection[int], most: int) -> list[int]:
    """The rows of statements that were published on an earlier day, what tells most first. ``words`` are the telling
    words of the item, ``named`` rows that something in it refers to.
    """
    side = look.belonging(lead.iso).side(lead.who).members if lead.who else ()
    mine, his = look.all_bases({lead.who, *side} - {0}), look.all_bases({lead.whom} - {0})
    asked = _Asked(words, lead.day, mine, his)
    pool = _pool(look, asked, lead)
    rows = look.statements
    named_places = rows.places(np.array(sorted(named), dtype=np.int64)).tolist()
    places = sorted({*pool, *(one for one in named_places if 0 <= look.days.last[one] < lead.day)})
    said = novelty_rows.said(look.at, [int(rows.numbers[place]) for place in places])
    best: dict[object, tuple[float, int]] = {}
    for place in places:
        weight = _weight(look, asked, lead, place, said.get(int(rows.numbers[place]), ()), place in named_places)
        if weight is not None:
            key = look.saying(place)
            if key not in best or (weight, -place) > best[key]:
                best[key] = weight, -place
    order = sorted(best.values(), reverse=True)[:most]
    return [int(rows.numbers[-place]) for _, place in order]


def _pool(look: NoveltyLook, asked: _Asked, lead: Candidate) -> set[int]:
    """Whose earlier statements are looked through: the speaker's, its side's, his of whom he speaks, the latest."""
    found: set[int] = set()
    own = look.all_bases({lead.who} - {0})
    for who, whom, most in (
        (own, asked.his, _TO_HIM),
        (asked.mine, asked.his, _TO_HIM),
        (asked.his, own, _TO_HIM),
        (own, None, _LATEST),
        (asked.mine - own, None, _LATEST),
        (asked.his, None, _LATEST),
    ):
        if who and whom != frozenset():
            found.update(_latest(look, look.by(who), whom, asked.day, most))
    lately = np.flatnonzero((look.days.last >= asked.day - _LATELY) & (look.days.last < asked.day))
    found.update(_latest(look, lately, None, asked.day, _LATEST))
    return found


def _latest(
    look: NoveltyLook, places: NDArray[np.int64], whom: Collection[int] | None, day: int, most: int
) -> list[int]:
    rows, days = look.statements, look.days
    fits = (days.last[places] >= 0) & (days.last[places] < day) & ~rows.has("zone", "comment")[places]
    if whom is not None:
        fits &= np.isin(rows.others["whom"][places], np.array(sorted(whom), dtype=np.uint32))
    places = places[fits]
    order: NDArray[np.int64] = places[np.argsort(days.last[places], kind="stable")]
    return [int(place) for place in order[-most:]]


def _weight(
    look: NoveltyLook, asked: _Asked, lead: Candidate, place: int, said: Sequence[str], leads_here: bool
) -> float | None:
    """How much something earlier tells; ``None`` if it is of another matter."""
    rows = look.statements
    who, whom = (look.root(int(rows.others[name][place])) for name in ("who", "whom"))
    shared = len(asked.words & telling(takewhile(lambda word: word != "_", said)))
    to_the_same = whom != 0 and whom in asked.his
    is_ours = who in asked.mine
    act = rows.fact("type", place)
    # Whoever threatens now, and threatened before, does so again whatever the words.
    again = bool(who) and who == lead.who and act == lead.type and act in _ACTS
    same_matter = shared >= (_WORDS if is_ours else _OTHER_WORDS) or (to_the_same and is_ours) or again
    if not leads_here and not same_matter:
        return None
    weight = min(_MOST_WORDS, _WORD * shared)
    weight += _SAME if who and who == lead.who else _OF_THE_SIDE if is_ours else 0.0
    weight += _TO_THE_SAME if to_the_same else 0.0
    weight += _LEADS_HERE if leads_here else 0.0
    weight += _AGAIN if again else 0.0
    weight += 0.3 * NEWNESS.get(SpeechAct(act), 0.5) if act else 0.0
    return weight - _OLD * min(1.0, (asked.day - int(look.days.last[place])) / 365)
