"""Quotation marks of every make, paired into quotations: nested, unclosed, reopened in the next paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..record import Span
from .layout import Quotation

_MARK = re.compile(r"''|``|[\"“”„‟«»‹›「」『』‘’‚']")
_PARTNERS = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
    "``": "''\"",
    '"': '"”',
    "''": "''",
}
_REVERSED = {"»": "«", "›": "‹"}
#: A guillemet hard against the word it opens, or against the word or stop it closes.
_GUILLEMET = re.compile(r"(?:(?<=[\s(\[—–-])|\A)([«»‹›])(?=\w)|(?<=[\w.,!?…])([«»‹›])(?!\w)")
_OPENERS = frozenset("“„‟«‹「『") | {"``"}
_CLOSERS = frozenset("”»›」』")
_BEFORE_OPEN = " \t\u00a0([{-—–/\r\n“‘\"'«"
_AFTER_CLOSE = " \t\u00a0.,;:!?)]}-—–/\r\n”’\"'»…"


#: Quotations within quotations; more opening marks than this at once are stray ones.
_DEEPEST = 8


@dataclass(slots=True)
class _Open:
    mark: str
    start: int
    inner: int


def quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """All quotations in text order, outermost before those inside them."""
    swap = _guillemets_reversed(text)
    found: list[Quotation] = []
    unclosed: int | None = None
    for paragraph in paragraphs:
        here = _in_paragraph(text, paragraph, swap)
        if unclosed is not None and here and here[0].depth == 0 and here[0].span.start == paragraph.start:
            found[unclosed] = replace(found[unclosed], goes_on=True)
        outer = [i for i, q in enumerate(here) if q.depth == 0]
        unclosed = len(found) + outer[-1] if outer and not here[outer[-1]].closed else None
        found.extend(here)
    return tuple(found)


def _guillemets_reversed(text: str) -> bool:
    """Whether the text opens with » and closes with «, as Danish and much German print does.

    Most of the marks decide: a single "Read more »" turns nothing round.
    """
    if not any(mark in text for mark in "«»‹›"):
        return False  # the expression below looks at every character
    votes = 0
    for opening, closing in _GUILLEMET.findall(text):
        votes += 1 if opening in ("»", "›") or closing in ("«", "‹") else -1
    return votes > 0


def _in_paragraph(text: str, paragraph: Span, swap: bool) -> list[Quotation]:
    stack: list[_Open] = []
    done: list[Quotation] = []
    ends: list[int] = []
    if _SINGLE_START.search(text, paragraph.start, paragraph.end):
        ends = [m.start() for m in _SINGLE_END.finditer(text, paragraph.start, paragraph.end)]
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark, at = match.group(), match.start()
        if mark in "‘’‚'" and mark != "''":
            _single(text, paragraph, match, stack, done, ends)
        elif _opens(text, paragraph, mark, at, match.end(), stack, swap):
            _push(stack, _Open(mark, at, match.end()))
        else:
            _close(stack, done, mark, at, match.end(), swap)
    for depth, left in enumerate(stack):
        if left.inner < paragraph.end and left.mark not in "‘‚'":
            done.append(_quotation(left, paragraph.end, paragraph.end, depth, closed=False))
    return sorted(done, key=lambda q: (q.span.start, -q.span.end))


def _push(stack: list[_Open], opened: _Open) -> None:
    """One more opening mark. The outermost stays; of too many within it the oldest is the stray one."""
    if len(stack) == _DEEPEST:
        del stack[1]
    stack.append(opened)


def _opens(text: str, paragraph: Span, mark: str, at: int, after: int, stack: list[_Open], swap: bool) -> bool:
    if mark in _REVERSED or mark in _REVERSED.values():
        return (mark in _REVERSED) == swap
    if mark == "“":
        return not (stack and stack[-1].mark == "„")
    if mark in _OPENERS:
        return True
    if mark in _CLOSERS:
        return False
    # Straight marks: the white space around tells; between two letters or two spaces they take turns.
    before = at == paragraph.start or text[at - 1] in _BEFORE_OPEN
    behind = after >= paragraph.end or text[after] in _AFTER_CLOSE
    if before != behind:
        return before
    return not any(o.mark == mark for o in stack)


def _close(stack: list[_Open], done: list[Quotation], mark: str, at: int, after: int, swap: bool) -> None:
    for depth in range(len(stack) - 1, -1, -1):
        if _matches(stack[depth].mark, mark, swap):
            opened = stack[depth]
            del stack[depth:]
            if opened.inner < at:
                done.append(_quotation(opened, at, after, depth, closed=True))
            return


def _matches(opened: str, mark: str, swap: bool) -> bool:
    if swap and opened in _REVERSED:
        return mark == _REVERSED[opened]
    return mark in _PARTNERS.get(opened, "") or (mark == '"' and opened in ("“", "``"))


def _single(
    text: str, paragraph: Span, match: re.Match[str], stack: list[_Open], done: list[Quotation], ends: list[int]
) -> None:
    """A single mark is an apostrophe unless it opens before a letter and a partner closes it further on.

    ``ends`` are the places of all single marks of the paragraph that could close.
    """
    mark, at, after = match.group(), match.start(), match.end()
    prior = text[at - 1] if at > paragraph.start else " "
    follower = text[after] if after < paragraph.end else " "
    if stack and stack[-1].mark in "‘‚'" and mark in "’'‘":
        if not follower.isalnum() and not prior.isspace() and not _owns(text, at, after, paragraph.end):
            opened = stack.pop()
            if opened.inner < at:
                done.append(_quotation(opened, at, after, len(stack), closed=True))
        return
    opens = mark in "‘‚'" and not prior.isalnum() and (follower.isalnum() or follower in '[“"…')
    if opens and not _clipped(text, at, after, paragraph) and _closes_later(ends, after):
        _push(stack, _Open(mark, at, after))


_SINGLE_START = re.compile(r"(?<!\w)['‘‚]")
_SINGLE_END = re.compile(r"(?<=[\w.,!?…;:)\]”\"%])['’‘](?!\w)")
#: After the possessive of a plural inside single marks, the mark that really closes; or another that opens first.
_NEXT_SINGLE = re.compile(r"([.,!?…]['’](?![\w'’]))|(?<![\w-])['‘](?=\w)")
#: Years and words that have lost their beginning: '90s, rock 'n' roll, 'em.
_CLIPPED = re.compile(r"(?:\d\ds?|n|em|til|tis|twas)\b", re.IGNORECASE)
#: A quotation in single marks longer than this, in characters, is taken for two apostrophes.
_SINGLE_REACH = 1200


def _closes_later(ends: list[int], after: int) -> bool:
    nearest = bisect_right(ends, after)
    return nearest < len(ends) and ends[nearest] < after + _SINGLE_REACH


def _clipped(text: str, at: int, after: int, paragraph: Span) -> bool:
    """An apostrophe in front of a word: one that has lost its beginning, or the Arabic letter of "al-‘Arabi"."""
    inside = at - 2 >= paragraph.start and text[at - 1] == "-" and text[at - 2].isalpha()
    return inside or _CLIPPED.match(text, after, paragraph.end) is not None


def _owns(text: str, at: int, after: int, limit: int) -> bool:
    """Whether a mark that could close is a plural's: "the guards’ posts" inside a quotation that goes on."""
    if text[at - 1] not in "sS" or text[after : after + 1] != " " or not text[after + 1 : after + 2].islower():
        return False
    later = _NEXT_SINGLE.search(text, after, min(limit, after + _SINGLE_REACH))
    return later is not None and later.group(1) is not None


def _quotation(opened: _Open, inner_end: int, end: int, depth: int, *, closed: bool) -> Quotation:
    return Quotation(Span(opened.start, end), Span(opened.inner, inner_end), depth, closed)
