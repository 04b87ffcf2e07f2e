"""Which statements mean most nearly the same: looked through one by one, all of them, so that none is missed.

Vectors hold whole numbers from -127 to 127, so that their products are summed without error and the order is the same
on every machine. Up to ``FEW`` statements numpy is quick enough; above, usearch's exact search does the same with fewer
steps, if it is installed (``onrecord[large]``). Neither guesses: an index of neighbours would be quicker above some
millions and would miss some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from . import sheet
from .opening import Store
from .vectors import count_after, epoch, vectors_after

#: Up to so many vectors numpy alone is used.
FEW = 100_000
#: So many vectors may stand in the database only; more are first added to the sheet.
_LOOSE = 2_000
#: Vectors multiplied at once: they and their products stay in the processor's cache.
_BLOCK = 16_384
#: How many of the nearest usearch is asked for at once, and how many are asked whether they fit.
_FIRST, _CHUNK = 4096, 256
#: So many of the nearest are asked whether they fit before all that fit are asked for.
_TRIED = 2_048

#: Says which of some statements (by number) fit the question.
Fits = Callable[[Sequence[int]], set[int]]
#: Gives the numbers of all statements that fit; ``None`` if they are too many to be named.
Members = Callable[[], Sequence[int] | None]


@dataclass(frozen=True, slots=True)
class Near:
    """A statement, by its number, and how near its meaning is (cosine, -1 to 1)."""

    number: int
    nearness: float


def nearest(
    store: Store,
    at: sa.Connection,
    version: str,
    vector: NDArray[np.int8],
    *,
    fits: Fits,
    members: Members | None = None,
    only: Sequence[int] | None = None,
    most: int = 10,
    least: float = 0.0,
) -> list[Near]:
    """The ``most`` statements nearest to a vector of this version, nearest first, among those that fit.

    It is as if only those that fit were looked through: the order is gone down until enough of them were found.
    ``members`` gives all that fit, if they are few enough to be named; it is asked when the nearest ``_TRIED`` had not
    enough of them, and then they alone are compared. ``only`` are the statements to compare, all if it is ``None``.
    """
    found: list[Near] = []
    tried = 0
    for numbers, values in _in_order(store, at, version, vector, only):
        if members is not None and tried >= _TRIED:
            few = members()
            if few is not None:
                return nearest(store, at, version, vector, fits=set, only=few, most=most, least=least)
            members = None
        tried += len(numbers)
        fit = fits(numbers)
        for number, value in zip(numbers, values, strict=True):
            if value < least or len(found) == most:
                return found
            if number in fit:
                found.append(Near(number, round(value, 4)))
    return found


@dataclass(frozen=True, slots=True)
class _Laid:
    """Vectors side by side, and the numbers of their statements, ascending."""

    numbers: NDArray[np.int64]
    vectors: NDArray[np.int8]

    def only(self, members: NDArray[np.int64]) -> _Laid:
        """Those of some statements, whose numbers ascend."""
        places = np.searchsorted(self.numbers, members)
        there = places < len(self.numbers)
        places, members = places[there], members[there]
        places = places[self.numbers[places] == members]
        return _Laid(self.numbers[places], self.vectors[places])


def _in_order(
    store: Store, at: sa.Connection, version: str, vector: NDArray[np.int8], members: Sequence[int] | None
) -> Iterator[tuple[list[int], list[float]]]:
    """All statements by falling nearness, ties by number, some at a time."""
    length = np.sqrt(np.square(vector.astype(np.float64)).sum())
    if length == 0.0:
        return
    parts = _laid_out(store, at, version, len(vector))
    if members is not None:
        wanted = np.unique(np.asarray(members, np.int64))
        parts = [part.only(wanted) for part in parts]
    for part, places, products in _by_product(parts, vector):
        for begin in range(0, len(places), _CHUNK):
            some = places[begin : begin + _CHUNK]
            numbers, lengths = _facts(parts, part[begin : begin + _CHUNK], some)
            values = products[begin : begin + _CHUNK] / np.where(lengths == 0.0, 1.0, lengths * length)
            yield numbers.tolist(), values.tolist()


def _facts(
    parts: Sequence[_Laid], part: NDArray[np.int64], places: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The numbers of some statements, and the lengths of their vectors."""
    numbers, lengths = np.zeros(len(places), np.int64), np.zeros(len(places))
    for which, laid in enumerate(parts):
        here = part == which
        numbers[here] = laid.numbers[places[here]]
        lengths[here] = np.sqrt(np.square(laid.vectors[places[here]].astype(np.float64)).sum(1))
    return numbers, lengths


def _laid_out(store: Store, at: sa.Connection, version: str, dimensions: int) -> list[_Laid]:
    """All vectors of the desk: those of the sheet, and those that are not in it yet."""
    laid = sheet.opened(sheet.folder_of(store), version, epoch(at), dimensions)
    if count_after(at, version, laid.upto) > _LOOSE:
        laid = sheet.extended(store, at, version, dimensions)
    loose = [row for rows in vectors_after(at, version, laid.upto) for row in rows if len(row[1]) == dimensions]
    numbers = np.array([number for number, _ in loose], np.int64)
    vectors = np.frombuffer(b"".join(vector for _, vector in loose), np.int8).reshape(-1, dimensions)
    return [_Laid(laid.numbers, laid.vectors), _Laid(numbers, vectors)]


_Ordered = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


def _by_product(parts: Sequence[_Laid], vector: NDArray[np.int8]) -> Iterator[_Ordered]:
    """Part, place and product of all vectors by falling product with one: first the nearest, then the rest."""
    done = 0
    if sum(len(part.numbers) for part in parts) > FEW and has_library():
        first = _sorted([_by_library(part.vectors, vector) for part in parts])
        # Of those as near as the last one of a part, some may be missing.
        last = max((part[-1] for part in _lasts(parts, first)), default=-np.inf)
        done = int((first[2] > last).sum())
        yield first[0][:done], first[1][:done], first[2][:done]
    every = _sorted([(np.arange(len(part.vectors)), _products(part.vectors, vector)) for part in parts])
    yield every[0][done:], every[1][done:], every[2][done:]


def _lasts(parts: Sequence[_Laid], first: _Ordered) -> Iterator[NDArray[np.float64]]:
    """The products that were found in each part of which not all were asked for."""
    for which, part in enumerate(parts):
        if len(part.numbers) > _FIRST:
            yield first[2][first[0] == which]


def _sorted(found: Sequence[tuple[NDArray[np.int64], NDArray[np.float64]]]) -> _Ordered:
    """Places and products of each part together, by falling product; ties by part and place, which is by number."""
    part = np.concatenate([np.full(len(places), which) for which, (places, _) in enumerate(found)])
    places = np.concatenate([places for places, _ in found])
    products = np.concatenate([products for _, products in found])
    order = np.lexsort((places, part, -products))
    return part[order], places[order], products[order]


def _products(vectors: NDArray[np.int8], vector: NDArray[np.int8]) -> NDArray[np.float64]:
    """Sums of whole numbers below 2**24, which single precision holds exactly, whatever the order of summing."""
    wanted = vector.astype(np.float32)
    products = np.empty(len(vectors), np.float32)
    for begin in range(0, len(vectors), _BLOCK):
        block = vectors[begin : begin + _BLOCK]
        products[begin : begin + _BLOCK] = block.astype(np.float32) @ wanted
    return products.astype(np.float64)


def has_library() -> bool:
    """Whether usearch is installed."""
    return find_spec("usearch") is not None


def _by_library(vectors: NDArray[np.int8], vector: NDArray[np.int8]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The places of the nearest vectors, and their products, by usearch's exact search."""
    if not len(vectors):
        return np.zeros(0, np.int64), np.zeros(0)
    from usearch.index import search

    found = search(vectors, vector, min(_FIRST, len(vectors)), "ip", exact=True, threads=1)
    return np.asarray(found.keys, np.int64), np.rint(1.0 - np.asarray(found.distances, np.float64))
