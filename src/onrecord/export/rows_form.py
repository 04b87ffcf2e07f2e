"""What the forms made of rows share: a row is a line of JSON, and how its standing is carried is the same in each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from .forms import Form, Head, Item, Pieces
from .row_columns import ROWS, Column, Row

#: Where every row says on whose word it is.
CARRIED = {
    "standing": "the column `standing`: reported, attributed or comment; with `zone`, the voice of the text there",
    "polarity": "the column `polarity`: actual, negated, planned, conditional or hypothetical",
    "by": "`by` has the names on whose word it is, the innermost first, `by_ids` the desk's ids of these,"
    " `by_statement` the statement it stands on, `chain` the whole way to the outlet",
    "grade": "`grade` is the outlet's letter from A to F, `grade_words` says it in words",
    "licence": "the columns `licence` and `tlp`",
}


def pieces_of(rows: str) -> Pieces:
    """Each row a line of JSON."""
    made = ROWS[rows].of

    def pieces(item: Item) -> Iterator[str]:
        for row in made(item):
            yield json.dumps(row, separators=(",", ":"))

    return pieces


def whole_rows(lines: Iterable[str], head: Head) -> Iterator[Row]:
    """The rows again, with what is said of the whole at their end."""
    for line in lines:
        yield [*json.loads(line), head.licence, head.tlp]


def forms(
    name: str,
    about: str,
    suffix: str,
    finish: Callable[[tuple[Column, ...]], Callable[[Iterable[str], BinaryIO, Head], None]],
    needs: str | None = None,
    uses: str | None = None,
) -> tuple[Form, ...]:
    """One form for each kind of row."""
    return tuple(
        Form(
            name,
            f"{about}: {kind.about}",
            suffix,
            pieces_of(rows),
            finish(kind.columns),
            CARRIED,
            needs=needs,
            uses=uses,
            rows=rows,
        )
        for rows, kind in ROWS.items()
    )
