"""``--events``, ``--ties`` and ``--commitments``: whole tables or none, over all documents, however the run goes."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from onrecord.cli.output import StandardOutput
from onrecord.cli.packing import Packed, packed
from onrecord.cli.resuming import Folder, GrowingFile
from onrecord.cli.table_files import TableFiles
from onrecord.desk import Refusal
from onrecord.errors import ReadingError
from onrecord.export.tables import TABLES
from onrecord.record import Record
from onrecord.scale import Finished

from ..export import building, crossing
from ..scale.reports import folder_of
from .running import onrecord, said

SOURCES = [Path(f"r{n}.txt") for n in range(3)]
RUN = {"form": "jsonl"}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder_of(tmp_path / "reports", 3)
    for source in SOURCES:
        (tmp_path / source).write_text("Oro said it rains.")
    return tmp_path


def cells(path: Path, between: str = ",") -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file, delimiter=between))


def tables(place: Path, events: str = "events.csv") -> TableFiles:
    return TableFiles((("events", place / events), ("ties", place / "ties.tsv")))


def outcome(files: TableFiles, number: int, record: Record | None) -> Finished[Packed]:
    if record is None:
        return Finished(number, 0, True, Refusal(f"r{number}.txt", ReadingError("it is empty")))
    return Finished(number, 0, True, packed("jsonl", record, files.asked))


RECORDS = [crossing.crossing(), None, crossing.hostile()]


def test_each_document_adds_its_rows_and_the_table_appears_when_all_are_in(place: Path) -> None:
    files = tables(place)
    with closing(StandardOutput("jsonl", files)) as output:
        output.wanted(SOURCES)
        for number, record in enumerate(RECORDS):
            output.put(outcome(files, number, record))
            assert not (place / "events.csv").exists()
        output.complete()
    found = cells(place / "events.csv")
    assert found[0] == list(TABLES["events"].columns)
    ids = [row[0].rpartition("_")[2] for row in found[1:]]
    assert ids == [*(f"e{n}" for n in range(10)), "e0", "e1"]
    assert len(cells(place / "ties.tsv", "\t")) == 1 + 9 + 2
    assert sorted(p.name for p in place.iterdir() if p.name.startswith(".")) == []


def test_a_run_that_fails_leaves_no_table(place: Path) -> None:
    files = tables(place)
    with closing(StandardOutput("jsonl", files)) as output:
        output.wanted(SOURCES)
        output.put(outcome(files, 0, RECORDS[0]))
    assert [p.name for p in place.iterdir() if "events" in p.name or "ties" in p.name] == []


@pytest.mark.parametrize("kind", ["file", "folder"])
@pytest.mark.parametrize("torn", [0, 7, 100_000])
def test_a_stopped_run_goes_on_after_the_last_whole_document(
    place: Path, kind: str, torn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``torn``: the last bytes of the table's file are lost, or more were written than the journal knows of."""
    monkeypatch.chdir(place)

    def opened(files: TableFiles) -> Folder | GrowingFile:
        if kind == "folder":
            return Folder(place / "out", (".jsonl",), RUN, False, files)
        return GrowingFile(place / "out.jsonl", "jsonl", RUN, False, files)

    files = tables(place)
    with closing(opened(files)) as output:
        output.wanted(SOURCES)
        for number in range(2):
            output.put(outcome(files, number, crossing.crossing()))
    part = place / ".events.csv.part"
    with part.open("r+b") as file:
        if torn > 1000:
            file.seek(0, 2)
            file.write(b"half a row, that no journal knows")
        else:
            file.truncate(part.stat().st_size - torn)
    files = tables(place)
    with closing(opened(files)) as output:
        left = output.wanted(SOURCES)
        assert [one.source for one in left] == SOURCES[1 if 0 < torn < 1000 else 2 :]
        for number in range(len(left)):
            output.put(outcome(files, number, crossing.crossing()))
        output.complete()
    assert len(cells(place / "events.csv")) == 1 + 3 * 10
    assert len(cells(place / "ties.tsv", "\t")) == 1 + 3 * 9
    assert not part.exists()


def test_the_command_writes_a_head_even_over_nothing(place: Path) -> None:
    done = onrecord(
        *("read", "reports", "--jobs", "2", "--events", "e.csv", "--ties", "t.tsv", "--commitments", "c.csv"), cwd=place
    )
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 3)
    for name, path, between in (("events", "e.csv", ","), ("ties", "t.tsv", "\t"), ("commitments", "c.csv", ",")):
        assert cells(place / path, between)[0] == list(TABLES[name].columns)


def test_the_table_holds_what_the_records_hold_in_every_form_of_output(place: Path) -> None:
    wanted = None
    for number, more in enumerate((["--out", "all.jsonl"], ["--out", "pages/", "--format", "html"], ["--jobs", "2"])):
        done = onrecord("read", "reports", *more, "--events", f"{number}.csv", cwd=place)
        assert done.returncode == 0, said(done)
        found = (place / f"{number}.csv").read_bytes()
        assert wanted in (None, found)
        wanted = found
    records = [json.loads(line) for line in (place / "all.jsonl").read_bytes().splitlines()]
    ids = [f"{wire['document']['id']}_{event['id']}" for wire in records for event in wire["events"]]
    assert [row[0] for row in cells(place / "0.csv")[1:]] == ids


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--events", "old.csv"], "this output exists already: old.csv; give --force"),
        (["--events", "no/where.csv"], "there is no such folder: no"),
        (["--events", "-"], "a table is written to a file: -"),
        (["--events", "reports"], "a table is written to a file: reports"),
        (["--events", "a.csv", "--ties", "./a.csv"], "two outputs would stand in one file"),
        (["--out", "a.jsonl", "--events", "a.jsonl"], "two outputs would stand in one file: a.jsonl"),
        (["--events", "reports/r000.txt", "--force"], "would overwrite what is to be read"),
    ],
)
def test_wrong_usage_is_one_sentence_and_nothing_is_written(place: Path, arguments: list[str], sentence: str) -> None:
    (place / "old.csv").write_text("kept")
    before = {p: p.read_bytes() for p in place.rglob("*") if p.is_file()}
    source = "reports/r000.txt" if "--force" in arguments else "reports"
    done = onrecord("read", source, *arguments, cwd=place)
    assert (done.returncode, done.stdout) == (2, b"")
    assert sentence in said(done)
    assert said(done).count("\n") == 1
    assert {p: p.read_bytes() for p in place.rglob("*") if p.is_file()} == before


def test_force_writes_the_table_anew(place: Path) -> None:
    (place / "old.csv").write_text("old")
    assert onrecord("read", "reports", "--events", "old.csv", "--force", cwd=place).returncode == 0
    assert cells(place / "old.csv")[0] == list(TABLES["events"].columns)


def test_other_tables_are_another_run(place: Path) -> None:
    files = tables(place)
    with closing(GrowingFile(place / "out.jsonl", "jsonl", RUN, False, files)) as output:
        output.wanted(SOURCES)
        output.put(outcome(files, 0, building.marshes()))
    pack = partial(packed, "jsonl", tables=files.asked)
    assert pack(building.marshes()).rows == ("", "")
    done = onrecord("read", "reports", "--out", "out.jsonl", "--events", "other.csv", cwd=place)
    assert done.returncode == 2
    assert "an unfinished run with other sources or options is kept here" in said(done)
