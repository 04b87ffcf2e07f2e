"""Trees from scores: always a tree, and the best one there is under its root."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from onrecord.tagger.arborescence import mended


def is_tree(heads: NDArray[np.int64]) -> bool:
    """One word is its own head, and every other leads to it."""
    root = [i for i, h in enumerate(heads.tolist()) if h == i]
    at = np.arange(len(heads))
    for _ in heads:
        at = heads[at]
    return len(root) == 1 and at.tolist() == root * len(heads)


def weight(scores: NDArray[np.float32], heads: NDArray[np.int64]) -> float:
    """The sum over all arcs but the root's own."""
    return float(sum(scores[i, h] for i, h in enumerate(heads.tolist()) if h != i))


def best_under(scores: NDArray[np.float32], root: int) -> float:
    """The greatest weight of a tree under ``root``, by trying all."""
    size = len(scores)
    candidates = (np.array(heads) for heads in itertools.product(range(size), repeat=size) if heads[root] == root)
    return max(weight(scores, heads) for heads in candidates if is_tree(heads))


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_it_is_the_best_tree_under_its_root(size: int) -> None:
    draw = np.random.default_rng(size)
    for _ in range(40):
        scores = draw.normal(size=(size, size)).astype(np.float32)
        heads = mended(scores)
        assert is_tree(heads)
        root = int(np.flatnonzero(heads == np.arange(size))[0])
        assert weight(scores, heads) == pytest.approx(best_under(scores, root), abs=1e-4)


def test_greedy_heads_that_are_a_tree_stay() -> None:
    scores = np.zeros((4, 4), np.float32)
    wanted = [1, 1, 3, 1]
    scores[np.arange(4), wanted] = 5
    assert mended(scores).tolist() == wanted


def test_of_several_roots_the_surest_stays() -> None:
    scores = np.array([[3, 0, 0], [1, 9, 0], [0, 2, 4]], np.float32)
    assert mended(scores).tolist() == [1, 1, 1]


def test_a_sentence_in_which_nobody_wants_to_be_root_has_one() -> None:
    scores = np.array([[-9, 5, 0], [5, -1, 0], [0, 5, -9]], np.float32)
    assert mended(scores).tolist() == [1, 1, 1]


def test_cycles_within_cycles_are_opened() -> None:
    draw = np.random.default_rng(7)
    for _ in range(20):
        # Neighbours prefer each other, pairs of pairs again, so that one opened cycle leaves the next.
        size = 32
        near = np.bitwise_xor.outer(np.arange(size), np.arange(size)).astype(np.float32)
        scores = (-near - draw.uniform(size=(size, size)) / 2).astype(np.float32)
        np.fill_diagonal(scores, -100 - np.arange(size, dtype=np.float32))
        heads = mended(scores)
        assert is_tree(heads)
        assert heads[0] == 0


def test_ties_are_settled_the_same_way_every_time() -> None:
    assert mended(np.zeros((6, 6), np.float32)).tolist() == mended(np.zeros((6, 6), np.float32)).tolist()
    assert is_tree(mended(np.zeros((200, 200), np.float32)))
