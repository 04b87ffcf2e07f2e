"""The words by which statements are told to contradict each other: forms, opposites, degrees, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.codebook.claim_words import Sense, claim_words, load_claim_words
from onrecord.codebook.sheet import FOLDER
from onrecord.errors import CodebookError


def test_a_word_is_known_in_all_its_forms_and_a_phrase_by_its_first_word() -> None:
    senses = claim_words().senses
    opened, shut = senses[("reopened",)], senses[("shutting",)]
    assert (opened.key, opened.sign, shut.key, shut.sign) == ("open/close", 1, "open/close", -1)
    assert senses[("went", "up")].sign == 1
    assert senses[("going", "down")].sign == -1
    assert senses[("handed", "over")] == senses[("surrenders",)] == Sense("hand over")
    assert claim_words().bases["sold"] == "sell"


def test_steps_of_a_degree_stand_in_their_order() -> None:
    degrees = claim_words().degrees
    family, some = degrees[("some",)]
    assert (family, some < degrees[("most",)][1] < degrees[("all",)][1]) == ("how many", True)
    assert degrees[("unlikely",)][1] < degrees[("certainly",)][1]


def test_no_reading_is_stamped_with_it() -> None:
    assert not hasattr(claim_words(), "version")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[lawful, legal, legitimate]", "[lawful, open]", "'open' stands in line"),
        ("other: [distrust, mistrust]", "other: []", "one of the two sides is empty"),
        ("{one: [trust]", "{none: [trust]", "unknown field"),
        ("- [kill, slay, murder]", "- [kill]", "no list of lists"),
        ("  negators: [not, ", "  deniers: [not, ", "unknown"),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_to_write(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = (FOLDER / "claim_words.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "claim_words.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CodebookError, match=says):
        load_claim_words(path)
