"""``onrecord coverage``: what was read, missed and silent, by source and language."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ..clock import moment, stamp
from ..settings import Settings
from .answering import in_ascii, out_of, put, settle_first, stream_of
from .desk_place import as_of, open_desk
from .packing import printed

if TYPE_CHECKING:
    from ..analysis.coverage_parts import Coverage


def run(options: Namespace, settings: Settings) -> int:
    """Prints or writes the coverage; 0."""
    from ..analysis.coverage import Asked, coverage
    from ..store import coverage_rows, outlets

    out = out_of(options)
    when = as_of(options.as_of)
    with open_desk(options, settings) as desk:
        settle_first(desk)
        with desk.store.reading() as at:
            named = [outlets.find_source(at, name) for name in options.source or ()]
            language = options.language.strip().lower() if options.language else None
            asked = Asked(options.by, options.since, options.until, tuple(named) or None, language)
            # A desk may hold what was filed by a clock ahead of this one: looks are counted back from its latest then.
            latest = max([filed for filed, _ in coverage_rows.filings(at, when)], default="")
            now = stamp(desk.store.clock.now()) if when is None else when
            now = max(now, stamp(moment(f"{latest}T00:00:00Z"))) if latest and when is None else now
            made = coverage(at, asked, when, now)
    put(options.format, _text(options.format, made, out), out)
    return 0


def _text(form: str, made: Coverage, out: Path | None) -> str:
    if form == "json":
        from ..export.coverage_wire import text

        return text(made, ascii_only=in_ascii(out))
    if form == "csv":
        from ..export.coverage_wire import table

        return table(made)
    from .coverage_page import CoveragePage

    return printed(lambda console: CoveragePage(console).show(made), stream_of(out))
