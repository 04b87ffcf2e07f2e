"""What a watch tells while it works: one JSON object a line, and a beat with counts for whoever shows progress.

The log is only ever appended to. A file is opened for each line, so that logrotate (or a person) may move it away at
any time; on standard error it is journald's, which keeps as much as it is told to.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from ..clock import Clock, stamp

#: What is said of a fault is cut off here: a server's words may be long.
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Beat:
    """How a watch stands: what it watches, what is being asked, and what became of items since it began."""

    at: str
    watched: int
    asking: int
    filed: int = 0
    revised: int = 0
    known: int = 0
    refused: int = 0
    gone: int = 0
    failures: int = 0


class WatchLog:
    """Where the lines go: a path, a stream, or nowhere."""

    def __init__(self, where: Path | TextIO | None, clock: Clock) -> None:
        self._where = where
        self._clock = clock
        self._lost = False

    def tell(self, event: str, **fields: str | float | None) -> None:
        """Writes one line: ``at``, ``event`` and those of ``watched``, ``url``, ``outcome``, ``new``, ``seconds``,
        ``error`` that are known.
        """
        if self._where is None:
            return
        told = {key: _short(value) for key, value in fields.items() if value is not None}
        # On a terminal, what a server says must not move the cursor or turn a line around.
        plain = not isinstance(self._where, Path) and self._where.isatty()
        line = json.dumps({"at": stamp(self._clock.now()), "event": event, **told}, ensure_ascii=plain) + "\n"
        if not isinstance(self._where, Path):
            self._where.write(line)
            self._where.flush()
            return
        try:
            with self._where.open("a", encoding="utf-8") as file:
                file.write(line)
            self._lost = False
        except OSError as reason:
            self._miss(reason)

    def _miss(self, reason: OSError) -> None:
        """A log that cannot be written (the disk is full) does not end a watch; it is said once, elsewhere."""
        if not self._lost:
            sys.stderr.write(f"the log cannot be written ({reason.strerror}): {self._where}; the watch goes on\n")
        self._lost = True


def _short(value: str | float) -> str | float:
    if isinstance(value, str):
        return value if len(value) <= _LONGEST else value[: _LONGEST - 3] + "..."
    return round(value, 3)


Beating = Callable[[Beat], None]
