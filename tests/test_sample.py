"""The shipped brief, read by the shipped model: what a user sees in the first minute must be right."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord import Record, Statement, read
from onrecord.record import SpeechAct, ZoneKind

SAMPLE = files("onrecord") / "sample"
ANNOTATION = Path(__file__).parent / "gold" / "sample_statements.json"


@pytest.fixture(scope="module")
def brief() -> Record:
    return read(str(SAMPLE / "brief-coastal-guard.txt"))


def by_content(record: Record, words: str) -> Statement:
    """The statement whose content holds these words."""
    text = record.document.text
    found = [s for s in record.statements if any(words in c.of(text) for c in s.content)]
    assert found, f"no statement holds {words!r}"
    return found[0]


@pytest.mark.parametrize(
    ("words", "act", "name"),
    [
        ("arming the Salt Front", SpeechAct.ACCUSE, "People’s Coastal Guard"),
        ("will publish photographs", SpeechAct.PROMISE, None),
        ("will be fired upon", SpeechAct.WARN, "Idris ben Qatoul"),
        ("nobody knows these shoals better", SpeechAct.BOAST, "Idris ben Qatoul"),
        ("recapture of two villages", SpeechAct.PRAISE, "Idris ben Qatoul"),
        ("will lose the valley by summer", SpeechAct.ASSESS, "Idris ben Qatoul"),
        ("close Port Yassem", SpeechAct.DEMAND, "Orvan Khesh’tar"),
        ("put the first demand to his cabinet", SpeechAct.PROMISE, "Nadim Ra’uzeh"),
        ("takes money from abroad", SpeechAct.DENY, "People’s Coastal Guard"),
    ],
)
def test_acts_are_told_apart_and_belong_to_their_speakers(
    brief: Record, words: str, act: SpeechAct, name: str | None
) -> None:
    found = by_content(brief, words)
    assert found.act is act
    if name is not None:
        assert found.speaker.name == name


def test_the_spokesman_speaks_for_the_group_through_its_website(brief: Record) -> None:
    found = by_content(brief, "Sorvish frigates escort the crates")
    assert found.speaker.name == "Idris ben Qatoul"
    assert found.speaker.affiliation == "People’s Coastal Guard"
    assert found.medium is not None
    assert found.medium.spans[0].of(brief.document.text) == "the militia’s website"


def test_report_comment_and_background_do_not_mix(brief: Record) -> None:
    assert by_content(brief, "arming the Salt Front").zone is ZoneKind.REPORT
    assert by_content(brief, "has fuel for three weeks").zone is ZoneKind.COMMENT
    assert by_content(brief, "takes money from abroad").zone is ZoneKind.BACKGROUND


def test_every_annotated_word_stands_in_its_sample() -> None:
    annotation = json.loads(ANNOTATION.read_text(encoding="utf-8"))
    for name, statements in annotation.items():
        text = (SAMPLE / name).read_text(encoding="utf-8")
        for statement in statements:
            contents = statement["content"] if isinstance(statement["content"], list) else [statement["content"]]
            for words in [*contents, statement["cue"], *([statement["speaker"]] if statement["speaker"] else [])]:
                assert words in text, (name, words)
