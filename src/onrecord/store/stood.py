"""Who stood where at a time in the past, where judgements have put actors elsewhere since, or had till then.

The rows of the index name the entities that actors are now. Of few rows that is another one than it was then: these are
worked out anew, and asked for beside the index.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from . import entities, indexing
from .asking import in_pieces
from .expression import All, AnyOf, But, Expression, Mark, numbers
from .tables import indexed


@dataclass(frozen=True, slots=True)
class Stands:
    """What a row of ``indexed`` was found by then: its marks, and its first two sides."""

    marks: frozenset[str]
    who: int | None
    whom: int | None


@dataclass(frozen=True, slots=True)
class Stood:
    """The rows, by their numbers, that have other entities now than they had then; none for the present."""

    rows: Mapping[int, Stands] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def at(cls, at: sa.Connection, at_time: str | None) -> Stood:
        """As of a time; ``None`` is now."""
        moved = {} if at_time is None else entities.moved_since(at, at_time)
        if not moved:
            return cls()
        made = indexing.as_linked(at, moved)
        marks = {row["no"]: frozenset(row["marks"].split()) for row in made.words}
        return cls({row["no"]: Stands(marks[row["no"]], row["who"], row["whom"]) for row in made.indexed})

    def fits(self, asked: Expression) -> list[int]:
        """Those of the rows that marks found then."""
        return [no for no, one in self.rows.items() if _has(one.marks, asked)]

    def numbers(self, at: sa.Connection, asked: Expression) -> sa.Select[Any] | sa.CompoundSelect[Any]:
        """The numbers of all rows that marks found then, as a query whose column is ``no``."""
        now = numbers(at.dialect.name, asked)
        if not self.rows:
            return now
        of_now = now.subquery("now")
        parts = [sa.select(of_now.c.no).where(*(of_now.c.no.not_in(some) for some in in_pieces(list(self.rows))))]
        parts += [sa.select(indexed.c.no).where(indexed.c.no.in_(some)) for some in in_pieces(self.fits(asked))]
        return sa.union_all(*parts)


def _has(marks: frozenset[str], asked: Expression) -> bool:
    match asked:
        case Mark(mark):
            return mark in marks
        case All(parts):
            return all(_has(marks, part) for part in parts)
        case AnyOf(parts):
            return any(_has(marks, part) for part in parts)
        case But(part, without):
            return _has(marks, part) and not _has(marks, without)
        case _:
            raise AssertionError(asked)
