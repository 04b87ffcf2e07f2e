"""A draft in the making: its head, headings, paragraphs, entries, figures and margin notes, and how they are written.

Every sentence keeps its place in the text that is written, so that a fault can be traced to the sentence it is of.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ..record import Span
from .line import Line

#: What would be read as Markdown, and is not meant so (``draft.py``).
_SPECIAL = re.compile(r"[\\*`|]|\[(?=@)|(?<=\])(?=\()|<(?=[a-zA-Z/!])|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)")
_LEADING = re.compile(r"(?:#{1,6}(?=\s)|[-+>](?=\s)|\d{1,4}(?=[.)]\s)|(?:-\s*){3,}\Z|~~~)")
_PLAIN = re.compile(r"[A-Za-z][\w .,+’'()/-]*\Z")


class Form(StrEnum):
    """What a piece of a draft is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ENTRY = "entry"
    NOTE = "note"
    COMMENT = "comment"
    FIGURE = "figure"


@dataclass(slots=True)
class Piece:
    """A piece of a draft. ``level`` is that of a heading; ``words`` are those of a heading, a note or a comment, or the
    file of a figure, whose caption is its only line.
    """

    form: Form
    lines: list[Line] = field(default_factory=list)
    words: str = ""
    level: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is left to be shown."""
        return self.form in (Form.PARAGRAPH, Form.ENTRY, Form.FIGURE) and not self.lines


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence in the text that was written: the number of its piece, and its own there; of a heading ``None``."""

    span: Span
    piece: int
    line: int | None


def written(head: Iterable[tuple[str, str]], pieces: Sequence[Piece]) -> tuple[str, list[Place]]:
    """The text of a draft, and where each sentence stands in it."""
    facts = [f"{name}: {_yaml(value)}" for name, value in head]
    text = "\n".join(["---", *facts, "---", ""])
    places: list[Place] = []
    before: Form | None = None
    for number, piece in enumerate(pieces):
        if piece.is_empty:
            continue
        text += "" if piece.form is before is Form.ENTRY else "\n"
        before = piece.form
        text += _MARKS[piece.form] if piece.form is not Form.HEADING else f"{'#' * piece.level} "
        if piece.form is Form.HEADING:
            places.append(Place(Span(len(text), len(text) + max(1, len(piece.words))), number, None))
            text += escaped(piece.words)
        elif piece.form is Form.NOTE:
            text += f"<!-- {_in_note(piece.words)} -->"
        elif piece.form is Form.COMMENT:
            text += f"Comment: {piece.words}".rstrip()
        elif piece.form is Form.FIGURE:
            caption = piece.lines[0]
            shown = f"![{_in_brackets(caption.text)}]({piece.words}){caption.cited}"
            places.append(Place(Span(len(text), len(text) + len(shown)), number, 0))
            text += shown
        else:
            for at, line in enumerate(piece.lines):
                shown = escaped(line.text, leading=at == 0) + line.cited
                text += " " if at else ""
                places.append(Place(Span(len(text), len(text) + len(shown)), number, at))
                text += shown
        text += "\n"
    return text, places


_MARKS = {Form.PARAGRAPH: "", Form.ENTRY: "- ", Form.NOTE: "", Form.COMMENT: "", Form.FIGURE: ""}


def escaped(words: str, *, leading: bool = True) -> str:
    """Words as Markdown that shows them as they are; ``leading`` if a block begins with them."""
    flat = " ".join(words.split())
    out = _SPECIAL.sub(lambda match: f"\\{match[0]}", flat)
    return f"\\{out}" if leading and _LEADING.match(flat) and not flat[0].isdigit() else _numbered(out, leading)


def _numbered(words: str, leading: bool) -> str:
    """ "10. May" is no entry of a list."""
    match = re.match(r"\d{1,4}(?=[.)]\s)", words) if leading else None
    return words if match is None else f"{match[0]}\\{words[match.end() :]}"


def _in_brackets(words: str) -> str:
    """A caption within its brackets, which hold no others."""
    return escaped(words.replace("[", "(").replace("]", ")"), leading=False)


def _in_note(words: str) -> str:
    """A margin note ends where it is meant to."""
    return re.sub(r"-{2,}", "–", " ".join(words.split())).replace(">", "›").replace("<", "‹")


def _yaml(value: str) -> str:
    """A value as a head holds it: quoted unless it is plainly words."""
    is_day = re.fullmatch(r"\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?|\d+\.\d+\.\d+", value) is not None
    return value if is_day or _PLAIN.match(value) else json.dumps(" ".join(value.split()), ensure_ascii=False)
