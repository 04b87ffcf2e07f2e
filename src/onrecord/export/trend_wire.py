"""A trend as JSON (``{"trend": 1, ...}``, the number being the version of this form) and as CSV, a row a point.

Fields are those of ``analysis/trend_parts.py`` under their names; additions keep the version, renames do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from ..analysis.tellings import LINES
from ..analysis.trend_parts import Trend
from .json_text import one_object
from .table_cells import written

VERSION = 1
#: The columns of the table.
COLUMNS = (
    "by",
    "by_name",
    "to",
    "to_name",
    "bucket",
    "first",
    "last",
    "partial",
    "documents",
    "texts",
    "outlets",
    "gap",
    "line",
    "told",
    "per_100_texts",
    "mean_intensity",
    "weighted_per_100_texts",
    "types",
    "voices",
    "findings",
)


def wire(trend: Trend) -> dict[str, Any]:
    """The trend as values of JSON."""
    out: dict[str, Any] = {"trend": VERSION, **asdict(trend)}
    for direction, of in zip(out["directions"], trend.directions, strict=True):
        for bucket, one in zip(direction["buckets"], of.buckets, strict=True):
            bucket["gap"] = one.gap
    return out


def text(trend: Trend, *, ascii_only: bool = False) -> str:
    """The trend as one JSON object."""
    return one_object(wire(trend), ascii_only=ascii_only)


def table(trend: Trend) -> str:
    """The trend as CSV: a row for each line in each stretch, with its denominator; no figure where that is none."""
    return "".join(written(row, ",") for row in (COLUMNS, *_rows(trend)))


def _rows(trend: Trend) -> Iterator[list[str]]:
    for direction in trend.directions:
        ids = {one.bucket: one for one in direction.sentences}
        to = direction.to
        sides = [
            direction.by.id or "",
            direction.by.name,
            "" if to is None else to.id or "",
            "" if to is None else to.name,
        ]
        for bucket in direction.buckets:
            for line in LINES:
                point = bucket.points[line]
                found = [one.cited.id for one in ids[bucket.name].shown if one.line == line]
                yield [
                    *sides,
                    bucket.name,
                    bucket.first,
                    bucket.last,
                    _truth(bucket.partial),
                    str(bucket.documents),
                    str(bucket.texts),
                    str(bucket.outlets),
                    _truth(bucket.gap),
                    line,
                    "" if bucket.gap else str(point.told),
                    _figure(point.per_100),
                    _figure(point.intensity),
                    _figure(point.weighted),
                    "; ".join(f"{name} {count}" for name, count in point.types),
                    "; ".join(f"{name} {count}" for name, count in point.voices),
                    " ".join(found),
                ]


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"
