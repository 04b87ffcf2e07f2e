"""A section after the text of the page, and a drawing in it."""

from __future__ import annotations


def sheet(name: str, title: str, body: str) -> str:
    """A section with its heading; ``name`` is its id."""
    head = f'<h2 id="{name}-h">{title}</h2>'
    return f'<section class="sheet" id="{name}" aria-labelledby="{name}-h">{head}{body}</section>\n'


def drawing(what: str, svg: str) -> str:
    """An SVG that scrolls sideways, with the keyboard too, where the screen is narrower than it."""
    label = f'aria-label="{what}, scrolls sideways on a narrow screen"'
    return f'<div class="drawing" tabindex="0" role="region" {label}>{svg}</div>'
