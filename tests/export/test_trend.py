"""A trend as a chart, as JSON and as a table: the same bytes again, every figure with its denominator."""

from __future__ import annotations

import csv
import io
import json
import struct
import xml.etree.ElementTree as ET
import zlib
from dataclasses import replace

import pytest

from onrecord.analysis.cited import Who
from onrecord.analysis.tellings import LINES, WORDS
from onrecord.export.trend_chart import drawn, png, svg
from onrecord.export.trend_wire import COLUMNS, table, text
from onrecord.export.trend_words import change_point_told, denominators, outlets_told, what_of

from .trending import A, bucket, direction, empty, full, trend

SVG = "{http://www.w3.org/2000/svg}"
ARABIC = "حرس الساحل الشعبي"


def texts(drawing: str) -> list[str]:
    return ["".join(one.itertext()) for one in ET.fromstring(drawing).iter(f"{SVG}text")]


@pytest.fixture(scope="module")
def drawing() -> str:
    return svg(full(), {"منارة الساحل": "Manarat al-Sahil"})


def test_a_drawing_is_the_same_bytes_again_and_bears_no_date(drawing: str) -> None:
    assert drawing == svg(full(), {"منارة الساحل": "Manarat al-Sahil"})
    for word in ("dc:date", "Matplotlib", "dc:creator"):
        assert word not in drawing
    made = png(empty())
    assert made == png(empty())
    assert b"Software" not in made


def test_it_is_read_by_who_cannot_see_it(drawing: str) -> None:
    root = ET.fromstring(drawing)
    assert root.get("role") == "img"
    labels = (root.get("aria-labelledby") or "").split()
    by_id = {one.get("id"): "".join(one.itertext()) for one in root.iter()}
    assert by_id[labels[0]] == "Vellin and Ostra, by month, 2031-01-01 to 2031-12-31"
    assert "2031-05 nothing new was read;" in by_id[labels[1]]
    assert "2 words (-32 a hundred texts)" in by_id[labels[1]]
    assert "words change at 2031-07" in by_id[labels[1]]


def test_each_point_says_what_it_is_made_of(drawing: str) -> None:
    root = ET.fromstring(drawing)
    (point,) = [one for one in root.iter(f"{SVG}g") if one.get("id") == "point-d0-words-2031-02"]
    title = point.find(f"{SVG}title")
    assert title is not None
    assert title.text == "2031-02, words: 2 in 31 texts (2 demand); -32 a hundred texts; s:0000000000000001"


def test_changes_of_outlets_are_drawn_with_numbers_that_stand_under_it(drawing: str) -> None:
    found = texts(drawing)
    assert "▲1" in found
    assert {"▼2", "◆3"} <= set(found)
    under = " ".join(found)
    assert "Late Post first read 5 January 2031, not counted over" in under
    assert "Manarat al-Sahil silent after 9 December 2031, counted over" in under
    assert "Quay <Courier> & Sons renamed by 11 December 2031, was Quay" in under


def test_what_matplotlib_cannot_write_is_given_another_name_or_the_id() -> None:
    shown = replace(A, name=ARABIC)
    some = direction([bucket(n, 20, {WORDS: [-5.0]}) for n in range(3)], by=shown)
    found = " ".join(texts(svg(trend(some, a=shown))))
    assert ARABIC not in found
    assert f"{A.id} → Ostra" in found
    found = " ".join(texts(svg(trend(some, a=shown), {A.id or "": "Coastal Guard"})))
    assert "Coastal Guard → Ostra" in found
    assert drawn("Łódź Ülke Ελλάδα Москва", "?") == "Łódź Ülke Ελλάδα Москва"
    assert [drawn(name, "?") for name in (ARABIC, "日本", "हिन्दी", "עיתון")] == ["?"] * 4


def test_long_names_hostile_words_and_nothing_at_all_are_drawn() -> None:
    long = Who("a:3333333333333333", "Committee <of> & the $Ministry$ " * 20)
    some = direction([bucket(n, 20, {WORDS: [-5.0]}) for n in range(3)], by=long)
    found = " ".join(texts(svg(trend(some, a=long))))
    assert "Committee <of> & the $Ministry$ Committee" in found
    assert "..." in found
    assert "nothing is told of this by the outlets that are counted over" in texts(svg(empty()))
    assert texts(svg(empty(0))).count("nothing was read from these outlets in this period") == 2
    one = trend(direction([bucket(3, 5, {WORDS: [-5.0]})], to=None), b=None)
    assert "Vellin → anybody" in " ".join(texts(svg(one)))


def test_a_picture_holds_colours_and_is_as_wide_as_is_said() -> None:
    made = png(full())
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", made[16:24])
    assert (width, height > 900) == (1500, True)
    data, at = b"", 8
    while at < len(made):
        (length,) = struct.unpack(">I", made[at : at + 4])
        data += made[at + 8 : at + 8 + length] if made[at + 4 : at + 8] == b"IDAT" else b""
        at += 12 + length
    assert len(set(zlib.decompress(data)[::97])) > 20


def test_json_has_every_part_and_reads_back() -> None:
    wire = json.loads(text(full()))
    assert wire["trend"] == 1
    first = wire["directions"][0]
    assert first["buckets"][4]["gap"] is True
    assert first["buckets"][4]["points"]["words"] == {
        "told": 0, "per_100": None, "intensity": None, "weighted": None, "types": [], "voices": [],
    }  # fmt: skip
    assert first["sentences"][0]["shown"][0]["cited"]["words"] == "the gate must open"
    assert first["changes"][0]["before"]["texts"] == 300
    assert json.loads(text(full(), ascii_only=True)) == wire


def test_the_table_has_no_figure_without_its_denominator() -> None:
    found = trend(
        direction([bucket(0, 0, {}), bucket(1, 8, {WORDS: [-5.0, -2.0]})], by=replace(A, name="=cmd|' /C'!A0"))
    )
    rows = list(csv.DictReader(io.StringIO(table(found))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 2 * len(LINES)
    assert rows[0]["by_name"] == "'=cmd|' /C'!A0"
    gap, words = rows[0], next(row for row in rows if row["bucket"] == "2031-02" and row["line"] == "words")
    assert [gap[name] for name in ("texts", "gap", "told", "per_100_texts", "weighted_per_100_texts")] == [
        "0", "true", "", "", "",
    ]  # fmt: skip
    assert [words[name] for name in ("texts", "told", "per_100_texts", "mean_intensity", "weighted_per_100_texts")] == [
        "8", "2", "25.0000", "-3.5000", "-87.5000",
    ]  # fmt: skip


def test_words_say_over_what_it_is_counted_and_both_sides_of_a_change() -> None:
    found = full()
    assert outlets_told(found).startswith("Counted over 2 outlets read throughout: Harbour Gazette, ")
    assert "1 other left out" in outlets_told(found)
    assert denominators(found).startswith("392 texts in 392 documents; what several carry counts once")
    told = change_point_told(found.directions[0].changes[0])
    assert "mean -20 a hundred texts before (2031-01 to 2031-06, 6 points, 12 told in 300 texts)" in told
    assert told.endswith("nothing was read just before, so it may have been earlier")
    assert any("nothing told in 20 texts" in line for line in what_of(empty()))


@pytest.mark.parametrize("line", LINES)
def test_every_line_of_the_record_is_in_the_table(line: str) -> None:
    assert f",{line}," in table(full())
