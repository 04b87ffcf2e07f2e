"""Statements grouped as they are filed: the first of them gives the number, whatever the order of filing."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from onrecord.desk import grouping
from onrecord.desk.grouping import group_reading
from onrecord.linking.sayings import Saying
from onrecord.linking.utterances import Told, compare
from onrecord.record import Span
from onrecord.store import filing, tables, utterances
from onrecord.store.opening import Store
from tests.analysis.carrying import QUOTE, Report, carry, record_of, statement_of, told
from tests.store.records import Said, file_record, make_record

EARLY, LATE = "2031-04-01T09:00:00+00:00", "2031-04-03T09:00:00+00:00"


def test_a_statement_that_nobody_else_carries_has_no_row(store: Store) -> None:
    carry(store, Report())
    carry(store, Report(words="“It will rain all over the valley until the end of the week”", speaker="Lea Marsh"))
    assert told(store) == {}


def test_two_carriers_of_one_quotation_are_joined_under_the_first(store: Store) -> None:
    first = carry(store, Report())
    second = carry(store, Report(outlet="Quay Courier", published=LATE, after="The mission did not reply."))
    assert told(store) == {first: first, second: first}
    with store.reading() as at:
        row = at.execute(sa.select(tables.told).where(tables.told.c.statement == second)).one()
    assert (row.how, row.other) == ("verbatim", first)
    assert "the same 16 words" in row.reasons


def test_a_later_document_that_was_published_earlier_moves_the_number(store: Store) -> None:
    one = carry(store, Report())
    two = carry(store, Report(outlet="Quay Courier", published=LATE))
    three = carry(store, Report(outlet="Wire", published=EARLY))
    assert told(store) == {one: three, two: three, three: three}


def test_times_of_publication_are_compared_in_utc(store: Store) -> None:
    here = carry(store, Report(published="2031-04-02T10:00:00+03:00"))
    there = carry(store, Report(outlet="Wire", published="2031-04-02T08:30:00+00:00"))
    assert told(store) == {here: here, there: here}


def test_one_of_which_only_the_day_is_known_is_not_the_first_of_that_day(store: Store) -> None:
    dated = carry(store, Report(published="2031-04-02"))
    timed = carry(store, Report(outlet="Wire", published="2031-04-02T21:00:00+00:00"))
    assert told(store) == {dated: timed, timed: timed}


def test_two_speakers_are_never_bridged(store: Store) -> None:
    """A report that only describes the speaker fits both, so it is joined to neither."""
    carry(store, Report())
    carry(store, Report(speaker="Lea Marsh", outlet="Wire", published=LATE))
    carry(store, Report(speaker="the spokesman", outlet="Quay Courier", published=LATE))
    assert told(store) == {}


def test_who_comes_after_a_described_speaker_does_not_join_another(store: Store) -> None:
    described = carry(store, Report(speaker="the spokesman", outlet="Quay Courier"))
    one = carry(store, Report(published=LATE))
    other = carry(store, Report(speaker="Lea Marsh", outlet="Wire", published=LATE))
    assert told(store) == {described: described, one: described}
    assert other not in told(store)


def test_a_changed_quotation_in_a_copy_is_joined(store: Store) -> None:
    after = (
        "The harbour master of Port Yassem keeps a book in which every vessel that passes the light is entered with "
        "the hour, the flag and the number of lamps it shows. Nobody has asked to see the book since the winter, and "
        "the two clerks who write it take turns at the window until the morning ferry has left the quay."
    )
    first = carry(store, Report(after=after), repeats=True)
    changed = QUOTE.replace("forty", "ninety")
    copy = carry(store, Report(words=changed, outlet="Wire", published=LATE, after=after), repeats=True)
    assert told(store) == {first: first, copy: first}
    with store.reading() as at:
        assert at.execute(sa.select(tables.told.c.how).where(tables.told.c.statement == copy)).scalar() == "altered"


def test_the_order_of_filing_does_not_matter(store: Store) -> None:
    reports = [
        Report(published=LATE, outlet="Wire"),
        Report(words="“Two boats from the frigate crossed the truce line off Sirrat”", outlet="Quay Courier"),
        Report(published=EARLY),
    ]
    numbers = [carry(store, report) for report in reports]
    assert told(store) == dict.fromkeys(numbers, numbers[2])


def test_a_document_that_is_read_again_is_joined_by_its_new_reading(store: Store) -> None:
    report = Report()
    old = carry(store, report)
    other = carry(store, Report(outlet="Wire", published=LATE))
    with store.writing() as at:
        no = at.execute(sa.select(tables.finding.c.document).where(tables.finding.c.no == old)).scalar_one()
        record = replace(record_of(report), engine="0.2.0")
        reading = filing.file_reading(store, at, no, record, "verbs/4")
        group_reading(store, at, no, reading, record, {})
        new = statement_of(at, reading)
        now = [row.no for row in utterances.members(at, other)]
        first = at.execute(sa.select(tables.reading.c.made).order_by(tables.reading.c.no)).scalars().all()[1]
        then = [row.no for row in utterances.members(at, other, first)]
    assert told(store) == {old: new, other: new, new: new}
    assert now == [other, new]
    assert then == [old, other]


def test_grouping_anew_gives_the_same(store: Store) -> None:
    carry(store, Report())
    carry(store, Report(outlet="Wire", published=LATE))
    before = told(store)
    with store.writing() as at:
        which = sa.select(tables.reading.c.no, tables.reading.c.document).order_by(tables.reading.c.no.desc())
        reading, document = at.execute(which.limit(1)).one()
        group_reading(store, at, document, reading, record_of(Report(outlet="Wire", published=LATE)), {})
    assert told(store) == before


def test_a_document_of_very_many_statements_is_compared_in_bounds(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with each would be 31,125 pairs, and with twice as many statements four times as many."""
    compared = []

    def counted(one: Saying, other: Saying, near: float | None = None) -> Told | None:
        compared.append((one.no, other.no))
        return compare(one, other, near)

    monkeypatch.setattr(grouping, "compare", counted)
    said = Said("Oren Vash", "said", "that two boats crossed the truce line off Sirrat and stayed for forty minutes")
    line = f"{said.speaker} {said.cue} {said.content}. "
    once = make_record(line * 250, said, published="2031-04-02")
    statements = []
    for nth in range(250):
        on = nth * len(line)
        (first,) = once.statements
        statements.append(
            replace(
                first,
                id=f"s{nth}",
                speaker=replace(first.speaker, spans=tuple(_on(one, on) for one in first.speaker.spans)),
                cue=tuple(_on(one, on) for one in first.cue),
                content=tuple(_on(one, on) for one in first.content),
            )
        )
    record = replace(once, statements=tuple(statements))
    document = file_record(store, record)
    with store.writing() as at:
        which = sa.select(tables.reading.c.no).where(tables.reading.c.document == document)
        group_reading(store, at, document, at.execute(which).scalar_one(), record, {})
    joined = told(store)
    assert len(joined) == 250
    assert set(joined.values()) == {min(joined)}
    assert 0 < len(compared) <= 250 * 60


def _on(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
