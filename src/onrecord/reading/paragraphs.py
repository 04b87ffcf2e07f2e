"""Where paragraphs begin and end, in text with long lines and in text wrapped by hand."""

from __future__ import annotations

import itertools
import re

from ..record import Span

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BULLET = re.compile(r"\s*(?:[-*•–—>#]|\d{1,3}[.)])\s")
_ENDS = ".!?…:;\"”»’'"
#: Typewriter and mail clients wrap between these widths, in characters.
_NARROW, _WIDE = 40, 130


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of ``text``, without the white space around them.

    A blank line always ends a paragraph. A single line break does, unless the text is wrapped by hand: there most
    lines end in mid-sentence at a common width.
    """
    lines = [m.span() for m in _LINE.finditer(text) if text[m.start() : m.end()].strip()]
    wrapped = _is_wrapped(text, lines)
    out: list[list[int]] = []
    previous: tuple[int, int] | None = None
    for begin, end in lines:
        joins = previous is not None and wrapped and not _breaks(text, previous, (begin, end))
        if joins:
            out[-1][1] = end
        else:
            out.append([begin, end])
        previous = (begin, end)
    return tuple(_trimmed(text, b, e) for b, e in out)


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    followed = [a for a, b in itertools.pairwise(lines) if _adjacent(text, a, b)]
    if len(followed) < 3:
        return False
    full = [(b, e) for b, e in followed if _NARROW <= e - b <= _WIDE]
    if len(full) < 0.8 * len(followed):
        return False
    open_ended = sum(text[b:e].rstrip()[-1] not in _ENDS for b, e in full)
    return open_ended > 0.5 * len(full)


def _adjacent(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    gap = text[first[1] : second[0]]
    return gap.replace("\r\n", "\n").count("\n") + gap.replace("\r\n", "").count("\r") <= 1 and "\u2029" not in gap


def _breaks(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    if not _adjacent(text, first, second) or _BULLET.match(text, second[0], second[1]):
        return True
    return second[0] < len(text) and text[second[0]] in "\t " and first[1] - first[0] < _NARROW


def _trimmed(text: str, begin: int, end: int) -> Span:
    line = text[begin:end]
    lead = len(line) - len(line.lstrip())
    return Span(begin + lead, begin + len(line.rstrip()))
