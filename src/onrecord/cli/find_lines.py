"""Hits on a terminal: what each is, its words with what was asked for marked, and on whose word it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..export.kept_words import state_words
from ..export.pledges import commitment_word
from ..export.standing_words import footing_line
from ..export.telling import GAP, Line, Telling, Words
from ..record import Commitment, Event, Record, Span, Standing, Statement, Tie, hull
from .desk_asking import published
from .finding_lines import finding_lines
from .finding_place import Found, pieces
from .lines import Lines

if TYPE_CHECKING:
    from rich.console import Console

    from ..desk.asking import Answer
    from ..store.sought import Sought

#: Characters of a finding's words that are shown, and of what stands around a word found in a document.
_MOST, _AROUND = 360, 90
#: Places of a document that are shown.
_PLACES = 3


class FindLines(Lines):
    """The lines of hits, with what was ``sought`` marked in their words."""

    def __init__(self, console: Console, sought: Sought) -> None:
        super().__init__(console)
        self.sought = sought
        self._telling: Telling | None = None

    def hit(self, answer: Answer) -> None:
        """One hit."""
        record = answer.record
        telling = self._telling_of(record)
        self.say(0, (f"{answer.hit.id}  {published(record.document.published)}  ", *_outlet(record)), style="bold")
        if answer.local is None:
            self._document(telling)
        else:
            self._finding(telling, answer.local, found_in(record, answer.local))
        self.gap()

    def _telling_of(self, record: Record) -> Telling:
        if self._telling is None or self._telling.record is not record:
            self._telling = Telling(record)
        return self._telling

    def _finding(self, telling: Telling, local: str, found: Found) -> None:
        self.say(2, finding_lines(telling, found)[0])
        if words := self.words(telling, found):
            self.passage(4, words, strong="bold")
        if state := state_words(telling, local):
            self.say(2, state, style="bold yellow")
        self.say(2, standing_line(telling, found))
        self._title(telling)

    def _title(self, telling: Telling) -> None:
        """The document's title, where it has what was asked for with that marked."""
        title, cited = telling.title(), f" ({telling.record.document.id})"
        if isinstance(title, Words) and self.sought.places(title.text):
            self.passage(2, ("in ", *self.marked(title.text, Span(0, len(title.text))), cited))
        else:
            self.say(2, ("in ", title, cited), style="dim")

    def _document(self, telling: Telling) -> None:
        title = telling.title()
        line = self.marked(title.text, Span(0, len(title.text))) if isinstance(title, Words) else (title,)
        self.passage(2, ("document: ", *line), strong="bold")
        for place in self._places(telling.text):
            self.passage(4, place, strong="bold")

    def words(self, telling: Telling, found: Found) -> Line:
        """The words of a finding, exact, with what was asked for between brackets."""
        if isinstance(found, Commitment) or (isinstance(found, Tie) and found.derived):
            return ()
        line: list[str | Words] = []
        if isinstance(found, Statement):
            spans = iter(found.content)
            for bit in telling.quote(found):
                line += self.marked(telling.text, next(spans)) if isinstance(bit, Words) else (bit,)
            return tuple(line)
        whole = hull(pieces(found))
        # What an event is found by is all its words, and what stands between them.
        for span in (whole,) if whole.end - whole.start <= _MOST else pieces(found):
            line += [*([GAP] if line else []), *self.marked(telling.text, span)]
        quoted = any(mark in bit.text for bit in line if isinstance(bit, Words) for mark in '“”"')
        return tuple(line) if quoted else ("“", *line, "”")

    def marked(self, text: str, span: Span) -> Line:
        """A stretch of a text, of a long one what stands around the first word that was asked for."""
        places = [Span(span.start + one.start, span.start + one.end) for one in self.sought.places(span.of(text))]
        begin, end = _window(text, span, places)
        return (
            *(("… ",) if begin > span.start else ()),
            *_bits(text, begin, end, places),
            *((" …",) if end < span.end else ()),
        )

    def _places(self, text: str) -> Iterator[Line]:
        """The first places of a document that have what was asked for; else how it begins."""
        places = self.sought.places(text)
        if not places:
            yield self.marked(text, Span(0, min(len(text), _MOST // 2))) if text.strip() else ()
            return
        shown = last = 0
        for one in places:
            if shown and one.start < last:
                continue
            begin, last = _to_words(text, max(0, one.start - _AROUND), min(len(text), one.end + _AROUND), one)
            yield ("… " if begin else "", *_bits(text, begin, last, places), " …" if last < len(text) else "")
            shown += 1
            if shown == _PLACES:
                return


def _outlet(record: Record) -> Line:
    """The outlet with its grade."""
    source = None if record.kept is None else record.kept.source
    return ("outlet not named",) if source is None else (Words(source.name), f" · grade {source.grade.reliability}")


def found_in(record: Record, local: str) -> Found:
    """The finding of this id in a record."""
    every: tuple[Found, ...] = (*record.statements, *record.events, *record.ties, *record.commitments)
    return next(found for found in every if found.id == local)


def standing_line(telling: Telling, found: Found) -> Line:
    """On whose word a finding stands. Never empty: what somebody said is never told as what is so."""
    if isinstance(found, Statement):
        return telling.standing(found)
    if isinstance(found, Commitment):
        word = commitment_word(telling, found)
        return word if found.statement is None else (f"{standing_of(telling.record, found)} – ", *word)
    footing = footing_line(telling, found.footing)
    return ("attributed – ", *footing) if found.footing.standing is Standing.ATTRIBUTED else footing


def standing_of(record: Record, found: Found) -> str:
    """The one word for it: reported, attributed, comment."""
    if isinstance(found, Event | Tie):
        return found.footing.standing.value
    if isinstance(found, Commitment):
        by = next((s for s in record.statements if s.id == found.statement), None)
        return found.ground(by, record.zones)[0].value
    return found.standing.value


def _window(text: str, span: Span, places: Sequence[Span]) -> tuple[int, int]:
    if span.end - span.start <= _MOST:
        return span.start, span.end
    first = places[0] if places else Span(span.start, span.start + 1)
    begin = max(span.start, first.start - _MOST // 3)
    return _to_words(text, begin, min(span.end, begin + _MOST), first, span.start, span.end)


def _to_words(text: str, begin: int, end: int, keep: Span, least: int = 0, most: int | None = None) -> tuple[int, int]:
    """A stretch that does not begin or end within a word, if it need not; ``keep`` stays in it."""
    most = len(text) if most is None else most
    if begin > least and (gap := text.find(" ", begin, keep.start)) >= 0:
        begin = gap + 1
    if end < most and (gap := text.rfind(" ", keep.end, end)) >= 0:
        end = gap
    return begin, max(end, min(keep.end, most))


def _bits(text: str, begin: int, end: int, places: Sequence[Span]) -> Iterator[str | Words]:
    """A stretch with the places in it between brackets; white space at a bit's ends is kept as one space."""
    at = begin
    for one in places:
        if one.start >= end or one.end <= at:
            continue
        start, stop = max(one.start, at), min(one.end, end)
        yield from _spaced(text[at:start])
        yield from ("[", Words(text[start:stop]), "]")
        at = stop
    yield from _spaced(text[at:end])


def _spaced(words: str) -> Iterator[str | Words]:
    if not words:
        return
    if words[0].isspace():
        yield " "
    if kept := " ".join(words.split()):
        yield Words(kept)
        if words[-1].isspace():
            yield " "
