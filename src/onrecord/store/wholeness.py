"""Whether a record is of one piece: its words within its text, every id it names borne by something in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..errors import StoreError
from ..record import Record, Span, Taker


def check(record: Record) -> None:
    """Refuses a record that could not be shown again.

    Raises:
        StoreError: if a span reaches beyond the text, an id is borne by nothing or by two, or the text has characters
            that cannot be kept.
    """
    length = len(record.document.text)
    last = max((span.end for span in _spans(record)), default=0)
    if last > length:
        raise _broken(record, f"a span ends at {last} of {length} characters")
    _check_ids(record)
    try:
        record.document.text.encode()
    except UnicodeEncodeError:
        raise _broken(record, "its text holds a lone surrogate, which is no character") from None
    if "\x00" in record.document.text:
        raise _broken(record, "its text holds a NUL, which is no character")


def _broken(record: Record, why: str) -> StoreError:
    return StoreError(f"this record is not of one piece: {why}", record.document.id, "read the document again")


def _check_ids(record: Record) -> None:
    actors = _borne(record, (actor.id for actor in record.actors))
    statements = _borne(record, (statement.id for statement in record.statements))
    times = _borne(record, (time.id for time in record.times))
    places = _borne(record, (place.id for place in record.places))
    ties = _borne(record, (tie.id for tie in record.ties))
    _borne(record, (event.id for event in record.events))
    _borne(record, (commitment.id for commitment in record.commitments))
    for borne, named in (
        (actors, _actors_named(record)),
        (statements, _statements_named(record)),
        (times, _times_named(record)),
        (places, (event.place for event in record.events)),
        (ties, (id_ for tie in record.ties for id_ in tie.basis)),
    ):
        for id_ in named:
            if id_ is not None and id_ not in borne:
                raise _broken(record, f"nothing in it has the id {id_}")


def _borne(record: Record, ids: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            raise _broken(record, f"two in it have the id {id_}")
        seen.add(id_)
    return seen


def _actors_named(record: Record) -> Iterator[str | None]:
    for statement in record.statements:
        yield statement.speaker.actor
        yield from (party.actor for party in (statement.addressee, statement.target, statement.medium) if party)
    yield from (taker.actor for taker in _takers(record))
    for commitment in record.commitments:
        yield from (party.actor for party in (commitment.doer, commitment.to) if party)


def _statements_named(record: Record) -> Iterator[str | None]:
    yield from (statement.within for statement in record.statements)
    for event in record.events:
        yield event.statement
        yield event.footing.by
    yield from (tie.footing.by for tie in record.ties)
    yield from (commitment.statement for commitment in record.commitments)


def _times_named(record: Record) -> Iterator[str | None]:
    yield from (finding.when for findings in (record.statements, record.events, record.ties) for finding in findings)
    yield from (commitment.due.time for commitment in record.commitments)
    yield from (time.anchor.time for time in record.times if time.anchor)


def _takers(record: Record) -> Iterator[Taker]:
    for event in record.events:
        yield from event.actors
        yield from event.recipients
    for tie in record.ties:
        yield tie.a
        yield tie.b


def _spans(record: Record) -> list[Span]:
    spans = [zone.span for zone in record.zones]
    for actor in record.actors:
        spans += [mention.span for mention in actor.mentions]
        spans += [role.span for role in actor.roles]
    spans += [time.span for time in record.times]
    spans += [place.span for place in record.places]
    spans += _spans_of_statements(record)
    spans += [taker.span for taker in _takers(record)]
    for event in record.events:
        spans += event.spans
        spans += [count.span for count in event.counts]
    for tie in record.ties:
        spans += tie.spans
        spans += [span for span in (tie.title, tie.reason) if span]
    spans += _spans_of_commitments(record)
    if record.written:
        for bound in (record.written.not_before, record.written.not_after):
            spans += bound.spans if bound else ()
    return spans


def _spans_of_statements(record: Record) -> list[Span]:
    spans: list[Span] = []
    for statement in record.statements:
        spans += (*statement.speaker.spans, *statement.cue, *statement.content)
        if statement.speaker.role:
            spans.append(statement.speaker.role)
        for party in (statement.addressee, statement.target, statement.medium):
            if party:
                spans += party.spans
    return spans


def _spans_of_commitments(record: Record) -> list[Span]:
    spans: list[Span] = []
    for commitment in record.commitments:
        spans += [span for span in (commitment.deed, commitment.condition, commitment.due.span) if span]
        for party in (commitment.doer, commitment.to):
            if party:
                spans += party.spans
    return spans
