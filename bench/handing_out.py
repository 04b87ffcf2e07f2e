"""Handing out a large desk as Parquet: how long it takes, and whether memory stays flat.

``python -m bench handing_out [N] [DESK]``: 3,000 generated documents where no number is given (100,000 have 1 million
statements), on a new desk in a temporary folder, as in ``bench profiles``; DESK is a desk that is there already, and is
only read. The output goes to a temporary folder too (``TMPDIR`` says where).

What must hold: the time by the clock for as many statements as there are, at the rate of 1 million in five minutes, on
a machine that has nothing else to do; and that memory, once a fifth of the documents are done, does not grow.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from onrecord.desk import Desk
from onrecord.desk.exporting import Wanted, export
from onrecord.export import EXPORTS
from onrecord.store.opening import Store, open_store

from .floors import floors
from .profiles import _made

_MIB = 1024 * 1024


def run(*args: str) -> int:
    """Prints the figures; 1 if a floor of ``floors.json`` does not hold."""
    kept = next((arg for arg in args if not arg.isdigit()), None)
    count = int(next((arg for arg in args if arg.isdigit()), "3000"))
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(kept)) if kept else _made(Path(folder) / "desk", None, count)
        try:
            held = _measured(store, Path(folder) / "statements.parquet")
        finally:
            store.close()
    print("held" if held else "FAILED")
    return 0 if held else 1


def _measured(store: Store, out: Path) -> bool:
    import pyarrow.parquet as pq

    form = next(form for form in EXPORTS["parquet"].forms if form.rows == "statements")
    memory: list[tuple[float, float]] = []
    load = os.getloadavg()[0]
    began, spent = time.perf_counter(), time.process_time()

    def progress(done: int, total: int) -> None:
        memory.append((done / total, resident()))

    done = export(Desk(store, "bench"), Wanted(form), out, progress=progress)
    seconds, cpu, end = time.perf_counter() - began, time.process_time() - spent, resident()
    rows = pq.ParquetFile(out).metadata.num_rows
    early = max((used for share, used in memory if share <= 0.2), default=memory[0][1])
    late = max(used for _, used in memory)
    bar = floors("handing out")
    print(f"{rows:,} statements of {done.documents:,} documents in {seconds:.0f} s (CPU {cpu:.0f} s), load {load:.1f}")
    print(f"at this rate 1,000,000 in {1e6 * seconds / rows:.0f} s; at most {bar['seconds a million']}")
    print(f"memory: {early:.0f} MiB after a fifth, {late:.0f} MiB at most over the documents, {end:.0f} MiB at the end")
    print(f"the file: {out.stat().st_size / _MIB:.0f} MiB; memory may grow by {bar['MiB of growth']} MiB meanwhile")
    flat = late - early <= bar["MiB of growth"]
    return bool(rows == done.lines and flat and 1e6 * seconds / rows <= bar["seconds a million"])


def resident() -> float:
    """The memory that this process has now, in MiB; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / _MIB
