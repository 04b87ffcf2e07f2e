"""What was read, missed and silent: "nothing said" is never told for "nothing read"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from onrecord.analysis.coverage import Asked, coverage
from onrecord.analysis.coverage_parts import (
    BEFORE,
    NOT_LOOKED,
    NOTHING_READ,
    QUIET,
    READ,
    SILENT,
    UNKNOWN,
    Coverage,
    SourceCover,
)
from onrecord.clock import stamp
from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.gazetteer.loading import SAMPLE
from onrecord.record import Failure, Source, SpeechAct
from onrecord.store import outlets, watching
from onrecord.store.opening import Store
from onrecord.store.watching import ItemState, NewItem, Watched, WatchedKind, WatchedState
from tests.store.conftest import SetClock, clock, database, store

from .reporting import Report, settle

__all__ = ["clock", "database", "store"]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_packs((SAMPLE,))


def filed(store: Store, gazetteer: Gazetteer, outlet: str, days: Sequence[str], **changed: object) -> None:
    """A report of each of these days, with one statement."""
    for day in days:
        report = Report()
        report.said("Oren Vash", f"the tide of {day} was seen from {outlet}", SpeechAct.ASSERT)
        record = report.record(day, outlet)
        settle(store, gazetteer, replace(record, **changed))  # type: ignore[arg-type]


def every(first: str, step: int, times: int) -> list[str]:
    day = date.fromisoformat(first)
    return [(day + timedelta(days=step * n)).isoformat() for n in range(times)]


def made(store: Store, asked: Asked | None = None, at_time: str | None = None, now: str | None = None) -> Coverage:
    with store.reading() as at:
        return coverage(at, asked or Asked(), at_time, now)


def of(found: Coverage, name: str) -> SourceCover:
    (one,) = [one for one in found.sources if one.name == name]
    return one


def states(found: Coverage, name: str) -> list[str]:
    return [cell.state for cell in of(found, name).cells]


def test_what_was_read_is_counted_by_outlet_language_and_month(store: Store, gazetteer: Gazetteer) -> None:
    filed(store, gazetteer, "Harbour Gazette", ["2031-03-01", "2031-03-09", "2031-04-02"])
    filed(store, gazetteer, "Quay Courier", ["2031-04-03"])
    found = made(store)
    assert [(one.name, one.documents, one.texts, one.statements, one.outlets) for one in found.spans] == [
        ("2031-03", 2, 2, 2, 1),
        ("2031-04", 2, 2, 2, 2),
    ]
    gazette = of(found, "Harbour Gazette")
    assert [(cell.documents, cell.state) for cell in gazette.cells] == [(2, READ), (1, READ)]
    assert (gazette.first, gazette.last, gazette.languages) == ("2031-03-01", "2031-04-02", (("en", 3),))
    assert [(one.language, one.documents, one.in_full) for one in found.languages] == [("en", 4, True)]
    only = made(store, Asked(outlets=(of(found, "Quay Courier").id or "",)))
    assert [one.name for one in only.sources] == ["Quay Courier"]
    assert [one.documents for one in only.spans] == [0, 1]


def test_an_outlet_is_silent_by_its_own_habit_and_nobody_else_is(store: Store, gazetteer: Gazetteer) -> None:
    filed(store, gazetteer, "Lamp Log", every("2031-03-01", 2, 6))
    filed(store, gazetteer, "Slow Review", every("2031-03-01", 20, 5))
    filed(store, gazetteer, "Rare Voice", ["2031-03-02", "2031-03-04"])
    filed(store, gazetteer, "Late Post", every("2031-06-20", 1, 5))
    found = made(store)
    log = of(found, "Lamp Log")
    assert (log.state, log.silent_since, log.usual_gap, log.silences[-1].days) == (SILENT, "2031-03-11", 2.0, 105)
    assert states(found, "Lamp Log") == [READ, SILENT, SILENT, SILENT]
    assert of(found, "Slow Review").state == READ
    assert states(found, "Slow Review") == [READ, READ, READ, QUIET]
    assert of(found, "Rare Voice").state == UNKNOWN
    assert states(found, "Rare Voice") == [READ, UNKNOWN, UNKNOWN, UNKNOWN]
    assert states(found, "Late Post") == [BEFORE, BEFORE, BEFORE, READ]
    assert [one.name for one in found.sources if one.state == SILENT] == ["Lamp Log"]


def test_nobody_is_silent_when_nothing_was_read(store: Store, gazetteer: Gazetteer) -> None:
    filed(store, gazetteer, "Lamp Log", every("2031-03-01", 2, 6))
    filed(store, gazetteer, "Harbour Gazette", every("2031-03-05", 2, 6))
    found = made(store, Asked(since="2031-03", until="2031-06"))
    assert [one.documents for one in found.spans] == [12, 0, 0, 0]
    for name in ("Lamp Log", "Harbour Gazette"):
        assert of(found, name).state == READ
        assert states(found, name) == [READ, NOTHING_READ, NOTHING_READ, NOTHING_READ]
    assert found.read_until == "2031-03-15"


def test_a_silence_that_ended_is_told_with_both_its_ends(store: Store, gazetteer: Gazetteer) -> None:
    filed(store, gazetteer, "Lamp Log", [*every("2031-03-01", 2, 5), *every("2031-05-01", 3, 5)])
    filed(store, gazetteer, "Harbour Gazette", every("2031-03-01", 20, 5))
    log = of(made(store), "Lamp Log")
    assert [(one.last, one.back, one.days) for one in log.silences] == [("2031-03-09", "2031-05-01", 53)]
    assert (log.state, log.silent_since) == (READ, None)


def watched(store: Store, outlet: str, **changed: object) -> None:
    with store.writing() as at:
        source = outlets.find_source(at, outlet)
        feed = Watched(
            id="",
            kind=WatchedKind.FEED,
            url=f"https://{outlet.lower().replace(' ', '-')}.example.org/feed",
            source=source,
            title=None,
            added="2031-03-01T00:00:00.000000Z",
            state=WatchedState.ACTIVE,
            every=None,
            interval=3600.0,
            next="2031-03-01T00:00:00.000000Z",
        )
        one = watching.add_watched(at, feed)
        if changed:
            watching.change_watched(at, one.id, **changed)  # type: ignore[arg-type]
        if changed.get("failures"):
            items = [NewItem(f"k{n}", f"https://x.example.org/{n}", None) for n in range(3)]
            watching.enter(at, one.id, items, "2031-03-20T08:00:00.000000Z")
            for number, state in ((1, ItemState.REFUSED), (2, ItemState.FILED), (3, ItemState.GONE)):
                watching.change_item(at, number, state=state, error=None if number == 2 else "the page is closed")


def test_what_the_watch_did_not_reach_is_not_looked_at_and_not_silent(store: Store, gazetteer: Gazetteer) -> None:
    filed(store, gazetteer, "Lamp Log", every("2031-03-01", 3, 6))
    filed(store, gazetteer, "Harbour Gazette", every("2031-03-01", 22, 5))
    stamped = "2031-03-17T08:00:00.000000Z"
    watched(store, "Lamp Log", looked="2031-05-01T08:00:00.000000Z", succeeded=stamped, failures=40, error="timed out")
    found = made(store, now="2031-06-01T00:00:00.000000Z")
    log = of(found, "Lamp Log")
    assert (log.state, log.silent_since, log.looked_until) == (NOT_LOOKED, None, "2031-03-17")
    assert states(found, "Lamp Log") == [READ, NOT_LOOKED, NOT_LOOKED]
    (feed,) = log.watched
    assert feed.told == "failing, 40 times in a row; reached last 2031-03-17"
    assert dict(feed.items) == {"filed": 1, "gone": 1, "refused": 1}
    assert feed.reasons == (("the page is closed", 2),)
    assert [cell.missed for cell in log.cells] == [2, 0, 0]
    assert [one.missed for one in found.spans] == [2, 0, 0]


def test_one_that_is_reached_and_has_nothing_is_silent(store: Store, gazetteer: Gazetteer) -> None:
    filed(store, gazetteer, "Lamp Log", every("2031-03-01", 3, 6))
    filed(store, gazetteer, "Harbour Gazette", every("2031-03-01", 22, 5))
    stamped = "2031-05-28T08:00:00.000000Z"
    watched(store, "Lamp Log", looked=stamped, succeeded=stamped)
    found = made(store, now="2031-05-28T20:00:00.000000Z")
    assert of(found, "Lamp Log").state == SILENT
    assert of(found, "Lamp Log").watched[0].told == "looked at, last 2031-05-28 08:00"


def test_an_outlet_that_is_followed_and_never_read_is_there(store: Store, gazetteer: Gazetteer) -> None:
    filed(store, gazetteer, "Harbour Gazette", ["2031-03-01"])
    with store.writing() as at:
        outlets.source_for(store, at, ("name:lamp log",), Source("", "Lamp Log"))
    watched(store, "Lamp Log")
    found = made(store)
    log = of(found, "Lamp Log")
    assert (log.documents, log.first, log.state) == (0, None, UNKNOWN)
    assert log.watched[0].told == "never looked at: the watch did not run since it was added"
    assert found.notes[0].startswith("the watch has never run")


def test_a_language_that_is_not_read_in_full_says_why(store: Store, gazetteer: Gazetteer) -> None:
    failures = (Failure("attribution", "it reads English only"), Failure("events", "it reads English only"))
    filed(store, gazetteer, "Harbour Gazette", ["2031-03-01", "2031-03-02"], failures=failures)
    filed(store, gazetteer, "Quay Courier", ["2031-03-01"])
    (language,) = made(store).languages
    assert (language.failures, language.in_full) == (2, False)
    assert language.reasons == ("attribution, events: it reads English only",)
    assert of(made(store), "Harbour Gazette").failures == 2
    assert of(made(store), "Quay Courier").failures == 0


def test_as_of_a_time_what_came_later_is_not_there(store: Store, gazetteer: Gazetteer, clock: SetClock) -> None:
    filed(store, gazetteer, "Harbour Gazette", ["2031-03-01"])
    clock.go(hours=1)
    then = stamp(clock.now())
    clock.go(hours=1)
    filed(store, gazetteer, "Quay Courier", ["2031-04-01"])
    assert [one.name for one in made(store, at_time=then).sources] == ["Harbour Gazette"]
    assert made(store, at_time=then).notes == ("what is followed has no history: what was missed then is not told",)
    assert len(made(store).sources) == 2
