"""``onrecord coverage``: what was read, missed and silent, by source and language."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ..clock import moment, stamp
from ..errors import SettingError
from ..settings import Settings
from .actor import _is_utf, _settle
from .desk_place import as_of, open_desk
from .notices import tell
from .packing import printed
from .saying import write
from .writing import write_whole

if TYPE_CHECKING:
    from ..analysis.coverage_parts import Coverage


def run(options: Namespace, settings: Settings) -> int:
    """Prints or writes the coverage; 0."""
    from ..analysis.coverage import Asked, coverage
    from ..store import coverage_rows, outlets

    out = Path(options.out) if options.out and options.out != "-" else None
    if out is not None and out.exists() and not options.force:
        raise SettingError("this file is there already", str(out), "give another --out, or --force")
    when = as_of(options.as_of)
    with open_desk(options, settings) as desk:
        _settle(desk)
        with desk.store.reading() as at:
            named = [outlets.find_source(at, name) for name in options.source or ()]
            language = options.language.strip().lower() if options.language else None
            asked = Asked(options.by, options.since, options.until, tuple(named) or None, language)
            # A desk may hold what was filed by a clock ahead of this one: looks are counted back from its latest then.
            latest = max([filed for filed, _ in coverage_rows.filings(at, when)], default="")
            now = stamp(desk.store.clock.now()) if when is None else when
            now = max(now, stamp(moment(f"{latest}T00:00:00Z"))) if latest and when is None else now
            made = coverage(at, asked, when, now)
    text = _text(options.format, made, terminal=out is None)
    if out is None:
        write(text)
    else:
        write_whole(out, text)
        tell(f"written to {out}")
    return 0


def _text(form: str, made: Coverage, *, terminal: bool) -> str:
    if form == "json":
        from ..export.coverage_wire import text

        return text(made, ascii_only=terminal and (sys.stdout.isatty() or not _is_utf()))
    if form == "csv":
        from ..export.coverage_wire import table

        return table(made)
    from .coverage_page import CoveragePage

    return printed(lambda console: CoveragePage(console).show(made), sys.stdout if terminal else None)
