"""``onrecord claims``, run as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.store.opening import create

from ..analysis.claiming import Said, filed
from .running import onrecord, said

SOLD = "the port authority of Tellin sold forty mines to the militia"
NEVER = "the port authority of Tellin never sold a mine to the militia"
THIRTY = "the port authority of Tellin sold thirty mines to the militia"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A desk on which one speaker contradicts himself, and another gives another number; with the statements' ids."""
    place = tmp_path_factory.mktemp("claims") / "desk"
    store = create(place)
    ids = filed(
        store,
        Said("Oren Vash", SOLD),
        Said("Oren Vash", NEVER, "2031-06-20", "Quay Courier"),
        Said("Lea Marsh", THIRTY, "2031-05-03"),
    )
    store.close()
    return place, ids


def test_claims_are_printed_each_line_cited(desk: tuple[Path, list[str]], tmp_path: Path) -> None:
    done = onrecord("claims", "--desk", desk[0], cwd=tmp_path, COLUMNS="80")
    out = done.stdout.decode()
    assert (done.returncode, said(done)) == (0, "")
    assert out.startswith("1 claim: candidates for a person to judge, no verdicts\n")
    assert "1. contradicted and revised by the same speaker" in out
    assert out.count("on the word of") == 3
    assert all(id_ in out for id_ in desk[1])
    assert "why: the later denies: “never”" in out
    assert max(map(len, out.splitlines())) <= 80


def test_one_statement_one_speaker_and_one_kind(desk: tuple[Path, list[str]], tmp_path: Path) -> None:
    place, (sold, never, thirty) = desk

    def lines(*arguments: str) -> list[tuple[str, str | None]]:
        done = onrecord("claims", *arguments, "--desk", place, "--format", "json", cwd=tmp_path)
        assert (done.returncode, said(done)) == (0, "")
        found = json.loads(done.stdout)["found"]
        return [(line["cited"]["id"], line["found"]) for claim in found for line in claim["lines"]]

    assert lines(sold, "--kind", "revises") == [(sold, None), (thirty, "revises"), (never, "contradicts")]
    assert lines("--actor", "Oren Vash", "--self") == [(sold, None), (never, "contradicts")]
    assert lines("--query", "thirty", "--kind", "affirms") == []
    assert lines("--since", "2031-07-01") == []


def test_it_is_written_to_a_file_once(desk: tuple[Path, list[str]], tmp_path: Path) -> None:
    asked = ("claims", "--desk", desk[0], "--format", "md", "--out", "claims.md")
    assert onrecord(*asked, cwd=tmp_path).returncode == 0
    assert (tmp_path / "claims.md").read_text(encoding="utf-8").startswith("# Claims\n")
    again = onrecord(*asked, cwd=tmp_path)
    assert again.returncode != 0
    assert "this file is there already" in said(again)
    assert onrecord(*asked, "--force", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("s:1234", "--since", "2031-05-01"), "an id is asked for alone"),
        (("--since", "May"), "--since is no day"),
        (("--limit", "0"), "--limit is no number of claims"),
        (("s:00000000000000",), "s:0000"),
    ],
)
def test_what_cannot_be_asked_is_told(
    desk: tuple[Path, list[str]], tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    done = onrecord("claims", *arguments, "--desk", desk[0], cwd=tmp_path)
    assert done.returncode != 0
    assert says in said(done)


def test_a_name_that_nobody_has_is_told(desk: tuple[Path, list[str]], tmp_path: Path) -> None:
    done = onrecord("claims", "--actor", "Zzyx Qwerty", "--desk", desk[0], cwd=tmp_path)
    assert done.returncode == 1
    assert "nobody on this desk is called" in done.stdout.decode()
