"""The codebook at the command line: listed, and its examples read."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.cli.codebook_examples import Examples
from onrecord.codebook.codebook_files import FILES, CodebookFile
from onrecord.codebook.examples import Example, Finding
from onrecord.codebook.sheet import FOLDER


@pytest.fixture(scope="module")
def reading() -> Examples:
    return Examples()


def test_every_file_of_the_codebook_is_listed_with_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook"]) == 0
    told = capsys.readouterr().out
    assert {f.file for f in FILES} == {p.name for p in (*FOLDER.glob("*.yaml"), *FOLDER.glob("*.csv"))}
    assert all(f.file in told for f in FILES)
    assert "0.8" in told


def test_files_without_examples_are_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook", "check", "event_types", "cameo.csv"]) == 0
    assert "2 files, 0 examples: in order" in capsys.readouterr().out


def test_an_unknown_file_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook", "check", "verbs_of_flight"]) == 2
    assert "verbs_of_flight" in capsys.readouterr().err


def test_an_example_that_fails_is_told_with_all_that_helps(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import onrecord.cli.codebook as verb

    wrong = Example("trial.yaml", 7, "Nesharra praised Qalmara.", Finding.EVENT, "ASSAULT", {"doer": "Qalmara"})
    file = CodebookFile("trial.yaml", lambda: None, lambda: (wrong,))
    monkeypatch.setattr(verb, "FILES", (file,))
    assert main(["codebook", "check"]) == 1
    out, err = capsys.readouterr()
    assert "1 wrong" in out
    assert "trial.yaml, line 7: Nesharra praised Qalmara." in err
    assert "expected: event ASSAULT, doer: Qalmara" in err
    assert "came out: event SUPPORT, doer: Nesharra" in err


@pytest.mark.parametrize(
    ("example", "holds"),
    [
        (Example("x", 1, "Nesharra praised Qalmara.", Finding.EVENT, "SUPPORT", {"doer": "Nesharra"}), True),
        (Example("x", 1, "Nesharra praised Qalmara.", Finding.EVENT, "SUPPORT", {"doer": ""}), False),
        (Example("x", 1, "Nesharra praised Qalmara.", Finding.EVENT, "SUPPORT", {"mode": ""}), True),
        (Example("x", 1, "Nesharra praised Qalmara.", Finding.EVENT, "SUPPORT", holds=False), False),
        (Example("x", 1, "Nesharra is far away.", Finding.EVENT, holds=False), True),
        (Example("x", 1, "Nesharra did not attack Qalmara.", Finding.POLARITY, "negated", {"of": "attack"}), True),
        (Example("x", 1, "Nesharra attacked Qalmara.", Finding.POLARITY, "negated", {"of": "attacked"}), False),
    ],
)
def test_examples_are_held_against_the_reading(reading: Examples, example: Example, holds: bool) -> None:
    assert (reading.failure(example) is None) is holds


def test_the_quick_forms_are_written_on_demand(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import onrecord.cli.codebook as verb

    (tmp_path / "trial.yaml").write_text('name: trial\nversion: "1"\n', encoding="utf-8")
    monkeypatch.setattr(verb, "FILES", (CodebookFile(str(tmp_path / "trial.yaml"), lambda: None),))
    assert main(["codebook", "compile"]) == 0
    assert "trial.yaml: compiled" in capsys.readouterr().out
    assert (tmp_path / "compiled" / "trial.json").exists()
