"""Lists of values in statements that are made once.

A statement with a list in it would be put together anew at each execution, which costs more than most questions do. So
one is made for each of a few lengths, and a list that is shorter names its last value again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa


def length(count: int) -> int:
    """The length of the list that so many values are named in: the next power of two."""
    return 1 << (count - 1).bit_length() if count > 1 else 1


def among(column: sa.ColumnElement[Any], length: int) -> sa.ColumnElement[bool]:
    """Whether a column's value is one of a list of this length, whose values ``named`` gives."""
    return column.in_([sa.bindparam(f"one_{at}", type_=column.type) for at in range(length)])


def named(values: Sequence[Any], length: int) -> dict[str, Any]:
    """The values (one at least, no more than ``length``) under the names that ``among`` asks for."""
    last = len(values) - 1
    return {f"one_{at}": values[min(at, last)] for at in range(length)}
