"""Many documents on one machine, in one process or several, in the order in which they were asked for."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from ..desk import Journey, Refusal
from ..errors import IntakeError, OnRecordError, ReadingError, SettingError
from ..gazetteer import with_own
from ..intake import Overrides, load, take
from ..reading import Reader
from ..record import Document, Record
from ..tagger import Tagger
from .gathering import Source, gathered, holds_many, name_of
from .pool import Died, in_order

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source to read, but for its first ``skip`` documents."""

    source: Source | Refusal
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Finished(Generic[T]):
    """The outcome of one document: number ``number`` (from 0) of the source ``wanted[place]``, and whether its last."""

    place: int
    number: int
    last: bool
    found: T | Refusal


def read_many(
    sources: Iterable[Source], *, jobs: int = 1, overrides: Overrides | None = None, packs: Sequence[Path] = ()
) -> Iterator[Record | Refusal]:
    """Read many documents: files, folders, globs, URLs, ``-`` or bytes at hand, in their order.

    A document that cannot be read is a ``Refusal`` in its place, and the rest is read. With ``jobs`` above 1 that many
    processes read; each loads the model once (about 0.25 GB of memory). A script must then call this under
    ``if __name__ == "__main__"``, for Python runs the script's top again in each process. ``packs`` are folders with
    packs of names of one's own, known beside those that ship.

    Raises:
        SettingError: if ``jobs`` is below 1.
        GazetteerError: while iterating, if one of ``packs`` breaks its form.
        ModelCardError: while iterating, if the model and its card do not agree.
    """
    told = finished((Wanted(source) for source in gathered(sources)), _whole, jobs, overrides, packs)
    return (one.found for one in told)


def finished(
    wanted: Iterable[Wanted],
    pack: Callable[[Record], T],
    jobs: int = 1,
    overrides: Overrides | None = None,
    packs: Sequence[Path] = (),
) -> Iterator[Finished[T]]:
    """The outcome of every document, in order; ``pack`` (it must pickle) makes of a record what the caller needs.

    Raises:
        SettingError: if ``jobs`` is below 1.
    """
    if jobs < 1:
        raise SettingError("the number of jobs must be 1 or more", str(jobs))
    tasks = _tasks(wanted, overrides or Overrides())
    start: Callable[[], _Bench[T]] = partial(_Bench, pack, overrides, tuple(packs))
    return _told(in_order(tasks, start, jobs) if jobs > 1 else _alone(tasks, start))


def _whole(record: Record) -> Record:
    return record


@dataclass(frozen=True, slots=True)
class _Task:
    """A source to take in and read whole, or one document of a source that holds many and was taken in already."""

    place: int
    name: str
    what: Source | Document | Refusal
    first: int = 0
    last: bool = True
    one_of_many: bool = False


class _Bench(Generic[T]):
    """Where a process reads: model and packs are loaded once."""

    def __init__(self, pack: Callable[[Record], T], overrides: Overrides | None, packs: Sequence[Path] = ()) -> None:
        tagger, gazetteer = Tagger(), with_own(packs)
        self._journey = Journey(tagger, gazetteer)
        self._reader = Reader(tagger, gazetteer)
        self._pack = pack
        self._overrides = overrides

    def __call__(self, task: _Task) -> list[T | Refusal]:
        told: list[T | Refusal] = []
        try:
            for outcome in self._outcomes(task.what):
                told.append(outcome if isinstance(outcome, Refusal) else self._pack(outcome))
        except Exception as fault:  # noqa: BLE001 - see _own_fault
            told.append(_own_fault(task.name, fault))
        return told

    def _outcomes(self, what: Source | Document | Refusal) -> Iterable[Record | Refusal]:
        if isinstance(what, Refusal):
            return [what]
        if isinstance(what, Document):
            return [self._reader.read(what)]
        return self._journey.records(what, self._overrides)


def _alone(tasks: Iterator[_Task], start: Callable[[], _Bench[T]]) -> Iterator[tuple[_Task, list[T | Refusal] | Died]]:
    bench = start()
    for task in tasks:
        yield task, bench(task)


def _told(answers: Iterator[tuple[_Task, list[T | Refusal] | Died]]) -> Iterator[Finished[T]]:
    for task, answer in answers:
        if isinstance(answer, Died):
            answer = [Refusal(task.name, _death(task.name))]
        if task.one_of_many or len(answer) <= task.first:
            yield Finished(task.place, task.first, task.last, answer[-1])
            continue
        for number, outcome in enumerate(answer):
            if number >= task.first:
                yield Finished(task.place, number, number == len(answer) - 1, outcome)


def _tasks(wanted: Iterable[Wanted], overrides: Overrides) -> Iterator[_Task]:
    for place, one in enumerate(wanted):
        source, name = one.source, name_of(one.source)
        if source == "-":
            source = _loaded(name)
        if isinstance(source, Refusal) or not holds_many(source):
            yield _Task(place, name, source, first=one.skip)
        else:
            yield from _split(place, source, one.skip, overrides)


def _loaded(name: str) -> Source | Refusal:
    """Standard input is this process's: no worker can read it."""
    try:
        return load(name)
    except IntakeError as error:
        return Refusal(name, error)


def _split(place: int, source: Source, skip: int, overrides: Overrides) -> Iterator[_Task]:
    """The documents of a source that holds many, so that they are shared out and none waits for all the others."""
    name = name_of(source)
    held: _Task | None = None
    for number, what in enumerate(_taken(source, name, overrides)):
        if held is not None:
            yield held
        called = what.source if isinstance(what, Refusal) else _called(what, name, number)
        held = _Task(place, called, what, number, last=False, one_of_many=True) if number >= skip else None
    if held is not None:
        yield replace(held, last=True)


def _called(document: Document, name: str, number: int) -> str:
    """What a person calls one of many: an item of a container has a name of its own."""
    own = document.snapshot.name
    return own if own and own != name else f"{name}, article {number + 1}"


def _taken(source: Source, name: str, overrides: Overrides) -> Iterator[Document | Refusal]:
    try:
        for document in take(source, overrides):
            yield Refusal(document.where or name, document) if isinstance(document, IntakeError) else document
    except OnRecordError as error:
        yield Refusal(name, error)
    except Exception as fault:  # noqa: BLE001 - see _own_fault
        yield _own_fault(name, fault)


def _own_fault(name: str, fault: Exception) -> Refusal:
    """A fault of onrecord's own over one document: said, with its place in the code, so that it can be reported.

    This is a door as the command line is one: 19,999 other documents are waiting, and a run that stopped here would
    stop here again each time it goes on.
    """
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    at = f"{frame.filename.replace(chr(92), '/').rpartition('/')[2]}:{frame.lineno}"
    kind = type(fault).__name__
    error = ReadingError(f"onrecord failed over this document ({kind} at {at})", name, "please report it")
    error.add_note("".join(traceback.format_exception(fault)))
    return Refusal(name, error)


def _death(name: str) -> OnRecordError:
    return ReadingError(
        "the process that read this document was killed, twice", name, "is there enough memory? try fewer jobs"
    )
