"""What is told over time, on a large desk: how long a trend, a coverage, a ledger and a network take, and the growth.

``python -m bench over_time DESK [DESK ...]``: each DESK is the folder of a desk that is there (``python -m bench
profiles N FOLDER`` makes one, in FOLDER/desk); it is only read. Of each as many actors are asked for as ``ASKED`` says:
the ten of whom most is told, and the others drawn by chance, as often as they are mentioned; each with the one on the
other side of most of what it says and does. Trends are counted over all outlets, which costs most. Of each verb one
call is not counted: what it reads of the whole desk is in memory then.

What must hold is the time by the clock, the 95th of a hundred, on a machine that has nothing else to do; with two desks
or more also the growth from the first to the last.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from onrecord.store import many, tables
from onrecord.store.opening import Store, open_store

from .floors import floors

SEED = 20310701
ASKED, FREQUENT = 50, 10
#: A verb's name, and what it does for one actor and another.
Measure = tuple[str, Callable[[sa.Connection, int, int | None], object]]


def run(*args: str) -> int:
    """Prints the figures; 1 if a floor of ``floors.json`` does not hold."""
    if not args:
        print("name the folder of a desk: python -m bench over_time DESK [DESK ...]")
        return 2
    bars = floors("over time")
    held, slowest = True, []
    for place in args:
        found = _measured(Path(place))
        slowest.append(found)
        slow = [name for name, one in found.figures.items() if one.at(0.95) > bars["p95 milliseconds"]]
        held &= not slow
        print(f"  p95 at most {bars['p95 milliseconds']} ms: {'held' if not slow else 'FAILED by ' + ', '.join(slow)}")
    if len(slowest) > 1:
        first, last = slowest[0], slowest[-1]
        more = last.statements / max(1, first.statements)
        for name in last.figures:
            grown = last.figures[name].at(0.95) / max(0.001, first.figures[name].at(0.95))
            print(f"  {name}: {grown:.1f} times the p95 for {more:.1f} times the statements")
    print("held" if held else "FAILED")
    return 0 if held else 1


@dataclass(frozen=True, slots=True)
class _Times:
    milliseconds: Sequence[float]
    cpu: Sequence[float]

    def at(self, share: float) -> float:
        return _at(self.milliseconds, share)

    def told(self) -> str:
        clock = f"p50 {self.at(0.5):.0f} ms, p95 {self.at(0.95):.0f} ms, at most {max(self.milliseconds):.0f} ms"
        return f"{clock}; CPU of this process p50 {_at(self.cpu, 0.5):.0f} ms, p95 {_at(self.cpu, 0.95):.0f} ms"


def _at(times: Sequence[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True, slots=True)
class _Found:
    statements: int
    figures: dict[str, _Times]


def _measured(place: Path) -> _Found:
    store = open_store(place)
    try:
        with store.reading() as at:
            statements, pairs = _asked(at)
            print(f"{place}: {statements:,} statements; {len(pairs)} pairs are asked for", flush=True)
            figures = {}
            for name, do in _measures(store):
                figures[name] = _times(at, pairs, do)
                print(f"  {name}: {figures[name].told()}", flush=True)
    finally:
        store.close()
    return _Found(statements, figures)


def _times(
    at: sa.Connection, pairs: Sequence[tuple[int, int | None]], do: Callable[[sa.Connection, int, int | None], object]
) -> _Times:
    do(at, *pairs[-1])
    spent, cpu = [], []
    for a, b in pairs:
        began, worked = time.perf_counter(), time.process_time()
        do(at, a, b)
        spent.append(1000 * (time.perf_counter() - began))
        cpu.append(1000 * (time.process_time() - worked))
    return _Times(spent, cpu)


def _asked(at: sa.Connection) -> tuple[int, list[tuple[int, int | None]]]:
    """How many statements there are, and the actors that are asked for, each with whom it has most to do with."""
    from onrecord.store import blocks

    rows = blocks.columns(at)
    counts = sa.select(tables.linked.c.entity, sa.func.count()).group_by(tables.linked.c.entity)
    mentions = list(at.execute(counts.order_by(sa.func.count().desc(), tables.linked.c.entity)))
    rng = random.Random(SEED)
    asked = [entity for entity, _ in mentions[:FREQUENT]]
    rest = mentions[FREQUENT:]
    asked += rng.choices([entity for entity, _ in rest], [times for _, times in rest], k=ASKED - FREQUENT)
    return int(rows.has("kind", "statement").sum()), [(one, _other(at, one)) for one in asked]


def _other(at: sa.Connection, entity: int) -> int | None:
    rows = many.marked(at, many.sides("by", [entity]))
    counts = Counter(no for no in rows.others["whom"].tolist() if no not in (0, entity))
    return counts.most_common(1)[0][0] if counts else None


def _measures(store: Store) -> list[Measure]:
    """The verbs that are built."""
    from onrecord.analysis.coverage import Asked as OfCoverage
    from onrecord.analysis.coverage import coverage
    from onrecord.analysis.ledger import Asked as OfLedger
    from onrecord.analysis.ledger import day_of, ledger
    from onrecord.analysis.network import Asked as OfNetwork
    from onrecord.analysis.network import network
    from onrecord.analysis.trend import Asked as OfTrend
    from onrecord.analysis.trend import trend

    return [
        ("trend of two", lambda at, a, b: trend(at, a, b, OfTrend(every=True))),
        ("trend of two, both ways", lambda at, a, b: trend(at, a, b, OfTrend(every=True, both=True))),
        ("trend of one", lambda at, a, _: trend(at, a, None, OfTrend(every=True))),
        ("coverage", lambda at, _a, _b: coverage(at, OfCoverage())),
        ("ledger of one", lambda at, a, _: ledger(at, OfLedger(actor=a), None, day_of(store, at, None))),
        ("ledger of two", lambda at, a, b: ledger(at, OfLedger(actor=a, other=b), None, day_of(store, at, None))),
        ("network around one", lambda at, a, _: network(store, at, OfNetwork(around=a))),
    ]


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]))
