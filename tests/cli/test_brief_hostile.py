"""Briefs by a hostile hand: what is too long, endless, no file or no picture ends at once, in one sentence."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.brief.draft import LONGEST, MOST_CITATIONS, MOST_SENTENCES, read_draft
from onrecord.brief.frozen import FORM, canonical, frozen_from
from onrecord.brief.render_blocks import _CITED
from onrecord.brief.render_csl import Citing
from onrecord.brief.render_docx import _ready
from onrecord.brief.render_figures import picture_at, pictures_of, safe
from onrecord.brief.render_raster import _size
from onrecord.brief.style import load_style
from onrecord.errors import BriefError, SettingError
from onrecord.record import BriefPart

from .conftest import Sample
from .running import onrecord, said

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
#: What a check that is not linear would need hours for.
_MANY = 300_000


@pytest.mark.parametrize(
    "line", ["# " + "#" * _MANY + "x", "-" * _MANY + "x", " " * _MANY + "x", "|" + " " * _MANY + "-x"]
)
def test_a_line_of_one_letter_is_read_at_once(line: str) -> None:
    assert len(read_draft(line).brief.sentences) == 1


def test_a_heading_ends_before_its_closing_marks() -> None:
    first, second = read_draft("## Port #1  ##  \n\n### \n\n# a#\n").brief.sentences
    assert (first.text, first.level) == ("Port #1", 2)
    assert (second.text, second.level) == ("a", 1)


def test_many_margin_notes_are_passed_over_at_once() -> None:
    assert [one.text for one in read_draft("<!--x-->\n" * 50_000 + "He left.").brief.sentences] == ["He left."]


@pytest.mark.parametrize(
    ("piece", "most"),
    [("He left.\n\n", f"{MOST_SENTENCES:,} sentences"), ("[@s:1] ", f"{MOST_CITATIONS:,} citations")],
)
def test_a_draft_has_so_many_pieces(piece: str, most: str) -> None:
    with pytest.raises(BriefError, match=f"has {most} at most"):
        read_draft(f"He left. {piece * 25_000}x")
    with pytest.raises(BriefError, match="characters at most"):
        read_draft("x" * (LONGEST + 1))


def test_sentences_of_one_paragraph_keep_their_citations_and_quotations() -> None:
    draft = read_draft("[@s:a] “One. Two,” he said. [@s:b; @s:c] Three. [@s:d] Four.")
    told = [(one.text, [cited.id for cited in one.citations]) for one in draft.brief.sentences]
    assert told == [("“One. Two,” he said.", ["s:a", "s:b", "s:c"]), ("Three.", ["s:d"]), ("Four.", [])]
    assert {one.part for one in draft.brief.sentences} == {BriefPart.ITEM}


def test_marks_of_citations_and_figures_are_found_at_once(tmp_path: Path) -> None:
    assert _CITED.search(" " * _MANY) is None
    assert pictures_of("![ " * (_MANY // 3), tmp_path) == {}
    assert list(pictures_of("![A ![B](a.png)", tmp_path)) == ["a.png"]


def _png(side: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 10)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\x89PNG\r\n\x1a\n and more", "none"),
        (b"GIF89a", "none"),
        (b"\xff\xd8\xff\xff\xff\xff", "none"),
        (_png(30_000), "30,000 by 30,000 pixels"),
        (_png(9_000), "9,000 by 9,000 pixels"),
        (_SVG.format('<g id="a"><use href="#a"/></g>').encode(), "refers to"),
        (
            _SVG.format(
                '<g id="u0"/>' + "".join(f'<g id="u{n + 1}">' + f'<use href="#u{n}"/>' * 10 + "</g>" for n in range(8))
            ).encode(),
            "refers to",
        ),
        (b"<svg " + b'"', "cannot be read"),
    ],
)
def test_what_is_no_picture_or_would_fill_the_memory_is_missing(data: bytes, why: str) -> None:
    made = safe(data)
    assert not made.data
    assert why in (made.missing or "")


def test_pictures_that_are_some_are_taken() -> None:
    jpeg = b"\xff\xd8\xff\xe0\0\4ab\xff\xc0\0\x0b\x08\0\x10\0\x20\1\1\x11\0\xff\xd9"
    assert safe(_png(8)).media == "image/png"
    assert safe(jpeg).media == "image/jpeg"
    assert safe(b"GIF89a\1\0\1\0\0\0\0;").media == "image/gif"


def test_an_svg_fetches_nothing() -> None:
    hostile = (
        '<rect style="fill:url(#a);filter:url(http://x.example.org/b)"/><style>*{fill:url(http://x.example.org/c)}'
        '</style><image href="http://x.example.org/d"/><a href="javascript:x()"/><style>@\\69mport "e"</style>'
    )
    kept = safe(_SVG.format(hostile).encode()).data
    for word in (b"example", b"javascript", b"mport"):
        assert word not in kept
    assert b"url(#a)" in safe(_SVG.format('<g id="a"/><rect fill="url(#a)"/>').encode()).data


def test_a_box_that_is_no_numbers_has_a_size_all_the_same() -> None:
    assert _size(b'<svg viewBox="0 0 1.2.3 4">') == "595.00pt 420.00pt"
    assert _size(b'<svg viewBox="0 0 12.5 4">') == "12.50pt 4.00pt"


def _csl(macros: str) -> bytes:
    info = "<info><title>a</title><id>a</id><updated>2031-01-01T00:00:00Z</updated></info>"
    return (
        f'<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">{info}{macros}'
        "<citation><layout><text macro='m8'/></layout></citation></style>"
    ).encode()


@pytest.mark.parametrize("least", ["<text value='a'/>", "<text macro='m8'/>"])
def test_macros_that_unfold_without_end_are_refused(least: str) -> None:
    macros = f"<macro name='m0'>{least}</macro>"
    macros += "".join(f"<macro name='m{n + 1}'>" + f"<text macro='m{n}'/>" * 10 + "</macro>" for n in range(8))
    with pytest.raises(SettingError, match="unfold to too much"):
        Citing.by(_csl(macros), "a.csl", {})


def test_a_pipe_is_not_waited_for(kept_desk: Sample, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    pipe = tmp_path / "pipe.png"
    assert picture_at("pipe.png", tmp_path).missing is not None
    (tmp_path / "draft.md").write_text("# T\n", encoding="utf-8")
    desk = ("--desk", kept_desk.place)
    for arguments in (
        ("brief", "check", "draft.md", "--style", pipe, *desk),
        ("brief", "publish", pipe, *desk),
        ("brief", "render", "draft.md", "--css", pipe, "--out", "a.html", *desk),
        ("packet", "verify", pipe),
    ):
        done = onrecord(*arguments, cwd=tmp_path)
        assert done.returncode in (1, 2)
        assert "it is no file" in said(done)
        assert len(said(done).splitlines()) == 1


def test_a_style_of_an_endless_name_is_none(kept_desk: Sample, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(f"---\nstyle: {'a' * 5000}\n---\n# T\n", encoding="utf-8")
    done = onrecord("brief", "check", "draft.md", "--desk", kept_desk.place, cwd=tmp_path)
    assert done.returncode == 2
    assert "there is no style of this name" in said(done)


@pytest.mark.parametrize("name", ["folder", "a" * 300])
def test_an_output_that_cannot_be_leaves_nothing(name: str, kept_desk: Sample, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "draft.md").write_text("# T\n", encoding="utf-8")
    place = ("--out", name, "--force", "--desk", kept_desk.place)
    done = onrecord("brief", "check", "draft.md", *place, cwd=tmp_path)
    assert done.returncode == 1
    assert said(done).startswith("onrecord: this output cannot be written")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["draft.md", "folder"]


def test_what_is_no_file_is_not_replaced_by_one(kept_desk: Sample, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "draft.md").write_text("# T\n", encoding="utf-8")
    place = ("--out", "pipe", "--force", "--desk", kept_desk.place)
    done = onrecord("brief", "check", "draft.md", *place, cwd=tmp_path)
    assert done.returncode == 1
    assert "it is no file" in said(done)
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize("title", ["a" * 401, "a\u202eb"])
def test_a_title_is_a_short_line(title: str, tmp_path: Path) -> None:
    done = onrecord("brief", "publish", "draft.md", "--title", title, "--desk", tmp_path, cwd=tmp_path)
    assert done.returncode == 2
    assert "--title is no short line" in said(done)


def test_a_style_of_endless_lists_is_refused(tmp_path: Path) -> None:
    (tmp_path / "deep.yaml").write_text("names: " + "[" * 400_000, encoding="utf-8")
    with pytest.raises(SettingError, match="lists within lists"):
        load_style(tmp_path / "deep.yaml")


def _reference(part: str, data: bytes) -> bytes:
    """The reference that ships, with one part of it in other bytes."""
    whole = files("onrecord.brief").joinpath("reference.docx").read_bytes()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, data if name == part else old.read(name))
    return made.getvalue()


@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("word/styles.xml", b"<a/>"),
        ("word/document.xml", b"<a"),
        ("word/_rels/document.xml.rels", b"<a/>"),
        ("[Content_Types].xml", b""),
    ],
)
def test_a_reference_that_is_no_docx_is_refused(part: str, data: bytes) -> None:
    with pytest.raises(SettingError, match="no DOCX"):
        _ready(_reference(part, data))
    assert _ready(_reference("", b"")).styles["Normal"] is not None


def test_a_frozen_brief_of_wrong_types_is_none() -> None:
    facts = dict.fromkeys(("id", "title", "published", "who", "name", "style"), "x")
    said_to_be: dict[str, object] = {
        "form": FORM,
        "sha256": sha256(b"x").hexdigest(),
        "draft": "x",
        "corrects": None,
        "versions": {},
    }
    for cited in ({"key": "s:1"}, {"key": "s:1", "document": 5}, {"key": "s:1", "document": {"id": [1]}}):
        with pytest.raises(BriefError, match="no published brief"):
            frozen_from(canonical({**facts, **said_to_be, "cited": [cited]}), "x")


def test_a_paragraph_without_end_is_not_rendered(kept_desk: Sample, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("# T\n\n" + "[" * _MANY, encoding="utf-8")
    place = ("--no-check", "--out", "a.html", "--desk", kept_desk.place)
    done = onrecord("brief", "render", "draft.md", *place, cwd=tmp_path)
    assert done.returncode == 1
    assert "a paragraph of this draft is too long to be rendered" in said(done)
