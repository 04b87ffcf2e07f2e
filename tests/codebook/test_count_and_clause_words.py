"""Words of numbers beside events, and words that tell who does what in a clause."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.codebook import clause_words, count_words, load_clause_words, load_count_words
from onrecord.codebook.sheet import FOLDER
from onrecord.errors import CodebookError
from onrecord.record import Counted


def test_verbs_tell_what_they_count_and_of_whom() -> None:
    killed, died = count_words().verbs["killed"][0], count_words().verbs["died"][0]
    assert killed.what is died.what is Counted.KILLED
    assert died.of_subject
    assert not killed.of_subject


def test_everything_that_is_counted_has_a_verb_and_a_noun() -> None:
    counted = {verb.what for verbs in count_words().verbs.values() for verb in verbs}
    assert counted == set(Counted)
    assert set(count_words().nouns.values()) == set(Counted) - {Counted.RELEASED}


def test_vague_numbers_are_intervals() -> None:
    book = count_words()
    assert book.vague["dozens"] == (24, None)
    assert book.bounds["at least"] == "from"
    assert book.bounds["up to"] == "to"
    assert book.bounds["more than"] == "above"
    assert book.numbers["nineteen"] == 19
    assert book.multipliers["dozen"] == 12
    assert "policemen" in book.moved
    assert "soldiers" in book.moved


@pytest.mark.parametrize(
    ("there", "instead", "said"),
    [
        ("least: 24}", "least: many}", "whole number"),
        ("{words: [dozens], least: 24}", "{words: [dozens]}", "open at both ends"),
        ("least: 24, most: 99", "least: 24, most: 9", "empty"),
        ("  from: [", "  beyond: [", "'beyond'"),
        ("what: killed, verb: [die", "what: bored, verb: [die", "'bored'"),
        ("one: 1,", "one: few,", "whole number"),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, there: str, instead: str, said: str) -> None:
    text = (FOLDER / "count_words.yaml").read_text(encoding="utf-8")
    assert there in text
    path = tmp_path / "count_words.yaml"
    path.write_text(text.replace(there, instead, 1), encoding="utf-8")
    with pytest.raises(CodebookError, match=r"count_words\.yaml") as caught:
        load_count_words(path)
    assert said in str(caught.value)


def test_verbs_of_object_control_and_arms_stand_in_all_their_forms() -> None:
    book = clause_words()
    assert {"urge", "urged", "urging", "told", "forbade", "criticised"} <= book.object_control
    assert {"troop", "troops", "warplanes", "forces"} <= book.arms
    assert "promised" not in book.object_control


def test_an_unknown_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "clause_words.yaml"
    text = (FOLDER / "clause_words.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("  arms: [", "  legs: [", 1), encoding="utf-8")
    with pytest.raises(CodebookError, match="'legs' is unknown"):
        load_clause_words(path)
