"""``onrecord brief render``, run as a person runs it."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from ..pango import needs_pango
from .conftest import Sample
from .running import onrecord, said

_DRAFT = (
    "---\ntitle: The port\nuntil: 2031-05-04\ntlp: {tlp}\n---\n\n# The port\n\n## At a glance\n\n"
    "- “We will close the port on Friday,” Interior Minister Bashir Qoltan said [@{key}].\n\n"
    "## The port\n\n“We will close the {word} on Friday,” Interior Minister Bashir Qoltan said [@{key}].\n\n"
    "Comment: It is likely that he means it.\n"
)


@pytest.fixture(scope="module")
def key(kept_desk: Sample) -> str:
    """The statement “We will close the port on Friday”, as its desk cites it."""
    found = onrecord(
        "find", '"close the port" kind:statement', "--json", "--desk", kept_desk.place, cwd=kept_desk.place
    )
    return str(json.loads(found.stdout.decode().splitlines()[0])["id"])


def render(
    desk: Sample, folder: Path, key: str, *arguments: str | Path, word: str = "port", tlp: str = "GREEN"
) -> subprocess.CompletedProcess[bytes]:
    """Writes a draft and renders it."""
    (folder / "draft.md").write_text(_DRAFT.format(key=key, word=word, tlp=tlp), encoding="utf-8")
    return onrecord("brief", "render", "draft.md", "--desk", desk.place, *arguments, cwd=folder)


@needs_pango
def test_a_clean_draft_goes_out_in_every_form(kept_desk: Sample, key: str, tmp_path: Path) -> None:
    begins = {
        "html": b"<!DOCTYPE html>",
        "docx": b"PK\x03\x04",
        "pdf": b"%PDF-",
        "md": b"**TLP:GREEN**",
        "txt": b"TLP:GREEN",
    }
    for form, begin in begins.items():
        done = render(kept_desk, tmp_path, key, "--out", f"brief.{form}")
        assert (done.returncode, said(done).splitlines()[-1]) == (0, f"written to brief.{form}"), said(done)
        assert (tmp_path / f"brief.{form}").read_bytes().startswith(begin)
    page = (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert "Checked: every sentence against what it cites" in page
    with zipfile.ZipFile(tmp_path / "brief.docx") as packed:
        assert "word/footnotes.xml" in packed.namelist()


def test_a_draft_with_errors_goes_nowhere_unless_it_says_so(kept_desk: Sample, key: str, tmp_path: Path) -> None:
    done = render(kept_desk, tmp_path, key, "--out", "brief.html", word="fort")
    assert done.returncode == 1
    assert "draft.md:15:" in said(done)
    assert "so nothing is rendered: draft.md; mend them, or give --no-check" in said(done)
    assert not (tmp_path / "brief.html").exists()
    done = render(kept_desk, tmp_path, key, "--out", "brief.html", "--no-check", word="fort")
    assert done.returncode == 0
    assert "this brief was not checked; the page says so" in said(done)
    assert '<p class="verdict unchecked">Not checked' in (tmp_path / "brief.html").read_text(encoding="utf-8")


def test_nothing_is_overwritten_unasked_and_a_draft_never(kept_desk: Sample, key: str, tmp_path: Path) -> None:
    (tmp_path / "brief.md").write_text("mine", encoding="utf-8")
    done = render(kept_desk, tmp_path, key, "--out", "brief.md")
    assert (done.returncode, (tmp_path / "brief.md").read_text()) == (2, "mine")
    done = render(kept_desk, tmp_path, key, "--out", "draft.md", "--force")
    assert done.returncode == 2
    assert "a draft is not overwritten by its own rendering" in said(done)
    assert (tmp_path / "draft.md").read_text(encoding="utf-8").startswith("---\ntitle: The port")


def test_the_house_brings_sheet_style_and_reference(kept_desk: Sample, key: str, tmp_path: Path) -> None:
    (tmp_path / "house.css").write_text("h1 { color: teal; }", encoding="utf-8")
    (tmp_path / "house.yaml").write_text(
        "csl: onrecord-author-date\ncss: house.css\nheadings:\n  At a glance: In brief\n"
    )
    done = render(kept_desk, tmp_path, key, "--style", "house.yaml", "--out", "brief.html")
    page = (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert done.returncode == 0, said(done)
    assert "color: teal" in page
    assert ">In brief</h2>" in page
    assert '<ul class="sources">' in page
    done = render(
        kept_desk, tmp_path, key, "--style", "house.yaml", "--csl", "onrecord-note", "--notes", "end", "--out", "x.txt"
    )
    assert done.returncode == 0
    assert "\nNotes\n-----\n" in (tmp_path / "x.txt").read_text(encoding="utf-8")
    # A rendering is a reference for the next.
    for name, more in (("one.docx", ()), ("two.docx", ("--reference-docx", "one.docx"))):
        assert render(kept_desk, tmp_path, key, *more, "--out", name).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--csl", "apa"), 2, "there is no such style of citation: apa"),
        (("--css", "none.css"), 1, "this style sheet cannot be read (no such file or directory): none.css"),
        (("--reference-docx", "draft.md"), 2, "this reference is no DOCX"),
        (("--format", "epub"), 2, "invalid choice"),
        (("--notes", "margin"), 2, "invalid choice"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    kept_desk: Sample, key: str, tmp_path: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    done = render(kept_desk, tmp_path, key, *arguments, "--no-check", "--out", "brief.docx")
    assert done.returncode == code, said(done)
    assert message in said(done)
    assert not (tmp_path / "brief.docx").exists()


def test_a_mark_that_is_none_and_a_draft_that_is_none(kept_desk: Sample, key: str, tmp_path: Path) -> None:
    done = render(kept_desk, tmp_path, key, "--no-check", "--out", "brief.html", tlp="PINK")
    assert (done.returncode, "“PINK” is no mark of TLP 2.0: draft.md" in said(done)) == (1, True)
    (tmp_path / "latin.md").write_bytes(b"caf\xe9")
    done = onrecord("brief", "render", "latin.md", "--out", "x.html", "--desk", kept_desk.place, cwd=tmp_path)
    assert (done.returncode, "this draft is no text in UTF-8: latin.md" in said(done)) == (1, True)
