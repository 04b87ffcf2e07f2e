"""Styles of citation: ours, one of a house, and files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.brief.render_csl import LARGEST, STYLES, Citing, item, style_text
from onrecord.brief.render_page import words_of
from onrecord.errors import SettingError
from onrecord.record import Document, Record, Snapshot

_BOMB = '<?xml version="1.0"?><!DOCTYPE style [<!ENTITY a "aa">]><style>&a;</style>'


def record(id_: str, title: str | None, published: str | None = "2031-04-29", text: str = "One two three.") -> Record:
    """A document of one outlet."""
    snapshot = Snapshot("0" * 64, "text/html", 4, fetched="2031-04-30T09:00:00Z")
    return Record(
        Document(
            id_,
            text,
            snapshot,
            title=title,
            source="Quay Courier",
            url="https://quay.example.org/1",
            published=published,
        ),
        engine="0.1.0",
    )


RECORDS = {
    one.document.id: one for one in (record("d:2", "Second & <b>"), record("d:1", None), record("d:3", "Third", None))
}


@pytest.mark.parametrize("name", STYLES)
def test_ours_are_valid_and_give_every_fact(name: str) -> None:
    citing = Citing.by(style_text(name), name, RECORDS)
    said = words_of(citing.full("d:2"))
    for fact in ("Quay Courier", "Second & <b>", "29 April 2031", "https://quay.example.org/1", "30 April 2031"):
        assert fact in said
    assert [run.link for run in citing.full("d:2") if run.link] == ["https://quay.example.org/1"]
    assert "undated" in words_of(citing.full("d:3"))
    assert "One two three." in words_of(citing.full("d:1"))


def test_marks_of_two_documents_of_one_day_are_told_apart() -> None:
    citing = Citing.by(style_text("onrecord-author-date"), "ours", RECORDS)
    assert citing.mark("d:2") == "Quay Courier, 29 April 2031"
    assert citing.mark("d:1") == "Quay Courier, 29 April 2031 (b)"
    assert (citing.letter("d:1"), citing.letter("d:2"), citing.mark("d:3")) == (" (b)", "", "Quay Courier, undated")
    numeric = Citing.by(style_text("onrecord-numeric"), "ours", RECORDS)
    assert [numeric.mark(key) for key in RECORDS] == ["1", "2", "3"]
    assert (numeric.before, numeric.after, numeric.notes) == ("[", "]", False)


def test_a_house_brings_its_own(tmp_path: Path) -> None:
    own = tmp_path / "house.csl"
    own.write_bytes(style_text("onrecord-note").replace(b'value="undated"', b'value="no date"'))
    citing = Citing.by(style_text(str(own)), "house.csl", RECORDS)
    assert "no date" in words_of(citing.full("d:3"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_BOMB.encode(), "this style of citation declares entities: .*; take the DOCTYPE out of it"),
        (_BOMB.encode("utf-16"), "this style of citation declares entities"),
        (b" " * (LARGEST + 1), "this style of citation is too large: .*; a style has 512 KiB at most"),
    ],
)
def test_what_is_refused_unread(data: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "bad.csl").write_bytes(data)
    with pytest.raises(SettingError, match=message):
        style_text(str(tmp_path / "bad.csl"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<style", "this style of citation is no XML"),
        (b"<html/>", "this is no style of citation"),
        (
            b'<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info/></style>',
            "this style of citation breaks the schema of CSL: bad.csl, line 1",
        ),
        (
            style_text("onrecord-note").replace(
                b"<category", b'<link href="https://example.org/x" rel="independent-parent"/><category', 1
            ),
            "this style of citation only names another",
        ),
    ],
)
def test_what_is_no_style(data: bytes, message: str) -> None:
    with pytest.raises(SettingError, match=message):
        Citing.by(data, "bad.csl", RECORDS)


def test_there_is_no_such_style(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="there is no such style of citation: apa; give one of onrecord-note"):
        style_text("apa")
    with pytest.raises(SettingError, match="this style of citation cannot be read"):
        style_text(str(tmp_path / "none.csl"))


def test_what_is_not_known_is_left_out() -> None:
    made = item(record("d:3", "Third", None))
    assert "issued" not in made
    assert "author" not in made
    assert made["accessed"] == {"date-parts": [[2031, 4, 30]]}
    # What turns a line round does not get into a note.
    assert item(record("d:4", "A\u202eevil\x1b[31m title"))["title"] == "Aevil[31m title"
