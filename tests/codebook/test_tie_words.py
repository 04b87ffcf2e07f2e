"""The lines of ``ties.yaml``: every one has an example, and a mistake is answered with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.codebook.tie_words import load_tie_words, tie_words, ties_examples
from onrecord.errors import CodebookError
from onrecord.record import TieType

SHEET = Path(__file__).parents[2] / "src" / "onrecord" / "codebook" / "ties.yaml"


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """The sheet with one place changed."""
    text = SHEET.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "ties.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_every_type_of_tie_has_lines_and_every_line_an_example_and_two_ends() -> None:
    assert {line.tie for line in tie_words().lines} == set(TieType)
    for line in tie_words().lines:
        assert line.examples[0].holds
        assert set(line.examples[0].parts) == {"a", "b"}
    assert sum(not example.holds for example in ties_examples()) >= 8


def test_all_forms_of_a_verb_and_both_numbers_of_a_noun_are_known() -> None:
    words = tie_words()
    assert {"fund", "funds", "funded", "funding", "fought", "led"} <= set(words.verbs)
    assert {"spokesman", "spokesmen", "ally", "allies"} <= set(words.nouns)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("tie: funds", "tie: finances", "line "),
        ("    b: object\n", "", "does not say where its ends stand"),
        ("sure: 0.85", "sure: 3", "'sure'"),
        ("ends: [Nesharra, Salt Front]", "ends: [Nesharra]", "two ends of the example"),
        ("    sides: subject\n", "    sides: subject\n    colour: red\n", "unknown field 'colour'"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(CodebookError) as caught:
        load_tie_words(changed(tmp_path, old, new))
    assert said in str(caught.value)
    assert "line" in str(caught.value)


def test_two_sides_that_are_not_alike_are_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, "    tie: fought\n    sides: subject", "    tie: funds\n    sides: subject")
    with pytest.raises(CodebookError, match="not alike"):
        load_tie_words(path)
