"""A ledger, one entry, or rates as Markdown; nothing of a document is taken for markup."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ..analysis.ledger_parts import Entry, Ledger
from ..analysis.rates import Rates
from .ledger_words import (
    WINDOW_HEAD,
    candidate_item,
    change_line,
    followed_line,
    head_line,
    heading,
    lines,
    rates_heading,
    rates_lines,
    strength_line,
    summary,
    window_cells,
)
from .markdown import escaped
from .profile_lines import Item
from .telling import Line, Words
from .wording import isolated


def markdown(found: Ledger) -> str:
    """The whole ledger, by status."""
    rows = [f"# {_inline(heading(found))}", "", _inline(summary(found)), ""]
    for status, entries in groupby(found.entries, key=lambda entry: entry.status.value):
        rows += [f"## {status.capitalize()}", ""]
        for entry in entries:
            rows += _entry(entry)
        rows.append("")
    return "\n".join(rows)


def entry_markdown(entry: Entry) -> str:
    """One entry whole."""
    rows = [f"# {_inline(head_line(entry))}", "", *(f"{_inline(line)}  " for line in lines(entry))]
    rows += [f"{_inline(strength_line(entry))}  ", "", "## What may have followed", ""]
    rows += _candidates(entry) if entry.candidates else ["nothing was found"]
    rows += ["", "## History", ""]
    rows += [f"- {_inline(change_line(one))}" for one in entry.changes] or ["nobody has judged it"]
    return "\n".join([*rows, ""])


def rates_markdown(found: Rates) -> str:
    """Rates with their list."""
    rows = [f"# {_inline(rates_heading(found))}", "", *(f"{_inline(line)}  " for line in rates_lines(found)), ""]
    rows += ["| " + " | ".join(WINDOW_HEAD) + " |", "|" + " --- |" * len(WINDOW_HEAD)]
    for one in found.windows:
        rows.append("| " + " | ".join(escaped(cell) for cell in window_cells(one)) + " |")
    rows.append("")
    rows += [f"**{one.days} days: {escaped(one.warning)}**  " for one in found.windows if one.warning]
    rows += ["", "## The list", ""]
    for entry in found.entries:
        head, followed = followed_line(entry)
        rows += [f"- {_inline(head)}", f"  - {_inline(followed)}"]
    return "\n".join([*rows, ""])


def _entry(entry: Entry) -> Iterator[str]:
    yield f"- **{_inline(head_line(entry))}**"
    yield from (f"  - {_inline(line)}" for line in lines(entry))
    yield from (f"  - {_inline(change_line(one))}" for one in entry.changes)
    yield from (f"  {row}" for row in _candidates(entry))


def _candidates(entry: Entry) -> Iterator[str]:
    for one in entry.candidates:
        head, cited, reasons = candidate_item(one)
        yield f"- {_inline(head)}"
        yield from _item(cited)
        yield f"  - {_inline(reasons)}"


def _item(one: Item) -> Iterator[str]:
    for line in (one.head, one.quote, one.word, one.cite):
        if line:
            yield f"  - {_inline(line)}"


def _inline(line: Line) -> str:
    """A line with the document's words escaped and isolated, on one line."""
    return "".join(
        isolated(escaped(" ".join(bit.text.split()))) if isinstance(bit, Words) else _own(bit) for bit in line
    )


def _own(words: str) -> str:
    return words.replace("[", "\\[").replace("]", "\\]").replace("|", "\\|").replace("<", "&lt;")
