"""``onrecord desk export``: records as a desk keeps them, with grades, carriers, withdrawals and judgements."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ..errors import SettingError
from ..export import EXPORTS
from ..export.tables import TABLES
from ..record import Record
from ..settings import Settings
from .desk_asking import asked
from .desk_place import as_of, open_desk
from .notices import tell
from .writing import part_of, write_whole, writing

if TYPE_CHECKING:
    import sqlalchemy as sa

    from ..desk import Desk


def export_(options: Namespace, settings: Settings) -> int:
    """Writes the records in their form; one at a time, however many there are."""
    number = 0
    with open_desk(options, settings) as desk, desk.store.reading() as at:
        records = _records(desk, at, options)
        if options.format == "warc":
            number = _warc(desk, records, options)
        elif options.format in TABLES:
            number = _table(records, options)
        elif EXPORTS[options.format].joins:
            number = _joined(records, options)
        else:
            number = _one_by_one(records, options)
    if not number:
        tell("onrecord: no document on this desk fits")
    elif options.out not in (None, "-"):
        tell(f"{number:,} document{'' if number == 1 else 's'} written to {options.out}")
    return 0


def _records(desk: Desk, at: sa.Connection, options: Namespace) -> Iterator[Record]:
    from ..store import finding

    when = as_of(options.as_of)
    if options.ids:
        for id_ in options.ids:
            yield finding.record(desk.store, at, finding.document(at, id_, when).id, when)
    else:
        yield from finding.records(desk.store, at, asked(at, options), when)


def _joined(records: Iterator[Record], options: Namespace) -> int:
    number = 0
    with _output(options) as output:
        for record in records:
            number += 1
            for _, text in EXPORTS[options.format].files(record):
                output.write(text.encode())
    return number


def _table(records: Iterator[Record], options: Namespace) -> int:
    """One row a finding, with the outlet's grade, the finding's id and what became of it; tabs for a .tsv."""
    table, number = TABLES[options.format], 0
    between = "\t" if str(options.out or "").lower().endswith(".tsv") else ","
    with _output(options) as output:
        output.write(table.head(between).encode())
        for record in records:
            number += 1
            output.write(table.body(record, between).encode())
    return number


def _one_by_one(records: Iterator[Record], options: Namespace) -> int:
    """A form that holds one document: to standard output or a file if there is one, else a folder of files."""
    first, second = next(records, None), next(records, None)
    if first is None:
        return 0
    ((suffix, text),) = EXPORTS[options.format].files(first)
    if second is None and (options.out in (None, "-") or Path(options.out).suffix == suffix):
        with _output(options) as output:
            output.write(text.encode())
        return 1
    if options.out in (None, "-"):
        raise SettingError(f"{options.format} holds one document", None, "give a folder with --out, or --format jsonl")
    folder, number = Path(options.out), 0
    with writing(folder):
        folder.mkdir(exist_ok=True)
    for record in (one for some in ((first,), () if second is None else (second,), records) for one in some):
        ((suffix, text),) = EXPORTS[options.format].files(record)
        path = folder / f"{record.document.id.replace(':', '-')}{suffix}"
        _free(path, options.force)
        write_whole(path, text)
        number += 1
    return number


def _warc(desk: Desk, records: Iterator[Record], options: Namespace) -> int:
    """The original bytes; what was given up by a rule is told, not written."""
    from ..intake.warc_out import WarcItem, write_warc
    from ..version import ENGINE

    number = left_out = 0

    def items() -> Iterator[WarcItem]:
        nonlocal number, left_out
        for record in records:
            if record.kept is not None and not record.kept.bytes_kept:
                left_out += 1
                continue
            snapshot = record.document.snapshot
            data = desk.store.archive.get(snapshot.sha256)
            url = snapshot.final_url or record.document.url
            number += 1
            yield WarcItem(url, snapshot.fetched, snapshot.media_type, snapshot.status, data, snapshot.name)

    with _output(options) as output:
        write_warc(output, items(), {"software": f"onrecord {ENGINE}"})
    if left_out:
        tell(f"{left_out:,} documents left out: their original bytes were given up by a rule")
    return number


@contextmanager
def _output(options: Namespace) -> Iterator[BinaryIO]:
    """Standard output, or a file that is whole or not there."""
    if options.out in (None, "-"):
        with writing("standard output"):
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        return
    path = Path(options.out)
    _free(path, options.force)
    part = part_of(path)
    try:
        with writing(path):
            with part.open("wb") as file:
                yield file
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _free(path: Path, force: bool) -> None:
    if path.exists() and not force:
        raise SettingError("this file is there already", str(path), "give another --out, or --force")
