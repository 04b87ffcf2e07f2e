"""Many short documents through ``--jobs 2``: flat memory, and three kills that lose nothing and repeat nothing.

``python -m bench batch 20000`` makes that many one-paragraph reports out of the shipped samples, runs the public
command over them, kills the whole process group with SIGKILL at three random moments, starts it again each time, and
at the end counts every document. Memory (resident, parent and workers together) is sampled twice a second.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path

#: Share by which memory may rise after the first tenth of the documents.
FLAT = 0.10


def run(count: str = "2000", kills: str = "3") -> int:
    """Print memory along the way and the count at the end; 1 if a document is lost or doubled or memory grows."""
    rng = random.Random(2031)
    with tempfile.TemporaryDirectory() as scratch:
        folder, out = Path(scratch) / "reports", Path(scratch) / "records.jsonl"
        _make(folder, int(count), rng)
        print(f"{count} reports, --jobs 2")
        for kill in range(int(kills)):
            done = _go(folder, out, int(count), stop_at=rng.randint(1, int(count) // (int(kills) + 1)))
            print(f"killed {kill + 1}: {done} documents in the output")
        began = time.monotonic()
        before = _lines(out)
        samples = _watched(folder, out)
        print(f"last run: {_lines(out) - before} documents in {time.monotonic() - began:.0f} s")
        return _verdict(folder, out, samples)


def _make(folder: Path, count: int, rng: random.Random) -> None:
    """Short reports, no two alike."""
    folder.mkdir()
    sample = files("onrecord") / "sample"
    text = "\n".join((sample / n).read_text(encoding="utf-8") for n in ("wire-ceasefire.txt", "wire-visit.txt"))
    paragraphs = [p for p in re.split(r"\n\s*\n", text) if len(p) > 150]
    for i in range(count):
        body = "\n\n".join(rng.sample(paragraphs, 1))
        (folder / f"r{i:06d}.txt").write_text(f"Report {i} of the coast\n\n{body}\n", encoding="utf-8")


def _start(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "onrecord", "read", str(folder), "--format", "jsonl", "--jobs", "2"]
    return subprocess.Popen([*command, "--out", str(out)], start_new_session=True, stderr=subprocess.DEVNULL)


def _go(folder: Path, out: Path, count: int, stop_at: int) -> int:
    """Run until ``stop_at`` more documents are out, then kill everything."""
    goal = min(_lines(out) + stop_at, count - 1)
    process = _start(folder, out)
    while process.poll() is None and _lines(out) < goal:
        time.sleep(0.2)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return _lines(out)


def _watched(folder: Path, out: Path) -> list[tuple[int, float]]:
    """Run to the end; (documents done, megabytes in use) along the way."""
    process, samples, seen = _start(folder, out), [], 0.0
    while process.poll() is None:
        if time.monotonic() - seen > 0.5:
            samples.append((_lines(out), _resident(process.pid)))
            seen = time.monotonic()
        time.sleep(0.1)
    print(f"exit code {process.returncode}")
    return samples


def _lines(path: Path) -> int:
    if not path.exists():
        return 0
    with path.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))


def _resident(leader: int) -> float:
    """Resident megabytes of every process in the session of ``leader``."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[3]) == leader:
                total += int(fields[21])
        except (OSError, IndexError, ValueError):
            continue  # the process ended between listing and reading
    return total * os.sysconf("SC_PAGE_SIZE") / 1e6


def _verdict(folder: Path, out: Path, samples: list[tuple[int, float]]) -> int:
    ids = [json.loads(line)["document"]["snapshot"]["sha256"] for line in out.open(encoding="utf-8")]
    wanted = sum(1 for _ in folder.iterdir())
    print(f"{len(ids)} records, {len(set(ids))} different, {wanted} reports")
    first, last = samples[0][0], samples[-1][0]
    warm = first + max((last - first) // 10, 1)
    early = [mb for done, mb in samples if done >= warm][:10]
    late = [mb for _, mb in samples][-12:-2]
    growth = (sum(late) / len(late)) / (sum(early) / len(early)) - 1 if early and late else 0.0
    start, end = sum(early) / max(1, len(early)), sum(late) / max(1, len(late))
    print(f"memory after the first tenth {start:.0f} MB, at the end {end:.0f} MB: {growth:+.1%}")
    good = len(ids) == len(set(ids)) == wanted and growth <= FLAT
    print("every document once, memory flat" if good else "FAILED")
    return 0 if good else 1
