"""Statements taken apart: who "we" is, what a denial denies, and how much is looked at."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bench.claim_pairs import content, record_of

from onrecord.linking.clauses import Clause, Mood, Sort
from onrecord.linking.contents import contents
from onrecord.record import Actor, ActorKind, Mention, MentionForm, Span


def only(words: str, act: str = "assert") -> Clause:
    """The one clause of what somebody said."""
    (found,) = content(f"Torvin Achterdahl | 2031-05-08 | {act} | {words}").clauses
    return found


@pytest.mark.parametrize(
    ("act", "words", "denies"),
    [
        ("deny", "that the bureau had supplied the mine", True),
        ("reject", "having supplied the mine", True),
        ("deny", "The bureau has never supplied a mine", False),
        ("reject", "a call for the minister", False),
        ("deny", "the charge", False),
        ("reject", "We have rejected the truce", False),
        ("assert", "that the bureau had supplied the mine", False),
    ],
)
def test_an_act_denies_a_clause_that_does_not_deny_itself(act: str, words: str, denies: bool) -> None:
    assert content(f"Torvin Achterdahl | 2031-05-08 | {act} | {words}").denies is denies


def test_a_saying_cue_denies_nothing_whatever_the_act() -> None:
    record = record_of("Torvin Achterdahl | 2031-05-08 | deny | the bureau had supplied the mine")
    (denied,) = contents(record, {"s0": 1}, {}, None)
    statement = replace(record.statements[0], cue=(record.statements[0].speaker.spans[0],))
    (said,) = contents(replace(record, statements=(statement,)), {"s0": 1}, {}, None)
    assert (denied.denies, said.denies) == (True, False)


def test_a_noun_is_denied_with_all_that_stands_before_it() -> None:
    clause = only("The port paid no income tax in that year")
    (denied,) = clause.denials
    assert [clause.units[at].words for at in denied.units] == ["income", "tax"]


@pytest.mark.parametrize(
    ("words", "mood"),
    [
        ("The port paid the tax", Mood.FACT),
        ("The port will pay the tax", Mood.WILL),
        ("The port must pay the tax", Mood.MUST),
        ("The port can pay the tax", Mood.CAN),
        ("Don't pay the tax", Mood.MUST),
    ],
)
def test_mood_is_told_by_words(words: str, mood: Mood) -> None:
    assert only(words).mood is mood


def test_clauses_end_at_marks_and_before_a_verb_and_conditions_are_left_out() -> None:
    found = content(
        "Torvin Achterdahl | 2031-05-08 | assert | "
        "If the wages stay unpaid, the strait will close; sailors searched the boat and broke nothing on board"
    ).clauses
    assert [[unit.words for unit in clause.units] for clause in found] == [
        ["strait", "close"],
        ["sailors", "searched", "boat"],
        ["broke", "board"],
    ]
    assert [bool(clause.denials) for clause in found] == [False, False, True]


def test_we_has_the_keys_of_the_speaker_and_of_the_body_of_its_office() -> None:
    said = content("Daryan Mehvesh | 2031-05-08 | assert | We sold the mines")
    (clause,) = said.clauses
    ours = next(unit for unit in clause.units if unit.sort is Sort.OURS)
    assert {"#coast:daryan-mehvesh", "#coast:nesharra"} <= ours.keys
    assert "#coast:nesharra" not in said.speaker


def test_bodies_of_other_documents_count_too() -> None:
    record = record_of("Torvin Achterdahl | 2031-05-08 | assert | We sold the mines")
    (found,) = contents(record, {"s0": 1}, {"a0": [7]}, None, {7: [9]})
    assert {"#7", "#9"} <= found.ours
    assert "#9" not in found.speaker


def test_only_names_within_the_words_are_looked_at() -> None:
    record = record_of("Torvin Achterdahl | 2031-05-08 | assert | Nesharra sold the mines")
    spoke = record.statements[0].speaker.spans[0]
    mentions = (Mention(Span(spoke.start, spoke.end), MentionForm.NAME, 0.9),)
    other = Actor("x", "Somebody Else", ActorKind.PERSON, mentions)
    (with_it,) = contents(replace(record, actors=(*record.actors, other)), {"s0": 1}, {}, None)
    (without,) = contents(record, {"s0": 1}, {}, None)
    assert with_it.clauses == without.clauses
