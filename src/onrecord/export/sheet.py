"""A section after the text of the page, and a table or a drawing in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def sheet(name: str, title: str, body: str) -> str:
    """A section with its heading; ``name`` is its id."""
    head = f'<h2 id="{name}-h">{title}</h2>'
    return f'<section class="sheet" id="{name}" aria-labelledby="{name}-h">{head}{body}</section>\n'


def rows_of(heads: Sequence[str], cells: Sequence[str]) -> str:
    """The cells of a row after its first, each with its head for screens where the row is a block."""
    return "".join(
        f'<td data-head="{head}">{cell}</td>' if cell else '<td class="none"></td>'
        for head, cell in zip(heads, cells, strict=True)
    )


def table(kind: str, caption: str, heads: Sequence[str], groups: Iterable[tuple[str, str]]) -> str:
    """A table whose rows (HTML) stand in groups, each under a head of its own; an empty head is left out."""
    top = "".join(f'<th scope="col">{head}</th>' for head in heads)
    bodies = []
    for over, rows in groups:
        first = f'<tr class="group"><th scope="rowgroup" colspan="{len(heads)}">{over}</th></tr>' if over else ""
        bodies.append(f"<tbody>{first}{rows}</tbody>")
    return (
        f'<table class="{kind}"><caption class="vh">{caption}</caption><thead><tr>{top}</tr></thead>'
        f"{''.join(bodies)}</table>"
    )


def drawing(what: str, svg: str) -> str:
    """An SVG that scrolls sideways, with the keyboard too, where the screen is narrower than it."""
    label = f'aria-label="{what}, scrolls sideways on a narrow screen"'
    return f'<div class="drawing" tabindex="0" role="region" {label}>{svg}</div>'
