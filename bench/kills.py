"""A desk killed again and again while it takes in: nothing lost that was told as filed, nothing twice, all in order.

``python -m bench kills 200`` takes in a folder of short reports and kills the process with SIGKILL at a random, seeded
moment; then the desk is verified whole, every document that had been told as filed must be there, and a run to the end
must file the rest and nothing twice. A new desk every ``EACH`` kills. ``python -m bench kills 200 URL`` does so in
PostgreSQL, in databases that it makes on that server and removes again. One kill in ten is of the public command; the
others are of a forked process that has the records ready, so that most moments fall into filing and not into reading.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from onrecord.desk import Addition, Desk, Journey
from onrecord.record import Document, Record

#: Reports taken in between two kills, and kills of one desk.
REPORTS, EACH = 12, 10
_PUBLIC = 10


def run(count: str = "40", server: str = "") -> int:
    """Print what each kill left; 1 if anything was lost, doubled or damaged."""
    rng, wanted = random.Random(2031), int(count)
    kills, faults, moments = 0, 0, Counter[str]()
    journey = Ready()
    began = time.monotonic()
    while kills < wanted:
        with tempfile.TemporaryDirectory() as scratch, database(server) as url:
            place = Path(scratch) / "desk"
            Desk.create(place, database=url or None).close()
            for number in range(min(EACH, wanted - kills)):
                reports = made(Path(scratch) / f"reports-{number}", rng)
                public = kills % _PUBLIC == _PUBLIC - 1
                found = trial(url or str(place), reports, journey, rng, public, scratch)
                kills += 1
                moments[found.moment] += 1
                for fault in found.faults:
                    faults += 1
                    print(f"kill {kills}: {fault}")
    where = "PostgreSQL" if server else "SQLite"
    told = ", ".join(f"{number} {moment}" for moment, number in sorted(moments.items()))
    print(f"{where}: {kills} kills in {time.monotonic() - began:.0f} s: {told}")
    print("FAILED" if faults else "nothing lost, nothing twice, every desk in order")
    return 1 if faults else 0


class Ready(Journey):
    """Has read before what it is asked to read: filing is killed, not the network."""

    def __init__(self) -> None:
        super().__init__()
        self._read: dict[str, Record] = {}

    def read(self, document: Document) -> Record:
        if document.id not in self._read:
            self._read[document.id] = super().read(document)
        return self._read[document.id]


class Trial:
    """What one kill left: when it came, and what was wrong after it."""

    def __init__(self) -> None:
        self.moment = ""
        self.faults: list[str] = []


def trial(place: str, reports: Path, journey: Ready, rng: random.Random, public: bool, scratch: str) -> Trial:
    """Takes in the reports, kills at a random moment, and checks."""
    found = Trial()
    read_ahead(reports, journey)
    told, ended = killed_command(place, reports, rng, scratch) if public else killed_fork(place, reports, journey, rng)
    found.moment = "after the last" if ended else "before the first" if not told else "in between"
    with Desk.open(place) as desk:
        found.faults += in_order(desk)
        kept = Counter(filed_ids(desk))
        found.faults += [f"{id_} was told as filed and is not there" for id_ in told if not kept[id_]]
    with Desk.open(place) as desk:
        desk._journey = journey
        again = [one for one in desk.add(reports) if isinstance(one, Addition)]
        found.faults += in_order(desk)
        kept = Counter(filed_ids(desk))
    found.faults += [f"{id_} is there {number} times" for id_, number in kept.items() if number > 1]
    found.faults += [f"{one.document} is missing at the end" for one in again if not kept[one.document]]
    if len({one.document for one in again}) != REPORTS:
        found.faults.append(f"{len(again)} documents at the end, not {REPORTS}")
    return found


def read_ahead(reports: Path, journey: Ready) -> None:
    """Reads the reports once, so that those killed need not."""
    from onrecord.intake import take

    for path in sorted(reports.iterdir()):
        for document in take(path):
            if isinstance(document, Document):
                journey.read(document)


def killed_fork(place: str, reports: Path, journey: Ready, rng: random.Random) -> tuple[list[str], bool]:
    """The ids told as filed before the kill, and whether the work had ended before it."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            desk = Desk.open(place)
            desk._journey = journey
            for one in desk.add(reports):
                if isinstance(one, Addition):
                    os.write(theirs, one.document.encode() + b"\n")
            os.write(theirs, b"end\n")
        finally:
            os._exit(0)
    os.close(theirs)
    time.sleep(rng.uniform(0.0, 0.35))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(ours) as pipe:
        lines = pipe.read().splitlines()
    return [line for line in lines if line.startswith("d:")], "end" in lines


def killed_command(place: str, reports: Path, rng: random.Random, scratch: str) -> tuple[list[str], bool]:
    """The same for the public command: what it printed before it was killed."""
    out = Path(scratch) / "out"
    with out.open("wb") as file:
        command = [sys.executable, "-m", "onrecord", "desk", "add", str(reports), "--desk", place]
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(rng.uniform(0.5, 4.0))
        ended = process.poll() is not None
        os.killpg(process.pid, signal.SIGKILL) if not ended else None
        process.wait()
    return re.findall(r"^(?:filed|known|revised)\s+(d:\w+) .*\n", out.read_text(encoding="utf-8"), re.MULTILINE), ended


def in_order(desk: Desk) -> list[str]:
    """What the desk's own check finds."""
    from onrecord.store.verifying import verify

    return [str(problem) for problem in verify(desk.store).problems]


def filed_ids(desk: Desk) -> Iterator[str]:
    from onrecord.store import finding

    with desk.store.reading() as at:
        yield from [filed.id for filed in finding.documents(at)]


def made(folder: Path, rng: random.Random) -> Path:
    """A folder of short reports, no two alike."""
    folder.mkdir()
    sample = files("onrecord") / "sample"
    text = "\n".join((sample / n).read_text(encoding="utf-8") for n in ("wire-ceasefire.txt", "wire-visit.txt"))
    paragraphs = [p for p in re.split(r"\n\s*\n", text) if len(p) > 150]
    for number in range(REPORTS):
        words = f"Report {rng.getrandbits(40)} of the coast\n\n{rng.choice(paragraphs)}\n"
        (folder / f"r{number:02}.txt").write_text(words, encoding="utf-8")
    return folder


@contextmanager
def database(server: str) -> Iterator[str]:
    """The address of a new database on the server, removed at the end; empty where there is no server."""
    if not server:
        yield ""
        return
    import psycopg

    name = f"onrecord_kills_{os.getpid()}_{random.SystemRandom().getrandbits(32)}"
    with psycopg.connect(server, autocommit=True) as link:
        link.execute(f'CREATE DATABASE "{name}"')
    try:
        yield server.rpartition("/")[0] + "/" + name
    finally:
        with psycopg.connect(server, autocommit=True) as link:
            link.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
