"""Texts with their trees written out, so that rules over trees are tested apart from the model that grows them.

A tree is one item a word, in the order of the text: ``TAG/label>head``, the head as a number in the same sentence's
list, -1 for none. The words themselves come from the text, cut as the tagger cuts them.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from onrecord.reading.attribution import laid_out
from onrecord.reading.layout import Layout
from onrecord.reading.segment import segment
from onrecord.reading.syntax import Syntax
from onrecord.tagger.parsing import Parse
from onrecord.tagger.words import Words

HERE = Path(__file__).parent


def cut(text: str) -> tuple[Words, Layout]:
    """The words of a text, as the tagger sees them."""
    layout = segment(text)
    return laid_out(text, layout), layout


def syntax(text: str, tree: str) -> Syntax:
    """A text with this tree."""
    words, _ = cut(text)
    items = tree.split()
    assert len(items) == len(words.forms), f"{len(items)} items for {len(words.forms)} words: {text}"
    tags, labels, heads = [], [], []
    for item in items:
        tag, _, rest = item.partition("/")
        label, _, head = rest.rpartition(">")
        tags.append(tag)
        labels.append(label)
        heads.append(int(head))
    return Syntax(words, Parse(np.array(heads, np.int64), tuple(labels), tuple(tags)))


def marked(line: str) -> tuple[str, list[int]]:
    """A sentence without the brackets around the words that are asked about, and where those begin."""
    text, places = "", []
    for char in line:
        if char == "[":
            places.append(len(text))
        elif char != "]":
            text += char
    return text, places


def cases(name: str) -> list[tuple[str, str, str]]:
    """The cases of a file beside this one: the marked sentence, what is expected, and a tree. Several trees of one
    sentence, from different parsers, are several cases."""
    found, line, expected = [], "", ""
    for row in (HERE / name).read_text(encoding="utf-8").splitlines():
        if row.startswith("  "):
            found.append((line, expected, row.strip()))
        elif row and not row.startswith("#"):
            line, _, expected = row.partition(" => ")
    return found
