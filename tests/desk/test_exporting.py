"""Handing out: what is chosen stays whole, what was rejected or redacted is not there, and a kill costs nothing."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord.desk import Desk
from onrecord.desk.deletions import Before
from onrecord.desk.exporting import Exported, Wanted, deletions_path, export, items
from onrecord.desk.narrowing import handed_out
from onrecord.desk.spooling import Spool
from onrecord.errors import QueryError, SettingError, StoreError
from onrecord.export import EXPORTS, Form
from onrecord.record import JudgementKind, Record, from_wire
from onrecord.store import finding, history, redacting
from onrecord.store.filing import file_reading
from onrecord.store.holes import Names
from onrecord.store.opening import Store, create
from tests.export.crossing import crossing
from tests.export.handing import kept
from tests.store.conftest import SetClock
from tests.store.full_disk import full_disk
from tests.store.records import Said, make_record
from tests.store.searched import index_all, searched


def form(name: str, rows: str | None = None) -> Form:
    return next(one for one in EXPORTS[name].forms if rows in (None, one.rows))


CSV = form("csv", "statements")


def harbour() -> Record:
    """Two statements, one inside the other, and one beside them."""
    text = "Qoltan said that Mehvesh told him the port is closed. Sarraf denied it."
    record = make_record(
        text,
        Said("Qoltan", "said", "that Mehvesh told him the port is closed"),
        Said("Mehvesh", "told", "the port is closed"),
        Said("Sarraf", "denied", "it"),
        source="Harbour Gazette",
        published="2031-05-04",
    )
    first, second, third = record.statements
    return replace(record, statements=(first, replace(second, within=first.id), third))


@pytest.fixture
def filled(store: Store) -> Desk:
    """A desk with two documents, searched."""
    searched(store, [harbour(), crossing()])
    return Desk(store, "mira")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def handed(desk: Desk, tmp_path: Path, wanted: Wanted, name: str = "out") -> list[dict[str, str]]:
    out = tmp_path / name
    out.unlink(missing_ok=True)
    export(desk, wanted, out)
    return rows_of(out)


def records(desk: Desk) -> list[Record]:
    with desk.store.reading() as at:
        return list(finding.records(desk.store, at))


def judge(desk: Desk, kind: JudgementKind, subject: str, **more: Any) -> None:
    with desk.store.writing() as at:
        history.judge(desk.store, at, kind, subject, "mira", **more)


def test_a_desk_is_handed_out_whole_and_in_its_order(filled: Desk, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    done = export(filled, Wanted(CSV), tmp_path / "all.csv", progress=lambda *at: told.append(at))
    ids = [one.id for record in records(filled) if record.kept for one in record.kept.findings if one.id[0] == "s"]
    rows = rows_of(tmp_path / "all.csv")
    assert [row["id"] for row in rows] == ids
    assert (done.documents, done.lines, done.before) == (2, len(ids), 0)
    assert told[-1] == (2, 2)
    assert rows[0]["speaker_id"].startswith("a:")
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith("all")) == ["all.csv"]


def test_records_are_those_of_desk_export(filled: Desk, tmp_path: Path) -> None:
    export(filled, Wanted(form("jsonl"), licence="CC0"), tmp_path / "all.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [from_wire(line) for line in lines] == records(filled)
    assert {line["handed_out"]["licence"] for line in lines} == {"CC0"}


def test_what_a_question_finds_keeps_what_it_stands_on(filled: Desk, tmp_path: Path) -> None:
    (row,) = handed(filled, tmp_path, Wanted(CSV, query="kind:statement speaker:Mehvesh"))
    assert (row["speaker"], row["by"]) == ("Mehvesh", "Mehvesh; Qoltan")
    wanted = Wanted(form("jsonl"), query="kind:statement speaker:Mehvesh")
    with filled.store.reading() as at:
        (item,) = items(filled, at, wanted)
    assert [one.speaker.name for one in item.record.statements] == ["Qoltan", "Mehvesh"]
    assert item.findings == frozenset({row["id"]})
    assert {one.name for one in item.record.actors} == {"Qoltan", "Mehvesh"}
    assert {one.id for one in item.entities.values()} == set(row["by_ids"].split("; "))


def test_a_tie_keeps_the_ties_it_rests_on_and_a_commitment_its_statement() -> None:
    record = kept(crossing())
    ids = {one.local: one.id for one in record.kept.findings} if record.kept else {}
    derived = next(tie for tie in record.ties if tie.derived)
    left, asked = handed_out(record, frozenset({ids[derived.id], ids[record.commitments[0].id]}), rejected=False)
    assert {tie.id for tie in left.ties} >= {derived.id, *derived.basis}
    assert record.commitments[0].statement in {one.id for one in left.statements}
    assert asked == frozenset({ids[derived.id], ids[record.commitments[0].id]})
    assert not left.events


def test_whole_documents_of_what_is_found(filled: Desk, tmp_path: Path) -> None:
    rows = handed(filled, tmp_path, Wanted(CSV, query="kind:statement speaker:Mehvesh", whole=True))
    assert [row["speaker"] for row in rows] == ["Qoltan", "Mehvesh", "Sarraf"]


def test_a_limit_is_of_documents(filled: Desk, tmp_path: Path) -> None:
    assert {row["document"] for row in handed(filled, tmp_path, Wanted(CSV, limit=1))} == {harbour().document.id}


def test_rejected_findings_are_left_out_unless_asked_for(filled: Desk, tmp_path: Path) -> None:
    first, second, third = handed(filled, tmp_path, Wanted(CSV))[:3]
    judge(filled, JudgementKind.REJECT, first["id"], why="he did not")
    left = handed(filled, tmp_path, Wanted(CSV))
    assert first["id"] not in {row["id"] for row in left}
    # What stands on it keeps its word.
    inner = next(row for row in left if row["id"] == second["id"])
    assert (inner["by"], inner["by_statement"]) == ("Mehvesh; Qoltan", first["id"])
    again = next(row for row in handed(filled, tmp_path, Wanted(CSV, rejected=True)) if row["id"] == first["id"])
    assert (again["state"], again["judged_by"], again["judged_why"]) == ("rejected", "mira", "he did not")
    found = handed(filled, tmp_path, Wanted(CSV, query="kind:statement port"))
    assert {row["id"] for row in found} == {second["id"]}
    assert third["id"] in {row["id"] for row in left}


def test_an_edit_is_made_in_tables_and_told_in_records(filled: Desk, tmp_path: Path) -> None:
    first = handed(filled, tmp_path, Wanted(CSV))[0]
    judge(filled, JudgementKind.EDIT, first["id"], value={"act": "deny"})
    assert handed(filled, tmp_path, Wanted(CSV))[0]["act"] == "deny"
    with filled.store.reading() as at:
        read, *_ = items(filled, at, Wanted(form("jsonl")))
    assert read.record.statements[0].act.value == first["act"] != "deny"


def test_the_past_is_handed_out_as_it_was(filled: Desk, tmp_path: Path, clock: SetClock) -> None:
    clock.go(days=1)
    then = clock.now().isoformat().replace("+00:00", ".000000Z")
    clock.go(days=1)
    first = handed(filled, tmp_path, Wanted(CSV))[0]
    judge(filled, JudgementKind.REJECT, first["id"])
    searched(filled.store, [make_record("Oro said it.", Said("Oro", "said", "it"))])
    now = handed(filled, tmp_path, Wanted(CSV))
    before = handed(filled, tmp_path, Wanted(CSV, at_time=then))
    assert "Oro" in {row["speaker"] for row in now}
    assert first["id"] in {row["id"] for row in before}
    assert "Oro" not in {row["speaker"] for row in before}
    asked = handed(filled, tmp_path, Wanted(CSV, query="kind:statement speaker:Qoltan", at_time=then))
    assert [row["id"] for row in asked] == [first["id"]]


@pytest.mark.parametrize("export_", [(name, one) for name, made in EXPORTS.items() for one in made.forms])
def test_redacted_words_are_in_no_form(export_: tuple[str, Form], filled: Desk, tmp_path: Path) -> None:
    name, one = export_
    out = tmp_path / "redacted"
    redacting.redact(filled.store, Names(("Mehvesh",)), "mira", "she asked for it")
    index_all(filled.store)
    export(filled, Wanted(one), out)
    assert b"Mehvesh" not in in_full(out), (name, one.rows)


def in_full(path: Path) -> bytes:
    """A file's bytes, and those of what is packed in it."""
    import zipfile

    import pyarrow.parquet as pq

    data = path.read_bytes()
    if data[:4] == b"PAR1":
        return json.dumps(pq.read_table(path).to_pylist(), default=str).encode()
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
        return b"".join(zlib.decompress(part) if name.endswith(".spacy") else part for name, part in parts.items())
    return data


def test_nothing_found_is_a_file_with_nothing_in_it(filled: Desk, tmp_path: Path, store: Store) -> None:
    assert handed(filled, tmp_path, Wanted(CSV, query="zebra")) == []
    with pytest.raises(QueryError):
        export(filled, Wanted(CSV, query="(zebra"), tmp_path / "none.csv")
    assert not list(tmp_path.glob("none*"))


def test_an_empty_desk_gives_a_table_with_its_head(store: Store, tmp_path: Path) -> None:
    assert handed(Desk(store), tmp_path, Wanted(CSV)) == []
    assert (tmp_path / "out").read_text(encoding="utf-8").startswith("id,act,")


def test_what_is_there_is_not_overwritten(filled: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("mine", encoding="utf-8")
    with pytest.raises(SettingError, match="there already"):
        export(filled, Wanted(CSV), out)
    assert out.read_text(encoding="utf-8") == "mine"
    export(filled, Wanted(CSV), out, force=True)
    assert len(rows_of(out)) > 3


def test_a_form_whose_library_is_missing_says_so_before_anything_is_made(filled: Desk, tmp_path: Path) -> None:
    missing = replace(CSV, needs="formats", uses="no_such_library")
    with pytest.raises(SettingError, match=r"pip install 'onrecord\[formats\]'"):
        export(filled, Wanted(missing), tmp_path / "out.csv")
    assert not list(tmp_path.glob("out*"))


# -- deletions ---------------------------------------------------------------------------------------------------------


def gone(desk: Desk, tmp_path: Path, wanted: Wanted) -> dict[str, dict[str, str]]:
    out = tmp_path / "again.csv"
    export(desk, wanted, out, force=True)
    return {row["id"]: row for row in rows_of(deletions_path(out))}


@pytest.mark.parametrize("by_file", [False, True])
def test_what_an_earlier_export_is_to_lose(by_file: bool, filled: Desk, tmp_path: Path, clock: SetClock) -> None:
    out = tmp_path / "earlier.csv"
    seen = export(filled, Wanted(CSV), out).seen
    first, second, third, other, *_ = rows_of(out)
    clock.go(hours=1)
    before = Before(None, out, "statements") if by_file else Before(seen, None, "statements")
    assert gone(filled, tmp_path, Wanted(CSV, before=before)) == {}
    judge(filled, JudgementKind.REJECT, third["id"], why="-1 not said")
    read_again(filled, harbour())
    found = gone(filled, tmp_path, Wanted(CSV, before=before))
    assert {id_: row["reason"] for id_, row in found.items()} == {second["id"]: "replaced", third["id"]: "rejected"}
    assert (found[third["id"]]["who"], found[third["id"]]["why"]) == ("mira", "'-1 not said")
    assert found[second["id"]]["at"] > seen
    redacting.redact(filled.store, Names(("Tamsil",)), "mira", "he asked for it")
    index_all(filled.store)
    found = gone(filled, tmp_path, Wanted(CSV, before=before))
    assert found[other["id"]]["reason"] == "redacted"
    assert first["id"] not in found


def read_again(desk: Desk, record: Record) -> None:
    """A newer engine reads a document and does not find its second statement."""
    newer = replace(record, engine="0.2.0", statements=(record.statements[0], record.statements[2]))
    with desk.store.writing() as at:
        number = finding.document(at, record.document.id).no
        file_reading(desk.store, at, number, newer, "verbs/4")
    index_all(desk.store)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"s:12 and no more", "no id of a finding"),
        (b"PK\x03\x04 and nothing that a zip has", "is damaged"),
        (b"PAR1 and nothing that a table has PAR1", "is damaged"),
    ],
)
def test_what_is_no_earlier_export_is_told_before_anything_is_made(
    data: bytes, what: str, filled: Desk, tmp_path: Path
) -> None:
    (tmp_path / "notes").write_bytes(data)
    with pytest.raises(SettingError, match=what):
        export(filled, Wanted(CSV, before=Before(None, tmp_path / "notes", None)), tmp_path / "out.csv")
    assert not list(tmp_path.glob("out*"))


def test_a_table_without_ids_is_no_earlier_export(filled: Desk, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    for number, table in enumerate([{"name": ["a"]}, {"id": [None, "x"]}, {"id": [1]}]):
        place = tmp_path / f"{number}.parquet"
        pq.write_table(pa.table(table), place)
        with pytest.raises(SettingError, match="no id of a finding"):
            export(filled, Wanted(CSV, before=Before(None, place, None)), tmp_path / "out.csv")


def test_deletions_that_are_there_are_not_overwritten(filled: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    deletions_path(out).write_text("not yet taken out", encoding="utf-8")
    wanted = Wanted(CSV, before=Before("2031-05-04T10:00:00.000000Z", None, "statements"))
    with pytest.raises(SettingError, match="there already"):
        export(filled, wanted, out)
    assert [one.name for one in tmp_path.glob("out*")] == ["out.deletions.csv"]
    assert deletions_path(out).read_text(encoding="utf-8") == "not yet taken out"


@pytest.mark.parametrize("name", ["csv", "parquet", "xlsx", "jsonl", "brat", "docbin", "ftm", "stix", "prov"])
def test_ids_are_found_in_every_form(name: str, filled: Desk, tmp_path: Path, clock: SetClock) -> None:
    if name == "docbin":
        pytest.importorskip("spacy")
    out = tmp_path / f"earlier.{name}"
    export(filled, Wanted(form(name)), out)
    first = handed(filled, tmp_path, Wanted(CSV))[0]
    clock.go(hours=1)
    judge(filled, JudgementKind.REJECT, first["id"])
    assert set(gone(filled, tmp_path, Wanted(CSV, before=Before(None, out, "statements")))) == {first["id"]}


# -- kills, disks, two at once -----------------------------------------------------------------------------------------

_SLOW = """
import sys, time
from dataclasses import replace
from pathlib import Path
from onrecord.desk import Desk, choosing, exporting
from onrecord.export import EXPORTS
choosing.STRETCH = 1
form = EXPORTS["csv"].forms[0]
def pieces(item):
    time.sleep(0.05)
    yield from form.pieces(item)
def finish(lines, out, head):
    out.write(b"half")
    out.flush()
    time.sleep(float(sys.argv[3]))
    out.seek(0)
    out.truncate()
    form.finish(lines, out, head)
with Desk.open(sys.argv[1]) as desk:
    exporting.export(desk, exporting.Wanted(replace(form, pieces=pieces, finish=finish)), Path(sys.argv[2]))
"""


def many(folder: Path, number: int = 12) -> Desk:
    store = create(folder)
    texts = [f"Speaker {one} said that the port is closed." for one in range(number)]
    searched(store, [make_record(text, Said(text[: text.index(" said")], "said", text[-20:])) for text in texts])
    return Desk(store)


def test_a_run_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    desk, out = many(tmp_path / "desk"), tmp_path / "out.csv"
    wanted = tmp_path / "wanted.csv"
    whole = export(desk, Wanted(CSV), wanted)
    journal = tmp_path / "out.csv.part" / "journal"
    reached = []
    for stop_at in (2, 4, 7, 10, 13, None):
        wait = "0" if stop_at is None else "30"
        running = subprocess.Popen([sys.executable, "-c", _SLOW, str(tmp_path / "desk"), str(out), wait])
        while running.poll() is None and (stop_at is None or lines_of(journal) <= stop_at):
            time.sleep(0.005)
        if stop_at is not None:
            running.send_signal(signal.SIGKILL)
        code = running.wait()
        assert code == (0 if stop_at is None else -signal.SIGKILL)
        if stop_at is not None:
            assert not out.exists()
            reached.append(lines_of(journal))
    assert reached == sorted(reached)
    assert reached[0] < whole.documents
    assert out.read_bytes() == wanted.read_bytes()
    assert not journal.parent.exists()
    desk.store.close()


def lines_of(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def begun(desk: Desk, out: Path, wanted: Wanted) -> None:
    """A run that was stopped when it had all its pieces."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(desk, replace(wanted, form=replace(wanted.form, finish=stop)), out)
    assert (out.parent / f"{out.name}.part").is_dir()


def stopped(desk: Desk, out: Path, wanted: Wanted, monkeypatch: pytest.MonkeyPatch, before: str) -> None:
    """A run that was killed when ``before`` was about to begin: ``Spool.remove``, or the first ``unlink`` in it."""

    def kill(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    owner: type = Spool if before == "remove" else Path
    with monkeypatch.context() as patched:
        patched.setattr(owner, before, kill)
        with pytest.raises(KeyboardInterrupt):
            export(desk, wanted, out)


@pytest.mark.parametrize("before", ["remove", "unlink"])
def test_a_run_killed_when_its_file_was_in_its_place_has_nothing_to_do(
    before: str, filled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.csv"
    wanted = Wanted(CSV, before=Before("2031-05-04T10:00:00.000000Z", None, "statements"))
    stopped(filled, out, wanted, monkeypatch, before)
    was, made = out.read_bytes(), out.stat().st_mtime_ns
    done = export(filled, wanted, out)
    assert (done.before, done.documents, done.deletions) == (2, 2, 0)
    assert (out.read_bytes(), out.stat().st_mtime_ns) == (was, made)
    assert sorted(one.name for one in tmp_path.glob("out*")) == ["out.csv", "out.deletions.csv"]


def test_pieces_that_are_gone_are_made_again(filled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.csv"
    stopped(filled, out, Wanted(CSV), monkeypatch, "remove")
    was = out.read_bytes()
    out.unlink()
    (tmp_path / "out.csv.part" / "pieces").unlink()
    assert export(filled, Wanted(CSV), out).before == 0
    assert out.read_bytes() == was
    assert not (tmp_path / "out.csv.part").exists()


def test_an_unfinished_export_beside_a_file_overwrites_it_only_by_force(filled: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    begun(filled, out, Wanted(CSV))
    out.write_text("mine", encoding="utf-8")
    with pytest.raises(SettingError, match="there already"):
        export(filled, Wanted(CSV), out)
    assert out.read_text(encoding="utf-8") == "mine"
    assert export(filled, Wanted(CSV), out, force=True).before == 2


def test_what_is_no_file_is_not_replaced(filled: Desk, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "folder", tmp_path / "pipe"):
        with pytest.raises(SettingError, match="this is no file"):
            export(filled, Wanted(CSV), place, force=True)
    assert not list(tmp_path.glob("*.part"))


def test_only_the_same_question_goes_on(filled: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    begun(filled, out, Wanted(CSV))
    with pytest.raises(SettingError, match="another question or form"):
        export(filled, Wanted(CSV, query="port"), out)
    done = export(filled, Wanted(CSV), out)
    assert done.before == done.documents == 2


def test_a_desk_that_has_changed_is_said_and_begun_anew_by_force(filled: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    begun(filled, out, Wanted(CSV))
    first = handed(filled, tmp_path, Wanted(CSV))[0]
    judge(filled, JudgementKind.REJECT, first["id"])
    with pytest.raises(SettingError, match="has changed"):
        export(filled, Wanted(CSV), out)
    done = export(filled, Wanted(CSV), out, force=True)
    assert done.before == 0
    assert first["id"] not in {row["id"] for row in rows_of(out)}


def test_two_runs_do_not_write_one_output(filled: Desk, tmp_path: Path) -> None:
    told: dict[str, Any] = {"seen": []}
    with (
        Spool(tmp_path / "out.csv", told),
        pytest.raises(SettingError, match="another run"),
    ):
        export(filled, Wanted(CSV), tmp_path / "out.csv", force=True)


def test_a_spool_is_cut_back_to_its_last_whole_note(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Spool(out, {"seen": 1}) as spool:
        spool.put(1, 1, ["a", "\ud800b"])
        spool.put(2, 1, ["c"])
    folder = tmp_path / "out.part"
    with (folder / "journal").open("ab") as journal, (folder / "pieces").open("ab") as pieces:
        journal.write(b'{"after": 3, "docu')
        pieces.write(b"half a li")
    with Spool(out, {"seen": 1}) as spool:
        assert spool.reached.after == 2
        spool.put(3, 1, ["d"])
        assert list(spool) == list(spool) == ["a", "\ud800b", "c", "d"]
        with pytest.raises(ValueError, match="one line"):
            spool.put(4, 1, ["e\nf"])
        spool.remove()
    assert not folder.exists()


def test_a_full_disk_is_one_sentence_and_leaves_no_output(tmp_path: Path) -> None:
    desk = many(tmp_path / "desk", 400)
    with full_disk(tmp_path / "small") as small:
        (small / "fill").write_bytes(b"x" * 900_000)
        with pytest.raises(StoreError, match=r"cannot be written \(no space left on device\)"):
            export(desk, Wanted(CSV), small / "out.csv")
        assert not (small / "out.csv").exists()
        (small / "fill").unlink()
        assert isinstance(export(desk, Wanted(CSV), small / "out.csv"), Exported)
        assert len(rows_of(small / "out.csv")) == 400
    desk.store.close()


_LIMITED = """
import resource, sys
from dataclasses import replace
from pathlib import Path
from onrecord.desk import Desk
from onrecord.desk.exporting import Wanted, export
from onrecord.errors import StoreError
from onrecord.export import EXPORTS
with Desk.open(sys.argv[1]) as desk:
    form = EXPORTS[sys.argv[3]].forms[0]
    def finish(*made):
        resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))
        form.finish(*made)
    try:
        export(desk, Wanted(replace(form, finish=finish)), Path(sys.argv[2]))
    except StoreError as error:
        print(error)
"""


@pytest.mark.parametrize("name", ["csv", "xlsx", "parquet"])
def test_a_file_that_may_not_grow_is_told(name: str, tmp_path: Path) -> None:
    many(tmp_path / "desk", 300).store.close()
    out = tmp_path / "out.csv"
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(tmp_path / "desk"), str(out), name],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "this output cannot be written (file too large)" in done.stdout
    assert not out.exists()


# -- the sample desk ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", ["statements", "events", "ties", "commitments"])
def test_the_sample_desk_read_back_has_all_its_findings(rows: str, sample_desk: Desk, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    with sample_desk.store.reading() as at:
        found = list(items(sample_desk, at, Wanted(CSV)))
    ids = [
        one.id
        for item in found
        for one in (item.record.kept.findings if item.record.kept else ())
        if one.id[0] == rows[0] and (item.findings is None or one.id in item.findings)
    ]
    assert ids
    listed = handed(sample_desk, tmp_path, Wanted(form("csv", rows)))
    export(sample_desk, Wanted(form("parquet", rows)), tmp_path / "out.parquet")
    table = pq.read_table(tmp_path / "out.parquet")
    assert [row["id"] for row in listed] == table.column("id").to_pylist() == ids
    standings = table.column("standing").to_pylist()
    assert standings == [row["standing"] for row in listed]
    by = table.column("by").to_pylist()
    assert all(names for names, standing in zip(by, standings, strict=True) if standing == "attributed")
