"""The ties of a desk side by side, on both databases."""

from __future__ import annotations

from dataclasses import replace

from onrecord.clock import stamp
from onrecord.gazetteer import load_packs
from onrecord.record import JudgementKind, TieType
from onrecord.store import history, many, network_rows
from onrecord.store.opening import Store
from tests.analysis.reporting import Report, settle
from tests.store.conftest import SetClock


def test_ties_of_some_types_now_and_then_without_the_rejected(store: Store, clock: SetClock) -> None:
    page = Report()
    page.tied("Oren Vash", TieType.LEADS, "Coast Watch")
    page.tied("Oren Vash", TieType.PART_OF, "Coast Watch")
    page.said("Oren Vash", "it rains")
    settle(store, load_packs(()), page.record())
    clock.go(days=1)
    then = stamp(clock.now())
    clock.go(days=1)
    with store.reading() as at:
        every, leads = network_rows.ties(at), network_rows.ties(at, None, ("leads",))
        past = network_rows.ties(at, then, ("leads", "fought")), network_rows.ties(at, "2001-01-01T00:00:00.000000Z")
        ids = many.ids(at, leads.numbers.tolist())
    assert sorted(map(str, every.decoded("type"))) == ["leads", "part of"]
    assert leads.decoded("type") == ["leads"]
    assert [len(one) for one in past] == [1, 0]
    with store.writing() as at:
        history.judge(store, at, JudgementKind.REJECT, next(iter(ids.values())), "mira")
    with store.reading() as at:
        assert network_rows.ties(at).decoded("type") == ["part of"]
        assert len(network_rows.ties(at, then)) == 2


def test_ties_told_as_past(store: Store, clock: SetClock) -> None:
    page = Report()
    page.tied("Oren Vash", TieType.LEADS, "Coast Watch")
    page.tied("Oren Vash", TieType.PART_OF, "Coast Watch")
    record = page.record()
    first, second = record.ties
    settle(store, load_packs(()), replace(record, ties=(replace(first, background=True), second)))
    clock.go(days=1)
    with store.reading() as at:
        now, then = network_rows.past(at), network_rows.past(at, stamp(clock.now()))
        leads = network_rows.ties(at, None, ("leads",)).numbers.tolist()
    assert now.tolist() == then.tolist() == leads
