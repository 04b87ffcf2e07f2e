"""A record made ready for its output, in the process that read it: what travels back is small and of use."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from ..record import Failure, Record

if TYPE_CHECKING:
    from rich.console import Console

_ACTS = 4


@dataclass(frozen=True, slots=True)
class Packed:
    """What is kept of a record that was read.

    ``files`` are the (suffix, text) of its form; ``record`` itself stands only where the form is text, which needs the
    terminal, or is not chosen yet. ``words`` is the number of words between white space. ``rows`` are its lines of the
    tables that were asked for, in their order.
    """

    words: int
    unread: tuple[Failure, ...]
    files: tuple[tuple[str, str], ...] = ()
    record: Record | None = None
    rows: tuple[str, ...] = ()


def packed(form: str | None, record: Record, tables: Sequence[tuple[str, str]] = ()) -> Packed:
    """``record`` in its form: an export's name, or ``text`` or ``None`` to keep the record as it is.

    ``tables`` are names of ``TABLES``, each with what stands between its cells.
    """
    words = len(record.document.text.split())
    rows: tuple[str, ...] = ()
    if tables:
        from ..export.tables import TABLES

        rows = tuple(TABLES[name].body(record, between) for name, between in tables)
    if form is None or form == "text":
        return Packed(words, record.failures, record=record, rows=rows)
    from ..export import EXPORTS

    return Packed(words, record.failures, EXPORTS[form].files(record), rows=rows)


class _Sheet(io.StringIO):
    """Keeps what a console prints, in the character set of where it will go."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding


def view(record: Record, stream: TextIO | None = None) -> str:
    """The terminal view of a record: as wide and coloured as ``stream`` shows it; plain and 100 wide otherwise."""
    from .view import show

    return printed(lambda console: show(record, console), stream)


def printed(prints: Callable[[Console], None], stream: TextIO | None = None) -> str:
    """What is printed for a stream: as wide and coloured as it shows it; plain and 100 wide, or COLUMNS, otherwise."""
    from rich.console import Console

    terminal = stream is not None and stream.isatty()
    sheet = _Sheet((stream.encoding if stream is not None else None) or "utf-8")
    fits = terminal or (stream is not None and bool(os.environ.get("COLUMNS")))
    prints(Console(file=sheet, force_terminal=terminal, width=None if fits else 100))
    return sheet.getvalue()


def acts(record: Record) -> str:
    """What the document's statements do, the four most frequent acts first: ``4 assert, 2 deny``."""
    counts = Counter(stmt.act.value for stmt in record.statements)
    rest = sum(counts.values()) - sum(n for _, n in counts.most_common(_ACTS))
    named = [f"{n} {act}" for act, n in counts.most_common(_ACTS)] + ([f"{rest} other"] if rest else [])
    return ", ".join(named) or "none"
