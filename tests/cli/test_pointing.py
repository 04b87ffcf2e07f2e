"""A question that cannot be understood, on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from rich.cells import cell_len

from onrecord.cli.pointing import WIDTH, pointed
from onrecord.errors import QueryError
from onrecord.store.query import parse

from ..store.questions import TYPED


def refused(typed: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(typed)
    return caught.value


def test_the_place_is_marked_and_a_suggestion_made() -> None:
    assert pointed(refused("harbour act:thraten coast")).splitlines() == [
        "there is no act “thraten”; it is one of assert, accuse, deny, threaten, warn, demand, promise, reject, "
        "praise, condemn, boast, assess, announce, ask",
        "  harbour act:thraten coast",
        "              ^^^^^^^",
        "did you mean: harbour act:threaten coast",
    ]


def test_without_a_suggestion_none_is_made() -> None:
    assert pointed(refused("act:zzz")).splitlines()[1:] == ["  act:zzz", "      ^^^"]


def test_wide_letters_move_the_mark_by_their_width() -> None:
    _, question, marks, _ = pointed(refused("习近平 e\u0301 act:thraten")).splitlines()
    assert question == "  习近平 e\u0301 act:thraten"
    assert marks == "  " + " " * cell_len("习近平 e act:") + "^" * 7


def test_right_to_left_the_place_is_told_in_words_too() -> None:
    lines = pointed(refused("كتائب حزب الله act:thraten")).splitlines()
    assert lines[3] == "  at character 20: thraten"
    assert lines[4] == "did you mean: \u2068كتائب حزب الله act:threaten\u2069"


@pytest.mark.parametrize(("before", "after"), [(0, 80), (150, 0), (80, 80), (10, 0)])
def test_of_a_long_question_what_is_around_the_place_is_shown(before: int, after: int) -> None:
    _, question, marks, _ = pointed(refused("w " * before + "act:thraten" + " v" * after)).splitlines()
    assert question[len(marks.rstrip("^")) : len(marks)] == "thraten"
    assert cell_len(question) <= WIDTH
    assert question.startswith("  …") is (before > 30)
    assert question.endswith("…") is (after > 0)


def test_a_narrow_terminal_shows_less() -> None:
    _, question, marks, _ = pointed(refused("word " * 20 + "act:thraten" + " word" * 20), width=40).splitlines()
    assert cell_len(question) <= 40
    assert question[len(marks.rstrip("^")) : len(marks)] == "thraten"


def test_what_moves_or_hides_text_is_shown_as_a_sign() -> None:
    lines = pointed(refused("aa\u202e\t\nact:thra\u202eten\x1b")).splitlines()
    assert not {"\u202e", "\x1b", "\t"} & set("".join(lines))
    assert lines[1:3] == ["  aa\ufffd  act:thra\ufffdten ", "           ^^^^^^^^"]


def test_the_place_may_be_the_end() -> None:
    error = QueryError("something is missing", query="aa", begin=2, end=2)
    assert pointed(error).splitlines() == ["something is missing", "  aa", "    ^"]


@settings(max_examples=500, deadline=None)
@given(TYPED)
def test_every_refusal_can_be_pointed_at(typed: str) -> None:
    try:
        parse(typed)
    except QueryError as error:
        lines = pointed(error).split("\n")
        if error.query.strip():
            assert cell_len(lines[1]) <= WIDTH
            assert lines[2].strip(" ").strip("^") == ""
            assert "^" in lines[2]
