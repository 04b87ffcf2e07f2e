"""The quick forms of the sheets: always what the sheet says, whoever edited it last."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from onrecord.codebook.compiled import compile_sheets
from onrecord.codebook.sheet import FOLDER, compiled_at, load_sheet
from onrecord.errors import CodebookError

TRIAL = 'name: trial\nversion: "1"\nrows:\n  - {word: one}\n'


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    path = tmp_path / "trial.yaml"
    path.write_text(TRIAL, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda p: p.name)
def test_every_sheet_that_ships_has_a_fresh_quick_form(path: Path) -> None:
    form = json.loads(compiled_at(path).read_bytes())
    fresh = form["sha256"] == sha256(path.read_bytes()).hexdigest()
    assert fresh, f"{path.name} was edited: run onrecord codebook compile"


def test_the_quick_form_says_what_the_sheet_says(trial: Path) -> None:
    before = load_sheet(trial)
    assert compile_sheets([trial]) == (trial,)
    after = load_sheet(trial)
    assert after == before
    assert after.entries("rows", lambda e: e.line) == (4,)


def test_the_quick_form_is_what_is_read(trial: Path) -> None:
    compile_sheets([trial])
    at = compiled_at(trial)
    at.write_text(at.read_text(encoding="utf-8").replace("one", "two"), encoding="utf-8")
    assert load_sheet(trial).entries("rows", lambda e: e.word("word")) == ("two",)


def test_an_edited_sheet_counts_at_once(trial: Path) -> None:
    compile_sheets([trial])
    trial.write_text(TRIAL.replace("one", "three"), encoding="utf-8")
    assert load_sheet(trial).entries("rows", lambda e: e.word("word")) == ("three",)


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"sha256": 3}'])
def test_a_broken_quick_form_does_no_harm(trial: Path, broken: str) -> None:
    compile_sheets([trial])
    compiled_at(trial).write_text(broken, encoding="utf-8")
    assert load_sheet(trial).name == "trial"


def test_what_is_fresh_is_not_made_again(trial: Path) -> None:
    compile_sheets([trial])
    assert compile_sheets([trial]) == ()


def test_what_json_cannot_keep_is_refused(trial: Path) -> None:
    trial.write_text(TRIAL + "on: 1\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="quote it"):
        compile_sheets([trial])
