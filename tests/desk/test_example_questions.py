"""Questions over the sample desk: what each finds, and in which order, on SQLite and on PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.desk import Desk
from onrecord.desk.asking import asked, find

_EXAMPLES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("example_questions.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("example", _EXAMPLES, ids=[example["ask"] for example in _EXAMPLES])
def test_it_finds_these_in_this_order(sample_desk: Desk, example: dict[str, Any]) -> None:
    page = find(sample_desk, asked(example["ask"]), most=100)
    assert [hit.id for hit in page.hits] == example["finds"]


def test_there_are_enough_of_them() -> None:
    assert len(_EXAMPLES) >= 60
    assert len({example["ask"] for example in _EXAMPLES}) == len(_EXAMPLES)
