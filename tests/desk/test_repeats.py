"""Texts that the desk has already: nearly, by their words; of a few words, to the letter."""

from __future__ import annotations

import pytest

from onrecord.desk.repeats import find_repeats
from onrecord.store.filing import Likeness
from onrecord.store.opening import Store
from tests.store.records import file_record, make_record

ALERT = "Sirens in Port Sel. Stay off the quay."


def file_text(store: Store, text: str) -> int:
    with store.reading() as at:
        signature, likenesses = find_repeats(at, text)
    bands = () if signature is None else signature.bands
    made = None if signature is None else (signature.shingles, signature.minhash)
    return file_record(store, make_record(text), bands=bands, signature=made, likenesses=likenesses)


def repeats(store: Store, text: str) -> tuple[Likeness, ...]:
    with store.reading() as at:
        return find_repeats(at, text)[1]


def test_a_short_message_is_the_same_to_the_letter_only(store: Store) -> None:
    no = file_text(store, ALERT)
    assert repeats(store, ALERT) == (Likeness(no, 1.0, 1.0),)
    assert repeats(store, ALERT.replace("Sel", "Yassem")) == ()
    assert repeats(store, ALERT.upper()) == ()


@pytest.mark.parametrize("text", ["\N{ANCHOR}\N{VARIATION SELECTOR-16}", "..."])
def test_what_has_no_words_is_no_text_of_others(store: Store, text: str) -> None:
    file_text(store, text)
    assert repeats(store, text) == ()


def test_a_copy_with_another_last_line_is_the_same_text(store: Store) -> None:
    text = "\n\n".join(
        f"On day {number} the harbour board of Port Sel counted {number + 3} barges, {number * 7} crates and a crane."
        for number in range(6)
    )
    no = file_text(store, text)
    file_text(
        store, "The museum of Dar Meshel opens again in June, its curator said, after a year of repairs to the roof."
    )
    (found,) = repeats(store, f"{text}\n\nFollow the Courier.")
    assert found.other == no
    assert 0.9 < found.jaccard < found.contained <= 1.0
