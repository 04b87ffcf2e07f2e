"""Questions asked of a large desk: how long an answer takes, beside what the index alone takes for the same words.

``python -m bench asking [N] [postgresql://...] [desk=FOLDER]``: N generated documents (5,000 where no number is given;
each has ten statements and ten other findings) on a new desk in a temporary folder (``TMPDIR`` says where), or the desk
that is there already in ``desk=FOLDER``. On PostgreSQL a database is made on that server and dropped at the end.

The documents are generated with their records and filed as the measure ``filing`` does it; nothing is read. Their
actors are linked to the actors of the packs that ship, a few of them often and most seldom, so that names in every
script have somebody to find. Then 200 seeded questions of twelve sorts are asked, once so that the pages they need are
in memory, and once for the clock. Beside each, in the same run and under the same conditions, stands the *plain* query:
its words alone, best twenty by the database's own rank (``bm25``, ``ts_rank``), read with their ids.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from onrecord.desk import Desk
from onrecord.desk.settling import Taken, index, keep_vectors, settle
from onrecord.gazetteer import load_packs
from onrecord.store import hits, tables
from onrecord.store.entity_keys import keys_of_names
from onrecord.store.expression import Expression, every, fts5, tsquery
from onrecord.store.hits import Order, Question
from onrecord.store.inserting import insert
from onrecord.store.lookup import Lookup
from onrecord.store.opening import Store, create, open_store
from onrecord.store.query import parse

from .filing import _database, _file_all

SEED = 20310415
QUESTIONS = 200
#: The sort that the bar is set for.
BAR = "two filters and a phrase"
_NAMED = 4000


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with its sort."""

    sort: str
    question: Question


def run(*args: str) -> int:
    """Prints the figures; 1 if a bar is not held."""
    with prepared(*args) as store:
        held = _measure(store)
    print("held" if held else "FAILED")
    return 0 if held else 1


@contextmanager
def prepared(*args: str, vectors: bool = False) -> Iterator[Store]:
    """The desk that the arguments name, settled; with the ``vectors`` of its statements if it is made here."""
    server = next((arg for arg in args if "://" in arg), None)
    folder = next((arg.partition("=")[2] for arg in args if arg.startswith("desk=")), None)
    count = int(next((arg for arg in args if arg.isdigit()), "5000"))
    if folder is not None and Path(folder, "desk.json").exists() | Path(folder, "desk.sqlite").exists():
        store = open_store(folder)
        try:
            yield store
        finally:
            store.close()
        return
    with tempfile.TemporaryDirectory() as temporary, _database(server) as database:
        store = create(Path(folder or temporary) / ("" if folder else "desk"), database=database)
        try:
            _fill(store, count, vectors)
            yield store
        finally:
            store.close()


def _fill(store: Store, count: int, vectors: bool) -> None:
    began = time.perf_counter()
    done = _file_all(store, count)
    print(f"{done.filed['documents']} documents, {done.filed['statements']} statements filed", end=" ")
    print(f"in {time.perf_counter() - began:.0f} s")
    began = time.perf_counter()
    known = _entities(store)

    def link(desk: Desk, at: sa.Connection, some: Sequence[Taken]) -> None:
        del desk
        _link(at, [one.reading for one in some], known)

    for settled in settle(Desk(store), steps=(link, keep_vectors, index) if vectors else (link, index)):
        if sys.stderr.isatty():
            print(f"\r{settled.left} left to settle", end="", file=sys.stderr)
    if store.engine.dialect.name == "postgresql":
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as at:
            at.exec_driver_sql("VACUUM ANALYZE")
    print(f"linked and indexed in {time.perf_counter() - began:.0f} s")


def _entities(store: Store) -> int:
    """The actors of the packs as the desk's; how many."""
    packs = load_packs()
    known = [packs.actor(key) for key in sorted(packs.actor_ids)[:_NAMED]]
    with store.writing() as at:
        entities, names, keys = [], [], []
        for no, one in enumerate(known, 1):
            entities.append(
                {"no": no, "id": f"a:{no:016x}", "name": one.name, "kind": one.kind.value, "link": one.id}
                | {"type": None, "countries": "[]", "made": "2031-01-01T00:00:00.000000Z", "into": None}
            )
            spelled = tuple(dict.fromkeys([one.name, *(alias.name for alias in one.names)]))
            names += [{"entity": no, "name": name, "origin": "pack"} for name in spelled]
            keys += [{"key": key, "entity": no} for key in sorted(keys_of_names(spelled, one.kind))]
        insert(at, tables.entity, entities)
        insert(at, tables.entity_name, names)
        insert(at, tables.entity_key, keys)
    return len(known)


def _link(at: sa.Connection, readings: Sequence[int], known: int) -> None:
    """Links each actor to one of the known: to few of them often (the square of an even chance)."""
    rows = at.execute(sa.select(tables.actor.c.no, tables.actor.c.name).where(tables.actor.c.reading.in_(readings)))
    linked = [
        {"actor": no, "entity": 1 + int(known * random.Random(name).random() ** 3), "put": None}
        | {"score": 0.9, "reasons": "[]"}
        for no, name in rows
    ]
    insert(at, tables.linked, linked)


# -- questions ---------------------------------------------------------------------------------------------------------


def _questions(store: Store) -> list[_Asked]:
    rng = random.Random(SEED)
    with store.reading() as at:
        last = int(at.execute(sa.select(sa.func.max(tables.finding.c.no))).scalar_one())
        some = sorted(rng.sample(range(1, last + 1), min(2000, last)))
        words = tables.indexed_words.c
        rows = at.execute(
            sa.select(words.said, tables.indexed.c.day, tables.indexed.c.type, tables.indexed.c.source)
            .join(tables.indexed, tables.indexed.c.no == words.no)
            .where(words.no.in_([2 * no for no in some]), tables.indexed.c.kind == "statement")
        ).all()
        names = list(
            at.execute(sa.select(tables.entity_name.c.name).where(tables.entity_name.c.entity < 400)).scalars()
        )
    rows = [row for row in rows if len(row.said.split()) >= 6]
    return [
        _question(rng, sort, rng.choice(rows), names) for _, sort in zip(range(QUESTIONS), _in_turn(), strict=False)
    ]


_SORTS = (
    BAR, "words", BAR, "a phrase", "words and a date", BAR, "near", "beginning", "a name", "speaker and a word",
    "dyad", "filters only", "either", "without", "frequent word", "newest", "everything",
)  # fmt: skip


def _in_turn() -> Iterator[str]:
    while True:
        yield from _SORTS


def _question(rng: random.Random, sort: str, row: Any, names: Sequence[str]) -> _Asked:
    said = row.said.split()
    begin = rng.randrange(len(said) - 3)
    phrase, one, other = " ".join(said[begin : begin + 3]), rng.choice(said), rng.choice(said)
    name, second = (rng.choice(names).replace('"', "") for _ in range(2))
    typed, order = {
        BAR: (f'"{phrase}" act:{row.type} source:{row.source}', Order.RELEVANCE),
        "words": (f"{one} {other}", Order.RELEVANCE),
        "a phrase": (f'"{phrase}"', Order.RELEVANCE),
        "words and a date": (f"{one} {other} published:{row.day}", Order.RELEVANCE),
        "near": (f"{said[begin]} NEAR/4 {said[begin + 2]} kind:statement", Order.RELEVANCE),
        "beginning": (f"{(one if len(one) > 1 else max(said, key=len))[:5]}* act:{row.type}", Order.RELEVANCE),
        "a name": (f'"{name}"', Order.RECENT),
        "speaker and a word": (f'speaker:"{name}" {one}', Order.RELEVANCE),
        "dyad": (f'dyad:"{name} > {second}"', Order.RELEVANCE),
        "filters only": (f"act:{row.type} source:{row.source} published:{row.day}", Order.NEWEST),
        "either": (f'"{phrase}" OR ({one} act:deny)', Order.RELEVANCE),
        "without": (f"{one} NOT {other} source:{row.source}", Order.RELEVANCE),
        "frequent word": (one, Order.RELEVANCE),
        "newest": (f"{one} act:{row.type}", Order.NEWEST),
        "everything": ("", Order.NEWEST),
    }[sort]
    return _Asked(sort, Question(parse(typed), order))


# -- the clock ---------------------------------------------------------------------------------------------------------


def _measure(store: Store) -> bool:
    asked = _questions(store)
    times: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    ratios: list[float] = []
    for warm in (True, False):
        for one in asked:
            spent = _spent(store, one)
            if not warm:
                for what, seconds in spent.items():
                    times[one.sort][what].append(seconds)
                    times["all"][what].append(seconds)
                if one.sort == BAR:
                    ratios.append(spent["find"] / spent["plain"])
    _print(times)
    bar = times[BAR]
    ratio = _at(bar["find"], 95) / _at(bar["plain"], 95)
    facets = _at(times["all"]["facets"], 95)
    print(f"{BAR}: find p95 {1000 * _at(bar['find'], 95):.0f} ms (at most 150)", end="; ")
    print(
        f"{ratio:.2f} times the plain query's p95 (at most 3); question by question {_at(ratios, 50):.2f} in the median"
    )
    print(f"facets of all questions: p95 {1000 * facets:.0f} ms (at most 500)")
    return _at(bar["find"], 95) <= 0.15 and ratio <= 3 and facets <= 0.5


def _spent(store: Store, one: _Asked) -> dict[str, float]:
    spent = {}
    with store.reading() as at:
        lookup = Lookup.of(at, one.question)
        runs: list[Expression] = [term.run for term in lookup.compiled.terms if term.run is not None]
        if runs:
            spent["plain"] = _clock(lambda: _plain(at, every(runs)))
        spent["find"] = _clock(lambda: hits.find(store, at, one.question))
        spent["count"] = _clock(lambda: hits.count(store, at, one.question))
        spent["facets"] = _clock(lambda: hits.facets(store, at, one.question))
    return spent


def _plain(at: sa.Connection, words: Expression) -> None:
    """The words alone, best twenty by the database's own rank."""
    if at.dialect.name == "sqlite":
        sql = "SELECT i.id FROM indexed_search s JOIN indexed i ON i.no = s.rowid WHERE indexed_search MATCH :words "
        at.execute(sa.text(sql + "ORDER BY bm25(indexed_search) LIMIT 20"), {"words": fts5(words)}).all()
        return
    sql = "SELECT i.id FROM indexed_words w JOIN indexed i USING (no) WHERE w.words @@ CAST(:words AS tsquery) "
    order = "ORDER BY ts_rank(w.words, CAST(:words AS tsquery)) DESC LIMIT 20"
    at.execute(sa.text(sql + order), {"words": tsquery(words)}).all()


def _clock(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def _print(times: dict[str, dict[str, list[float]]]) -> None:
    print(f"{'':28}{'n':>4}" + "".join(f"{what + ' p50':>12}{'p95':>8}" for what in _WHAT) + "   (ms)")
    for sort, spent in sorted(times.items(), key=lambda pair: pair[0] == "all"):
        cells = [
            f"{1000 * _at(spent[what], 50):12.1f}{1000 * _at(spent[what], 95):8.1f}" if spent[what] else " " * 20
            for what in _WHAT
        ]
        print(f"{sort:28}{len(spent['find']):4}" + "".join(cells))


_WHAT = ("plain", "find", "count", "facets")


def _at(values: Sequence[float], percent: int) -> float:
    """The value that so many percent are not above."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-percent * len(ordered) // 100) - 1))]
