"""Sentences about the sample desk in a writer's own words, half of them faithful: what the check makes of them.

``rewritten.csv`` was written by hand before the checks were seen; ``python -m bench briefs`` prints what is right and
wrong of it. Here it is held that every id is on the desk, and that precision and recall do not fall far.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from onrecord.brief.evidence import Evidence
from onrecord.brief.fault import Gravity
from onrecord.brief.style import Style
from onrecord.desk.briefing import checked_text

from .conftest import Sampled

with (Path(__file__).parent / "rewritten.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))


def test_there_are_as_many_of_both() -> None:
    told = [row["truth"] for row in ROWS]
    assert (told.count("faithful"), told.count("unfaithful")) == (58, 58)


@pytest.mark.parametrize(("truth", "least", "most"), [("faithful", 0, 10), ("unfaithful", 48, 58)])
def test_as_many_are_errors_as_may_be(sampled: Sampled, truth: str, least: int, most: int) -> None:
    rows = [row for row in ROWS if row["truth"] == truth]
    told = [f"{row['sentence']} [{'; '.join(f'@{one}' for one in row['id'].split(';'))}]" for row in rows]
    text = "---\nuntil: 2031-05-30\n---\n\n" + "\n\n".join(told) + "\n"
    made = checked_text(sampled.desk, sampled.at, text, Style())
    assert all(isinstance(one, Evidence) for one in made.found.values())
    bad = [
        one.text
        for one in made.draft.brief.sentences
        if any(fault.gravity is Gravity.ERROR and one.span.meets(fault.span) for fault in made.faults)
    ]
    assert least <= len(bad) <= most, bad
