"""The words by which facts of a brief are compared, and what is said of a sheet that breaks their form."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.codebook.fact_words import fact_words, load_fact_words, nouns
from onrecord.codebook.sheet import FOLDER
from onrecord.errors import CodebookError


def test_a_narrower_word_leads_to_the_wider_ones_in_all_forms() -> None:
    assert {"vessel", "vessels", "ships"} <= fact_words().wider["trawlers"]
    assert "trawler" not in fact_words().wider.get("vessel", frozenset())


def test_units_of_one_dimension_have_their_sizes() -> None:
    measures = fact_words().measures
    assert measures["miles"] == ("length", 1609.344)
    assert measures["tonnes"] == measures["ton"]


def test_nouns_have_their_plurals() -> None:
    assert nouns("fisherman") == ("fisherman", "fishermen")
    assert nouns("body") == ("body", "bodies")
    assert nouns("aircraft") == ("aircraft", "aircraft")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("{what: length, units: {metre: 1,", "{what: length, units: {metre: none,", "the size of 'metre' is 'none'"),
        ("- [blast, explosion, detonation]", "- blast", "the section 'alike' is no list of lists"),
        ("{wider: [aircraft, plane], of:", "{wider: [aircraft, plane], for:", "unknown field 'for'"),
        ("  within: [in,", "  inside: [in,", "within"),
    ],
)
def test_what_breaks_the_form_is_told(tmp_path: Path, before: str, after: str, said: str) -> None:
    text = (FOLDER / "fact_words.yaml").read_text(encoding="utf-8")
    assert before in text
    sheet = tmp_path / "fact_words.yaml"
    sheet.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(CodebookError, match=said):
        load_fact_words(sheet)
