"""The scheme of events: complete, on its scales, with contexts that the words tell, and refused if broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.codebook import event_types, event_words, load_event_types
from onrecord.codebook.sheet import FOLDER
from onrecord.errors import CodebookError
from onrecord.record import EventType, SpeechAct

BOOK = event_types()


def test_the_scheme_names_itself_as_events_are_stamped() -> None:
    assert BOOK.stamp == "PLOVER 0.8"


def test_every_type_stands_on_the_scales() -> None:
    assert set(BOOK.types) == set(EventType)
    for type_, entry in BOOK.types.items():
        hostile = BOOK.quad(type_) in (3, 4)
        assert (entry.intensity < 0) is hostile, type_
        assert (entry.quads["manual_table"] in (3, 4)) is hostile, type_


def test_the_variants_of_the_quad_class_differ_on_sanctions_alone() -> None:
    differ = [t for t in EventType if BOOK.quad(t, "manual_text") != BOOK.quad(t, "manual_table")]
    assert differ == [EventType.SANCTION]
    assert BOOK.quad(EventType.SANCTION) == 4


def test_a_mode_without_a_figure_has_its_types() -> None:
    assert BOOK.intensity(EventType.ASSAULT, "drone") == BOOK.intensity(EventType.ASSAULT) == -9.3


def test_older_names_of_modes_are_understood() -> None:
    assert BOOK.mode(EventType.ASSAULT, "assassinate") == "targeted"
    assert BOOK.mode(EventType.PROTEST, "strike-gen") == "strike"
    assert BOOK.mode(EventType.AGREE, "demo") is None


def test_acts_of_speech_that_do_something_are_events() -> None:
    accusing, warning = BOOK.of_act(SpeechAct.ACCUSE), BOOK.of_act(SpeechAct.WARN)
    assert accusing is not None
    assert (accusing.type, accusing.mode) == (EventType.ACCUSE, "allege")
    assert warning is not None
    assert warning.type is EventType.THREATEN
    assert warning.weight < 1
    assert BOOK.of_act(SpeechAct.ASK) is None
    assert BOOK.of_act(SpeechAct.DENY) is None


def test_what_is_announced_for_the_future_is_a_promise_or_a_threat() -> None:
    assert BOOK.planned(EventType.AID) is EventType.AGREE
    assert BOOK.planned(EventType.ASSAULT) is EventType.THREATEN
    assert BOOK.planned(EventType.REJECT) is EventType.REJECT
    assert BOOK.refused(EventType.RETREAT) is EventType.REJECT
    assert BOOK.refused(EventType.ASSAULT) is None


@pytest.mark.parametrize(
    ("text", "contexts"),
    [
        ("the ambassador left the embassy", ("diplomatic",)),
        ("Two Refugees fled the flood", ("environment", "migration")),
        ("a human rights court", ("legal", "human_rights")),
        ("she bought a lamp", ()),
        ("the rights of man", ()),
    ],
)
def test_contexts_are_told_by_words_and_phrases_and_their_plurals(text: str, contexts: tuple[str, ...]) -> None:
    assert BOOK.contexts_of(text) == contexts


def test_contexts_are_told_in_time_that_grows_with_the_text() -> None:
    assert BOOK.contexts_of("human " * 20_000) == ()


def test_every_type_has_words_that_tell_of_it() -> None:
    words = event_words()
    lines = [line for lines in (*words.verbs.values(), *words.nouns.values()) for line in lines]
    assert {line.type for line in lines} == set(EventType)
    assert all(line.mode is None or line.mode in BOOK.types[line.type].modes for line in lines)


@pytest.mark.parametrize(
    ("there", "instead", "said"),
    [
        ("quad: manual_text\n", "quad: both\n", "manual_table"),
        ("intensity: 4.2", "intensity: 42", "-10 to 10"),
        ("{manual_text: 1, manual_table: 1}", "{manual_text: 1}", "lacks a variant"),
        ("- type: AGREE", "- type: CONSULT", "stands twice"),
        ("planned: AGREE", "planned: HOPE", "'HOPE'"),
        ("mode: allege\n", "mode: shout\n", "'shout'"),
        ("- context: military", "- context: legal", "stands twice"),
        ("- act: accuse", "- act: condemn", "stands twice"),
        ("    modes: []", "    modes: [quickly]", "no list of entries"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, there: str, instead: str, said: str) -> None:
    text = (FOLDER / "event_types.yaml").read_text(encoding="utf-8")
    assert there in text
    path = tmp_path / "event_types.yaml"
    path.write_text(text.replace(there, instead, 1), encoding="utf-8")
    with pytest.raises(CodebookError, match=r"event_types\.yaml") as caught:
        load_event_types(path)
    assert said in str(caught.value)
