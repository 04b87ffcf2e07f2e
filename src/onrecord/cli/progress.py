"""How far a long reading is: a bar where a person looks, a line now and then where a log is kept."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from .notices import tell

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

#: Seconds between two lines where standard error is no terminal.
_LINE_EVERY = 10.0


class Progress:
    """Counts documents and words. ``total`` is the number of documents expected; it grows when there are more."""

    def __init__(self, total: int, quiet: bool = False) -> None:
        self.documents = self.words = self.failed = 0
        self._total = total
        self._began = self._told = time.monotonic()
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._quiet = quiet or total < 2
        if not self._quiet and sys.stderr.isatty():
            self._bar, self._task = _bar(total)

    def __enter__(self) -> Progress:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, words: int, failed: bool) -> None:
        self.documents += 1
        self.words += words
        self.failed += failed
        if self._bar is not None and self._task is not None:
            self._total = max(self._total, self.documents)
            self._bar.update(self._task, completed=self.documents, total=self._total, said=self._rates())
        elif not self._quiet and time.monotonic() - self._told > _LINE_EVERY:
            self._told = time.monotonic()
            tell(f"{self.documents:,} of {max(self._total, self.documents):,} · {self._rates()} · {self._left()} left")

    def summary(self) -> str:
        """What was read in this run, and how fast."""
        read = self.documents - self.failed
        failed = f", {self.failed:,} could not be read" if self.failed else ""
        return (
            f"{read:,} document{'' if read == 1 else 's'} read ({self.words:,} words)"
            f" in {_clock(time.monotonic() - self._began)}{failed}"
        )

    def _rates(self) -> str:
        seconds = max(time.monotonic() - self._began, 0.001)
        failed = f" · {self.failed:,} failed" if self.failed else ""
        return f"{self.documents / seconds:.1f} documents/s · {self.words / seconds:,.0f} words/s{failed}"

    def _left(self) -> str:
        each = (time.monotonic() - self._began) / self.documents
        return _clock(each * max(0, self._total - self.documents))


def _bar(total: int) -> tuple[Bar, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[said]}", markup=False),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=Console(stderr=True),
        transient=True,
    )
    return bar, bar.add_task("", total=total, said="")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02}:{rest:02}"
    return f"{minutes}:{rest:02}" if minutes else f"{rest} s"
