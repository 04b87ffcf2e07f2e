"""Who said what, by spans: the tagger's findings made exact against the quotation marks, and what is nested in them."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..codebook import Hold, cue_reading, english_words
from ..record import Form, Span, hull
from ..tagger.runtime import Attribution, NameSpan, Tagger
from ..tagger.states import States
from ..tagger.words import Words, words_of
from .draft import Told
from .layout import Layout, Quotation
from .names import words_in
from .syntax import Syntax

#: A statement within a statement is kept from this confidence on: PolNeAR never marks them, so nothing was learned.
NESTED_FROM = 0.7
_AS_SAYING = re.compile(r"\s+as\s+(?:saying|telling|writing|having\s+said)\b")
#: Contents shorter than this, in characters, hold no statement within.
NESTED_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Heard:
    """One reading of a text: its statements by spans, the names in it, the trees over its sentences, and what the
    encoder kept of it for later questions.
    """

    told: tuple[Told, ...]
    names: tuple[NameSpan, ...]
    syntax: Syntax
    states: States | None = None


def attributions(text: str, layout: Layout, tagger: Tagger) -> Heard:
    """All statements of a text in the order of their cues, those within others after them; names and syntax."""
    quotes = [q for q in layout.quotations if q.depth == 0]
    words = laid_out(text, layout)
    found = tagger.read(words, keep=True)
    told = [_told(text, layout, quotes, f) for f in found.attributions]
    told = _with_continuations(told, quotes)
    nested = _nested(text, layout, told, tagger)
    return Heard((*told, *nested), tuple(found.mentions), Syntax(words, found.parse), found.states)


def laid_out(text: str, layout: Layout) -> Words:
    """The words of a text as the tagger is given them."""
    return words_of(
        text,
        [_pair(p) for p in layout.paragraphs],
        [_pair(s) for s in layout.sentences],
        [(_pair(q.span), _pair(q.inside)) for q in layout.quotations if q.depth == 0],
    )


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _told(text: str, layout: Layout, quotes: Sequence[Quotation], found: Attribution) -> Told:
    cue = _whole_cue(text, Span(*found.cue))
    content = _merged(_exact(text, Span(*piece), quotes) for piece in found.contents)
    content = tuple(piece for piece in content if not piece.meets(cue)) or content
    return Told(
        cue=cue,
        content=content,
        speaker=Span(*found.speaker) if found.speaker else None,
        form=_form(text, content, quotes),
        sentence=_sentence_at(layout, cue.start),
        confidence=found.confidence,
    )


def _whole_cue(text: str, cue: Span) -> Span:
    """The cue with the verb of speech that belongs to it: "was quoted" is "was quoted as saying"."""
    goes_on = _AS_SAYING.match(text, cue.end)
    return Span(cue.start, goes_on.end()) if goes_on else cue


def _exact(text: str, piece: Span, quotes: Sequence[Quotation]) -> Span:
    """A piece with the quotation marks that belong to it: one that ends at a mark's inner side takes the mark in."""
    start, end = piece.start, piece.end
    for q in _near(quotes, piece):
        if q.span.start < start <= q.inside.start + 1 and text[q.inside.start : start].strip() == "":
            start = q.span.start
        outside = text[end : q.inside.end] if q.inside.start <= end <= q.inside.end else "x"
        if not outside.strip(" .,;:!?…-–—"):
            # Where the closing mark is missing the quotation ends with its paragraph.
            end = max(end, q.span.end)
    if end == piece.end:
        end = _finished(text, start, end)
    return Span(start, end)


def _finished(text: str, start: int, end: int) -> int:
    """The end with the mark that belongs to the last word: of a question, an acronym, a bracket."""
    if text[end : end + 1] in ("?", "!"):
        return end + 1
    if text[end : end + 1] == "." and end - start >= 3 and text[end - 2] == "." and text[end - 1].isupper():
        end += 1
    if text[end : end + 1] in (")", "]") and max(text.rfind("(", start, end), text.rfind("[", start, end)) >= 0:
        end += 1
    return end


def _near(quotes: Sequence[Quotation], piece: Span) -> Iterator[Quotation]:
    at = max(0, bisect_right(quotes, piece.start, key=lambda q: q.span.start) - 1)
    while at < len(quotes) and quotes[at].span.start <= piece.end:
        if quotes[at].span.end >= piece.start:
            yield quotes[at]
        at += 1


def _merged(pieces: Iterator[Span]) -> tuple[Span, ...]:
    """Pieces in text order; those that the marks made touch or overlap become one."""
    out: list[Span] = []
    for piece in sorted(pieces):
        if out and piece.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, piece.end))
        else:
            out.append(piece)
    return tuple(out)


def _form(text: str, content: Sequence[Span], quotes: Sequence[Quotation]) -> Form:
    """Direct where all words but a leading "that" stand between quotation marks, mixed where some do."""
    quoted = bare = 0
    for piece in content:
        inside = list(_near(quotes, piece))
        for word in words_in(text, piece):
            if any(q.span.start <= word.start and word.end <= q.span.end for q in inside):
                quoted += 1
            elif word.low not in ("that", "and", "but"):
                bare += 1
    if not quoted:
        return Form.INDIRECT
    return Form.DIRECT if bare == 0 else Form.MIXED


def _sentence_at(layout: Layout, place: int) -> Span:
    at = bisect_right(layout.sentences, place, key=lambda s: s.start) - 1
    return layout.sentences[max(at, 0)]


def _with_continuations(told: list[Told], quotes: Sequence[Quotation]) -> list[Told]:
    """A quotation that goes on in the next paragraphs without a new cue is one statement in several pieces."""
    out = list(told)
    claimed = sorted(piece for t in told for piece in t.content)
    by_end = {t.content[-1].end: k for k, t in enumerate(told)}
    for quote, following in pairwise(quotes):
        if not quote.goes_on or _claims(claimed, following.inside):
            continue
        ends = range(quote.inside.end - 1, quote.span.end + 1)
        k = next((by_end[e] for e in ends if e in by_end), None)
        if k is not None:
            out[k] = replace(out[k], content=(*out[k].content, following.span))
            insort(claimed, following.span)
            by_end[following.span.end] = k
    return out


def _claims(pieces: Sequence[Span], span: Span) -> bool:
    """Whether one of ``pieces`` (sorted, apart from each other) meets ``span``."""
    at = bisect_right(pieces, span.end - 1, key=lambda p: p.start) - 1
    return at >= 0 and pieces[at].end > span.start


@dataclass(frozen=True, slots=True)
class _Host:
    """A content piece that is read once more, and the number of the statement it belongs to."""

    piece: Span
    number: int


def _nested(text: str, layout: Layout, told: Sequence[Told], tagger: Tagger) -> Iterator[Told]:
    """Statements within contents ("A said B had warned"): the tagger reads the contents once more, by themselves."""
    long = (_Host(piece, n) for n, t in enumerate(told) for piece in t.content if _long(piece))
    hosts = sorted((h for h in long if _may_nest(text, h.piece)), key=lambda h: h.piece)
    if not hosts:
        return
    quotes = [q for q in layout.quotations if q.depth <= 1]
    pieces = [_pair(h.piece) for h in hosts]
    inner = [(_pair(q.span), _pair(q.inside)) for q in quotes if _inside(hosts, q)]
    for found in tagger.tag(words_of(text, pieces, pieces, _outermost(inner))):
        host = _host_of(hosts, Span(*found.cue))
        if host is None or found.confidence < NESTED_FROM or not _told_of(text, found):
            continue
        if all(host.piece.holds(Span(*part)) for part in (*found.contents, found.speaker or found.cue)):
            made = _told(text, layout, [], found)
            near = [q for q in _near(quotes, host.piece) if _nests(q, told[host.number])]
            yield replace(made, within=host.number, form=_form(text, made.content, near))


def _long(piece: Span) -> bool:
    return piece.end - piece.start >= NESTED_LENGTH


def _host_of(hosts: Sequence[_Host], span: Span) -> _Host | None:
    """The host whose piece holds ``span``; hosts are sorted."""
    at = bisect_right(hosts, span.start, key=lambda h: h.piece.start) - 1
    return hosts[at] if at >= 0 and hosts[at].piece.holds(span) else None


def _inside(hosts: Sequence[_Host], quote: Quotation) -> bool:
    """Whether a quotation stands inside a host without being all of it."""
    host = _host_of(hosts, quote.span)
    return host is not None and (quote.depth == 1 or host.piece != quote.span)


_OPENING = ('"', "“", "‘", "'", "«")


def _told_of(text: str, found: Attribution) -> bool:
    """Whether a finding inside a content is somebody else's saying: a verb of speech, then "that" or a quotation."""
    if found.speaker is None or text[slice(*found.speaker)].lower() in english_words().first_persons:
        return False
    read = cue_reading(text[slice(*found.cue)])
    if read is None or read.hold not in (Hold.SPECIFIC, Hold.BLAND):
        return False
    begin = found.contents[0][0]
    opens = text[begin : begin + 5].lower() == "that " or text[begin - 1 : begin + 1].strip()[:1] in _OPENING
    return opens and found.speaker[0] < found.cue[0] < begin


def _outermost(ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    out: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for one in sorted(ranges, key=lambda r: (r[0][0], -r[0][1])):
        if not out or one[0][0] >= out[-1][0][1]:
            out.append(one)
    return out


def _nests(quote: Quotation, host: Told) -> bool:
    """Whether a quotation stands inside the host's content without being its own quotation marks."""
    whole = hull(host.content)
    return whole.holds(quote.span) and not any(quote.span.holds(piece) for piece in host.content)


def _may_nest(text: str, piece: Span) -> bool:
    """Whether a content holds a finite verb of speech with somebody before it; cheap, and right to err on yes."""
    words = words_in(text, piece)
    for i, word in enumerate(words[2:], start=2):
        if word.low.endswith(("d", "s")) and words[i - 1].low not in ("to", "be", "been", "is", "are", "was", "were"):
            read = cue_reading(word.text)
            if read is not None and read.hold in (Hold.SPECIFIC, Hold.BLAND) and word.text.islower():
                return True
    return False
