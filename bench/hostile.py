"""Whether the time of every step grows with hostile text, and not with its square.

A work is done on a text (a name, a pack, a list) of one size and on one eight times as large, in this process; what
counts is the ratio of the two CPU times, each the best of several runs. 8 is linear, 64 a square. The sizes are
chosen so that the small one takes a few hundredths of a second, where its kind allows it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

from .hostile_works import FACTOR, Work, works

#: CPU seconds: the small size is raised until it takes the first; a large one below the second proves nothing.
ENOUGH, HARDLY_ANY = 0.015, 0.05
#: Small runs, large runs, and how often a broken bound is looked at again: a busy machine says little.
_RUNS, _LARGE_RUNS, _TRIES = 3, 2, 3
#: CPU seconds after which a large run is not repeated.
_LONG = 2.0


def run(only: str = "") -> int:
    """Print the ratio of each work whose step's name begins with ``only``; 1 if a bound is broken."""
    began = time.process_time()
    known = works()
    broken = [work for work in known if work.step.startswith(only) and not _holds(work)]
    print(f"{time.process_time() - began:.0f} CPU-s in all")
    if broken:
        print(f"FAILED: a bound is broken: {', '.join(f'{work.step} {work.unit!r}' for work in broken)}")
        return 1
    return 0


def _holds(work: Work) -> bool:
    """Whether one work keeps its bound; prints what was measured."""
    size = _size(work)
    for _ in range(_TRIES):
        large = _best(work.does, work.made(size * FACTOR), _LARGE_RUNS)
        small = _best(work.does, work.made(size), _RUNS)
        holds = large < HARDLY_ANY or large <= work.bound * small
        if holds:
            break
    says = f"ratio {large / small:5.1f} (bound {work.bound:g})" if large >= HARDLY_ANY else "hardly any time"
    spent = f"{1000 * small:7.1f} -> {1000 * large:7.1f} ms"
    print(f"{work.step:12} {_shown(work.unit):32} {size:8,} -> {size * FACTOR:9,}: {spent}, {says}", flush=True)
    return holds


def _size(work: Work) -> int:
    """The small size: the least that takes long enough to be measured, or the most allowed."""
    size = work.least
    _seconds(work.does, work.made(size))  # what is loaded or compiled once is no cost of the text
    while size * 2 <= work.most and _seconds(work.does, work.made(size)) < ENOUGH:
        size *= 2
    return size


def _best(does: Callable[[Any], object], made: object, runs: int) -> float:
    best = float("inf")
    for _ in range(runs):
        best = min(best, _seconds(does, made))
        if best > _LONG:
            break
    return max(best, sys.float_info.epsilon)


def _seconds(does: Callable[[Any], object], made: object) -> float:
    before = time.process_time()
    does(made)
    return time.process_time() - before


def _shown(unit: str) -> str:
    said = ascii(unit) if not unit.isprintable() else repr(unit)
    return said if len(said) <= 32 else f"{said[:31]}…"
