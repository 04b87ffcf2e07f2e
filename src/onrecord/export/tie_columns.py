"""Which column of a drawing of ties each box stands in: who acts on others to the left of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

#: At most so many columns of boxes, and about so many boxes in a column before leaves move to its other side.
_COLUMNS, _TALL = 4, 9


@dataclass(frozen=True, slots=True)
class Arrow:
    """One tie to draw from box ``a`` to box ``b``; ``size`` is its label's width and height.

    ``down`` says which end stands to the left where it can: 1 the first, -1 the second, 0 neither.
    """

    a: int
    b: int
    size: tuple[float, float]
    down: int = 1


def neighbours(pairs: Iterable[tuple[int, int]]) -> defaultdict[int, set[int]]:
    """For each box those it is tied to."""
    beside: defaultdict[int, set[int]] = defaultdict(set)
    for a, b in pairs:
        beside[a].add(b)
        beside[b].add(a)
    return beside


def ends(arrows: Iterable[Arrow]) -> Iterator[tuple[int, int]]:
    """The two boxes of each."""
    return ((arrow.a, arrow.b) for arrow in arrows)


def hanging_together(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The parts of so many boxes that hang together, the largest first."""
    beside = neighbours(pairs)
    seen: set[int] = set()
    parts = []
    for first in range(count):
        if first in seen:
            continue
        seen.add(first)
        part, waiting = [], [first]
        while waiting:
            node = waiting.pop()
            part.append(node)
            fresh = sorted(beside[node] - seen)
            seen.update(fresh)
            waiting += fresh
        parts.append(sorted(part))
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def ranks_of(nodes: Sequence[int], arrows: Sequence[Arrow]) -> dict[int, int]:
    """The column of each box, from 0."""
    below: defaultdict[int, list[int]] = defaultdict(list)
    for arrow in arrows:
        if arrow.down and arrow.a != arrow.b:
            above, under = (arrow.a, arrow.b) if arrow.down > 0 else (arrow.b, arrow.a)
            below[above].append(under)
    order = _downwards(nodes, below)
    place = {node: n for n, node in enumerate(order)}
    forward = {node: [other for other in below[node] if place[other] > place[node]] for node in order}
    ranks = dict.fromkeys((n for n in nodes if forward[n]), 0)
    for node in order:
        for other in forward[node]:
            ranks[other] = min(_COLUMNS - 1, max(ranks.get(other, 0), ranks[node] + 1))
    _pull(order, forward, ranks)
    beside = neighbours(ends(arrows))
    if not ranks:
        ranks[max(nodes, key=lambda n: (len(beside[n]), -n))] = 0
    _spread(nodes, beside, ranks)
    _balance(nodes, beside, ranks)
    lowest = min(ranks.values())
    return {node: rank - lowest for node, rank in ranks.items()}


def _downwards(nodes: Sequence[int], below: dict[int, list[int]]) -> list[int]:
    """The nodes so that most stand before those under them; a circle is cut where it closes."""
    seen: set[int] = set()
    done: list[int] = []
    above = {other for others in below.values() for other in others}
    for first in sorted(nodes, key=lambda n: (n in above, n)):
        waiting = [(first, False)]
        while waiting:
            node, left = waiting.pop()
            if left:
                done.append(node)
            elif node not in seen:
                seen.add(node)
                waiting.append((node, True))
                waiting += [(other, False) for other in sorted(set(below.get(node, ())), reverse=True)]
    return done[::-1]


def _pull(order: Sequence[int], forward: dict[int, list[int]], ranks: dict[int, int]) -> None:
    """Who has nobody above stands right before those under it, not far away."""
    under = {other for others in forward.values() for other in others}
    for node in order:
        if forward[node] and node not in under:
            ranks[node] = max(0, min(ranks[other] for other in forward[node]) - 1)


def _spread(nodes: Sequence[int], beside: dict[int, set[int]], ranks: dict[int, int]) -> None:
    """Those tied in both directions only stand one column beside somebody who has a place."""
    waiting = sorted(ranks)
    for node in waiting:
        for other in sorted(beside[node]):
            if other not in ranks:
                ranks[other] = ranks[node] + 1 if ranks[node] < _COLUMNS - 1 else ranks[node] - 1
                waiting.append(other)
    for node in nodes:
        ranks.setdefault(node, 0)


def _balance(nodes: Sequence[int], beside: dict[int, set[int]], ranks: dict[int, int]) -> None:
    """Of a tall column, leaves move to the other side of the one they hang on."""
    for node in sorted(nodes, key=lambda n: (-len(beside[n]), n)):
        leaves = [other for other in sorted(beside[node]) if len(beside[other]) == 1]
        for leaf in leaves[1::2]:
            other = 2 * ranks[node] - ranks[leaf]
            counts = [sum(rank == column for rank in ranks.values()) for column in (ranks[leaf], other)]
            if counts[0] > _TALL and counts[1] < counts[0]:
                ranks[leaf] = other
