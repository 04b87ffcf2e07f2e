"""What a desk keeps, handed out in a form of the field: all of it or what a question finds, now or as of a time.

Documents go in the order of their filing, a stretch at a time, through the form's pieces into the spool beside the
output; then the form makes its file of them, and it is put in its place. Nothing is held but a stretch.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import sqlalchemy as sa

from ..errors import SettingError, StoreError
from ..export.forms import Form, Head, Item
from ..store import finding, handing_rows
from ..store.edits import edited
from ..store.own_facts import desk_id
from ..version import ENGINE
from .choosing import Choice, Wanted, question
from .deletions import gone, rows_in, written
from .narrowing import handed_out
from .spooling import Reached, Spool

if TYPE_CHECKING:
    from .keeping import Desk

__all__ = ["Exported", "Progress", "Wanted", "deletions_path", "export", "items"]

#: New objects after which cycles are looked for.
_SELDOM = 20_000
#: Told after each stretch: how many documents are done, and of how many.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was handed out: how many documents, how many lines they gave, how many documents a run before did, the
    latest stamp of the desk that was seen, and how many deletions there are, if an earlier export was named.
    """

    documents: int
    lines: int
    before: int
    seen: str
    deletions: int | None = None


def export(desk: Desk, wanted: Wanted, out: Path, *, force: bool = False, progress: Progress | None = None) -> Exported:
    """Makes the file ``out``: it is whole, or not there. What was filed and is not settled has no actors of the desk.

    A run that was stopped is gone on with by the same call, as long as the desk is as it was; one that had put its file
    in its place, and was killed then, is only told.

    Raises:
        QueryError: if the question cannot be understood.
        SettingError: if ``out`` is there and ``force`` is not said, if another export was begun beside it, or if no
            earlier export can be read where one is named.
        StoreError: if the desk fails, or the output cannot be written.
    """
    _must_be_installed(wanted.form)
    _must_be_free(out, force or out.with_name(f"{out.name}.part").is_dir())
    if wanted.before is not None:
        wanted.before.must_be_readable()
    with _writing(out), desk.store.reading() as at:
        head, told = _head(at, wanted), _told(at, wanted)
        chosen = Choice.of(at, wanted)
        with _few_collections(), Spool(out, told, force) as spool:
            before = spool.reached
            if before.made and out.exists() and not (spool.folder / "made").exists():
                deletions = None if wanted.before is None else rows_in(deletions_path(out))
            else:
                if not force:
                    _must_still_be_free(spool, out, wanted)
                _spooled(desk, at, wanted, chosen, spool, progress)
                deletions = _made(at, wanted, spool, out, head)
            spool.remove()
            return Exported(spool.reached.documents, spool.reached.lines, before.documents, head.seen, deletions)


def _made(at: sa.Connection, wanted: Wanted, spool: Spool, out: Path, head: Head) -> int | None:
    """Makes the files of what is spooled, and puts them in their places; how many deletions there are."""
    deletions = None
    if wanted.before is not None:
        part = spool.folder / "deletions"
        with _whole(part) as file:
            deletions = written(gone(at, question(wanted), wanted.before), file)
        part.replace(deletions_path(out))
    with _whole(spool.folder / "made") as file:
        wanted.form.finish(spool, file, head)
    spool.place(spool.folder / "made", out)
    return deletions


def deletions_path(out: Path) -> Path:
    """Where deletions are written beside an output: ``acled.csv`` has ``acled.deletions.csv``."""
    return out.with_name(f"{out.stem}.deletions.csv")


def items(desk: Desk, at: sa.Connection, wanted: Wanted) -> Iterator[Item]:
    """What is handed out, a document after another."""
    chosen = Choice.of(at, wanted)
    for numbers in chosen.stretches(at, 0, wanted.limit):
        yield from _items(desk, at, wanted, chosen, numbers)


def _spooled(
    desk: Desk, at: sa.Connection, wanted: Wanted, chosen: Choice, spool: Spool, progress: Progress | None
) -> None:
    if spool.reached.whole:
        return
    total = chosen.number(at)
    total = total if wanted.limit is None else min(total, wanted.limit)
    left = None if wanted.limit is None else wanted.limit - spool.reached.documents
    for numbers in chosen.stretches(at, spool.reached.after, left):
        pieces = [piece for item in _items(desk, at, wanted, chosen, numbers) for piece in wanted.form.pieces(item)]
        spool.put(numbers[-1], len(numbers), pieces)
        if progress is not None:
            progress(spool.reached.documents, total)
    spool.complete()


def _items(desk: Desk, at: sa.Connection, wanted: Wanted, chosen: Choice, numbers: Sequence[int]) -> Iterator[Item]:
    found = list(finding.of_numbers(desk.store, at, numbers, wanted.at_time))
    entities = handing_rows.entities_of(at, [reading for _, reading, _ in found], wanted.at_time)
    asked_for = chosen.findings(at, numbers)
    for number, reading, record in found:
        made = record if wanted.form.as_read else edited(record)
        left, ids = handed_out(made, asked_for.get(number), wanted.rejected)
        locals_ = {actor.id for actor in left.actors}
        known = {local: one for local, one in entities[reading].items() if local in locals_}
        yield Item(number, left, ids, known)


def _head(at: sa.Connection, wanted: Wanted) -> Head:
    seen, _ = handing_rows.state(at)
    engine = f"onrecord {ENGINE}"
    return Head(desk_id(at), seen, wanted.query, engine, wanted.licence, wanted.tlp, wanted.at_time)


def _told(at: sa.Connection, wanted: Wanted) -> dict[str, Any]:
    """What tells one export from another."""
    return {
        "export": [wanted.form.name, wanted.form.rows],
        "query": wanted.query,
        "as_of": wanted.at_time,
        "rejected": wanted.rejected,
        "whole": wanted.whole,
        "limit": wanted.limit,
        "licence": wanted.licence,
        "tlp": wanted.tlp,
        "engine": ENGINE,
        "desk": desk_id(at),
        "before": None if wanted.before is None else [wanted.before.since, str(wanted.before.file or "")],
        "seen": list(handing_rows.state(at)),
    }


def _must_be_installed(form: Form) -> None:
    if form.uses is not None and find_spec(form.uses) is None:
        raise SettingError(
            "this form needs more than the plain install", form.name, f"pip install 'onrecord[{form.needs}]'"
        )


def _must_be_free(out: Path, force: bool) -> None:
    if out.exists() and not out.is_file():
        raise SettingError("this is no file", str(out), "give --out FILE")
    if out.exists() and not force:
        raise SettingError("this file is there already", str(out), "give another --out, or --force")


def _must_still_be_free(spool: Spool, out: Path, wanted: Wanted) -> None:
    """What is there was not put there by this export: now that others are kept out, it can be told."""
    begun = spool.reached != Reached()
    try:
        _must_be_free(out, False)
        # A run that was stopped may have made this one.
        if wanted.before is not None and not begun:
            _must_be_free(deletions_path(out), False)
    except SettingError:
        if not begun:
            spool.remove()
        raise


@contextmanager
def _few_collections() -> Iterator[None]:
    """Records are trees: looking for cycles in them finds nothing, and takes a tenth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(_SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def _whole(part: Path) -> Iterator[BinaryIO]:
    """A file that is safe on the disk in the end."""
    with part.open("w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    """What the system says against writing the output, in one sentence."""
    try:
        yield
    except OSError as reason:
        raise StoreError(
            f"this output cannot be written ({(reason.strerror or str(reason)).lower()})",
            str(out),
            "check its place and the room there; the same command goes on from here",
        ) from None
