"""A Record's statements as a person is told them: who, about whom, on whose word, and what is only a guess."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ..record import Form, Mention, Party, Record, Span, Statement, Taker, ZoneKind, hull
from .wording import SURE, percent

NOBODY = "somebody not named"
GAP = " … "
_OPENING, _CLOSING = "\"“„«‹‘'‚「『”", "\"”“»›’'」』"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the document or its metadata: data, to be escaped and isolated wherever they are shown."""

    text: str


#: A line to be shown: our own words as ``str``, the document's as ``Words``.
Line = tuple[str | Words, ...]


def plain(line: Line) -> str:
    """A line as bare text, the document's words neither escaped nor isolated."""
    return "".join(bit.text if isinstance(bit, Words) else bit for bit in line)


def on_one_line(words: str) -> Words:
    """Words of the document, with single spaces for its line breaks and runs of spaces."""
    return Words(" ".join(words.split()))


class Telling:
    """One Record with its statements in text order, ready to be told."""

    def __init__(self, record: Record) -> None:
        # Not at the top: the reading room brings numpy with it, and a door must open before that.
        from ..reading.paragraphs import paragraphs

        self.record = record
        self.text = record.document.text
        self.paragraphs = paragraphs(self.text)
        self.statements = tuple(sorted(record.statements, key=_place))
        self._names = {actor.id: actor.name for actor in record.actors}
        self._by_id = {stmt.id: stmt for stmt in record.statements}
        self.numbers = {stmt.id: number for number, stmt in enumerate(self.statements)}
        self.times = {time.id: time for time in record.times}
        self.actors = {actor.id: number for number, actor in enumerate(record.actors)}
        self.ties = {tie.id: tie for tie in record.ties}
        self.places = {place.id: place for place in record.places}
        self.kept = {found.local: found for found in record.kept.findings} if record.kept is not None else {}
        self._starts = [p.start for p in self.paragraphs]
        self._by_actor: dict[str, tuple[list[int], list[Mention]]] = {}

    def words(self, spans: Iterable[Span]) -> str:
        """The text's own words in ``spans``, pieces joined by an ellipsis."""
        return GAP.join(span.of(self.text) for span in spans)

    def quote(self, stmt: Statement) -> Line:
        """The content, exact; direct speech with the quotation marks the text has around it."""
        line: list[str | Words] = []
        for span in stmt.content:
            if line:
                line.append(GAP)
            opening, closing = self._marks(span) if stmt.form is Form.DIRECT else ("", "")
            line += [bit for bit in (opening, Words(span.of(self.text)), closing) if bit]
        return tuple(line)

    def _marks(self, span: Span) -> tuple[str, str]:
        """The quotation marks just outside ``span``, with a comma or stop before the closing one."""
        text, before, after = self.text, self.text[span.start - 1 : span.start], self.text[span.end : span.end + 2]
        opening = before if before and before in _OPENING and text[span.start] not in _OPENING else ""
        if text[span.end - 1] in _CLOSING:
            return opening, ""
        if after[:1] and after[0] in _CLOSING:
            return opening, after[0]
        return opening, after if after[:1] in tuple(",.!?") and after[1:] and after[1] in _CLOSING else ""

    def speaker(self, stmt: Statement) -> Words | None:
        """The speaker's fullest name, else the words that name them; ``None`` where nobody is named."""
        said = stmt.speaker
        name = self._names.get(said.actor or "") or said.name or self.words(said.spans)
        return Words(name) if name else None

    def speaker_key(self, stmt: Statement) -> str:
        """Equal for statements of one speaker."""
        known = self.speaker(stmt)
        return (
            f"actor {stmt.speaker.actor}" if stmt.speaker.actor else f"words {known.text.casefold() if known else ''}"
        )

    def party(self, party: Party | None) -> Words | None:
        """The fullest name of an addressee, target or medium."""
        if party is None:
            return None
        name = self._names.get(party.actor or "") or self.words(party.spans)
        return Words(name) if name else None

    def taker(self, taker: Taker) -> Line:
        """Who takes part in an event or a tie, by the fullest name; a question mark where the words are but a guess."""
        name = self._names.get(taker.actor or "")
        if name is None:
            return (Words(self.words((taker.span,))),)
        return (Words(name), "?") if self._mentioned(taker) < SURE else (Words(name),)

    def _mentioned(self, taker: Taker) -> float:
        """How sure it is that the words stand for the actor; 1 where no mention of it lies in them."""
        starts, mentions = self._mentions(taker.actor or "")
        first, last = bisect_left(starts, taker.span.start), bisect_left(starts, taker.span.end)
        inside = [m.confidence for m in mentions[first:last] if m.span.end <= taker.span.end]
        return max(inside, default=1.0)

    def _mentions(self, actor: str) -> tuple[list[int], list[Mention]]:
        if actor not in self._by_actor:
            number = self.actors.get(actor)
            found = [] if number is None else sorted(self.record.actors[number].mentions, key=lambda m: m.span)
            self._by_actor[actor] = [m.span.start for m in found], found
        return self._by_actor[actor]

    def statement(self, known: str | None) -> Statement | None:
        """The statement of an id."""
        return self._by_id.get(known or "")

    def party_line(self, party: Party) -> Line:
        """The words that name a party and, where they were resolved to another name, that name as a guess."""
        words, name = self.words(party.spans), self._names.get(party.actor or "")
        if name is None or not words:
            return (Words(words or name or NOBODY),)
        return (Words(words),) if _same(words, name) else ("“", Words(words), "” = ", Words(name), "?")

    def guess(self, stmt: Statement) -> Line | None:
        """Who a pronoun or title was taken for, and how surely; ``None`` where the text names the speaker there."""
        said, name = stmt.speaker, self.speaker(stmt)
        if name is None or (said.actor is None and said.name is None):
            return None
        words = self.words(said.spans)
        if not words:
            return ("not named here, taken to be ", name, f"? {percent(said.confidence)}")
        if _same(words, name.text):
            return None
        return ("“", Words(words), "” = ", name, f"? {percent(said.confidence)}")

    def role(self, stmt: Statement) -> Line | None:
        """The office the speaker speaks in and the body it is held in, as far as the text gives them.

        What the name itself says is not said again: of one known by the office alone ("the minister said") the
        office, of "Qalmari officials" the state.
        """
        role, body, name = stmt.speaker.role, stmt.speaker.affiliation, self.speaker(stmt)
        if body and name is not None and _same(name.text, body):
            body = None
        words = role.of(self.text) if role is not None else ""
        if not words or (name is not None and _same(words, name.text) and _same(name.text, words)):
            return (Words(body),) if body else None
        return (Words(words), ", ", Words(body)) if body and not _same(words, body) else (Words(words),)

    def standing(self, stmt: Statement) -> Line:
        """On whose word: the speaker, those who pass it on, what carried it, and the outlet."""
        comment = stmt.zone is ZoneKind.COMMENT
        line: list[str | Words] = ["comment – " if comment else "attributed – ", *self.word(stmt)]
        if self.record.document.source:
            line += [", carried by ", Words(self.record.document.source)]
        return tuple(line)

    def word(self, stmt: Statement, guesses: bool = False) -> Line:
        """Whose word it is, and through whom and what it came; with ``guesses`` an unsure speaker has a question mark.

        Of a chain of hearsay the innermost speaker is first, the one whom the document itself quotes last.
        """
        line: list[str | Words] = []
        for told in (stmt, *self.above(stmt)):
            line += [", as told by " if line else "on the word of ", self.speaker(told) or NOBODY]
            if guesses and self._guessed(told):
                line.append("?")
            if medium := self.party(told.medium):
                line += [", through ", medium]
        return tuple(line)

    def _guessed(self, stmt: Statement) -> bool:
        said = stmt.speaker
        return bool(said.actor or said.name) and said.confidence < SURE and self.guess(stmt) is not None

    def above(self, stmt: Statement) -> tuple[Statement, ...]:
        """The statements this one is told inside of, nearest first."""
        chain: list[Statement] = []
        seen = {stmt.id}
        while stmt.within is not None and stmt.within not in seen and stmt.within in self._by_id:
            stmt = self._by_id[stmt.within]
            seen.add(stmt.id)
            chain.append(stmt)
        return tuple(chain)

    def paragraph(self, stmt: Statement) -> int:
        """The number of the paragraph the content begins in, counted from 1."""
        return max(1, bisect_right(self._starts, _place(stmt)[0]))

    def title(self) -> Words | str:
        """The document's title, else its headline as it stands in the text, else what a person called its source."""
        headline = next((z.span.of(self.text) for z in self.record.zones if z.kind is ZoneKind.HEADLINE), None)
        for title in (self.record.document.title, headline, self.record.document.snapshot.name):
            if title and title.strip():
                return Words(title)
        return "Untitled document"


def _place(stmt: Statement) -> tuple[int, int]:
    spans = stmt.content or stmt.cue or stmt.speaker.spans
    return (spans[0].start, -hull(spans).end) if spans else (0, 0)


def _same(words: str, name: str) -> bool:
    return " ".join(name.casefold().split()) in " ".join(words.casefold().split())
