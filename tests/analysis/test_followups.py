"""What is claimed to have followed, and what is only shown after it: each of these was once taken for the outcome."""

from __future__ import annotations

import pytest

from onrecord.analysis.followups import Followups
from onrecord.analysis.ledger import Book
from onrecord.analysis.ledger_parts import Candidate
from onrecord.export.ledger_words import candidate_item
from onrecord.export.telling import plain
from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.gazetteer.loading import SAMPLE
from onrecord.record import EventType, SpeechAct
from onrecord.store.expression import EVERY
from onrecord.store.opening import Store
from onrecord.tagger.meaning import Meaning
from tests.store.conftest import clock, database, store

from .pledging import Pledging
from .reporting import settle

__all__ = ["clock", "database", "store"]
VASH, MARSH, GUARD = "Oren Vash", "Lea Marsh", "Coast Watch of Tellin"
BRIDGE = "repair the bridge at Orrel"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_packs((SAMPLE,))


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    return Meaning()


def promised(deed: str = BRIDGE) -> Pledging:
    """A page on which Vash promises Marsh something."""
    page = Pledging()
    page.pledged(VASH, deed, to=MARSH)
    return page


def demanded(deed: str) -> Pledging:
    """A page on which Marsh demands something of Vash."""
    page = Pledging()
    page.pledged(MARSH, deed, kind="demand", to=VASH)
    return page


def did(who: str, what: str, to: str, type_: EventType = EventType.AID) -> Pledging:
    page = Pledging()
    page.did(who, what, to, type_)
    return page


def said(who: str, what: str, act: SpeechAct = SpeechAct.ASSERT) -> Pledging:
    page = Pledging()
    page.said(who, what, act)
    return page


def followed(store: Store, gazetteer: Gazetteer, meaning: Meaning | None, *pages: Pledging) -> list[Candidate]:
    """The candidates of what the first page holds out, a page a day after it."""
    records = [page.record(f"2031-05-{day:02}") for day, page in enumerate(pages, 3)]
    settle(store, gazetteer, *records)
    with store.reading() as at:
        book = Book.of(at, None, "2031-06-01")
        groups = book.groups(EVERY)
        entries = book.made(groups)
        (group,) = [
            g for g, e in zip(groups, entries, strict=True) if e.cited.source.document == records[0].document.id
        ]
        return list(Followups(store, book, meaning).of(group))


def words(some: list[Candidate], *, unsure: bool) -> list[str]:
    return [one.cited.words for one in some if one.unsure is unsure]


def test_the_like_of_a_deed_at_another_place_is_not_claimed_for_it(
    store: Store, gazetteer: Gazetteer, meaning: Meaning
) -> None:
    elsewhere = did(VASH, "paid for a new roof in Khor for", MARSH)
    here = said(MARSH, f"{VASH} has finished the crossing of Orrel")
    found = followed(store, gazetteer, meaning, promised(), elsewhere, here)
    (claimed,) = words(found, unsure=False)
    assert "crossing of Orrel" in claimed
    assert found[0].cited.words == claimed
    (other,) = [one for one in found if one.unsure]
    assert other.score > 0
    assert "but orrel not named" in other.reasons


def test_a_deed_told_in_most_of_its_words_is_claimed_though_its_place_is_not_named(
    store: Store, gazetteer: Gazetteer, meaning: Meaning
) -> None:
    found = followed(store, gazetteer, meaning, promised(), did(VASH, "repaired the bridge for", MARSH))
    assert [one.unsure for one in found] == [False]


def test_the_same_words_once_more_come_after_what_was_done(
    store: Store, gazetteer: Gazetteer, meaning: Meaning
) -> None:
    again = promised()
    done = said(MARSH, f"{VASH} has finished the crossing of Orrel")
    first, *rest = followed(store, gazetteer, meaning, promised(), again, done)
    assert "finished the crossing" in first.cited.words
    (repeated,) = [one for one in rest if one.kind == "repeated"]
    assert repeated.unsure
    assert repeated.score > first.score
    assert plain(candidate_item(repeated)[0]).startswith("less likely: repeated? ")
    assert plain(candidate_item(first)[0]).startswith(f"{first.kind}? ")


def test_what_somebody_else_did_is_not_claimed_for_the_doers_deed(
    store: Store, gazetteer: Gazetteer, meaning: Meaning
) -> None:
    found = followed(store, gazetteer, meaning, promised(), did(GUARD, "repaired the bridge at Orrel for", MARSH))
    assert [one.unsure for one in found] == [True]


def test_what_is_only_near_in_meaning_is_not_claimed(store: Store, gazetteer: Gazetteer, meaning: Meaning) -> None:
    demand = demanded("publish the log of the harbour")
    talk = said(VASH, "the port keeps a record of all ships")
    done = said(VASH, "the harbour has put its log on the wall")
    found = followed(store, gazetteer, meaning, demand, talk, done)
    assert ["put its log" in one for one in words(found, unsure=False)] == [True]
    assert ["keeps a record" in one for one in words(found, unsure=True)] == [True]


def test_words_of_the_occasion_are_none_of_the_deed(store: Store, gazetteer: Gazetteer) -> None:
    """He speaks of the frigate, not of the mines."""
    promise = promised("hand over no mine while a foreign frigate lies in Orrel")
    talk = said(VASH, "the foreign frigate in Orrel is painted grey")
    assert followed(store, gazetteer, None, promise, talk) == []


def test_a_refusal_that_shares_a_word_with_the_deed_is_claimed_without_a_model(
    store: Store, gazetteer: Gazetteer
) -> None:
    demand = demanded("give up its heavy guns to the harbour watch")
    refused = said(VASH, "handing over guns", SpeechAct.REJECT)
    (found,) = followed(store, gazetteer, None, demand, refused)
    assert (found.kind, found.unsure) == ("refused", False)


def test_what_is_still_to_come_is_not_carried_out(store: Store, gazetteer: Gazetteer, meaning: Meaning) -> None:
    later = said(VASH, "the bridge at Orrel will be repaired")
    done = said(VASH, "the bridge at Orrel is repaired")
    found = followed(store, gazetteer, meaning, promised(), later, done)
    kinds = {"will be" in one.cited.words: one.kind for one in found}
    assert kinds == {True: "spoken of", False: "carried out"}
