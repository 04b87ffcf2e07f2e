"""A comparison as JSON (``{"comparison": 1, ...}``, the number being the version of this form) and as CSV.

Fields are those of ``analysis/compare_parts.py`` under their names; additions keep the version, renames do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from ..analysis.compare_parts import Comparison, Match, Own, Row
from .json_text import one_object
from .table_cells import written

VERSION = 1
#: The columns of the table: a row for each pair, row or event. Those that begin with ``their_`` are the table's.
COLUMNS = (
    *("outcome", "score", "agrees", "differs", "reason"),
    *("their_line", "their_id", "their_first", "their_last", "their_type", "their_plover"),
    *("their_actors", "their_recipients", "their_place", "their_country", "their_source"),
    *("finding", "type", "mode", "actors", "recipients", "happened_from", "happened_to", "dated"),
    *("standing", "on_word", "polarity", "words", "carried", "document", "source", "grade", "published", "url"),
)
_OF_ROW, _OF_OWN = 11, 18


def wire(found: Comparison) -> dict[str, Any]:
    """The comparison as values of JSON."""
    return {"comparison": VERSION, **asdict(found)}


def text(found: Comparison, *, ascii_only: bool = False) -> str:
    """The comparison as one JSON object."""
    return one_object(wire(found), ascii_only=ascii_only)


def table(found: Comparison) -> str:
    """The comparison as CSV."""
    return "".join(written(row, ",") for row in (COLUMNS, *_rows(found)))


def _rows(found: Comparison) -> Iterator[list[str]]:
    for outcome, matches in (("agreed", found.agreed), ("also", found.also), ("near", found.near)):
        for one in matches:
            yield [outcome, *_likeness(one), "", *_row(one.row), *_own(one.own)]
    for there in found.only_there:
        yield ["only there", "", "", "", there.reason, *_row(there.row), *[""] * _OF_OWN]
    for here in found.only_here:
        yield ["only here", "", "", "", here.reason, *[""] * _OF_ROW, *_own(here.own)]


def _likeness(one: Match) -> list[str]:
    return [f"{one.score:g}", "; ".join(one.agrees), "; ".join(one.differs)]


def _row(row: Row) -> list[str]:
    return [
        *(str(row.line), row.id, row.first, row.last, row.label, "; ".join(row.types)),
        *("; ".join(row.actors), "; ".join(row.recipients)),
        *(row.place or "", row.country or "", row.source or ""),
    ]


def _own(own: Own) -> list[str]:
    cited = own.cited
    sides = ["; ".join(role.name for role in cited.roles if role.role == name) for name in ("actor", "recipient")]
    source = cited.source
    return [
        *(cited.id, cited.type, cited.mode or "", *sides),
        *(cited.happened_from or "", cited.happened_to or "", "yes" if own.dated else "no"),
        *(cited.standing, "; ".join(cited.on_word), cited.polarity, cited.words, str(own.carried)),
        *(source.document, source.outlet or "", source.grade or "", source.published or "", source.url or ""),
    ]
