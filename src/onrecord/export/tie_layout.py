"""Where the boxes, arrows and labels of a drawing of ties go, so that no label covers another or a box.

Boxes stand in columns: who acts on others to the left of them. Between two columns of boxes stands a column of labels,
one for each arrow that passes, so that labels are set like boxes and cannot overlap. The same ties give the same
drawing: there is no chance in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .map_labels import Rectangle
from .tie_columns import Arrow, ends, hanging_together, ranks_of

_SWEEPS, _SETTLING = 12, 14
_GAP, _PORT, _RUN, _MARGIN, _THIN = 10.0, 9.0, 38.0, 8.0, 6.0


@dataclass(frozen=True, slots=True)
class Route:
    """How an arrow runs: ``path`` as SVG path data from ``a`` to ``b``; its label's box; both ends, each with the side
    of the box it meets (-1 left, 1 right).
    """

    path: str
    label: Rectangle
    start: tuple[float, float, int]
    end: tuple[float, float, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """A drawing: its size, the boxes in their order, and the routes in theirs."""

    width: float
    height: float
    boxes: tuple[Rectangle, ...]
    routes: tuple[Route, ...]


def laid_out(sizes: Sequence[tuple[float, float]], arrows: Sequence[Arrow]) -> Layout:
    """A layout of boxes of these sizes and the arrows between them; what is not joined stands one below another."""
    boxes: dict[int, Rectangle] = {}
    routes: dict[int, Route] = {}
    top, width = _MARGIN, 0.0
    for nodes in hanging_together(len(sizes), ends(arrows)):
        inside = set(nodes)
        mine = [n for n, arrow in enumerate(arrows) if arrow.a in inside]
        part = _Part(nodes, sizes, {n: arrows[n] for n in mine})
        part.place(top)
        boxes.update(part.boxes())
        routes.update(part.routes())
        top, width = part.bottom + 2 * _GAP, max(width, part.right)
    return Layout(
        width + _MARGIN,
        max(top - 2 * _GAP, 0.0) + _MARGIN,
        tuple(boxes[n] for n in range(len(sizes))),
        tuple(routes[n] for n in range(len(arrows))),
    )


@dataclass(slots=True)
class _Item:
    """Something in a column: a box, a label, or the place where an arrow passes between boxes."""

    width: float
    height: float
    node: int | None = None
    y: float = 0.0
    beside: list[int] = field(default_factory=list)


class _Part:
    """One part of the drawing that hangs together."""

    def __init__(self, nodes: Sequence[int], sizes: Sequence[tuple[float, float]], arrows: dict[int, Arrow]) -> None:
        self._nodes = nodes
        self._arrows = arrows
        ranks = ranks_of(nodes, list(arrows.values()))
        self._items: list[_Item] = []
        self._columns: list[list[int]] = [[] for _ in range(2 * (max(ranks.values()) + 1))]
        self._at: dict[int, int] = {}
        self._column_of: dict[int, int] = {}
        for node in nodes:
            self._at[node] = self._add(2 * ranks[node], _Item(*sizes[node], node=node))
        #: For each arrow the items it passes from its first end to its second, and which of them is its label.
        self._chains: dict[int, tuple[list[int], int]] = {}
        for number, arrow in arrows.items():
            self._chain(number, arrow, ranks)
        for chain, _ in self._chains.values():
            for one, other in pairwise(chain):
                self._items[one].beside.append(other)
                self._items[other].beside.append(one)
        self._heighten()
        self._order()
        self.bottom = self.right = 0.0
        self._lefts: list[float] = []

    def _add(self, column: int, item: _Item) -> int:
        self._items.append(item)
        number = len(self._items) - 1
        self._columns[column].append(number)
        self._column_of[number] = column
        return number

    def _chain(self, number: int, arrow: Arrow, ranks: dict[int, int]) -> None:
        first, last = 2 * ranks[arrow.a], 2 * ranks[arrow.b]
        if first == last:
            # Both ends in one column: the label stands beside it, and the arrow goes there and back.
            label = self._add(first + 1, _Item(*arrow.size))
            self._chains[number] = [self._at[arrow.a], label, self._at[arrow.b]], label
            return
        step = 1 if first < last else -1
        between = list(range(first + step, last, step))
        chosen = min((c for c in between if c % 2), key=lambda c: (self._load(c), abs(c - first)))
        inner = [self._add(c, _Item(*(arrow.size if c == chosen else (0.0, _THIN)))) for c in between]
        label = inner[between.index(chosen)]
        self._chains[number] = [self._at[arrow.a], *inner, self._at[arrow.b]], label

    def _load(self, column: int) -> float:
        return sum(self._items[i].height + _GAP for i in self._columns[column])

    def _heighten(self) -> None:
        """Boxes are as high as the arrows at their busier side need."""
        for node in self._nodes:
            item = self._items[self._at[node]]
            right = sum(self._column_of[other] > self._column_of[self._at[node]] for other in item.beside)
            ports = max(right, len(item.beside) - right)
            item.height = max(item.height, _PORT * ports + 6)

    def _order(self) -> None:
        """Sweeps to and fro, each item to the middle of its neighbours; the order with the fewest crossings stays."""
        best, fewest = [list(c) for c in self._columns], self._crossings()
        for sweep in range(_SWEEPS):
            columns = list(range(len(self._columns)))
            for column in columns if sweep % 2 == 0 else reversed(columns):
                place = {i: n / max(1, len(c)) for c in self._columns for n, i in enumerate(c)}
                side = -1 if sweep % 2 == 0 else 1
                self._columns[column].sort(key=lambda i: self._middle(i, side, place))
            crossings = self._crossings()
            if crossings < fewest:
                best, fewest = [list(c) for c in self._columns], crossings
        self._columns = best

    def _middle(self, item: int, side: int, place: dict[int, float]) -> float:
        mine = self._column_of[item]
        near = [place[o] for o in self._items[item].beside if (self._column_of[o] - mine) * side > 0]
        return sum(near) / len(near) if near else place[item]

    def _crossings(self) -> int:
        place = {i: n for c in self._columns for n, i in enumerate(c)}
        links: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for chain, _ in self._chains.values():
            for one, other in pairwise(chain):
                left, right = sorted((one, other), key=lambda i: self._column_of[i])
                links[self._column_of[left]].append((place[left], place[right]))
        return sum(
            (a - c) * (b - d) < 0 for found in links.values() for n, (a, b) in enumerate(found) for c, d in found[:n]
        )

    def place(self, top: float) -> None:
        """Gives every item its place; the part begins at ``top``."""
        for column in self._columns:
            y = top
            for i in column:
                self._items[i].y = y + self._items[i].height / 2
                y += self._items[i].height + _GAP
        for sweep in range(_SETTLING):
            for column in self._columns if sweep % 2 else reversed(self._columns):
                self._settle(column)
        up = top - min(i.y - i.height / 2 for i in self._items)
        for item in self._items:
            item.y += up
        self.bottom = max(i.y + i.height / 2 for i in self._items)
        x = _MARGIN
        for number, column in enumerate(self._columns):
            wide = max((self._items[i].width for i in column), default=0.0)
            self._lefts.append(x)
            if column:
                x += wide if number % 2 == 0 else wide + 2 * _RUN
        self._lefts.append(x)
        self.right = x

    def _settle(self, column: Sequence[int]) -> None:
        """Each item as near the middle of its neighbours as it can without meeting another (least squares)."""
        runs: list[tuple[float, float, list[tuple[int, float]]]] = []
        before = 0.0
        for i in column:
            item = self._items[i]
            wish = sum(self._items[o].y for o in item.beside) / len(item.beside) if item.beside else item.y
            offset = before + item.height / 2
            weight = 1.0 + len(item.beside)
            run = (weight * (wish - offset), weight, [(i, offset)])
            while runs and runs[-1][0] / runs[-1][1] > run[0] / run[1]:
                last = runs.pop()
                run = (last[0] + run[0], last[1] + run[1], [*last[2], *run[2]])
            runs.append(run)
            before += item.height + _GAP
        for total, weight, members in runs:
            for i, offset in members:
                self._items[i].y = total / weight + offset

    def _box(self, number: int) -> Rectangle:
        item, column = self._items[number], self._column_of[number]
        left, right = self._lefts[column], self._lefts[column + 1]
        middle = (left + right) / 2
        return Rectangle(
            middle - item.width / 2, item.y - item.height / 2, middle + item.width / 2, item.y + item.height / 2
        )

    def boxes(self) -> dict[int, Rectangle]:
        """The box of each node."""
        return {node: self._box(self._at[node]) for node in self._nodes}

    def routes(self) -> dict[int, Route]:
        """The route of each arrow."""
        ports = self._ports()
        return {number: self._route(number, ports) for number in self._arrows}

    def _ports(self) -> dict[tuple[int, int], tuple[float, float, int]]:
        """Where each arrow meets each of its two boxes: by arrow and end (0, 1)."""
        sides: defaultdict[tuple[int, int], list[tuple[float, int, int]]] = defaultdict(list)
        for number, (chain, _) in self._chains.items():
            for end, (node, other) in enumerate(((chain[0], chain[1]), (chain[-1], chain[-2]))):
                side = 1 if self._column_of[other] > self._column_of[node] else -1
                sides[node, side].append((self._items[other].y, number, end))
        ports = {}
        for (node, side), meeting in sides.items():
            box, item = self._box(node), self._items[node]
            for n, (_, number, end) in enumerate(sorted(meeting)):
                y = item.y + (n - (len(meeting) - 1) / 2) * _PORT
                ports[number, end] = (box.right if side > 0 else box.left, y, side)
        return ports

    def _route(self, number: int, ports: dict[tuple[int, int], tuple[float, float, int]]) -> Route:
        chain, label = self._chains[number]
        start, end, box = ports[number, 0], ports[number, 1], self._box(label)
        if start[2] == end[2]:
            return Route(_back(start, end, box, self._lefts[self._column_of[label]] + _RUN - 4), box, start, end)
        points = [(start[0], start[1])]
        forth = self._column_of[chain[-1]] > self._column_of[chain[0]]
        for i in chain[1:-1]:
            column, y = self._column_of[i], self._items[i].y
            # Between the columns the line bends; beside labels it is level, so that it crosses none but its own.
            room = _RUN if column % 2 else 0.0
            edges = self._lefts[column] + room, self._lefts[column + 1] - room
            points += [(x, y) for x in (edges if forth else reversed(edges))]
        points.append((end[0], end[1]))
        return Route(_curves(points), box, start, end)


def _curves(points: Sequence[tuple[float, float]]) -> str:
    """A line that is level at each point."""
    out = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x, y), (u, v) in pairwise(points):
        if abs(y - v) < 0.05:
            out.append(f"H{u:.1f}")
        else:
            middle = (x + u) / 2
            out.append(f"C{middle:.1f} {y:.1f} {middle:.1f} {v:.1f} {u:.1f} {v:.1f}")
    return "".join(out)


def _back(start: tuple[float, float, int], end: tuple[float, float, int], box: Rectangle, x: float) -> str:
    """From one side of a column to the label beside it, and back to the same side."""
    y = (box.top + box.bottom) / 2
    return (
        f"M{start[0]:.1f} {start[1]:.1f}C{x:.1f} {start[1]:.1f} {x:.1f} {start[1]:.1f} {x:.1f} {y:.1f}"
        f"C{x:.1f} {end[1]:.1f} {x:.1f} {end[1]:.1f} {end[0]:.1f} {end[1]:.1f}M{x:.1f} {y:.1f}H{box.left:.1f}"
    )
