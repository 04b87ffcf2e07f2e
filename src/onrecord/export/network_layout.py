"""Where the actors of a network stand: each part that hangs together by forces, parts beside each other in rows.

Nothing is left to chance: the same network gives the same picture. Boxes never cover each other; a name's box is as
wide as the name.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .map_labels import Rectangle
from .tie_columns import hanging_together

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: The length that ties would have, between borders of boxes; how much wider, and higher, a part is drawn than that.
_LENGTH, _WIDER, _HIGH = 62.0, 1.7, 0.85
_STEPS, _PUSHES = 260, 400
#: Room for words between two that have only each other.
_WORDS = 66.0
#: Room between boxes, between parts, and at the edge.
_GAP, _BETWEEN, _EDGE = 22.0, 34.0, 14.0


@dataclass(frozen=True, slots=True)
class Places:
    """The picture's size, and each actor's box; ``None`` for one that has no tie and is not drawn."""

    width: float
    height: float
    boxes: tuple[Rectangle | None, ...]


def placed(
    sizes: Sequence[tuple[float, float]], pairs: Sequence[tuple[int, int]], groups: Sequence[int | None], room: float
) -> Places:
    """Boxes of these sizes, joined by ``pairs``; ``groups`` stand near each other, in about ``room`` of width."""
    boxes: list[Rectangle | None] = [None] * len(sizes)
    parts = []
    for nodes in hanging_together(len(sizes), pairs):
        if len(nodes) > 1:
            parts.append(_part(nodes, sizes, pairs, groups))
    wide = max([room - 2 * _EDGE, *(_extent(part)[0] for part in parts)], default=room)
    left = top = high = 0.0
    right = 0.0
    for part in parts:
        width, height = _extent(part)
        if left and left + width > wide:
            left, top, high = 0.0, top + high + _BETWEEN, 0.0
        for node, box in part.items():
            boxes[node] = Rectangle(
                box.left + left + _EDGE, box.top + top + _EDGE, box.right + left + _EDGE, box.bottom + top + _EDGE
            )
        left, high = left + width + _BETWEEN, max(high, height)
        right = max(right, left - _BETWEEN)
    return Places(right + 2 * _EDGE, top + high + 2 * _EDGE, tuple(boxes))


def _extent(part: dict[int, Rectangle]) -> tuple[float, float]:
    return max(box.right for box in part.values()), max(box.bottom for box in part.values())


def _part(
    nodes: Sequence[int],
    sizes: Sequence[tuple[float, float]],
    pairs: Sequence[tuple[int, int]],
    groups: Sequence[int | None],
) -> dict[int, Rectangle]:
    """The boxes of a part, its left upper corner at the origin."""
    import numpy as np

    order = sorted(nodes, key=lambda node: (groups[node] is None, groups[node] or 0, node))
    place = {node: number for number, node in enumerate(order)}
    ends = np.array(sorted({(place[min(a, b)], place[max(a, b)]) for a, b in pairs if a in place}), dtype=np.int64)
    count = len(order)
    angle = 2 * math.pi * np.arange(count) / count
    at = np.stack([np.cos(angle), np.sin(angle)], axis=1) * _LENGTH * max(1.0, count / 6)
    reach = np.array([math.hypot(*sizes[node]) / 2 for node in order])
    wanted = _LENGTH + reach[:, None] + reach[None, :]
    for step in range(_STEPS):
        apart = at[:, None, :] - at[None, :, :]
        distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1.0)
        np.fill_diagonal(distance, np.inf)
        move = (apart / distance[:, :, None] * (wanted**2 / distance)[:, :, None] * 0.35).sum(axis=1)
        for one, other in ((0, 1), (1, 0)):
            here, there = ends[:, one], ends[:, other]
            pull = at[there] - at[here]
            length = np.maximum(np.sqrt((pull**2).sum(axis=1)), 1.0)
            np.add.at(move, here, pull * (length / wanted[here, there])[:, None])
        move -= at * 0.02
        size = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-9)
        most = 60.0 * (1 - step / _STEPS) + 0.5
        at = at + move / size[:, None] * np.minimum(size, most)[:, None]
    at = at - at.mean(axis=0)
    at = _turned(at, float(wanted[0, 1]) if count > 1 else 0.0) * np.array([_WIDER, _HIGH])
    boxes = _apart([(float(x), float(y)) for x, y in at], [sizes[node] for node in order])
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    return {
        node: Rectangle(box.left - left, box.top - top, box.right - left, box.bottom - top)
        for node, box in zip(order, boxes, strict=True)
    }


def _turned(at: NDArray[np.float64], apart: float) -> NDArray[np.float64]:
    """The points turned so that they lie wider than high; of two each beside the other, so far ``apart``."""
    import numpy as np

    if len(at) < 3:
        room = (apart + _WORDS) / (2 * _WIDER)
        return np.array([[-room, 0.0], [room, 0.0]])[: len(at)]
    _, _, axes = np.linalg.svd(at, full_matrices=False)
    # Which way an axis points is a matter of rounding: its largest part is made to point forwards.
    signs = np.where(np.abs(axes).max(axis=1) == axes.max(axis=1), 1.0, -1.0)
    turned: NDArray[np.float64] = at @ (axes * signs[:, None]).T
    return turned


def _apart(at: Sequence[tuple[float, float]], sizes: Sequence[tuple[float, float]]) -> list[Rectangle]:
    """Boxes round these points, pushed until none covers another."""
    xs, ys = [x for x, _ in at], [y for _, y in at]
    for _ in range(_PUSHES):
        moved = False
        for one in range(len(xs)):
            for other in range(one):
                wide = (sizes[one][0] + sizes[other][0]) / 2 + _GAP - abs(xs[one] - xs[other])
                high = (sizes[one][1] + sizes[other][1]) / 2 + _GAP - abs(ys[one] - ys[other])
                if wide > 0.01 and high > 0.01:
                    moved = True
                    if high <= wide:
                        push = high / 2 * (1 if ys[one] >= ys[other] else -1)
                        ys[one], ys[other] = ys[one] + push, ys[other] - push
                    else:
                        push = wide / 2 * (1 if xs[one] >= xs[other] else -1)
                        xs[one], xs[other] = xs[one] + push, xs[other] - push
        if not moved:
            break
    return [
        Rectangle(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        for x, y, (wide, high) in zip(xs, ys, sizes, strict=True)
    ]
