"""``onrecord export``, as a person runs it."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import subprocess
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.cli.export import form_of
from onrecord.clock import Clock
from onrecord.errors import SettingError
from onrecord.export import EXPORTS
from onrecord.record import JudgementKind
from onrecord.store import history
from onrecord.store.opening import create
from tests.export.crossing import crossing
from tests.store.records import Said, make_record
from tests.store.searched import searched

from .running import COMMAND, onrecord, said


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with two documents."""
    place = tmp_path_factory.mktemp("export") / "desk"
    filled(place)
    return place


def filled(place: Path) -> None:
    store = create(place, Clock())
    text = "Oro said that سفينة is here."
    searched(
        store, [crossing(), make_record(text, Said("Oro", "said", "that سفينة is here"), source="Harbour Gazette")]
    )
    store.close()


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = main(["export", *map(str, arguments)])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_table_is_written_and_told(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "s.csv"
    code, printed, told = run(capsys, "csv", "-o", out, "--licence", "CC BY 4.0", "--tlp", "green", "--desk", place)
    assert (code, printed) == (0, "")
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert f"{len(rows)} statements of 2 documents written to {out}" in told
    assert {(row["licence"], row["tlp"]) for row in rows} == {("CC BY 4.0", "TLP:GREEN")}
    assert "سفينة" in rows[-1]["content"]
    code, _, told = run(capsys, "csv", "-o", out, "--desk", place)
    assert code == 2
    assert "there already" in told
    assert run(capsys, "csv", "-o", out, "--rows", "events", "--force", "--desk", place)[0] == 0
    assert out.read_text(encoding="utf-8").startswith("id,type,")


def test_standard_output_has_the_data_only(place: Path, tmp_path: Path) -> None:
    done = onrecord("export", "jsonl", "-o", "-", "--find", "kind:statement speaker:Oro", "--desk", place, cwd=tmp_path)
    assert (done.returncode, said(done)) == (0, "")
    (line,) = done.stdout.decode().splitlines()
    assert json.loads(line)["handed_out"]["query"] == "kind:statement speaker:Oro"
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="a shell of its own")
def test_a_closed_standard_output_is_one_sentence(place: Path, tmp_path: Path) -> None:
    command = " ".join(map(shlex.quote, [*COMMAND, "export", "csv", "--desk", str(place), "-o", "-"]))
    done = subprocess.run(["sh", "-c", f"{command} >&-"], cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert done.returncode == 1
    assert said(done) == "onrecord: standard output is closed; give -o FILE\n"


def test_nothing_that_fits_is_said_and_the_file_has_its_head(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, told = run(capsys, "csv", "-o", tmp_path / "none.csv", "--find", "zebra", "--desk", place)
    assert code == 0
    assert "nothing fits" in told
    assert "zebra" in told
    assert (tmp_path / "none.csv").read_text(encoding="utf-8").count("\n") == 1


def test_forms_are_listed_with_what_each_carries(capsys: pytest.CaptureFixture[str]) -> None:
    code, printed, _ = run(capsys, "--formats")
    assert code == 0
    for name, export in EXPORTS.items():
        assert (f"{name}  {export.about}"[:60] in printed) is bool(export.forms)
    assert printed.count("  licence: ") == sum(1 for export in EXPORTS.values() if export.forms)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "no form is named"),
        (["fax", "-o", "x"], "not handed out in this form: fax"),
        (["html", "-o", "x"], "not handed out in this form: html"),
        (["csv"], "nothing says where to write"),
        (["csv", "-o", "x", "--rows", "boats"], "csv has no such rows: boats"),
        (["csv", "-o", "x", "--tlp", "pink"], "Traffic Light Protocol"),
        (["csv", "-o", "x", "--limit", "0"], "--limit is no number"),
        (["csv", "-o", "x", "--as-of", "noon"], "not a time"),
        (["csv", "-o", "x", "--find", "(port"], "("),
        (["csv", "-o", "x", "--since-export", "nowhere.csv"], "neither a file nor a time"),
        (["csv", "-o", "x", "--since-export", "2031", "--whole"], "leave out --whole"),
        (["ris", "-o", "x", "--since-export", "2031"], "documents are never taken out"),
        (["csv", "-o", "-", "--since-export", "2031"], "beside a file"),
        (["csv", "-o", "no/such/folder/x.csv"], "cannot be written"),
    ],
)
def test_wrong_usage_is_one_sentence(
    arguments: list[str],
    words: str,
    place: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, printed, told = run(capsys, *arguments, "--desk", place)
    assert code in (1, 2)
    assert printed == ""
    assert words in told
    assert not list(tmp_path.iterdir())


def test_what_an_earlier_export_loses_stands_beside_the_new_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "desk"
    filled(place)
    code, _, told = run(capsys, "acled", "-o", tmp_path / "may.csv", "--desk", place)
    assert code == 0
    seen = told.split("the desk as of ")[1].strip()
    with (tmp_path / "may.csv").open(encoding="utf-8") as file:
        first = next(csv.DictReader(file))["event_id_cnty"]
    from onrecord.store.opening import open_store

    store = open_store(place)
    with store.writing() as at:
        history.judge(store, at, JudgementKind.REJECT, first, "mira", why="misread")
    store.close()
    for earlier in (seen, tmp_path / "may.csv"):
        june = ("acled", "-o", tmp_path / "june.csv", "--since-export", earlier, "--force", "--desk", place)
        code, _, told = run(capsys, *june)
        assert code == 0
        assert "1 to be taken out of the earlier export" in told
    (row,) = csv.DictReader(io.StringIO((tmp_path / "june.deletions.csv").read_text(encoding="utf-8")))
    assert (row["id"], row["reason"], row["who"], row["why"]) == (first, "rejected", "mira", "misread")


def test_the_first_form_is_the_one_that_is_meant() -> None:
    assert form_of("csv", None).rows == "statements"
    assert form_of("parquet", "ties").rows == "ties"
    with pytest.raises(SettingError, match="leave --rows out"):
        form_of("xlsx", "ties")
