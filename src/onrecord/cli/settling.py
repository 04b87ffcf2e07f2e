"""What was filed made findable at the end of a verb that files: told only where it takes a while."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from .notices import tell

if TYPE_CHECKING:
    from ..desk import Desk

#: Seconds after which a terminal shows how far it is, and between two lines where a log is kept.
_FIRST, _LINE_EVERY = 2.0, 30.0


def settle(desk: Desk) -> None:
    """Makes all that is filed findable. A stop loses nothing: the next verb that files, or finds, goes on.

    Raises:
        StoreError: if the desk fails.
    """
    shows = sys.stderr.isatty()
    began = told = time.monotonic()
    for settled in desk.settle():
        words = f"made findable: {settled.done:,} documents, {settled.left:,} left"
        if shows and time.monotonic() - began > _FIRST:
            sys.stderr.write(f"\r\x1b[K{words}" if settled.left else "\r\x1b[K")
            sys.stderr.flush()
        elif not shows and settled.left and time.monotonic() - told > _LINE_EVERY:
            told = time.monotonic()
            tell(words)
