"""Filing: whole or not at all, once, with everything that is asked later; the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.errors import StoreError
from onrecord.record import Party, Record, Span, from_wire
from onrecord.store import Store, repeating, tables
from onrecord.store.filing import (
    Likeness,
    Met,
    file,
    file_reading,
    keep_snapshot,
    mark_findings,
    meet,
    vanish,
)
from onrecord.store.ids import identified
from onrecord.store.repeating import candidates
from onrecord.store.rows import unpack

from .conftest import SetClock
from .records import CODEBOOK, Said, file_record, make_filing, make_record, span, whole_record

TEXT = "Lea Marsh said the port of Tellin is open."
SAID = Said("Lea Marsh", "said", "the port of Tellin is open")


def rows(store: Store, table: sa.Table) -> list[dict[str, Any]]:
    """A table's rows, in the order of their keys."""
    with store.reading() as at:
        return [dict(row) for row in at.execute(sa.select(table).order_by(*table.primary_key)).mappings()]


def counts(store: Store) -> dict[str, int]:
    """How many rows each table has; the desk's own facts aside."""
    with store.reading() as at:
        return {
            name: at.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for name, table in tables.metadata.tables.items()
        }


def outlet(store: Store, id_: str) -> str:
    with store.writing() as at:
        at.execute(
            sa.insert(tables.source).values(
                id=id_, name="Littoral Press Agency", kind="news agency", speaks_for="[]", added=store.now(at)
            )
        )
    return id_


def test_a_document_is_filed_with_its_facts(store: Store, clock: SetClock) -> None:
    record = whole_record()
    source = outlet(store, "o:lpa")
    met = Met("https://lpa.example.net/harbour", "https://lpa.example.net/harbour", None, 200, source, "0" * 64)
    clock.go(hours=1)
    no = file_record(store, record, met=met)
    (row,) = rows(store, tables.document)
    document = record.document
    assert row["no"] == no == 1
    assert row["filed"] == "2024-03-06T10:00:00.000000Z"
    told = ("id", "title", "author", "url", "published", "language")
    assert {name: row[name] for name in told} == {name: getattr(document, name) for name in told}
    assert (row["source"], row["source_name"]) == ("o:lpa", "Littoral Press Agency")
    assert row["precision"] == "day"
    assert row["address"] == "https://lpa.example.net/harbour"
    assert row["words"] == len(document.text.split())
    assert json.loads(row["provenance"])["item"] == "guid-7"
    assert (row["family"], row["revises"], row["vanished"]) == (None, None, None)
    assert rows(store, tables.document_text) == [{"document": 1, "title": "Harbour talks", "text": document.text}]


def test_the_record_comes_back_whole(store: Store) -> None:
    record = whole_record()
    file_record(store, record)
    (row,) = rows(store, tables.reading)
    assert from_wire(unpack(row["record"], record.document.text)) == record
    assert (row["engine"], row["model"], row["codebook"]) == (record.engine, record.model, CODEBOOK)
    assert row["knowledge"] == "world/1 places/1"
    assert (row["failures"], row["replaced"]) == (1, None)
    assert record.document.text.encode() not in row["record"]


def test_every_finding_has_a_row_with_its_words_and_its_ground(store: Store) -> None:
    record = whole_record()
    file_record(store, record)
    found = {row["local"]: row for row in rows(store, tables.finding)}
    text = record.document.text
    assert {row["id"] for row in found.values()} == {one.id for one in identified(record)}
    first, second = found["s0"], found["s1"]
    assert text[first["begin"] : first["end"]].startswith("Captain Oren Vash said that")
    assert (first["type"], first["by"], first["from"], first["to"]) == ("assert", None, "2024-03-03", "2024-03-03")
    assert (second["type"], second["by"]) == ("promise", first["id"])
    event, tie, promise = found["e0"], found["r0"], found["c0"]
    assert (event["kind"], event["type"], event["mode"], event["standing"]) == (
        "event",
        "ASSAULT",
        "bombard",
        "attributed",
    )
    assert (event["by"], event["polarity"], event["from"]) == (first["id"], "actual", "2024-03-03")
    assert text[event["begin"] : event["end"]] == "attacked"
    assert (tie["type"], tie["standing"], tie["by"], tie["from"], tie["to"]) == (
        "funds",
        "reported",
        None,
        "2023-01-01",
        None,
    )
    assert (promise["type"], promise["by"], promise["standing"]) == ("promise", second["id"], "attributed")
    assert (promise["from"], promise["zone"]) == ("2024-03-08", "report")


def test_who_takes_part_is_filed_under_the_actor_and_the_words(store: Store) -> None:
    file_record(store, whole_record())
    names = {row["no"]: row["name"] for row in rows(store, tables.actor)}
    local = {row["no"]: row["local"] for row in rows(store, tables.finding)}
    parts = {
        (local[row["finding"]], row["role"], names.get(row["actor"]), row["words"]) for row in rows(store, tables.part)
    }
    assert parts == {
        ("s0", "speaker", "Captain Oren Vash", "Captain Oren Vash"),
        ("s1", "speaker", "He", "He"),
        ("s1", "addressee", "Minister Lea Marsh", "Minister Lea Marsh"),
        ("e0", "actor", "Coastal Guard", "Coastal Guard"),
        ("e0", "recipient", None, "Tellin"),
        ("r0", "a", "Port Sel", "Port Sel"),
        ("r0", "b", "Coastal Guard", "Coastal Guard"),
        ("c0", "doer", "Coastal Guard", "the Guard"),
        ("c0", "to", "Minister Lea Marsh", "Minister Lea Marsh"),
    }


def test_long_words_of_a_part_are_cut(store: Store) -> None:
    speaker = "Lea " + "Marsh " * 60
    file_record(store, make_record(f"{speaker}said it rained.", Said(speaker, "said", "it rained")))
    (part,) = rows(store, tables.part)
    assert part["words"] == speaker[:200]


def test_a_document_is_filed_once_and_counted_again(store: Store, clock: SetClock) -> None:
    record = make_record(TEXT, SAID)
    no = file_record(store, record)
    before = counts(store)
    clock.go(days=1)
    assert file_record(store, record) == no
    assert counts(store) == before
    (met,) = rows(store, tables.sighting)
    assert (met["times"], met["first_seen"][:10], met["last_seen"][:10]) == (2, "2024-03-06", "2024-03-07")
    file_record(store, record, met=Met("copy.txt"))
    assert [(row["name"], row["times"]) for row in rows(store, tables.sighting)] == [("report.txt", 2), ("copy.txt", 1)]


def test_bytes_that_are_met_without_a_document_are_counted(store: Store) -> None:
    page = Met("https://lpa.example.net/x", "https://lpa.example.net/x", status=404)
    with store.writing() as at:
        for _ in range(3):
            meet(store, at, None, None, page)
        meet(store, at, None, None, replace(page, address=None))
    assert sorted(row["times"] for row in rows(store, tables.sighting)) == [1, 3]


def test_a_snapshot_that_is_noted_stays_as_it_is(store: Store) -> None:
    with store.writing() as at:
        keep_snapshot(store, at, "ab" * 32, 7, "text/html")
        keep_snapshot(store, at, "ab" * 32, 8, "text/plain")
    (row,) = rows(store, tables.snapshot)
    assert (row["size"], row["media_type"]) == (7, "text/html")


def test_what_a_person_said_is_kept_apart(store: Store) -> None:
    record = make_record(TEXT, SAID, title="Port open", published="2024-03-01")
    file_record(store, record, said={"published": ("2024-03-01", None), "title": ("Port open", "PORT OPEN!!")})
    told = {(row["field"], row["value"], row["own"], row["who"]) for row in rows(store, tables.override)}
    assert told == {
        ("published", "2024-03-01", None, "tester"),
        ("title", "Port open", "PORT OPEN!!", "tester"),
    }


def test_a_failure_halfway_files_nothing(store: Store) -> None:
    before = counts(store)
    record = make_record(TEXT, SAID)
    with pytest.raises(sa.exc.IntegrityError), store.writing() as at:  # a fault of ours is told as what it is
        file(store, at, make_filing(record, met=Met("report.txt", source="o:nobody")))
    with pytest.raises(ZeroDivisionError), store.writing() as at:
        _ = file(store, at, make_filing(record)) / 0
    assert counts(store) == before
    assert file_record(store, record) == 1


def broken_span(record: Record) -> Record:
    beyond = Span(3, len(record.document.text) + 1)
    return replace(record, statements=(replace(record.statements[0], cue=(beyond,)), *record.statements[1:]))


def broken_by(record: Record) -> Record:
    return replace(record, statements=(replace(record.statements[0], within="s9"), *record.statements[1:]))


def broken_actor(record: Record) -> Record:
    party = Party((span(record.document.text, "Tellin"),), "a9")
    return replace(record, statements=(replace(record.statements[0], target=party), *record.statements[1:]))


def twice_one_id(record: Record) -> Record:
    return replace(record, statements=(record.statements[0], *record.statements))


def broken_time(record: Record) -> Record:
    return replace(record, times=())


def broken_place(record: Record) -> Record:
    return replace(record, places=())


def broken_text(record: Record) -> Record:
    text = record.document.text
    return replace(record, document=replace(record.document, text=text[:-1] + "\ud800"))


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (broken_span, "a span ends at"),
        (broken_by, "nothing in it has the id s9"),
        (broken_actor, "nothing in it has the id a9"),
        (twice_one_id, "two in it have the id s0"),
        (broken_time, "nothing in it has the id t0"),
        (broken_place, "nothing in it has the id p0"),
        (broken_text, "a lone surrogate"),
    ],
)
def test_a_record_that_is_not_of_one_piece_is_refused(store: Store, broken: Any, why: str) -> None:
    before = counts(store)
    with pytest.raises(StoreError, match=why), store.writing() as at:
        file(store, at, make_filing(broken(whole_record())))
    assert counts(store) == before


def test_a_new_reading_keeps_the_old_one(store: Store, clock: SetClock) -> None:
    record = make_record(TEXT, SAID)
    no = file_record(store, record)
    clock.go(days=1)
    newer = replace(record, engine="0.2.0", statements=())
    with store.writing() as at:
        assert file_reading(store, at, no, newer, "verbs/4") == 2
    old, new = rows(store, tables.reading)
    assert (old["engine"], new["engine"], new["codebook"]) == ("0.1.0", "0.2.0", "verbs/4")
    assert old["replaced"] == new["made"]
    assert new["replaced"] is None
    assert [row["reading"] for row in rows(store, tables.finding)] == [1]


def test_a_reading_of_another_document_is_refused(store: Store) -> None:
    no = file_record(store, make_record(TEXT, SAID))
    other = make_record("Lea Marsh said nothing.", Said("Lea Marsh", "said", "nothing"))
    with pytest.raises(StoreError, match="a reading of another document"), store.writing() as at:
        file_reading(store, at, no, other, CODEBOOK)


def test_families_begin_and_grow_and_are_joined(store: Store) -> None:
    def filed(words: str, *alike: int) -> int:
        likenesses = tuple(Likeness(other, 0.8, 0.9) for other in alike)
        return file_record(store, make_record(f"{TEXT} {words}", SAID), likenesses=likenesses)

    one, two = filed("One."), filed("Two.")
    assert [row["family"] for row in rows(store, tables.document)] == [None, None]
    filed("Three.", two)
    filed("Four.", one)
    filed("Five.", one)
    assert [row["family"] for row in rows(store, tables.document)] == [1, 2, 2, 1, 1]
    filed("Six.", 3, 4)
    assert [row["family"] for row in rows(store, tables.document)] == [1] * 6
    assert {(row["document"], row["other"]) for row in rows(store, tables.likeness)} == {
        (3, 2),
        (4, 1),
        (5, 1),
        (6, 3),
        (6, 4),
    }


def test_who_shares_bands_is_a_candidate_and_who_shares_most_comes_first(store: Store) -> None:
    for number, bands in enumerate([(1, 2, 3), (3, 4), (5,), (1, 2**62)]):
        record = make_record(f"{TEXT} {number}.", SAID)
        file_record(store, record, signature=(40, bytes(8)), bands=bands)
    with store.reading() as at:
        assert candidates(at, (1, 2, 3, 2**62)) == [(1, 3), (4, 2), (2, 1)]
        assert candidates(at, (1, 2, 3, 2**62), most=1) == [(1, 3)]
        assert candidates(at, ()) == []
        assert candidates(at, (77,)) == []


def test_candidates_are_found_in_whatever_tier_their_bands_stand(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeating, "FILLED", (2, 4))
    for number in range(1, 8):
        file_record(store, make_record(f"{TEXT} {number}.", SAID), bands=(7, 100 + number))
        with store.reading() as at:
            assert candidates(at, (7, 101)) == [(1, 2), *((other, 1) for other in range(2, number + 1))]
    tiers = {row["document"]: row["tier"] for row in rows(store, tables.band)}
    poured = {1: 2, 2: 2, 3: 2, 4: 2, 5: 1, 6: 1, 7: 0}
    assert tiers == (poured if store.engine.name == "sqlite" else dict.fromkeys(range(1, 8), 0))


def test_a_page_that_is_gone_withdraws_its_findings_once(store: Store) -> None:
    record = whole_record()
    no = file_record(store, record)
    with store.writing() as at:
        assert vanish(store, at, no, "HTTP 410") == 5
        assert vanish(store, at, no, "HTTP 410") == 0
    marks = rows(store, tables.mark)
    assert {row["finding"] for row in marks} == {one.id for one in identified(record)} | {record.document.id}
    assert {(row["kind"], row["document"], row["why"]) for row in marks} == {("withdrawn", None, "HTTP 410")}
    assert rows(store, tables.document)[0]["vanished"] is not None


def test_marks_tell_changes_only(store: Store) -> None:
    file_record(store, make_record(TEXT, SAID))
    id_ = rows(store, tables.finding)[0]["id"]
    with store.writing() as at:
        mark_findings(store, at, [id_], "restored", 1, "never gone")
        mark_findings(store, at, [id_, id_], "withdrawn", 1, "gone")
        mark_findings(store, at, [id_], "withdrawn", 1, "gone again")
        mark_findings(store, at, [id_], "restored", 1, "back")
        mark_findings(store, at, [id_], "withdrawn", 1, "gone for good")
    assert [row["why"] for row in rows(store, tables.mark)] == ["gone", "back", "gone for good"]


def test_a_revision_withdraws_and_restores(store: Store) -> None:
    first = make_record(TEXT, SAID)
    file_record(store, first)
    (old,) = (one.id for one in identified(first))
    second = make_record("Lea Marsh said it is closed.", Said("Lea Marsh", "said", "it is closed"))
    no = file_record(store, second, revises=1, withdrawn=[old])
    (mark,) = rows(store, tables.mark)
    assert (mark["finding"], mark["kind"], mark["document"]) == (old, "withdrawn", no)
    assert second.document.id in mark["why"]
    assert rows(store, tables.document)[1]["revises"] == 1


def test_many_documents_in_one_transaction_have_numbers_and_stamps_in_their_order(store: Store) -> None:
    records = [make_record(f"{TEXT} {number}.", SAID) for number in range(20)]
    with store.writing() as at:
        numbers = [file(store, at, make_filing(record)) for record in records]
    assert numbers == list(range(1, 21))
    filed = [row["filed"] for row in rows(store, tables.document)]
    assert filed == sorted(set(filed))
