"""``onrecord desk``: asking, judging, keeping and exporting, by the real command on a desk of a few reports."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from .conftest import Sample
from .running import COMMAND, onrecord, said


@pytest.fixture
def desk(kept_desk: Sample, tmp_path: Path) -> Path:
    """A desk of this test's own."""
    return kept_desk.copied(tmp_path)


def test_a_list_stands_straight_and_nothing_in_it_moves_the_cursor(kept_desk: Sample, tmp_path: Path) -> None:
    listed = onrecord("desk", "list", "--desk", kept_desk.place, cwd=tmp_path).stdout.decode()
    head, *rows = listed.splitlines()
    assert [row.split()[0] for row in rows] == [kept_desk.ids[name] for name in kept_desk.ids]
    assert all(row[head.index("published") :].startswith("2031-05-03 06:30") for row in rows)
    assert not any(c in listed for c in "\x1b\u202e\u202c")
    assert "new version" in rows[2]
    assert "repeats another" in rows[1]


def test_a_list_fits_its_terminal(kept_desk: Sample, tmp_path: Path) -> None:
    for columns in ("90", "40"):
        done = onrecord("desk", "list", "--desk", kept_desk.place, cwd=tmp_path, COLUMNS=columns)
        rows = done.stdout.decode().replace("\u2068", "").replace("\u2069", "").splitlines()
        if columns == "90":
            assert rows[0].startswith("id ")
            assert all(len(row) <= 90 for row in rows)
        else:
            assert "  outlet: Quay Courier" in rows
            assert "  to note: new version" in rows


def test_output_that_knows_few_characters_gets_escapes_and_json_stays_json(kept_desk: Sample, tmp_path: Path) -> None:
    plain = onrecord("desk", "list", "--desk", kept_desk.place, cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert "\\u0627" in plain.stdout.decode("ascii")
    told = onrecord("desk", "list", "--json", "--desk", kept_desk.place, cwd=tmp_path, PYTHONIOENCODING="ascii")
    rows = [json.loads(line) for line in told.stdout.decode("ascii").splitlines()]
    assert "الميناء يغلق يوم الجمعة" in [row["title"] for row in rows]


def test_copies_and_versions_show_where_they_differ(kept_desk: Sample, tmp_path: Path) -> None:
    first, copy, later = (kept_desk.ids[name] for name in ("first.json", "copy.json", "later.json"))
    repeats = onrecord("desk", "repeats", first, "--desk", kept_desk.place, cwd=tmp_path).stdout.decode()
    assert copy in repeats
    assert "added: “A diver of the port authority" in repeats
    changes = onrecord("desk", "changes", later, "--desk", kept_desk.place, cwd=tmp_path).stdout.decode()
    assert changes.index(first) < changes.index("withdrawn by source: s:") < changes.index(later)
    assert "not there: “" in changes


def test_a_reader_who_left_is_no_fault(kept_desk: Sample, tmp_path: Path) -> None:
    for verb in (("desk", "export"), ("show", kept_desk.ids["first.json"]), ("desk", "list")):
        with subprocess.Popen(
            [*COMMAND, *verb, "--desk", str(kept_desk.place)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert (process.stderr.read(), process.wait(60)) == (b"", 0)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("list", "--since", "soon"), 2, "--since is not a date"),
        (("grade", "Quay Courier", "G", "--why", "x"), 2, "not a grade"),
        (("source", "Quay Courier", "--set-kind", "gossip"), 2, "no kind of outlet"),
        (("judge", "edit", "s:ffff", "act"), 2, "an edit sets FIELD=VALUE"),
        (("say", "d:ffff"), 2, "nothing is said of this document"),
        (("retain", "bytes:-1"), 2, "keeps 0 to"),
        (("add", "http://127.0.0.1/x"), 1, "private or local address"),
        (("export", "--format", "html"), 2, "html holds one document"),
        (("export", "--out", "no/such/place.jsonl"), 1, "cannot be written"),
        (("list", "--desk", "."), 1, "there is no desk here"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(
    arguments: tuple[str, ...], code: int, sentence: str, kept_desk: Sample, tmp_path: Path
) -> None:
    done = onrecord("desk", *arguments, cwd=tmp_path, ONRECORD_DESK=str(kept_desk.place))
    assert (done.returncode, done.stdout) == (code, b"")
    assert sentence in said(done)
    assert said(done).count("\n") == 1


def test_the_grade_and_the_state_travel_with_every_export(kept_desk: Sample, desk: Path, tmp_path: Path) -> None:
    first = kept_desk.ids["first.json"]
    graded = onrecord(
        "desk", "grade", "Harbour Gazette", "b", "--why", "it corrects itself", "--desk", desk, cwd=tmp_path
    )
    assert graded.returncode == 0, said(graded)
    record = json.loads(onrecord("desk", "export", first, "--desk", desk, cwd=tmp_path).stdout)
    assert record["kept"]["source"]["grade"]["reliability"] == "B"
    withdrawn = next(one["id"] for one in record["kept"]["findings"] if one["withdrawn"])
    page = tmp_path / "page.html"
    for form, out in (("md", ()), ("html", ("--out", page))):
        done = onrecord("desk", "export", first, "--format", form, *out, "--desk", desk, cwd=tmp_path)
        text = page.read_text(encoding="utf-8") if out else done.stdout.decode()
        assert "grade B (usually reliable)" in text
        assert "it corrects itself" in text
        assert withdrawn in text
        assert "withdrawn" in text
        assert "Quay Courier" in text
    assert list(tmp_path.glob(".*.part")) == []
    listed = onrecord("desk", "sources", "--json", "--desk", desk, cwd=tmp_path).stdout.decode()
    outlets = {row["name"]: row for row in map(json.loads, listed.splitlines())}
    assert (outlets["Harbour Gazette"]["grade"]["reliability"], outlets["Harbour Gazette"]["documents"]) == ("B", 2)


def test_what_is_followed_and_of_no_outlet_is_listed_and_is_json_too(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    assert onrecord("desk", "follow", "inbox", "--desk", desk, cwd=tmp_path).returncode == 0
    shown = onrecord("desk", "sources", "--desk", desk, cwd=tmp_path, COLUMNS="100").stdout.decode()
    assert shown.index("Quay Courier") < shown.index("of no one outlet") < shown.index("folder")
    rows = onrecord("desk", "sources", "--json", "--desk", desk, cwd=tmp_path).stdout.decode().splitlines()
    (orphan,) = (row for row in map(json.loads, rows) if row["id"] is None)
    assert [one["kind"] for one in orphan["followed"]] == ["folder"]
    onrecord("desk", "unfollow", "inbox", "--desk", desk, cwd=tmp_path)
    assert "of no one outlet" not in onrecord("desk", "sources", "--desk", desk, cwd=tmp_path).stdout.decode()


def test_a_damaged_desk_is_told_by_verify(desk: Path, tmp_path: Path) -> None:
    clean = onrecord("desk", "verify", "--json", "--desk", desk, cwd=tmp_path)
    told = json.loads(clean.stdout)
    assert (clean.returncode, told["clean"], told["problems"], told["notes"]) == (0, True, [], [])
    blob = next(path for path in (desk / "archive").rglob("*") if path.is_file() and len(path.name) == 64)
    blob.chmod(0o644)
    blob.write_bytes(b"other bytes")
    damaged = onrecord("desk", "verify", "--desk", desk, cwd=tmp_path)
    assert damaged.returncode == 1
    assert blob.name in damaged.stdout.decode()
    assert "wrong" in damaged.stdout.decode().splitlines()[-1]


def test_a_desk_goes_into_a_backup_and_out_of_it(desk: Path, tmp_path: Path) -> None:
    assert onrecord("desk", "backup", "kept", "--desk", desk, cwd=tmp_path).returncode == 0
    restored = onrecord("desk", "restore", "kept", "again", cwd=tmp_path)
    assert restored.returncode == 0
    assert "a desk of 5 documents" in restored.stdout.decode()
    before = onrecord("desk", "list", "--json", "--desk", desk, cwd=tmp_path).stdout
    assert onrecord("desk", "list", "--json", "--desk", "again", cwd=tmp_path).stdout == before
    logged = onrecord("desk", "log", "--json", "--desk", desk, cwd=tmp_path).stdout.decode().splitlines()
    assert [json.loads(line)["what"] for line in logged] == ["init", "backup"]


def test_a_stop_loses_nothing_that_was_told_as_filed(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number:02}.txt").write_text(f"Mayor Ana Dol said that bridge {number} would open. " * 20)
    onrecord("desk", "init", "desk", cwd=tmp_path)
    filed = []
    with subprocess.Popen(
        [*COMMAND, "desk", "add", *(f"{number:02}.txt" for number in range(20)), "--desk", "desk", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            filed.append(line.split()[1].decode())
            if len(filed) == 3:
                os.killpg(process.pid, signal.SIGINT)
        told = process.stderr.read().decode()
    assert process.returncode == 130
    assert told.startswith("onrecord: stopped; what was told as filed is filed")
    assert told.count("\n") == 1
    rows = onrecord("desk", "list", "--json", "--desk", "desk", cwd=tmp_path).stdout.decode().splitlines()
    assert set(filed) <= {json.loads(row)["id"] for row in rows}
    assert onrecord("desk", "verify", "--desk", "desk", cwd=tmp_path).returncode == 0


def test_a_watch_ends_when_it_is_asked_and_a_second_is_refused(desk: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(30):
        (inbox / f"{number:02}.txt").write_text(f"Mayor Ana Dol said that road {number} would open. " * 20)
    assert onrecord("desk", "follow", inbox, "--desk", desk, cwd=tmp_path).returncode == 0
    with subprocess.Popen(
        [*COMMAND, "desk", "watch", "--log", "-", "--desk", str(desk)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as process:
        assert process.stderr is not None
        lines = [process.stderr.readline(), process.stderr.readline()]
        second = onrecord("desk", "watch", "--once", "--desk", desk, cwd=tmp_path)
        assert second.returncode == 1
        assert "watched by another process" in said(second)
        process.send_signal(signal.SIGTERM)
        lines += process.stderr.readlines()
    assert process.returncode == 0
    events = [json.loads(line)["event"] for line in lines]
    assert (events[0], events[-1]) == ("start", "stop")


def test_a_demo_that_was_stopped_leaves_no_half_desk(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "demo", "sample"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        while not (tmp_path / ".sample.part" / "desk.sqlite").exists():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        process.stdout.read()
        # Python itself may say before that what was cut short.
        assert process.stderr.read().endswith(b"onrecord: stopped\n")
    assert process.returncode == 130
    assert not (tmp_path / "sample").exists()
    shutil.rmtree(tmp_path / ".sample.part")
