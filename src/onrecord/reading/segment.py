"""The first step: paragraphs, sentences, quotation marks."""

from __future__ import annotations

from .layout import Layout
from .paragraphs import paragraphs
from .quotations import quotations
from .sentences import sentences


def segment(text: str) -> Layout:
    """The layout of ``text``; cost is linear in its length."""
    blocks = paragraphs(text)
    return Layout(
        paragraphs=blocks,
        sentences=tuple(s for block in blocks for s in sentences(text, block)),
        quotations=quotations(text, blocks),
    )
