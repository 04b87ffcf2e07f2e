"""What is watched, and its items, on both databases."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace

import pytest

from onrecord.clock import stamp
from onrecord.errors import StoreError
from onrecord.store import watching as kept
from onrecord.store.opening import Store, open_store
from onrecord.store.watch_lock import WatchLock
from onrecord.store.watching import ItemState, NewItem, Watched, WatchedKind, WatchedState

from .conftest import SetClock

FEED = "https://lpa.example.net/feed.xml"


def _feed(clock: SetClock, url: str = FEED, **more: object) -> Watched:
    now = stamp(clock.now())
    row = Watched("", WatchedKind.FEED, url, None, "Littoral Press", now, WatchedState.ACTIVE, None, 1800.0, now)
    return replace(row, **more)  # type: ignore[arg-type]


def _add(store: Store, watched: Watched) -> Watched:
    with store.writing() as at:
        return kept.add_watched(at, watched)


def _enter(store: Store, watched: Watched, *items: NewItem) -> int:
    with store.writing() as at:
        return kept.enter(at, watched.id, items, stamp(store.clock.now()))


def _due(store: Store, each: int = 50) -> list[kept.Item]:
    with store.reading() as at:
        return kept.due_items(at, stamp(store.clock.now()), "9999", each, 1000)


def test_something_is_watched_once_and_is_found_by_its_address_and_id(store: Store, clock: SetClock) -> None:
    first, second = _add(store, _feed(clock)), _add(store, _feed(clock, title="Another name"))
    assert first == second
    with store.reading() as at:
        assert kept.all_watched(at) == [first]
        assert kept.watched_at(at, FEED) == kept.watched_at(at, first.id) == first
        assert kept.watched_at(at, "https://lpa.example.net/other.xml") is None


def test_what_moved_keeps_its_id_and_its_old_address_may_be_watched_anew(store: Store, clock: SetClock) -> None:
    first = _add(store, _feed(clock))
    with store.writing() as at:
        kept.change_watched(
            at, first.id, url="https://lpa.example.net/new.xml", moved_to="https://lpa.example.net/new.xml"
        )
    second = _add(store, _feed(clock))
    assert first.id != second.id
    with store.reading() as at:
        moved = kept.watched_at(at, first.id)
    assert moved is not None
    assert moved.url == moved.moved_to == "https://lpa.example.net/new.xml"


def test_what_was_left_is_active_again_with_its_waiting_items_when_it_is_added(store: Store, clock: SetClock) -> None:
    one = _add(store, _feed(clock))
    _enter(store, one, NewItem("1", "https://lpa.example.net/1", None))
    with store.writing() as at:
        kept.change_watched(at, one.id, state=WatchedState.GONE, failures=3, error="gone")
        kept.leave_items(at, one.id)
    assert _due(store) == []
    again = _add(store, _feed(clock))
    assert (again.id, again.state, again.failures, again.error) == (one.id, WatchedState.ACTIVE, 0, None)
    assert [item.key for item in _due(store)] == ["1"]


def test_what_is_not_watched_cannot_be_changed(store: Store) -> None:
    with pytest.raises(StoreError, match="this is not watched: w:0"), store.writing() as at:
        kept.change_watched(at, "w:0", failures=1)


def test_due_is_what_is_active_and_past_its_time_longest_first(store: Store, clock: SetClock) -> None:
    now = stamp(clock.now())
    late = _add(store, _feed(clock, "https://a.example.org/f"))
    clock.go(minutes=-5)
    later = _add(store, _feed(clock, "https://b.example.org/f"))
    clock.go(minutes=5)
    _add(store, _feed(clock, "https://c.example.org/f", state=WatchedState.PAUSED))
    _add(store, _feed(clock, "https://d.example.org/f", next=stamp(clock.now().replace(year=2025))))
    with store.reading() as at:
        assert [one.id for one in kept.due_watched(at, now, "9999", 10)] == [later.id, late.id]
        assert [one.id for one in kept.due_watched(at, now, "9999", 1)] == [later.id]


def test_after_the_clock_went_back_what_is_due_too_far_ahead_is_due(store: Store, clock: SetClock) -> None:
    one = _add(store, _feed(clock))
    clock.go(days=-400)
    with store.reading() as at:
        assert kept.due_watched(at, stamp(clock.now()), "9999", 10) == []
        beyond = stamp(clock.now().replace(month=3))
        assert [found.id for found in kept.due_watched(at, stamp(clock.now()), beyond, 10)] == [one.id]


def test_an_item_is_entered_once(store: Store, clock: SetClock) -> None:
    one = _add(store, _feed(clock))
    items = [NewItem(str(n), f"https://lpa.example.net/{n}", None) for n in range(1200)]
    assert _enter(store, one, *items, *items[:3]) == 1200
    assert _enter(store, one, *items) == 0
    assert len(_due(store, each=2000)) == 1000
    assert _enter(store, _add(store, _feed(clock, "https://b.example.org/f")), items[0]) == 1


def test_one_identity_on_two_pages_is_two_items(store: Store, clock: SetClock) -> None:
    one = _add(store, _feed(clock))
    first, second = (
        NewItem("post", "https://lpa.example.net/1", None),
        NewItem("post", "https://lpa.example.net/2", None),
    )
    third = NewItem("post", "https://lpa.example.net/3", None)
    assert _enter(store, one, first, second) == 2
    assert _enter(store, one, second, first) == 0
    assert _enter(store, one, first, third) == 1
    assert sorted(str(item.url)[-1] for item in _due(store)) == ["1", "2", "3"]


def test_an_item_that_changed_waits_again(store: Store, clock: SetClock) -> None:
    one = _add(store, _feed(clock))
    _enter(store, one, NewItem("a.txt", None, "{}"))
    [item] = _due(store)
    with store.writing() as at:
        kept.change_item(at, item.no, state=ItemState.FILED, next=None, tries=2, error="x")
    assert _due(store) == []
    assert _enter(store, one, NewItem("a.txt", None, '{"size": 2}', changed=True)) == 1
    [again] = _due(store)
    assert (again.no, again.state, again.facts, again.tries, again.error) == (
        item.no,
        ItemState.WAITING,
        '{"size": 2}',
        0,
        None,
    )


def test_what_a_feed_says_is_kept_whatever_characters_it_has(store: Store, clock: SetClock) -> None:
    one = _add(store, _feed(clock))
    hostile = NewItem("a\0b" + "x" * 5000, "https://lpa.example.net/\0\ud800", '{"title": "\ud800"}')
    assert _enter(store, one, hostile) == 1
    assert _enter(store, one, hostile) == 0
    [item] = _due(store)
    with store.writing() as at:
        kept.change_item(at, item.no, error="no \0 such \udfff page")
        kept.change_watched(at, one.id, error="\0\ud800", title="\0")
    with store.reading() as at:
        assert kept.trouble(at)[0].reasons == (("no  such ? page", 1),)


def test_a_long_list_holds_up_no_other_and_new_pages_come_before_old_ones(store: Store, clock: SetClock) -> None:
    long, short = _add(store, _feed(clock)), _add(store, _feed(clock, "https://b.example.org/f"))
    _enter(store, long, *[NewItem(str(n), f"https://lpa.example.net/{n}", None) for n in range(40)])
    old = _due(store)[0]
    with store.writing() as at:
        kept.change_item(at, old.no, state=ItemState.FILED, next=stamp(clock.now()))
    clock.go(minutes=1)
    _enter(store, short, NewItem("s", "https://b.example.org/s", None))
    due = _due(store, each=8)
    assert [item.watched for item in due].count(long.id) == 8
    assert "s" in [item.key for item in due[:2]]
    assert old.no not in [item.no for item in due]
    assert _due(store)[-1].no == old.no


def test_items_of_what_is_paused_wait_and_those_of_what_is_gone_are_fetched(store: Store, clock: SetClock) -> None:
    one = _add(store, _feed(clock))
    _enter(store, one, NewItem("1", "https://lpa.example.net/1", None))
    for state, number in ((WatchedState.PAUSED, 0), (WatchedState.GONE, 1), (WatchedState.ACTIVE, 1)):
        with store.writing() as at:
            kept.change_watched(at, one.id, state=state)
        assert len(_due(store)) == number
        with store.reading() as at:
            assert (kept.next_due(at) is not None) == (number == 1)


def test_next_is_the_earliest_of_looks_and_items(store: Store, clock: SetClock) -> None:
    with store.reading() as at:
        assert kept.next_due(at) is None
    one = _add(store, _feed(clock, next="2024-03-07T00:00:00.000000Z"))
    with store.reading() as at:
        assert kept.next_due(at) == "2024-03-07T00:00:00.000000Z"
    _enter(store, one, NewItem("1", "https://lpa.example.net/1", None))
    with store.reading() as at:
        assert kept.next_due(at) == stamp(clock.now())


def test_trouble_tells_of_each_what_is_wrong_with_it(store: Store, clock: SetClock) -> None:
    well, ill = _add(store, _feed(clock)), _add(store, _feed(clock, "https://b.example.org/f"))
    _enter(store, ill, *[NewItem(str(n), f"https://b.example.org/{n}", None) for n in range(4)])
    with store.writing() as at:
        kept.change_watched(at, ill.id, failures=2, error="the server failed (HTTP 500)", renamed_from="The Gull")
        for item in kept.due_items(at, "9999", "9999", 3, 10):
            kept.change_item(at, item.no, state=ItemState.REFUSED, error="there is no such page (HTTP 404)")
    with store.reading() as at:
        told = {one.watched.id: one for one in kept.trouble(at)}
    assert told[well.id].is_well
    assert told[well.id].items == {}
    assert not told[ill.id].is_well
    assert told[ill.id].watched.renamed_from == "The Gull"
    assert told[ill.id].items == {ItemState.REFUSED: 3, ItemState.WAITING: 1}
    assert told[ill.id].reasons == (("there is no such page (HTTP 404)", 3),)


def test_a_transaction_that_fails_enters_nothing(store: Store, clock: SetClock) -> None:
    one = _add(store, _feed(clock))

    def killed_before_its_end() -> None:
        with store.writing() as at:
            kept.enter(at, one.id, [NewItem("1", "https://lpa.example.net/1", None)], stamp(clock.now()))
            kept.change_watched(at, one.id, etag='"2"')
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        killed_before_its_end()
    with store.reading() as at:
        assert kept.watched_at(at, one.id) == one
    assert _due(store) == []


def test_one_at_a_time_may_watch(store: Store) -> None:
    first, second = WatchLock(store), WatchLock(store)
    assert first.take()
    assert first.take()
    assert not second.take()
    first.give_back()
    assert second.take()
    second.give_back()


def _hold(place: str, holding: object, go: object) -> None:
    store = open_store(place)
    lock = WatchLock(store)
    assert lock.take()
    holding.set()  # type: ignore[attr-defined]
    go.wait()  # type: ignore[attr-defined]


def test_the_right_to_watch_ends_with_its_process(store: Store, database: str | None) -> None:
    context = multiprocessing.get_context("spawn")
    holding, go = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(database or store.place, holding, go))
    other.start()
    lock = WatchLock(store)
    try:
        assert holding.wait(60)
        assert not lock.take()
        other.kill()
        other.join(60)
        got = lock.take()
        for _ in range(100):  # the database server notices a dead client in its own time
            if got:
                break
            go.wait(0.1)
            got = lock.take()
        assert got
    finally:
        other.kill()
        other.join()
        lock.give_back()
