"""Kept questions asked of what is new, and what they find sent out, once.

    settled readings --ask--> hits --make--> deliveries --send--> channels

What was found, and how far the question has been asked, are one transaction; so are the deliveries made of hits, and
that they are made. All state is in the tables ``saved``, ``hit``, ``delivery``: a run that is killed goes on there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Event
from typing import Protocol

import sqlalchemy as sa

from ..clock import stamp
from ..errors import OnRecordError, QueryError, StoreError
from ..store import deliveries, query
from ..store import saved as kept
from ..store.deliveries import Part
from ..store.hits import Question
from ..store.new_hits import new_hits
from ..store.opening import Store
from ..store.saved import Every, Saved, SavedState
from ..store.unsettled import settled_whole
from ..store.watch_lock import WatchLock
from .channels import Way
from .channels import kept as kept_channel
from .delivering import Delivering, Ways
from .digest import MOST
from .digest_times import next_digest
from .reminding import due_now
from .watch_log import WatchLog

#: Readings that a question is asked of in one piece.
PIECE = 2000
#: Seconds after which reminders are looked for again, if something was settled; on a new day they are at once.
REMINDED_EVERY = 600.0
#: Seconds between two looks for what was settled, and the longest wait for a desk that fails.
POLL, _LONGEST_WAIT = 5.0, 300.0


class Search(Protocol):
    """What kept questions are asked of."""

    def settled(self, at: sa.Connection) -> int:
        """The number of the last reading that can be searched."""

    def find(self, store: Store, at: sa.Connection, one: Saved, upto: int) -> Iterator[tuple[str, str]]:
        """What fits a question in the readings after ``one.upto`` and up to ``upto``: ids, with the documents'."""


class Index:
    """The desk's own index."""

    def settled(self, at: sa.Connection) -> int:
        """As ``Search`` has it. What is to be settled once more, after a redaction, is not to be passed over."""
        return settled_whole(at)

    def find(self, store: Store, at: sa.Connection, one: Saved, upto: int) -> Iterator[tuple[str, str]]:
        """As ``Search`` has it.

        Raises:
            QueryError, StoreError: if the question cannot be asked (any more).
        """
        question = Question(query.parse(one.query), stemming=one.options.stemming, names=one.options.names)
        return new_hits(at, question, one.upto, upto)


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: hits found, messages made, sent, put off and given up."""

    found: int = 0
    made: int = 0
    done: int = 0
    postponed: int = 0
    failed: int = 0


class Alerts:
    """Asks one desk's kept questions, and sends what they find.

    Args:
        settle: makes what was filed and not settled yet findable, before each round.
        log: where each thing that was sent, or could not be, is told.
    """

    def __init__(
        self,
        store: Store,
        ways: Ways,
        *,
        search: Search | None = None,
        settle: Callable[[Event], None] | None = None,
        log: WatchLog | None = None,
    ) -> None:
        self._store = store
        self._search = search or Index()
        self._settle = settle
        self._log = log or WatchLog(None, store.clock)
        self._lock = WatchLock(store, "alert")
        self._delivering = Delivering(store, ways, self._log, self._alone)
        #: Of each reminder when it was asked last: the day, the last reading that was settled, and seconds.
        self._reminded: dict[str, tuple[date, int, float]] = {}

    def run(self, stop: Event, *, once: bool = False, poll: float = POLL) -> Round:
        """Rounds until ``stop`` is set, ``poll`` seconds apart, or one; what the last of them did.

        While the desk fails (disk full, database gone) it is tried again, unless it is to be one round only.

        Raises:
            StoreError: if another process sends this desk's alerts; with ``once`` also if the desk fails.
        """
        self._alone()
        failures = 0
        done = Round()
        try:
            while not stop.is_set():
                try:
                    if failures:
                        self._alone()
                    done = self.round(stop)
                except _TakenOverError:
                    raise
                except StoreError as error:
                    if once:
                        raise
                    failures += 1
                    if failures == 1:
                        self._log.tell("desk", outcome="failed", error=str(error))
                    self._store.clock.wait(min(2.0 ** min(failures, 20), _LONGEST_WAIT), stop)
                    continue
                if failures:
                    self._log.tell("desk", outcome="works again")
                    failures = 0
                if once:
                    break
                self._store.clock.wait(poll, stop)
        finally:
            self._lock.give_back()
        return done

    def round(self, stop: Event) -> Round:
        """Asks every question of what is new, makes the messages that are due, and sends what is due."""
        if self._settle is not None:
            self._settle(stop)
        found = made = 0
        with self._store.reading() as at:
            questions = [one for one in kept.all_saved(at) if one.state is SavedState.ACTIVE]
            settled = self._search.settled(at)
        for question in questions:
            if question.options.reminds is not None:
                new, messages = self._remind(question, settled)
                found, made = found + new, made + messages
                continue
            one: Saved | None = question
            while one is not None and one.upto < settled and not stop.is_set():
                new, messages, one = self._ask(one, min(settled, one.upto + PIECE), settled)
                found, made = found + new, made + messages
        if not stop.is_set():
            made += self._make_digests()
        sent = self._delivering.send_due(stop)
        return Round(found, made, sent.done, sent.postponed, sent.failed)

    def _ask(self, one: Saved, upto: int, settled: int) -> tuple[int, int, Saved | None]:
        """Asks a question of one piece: how many hits are new, how many messages that made, and the question as it is
        after that; ``None`` if nothing more can be asked now.
        """
        try:
            with self._store.reading() as at:
                if self._search.settled(at) < upto:
                    return 0, 0, None  # words of it were taken out meanwhile
                fits = list(self._search.find(self._store, at, one, upto))
                known = kept.known_before(at, one.begin, [id_ for id_, _ in fits])
        except (QueryError, StoreError) as error:
            self._cannot(one, error)
            return 0, 0, None
        with self._store.writing() as at:
            now = kept.by_id(at, one.id)
            if now.state is not SavedState.ACTIVE or now.upto != one.upto:
                return 0, 0, None  # paused or removed meanwhile
            found = kept.add_hits(self._store, at, now, [pair for pair in fits if pair[0] not in known])
            kept.change_saved(at, one.id, upto=upto, error=None)
            messages = 0
            if upto == settled and one.every is Every.NOW:
                messages = len(self._make(at, Every.NOW, [now]))
            return found, messages, kept.by_id(at, one.id)

    def _remind(self, one: Saved, settled: int) -> tuple[int, int]:
        """Looks for what a reminder has to tell of: how many, and how many messages that made."""
        today, seconds = self._store.clock.now().date(), self._store.clock.monotonic()
        last = self._reminded.get(one.id)
        if last is not None and last[0] == today and (last[1] == settled or seconds - last[2] < REMINDED_EVERY):
            return 0, 0
        try:
            with self._store.reading() as at:
                fits = due_now(self._store, at, one)
        except (QueryError, StoreError) as error:
            self._cannot(one, error)
            return 0, 0
        with self._store.writing() as at:
            now = kept.by_id(at, one.id)
            if now.state is not SavedState.ACTIVE:
                return 0, 0
            found = kept.add_hits(self._store, at, now, fits)
            kept.change_saved(at, one.id, upto=max(now.upto, settled), error=None)
            messages = len(self._make(at, Every.NOW, [now])) if one.every is Every.NOW else 0
        self._reminded[one.id] = today, settled, seconds
        return found, messages

    def _cannot(self, one: Saved, error: OnRecordError) -> None:
        """Notes that a question cannot be asked: of what is new it is asked when it can be."""
        if one.error == str(error):
            return
        self._log.tell("alert", alert=one.name, outcome="failed", error=str(error))
        with self._store.writing() as at:
            kept.change_saved(at, one.id, error=str(error))

    def _make_digests(self) -> int:
        now = self._store.clock.now()
        made = 0
        for every in (Every.DAY, Every.WEEK):
            with self._store.reading() as at:
                if not self._digests(at, every):
                    continue
            with self._store.writing() as at:
                due = self._digests(at, every)
                made += len(self._make(at, every, due))
                for one in due:
                    again = next_digest(every, one.options, now)
                    kept.change_saved(at, one.id, next=None if again is None else stamp(again))
        return made

    def _digests(self, at: sa.Connection, every: Every) -> list[Saved]:
        """The questions whose digest is due; one due in more than eight days is too, for the clock went back."""
        now, beyond = (stamp(self._store.clock.now() + timedelta(days=days)) for days in (0, 8))
        return [
            one
            for one in kept.all_saved(at)
            if one.state is SavedState.ACTIVE
            and one.every is every
            and one.next is not None
            and not now < one.next <= beyond
        ]

    def _make(self, at: sa.Connection, every: Every, questions: Sequence[Saved]) -> list[str]:
        """Makes the messages of all hits that none was made of yet, and notes that they are made."""
        runs: dict[str, list[tuple[Saved, list[int]]]] = {}
        for one in questions:
            numbers = kept.untold(at, one)
            if not numbers and not (one.options.empty and every is not Every.NOW):
                continue
            for to in dict.fromkeys(one.channels):
                runs.setdefault(to, []).append((one, numbers))
            if numbers:
                kept.change_saved(at, one.id, told=numbers[-1])
        return [
            deliveries.make(self._store, at, to, every, parts)
            for to, run in runs.items()
            for parts in _messages(to, run)
        ]

    def _alone(self) -> None:
        """Makes sure that no other process sends this desk's alerts: a database that was away has forgotten who did."""
        if not self._lock.take():
            raise _TakenOverError("another process sends this desk's alerts", self._store.place, "stop that one first")


class _TakenOverError(StoreError):
    """Another process sends this desk's alerts."""


def _messages(to: str, run: Sequence[tuple[Saved, list[int]]]) -> Iterator[list[Part]]:
    """The parts of each message to one channel. Mail is one, and counts what is beyond ``MOST``; elsewhere nothing is
    left out, and there are as many messages as that takes.
    """
    if kept_channel(to).way is Way.MAIL:
        yield [Part(one.id, one.told, numbers[-1] if numbers else one.told) for one, numbers in run]
        return
    parts: list[Part] = []
    room = MOST
    for one, numbers in run:
        at = 0
        while True:
            some = numbers[at : at + room]
            last = numbers[at - 1] if at else one.told
            parts.append(Part(one.id, last, some[-1] if some else last))
            at, room = at + len(some), room - len(some)
            if room == 0:
                yield parts
                parts, room = [], MOST
            if at >= len(numbers):
                break
    if parts:
        yield parts
