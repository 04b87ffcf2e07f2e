"""Two statements, one proposition: the same, its contrary, another particular, or nothing to do with each other."""

from __future__ import annotations

import pytest
from bench.claim_pairs import DEV, HELD, content, pairs
from bench.claims import answers, figures
from bench.floors import floors

from onrecord.linking.propositions import Compared, Kind, compare

MEHVESH, HVALGREN = "Daryan Mehvesh | 2031-04-25 | {} | {}", "Karsten Hvalgren | 2031-04-25 | {} | {}"
SAME, CONTRADICTS, REVISED, UNRELATED = Kind.SAME, Kind.CONTRADICTS, Kind.REVISED, Kind.UNRELATED


def told(one: str, other: str) -> Compared:
    return compare(content(one, 1), content(other, 2))


def said(one: str, other: str, act: str = "assert", other_act: str = "assert") -> Kind:
    """What the words of two speakers are to each other, whichever is asked first."""
    here, there = MEHVESH.format(act, one), HVALGREN.format(other_act, other)
    found = told(here, there)
    assert told(there, here).kind is found.kind
    return found.kind


@pytest.mark.parametrize("path", [DEV, HELD], ids=["dev", "held"])
def test_precision_and_recall_hold_their_floors(path: object) -> None:
    name = "dev" if path is DEV else "held"
    found = answers(DEV if path is DEV else HELD)
    for kind, (precision, recall) in floors("claims")[name].items():
        got = figures(found, kind)
        assert got[0] >= precision, kind
        assert got[1] >= recall, kind


def test_the_pairs_are_as_many_as_they_say() -> None:
    kinds = [pair.kind for pair in pairs(DEV)]
    assert len(kinds) == 200
    assert {kind: kinds.count(kind) for kind in kinds} == dict.fromkeys(map(str, Kind), 50)
    assert sum(pair.hard for pair in pairs(DEV)) >= 40
    assert len(pairs(HELD)) == 100


def test_the_order_in_which_two_are_asked_changes_nothing() -> None:
    for pair in pairs(DEV):
        one, other = content(pair.one, 1), content(pair.other, 2)
        here, there = compare(one, other), compare(other, one)
        assert here.kind is there.kind
        assert here.confidence == pytest.approx(there.confidence)


def test_a_statement_says_the_same_as_itself_and_never_the_contrary() -> None:
    for pair in pairs(DEV):
        one = content(pair.one, 1)
        assert compare(one, one).kind in (SAME, UNRELATED)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Nesharra supplied the mine to the militia", "Nesharra did not supply the mine to the militia", CONTRADICTS),
        ("Nesharra supplied mines to the militia", "Nesharra has never supplied a mine to anybody", CONTRADICTS),
        ("The searches of the boats were lawful", "The searches of the boats were illegal", CONTRADICTS),
        ("The guards wore lawful papers", "The guards wore no papers", CONTRADICTS),
        ("The raiders killed nine guards", "The raiders killed eleven guards", REVISED),
        ("The raiders killed nine guards", "Nine guards were killed by the raiders", SAME),
        ("Nesharra sold mines to the port in 2025", "Nesharra sold no mines to the port in 2030", UNRELATED),
        ("The road to Khor Lethan is closed", "The road to Hisn Orrel is not closed", UNRELATED),
        ("Nesharra trained the raiders", "Sorvland did not train the raiders", UNRELATED),
        ("No fewer than nine guards died at the depot", "Nine guards died at the depot", SAME),
        ("If the wages are not paid, the strait will be closed", "The wages are paid", UNRELATED),
        ("The militia can close the strait", "The militia did not close the strait", UNRELATED),
        ("Nesharra supplied the mine", "no comment", UNRELATED),
    ],
)
def test_words_decide(one: str, other: str, kind: Kind) -> None:
    assert said(one, other) is kind


@pytest.mark.parametrize(
    ("act", "other_act", "kind"),
    [
        ("assert", "deny", CONTRADICTS),
        ("accuse", "deny", CONTRADICTS),
        ("assert", "reject", CONTRADICTS),
        ("deny", "deny", SAME),
        ("assert", "ask", UNRELATED),
        ("assert", "demand", UNRELATED),
        ("promise", "assert", UNRELATED),
    ],
)
def test_the_act_decides_what_becomes_of_the_words(act: str, other_act: str, kind: Kind) -> None:
    words = "Nesharra supplied the mine that struck the tender"
    assert said(words, words, act, other_act) is kind


def test_a_denial_in_words_is_not_turned_round_by_the_act_of_denying() -> None:
    assert said("Nesharra never sold mines to the port", "Nesharra sold mines to the port", "deny") is CONTRADICTS


def test_we_is_who_the_speaker_speaks_for() -> None:
    ours = MEHVESH.format("assert", "We sold mines to the port authority")
    assert (
        told(ours, HVALGREN.format("assert", "Nesharra did not sell mines to the port authority")).kind is CONTRADICTS
    )
    assert told(ours, HVALGREN.format("assert", "We did not sell mines to the port authority")).kind is UNRELATED
    assert told(ours, HVALGREN.format("assert", "Qalmara did not sell mines to the port authority")).kind is UNRELATED


def test_what_can_change_is_no_contradiction_weeks_later() -> None:
    one = "Hafsa Ould-Terrim | 2031-05-02 | assert | The road to Khor Lethan is open"
    other = "Hadi Ourmesh | 2031-05-{} | assert | The road to Khor Lethan is closed"
    assert told(one, other.format("03")).kind is CONTRADICTS
    assert told(one, other.format("20")).kind is UNRELATED


def test_reasons_name_the_words() -> None:
    found = told(
        "Daryan Mehvesh | 2031-04-25 | deny | Nesharra has never sold a mine to anyone",
        "Daryan Mehvesh | 2031-05-20 | assert | We sold the port authority forty mines in 2025",
    )
    assert found.reasons == (
        "both speak of “nesharra”, “sold”, “mine”",
        "the earlier denies: “never”",
        "the same speaker",
        "published 25 days apart",
    )
    assert 0.6 < found.confidence < 0.95
    numbers = told(
        MEHVESH.format("assert", "Nine guards died at the depot"),
        HVALGREN.format("assert", "Eleven guards died at the depot"),
    )
    assert "the number differs: Daryan Mehvesh says “nine”, Karsten Hvalgren “eleven”" in numbers.reasons


def test_what_was_not_said_is_not_compared() -> None:
    from dataclasses import replace

    one = content(MEHVESH.format("assert", "Nesharra supplied the mine that struck the tender"), 1)
    other = content(HVALGREN.format("deny", "Nesharra supplied the mine that struck the tender"), 2)
    assert compare(one, other).kind is CONTRADICTS
    assert compare(replace(one, negated=True), other).kind is UNRELATED


def test_a_speech_is_compared_by_its_beginning_and_in_little_time() -> None:
    long = "Nesharra never sold a mine, and no port bought it, " * 4000
    one = content(MEHVESH.format("assert", long), 1)
    assert sum(len(clause.units) for clause in one.clauses) <= 160
    assert compare(one, one).kind is not CONTRADICTS
