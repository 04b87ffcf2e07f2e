"""What the steps write their columns with; it says no more than SQLAlchemy does, so that it never needs to change."""

from __future__ import annotations

import sqlalchemy as sa

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def no() -> sa.Column[int]:
    """A number that the database gives out."""
    return sa.Column("no", Number, primary_key=True, autoincrement=True)


def given() -> sa.Column[int]:
    """A number that the desk gives out."""
    return sa.Column("no", Number, primary_key=True, autoincrement=False)


def to(table: str, name: str | None = None, *, index: bool = False, nullable: bool = True) -> sa.Column[int]:
    """The number of a row of another table."""
    return sa.Column(name or table, Number, sa.ForeignKey(f"{table}.no"), index=index, nullable=nullable)


def of(table: str, name: str | None = None, *, index: bool = False) -> sa.Column[int]:
    """The number of a row of another table, which this row is known by."""
    key = sa.ForeignKey(f"{table}.no")
    return sa.Column(name or table, Number, key, primary_key=True, autoincrement=False, index=index)


def of_document() -> sa.Column[int]:
    """A table with at most one row for each document."""
    return sa.Column("document", Number, sa.ForeignKey("document.no"), primary_key=True, autoincrement=False)


def key(name: str) -> sa.Column[str]:
    """Text that a row is known by."""
    return sa.Column(name, Text, primary_key=True)


def must(name: str, *, index: bool = False, unique: bool = False) -> sa.Column[str]:
    """Text that is always there."""
    return sa.Column(name, Text, nullable=False, index=index, unique=unique or None)


def may(name: str, *, index: bool = False) -> sa.Column[str]:
    """Text that may be missing."""
    return sa.Column(name, Text, index=index)


def of_source(*, index: bool = False, nullable: bool = True) -> sa.Column[str]:
    """The outlet."""
    return sa.Column("source", Text, sa.ForeignKey("source.id"), index=index, nullable=nullable)


def of_snapshot(*, nullable: bool = True) -> sa.Column[str]:
    """The bytes."""
    return sa.Column("sha256", Text, sa.ForeignKey("snapshot.sha256"), index=True, nullable=nullable)
