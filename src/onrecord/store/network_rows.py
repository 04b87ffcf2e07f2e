"""The ties of a desk, side by side: what sides are made of, and networks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from . import blocks, lookup
from .blocks import Columns
from .expression import All, Mark, either, numbers
from .index_rows import mark
from .many import marked
from .stood import Stood


def ties(at: sa.Connection, at_time: str | None = None, types: Collection[str] = ()) -> Columns:
    """The ties of these types (of all, if none is given), by the readings that held then; without what was rejected."""
    if at_time is not None:
        asked = either([Mark(mark("t", one)) for one in types]) if types else None
        return marked(at, Mark("k_tie") if asked is None else All((Mark("k_tie"), asked)), at_time)
    every = blocks.columns(at)
    wanted = every.live & every.has("kind", "tie")
    if types:
        codes = [every.code("type", one) for one in types]
        wanted &= np.isin(every.codes["type"], np.array(codes, dtype=every.codes["type"].dtype))
    found = every.at(np.flatnonzero(wanted))
    out = lookup.rejected_rows(at, None)
    return found.at(~np.isin(found.numbers, np.array(out))) if out else found


def rooted(numbers: NDArray[np.int64], roots: Mapping[int, int]) -> NDArray[np.int64]:
    """The entity that each of these base entities is by judgements; itself, where they say nothing."""
    if not roots:
        return numbers
    known = np.array(sorted(roots), dtype=np.int64)
    of_known = np.array([roots[no] for no in known.tolist()], dtype=np.int64)
    places = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
    return np.where(known[places] == numbers, of_known[places], numbers)


def past(at: sa.Connection, at_time: str | None = None) -> NDArray[np.int64]:
    """The numbers of the ties that are told as past, ascending."""
    asked = All((Mark("k_tie"), Mark("bg")))
    if at_time is None:
        return lookup.at_once(at, numbers(at.dialect.name, asked))
    found = Stood.at(at, at_time).numbers(at, asked).subquery("found")
    which: sa.Select[Any] = sa.select(found.c.no)
    return lookup.at_once(at, which)
