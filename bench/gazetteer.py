"""What the gazetteer costs: loading all packs, and finding their names in a text when ten times as many are known.

Loading is measured in a process of its own, which reports its CPU time and by how much its peak memory rose. For the
factor of ten the packs that ship are written again nine times with other names: each last word longer, so that as
many names begin alike as before.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path

from onrecord.gazetteer import Gazetteer, load_packs, loading, shipped_packs
from onrecord.gazetteer.form import ACTORS, HEAD, NAMES, PLACE_NAMES, PLACES

#: Bounds: CPU seconds and megabytes for loading, and how much longer a scan may take with ten times the names.
MOST_SECONDS = 1.0
MOST_MEMORY = 150
STEEPEST = 1.5
_TIMES = 10
_WORDS = 200_000
#: Loads in processes of their own, of which the quickest counts: a busy machine says little.
_TRIES = 5

_CHILD = """
import json, resource, time
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.process_time()
from onrecord.gazetteer import load_packs
found = load_packs()
spent = time.process_time() - began
rose = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
print(json.dumps({"cpu": spent, "rose": rose, "packs": [pack.name for pack in found.packs],
    "actors": len(found.actor_ids), "places": len(found.place_numbers), "names": found.name_count}))
"""


def run() -> int:
    """Print load time, memory, and the cost of scanning with one and ten times the names; 1 if a bound is broken."""
    loads = [json.loads(subprocess.check_output([sys.executable, "-c", _CHILD], text=True)) for _ in range(_TRIES)]
    load = min(loads, key=lambda one: one["cpu"])
    print(f"packs {', '.join(load['packs'])}: {load['actors']:,} actors, {load['places']:,} places, ", end="")
    print(f"{load['names']:,} names")
    print(f"loading: {load['cpu']:.2f} CPU-s (bound {MOST_SECONDS}), {load['rose']:.0f} MB more (bound {MOST_MEMORY})")
    steep = _growth()
    print(f"growth with {_TIMES} times the names: {steep:.2f} (bound {STEEPEST})")
    if load["cpu"] > MOST_SECONDS or load["rose"] > MOST_MEMORY or steep > STEEPEST:
        print("FAILED: a bound is broken")
        return 1
    return 0


def _growth() -> float:
    sample = (files("onrecord") / "sample" / "wire-ceasefire.txt").read_text(encoding="utf-8")
    once = re.findall(r"[\w'-]+", sample.lower())
    # Names among the words, so that there is something to find: the packs' own, one after each sentence's worth.
    small = load_packs()
    named = [part.lower() for key in list(small.actor_ids)[:500] for part in small.actor(key).name.split()]
    text = (once + named) * (_WORDS // (len(once) + len(named)) + 1)
    with tempfile.TemporaryDirectory() as scratch:
        large = _tenfold(Path(scratch))
        costs = [_scanned(one, text) for one in (small, large)]
    for one, (cost, found) in zip((small, large), costs, strict=True):
        rate = f"{cost:.2f} CPU-s, {1e6 * cost / len(text):.2f} us a word"
        print(f"scanning {len(text):,} words with {one.name_count:9,} names: {rate}, {found:,} names found")
    return costs[1][0] / costs[0][0]


def _scanned(gazetteer: Gazetteer, text: list[str]) -> tuple[float, int]:
    """CPU seconds of the best of five scans, and how many names were found."""
    best, found = float("inf"), 0
    for _ in range(5):
        began = time.process_time()
        found = sum(1 for _ in gazetteer.scan(text))
        best = min(best, time.process_time() - began)
    return best, found


def _tenfold(scratch: Path) -> Gazetteer:
    copies = [_copied(folder, scratch, k) for folder in shipped_packs() for k in range(1, _TIMES)]
    return Gazetteer(loading.store_of((*shipped_packs(), *copies)))


def _copied(folder: Path, scratch: Path, k: int) -> Path:
    """The pack once more, under another name and with other names in it."""
    copy = scratch / f"{folder.name}-{k}"
    copy.mkdir()
    head = (folder / HEAD).read_text(encoding="utf-8").replace(f"name: {folder.name}", f"name: {copy.name}", 1)
    (copy / HEAD).write_text(head, encoding="utf-8")
    for table in (ACTORS, NAMES, PLACES, PLACE_NAMES):
        if not (folder / table.file).exists():
            continue
        with (folder / table.file).open(encoding="utf-8", newline="") as old:
            rows = list(csv.reader(old))
        name, number = rows[0].index("name"), 0 if rows[0][0] == "geonames" else None
        for row in rows[1:]:
            row[name] = f"{row[name]}{'bcdfghklm'[k - 1]}or"
            if number is not None:
                row[number] = f"{row[number]}{k:02d}"
        with (copy / table.file).open("w", encoding="utf-8", newline="") as new:
            csv.writer(new).writerows(rows)
    return copy
