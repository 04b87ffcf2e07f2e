"""Changes of level in a line: found with their evidence, and not claimed of noise or of too little."""

from __future__ import annotations

import random

import pytest

from onrecord.analysis.changes import LEAST_POINTS, LEAST_TOLD, shifts

TEXTS = [50] * 24


def noise(level: float, count: int, seed: int = 1) -> list[float]:
    rng = random.Random(seed)
    return [level + rng.uniform(-10, 10) for _ in range(count)]


def test_a_step_is_found_with_both_sides_of_it() -> None:
    figures = [*noise(-20, 12), *noise(-120, 12, 2)]
    (one,) = shifts(figures, [3] * 12 + [9] * 12, TEXTS).found
    assert (one.before.first, one.before.last, one.after.first, one.after.last) == (0, 11, 12, 23)
    assert (one.before.points, one.before.told, one.before.texts) == (12, 36, 600)
    assert one.before.mean == pytest.approx(sum(figures[:12]) / 12)
    assert one.after.mean == pytest.approx(sum(figures[12:]) / 12)
    assert not one.gap


def test_noise_is_none_and_says_so() -> None:
    claimed = [bool(shifts(noise(0, 24, seed), [3] * 24, TEXTS).found) for seed in range(40)]
    assert sum(claimed) <= 2
    told = shifts(noise(0, 24), [3] * 24, TEXTS)
    assert told.why_none == "no level differs enough from the next"
    assert told.penalty is not None
    assert told.penalty > 0


def test_of_too_few_points_or_findings_nothing_is_claimed() -> None:
    step = [*[0.0] * 5, *[900.0] * 4]
    assert len(step) < LEAST_POINTS
    assert shifts(step, [9] * 9, TEXTS[:9]).why_none == f"9 points; a change is claimed from {LEAST_POINTS} on"
    figures = [*noise(0, 12), *noise(500, 12, 2)]
    few = shifts(figures, [0] * 23 + [LEAST_TOLD - 1], TEXTS)
    assert (few.found, few.why_none) == ((), f"{LEAST_TOLD - 1} findings; a change is claimed from {LEAST_TOLD} on")


def test_stretches_in_which_nothing_was_read_are_no_zeros() -> None:
    figures: list[float | None] = [*noise(300, 8), *[None] * 6, *noise(300, 10, 2)]
    assert shifts(figures, [3] * 24, TEXTS).found == ()
    stepped: list[float | None] = [*noise(300, 8), *[None] * 6, *noise(0, 10, 2)]
    (one,) = shifts(stepped, [3] * 24, TEXTS).found
    assert (one.before.last, one.after.first, one.gap) == (7, 14, True)


def test_a_line_that_does_not_vary_has_none() -> None:
    assert shifts([5.0] * 24, [1] * 24, TEXTS).why_none == "the figures do not vary"
