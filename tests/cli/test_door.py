"""The door: verbs, pipes, interrupts, and faults nobody foresaw."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from onrecord.cli import FORMS, main
from onrecord.export import EXPORTS
from onrecord.record.schema import schema
from onrecord.version import ENGINE

from ..scale.reports import folder_of
from .running import COMMAND, onrecord, said


def test_the_forms_are_text_and_the_exports_of_one_record() -> None:
    assert ("text", *(name for name, export in EXPORTS.items() if export.parts)) == FORMS


def test_version_schema_and_help(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"onrecord {ENGINE}\n"
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema()
    assert b"read" in onrecord("--help", cwd=tmp_path).stdout


@pytest.mark.parametrize("arguments", [[], ["reed"], ["read"], ["demo", "--format", "brat"]])
def test_wrong_usage_is_one_sentence(arguments: list[str], tmp_path: Path) -> None:
    done = onrecord(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said(done).startswith("onrecord")
    assert said(done).count("\n") == 1


def test_the_demo_shows_the_main_job(tmp_path: Path) -> None:
    done = onrecord("demo", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert (done.returncode, said(done)) == (0, "")
    shown = done.stdout.decode("ascii")
    assert "Idris ben Qatoul" in shown
    assert "an accusation withdrawn by its source" in shown
    assert "fiction" in shown
    assert "onrecord brief new --since" in shown
    assert shown.count("  onrecord ") == 10


def test_the_demo_as_json_is_one_record(tmp_path: Path) -> None:
    done = onrecord("demo", "--format", "json", cwd=tmp_path)
    assert json.loads(done.stdout)["document"]["source"] == "Basin Monitoring Desk"


def without_progress(told: str) -> str:
    """What was told but for lines of progress, which a slow machine adds."""
    return "".join(line for line in told.splitlines(keepends=True) if "documents/s" not in line)


def test_a_reader_that_has_had_enough_ends_it_quietly(tmp_path: Path) -> None:
    folder_of(tmp_path / "in", 6)
    running = subprocess.Popen([*COMMAND, "read", "in"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    told = running.stderr.read()
    running.stderr.close()
    assert (running.wait(), without_progress(told.decode())) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("form", ["text", "json"])
def test_an_output_that_is_full_is_no_fault_of_the_program(tmp_path: Path, form: str) -> None:
    folder_of(tmp_path / "in", 1)
    with Path("/dev/full").open("wb") as full:
        command = [*COMMAND, "read", "in/r000.txt", "--format", form]
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False)
    sentence = "onrecord: this output cannot be written (no space left on device): standard output; check its place\n"
    assert (done.returncode, done.stderr.decode()) == (1, sentence)


def test_stopped_with_an_interrupt_it_says_how_to_go_on(tmp_path: Path) -> None:
    # Enough that no machine is through before it is stopped.
    folder_of(tmp_path / "in", 600)
    command = [*COMMAND, "read", "in", "--jobs", "2", "--out", "out.jsonl"]
    running = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True)
    out = tmp_path / "out.jsonl"
    while not (out.exists() and out.stat().st_size):
        assert running.poll() is None
        time.sleep(0.02)
    # As a terminal does it: the whole group is told, the workers too.
    os.killpg(running.pid, signal.SIGINT)
    told = running.communicate()[1].decode()
    said = "onrecord: stopped; the same command goes on from here\n"
    assert (running.returncode, without_progress(told)) == (130, said)


def test_a_fault_of_the_program_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The fault is real: a name that the package's data do not have."""
    monkeypatch.setattr("onrecord.cli.demo._BRIEF", "not there")
    monkeypatch.delenv("ONRECORD_DEBUG", raising=False)
    assert main(["demo"]) == 1
    told = capsys.readouterr().err
    assert "please report it" in told
    assert told.count("\n") == 1
    monkeypatch.setenv("ONRECORD_DEBUG", "1")
    with pytest.raises(FileNotFoundError):
        main(["demo"])


@pytest.mark.parametrize("value", ["0", "two", "-1", "9" * 30])
def test_a_setting_that_cannot_be_used_is_said(
    value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONRECORD_JOBS", value)
    assert main(["schema"]) == 2
    assert "ONRECORD_JOBS" in capsys.readouterr().err


def test_no_library_leaves_anything_in_the_home_folder(tmp_path: Path) -> None:
    """onnxruntime would keep an identifier there, and report to its maker."""
    (tmp_path / "home").mkdir()
    folder_of(tmp_path / "in", 2)
    for jobs in ("1", "2"):
        done = onrecord("read", "in", "--jobs", jobs, cwd=tmp_path, HOME=str(tmp_path / "home"), XDG_CACHE_HOME="")
        assert done.returncode == 0
    assert list((tmp_path / "home").rglob("*")) == []
