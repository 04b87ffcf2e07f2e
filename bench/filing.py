"""Filing many documents with their records: what a document costs, whether it slows down, how large the desk becomes.

``python -m bench filing [N] [postgresql://...]``, 5,000 documents where no number is given, on a new desk in a
temporary folder (``TMPDIR`` says where). They are generated with their records beforehand, five hundred at a time,
outside of what is timed; nothing is read. They go the desk's way, fifty at a time: their bytes into the archive, by
eight threads as when several outlets are fetched at once, since a disk makes eight files safe in the time of one; then
in one transaction each one's outlet, what stood at its address, its near duplicates, and the record whole. On
PostgreSQL a database is made on that server and dropped at the end.

Both clocks are told. What must hold on SQLite is by the CPU time of this process, since a machine that others use, or
one with a slow disk, makes the other say nothing of the desk. On PostgreSQL most is done by the server, whose CPU time
is not told here, so only the counts must hold.
"""

from __future__ import annotations

import gc
import resource
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import sqlalchemy as sa

from onrecord.desk.repeats import find_repeats
from onrecord.record import Source
from onrecord.store import filing, finding, outlets, tables
from onrecord.store.opening import Store, create

from .floors import floors
from .generated import Generated, documents

SEED = 20310414
_CHUNK, _TOGETHER = 500, 50
#: Of fewer documents a tenth is too few to say whether their cost grows.
_ENOUGH = 20_000


@dataclass(frozen=True, slots=True)
class _Spent:
    """Seconds by the clock, and of this process's CPU."""

    clock: float = 0.0
    cpu: float = 0.0

    def since(self, before: _Spent) -> _Spent:
        return _Spent(self.clock - before.clock, self.cpu - before.cpu)

    def __add__(self, more: _Spent) -> _Spent:
        return _Spent(self.clock + more.clock, self.cpu + more.cpu)


def _now() -> _Spent:
    return _Spent(time.perf_counter(), time.process_time())


@dataclass(slots=True)
class _Run:
    """What was filed, and what was spent on it: step by step, and chunk by chunk."""

    filed: Counter[str] = field(default_factory=Counter)
    steps: dict[str, _Spent] = field(default_factory=dict)
    chunks: list[tuple[int, _Spent]] = field(default_factory=list)
    began: _Spent = _Spent()

    def begin(self) -> None:
        self.began = _now()

    def step(self, name: str) -> None:
        """The step that began where the last one ended is done."""
        before = self.began
        self.begin()
        self.steps[name] = self.steps.get(name, _Spent()) + self.began.since(before)


def run(*args: str) -> int:
    """Print the figures; 1 if a floor of ``floors.json`` does not hold, or the desk does not have what was filed."""
    server = next((arg for arg in args if "://" in arg), None)
    count = int(next((arg for arg in args if "://" not in arg), "5000"))
    with tempfile.TemporaryDirectory() as folder, _database(server) as database:
        store = create(Path(folder) / "desk", database=database)
        try:
            done = _file_all(store, count)
            held = _rates(done, count) or server is not None
            held &= _is_whole(store, done)
            store.engine.dispose()  # the last connection's end empties SQLite's log into its database
            _sizes(store, Path(folder) / "desk", done)
        finally:
            store.close()
    print("held" if held else "FAILED")
    return 0 if held else 1


@contextmanager
def _database(server: str | None) -> Iterator[str | None]:
    if server is None:
        yield None
        return
    import psycopg

    name = f"onrecord_filing_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as at:
        at.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            at.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _file_all(store: Store, count: int) -> _Run:
    done, made = _Run(), documents(count, SEED)
    while chunk := list(islice(made, _CHUNK)):
        # Those that wait are the bench's: the collector is not to go through them in the desk's time.
        gc.collect()
        gc.freeze()
        done.begin()
        began = done.began
        for at in range(0, len(chunk), _TOGETHER):
            _file(store, chunk[at : at + _TOGETHER], done)
        done.chunks.append((len(chunk), _now().since(began)))
        if sum(size for size, _ in done.chunks) % 10_000 == 0 and sys.stderr.isatty():
            print(f"{sum(size for size, _ in done.chunks)} filed", file=sys.stderr)
    return done


def _file(store: Store, together: list[Generated], done: _Run) -> None:
    store.archive.put_all([one.data for one in together])
    done.step("bytes into the archive")
    with store.writing() as at:
        for one in together:
            _file_one(store, at, one, done)
    done.step("the transaction's end")


def _file_one(store: Store, at: sa.Connection, one: Generated, done: _Run) -> None:
    record, host = one.record, one.address.split("/")[2]
    source = outlets.source_for(store, at, (f"host:{host}",), Source("", host))
    before = finding.latest_at(at, one.address)
    done.step("outlet and address")
    signature, likenesses = find_repeats(at, record.document.text)
    done.step("near duplicates")
    filing.file(
        store,
        at,
        filing.Filing(
            record=record,
            met=filing.Met(one.address, one.address, one.address, 200, source),
            codebook="generated 1",
            who="bench",
            signature=None if signature is None else (signature.shingles, signature.minhash),
            bands=() if signature is None else signature.bands,
            likenesses=likenesses,
            revises=None if before is None else before.no,
        ),
    )
    done.step("the record's rows")
    done.filed.update(documents=1, statements=len(record.statements), events=len(record.events))
    done.filed.update(ties=len(record.ties), commitments=len(record.commitments), alike=bool(likenesses))


def _rates(done: _Run, count: int) -> bool:
    """Prints what a document costs; whether the floors hold."""
    held, tenth = floors("filing"), max(1, len(done.chunks) // 10)
    spent = sum((spent for _, spent in done.chunks), _Spent())
    first, last = (_cost(chunks) for chunks in (done.chunks[:tenth], done.chunks[-tenth:]))
    cost, growth = 1000 * spent.cpu / count, last.cpu / first.cpu
    print(f"{count} documents in {spent.clock:.1f} s: {count / spent.clock:.0f} a second;", end=" ")
    print(f"{spent.cpu:.1f} s of CPU: {count / spent.cpu:.0f} a second of CPU")
    print(f"a document: {cost:.2f} ms of CPU (at most {held['CPU milliseconds a document']}), ", end="")
    print(f"{1000 * spent.clock / count:.2f} ms by the clock")
    print(f"  first tenth {first.cpu:.2f} ms of CPU, last {last.cpu:.2f} ms: {growth:.2f} times as much", end=" ")
    told = f"at most {held['growth']}" if count >= _ENOUGH else f"no floor under {_ENOUGH} documents"
    print(f"({told}); by the clock {first.clock:.2f} ms and {last.clock:.2f} ms, {last.clock / first.clock:.2f} times")
    for name, step in sorted(done.steps.items(), key=lambda step: -step[1].cpu):
        print(f"  {name}: {1000 * step.cpu / count:.2f} ms of CPU, {1000 * step.clock / count:.2f} ms by the clock")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB, generating included")
    grows = count >= _ENOUGH and growth > held["growth"]
    return bool(cost <= held["CPU milliseconds a document"] and not grows)


def _cost(chunks: list[tuple[int, _Spent]]) -> _Spent:
    """Milliseconds a document."""
    spent, count = sum((spent for _, spent in chunks), _Spent()), sum(size for size, _ in chunks)
    return _Spent(1000 * spent.clock / count, 1000 * spent.cpu / count)


def _sizes(store: Store, folder: Path, done: _Run) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    archived = [path for path in files if path.is_relative_to(store.archive.folder)]
    if store.engine.dialect.name == "postgresql":
        with store.reading() as at:
            database = int(at.execute(sa.text("SELECT pg_database_size(current_database())")).scalar_one())
    else:
        database = sum(path.stat().st_size for path in set(files) - set(archived))
    content, on_disk = sum(p.stat().st_size for p in archived), sum(512 * p.stat().st_blocks for p in archived)
    filed, statements = done.filed["documents"], done.filed["statements"]
    print(f"database {database / 1e6:.1f} MB: {database / statements:.0f} bytes a statement, ", end="")
    print(f"{database / filed:.0f} a document")
    print(f"archive {content / 1e6:.1f} MB in {len(archived)} files ({on_disk / 1e6:.1f} MB on the disk): ", end="")
    print(f"{content / filed:.0f} bytes a document")


def _is_whole(store: Store, done: _Run) -> bool:
    """Whether the desk has as many of everything as were handed to it."""
    finding_table = tables.finding
    with store.reading() as at:
        kinds = at.execute(sa.select(finding_table.c.kind, sa.func.count()).group_by(finding_table.c.kind))
        there = Counter({f"{kind}s": count for kind, count in kinds})
        there["documents"] = at.execute(sa.select(sa.func.count()).select_from(tables.document)).scalar_one()
        alike = sa.select(sa.func.count(sa.distinct(tables.likeness.c.document)))
        there["alike"] = at.execute(alike).scalar_one()
    print("on the desk: " + ", ".join(f"{there[name]} {name}" for name in done.filed))
    if there != done.filed:
        print(f"but {dict(done.filed)} were filed")
    return there == done.filed
