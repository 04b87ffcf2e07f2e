"""The watch: looks at what is watched when it is due, fetches its items, and files them; for weeks.

    tables --due--> workers fetch --> one thread reads and files --> tables

All state is in the tables ``watched`` and ``item``: a watch that was killed goes on where it was.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from ..clock import Clock, moment, stamp
from ..errors import IntakeError, OnRecordError, ReadingError, StoreError
from ..intake.visiting import Visitor
from ..store import watching as kept
from ..store.watch_lock import WatchLock
from ..store.watching import Item, WatchedKind
from .fetching import Done, Fetchers, Task, host_of, own_fault
from .folders import Listing
from .items import Items, Settled
from .keeping import Addition, Desk
from .looks import Looked, Looks
from .settling import PIECE
from .watch_log import Beat, Beating, WatchLog

T = TypeVar("T")
#: A host that wants to be left alone for longer than this (seconds) is come back to, not waited for.
_LONGEST_PAUSE = 60.0
#: Nothing is due later than this many seconds from now, unless the clock went back.
_BEYOND = 32 * 86400.0
#: How many things of one watched source, and of all, are held ready at a time.
_EACH, _MOST = 8, 500
#: Seconds for which what is in hand when a stop is asked for is waited for.
_GRACE = 5.0
#: Seconds after which something that the desk could not keep is fetched again; and the longest wait for a desk.
_PUT_OFF, _LONGEST_WAIT = 3600.0, 300.0


class _TakenOverError(Exception):
    """Another process watches this desk by now."""


class Watch:
    """Watches one desk.

    Args:
        workers: how many threads fetch at once. Each has one host at a time, and no host has two of them.
        log: where each look and each item is told.
        beat: is called with counts after each, in the thread that runs the watch.
        notice: what another process adds to watch, pauses or resumes is noticed within so many seconds.
    """

    def __init__(
        self,
        desk: Desk,
        visitor: Visitor,
        clock: Clock | None = None,
        rng: random.Random | None = None,
        *,
        workers: int = 4,
        log: WatchLog | None = None,
        beat: Beating | None = None,
        notice: float = 60.0,
    ) -> None:
        self._desk = desk
        self._visitor = visitor
        self._clock = clock or desk.store.clock
        self._rng = rng or random.Random()  # noqa: S311 - jitter is no secret
        self._workers = workers
        self._log = log or WatchLog(None, self._clock)
        self._beat = beat
        self._notice = notice
        self._looks = Looks(desk, self._clock, self._rng)
        self._items = Items(desk, self._clock, self._rng)
        self._fetchers = Fetchers(visitor, self._clock, workers)
        self._ready: dict[str, deque[Task]] = {}
        self._busy: dict[str, Task] = {}
        self._counts: Counter[str] = Counter()
        self._stop, self._lock = threading.Event(), WatchLock(desk.store)
        self._stale = True
        self._filed = 0
        self._next: datetime | None = None
        self._watched = 0

    def run(self, stop: threading.Event, cycles: int | None = None) -> None:
        """Watches until ``stop`` is set, or for so many cycles: all that is due is done, then the next is waited for.

        When ``stop`` is set nothing more is asked for; what is in hand is finished, for a few seconds.

        Raises:
            StoreError: if another process watches this desk.
        """
        lock = WatchLock(self._desk.store)
        if not lock.take():
            raise _taken(self._desk)
        self._stop, self._lock, self._items.stop = stop, lock, stop
        self._fetchers.start()
        self._log.tell("start", outcome=self._desk.store.place)
        try:
            self._go_on(stop, cycles)
            self._finish()
        except _TakenOverError:
            raise _taken(self._desk) from None
        finally:
            self._fetchers.end()
            lock.give_back()
        self._log.tell("stop", outcome="asked for" if stop.is_set() else "done")

    def _go_on(self, stop: threading.Event, cycles: int | None) -> None:
        done = 0
        while not stop.is_set():
            now = self._clock.now()
            if self._must_fill(now):
                self._patiently(self._fill)
            wait = self._send()
            if self._busy:
                self._take_answer(0.2)
                continue
            if wait is not None and wait <= _LONGEST_PAUSE:
                self._clock.wait(wait, stop)
                continue
            if self._stale:
                continue
            self._patiently(self._make_findable)
            done += 1
            if cycles is not None and done >= cycles:
                return
            self._clock.wait(self._until_next(), stop)
            self._stale = True

    def _must_fill(self, now: datetime) -> bool:
        low = sum(map(len, self._ready.values())) < 2 * self._workers
        return low and (self._stale or self._next is None or now >= self._next)

    def _fill(self) -> None:
        """Reads what is due from the tables; what is ready or being asked is not taken twice."""
        self._hold_on()
        now = self._clock.now()
        beyond = stamp(now + timedelta(seconds=_BEYOND))
        with self._desk.store.reading() as at:
            everything = {one.id: one for one in kept.all_watched(at, gone=True)}
            looks = kept.due_watched(at, stamp(now), beyond, _MOST)
            items = kept.due_items(at, stamp(now), beyond, _EACH, _MOST)
            following = kept.next_due(at)
        self._watched = sum(one.state is kept.WatchedState.ACTIVE for one in everything.values())
        tasks = [Task(one, None, host_of(one, None)) for one in looks]
        tasks += [Task(everything[one.watched], one, host_of(everything[one.watched], one)) for one in items]
        asking = {task.key for task in self._busy.values()}
        self._ready = {}
        for task in tasks:
            if task.key not in asking:
                self._ready.setdefault(task.host, deque()).append(task)
        due = None if following is None else moment(following)
        noticed = now + timedelta(seconds=self._notice)
        self._next = noticed if due is None or due > noticed else max(due, now + timedelta(seconds=1))
        self._stale = False

    def _send(self) -> float | None:
        """Gives the workers what may be asked now; seconds until the first host that wants a pause may be."""
        soonest: float | None = None
        for host in list(self._ready):
            if self._stop.is_set() or len(self._busy) >= 2 * self._workers:
                return soonest
            if host in self._busy:
                continue
            wait = self._send_one(host)
            if wait is not None:
                soonest = wait if soonest is None else min(wait, soonest)
        return soonest

    def _send_one(self, host: str) -> float | None:
        waiting = self._ready[host]
        while waiting:
            task = waiting[0]
            wait = self._ready_in(task)
            if wait > _LONGEST_PAUSE:
                self._postpone(task, wait)
                waiting.popleft()
                continue
            if wait > 0:
                return wait
            waiting.popleft()
            if task.item is not None and self._settled_here(task, task.item):
                self._stale = True
                continue
            self._busy[host] = task
            self._fetchers.ask(task)
            break
        if not waiting:
            del self._ready[host]
        return None

    def _settled_here(self, task: Task, item: Item) -> bool:
        """Whether an item needs no visit: it is known, a file, or its own text."""
        if item.url is None:
            self._settle(Done(task, IntakeError("this item has no page", item.key), 0.0))
            return True
        if self._patiently(lambda: self._items.known(item)):
            self._counts["known"] += 1
            self._log.tell("item", watched=task.watched.id, url=item.url, outcome="known")
            return True
        return False

    def _ready_in(self, task: Task) -> float:
        if task.watched.kind is WatchedKind.FOLDER or (task.item is not None and task.item.url is None):
            return 0.0
        try:
            return self._visitor.ready_in(task.url)
        except IntakeError:
            return 0.0  # it is no web address, which the visit will say

    def _postpone(self, task: Task, seconds: float) -> None:
        """Notes that a host wants to be left alone for long: it is come back to, whatever else happens."""
        later = stamp(self._clock.now() + timedelta(seconds=seconds))

        def act() -> None:
            with self._desk.store.writing() as at:
                if task.item is None:
                    kept.change_watched(at, task.watched.id, next=later)
                else:
                    kept.change_item(at, task.item.no, next=later)

        self._patiently(act)

    def _take_answer(self, seconds: float) -> None:
        done = self._fetchers.answer(seconds)
        if done is None:
            return
        if not (self._stop.is_set() and isinstance(done.brought, OnRecordError)):
            self._settle(done)
            if self._filed >= PIECE:
                self._patiently(self._make_findable)
        del self._busy[done.task.host]
        self._stale = True

    def _finish(self) -> None:
        """Settles what is in hand. What a stop cut short is no failure of anybody's, and is asked for again."""
        end = time.monotonic() + _GRACE
        while self._busy and (left := end - time.monotonic()) > 0:
            done = self._fetchers.answer(left)
            if done is None:
                return
            del self._busy[done.task.host]
            if isinstance(done.brought, OnRecordError):
                continue
            try:
                self._settle_once(done)
            except StoreError as error:
                self._log.tell("desk", outcome="failed", error=str(error))
                return

    def _settle(self, done: Done) -> None:
        self._patiently(lambda: self._settle_or_put_off(done))

    def _settle_or_put_off(self, done: Done) -> None:
        """Settles an answer; if the desk cannot keep just this one, it is put off.

        Raises:
            StoreError: if the desk keeps nothing.
        """
        try:
            self._settle_once(done)
        except StoreError as error:
            item = done.task.item
            if item is None:
                self._looks.put_off(done.task.watched, error, _PUT_OFF)
            else:
                self._items.put_off(item, error, _PUT_OFF)
            self._tell(done, "put off", 0, str(error))

    def _settle_once(self, done: Done) -> None:
        try:
            found = self._found(done)
        except StoreError:
            raise
        except Exception as fault:  # noqa: BLE001 - see own_fault
            error = fault if isinstance(fault, OnRecordError) else own_fault(done.task.url, fault)
            found = self._found(Done(done.task, error, done.seconds))
        if isinstance(found, Looked):
            for sentence in found.told:
                self._tell(done, sentence, found.new, None)
            self._counts["failures"] += found.outcome in ("failed", "refused", "gone")
            self._tell(done, found.outcome, found.new, found.error)
        else:
            if not found.additions:
                self._counts[found.outcome] += 1
            self._tell(done, found.outcome, 0, found.error)
        self._count(found.additions)

    def _found(self, done: Done) -> Looked | Settled:
        task, brought = done.task, done.brought
        if task.item is None:
            return self._looks.settle(task.watched, brought)
        if task.item.url is None:
            return self._items.file(task.watched, task.item)
        if isinstance(brought, Listing):
            raise ReadingError("a listing is no page", task.url, "please report it")
        return self._items.settle(task.watched, task.item, brought)

    def _make_findable(self) -> None:
        """Settles what was filed, in a pause or when it is a piece; a stop leaves the rest to the next watch."""
        for _ in self._desk.settle():
            if self._stop.is_set():
                return
        self._filed = 0

    def _count(self, additions: tuple[Addition, ...]) -> None:
        self._counts.update(one.outcome.value for one in additions)
        self._filed += len(additions)
        if self._beat is not None:
            told = {name: self._counts[name] for name in ("filed", "revised", "known", "refused", "gone", "failures")}
            self._beat(Beat(stamp(self._clock.now()), self._watched, len(self._busy), **told))

    def _tell(self, done: Done, outcome: str, new: int, error: str | None) -> None:
        event = "look" if done.task.item is None else "item"
        watched, url = (
            done.task.watched.id,
            done.task.url if done.task.item is None else done.task.item.url or done.task.item.key,
        )
        self._log.tell(
            event, watched=watched, url=url, outcome=outcome, new=new or None, seconds=done.seconds, error=error
        )

    def _patiently(self, act: Callable[[], T]) -> T | None:
        """Does something with the desk. While the desk fails (disk full, database gone) it is tried again, and that is
        told once; ``None`` if a stop was asked for meanwhile.
        """
        failures = 0
        while True:
            try:
                if failures:
                    self._hold_on()
                done = act()
            except StoreError as error:
                failures += 1
                if failures == 1:
                    self._log.tell("desk", outcome="failed", error=str(error))
                if self._clock.wait(min(2.0 ** min(failures, 20), _LONGEST_WAIT), self._stop):
                    return None
                continue
            if failures:
                self._log.tell("desk", outcome="works again")
            return done

    def _hold_on(self) -> None:
        """Makes sure that the desk is still this watch's: a database that was away has forgotten who watches."""
        if not self._lock.take():
            raise _TakenOverError

    def _until_next(self) -> float:
        now = self._clock.now()
        return 1.0 if self._next is None else min(max((self._next - now).total_seconds(), 0.0), self._notice)


def _taken(desk: Desk) -> StoreError:
    return StoreError("this desk is watched by another process", desk.store.place, "stop that one first")
