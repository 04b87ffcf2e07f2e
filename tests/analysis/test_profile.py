"""The profile of an actor, as a desk's rows give it: counted exactly, cited, as of any time."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from onrecord.analysis.profile import profile
from onrecord.analysis.profile_parts import Cited, Conflict, Profile
from onrecord.clock import stamp
from onrecord.desk.linking import link_reading
from onrecord.errors import StoreError
from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.gazetteer.loading import SAMPLE
from onrecord.record import (
    ActorKind,
    EventType,
    JudgementKind,
    Polarity,
    SpeechAct,
    TieType,
)
from onrecord.store import filing, finding, history, indexing, marking, tables
from onrecord.store.filing import Likeness
from onrecord.store.opening import Store
from tests.store.conftest import SetClock, clock, database, store

from .reporting import Report, number_of, settle

__all__ = ["clock", "database", "store"]
GUARD = "Coast Watch of Tellin"
VASH, MARSH = "Oren Vash", "Lea Marsh"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_packs((SAMPLE,))


def made(store: Store, name: str, at_time: str | None = None, limit: int = 10) -> Profile:
    number = number_of(store, name)
    with store.reading() as at:
        return profile(store, at, number, at_time, None, limit)


def texts_of(store: Store, cited: Cited) -> str:
    """The words at the place that is cited."""
    with store.reading() as at:
        document = finding.document(at, cited.source.document)
        return finding.text_of(at, document.no)[cited.begin : cited.end]


def conflicts_of(found: Profile, kind: str) -> list[Conflict]:
    return [one for one in found.conflicts if one.kind == kind]


def test_statements_are_counted_by_side_and_cited_with_their_exact_words(store: Store, gazetteer: Gazetteer) -> None:
    one, two = Report(), Report()
    one.said(VASH, "mined the channel", SpeechAct.ACCUSE, about=MARSH)
    one.said(MARSH, "nothing was mined", SpeechAct.DENY)
    two.said(VASH, "the port will open")
    settle(store, gazetteer, one.record("2031-05-03"), two.record("2031-06-01", "Quay Courier"))
    found = made(store, VASH)
    assert (found.documents, found.said.tally.findings, found.said.tally.texts) == (2, 2, 2)
    assert [(group.type, group.tally.findings) for group in found.said.by_type] == [("accuse", 1), ("assert", 1)]
    assert [group.other.name for group in found.said.by_other if group.other] == [MARSH]
    assert [one.source.outlet for one in found.said.shown] == ["Quay Courier", "Harbour Gazette"]
    for cited in found.said.shown:
        assert cited.words == texts_of(store, cited)
        assert cited.on_word == (VASH,)
        assert cited.standing == "attributed"
    about = made(store, MARSH)
    assert [group.type for group in about.about.by_type] == ["accuse"]
    assert about.addressed.tally.findings == 0
    assert [(month.month, month.statements) for month in found.months] == [("2031-05", 1), ("2031-06", 1)]


def test_what_stands_on_somebodys_word_never_leaves_as_reported(store: Store, gazetteer: Gazetteer) -> None:
    page = Report()
    outer = page.said(MARSH, "a fisherman told it")
    inner = page.said("Ana Reed", "they had attacked", within=outer)
    page.did(VASH, "attacked", "Port Sel", by=inner)
    settle(store, gazetteer, page.record())
    found = made(store, VASH)
    (event,) = found.did.shown
    assert (event.standing, event.on_word) == ("attributed", ("Ana Reed", MARSH))
    assert found.did.by_type[0].standings == (("attributed", 1),)
    assert event.before + event.words + event.after in page.text


def test_carriers_of_one_text_are_one_text(store: Store, gazetteer: Gazetteer) -> None:
    pages = []
    for number in range(4):
        page = Report()
        page.said(VASH, "the port will open")
        page.say(f"Carried as number {number}.")
        pages.append(page.record(f"2031-05-0{number + 1}", f"Paper {number}"))
    (first,) = settle(store, gazetteer, pages[0])
    for carried in pages[1:]:
        settle(store, gazetteer, carried, likenesses=(Likeness(first, 0.9, 0.95),))
    found = made(store, VASH)
    assert (found.documents, found.texts) == (4, 1)
    assert (found.said.tally.findings, found.said.tally.texts) == (4, 1)
    assert len(found.said.shown) == 1
    assert sum(one.documents for one in found.outlets) == 4


def test_two_leaders_at_one_time_are_both_shown_and_one_after_the_other_are_not(
    store: Store, gazetteer: Gazetteer
) -> None:
    one, two, three = Report(), Report(), Report()
    one.tied(VASH, TieType.LEADS, GUARD, start="2031-01-01", end="2031-06-01")
    two.tied(MARSH, TieType.LEADS, GUARD, start="2031-03-01")
    three.tied("Ana Reed", TieType.LEADS, GUARD, start="2029-01-01", end="2030-01-01")
    settle(store, gazetteer, one.record(), two.record("2031-05-04", "Quay Courier"), three.record("2031-05-05"))
    for name in (GUARD, VASH, MARSH):
        (clash,) = conflicts_of(made(store, name), "leaders")
        assert [claim.who.name for claim in clash.claims if claim.who] == [VASH, MARSH]
        assert {claim.cited[0].source.outlet for claim in clash.claims} == {"Harbour Gazette", "Quay Courier"}
    assert not made(store, "Ana Reed").conflicts


def test_carriers_of_a_claim_are_one_though_they_do_not_name_the_actor(store: Store, gazetteer: Gazetteer) -> None:
    own = Report()
    own.tied(VASH, TieType.LEADS, GUARD, start="2031-01-01")
    settle(store, gazetteer, own.record())
    pages = []
    for number in range(3):
        page = Report()
        page.tied(MARSH, TieType.LEADS, GUARD, start="2031-03-01")
        page.say(f"Carried as number {number}.")
        pages.append(page.record(f"2031-05-0{number + 4}", f"Paper {number}"))
    (first,) = settle(store, gazetteer, pages[0])
    for carried in pages[1:]:
        settle(store, gazetteer, carried, likenesses=(Likeness(first, 0.9, 0.95),))
    (clash,) = conflicts_of(made(store, VASH), "leaders")
    assert [(claim.who.name, len(claim.cited)) for claim in clash.claims if claim.who] == [(VASH, 1), (MARSH, 1)]


def test_two_holders_of_one_office_are_both_shown_but_not_a_former_one_or_two_deputies(
    store: Store, gazetteer: Gazetteer
) -> None:
    pages = [Report() for _ in range(5)]
    pages[0].holds(VASH, "foreign minister", "Tellinmark")
    pages[1].holds(MARSH, "Foreign Minister", "Tellinmark")
    pages[2].holds("Ana Reed", "foreign minister", "Tellinmark", before="The former ")
    pages[3].holds("Tarik Dunmore", "deputy speaker", "Tellinmark")
    pages[4].holds("Nils Orrin", "deputy speaker", "Tellinmark")
    settle(store, gazetteer, *(page.record("2031-05-03", f"Paper {n}") for n, page in enumerate(pages)))
    (clash,) = conflicts_of(made(store, VASH), "office")
    assert clash.what == "foreign minister"
    assert {claim.who.name for claim in clash.claims if claim.who} == {VASH, MARSH}
    assert all(claim.sources for claim in clash.claims)
    assert not made(store, "Tarik Dunmore").conflicts
    offices = {one.title: one for one in made(store, VASH).offices}
    assert offices["foreign minister"].body is not None
    assert offices["foreign minister"].body.name == "Tellinmark"


def test_told_as_so_and_as_not_so_is_a_conflict(store: Store, gazetteer: Gazetteer) -> None:
    one, two, three = Report(), Report(), Report()
    one.did(VASH, "attacked", "Port Sel", on="2031-05-01")
    two.did(VASH, "did not attack", "Port Sel", polarity=Polarity.NEGATED, on="2031-05-01")
    three.did(VASH, "did not attack", "Port Sel", polarity=Polarity.NEGATED, on="2031-09-01")
    settle(store, gazetteer, one.record(), two.record("2031-05-04", "Quay Courier"), three.record("2031-09-02"))
    (clash,) = conflicts_of(made(store, VASH), "polarity")
    assert [claim.says for claim in clash.claims] == ["so", "not so"]
    assert [len(claim.cited) for claim in clash.claims] == [1, 1]


def test_two_dates_of_one_death_are_both_shown(store: Store, gazetteer: Gazetteer) -> None:
    one, two, other = Report(), Report(), Report()
    one.did("Salt Column", "killed", VASH, on="2031-05-01")
    two.did("Salt Column", "killed", VASH, on="2031-05-09")
    other.did("Salt Column", "shelled", VASH, on="2031-02-01")
    settle(store, gazetteer, one.record(), two.record("2031-05-10", "Quay Courier"), other.record("2031-02-02"))
    (clash,) = conflicts_of(made(store, VASH), "death")
    assert [claim.first for claim in clash.claims] == ["2031-05-01", "2031-05-09"]
    assert {claim.cited[0].source.outlet for claim in clash.claims} == {"Harbour Gazette", "Quay Courier"}


def test_ties_are_dated_and_designations_stand_apart_and_what_follows_only_is_said_to(
    store: Store, gazetteer: Gazetteer
) -> None:
    page = Report()
    spokesman = page.tied(VASH, TieType.SPOKESPERSON_OF, GUARD, start="2030-01-01")
    page.tied(VASH, TieType.MEMBER_OF, GUARD, basis=(spokesman,))
    page.tied(GUARD, TieType.DESIGNATED_BY, "Tellin Treasury", start="2029-05-01")
    settle(store, gazetteer, page.record())
    found = made(store, VASH)
    assert [(bond.type, bond.outgoing, bond.derived) for bond in found.ties] == [
        ("spokesperson of", True, False),
        ("member of", True, True),
    ]
    assert found.ties[0].start == "2030-01-01"
    guard = made(store, GUARD)
    assert [(bond.type, bond.other.name) for bond in guard.designations] == [("designated by", "Tellin Treasury")]
    assert all(bond.type != "designated by" for bond in guard.ties)


def test_commitments_are_told_with_who_is_to_do_them_and_on_whose_word(store: Store, gazetteer: Gazetteer) -> None:
    page = Report()
    by = page.said(MARSH, "it was agreed", SpeechAct.PROMISE)
    page.promised(VASH, "open the port", by)
    settle(store, gazetteer, page.record())
    (found,) = made(store, VASH).promised.shown
    assert (found.words, found.standing, found.on_word) == ("open the port", "attributed", (MARSH,))


def test_rejected_findings_are_left_out_and_withdrawn_ones_marked(store: Store, gazetteer: Gazetteer) -> None:
    page = Report()
    page.said(VASH, "the port will open")
    page.said(VASH, "the port will close")
    settle(store, gazetteer, page.record())
    before = made(store, VASH)
    ids = {cited.words: cited.id for cited in before.said.shown}
    with store.writing() as at:
        opens, closes = (next(id_ for words, id_ in ids.items() if end in words) for end in ("open", "close"))
        history.judge(store, at, JudgementKind.REJECT, opens, "mira")
        marking.mark_findings(store, at, [closes], "withdrawn", None, "its words are gone")
    after = made(store, VASH)
    assert (after.rejected, after.said.tally.findings) == (1, 1)
    (left,) = after.said.shown
    assert left.id == closes
    assert left.withdrawn is not None


def test_what_was_rejected_later_is_counted_as_of_before(store: Store, clock: SetClock, gazetteer: Gazetteer) -> None:
    page = Report()
    page.said(VASH, "the port will open")
    page.did(VASH, "struck", MARSH)
    settle(store, gazetteer, page.record())
    then = stamp(clock.now().replace(minute=30))
    clock.go(hours=1)
    (event,) = made(store, VASH).did.shown
    with store.writing() as at:
        said = history.judge(store, at, JudgementKind.REJECT, event.id, "mira")
    while_out = stamp(clock.now().replace(minute=30))
    clock.go(hours=1)
    with store.writing() as at:
        history.undo(store, at, said.id, "mira")
    for at_time, rejected in ((None, 0), (while_out, 1), (then, 0)):
        found = made(store, VASH, at_time)
        assert (found.rejected, found.did.tally.findings, found.said.tally.findings) == (rejected, 1 - rejected, 1)


def test_names_are_those_of_the_readings_that_held(store: Store, clock: SetClock, gazetteer: Gazetteer) -> None:
    page = Report()
    page.name("Lantern Brigades", ActorKind.GROUP, "coast:coastal-guard")
    page.say(" were there.")
    record = page.record()
    (document,) = settle(store, gazetteer, record)
    then = stamp(clock.now().replace(minute=30))
    clock.go(hours=1)
    with store.writing() as at:
        reading = filing.file_reading(store, at, document, replace(record, engine="9.9.9"), "verbs/4")
        link_reading(store, at, gazetteer, document, reading, record)
        indexing.index_readings(store, at, [reading], {reading: record})
        indexing.set_settled(at, reading)
    with store.reading() as at:
        now, past = (profile(store, at, "coast:coastal-guard", when, gazetteer, 40) for when in (None, then))
        filed = at.execute(sa.select(sa.func.count()).select_from(tables.naming)).scalar_one()
    assert filed == 2
    for found in (now, past):
        assert [(name.name, name.times) for name in found.names if name.times] == [("Lantern Brigades", 1)]


def test_as_of_a_time_only_what_was_known_then_is_told(store: Store, clock: SetClock, gazetteer: Gazetteer) -> None:
    one, two = Report(), Report()
    one.said(VASH, "the port will open")
    two.said(VASH, "the port will close")
    settle(store, gazetteer, one.record("2031-05-03"))
    then = stamp(clock.now().replace(minute=30))
    clock.go(hours=2)
    settle(store, gazetteer, two.record("2031-05-04", "Quay Courier"))
    now, past = made(store, VASH), made(store, VASH, then)
    assert (now.said.tally.findings, past.said.tally.findings) == (2, 1)
    assert (now.documents, past.documents) == (2, 1)
    assert [use.outlet for name in past.names for use in name.uses] == ["Harbour Gazette"]
    with store.reading() as at, pytest.raises(StoreError, match="no actor of this number"):
        profile(store, at, number_of(store, VASH), "2001-01-01T00:00:00.000000Z")


def test_names_say_who_uses_them_since_when_and_who_else_claims_them(store: Store, gazetteer: Gazetteer) -> None:
    one, two, three = Report(), Report(), Report()
    for page, day in ((one, "2031-05-03"), (two, "2031-06-03")):
        page.name("Lantern Brigades", ActorKind.GROUP, "coast:coastal-guard")
        page.say(f" were there on {day}.")
    three.name("Salt Front", ActorKind.GROUP, "coast:salt-front")
    three.say(" was there.")
    settle(store, gazetteer, one.record("2031-05-03"), two.record("2031-06-03"), three.record("2031-06-04"))
    with store.reading() as at:
        found = profile(store, at, "coast:coastal-guard", None, gazetteer, 40)
    name = next(one for one in found.names if one.name == "Lantern Brigades")
    assert name.times == 2
    assert [(use.outlet, use.times, use.first, use.last) for use in name.uses] == [
        ("Harbour Gazette", 2, "2031-05-03", "2031-06-03")
    ]
    known = gazetteer.actor("coast:coastal-guard")
    assert {one.name for one in found.names} >= {known.name, "Lantern Brigades"}
    assert [one.id for one in found.known] == ["coast:coastal-guard"]
    assert found.known[0].pack.startswith("coast ")


def test_merged_actors_are_one_profile_and_apart_again_after_an_undo(store: Store, gazetteer: Gazetteer) -> None:
    one, two = Report(), Report()
    one.said("Oren Vash", "the port will open")
    two.said("Tarik Dunmore", "the port will close")
    settle(store, gazetteer, one.record(), two.record("2031-05-04", "Quay Courier"))
    first, second = made(store, "Oren Vash").entity.id, made(store, "Tarik Dunmore").entity.id
    with store.writing() as at:
        judgement = history.judge(store, at, JudgementKind.SAME, first, "mira", other=second)
    both = made(store, "Oren Vash")
    assert both.said.tally.findings == 2
    assert [one.name for one in both.merged] == ["Tarik Dunmore"]
    with store.writing() as at:
        history.undo(store, at, judgement.id, "mira")
    assert made(store, "Oren Vash").said.tally.findings == 1


def test_the_limit_bounds_what_is_shown_and_not_what_is_counted(store: Store, gazetteer: Gazetteer) -> None:
    page = Report()
    for number in range(12):
        page.said(VASH, f"gate {number} is open")
    for number in range(3):
        page.did(VASH, "met", f"Aide Number{number} Talbot", EventType.CONSULT)
    settle(store, gazetteer, page.record())
    found = made(store, VASH, limit=4)
    assert (found.said.tally.findings, len(found.said.shown)) == (12, 4)
    assert found.did.tally.findings == 3
