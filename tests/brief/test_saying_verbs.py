"""A cue's words as a verb about the past: the source's own, never a stronger one."""

from __future__ import annotations

import pytest

from onrecord.brief.saying_verbs import verb_of


@pytest.mark.parametrize(
    ("cue", "past"),
    [
        ("said", "said"),
        ("says", "said"),
        ("denies", "denied"),
        ("has accused", "accused"),
        ("again denied", "again denied"),
        ("denied once more", "denied once more"),
        ("called for", "called for"),
        ("contradicting", "contradicted"),
        ("condemns", "condemned"),
        ("according to", "said"),
        ("was quoted as saying", "was quoted as saying"),
        ("declined to comment on", "declined to comment on"),
        ("did not mention", "did not mention"),
        ("said at the same briefing", "said"),
        ("wrote", "wrote"),
        ("apologises", "apologised"),
        ("threatened", "threatened"),
    ],
)
def test_a_cue_is_told_in_the_past(cue: str, past: str) -> None:
    verb = verb_of(cue)
    assert verb is not None
    assert verb.past == past


@pytest.mark.parametrize(
    "cue",
    [
        "have been told",
        "will print",
        "is to vote on",
        "would welcome",
        "has yet to reply to",
        "was asked",
        "do not envy",
    ],
)
def test_passives_wishes_and_plans_are_no_verbs_of_the_past(cue: str) -> None:
    assert verb_of(cue) is None


def test_what_looked_back_in_the_source_can_look_back_here() -> None:
    verb = verb_of("had demanded")
    assert verb is not None
    assert (verb.past, verb.before) == ("demanded", "had demanded")
