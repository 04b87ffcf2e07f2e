"""A desk with kept questions, on a clock that a test moves: records are filed by hand, and indexed as the desk does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Event

from onrecord.clock import stamp
from onrecord.desk import Desk
from onrecord.desk.alerting import Alerts, Round
from onrecord.desk.delivering import Ways
from onrecord.desk.digest_times import next_digest
from onrecord.desk.settling import index, settle
from onrecord.record import Record
from onrecord.store import deliveries
from onrecord.store import saved as kept
from onrecord.store.deliveries import Delivery
from onrecord.store.opening import Store
from onrecord.store.saved import Every, Options, Saved, SavedState
from tests.store.conftest import SetClock
from tests.store.records import Said, file_record, make_record


class StoryClock(SetClock):
    """Stands until it is set on; what waits on it sets it on."""

    def monotonic(self) -> float:
        return self.time.timestamp()

    def wait(self, seconds: float, stop: Event | None = None) -> bool:
        self.time += timedelta(seconds=seconds)
        return stop is not None and stop.is_set()

    def set(self, time: str) -> None:
        """Sets it to a time in UTC."""
        self.time = datetime.fromisoformat(time).replace(tzinfo=UTC)


def keep(store: Store, name: str, query: str, *channels: str, begin: int | None = None, **more: object) -> Saved:
    """Keeps a question from now on, or from a reading on."""
    every = Every(str(more.pop("every", "now")))
    options = Options(**more)  # type: ignore[arg-type]
    due = next_digest(every, options, store.clock.now())
    next_ = None if due is None else stamp(due)
    with store.writing() as at:
        last = kept.last_reading(at) if begin is None else begin
        to = channels or ("terminal",)
        one = Saved("", name, query, options, every, to, SavedState.ACTIVE, last, last, 0, "mira", "", next_)
        return kept.add_saved(store, at, one)


def said(number: int | str, speaker: str = "Oren Vash", **facts: object) -> Record:
    """A report of one statement, of the harbour; each number has its own words."""
    words = f"that the harbour would be closed on day {number}"
    text = f"{speaker} said {words}. Nothing else was told."
    facts = {"title": f"Report {number}", "source": "Littoral Press Agency", "published": "2024-03-05", **facts}
    return make_record(text, Said(speaker, "said", words), **facts)  # type: ignore[arg-type]


def file(store: Store, *records: Record) -> None:
    """Files them and indexes what was filed."""
    for record in records:
        file_record(store, record)
    list(settle(Desk(store, "mira"), (index,)))


def go(store: Store, ways: Ways, stop: Event | None = None) -> Round:
    """One run of one round."""
    return Alerts(store, ways).run(stop or Event(), once=True)


def sent(store: Store, one: Saved) -> list[Delivery]:
    """What was made of a question, the first first."""
    with store.reading() as at:
        return list(reversed(deliveries.of_saved(at, one.id, 100)))
