"""The best label sequence: the same as trying them all, and never a span without its beginning or end."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.tagger.chain import Chain, Floats
from onrecord.tagger.labels import ROLES, STATEMENTS


def random_chain(seed: int) -> tuple[Chain, np.random.Generator]:
    draw = np.random.default_rng(seed)
    size = len(STATEMENTS.names)
    parts = (draw.normal(size=shape).astype(np.float32) * 2 for shape in ((size, size), size, size))
    return Chain.learned(STATEMENTS, *parts), draw


def total(chain: Chain, scores: Floats, path: tuple[int, ...]) -> float:
    value = float(chain.first[path[0]] + chain.last[path[-1]])
    value += sum(float(scores[i, label]) for i, label in enumerate(path))
    return value + sum(float(chain.steps[a, b]) for a, b in itertools.pairwise(path))


@pytest.mark.parametrize("seed", range(6))
def test_it_is_the_best_of_all_sequences(seed: int) -> None:
    chain, draw = random_chain(seed)
    lengths = np.array([1, 2, 3, 3], np.int64)
    scores = draw.normal(size=(4, 3, len(STATEMENTS.names))).astype(np.float32) * 3
    found = chain.best(scores, lengths)
    for row, length in enumerate(lengths.tolist()):
        mine = tuple(found[row, :length].tolist())
        best = max(total(chain, scores[row], p) for p in itertools.product(range(len(STATEMENTS.names)), repeat=length))
        assert total(chain, scores[row], mine) == pytest.approx(best, abs=1e-3)
        assert found[row, length:].tolist() == [0] * (3 - length)


@settings(max_examples=50)
@given(st.integers(0, 10_000), st.lists(st.integers(1, 40), min_size=1, max_size=5), st.floats(0, 100))
def test_no_span_is_broken(seed: int, lengths: list[int], loud: float) -> None:
    chain, draw = random_chain(seed)
    scores = (draw.normal(size=(len(lengths), max(lengths), len(STATEMENTS.names))) * loud).astype(np.float32)
    for row, length in zip(chain.best(scores, np.array(lengths, np.int64)).tolist(), lengths, strict=True):
        names = [STATEMENTS.names[i] for i in row[:length]]
        inside: str | None = None
        for name in names:
            assert (name[0] in "IE") == (inside is not None)
            assert inside is None or name[2:] == inside
            inside = name[2:] if name[0] in "BI" else None
        assert inside is None
        covered = sorted(
            i for spans in STATEMENTS.spans(row[:length]).values() for b, e in spans for i in range(b, e + 1)
        )
        assert covered == [i for i, name in enumerate(names) if name != "O"]


@pytest.mark.parametrize("seed", range(4))
def test_the_chances_of_labels_are_their_shares_in_all_sequences(seed: int) -> None:
    chain, draw = random_chain(seed)
    lengths = np.array([1, 2, 3, 3], np.int64)
    scores = draw.normal(size=(4, 3, len(STATEMENTS.names))).astype(np.float32) * 3
    found = chain.chances(scores, lengths)
    for row, length in enumerate(lengths.tolist()):
        shares = np.zeros((length, len(STATEMENTS.names)))
        for path in itertools.product(range(len(STATEMENTS.names)), repeat=length):
            shares[np.arange(length), path] += np.exp(total(chain, scores[row], path) - 40)
        shares /= shares.sum(1, keepdims=True)
        assert np.allclose(found[row, :length], shares, atol=1e-4)
        assert not found[row, length:].any()


def test_chances_of_a_long_loud_window_stay_numbers() -> None:
    chain, draw = random_chain(3)
    scores = (draw.normal(size=(2, 300, len(STATEMENTS.names))) * 80).astype(np.float32)
    found = chain.chances(scores, np.array([300, 7], np.int64))
    assert np.isfinite(found).all()
    assert np.allclose(found[0].sum(1), 1, atol=1e-4)


def test_a_window_beside_longer_ones_is_labelled_as_if_alone() -> None:
    chain, draw = random_chain(7)
    scores = draw.normal(size=(2, 9, len(STATEMENTS.names))).astype(np.float32)
    both = chain.best(scores, np.array([4, 9], np.int64))
    assert both[0, :4].tolist() == chain.best(scores[:1, :4], np.array([4], np.int64))[0].tolist()


def test_spans_by_role_with_both_ends_included() -> None:
    labels = [
        STATEMENTS.index[x]
        for x in ("S-speaker", "S-cue", "O", "B-content", "I-content", "E-content", "B-cue", "E-cue")
    ]
    assert STATEMENTS.spans(labels) == {"speaker": [(0, 0)], "cue": [(1, 1), (6, 7)], "content": [(3, 5)]}


def test_the_labels_are_one_outside_and_four_for_each_role() -> None:
    assert len(STATEMENTS.names) == 1 + 4 * len(ROLES) == len(set(STATEMENTS.names))
    steps, first, last = STATEMENTS.allowed_steps()
    assert (
        steps[STATEMENTS.index["B-cue"], STATEMENTS.index["E-cue"]]
        == 0
        > steps[STATEMENTS.index["B-cue"], STATEMENTS.index["E-content"]]
    )
    assert first[STATEMENTS.index["O"]] == 0 > first[STATEMENTS.index["I-cue"]]
    assert last[STATEMENTS.index["S-cue"]] == 0 > last[STATEMENTS.index["B-cue"]]
