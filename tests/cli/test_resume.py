"""A run that is killed goes on: every document exactly once, whatever the moment."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ..scale.reports import folder_of, lines_of
from .running import COMMAND, onrecord, said

COUNT = 40


def killed_when(command: list[str], cwd: Path, reached: Callable[[], bool]) -> None:
    """Starts the command and kills it with SIGKILL as soon as ``reached``."""
    running = subprocess.Popen([*COMMAND, *command], cwd=cwd, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not reached():
        assert running.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.wait()


def texts(path: Path) -> list[str]:
    return [json.loads(line)["document"]["text"] for line in path.read_bytes().decode().split("\n")[:-1]]


@pytest.mark.parametrize("kind", ["folder", "lines"])
def test_killed_and_started_again_every_document_is_there_once(tmp_path: Path, kind: str) -> None:
    if kind == "folder":
        folder_of(tmp_path / "in", COUNT)
    else:
        (tmp_path / "in").mkdir()
        lines_of(tmp_path / "in" / "a.jsonl", COUNT)
    (tmp_path / "in" / "bad.txt").write_bytes(b"\x00\x01\x02" * 50)
    command = ["read", "in", "--jobs", "2", "--out", "out.jsonl"]
    out, journal = tmp_path / "out.jsonl", tmp_path / "out.jsonl.progress"
    for goal in (5, 20):
        killed_when(command, tmp_path, lambda goal=goal: out.exists() and out.read_bytes().count(b"\n") >= goal)  # type: ignore[misc]
        assert journal.exists()
        # A kill inside a write leaves half a line.
        with out.open("ab") as file:
            file.write(b'{"onrecord": "0.')
        with journal.open("ab") as file:
            file.write(b'{"source": "in/r0')
    done = onrecord(*command, cwd=tmp_path)
    assert done.returncode == 1
    assert "going on with an unfinished run" in said(done)
    assert not journal.exists()
    straight = onrecord("read", "in", "--format", "jsonl", cwd=tmp_path)
    assert out.read_bytes() == straight.stdout
    assert len(set(texts(out))) == COUNT
    assert len((tmp_path / "out.jsonl.failures.jsonl").read_bytes().splitlines()) == 1


def test_a_folder_of_pages_goes_on(tmp_path: Path) -> None:
    folder_of(tmp_path / "in", 12)
    command = ["read", "in", "--format", "md", "--out", "pages/"]
    pages = tmp_path / "pages"
    killed_when(command, tmp_path, lambda: len(list(pages.glob("*.md"))) >= 3)
    done = onrecord(*command, cwd=tmp_path)
    assert done.returncode == 0, said(done)
    assert sorted(p.name for p in pages.iterdir()) == [f"r{n:03}.md" for n in range(12)]


def test_what_changed_in_between(tmp_path: Path) -> None:
    """Half of a changed source is read again whole; another command does not go on with this one's work."""
    source = lines_of(tmp_path / "a.jsonl", COUNT)
    command = ["read", "a.jsonl", "--out", "out.jsonl"]
    out = tmp_path / "out.jsonl"
    killed_when(command, tmp_path, lambda: out.exists() and out.read_bytes().count(b"\n") >= 3)
    other = onrecord(*command, "--title", "Another", cwd=tmp_path)
    assert other.returncode == 2
    assert "unfinished run with other sources or options" in said(other)
    lines_of(source, 5, first=100)
    assert onrecord(*command, cwd=tmp_path).returncode == 0
    assert [text.split()[1] for text in texts(out)] == ["100", "101", "102", "103", "104"]
    assert onrecord(*command, cwd=tmp_path).returncode == 2


def test_an_output_shorter_than_its_journal_is_gone_on_with_where_it_ends(tmp_path: Path) -> None:
    """After a power cut the journal may be safe on disk and the end of the output not."""
    folder_of(tmp_path / "in", COUNT)
    command = ["read", "in", "--out", "out.jsonl"]
    out = tmp_path / "out.jsonl"
    killed_when(command, tmp_path, lambda: out.exists() and out.read_bytes().count(b"\n") >= 6)
    whole = out.read_bytes()
    out.write_bytes(whole[: whole.index(b"\n", len(whole) // 2) - 7])
    assert onrecord(*command, cwd=tmp_path).returncode == 0
    assert out.read_bytes() == onrecord("read", "in", cwd=tmp_path).stdout
