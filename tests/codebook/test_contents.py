"""What a content itself says."""

from __future__ import annotations

import pytest

from onrecord.codebook import act_contents, content_reading, content_readings
from onrecord.codebook.content import Pattern
from onrecord.record import SpeechAct


@pytest.mark.parametrize("pattern", act_contents().patterns, ids=lambda pattern: pattern.say)
def test_every_example_is_found(pattern: Pattern) -> None:
    assert pattern.act in [reading.act for reading in content_readings(pattern.example)]
    first = content_reading(pattern.example)
    assert first is not None
    assert first.act is pattern.act


def test_every_act_has_patterns() -> None:
    assert {pattern.act for pattern in act_contents().patterns} == set(SpeechAct) - {SpeechAct.ASSERT}


@pytest.mark.parametrize(
    "content",
    [
        "The ferry left at noon.",
        "we will not attack the ferry",
        "nobody is behind the fire",
        "the mill opened in May",
        "",
        "???",
        "“”",
    ],
)
def test_plain_content_says_nothing_more(content: str) -> None:
    reading = content_reading(content)
    assert reading is None or reading.act is not SpeechAct.THREATEN
    assert reading is None or reading.act is not SpeechAct.ACCUSE


def test_a_pattern_does_not_run_over_the_end_of_a_sentence() -> None:
    assert content_reading("We will. Respond with haste, but keep your force.") is None


def test_somebody_elses_deed_is_no_threat_of_the_speaker() -> None:
    ours, theirs = content_reading("We will strike the port."), content_reading("We know you will strike the port.")
    assert ours is not None
    assert ours.act is SpeechAct.THREATEN
    assert theirs is None or theirs.act is not SpeechAct.THREATEN


def test_time_is_linear_in_hostile_content() -> None:
    assert content_reading("we will " * 400_000) is None
    assert content_reading("(" * 1_000_000) is None
