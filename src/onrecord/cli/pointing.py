"""A question that cannot be understood, told with a mark under the place."""

from __future__ import annotations

import unicodedata

from ..errors import QueryError
from ..export.wording import isolated, visible

#: Columns of a line of the question; the rest of a longer one is left out.
WIDTH = 100
_INDENT = "  "
_LEFT_OUT = "…"
#: Characters of the question that are quoted beside the number of their place.
_QUOTED = 40
#: They have no width, and words cannot be read without them.
_JOINERS = "\u200c\u200d"
_UNSEEN = "\ufffd"


def pointed(error: QueryError, width: int = WIDTH) -> str:
    """The sentence, the question, a caret under what is wrong in it, and how it may have been meant.

    Of a question that is longer than ``width`` columns only what is around the place is shown. Where any of that runs
    from right to left, a terminal may put it elsewhere than over the caret, so the place is told in words, too.
    """
    lines = [visible(str(error))]
    if error.query.strip():
        shown, caret = _marked(error, width - len(_INDENT))
        lines += [_INDENT + shown, _INDENT + caret]
        if any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in shown):
            lines.append(_in_words(error))
    if error.suggestion is not None:
        lines.append(f"did you mean: {isolated(visible(error.suggestion))}")
    return "\n".join(lines)


def _in_words(error: QueryError) -> str:
    said = _seen(error.query[error.begin : error.end])
    short = said if len(said) <= _QUOTED else said[:_QUOTED] + _LEFT_OUT
    return f"{_INDENT}at character {error.begin + 1}: {isolated(short)}"


def _marked(error: QueryError, room: int) -> tuple[str, str]:
    """A line of the question, and the line under it with carets from ``begin`` to ``end``."""
    from rich.cells import cell_len

    question = _seen(error.query)
    first, last = _window([cell_len(sign) for sign in question], error.begin, room)
    before = _LEFT_OUT if first else ""
    after = _LEFT_OUT if last < len(question) else ""
    space = cell_len(before + question[first : error.begin])
    carets = cell_len(question[error.begin : min(error.end, last)])
    return before + question[first:last] + after, " " * space + "^" * max(1, carets)


def _window(widths: list[int], place: int, room: int) -> tuple[int, int]:
    """From where to where a question is shown: all of it if it fits, else what is around ``place``."""
    if sum(widths) <= room:
        return 0, len(widths)
    left = room - 2 * len(_LEFT_OUT)
    first = last = min(place, len(widths))
    third = left // 3
    while first and widths[first - 1] <= third:
        first -= 1
        third -= widths[first]
        left -= widths[first]
    while last < len(widths) and widths[last] <= left:
        left -= widths[last]
        last += 1
    while first and widths[first - 1] <= left:
        first -= 1
        left -= widths[first]
    return first, last


def _seen(question: str) -> str:
    """The question sign for sign, on one line, with nothing in it that moves or hides other text."""
    return "".join(map(_seen_sign, question))


def _seen_sign(sign: str) -> str:
    if sign.isspace():
        return " "
    return _UNSEEN if unicodedata.category(sign)[0] == "C" and sign not in _JOINERS else sign
