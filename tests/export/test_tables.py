"""The tables: POLECAT's columns, the standing beside them, and cells that no spreadsheet computes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.export.country_codes import alpha_3
from onrecord.export.event_table import POLECAT
from onrecord.export.table_cells import STANDING_COLUMNS, harmless
from onrecord.export.tables import TABLES
from onrecord.record import Record

from . import building, crossing

RECORDS = [crossing.crossing, crossing.arabic, crossing.owed, crossing.hostile, building.empty]


def rows(name: str, record: Record, between: str = ",") -> list[dict[str, str]]:
    whole = TABLES[name].head(between) + TABLES[name].body(record, between)
    found = list(csv.reader(io.StringIO(whole, newline=""), delimiter=between))
    assert all(len(row) == len(found[0]) for row in found)
    return [dict(zip(found[0], row, strict=True)) for row in found[1:]]


def test_the_columns_are_polecats_and_ours() -> None:
    columns = TABLES["events"].columns
    assert len(POLECAT) == 40
    assert columns[:7] == (
        *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    )
    for name in ("Actor COW", "Primary Actor Sector", "Recipient Name Raw", "GeoNames ID", "Story People", "Version"):
        assert name in columns
    assert set(STANDING_COLUMNS) <= set(columns) & set(TABLES["ties"].columns)
    assert all(len(set(table.columns)) == len(table.columns) for table in TABLES.values())
    assert "fact" not in " ".join(c for table in TABLES.values() for c in table.columns)


def test_an_event_is_a_row_with_its_standing() -> None:
    record = crossing.crossing()
    found = rows("events", record)
    assert [row["Event Type"] for row in found] == [event.type.value for event in record.events]
    bombed = found[4]
    assert bombed["Event ID"] == f"{record.document.id}_e4"
    assert (bombed["Event Date"], bombed["Event Mode"], bombed["Intensity"]) == ("2031-06-03", "aerial", "-9.5")
    assert bombed["Quad Code"] == "MATERIAL CONFLICT"
    assert (bombed["Actor Name"], bombed["Actor Name Raw"]) == ("Lurania", "Luranian jets")
    assert (bombed["Recipient Name"], bombed["Recipient Name Raw"]) == ("", "the ferry")
    assert (bombed["standing"], bombed["by"], bombed["by_statement"]) == ("attributed", "Oren Tamsil", "s0")
    assert bombed["chain"] == "Oren Tamsil < a broadcast < Vell Evening Post"
    assert (bombed["counts"], bombed["words"], bombed["zone"]) == ("killed 3-5", "bombed", "report")
    assert [row["polarity"] for row in found] == [event.polarity.value for event in record.events]
    assert found[2]["intended"] == "CONSULT"


def test_several_stand_side_by_side_as_polecat_has_them() -> None:
    met = rows("events", crossing.crossing())[0]
    assert (met["Actor Name"], met["Recipient Name"], met["reciprocal"]) == ("Selm; Lurania", "", "yes")
    assert (met["Placename"], met["City"], met["Province"], met["GeoNames ID"]) == (
        "Qalmar",
        "Qalmar",
        "Upper Selm",
        "13",
    )
    attack = rows("events", crossing.hostile())[0]
    assert attack["Actor Name"].endswith("; None")
    assert attack["Actor Name Raw"].startswith("Dorn; **bold**")


def test_a_date_is_a_day_of_the_text_and_never_that_of_publication() -> None:
    found = rows("events", crossing.crossing())
    assert [row["Event Date"] for row in found] == [
        *("2031-06-04", "2031-06-03", "", "", "2031-06-03", "", "", "", "", ""),
    ]
    assert (found[8]["when_from"], found[8]["when_to"]) == ("2027-01-01", "2027-12-31")
    assert found[2]["when"] == "next week"
    assert rows("events", crossing.hostile())[0]["Event Date"] == ""


def test_a_chain_of_hearsay_is_told_from_the_innermost() -> None:
    found = {row["id"].rpartition("_")[2]: row for row in rows("ties", crossing.crossing())}
    assert found["r1"]["chain"] == "Sefa Ilun < Oren Tamsil < Vell Evening Post"
    assert (found["r7"]["derived"], found["r7"]["basis"].count("; ")) == ("yes", 1)
    assert (found["r5"]["list_or_title"], found["r5"]["reason"]) == ("hostile guild", "robbed the salt barges")
    assert (found["r5"]["from"], found["r5"]["to"]) == ("2029-01-01", "2029-12-31")
    assert {row["standing"] for row in found.values()} == {"reported", "attributed", "comment"}


def test_a_commitment_is_a_row() -> None:
    threat, demand, promise = rows("commitments", crossing.crossing())
    assert (threat["kind"], threat["doer_name"], threat["deed"]) == ("threat", "Reed Front", "burn the pier")
    assert threat["condition"] == "If the boats stay"
    assert (demand["due"], demand["due_words"], demand["due_from"]) == ("explicit", "by Friday", "2031-06-06")
    assert (promise["negated"], promise["to_name"], promise["by"]) == ("yes", "Selm", "Reed Front")


def test_a_deed_that_the_document_itself_tells_has_nobody_who_said_it() -> None:
    first, second, _, comment = rows("commitments", crossing.owed())
    assert (first["standing"], first["by"], first["by_statement"], first["chain"]) == ("reported", "", "", "")
    assert (first["zone"], first["said"], first["due_to"]) == ("report", "", "2031-05-30")
    assert (second["kind"], second["standing"], second["doer_name"]) == ("demand", "reported", "Reed Front")
    assert (comment["standing"], comment["zone"], comment["said"]) == ("comment", "comment", "")
    stated = rows("commitments", crossing.crossing())
    assert {(row["standing"], row["said"]) for row in stated} == {("attributed", "yes")}


@pytest.mark.parametrize("between", [",", "\t"])
@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("build", RECORDS)
def test_no_cell_is_a_formula_or_more_than_a_line(build: Callable[[], Record], name: str, between: str) -> None:
    record = build()
    whole = TABLES[name].head(between) + TABLES[name].body(record, between)
    assert len(whole.splitlines()) == 1 + len(getattr(record, name))
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", whole)
    for row in rows(name, record, between):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "@"))
            assert not cell.startswith("-") or re.fullmatch(r"-\d+(\.\d+)?", cell)


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("=1+1", "'=1+1"),
        ("  @SUM(A1)", "'@SUM(A1)"),
        ("\t+7", "'+7"),
        ("-2+3", "'-2+3"),
        ("-9.5", "-9.5"),
        ("-9.5\n", "-9.5"),
        ("＝1", "'＝1"),
        ("a\r\n=b", "a =b"),
        ("plain", "plain"),
        ("\u202e=x", "[RLO]=x"),
    ],
)
def test_harmless(cell: str, wanted: str) -> None:
    assert harmless(cell) == wanted


def test_every_header_stands_even_over_nothing() -> None:
    for table in TABLES.values():
        assert table.body(building.empty(), ",") == ""
        assert table.head(",").count(",") == len(table.columns) - 1


def test_names_that_hold_the_separator_stay_one() -> None:
    record = crossing.crossing()
    actors = tuple(replace(actor, name=f"{actor.name}; Inc.") for actor in record.actors)
    met = rows("events", replace(record, actors=actors))[0]
    assert met["Actor Name"] == "Selm, Inc.; Lurania, Inc."


def test_countries_have_three_letters() -> None:
    assert [alpha_3(code) for code in ("iq", "SY", "XK", "XA", None)] == ["IRQ", "SYR", "XKX", "", ""]
    record = crossing.crossing()
    actors = tuple(replace(actor, countries=("SY", "IQ")) for actor in record.actors)
    assert rows("events", replace(record, actors=actors))[0]["Actor Country"] == "SYR|IRQ; SYR|IRQ"
