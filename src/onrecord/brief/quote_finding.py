"""Where the words of a quotation stand in what is cited: exactly, in order, in one place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ..reading.layout import Layout
from ..reading.segment import segment
from ..record import Span, Statement
from .evidence import Evidence
from .quotes_made import JUNCTION, Even, Joint, Quote, even, filled

#: Between two stretches of a statement's content further apart than this, in characters, there is more than a cue.
_CUE = 160
#: How many words in brackets may stand in place of, in characters of the source.
_REPLACED = 80
#: Places at which the first piece is tried.
_TRIED = 40
#: Parted by more than a cue: no piece runs across it.
_APART = "\x02"
#: Quotations of so many words may be titles, or words held at arm's length: these may stand anywhere in the sentences.
FEW = 2

layout = lru_cache(maxsize=512)(segment)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quotation stands. ``spans`` are its pieces in the document, ``gaps`` what is left out between two of
    them, each with how that was marked. ``statement`` is the one in whose content they stand; ``None`` where they stand
    in a document that is cited itself, or in the sentences.
    """

    evidence: Evidence
    statement: Statement | None
    spans: tuple[Span, ...]
    gaps: tuple[tuple[Joint, Span], ...]

    @property
    def whole(self) -> Span:
        """From the first piece to the last."""
        return Span(self.spans[0].start, self.spans[-1].end)


def find(quote: Quote, cited: Sequence[Evidence]) -> Found | None:
    """Where it stands, by the nearest citation that has it; ``None`` where none has."""
    pieces = _patterns(quote)
    if not pieces:
        return None
    for evidence in cited:
        for statement, region in _regions(evidence, quote.words):
            found = _in_region(evidence, statement, region, pieces)
            if found is not None:
                return found
    return None


def within(quote: Quote, evidence: Evidence, begin: int, end: int) -> Found | None:
    """The same in some stretch of the document of what is cited."""
    pieces = _patterns(quote)
    return _in_region(evidence, None, even(evidence.text, begin, end), pieces) if pieces else None


def _regions(evidence: Evidence, words: int) -> Iterator[tuple[Statement | None, Even]]:
    text = evidence.text
    for voice in evidence.voices:
        yield voice, _content(text, voice.content)
    if not evidence.voices:
        for span in (evidence.passage,) if evidence.passage else _open(evidence):
            yield None, even(text, span.start, span.end)
    else:
        for span in continued(evidence):
            yield evidence.voices[0], even(text, span.start, span.end)
    if words <= FEW:
        for span in evidence.sentences:
            yield None, even(text, span.start, span.end)


def _open(evidence: Evidence) -> tuple[Span, ...]:
    """What may be quoted of a finding that nobody said: what the text itself has between marks; of a document all."""
    if evidence.finding is None:
        return evidence.spans
    inside = [one.inside for one in layout(evidence.text).quotations if one.depth == 0]
    return tuple(one for one in inside if any(span.meets(one) for span in evidence.sentences))


def continued(evidence: Evidence) -> tuple[Span, ...]:
    """The source's quotations in the paragraph of a statement's content that are no other statement's."""
    first = evidence.voices[0]
    made: Layout = layout(evidence.text)
    here = [one for one in made.paragraphs if any(one.meets(span) for span in first.content)]
    others = [
        span
        for one in evidence.record.statements
        if one not in evidence.voices and (one.within is None or one.speaker.actor != first.speaker.actor)
        for span in one.content
    ]
    return tuple(
        one.inside
        for one in made.quotations
        if one.depth == 0
        and any(paragraph.meets(one.span) for paragraph in here)
        and not any(other.meets(one.inside) for other in others)
    )


@lru_cache(maxsize=1 << 11)
def _content(text: str, spans: tuple[Span, ...]) -> Even:
    """A statement's content as one text; where only the cue parts it, pieces run across."""
    letters: list[str] = []
    places: list[int] = []
    for number, span in enumerate(spans):
        made = even(text, span.start, span.end)
        begin = 0
        if number:
            near = span.start - spans[number - 1].end <= _CUE
            while letters and letters[-1] in "',. ":
                letters.pop()
                places.pop()
            letters.append(JUNCTION if near else _APART)
            places.append(places[-1] + 1 if places else span.start)
            begin = len(made.text) - len(made.text.lstrip("' "))
        letters += made.text[begin:]
        places += made.places[begin:]
    return Even("".join(letters), tuple(places))


@lru_cache(maxsize=1 << 12)
def _patterns(quote: Quote) -> tuple[tuple[re.Pattern[str], Joint | None], ...]:
    """Each piece that has words as an expression, with how it is joined to the one before."""
    kept = list(filled(quote))
    made: list[tuple[re.Pattern[str], Joint | None]] = []
    before: int | None = None
    for place, (number, piece) in enumerate(kept):
        last = place == len(kept) - 1
        joint = None if before is None else _joined(quote.joints[before:number])
        ending = not last and _joined(quote.joints[number : kept[place + 1][0]]) is Joint.ENDING
        bare = piece.rstrip(",.").rstrip() if last and number == len(quote.pieces) - 1 else piece
        if bare:
            made.append((_pattern(bare, recased=number in quote.recased, open_end=ending), joint))
            before = number
    return tuple(made)


def _joined(joints: Sequence[Joint]) -> Joint:
    return Joint.ELLIPSIS if Joint.ELLIPSIS in joints else joints[0]


_BENDING = re.compile(r"[,.]?'[,.]?|[,.]? ")


def _pattern(piece: str, *, recased: bool, open_end: bool) -> re.Pattern[str]:
    out: list[str] = []
    at = 0
    if recased:
        out.append(f"[{re.escape(piece[0].lower())}{re.escape(piece[0].upper())}]")
        at = 1
    for bend in _BENDING.finditer(piece, at):
        out.append(re.escape(piece[at : bend.start()]))
        out.append(_bent(bend[0]))
        at = bend.end()
    out.append(re.escape(piece[at:]))
    head = r"(?<!\w)(?<!\w['-])" if piece[0].isalnum() else ""
    tail = r"(?!\w)(?!['-]\w)" if piece[-1].isalnum() and not open_end else ""
    return re.compile(head + "".join(out) + tail)


def _bent(words: str) -> str:
    """A space may be where only the cue stands between; a comma or full stop may change sides with an inner mark."""
    if words == " ":
        return f"[ {JUNCTION}]"
    if words[-1] == " ":
        return f"(?:{re.escape(words)}|{JUNCTION})"
    return "'" if words == "'" else "[,.]?'[,.]?"


def _in_region(
    evidence: Evidence,
    statement: Statement | None,
    region: Even,
    pieces: Sequence[tuple[re.Pattern[str], Joint | None]],
) -> Found | None:
    best: tuple[int, list[tuple[int, int]]] | None = None
    for tried, first in enumerate(pieces[0][0].finditer(region.text)):
        if tried == _TRIED:
            break
        ends = _rest(region.text, first, pieces)
        if ends is not None and _in_one_place(evidence.text, region, ends):
            left = sum(after[0] - before[1] for before, after in pairwise(ends))
            if best is None or left < best[0]:
                best = (left, ends)
    if best is None:
        return None
    spans = tuple(region.back(*one) for one in best[1])
    gaps = tuple(
        (joint or Joint.ELLIPSIS, Span(before.end, max(after.start, before.end + 1)))
        for before, after, (_, joint) in zip(spans, spans[1:], pieces[1:], strict=False)
    )
    return Found(evidence, statement, spans, gaps)


def _rest(
    text: str, first: re.Match[str], pieces: Sequence[tuple[re.Pattern[str], Joint | None]]
) -> list[tuple[int, int]] | None:
    ends = [first.span()]
    for pattern, joint in pieces[1:]:
        at = ends[-1][1]
        reach = len(text) if joint is Joint.ELLIPSIS else at + _REPLACED
        found = pattern.search(text, at)
        if found is None or found.start() > reach:
            return None
        if joint is not Joint.ELLIPSIS and _APART in text[at : found.start()]:
            return None
        ends.append(found.span())
    return ends


def _in_one_place(text: str, region: Even, ends: Sequence[tuple[int, int]]) -> bool:
    """Whether pieces that are parted stand in one paragraph."""
    if len(ends) == 1:
        return True
    begin, end = region.places[ends[0][0]], region.places[ends[-1][1] - 1]
    return any(one.start <= begin and end < one.end for one in layout(text).paragraphs)
