"""Rows that claims are found by: statements that hold, those of a speaker, and those that share two words."""

from __future__ import annotations

import sqlalchemy as sa

from onrecord.gazetteer import load_packs
from onrecord.record import JudgementKind
from onrecord.store import claim_rows, history, tables
from onrecord.store.opening import Store
from onrecord.store.stood import Stood

from ..analysis.reporting import Report, settle


def file(store: Store, *told: tuple[str, str]) -> dict[str, int]:
    """Files a report of one statement for each (speaker, words); the numbers of the statements by their words."""
    records = []
    for place, (who, words) in enumerate(told):
        report = Report()
        report.said(who, words)
        records.append(report.record(f"2031-05-{place + 1:02d}"))
    settle(store, load_packs(()), *records)
    with store.reading() as at:
        rows = at.execute(sa.select(tables.finding.c.no).where(tables.finding.c.kind == "statement")).scalars()
        return dict(zip((words for _, words in told), sorted(rows), strict=True))


def test_statements_hold_until_somebody_rejects_them(store: Store) -> None:
    numbers = file(store, ("Oren Vash", "the port will open"), ("Lea Marsh", "the port will not open"))
    with store.reading() as at:
        assert claim_rows.statements(at, None, Stood()).numbers.tolist() == [2 * no for no in numbers.values()]
        id_ = claim_rows.id_of(at, numbers["the port will open"])
    with store.writing() as at:
        moment = store.now(at)
        history.judge(store, at, JudgementKind.REJECT, id_, "mira", why="misread")
    with store.reading() as at:
        kept = claim_rows.statements(at, None, Stood()).numbers.tolist()
        assert kept == [2 * numbers["the port will not open"]]
        assert len(claim_rows.statements(at, moment, Stood.at(at, moment))) == 2


def test_said_by_gives_what_an_entity_says(store: Store) -> None:
    numbers = file(store, ("Oren Vash", "the port will open"), ("Lea Marsh", "Oren Vash lied about the port"))
    with store.reading() as at:
        names = {row.name: row.no for row in at.execute(sa.select(tables.entity.c.no, tables.entity.c.name))}
        found = claim_rows.said_by(at, [names["Oren Vash"]], None, Stood())
        assert found.numbers.tolist() == [2 * numbers["the port will open"]]


def test_two_words_in_any_form_are_enough_and_one_is_not(store: Store) -> None:
    numbers = file(
        store,
        ("Oren Vash", "the port sold forty mines"),
        ("Lea Marsh", "nobody sells a mine here"),
        ("Lea Marsh", "the mine was swept"),
        ("Lea Marsh", "selling a mine is a crime"),
    )
    with store.reading() as at:
        held = claim_rows.statements(at, None, Stood()).numbers
        found = claim_rows.sharing(at, ["mines", "selling"], held, Stood(), 10)
        assert found == [2 * numbers["selling a mine is a crime"], 2 * numbers["nobody sells a mine here"]]
        assert claim_rows.sharing(at, ["mines", "selling"], held, Stood(), 1) == found[:1]
        assert claim_rows.sharing(at, ["mines", "selling"], held[:3], Stood(), 10) == found[1:]
        assert claim_rows.sharing(at, ["mines"], held, Stood(), 10) == []
        assert claim_rows.sharing(at, ["mines", "selling"], held[:0], Stood(), 10) == []


def test_bodies_are_those_of_most_documents(store: Store) -> None:
    records = []
    for place, body in enumerate(("Selm", "Lurania", "Selm")):
        report = Report()
        report.holds("Oren Vash", "minister", body)
        report.say(f"This is report number {place}.")
        records.append(report.record(f"2031-05-{place + 1:02d}"))
    settle(store, load_packs(()), *records)
    with store.reading() as at:
        names = {row.name: row.no for row in at.execute(sa.select(tables.entity.c.no, tables.entity.c.name))}
        found = claim_rows.bodies_of(at, names.values())
        assert found == {names["Oren Vash"]: [names["Selm"], names["Lurania"]]}
