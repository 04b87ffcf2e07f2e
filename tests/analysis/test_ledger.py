"""The ledger: each commitment once with its terms, what a day and a person's judgement make of it, what may follow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.analysis.cited import Cited
from onrecord.analysis.citing import Citing
from onrecord.analysis.followups import Followups
from onrecord.analysis.ledger import Asked, Book, ledger
from onrecord.analysis.ledger_parts import Candidate, Entry, Ledger
from onrecord.clock import stamp
from onrecord.errors import StoreError
from onrecord.export.profile_lines import word_line
from onrecord.export.telling import plain
from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.gazetteer.loading import SAMPLE
from onrecord.record import CommitmentStatus, EventType, JudgementKind, SpeechAct, TieType
from onrecord.store import entities, history, ledger_rows, many
from onrecord.store.expression import EVERY, Mark
from onrecord.store.filing import Likeness
from onrecord.store.opening import Store
from onrecord.tagger.meaning import Meaning
from tests.store.conftest import SetClock, clock, database, store

from .pledging import Pledging
from .reporting import number_of, settle

__all__ = ["clock", "database", "store"]
VASH, MARSH, GUARD = "Oren Vash", "Lea Marsh", "Coast Watch of Tellin"
DAY = "2031-06-01"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_packs((SAMPLE,))


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    return Meaning()


def made(store: Store, day: str = DAY, at_time: str | None = None, **asked: object) -> Ledger:
    for name in ("actor", "other"):
        if isinstance(asked.get(name), str):
            asked[name] = number_of(store, str(asked[name]))
    with store.reading() as at:
        return ledger(at, Asked(**asked), at_time, day)  # type: ignore[arg-type]


def deeds(found: Ledger) -> list[tuple[str, str]]:
    return [(entry.deed, entry.status.value) for entry in found.entries]


def carry(store: Store, gazetteer: Gazetteer, papers: int, write: Callable[[Pledging], object]) -> None:
    """So many papers that carry one text, a day after each other, each with a line of its own."""
    likenesses: tuple[Likeness, ...] = ()
    for number in range(papers):
        page = Pledging()
        write(page)
        page.say(f"This was line {number}.")
        record = page.record(f"2031-05-0{number + 3}", f"Paper {number}")
        (filed,) = settle(store, gazetteer, record, likenesses=likenesses)
        likenesses = likenesses or (Likeness(filed, 0.9, 0.95),)


def judged(store: Store, id_: str, status: str, by: str | None = None) -> str:
    with store.writing() as at:
        made = history.judge(
            store, at, JudgementKind.STATUS, id_, "ines", other=by, value={"status": status}, why="seen"
        )
    return made.id


def followed(store: Store, deed: str, meaning: Meaning | None) -> tuple[Candidate, ...]:
    with store.reading() as at:
        book = Book.of(at, None, DAY)
        groups = book.groups(EVERY)
        entries = book.made(groups)
        (number,) = [n for n, entry in enumerate(entries) if entry.deed.startswith(deed)]
        return Followups(store, book, meaning).of(groups[number])


def only(found: Ledger) -> Entry:
    (entry,) = found.entries
    return entry


def test_an_entry_has_its_terms_and_says_what_its_date_was_counted_from(store: Store, gazetteer: Gazetteer) -> None:
    page = Pledging()
    page.pledged(VASH, "repair the quay", to=MARSH, due="2031-05-20", condition="if the rain stops")
    settle(store, gazetteer, page.record())
    entry = only(made(store))
    assert (entry.kind, entry.deed, entry.condition) == ("promise", "repair the quay by day 20", "if the rain stops")
    assert (entry.doer and entry.doer.name, entry.to and entry.to.name) == (VASH, MARSH)
    assert (entry.due.words, entry.due.last, entry.due.anchor_kind) == ("day 20", "2031-05-20", "published")
    assert (entry.due.anchor, entry.due.why) == ("2031-05-03", "counted from 2031-05-03")
    assert entry.cited.on_word == (VASH,)
    assert (entry.strength, entry.said, entry.cited.source.outlet) == (2, "2031-05-03", "Harbour Gazette")


def test_by_itself_it_is_open_until_its_day_has_passed_and_no_date_is_made_up(
    store: Store, gazetteer: Gazetteer
) -> None:
    page = Pledging()
    page.pledged(VASH, "repair the quay", due="2031-05-20")
    page.pledged(VASH, "paint the ferry")
    page.pledged(VASH, "tell what he knew", due="2031-04-02")
    page.pledged(VASH, "respond to it")
    settle(store, gazetteer, page.record())
    assert dict(deeds(made(store, "2031-05-20")))["repair the quay by day 20"] == "open"
    late = made(store, "2031-05-21")
    assert deeds(late)[0] == ("repair the quay by day 20", "overdue")
    assert deeds(late)[-1] == ("respond to it", "unverifiable")
    assert {status for _, status in deeds(late)[1:3]} == {"open"}
    why = {entry.deed: entry.why for entry in late.entries}
    assert why["tell what he knew by day 02"].startswith("the day in its words lies before it was said")
    assert "do not say what would be seen of it" in why["respond to it"]
    assert late.counts == (("overdue", 1), ("open", 2), ("unverifiable", 1))


def test_what_a_report_tells_to_be_due_is_overdue_though_its_day_was_past_when_it_was_told(
    store: Store, gazetteer: Gazetteer
) -> None:
    page = Pledging()
    page.owed(VASH, "report", due="2031-04-30")
    page.owed(VASH, "repair the quay", due="2031-05-20", kind="demand", lead="had until then to")
    page.pledged(VASH, "tell what he knew", due="2031-04-02")
    settle(store, gazetteer, page.record())
    found = made(store, "2031-05-04")
    assert deeds(found)[0] == ("report by day 30", "overdue")
    assert {status for _, status in deeds(found)[1:]} == {"open"}
    late = {entry.deed: entry for entry in made(store).entries}
    assert late["repair the quay by day 20"].status is CommitmentStatus.OVERDUE
    assert late["tell what he knew by day 02"].status is CommitmentStatus.OPEN
    first = late["report by day 30"]
    assert first.why == "it was due by 2031-04-30, and nobody has judged what became of it"
    assert (first.cited.standing, first.cited.on_word) == ("reported", ())
    assert plain(word_line(first.cited)) == "reported, in no speaker’s words"
    assert (first.doer and first.doer.name, first.to) == (VASH, None)
    assert deeds(made(store, due_before="2031-04-30", actor=VASH))[-1][0] == "report by day 30"


def test_carriers_of_a_report_of_what_was_due_are_one_entry(store: Store, gazetteer: Gazetteer) -> None:
    carry(store, gazetteer, 2, lambda page: page.owed(VASH, "report", due="2031-04-30"))
    entry = only(made(store))
    assert (len(entry.carriers), entry.status) == (1, CommitmentStatus.OVERDUE)


def test_what_carriers_of_one_text_tell_is_one_entry_and_judging_one_of_them_judges_it(
    store: Store, gazetteer: Gazetteer
) -> None:
    carry(store, gazetteer, 3, lambda page: page.pledged(VASH, "repair the quay", due="2031-05-20"))
    found = made(store, limit=None)
    entry = only(found)
    assert (found.total, found.carried, len(entry.carriers)) == (1, 3, 2)
    assert entry.cited.source.outlet == "Paper 0"
    id_ = judged(store, entry.carriers[1].id, "met")
    entry = only(made(store))
    assert (entry.status, entry.judged, entry.id == found.entries[0].id) == (CommitmentStatus.MET, True, True)
    assert [(change.status.value, change.who, change.subject) for change in entry.changes] == [
        ("met", "ines", entry.carriers[1].id)
    ]
    with store.writing() as at:
        history.undo(store, at, id_, "ines", "it was another quay")
    entry = only(made(store))
    assert (entry.status, entry.judged) == (CommitmentStatus.OVERDUE, False)
    assert entry.changes[0].undone is not None


def test_a_judgement_is_seen_from_when_it_was_made_with_what_shows_it(
    store: Store, gazetteer: Gazetteer, clock: SetClock
) -> None:
    page, later = Pledging(), Pledging()
    page.pledged(VASH, "repair the quay", due="2031-05-20")
    later.did(VASH, "mended", "the quay", EventType.AID)
    settle(store, gazetteer, page.record(), later.record("2031-05-18"))
    entry = only(made(store))
    clock.go(hours=1)
    before = stamp(clock.now())
    clock.go(days=1)
    (event,) = _events(store)
    shown = event.id
    judged(store, entry.id, "met", shown)
    now = only(made(store))
    assert (now.status.value, now.changes[0].shown_by) == ("met", shown)
    assert now.changes[0].finding is not None
    assert now.changes[0].finding.words.startswith("mended")
    assert only(made(store, at_time=before)).status is CommitmentStatus.OVERDUE
    judged(store, entry.id, "open")
    again = only(made(store))
    assert (again.status, [one.status.value for one in again.changes]) == (CommitmentStatus.OVERDUE, ["met", "open"])


def _events(store: Store) -> list[Cited]:
    with store.reading() as at:
        rows = many.marked(at, Mark("k_event"))
        citing = Citing(at)
        citing.load(rows.numbers.tolist())
        return list(citing.all_cited(rows.numbers.tolist()))


def test_it_is_asked_by_actor_by_both_sides_by_kind_by_status_and_by_days(store: Store, gazetteer: Gazetteer) -> None:
    one, two = Pledging(), Pledging()
    one.pledged(VASH, "repair the quay", to=MARSH, due="2031-05-20")
    one.pledged(VASH, "sink the ferry", kind="threat", to=GUARD)
    two.pledged(MARSH, "open the archive", kind="demand", to=GUARD, due="2031-07-01")
    settle(store, gazetteer, one.record("2031-05-03"), two.record("2031-05-10"))

    def names(**asked: object) -> set[str]:
        return {entry.deed.split(" by ")[0] for entry in made(store, **asked).entries}  # type: ignore[arg-type]

    assert names(actor=VASH) == {"repair the quay", "sink the ferry"}
    assert names(actor=GUARD) == {"sink the ferry", "open the archive"}
    assert names(actor=VASH, other=MARSH) == {"repair the quay"}
    assert names(kinds=("threat", "demand")) == {"sink the ferry", "open the archive"}
    assert names(statuses=(CommitmentStatus.OVERDUE,)) == {"repair the quay"}
    assert names(due_before="2031-06") == {"repair the quay"}
    assert names(since="2031-05-04") == {"open the archive"}
    assert names(until="2031-05-03") == {"repair the quay", "sink the ferry"}
    whole = made(store, limit=1)
    assert (len(whole.entries), whole.total, whole.entries[0].status.value) == (1, 3, "overdue")


def test_what_the_doer_did_is_ranked_before_what_he_did_elsewhere_and_others_did(
    store: Store, gazetteer: Gazetteer, meaning: Meaning
) -> None:
    promise = Pledging()
    promise.pledged(VASH, "repair the bridge at Tellin", to=MARSH, due="2031-05-20")
    done, elsewhere, others, again, before = (Pledging() for _ in range(5))
    done.did(VASH, "reopened the mended bridge of Tellin for", MARSH, EventType.AID)
    elsewhere.did(VASH, "fined the bakers of", MARSH, EventType.SANCTION)
    others.did(GUARD, "rebuilt a bridge in Orrel for", MARSH, EventType.AID)
    again.pledged(VASH, "repair the bridge at Tellin", to=MARSH)
    before.did(VASH, "painted the bridge at Tellin for", MARSH, EventType.AID)
    days = ("2031-05-03", "2031-05-18", "2031-05-16", "2031-05-17", "2031-05-12", "2031-04-01")
    pages = (promise, done, elsewhere, others, again, before)
    settle(store, gazetteer, *(page.record(day) for page, day in zip(pages, days, strict=True)))
    found = followed(store, "repair the bridge at Tellin by", meaning)
    assert found[0].cited.words.startswith("reopened the mended bridge")
    assert (found[0].kind, found[0].status, found[0].days) == ("carried out", CommitmentStatus.MET, 15)
    assert f"{VASH} did it" in found[0].reasons
    assert any("by the day by which it was due" in reason for reason in found[0].reasons)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all("painted" not in one.cited.words for one in found)
    retold = [one for one in found if one.kind == "repeated"]
    assert retold
    assert all(one.status is None for one in retold)


def test_a_refusal_a_denial_and_what_was_put_off_are_told_as_such(
    store: Store, gazetteer: Gazetteer, meaning: Meaning
) -> None:
    demand, refused, denied, off = Pledging(), Pledging(), Pledging(), Pledging()
    demand.pledged(MARSH, "hand over the rifles of the harbour watch", kind="demand", to=GUARD)
    refused.said(GUARD, "no rifles of the harbour watch are handed over", SpeechAct.REJECT)
    denied.said(GUARD, "the harbour watch has rifles to hand over", SpeechAct.DENY)
    off.said(GUARD, "handing over the rifles of the harbour watch was postponed")
    days = ("2031-05-03", "2031-05-10", "2031-05-11", "2031-05-12")
    pages = (demand, refused, denied, off)
    settle(store, gazetteer, *(page.record(day) for page, day in zip(pages, days, strict=True)))
    found = {one.kind: one for one in followed(store, "hand over", meaning)}
    assert {"refused", "denied", "dropped"} <= found.keys()
    assert found["refused"].status is CommitmentStatus.REFUSED
    assert found["denied"].status is None
    assert found["dropped"].status is CommitmentStatus.DROPPED


def test_carriers_of_the_commitment_are_no_candidates_and_carriers_of_an_outcome_are_one(
    store: Store, gazetteer: Gazetteer, meaning: Meaning
) -> None:
    promise, carrier = Pledging(), Pledging()
    for page in (promise, carrier):
        page.pledged(VASH, "repair the bridge at Tellin", to=MARSH)
        page.did(VASH, "repaired bridges at Tellin before for", MARSH, EventType.AID)
    (first,) = settle(store, gazetteer, promise.record("2031-05-03"))
    settle(store, gazetteer, carrier.record("2031-05-04", "Quay Courier"), likenesses=(Likeness(first, 0.9, 0.95),))
    done, copy = Pledging(), Pledging()
    for page in (done, copy):
        page.did(VASH, "reopened the mended bridge of Tellin for", MARSH, EventType.AID)
    (outcome,) = settle(store, gazetteer, done.record("2031-05-18"))
    settle(store, gazetteer, copy.record("2031-05-19", "Quay Courier"), likenesses=(Likeness(outcome, 0.9, 0.95),))
    (found,) = followed(store, "repair the bridge", meaning)
    assert found.cited.words.startswith("reopened")
    assert len(found.others) == 1


def test_who_speaks_for_the_doer_counts_and_says_why(store: Store, gazetteer: Gazetteer, meaning: Meaning) -> None:
    promise, tie, done = Pledging(), Pledging(), Pledging()
    promise.pledged(GUARD, "release the crew of the trawler Amber", body=True)
    tie.tied(VASH, TieType.SPOKESPERSON_OF, GUARD)
    done.said(VASH, "the crew of the trawler Amber was released", SpeechAct.ANNOUNCE)
    settle(store, gazetteer, promise.record("2031-05-03"), tie.record("2031-05-04"), done.record("2031-05-09"))
    found = followed(store, "release the crew", meaning)
    assert found[0].cited.type == "announce"
    assert any("who is spokesperson of the doer" in reason for reason in found[0].reasons)


def test_without_a_model_of_meaning_words_alone_are_compared(store: Store, gazetteer: Gazetteer) -> None:
    promise, done = Pledging(), Pledging()
    promise.pledged(VASH, "repair the bridge at Tellin", to=MARSH)
    done.did(VASH, "repaired the bridge at Tellin for", MARSH, EventType.AID)
    settle(store, gazetteer, promise.record("2031-05-03"), done.record("2031-05-18"))
    assert followed(store, "repair the bridge", None)[0].cited.words.startswith("repaired")


def test_a_name_in_the_words_for_a_doer_who_is_not_linked_counts_for_the_actor(
    store: Store, gazetteer: Gazetteer
) -> None:
    page, other = Pledging(), Pledging()
    page.pledged(f"the speaker of the {GUARD}", "shell the post", kind="threat")
    other.said(GUARD, "the sea is calm")
    settle(store, gazetteer, page.record(), other.record())
    with store.reading() as at:
        assert entities.by_number(at, [number_of(store, GUARD)])
        assert ledger_rows.named(GUARD) is not None
        assert ledger_rows.named("Guard") is None
    assert [entry.deed for entry in made(store, actor=GUARD).entries] == ["shell the post"]


def test_who_judged_it_open_is_not_said_to_have_judged_nothing(store: Store, gazetteer: Gazetteer) -> None:
    page = Pledging()
    page.pledged(VASH, "open the gate", due="2031-05-10")
    settle(store, gazetteer, page.record())
    assert only(made(store)).why == "it was due by 2031-05-10, and nobody has judged what became of it"
    judged(store, only(made(store)).id, "open")
    entry = only(made(store))
    assert (entry.status, entry.why) == (
        CommitmentStatus.OVERDUE, "it was due by 2031-05-10, and ines judged it to be open still",
    )  # fmt: skip


def test_what_was_rejected_is_no_entry_by_its_id_either_but_was_one_before(
    store: Store, gazetteer: Gazetteer, clock: SetClock
) -> None:
    page = Pledging()
    page.pledged(VASH, "open the gate")
    settle(store, gazetteer, page.record())
    id_ = only(made(store)).id
    clock.go(hours=1)
    before = stamp(clock.now())
    clock.go(hours=1)
    with store.writing() as at:
        rejected = history.judge(store, at, JudgementKind.REJECT, id_, "ines")
    with store.reading() as at:
        with pytest.raises(StoreError, match="was rejected"):
            ledger_rows.number_of(at, id_, None)
        assert ledger_rows.number_of(at, id_, before)[1] == id_
    with store.writing() as at:
        history.undo(store, at, rejected.id, "ines")
    with store.reading() as at:
        assert ledger_rows.number_of(at, id_, None)[1] == id_
