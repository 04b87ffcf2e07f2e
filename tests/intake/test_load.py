"""Files before they are read: missing, of the wrong kind, too large, closed; and standard input."""

from __future__ import annotations

import io
import os
import pickle
from pathlib import Path

import pytest

from onrecord.errors import IntakeError
from onrecord.intake import Raw, load, sources, take
from onrecord.record import Document

from .made import write


def _refused(path: str | Path, largest: int = 64 * 1024 * 1024) -> IntakeError:
    with pytest.raises(IntakeError) as caught:
        load(path, largest)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy
    return caught.value


def test_bytes_and_name(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Open.")
    assert load(path) == Raw(b"Open.", str(path))


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert "too large (200 MiB, at most 64 MiB are read)" in str(_refused(path))


def test_what_is_no_readable_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "folder" in _refused(tmp_path).what
    assert "pipe" in _refused(tmp_path / "pipe").what
    assert "no such file" in _refused(tmp_path / "none.txt").what
    for name in ("a\0b", "a" * 5000, "\udcff" * 3):
        assert _refused(name).what


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_a_closed_file_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt")
    path.chmod(0)
    assert "may not be opened" in _refused(path).what


def test_what_the_system_says_when_it_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The superuser of a test machine may open everything, so the system's own refusal is put in its place.
    def closed(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path, "a.txt")
    monkeypatch.setattr(Path, "open", closed)
    assert str(_refused(path)) == f"this file may not be opened: {path}; check its permissions"


def test_standard_input_is_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"The harbour is open.")))
    assert load("-").data == b"The harbour is open."
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"x" * 11)))
    assert "too large" in _refused("-", 10).what


def test_taking_a_path_gives_its_document_with_a_steady_id(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Open.")
    (first,), (second,), (other,) = take(path), take(str(path)), take(Raw(b"Shut.", "-"))
    assert isinstance(first, Document)
    assert first == second
    assert first.id.startswith("d:")
    assert len(first.id) == 18
    assert first.id != getattr(other, "id", None)
    assert pickle.loads(pickle.dumps(first)) == first
    assert (first.snapshot.size, first.snapshot.media_type, first.published) == (5, "text/plain", None)


def test_a_file_called_dash_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "-").write_text("The harbour is open.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"The harbour is shut.")))
    (found,) = sources(["[-]"])
    assert load(found).data == b"The harbour is open."
