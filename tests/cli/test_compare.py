"""``onrecord compare`` on a desk of our own, beside tables that we wrote."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from .conftest import Sample
from .running import onrecord, said

HEAD = "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,country,location,source,notes\n"
ROWS = (
    "XA1,28 April 2031,1,Explosions/Remote violence,Shelling/artillery/missile attack,the army,Civilians,,the ridge,W,"
    "Shells.\n"
    "XA2,someday,1,Battles,Armed clash,A,B,,,W,\n"
    "XA3,2031-01-01,1,Battles,Armed clash,Salt Front,B,,,W,=1+1\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of ACLED's columns; one of its rows cannot be used."""
    path = tmp_path / "their.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


def test_agreed_only_there_and_what_could_not_be_used(table: Path, kept_desk: Sample) -> None:
    done = onrecord("compare", str(table), "--desk", str(kept_desk.place), "--format", "json", cwd=table.parent)
    assert done.returncode == 1
    assert "their.csv, line 3" in said(done)
    found = json.loads(done.stdout)
    assert (found["comparison"], found["scheme"], found["rows"]) == (1, "acled", 2)
    parts = [one["row"]["id"] for name in ("agreed", "near", "only_there") for one in found[name]]
    assert sorted(parts) == ["XA1", "XA3"]
    there = next(one for one in found["only_there"] if one["row"]["id"] == "XA3")
    assert there["unread"]
    for one in found["agreed"] + found["near"]:
        assert one["own"]["cited"]["standing"] in ("reported", "attributed", "comment")
        assert one["own"]["cited"]["id"].startswith("e:")


def test_text_has_counts_with_what_they_are_of(table: Path, kept_desk: Sample) -> None:
    done = onrecord("compare", str(table), "--desk", str(kept_desk.place), "--limit", "0", cwd=table.parent)
    told = done.stdout.decode()
    assert "their.csv (ACLED) beside this desk" in told
    assert "of their rows" in told
    assert " of 2 (" in told
    assert "read in this period:" in told
    assert "ONLY IN ACLED" in told


def test_the_table_is_harmless_and_has_every_part(table: Path, kept_desk: Sample, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    wanted = ("compare", str(table), "--desk", str(kept_desk.place), "--format", "csv", "--out", str(out))
    onrecord(*wanted, cwd=table.parent)
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert {"XA1", "XA3"} <= {row["their_id"] for row in rows}
    assert all(row["outcome"] in ("agreed", "also", "near", "only there", "only here") for row in rows)
    again = onrecord(*wanted, cwd=table.parent)
    assert again.returncode == 2
    assert "there already" in said(again)


def test_a_question_narrows_our_side(table: Path, kept_desk: Sample) -> None:
    asked = ("--find", "type:coerce", "--format", "json", "--since", "2031-04", "--until", "2031-05")
    done = onrecord("compare", str(table), "--desk", str(kept_desk.place), *asked, cwd=table.parent)
    found = json.loads(done.stdout)
    assert found["agreed"] == []
    assert (found["since"], found["until"]) == ("2031-04-01", "2031-05-31")


def test_what_is_no_table_is_refused(table: Path, kept_desk: Sample) -> None:
    table.write_text("a,b\n", encoding="utf-8")
    done = onrecord("compare", str(table), "--desk", str(kept_desk.place), cwd=table.parent)
    assert done.returncode == 1
    assert "no table of events of ACLED, GDELT or POLECAT" in said(done)
