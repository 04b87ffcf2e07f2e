"""The sheets that are plain word lists: complete, in lower case, and refused in a plain sentence if not."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.codebook.english_words import english_words, load_english_words
from onrecord.codebook.role_words import load_role_words, role_words
from onrecord.codebook.sheet import named_lists
from onrecord.codebook.zone_marks import zone_marks
from onrecord.errors import CodebookError

HEAD = 'name: trial\nversion: "1"\n'


def sheet(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "trial.yaml"
    path.write_text(HEAD + body, encoding="utf-8")
    return path


@pytest.mark.parametrize("words", [english_words(), role_words(), zone_marks()], ids=lambda w: w.name)
def test_every_word_that_ships_is_in_lower_case(words: object) -> None:
    lists = [getattr(words, name) for name in words.__slots__ if name not in ("name", "version")]  # type: ignore[attr-defined]
    assert lists
    for listed in lists:
        assert listed
        assert all(isinstance(w, str) and w == w.lower().strip() for w in listed)


def test_words_that_yaml_could_take_for_truth_values_are_words() -> None:
    assert {"no", "on"} <= english_words().openers
    assert "no" in english_words().numbered & english_words().abbreviations


def test_the_lists_within_lists_are_within_them() -> None:
    english, roles = english_words(), role_words()
    assert english.definite <= english.determiners
    assert english.numbered <= english.abbreviations
    assert {"spokeswoman", "queen"} <= roles.women & roles.persons
    assert not roles.men & roles.women
    assert {"spokesmen", "wives", "deputies"} <= roles.persons & roles.plurals
    assert not {"spokesmans", "wifes"} & roles.persons


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (["the", "foreign", "minister"], "persons"),
        (["spokesmen"], "persons"),
        (["the", "militias"], "groups"),
        (["state", "department"], "organisations"),
        (["the", "secretary", "of", "state"], "persons"),
        (["the", "government"], "states"),
        (["the", "sandbank"], None),
        ([], None),
    ],
)
def test_the_last_words_of_a_noun_phrase_tell_its_kind(words: list[str], kind: str | None) -> None:
    assert role_words().kind(words) == kind


def test_the_lists_asked_for_are_read(tmp_path: Path) -> None:
    found, lists = named_lists(sheet(tmp_path, "lists: {boats: [dhow, tug], ports: quay}\n"), ["boats", "ports"])
    assert (found.name, found.version) == ("trial", "1")
    assert lists == {"boats": ("dhow", "tug"), "ports": ("quay",)}


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("", "the section 'lists' is missing: trial.yaml"),
        ("lists: {boats: [dhow]}\n", "the list 'ports' is missing or empty: trial.yaml; write ports: [word, word]"),
        ("lists: {boats: [dhow], ports: []}\n", "the list 'ports' is missing or empty"),
        (
            "lists: {boats: [dhow], ports: [quay], fish: [cod]}\n",
            "the list 'fish' is unknown: trial.yaml; use one of: boats, ports",
        ),
        (
            "lists: {boats: [dhow, no], ports: [quay]}\n",
            "the field 'boats' is no word or list of words: trial.yaml, line 3",
        ),
        ("lists: {boats: 3, ports: [quay]}\n", "the field 'boats' is no word or list of words"),
        ("lists: [boats\n", "the codebook file is not readable YAML"),
    ],
)
def test_a_sheet_that_lacks_a_list_is_refused(tmp_path: Path, body: str, says: str) -> None:
    with pytest.raises(CodebookError) as error:
        named_lists(sheet(tmp_path, body), ["boats", "ports"])
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_sheet_is_named(tmp_path: Path) -> None:
    for load in (load_english_words, load_role_words):
        with pytest.raises(CodebookError, match="the codebook file cannot be read"):
            load(tmp_path / "none.yaml")
