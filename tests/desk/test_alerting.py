"""Kept questions asked of what is new: each thing is told once, at once or in a digest."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from onrecord.desk import Desk
from onrecord.desk.alert_text import as_text
from onrecord.desk.alerting import Alerts
from onrecord.desk.delivering import Ways
from onrecord.desk.digest import MOST, compose
from onrecord.desk.digest_times import check_times, next_digest
from onrecord.desk.settling import index, settle
from onrecord.desk.watch_log import WatchLog
from onrecord.errors import SettingError, StoreError
from onrecord.record import JudgementKind
from onrecord.store import history, tables
from onrecord.store import saved as kept
from onrecord.store.filing import Likeness, file_reading
from onrecord.store.holes import Names
from onrecord.store.ids import identified
from onrecord.store.opening import Store
from onrecord.store.redacting import redact
from onrecord.store.saved import Every, Options, SavedState
from onrecord.store.watch_lock import WatchLock
from tests.store.records import Said, file_record, make_record

from .asked import StoryClock, file, go, keep, said, sent

ID = re.compile(r"^ *([setcd]:[0-9a-f]{16})\b", re.MULTILINE)


@pytest.fixture
def clock() -> StoryClock:
    """The clock of ``store``: it stands at 2024-03-06 09:00 UTC, a Wednesday."""
    return StoryClock()


class Screen(list[str]):
    """A terminal: what was written to it, a message each."""

    @property
    def ways(self) -> Ways:
        return Ways(terminal=self.append)

    def ids(self) -> list[str]:
        """The ids of what was told, as often as it was."""
        return [id_ for message in self for id_ in ID.findall(message)]


@pytest.fixture
def screen() -> Screen:
    return Screen()


def ids_of(*records: object) -> list[str]:
    return [one.id for record in records for one in identified(record)]  # type: ignore[arg-type]


def test_what_is_filed_after_an_alert_is_told_once_and_what_was_before_is_not(store: Store, screen: Screen) -> None:
    first, second, third = said(1), said(2), said(3)
    file(store, first)
    one = keep(store, "ports", "kind:statement harbour")
    assert go(store, screen.ways).found == 0
    file(store, second)
    assert go(store, screen.ways).found == 1
    file(store, third)
    assert (go(store, screen.ways).found, go(store, screen.ways).found) == (1, 0)
    assert screen.ids() == ids_of(second, third)
    assert [delivery.state.value for delivery in sent(store, one)] == ["done", "done"]


def test_an_alert_that_begins_earlier_tells_what_was_filed_since(store: Store, screen: Screen) -> None:
    records = [said(1), said(2), said(3)]
    file(store, *records)
    keep(store, "ports", "kind:statement", begin=1)
    go(store, screen.ways)
    assert screen.ids() == ids_of(*records[1:])
    assert len(screen) == 1


def test_what_is_read_again_is_not_told_again_and_what_is_found_newly_in_it_is(store: Store, screen: Screen) -> None:
    text = "Oren Vash said that the port is open. Lea Marsh said that the pier burned."
    early, late = Said("Oren Vash", "said", "that the port is open"), Said("Lea Marsh", "said", "that the pier burned")
    old, new = make_record(text, early), make_record(text, early, late, engine="0.2.0")
    file(store, old)
    keep(store, "from now on", "kind:statement")
    keep(store, "from the start", "kind:statement", begin=0)
    go(store, screen.ways)
    assert screen.ids() == ids_of(old)
    with store.writing() as at:
        file_reading(store, at, 1, new, "verbs/4")
    list(settle(Desk(store, "mira"), (index,)))
    screen.clear()
    assert go(store, screen.ways).found == 2
    assert screen.ids() == [ids_of(new)[1]] * 2


def test_what_is_to_be_settled_once_more_is_told_when_it_is(store: Store, screen: Screen) -> None:
    first, second = said(1), said(2)
    file(store, first)
    keep(store, "ports", "kind:statement")
    file(store, second)
    redact(store, Names(("harbour",)), "mira", "it was asked for", [second.document.id])
    assert go(store, screen.ways).found == 0
    list(settle(Desk(store, "mira"), (index,)))
    assert go(store, screen.ways).found == 1
    assert screen.ids() == ids_of(second)
    assert "harbour" not in screen[0]


def test_a_document_is_told_on_nobodys_word(store: Store, screen: Screen) -> None:
    keep(store, "papers", "kind:document")
    record = said(1)
    file(store, record)
    go(store, screen.ways)
    assert f"    {record.document.id}: Report 1" in screen[0].splitlines()
    assert "reported" not in screen[0]


def test_a_message_says_on_whose_word_where_when_and_in_which_words(store: Store, screen: Screen) -> None:
    keep(store, "ports", "kind:statement speaker:Vash OR kind:statement harbour")
    record = said(1)
    file(store, record)
    go(store, screen.ways)
    (message,) = screen
    assert message.splitlines()[0] == "onrecord: ports: 1 new"
    for line in (
        "  Oren Vash",
        "    2024-03-05 · Littoral Press Agency",
        "    Oren Vash · ASSERT",
        "    attributed – on the word of Oren Vash, carried by Littoral Press Agency",
        "    “that the harbour would be closed on day 1”",
        f"    {ids_of(record)[0]} in {record.document.id}: Report 1",
    ):
        assert line in message.splitlines()


def test_what_documents_hold_does_not_leave_its_line_or_turn_it_round(store: Store, screen: Screen) -> None:
    keep(store, "ports", "kind:statement")
    hostile = "Port \u202etsop\u202c \x1b[31m\nhead"
    file(store, said(1, title=hostile), said(2, "ميناء الساحل", source="منارة\u2066 الساحل"))
    go(store, screen.ways)
    (message,) = screen
    assert not any(char in message for char in "\x1b\u202e\u202c")
    assert "Port [RLO]tsop[PDF] [ESC][31m head" in message
    assert "\u2068ميناء الساحل\u2069 · ASSERT" in message
    assert message.count("\u2068") == message.count("\u2069")
    assert "\u2066" not in message


def test_one_text_of_several_carriers_is_told_once_with_all_of_them(store: Store, screen: Screen) -> None:
    keep(store, "ports", "kind:statement")
    text = "Oren Vash said that the harbour would be closed. Nothing else was told."
    records = [
        make_record(
            text,
            Said("Oren Vash", "said", "that the harbour would be closed"),
            data=f"{text} {number}".encode(),
            title=f"Carrier {number}",
            source=f"Outlet {number}",
            url=f"https://outlet{number}.example.net/a",
            published=f"2024-03-0{5 - number}",
        )
        for number in range(3)
    ]
    for number, record in enumerate(records):
        alike = (Likeness(1, 1.0, 1.0),) if number else ()
        file_record(store, record, data=f"{text} {number}".encode(), likenesses=alike)
    list(settle(Desk(store, "mira"), (index,)))
    assert go(store, screen.ways).found == 3
    (message,) = screen
    first, second, third = ids_of(*records)
    assert ID.findall(message) == [third]  # the one that was published first
    assert f"carried by 3; also {first} (Outlet 0), {second} (Outlet 1)" in message
    assert "Carrier 2" in message


def test_reports_of_one_utterance_are_told_once(store: Store, screen: Screen) -> None:
    keep(store, "ports", "kind:statement")
    first, second, third = said(1), said(2), said(3)
    file(store, first, second, third)
    with store.writing() as at:
        numbers = at.execute(sa.select(tables.finding.c.no).order_by(tables.finding.c.no)).scalars().all()
        for no in numbers[:2]:
            row = {"statement": no, "utterance": numbers[0], "other": numbers[0], "how": "paraphrased"}
            at.execute(sa.insert(tables.told).values(**row, score=0.9, reasons="[]"))
    go(store, screen.ways)
    assert screen.ids() == [*ids_of(first), *ids_of(third)]
    assert f"carried by 2; also {ids_of(second)[0]} (Littoral Press Agency)" in screen[0]


def test_a_rejected_finding_is_not_found_and_one_rejected_before_it_was_sent_is_told_so(
    store: Store, clock: StoryClock, screen: Screen
) -> None:
    keep(store, "ports", "kind:statement", every="day")
    record = said(1)
    file(store, record)
    go(store, screen.ways)
    with store.writing() as at:
        history.judge(store, at, JudgementKind.REJECT, ids_of(record)[0], "mira", why="a slip")
    clock.set("2024-03-07T07:00:01")
    go(store, screen.ways)
    assert "rejected by mira" in screen[0]
    assert "a slip" in screen[0]


def test_a_digest_comes_at_its_hour_with_all_its_questions_and_once(
    store: Store, clock: StoryClock, screen: Screen
) -> None:
    keep(store, "ports", "kind:statement harbour", every="day")
    keep(store, "all of it", "kind:statement", every="day")
    keep(store, "nothing", "kind:statement submarine", every="day")
    for number in range(3):
        file(store, said(number, speaker=("Oren Vash", "Lea Marsh")[number % 2]))
        go(store, screen.ways)
    assert screen == []
    clock.set("2024-03-07T06:59:59")
    assert go(store, screen.ways).made == 0
    clock.set("2024-03-07T07:00:00")
    assert go(store, screen.ways).made == 1
    (message,) = screen
    assert message.splitlines()[0] == "onrecord: the day's digest: ports, all of it (6)"
    assert "submarine" not in message
    heads = [line.strip() for line in message.splitlines() if re.match("  [OL][a-z]+ [VM][a-z]+$", line)]
    assert heads == ["Oren Vash", "Lea Marsh"] * 2
    assert go(store, screen.ways).made == 0
    clock.set("2024-03-08T12:00:00")
    assert go(store, screen.ways).made == 0  # nothing is new, and nothing is not sent


def test_a_digest_of_nothing_is_sent_where_that_is_wanted(store: Store, clock: StoryClock, screen: Screen) -> None:
    keep(store, "ports", "kind:statement", every="week", empty=True, day=4, time="18:00", zone="Europe/Athens")
    clock.set("2024-03-08T15:59:00")
    assert go(store, screen.ways).made == 0
    clock.set("2024-03-08T16:00:00")
    go(store, screen.ways)
    assert "nothing new" in screen[0]
    assert screen[0].startswith("onrecord: the week's digest: ports (0)")


def test_a_digest_whose_time_passed_while_nothing_ran_comes_once(
    store: Store, clock: StoryClock, screen: Screen
) -> None:
    keep(store, "ports", "kind:statement", every="day")
    file(store, said(1))
    clock.go(days=10)
    go(store, screen.ways)
    go(store, screen.ways)
    assert len(screen) == 1


@pytest.mark.parametrize(
    ("every", "options", "now", "due"),
    [
        (Every.DAY, Options(), "2024-03-06T06:59:59", "2024-03-06T07:00:00"),
        (Every.DAY, Options(), "2024-03-06T07:00:00", "2024-03-07T07:00:00"),
        (Every.DAY, Options(zone="Asia/Tehran"), "2024-03-06T03:29:00", "2024-03-06T03:30:00"),
        (Every.WEEK, Options(day=2), "2024-03-06T07:00:00", "2024-03-13T07:00:00"),
        (Every.WEEK, Options(day=6, time="00:00"), "2024-12-30T00:00:00", "2025-01-05T00:00:00"),
        # Athens leaves out 03:00 to 04:00 on 31 March 2024, and has it twice on 27 October.
        (Every.DAY, Options(time="03:30", zone="Europe/Athens"), "2024-03-31T00:00:00", "2024-03-31T01:30:00"),
        (Every.DAY, Options(time="03:30", zone="Europe/Athens"), "2024-10-27T00:00:00", "2024-10-27T00:30:00"),
        (Every.DAY, Options(time="03:30", zone="Europe/Athens"), "2024-10-27T00:30:00", "2024-10-28T01:30:00"),
    ],
)
def test_when_a_digest_is_due(every: Every, options: Options, now: str, due: str) -> None:
    found = next_digest(every, options, datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert found == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_a_digest_is_never_due_twice_on_a_day_of_a_year(clock: StoryClock) -> None:
    options = Options(time="02:30", zone="America/New_York")
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    days = []
    for _ in range(366):
        found = next_digest(Every.DAY, options, moment)
        assert found is not None
        assert found > moment
        moment = found
        days.append(found.astimezone(ZoneInfo("America/New_York")).date())
    assert len(set(days)) == 366
    assert (days[-1] - days[0]).days == 365


@pytest.mark.parametrize("options", [Options(time="7:00"), Options(time="24:00"), Options(zone="Coast/Tellin")])
def test_times_that_are_none_are_refused(options: Options) -> None:
    with pytest.raises(SettingError):
        check_times(options)


def test_what_comes_while_an_alert_is_paused_is_told_when_it_is_resumed(store: Store, screen: Screen) -> None:
    one = keep(store, "ports", "kind:statement")
    with store.writing() as at:
        kept.change_saved(at, one.id, state=SavedState.PAUSED)
    record = said(1)
    file(store, record)
    assert go(store, screen.ways).found == 0
    with store.writing() as at:
        kept.change_saved(at, one.id, state=SavedState.ACTIVE)
    go(store, screen.ways)
    assert screen.ids() == ids_of(record)


def test_many_hits_are_all_told_in_a_file_and_counted_in_what_is_one_message(
    store: Store, clock: StoryClock, screen: Screen, tmp_path: Path
) -> None:
    people = [f"Person {chr(65 + n // 26)}{chr(97 + n % 26)}ris" for n in range(230)]
    text = " ".join(f"{who} said that pier {n} is shut." for n, who in enumerate(people))
    record = make_record(text, *(Said(who, "said", f"that pier {n} is shut") for n, who in enumerate(people)))
    path = tmp_path / "alerts.txt"
    one = keep(store, "piers", "kind:statement", f"file:{path}")
    two = keep(store, "piers too", "kind:statement", "mail:desk@example.org")
    file(store, record)
    assert go(store, screen.ways).found == 460
    told = path.read_text(encoding="utf-8")
    assert sorted(ID.findall(told)) == sorted(ids_of(record))
    assert [len(ID.findall(part)) for part in told.split("=== end of")[:2]] == [MOST, 30]
    assert [len(delivery.parts) for delivery in sent(store, one)] == [1, 1]
    (mail,) = sent(store, two)
    with store.reading() as at:
        message = compose(store, at, mail)
    assert len(ID.findall(as_text(message))) == MOST
    assert "30 more, not shown here: 230 in all" in as_text(message)


def test_only_one_process_sends_a_desks_alerts(store: Store, screen: Screen) -> None:
    lock = WatchLock(store, "alert")
    assert lock.take()
    with pytest.raises(StoreError, match="another process sends this desk's alerts"):
        go(store, screen.ways)
    lock.give_back()
    go(store, screen.ways)


def test_a_question_that_cannot_be_asked_is_told_and_stops_no_other(
    store: Store, clock: StoryClock, screen: Screen, tmp_path: Path
) -> None:
    broken = keep(store, "broken", "act:nonsense")
    keep(store, "ports", "kind:statement")
    file(store, said(1))
    log = WatchLog(tmp_path / "log", clock)
    assert Alerts(store, screen.ways, log=log).run(Event(), once=True).found == 1
    with store.reading() as at:
        assert "nonsense" in (kept.by_id(at, broken.id).error or "")
    assert (tmp_path / "log").read_text(encoding="utf-8").count('"alert": "broken"') == 1
    with store.writing() as at:
        kept.change_saved(at, broken.id, query="kind:statement")
    assert go(store, screen.ways).found == 1
    with store.reading() as at:
        assert kept.by_id(at, broken.id).error is None


def test_a_stop_that_was_asked_for_leaves_the_rest_to_the_next_run(store: Store, screen: Screen) -> None:
    keep(store, "ports", "kind:statement")
    file(store, said(1))
    stop = Event()

    def write(text: str) -> None:
        screen.append(text)
        stop.set()

    keep(store, "more", "kind:statement", begin=0)
    Alerts(store, Ways(terminal=write)).run(stop)
    assert len(screen) == 1
    go(store, screen.ways)
    assert len(screen) == 2


def test_a_run_goes_on_until_it_is_stopped(store: Store, clock: StoryClock, screen: Screen) -> None:
    keep(store, "ports", "kind:statement")
    stop = Event()
    records = [said(n) for n in range(4)]
    waiting = list(records)

    def wait(seconds: float, stop_: Event | None = None) -> bool:
        if not waiting:
            stop.set()
        else:
            file(store, waiting.pop(0))
        return stop.is_set()

    clock.wait = wait  # type: ignore[method-assign, assignment]
    Alerts(store, screen.ways).run(stop)
    assert screen.ids() == ids_of(*records)
