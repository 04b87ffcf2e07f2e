"""What every question to the desk is made of: until when, which id, and how many at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from ..errors import StoreError

T = TypeVar("T")

#: How many values one question names; SQLite and PostgreSQL both take more.
PIECE = 500
#: The fewest digits that an id may be shortened to.
LEAST_DIGITS = 4
_ID = re.compile(r"[a-z]:[0-9a-f]+\Z")
_SHOWN = 5


def by_then(column: sa.ColumnElement[Any], at_time: str | None) -> sa.ColumnElement[bool]:
    """Whether something had happened by a time; ``None`` is now."""
    return sa.true() if at_time is None else column <= at_time


def held_then(
    since: sa.ColumnElement[Any], until: sa.ColumnElement[Any], at_time: str | None
) -> sa.ColumnElement[bool]:
    """Whether something held at a time: from ``since`` on, until ``until`` if that is set; ``None`` is now."""
    held: sa.ColumnElement[bool] = until.is_(None)
    return held if at_time is None else by_then(since, at_time) & (held | (until > at_time))


def in_pieces(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in stretches that one question can name."""
    for begin in range(0, len(values), PIECE):
        yield values[begin : begin + PIECE]


def one_of(at: sa.Connection, column: sa.ColumnElement[Any], values: Sequence[Any]) -> Iterator[sa.ColumnElement[bool]]:
    """That a column has one of these values, in as many conditions as are needed. PostgreSQL takes a list as one value:
    so a statement is the same however long the list is, and is neither written nor planned anew.
    """
    if at.dialect.name != "postgresql":
        yield from (column.in_(some) for some in in_pieces(values))
    elif values:
        yield column == sa.any_(sa.literal(list(values), sa.ARRAY(column.type)))


def shortened(said: str, letters: str) -> str | None:
    """An id, whole or shortened, in small letters; ``None`` if this is none. ``letters`` are the kinds that fit."""
    small = said.strip().lower()
    return small if _ID.match(small) and small[0] in letters else None


def only_id(
    at: sa.Connection, column: sa.ColumnElement[str], said: str, letters: str, what: str, *fits: sa.ColumnElement[bool]
) -> str:
    """The one id in ``column`` that is ``said`` or begins so, among the rows where ``fits`` holds.

    Raises:
        StoreError: if ``said`` is no id of one of the kinds ``letters``, too short, or fits none or several.
    """
    begin = shortened(said, letters)
    if begin is None:
        raise StoreError(f"this is no id of {_a(what)}", repr(said), f"write it as {letters[0]}:3f9c, as it was cited")
    if len(begin) < 2 + LEAST_DIGITS:
        raise StoreError(f"this is too little of an id of {_a(what)}", begin, f"give {LEAST_DIGITS} digits or more")
    # "g" stands after every hexadecimal digit.
    which = sa.select(column).distinct().where(column >= begin, column < begin + "g", *fits)
    found = list(at.execute(which.order_by(column).limit(_SHOWN + 1)).scalars())
    if not found:
        raise StoreError(f"this desk has no {what} of this id", begin, "check the id, or the time that is asked for")
    if len(found) > 1:
        named = ", ".join(found[:_SHOWN]) + (" and more" if len(found) > _SHOWN else "")
        raise StoreError(f"several ids of {_a(what)} begin so", begin, f"give more digits: {named}")
    return found[0]


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"
