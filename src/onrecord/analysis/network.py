"""Actors and the ties that hold between them at a date: who is in the network, who stands together, who between whom.

Each tie counts the texts that tell it and never their carriers, keeps the standing on which they do, and cites some of
them. Communities and brokers are what methods find in the ties that are shown: they say something of this drawing, and
nothing that anybody said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ..errors import StoreError
from ..record import TieType
from ..store import entities, profile_rows
from ..store.opening import Store
from .cited import Who
from .citing import Citing
from .network_methods import METHODS, measured
from .network_parts import STANDINGS, Changes, Edge, Left, Network, Node, Told
from .network_ties import Tellings, day_of, number_of, tellings

__all__ = ["ACTORS", "CITED", "Asked", "Changes", "Network", "network"]

#: Actors that are shown, and tellings that are cited of each tie, if nobody says how many.
ACTORS, CITED = 40, 2
#: So many ties between the actors are shown, those that most texts tell; so many of them have tellings cited.
_TIES, _CITED_TIES = 300, 150
#: Of a tie of which a telling that is cited is derived so many tellings are looked at for which of them are.
_LOOKED = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: the day, the actor in the middle (a base entity) with how many steps from it, the types and
    standings of ties, how many actors at most, and how many tellings are cited of each tie.
    """

    date: str | None = None
    around: int | None = None
    depth: int = 1
    types: tuple[str, ...] = ()
    standings: tuple[str, ...] = ()
    actors: int = ACTORS
    cited: int = CITED


def network(store: Store, at: sa.Connection, asked: Asked | None = None, at_time: str | None = None) -> Network:
    """The network at a day: the last one on which any tie was told, if none is given. ``at_time`` is a stamp.

    Raises:
        StoreError: if the actor in the middle was not there then.
    """
    wanted = asked or Asked()
    roots = profile_rows.joined_to(at, at_time)
    found, left = tellings(at, at_time, roots, wanted.types, wanted.standings)
    date = wanted.date or found.latest() or (at_time or "")[:10] or None
    middle = None if wanted.around is None else roots.get(wanted.around, wanted.around)
    holding = _Holding.at(found, date, everything=wanted.date is None)
    chosen = _chosen(holding.tellings, middle, wanted)
    return _made(at, at_time, replace(wanted, date=date, around=middle), holding, chosen, left)


def both(
    store: Store, at: sa.Connection, asked: Asked, earlier: str, at_time: str | None = None
) -> tuple[Network, Network]:
    """The network at an earlier day and at the day that is asked for, with the same actors in both."""
    roots = profile_rows.joined_to(at, at_time)
    found, left = tellings(at, at_time, roots, asked.types, asked.standings)
    date = asked.date or found.latest()
    if date is None:
        raise StoreError("no tie of this desk is dated", None, "leave --compare out")
    if earlier >= date:
        raise StoreError(
            "there is nothing to compare", f"{earlier} and {date}", "give an earlier day with --compare than with --at"
        )
    middle = None if asked.around is None else roots.get(asked.around, asked.around)
    here, there = (_Holding.at(found, day, everything=False) for day in (date, earlier))
    chosen = _chosen(found.at(here.mask | there.mask), middle, asked)
    then, now = (
        _made(at, at_time, replace(asked, date=day, around=middle), holding, chosen, left)
        for day, holding in ((earlier, there), (date, here))
    )
    return then, now


@dataclass(frozen=True, slots=True)
class _Holding:
    """The tellings of ties that hold at a day, and how many did not: ended, of later, undated."""

    tellings: Tellings
    mask: NDArray[np.bool_]
    ended: int
    later: int
    undated: int

    @classmethod
    def at(cls, found: Tellings, date: str | None, *, everything: bool) -> _Holding:
        """``everything``: no day was asked for, so that what bears no date is in it too."""
        if date is None or not len(found):
            none = np.zeros(len(found), np.bool_)
            return cls(found.at(none), none, 0, 0, 0)
        holds = found.holding(date)
        day = number_of(date)
        undated = (found.day == 0) & (found.start == 0) & ~found.past
        if everything:
            holds |= undated & ((found.ends == 0) | (found.ends >= day))
        over = _over(found, holds, day)
        later = ~holds & np.where(found.start == 0, found.day > day, found.start > day)
        holds &= ~over
        gone = int((over | (~holds & ~later & ~undated)).sum())
        return cls(found.at(holds), holds, gone, int(later.sum()), 0 if everything else int(undated.sum()))


def _over(found: Tellings, holds: NDArray[np.bool_], day: int) -> NDArray[np.bool_]:
    """The tellings of ties of which a later one, by that day, says that they are past or have ended."""
    ended = (found.day != 0) & (found.day <= day) & (found.past | ((found.ends != 0) & (found.ends < day)))
    over = np.zeros(len(found), np.bool_)
    if not ended.any():
        return over
    last: dict[tuple[int, int, int], int] = {}
    keys = list(zip(found.a.tolist(), found.b.tolist(), found.rows.codes["type"].tolist(), strict=True))
    for place in np.flatnonzero(ended).tolist():
        last[keys[place]] = max(last.get(keys[place], 0), int(found.day[place]))
    for place in np.flatnonzero(holds).tolist():
        over[place] = int(found.day[place]) < last.get(keys[place], 0)
    return over


# -- who is in it ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The actors of a network (roots) in their order, how far each is from the middle, and how many were left out."""

    roots: tuple[int, ...]
    steps: dict[int, int]
    left: int


def _chosen(found: Tellings, middle: int | None, asked: Asked) -> _Chosen:
    most = max(1, asked.actors)
    if middle is None:
        order = _by_texts(found, found.a, found.b)
        return _Chosen(tuple(order[:most]), {}, max(0, len(order) - most))
    kept, steps, left = [middle], {middle: 0}, 0
    for step in range(1, max(1, asked.depth) + 1):
        inside = np.array(kept, dtype=np.int64)
        from_a, from_b = np.isin(found.a, inside), np.isin(found.b, inside)
        near = found.at(from_a ^ from_b)
        other = np.where(np.isin(near.a, inside), near.b, near.a)
        order = [no for no in _by_texts(near, other, other) if no not in steps]
        room = most - len(kept)
        fresh = order[: max(0, room)]
        left += len(order) - len(fresh)
        kept += fresh
        steps.update(dict.fromkeys(fresh, step))
        if not fresh:
            break
    return _Chosen(tuple(kept), steps, left)


def _by_texts(found: Tellings, one: NDArray[np.int64], other: NDArray[np.int64]) -> list[int]:
    """Actors by how many texts tell of their ties, most first."""
    numbers, texts = np.concatenate([one, other]), np.concatenate([found.text, found.text])
    if not len(numbers):
        return []
    width = int(texts.max()) + 1
    told = np.unique(numbers * width + texts) // width
    actors, counts = np.unique(told, return_counts=True)
    order = np.lexsort((actors, -counts))
    return [int(no) for no in actors[order]]


# -- as it is told -----------------------------------------------------------------------------------------------------


def _made(
    at: sa.Connection, at_time: str | None, asked: Asked, holding: _Holding, chosen: _Chosen, left: Left
) -> Network:
    known = entities.by_number(at, chosen.roots, at_time)
    if asked.around is not None and asked.around not in known:
        raise StoreError("this actor was not there then", str(asked.around), "ask for a later time")
    roots = [no for no in chosen.roots if no in known]
    place = {no: number for number, no in enumerate(roots)}
    inside = np.array(roots, dtype=np.int64)
    found = holding.tellings.at(np.isin(holding.tellings.a, inside) & np.isin(holding.tellings.b, inside))
    rows, more = _edges(found, place, asked)
    edges, derived = _cited(at, at_time, rows, asked)
    counts = Counter(end for one in edges for end in (one.a, one.b))
    nodes = []
    for number, no in enumerate(roots):
        one = known[no]
        texts = sum(edge.texts for edge in edges if number in (edge.a, edge.b))
        steps = chosen.steps.get(no)
        nodes.append(
            Node(Who(one.id, one.name), one.kind.value, one.type, one.countries, counts[number], texts, steps=steps)
        )
    groups, brokers, nodes = measured(nodes, edges)
    left = replace(left, ended=holding.ended, later=holding.later, undated=holding.undated)
    left = replace(left, actors=chosen.left, ties=more)
    return Network(
        asked.date,
        at_time,
        None if asked.around is None else place.get(asked.around),
        None if asked.around is None else asked.depth,
        asked.types,
        asked.standings,
        tuple(nodes),
        tuple(edges),
        groups,
        brokers,
        left,
        (*METHODS, *derived),
    )


@dataclass(frozen=True, slots=True)
class _Edge:
    """A tie before anything is cited: the rows of those tellings that are, and the row, text and standing of all (of
    ``_LOOKED``, if there are more), the latest first.
    """

    edge: Edge
    rows: tuple[int, ...]
    tellings: tuple[tuple[int, int, str], ...]


def _edges(found: Tellings, place: dict[int, int], asked: Asked) -> tuple[list[_Edge], int]:
    """The ties, those that are told most first; and how many more there are."""
    actors = np.array(sorted(place), dtype=np.int64)
    sizes = len(actors), len(found.rows.values["type"])
    a, b = np.searchsorted(actors, found.a), np.searchsorted(actors, found.b)
    # One number for each tie, which is quicker to sort than three.
    packed = (a * sizes[0] + b) * sizes[1] + found.rows.codes["type"]
    ties, of, counts = np.unique(packed, return_inverse=True, return_counts=True)
    kinds = np.stack(
        [actors[ties // sizes[1] // sizes[0]], actors[ties // sizes[1] % sizes[0]], ties % sizes[1]], axis=1
    )
    if asked.around is not None and asked.around in place:
        # Of more than are shown those of the one in the middle come first: it is what was asked for.
        own = (kinds[:, 0] == asked.around) | (kinds[:, 1] == asked.around)
    else:
        own = np.zeros(len(kinds), np.bool_)
    order = np.lexsort((np.arange(len(kinds)), -counts, ~own))[:_TIES]
    rank = np.full(len(kinds), -1)
    rank[order] = np.arange(len(order))
    groups: list[list[int]] = [[] for _ in order]
    standing = found.rows.decoded("standing")
    for number, kind in enumerate(rank[of.reshape(-1)].tolist()):
        if kind >= 0:
            groups[kind].append(number)
    made = []
    for kind, numbers in zip(order.tolist(), groups, strict=True):
        one, other, code = (int(number) for number in kinds[kind])
        made.append(
            _edge(found, (place[one], place[other]), found.rows.values["type"][code] or "", numbers, standing, asked)
        )
    made.sort(key=lambda one: (-one.edge.texts, one.edge.a, one.edge.b, one.edge.type))
    return made, len(kinds) - len(order)


def _edge(
    found: Tellings,
    ends: tuple[int, int],
    type_: str,
    numbers: Sequence[int],
    standing: Sequence[str | None],
    asked: Asked,
) -> _Edge:
    told = [no for no in numbers if not found.denied[no]]
    denied = [no for no in numbers if found.denied[no]]
    mine = told or denied
    by: defaultdict[str, set[int]] = defaultdict(set)
    for no in mine:
        by[standing[no] or "reported"].add(int(found.text[no]))
    order = sorted(mine, key=lambda no: (int(found.day[no]), int(found.rows.numbers[no])), reverse=True)
    shown = _each_text_once(found, order, asked.cited)
    days, starts, stops = (_known(one, mine) for one in (found.day, found.start, found.end))
    edge = Edge(
        *ends,
        type_,
        TieType(type_).mutual,
        next((one for one in STANDINGS if by.get(one)), "reported"),
        Told(*(len(by.get(one, ())) for one in STANDINGS)),
        len(mine),
        len({int(found.text[no]) for no in mine}),
        len({int(found.rows.codes["source"][no]) for no in mine}),
        denied=not told,
        denials=len({int(found.text[no]) for no in denied}) if told else 0,
        start=day_of(min(starts, default=0)),
        end=day_of(max(stops, default=0)),
        first=day_of(min(days, default=0)),
        last=day_of(max(days, default=0)),
    )
    looked = ((int(found.rows.numbers[no]), int(found.text[no]), standing[no] or "reported") for no in order[:_LOOKED])
    return _Edge(edge, tuple(int(found.rows.numbers[no]) for no in shown), tuple(looked))


def _known(days: NDArray[np.int64], places: Sequence[int]) -> list[int]:
    return [int(days[no]) for no in places if days[no]]


def _each_text_once(found: Tellings, order: Sequence[int], most: int) -> list[int]:
    """The first of these of each text, on each standing once before one is there twice."""
    codes, kept, texts, seen = found.rows.codes["standing"], list[int](), set[int](), set[int]()
    for no in order:
        if int(found.text[no]) not in texts and int(codes[no]) not in seen and len(kept) < most:
            kept.append(no)
            texts.add(int(found.text[no]))
            seen.add(int(codes[no]))
    for no in order:
        if len(kept) >= most:
            break
        if int(found.text[no]) not in texts:
            kept.append(no)
            texts.add(int(found.text[no]))
    return kept


def _without_derived(one: _Edge, citing: Citing, most: int) -> Edge:
    """A tie with tellings cited, where those that no words state count for themselves alone, and are cited last."""
    words = [telling for telling in one.tellings if telling[0] // 2 not in citing.derived]
    if not words or len(words) == len(one.tellings):
        cited = citing.all_cited(one.rows)
        edge = replace(one.edge, cited=cited)
        return edge if words or not cited else replace(edge, standing="derived", told=Told(derived=edge.texts))
    texts = {text for _, text, _ in words}
    by = Counter(standing for _, standing in {(text, standing) for _, text, standing in words})
    derived = {text for no, text, _ in one.tellings if no // 2 in citing.derived} - texts
    first = {text: no for no, text, _ in reversed(words)}
    rows = [no for no, text, _ in words if first[text] == no]
    rows += [no for no in one.rows if no // 2 in citing.derived]
    return replace(
        one.edge,
        standing=next(standing for standing in STANDINGS if by[standing]),
        told=Told(by["reported"], by["attributed"], by["comment"], len(derived)),
        cited=citing.all_cited(rows[:most]),
    )


def _cited(
    at: sa.Connection, at_time: str | None, rows: Sequence[_Edge], asked: Asked
) -> tuple[list[Edge], tuple[str, ...]]:
    """The ties with tellings cited; one that is told only where no words state it is derived."""
    citing = Citing(at, at_time)
    shown = rows[:_CITED_TIES]
    citing.load([no for one in shown for no in one.rows])
    edges: list[Edge] = []
    some = [one for one in shown if any(no // 2 in citing.derived for no in one.rows)]
    citing.load([no for one in some for no, _, _ in one.tellings])
    for one in shown:
        edge = _without_derived(one, citing, asked.cited)
        if "derived" in asked.standings or not asked.standings or edge.standing != "derived":
            edges.append(edge)
    edges += [one.edge for one in rows[_CITED_TIES:]]
    # What no words state never stands among what was read.
    edges.sort(key=lambda one: one.standing == "derived")
    if asked.standings:
        edges = [one for one in edges if one.standing in asked.standings]
    notes = (
        []
        if len(rows) <= _CITED_TIES
        else [
            f"tellings are cited of the {_CITED_TIES} ties that most texts tell; whether others are only derived is "
            "not looked up"
        ]
    )
    return edges, tuple(notes)
