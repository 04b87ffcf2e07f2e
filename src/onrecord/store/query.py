"""The query language: what a person types, as a tree; a tree, as a person would type it.

"will be published" AND (speaker:"Harbour Guard" OR act:threaten) NOT zone:comment published:2017-09..2017-10

``query_tokens.py`` cuts a question, ``query_reading.py`` reads it, ``query_fields.py`` has the fields. Nothing that is
typed is ever a database's syntax: nodes hold plain text.
"""

from __future__ import annotations

import re

from .query_nodes import And, Everything, Field, Near, Node, Not, Or, Phrase, Range, Word
from .query_printing import print_node
from .query_reading import read
from .query_trouble import Trouble, repaired

__all__ = [
    "And",
    "Everything",
    "Field",
    "Near",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Range",
    "Word",
    "parse",
    "printed",
]

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_LONE_SURROGATES = re.compile(r"[\ud800-\udfff]")


def parse(typed: str) -> Node:
    """The tree of a question; one without any sign is ``Everything``.

    Trees have one shape: an ``And`` within an ``And`` is taken apart, and so is an ``Or`` within an ``Or``; neither has
    a single part; two ``Not`` are none; ``Everything`` stands in no ``And`` and no ``Or``. Order is kept, and so are
    repetitions. ``a NEAR/3 b NEAR/5 c`` is two ``Near``. A field's parentheses are distributed over its values.
    Control characters are spaces.

    Raises:
        QueryError: if it cannot be understood; it says where, and how it may have been meant: a suggestion is a whole
            question that can be parsed.
    """
    asked = _LONE_SURROGATES.sub("\ufffd", _CONTROLS.sub(" ", typed))
    try:
        return read(asked)
    except Trouble as trouble:
        raise trouble.told(asked, repaired(asked, trouble, read)) from None


def printed(node: Node) -> str:
    """The question as a person would type it; ``parse`` of it gives the same tree, for every tree that it gives.

    Of a tree that was made otherwise quotation marks within words and values are left out, for nothing can hold them.
    """
    return print_node(node)
