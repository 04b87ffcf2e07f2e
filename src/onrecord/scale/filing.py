"""Many documents onto one desk: several processes read, one files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from ..desk.journey import Refusal
from ..desk.keeping import Addition, Desk, raws
from ..desk.pending import Pending
from ..desk.settling import PIECE
from ..errors import OnRecordError, ReadingError
from ..gazetteer import with_own
from ..intake import Overrides
from ..reading import Reader
from ..record import Document, Record
from ..tagger import Tagger
from .pool import Died, in_order


def add_many(
    desk: Desk, sources: Iterable[str], overrides: Overrides, jobs: int = 1, packs: Sequence[Path] = ()
) -> Iterator[Addition | Refusal]:
    """What the sources hold, taken in, read by ``jobs`` processes and filed, in their order.

    Each Addition is given when its document is filed for good. What was filed is settled as it goes, a piece for each
    ``PIECE`` documents; ``Desk.settle`` does the rest.

    Raises:
        StoreError: if the desk itself fails.
    """
    for number, found in enumerate(_filed_one_by_one(desk, sources, overrides, jobs, packs), 1):
        yield found
        if number % PIECE == 0:
            next(desk.settle(), None)


def _filed_one_by_one(
    desk: Desk, sources: Iterable[str], overrides: Overrides, jobs: int, packs: Sequence[Path]
) -> Iterator[Addition | Refusal]:
    if jobs == 1:
        for source in sources:
            yield from desk.add(source, overrides)
        return
    taken = (found for source in sources for found in _taken(desk, source, overrides))
    for task, answer in in_order(taken, partial(_Desk, tuple(packs)), jobs):
        if isinstance(task, Pending):
            yield _filed(desk, task, answer)
        else:
            yield task


def _taken(desk: Desk, source: str, overrides: Overrides) -> Iterator[Pending | Addition | Refusal]:
    for raw in raws(source):
        if isinstance(raw, Refusal):
            yield raw
        else:
            yield from desk.taken_in(raw, overrides)


def _filed(desk: Desk, task: Pending, answer: Record | OnRecordError | Died | None) -> Addition | Refusal:
    if isinstance(answer, Record):
        return desk.file(task, answer)
    error = answer if isinstance(answer, OnRecordError) else None
    name = task.met.name
    return Refusal(name, error or ReadingError("the process that read this ended", name, "add it again by itself"))


class _Desk:
    """Where a process reads; what needs no reading passes through."""

    def __init__(self, packs: Sequence[Path]) -> None:
        self._reader = Reader(Tagger(), with_own(packs))

    def __call__(self, task: Pending | Addition | Refusal) -> Record | OnRecordError | None:
        if not isinstance(task, Pending):
            return None
        document: Document = task.document
        try:
            return self._reader.read(document)
        except OnRecordError as error:
            return error
