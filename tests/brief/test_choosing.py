"""What is chosen, what belongs together, and why: on desks made by hand."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from onrecord.brief.choosing import Choice, Choosing, Item
from onrecord.brief.grouping import Part
from onrecord.brief.reasons import Why
from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.record import EventType, Record, SpeechAct
from onrecord.store import many, tables
from onrecord.store.opening import Store
from tests.analysis.pledging import Pledging
from tests.analysis.reporting import Report, number_of, settle
from tests.store.conftest import clock, database, store

__all__ = ["clock", "database", "store"]
VASH, MARSH, DUNMORE = "Oren Vash", "Lea Marsh", "Tarik Dunmore"
ACCUSE, DENY, ASSERT = SpeechAct.ACCUSE, SpeechAct.DENY, SpeechAct.ASSERT


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """No packs: nothing is known but what texts say."""
    return load_packs(())


def page(day: str | None, *told: tuple[str, str, SpeechAct, str | None], source: str = "Harbour Gazette") -> Record:
    """A report of some statements: who, words, act, about whom."""
    report = Report()
    for who, words, act, about in told:
        report.said(who, words, act, about)
    report.say(f"Printed by the {source}. ")
    return report.record(day, source)


def chosen(
    store: Store, gazetteer: Gazetteer, since: str = "2031-05-01", until: str = "2031-05-07", on: str | None = None
) -> Choice:
    """The items of a week; of what one speaker says, if he is named."""
    with store.reading() as at:
        only = None
        if on is not None:
            only = many.marked(at, many.sides("by", [number_of(store, on)])).numbers
        return Choosing.of(store, at, gazetteer, None).choice(since, until, only, 3)


def are_one_text(store: Store, *documents: int) -> None:
    """These documents carry one text."""
    table = tables.document
    with store.writing() as at:
        at.execute(sa.update(table).where(table.c.no.in_(documents)).values(family=documents[0]))


def words(item: Item, part: Part) -> list[str]:
    """What was said in a part of an item."""
    found = []
    for one in item.of(part):
        assert one.evidence.statement is not None
        found.append(" ".join(span.of(one.evidence.text) for span in one.evidence.statement.content))
    return found


def test_a_denial_belongs_to_what_it_denies(store: Store, gazetteer: Gazetteer) -> None:
    settle(
        store,
        gazetteer,
        page("2031-05-03", (VASH, "of selling the mines of the harbour", ACCUSE, MARSH)),
        page("2031-05-05", (MARSH, "that the mines of the harbour were sold", DENY, None), source="Quay Courier"),
        page("2031-05-05", (DUNMORE, "that the bread is dear this spring", ASSERT, None), source="Bread Paper"),
    )
    first, second = chosen(store, gazetteer).items
    assert words(first, Part.LEAD) == [f"{MARSH} of selling the mines of the harbour"]
    assert words(first, Part.REPLY) == ["that the mines of the harbour were sold"]
    assert any(one.why is Why.ANSWERED for one in first.reasons)
    assert words(second, Part.LEAD) == ["that the bread is dear this spring"]


def test_a_denial_alone_leads(store: Store, gazetteer: Gazetteer) -> None:
    settle(
        store,
        gazetteer,
        page("2031-04-03", (VASH, "of selling the mines of the harbour", ACCUSE, MARSH)),
        page("2031-05-05", (MARSH, "that the mines of the harbour were sold", DENY, None), source="Quay Courier"),
    )
    (item,) = chosen(store, gazetteer).items
    assert words(item, Part.LEAD) == ["that the mines of the harbour were sold"]


def test_what_one_says_in_one_text_is_one_item(store: Store, gazetteer: Gazetteer) -> None:
    settle(
        store,
        gazetteer,
        page(
            "2031-05-03", (VASH, "of theft in the sheds", ACCUSE, MARSH), (VASH, "the gates are painted", ASSERT, None)
        ),
    )
    (item,) = chosen(store, gazetteer).items
    assert words(item, Part.LEAD) == [f"{MARSH} of theft in the sheds"]
    assert words(item, Part.MORE) == ["the gates are painted"]


def test_what_was_published_before_is_no_news(store: Store, gazetteer: Gazetteer) -> None:
    told = page("2031-04-20", (VASH, "of theft in the sheds of the harbour town", ACCUSE, MARSH))
    again = page(
        "2031-05-03", (VASH, "of theft in the sheds of the harbour town", ACCUSE, MARSH), source="Quay Courier"
    )
    one, two = settle(store, gazetteer, told, again)
    are_one_text(store, one, two)
    settle(store, gazetteer, page("2031-05-04", (DUNMORE, "the gates are painted", ASSERT, None), source="Bread Paper"))
    found = chosen(store, gazetteer)
    assert [words(one, Part.LEAD) for one in found.items] == [["the gates are painted"]]
    assert (found.sayings, found.carried) == (1, 1)


def test_the_first_time_is_a_reason_and_tells_more(store: Store, gazetteer: Gazetteer) -> None:
    quiet = [
        page(f"2031-04-{day:02}", (VASH, f"the gates of pier {day} are painted", ASSERT, None)) for day in (3, 5, 9)
    ]
    old = [page("2031-04-11", (DUNMORE, "of lies about bread", ACCUSE, MARSH))]
    news = page("2031-05-03", (VASH, "of theft in the sheds", ACCUSE, MARSH))
    again = page("2031-05-03", (DUNMORE, "of lies about flour", ACCUSE, MARSH), source="Quay Courier")
    settle(store, gazetteer, *quiet, *old, news, again)
    first, second = chosen(store, gazetteer).items
    assert words(first, Part.LEAD) == [f"{MARSH} of theft in the sheds"]
    assert next(one.words for one in first.reasons if one.why is Why.NEW) == (
        f"the first time that {VASH} accuses {MARSH}"
    )
    assert not any(one.why is Why.NEW for one in second.reasons)


def test_what_is_due_is_a_reason(store: Store, gazetteer: Gazetteer) -> None:
    pledge = Pledging()
    pledge.pledged(VASH, "sweep the channel of the harbour", due="2031-05-20")
    settle(store, gazetteer, pledge.record("2031-05-03"))
    (item,) = chosen(store, gazetteer).items
    assert "due 2031-05-20" in [one.words for one in item.reasons if one.why is Why.DUE]


def test_deeds_are_items_once_for_all_who_carry_them(store: Store, gazetteer: Gazetteer) -> None:
    def told(source: str) -> Record:
        report = Report()
        report.did(VASH, "shelled", MARSH, EventType.ASSAULT)
        report.say(f"Printed by the {source}. ")
        return report.record("2031-05-03", source)

    one, two = settle(store, gazetteer, told("Harbour Gazette"), told("Quay Courier"))
    are_one_text(store, one, two)
    found = chosen(store, gazetteer)
    (item,) = found.items
    assert (item.lead.candidate.type, item.lead.candidate.documents, found.deeds) == ("ASSAULT", 2, 1)


def test_on_a_speaker_he_leads_and_others_answer(store: Store, gazetteer: Gazetteer) -> None:
    settle(
        store,
        gazetteer,
        page("2031-05-03", (VASH, "of selling the mines of the harbour", ACCUSE, MARSH)),
        page("2031-05-04", (MARSH, "that the mines of the harbour were sold", DENY, None), source="Quay Courier"),
        page("2031-05-05", (DUNMORE, "of theft in the sheds", ACCUSE, MARSH), source="Bread Paper"),
    )
    found = chosen(store, gazetteer, on=VASH)
    (item,) = found.items
    assert words(item, Part.LEAD) == [f"{MARSH} of selling the mines of the harbour"]
    assert words(item, Part.REPLY) == ["that the mines of the harbour were sold"]
    assert found.sayings == 1


def test_undated_statements_are_counted_and_not_chosen(store: Store, gazetteer: Gazetteer) -> None:
    settle(store, gazetteer, page(None, (VASH, "of theft in the sheds", ACCUSE, MARSH)))
    found = chosen(store, gazetteer)
    assert (found.items, found.sayings, found.undated) == ((), 0, 1)
