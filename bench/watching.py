"""A desk that watches forty sites, most of them troublesome, for as many hours as there are cycles, on a fast clock.

``python -m bench watching 200``: what should be filed is filed once and nothing else is, memory stays flat, every
failure is told, and the sites' own log of requests obeys the rules of politeness.
"""

from __future__ import annotations

import itertools
import os
import random
import statistics
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from onrecord.clock import stamp
from onrecord.desk import Desk, Journey
from onrecord.desk.following import follow, follow_list
from onrecord.desk.watch_log import WatchLog
from onrecord.desk.watching import Watch
from onrecord.intake import Limits
from onrecord.intake.opml import Outline, write_opml
from onrecord.intake.visiting import Visitor
from onrecord.record import Document, Record
from onrecord.store import finding
from onrecord.store import watching as kept

from .watched_world import (
    CRAWL_DELAY,
    HOSTS,
    HOUR,
    KINDS,
    NOTHING,
    RETRY_AFTER,
    TOLD,
    FastClock,
    World,
    serving,
)

#: Seconds between two requests to one host, and the share by which memory may grow from the second quarter to the last.
PAUSE, FLAT = 2.0, 0.10
#: A run shorter than this (hours) says nothing of memory.
SETTLED = 100
#: What was published in the last hours may be filed or not: a feed is looked at half as often as it publishes, and what
#: fails is tried again after some hours.
LATE = 14 * HOUR
_LIMITS = Limits(
    connect=2.0, read=2.0, total=2.5, size=500_000, allow_private=frozenset(f"127.0.0.{host}" for host in HOSTS)
)


class _Hours(FastClock):
    """The clock, which samples memory each hour and ends the watch after so many."""

    def __init__(self, hours: int, stop: threading.Event) -> None:
        super().__init__()
        self.memory: list[float] = []
        self._hours, self._stop = hours, stop

    def wait(self, seconds: float, stop: threading.Event | None = None) -> bool:
        done = super().wait(seconds, stop)
        while len(self.memory) < min(self.passed // HOUR, self._hours):
            self.memory.append(_resident())
            if len(self.memory) % 20 == 0:
                print(f"hour {len(self.memory):4d}: {self.memory[-1]:.0f} MB", flush=True)
        if len(self.memory) >= self._hours:
            self._stop.set()
        return done


class _Timed(Journey):
    """Reads, and keeps how long that took."""

    seconds = 0.0

    def read(self, document: Document) -> Record:
        began = time.monotonic()
        try:
            return super().read(document)
        finally:
            self.seconds += time.monotonic() - began


def run(cycles: str = "40") -> int:
    """Print what was filed, told and asked; 1 if a bar is broken."""
    hours, stop = int(cycles), threading.Event()
    clock = _Hours(hours, stop)
    world = World(clock, hours)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch, serving(world):
        journey = _Timed()
        with Desk.create(Path(scratch) / "desk", clock=clock) as made:
            desk = Desk(made.store, "bench", journey=journey)
            visitor = Visitor(_LIMITS, clock, pause=PAUSE, stop=stop)
            list(follow_list(desk, _opml(world), "forty"))
            follow(desk, f"{world.base(40)}/feed", visitor=visitor)
            log = WatchLog(Path(scratch) / "log", clock)
            Watch(desk, visitor, clock, random.Random(40), log=log, notice=HOUR).run(stop)
            looks = (Path(scratch) / "log").read_text(encoding="utf-8").count('"event": "look"')
            faults = [*_filed(desk, world), *_told(desk, world), *_asked(world), *_flat(clock.memory)]
    requests = sum(map(len, world.asked.values()))
    seconds = time.monotonic() - began
    print(f"{hours} hours in {seconds:.0f} s, {journey.seconds:.0f} s of them reading")
    print(f"{looks} looks, {requests} requests to {len(world.asked)} hosts")
    for fault in faults[:30]:
        print(f"FAILED: {fault}")
    return 1 if faults else 0


def _opml(world: World) -> bytes:
    feeds = [host for host in HOSTS if KINDS.get(host) not in ("moved here", "sitemap")]
    outlines = [Outline(f"{world.base(host)}/feed", f"The Coast Post {host}") for host in feeds]
    return write_opml(outlines, "forty", stamp(world.clock.now())).encode()


def _filed(desk: Desk, world: World) -> list[str]:
    with desk.store.reading() as at:
        documents = list(finding.documents(at))
    filed = Counter(str(one.title) for one in documents)
    must, may = world.expected(LATE)
    vanished = [one for one in documents if one.vanished is not None]
    revised = [one for one in documents if one.revises is not None]
    print(
        f"{len(documents)} documents: {len(must & filed.keys())} of {len(must)} that must be, "
        f"{len((may - must) & filed.keys())} of {len(may - must)} that may be; {len(revised)} new versions, "
        f"{len(vanished)} whose page vanished"
    )
    faults = [f"filed {number} times: {title}" for title, number in filed.items() if number > 1]
    faults += [f"not filed: {title}" for title in sorted(must - filed.keys())]
    faults += [f"filed though it should not be: {title}" for title in sorted(filed.keys() - must - may)]
    settled = stamp(world.clock.now().replace(microsecond=0))
    of_vanishing = [one for one in documents if str(one.title).startswith("Report 36") and one.filed < settled]
    unseen = [one for one in of_vanishing if one.vanished is None and _age(world, one.filed) > 14 * HOUR]
    return faults + [f"its page vanished and that was not seen: {one.title}" for one in unseen]


def _age(world: World, filed: str) -> float:
    from datetime import datetime

    return (world.clock.now() - datetime.fromisoformat(filed.replace("Z", "+00:00"))).total_seconds()


def _told(desk: Desk, world: World) -> list[str]:
    with desk.store.reading() as at:
        troubles = kept.trouble(at)
    by_host = {}
    for one in troubles:
        # What moved has its new address; it is told under its old one.
        host = int(one.watched.url.partition("//")[2].partition(":")[0].rpartition(".")[2])
        by_host[29 if host == 30 else host] = one
    faults = []
    for host, one in by_host.items():
        kind, watched = KINDS.get(host, ""), one.watched
        told = watched.error or (one.reasons[0][0] if one.reasons else None)
        if kind in TOLD:
            said = f"renamed from {watched.renamed_from}" if kind == "renamed" else f"moved to {watched.moved_to}"
            said = said if kind in ("renamed", "moved") else f"{watched.state.value}, {told}"
            print(f"  {kind}: {said}")
        faults += [f"nothing is told of {kind}"] if kind in TOLD and one.is_well else []
        faults += [f"{kind}: no failure is counted"] if kind in NOTHING and not watched.failures else []
        faults += [f"{kind}: no rename is told"] if kind == "renamed" and watched.renamed_from is None else []
        faults += [f"{kind}: no refusal is counted"] if kind == "robots: all" and not watched.refusals else []
        faults += [f"{kind}: no move is told"] if kind == "moved" and watched.moved_to != watched.url else []
        faults += (
            [f"{kind}: not told as gone"] if kind == "gone" and watched.state is not kept.WatchedState.GONE else []
        )
        faults += [f"host {host} is told as ill: {told}"] if not kind and not one.is_well else []
    return faults


def _asked(world: World) -> list[str]:
    faults, least = [], float("inf")
    for host, log in world.asked.items():
        kind = KINDS.get(host, "")
        pause = CRAWL_DELAY if kind == "crawl-delay" else PAUSE
        # robots.txt itself is asked for before its Crawl-delay is known.
        gaps = [b.at - a.at for a, b in itertools.pairwise(log) if a.path != "/robots.txt"]
        least = min([least, *(gap for gap in gaps)])
        faults += [f"host {host} ({kind}) was asked after {gap:.1f} s" for gap in gaps if gap < pause - 0.001][:1]
        faults += [f"host {host} was asked {world.at_once[host]} times at once"] if world.at_once[host] > 1 else []
        paths = {one.path for one in log}
        faults += (
            [f"robots.txt of host {host} was ignored"] if kind == "robots: all" and paths != {"/robots.txt"} else []
        )
        closed = kind == "robots: articles" and any(path.startswith("/a/") for path in paths)
        faults += [f"robots.txt of host {host} was ignored"] if closed else []
        for one, then in itertools.pairwise(log):
            if one.status == 429 and then.at < one.at + RETRY_AFTER:
                faults.append(f"Retry-After of host {host} was undercut: {then.at - one.at:.0f} s")
        feeds = [one for one in log if one.path == "/feed"]
        given = next((n for n, one in enumerate(feeds) if one.status == 200), len(feeds))
        given += kind == "sitemap"  # it was looked at once before it was watched
        bare = [one for one in feeds[given + 1 :] if not one.conditional]
        if bare and kind not in NOTHING and kind != "no feed":
            faults.append(f"host {host} ({kind}): {len(bare)} requests without conditions")
        most = world.end / 300.0 + 6 * sum(1 for _ in world.published(host))
        faults += [f"host {host} was asked {len(log)} times"] if len(log) > most else []
    counts = sorted(len(log) for log in world.asked.values())
    unchanged = sum(one.status == 304 for log in world.asked.values() for one in log)
    print(
        f"requests to one host: {counts[0]} to {counts[-1]}, median {statistics.median(counts):.0f}; "
        f"least pause {least:.1f} s; {unchanged} answered with 304"
    )
    return faults


def _flat(memory: list[float]) -> list[str]:
    quarter = max(1, len(memory) // 4)
    second, last = statistics.mean(memory[quarter : 2 * quarter] or memory), statistics.mean(memory[-quarter:])
    print(f"memory {second:.0f} MB in the second quarter, {last:.0f} MB in the last: {last / second - 1:+.1%}")
    if len(memory) < SETTLED:
        print(f"(no verdict under {SETTLED} hours: until then buffers still find their size)")
        return []
    return [f"memory grew by {last / second - 1:.0%}"] if last > second * (1 + FLAT) else []


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
