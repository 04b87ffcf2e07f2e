"""Profiles of actors on a large desk: how long one takes, of the most frequent actors too.

``python -m bench profiles [N] [DESK] [postgresql://...]``: 3,000 generated documents where no number is given (100,000
have 1 million statements), on a new desk in a temporary folder (``TMPDIR`` says where); DESK is a folder that keeps the
desk for another time, and is only asked if there is one already. Two of three people and bodies of a document are given
names out of a cast of 4,000, the later in it the more rarely (1 / (n + 2)), so that of 1 million statements the first
says some 20,000. A hundred actors are asked for: the ten most frequent, and ninety drawn by chance from all mentions.
Each is asked for twice, for the second time when what it reads is in memory; the bar is on the first.

What must hold is the time by the clock, the 95th of a hundred, on a machine that has nothing else to do.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import sqlalchemy as sa

from onrecord.analysis.profile import profile
from onrecord.desk import Desk
from onrecord.desk.settling import group, index, link, settle
from onrecord.record import ActorKind
from onrecord.store import tables
from onrecord.store.opening import Store, create, open_store

from .filing import _database, _file, _Run
from .floors import floors
from .generated import Generated, documents

SEED = 20310601
_CAST, _TOGETHER = 4000, 50
_ASKED, _FREQUENT = 100, 10


def run(*args: str) -> int:
    """Prints the figures; 1 if a floor of ``floors.json`` does not hold."""
    server = next((arg for arg in args if "://" in arg), None)
    kept = next((arg for arg in args if "://" not in arg and not arg.isdigit()), None)
    count = int(next((arg for arg in args if arg.isdigit()), "3000"))
    with tempfile.TemporaryDirectory() as folder, _database(server) as database:
        place = Path(kept or folder) / "desk"
        store = open_store(place) if place.exists() else _made(place, database, count)
        try:
            held = _times(store)
        finally:
            store.close()
    print("held" if held else "FAILED")
    return 0 if held else 1


def _made(place: Path, database: str | None, count: int) -> Store:
    store = create(place, database=database)
    made, done = cast(documents(count, SEED)), _Run()
    done.begin()
    began = time.perf_counter()
    while some := [one for _, one in zip(range(_TOGETHER), made, strict=False)]:
        _file(store, some, done)
    print(f"{count} documents filed in {time.perf_counter() - began:.0f} s", flush=True)
    began = time.perf_counter()
    # Vectors of meaning are nothing that a profile needs.
    for _ in settle(Desk(store, "bench"), (link, group, index)):
        pass
    print(f"settled in {time.perf_counter() - began:.0f} s", flush=True)
    if store.engine.dialect.name == "postgresql":
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as at:
            at.exec_driver_sql("VACUUM ANALYZE")
    return store


def cast(made: Iterator[Generated]) -> Iterator[Generated]:
    """The documents, with two of three of their actors out of one cast: known to no pack, and called by one link."""
    rng = random.Random(SEED)
    weights = list(accumulate(1 / (n + 3) for n in range(_CAST)))
    for one in made:
        taken: set[int] = set()
        actors = []
        for actor in one.record.actors:
            number = rng.choices(range(_CAST), cum_weights=weights)[0]
            if rng.random() < 0.67 and number not in taken:
                taken.add(number)
                # Numbers are drawn apart for people and for bodies, so that neither is only the frequent half.
                kind = "person" if actor.kind is ActorKind.PERSON else "body"
                name = f"{_name(number, kind)}"
                actor = replace(actor, name=name, link=f"cast:{kind}-{number}", known_as=name)
            actors.append(actor)
        yield replace(one, record=replace(one.record, actors=tuple(actors)))


def _name(number: int, kind: str) -> str:
    rng = random.Random(f"{kind}{number}")
    words = ["".join(rng.choice("bdfghklmnprstvz") + rng.choice("aeiou") for _ in range(3)).title() for _ in "12"]
    return " ".join(words if kind == "person" else [words[0], words[1].lower(), "Council"])


def _times(store: Store) -> bool:
    with store.reading() as at:
        linked = tables.linked.c
        counts = sa.select(linked.entity, sa.func.count()).group_by(linked.entity).order_by(sa.func.count().desc())
        mentions = list(at.execute(counts))
        statements = at.execute(
            sa.select(sa.func.count()).select_from(tables.finding).where(tables.finding.c.kind == "statement")
        ).scalar_one()
    rng = random.Random(SEED)
    asked = [entity for entity, _ in mentions[:_FREQUENT]]
    rest = mentions[_FREQUENT:]
    asked += rng.choices([entity for entity, _ in rest], [times for _, times in rest], k=_ASKED - _FREQUENT)
    print(f"{statements} statements, {len(mentions)} actors; {len(asked)} are asked for")
    first, again, spent, largest = [], [], [], ""
    with store.reading() as at:
        for number, entity in enumerate(asked):
            began = time.perf_counter()
            found = profile(store, at, entity)
            first.append(1000 * (time.perf_counter() - began))
            began, cpu = time.perf_counter(), time.process_time()
            profile(store, at, entity)
            again.append(1000 * (time.perf_counter() - began))
            spent.append(1000 * (time.process_time() - cpu))
            if number == 0:
                largest = f"{found.documents} documents, {found.said.tally.findings} statements, {first[0]:.0f} ms"
    bar = floors("profiles")["p95 milliseconds"]
    print(f"the most frequent actor: {largest}, then {again[0]:.0f} ms")
    print(f"a profile: {_told(first)}; p95 at most {bar}")
    print(f"once more: {_told(again)}; CPU of this process: {_told(spent)}")
    return bool(_at(first, 0.95) <= bar)


def _told(times: Sequence[float]) -> str:
    return f"p50 {_at(times, 0.5):.0f} ms, p95 {_at(times, 0.95):.0f} ms, at most {max(times):.0f} ms"


def _at(times: Sequence[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]))
