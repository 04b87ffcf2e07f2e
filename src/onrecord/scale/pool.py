"""Work handed out to processes, answers taken back in the order of the work.

A worker holds one task at a time, so when it dies (killed, out of memory) it is known which task it held. That task
gets a second try in a new worker, since the death may not have been its fault; after a second death the task is given
back with ``Died``, and the rest goes on.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from ..errors import OnRecordError, ReadingError
from ..settings import tame

T = TypeVar("T")
R = TypeVar("R")

#: Tasks begun at most beyond the one whose answer is awaited, for each worker: what bounds the memory.
AHEAD = 8
_TRIES = 2
# A new interpreter inherits nothing of the parent (no lock held, no model half copied), the same on every system.
_SPAWN = get_context("spawn")


@dataclass(frozen=True, slots=True)
class Died:
    """No answer: one worker after another died over this task."""


def in_order(tasks: Iterable[T], start: Callable[[], Callable[[T], R]], jobs: int) -> Iterator[tuple[T, R | Died]]:
    """Each task with its answer, in the tasks' order; at most ``jobs`` processes, memory bounded.

    ``start`` is called once in each worker and gives what does the work; it, the tasks and the answers must pickle.

    Raises:
        OnRecordError: what ``start`` raised in a worker.
        ReadingError: if a worker cannot even start.
    """
    crew = _Crew(iter(tasks), start, jobs)
    answers: dict[int, tuple[T, R | Died]] = {}
    turn = 0
    try:
        while crew.hand_out(turn + AHEAD * jobs):
            for job, answer in crew.take_back():
                answers[job.number] = (job.task, answer)
            while turn in answers:
                # The worker that just answered works on while this answer is looked at.
                crew.hand_out(turn + AHEAD * jobs)
                yield answers.pop(turn)
                turn += 1
    finally:
        crew.dismiss()


@dataclass(slots=True)
class _Job(Generic[T]):
    number: int
    task: T
    deaths: int = 0


class _Worker(Generic[T]):
    """A process and the job it has; the job is sent once the process says that it is ready."""

    def __init__(self, start: Callable[[], Callable[[T], Any]], job: _Job[T]) -> None:
        self.line, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_serve, args=(theirs, start), daemon=True)
        with _as_a_worker():
            self.process.start()
        theirs.close()
        self.ready = False
        self.job: _Job[T] | None = job

    def end(self) -> None:
        self.line.close()
        self.process.terminate()
        self.process.join()
        self.process.close()


class _Crew(Generic[T, R]):
    def __init__(self, tasks: Iterator[T], start: Callable[[], Callable[[T], R]], jobs: int) -> None:
        self._tasks = enumerate(tasks)
        self._start = start
        self._jobs = jobs
        self._workers: list[_Worker[T]] = []
        self._again: list[_Job[T]] = []
        self._begun = 0

    def hand_out(self, before: int) -> bool:
        """Gives who is idle the next tasks, numbered below ``before``; whether anybody is at work then."""
        while True:
            idle = next((w for w in self._workers if w.job is None), None)
            if idle is None and len(self._workers) == self._jobs:
                break
            job = self._next(before)
            if job is None:
                break
            if idle is None:
                self._workers.append(_Worker(self._start, job))
            else:
                idle.job = job
                self._send(idle)
        return any(w.job is not None for w in self._workers)

    def take_back(self) -> Iterator[tuple[_Job[T], R | Died]]:
        """Waits until somebody at work has something to say: an answer, that it is ready, or nothing any more."""
        at_work = {w.line: w for w in self._workers if w.job is not None}
        for line in wait(list(at_work)):
            worker = at_work[line]  # type: ignore[index]
            job = worker.job
            assert job is not None  # noqa: S101 - at work means having a job
            try:
                said = worker.line.recv()
            except (EOFError, OSError):
                if self._mourn(worker, job):
                    yield job, Died()
                continue
            if worker.ready:
                worker.job = None
                yield job, said
            elif isinstance(said, OnRecordError):
                raise said
            else:
                worker.ready = True
                self._send(worker)

    def dismiss(self) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _next(self, before: int) -> _Job[T] | None:
        if self._again:
            return self._again.pop()
        if self._begun >= before:
            return None
        for number, task in self._tasks:
            self._begun = number + 1
            return _Job(number, task)
        return None

    def _send(self, worker: _Worker[T]) -> None:
        assert worker.job is not None  # noqa: S101
        try:
            worker.line.send(worker.job.task)
        except OSError:
            # Dead already; take_back finds the line closed and knows what to do.
            return

    def _mourn(self, worker: _Worker[T], job: _Job[T]) -> bool:
        """Lets a dead worker go; true when its job has had its last try."""
        self._workers.remove(worker)
        worker.end()
        if not worker.ready:
            raise ReadingError(
                "a process that should read could not start",
                None,
                "in a script, call read_many under if __name__ == '__main__', or use one job",
            )
        job.deaths += 1
        if job.deaths < _TRIES:
            self._again.append(job)
            return False
        return True


def _serve(line: Connection, start: Callable[[], Callable[[Any], Any]]) -> None:
    """A worker's life. It ends when its parent does: the line is closed then, however the parent ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        work = start()
    except OnRecordError as error:
        line.send(error)
        return
    try:
        line.send(None)
        while True:
            line.send(work(line.recv()))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


@contextmanager
def _as_a_worker() -> Iterator[None]:
    """What a process inherits that is started in here, for it must hold before it runs a line of ours.

    Its libraries are tamed; and it ignores Ctrl-C, since stopping is its parent's business.
    """
    environment = dict(os.environ)
    main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN) if main else None
    tame(os.environ)
    try:
        yield
    finally:
        if main:
            signal.signal(signal.SIGINT, before)
        for name in [name for name in os.environ if os.environ[name] != environment.get(name)]:
            if name in environment:
                os.environ[name] = environment[name]
            else:
                del os.environ[name]
