"""Rows inserted by the shortest way: a table's statement is made once, and the driver is given the values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

Row = dict[str, Any]


def insert(at: sa.Connection, table: sa.Table, rows: Sequence[Row], *, unless_there: bool = False) -> None:
    """Inserts rows, all with the same columns, in their order; ``unless_there`` passes over one whose key is there.

    Values must be such as both drivers take as they are: text, numbers, truth values, bytes, ``None``.
    """
    if not rows:
        return
    columns = tuple(rows[0])
    if len(rows) > 1 and at.dialect.name == "postgresql" and not unless_there:
        at.exec_driver_sql(_of_lists(table, columns), _lists(table, columns, rows))
        return
    statement, ordered = _statement(at.dialect, table, columns, unless_there)
    values: list[Any] = list(rows) if ordered is None else list(map(ordered, rows))
    at.exec_driver_sql(statement, values if len(values) > 1 else values[0])


@lru_cache(maxsize=256)
def _statement(
    dialect: sa.Dialect, table: sa.Table, columns: tuple[str, ...], unless_there: bool
) -> tuple[str, Callable[[Row], Any] | None]:
    """The statement as the driver takes it, and what puts a row's values in order where they have no names."""
    statement = (_passing_over(dialect, table) if unless_there else sa.insert(table)).inline()
    compiled = statement.compile(dialect=dialect, column_keys=list(columns))
    order = getattr(compiled, "positiontup", None)
    # No table has one column only, for which itemgetter would give no tuple.
    return str(compiled), None if order is None else itemgetter(*order)


def _passing_over(dialect: sa.Dialect, table: sa.Table) -> sa.Insert:
    if dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table).on_conflict_do_nothing()
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table).on_conflict_do_nothing()


@lru_cache(maxsize=64)
def _of_lists(table: sa.Table, columns: tuple[str, ...]) -> str:
    """PostgreSQL's statement for many rows, which it is given column by column: it is carried out once, not by row."""
    names = ", ".join(f'"{name}"' for name in columns)
    lists = ", ".join(f"%({name})s::{_type(table.c[name])}[]" for name in columns)
    return (
        f"INSERT INTO {table.name} ({names}) SELECT {names} "  # noqa: S608, names of our tables only
        f'FROM unnest({lists}) WITH ORDINALITY AS given ({names}, "nth") ORDER BY "nth"'
    )


def _type(column: sa.Column[Any]) -> str:
    kinds = {
        sa.BigInteger: "bigint",
        sa.Integer: "integer",
        sa.Boolean: "boolean",
        sa.Float: "double precision",
        sa.LargeBinary: "bytea",
        sa.Text: "text",
    }
    return next(name for kind, name in kinds.items() if isinstance(column.type, kind))


def _lists(table: sa.Table, columns: tuple[str, ...], rows: Sequence[Row]) -> dict[str, list[Any]]:
    lists: dict[str, list[Any]] = {name: [row[name] for row in rows] for name in columns}
    for name in columns:
        if isinstance(table.c[name].type, sa.Float):
            # The driver takes no list with whole numbers among others.
            lists[name] = [None if value is None else float(value) for value in lists[name]]
    return lists
