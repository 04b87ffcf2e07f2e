"""More like this on a large desk: how long it takes, and whether it finds what looking at every statement finds.

``python -m bench nearby [N] [desk=FOLDER] [postgresql://...]``: the desk of the measure ``asking``, with the vectors of
its statements: N generated documents (5,000 where no number is given; ten statements each), or the desk that is there
already. A hundred seeded statements are asked for, each alone and with a filter, once so that what they need is in
memory and once for the clock. The recall at ten is against all products counted one by one in whole numbers; numpy
alone stands beside usearch in the same run.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from onrecord.desk import Desk
from onrecord.desk.asking import asked
from onrecord.desk.nearby import like
from onrecord.desk.settling import meaning
from onrecord.store import nearest, tables
from onrecord.store.opening import Store
from onrecord.store.vectors import vectors_after

from .asking import prepared

SEED = 20310416
_ASKED, _BAR, _RECALL = 100, 200, 0.95


def run(*args: str) -> int:
    """Prints the figures; 1 if a bar is not held."""
    with prepared(*args, vectors=True) as store:
        held = _measure(Desk(store, "bench"))
    print("held" if held else "FAILED")
    return 0 if held else 1


def _measure(desk: Desk) -> bool:
    numbers, vectors = _all(desk.store)
    rng = random.Random(SEED)
    wanted = sorted(rng.sample(range(len(numbers)), min(_ASKED, len(numbers))))
    ids = _ids(desk.store, [int(numbers[place]) for place in wanted])
    print(f"{len(numbers):,} statements have vectors of {vectors.shape[1]} dimensions")
    spent = {"alone": _timed(desk, ids, None), "with a filter": _timed(desk, ids, "act:accuse kind:statement")}
    if nearest.has_library():
        before: Callable[[], bool] = nearest.has_library
        nearest.has_library = lambda: False
        spent["alone, numpy only"] = _timed(desk, ids, None)
        nearest.has_library = before
    for how, times in spent.items():
        print(f"{how}: p50 {_at(times, 0.5):.0f} ms, p95 {_at(times, 0.95):.0f} ms")
    recall = _recall(desk.store, numbers, vectors, wanted)
    print(f"recall at ten against all products: {recall:.3f}")
    return recall >= _RECALL and _at(spent["alone"], 0.95) <= _BAR and _at(spent["with a filter"], 0.95) <= _BAR


def _all(store: Store) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    numbers: list[int] = []
    packed: list[bytes] = []
    with store.reading() as at:
        for rows in vectors_after(at, meaning().version, 0):
            numbers += [number for number, _ in rows]
            packed += [vector for _, vector in rows]
    vectors = np.frombuffer(b"".join(packed), np.int8).reshape(len(numbers), -1)
    return np.array(numbers, np.int64), vectors


def _ids(store: Store, numbers: list[int]) -> list[str]:
    finding = tables.finding
    with store.reading() as at:
        rows = at.execute(sa.select(finding.c.no, finding.c.id).where(finding.c.no.in_(numbers)))
        found = {row.no: row.id for row in rows}
    return [found[number] for number in numbers]


def _timed(desk: Desk, ids: list[str], question: str | None) -> list[float]:
    only = None if question is None else asked(question)
    times: list[float] = []
    for _ in range(2):
        times = []
        for id_ in ids:
            began = time.perf_counter()
            like(desk, id_, only)
            times.append(1000 * (time.perf_counter() - began))
    return times


def _recall(store: Store, numbers: NDArray[np.int64], vectors: NDArray[np.int8], wanted: list[int]) -> float:
    """The share of the ten with the largest products that are found. Those as near as the tenth are as right as it."""
    right = total = 0
    with store.reading() as at:
        for place in wanted:
            products = _products(vectors, vectors[place])
            tenth = np.sort(products)[-10]
            found = nearest.nearest(
                store, at, meaning().version, vectors[place], fits=lambda some: set(some), most=10, least=-1.0
            )
            of = products[np.searchsorted(numbers, [one.number for one in found])]
            right += int((of >= tenth).sum())
            total += 10
    return right / total


def _products(vectors: NDArray[np.int8], vector: NDArray[np.int8]) -> NDArray[np.int64]:
    products = np.zeros(len(vectors), np.int64)
    for begin in range(0, len(vectors), 65_536):
        block = vectors[begin : begin + 65_536].astype(np.int32)
        products[begin : begin + 65_536] = block @ vector.astype(np.int32)
    return products


def _at(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
