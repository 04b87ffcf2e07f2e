"""``onrecord read``: forms, places, exit codes, and what a person is told."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from onrecord import from_wire

from ..scale.reports import folder_of, lines_of, report
from .running import onrecord, said


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder_of(tmp_path / "reports", 3)
    return tmp_path


def objects(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in data.decode().splitlines()]


def test_one_document_piped_is_text(place: Path) -> None:
    done = onrecord("read", "reports/r000.txt", cwd=place)
    assert (done.returncode, said(done)) == (0, "")
    assert "harbor master" in done.stdout.decode()
    assert b"\x1b" not in done.stdout
    assert not done.stdout.startswith(b"{")


def test_many_documents_piped_are_json_lines(place: Path) -> None:
    done = onrecord("read", "reports", "--source", "Marsh Post", "--published", "2031-02", cwd=place)
    assert done.returncode == 0
    records = [from_wire(wire) for wire in objects(done.stdout)]
    assert [r.document.text for r in records] == [report(n) for n in range(3)]
    assert {(r.document.source, r.document.published) for r in records} == {("Marsh Post", "2031-02")}
    assert "3 documents read" in said(done)


def test_one_source_that_holds_many_is_json_lines_too(place: Path) -> None:
    lines_of(place / "a.jsonl", 3)
    done = onrecord("read", "a.jsonl", "--jobs", "2", cwd=place)
    assert done.returncode == 0
    assert len(objects(done.stdout)) == 3


def test_standard_input(place: Path) -> None:
    done = onrecord("read", "-", "--format", "json", cwd=place, stdin=report(1).encode())
    assert done.returncode == 0
    assert json.loads(done.stdout)["document"]["text"] == report(1)


def test_the_good_are_read_and_the_bad_are_named(place: Path) -> None:
    (place / "reports" / "empty.txt").write_text("")
    done = onrecord("read", "reports", "nowhere.txt", cwd=place, ONRECORD_JOBS="2")
    assert done.returncode == 1
    assert len(objects(done.stdout)) == 3
    told = said(done)
    assert "2 documents or sources could not be read" in told
    assert "this file is empty: reports/empty.txt" in told
    assert "there is no such file: nowhere.txt" in told


def test_a_folder_without_reports_and_a_hostile_name(place: Path) -> None:
    (place / "none").mkdir()
    done = onrecord("read", "none", cwd=place)
    assert (done.returncode, done.stdout) == (1, b"")
    assert said(done).startswith("onrecord: this folder holds no reports: none")
    assert said(done).count("\n") == 1
    done = onrecord("read", "a\x1b[2Jb\u202e.txt", cwd=place)
    assert done.returncode == 1
    assert b"\x1b" not in done.stderr
    assert "\u202e" not in said(done)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every file")
def test_a_file_that_may_not_be_opened(place: Path) -> None:
    (place / "reports" / "r000.txt").chmod(0)
    done = onrecord("read", "reports/r000.txt", cwd=place)
    assert done.returncode == 1
    assert said(done) == "onrecord: this file may not be opened: reports/r000.txt; check its permissions\n"


def test_a_language_it_does_not_read_is_said_and_counts_as_read(place: Path) -> None:
    done = onrecord("read", "reports/r000.txt", "--language", "fr", "--format", "json", cwd=place)
    assert done.returncode == 0
    assert "reads English only" in said(done)
    assert json.loads(done.stdout)["statements"] == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--format", "brat"], "brat is two files a document; give a folder with --out"),
        (["--format", "html"], "html holds one document, and there are 3 sources"),
        (["--published", "soon"], "not a publication date: 'soon'"),
        (["--jobs", "0"], "--jobs must be 1 or more: 0"),
        (["--jobs", "x"], "invalid int value: 'x'"),
        (["--format", "xml"], "invalid choice: 'xml'"),
        (["--out", "records"], "the name of the output does not tell its form: records"),
        (["--out", "no/where.jsonl"], "there is no such folder: no"),
        (["--out", "page.html"], "html holds one document, and there may be several: page.html"),
        (["--out", "reports", "--format", "html"], "everything that is to be read lies in the output: reports"),
    ],
)
def test_wrong_usage_is_one_sentence(place: Path, arguments: list[str], sentence: str) -> None:
    done = onrecord("read", "reports", *arguments, cwd=place)
    assert (done.returncode, done.stdout) == (2, b"")
    assert sentence in said(done)
    assert said(done).count("\n") == 1


def test_a_page_is_not_overwritten_without_force(place: Path) -> None:
    command = ["read", "reports/r000.txt", "--out", "page.html"]
    assert onrecord(*command, cwd=place).returncode == 0
    first = (place / "page.html").read_bytes()
    assert b"harbor master" in first
    (place / "page.html").write_text("kept")
    done = onrecord(*command, cwd=place)
    assert done.returncode == 2
    assert "this output exists already: page.html; give --force" in said(done)
    assert (place / "page.html").read_text() == "kept"
    assert onrecord(*command, "--force", cwd=place).returncode == 0
    assert (place / "page.html").read_bytes() == first


def test_the_output_never_replaces_what_is_read(place: Path) -> None:
    done = onrecord("read", "reports/r000.txt", "--out", "reports/r000.txt", "--force", cwd=place)
    assert done.returncode == 2
    assert "would overwrite what is to be read" in said(done)
    assert (place / "reports" / "r000.txt").read_text() == report(0)


def test_a_folder_gets_a_file_for_each_document(place: Path) -> None:
    (place / "reports" / "more").mkdir()
    (place / "reports" / "more" / "R000.txt").write_text(report(7))
    lines_of(place / "reports" / "a.jsonl", 2, first=20)
    done = onrecord("read", "reports", "--format", "brat", "--out", "brat/", cwd=place)
    assert done.returncode == 0, said(done)
    stems = {"a-00001", "a-00002", "r000", "r001", "r002", "R000-2"}
    assert {p.name for p in (place / "brat").iterdir()} == {s + e for s in stems for e in (".txt", ".ann")}
    assert (place / "brat" / "R000-2.txt").read_text() == report(7)
    again = onrecord("read", "reports", "--format", "brat", "--out", "brat", cwd=place)
    assert again.returncode == 2
    assert "exists already" in said(again)


def test_one_source_that_holds_many_gets_a_folder_too(place: Path) -> None:
    lines_of(place / "a.jsonl", 2)
    done = onrecord("read", "a.jsonl", "--format", "html", "--out", "pages", cwd=place)
    assert done.returncode == 0, said(done)
    assert sorted(p.name for p in (place / "pages").iterdir()) == ["a-00001.html", "a-00002.html"]
    lines_of(place / "one.json", 1)
    assert onrecord("read", "one.json", "--out", "one.html", cwd=place).returncode == 0
    assert (place / "one.html").is_file()
    done = onrecord("read", "a.jsonl", "--out", "all.html", cwd=place)
    assert done.returncode == 2
    assert "html holds one document, and there are several" in said(done)


def test_failures_stand_beside_the_output(place: Path) -> None:
    (place / "reports" / "empty.txt").write_text("")
    done = onrecord("read", ".", "--out", "all.jsonl", cwd=place)
    assert done.returncode == 1
    (failure,) = objects((place / "all.jsonl.failures.jsonl").read_bytes())
    assert failure["source"] == "reports/empty.txt"
    assert failure["error"] == {
        "kind": "IntakeError",
        "message": "this file is empty: reports/empty.txt; nothing was read from it",
    }
    assert len(objects((place / "all.jsonl").read_bytes())) == 3
    (place / "reports" / "empty.txt").unlink()
    again = onrecord("read", ".", "--out", "all.jsonl", "--force", cwd=place)
    assert again.returncode == 0
    assert sorted(p.name for p in place.iterdir()) == ["all.jsonl", "reports"]
    assert len(objects((place / "all.jsonl").read_bytes())) == 3
