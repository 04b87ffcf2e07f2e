"""What is planted in the sample desk: each kind found by the analysis that is for it, and what else is claimed judged.

The figures beside it are those of ``python -m bench planted``.
"""

from __future__ import annotations

from collections import Counter

import pytest
from bench.planted_claims import WRONG, Claimed, claimed, judged
from bench.planted_look import Look, look_at
from bench.planted_rows import FINDERS, Row, found, rows

from onrecord.analysis.coverage_parts import SILENT
from onrecord.desk import Desk

ROWS = rows()
#: Kinds of which nothing that is claimed may be wrong.
NEVER_WRONG = ("contradicts", "silence", "altered words", "another position", "a page revised", "first time since")


@pytest.fixture(scope="module")
def look(sample_desk: Desk) -> Look:
    """All that the analyses say of the sample desk."""
    return look_at(sample_desk)


def test_each_kind_that_is_looked_for_is_planted() -> None:
    counts = Counter(row.kind for row in ROWS)
    assert counts.keys() == FINDERS.keys()
    assert counts["first time"] >= 5
    assert counts["reversal"] == counts["promise overdue"] == counts["edited"] == 2


@pytest.mark.parametrize("kind", FINDERS)
def test_what_is_planted_is_found(look: Look, kind: str) -> None:
    missed = [row.words[0] for row in ROWS if row.kind == kind and found(look, row) is None]
    assert missed == []


@pytest.mark.parametrize("kind", ["promise kept", "denial", "silent", "altered quote", "first time", "reversal"])
def test_nothing_is_found_of_what_is_not_planted(look: Look, kind: str) -> None:
    """Rows whose words stand elsewhere are not found."""
    other = "Six men mended nets on the east mole all Monday"
    assert found(look, Row(kind, ("lookout-0414", "lookout-0414"), (other, other, other), "nobody")) is None


def test_a_status_is_found_of_what_is_overdue_only(look: Look) -> None:
    """Of a row with no further words only the status is looked for: of words elsewhere, or due later, there is none."""
    other = "Six men mended nets on the east mole all Monday"
    assert found(look, Row("promise overdue", ("lookout-0414",), (other,), "")) is None
    entry = next(one for one in look.entries if one.kind == "promise" and one.status.value == "open")
    assert found(look, Row("promise overdue", (entry.cited.source.document,), (entry.cited.words,), "")) is None


def test_one_outlet_is_silent_and_of_nobody_else_is_a_silence_told(look: Look) -> None:
    assert [(one.name, one.silent_since) for one in look.outlets if one.silences] == [("Sirrat Lookout", "2031-04-15")]
    assert [one.name for one in look.outlets if one.state == SILENT] == ["Sirrat Lookout"]


@pytest.fixture(scope="module")
def told(look: Look) -> list[Claimed]:
    """All that is claimed of the desk."""
    return claimed(look)


def test_all_that_is_claimed_was_looked_at(told: list[Claimed]) -> None:
    by_hand = judged()
    assert [one for one in told if one not in by_hand] == []


def test_what_is_never_wrong(told: list[Claimed]) -> None:
    by_hand = judged()
    assert {one.kind for one in told} >= set(NEVER_WRONG)
    assert [one for one in told if one.kind in NEVER_WRONG and by_hand[one] == WRONG] == []
