"""What a trend is counted from, as rows: findings of one side towards another, and whose words they are told in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from . import blocks, many
from .asking import by_then, in_pieces
from .blocks import Columns
from .expression import AnyOf, Expression, Mark, Run, either, every
from .index_rows import mark
from .postings import Postings
from .search_words import words
from .stood import Stood
from .tables import document, entity, finding

_COUNTED = AnyOf((Mark("k_statement"), Mark("k_event")))


class Side(NamedTuple):
    """The base entities of one side of a trend, and of the other (``None``: anybody). A statement in whose words the
    other is ``named`` (folded words in a row) is found too, though it is neither spoken to nor the target.
    """

    doing: Sequence[int]
    receiving: Sequence[int] | None
    named: Sequence[tuple[str, ...]] = ()

    def found_by(self) -> Expression:
        """What finds statements and events of the one towards the other."""
        if self.receiving is None or not self.named:
            return self.by_role()
        runs: list[Expression] = [Run(words, (False,) * len(words), True, "said") for words in self.named]
        return either([self.by_role(), every([Mark("k_statement"), many.sides("by", self.doing), either(runs)])])

    def by_role(self) -> Expression:
        """The same without statements that only name the other."""
        parts: list[Expression] = [_COUNTED, many.sides("by", self.doing)]
        return every(parts if self.receiving is None else [*parts, many.sides("at", self.receiving)])


def documents(at: sa.Connection, at_time: str | None = None, stood: Stood | None = None) -> Columns:
    """The documents that were on the desk by then, side by side."""
    if at_time is None:
        every_row = blocks.columns(at)
        return every_row.at(every_row.has("kind", "document"))
    return many.marked(at, Mark("k_document"), at_time, stood)


def document_numbers(found: Columns) -> NDArray[np.int64]:
    """The numbers of documents, of the rows of documents."""
    return (found.numbers - 1) // 2


def between(at: sa.Connection, side: Side, at_time: str | None = None, stood: Stood | None = None) -> Columns:
    """The statements and events of one side towards the other that held then, without what was rejected."""
    return many.marked(at, side.found_by(), at_time, stood)


def only_named(
    at: sa.Connection, side: Side, rows: Columns, at_time: str | None, stood: Stood | None
) -> frozenset[int]:
    """The numbers of those of these rows of ``between`` that are statements whose words name the other, and no more."""
    if side.receiving is None or not side.named:
        return frozenset()
    return frozenset(rows.numbers.tolist()) - _also(at, side, rows, side.by_role(), at_time, stood)


def words_of(name: str) -> tuple[str, ...]:
    """A name in the words that statements are searched by."""
    return tuple(words(name))


def in_background(
    at: sa.Connection, side: Side, rows: Columns, at_time: str | None, stood: Stood | None
) -> frozenset[int]:
    """The numbers of those of these rows of ``between`` that their text tells as what was before."""
    return _also(at, side, rows, Mark("bg"), at_time, stood)


def of_mode(
    at: sa.Connection, side: Side, rows: Columns, mode: str, at_time: str | None, stood: Stood | None
) -> frozenset[int]:
    """The numbers of those of these rows of ``between`` that are events of this mode."""
    return _also(at, side, rows, Mark(mark("m", mode)), at_time, stood)


def _also(
    at: sa.Connection, side: Side, rows: Columns, asked: Expression, at_time: str | None, stood: Stood | None
) -> frozenset[int]:
    """The numbers of those of these rows of ``between`` that are found so too."""
    there = Postings.of(at) if at_time is None else None
    if there is not None:
        found = there.having(asked, rows.numbers)
    else:
        found = many.marked(at, every([side.found_by(), asked]), at_time, stood, rejected=True).numbers
    return frozenset(rows.numbers[np.isin(rows.numbers, found)].tolist())


def within_others(at: sa.Connection, findings: Sequence[int]) -> frozenset[int]:
    """Those of these statements (numbers of findings) that are told within another statement."""
    found: set[int] = set()
    for some in in_pieces(findings):
        which = sa.select(finding.c.no).where(finding.c.no.in_(some), finding.c.by.is_not(None))
        found.update(at.execute(which).scalars())
    return frozenset(found)


def dated_to(at: sa.Connection, precisions: Collection[str], at_time: str | None) -> NDArray[np.int64]:
    """The numbers of the documents whose date is known to one of these only (month, year), ascending."""
    which = sa.select(document.c.no).where(document.c.precision.in_(sorted(precisions)))
    found = at.execute(which.where(by_then(document.c.filed, at_time))).scalars()
    return np.array(sorted(found), dtype=np.int64)


def known(at: sa.Connection, at_time: str | None) -> dict[str, int]:
    """The base entities of all actors that packs know, by their ids there."""
    which = sa.select(entity.c.link, entity.c.no).where(entity.c.link.is_not(None), by_then(entity.c.made, at_time))
    return {str(link): no for link, no in at.execute(which)}
