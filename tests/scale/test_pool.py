"""Work in several processes: in order, bounded, and not stopped by a worker that dies."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest

from onrecord.errors import ModelCardError, ReadingError
from onrecord.scale.pool import AHEAD, Died, in_order


def slow_for_even() -> Callable[[int], int]:
    return _squared_slowly


def _squared_slowly(number: int) -> int:
    time.sleep(0.02 if number % 2 == 0 else 0)
    return number * number


def deadly(once: Path | None) -> Callable[[int], int]:
    return partial(_deadly, once)


def _deadly(once: Path | None, number: int) -> int:
    """Dies over 3; where ``once`` is given, only the first time."""
    if number == 3 and (once is None or not once.exists()):
        if once is not None:
            once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def refusing() -> Callable[[int], int]:
    raise ModelCardError("the card and the model do not agree", "a folder")


def dying_at_start() -> Callable[[int], int]:
    os._exit(3)


def test_answers_come_in_the_order_of_the_tasks() -> None:
    assert list(in_order(range(30), slow_for_even, 2)) == [(n, n * n) for n in range(30)]


def test_no_task_is_no_process() -> None:
    assert list(in_order([], refusing, 2)) == []


def test_the_tasks_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(10_000):
            taken.append(number)
            yield number

    answers = in_order(tasks(), slow_for_even, 2)
    for _ in range(5):
        next(answers)
    assert len(taken) <= 5 + 2 * AHEAD
    answers.close()  # type: ignore[attr-defined]
    assert active_children() == []


def test_a_task_that_kills_every_worker_is_given_back_and_the_rest_goes_on() -> None:
    assert list(in_order(range(8), partial(deadly, None), 2)) == [(n, Died() if n == 3 else n) for n in range(8)]


def test_a_task_whose_worker_was_killed_gets_a_second_try(tmp_path: Path) -> None:
    assert list(in_order(range(8), partial(deadly, tmp_path / "died"), 2)) == [(n, n) for n in range(8)]
    assert (tmp_path / "died").exists()


def test_what_goes_wrong_at_the_start_is_raised() -> None:
    with pytest.raises(ModelCardError, match="do not agree: a folder"):
        list(in_order(range(3), refusing, 2))
    with pytest.raises(ReadingError, match="could not start"):
        list(in_order(range(3), dying_at_start, 2))
    assert active_children() == []
