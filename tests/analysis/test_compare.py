"""Another dataset's rows beside a desk of ours, on both databases: agreed, near, only there, only here, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.analysis.compare import Asked, compare, scope
from onrecord.analysis.compare_parts import Comparison
from onrecord.codebook.cameo import Plover
from onrecord.errors import SettingError
from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.gazetteer.loading import SAMPLE
from onrecord.intake.event_tables import CodedEvent, CodedSide, Scheme
from onrecord.record import EventType, JudgementKind, Polarity
from onrecord.store import entities, history, tables
from onrecord.store.opening import Store
from tests.store.conftest import SetClock, clock, database, store

from .reporting import Report, number_of, settle

__all__ = ["clock", "database", "store"]
FRONT, FLEET = "Salt Front", "Sorvish Navy"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The packs of the invented region alone."""
    return load_packs([Path(SAMPLE)])


def row(
    day: str,
    type_: EventType | None = EventType.ASSAULT,
    actor: str = FRONT,
    recipient: str = FLEET,
    *,
    line: int = 2,
    country: str | None = None,
    place: str | None = None,
) -> CodedEvent:
    when = date.fromisoformat(day)
    sides = CodedSide((actor,) if actor else ()), CodedSide((recipient,) if recipient else ())
    types = () if type_ is None else (Plover(type_),)
    return CodedEvent(line, f"X{line}", when, when, "Battles", types, sides, place, country, "Coast Watch", None)


def report(day: str, *did: tuple[str, str, str | None], source: str = "Harbour Gazette", **more: object) -> Report:
    page = Report()
    for who, whom, on in did:
        page.did(who, "shelled", whom, on=on, **more)  # type: ignore[arg-type]
    return page


def compared(
    store: Store,
    gazetteer: Gazetteer,
    rows: Sequence[CodedEvent],
    asked: Asked | None = None,
    scheme: Scheme = Scheme.POLECAT,
    at_time: str | None = None,
) -> Comparison:
    with store.reading() as at:
        return compare(at, ("their.csv", scheme, rows), asked or Asked(), gazetteer, at_time)


def test_the_same_event_is_agreed_with_its_standing(store: Store, gazetteer: Gazetteer) -> None:
    page = Report()
    by = page.said("Oren Vash", "that this was done")
    page.did(FRONT, "shelled", FLEET, on="2031-04-22", by=by)
    settle(store, gazetteer, page.record("2031-04-23"))
    found = compared(store, gazetteer, [row("2031-04-22")])
    (match,) = found.agreed
    assert (match.own.cited.standing, match.own.cited.on_word) == ("attributed", ("Oren Vash",))
    assert match.own.dated
    assert match.agrees == ("the same day", "the same type (ASSAULT)", f"{FRONT} in both", f"{FLEET} in both")
    assert (found.rows, found.events, found.near, found.only_there, found.only_here) == (1, 1, (), (), ())


def test_an_event_without_a_day_is_compared_by_that_of_its_text(store: Store, gazetteer: Gazetteer) -> None:
    settle(store, gazetteer, report("", (FRONT, FLEET, None)).record("2031-04-23"))
    (match,) = compared(store, gazetteer, [row("2031-04-22")]).agreed
    assert not match.own.dated
    assert match.agrees[0] == "no day is told here; its text is of 2031-04-23"
    assert compared(store, gazetteer, [row("2031-04-24")]).agreed == ()


def test_what_is_only_planned_here_agrees_with_nothing(store: Store, gazetteer: Gazetteer) -> None:
    page = report("", (FRONT, FLEET, "2031-04-22"), polarity=Polarity.PLANNED)
    settle(store, gazetteer, page.record("2031-04-21"))
    found = compared(store, gazetteer, [row("2031-04-22")])
    assert found.agreed == ()
    assert found.near[0].differs == ("here it is told as planned",)
    assert found.events == 0


def test_what_carriers_of_one_text_tell_is_one_event(store: Store, gazetteer: Gazetteer) -> None:
    page = report("", (FRONT, FLEET, "2031-04-22"))
    first = page.record("2031-04-23")
    page.say("Printed again.")
    numbers = settle(store, gazetteer, first, page.record("2031-04-23", "Quay Courier"))
    with store.writing() as at:
        at.execute(tables.document.update().values(family=numbers[0]))
    found = compared(store, gazetteer, [row("2031-04-22")])
    assert found.events == 1
    assert found.agreed[0].own.carried == 1


def test_two_texts_on_one_event_agree_with_one_row(store: Store, gazetteer: Gazetteer) -> None:
    one = report("", (FRONT, FLEET, "2031-04-22")).record("2031-04-23")
    other = Report()
    other.say("It was loud. ")
    other.did(FRONT, "attacked", FLEET, on="2031-04-22")
    settle(store, gazetteer, one, other.record("2031-04-23", "Quay Courier"))
    found = compared(store, gazetteer, [row("2031-04-22")])
    assert (found.events, len(found.agreed), len(found.also)) == (2, 1, 1)
    assert (found.also_rows, found.also_events, found.only_here) == (0, 1, ())


def test_reasons_tell_nothing_read_from_nothing_found(store: Store, gazetteer: Gazetteer) -> None:
    settle(store, gazetteer, report("", (FRONT, FLEET, "2031-04-22")).record("2031-04-23"))
    rows = [row("2031-02-01", line=2), row("2031-04-22", EventType.AID, "Oren Vash", "Lea Marsh", line=3)]
    found = compared(store, gazetteer, rows)
    unread, other = found.only_there
    assert unread.unread
    assert unread.reason.startswith("the desk read nothing")
    assert not other.unread
    assert found.only_here[0].reason == "no country is told here; 1 row of these days do not fit" or "1 row" in (
        found.only_here[0].reason
    )
    assert (found.read.documents, found.read.days, found.read.period) == (0, 0, 81)


def test_a_period_and_an_actor_narrow_both_sides(store: Store, gazetteer: Gazetteer) -> None:
    page = report("", (FRONT, FLEET, "2031-04-22"), ("Oren Vash", "Lea Marsh", "2031-04-22"))
    settle(store, gazetteer, page.record("2031-04-23"))
    rows = [
        row("2031-04-22"),
        row("2031-04-22", actor="Oren Vash", recipient="Lea Marsh", line=3),
        row("2031-06-01", line=4),
    ]
    with store.reading() as at:
        bases = entities.bases(at, number_of(store, FRONT))
    found = compared(store, gazetteer, rows, Asked("2031-04", "2031-04", None, bases))
    assert (found.rows, found.events, len(found.agreed)) == (1, 1, 1)
    assert (found.left_out.outside, found.left_out.others) == (1, 1)
    assert (found.since, found.until) == ("2031-04-01", "2031-04-30")
    assert found.read.documents == 1
    assert compared(store, gazetteer, rows, Asked(numbers=[])).events == 0


def test_acled_means_deeds_on_the_ground(store: Store, gazetteer: Gazetteer) -> None:
    page = report("", (FRONT, FLEET, "2031-04-22"))
    page.did(FRONT, "accused", FLEET, EventType.ACCUSE, on="2031-04-22")
    settle(store, gazetteer, page.record("2031-04-23"))
    rows = [row("2031-04-22"), row("2031-04-22", None, line=3)]
    found = compared(store, gazetteer, rows, scheme=Scheme.ACLED)
    assert (found.rows, found.events, found.left_out.not_theirs, found.left_out.uncoded) == (1, 1, 1, 1)
    assert EventType.ACCUSE not in scope(Scheme.ACLED)
    assert EventType.ASSAULT in scope(Scheme.ACLED)
    assert compared(store, gazetteer, rows).events == 2


def test_what_was_rejected_is_not_compared_and_was_before(store: Store, gazetteer: Gazetteer, clock: SetClock) -> None:
    settle(store, gazetteer, report("", (FRONT, FLEET, "2031-04-22")).record("2031-04-23"))
    clock.go(hours=1)
    with store.writing() as at:
        before = store.now(at)
    clock.go(hours=1)
    (match,) = compared(store, gazetteer, [row("2031-04-22")]).agreed
    with store.writing() as at:
        history.judge(store, at, JudgementKind.REJECT, match.own.cited.id, "mira")
    assert compared(store, gazetteer, [row("2031-04-22")]).agreed == ()
    assert len(compared(store, gazetteer, [row("2031-04-22")], at_time=before).agreed) == 1


def test_names_of_theirs_are_looked_up_among_the_desks_actors(store: Store, gazetteer: Gazetteer) -> None:
    settle(store, gazetteer, report("", ("People's Coastal Guard", FLEET, "2031-04-22")).record("2031-04-23"))
    for name in ("PEOPLE'S COASTAL GUARD", "People's Coastal Guard (Qalmara)"):
        (match,) = compared(store, gazetteer, [row("2031-04-22", actor=name, recipient="")]).agreed
        assert "People's Coastal Guard in both" in match.agrees


def test_every_row_and_every_event_is_counted_once(store: Store, gazetteer: Gazetteer) -> None:
    days = ["2031-04-20", "2031-04-22", "2031-04-24"]
    page = report("", *((FRONT, FLEET, day) for day in days), ("Oren Vash", "Lea Marsh", days[0]))
    settle(store, gazetteer, page.record("2031-04-25"))
    rows = [row(day, line=line) for line, day in enumerate([*days, days[0], "2031-04-25"], 2)]
    found = compared(store, gazetteer, rows)
    assert found.rows == len(found.agreed) + found.also_rows + len(found.near) + len(found.only_there)
    assert found.events == len(found.agreed) + found.also_events + len(found.near) + len(found.only_here)
    assert len(found.agreed) == 3
    turned = compared(store, gazetteer, [replace(one) for one in reversed(rows)])
    assert {(one.row.line, one.own.cited.id) for one in turned.agreed} == {
        (one.row.line, one.own.cited.id) for one in found.agreed
    } or found.also_rows


def test_no_row_and_no_period_are_refused(store: Store, gazetteer: Gazetteer) -> None:
    with pytest.raises(SettingError, match="no row"):
        compared(store, gazetteer, [])
    with pytest.raises(SettingError, match="ends before it begins"):
        compared(store, gazetteer, [row("2031-04-22")], Asked("2032", "2031"))
