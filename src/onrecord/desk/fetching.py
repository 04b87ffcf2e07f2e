"""The workers of a watch: each fetches one thing at a time, and files nothing."""

from __future__ import annotations

import queue
import threading
import traceback
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ..clock import Clock
from ..errors import OnRecordError, ReadingError
from ..intake.visiting import Validators, Visit, Visitor
from ..store.watching import Item, Watched, WatchedKind
from .entries import told_of
from .folders import Listing, listing

Brought = Visit | Listing | OnRecordError


@dataclass(frozen=True, slots=True)
class Task:
    """Something to fetch: a look at ``watched``, or one ``item`` of it."""

    watched: Watched
    item: Item | None
    host: str

    @property
    def key(self) -> str:
        return self.watched.id if self.item is None else f"item {self.item.no}"

    @property
    def url(self) -> str:
        return self.watched.url if self.item is None or self.item.url is None else self.item.url


@dataclass(frozen=True, slots=True)
class Done:
    task: Task
    brought: Brought
    seconds: float


class Fetchers:
    """Threads that fetch what they are asked to. What is too slow to be waited for at the end is left behind."""

    def __init__(self, visitor: Visitor, clock: Clock, number: int) -> None:
        self._visitor = visitor
        self._clock = clock
        self._number = number
        self._threads: list[threading.Thread] = []
        self._asked: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Done] = queue.SimpleQueue()

    def start(self) -> None:
        """Begins."""
        # A daemon ends with its process, though it waits for a server.
        names = [f"fetch-{number}" for number in range(self._number)]
        self._threads = [threading.Thread(target=self._work, name=name, daemon=True) for name in names]
        for thread in self._threads:
            thread.start()

    def ask(self, task: Task) -> None:
        """Has it fetched by the first worker that is free."""
        self._asked.put(task)

    def answer(self, seconds: float) -> Done | None:
        """What came back next, waited for so long; ``None`` if nothing did."""
        try:
            return self._answers.get(timeout=seconds)
        except queue.Empty:
            return None

    def end(self) -> None:
        """Lets the workers go."""
        for _ in self._threads:
            self._asked.put(None)
        for thread in self._threads:
            thread.join(0.2)

    def _work(self) -> None:
        while (task := self._asked.get()) is not None:
            began = self._clock.monotonic()
            brought: Brought
            try:
                brought = self._bring(task)
            except OnRecordError as error:
                brought = error
            except Exception as fault:  # noqa: BLE001 - see own_fault
                brought = own_fault(task.url, fault)
            self._answers.put(Done(task, brought, self._clock.monotonic() - began))

    def _bring(self, task: Task) -> Visit | Listing:
        watched, item = task.watched, task.item
        if item is not None:
            known = told_of(item.facts).validators if item.document is not None else Validators()
            return self._visitor.visit(task.url, known)
        if watched.kind is WatchedKind.FOLDER:
            return listing(Path(watched.url), self._clock.now().timestamp())
        return self._visitor.visit(task.url, Validators(watched.etag, watched.modified))


def host_of(watched: Watched, item: Item | None) -> str:
    """The host that a task asks, or the folder."""
    url = item.url if item is not None and item.url is not None else watched.url
    try:
        return urlsplit(url).hostname or f"here {watched.id}"
    except ValueError:
        return f"nowhere {watched.id}"


def own_fault(name: str, fault: Exception) -> OnRecordError:
    """A fault of onrecord's own over one source: told in its row and in the log, with its place in the code.

    The other sources are not to blame for it, and a watch that ended here would end here each time it is begun.
    """
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    at = f"{Path(frame.filename).name}:{frame.lineno}"
    return ReadingError(f"onrecord failed over this ({type(fault).__name__} at {at})", name, "please report it")
