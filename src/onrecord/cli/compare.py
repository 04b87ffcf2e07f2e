"""``onrecord compare``: set a table of another dataset beside the record: agreed, only here, only there."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import IntakeError, SettingError
from ..settings import Settings
from .answering import in_ascii, out_of, put, settle_first, stream_of
from .desk_place import as_of, open_desk
from .notices import tell
from .packing import printed
from .who_is_meant import who_is_meant

if TYPE_CHECKING:
    import sqlalchemy as sa

    from ..analysis.compare import Asked
    from ..analysis.compare_parts import Comparison
    from ..intake.event_tables import CodedEvent, Scheme

#: Lines of each part, and faults of the table that are named.
_LIMIT, _NAMED = 10, 10


def run(options: Namespace, settings: Settings) -> int:
    """Prints or writes the comparison: 0; 1 if some rows could not be used, or it is not clear who is meant."""
    from ..analysis.compare import compare

    limit = _LIMIT if options.limit is None else options.limit
    if limit < 0:
        raise SettingError("--limit is no number of lines", str(limit), "write 0 or more")
    out = out_of(options)
    path = Path(options.table)
    scheme, rows, faults = _read(path, options.scheme)
    with open_desk(options, settings) as desk:
        settle_first(desk)
        with desk.store.reading() as at:
            when = as_of(options.as_of)
            asked = _asked(options, at, when)
            if asked is None:
                return 1
            made = compare(at, (path.name, scheme, rows), asked, desk.gazetteer, when)
    put(options.format, _text(options.format, made, limit, out), out)
    return 1 if faults else 0


def _read(path: Path, said: str) -> tuple[Scheme, list[CodedEvent], int]:
    """The rows of the table; what cannot be used is told."""
    from ..intake.event_tables import Scheme, read_events, scheme_of

    scheme = scheme_of(path) if said == "auto" else Scheme(said)
    rows: list[CodedEvent] = []
    faults = 0
    for one in read_events(path, scheme):
        if isinstance(one, IntakeError):
            faults += 1
            if faults <= _NAMED:
                tell(f"onrecord: {one}")
        else:
            rows.append(one)
    if faults > _NAMED:
        tell(f"... and {faults - _NAMED:,} more rows that could not be used")
    return scheme, rows, faults


def _asked(options: Namespace, at: sa.Connection, when: str | None) -> Asked | None:
    from ..analysis.compare import Asked
    from ..store import entities

    bases: list[int] = []
    if options.actor is not None:
        found = who_is_meant(at, options.actor, when)
        if found is None:
            return None
        bases = entities.bases(at, found[0], when)
    numbers = None
    if options.find is not None:
        from ..desk.asking import asked
        from ..store.handing_rows import chosen

        numbers = chosen(at, asked(options.find, at_time=when)).rows.tolist()
    return Asked(options.since, options.until, numbers, tuple(bases))


def _text(form: str, made: Comparison, limit: int, out: Path | None) -> str:
    if form == "json":
        from ..export.compare_wire import text

        return text(made, ascii_only=in_ascii(out))
    if form == "csv":
        from ..export.compare_wire import table

        return table(made)
    from .compare_page import ComparePage

    return printed(lambda console: ComparePage(console).show(made, limit), stream_of(out))
