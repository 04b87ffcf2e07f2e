"""What novelty is told by, on both databases: days of publication, words, what stands on what, versions, bodies."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from onrecord.gazetteer import load_packs
from onrecord.record import CommitmentKind, JudgementKind, Precision, Record, SpeechAct
from onrecord.store import history, ledger_rows, novelty_rows, tables
from onrecord.store.novelty_rows import Published
from onrecord.store.opening import Store
from tests.analysis.reporting import Report, number_of, settle
from tests.store.conftest import SetClock


def report(words: str, day: str | None, precision: Precision | None = None) -> Record:
    """A report of one statement."""
    page = Report()
    page.said("Oren Vash", words)
    record = page.record(day)
    if precision is None:
        return record
    return replace(record, document=replace(record.document, published_precision=precision))


def test_days_of_publication_are_as_exact_as_they_are_told(store: Store) -> None:
    hour = report("one is here", "2031-05-03T01:30:00+03:00")
    day = report("two are here", "2031-05-03")
    month = report("three are here", "2031-05", Precision.MONTH)
    none = report("four are here", None)
    numbers = settle(store, load_packs(()), hour, day, month, none)
    with store.reading() as at:
        found = novelty_rows.published(at, numbers)
        vague = novelty_rows.inexact(at)
    told = [(one.first, one.last, one.moment, one.dated) for one in (found[no] for no in numbers)]
    assert told == [
        ("2031-05-03", "2031-05-03", "2031-05-02T22:30:00.000000Z", True),
        ("2031-05-03", "2031-05-03", None, True),
        ("2031-05-01", "2031-05-31", None, True),
        (None, None, None, False),
    ]
    assert sorted(vague) == numbers[2:]
    assert isinstance(vague[numbers[3]], Published)


def test_what_is_said_what_stands_on_it_and_of_which_statement_it_is(store: Store) -> None:
    page = Report()
    id_ = page.said("Oren Vash", "that the Northern gates be opened", SpeechAct.DEMAND)
    page.promised("Lea Marsh", "open the gates", id_, CommitmentKind.DEMAND)
    settle(store, load_packs(()), page.record())
    finding = tables.finding
    with store.reading() as at:
        numbers = {row.kind: row.no for row in at.execute(sa.select(finding.c.no, finding.c.kind))}
        statement, commitment = numbers["statement"], numbers["commitment"]
        said = novelty_rows.said(at, [2 * statement, 2 * commitment])
        standing = novelty_rows.standing_on(at, [statement], None)
        above = ledger_rows.statements_of(at, [commitment])
        nothing = novelty_rows.standing_on(at, [], None), novelty_rows.said(at, []), ledger_rows.statements_of(at, [])
    assert said[2 * statement] == ("that", "the", "northern", "gates", "be", "opened")
    assert said[2 * commitment] == ("open", "the", "gates")
    assert [(one.no, one.kind, one.type) for one in standing[statement]] == [(commitment, "commitment", "demand")]
    assert above == {commitment: statement}
    assert nothing == ({}, {}, {})
    with store.writing() as at:
        before = store.now(at)
        of = at.execute(sa.select(finding.c.id).where(finding.c.no == commitment)).scalar_one()
        history.judge(store, at, JudgementKind.REJECT, of, "ines", why="he asked for nothing")
    with store.reading() as at:
        assert novelty_rows.standing_on(at, [statement], None) == {}
        assert novelty_rows.standing_on(at, [statement], before) == standing


def test_offices_names_and_who_is_called_so(store: Store, clock: SetClock) -> None:
    page = Report()
    page.holds("Oren Vash", "Harbour Master", "Tellin")
    (document,) = settle(store, load_packs(()), page.record())
    vash, tellin = number_of(store, "Oren Vash"), number_of(store, "Tellin")
    with store.reading() as at:
        assert novelty_rows.offices_held(at, None) == {(vash, tellin): "Harbour Master"}
        assert novelty_rows.offices_held(at, "2001-01-01T00:00:00.000000Z") == {}
        assert "Oren Vash" in novelty_rows.names_of(at, [vash])
        assert novelty_rows.called_so(at, document, "Tellin") == tellin
        assert novelty_rows.called_so(at, document, "Nobody") is None
        assert novelty_rows.known_bodies(at, None) == []


def test_the_version_before_has_its_words_and_what_is_gone(store: Store, clock: SetClock) -> None:
    first, second = settle(
        store,
        load_packs(()),
        report("the ministry will expel them", "2031-05-03"),
        report("the ministry would welcome a word", "2031-05-03"),
    )
    with store.writing() as at:
        document, finding, mark = tables.document, tables.finding, tables.mark
        at.execute(sa.update(document).where(document.c.no == second).values(revises=first))
        id_ = at.execute(sa.select(finding.c.id).where(finding.c.document == first)).scalar_one()
        gone = {"finding": id_, "kind": "withdrawn", "document": second, "at": store.now(at), "why": "tested"}
        at.execute(sa.insert(mark).values(gone))
    with store.reading() as at:
        found = novelty_rows.version_before(at, second, None)
        assert novelty_rows.version_before(at, first, None) is None
        number, whole = novelty_rows.document_number(at, found.id[:8] if found else "", None)
    assert found is not None
    assert (found.document, number, whole) == (first, first, found.id)
    assert "will expel" in found.then
    assert "would welcome" in found.now
    assert len(found.gone) == 1
