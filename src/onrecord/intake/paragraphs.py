"""Lines of a laid-out page -> paragraphs: joined where a line ran out of room, apart where the writer parted them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

#: A hyphen that only breaks a word at a line's end.
SOFT_HYPHEN = "\x02"

_NUMBER = re.compile(
    r"(?:page|seite|p\.|صفحة)? ?[-–—|\[(]? ?\d{1,4} ?[-–—|\])]?(?: ?(?:of|/|von|de|من) ?\d{1,4})?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_ENDS = (".", "!", "?", ":", "…", "”", '"', "»", "’", "؟", "。", ")")
#: Lines at a page's head and foot that may be running lines.
_EDGE = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page with its edges in points, from the page's lower left corner; ``height`` 0 is unknown."""

    text: str
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    height: float = 0.0


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without page numbers and without lines that stand at the edge of most pages (three pages or more)."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(page[at].text) for at in _edges(page)})
    most = max(3, len(pages) / 2) if len(pages) > 3 else 3
    kept = []
    for page in pages:
        edges = set(_edges(page))
        outermost = {0, len(page) - 1}
        kept.append(
            [
                line
                for at, line in enumerate(page)
                if not (at in edges and seen[_shape(line.text)] >= most)
                and not (at in outermost and len(page) > 1 and _NUMBER.fullmatch(line.text))
            ]
        )
    return kept


def paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[str]:
    """The paragraphs of the pages; one that runs over to the next page is one."""
    gathered: list[Line] = []
    for page in pages:
        leading, edge = _leading(page), _right_edge(page)
        for at, line in enumerate(page):
            if gathered and _parted(gathered[-1], line, leading, edge, turned=at == 0):
                yield _joined(gathered)
                gathered = []
            gathered.append(line)
    if gathered:
        yield _joined(gathered)


def _edges(page: Sequence[Line]) -> list[int]:
    return sorted({at for at in (*range(_EDGE), *range(len(page) - _EDGE, len(page))) if 0 <= at < len(page)})


def _shape(text: str) -> str:
    return _DIGITS.sub("#", text).casefold()


def _leading(page: Sequence[Line]) -> float:
    """The usual distance between two lines of the page, in points; 0 where unknown."""
    steps = [a.bottom - b.bottom for a, b in pairwise(page) if a.height and a.bottom > b.bottom]
    return median(steps) if steps else 0.0


def _right_edge(page: Sequence[Line]) -> float:
    rights = sorted(line.right for line in page)
    return rights[int(0.9 * (len(rights) - 1))] if rights else 0.0


def _parted(before: Line, line: Line, leading: float, edge: float, turned: bool) -> bool:
    """Whether the writer parted these two lines; ``turned`` where a page was turned between them."""
    ended = before.text.endswith(_ENDS)
    if before.text.endswith((SOFT_HYPHEN, "-")):
        return False
    if not before.height or not line.height:
        return ended and (turned or len(before.text) < 40)
    if turned or line.bottom > before.bottom:
        # A new page or column: the text runs on unless a sentence ended and the next line looks like a beginning.
        return (ended and _is_short(before, edge)) or (ended and not line.text[:1].islower() and turned)
    if abs(line.height - before.height) > 0.15 * before.height:
        return True
    gap = before.bottom - line.bottom
    if gap > 1.35 * max(leading, 0.9 * before.height) and gap > 1.5 * before.height:
        return True
    indented = line.left - before.left > 0.8 * line.height
    return ended and (_is_short(before, edge) or indented)


def _is_short(line: Line, edge: float) -> bool:
    return line.right < edge - 0.15 * max(edge - line.left, 1.0)


def _joined(lines: Sequence[Line]) -> str:
    pieces: list[str] = []
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        text = line.text.replace(SOFT_HYPHEN, "-")
        if after is None:
            pieces.append(text)
        elif text.endswith("-"):
            # The hyphen broke a word if the next line goes on in small letters; else it is the word's own.
            broke = after.text[:1].islower() and text[-2:-1].isalpha()
            pieces.append(text[:-1] if broke else text)
        else:
            pieces.append(text + " ")
    return "".join(pieces)
