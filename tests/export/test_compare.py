"""A comparison in words, as JSON and as CSV: every count with what it is of, every event with its standing."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from onrecord.analysis.cited import Cited, Role, Source
from onrecord.analysis.compare_parts import Comparison, Here, LeftOut, Match, Own, Read, Row, There
from onrecord.export.compare_wire import COLUMNS, table, text
from onrecord.export.compare_words import left_out_words, read_words, row_lines, share, standing_line, totals
from onrecord.export.telling import Words

ROW = Row(
    2,
    "=XQA1",
    "2031-04-22",
    "2031-04-22",
    "Battles",
    ("ASSAULT",),
    ("Salt Front",),
    (),
    "Khor Lethan",
    "Qalmara",
    None,
    None,
)
CITED = Cited(
    id="e:1",
    kind="event",
    type="ASSAULT",
    standing="attributed",
    polarity="actual",
    source=Source("d:1", "Harbour Gazette", "B", "2031-04-23"),
    day="2031-04-23",
    before="",
    words="shelled",
    after="",
    begin=0,
    end=7,
    cut=False,
    roles=(Role("actor", "Salt Front"), Role("recipient", "the post")),
    on_word=("Oren Vash",),
)
OWN = Own(CITED, 1, True)
MATCH = Match(ROW, OWN, 0.8, ("the same day",), ())
FOUND = Comparison(
    table="their.csv",
    scheme="acled",
    since="2031-04-01",
    until="2031-04-30",
    as_of=None,
    rows=4,
    events=3,
    agreed=(MATCH,),
    also=(),
    near=(replace(MATCH, differs=("there 2031-04-22, here 2031-04-24",)),),
    only_there=(There(ROW, "nothing", True), There(ROW, "no event", False)),
    only_here=(Here(OWN, "no row of these days"),),
    also_rows=0,
    also_events=0,
    left_out=LeftOut(outside=1, not_theirs=2),
    read=Read(5, 4, 2, 3, 30, ("Sirrat Lookout",)),
)


def plain(line: tuple[str | Words, ...]) -> str:
    return "".join(bit.text if isinstance(bit, Words) else bit for bit in line)


def test_counts_say_of_how_many() -> None:
    assert list(totals(FOUND)) == [
        "of their rows 1 of 4 (25%) agreed with an event here; 1 near, 2 only there"
        " (1 of days of which nothing was read)",
        "of our events 1 of 3 (33%) agreed with a row of ACLED; 1 near, 1 only here",
        "of what is agreed 1 of 1 (100%) stands here on somebody's word only, and there as a fact",
    ]
    assert share(0, 0) == "0 of 0"


def test_what_is_left_out_and_what_was_read_is_told() -> None:
    assert list(left_out_words(FOUND)) == [
        "not compared: 1 row outside the period",
        "not compared: 2 events here of types that ACLED does not set out to code",
    ]
    assert list(read_words(FOUND.read)) == [
        "read in this period: 5 documents, 4 texts of 2 outlets, on 3 of 30 days; onrecord coverage tells more",
        "silent by its end: Sirrat Lookout",
    ]


def test_a_fact_there_stands_here_on_somebodys_word() -> None:
    assert plain(standing_line(MATCH)) == "there a fact; here on the word of Oren Vash"
    reported = replace(MATCH, own=replace(OWN, cited=replace(CITED, standing="reported")))
    assert plain(standing_line(reported)) == "there a fact; here reported by Harbour Gazette"


def test_a_row_is_cited_by_its_line_and_id() -> None:
    head, where = row_lines(ROW)
    assert plain(head) == "Battles · Salt Front · 2031-04-22 · Khor Lethan, Qalmara"
    assert plain(where) == "line 2 · =XQA1"


def test_json_has_all_of_it() -> None:
    found = json.loads(text(FOUND))
    assert (found["comparison"], found["rows"], found["events"]) == (1, 4, 3)
    assert found["agreed"][0]["own"]["cited"]["on_word"] == ["Oren Vash"]
    assert json.loads(text(replace(FOUND, table="\ud800")))["table"] == "\ud800"


def test_csv_has_a_row_for_each_and_computes_nothing() -> None:
    rows = list(csv.DictReader(io.StringIO(table(FOUND))))
    assert [row["outcome"] for row in rows] == ["agreed", "near", "only there", "only there", "only here"]
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["their_id"] == "'=XQA1"
    assert (rows[0]["standing"], rows[0]["on_word"], rows[0]["actors"]) == ("attributed", "Oren Vash", "Salt Front")
    assert (rows[2]["finding"], rows[4]["their_id"], rows[4]["finding"]) == ("", "", "e:1")
    assert all(None not in row for row in rows)
