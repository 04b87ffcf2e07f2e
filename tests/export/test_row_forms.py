"""CSV, Parquet and XLSX of the same rows: each read back by its own library has what the record has."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.export import EXPORTS, workbook
from onrecord.export.csv_form import cell
from onrecord.export.forms import CARRIED, Form, Head, Item
from onrecord.export.row_columns import ROWS, WHOLE
from onrecord.record import Polarity

from .handing import BARE, HEAD, HOSTILE, hostile, item, made

KINDS = list(ROWS)


def form(name: str, rows: str | None = None) -> Form:
    return next(one for one in EXPORTS[name].forms if rows in (None, one.rows))


def told(kind: str, items: list[Item], head: Head = HEAD) -> list[dict[str, Any]]:
    """The rows themselves, by their columns."""
    names = [column.name for column in ROWS[kind].columns]
    rows = [[*row, head.licence, head.tlp] for one in items for row in ROWS[kind].of(one)]
    return [dict(zip(names, row, strict=True)) for row in rows]


def as_csv(kind: str, items: list[Item], head: Head = HEAD) -> list[dict[str, str]]:
    text = made(form("csv", kind), items, head).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def sheets(items: list[Item], head: Head = HEAD) -> Any:
    return openpyxl.load_workbook(io.BytesIO(made(form("xlsx"), items, head)))


def sheet_rows(sheet: Any) -> Iterator[dict[str, Any]]:
    names, *rows = sheet.iter_rows(values_only=True)
    for row in rows:
        yield dict(zip(names, row, strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_has_a_value_for_each_column(kind: str) -> None:
    columns = ROWS[kind].columns
    assert len({column.name for column in columns}) == len(columns)
    assert tuple(column.name for column in columns[-2:]) == WHOLE
    rows = list(ROWS[kind].of(item()))
    assert rows
    assert all(len(row) == len(columns) - len(WHOLE) for row in rows)


@pytest.mark.parametrize("kind", KINDS)
def test_csv_parquet_and_a_sheet_say_the_same(kind: str) -> None:
    items = [item(), item(number=2)]
    rows = told(kind, items)
    columns = ROWS[kind].columns
    table = pq.read_table(io.BytesIO(made(form("parquet", kind), items)))
    assert table.column_names == [column.name for column in columns]
    found, sheet = table.to_pylist(), list(sheet_rows(sheets(items)[kind]))
    listed = as_csv(kind, items)
    assert len(rows) == len(found) == len(sheet) == len(listed) > 0
    for row, parquet, in_sheet, in_csv in zip(rows, found, sheet, listed, strict=True):
        for column in columns:
            value, name = row[column.name], column.name
            assert plain(parquet[name]) == value, (kind, name)
            words = " ".join(cell(value, column.kind).split())
            assert in_csv[name].removeprefix("'") == words, (kind, name)
            shown = in_sheet[name]
            if column.kind in ("truth", "whole", "real"):
                assert shown == value or (shown is None and value is None), (kind, name)
            elif column.kind == "day":
                assert (shown and shown.date().isoformat()) == value, (kind, name)
            else:
                assert (shown or "") == cell(value, column.kind), (kind, name)


def plain(value: Any) -> Any:
    """A value of Parquet as the rows have it."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return value.isoformat() if isinstance(value, date) else value


def test_parquet_is_typed_and_says_what_it_is() -> None:
    data = made(form("parquet", "statements"), [item()])
    schema = pq.read_schema(io.BytesIO(data))
    assert schema.field("negated").type == pa.bool_()
    assert schema.field("when_from").type == pa.date32()
    assert schema.field("filed").type == pa.timestamp("us", tz="UTC")
    assert schema.field("by").type == pa.list_(pa.string())
    assert schema.field("confidence").type == pa.float64()
    assert json.loads(schema.metadata[b"onrecord"])["licence"] == "CC BY 4.0"


def test_standing_polarity_by_grade_and_licence_are_in_each_row() -> None:
    by_words = {row["words"]: row for row in told("events", [item()])}
    bombed = by_words["bombed"]
    assert (bombed["standing"], bombed["polarity"], bombed["by"]) == ("attributed", "actual", ["Oren Tamsil"])
    assert bombed["by_statement"] == "s:0000000000000000"
    assert bombed["chain"] == "Oren Tamsil < a broadcast < Vell Evening Post"
    assert by_words["did not aid"]["polarity"] == Polarity.NEGATED.value
    assert by_words["invade"]["standing"] == "comment"
    assert by_words["met"]["by"] == []
    hearsay = next(row for row in told("ties", [item()]) if row["type"] == "funds")
    assert hearsay["by"] == ["Sefa Ilun", "Oren Tamsil"]
    for kind in ("statements", "events", "ties", "commitments"):
        for row in told(kind, [item()]):
            assert row["standing"]
            assert row["polarity"]
            assert (row["grade"], row["licence"], row["tlp"]) == ("B", "CC BY 4.0", "TLP:GREEN")


def test_the_desks_names_and_ids_stand_beside_the_words() -> None:
    (threat,) = (row for row in told("statements", [item()]) if row["act"] == "threaten")
    assert (threat["addressee"], threat["addressee_id"]) == ("Lurania of the desk", "a:0000000000000001")
    assert (threat["addressee_link"], threat["addressee_words"]) == ("coast:a1", "Lurania")
    assert (threat["speaker"], threat["speaker_id"], threat["speaker_words"]) == ("Oren Tamsil", None, "he")


def test_what_became_of_a_finding_stands_in_its_row() -> None:
    first = told("statements", [item()])[0]
    assert (first["state"], first["judged_by"], first["judged_why"]) == ("accepted", "mira", "=heard it, on tape")


def test_only_what_was_asked_for_is_a_row() -> None:
    whole = item()
    some = replace(whole, findings=frozenset({"s:0000000000000002", "e:0000000000000004"}))
    (inner,) = told("statements", [some])
    assert (inner["id"], inner["by_statement"]) == ("s:0000000000000002", "s:0000000000000001")
    assert inner["by"] == ["Sefa Ilun", "Oren Tamsil"]
    assert [row["id"] for row in told("events", [some])] == ["e:0000000000000004"]
    assert told("ties", [some]) == []
    (document,) = told("documents", [some])
    assert (document["statements"], document["events"], document["ties"]) == (1, 1, 0)


def test_outside_a_desk_a_row_has_the_documents_id_and_no_grade() -> None:
    bare = replace(item(), record=replace(item().record, kept=None))
    rows = told("statements", [bare])
    assert rows[0]["id"] == f"{bare.record.document.id}_s0"
    assert (rows[0]["grade"], rows[0]["filed"], rows[0]["source"]) == (None, None, "Vell Evening Post")


def test_an_empty_desk_gives_tables_with_a_head_only() -> None:
    assert as_csv("statements", [], BARE) == []
    assert pq.read_table(io.BytesIO(made(form("parquet", "events"), [], BARE))).num_rows == 0
    book = sheets([], BARE)
    assert book.sheetnames == [*KINDS, "about"]
    assert [sheet.max_row for sheet in (book[kind] for kind in KINDS)] == [1] * len(KINDS)


def test_no_cell_of_csv_is_computed_or_hides_anything() -> None:
    text = made(form("csv", "statements"), [hostile()]).decode()
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == 3
    assert text.count("\n") == 3
    assert not any(cell_[:1] in "=+@\t\r" and cell_ for row in rows for cell_ in row)
    assert not {"\x1b", "\u202e", "\ud800"} & set(text)
    assert "[ESC]" in text
    assert "[RLO]" in text
    assert "سفينة" in text


def test_a_workbook_computes_nothing_and_keeps_the_words() -> None:
    book = sheets([hostile()])
    sheet = book["statements"]
    cells = [one for row in sheet.iter_rows() for one in row]
    assert not any(one.data_type == "f" for one in cells)
    first = next(sheet_rows(sheet))
    assert first["speaker"] == '=HYPERLINK("x")'
    assert first["source"] == "Harbour Gazette"
    assert first["title"] == "+1+1"
    assert "سفينة" in first["content"]
    quoted = {one.value for one in cells if one.quotePrefix}
    assert {'=HYPERLINK("x")', "+1+1"} <= quoted
    assert sheet.freeze_panes == "B2"
    assert {row[0].value: row[1].value for row in book["about"].iter_rows()}["licence"] == "CC BY 4.0"


def test_parquet_keeps_hostile_words_to_the_letter() -> None:
    table = pq.read_table(io.BytesIO(made(form("parquet", "statements"), [hostile()])))
    content = table.column("content").to_pylist()[0]
    begin, end = (table.column(name).to_pylist()[0] for name in ("begin", "end"))
    assert content == HOSTILE[begin:end].replace("\ud800", "?")


def test_a_day_that_no_spreadsheet_has_stays_words() -> None:
    whole = item()
    old = replace(whole.record.times[0], start="1899-05-04", end="2031-06-03")
    times = (old, *whole.record.times[1:])
    book = sheets([replace(whole, record=replace(whole.record, times=times))])
    rows = [row for row in sheet_rows(book["events"]) if row["when_from"] == "1899-05-04"]
    assert rows
    assert all(row["when_to"] == datetime(2031, 6, 3) for row in rows)


def test_what_is_too_long_for_a_cell_is_cut_and_says_so() -> None:
    words = workbook.written_cell("a🙂" * 20_000)
    assert len(words.encode("utf-16-le")) // 2 <= workbook.LONGEST_CELL
    assert words.endswith(" … [cut: 40,000 characters]")
    assert workbook.written_cell("x" * workbook.LONGEST_CELL) == "x" * workbook.LONGEST_CELL


def test_rows_that_no_sheet_holds_go_on_in_a_further_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 4)
    book = sheets([item()])
    assert book.sheetnames[0] == "statements"
    found = [row for name in book.sheetnames if name.startswith("statements") for row in sheet_rows(book[name])]
    assert [row["id"] for row in found] == [row["id"] for row in told("statements", [item()])]


@pytest.mark.parametrize(("name", "one"), [(name, one) for name, export in EXPORTS.items() for one in export.forms])
def test_every_form_says_how_each_thing_is_carried(name: str, one: Form) -> None:
    assert one.name == name
    assert set(one.carried) == set(CARRIED)
    assert all(one.carried.values())
    assert one.suffix.startswith(".")


@pytest.mark.parametrize("one", [one for export in EXPORTS.values() for one in export.forms])
def test_the_same_items_give_the_same_bytes(one: Form) -> None:
    assert made(one, [item(), hostile()]) == made(one, [item(), hostile()])
    assert made(one, [], BARE) == made(one, [], BARE)
