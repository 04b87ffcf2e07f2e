"""Judgements are added and taken back, never erased; what cannot be said of a thing is refused in one sentence."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import StoreError
from onrecord.record import (
    EventType,
    Judgement,
    JudgementKind,
    Record,
    Reliability,
    Source,
    SpeechAct,
    to_wire,
)
from onrecord.record.schema import schema
from onrecord.store import finding, history, outlets, tables
from onrecord.store.edits import edited
from onrecord.store.filing import file_reading
from onrecord.store.ids import identified
from onrecord.store.opening import Store
from onrecord.store.schema_check import breach

from .records import CODEBOOK, file_record, whole_record

ACCEPT, EDIT, REJECT = JudgementKind.ACCEPT, JudgementKind.EDIT, JudgementKind.REJECT


@pytest.fixture
def ids(store: Store) -> dict[str, str]:
    """A filed record's findings: their citable ids by their own."""
    record = whole_record()
    file_record(store, record)
    return {one.found.id: one.id for one in identified(record)}


def _judge(store: Store, kind: JudgementKind, subject: str, **more: Any) -> Judgement:
    with store.writing() as at:
        return history.judge(store, at, kind, subject, "ines", **more)


def _edited(store: Store) -> Record:
    with store.reading() as at:
        (record,) = finding.records(store, at)
    return edited(record)


def test_a_judgement_is_kept_as_it_was_made(store: Store, ids: dict[str, str]) -> None:
    made = _judge(store, EDIT, ids["s0"], value={"act": "deny"}, why="he denied it")
    with store.reading() as at:
        assert list(history.judgements(at)) == [made]
        assert history.holding(at, list(ids.values())) == {ids["s0"]: made}
    assert made.id.startswith("j:")
    assert made.at.startswith("2024-03-06T09:00:00")
    assert (made.who, made.why, made.value, made.undone) == ("ines", "he denied it", {"act": "deny"}, None)


def test_the_latest_of_accept_edit_and_reject_holds(store: Store, ids: dict[str, str]) -> None:
    _judge(store, ACCEPT, ids["s0"])
    edit = _judge(store, EDIT, ids["s0"], value={"act": "deny"})
    reject = _judge(store, REJECT, ids["s0"])
    with store.writing() as at:
        assert history.holding(at, [ids["s0"]]) == {ids["s0"]: reject}
        history.undo(store, at, reject.id, "tariq")
        assert history.holding(at, [ids["s0"]]) == {ids["s0"]: edit}


def test_an_undo_of_an_undo_brings_back(store: Store, ids: dict[str, str]) -> None:
    with store.writing() as at:
        first = history.judge(store, at, REJECT, ids["s0"], "ines")
        second = history.undo(store, at, first.id[:8].upper(), "tariq", "too soon")
        assert history.holding(at, [ids["s0"]]) == {}
        with pytest.raises(StoreError, match="taken back at"):
            history.undo(store, at, first.id, "ines")
        third = history.judge(store, at, JudgementKind.UNDO, second.id, "ines")
        assert history.holding(at, [ids["s0"]]) == {ids["s0"]: first}
        fourth = history.undo(store, at, third.id, "tariq")
        assert history.holding(at, [ids["s0"]]) == {}
        told = list(history.judgements(at, ids["s0"]))
    assert [one.id for one in told] == [first.id, second.id, third.id, fourth.id]
    # The second holds again since the fourth, so the first is taken back since then.
    assert [one.undone for one in told] == [fourth.at, None, fourth.at, None]
    with store.reading() as at:
        rows = at.execute(sa.select(tables.judgement.c.undone).order_by(tables.judgement.c.no)).scalars()
        assert list(rows) == [one.undone for one in told]


def test_undoing_what_is_not_there_is_refused(store: Store, ids: dict[str, str]) -> None:
    with store.writing() as at, pytest.raises(StoreError, match="no judgement of this id"):
        history.undo(store, at, "j:0123456789abcdef", "ines")


def test_one_subjects_history_by_the_beginning_of_its_id(store: Store, ids: dict[str, str]) -> None:
    made = _judge(store, ACCEPT, ids["s0"])
    _judge(store, ACCEPT, ids["e0"])
    with store.reading() as at:
        assert list(history.judgements(at, ids["s0"][:7].upper())) == [made]
        assert list(history.judgements(at, ids["c0"])) == []
        assert len(list(history.judgements(at))) == 2


def test_actors_are_said_to_be_the_same(store: Store, ids: dict[str, str]) -> None:
    with store.reading() as at:
        (filed,) = finding.documents(at)
    here = f"{filed.id}/a0"
    made = _judge(store, JudgementKind.SAME, here, other="sample:guard")
    with store.reading() as at:
        assert list(history.judgements(at, "sample:guard")) == [made]
    for subject, other in ((here, None), (here, here), (here, f"{filed.id}/a77"), ("nobody:x", here)):
        with pytest.raises(StoreError):
            _judge(store, JudgementKind.DIFFERENT, subject, other=other)


GRADE, SOURCE = JudgementKind.GRADE, JudgementKind.SOURCE
NOT_JUDGED: list[tuple[JudgementKind, str | None, dict[str, Any]]] = [
    (ACCEPT, "s:0123456789abcdef", {}),
    (ACCEPT, "o:0123456789ab", {}),
    (ACCEPT, "s0", {}),
    (REJECT, "", {}),
    (ACCEPT, None, {"value": {"act": "deny"}}),
    (ACCEPT, None, {"other": "s:0123456789abcdef"}),
    (ACCEPT, None, {"why": "x" * 3_000}),
    (ACCEPT, None, {"why": "a\0b"}),
    (EDIT, None, {}),
    (EDIT, None, {"value": {}}),
    (EDIT, None, {"value": {"speaker": {"name": "\ud800"}}}),
    (GRADE, "o:0123456789ab", {"value": {"reliability": "A"}}),
    (SOURCE, "o:0123456789ab", {"value": {"name": "x"}}),
]


STATUS = JudgementKind.STATUS
NO_STATUS: list[dict[str, Any]] = [
    {},
    {"value": {"status": "overdue"}},
    {"value": {"status": "kept"}},
    {"value": {"status": "met", "more": 1}},
    {"value": {"status": "met"}, "other": "s:0123456789abcdef"},
    {"value": {"status": "met"}, "other": "o:0123456789ab"},
]


def test_a_status_is_said_of_a_commitment_with_the_finding_that_shows_it(store: Store, ids: dict[str, str]) -> None:
    made = _judge(store, STATUS, ids["c0"], other=ids["e0"], value={"status": "met"}, why="it left")
    assert (made.subject, made.other, made.value) == (ids["c0"], ids["e0"], {"status": "met"})
    alone = _judge(store, STATUS, ids["c0"], value={"status": "partly"})
    with store.reading() as at:
        assert [one.id for one in history.judgements(at, ids["c0"])] == [made.id, alone.id]
        # What became of it says nothing of whether it was read rightly.
        assert history.holding(at, [ids["c0"]]) == {}
    with store.writing() as at:
        history.undo(store, at, alone.id, "ines")
    with store.reading() as at:
        assert [one.undone is None for one in history.judgements(at, ids["c0"]) if one.kind is STATUS] == [True, False]


@pytest.mark.parametrize("more", NO_STATUS)
def test_what_is_no_status_is_refused(store: Store, ids: dict[str, str], more: dict[str, Any]) -> None:
    with pytest.raises(StoreError):
        _judge(store, STATUS, ids["c0"], **more)


def test_only_a_commitment_has_a_status_and_nothing_shows_itself(store: Store, ids: dict[str, str]) -> None:
    with pytest.raises(StoreError, match="no id of a commitment"):
        _judge(store, STATUS, ids["s0"], value={"status": "met"})
    with pytest.raises(StoreError, match="does not show what became of itself"):
        _judge(store, STATUS, ids["c0"], other=ids["c0"], value={"status": "met"})


def test_what_cannot_be_judged_is_refused(store: Store, ids: dict[str, str]) -> None:
    for kind, subject, more in NOT_JUDGED:
        with pytest.raises(StoreError):
            _judge(store, kind, ids["s0"] if subject is None else subject, **more)
    with store.reading() as at:
        assert list(history.judgements(at)) == []


def test_nobody_judges_nothing(store: Store, ids: dict[str, str]) -> None:
    with store.writing() as at, pytest.raises(StoreError, match="say who"):
        history.judge(store, at, ACCEPT, ids["s0"], " ")


def test_grades_are_history(store: Store) -> None:
    with store.writing() as at:
        id_ = outlets.source_for(store, at, ["name:lpa"], Source("", "LPA"))
        assert history.grade_of(at, id_).reliability is Reliability.F
        first = history.judge(
            store, at, JudgementKind.GRADE, id_, "ines", value={"reliability": "B"}, why="a year of it"
        )
        second = history.judge(store, at, JudgementKind.GRADE, id_, "tariq", value={"reliability": "D"})
        assert history.grade_of(at, id_).reliability is Reliability.D
        history.undo(store, at, second.id, "ines")
        held = history.grade_of(at, id_)
        assert (held.reliability, held.why, held.who, held.at) == (Reliability.B, "a year of it", "ines", first.at)
        assert history.grade_of(at, id_, second.at).reliability is Reliability.D
        for value in ({"reliability": "G"}, {"reliability": "b"}, {"grade": "B"}, {"reliability": "B", "x": 1}):
            with pytest.raises(StoreError, match="no grade"):
                history.judge(store, at, JudgementKind.GRADE, id_, "ines", value=value)


def test_edits_are_told_and_only_made_where_they_are_asked_for(store: Store, ids: dict[str, str]) -> None:
    _judge(store, EDIT, ids["s0"], value={"act": "deny", "strength": 3})
    with store.reading() as at:
        (record,) = finding.records(store, at)
    assert record.statements[0].act is SpeechAct.ASSERT
    changed = edited(record)
    assert (changed.statements[0].act, changed.statements[0].strength) == (SpeechAct.DENY, 3)
    assert replace(changed, statements=record.statements) == record
    jsonschema.validate(to_wire(changed), schema())


def test_a_second_edit_takes_the_place_of_the_first(store: Store, ids: dict[str, str]) -> None:
    _judge(store, EDIT, ids["s0"], value={"act": "deny"})
    second = _judge(store, EDIT, ids["s0"], value={"strength": 1})
    read = _edited(store).statements[0]
    assert (read.act, read.strength) == (SpeechAct.ASSERT, 1)
    with store.writing() as at:
        history.undo(store, at, second.id, "ines")
    assert _edited(store).statements[0].act is SpeechAct.DENY
    _judge(store, ACCEPT, ids["s0"])
    assert _edited(store).statements[0].act is SpeechAct.ASSERT


def test_a_speaker_is_edited_by_name_or_actor_and_both_agree(store: Store, ids: dict[str, str]) -> None:
    by_name = _judge(store, EDIT, ids["s0"], value={"speaker": {"name": "Minister Lea Marsh"}})
    assert by_name.value == {"speaker": {"name": "Minister Lea Marsh", "actor": "a2"}}
    by_actor = _judge(store, EDIT, ids["s1"], value={"speaker": {"actor": "a2"}})
    assert by_actor.value == {"speaker": {"name": "Minister Lea Marsh", "actor": "a2"}}
    stranger = _judge(store, EDIT, ids["s1"], value={"speaker": {"name": "A clerk"}})
    assert stranger.value == {"speaker": {"name": "A clerk", "actor": None}}
    first, second = _edited(store).statements
    assert (first.speaker.actor, second.speaker.actor, second.speaker.name) == ("a2", None, "A clerk")
    assert first.speaker.spans == whole_record().statements[0].speaker.spans


def test_an_events_scales_are_those_of_its_edited_type(store: Store, ids: dict[str, str]) -> None:
    from onrecord.codebook import event_types

    _judge(store, EDIT, ids["e0"], value={"type": "AID"})
    event = _edited(store).events[0]
    scheme = event_types()
    assert (event.type, event.mode) == (EventType.AID, None)
    assert (event.intensity, event.quad) == (scheme.intensity(EventType.AID), scheme.quad(EventType.AID))
    with pytest.raises(StoreError, match="AID has no mode 'aerial'"):
        _judge(store, EDIT, ids["e0"], value={"type": "AID", "mode": "aerial"})


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("s0", {"act": "shout"}),
    ("s0", {"act": None}),
    ("s0", {"acts": "deny"}),
    ("s0", {"id": "s9"}),
    ("s0", {"made_by": "ines"}),
    ("s0", {"text": "that nobody attacked"}),
    ("s0", {"content": "that nobody attacked"}),
    ("s0", {"content": {"spans": []}}),
    ("s0", {"content": {"spans": [[5, 5]]}}),
    ("s0", {"content": {"spans": [[0, 9_999]]}}),
    ("s0", {"content": {"spans": [[-3, 4]]}}),
    ("s0", {"content": {"words": "that nobody attacked"}}),
    ("s0", {"content": {"spans": [[0, 4]], "words": "nobody"}}),
    ("s0", {"strength": 4}),
    ("s0", {"strength": "3"}),
    ("s0", {"strength": True}),
    ("s0", {"confidence": float("nan")}),
    ("s0", {"confidence": 7}),
    ("s0", {"negated": "yes"}),
    ("s0", {"speaker": {"actor": "a99"}}),
    ("s0", {"speaker": {"nickname": "x"}}),
    ("s0", {"speaker": None}),
    ("s0", {"target": {"spans": [[0, 4]]}}),
    ("s0", {"target": {"spans": [[0, 4]], "actor": None, "name": "x"}}),
    ("s0", {"target": {"spans": [[0, 9_999]], "actor": None}}),
    ("s0", {"within": "s0"}),
    ("s0", {"within": "s1"}),
    ("s0", {"within": "s7"}),
    ("s0", {"when": "t9"}),
    ("e0", {"type": "WAR"}),
    ("e0", {"standing": "reported"}),
    ("e0", {"by": "s9"}),
    ("e0", {"spans": []}),
    ("e0", {"actors": [{"actor": "a9", "span": [0, 4]}]}),
    ("e0", {"actors": ["a3"]}),
    ("e0", {"codebook": "MINE 1"}),
    ("r0", {"derived": True}),
    ("r0", {"a": {"span": [9_000, 9_001]}}),
    ("c0", {"deed": None}),
    ("c0", {"due": {"kind": "soon"}}),
    ("c0", {"kind": "wish"}),
]


def test_a_finding_is_not_edited_into_what_it_cannot_be(store: Store, ids: dict[str, str]) -> None:
    for local, value in WRONG:
        with store.writing() as at:
            with pytest.raises(StoreError) as told:  # noqa: PT012 - what was edited is named where nothing is raised
                history.judge(store, at, EDIT, ids[local], "ines", value=value)
                pytest.fail(f"{local} was edited: {value}")
            assert told.value.where in (ids[local], None)
    with store.reading() as at:
        assert list(history.judgements(at)) == []


def test_an_edit_outlives_a_reading_by_words_not_by_numbers(store: Store, ids: dict[str, str]) -> None:
    party = {"spans": [[s.start, s.end] for s in (whole_record().actors[3].mentions[0].span,)], "actor": "a3"}
    value = {"speaker": {"name": "Minister Lea Marsh"}, "target": party, "when": "t1", "act": "deny"}
    _judge(store, EDIT, ids["s0"], value=value)
    # A newer engine numbers the actors otherwise: what was a2 is a0 now, and what was a3 is a1.
    record = whole_record()
    order = [2, 3, 0, 1, 4]
    renamed = {record.actors[old].id: f"a{new}" for new, old in enumerate(order)}
    wire = _renamed(to_wire(record), renamed)
    wire["actors"] = [wire["actors"][old] for old in order]
    wire["engine"] = "0.2.0"
    from onrecord.record import from_wire

    newer = from_wire(wire)
    with store.writing() as at:
        file_reading(store, at, 1, newer, CODEBOOK)
    read = _edited(store)
    assert read.engine == "0.2.0"
    assert read.failures == newer.failures
    first = read.statements[0]
    assert (first.act, first.speaker.actor) == (SpeechAct.DENY, renamed["a2"])
    assert first.target is not None
    assert first.target.actor == renamed["a3"]
    assert first.when == newer.statements[0].when


def _renamed(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(one, ids) for key, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one, ids) for one in value]
    return ids.get(value, value) if isinstance(value, str) else value


def test_an_edit_that_fits_no_more_is_told_and_left_out(store: Store, ids: dict[str, str]) -> None:
    _judge(store, EDIT, ids["e0"], value={"polarity": "planned", "mode": None})
    with store.writing() as at:
        at.execute(sa.update(tables.judgement).values(value='{"polarity": "perhaps"}'))
        (record,) = finding.records(store, at)
    read = edited(record)
    assert read.events == record.events
    assert read.failures[-1].step == "edit"
    assert ids["e0"] in read.failures[-1].reason


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, 4, -1, 0.5, "", "assert", "attributed", "comment", "s0", [], [[0, 3]], [3, 1], {}]
)


@settings(max_examples=200)
@given(st.data())
def test_the_schema_is_kept_to_as_its_own_checker_sees_it(data: st.DataObject) -> None:
    wire = to_wire(whole_record())
    name, listed = data.draw(
        st.sampled_from(
            [("statement", "statements"), ("event", "events"), ("tie", "ties"), ("commitment", "commitments")]
        )
    )
    value = copy.deepcopy(wire[listed][0])
    where = value
    field = data.draw(st.sampled_from(sorted(where)))
    if isinstance(where[field], dict) and data.draw(st.booleans()):
        where = where[field]
        field = data.draw(st.sampled_from(sorted(where)))
    if data.draw(st.booleans()):
        where[field] = data.draw(ODD)
    else:
        del where[field]
    rule = {"$defs": schema()["$defs"], "$ref": f"#/$defs/{name}"}
    told = breach(value, name)
    assert (told is None) is jsonschema.Draft202012Validator(rule).is_valid(value), told
