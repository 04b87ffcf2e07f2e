"""What is searched of a reading, as rows of ``indexed`` and ``indexed_words``; ``indexing.py`` says what they hold."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ..record import Commitment, Event, Party, Place, Record, Span, Standing, Statement, Tie, ZoneKind, hull
from . import search_words
from .ids import Found, Identified, with_words
from .rows import FindingRows

Row = dict[str, Any]
#: Words that follow each other, folded.
Words = Sequence[str]

#: Stands between two pieces that do not follow each other.
APART = "_"
#: Characters of a document's text that are searched as its own words; what its findings say is searched everywhere.
LONGEST_TEXT = 200_000
#: The most that the words of each field, and the marks, may take: PostgreSQL keeps a mebibyte of each row's index.
MOST_SAID, MOST_NAMES, MOST_TITLE, MOST_MARKS = 760_000, 160_000, 40_000, 900_000
#: Words of an event's or a tie's sentence that are taken with it where its own stand scattered.
LONGEST_CLAUSE = 60
#: Characters of the mark of a place's name.
LONGEST_MARK = 200

_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_DOING = frozenset({"speaker", "actor", "a", "doer"})
_RECEIVING = frozenset({"addressee", "target", "recipient", "b", "to"})
#: What a word costs in PostgreSQL's index beside its letters, twice, and what another place of it does.
_LEXEME, _PLACE = 16, 4


@dataclass(frozen=True, slots=True)
class Linked:
    """The base entity that an actor of a reading is, and its main name."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding's number and its citable id; ``judged`` is what was judged of it: accepted, edited or rejected."""

    no: int
    id: str
    judged: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A reading as it stands on the desk: its number, its document's, that one's outlet, and when it held."""

    reading: int
    document: int
    source: str | None
    since: str
    until: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """Rows for ``indexed``, and for each the one of ``indexed_words``."""

    indexed: list[Row] = field(default_factory=list)
    words: list[Row] = field(default_factory=list)


@lru_cache(maxsize=4096)
def mark(kind: str, value: str) -> str:
    """A mark of one of the kinds that ``indexing.py`` lists: ``mark("t", "part of")`` is ``t_part_of``."""
    return f"{kind}_{_NO_LETTERS.sub('_', value.lower()).strip('_')}"


def place_mark(words: Words) -> str | None:
    """The mark of a place's folded name; ``None`` if it has no word."""
    return "_".join(("pn", *words))[:LONGEST_MARK] if words else None


class RowsOf:
    """Makes the rows of one reading. ``numbers`` are those of its findings by their ids in the record, ``linked`` the
    entities of its actors by theirs; what has no number is left out, and an actor without an entity is found by its
    words only.
    """

    def __init__(
        self, record: Record, held: Held, numbers: Mapping[str, Numbered], linked: Mapping[str, Linked]
    ) -> None:
        self._record, self._held, self._numbers, self._linked = record, held, numbers, linked
        self._text = _Text(record.document.text)
        self._names = {actor.id: self._names_of(actor.id, actor.name, actor.known_as) for actor in record.actors}
        self._places = [(place.span.start, place.span.end, self._place_marks(place)) for place in record.places]
        self._place_ids = {place.id: marks for place, (_, _, marks) in zip(record.places, self._places, strict=True)}
        self._title = bounded(folded(record.document.title or ""), MOST_TITLE)
        self._titles = " ".join(self._title), stems(self._title)
        self._day, self._day_end = days(record)
        self._in_comments = {one.id for one in record.statements if one.zone is ZoneKind.COMMENT}
        self._everywhere = ["all"]
        if held.source is not None:
            self._everywhere.append(mark("so", held.source.partition(":")[2]))
        if record.document.language:
            self._everywhere.append(mark("la", record.document.language))

    def findings(self, made: Made) -> None:
        """Adds the rows of its findings."""
        found = [
            Identified(numbered.id, kind, one, spans)
            for kind, _, one, spans in with_words(self._record)
            if (numbered := self._numbers.get(one.id)) is not None
        ]
        numbers = [self._numbers[one.found.id] for one in found]
        rows = FindingRows(self._record, found, self._held.reading, self._held.document).findings(range(len(found)))
        for numbered, one, row in zip(numbers, found, rows, strict=True):
            self._finding(made, numbered, one, row)

    def document(self, made: Made, filed: str) -> None:
        """Adds the document's row; it was ``filed`` at this stamp."""
        document, held = self._record.document, self._held
        said = bounded(self._text.within(Span(0, LONGEST_TEXT)), MOST_SAID)
        names = joined(piece for pieces in self._names.values() for piece in pieces)
        entities = sorted({one.number for one in self._linked.values()})
        marks = [*self._everywhere, "k_document", *(f"any_{number}" for number in entities)]
        marks += [one for _, _, some in self._places for one in some]
        row = self._row(2 * held.document + 1, document.id, "document")
        row["since"], row["until"] = filed, None
        made.indexed.append(row)
        self._words(made, row, said, bounded(names, MOST_NAMES), marks)

    def _finding(self, made: Made, numbered: Numbered, one: Identified, facts: Row) -> None:
        sides: list[tuple[str, str]] = []
        pieces: list[Words] = []
        for role, spans, actor in _sides(one.found):
            pieces += [self._text.within(span) for span in spans]
            if actor is not None:
                pieces += self._names.get(actor, ())
                sides.append((role, actor))
        if isinstance(one.found, Commitment) and one.found.statement in self._in_comments:
            facts = {**facts, "standing": Standing.COMMENT.value}
        polarity = facts["polarity"] or ("negated" if facts["negated"] else "actual")
        marks = [*self._everywhere, f"k_{one.kind}", mark("t", facts["type"]), mark("po", polarity)]
        marks += [mark(kind, facts[name]) for kind, name in _FACTS if facts[name] is not None]
        marks += ["bg"] if facts["background"] else []
        marks += [numbered.judged] if numbered.judged is not None else []
        who, whom = self._side_marks(sides, _holds_both_ways(one.found), marks)
        marks += self._places_in(one)
        row = self._row(2 * numbered.no, numbered.id, one.kind)
        for name in ("type", "from", "to", "zone", "standing"):
            row[name] = facts[name]
        row["polarity"], row["who"], row["whom"] = polarity, who, whom
        made.indexed.append(row)
        self._words(made, row, self._said(one), joined(pieces), marks)

    def _side_marks(
        self, sides: Iterable[tuple[str, str]], both: bool, marks: list[str]
    ) -> tuple[int | None, int | None]:
        """Adds the marks of those who take part; the first on the doing side, and the first on the other."""
        who: int | None = None
        whom: int | None = None
        for role, actor in sides:
            linked = self._linked.get(actor)
            if linked is None:
                continue
            number = linked.number
            marks += (f"{role}_{number}", f"any_{number}")
            if role in _DOING or (both and role in _RECEIVING):
                marks.append(f"by_{number}")
            if role in _RECEIVING or (both and role in _DOING):
                marks.append(f"at_{number}")
            if role in _DOING and who is None:
                who = number
            elif whom is None and (role in _RECEIVING or (both and role in _DOING)):
                whom = number
        return who, whom

    def _row(self, no: int, id_: str, kind: str) -> Row:
        held, document = self._held, self._record.document
        return {
            "no": no,
            "id": id_,
            "document": held.document,
            "reading": held.reading,
            "kind": kind,
            "type": None,
            "day": self._day,
            "day_end": self._day_end,
            "from": None,
            "to": None,
            "source": held.source,
            "language": document.language,
            "zone": None,
            "standing": None,
            "polarity": None,
            "who": None,
            "whom": None,
            "since": held.since,
            "until": held.until,
            "length": 0,
        }

    def _words(self, made: Made, row: Row, said: Words, names: Words, marks: list[str]) -> None:
        title, title_stems = self._titles
        row["length"] = len(said) + len(names) + len(self._title)
        made.words.append(
            {
                "no": row["no"],
                "said": " ".join(said),
                "names": " ".join(names),
                "title": title,
                "said_stems": stems(said),
                "names_stems": stems(names),
                "title_stems": title_stems,
                "marks": " ".join(bounded(list(dict.fromkeys(marks)), MOST_MARKS)),
            }
        )

    def _said(self, one: Identified) -> Words:
        found, text = one.found, self._text
        if isinstance(found, Statement):
            # What was said goes on where the reporter breaks off.
            return bounded([word for span in found.content for word in text.within(span)], MOST_SAID)
        if isinstance(found, Commitment):
            pieces = (found.deed, found.condition, found.due.span)
            return bounded(joined(text.within(span) for span in pieces if span is not None), MOST_SAID)
        whole = text.within(hull(one.spans))
        if len(whole) <= LONGEST_CLAUSE:
            return whole
        return bounded(joined(text.within(span) for span in one.spans), MOST_SAID)

    def _names_of(self, local: str, name: str, known_as: str | None) -> tuple[Words, ...]:
        linked = self._linked.get(local)
        called = (name, known_as or "", "" if linked is None else linked.name)
        return tuple(dict.fromkeys(words for one in called if (words := folded(one))))

    def _place_marks(self, place: Place) -> tuple[str, ...]:
        marks = [place_mark(folded(place.name)), place_mark(self._text.within(place.span))]
        if place.geonames is not None:
            marks.append(f"pl_{place.geonames}")
        if place.country:
            marks.append(mark("co", place.country))
        return tuple(dict.fromkeys(one for one in marks if one is not None))

    def _places_in(self, one: Identified) -> Iterator[str]:
        for start, end, marks in self._places:
            if any(start < span.end and span.start < end for span in one.spans):
                yield from marks
        if isinstance(one.found, Event) and one.found.place is not None:
            yield from self._place_ids.get(one.found.place, ())


#: Which marks a finding's facts make, beside its type.
_FACTS = (("m", "mode"), ("z", "zone"), ("st", "standing"))


class _Text:
    """The words of a text, and which of them stand in a span."""

    def __init__(self, text: str) -> None:
        placed = search_words.placed_words(text)
        self._words = [one.word for one in placed]
        self._starts = [one.start for one in placed]
        self._ends = [one.end for one in placed]

    def within(self, span: Span) -> list[str]:
        """The words of which at least a letter stands in it."""
        return self._words[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)]


@lru_cache(maxsize=65536)
def folded(words: str) -> tuple[str, ...]:
    """A name or a title as it is searched."""
    return tuple(search_words.words(words))


@lru_cache(maxsize=65536)
def stemmed(word: str) -> str:
    """A word of the index without its ending; what stands between two pieces is nobody's."""
    return word if word == APART else search_words.stem(word)


def stems(words: Words) -> str:
    """Each word without its ending, in their order."""
    return " ".join(map(stemmed, words))


def joined(pieces: Iterable[Words]) -> list[str]:
    """Pieces that do not follow each other, each once."""
    whole: list[str] = []
    for piece in dict.fromkeys(map(tuple, pieces)):
        if piece:
            if whole:
                whole.append(APART)
            whole += piece
    return whole


def bounded(words: Words, most: int) -> Words:
    """As many of the words as PostgreSQL's index has room for."""
    if len(words) * 8 * search_words.LONGEST < most:
        return words
    seen: set[str] = set()
    room = most
    for number, word in enumerate(words):
        room -= _PLACE
        if word not in seen:
            seen.add(word)
            room -= 2 * len(word.encode()) + _LEXEME
        if room < 0:
            return words[:number]
    return words


def days(record: Record) -> tuple[str | None, str | None]:
    """The first and the last day on which a document may have been published; of one that bears no date, between which
    it was written, as far as its words show that.
    """
    published, written = record.document.published, record.written
    if published is not None:
        return _first_day(published), _last_day(published)
    if written is None:
        return None, None
    after, before = written.not_before, written.not_after
    return _first_day(after.date) if after else None, _last_day(before.date) if before else None


def _first_day(date: str) -> str:
    return date[:10] if len(date) >= 10 else f"{date[:7]}-01" if len(date) >= 7 else f"{date[:4]}-01-01"


def _last_day(date: str) -> str:
    if len(date) >= 10:
        return date[:10]
    if len(date) >= 7 and date[5:7].isdigit() and date[:4].isdigit() and 1 <= int(date[5:7]) <= 12:
        year, month = int(date[:4]), int(date[5:7])
        return f"{date[:7]}-{calendar.monthrange(year, month)[1]:02}" if year > 0 else f"{date[:7]}-28"
    return f"{date[:4]}-12-31"


def _sides(found: Found) -> Iterator[tuple[str, tuple[Span, ...], str | None]]:
    """Who takes part: the role, all the words, the actor's id."""
    if isinstance(found, Statement):
        yield "speaker", found.speaker.spans, found.speaker.actor
        yield from _parties((("addressee", found.addressee), ("target", found.target), ("medium", found.medium)))
    elif isinstance(found, Event):
        yield from (("actor", (taker.span,), taker.actor) for taker in found.actors)
        yield from (("recipient", (taker.span,), taker.actor) for taker in found.recipients)
    elif isinstance(found, Tie):
        yield "a", (found.a.span,), found.a.actor
        yield "b", (found.b.span,), found.b.actor
    else:
        yield from _parties((("doer", found.doer), ("to", found.to)))


def _parties(
    parties: Iterable[tuple[str, Party | None]],
) -> Iterator[tuple[str, tuple[Span, ...], str | None]]:
    yield from ((role, party.spans, party.actor) for role, party in parties if party is not None)


def _holds_both_ways(found: Found) -> bool:
    return (isinstance(found, Event) and found.reciprocal) or (isinstance(found, Tie) and found.type.mutual)
