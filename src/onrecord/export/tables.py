"""Tables over all documents of a run: one row an event, a tie or a commitment. ``TABLES`` is the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..record import Record
from .event_table import EVENT_COLUMNS, event_rows
from .table_cells import written
from .tie_table import COMMITMENT_COLUMNS, TIE_COLUMNS, commitment_rows, tie_rows


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it is, its columns, and a record's rows."""

    about: str
    columns: tuple[str, ...]
    rows: Callable[[Record], list[list[str]]]

    def head(self, delimiter: str) -> str:
        """The line with the columns' names."""
        return written(self.columns, delimiter)

    def body(self, record: Record, delimiter: str) -> str:
        """A record's rows, each a line; empty where it has none."""
        return "".join(written(cells, delimiter) for cells in self.rows(record))


TABLES: dict[str, Table] = {
    "events": Table("one row an event, with POLECAT's columns and its standing", EVENT_COLUMNS, event_rows),
    "ties": Table("one row a tie, with its standing", TIE_COLUMNS, tie_rows),
    "commitments": Table("one row a commitment, with whose word it is", COMMITMENT_COLUMNS, commitment_rows),
}
