"""What the encoder's shared layers said of a text, kept for questions that come up while it is read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .words import Ints

Floats = NDArray[np.float32]

#: Pieces of one text whose states are kept, at 768 bytes each: 154 MB at the most, for about a megabyte of text.
#: Windows beyond are run again when they are asked for.
KEPT = 200_000


@dataclass(frozen=True, slots=True)
class _Window:
    """Words ``[first, last)``; ``heads`` are the places of their first pieces. ``states`` is None where not kept."""

    first: int
    last: int
    heads: Ints
    states: NDArray[np.float16] | None


class States:
    """The shared layers' output by word, in half precision.

    Args:
        again: gives the states of words ``[first, last)`` once more, with the two pieces that frame them.
        kept: pieces of one text whose states are kept.
    """

    def __init__(self, again: Callable[[int, int], Floats], kept: int = KEPT) -> None:
        self._again = again
        self._left = kept
        self._windows: list[_Window] = []
        self._firsts: list[int] | None = None
        self._last: tuple[int, NDArray[np.float16]] | None = None

    def add(self, first: int, last: int, heads: Ints, states: Floats) -> None:
        """Keep the states ``[piece, width]`` of one window, both framing pieces with it, while there is room."""
        self._left -= len(states)
        half = states.astype(np.float16) if self._left >= 0 else None
        self._windows.append(_Window(first, last, heads, half))
        self._firsts = None

    def of(self, first: int, last: int, centre: int) -> tuple[Floats, Ints, int]:
        """States of the words ``[first, last)``, or of as many of them as stand in the window of word ``centre``.

        Gives the states ``[piece, width]``, the places of the words' first pieces with the end after them, and the
        first word that they cover.

        Raises:
            IndexError: if no window holds ``centre``.
        """
        if self._firsts is None:
            self._windows.sort(key=lambda w: w.first)
            self._firsts = [w.first for w in self._windows]
        number = bisect_right(self._firsts, centre) - 1
        if number < 0 or centre >= self._windows[number].last:
            raise IndexError(f"word {centre} was not read")
        window = self._windows[number]
        first, last = max(first, window.first), min(last, window.last)
        states = self._states(number)
        begin = int(window.heads[first - window.first])
        end = int(window.heads[last - window.first]) if last < window.last else len(states) - 1
        heads = np.append(window.heads[first - window.first : last - window.first], end) - begin
        return states[begin:end].astype(np.float32), heads, first

    def _states(self, number: int) -> NDArray[np.float16]:
        window = self._windows[number]
        if window.states is not None:
            return window.states
        # Questions come in the order of the text, so the last window is all that needs remembering.
        if self._last is None or self._last[0] != number:
            self._last = (number, self._again(window.first, window.last).astype(np.float16))
        return self._last[1]
