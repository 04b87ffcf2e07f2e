"""How long one fetch may still take."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Deadline:
    """How much time is left: ``total`` seconds for everything, at most ``read`` for one wait."""

    def __init__(self, total: float, read: float) -> None:
        self._end = time.monotonic() + total
        self._read = read

    def left(self, most: float | None = None) -> float:
        """Seconds that the next wait may take.

        Raises:
            TimeoutError: if none are left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, self._read if most is None else most)

    def check(self) -> None:
        """Raise TimeoutError if no time is left."""
        self.left()

    @contextmanager
    def halted(self) -> Iterator[None]:
        """While one waits out of politeness, the time does not run: it is the server's, not ours."""
        began = time.monotonic()
        try:
            yield
        finally:
            self._end += time.monotonic() - began
