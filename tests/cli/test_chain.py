"""``onrecord chain``, run as a person runs it."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from .conftest import Sample
from .running import onrecord, said

WORDS = "We will close the port on Friday"


@pytest.fixture(scope="module")
def desk(kept_desk: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's desk, which ``chain`` settles."""
    return kept_desk.copied(tmp_path_factory.mktemp("chain"))


@pytest.fixture(scope="module")
def statement(desk: Path, kept_desk: Sample) -> str:
    """The id of what the minister is quoted with by the copy."""
    shown = onrecord("show", kept_desk.ids["copy.json"], "--json", "--desk", desk, cwd=desk)
    record = json.loads(shown.stdout)
    text = record["document"]["text"]
    (local,) = (
        one["id"]
        for one in record["statements"]
        if any(WORDS in text[begin:end] for begin, end in one["content"]["spans"])
    )
    return str(next(one["id"] for one in record["kept"]["findings"] if one["local"] == local))


def test_the_tree_names_carriers_and_the_speaker(desk: Path, statement: str) -> None:
    done = onrecord("chain", statement, "--desk", desk, cwd=desk)
    told = done.stdout.decode()
    assert done.returncode == 0, said(done)
    assert told.splitlines()[0].startswith("Bashir Qoltan")
    assert WORDS in told
    assert "Harbour Gazette" in told
    assert "Quay Courier" in told
    assert "← asked" in told


def test_a_narrow_terminal_holds_it(desk: Path, statement: str) -> None:
    done = onrecord("chain", statement, "--desk", desk, cwd=desk, COLUMNS="40")
    assert max(map(len, done.stdout.decode().splitlines())) <= 40


def test_a_terminal_without_the_letters_gets_plain_ones(desk: Path, statement: str) -> None:
    done = onrecord("chain", statement, "--desk", desk, cwd=desk, PYTHONIOENCODING="ascii")
    assert done.returncode == 0, said(done)
    assert b"`- 1. " in done.stdout
    done.stdout.decode("ascii")


def test_json_and_svg_to_a_file(desk: Path, statement: str, tmp_path: Path) -> None:
    printed = onrecord("chain", statement, "--format", "json", "--desk", desk, cwd=desk)
    found = json.loads(printed.stdout)
    assert found["carriers"][found["asked"]]["statement"] == statement
    out = tmp_path / "chain.svg"
    done = onrecord("chain", statement, "--format", "svg", "--out", out, "--desk", desk, cwd=desk)
    assert (done.returncode, done.stdout) == (0, b"")
    assert ET.parse(out).getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_as_of_a_time_before_is_told(desk: Path, statement: str) -> None:
    done = onrecord("chain", statement, "--as-of", "2001", "--desk", desk, cwd=desk)
    assert done.returncode == 1
    assert "no finding of this id" in said(done)


@pytest.mark.parametrize(("id_", "code", "told"), [("d:0000", 2, "no id of a finding"), ("s:00", 1, "too little")])
def test_what_is_no_id_is_refused(desk: Path, id_: str, code: int, told: str) -> None:
    done = onrecord("chain", id_, "--desk", desk, cwd=desk)
    assert (done.returncode, done.stdout) == (code, b"")
    assert re.search(told, said(done))
