"""A coverage as JSON (``{"coverage": 1, ...}``, the number being the version of this form) and as CSV.

Fields are those of ``analysis/coverage_parts.py`` under their names; additions keep the version, renames do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from ..analysis.coverage_parts import Coverage
from .json_text import one_object
from .table_cells import written

VERSION = 1
#: The columns of the table: a row for each outlet in each stretch.
COLUMNS = (
    "source",
    "name",
    "bucket",
    "first",
    "last",
    "documents",
    "texts",
    "statements",
    "missed",
    "state",
    "usual_gap_days",
    "silent_since",
)


def wire(found: Coverage) -> dict[str, Any]:
    """The coverage as values of JSON."""
    return {"coverage": VERSION, **asdict(found)}


def text(found: Coverage, *, ascii_only: bool = False) -> str:
    """The coverage as one JSON object."""
    return one_object(wire(found), ascii_only=ascii_only)


def table(found: Coverage) -> str:
    """The coverage as CSV."""
    return "".join(written(row, ",") for row in (COLUMNS, *_rows(found)))


def _rows(found: Coverage) -> Iterator[list[str]]:
    spans = {one.name: one for one in found.spans}
    for source in found.sources:
        for cell in source.cells:
            yield [
                source.id or "",
                source.name,
                cell.bucket,
                spans[cell.bucket].first,
                spans[cell.bucket].last,
                str(cell.documents),
                str(cell.texts),
                str(cell.statements),
                str(cell.missed),
                cell.state,
                "" if source.usual_gap is None else f"{source.usual_gap:g}",
                source.silent_since or "",
            ]
