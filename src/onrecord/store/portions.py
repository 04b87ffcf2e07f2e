"""Long rows of things, in portions that one statement or one transaction can take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def portions(things: Iterable[T], most: int = 500) -> Iterator[list[T]]:
    """The things in their order, at most so many at once; none of the lists is empty."""
    rest = iter(things)
    while portion := list(islice(rest, most)):
        yield portion
