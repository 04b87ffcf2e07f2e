"""``onrecord brief check`` as a gate, as messages, and as a watch, by the real command."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .conftest import Sample
from .running import COMMAND, onrecord, said


@pytest.fixture(scope="module")
def key(kept_desk: Sample) -> str:
    """The statement “We will close the port on Friday”, as its desk cites it."""
    exported = onrecord("desk", "export", "--desk", kept_desk.place, cwd=kept_desk.place).stdout.decode()
    for line in exported.splitlines():
        record = json.loads(line)
        words = record["document"]["text"]
        for one in record["statements"]:
            if any("close the port" in words[begin:end] for begin, end in one["content"]["spans"]):
                kept = {each["local"]: each["id"] for each in record["kept"]["findings"]}
                return str(kept[one["id"]])
    raise AssertionError("the desk has no such statement")


def draft(folder: Path, text: str, name: str = "brief.md") -> Path:
    """A draft in a folder."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def check(desk: Sample, folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Runs it in a folder of 80 columns."""
    return onrecord("brief", "check", "--desk", desk.place, *arguments, cwd=folder, COLUMNS="80")


GOOD = "\n\n“We will close the port on Friday,” Interior Minister Bashir Qoltan told reporters [@{}].\n"
BAD = "\n\n“We will close the fort on Friday,” Interior Minister Bashir Qoltan told reporters [@{}].\n"


def test_a_clean_draft(kept_desk: Sample, key: str, tmp_path: Path) -> None:
    draft(tmp_path, GOOD.format(key))
    done = check(kept_desk, tmp_path, "brief.md", "--format", "json")
    (file,) = json.loads(done.stdout)["files"]
    assert [one for one in file["faults"] if one["gravity"] == "error"] == []
    assert (file["sentences"], file["citations"], done.returncode) == (1, 1, 0)


def test_messages_have_line_column_words_and_mending(kept_desk: Sample, key: str, tmp_path: Path) -> None:
    draft(tmp_path, BAD.format(key))
    done = check(kept_desk, tmp_path, "brief.md")
    shown = done.stdout.decode()
    assert done.returncode == 1
    lines = shown.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("brief.md:3:20: error: quote: "))
    rest = " ".join(line.strip() for line in lines[at : at + 2])
    assert rest.endswith("“fort” where the source has “port”")
    mark = next(line for line in lines[at:] if line.strip() == "^^^^")
    words = lines[lines.index(mark) - 1]
    assert words[mark.index("^") :].startswith("fort on Friday")
    assert "→ write “port”: the source has “We will close the port on Friday”" in " ".join(shown.split())
    assert all(len(line) <= 80 for line in lines)
    assert lines[-1].startswith("brief.md: 1 sentence, 1 citation: ")
    assert said(done) == ""


def test_the_forms_for_other_programs(kept_desk: Sample, key: str, tmp_path: Path) -> None:
    draft(tmp_path, BAD.format(key))
    lines = check(kept_desk, tmp_path, "brief.md", "--format", "lines").stdout.decode().splitlines()
    assert any(line.startswith("brief.md:3:20: error: quote: the quotation is not exact") for line in lines)
    done = check(kept_desk, tmp_path, "brief.md", "--format", "json", "--out", "out.json")
    assert (done.stdout, done.returncode) == (b"", 1)
    (file,) = json.loads((tmp_path / "out.json").read_text())["files"]
    (quote,) = [one for one in file["faults"] if one["kind"] == "quote"]
    text = (tmp_path / "brief.md").read_text()
    begin, end = quote["span"]
    assert (text[begin:end], quote["instead"], quote["line"], quote["column"]) == ("fort", "port", 3, 20)
    assert quote["cited"] == key
    assert check(kept_desk, tmp_path, "brief.md", "--format", "json", "--out", "out.json").returncode == 2


def test_warnings_and_what_nobody_confirmed(kept_desk: Sample, key: str, tmp_path: Path) -> None:
    draft(tmp_path, "Comment: It is highly likely that the port closes.\n")
    assert check(kept_desk, tmp_path, "brief.md").returncode == 0
    assert check(kept_desk, tmp_path, "brief.md", "--strict").returncode == 1
    draft(tmp_path, GOOD.format(key))
    done = check(kept_desk, tmp_path, "brief.md", "--require-confirmed", "--format", "lines")
    assert f"error: state: nobody has confirmed {key}" in done.stdout.decode()
    assert done.returncode == 1


def test_a_style_that_is_given_or_named(kept_desk: Sample, tmp_path: Path) -> None:
    draft(tmp_path, "likelihood: {highly likely: very likely}\n", "ours.yaml")
    draft(tmp_path, "Comment: It is highly likely that the port closes.\n")
    assert check(kept_desk, tmp_path, "brief.md", "--strict", "--style", "ours.yaml").returncode == 0
    draft(tmp_path, "---\nstyle: ours\n---\nComment: It is highly likely that the port closes.\n")
    assert check(kept_desk, tmp_path, "brief.md", "--strict").returncode == 0
    draft(tmp_path, "---\nstyle: ../ours\n---\nComment: It may.\n")
    refused = check(kept_desk, tmp_path, "brief.md")
    assert refused.returncode == 2
    assert "a draft names a style of its own folder" in said(refused)


@pytest.mark.parametrize(
    ("name", "data", "words", "code"),
    [
        ("none.md", None, "this draft cannot be read", 2),
        ("latin.md", b"caf\xe9", "this draft is no text in UTF-8", 1),
        ("head.md", b"---\n[\n---\n", "the head of this draft cannot be read", 1),
        ("large.md", b"x" * 8_000_001, "this draft is too large", 1),
    ],
)
def test_what_is_no_draft(
    kept_desk: Sample, tmp_path: Path, name: str, data: bytes | None, words: str, code: int
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    done = check(kept_desk, tmp_path, name)
    assert done.returncode == code
    assert words in said(done)
    assert name in said(done)


def test_a_hostile_draft_moves_nothing_on_the_terminal(kept_desk: Sample, tmp_path: Path) -> None:
    draft(tmp_path, "He said \x1b[31m“red\u202e” and قال «لا» so [@s:ffff].\n\nHe \x1b]0;x\x07 left.\n")
    for form in ("text", "lines"):
        shown = check(kept_desk, tmp_path, "brief.md", "--format", form).stdout.decode()
        assert "\x1b" not in shown
        assert "\x07" not in shown
        assert "\u202e" not in shown


@contextmanager
def watching(desk: Sample, folder: Path, *files: str) -> Iterator[subprocess.Popen[bytes]]:
    """The command, watching, with its output in a file."""
    with (
        (folder / "out").open("wb") as out,
        subprocess.Popen(
            [*COMMAND, "brief", "check", "--watch", "--format", "lines", "--desk", str(desk.place), *files],
            cwd=folder,
            stdout=out,
            stderr=out,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"},
        ) as run,
    ):
        try:
            yield run
        finally:
            run.kill()


def waited(folder: Path, words: str, seconds: float = 60) -> bool:
    """Whether the output has these words, now or in a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if words in (folder / "out").read_text(encoding="utf-8"):
            return True
        time.sleep(0.05)
    return False


def test_a_watched_draft_is_checked_when_it_changes(kept_desk: Sample, key: str, tmp_path: Path) -> None:
    path = draft(tmp_path, BAD.format(key))
    with watching(kept_desk, tmp_path, "brief.md") as run:
        assert waited(tmp_path, "“fort” where the source has “port”")
        path.write_bytes(b"---\n[half written \xff")
        assert waited(tmp_path, "this draft is no text in UTF-8")
        path.unlink()
        assert waited(tmp_path, "this draft cannot be read")
        path.write_text(BAD.format(key).replace("fort", "harbour"), encoding="utf-8")
        assert waited(tmp_path, "“harbour” where the source has “port”")
        path.write_text(GOOD.format(key), encoding="utf-8")
        assert waited(tmp_path, ": 0 errors, ")
        run.send_signal(signal.SIGINT)
        assert run.wait(30) == 0
    assert "Traceback" not in (tmp_path / "out").read_text(encoding="utf-8")


def test_what_watching_cannot_do(kept_desk: Sample, tmp_path: Path) -> None:
    draft(tmp_path, "Comment: x\n")
    done = check(kept_desk, tmp_path, "brief.md", "--watch", "--format", "json")
    assert done.returncode == 2
    assert "--watch writes messages" in said(done)
