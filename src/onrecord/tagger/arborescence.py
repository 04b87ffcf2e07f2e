"""The tree over a sentence from the scores of its arcs: greedy heads, mended by Chu and Liu's and Edmonds' method."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def mended(scores: Floats) -> Ints:
    """The head of every word, its own number for the one root; ties go to the earlier word.

    Args:
        scores: ``[dependent, head]``; on the diagonal the score of being the root.
    """
    heads: Ints = scores.argmax(1)
    numbers = np.arange(len(heads))
    roots = np.flatnonzero(heads == numbers)
    if len(roots) == 1 and _reaches_root(heads):
        return heads
    candidates = roots if len(roots) else numbers
    others = scores.copy()
    np.fill_diagonal(others, -np.inf)
    # The root is the word that loses most by hanging on another.
    lead = scores.diagonal() - (others.max(1) if len(heads) > 1 else 0)
    root = int(candidates[lead[candidates].argmax()])
    others[root] = -np.inf
    others[root, root] = 0
    return _best_tree(others.astype(np.float64), root)


def _reaches_root(heads: Ints) -> bool:
    """Whether following the heads leads every word to one that is its own head."""
    above = heads
    for _ in range(len(heads).bit_length()):
        above = above[above]
    return bool((heads[above] == above).all())


def _cycle(heads: Ints) -> Ints | None:
    """The words of one cycle in ascending order; ``None`` where there is none but the root's own."""
    state = np.zeros(len(heads), np.int64)
    for start in range(len(heads)):
        at = start
        while state[at] == 0:
            state[at] = start + 1
            if heads[at] == at:
                break
            at = int(heads[at])
        if state[at] == start + 1 and heads[at] != at:
            ring = [at]
            while heads[ring[-1]] != at:
                ring.append(int(heads[ring[-1]]))
            return np.array(sorted(ring))
    return None


def _best_tree(scores: NDArray[np.float64], root: int) -> Ints:
    """Heads of the tree of the greatest sum that hangs on ``root``; the diagonal is very low elsewhere.

    A cycle is drawn together into one word, the smaller tree is found, and the cycle is opened where the smaller tree
    enters it. Each round takes away at least one word and costs the square of what is left.
    """
    heads: Ints = scores.argmax(1)
    ring = _cycle(heads)
    if ring is None:
        return heads
    inside = np.zeros(len(heads), bool)
    inside[ring] = True
    rest = np.flatnonzero(~inside)
    # What entering the cycle at each of its words costs: the arc that is given up there.
    entering = scores[np.ix_(ring, rest)] - scores[ring, heads[ring]][:, None]
    leaving = scores[np.ix_(rest, ring)]
    enter_at, leave_from = entering.argmax(0), leaving.argmax(1)
    size = len(rest) + 1
    smaller = np.full((size, size), -np.inf)
    smaller[:-1, :-1] = scores[np.ix_(rest, rest)]
    smaller[-1, :-1] = entering.max(0)
    smaller[:-1, -1] = leaving.max(1)
    found = _best_tree(smaller, int(np.flatnonzero(rest == root)[0]))
    out: Ints = heads.copy()
    for i, above in enumerate(found[:-1].tolist()):
        out[rest[i]] = ring[leave_from[i]] if above == size - 1 else rest[above]
    above = int(found[-1])
    out[ring[enter_at[above]]] = rest[above]
    return out
