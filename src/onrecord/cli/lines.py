"""Lines on a terminal: ours with the document's words in them, wrapped to its width, safe in every script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..export.telling import Line, Words
from ..export.wording import END_ISOLATE, FIRST_STRONG, isolated, visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_NARROW, _WIDE = 24, 110
#: For terminals that cannot show them.
PLAIN = str.maketrans(
    {
        "→": "->",
        "←": "<-",
        "↔": "<->",
        "–": "-",
        "…": "...",
        "¶": "par. ",
        "·": "|",
        "“": '"',
        "”": '"',
        "’": "'",
        "‘": "'",
        "°": " deg",
        "×": "x",
        "█": "#",
    }
)


@dataclass(slots=True)
class Lines:
    """What is printed, line by line; ``plain`` where the terminal cannot write every character."""

    console: Console
    plain: bool = False

    def __post_init__(self) -> None:
        self.plain = not self.console.encoding.lower().replace("-", "").startswith("utf")

    @property
    def width(self) -> int:
        return max(_NARROW, min(self.console.width, _WIDE))

    def gap(self) -> None:
        self.console.print()

    def say(self, indent: int, line: Line, style: str = "", words_style: str = "") -> None:
        """One line of ours with the document's words in it, wrapped under ``indent``."""
        self.put(indent, self.text(line, style, words_style))

    def text(self, line: Line, style: str = "", words_style: str = "") -> Text:
        from rich.text import Text

        out = Text(style=style)
        for bit in line:
            if isinstance(bit, Words):
                out.append(self.safe(bit.text), style=words_style)
            else:
                out.append(self.fit(bit))
        return out

    def safe(self, words: str, isolate: bool = True) -> str:
        one_line = visible(" ".join(words.split()))
        return isolated(one_line) if isolate and not self.plain else self.fit(one_line)

    def fit(self, line: str) -> str:
        """``line`` in characters the terminal can write."""
        if not self.plain:
            return line
        return line.translate(PLAIN).encode(self.console.encoding, "backslashreplace").decode(self.console.encoding)

    def put(self, indent: int, text: Text, hang: int = 0) -> None:
        from rich.text import Text

        indent = min(indent, self.width // 3)
        for number, row in enumerate(text.wrap(self.console, self.width - indent - hang)):
            row.rstrip()
            lead = " " * (indent + (hang if number else 0))
            self.console.print(Text(lead).append_text(row), soft_wrap=True, highlight=False, markup=False, emoji=False)

    def passage(self, indent: int, line: Line, strong: str = "") -> None:
        """Running text of the document; what runs right to left is isolated row by row, after wrapping.

        The words between brackets of ours are set in the style ``strong``.
        """
        from rich.text import Text

        text, inside = Text(), False
        for bit in line:
            shown = self.safe(bit.text, isolate=False) if isinstance(bit, Words) else self.fit(bit)
            inside = inside or bit == "["
            text.append(shown, style=strong if inside else "")
            inside = inside and bit != "]"
        indent = min(indent, self.width // 3)
        for row in text.wrap(self.console, self.width - indent):
            row.rstrip()
            first, last = ("", "") if self.plain or isolated(row.plain) == row.plain else (FIRST_STRONG, END_ISOLATE)
            self.put(indent, Text(first).append_text(row).append(last))

    def copied(self, indent: int, line: Line) -> None:
        """A line about a desk: one that gives a hash stays whole."""
        (self.whole if any("SHA-256" in bit for bit in line if isinstance(bit, str)) else self.say)(indent, line)

    def whole(self, indent: int, line: Line) -> None:
        """A line that is not wrapped: a path or a hash that is to be copied whole."""
        from rich.text import Text

        text = Text(" " * min(indent, self.width // 3)).append_text(self.text(line))
        self.console.print(text, soft_wrap=True, highlight=False, markup=False, emoji=False)
