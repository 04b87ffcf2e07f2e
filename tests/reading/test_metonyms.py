"""One name, a government or a place: what stands beside it decides."""

from __future__ import annotations

import pytest

from onrecord.reading.metonyms import SURE, Reading, acting
from onrecord.reading.names import words_in
from onrecord.record import Span

ACTING = [
    "Vashtel has stepped up its pressure.",
    "Vashtel denied the report.",
    "Vashtel is sending guards.",
    "They were put under pressure by Vashtel.",
    "The talks with Vashtel went on.",
    "The guards take their orders from Vashtel.",
    "It accused Vashtel of theft.",
    "The warning to Vashtel was plain.",
    "Nobody wanted Vashtel's grain.",
    "The Vashtel government met.",
]
PLACES = [
    "He lives in Vashtel.",
    "The delegation flew to Vashtel.",
    "Refugees from Vashtel crossed the river.",
    "The envoy visited Vashtel in June.",
    "They met on the outskirts of Vashtel.",
    "The road to Vashtel was closed.",
    "The boats passed through the Lower Vashtel.",
]


def reading(sentence: str, before: Reading | None = None) -> Reading:
    words = words_in(sentence, Span(0, len(sentence)))
    at = next(i for i, w in enumerate(words) if w.text == "Vashtel")
    return acting(words, at, at, before)


@pytest.mark.parametrize("sentence", ACTING)
def test_who_acts_is_somebody(sentence: str) -> None:
    assert reading(sentence).acting >= SURE, reading(sentence).why


@pytest.mark.parametrize("sentence", PLACES)
def test_where_things_happen_is_a_place(sentence: str) -> None:
    assert reading(sentence).acting <= 1 - SURE, reading(sentence).why


def test_what_cannot_be_told_stays_open() -> None:
    for sentence in ("A report about Vashtel.", "Vashtel is quiet."):
        assert 1 - SURE < reading(sentence).acting < SURE


def test_a_name_joined_to_another_shares_its_reading() -> None:
    assert reading("More than Vashtel.", Reading(0.8, "after 'orders' and 'from'")).acting == 0.8
