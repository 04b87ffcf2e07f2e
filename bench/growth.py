"""Whether cost grows in step with length, and how much memory a long document takes.

The text is our own sample, repeated; each length is read in a process of its own, which reports its own CPU time and
peak memory.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

LENGTHS = (125_000, 250_000, 1_000_000)
#: CPU time a character may rise by no more than this factor from the shortest to the longest.
STEEPEST = 1.5
#: Peak memory allowed, in megabytes.
MOST_MEMORY = 1000

_CHILD = """
import json, resource, sys, time
from onrecord.desk import Journey
journey = Journey()
began = time.process_time()
record = next(iter(journey.records(sys.argv[1])))
spent = time.process_time() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"cpu": spent, "peak": peak, "statements": len(record.statements)}))
"""


def run() -> int:
    """Print CPU time and peak memory by length; 1 if a bound is broken."""
    sample = (files("onrecord") / "sample" / "wire-ceasefire.txt").read_text(encoding="utf-8")
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for length in LENGTHS:
            path = Path(scratch) / f"{length}.txt"
            path.write_text((sample + "\n\n") * (length // len(sample) + 1), encoding="utf-8")
            environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
            done = subprocess.run(
                [sys.executable, "-c", _CHILD, str(path)], check=True, capture_output=True, text=True, env=environment
            )
            row = json.loads(done.stdout)
            rows.append(row | {"length": length})
            rate = 1e6 * row["cpu"] / length
            spent = f"{row['cpu']:6.1f} CPU-s, {rate:5.1f} us a character"
            print(f"{length:9d} characters: {spent}, peak {row['peak']:4.0f} MB", flush=True)
    steep = (rows[-1]["cpu"] / LENGTHS[-1]) / (rows[0]["cpu"] / LENGTHS[0])
    print(f"growth {steep:.2f} (bound {STEEPEST}), peak {rows[-1]['peak']:.0f} MB (bound {MOST_MEMORY})")
    if steep > STEEPEST or rows[-1]["peak"] > MOST_MEMORY:
        print("FAILED: a bound is broken")
        return 1
    return 0
