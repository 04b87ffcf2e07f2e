"""Rows for tables of any kind: one a statement, event, tie, commitment or document. ``ROWS`` is the list.

A row is a list of values as JSON has them, one for each column; what is not known is ``None``, never an empty word.
The licence and the Traffic Light Protocol's label are said of the whole, and set into each row when a table is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..record import Commitment, Event, Footing, Statement, Tie, TimeRef
from .forms import Item
from .handed import Handed, Somebody

Row = list[Any]
#: Columns of what is said of the whole, at the end of every row.
WHOLE = ("licence", "tlp")


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``kind`` is text, texts (a list), whole, real, truth, day (``2031-05-04``) or time (a stamp, UTC)."""

    name: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Rows:
    """A kind of row: what it is of, its columns (those of ``WHOLE`` last), and an item's rows without these."""

    about: str
    columns: tuple[Column, ...]
    of: Callable[[Item], Iterator[Row]]


def _columns(said: str) -> tuple[Column, ...]:
    """``name`` or ``name:kind``, between spaces."""
    return tuple(Column(*word.split(":")) for word in said.split())


_STANDING = _columns("standing polarity by:texts by_ids:texts by_statement chain zone")
_WHEN = _columns("when_words when when_from:day when_to:day")
_STATE = _columns(
    "state judged_by judged_at:time judged_why withdrawn:time withdrawn_why confidence:real made_by engine"
)
_DOCUMENT = _columns(
    "document title author source source_id source_kind source_country grade grade_words url published"
    " published_precision published_day:day language filed:time carriers:texts revised_by vanished:time redacted:truth"
)
_WHOLE = _columns(" ".join(WHOLE))


def _who(name: str) -> str:
    return f"{name} {name}_id {name}_link {name}_words"


_STATEMENT = _columns(
    f"id act act_confidence:real strength:whole form negated:truth {_who('speaker')} speaker_role affiliation"
    f" speaker_countries:texts speaker_confidence:real cue content begin:whole end:whole {_who('target')}"
    f" {_who('addressee')} {_who('medium')}"
)
_EVENT = _columns(
    "id type mode intended contexts:texts intensity:real quad:whole codebook background:truth reciprocal:truth"
    " actors:texts actor_ids:texts actor_links:texts actor_words:texts actor_countries:texts"
    " recipients:texts recipient_ids:texts recipient_links:texts recipient_words:texts recipient_countries:texts"
    " words sentence begin:whole end:whole tellings:whole counts:texts statement"
    " place place_words geonames:whole country admin1 latitude:real longitude:real place_precision"
)
_TIE = _columns(
    f"id type {_who('a')} {_who('b')} words sentence begin:whole end:whole from:day to:day office reason derived:truth"
    " basis:texts background:truth"
)
_COMMITMENT = _columns(
    f"id kind {_who('doer')} {_who('to')} deed begin:whole end:whole negated:truth condition strength:whole"
    " due_kind due_words due_from:day due_to:day"
)


def _of_statements(item: Item) -> Iterator[Row]:
    handed = Handed(item)
    document = _document(handed)
    for stmt in handed.asked(item.record.statements):
        said, speaker = stmt.speaker, handed.speaker(stmt)
        content = stmt.content or stmt.cue or said.spans
        yield [
            handed.cited(stmt.id),
            stmt.act.value,
            stmt.act_confidence,
            stmt.strength,
            stmt.form.value,
            stmt.negated,
            *_named(speaker),
            handed.words((said.role,)) if said.role is not None else None,
            said.affiliation,
            list(speaker.countries),
            said.confidence,
            handed.words(stmt.cue),
            handed.words(stmt.content),
            content[0].start if content else None,
            max(span.end for span in content) if content else None,
            *_named(handed.party(stmt.target)),
            *_named(handed.party(stmt.addressee)),
            *_named(handed.party(stmt.medium)),
            *_statement_standing(handed, stmt),
            *_when(handed, handed.time(stmt.when)),
            *_state(handed, stmt),
            *document,
        ]


def _statement_standing(handed: Handed, stmt: Statement) -> Row:
    names, ids = handed.word(stmt.id)
    polarity = "negated" if stmt.negated else "actual"
    chain = handed.passed_on(stmt.id)
    return [stmt.standing.value, polarity, names, ids, handed.cited(stmt.within), chain, stmt.zone.value]


def _of_events(item: Item) -> Iterator[Row]:
    handed = Handed(item)
    document = _document(handed)
    for event in handed.asked(item.record.events):
        yield [
            handed.cited(event.id),
            event.type.value,
            event.mode,
            event.intended.value if event.intended else None,
            list(event.contexts),
            event.intensity,
            event.quad,
            event.codebook,
            event.background,
            event.reciprocal,
            *_sides([handed.taker(one) for one in event.actors]),
            *_sides([handed.taker(one) for one in event.recipients]),
            handed.words(event.spans[:1]),
            handed.sentence(event.spans[0]),
            event.spans[0].start,
            event.spans[0].end,
            len(event.spans),
            [_counted(one.what.value, one.least, one.most) for one in event.counts],
            handed.cited(event.statement),
            *_where(handed, event),
            *_standing(handed, event.footing, event.polarity.value),
            *_when(handed, handed.time(event.when)),
            *_state(handed, event),
            *document,
        ]


def _of_ties(item: Item) -> Iterator[Row]:
    handed = Handed(item)
    document = _document(handed)
    for tie in handed.asked(item.record.ties):
        yield [
            handed.cited(tie.id),
            tie.type.value,
            *_named(handed.taker(tie.a)),
            *_named(handed.taker(tie.b)),
            handed.words(tie.spans[:1]),
            handed.sentence(tie.spans[0]),
            tie.spans[0].start,
            tie.spans[0].end,
            day(tie.start),
            day(tie.end),
            handed.words((tie.title,)) if tie.title else None,
            handed.words((tie.reason,)) if tie.reason else None,
            tie.derived,
            [handed.cited(one) for one in tie.basis],
            tie.background,
            *_standing(handed, tie.footing, tie.polarity.value),
            *_when(handed, handed.time(tie.when)),
            *_state(handed, tie),
            *document,
        ]


def _of_commitments(item: Item) -> Iterator[Row]:
    handed = Handed(item)
    document = _document(handed)
    for one in handed.asked(item.record.commitments):
        stmt, due = handed.by_id.get(one.statement or ""), handed.time(one.due.time)
        standing, zone = handed.ground(one)
        names, ids = handed.word(one.statement)
        yield [
            handed.cited(one.id),
            one.kind.value,
            *_named(handed.party(one.doer)),
            *_named(handed.party(one.to)),
            handed.words((one.deed,)),
            one.deed.start,
            one.deed.end,
            one.negated,
            handed.words((one.condition,)) if one.condition else None,
            one.strength,
            one.due.kind.value,
            handed.words((one.due.span,)) if one.due.span else None,
            day(due.start) if due else None,
            day(due.end) if due else None,
            standing.value,
            "negated" if one.negated else "conditional" if one.condition else "planned",
            names,
            ids,
            handed.cited(one.statement),
            handed.passed_on(one.statement),
            zone.value if zone else None,
            *_when(handed, handed.time(stmt.when) if stmt else None),
            *_state(handed, one),
            *document,
        ]


def _of_documents(item: Item) -> Iterator[Row]:
    handed = Handed(item)
    record = item.record
    counts = [
        len(list(handed.asked(record.statements))),
        len(list(handed.asked(record.events))),
        len(list(handed.asked(record.ties))),
        len(list(handed.asked(record.commitments))),
    ]
    yield [*_document(handed), *counts, record.document.snapshot.sha256, record.document.snapshot.media_type]


def _named(one: Somebody) -> Row:
    return [one.name, one.id, one.link, one.words]


def _sides(some: list[Somebody]) -> Row:
    return [
        [one.name for one in some],
        [one.id for one in some],
        [one.link for one in some],
        [one.words for one in some],
        ["|".join(one.countries) or None for one in some],
    ]


def _standing(handed: Handed, footing: Footing, polarity: str) -> Row:
    names, ids = handed.word(footing.by)
    by = handed.cited(footing.by)
    return [footing.standing.value, polarity, names, ids, by, handed.passed_on(footing.by), footing.zone.value]


def _when(handed: Handed, time: TimeRef | None) -> Row:
    if time is None:
        return [None] * 4
    return [handed.words((time.span,)), time.edtf or time.value, day(time.start), day(time.end)]


def _where(handed: Handed, event: Event) -> Row:
    place = handed.places.get(event.place or "")
    if place is None:
        return [None] * 8
    precision = place.precision.value if place.precision else None
    words = handed.words((place.span,))
    return [place.name, words, place.geonames, place.country, place.admin1, place.lat, place.lon, precision]


def _counted(what: str, least: int | None, most: int | None) -> str:
    low, high = ("" if number is None else str(number) for number in (least, most))
    return f"{what} {low if low == high else f'{low}-{high}'}"


def _state(handed: Handed, found: Statement | Event | Tie | Commitment) -> Row:
    state, judged, withdrawn, why = handed.state(found.id)
    by = [None] * 3 if judged is None else [judged.who, judged.at, judged.why]
    return [state, *by, withdrawn, why, found.confidence, found.made_by, handed.record.engine]


def _document(handed: Handed) -> Row:
    doc, kept = handed.record.document, handed.record.kept
    source = None if kept is None else kept.source
    known: Row = [None] * 5
    if source is not None:
        grade = source.grade
        words = grade.reliability.words if grade.who else "not graded"
        known = [source.id, source.kind.value, source.country, grade.reliability.value, words]
    desk: Row = [None] * 5
    if kept is not None:
        desk = [kept.filed, [one.document for one in kept.carriers], kept.revised_by, kept.vanished, bool(kept.holes)]
    return [
        doc.id,
        doc.title,
        doc.author,
        doc.source if source is None else source.name,
        *known,
        doc.url,
        doc.published,
        doc.published_precision.value if doc.published_precision else None,
        day(doc.published),
        doc.language,
        *desk,
    ]


def day(said: str | None) -> str | None:
    """The day of an ISO 8601 date or time; ``None`` where it names none that the calendar has."""
    if said is None or len(said) < 10:
        return None
    try:
        return said[:10] if date.fromisoformat(said[:10]).isoformat() == said[:10] else None
    except ValueError:
        return None


ROWS: dict[str, Rows] = {
    "statements": Rows(
        "one row a statement", (*_STATEMENT, *_STANDING, *_WHEN, *_STATE, *_DOCUMENT, *_WHOLE), _of_statements
    ),
    "events": Rows("one row an event", (*_EVENT, *_STANDING, *_WHEN, *_STATE, *_DOCUMENT, *_WHOLE), _of_events),
    "ties": Rows("one row a tie", (*_TIE, *_STANDING, *_WHEN, *_STATE, *_DOCUMENT, *_WHOLE), _of_ties),
    "commitments": Rows(
        "one row a promise, demand or threat",
        (*_COMMITMENT, *_STANDING, *_WHEN, *_STATE, *_DOCUMENT, *_WHOLE),
        _of_commitments,
    ),
    "documents": Rows(
        "one row a document",
        (
            *_DOCUMENT,
            *_columns("statements:whole events:whole ties:whole commitments:whole sha256 media_type"),
            *_WHOLE,
        ),
        _of_documents,
    ),
}
