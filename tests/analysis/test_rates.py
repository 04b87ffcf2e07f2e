"""Rates: how many were followed, within which interval, against how often such acts come anyway."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.analysis.rates import Asked, Rates, _when, rates, share_of_windows, too_little, wilson
from onrecord.export.ledger_words import followed_line
from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.gazetteer.loading import SAMPLE
from onrecord.record import EventType, Polarity
from onrecord.store.filing import Likeness
from onrecord.store.opening import Store
from tests.store.conftest import clock, database, store

from .pledging import Pledging
from .reporting import number_of, settle

__all__ = ["clock", "database", "store"]
FRONT, PORT, TOWN = "Salt Front of Orrel", "Harbour League of Tellin", "Hill League of Sirrat"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_packs((SAMPLE,))


@pytest.mark.parametrize(
    ("followed", "number", "low", "high"),
    # Of Newcombe's tables (1998), and the ends.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (5, 5, 0.5655, 1.0),
    ],
)
def test_the_interval_is_wilsons(followed: int, number: int, low: float, high: float) -> None:
    assert wilson(followed, number) == pytest.approx((low, high), abs=0.0001)


def test_nothing_counted_has_the_whole_interval() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def test_the_base_rate_is_the_share_of_windows_with_such_an_act() -> None:
    assert share_of_windows([], 30, 0, 100) == 0.0
    # Windows begin on days 0 to 70; day 50 follows, within 30 days, days 20 to 49.
    assert share_of_windows([50], 30, 0, 100) == pytest.approx(30 / 71)
    assert share_of_windows([50, 51], 30, 0, 100) == pytest.approx(31 / 71)
    assert share_of_windows([50], 30, 0, 20) == 0.0


def test_too_few_are_said_to_be_with_their_number() -> None:
    assert too_little(0, 0.0, 1.0) == "no entry has a window that is over: nothing can be said"
    assert too_little(4, 0.1, 0.7) == ("N = 4 is below 10: too few to say, the rate may be anything from 10% to 70%")
    assert too_little(12, 0.2, 0.75) == "with N = 12 the rate may be anything from 20% to 75%: too wide to say"
    assert too_little(40, 0.2, 0.45) is None


def _counted(store: Store, against: str | None = None, **more: object) -> Rates:
    target = None if against is None else number_of(store, against)
    with store.reading() as at:
        asked = Asked(number_of(store, FRONT), target, **more)  # type: ignore[arg-type]
        return rates(at, asked, None, "2031-12-31")


def _threat(against: str = PORT) -> Pledging:
    page = Pledging()
    page.pledged(FRONT, "shell the harbour", kind="threat", to=against)
    return page


def _act(against: str = PORT, type_: EventType = EventType.ASSAULT, polarity: Polarity = Polarity.ACTUAL) -> Pledging:
    page = Pledging()
    page.did(FRONT, "fired at", against, type_, polarity=polarity)
    return page


def _last() -> Pledging:
    page = Pledging()
    page.said(TOWN, "the sea is calm")
    return page


def test_what_a_report_tells_to_be_due_is_in_no_rate_of_anybody(store: Store, gazetteer: Gazetteer) -> None:
    for kind in ("promise", "threat"):
        page = Pledging()
        page.owed(FRONT, "shell the harbour", due="2031-02-01", kind=kind)
        settle(store, gazetteer, page.record("2031-01-01", f"Paper of {kind}"))
        assert _counted(store, kind=kind).number == 0
    settle(store, gazetteer, _threat().record("2031-01-02"))
    assert _counted(store).number == 1


def test_an_act_of_the_type_against_the_other_side_within_the_days_follows(store: Store, gazetteer: Gazetteer) -> None:
    settle(
        store, gazetteer,
        _threat().record("2031-01-01"), _threat().record("2031-03-01"), _threat(TOWN).record("2031-03-02"),
        _act().record("2031-01-20"),
        _act().record("2031-05-10"),
        _act(TOWN, EventType.SANCTION).record("2031-03-05"),
        _act(TOWN, polarity=Polarity.PLANNED).record("2031-03-06"),
        _last().record("2031-10-01"),
    )  # fmt: skip
    found = _counted(store, PORT)
    assert [(one.days, one.followed, one.number) for one in found.windows] == [(30, 1, 2), (60, 1, 2), (90, 2, 2)]
    assert [one.first.days if one.first else None for one in found.entries] == [19, 70]
    assert found.windows[0].warning is not None
    assert "N = 2" in found.windows[0].warning
    first, last, length = 0, 273, 30
    days = share_of_windows([19, 129], length, first, last)
    assert found.windows[0].base == pytest.approx(days)
    assert (found.read_from, found.read_to, found.documents_read) == ("2031-01-01", "2031-10-01", 8)
    # Against nobody in particular each threat waits for an act against its own other side.
    everybody = _counted(store)
    assert [(one.followed, one.number) for one in everybody.windows] == [(1, 3), (1, 3), (2, 3)]
    assert "counts as not done" in everybody.caveat


def test_what_carriers_tell_is_one_threat_and_a_window_that_runs_is_left_out(
    store: Store, gazetteer: Gazetteer
) -> None:
    (first,) = settle(store, gazetteer, _threat().record("2031-01-01"))
    settle(store, gazetteer, _threat().record("2031-01-02", "Quay Courier"), likenesses=(Likeness(first, 0.9, 0.95),))
    settle(store, gazetteer, _threat().record("2031-03-01"), _last().record("2031-04-10"))
    found = _counted(store, PORT)
    assert [(one.number, one.running) for one in found.windows] == [(2, 0), (1, 1), (1, 1)]
    assert [one.carriers for one in found.entries] == [1, 0]
    assert _counted(store, PORT, since="2031-02-01").number == 1
    assert _counted(store, PORT, until="2031-02").number == 1
    assert len(_counted(store, PORT, limit=1).entries) == 1


def test_a_deed_without_a_type_and_a_text_without_a_day_are_left_out_and_counted(
    store: Store, gazetteer: Gazetteer
) -> None:
    vague = Pledging()
    vague.pledged(FRONT, "do as it likes", kind="threat", to=PORT)
    settle(store, gazetteer, vague.record("2031-01-01"), _threat().record(None), _last().record("2031-10-01"))
    found = _counted(store, PORT)
    assert (found.number, found.untyped, found.undated) == (0, 1, 1)
    assert found.windows[0].rate is None


def test_what_somebody_says_was_done_is_not_counted_as_done(store: Store, gazetteer: Gazetteer) -> None:
    page = Pledging()
    page.did(FRONT, "fired at", PORT, by=page.said(TOWN, "they fired"))
    settle(store, gazetteer, _threat().record("2031-01-01"), page.record("2031-01-20"), _last().record("2031-10-01"))
    found = _counted(store, PORT)
    assert [one.followed for one in found.windows] == [0, 0, 0]
    assert [one.base for one in found.windows] == [0.0, 0.0, 0.0]
    (entry,) = found.entries
    assert entry.first is None
    assert entry.claimed is not None
    assert (entry.claimed.days, entry.claimed.cited.standing, entry.claimed.cited.on_word) == (
        19,
        "attributed",
        (TOWN,),
    )
    assert found.claimed == 1
    told = "".join(map(str, followed_line(entry)[1]))
    assert told.startswith("not counted, on somebody’s word only: 19 days later")


def test_an_act_that_carriers_tell_again_after_a_threat_came_before_it(store: Store, gazetteer: Gazetteer) -> None:
    (first,) = settle(store, gazetteer, _act().record("2031-01-01"))
    settle(store, gazetteer, _threat().record("2031-01-02"), _last().record("2031-10-01"))
    settle(store, gazetteer, _act().record("2031-01-05", "Quay Courier"), likenesses=(Likeness(first, 0.9, 0.95),))
    assert [one.followed for one in _counted(store, PORT).windows] == [0, 0, 0]


@pytest.mark.parametrize(
    ("start", "end", "day", "when"),
    [
        ("2031-01-03", "2031-01-03", "2031-02-01", "2031-01-03"),
        ("2030-03-01", "2030-03-31", "2031-02-01", "2030-03-01"),
        ("2031-01-27", "2031-02-02", "2031-02-01", "2031-02-01"),
        (None, None, "2031-02-01", "2031-02-01"),
    ],
)
def test_an_act_is_done_on_its_own_day_and_never_later_than_its_text_says(
    start: str | None, end: str | None, day: str, when: str
) -> None:
    assert _when(start, end, day) == date.fromisoformat(when).toordinal()
