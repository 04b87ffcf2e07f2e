"""Kept questions, their hits and the messages made of them, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.clock import stamp
from onrecord.errors import StoreError
from onrecord.record import SpeechAct
from onrecord.store import deliveries
from onrecord.store import saved as kept
from onrecord.store.deliveries import DeliveryState, Part
from onrecord.store.filing import file_reading
from onrecord.store.ids import identified
from onrecord.store.opening import Store
from onrecord.store.saved import Every, Options, Saved, SavedState
from onrecord.store.watch_lock import WatchLock

from .conftest import SetClock
from .records import Said, file_record, make_record, whole_record

LATE = "9999"


def question(name: str = "ports", **more: object) -> Saved:
    row = Saved("", name, "harbour", Options(), Every.NOW, ("terminal",), SavedState.ACTIVE, 0, 0, 0, "mira", "")
    return replace(row, **more)  # type: ignore[arg-type]


def keep(store: Store, one: Saved | None = None) -> Saved:
    with store.writing() as at:
        return kept.add_saved(store, at, one or question())


def found(store: Store, one: Saved, *ids: tuple[str, str]) -> int:
    with store.writing() as at:
        return kept.add_hits(store, at, one, ids)


def made(store: Store, one: Saved, after: int = 0, upto: int = 1, channel: str = "terminal") -> str:
    with store.writing() as at:
        return deliveries.make(store, at, channel, Every.NOW, [Part(one.id, after, upto)])


def due(store: Store) -> list[deliveries.Delivery]:
    with store.reading() as at:
        return deliveries.due(at, stamp(store.clock.now()), LATE, 10)


def test_a_question_is_kept_as_it_was_given_and_found_by_name_and_id(store: Store) -> None:
    options = Options(stemming=False, names=False, time="18:30", day=4, zone="Europe/Athens", empty=True)
    one = keep(
        store, question("موانئ", options=options, every=Every.WEEK, channels=("file:/a b", "mail:x@example.org"))
    )
    assert one.id.startswith("q:")
    with store.reading() as at:
        assert kept.saved_at(at, "موانئ") == kept.saved_at(at, one.id) == one
    assert (one.options, one.channels, one.every) == (options, ("file:/a b", "mail:x@example.org"), Every.WEEK)


@pytest.mark.parametrize("name", ["", " ", "two\nlines", " edge", "a\x1b[31m", "x" * 101, "q:1234", "turn\u202eed"])
def test_a_name_is_one_line_that_can_be_seen(store: Store, name: str) -> None:
    with pytest.raises(StoreError):
        keep(store, question(name))


def test_a_name_is_given_once_and_is_free_again_when_its_alert_is_removed(store: Store) -> None:
    first = keep(store)
    with pytest.raises(StoreError, match="there is an alert of this name"):
        keep(store)
    with store.writing() as at:
        kept.change_saved(at, first.id, state=SavedState.GONE)
        with pytest.raises(StoreError, match="no alert of this name"):
            kept.saved_at(at, "ports")
    second = keep(store)
    assert second.id != first.id
    with store.reading() as at:
        assert kept.all_saved(at) == [second]
        assert [one.id for one in kept.all_saved(at, gone=True)] == [first.id, second.id]
        assert kept.by_id(at, first.id).state is SavedState.GONE


def test_a_hit_is_kept_once_and_numbered_in_its_order(store: Store) -> None:
    record = whole_record()
    file_record(store, record)
    document = record.document.id
    ids = [(one.id, document) for one in identified(record)]
    one, other = keep(store), keep(store, question("other"))
    assert found(store, one, *ids[:2]) == 2
    assert found(store, other, ids[0]) == 1
    assert found(store, one, *ids[1:3], ids[2]) == 1
    assert found(store, one, *ids[:3]) == 0
    with store.reading() as at:
        numbers = kept.untold(at, one)
        assert len(numbers) == 3
        hits = kept.hits_between(at, one.id, 0, numbers[-1], 10)
        assert [(hit.no, hit.id, hit.document) for hit in hits] == [
            (no, id_, document) for no, (id_, _) in zip(numbers, ids, strict=False)
        ]
        assert [hit.id for hit in kept.hits_between(at, one.id, numbers[0], numbers[1], 10)] == [ids[1][0]]
        assert kept.count_between(at, one.id, numbers[0], numbers[2]) == 2
        assert [hit.id for hit in kept.last_hits(at, one.id, 2)] == [ids[2][0], ids[1][0]]
        assert kept.counts(at) == {one.id: 3, other.id: 1}
        assert kept.untold(at, replace(one, told=numbers[1])) == [numbers[2]]


def test_what_was_read_before_an_alert_is_not_new_to_it_when_it_is_read_again(store: Store) -> None:
    text = "Oren Vash said that the port is open. Lea Marsh denied that the pier burned."
    first = Said("Oren Vash", "said", "that the port is open")
    second = Said("Lea Marsh", "denied", "that the pier burned", SpeechAct.DENY)
    older, newer = make_record(text, first), make_record(text, first, second, engine="0.2.0")
    file_record(store, older)
    with store.writing() as at:
        begin = kept.last_reading(at)
        file_reading(store, at, 1, newer, "verbs/4")
    ids = [one.id for one in identified(newer)]
    asked = [*ids, newer.document.id]
    with store.reading() as at:
        assert kept.last_reading(at) == begin + 1
        assert kept.known_before(at, begin, asked) == {ids[0], newer.document.id}
        assert kept.known_before(at, begin + 1, asked) == set(asked)
        assert kept.known_before(at, 0, asked) == set()


def test_since_a_time_is_after_the_last_reading_before_it(store: Store, clock: SetClock) -> None:
    stamps = []
    for number in range(3):
        clock.go(days=1)
        stamps.append(stamp(clock.now()))
        file_record(store, make_record(f"Report {number} of the coast, which says nothing else."))
    with store.reading() as at:
        assert [kept.last_reading(at, one) for one in stamps] == [0, 1, 2]
        assert kept.last_reading(at, "2000") == 0
        assert kept.last_reading(at, "2999") == kept.last_reading(at) == 3


def test_a_transaction_that_fails_keeps_neither_hits_nor_messages(store: Store) -> None:
    record = whole_record()
    file_record(store, record)
    one = keep(store)

    def fail() -> None:
        with store.writing() as at:
            kept.add_hits(store, at, one, [(record.document.id, record.document.id)])
            deliveries.make(store, at, "terminal", Every.NOW, [Part(one.id, 0, 1)])
            kept.change_saved(at, one.id, upto=7, told=1)
            raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        fail()
    with store.reading() as at:
        assert (kept.by_id(at, one.id), kept.untold(at, one), due(store)) == (one, [], [])


def test_a_message_goes_its_way(store: Store, clock: SetClock) -> None:
    one = keep(store)
    id_ = made(store, one)
    (first,) = due(store)
    assert (first.id, first.state, first.tries, first.parts) == (id_, DeliveryState.WAITING, 0, (Part(one.id, 0, 1),))
    with store.writing() as at:
        deliveries.begin(at, id_)
    assert [sent.state for sent in due(store)] == [DeliveryState.SENDING]  # cut off: it is due at once
    with store.writing() as at:
        deliveries.postpone(at, [id_], stamp(clock.now().replace(hour=12)), "the server is down", tried=True)
    assert due(store) == []
    clock.go(hours=3)
    (again,) = due(store)
    assert (again.state, again.tries, again.error) == (DeliveryState.WAITING, 1, "the server is down")
    with store.writing() as at:
        deliveries.begin(at, id_)
        deliveries.finish(at, id_, stamp(clock.now()))
    assert due(store) == []
    with store.reading() as at:
        (done,) = deliveries.of_saved(at, one.id, 5)
        assert deliveries.next_due(at) is None
        assert deliveries.troubles(at) == {}
    assert (done.state, done.tries, done.error) == (DeliveryState.DONE, 2, None)


def test_after_the_clock_went_back_what_is_due_too_far_ahead_is_due(store: Store, clock: SetClock) -> None:
    id_ = made(store, keep(store))
    clock.go(days=-400)
    with store.reading() as at:
        assert deliveries.due(at, stamp(clock.now()), LATE, 10) == []
        found = deliveries.due(at, stamp(clock.now()), stamp(clock.now().replace(month=3)), 10)
    assert [one.id for one in found] == [id_]


def test_what_failed_is_told_and_can_be_sent_again(store: Store, clock: SetClock) -> None:
    one = keep(store)
    id_ = made(store, one)
    with store.writing() as at:
        deliveries.refuse(at, id_, stamp(clock.now()), "no such user")
    assert due(store) == []
    with store.writing() as at:
        assert deliveries.troubles(at) == {one.id: (0, 1, "no such user")}
        assert deliveries.wait_again(at, one.id, stamp(clock.now())) == 1
    assert [(sent.id, sent.state, sent.tries) for sent in due(store)] == [(id_, DeliveryState.WAITING, 0)]


def test_removing_an_alert_gives_up_what_tells_of_no_other(store: Store, clock: SetClock) -> None:
    one, other = keep(store), keep(store, question("other"))
    own = made(store, one)
    with store.writing() as at:
        now = stamp(clock.now())
        both = deliveries.make(store, at, "terminal", Every.DAY, [Part(one.id, 0, 1), Part(other.id, 0, 1)])
        kept.change_saved(at, one.id, state=SavedState.GONE)
        assert deliveries.drop(at, one.id, now) == 1
    assert [sent.id for sent in due(store)] == [both]
    with store.reading() as at:
        told = {sent.id: sent.error for sent in deliveries.of_saved(at, one.id, 5)}
    assert told == {own: "its alert was removed", both: None}


def test_the_same_parts_make_another_id_at_another_time_or_elsewhere(store: Store, clock: SetClock) -> None:
    one = keep(store)
    first, elsewhere = made(store, one), made(store, one, channel="file:/x")
    clock.go(minutes=1)
    assert len({first, elsewhere, made(store, one)}) == 3


def test_who_sends_alerts_does_not_keep_others_from_watching(store: Store) -> None:
    alerts, watch, second = WatchLock(store, "alert"), WatchLock(store), WatchLock(store, "alert")
    try:
        assert alerts.take()
        assert watch.take()
        assert not second.take()
        alerts.give_back()
        assert second.take()
    finally:
        for lock in (alerts, watch, second):
            lock.give_back()
