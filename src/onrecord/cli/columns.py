"""A table for the terminal: columns that stand straight in every script, and nothing in a cell that moves the rest."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence

from ..export.wording import isolated, visible

_GAP = "  "


def table(head: Sequence[str] | None, rows: Sequence[Sequence[str]]) -> str:
    """The rows under their ``head``, each column as wide as its widest cell; the last is not padded."""
    plain = not (sys.stdout.encoding or "utf-8").lower().replace("-", "").startswith("utf")
    lines = [[_fit(cell, plain) for cell in row] for row in ([head] if head else []) + list(rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    return "".join(_GAP.join(map(_padded, line, widths)).rstrip() + "\n" for line in lines)


def _fit(cell: str, plain: bool) -> str:
    """A cell on one line, isolated if it runs right to left, in characters that the terminal can write."""
    shown = visible(" ".join(cell.split()))
    if not plain:
        return isolated(shown)
    encoding = sys.stdout.encoding
    return shown.encode(encoding, "backslashreplace").decode(encoding)


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def _width(cell: str) -> int:
    """How many columns a terminal gives it: none for marks, two for wide characters."""
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in cell
    )
