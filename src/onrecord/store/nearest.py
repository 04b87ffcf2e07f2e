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
from typing import Any

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
#: Where less than this part of all is compared, the nearest of all are not looked at.
_SHARE = 20

#: Says which of some statements (by number) fit the question.
Fits = Callable[[Sequence[int]], set[int]]


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
    fits: Fits = set,
    only: Sequence[int] | NDArray[np.int64] | None = None,
    most: int = 10,
    least: float = 0.0,
) -> list[Near]:
    """The ``most`` statements nearest to a vector of this version, nearest first, among those that fit.

    It is as if only those that fit were looked through: the order is gone down until enough of them were found.
    ``only`` are the statements to compare, all if it is ``None``; it is for questions that leave much out.
    """
    found: list[Near] = []
    for numbers, values in _in_order(store, at, version, vector, only):
        fit = fits(numbers)
        for number, value in zip(numbers, values, strict=True):
            if value < least or len(found) == most:
                return found
            if number in fit:
                found.append(Near(number, round(value, 4)))
    return found


@dataclass(frozen=True, slots=True)
class _Laid:
    """Vectors side by side, the numbers of their statements, ascending, and the places of those that are compared."""

    numbers: NDArray[np.int64]
    vectors: NDArray[np.int8]
    places: NDArray[np.int64]

    def only(self, members: NDArray[np.int64]) -> _Laid:
        """With those of these statements as the compared ones."""
        wanted = np.zeros(int(max(members.max(initial=0), self.numbers[-1] if len(self.numbers) else 0)) + 1, np.bool_)
        wanted[members] = True
        return _Laid(self.numbers, self.vectors, np.flatnonzero(wanted[self.numbers]))


def _in_order(
    store: Store,
    at: sa.Connection,
    version: str,
    vector: NDArray[np.int8],
    members: Sequence[int] | NDArray[Any] | None,
) -> Iterator[tuple[list[int], list[float]]]:
    """All statements by falling nearness, ties by number, some at a time."""
    length = np.sqrt(np.square(vector.astype(np.float64)).sum())
    if length == 0.0:
        return
    parts = _laid_out(store, at, version, len(vector))
    if members is not None:
        wanted = np.asarray(members, np.int64)
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
    whole = (laid.numbers, laid.vectors), (numbers, vectors)
    return [_Laid(numbers_, vectors_, np.arange(len(numbers_))) for numbers_, vectors_ in whole]


#: Places and products.
_Found = tuple[NDArray[np.int64], NDArray[np.float64]]
#: Parts, places and products.
_Ordered = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


def _by_product(parts: Sequence[_Laid], vector: NDArray[np.int8]) -> Iterator[_Ordered]:
    """Part, place and product of all that are compared by falling product with a vector: the nearest first, then the
    rest.
    """
    last = np.inf
    if _are_many(parts) and has_library():
        first = _sorted([_by_library(part.vectors, vector) for part in parts])
        # Of those as near as the last one of a part, some may be missing.
        last = max((part[-1] for part in _lasts(parts, first)), default=-np.inf)
        sure = (first[2] > last) & _are_compared(parts, first)
        yield first[0][sure], first[1][sure], first[2][sure]
    if last > -np.inf:
        every = [(part.places, _products(part, vector)) for part in parts]
        yield from _nearest_first([_but(one, one[1] <= last) for one in every])


def _are_many(parts: Sequence[_Laid]) -> bool:
    """Whether so many are compared that some are among the nearest of all."""
    compared = sum(len(part.places) for part in parts)
    return compared > max(FEW, sum(len(part.numbers) for part in parts) // _SHARE)


def _are_compared(parts: Sequence[_Laid], found: _Ordered) -> NDArray[np.bool_]:
    compared = np.ones(len(found[1]), np.bool_)
    for which, part in enumerate(parts):
        if len(part.places) < len(part.numbers):
            here = found[0] == which
            is_compared = np.zeros(len(part.numbers), np.bool_)
            is_compared[part.places] = True
            compared[here] = is_compared[found[1][here]]
    return compared


def _lasts(parts: Sequence[_Laid], first: _Ordered) -> Iterator[NDArray[np.float64]]:
    """The products that were found in each part of which not all were asked for."""
    for which, part in enumerate(parts):
        if len(part.numbers) > _FIRST:
            yield first[2][first[0] == which]


def _nearest_first(found: Sequence[_Found]) -> Iterator[_Ordered]:
    """All of these in their order; the nearest are sorted without the rest, for it is seldom asked for."""
    products = np.concatenate([products for _, products in found])
    if len(products) > _FIRST:
        least = np.partition(products, len(products) - _FIRST)[len(products) - _FIRST]
        yield _sorted([_but(one, one[1] >= least) for one in found])
        found = [_but(one, one[1] < least) for one in found]
    yield _sorted(found)


def _but(found: _Found, which: NDArray[np.bool_]) -> _Found:
    return found[0][which], found[1][which]


def _sorted(found: Sequence[_Found]) -> _Ordered:
    """Places and products of each part together, by falling product; ties by part and place, which is by number."""
    part = np.concatenate([np.full(len(places), which) for which, (places, _) in enumerate(found)])
    places = np.concatenate([places for places, _ in found])
    products = np.concatenate([products for _, products in found])
    order = np.lexsort((places, part, -products))
    return part[order], places[order], products[order]


def _products(part: _Laid, vector: NDArray[np.int8]) -> NDArray[np.float64]:
    """Of those that are compared. Sums of whole numbers below 2**24, which single precision holds exactly, whatever the
    order of summing.
    """
    wanted = vector.astype(np.float32)
    products = np.empty(len(part.places), np.float32)
    whole = len(part.places) == len(part.numbers)
    for begin in range(0, len(products), _BLOCK):
        some = slice(begin, begin + _BLOCK)
        block = part.vectors[some if whole else part.places[some]]
        products[some] = block.astype(np.float32) @ wanted
    return products.astype(np.float64)


def has_library() -> bool:
    """Whether usearch is installed."""
    return find_spec("usearch") is not None


def _by_library(vectors: NDArray[np.int8], vector: NDArray[np.int8]) -> _Found:
    """The places of the nearest vectors, and their products, by usearch's exact search."""
    if not len(vectors):
        return np.zeros(0, np.int64), np.zeros(0)
    # usearch ends the whole process if onnxruntime, which reads documents, is loaded after it and not before.
    import onnxruntime  # noqa: F401
    from usearch.index import search

    found = search(vectors, vector, min(_FIRST, len(vectors)), "ip", exact=True, threads=1)
    return np.asarray(found.keys, np.int64), np.rint(1.0 - np.asarray(found.distances, np.float64))
