"""Files, folders, patterns, URLs and standard input."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import IntakeError
from onrecord.intake import READERS, Raw, known_suffixes, reader_for, sources

from .made import write


def test_a_folder_is_searched_in_order_and_what_is_hidden_or_unknown_is_skipped(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "sub/c.MD", "sub/d.png", ".hidden.txt", ".git/e.txt", "sub/z/f.jsonl", "README"):
        write(tmp_path, name)
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    found = [path.relative_to(tmp_path).as_posix() for path in map(Path, sources([str(tmp_path)]))]
    assert found == ["a.html", "b.txt", "sub/c.MD", "sub/z/f.jsonl"]


def test_a_folder_without_reports_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.png")
    with pytest.raises(IntakeError, match=r"this folder holds no reports: .*; reports end in \.atom, \.docx"):
        list(sources([str(tmp_path)]))


def test_patterns(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md", "sub/d.txt"):
        write(tmp_path, name)
    assert [Path(p).name for p in sources([f"{tmp_path}/*.txt"])] == ["a.txt", "b.txt"]
    assert [Path(p).name for p in sources([f"{tmp_path}/**/*.txt"])] == ["a.txt", "b.txt", "d.txt"]
    assert [Path(p).name for p in sources([f"{tmp_path}/*"])] == ["a.txt", "b.txt", "c.md", "d.txt"]
    with pytest.raises(IntakeError, match="no file fits this pattern"):
        list(sources([f"{tmp_path}/*.pdf"]))


def test_a_file_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    path = write(tmp_path, "a[1].txt")
    assert list(sources([str(path)])) == [path]


def test_each_source_once_and_what_is_not_there_is_given_back(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt")
    asked = ["-", "https://wire.example/a", str(path), str(tmp_path), "none.txt", "-"]
    assert list(sources(asked)) == ["-", "https://wire.example/a", path, Path("none.txt")]


@pytest.mark.parametrize("address", ["ftp://post.example/a", "file:///etc/hosts", "gopher://[::1]/*"])
def test_an_address_that_is_not_fetched_is_no_missing_file(address: str) -> None:
    with pytest.raises(IntakeError, match="only http and https addresses are fetched"):
        list(sources([address]))


def test_no_two_readers_claim_the_same() -> None:
    suffixes = [suffix for reader in READERS for suffix in reader.suffixes]
    types = [media_type for reader in READERS for media_type in reader.media_types]
    assert len(suffixes) == len(set(suffixes)) == len(known_suffixes())
    assert len(types) == len(set(types))


@pytest.mark.parametrize(
    ("raw", "reader"),
    [
        (Raw(b"<html><p>Open.", "page.txt"), "plain"),
        (Raw(b"<!DOCTYPE html><p>Open.", "-"), "web_page"),
        (Raw(b'{"text": "Open."}', "-"), "article_json"),
        (Raw(b'[{"text": "Open."}]', "report"), "article_json"),
        (Raw(b"[1] Open.", "report"), "plain"),
        (Raw(b"Open.", "report.log"), "plain"),
        (Raw(b"# Open", "https://a.example/r.md", "text/plain; charset=utf-8"), "markdown"),
        (Raw(b"<p>Open.", "https://a.example/r.txt", "text/html"), "web_page"),
        (Raw(b"%PDF-1.4", "report.txt"), "pdf"),
    ],
)
def test_which_reader(raw: Raw, reader: str) -> None:
    assert reader_for(raw).name == reader


def test_a_declared_type_that_nobody_reads_is_refused() -> None:
    with pytest.raises(IntakeError, match="video/mp4 cannot be read"):
        reader_for(Raw(b"....", "https://a.example/v", "video/mp4"))
