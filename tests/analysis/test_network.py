"""Who is tied to whom at a date, on desks made by hand: what holds, on whose word, what differs between two days."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import permutations

import pytest
import sqlalchemy as sa

from onrecord.analysis.network import Asked, network
from onrecord.analysis.network_changes import changes
from onrecord.analysis.network_parts import Edge, Network
from onrecord.analysis.network_ties import day_of, is_one_date, number_of
from onrecord.clock import stamp
from onrecord.errors import SettingError, StoreError
from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.record import ActorKind, JudgementKind, Polarity, Record, TieType
from onrecord.store import history, tables
from onrecord.store.opening import Store, create
from tests.store.conftest import SetClock, clock, database, store

from .reporting import Report, settle
from .reporting import number_of as entity

__all__ = ["clock", "database", "store"]
VASH, MARSH, GUARD, BOARD = "Oren Vash", "Lea Marsh", "Coast Watch of Tellin", "Ostrander League"
PERSONS = (VASH, MARSH, "Ann Ore", "Bo Ash", "Cy Elm", "Di Oak", "Ed Fir", "Fay Yew", "Tarik Dunmore")
Told = tuple[str, TieType, str]
LEADS, PART, OPPOSED = TieType.LEADS, TieType.PART_OF, TieType.OPPOSED_TO


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """No packs."""
    return load_packs(())


def told(day: str | None, *ties: Told, source: str = "Harbour Gazette", **how: object) -> Record:
    """A report of some ties; whoever has no first name and surname is a body."""
    page = Report()
    page.say(f"Read in {source} of {day}. ")
    for who, type_, body in ties:
        page.tied(who, type_, body, **how)  # type: ignore[arg-type]
    made_ = page.record(day, source)
    bodies = (replace(one, kind=ActorKind.GROUP) if one.name not in PERSONS else one for one in made_.actors)
    return replace(made_, actors=tuple(bodies))


def made(store: Store, asked: Asked | None = None, at_time: str | None = None) -> Network:
    """The network of a desk."""
    with store.reading() as at:
        return network(store, at, asked, at_time)


def ties(found: Network) -> set[tuple[str, str, str]]:
    """Its ties by names."""
    return {(found.nodes[one.a].who.name, one.type, found.nodes[one.b].who.name) for one in found.edges}


def only(found: Network) -> Edge:
    """Its only tie."""
    (edge,) = found.edges
    return edge


def test_texts_are_counted_and_not_their_carriers(store: Store, gazetteer: Gazetteer) -> None:
    first = told("2031-05-01", (VASH, LEADS, GUARD))
    copy = told("2031-05-02", (VASH, LEADS, GUARD), (MARSH, PART, BOARD), source="Quay Courier")
    other = told("2031-05-03", (MARSH, PART, BOARD), (VASH, LEADS, GUARD), source="Bay Post")
    one, two, _ = settle(store, gazetteer, first, copy, other)
    with store.writing() as at:
        document = tables.document
        at.execute(sa.update(document).where(document.c.no.in_((one, two))).values(family=one))
    edge = next(edge for edge in made(store).edges if edge.type == "leads")
    assert (edge.findings, edge.texts, edge.outlets, edge.told.reported) == (3, 2, 3, 2)
    assert (edge.first, edge.last, edge.standing) == ("2031-05-01", "2031-05-03", "reported")
    assert len({one.source.document for one in edge.cited}) == 2


def test_each_standing_is_told_apart_and_the_strongest_names_the_tie(store: Store, gazetteer: Gazetteer) -> None:
    page = Report()
    claim = page.said(MARSH, "he leads it")
    page.tied(VASH, LEADS, GUARD, by=claim)
    page.tied(MARSH, PART, BOARD)
    reported = told("2031-05-05", (VASH, LEADS, GUARD))
    settle(store, gazetteer, page.record("2031-05-01"))
    edge = next(edge for edge in made(store).edges if edge.type == "leads")
    assert (edge.standing, edge.told.attributed, edge.told.reported) == ("attributed", 1, 0)
    assert edge.cited[0].on_word == (MARSH,)
    settle(store, gazetteer, reported)
    found = made(store)
    edge = next(edge for edge in found.edges if edge.type == "leads")
    assert (edge.standing, edge.told.attributed, edge.told.reported) == ("reported", 1, 1)
    assert ties(made(store, Asked(standings=("attributed",)))) == {(VASH, "leads", GUARD)}
    assert made(store, Asked(standings=("attributed",))).left.filtered == 2
    assert ties(made(store, Asked(types=("part of",)))) == {(MARSH, "part of", BOARD)}


def test_a_derived_tie_stands_apart(store: Store, gazetteer: Gazetteer) -> None:
    page = Report()
    leads = page.tied(VASH, LEADS, GUARD)
    page.tied(VASH, TieType.MEMBER_OF, GUARD, basis=(leads,))
    settle(store, gazetteer, page.record("2031-05-01"))
    found = made(store)
    assert [(one.type, one.standing) for one in found.edges] == [("leads", "reported"), ("member of", "derived")]
    assert [one.type for one in made(store, Asked(standings=("derived",))).edges] == ["member of"]
    assert [one.type for one in made(store, Asked(standings=("reported",))).edges] == ["leads"]


def test_a_text_that_only_lets_a_tie_follow_is_not_counted_among_those_that_tell_it(
    store: Store, gazetteer: Gazetteer
) -> None:
    records = []
    for day, derived in (("2031-05-01", False), ("2031-05-02", True), ("2031-05-03", True)):
        page = Report()
        leads = page.tied(VASH, LEADS, GUARD)
        page.tied(VASH, TieType.MEMBER_OF, GUARD, basis=(leads,) if derived else ())
        page.say(f"So it stood on {day}.")
        records.append(page.record(day))
    settle(store, gazetteer, *records)
    edge = next(edge for edge in made(store).edges if edge.type == "member of")
    assert (edge.standing, edge.told.reported, edge.told.derived) == ("reported", 1, 2)
    assert [(one.day, one.derived) for one in edge.cited] == [("2031-05-01", False), ("2031-05-03", True)]


def test_what_holds_at_a_date(store: Store, gazetteer: Gazetteer) -> None:
    settle(
        store,
        gazetteer,
        told("2031-05-01", (VASH, LEADS, GUARD), start="2030-02-01", end="2030-02-28"),  # since a month
        told("2031-05-02", (MARSH, LEADS, BOARD), start="2027-01-01", end="2029-12-31"),  # through three years
        told("2031-05-03", (VASH, PART, BOARD)),  # told only
        told("2031-05-04", (MARSH, PART, GUARD), start="2032-01-01", end="2032-01-31"),  # of later
    )
    leads, led, part = (VASH, "leads", GUARD), (MARSH, "leads", BOARD), (VASH, "part of", BOARD)
    assert ties(made(store)) == {leads, part}
    assert ties(made(store, Asked("2031-05-02"))) == {leads}
    assert ties(made(store, Asked("2028-06-01"))) == {led}
    assert ties(made(store, Asked("2030-06-01"))) == {leads}
    assert (MARSH, "part of", GUARD) in ties(made(store, Asked("2032-02-01")))
    found = made(store, Asked("2031-05-02"))
    assert (found.left.ended, found.left.later) == (1, 2)
    assert (found.edges[0].start, found.edges[0].end) == ("2030-02-01", "2030-02-28")


def test_a_tie_told_as_past_ends_those_told_before(store: Store, gazetteer: Gazetteer) -> None:
    former = told("2031-05-10", (VASH, LEADS, GUARD), source="Quay Courier")
    former = replace(former, ties=tuple(replace(one, background=True) for one in former.ties))
    again = told("2031-05-20", (VASH, LEADS, GUARD), source="Bay Post")
    settle(store, gazetteer, told("2031-05-01", (VASH, LEADS, GUARD)), former)
    assert ties(made(store, Asked("2031-05-09"))) == {(VASH, "leads", GUARD)}
    assert ties(made(store, Asked("2031-05-10"))) == set()
    assert ties(made(store)) == set()
    settle(store, gazetteer, again)
    assert ties(made(store)) == {(VASH, "leads", GUARD)}


def test_what_bears_no_date_counts_only_where_no_day_is_asked_for(store: Store, gazetteer: Gazetteer) -> None:
    settle(store, gazetteer, told(None, (VASH, LEADS, GUARD)), told("2031-05-01", (MARSH, PART, BOARD)))
    assert (VASH, "leads", GUARD) in ties(made(store))
    found = made(store, Asked("2031-06-01"))
    assert ties(found) == {(MARSH, "part of", BOARD)}
    assert found.left.undated == 1


def test_denied_ties_are_no_ties_and_planned_ones_are_left_out(store: Store, gazetteer: Gazetteer) -> None:
    settle(
        store,
        gazetteer,
        told("2031-05-01", (VASH, LEADS, GUARD), polarity=Polarity.NEGATED),
        told("2031-05-02", (MARSH, PART, BOARD), polarity=Polarity.PLANNED),
    )
    found = made(store)
    assert only(found).denied
    assert (found.left.unreal, found.communities) == (1, ())
    settle(store, gazetteer, told("2031-05-03", (VASH, LEADS, GUARD), source="Bay Post"))
    edge = only(made(store))
    assert (edge.denied, edge.denials, edge.texts) == (False, 1, 1)


def test_around_an_actor_by_steps_and_no_more_than_are_asked_for(store: Store, gazetteer: Gazetteer) -> None:
    chain = told("2031-05-01", ("Ann Ore", PART, GUARD), (GUARD, PART, BOARD), (BOARD, PART, "Old League"))
    settle(store, gazetteer, chain)
    middle = entity(store, "Ann Ore")
    near = made(store, Asked(around=middle))
    assert ties(near) == {("Ann Ore", "part of", GUARD)}
    assert near.around is not None
    assert near.nodes[near.around].who.name == "Ann Ore"
    wide = made(store, Asked(around=middle, depth=3))
    assert [node.steps for node in wide.nodes] == [0, 1, 2, 3]
    few = made(store, Asked(around=middle, depth=3, actors=2))
    assert (len(few.nodes), few.left.actors) == (2, 1)
    whole = made(store, Asked(actors=2))
    assert (len(whole.nodes), whole.left.actors) == (2, 2)
    with pytest.raises(StoreError, match="not there"):
        made(store, Asked(around=middle), "2001-01-01T00:00:00.000000Z")


def test_mutual_ties_are_one_whoever_is_named_first(store: Store, gazetteer: Gazetteer) -> None:
    settle(store, gazetteer, told("2031-05-01", (GUARD, OPPOSED, BOARD)), told("2031-05-02", (BOARD, OPPOSED, GUARD)))
    edge = only(made(store))
    assert (edge.mutual, edge.findings) == (True, 2)
    assert made(store).communities == ()  # what parts binds nobody together


def test_groups_and_brokers_are_found_and_said_to_be_methods(store: Store, gazetteer: Gazetteer) -> None:
    one = [(name, PART, "League of Tellin") for name in ("Ann Ore", "Bo Ash", "Cy Elm")]
    other = [(name, PART, "League of Morrow") for name in ("Di Oak", "Ed Fir", "Fay Yew")]
    bridge = ("League of Tellin", PART, "Grand Assembly"), ("League of Morrow", PART, "Grand Assembly")
    settle(store, gazetteer, told("2031-05-01", *one, *other), told("2031-05-02", *bridge))
    found = made(store)
    groups = [{found.nodes[no].who.name for no in group.members} for group in found.communities]
    assert {"League of Tellin", "Ann Ore", "Bo Ash", "Cy Elm"} in [group - {"Grand Assembly"} for group in groups]
    assert {"League of Morrow", "Di Oak", "Ed Fir", "Fay Yew"} in [group - {"Grand Assembly"} for group in groups]
    brokers = [found.nodes[no].who.name for no in found.brokers]
    assert set(brokers[:2]) == {"League of Tellin", "League of Morrow"}
    assert any("seed 1" in note and "not a finding" in note for note in found.notes)
    assert made(store) == found


def test_what_differs_between_two_days(store: Store, gazetteer: Gazetteer) -> None:
    settle(
        store,
        gazetteer,
        told("2031-05-01", (VASH, LEADS, GUARD)),
        told("2031-05-02", (MARSH, LEADS, BOARD), start="2029-01-01", end="2031-05-05"),
        told("2031-05-20", (VASH, PART, BOARD)),
        told("2031-05-21", ("Ann Ore", PART, GUARD), start="2030-01-01", end="2030-12-31"),
    )
    with store.reading() as at:
        found = changes(store, at, Asked("2031-05-31"), "2031-05-03")
        same = changes(store, at, Asked("2031-05-31"), "2031-05-30")
        with pytest.raises(StoreError, match="nothing to compare"):
            changes(store, at, Asked("2031-05-31"), "2031-06-01")
    names = [node.who.name for node in found.after.nodes]

    def of(which: Network, numbers: tuple[int, ...]) -> set[tuple[str, str]]:
        return {(names[which.edges[no].a], which.edges[no].type) for no in numbers}

    assert of(found.after, found.appeared) == {(VASH, "part of")}
    assert of(found.before, found.ended) == {(MARSH, "leads")}
    # It held before, by its own words, and nobody had told it.
    assert of(found.after, found.first_told) == {(VASH, "part of"), ("Ann Ore", "part of")}
    assert {names[no] for no in found.joined} == set()
    assert {names[no] for no in found.gone} == {MARSH}
    assert (same.appeared, same.ended, same.first_told, same.joined, same.gone) == ((), (), (), (), ())


def test_as_of_a_time_and_merged_by_judgements(store: Store, clock: SetClock, gazetteer: Gazetteer) -> None:
    settle(store, gazetteer, told("2031-05-01", (VASH, LEADS, GUARD)))
    clock.go(days=1)
    then = stamp(clock.now())
    clock.go(days=1)
    settle(store, gazetteer, told("2031-05-02", ("Tarik Dunmore", PART, BOARD)))
    clock.go(days=1)
    apart = stamp(clock.now())
    clock.go(days=1)
    with store.writing() as at:
        rows = at.execute(sa.select(tables.entity.c.name, tables.entity.c.id)).all()
        ids = {row.name: row.id for row in rows}
        history.judge(store, at, JudgementKind.SAME, ids[VASH], "mira", other=ids["Tarik Dunmore"])
    assert len(made(store).nodes) == 3
    assert len(made(store, at_time=apart).nodes) == 4
    assert ties(made(store, at_time=then)) == {(VASH, "leads", GUARD)}


def test_what_was_rejected_is_left_out(store: Store, gazetteer: Gazetteer) -> None:
    settle(store, gazetteer, told("2031-05-01", (VASH, LEADS, GUARD)))
    id_ = only(made(store)).cited[0].id
    with store.writing() as at:
        history.judge(store, at, JudgementKind.REJECT, id_, "mira")
    assert made(store).edges == ()


def test_the_order_of_intake_changes_nothing(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> None:
    records = (
        told("2031-05-01", (VASH, LEADS, GUARD), (MARSH, PART, BOARD)),
        told("2031-05-02", (VASH, PART, BOARD)),
        told("2031-05-03", (MARSH, LEADS, GUARD)),
    )
    found = set()
    for order in permutations(range(3)):
        desk = create(tmp_path_factory.mktemp("order") / "desk")
        settle(desk, gazetteer, *(records[place] for place in order))
        one = made(desk)
        names = [node.who.name for node in one.nodes]
        found.add(
            tuple(sorted((names[e.a], e.type, names[e.b], e.texts, e.first, e.last, e.standing) for e in one.edges))
        )
        desk.close()
    assert len(found) == 1


def test_without_a_dated_tie_there_is_no_day_to_compare_with(store: Store, gazetteer: Gazetteer) -> None:
    settle(store, gazetteer, Report().record("2031-05-01"))
    with store.reading() as at, pytest.raises(StoreError, match="no tie of this desk is dated"):
        changes(store, at, Asked(), "2031-05-01")


def test_a_desk_without_ties_has_an_empty_network(store: Store, gazetteer: Gazetteer) -> None:
    found = made(store)
    assert (found.nodes, found.edges, found.date) == ((), (), None)


def test_without_networkx_one_sentence_says_what_to_install(
    store: Store, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(store, gazetteer, told("2031-05-01", (VASH, LEADS, GUARD)))
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(SettingError, match="onrecord\\[follow\\]"):
        made(store)


def test_days_are_numbers_and_stretches_of_the_calendar() -> None:
    assert number_of("2031-05-03") == 20310503
    assert day_of(20310503) == "2031-05-03"
    assert (number_of("soon"), day_of(0)) == (0, None)
    assert is_one_date("2031-05-01", "2031-05-31")
    assert is_one_date("2031-01-01", "2031-12-31")
    assert is_one_date("2031-05-03", "2031-05-03")
    assert not is_one_date("2027-01-01", "2029-12-31")
    assert not is_one_date("2031-05-01", "2031-06-30")
