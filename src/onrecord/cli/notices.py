"""What a person needs to know, on standard error: data never goes there, and this never goes among the data."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..desk import Refusal
    from ..record import Failure

#: Sentences of one kind that are shown where all of them are also kept in a file.
_SHOWN = 20
#: First strong isolate, and its end.
_ISOLATES = "\u2068\u2069"


def tell(sentence: str) -> None:
    """Prints one line. Names and addresses come from outside: what is not printable is shown as an escape."""
    print(visible(sentence), file=sys.stderr, flush=True)  # noqa: T201


def visible(words: str) -> str:
    """``words`` on one line, nothing in them hidden, moving the cursor or turning the line around.

    Isolates that are closed again stay: they keep words of another script from turning what stands beside them.
    """
    kept = _ISOLATES if _is_closed(words) else ""
    return "".join(c if c.isprintable() or c in kept else c.encode("unicode_escape").decode("ascii") for c in words)


def _is_closed(words: str) -> bool:
    """Whether every isolate that is opened is closed again, and none before it was opened."""
    depth = 0
    for letter in words:
        depth += (letter == _ISOLATES[0]) - (letter == _ISOLATES[1])
        if depth < 0:
            return False
    return depth == 0


class Notices:
    """What was not read, or not whole; gathered while reading and told at the end."""

    def __init__(self, failures: list[str] | None = None, debug: bool = False) -> None:
        self.failures = failures or []
        self._debug = debug
        self._in_part: list[str] = []
        self._in_part_count = 0

    def refused(self, refusal: Refusal) -> None:
        self.failures.append(str(refusal.error))
        for note in getattr(refusal.error, "__notes__", ()) if self._debug else ():
            sys.stderr.write(note)

    def in_part(self, source: str, unread: tuple[Failure, ...]) -> None:
        """A document that was read, but not by every step; steps that give one reason are named together."""
        self._in_part_count += 1
        if len(self._in_part) == _SHOWN:
            return
        steps: dict[str, list[str]] = {}
        for failure in unread:
            steps.setdefault(failure.reason, []).append(failure.step)
        told = "; ".join(f"{', '.join(names)}: {reason}" for reason, names in steps.items())
        self._in_part.append(f"{source}: not everything was read ({told})")

    def told(self, kept: str | None) -> None:
        """Tells all. ``kept`` names the file that lists the failures too, where there is one."""
        for sentence in self._in_part:
            tell(sentence)
        if self._in_part_count > len(self._in_part):
            tell(f"... and {self._in_part_count - len(self._in_part):,} more documents were read in part")
        shown = self.failures if kept is None else self.failures[:_SHOWN]
        if len(self.failures) > 1:
            tell(f"{len(self.failures):,} documents or sources could not be read:")
        for sentence in shown:
            tell(f"  {sentence}" if len(self.failures) > 1 else f"onrecord: {sentence}")
        if len(shown) < len(self.failures):
            tell(f"  ... and {len(self.failures) - len(shown):,} more")
        if kept is not None and self.failures:
            tell(f"the failures are listed in {kept}")
