"""Promises, demands and threats taken apart: sentences of our own, with the trees that two parsers gave them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.codebook.commitment_words import commitment_examples
from onrecord.reading.commitments import commitments_of, deed_heads
from onrecord.reading.draft import Draft
from onrecord.reading.segment import segment
from onrecord.reading.syntax import Syntax
from onrecord.reading.times import times_of
from onrecord.record import Commitment, CommitmentKind, DueKind, Form, Party, Precision
from onrecord.tagger.parsing import LABELS, TAGS, Parse

from .telling import resolved
from .treed import cases, cut, syntax

CASES = cases("commitment_trees.txt")


def draft(line: str, tree: str) -> Draft:
    """The draft of "text || speaker | cue | content", with its tree, as the step of commitments finds it."""
    text, _, told = line.partition(" || ")
    speaker, cue, content = told.split(" | ")
    made = resolved(text, (speaker or None, cue, content))
    times = times_of(text, segment(text), "2017-09-21", Precision.DAY)
    form = Form.DIRECT if content.startswith('"') else Form.INDIRECT
    statements = tuple(replace(s, form=form) for s in made.statements)
    return replace(made, syntax=syntax(text, tree), times=times, statements=statements)


def told(text: str, commitment: Commitment) -> str:
    """A commitment in one line: kind, deed, doer, to, condition, due."""

    def words(party: Party | None) -> str:
        return "-" if party is None else " ".join(s.of(text) for s in party.spans)

    due = commitment.due.kind.value + (f" {commitment.due.span.of(text)}" if commitment.due.span else "")
    deed = ("NOT " if commitment.negated else "") + commitment.deed.of(text)
    condition = commitment.condition.of(text) if commitment.condition else "-"
    parts = (commitment.kind.value, deed, words(commitment.doer), words(commitment.to), condition, due)
    return " | ".join((*parts, str(commitment.strength)))


@pytest.mark.parametrize(("line", "expected", "tree"), CASES)
def test_commitments(line: str, expected: str, tree: str) -> None:
    made = draft(line, tree)
    found = [told(made.document.text, c) for c in commitments_of(made)]
    assert found == ([] if expected == "none" else expected.split(" ;; "))


def test_there_are_cases_enough_of_every_kind() -> None:
    every = [one for _, expected, _ in CASES for one in expected.split(" ;; ")]
    assert len({line for line, _, _ in CASES}) >= 40
    for kind in CommitmentKind:
        assert sum(one.startswith(kind.value) for one in every) >= 10
    for due in DueKind:
        assert sum(f" | {due.value}" in one for one in every) >= 4
    assert sum(" | NOT " in one for one in every) >= 4
    assert sum(" ;; " in expected for _, expected, _ in CASES) >= 6


def test_numbers_follow_the_text_and_all_carry_what_made_them() -> None:
    line, _, tree = next(c for c in CASES if c[1].count(" ;; ") >= 2)
    found = commitments_of(draft(line, tree), "commitments/7")
    assert [c.id for c in found] == [f"c{n}" for n in range(len(found))]
    assert [c.deed.start for c in found] == sorted(c.deed.start for c in found)
    assert all(c.made_by == "commitments/7" and c.statement == "s0" and 0 < c.confidence <= 1 for c in found)


def test_an_explicit_date_names_its_time() -> None:
    line, _, tree = next(c for c in CASES if "explicit Friday" in c[1])
    (found,) = commitments_of(draft(line, tree))
    assert found.due.time == "t0"


def test_the_heads_of_deeds_are_the_words_that_open_them() -> None:
    line, _, tree = next(c for c in CASES if c[1].count(" ;; ") >= 2)
    made = draft(line, tree)
    done = replace(made, commitments=commitments_of(made))
    assert done.syntax is not None
    heads = {done.syntax[n].low for n in deed_heads(done)}
    assert heads == {c.deed.of(done.document.text).split()[0].lower() for c in done.commitments}


def test_without_trees_there_is_nothing() -> None:
    line, _, tree = CASES[0]
    made = replace(draft(line, tree), syntax=None)
    assert commitments_of(made) == ()
    assert deed_heads(made) == frozenset()


def test_a_statement_that_was_not_made_holds_out_nothing() -> None:
    line, expected, tree = next(c for c in CASES if c[1] != "none")
    made = draft(line, tree)
    denied = replace(made, statements=tuple(replace(s, negated=True) for s in made.statements))
    assert expected
    assert commitments_of(denied) == ()


def test_every_line_of_the_sheet_has_an_example() -> None:
    assert len(commitment_examples()) >= 10


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(CASES), st.data())
def test_no_tree_is_too_wild(case: tuple[str, str, str], data: st.DataObject) -> None:
    """The same sentences under trees thrown together: nothing is raised, and every deed lies in its statement."""
    made = draft(case[0], case[2])
    text = made.document.text
    words, _ = cut(text)
    size = len(words.forms)
    order = data.draw(st.permutations(range(size)))
    heads = np.full(size, -1, np.int64)
    for place, number in enumerate(order[1:], 1):
        heads[number] = order[data.draw(st.integers(0, place - 1))]
    labels = tuple(data.draw(st.sampled_from(LABELS)) for _ in range(size))
    tags = tuple(data.draw(st.sampled_from(TAGS)) for _ in range(size))
    wild = replace(made, syntax=Syntax(words, Parse(heads, labels, tags)))
    found = commitments_of(wild)
    assert found == commitments_of(wild)
    for one in found:
        if one.statement is None:
            assert one.due.kind is DueKind.EXPLICIT
            continue
        assert any(piece.start <= one.deed.start < piece.end for s in made.statements for piece in s.content)
