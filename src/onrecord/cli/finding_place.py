"""A finding in its place: its words between brackets, with something of what stands around them."""

from __future__ import annotations

from ..export.telling import Line, Words
from ..record import Commitment, Event, Span, Statement, Tie

#: Characters of the text shown around a finding's words, and of the words themselves.
_AROUND, _MOST = 160, 2000
Found = Statement | Event | Tie | Commitment


def in_place(text: str, found: Found) -> tuple[Line, Line]:
    """The words in their place, and which characters of the text they are."""
    spans = sorted(set(pieces(found)))
    first, last = spans[0], spans[-1]
    begin, end = _to_words(text, max(0, first.start - _AROUND), min(len(text), last.end + _AROUND), first, last)
    line: list[str | Words] = ["… "] if begin else []
    at = begin
    for span in spans:
        line += [*_between(text[at : span.start], at == begin), "[", Words(short_words(span.of(text))), "]"]
        at = max(at, span.end)
    line += [*_after(text[at:end]), *((" …",) if end < len(text) else ())]
    places = ", ".join(f"{span.start:,} to {span.end:,}" for span in spans)
    return tuple(line), (f"characters {places} of {len(text):,}",)


def pieces(found: Found) -> tuple[Span, ...]:
    """The words of a finding, in their order; a statement's are what was said, or the cue where no words were."""
    if isinstance(found, Commitment):
        return (found.deed,)
    if isinstance(found, Statement):
        return found.content or found.cue or found.speaker.spans
    return found.spans or (found.a.span, found.b.span) if isinstance(found, Tie) else found.spans


def _to_words(text: str, begin: int, end: int, first: Span, last: Span) -> tuple[int, int]:
    """A stretch that does not begin or end within a word, if it need not."""
    if begin and (gap := text.find(" ", begin, first.start)) >= 0:
        begin = gap + 1
    if end < len(text) and (gap := text.rfind(" ", last.end, end)) >= 0:
        end = gap
    return begin, end


def _between(words: str, first: bool) -> Line:
    """What stands before a piece: of the first all, between two pieces the begin and the end of what is long."""
    kept = words.split()
    if not kept:
        return (" ",) if words else ()
    if not first and len(words) > 2 * _AROUND:
        half = len(kept) // 2
        before, after = " ".join(kept[:half])[: _AROUND // 2], " ".join(kept[half:])[-_AROUND // 2 :]
        return (" ", Words(before), " … ", Words(after), " ")
    return ("" if first or not words[0].isspace() else " ", Words(" ".join(kept)), " " if words[-1].isspace() else "")


def _after(words: str) -> Line:
    kept = " ".join(words.split())
    return (" " if words[:1].isspace() else "", Words(kept)) if kept else ()


def short_words(words: str) -> str:
    """Words on one line; of very many the begin and the end."""
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= _MOST else f"{one_line[: _MOST // 2]} … {one_line[-_MOST // 2 :]}"
