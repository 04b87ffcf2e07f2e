"""The sheets of modality and of commitments: what ships is whole, and a mistake is refused with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.codebook.commitment_words import commitment_words, load_commitment_words
from onrecord.codebook.modality_words import load_modality_words, modality_words
from onrecord.codebook.sheet import FOLDER
from onrecord.errors import CodebookError
from onrecord.record import Polarity


def changed(tmp_path: Path, name: str, old: str, new: str) -> Path:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_governor_is_found_in_every_form_of_its_verb() -> None:
    words = modality_words()
    for form in ("deny", "denies", "denied", "denying"):
        found = words.governor("verb", form, frozenset())
        assert found is not None
        assert (found.effect, found.undone) == (Polarity.NEGATED, Polarity.HYPOTHETICAL)
    assert words.governor("noun", "deny", frozenset()) is None


def test_a_particle_makes_another_word_of_it() -> None:
    words = modality_words()
    called, off = (words.governor("verb", "called", frozenset(b)) for b in ((), ("off",)))
    assert called is not None
    assert off is not None
    assert (called.effect, off.effect) == (Polarity.PLANNED, Polarity.NEGATED)


def test_what_a_governor_takes() -> None:
    words = modality_words()
    warn, plan = (words.governor("verb", v, frozenset()) for v in ("warn", "plan"))
    assert warn is not None
    assert plan is not None
    assert [warn.suits(clause=True), warn.suits(clause=True, named=True), warn.suits(clause=False)] == [
        False,
        True,
        True,
    ]
    assert plan.suits(clause=True)
    assert plan.suits(clause=False)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("words: [deny, disavow", "words: [Deny, disavow", "lower case"),
        ("effect: negated, example", "effect: denied, example", "effect"),
        ("kind: verb, words: [deny", "kind: verbs, words: [deny", "kind"),
        ("deed: shelling}", 'deed: "bombing"}', "does not stand in the example"),
        ('example: "Selm denied shelling the port.", ', "", "example"),
        ("  nobody:", "  nobodies:", "unknown"),
        ("openers:", "opens:", "openers"),
        ("{kind: verb, words: [deny", "{colour: red, kind: verb, words: [deny", "colour"),
    ],
)
def test_a_mistake_in_modality_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(CodebookError, match=said):
        load_modality_words(changed(tmp_path, "modality.yaml", old, new))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("words: [if, unless", "words: [If, unless", "lower case"),
        ("kind: threat, example", "kind: menace, example", "kind"),
        ("most: 1", "most: 7", "most"),
        ("due: after the vote}", "due: after the poll}", "does not stand in the example"),
        ("  again:", "  once_more:", "unknown"),
        ("occasions:", "chances:", "occasions"),
    ],
)
def test_a_mistake_in_commitments_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(CodebookError, match=said):
        load_commitment_words(changed(tmp_path, "commitments.yaml", old, new))


@pytest.mark.parametrize("load", [modality_words, commitment_words])
def test_the_sheets_that_ship_are_read_once(load: Callable[[], object]) -> None:
    assert load() is load()


def test_words_that_yaml_could_take_for_truth_values_are_words() -> None:
    assert "no" in modality_words().qualifiers
    assert "on" in commitment_words().lists["toward"]
