"""What of the readings that were settled last fits a question, on both databases."""

from __future__ import annotations

import pytest

from onrecord.desk import Desk
from onrecord.desk.settling import index, settle
from onrecord.record import JudgementKind, SpeechAct
from onrecord.store import history, query
from onrecord.store.filing import file_reading
from onrecord.store.hits import Question
from onrecord.store.ids import identified
from onrecord.store.new_hits import new_hits
from onrecord.store.opening import Store

from .records import Said, file_record, make_record


@pytest.fixture
def filed(store: Store) -> list[tuple[str, str]]:
    """Three reports of one statement each: the ids of the statements with their documents'."""
    made = []
    for number, act in enumerate((SpeechAct.ASSERT, SpeechAct.DENY, SpeechAct.DENY)):
        text = f"Oren Vash said that pier {number} was shut. Nothing else was told of the harbour."
        record = make_record(text, Said("Oren Vash", "said", f"that pier {number} was shut", act))
        file_record(store, record)
        made.append((next(identified(record)).id, record.document.id))
    list(settle(Desk(store, "mira"), (index,)))
    return made


def found(store: Store, asked: str, after: int, upto: int, **how: bool) -> list[tuple[str, str]]:
    with store.reading() as at:
        return list(new_hits(at, Question(query.parse(asked), **how), after, upto))  # type: ignore[arg-type]


def test_only_what_the_readings_asked_of_gave_is_found(store: Store, filed: list[tuple[str, str]]) -> None:
    assert found(store, "kind:statement", 0, 3) == filed
    assert found(store, "kind:statement", 1, 2) == filed[1:2]
    assert found(store, "kind:statement pier", 1, 3) == filed[1:]
    assert found(store, "act:deny", 0, 2) == filed[1:2]
    assert found(store, "kind:statement", 3, 9) == []
    documents = [(document, document) for _, document in filed]
    assert found(store, "kind:document harbour", 0, 3) == documents


def test_it_is_what_the_whole_question_finds_there(store: Store, filed: list[tuple[str, str]]) -> None:
    for asked in ("pier OR act:deny", "shut NOT act:deny", "kind:statement NOT pier", "pie*", "harbour"):
        whole = found(store, asked, 0, 3)
        parts = [one for after in range(3) for one in found(store, asked, after, after + 1)]
        assert whole == parts, asked


def test_endings_are_found_unless_they_are_not_wanted(store: Store, filed: list[tuple[str, str]]) -> None:
    assert found(store, "kind:statement piers", 0, 3) == filed
    assert found(store, "kind:statement piers", 0, 3, stemming=False) == []


def test_what_was_rejected_or_replaced_is_not_found(store: Store, filed: list[tuple[str, str]]) -> None:
    with store.writing() as at:
        history.judge(store, at, JudgementKind.REJECT, filed[0][0], "mira")
    text = "Oren Vash said that pier 1 was shut. Nothing else was told of the harbour."
    with store.writing() as at:
        file_reading(store, at, 2, make_record(text, engine="0.2.0"), "verbs/4")
    list(settle(Desk(store, "mira"), (index,)))
    assert found(store, "kind:statement", 0, 4) == filed[2:]
