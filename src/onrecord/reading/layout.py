"""How a text is laid out: its paragraphs, sentences and quotations, all as ranges of code points.

Nothing here knows a word of any language except a few abbreviations; everything later stands on it, the tagger's
features included, so a change here asks for a new training run (``training/README.md``).
"""

from __future__ import annotations

from dataclasses import dataclass

from ..record import Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, marks included in ``span``, without them in ``inside``.

    ``depth`` is 0 for the outermost. ``closed`` is false where the closing mark is missing: the quotation then runs
    to the end of its paragraph. ``goes_on`` is true where the next paragraph opens with a mark again, so that the
    two are one quotation by the old typesetters' rule.
    """

    span: Span
    inside: Span
    depth: int
    closed: bool
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Paragraphs, sentences and quotations of one text, each list in text order."""

    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    quotations: tuple[Quotation, ...]
