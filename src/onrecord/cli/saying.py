"""What ``onrecord desk`` puts on standard output: lines and tables of our words with a document's in them, and JSON.

Whatever a document holds, it cannot move the cursor or turn a line around: its words come as ``Words``, what is not
printable is shown as an escape, what runs right to left is isolated. What the output cannot encode is an escape too.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Collection, Sequence
from typing import Any

from ..export.telling import Words
from ..export.wording import isolated
from ..export.wording import visible as shown
from .columns import table, width
from .lines import PLAIN
from .notices import visible
from .writing import writing


def say(*line: str | Words) -> None:
    """Writes one line."""
    plain = _plain()
    out = "".join(_words(bit.text, plain) if isinstance(bit, Words) else visible(bit) for bit in line)
    if plain:
        out = fitted(out)
    write(out + "\n")


def say_table(
    head: Sequence[str], rows: Sequence[Sequence[str]], shrink: Collection[int] = (), notes: Sequence[str] = ()
) -> None:
    """Writes a table; a column without a cell is left out, and the columns ``shrink`` give way on a narrow terminal.

    ``notes`` (one a row, empty or not) stand in a last column where there is room, else under their rows. Where even
    the narrowed table does not fit, each row is a list.
    """
    used = [n for n in range(len(head)) if any(row[n] for row in rows)]
    heads, cells = [head[n] for n in used], [[row[n] for n in used] for row in rows]
    giving = {used.index(n) for n in shrink if n in used}
    most = _columns()
    if any(notes):
        beside = table([*heads, "to note"], [[*row, note] for row, note in zip(cells, notes, strict=True)])
        if most is None or _widest(beside) <= most:
            write(beside)
            return
    lines = table(heads, cells, giving, most)
    if most is not None and _widest(lines) > most:
        _stacked(heads, cells, notes)
        return
    for number, line in enumerate(lines.splitlines()):
        write(line + "\n")
        if number and any(notes[number - 1 : number]):
            say("    ", Words(notes[number - 1]))


def _stacked(heads: Sequence[str], cells: Sequence[Sequence[str]], notes: Sequence[str]) -> None:
    for number, row in enumerate(cells):
        say(Words(row[0]))
        for name, cell in zip(heads[1:], row[1:], strict=True):
            if cell:
                say(f"  {name}: ", Words(cell))
        if any(notes[number : number + 1]):
            say("  to note: ", Words(notes[number]))


def _widest(lines: str) -> int:
    return max(width(line) for line in lines.splitlines())


def say_json(value: Any, lines: bool = False) -> None:
    """Writes a value as JSON: indented, or as one line. It is read back the same whatever the output can encode."""
    # On a terminal, what is in a document must not move the cursor or turn a line around.
    out = json.dumps(value, ensure_ascii=_plain() or sys.stdout.isatty(), indent=None if lines else 2)
    try:
        out.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:  # Half of a surrogate pair, which JSON can hold and UTF-8 cannot.
        out = json.dumps(value, indent=None if lines else 2)
    write(out + "\n")


def write(out: str) -> None:
    """Writes what is ready, at once.

    Raises:
        StoreError: if standard output cannot be written.
    """
    with writing("standard output"):
        sys.stdout.write(out)
        sys.stdout.flush()


def fitted(out: str) -> str:
    """Characters that standard output can write, in place of those that it cannot."""
    encoding = sys.stdout.encoding or "utf-8"
    return out.translate(PLAIN).encode(encoding, "backslashreplace").decode(encoding)


def _words(text: str, plain: bool) -> str:
    one_line = shown(" ".join(text.split()))
    return one_line if plain else isolated(one_line)


def _plain() -> bool:
    return not (sys.stdout.encoding or "utf-8").lower().replace("-", "").startswith("utf")


def _columns() -> int | None:
    """How wide the output is; ``None`` where nobody looks at it."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() or os.environ.get("COLUMNS") else None
