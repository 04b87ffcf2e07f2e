"""Claims as Markdown: each line with its citation; nothing of a document is taken for markup."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.claim_parts import Claims
from .claim_lines import Row, Told, heading, told
from .markdown import escaped
from .telling import Line, Words
from .wording import isolated


def markdown(found: Claims) -> str:
    """The whole page."""
    rows = ["# Claims", ""]
    rows += [f"{_inline(line)}  " for line in heading(found)]
    rows.append("")
    for one in told(found):
        rows += _claim(one)
    return "\n".join(rows)


def _claim(one: Told) -> Iterator[str]:
    yield from (f"## {_inline(one.title)}", "")
    for row in one.rows:
        yield from _row(row)
    yield ""
    yield from (f"{_inline(line)}  " for line in one.backing)
    yield ""


def _row(row: Row) -> Iterator[str]:
    marks = "".join(f" **({_inline((mark,))})**" for mark in row.item.marks)
    yield f"- *{_inline(row.stands)}*: {_inline(row.item.head)}{marks}"
    for line in (row.item.quote, row.item.word, row.item.cite):
        if line:
            yield f"  - {_inline(line)}"
    yield from (f"  - why: {_inline(line)}" for line in row.why)


def _inline(line: Line) -> str:
    """A line with the document's words escaped and isolated; on one line, for a break would end what it is part of."""
    return "".join(
        isolated(escaped(" ".join(bit.text.split()))) if isinstance(bit, Words) else escaped(bit) for bit in line
    )
