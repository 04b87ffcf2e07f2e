"""The sample desk in each table form, read back by the field's own library: what the records say stands there."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import geojson
import openpyxl
import pytest
import rispy

from onrecord.desk import Desk
from onrecord.desk.exporting import Wanted, export, items
from onrecord.export import EXPORTS
from onrecord.export.acled_form import CODED
from onrecord.export.forms import Item
from onrecord.export.telling import GAP
from onrecord.record import Event, Polarity, from_wire
from onrecord.store import finding


@pytest.fixture(scope="module")
def handed(sample_desk: Desk) -> list[Item]:
    """What is handed out."""
    with sample_desk.store.reading() as at:
        return list(items(sample_desk, at, Wanted(EXPORTS["csv"].forms[0])))


def written(desk: Desk, tmp_path: Path, name: str) -> Path:
    out = tmp_path / name
    export(desk, Wanted(EXPORTS[name].forms[0], licence="CC BY 4.0"), out)
    return out


def cited(item: Item, local: str) -> str:
    found = item.record.kept.findings if item.record.kept is not None else ()
    return next(one.id for one in found if one.local == local)


def events(handed: list[Item]) -> dict[str, tuple[Item, Event]]:
    """All events by their ids; the sample has nothing that was rejected."""
    assert all(item.findings is None for item in handed)
    return {cited(item, event.id): (item, event) for item in handed for event in item.record.events}


def test_a_workbook_has_every_statement_with_its_exact_words(
    sample_desk: Desk, handed: list[Item], tmp_path: Path
) -> None:
    data = written(sample_desk, tmp_path, "xlsx").read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(data))["statements"]
    names, *rows = sheet.iter_rows(values_only=True)
    found = {row[0]: dict(zip(names, row, strict=True)) for row in rows}
    said = {cited(item, stmt.id): (item, stmt) for item in handed for stmt in item.record.statements}
    assert list(found) == list(said)
    for id_, (item, stmt) in said.items():
        row = found[id_]
        words = GAP.join(span.of(item.record.document.text) for span in stmt.content)
        assert (row["content"] or "") == words
        assert (row["act"], row["negated"], row["zone"]) == (stmt.act.value, stmt.negated, stmt.zone.value)
        entity = item.entities.get(stmt.speaker.actor or "")
        assert row["speaker_id"] == (entity.id if entity else None)
        assert row["licence"] == "CC BY 4.0"


@pytest.mark.parametrize(("name", "column"), [("plover", "Event ID"), ("cameo", "event"), ("acled", "event_id_cnty")])
def test_event_tables_have_every_event_on_its_footing(
    name: str, column: str, sample_desk: Desk, handed: list[Item], tmp_path: Path
) -> None:
    with written(sample_desk, tmp_path, name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = events(handed)
    wanted = [
        id_
        for id_, (_, event) in known.items()
        if name != "acled" or (event.type in CODED and event.polarity is Polarity.ACTUAL)
    ]
    assert list(dict.fromkeys(row[column] for row in rows)) == wanted
    for row in rows:
        item, event = known[row[column]]
        assert (row["standing"], row["polarity"]) == (event.footing.standing.value, event.polarity.value)
        assert bool(row["by"]) is (event.footing.by is not None)
        assert row["document"] == item.record.document.id
        kept = item.record.kept
        assert row["grade"] == (kept.source.grade.reliability.value if kept and kept.source else "")


def test_geojson_has_every_event_that_has_a_place(sample_desk: Desk, handed: list[Item], tmp_path: Path) -> None:
    collection = geojson.loads(written(sample_desk, tmp_path, "geojson").read_text(encoding="utf-8"))
    assert collection.is_valid
    found = {one["id"]: one for one in collection["features"] if one["properties"]["kind"] == "event"}
    placed = {id_: pair for id_, pair in events(handed).items() if pair[1].place is not None}
    assert list(found) == list(placed)
    for id_, (item, event) in placed.items():
        place = next(one for one in item.record.places if one.id == event.place)
        geometry = found[id_]["geometry"]
        assert (geometry and geometry["coordinates"]) == (None if place.lat is None else [place.lon, place.lat])
        assert found[id_]["properties"]["standing"] == event.footing.standing.value


def test_reference_managers_have_every_document_with_its_findings(
    sample_desk: Desk, handed: list[Item], tmp_path: Path
) -> None:
    entries = rispy.loads(written(sample_desk, tmp_path, "ris").read_text(encoding="utf-8"))
    listed = json.loads(written(sample_desk, tmp_path, "csl-json").read_text(encoding="utf-8"))
    for item, entry, one in zip(handed, entries, listed, strict=True):
        doc = item.record.document
        assert entry["id"] == one["id"] == doc.id
        assert entry.get("urls", [None])[0] == one.get("URL") == doc.url
        ids = {kept.id for kept in item.record.kept.findings} if item.record.kept else set()
        assert {note.split(",")[0] for note in entry["notes"] if note[1:2] == ":"} == ids
        assert set(entry["notes"]) == set(one["note"].split("\n"))


def test_lines_are_the_records(sample_desk: Desk, tmp_path: Path) -> None:
    lines = io.StringIO(written(sample_desk, tmp_path, "jsonl").read_text(encoding="utf-8"))
    with sample_desk.store.reading() as at:
        assert [from_wire(json.loads(line)) for line in lines] == list(finding.records(sample_desk.store, at))
