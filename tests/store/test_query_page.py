"""The page on the query language: every field and value is on it, and every example can be asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.cli.pointing import pointed
from onrecord.errors import QueryError
from onrecord.store.query import parse
from onrecord.store.query_fields import FIELDS, LANGUAGES
from onrecord.store.query_reading import LONGEST, MOST_TERMS
from onrecord.store.query_tokens import DEEPEST, FARTHEST, QUOTES
from onrecord.store.search_words import words

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "query.md").read_text(encoding="utf-8")
FIELD_ROWS = {row[0].strip("`"): row for row in re.findall(r"^\| (`[a-z-]+`) \| (.+) \| (.+) \| (.+) \|$", PAGE, re.M)}


def _section(name: str) -> str:
    return PAGE.split(f"\n## {name}\n")[1].split("\n## ")[0]


def _code(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


def _typed(section: str) -> list[str]:
    """What stands in the first column of a section's table."""
    return [code for row in re.findall(r"^\| ([^|]+) \|", _section(section), re.M) for code in _code(row)]


def test_every_field_has_its_row_with_its_values() -> None:
    assert list(FIELD_ROWS) == list(FIELDS)
    for kind in FIELDS.values():
        _, means, takes, _ = FIELD_ROWS[kind.name]
        assert (means, takes) == (kind.means, ", ".join(f"`{value}`" for value in kind.values) or kind.takes)


def test_every_example_of_a_field_asks_for_it() -> None:
    for name, row in FIELD_ROWS.items():
        for example in _code(row[3]):
            assert f"'{name}'" in repr(parse(example)), example


@pytest.mark.parametrize("section", ["Words", "Operators"])
def test_every_row_can_be_asked(section: str) -> None:
    for example in _typed(section):
        parse(example)


def test_every_date_is_one() -> None:
    examples = _typed("Dates")
    assert len(examples) == 10
    for example in examples:
        parse(f"published:{example}")
    assert parse("published:>2017-09") == parse("published:2017-10..")
    assert parse("published:<2017-09") == parse("published:..2017-08")


def test_the_question_at_its_head_can_be_asked() -> None:
    parse(PAGE.split("```text\n")[1].split("\n```")[0])


def test_what_it_says_to_be_the_same_is() -> None:
    for one, other in (
        ("ferry OR harbour guard", "ferry OR (harbour guard)"),
        ("act:(accuse OR threaten)", "act:accuse OR act:threaten"),
        ("type:part_of", 'type:"Part of"'),
        ("grade:A..C", "grade:A OR grade:B OR grade:C"),
    ):
        assert f"`{one}`" in PAGE
        assert f"`{other}`" in PAGE
        assert parse(one) == parse(other)


def test_the_mistake_it_shows_is_told_so() -> None:
    shown = _section("Mistakes").split("```text\n")[1].split("\n```")[0]
    with pytest.raises(QueryError) as caught:
        parse(shown.splitlines()[1].strip())
    assert pointed(caught.value) == shown


def test_words_become_what_it_says() -> None:
    for typed, shown in re.findall(
        r"^\| (?!---|what)([^|]+) \| ([^|]+) \|$", _section("How words are made alike"), re.M
    ):
        became = [word for code in _code(shown) for word in code.split()]
        if became:
            made = [word for code in _code(typed) or re.findall(r"\d+", typed) for word in words(code)]
            assert set(made) == set(became), typed
    assert words("أ إ آ ٱ ى ی ئ ک ة ۀ ؤ") == list("اااايييكههو")


def test_its_limits_and_names_are_those_of_the_code() -> None:
    assert f"at most {LONGEST:,} characters, {MOST_TERMS} words and values, and {DEEPEST} parentheses" in PAGE
    assert f"from 1 to {FARTHEST}" in PAGE
    quotes = PAGE.split("quote     = ")[1].split(" ;")[0]
    assert {one[1] for one in quotes.split(" | ")} == set(QUOTES)
    named = PAGE.split("These names are known too: ")[1].split(".")[0]
    assert [name.lower() for name in named.split(", ")] == list(LANGUAGES)
