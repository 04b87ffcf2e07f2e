"""What became of published briefs: each kind of change on a real desk, and exactly the sentences that it touches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from onrecord.brief.correcting import note, told
from onrecord.brief.ripple import Rippled
from onrecord.brief.rippling import Bearing, Kind
from onrecord.desk import Desk
from onrecord.desk.publishing import Looked, ToPublish, publish, ripple
from onrecord.desk.rereading import reread
from onrecord.intake import Overrides
from onrecord.record import JudgementKind, Reliability, SpeechAct
from onrecord.store import entities, finding, history, outlets, redacting, retaining, tables
from onrecord.store.holes import Names
from tests.store.conftest import SetClock

from .briefs import COURANT, SENTENCES, WAGES, WORDS, at_the_time, draft, filled, page_of, published, said

ALL = ("shells", "crates", "mine", "wages", "envoy")


@pytest.fixture
def desk(desk: Desk, clock: SetClock) -> Desk:
    at_the_time(clock)
    return filled(desk)


def touched(one: Rippled) -> dict[str, Bearing]:
    """The sentences that something happened to, by their names here."""
    names = {words: name for name, words in SENTENCES.items()}
    return {names[each.sentence.text.strip().rstrip(".")]: each.bearing for each in one.touched}


def kinds(one: Rippled) -> set[Kind]:
    return {change.kind for each in one.touched for change in each.changes if change.kind is not Kind.CHECK}


def only(desk: Desk, looked: Looked | None = None) -> Rippled:
    (one,) = ripple(desk, (), looked or Looked())
    return one


def judge(desk: Desk, kind: JudgementKind, subject: str, **said: object) -> str:
    with desk.store.writing() as at:
        return history.judge(desk.store, at, kind, subject, "lea", **said).id  # type: ignore[arg-type]


def test_nothing_happened_to_a_brief_of_a_desk_that_stands_still(desk: Desk) -> None:
    published(desk, *ALL)
    assert only(desk).touched == ()
    assert note(only(desk), date(2031, 5, 12)) == ""


def test_a_page_that_was_changed_takes_down_what_is_gone_from_it_and_nothing_else(desk: Desk, clock: SetClock) -> None:
    published(desk, *ALL)
    clock.go(days=2)
    list(desk.take(page_of(2)))
    one = only(desk)
    assert touched(one) == {"shells": Bearing.FALLS, "crates": Bearing.FALLS, "envoy": Bearing.NEWER}
    assert kinds(one) == {Kind.WITHDRAWN, Kind.REVISED}
    assert one.falls
    printed = note(one, date(2031, 5, 12))
    assert printed.startswith("**Correction, 12 May 2031:** In the brief “Charges over the truce line” of 5 May 2031")
    assert SENTENCES["shells"] in printed
    assert "has since changed its page" in printed
    assert "7 May 2031" in printed
    assert SENTENCES["mine"] not in printed
    assert SENTENCES["envoy"] not in printed


def test_a_page_that_is_gone_leaves_its_sentences_weaker(desk: Desk) -> None:
    published(desk, *ALL)
    desk.gone(WAGES, 404)
    one = only(desk)
    assert touched(one) == {"wages": Bearing.WEAKER}
    assert kinds(one) == {Kind.VANISHED}
    assert not one.falls
    assert "taken its page down" in note(one, date(2031, 5, 12))


def test_a_rejected_finding_takes_its_sentence_down_and_the_undo_brings_it_back(desk: Desk) -> None:
    published(desk, *ALL)
    made = judge(desk, JudgementKind.REJECT, said(desk, WORDS["mine"]), why="it was the report that said so")
    one = only(desk)
    assert touched(one) == {"mine": Bearing.FALLS}
    ((change, *_),) = [each.changes for each in one.touched]
    assert (change.kind, change.who, change.note) == (Kind.REJECTED, "lea", "it was the report that said so")
    assert "by lea" in told(change, one.frozen.cited[change.cited], one.now[change.cited])
    with desk.store.writing() as at:
        history.undo(desk.store, at, made, "lea")
    assert touched(only(desk)) == {}


def test_a_confirmation_that_was_taken_back(desk: Desk) -> None:
    made = judge(desk, JudgementKind.ACCEPT, said(desk, WORDS["mine"]))
    published(desk, *ALL)
    assert only(desk).touched == ()
    with desk.store.writing() as at:
        history.undo(desk.store, at, made, "oren", "seen too quickly")
    one = only(desk)
    assert touched(one) == {"mine": Bearing.WEAKER}
    ((change,),) = [each.changes for each in one.touched]
    assert (change.kind, change.who, change.note) == (Kind.UNJUDGED, "oren", "seen too quickly")


def test_an_edit_that_makes_another_act_of_it(desk: Desk) -> None:
    published(desk, *ALL)
    judge(desk, JudgementKind.EDIT, said(desk, WORDS["wages"]), value={"act": "threaten"}, why="it is a threat")
    one = only(desk)
    assert touched(one) == {"wages": Bearing.FALLS}
    change = one.touched[0].changes[0]
    assert (change.kind, change.field, change.was, change.now) == (Kind.READ, "act", "warn", "threaten")
    assert (change.who, change.note) == ("lea", "it is a threat")


def test_a_new_reading_that_finds_it_otherwise_or_not_any_more(desk: Desk, clock: SetClock) -> None:
    published(desk, *ALL)
    clock.go(days=1)
    with desk.store.reading() as at:
        courant = next(one for one in finding.documents(at) if one.address == COURANT)
        wages = next(one for one in finding.documents(at) if one.address == WAGES)
        records = {no.id: finding.record(desk.store, at, no.id) for no in (courant, wages)}
    from onrecord.store import filing

    lost = replace(records[courant.id], engine="9.9", statements=(), events=(), ties=(), commitments=(), kept=None)
    other = replace(
        records[wages.id],
        engine="9.9",
        kept=None,
        statements=tuple(
            replace(one, act=SpeechAct.PROMISE) if one.act is SpeechAct.WARN else one
            for one in records[wages.id].statements
        ),
    )
    with desk.store.writing() as at:
        filing.file_reading(desk.store, at, courant.no, lost, "codebook/9")
        filing.file_reading(desk.store, at, wages.no, other, "codebook/9")
    one = only(desk)
    assert touched(one) == {"mine": Bearing.FALLS, "wages": Bearing.FALLS}
    assert kinds(one) == {Kind.UNREAD, Kind.READ}
    change = next(each for each in one.touched[1].changes if each.kind is Kind.READ)
    assert (change.field, change.was, change.now, change.who) == ("act", "warn", "promise", "onrecord 9.9")


def test_reading_again_by_the_same_changes_nothing(desk: Desk) -> None:
    published(desk, *ALL)
    list(reread(desk, anyway=True))
    for _ in desk.settle():
        pass
    assert only(desk).touched == ()


def test_a_grade_that_was_lowered_and_one_that_was_raised(desk: Desk) -> None:
    with desk.store.reading() as at:
        courant = outlets.find_source(at, "Stavenhelm Courant")
        guard = outlets.find_source(at, "host:coastal-guard.example.net")
    judge(desk, JudgementKind.GRADE, courant, value={"reliability": "B"})
    judge(desk, JudgementKind.GRADE, guard, value={"reliability": "D"})
    published(desk, *ALL)
    judge(desk, JudgementKind.GRADE, courant, value={"reliability": "D"}, why="two stories withdrawn")
    judge(desk, JudgementKind.GRADE, guard, value={"reliability": "C"})
    one = only(desk)
    assert touched(one) == {"mine": Bearing.WEAKER}
    (change,) = [each for each in one.touched[0].changes if each.kind is not Kind.CHECK]
    assert (change.was, change.now, change.who, change.note) == ("B", "D", "lea", "two stories withdrawn")
    assert Reliability(change.now or "") is Reliability.D


def _entity(desk: Desk, name: str) -> str:
    with desk.store.reading() as at:
        row = at.execute(sa.select(tables.entity.c.no).where(tables.entity.c.name == name)).scalar_one()
        return entities.by_number(at, [row])[row].id


def test_actors_that_are_taken_apart_take_down_a_sentence_that_calls_one_by_the_others_name(desk: Desk) -> None:
    made = judge(desk, JudgementKind.SAME, _entity(desk, "Leila Osh’ar"), other=_entity(desk, "Karsten Hvalgren"))
    own_name, other = b"Defence Minister Karsten Hvalgren", "Leila Osh’ar".encode()
    misnamed = draft(desk, "shells", "mine").replace(own_name, other)
    assert publish(desk, ToPublish(misnamed, "week.md")).frozen is not None
    assert only(desk).touched == ()
    with desk.store.writing() as at:
        history.undo(desk.store, at, made, "oren", "two people")
    one = only(desk)
    (mine,) = [each for each in one.touched if "the mine" in each.sentence.text]
    assert mine.bearing is Bearing.FALLS
    (change,) = [each for each in mine.changes if each.kind is Kind.IDENTITY]
    assert (change.was, change.now) == ("Leila Osh’ar", "Karsten Hvalgren")
    assert (change.field, change.who, change.note) == ("speaker", "oren", "two people")
    assert [each for each in one.touched if each is not mine] == []
    assert "we took the speaker for Leila Osh’ar; it is Karsten Hvalgren, as was judged on" in note(one, date.today())


def test_who_is_called_by_his_own_name_is_only_weaker_for_it(desk: Desk) -> None:
    made = judge(desk, JudgementKind.SAME, _entity(desk, "Leila Osh’ar"), other=_entity(desk, "Karsten Hvalgren"))
    published(desk, *ALL)
    with desk.store.writing() as at:
        history.undo(desk.store, at, made, "oren", "two people")
    assert touched(only(desk)) == {"mine": Bearing.WEAKER}


def test_actors_that_are_joined_leave_the_sentence_weaker(desk: Desk) -> None:
    published(desk, *ALL)
    judge(desk, JudgementKind.SAME, _entity(desk, "Karsten Hvalgren"), other=_entity(desk, "Harun al-Tezmeri"))
    one = only(desk)
    assert set(touched(one)) <= {"mine", "wages"}
    assert len(touched(one)) == 1
    assert not one.falls


def test_a_name_that_was_taken_out_takes_down_what_it_stood_in_and_is_not_printed_again(desk: Desk) -> None:
    published(desk, *ALL)
    found = redacting.redact(desk.store, Names(("Karsten Hvalgren",)), "lea", "court order")
    assert any("published brief" in left for left in found.left)
    one = only(desk)
    assert "mine" in touched(one)
    assert kinds(one) >= {Kind.REDACTED}
    assert "Hvalgren" not in note(one, date(2031, 5, 12))
    change = next(each for each in one.touched[0].changes if each.kind is Kind.REDACTED)
    assert (change.who, change.note) == ("lea", "court order")


def test_words_that_a_rule_gave_up_leave_weaker_sentences(desk: Desk, clock: SetClock) -> None:
    published(desk, "mine", "wages")
    clock.go(days=100)
    retaining.retain(desk.store, [retaining.Rule(30, retaining.What.BYTES)], who="lea")
    one = only(desk)
    assert set(touched(one).values()) == {Bearing.NEWER}
    spared = retaining.retain(desk.store, [retaining.Rule(0, retaining.What.TEXT, unused=True)], dry_run=True)
    assert spared.texts == 1  # the one that no brief cites
    retaining.retain(desk.store, [retaining.Rule(30, retaining.What.TEXT)], who="lea")
    one = only(desk)
    assert kinds(one) >= {Kind.GIVEN_UP}
    assert set(touched(one)) == {"mine", "wages"}


def test_a_date_that_somebody_puts_right(desk: Desk) -> None:
    published(desk, *ALL)
    with desk.store.reading() as at:
        id_ = next(one.id for one in finding.documents(at) if one.address == WAGES)
    desk.say(id_, Overrides(published="2031-05-02"))
    for _ in desk.settle():
        pass
    assert "wages" in touched(only(desk))
    assert Kind.FACTS in kinds(only(desk))


def test_only_what_came_since_a_day_and_as_of_a_time(desk: Desk, clock: SetClock) -> None:
    published(desk, *ALL)
    clock.go(days=1)
    judge(desk, JudgementKind.REJECT, said(desk, WORDS["mine"]))
    clock.go(days=10)
    desk.gone(WAGES, 404)
    assert set(touched(only(desk))) == {"mine", "wages"}
    assert set(touched(only(desk, Looked(since="2031-05-10")))) == {"wages"}
    assert set(touched(only(desk, Looked(at_time="2031-05-07T00:00:00.000000Z")))) == {"mine"}
    assert touched(only(desk, Looked(at_time="2031-05-05T23:00:00.000000Z"))) == {}


def test_each_brief_is_looked_at_by_itself(desk: Desk) -> None:
    first, second = published(desk, "mine").frozen, published(desk, "wages").frozen
    assert first is not None
    assert second is not None
    desk.gone(WAGES, 404)
    assert [bool(one.touched) for one in ripple(desk)] == [False, True]
    assert [bool(one.touched) for one in ripple(desk, [second.id[:8]])] == [True]
