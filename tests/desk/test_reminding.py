"""Reminders: each commitment is told once when its day comes near or has passed, whatever happens in between."""

from __future__ import annotations

from threading import Event

import pytest

from onrecord.desk.alerting import Alerts
from onrecord.desk.reminding import due_now
from onrecord.record import JudgementKind, Record
from onrecord.store import history
from onrecord.store.filing import Likeness
from onrecord.store.ids import identified
from onrecord.store.opening import Store
from onrecord.store.saved import Saved
from tests.analysis.pledging import Pledging
from tests.store.records import file_record

from .asked import StoryClock, file, go, keep, sent
from .test_alerting import Screen

VASH, MARSH = "Oren Vash", "Lea Marsh"


@pytest.fixture
def clock() -> StoryClock:
    """The clock of ``store``: it stands at 2024-03-06 09:00 UTC."""
    return StoryClock()


@pytest.fixture
def screen() -> Screen:
    return Screen()


def promise(deed: str, due: str, day: str = "2024-03-01", source: str = "Harbour Gazette") -> Record:
    page = Pledging()
    page.pledged(VASH, deed, to=MARSH, due=due, published=day)
    return page.record(day, source)


def id_of(record: Record) -> str:
    (one,) = [one.id for one in identified(record) if one.kind == "commitment"]
    return one


def test_it_is_told_once_so_many_days_before_it_is_due_and_once_more_by_another_when_it_is_late(
    store: Store, clock: StoryClock, screen: Screen
) -> None:
    record = promise("repair the quay", "2024-03-15")
    file(store, record)
    keep(store, "soon", "kind:commitment", due=7)
    keep(store, "late", "kind:commitment", overdue=True)
    alerts = Alerts(store, screen.ways)
    assert alerts.run(Event(), once=True).found == 0
    clock.set("2024-03-07T23:59")
    assert alerts.run(Event(), once=True).found == 0
    clock.set("2024-03-08T00:01")
    assert alerts.run(Event(), once=True).found == 1
    assert [alerts.run(Event(), once=True).found, go(store, screen.ways).found] == [0, 0]
    clock.set("2024-03-15T12:00")
    assert go(store, screen.ways).found == 0
    clock.set("2024-03-16T00:01")
    assert go(store, screen.ways).found == 1
    assert go(store, screen.ways).found == 0
    assert screen.ids() == [id_of(record)] * 2
    assert "soon: kind:commitment (7 days before the day)" in screen[0]
    assert "late: kind:commitment (when the day has passed)" in screen[1]
    assert "due" in screen[0]


def test_only_what_the_question_finds_and_what_is_due_from_its_first_day_on_is_told(
    store: Store, clock: StoryClock, screen: Screen
) -> None:
    old, quay, ferry = (
        promise("repair the pier", "2024-03-05"),
        promise("repair the quay", "2024-03-07"),
        promise("paint the ferry", "2024-03-07"),
    )
    file(store, old, quay, ferry)
    keep(store, "from now", "kind:commitment repair", overdue=True)
    keep(store, "from then", "kind:commitment repair", overdue=True, due_from="2024-03-01")
    clock.set("2024-03-09T09:00")
    assert go(store, screen.ways).found == 3
    assert sorted(screen.ids()) == sorted([id_of(quay), id_of(quay), id_of(old)])


def test_what_somebody_judged_settled_is_not_told_and_what_was_taken_back_is(
    store: Store, clock: StoryClock, screen: Screen
) -> None:
    record = promise("repair the quay", "2024-03-15")
    file(store, record)
    keep(store, "late", "kind:commitment", overdue=True)
    with store.writing() as at:
        met = history.judge(store, at, JudgementKind.STATUS, id_of(record), "ines", value={"status": "met"})
    clock.set("2024-03-16T09:00")
    assert go(store, screen.ways).found == 0
    with store.writing() as at:
        history.undo(store, at, met.id, "ines")
    assert go(store, screen.ways).found == 1


def test_a_carrier_that_is_filed_later_is_not_told_again(store: Store, clock: StoryClock, screen: Screen) -> None:
    first = promise("repair the quay", "2024-03-15")
    file(store, first)
    keep(store, "late", "kind:commitment", overdue=True)
    clock.set("2024-03-16T09:00")
    assert go(store, screen.ways).found == 1
    carrier = promise("repair the quay", "2024-03-15", source="Quay Courier")
    file_record(store, carrier, likenesses=(Likeness(1, 0.9, 0.95),))
    file(store)
    assert go(store, screen.ways).found == 0
    assert screen.ids() == [id_of(first)]


def test_what_is_filed_late_is_told_if_its_day_has_not_long_passed(
    store: Store, clock: StoryClock, screen: Screen
) -> None:
    keep(store, "soon", "kind:commitment", due=7)
    clock.set("2024-03-20T09:00")
    record = promise("repair the quay", "2024-03-15")
    file(store, record)
    assert go(store, screen.ways).found == 1


def test_a_run_that_is_killed_before_it_is_noted_tells_it_once(
    store: Store, clock: StoryClock, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    file(store, promise("repair the quay", "2024-03-15"))
    one = keep(store, "late", "kind:commitment", overdue=True)
    clock.set("2024-03-16T09:00")

    class Stopped(BaseException):
        """The process is killed."""

    def stop(*_: object) -> None:
        raise Stopped

    # Killed within the transaction: nothing of it is kept. Killed before anything is sent: the message is there.
    with monkeypatch.context() as patch:
        patch.setattr(Alerts, "_make", stop)
        with pytest.raises(Stopped):
            go(store, screen.ways)
    assert _due(store, one)
    with monkeypatch.context() as patch:
        patch.setattr("onrecord.desk.delivering.Delivering.send_due", stop)
        with pytest.raises(Stopped):
            go(store, screen.ways)
    assert not _due(store, one)
    assert [message.state.value for message in sent(store, one)] == ["waiting"]
    for _ in range(3):
        go(store, screen.ways)
    assert len(screen.ids()) == 1


def _due(store: Store, one: Saved) -> list[tuple[str, str]]:
    with store.reading() as at:
        return due_now(store, at, one)


def test_while_readings_come_in_it_is_looked_for_now_and_then(store: Store, clock: StoryClock, screen: Screen) -> None:
    keep(store, "late", "kind:commitment", overdue=True)
    clock.set("2024-03-16T09:00")
    alerts = Alerts(store, screen.ways)
    alerts.run(Event(), once=True)
    file(store, promise("repair the quay", "2024-03-15"))
    assert alerts.run(Event(), once=True).found == 0
    clock.go(minutes=11)
    assert alerts.run(Event(), once=True).found == 1


def test_a_digest_of_reminders_comes_with_the_others(store: Store, clock: StoryClock, screen: Screen) -> None:
    file(store, promise("repair the quay", "2024-03-15"))
    keep(store, "late", "kind:commitment", overdue=True, every="day")
    clock.set("2024-03-15T08:00")
    assert (go(store, screen.ways).found, len(screen)) == (0, 0)
    clock.set("2024-03-16T06:59")
    assert (go(store, screen.ways).found, len(screen)) == (1, 0)
    clock.set("2024-03-16T07:01")
    go(store, screen.ways)
    assert len(screen.ids()) == 1


def test_a_question_that_cannot_be_asked_is_told_and_holds_up_no_other(
    store: Store, clock: StoryClock, screen: Screen
) -> None:
    file(store, promise("repair the quay", "2024-03-15"))
    keep(store, "broken", "speaker:", overdue=True)
    keep(store, "late", "kind:commitment", overdue=True)
    clock.set("2024-03-16T09:00")
    assert go(store, screen.ways).found == 1
