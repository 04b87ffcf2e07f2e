"""A table for the terminal: columns that stand straight in every script, and nothing in a cell that moves the rest."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Collection, Sequence

from ..export.wording import isolated, visible
from .lines import PLAIN

_GAP = "  "
#: No column is made narrower than this.
_LEAST = 10


def table(
    head: Sequence[str] | None,
    rows: Sequence[Sequence[str]],
    shrink: Collection[int] = (),
    most: int | None = None,
) -> str:
    """The rows under their ``head``, each column as wide as its widest cell; the last is not padded.

    The columns ``shrink`` give way, the widest first, so that a line has at most ``most`` characters if that can be.
    """
    plain = not (sys.stdout.encoding or "utf-8").lower().replace("-", "").startswith("utf")
    lines = [[_on_one_line(cell, plain) for cell in row] for row in ([head] if head else []) + list(rows)]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    if most is not None:
        _narrow(widths, shrink, most)
    return "".join(
        _GAP.join(_padded(_cut(cell, wide), wide, plain) for cell, wide in zip(line, widths, strict=True)).rstrip()
        + "\n"
        for line in lines
    )


def _narrow(widths: list[int], shrink: Collection[int], most: int) -> None:
    """Makes the widest of the columns that give way narrower, until a line fits or all of them are at their least."""
    while sum(widths) + len(_GAP) * (len(widths) - 1) > most:
        widest = max((n for n in shrink if widths[n] > _LEAST), key=lambda n: widths[n], default=None)
        if widest is None:
            return
        widths[widest] -= 1


def _on_one_line(cell: str, plain: bool) -> str:
    """A cell on one line, in characters that the terminal can write."""
    shown = visible(" ".join(cell.split()))
    if not plain:
        return shown
    encoding = sys.stdout.encoding
    return shown.translate(PLAIN).encode(encoding, "backslashreplace").decode(encoding)


def _cut(cell: str, wide: int) -> str:
    """As much of a cell as fits."""
    if width(cell) <= wide:
        return cell
    end = len(cell)
    while end and width(cell[:end]) > wide - 1:
        end -= 1
    return cell[:end].rstrip() + "…"


def _padded(cell: str, wide: int, plain: bool) -> str:
    """A cell as wide as its column, isolated if it runs right to left."""
    shown = cell.replace("…", ".") if plain else isolated(cell)
    return shown + " " * (wide - width(cell))


def width(cell: str) -> int:
    """How many columns a terminal gives it: none for marks, two for wide characters."""
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in cell
    )
