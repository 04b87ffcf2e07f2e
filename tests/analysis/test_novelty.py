"""What is said for the first time, on desks made by hand: by the speaker, its side, anyone; and what is not."""

from __future__ import annotations

from itertools import permutations

import pytest
import sqlalchemy as sa

from onrecord.analysis.novelty import by_marks, news, novelty
from onrecord.analysis.novelty_look import NoveltyLook
from onrecord.analysis.novelty_parts import Asks, Check, Found, Novelty, Scope
from onrecord.clock import stamp
from onrecord.errors import StoreError
from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.record import CommitmentKind, JudgementKind, Record, SpeechAct, TieType
from onrecord.store import history, tables, utterances
from onrecord.store.opening import Store
from onrecord.store.utterances import Joined
from tests.store.conftest import SetClock, clock, database, store

from .reporting import Report, number_of, settle

__all__ = ["clock", "database", "store"]
VASH, MARSH, DUNMORE, GUARD = "Oren Vash", "Lea Marsh", "Tarik Dunmore", "Coast Watch of Tellin"
ACCUSE, THREATEN, WARN = SpeechAct.ACCUSE, SpeechAct.THREATEN, SpeechAct.WARN


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """No packs: nothing is known but what texts say."""
    return load_packs(())


def said(day: str | None, *told: tuple[str, str, SpeechAct, str | None], source: str = "Harbour Gazette") -> Record:
    """A report of some statements: who, words, act, about whom."""
    page = Report()
    for who, words, act, about in told:
        page.said(who, words, act, about)
    return page.record(day, source)


def quiet(day: str) -> Record:
    """A report in which the speaker says something else."""
    return said(day, (VASH, f"the gates of pier {day[-2:]} are painted", SpeechAct.ASSERT, None))


def statement(store: Store, document: int, place: int = 0) -> str:
    """The id of a statement of a document."""
    finding = tables.finding
    which = sa.select(finding.c.id).where(finding.c.document == document, finding.c.kind == "statement")
    with store.reading() as at:
        ids: list[str] = list(at.execute(which.order_by(finding.c.no)).scalars())
    return ids[place]


def of(store: Store, document: int, place: int = 0, at_time: str | None = None) -> Novelty:
    """How new a statement of a document is."""
    id_ = statement(store, document, place)
    with store.reading() as at:
        return novelty(store, at, id_, at_time)


def check(found: Novelty, asks: Asks, scope: Scope) -> Check:
    """The one check of its kind."""
    (one,) = [one for one in found.checks if (one.asks, one.scope) == (asks, scope)]
    return one


def test_a_first_accusation_is_bounded_by_what_was_read(store: Store, gazetteer: Gazetteer) -> None:
    first, second = quiet("2031-04-03"), quiet("2031-04-05")
    last = said("2031-05-03", (VASH, "of theft", ACCUSE, MARSH), source="Quay Courier")
    *_, document = settle(store, gazetteer, first, second, last)
    found = of(store, document)
    one = check(found, Asks.ACT, Scope.SPEAKER)
    assert one.found is Found.FIRST
    assert (one.bound.statements, one.bound.documents, one.bound.outlets) == (2, 2, 1)
    assert (one.bound.first, one.bound.last) == ("2031-04-03", "2031-04-05")
    assert one.words == (
        f"the first time that {VASH} accuses {MARSH}: not found among 2 earlier statements of {VASH} "
        "in 2 documents read from 1 outlet between 2031-04-03 and 2031-04-05"
    )
    assert found.is_new
    assert found.reasons[0] == one.words
    assert [who.name for who in found.targets] == [MARSH]
    assert check(found, Asks.NAMED, Scope.SPEAKER).found is Found.FIRST


def test_what_was_said_long_before_is_the_first_since_then_and_lately_is_nothing_new(
    store: Store, gazetteer: Gazetteer
) -> None:
    old = said("2031-01-03", (VASH, "of theft", ACCUSE, MARSH))
    later = said("2031-05-03", (VASH, "of arson", ACCUSE, MARSH))
    again = said("2031-05-09", (VASH, "of lies", ACCUSE, MARSH))
    _, since, lately = settle(store, gazetteer, old, later, again)
    one = check(of(store, since), Asks.ACT, Scope.SPEAKER)
    assert (one.found, one.days, one.times) == (Found.SINCE, 120, 1)
    assert f"the first time since 2031-01-03 (120 days) that {VASH} accuses {MARSH}" in one.words
    assert one.earlier is not None
    assert one.earlier.source.published == "2031-01-03"
    one = check(of(store, lately), Asks.ACT, Scope.SPEAKER)
    assert (one.found, one.days, one.times, one.weight) == (Found.AGAIN, 6, 2, 0.0)


def test_silence_is_no_novelty(store: Store, gazetteer: Gazetteer) -> None:
    (document,) = settle(store, gazetteer, said("2031-05-03", (VASH, "of theft", ACCUSE, MARSH)))
    found = of(store, document)
    assert {one.found for one in found.checks} == {Found.NOTHING}
    assert not found.is_new
    assert found.score == 0


def test_from_warned_to_threatened_is_harsher_and_to_praised_a_turn(store: Store, gazetteer: Gazetteer) -> None:
    warned = said("2031-05-01", (VASH, "that it ends", WARN, MARSH))
    threatened = said("2031-05-03", (VASH, "with ruin", THREATEN, MARSH))
    praised = said("2031-05-05", (VASH, "for her calm", SpeechAct.PRAISE, MARSH))
    _, harsher, turn = settle(store, gazetteer, warned, threatened, praised)
    one = check(of(store, harsher), Asks.CHANGE, Scope.SPEAKER)
    assert one.words.startswith(f"harsher: from warning {MARSH} (2031-05-01) to threatening it")
    assert "-3.06 to -5.1" in one.words
    assert check(of(store, turn), Asks.CHANGE, Scope.SPEAKER).words.startswith("a turn: from threatening")


def test_what_bears_no_date_is_neither_earlier_nor_later(store: Store, gazetteer: Gazetteer) -> None:
    undated = said(None, (VASH, "of theft", ACCUSE, MARSH))
    dated = said("2031-05-03", (VASH, "of arson", ACCUSE, MARSH))
    first, _, second = settle(store, gazetteer, undated, quiet("2031-05-01"), dated)
    one = check(of(store, second), Asks.ACT, Scope.SPEAKER)
    assert (one.found, one.times) == (Found.UNCLEAR, 1)
    assert one.earlier is not None
    assert one.earlier.source.published is None
    found = of(store, first)
    assert found.checks == ()
    assert "bears no date" in found.notes[0]
    with store.reading() as at:
        told = news(store, at, "2031-01-01")
    assert (told.undated, [one.source.published for one in told.apart]) == (1, [None])
    assert len(told.items) == 2


def test_of_one_day_the_hour_decides_and_without_it_nothing_does(store: Store, gazetteer: Gazetteer) -> None:
    early = said("2031-05-03T08:00:00+03:00", (VASH, "of theft", ACCUSE, MARSH))
    late = said("2031-05-03T07:00:00+00:00", (VASH, "of arson", ACCUSE, MARSH))
    bare = said("2031-05-03", (VASH, "of lies", ACCUSE, MARSH))
    _, one, other, some = settle(store, gazetteer, quiet("2031-05-01"), early, late, bare)
    assert check(of(store, one), Asks.ACT, Scope.SPEAKER).found is Found.UNCLEAR  # the one without an hour
    assert check(of(store, other), Asks.ACT, Scope.SPEAKER).found is Found.AGAIN
    assert check(of(store, some), Asks.ACT, Scope.SPEAKER).found is Found.UNCLEAR


def test_a_carrier_is_no_new_saying_and_the_first_one_counts(store: Store, gazetteer: Gazetteer) -> None:
    told = (VASH, "that the harbour closes on Friday at nine", ACCUSE, MARSH)
    first = said("2031-05-03", told)
    copy = said("2031-05-05", told, ("A clerk", "it rained", SpeechAct.ASSERT, None), source="Quay Courier")
    _, one, other = settle(store, gazetteer, quiet("2031-05-01"), first, copy)
    ids = [statement(store, one), statement(store, other)]
    with store.writing() as at:
        numbers = [utterances.number_of(at, id_) for id_ in ids]
        rows = [Joined(no or 0, numbers[0] or 0, numbers[0] or 0, "verbatim", 1.0, ()) for no in numbers]
        utterances.keep(at, rows)
    found = of(store, other)
    assert found.statement.id == ids[0]
    assert found.asked is not None
    assert found.asked.id == ids[1]
    assert (found.carriers, found.outlets) == (2, 2)
    assert check(found, Asks.SAID, Scope.SPEAKER).found is Found.FIRST
    assert check(found, Asks.ACT, Scope.ANYONE).found is Found.FIRST
    with store.reading() as at:
        since = news(store, at, "2031-05-04")
    assert (since.count, since.carried) == (1, 1)
    assert [one.statement.roles[0].name for one in since.items] == ["A clerk"]


def test_a_side_are_those_of_one_body_and_not_those_of_one_country(store: Store, gazetteer: Gazetteer) -> None:
    tied = Report()
    tied.tied(VASH, TieType.SPOKESPERSON_OF, GUARD)
    tied.tied(DUNMORE, TieType.LEADS, GUARD)
    before = said("2031-05-01", (DUNMORE, "of theft", ACCUSE, MARSH))
    now = said("2031-05-03", (VASH, "of theft", ACCUSE, MARSH))
    *_, document = settle(store, gazetteer, tied.record("2031-04-01"), quiet("2031-04-30"), before, now)
    found = of(store, document)
    assert check(found, Asks.ACT, Scope.SPEAKER).found is Found.FIRST
    assert check(found, Asks.ACT, Scope.SIDE).found is Found.AGAIN
    assert found.side is not None
    assert {who.name for who in found.side.members} == {GUARD, DUNMORE}
    (step,) = found.side.steps
    assert step.words == f"{VASH} is a spokesperson of {GUARD}"
    assert step.cited is not None
    assert step.cited.type == "spokesperson of"


def test_a_tie_on_somebodys_word_makes_no_side(store: Store, gazetteer: Gazetteer) -> None:
    tied = Report()
    claim = tied.said("Somebody Else", "they are one")
    tied.tied(VASH, TieType.MEMBER_OF, GUARD, by=claim)
    tied.tied(DUNMORE, TieType.LEADS, GUARD)
    now = said("2031-05-03", (VASH, "of theft", ACCUSE, MARSH))
    *_, document = settle(store, gazetteer, tied.record("2031-04-01"), now)
    found = of(store, document)
    assert found.side is not None
    assert found.side.members == ()


def test_as_of_a_time_what_was_filed_later_is_not_seen(store: Store, clock: SetClock, gazetteer: Gazetteer) -> None:
    _, document = settle(store, gazetteer, quiet("2031-04-01"), said("2031-05-03", (VASH, "of theft", ACCUSE, MARSH)))
    clock.go(days=1)
    then = stamp(clock.now())
    clock.go(days=1)
    settle(store, gazetteer, said("2031-05-01", (VASH, "of arson", ACCUSE, MARSH)))
    assert check(of(store, document), Asks.ACT, Scope.SPEAKER).found is Found.AGAIN
    assert check(of(store, document, at_time=then), Asks.ACT, Scope.SPEAKER).found is Found.FIRST


def test_what_was_rejected_is_not_said_before(store: Store, gazetteer: Gazetteer) -> None:
    before = said("2031-05-01", (VASH, "of theft", ACCUSE, MARSH))
    now = said("2031-05-03", (VASH, "of arson", ACCUSE, MARSH))
    _, wrong, document = settle(store, gazetteer, quiet("2031-04-01"), before, now)
    assert check(of(store, document), Asks.ACT, Scope.SPEAKER).found is Found.AGAIN
    id_ = statement(store, wrong)
    with store.writing() as at:
        history.judge(store, at, JudgementKind.REJECT, id_, "mira")
    assert check(of(store, document), Asks.ACT, Scope.SPEAKER).found is Found.FIRST
    with pytest.raises(StoreError, match="rejected"):
        of(store, wrong)


def test_the_same_demand_and_the_opposite_position_are_found(store: Store, gazetteer: Gazetteer) -> None:
    page = Report()
    id_ = page.said(VASH, "that the northern gate be opened", SpeechAct.DEMAND)
    page.promised(MARSH, "open the northern gate", id_, CommitmentKind.DEMAND)
    again = Report()
    id_ = again.said(VASH, "that the northern gate be opened now", SpeechAct.DEMAND)
    again.promised(MARSH, "open the northern gate now", id_, CommitmentKind.DEMAND)
    never = said("2031-05-01", (VASH, "the watch never sold grain abroad", SpeechAct.ASSERT, None))
    sold = said("2031-05-07", (VASH, "the watch sold grain abroad twice", SpeechAct.ASSERT, None))
    first, second, _, turned = settle(
        store, gazetteer, page.record("2031-04-01"), again.record("2031-04-09"), never, sold
    )
    assert check(of(store, second), Asks.DEMAND, Scope.SPEAKER).found is Found.AGAIN
    assert check(of(store, first), Asks.DEMAND, Scope.SPEAKER).found is Found.NOTHING
    found = of(store, turned)
    one = check(found, Asks.POSITION, Scope.SPEAKER)
    assert one.earlier is not None
    assert "never sold grain" in one.earlier.words
    assert "a candidate" in one.words
    (near,) = [near for near in found.nearest if near.opposite]
    assert near.scope is Scope.SPEAKER


def test_the_same_said_before_in_other_words_is_less_new(store: Store, gazetteer: Gazetteer) -> None:
    told = "the northern gate of Tellin will be closed for repairs"
    before = said("2031-04-01", (VASH, told, SpeechAct.ASSERT, None))
    again = said("2031-04-20", (VASH, f"once more {told}", SpeechAct.ASSERT, None))
    other = said("2031-04-21", (DUNMORE, told, SpeechAct.ASSERT, None))
    _, one, two = settle(store, gazetteer, before, again, other)
    assert check(of(store, one), Asks.SAID, Scope.SPEAKER).found is Found.AGAIN
    found = of(store, two)
    assert check(found, Asks.SAID, Scope.SPEAKER).found is Found.NOTHING
    assert check(found, Asks.SAID, Scope.ANYONE).found is Found.AGAIN


def test_a_namesake_makes_it_unclear(store: Store, gazetteer: Gazetteer) -> None:
    before = said("2031-05-01", (VASH, "of theft", ACCUSE, MARSH))
    now = said("2031-05-03", (VASH, "of arson", ACCUSE, MARSH))
    _, one, document = settle(store, gazetteer, quiet("2031-04-01"), before, now)
    actor, linked, entity = tables.actor, tables.linked, tables.entity
    with store.writing() as at:
        # The two are taken for two of one name, as where nothing speaks for their being one.
        mine = number_of(store, MARSH)
        row = dict(at.execute(sa.select(entity).where(entity.c.no == mine)).mappings().one())
        at.execute(sa.insert(entity).values({**row, "no": mine + 1000, "id": "a:00000000000000ff"}))
        reading = sa.select(tables.reading.c.no).where(tables.reading.c.document == one).scalar_subquery()
        which = sa.select(actor.c.no).where(actor.c.reading == reading, actor.c.name == MARSH).scalar_subquery()
        at.execute(sa.update(linked).where(linked.c.actor == which).values(entity=mine + 1000))
        names = tables.entity_name
        at.execute(sa.insert(names).values(entity=mine + 1000, name=MARSH, origin="text"))
        key = tables.entity_key
        keys = at.execute(sa.select(key.c.key).where(key.c.entity == mine)).scalars().all()
        at.execute(sa.insert(key), [{"key": one_, "entity": mine + 1000} for one_ in keys])
        from onrecord.store import indexing

        indexing.index_anew(at, one)
    assert check(of(store, document), Asks.ACT, Scope.SPEAKER).found is Found.UNCLEAR


def test_news_are_ranked_and_can_be_asked_of_one_speaker(store: Store, gazetteer: Gazetteer) -> None:
    now = said(
        "2031-05-03",
        (VASH, "it was a fine day", SpeechAct.ASSERT, None),
        (VASH, "with ruin", THREATEN, MARSH),
        (DUNMORE, "of theft", ACCUSE, MARSH),
    )
    settle(store, gazetteer, quiet("2031-04-01"), quiet("2031-04-02"), now)
    with store.reading() as at:
        told = news(store, at, "2031-05-01")
        mine = news(store, at, "2031-05-01", speakers=[number_of(store, VASH)])
        few = news(store, at, "2031-05-01", limit=1)
        over = news(store, at, "2031-05-01", until="2031-05-02")
    assert [one.statement.type for one in told.items] == ["threaten", "accuse", "assert"]
    assert [one.score for one in told.items] == sorted((one.score for one in told.items), reverse=True)
    assert [one.statement.type for one in mine.items] == ["threaten", "assert"]
    assert (len(few.items), few.count) == (1, 3)
    assert over.items == ()
    assert (told.bound.documents, told.bound.last) == (2, "2031-04-02")


def test_nothing_depends_on_the_order_of_intake(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> None:
    from onrecord.store.opening import create

    records = (
        quiet("2031-04-01"),
        said("2031-04-20", (VASH, "of theft", ACCUSE, MARSH)),
        said("2031-05-03", (VASH, "with ruin", THREATEN, MARSH)),
    )
    told = set()
    for order in permutations(range(3)):
        made = create(tmp_path_factory.mktemp("order") / "desk")
        documents = settle(made, gazetteer, *(records[place] for place in order))
        found = of(made, documents[order.index(2)])
        told.add(tuple(sorted((one.asks, one.scope, one.found, one.words, one.weight) for one in found.checks)))
        made.close()
    assert len(told) == 1


def test_by_marks_the_same_is_found_but_for_what_was_said_in_other_words(store: Store, gazetteer: Gazetteer) -> None:
    old = said("2031-05-01", (VASH, "that it ends", WARN, MARSH))
    new = said("2031-05-03", (VASH, "with ruin", THREATEN, MARSH))
    documents = settle(store, gazetteer, quiet("2031-04-01"), old, new)
    whole = of(store, documents[2])
    with store.reading() as at:
        look = NoveltyLook.of(store, at, None, gazetteer)
        rows = look.statements
        place = int((rows.others["document"] == documents[2]).nonzero()[0][0])
        (found,) = by_marks(look, [place])
    marked = (Asks.ACT, Asks.NAMED, Asks.CHANGE, Asks.DEMAND)
    assert [one for one in whole.checks if one.asks in marked] == list(found.checks)
    assert {one.asks for one in found.checks} == {Asks.ACT, Asks.NAMED, Asks.CHANGE}
    assert (found.statement, found.nearest) == (whole.statement, ())
