"""A sound desk is told as sound; each way of spoiling it is told as what it is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.record import Record
from onrecord.store import tables
from onrecord.store.filing import Likeness, file_reading
from onrecord.store.holes import BLOCK
from onrecord.store.opening import Store
from onrecord.store.problem import Verified, Wrong
from onrecord.store.rows import pack
from onrecord.store.verifying import verify

from .records import CODEBOOK, Said, file_record, make_record, whole_record
from .searched import index_all

TEXT = "Oren Vash said that the ferry was late. Nobody asked why."


def other_record(text: str = TEXT, data: bytes | None = None, title: str | None = None) -> Record:
    return make_record(text, Said("Oren Vash", "said", "that the ferry was late"), data=data, title=title)


@contextmanager
def driver(store: Store) -> Iterator[Any]:
    """The driver's own connection, for what the desk would not let anybody do."""
    raw = store.engine.raw_connection()
    try:
        yield raw.driver_connection
    finally:
        raw.close()


def spoil(store: Store, *changes: sa.Executable) -> None:
    with store.writing() as at:
        for change in changes:
            at.execute(change)


def kinds(verified: Verified) -> set[Wrong]:
    return {problem.kind for problem in verified.problems}


def test_a_sound_desk_is_clean_and_everything_on_it_was_looked_at(store: Store) -> None:
    no = file_record(store, whole_record())
    file_record(store, other_record())
    with store.writing() as at:
        file_reading(store, at, no, whole_record(engine="0.2.0"), CODEBOOK)
    told: list[tuple[str, int, int]] = []
    verified = verify(store, lambda *said: told.append(said))
    assert verified.problems == ()
    assert verified.notes == ()
    assert verified.clean
    findings = len(whole_record().statements) + 3
    assert verified.checked["documents"] == 2
    assert verified.checked["readings"] == 3
    assert verified.checked["findings"] == 2 * findings + 1
    assert verified.checked["snapshots"] == verified.checked["files"] == verified.checked["texts made again"] == 2
    assert verified.checked["bytes"] == sum(len(one.document.text) for one in (whole_record(), other_record()))
    assert ("documents", 2, 2) in told


def test_an_empty_desk_is_clean(store: Store) -> None:
    assert verify(store).clean


def test_bytes_that_are_missing_altered_or_of_another_size(store: Store) -> None:
    records = [other_record(f"{TEXT} {number}.") for number in range(3)]
    for record in records:
        file_record(store, record)
    missing, altered, resized = (record.document.snapshot.sha256 for record in records)
    store.archive.path(missing).unlink()
    store.archive.path(altered).write_bytes(b"x" * store.archive.path(altered).stat().st_size)
    spoil(store, sa.update(tables.snapshot).where(tables.snapshot.c.sha256 == resized).values(size=1))
    verified = verify(store)
    assert {(problem.kind, problem.where) for problem in verified.problems} == {
        (Wrong.MISSING, missing),
        (Wrong.ALTERED, altered),
        (Wrong.ROW, resized),
    }


def test_bytes_that_were_given_up_are_not_missed(store: Store) -> None:
    record = other_record()
    file_record(store, record)
    store.archive.give_up(record.document.snapshot.sha256)
    assert kinds(verify(store)) == {Wrong.MISSING}
    spoil(store, sa.update(tables.snapshot).values(given_up="2024-03-06T10:00:00.000000Z", why="retention"))
    assert verify(store).clean


def test_a_file_without_a_row_is_told_as_harmless(store: Store) -> None:
    sha256 = store.archive.put(b"a kill came before the row")
    verified = verify(store)
    assert verified.clean
    assert [(note.kind, note.where) for note in verified.notes] == [(Wrong.LEFTOVER, sha256)]
    assert "compact" in str(verified.notes[0])


def test_bytes_of_which_another_text_is_made_today_are_no_damage(store: Store) -> None:
    file_record(store, other_record(data=b"Quite other bytes than the text."), data=b"Quite other bytes than the text.")
    verified = verify(store)
    assert verified.clean
    assert [note.kind for note in verified.notes] == [Wrong.READER]
    assert verify(store, read_again=False).notes == ()


SPOILT: dict[str, tuple[Callable[[int], sa.Executable], Wrong]] = {
    "text": (
        lambda no: (
            sa.update(tables.document_text).where(tables.document_text.c.document == no).values(text=TEXT.upper())
        ),
        Wrong.TEXT,
    ),
    "text and its hash": (
        lambda no: (
            sa.update(tables.document)
            .where(tables.document.c.no == no)
            .values(text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(), id="d:0000000000000000")
        ),
        Wrong.TEXT,
    ),
    "no text": (
        lambda no: sa.delete(tables.document_text).where(tables.document_text.c.document == no),
        Wrong.TEXT,
    ),
    "title": (lambda no: sa.update(tables.document).where(tables.document.c.no == no).values(title="Other"), Wrong.ROW),
    "place of a finding": (
        lambda no: (
            sa.update(tables.finding).where(tables.finding.c.document == no).values(begin=tables.finding.c.begin + 1)
        ),
        Wrong.FINDING,
    ),
    "id of a finding": (
        lambda no: sa.update(tables.finding).where(tables.finding.c.document == no).values(id="s:0000000000000000"),
        Wrong.FINDING,
    ),
    "no reading that holds": (
        lambda no: (
            sa.update(tables.reading)
            .where(tables.reading.c.document == no)
            .values(replaced="2030-01-01T00:00:00.000000Z")
        ),
        Wrong.ROW,
    ),
    "record": (
        lambda no: sa.update(tables.reading).where(tables.reading.c.document == no).values(record=b"no zlib"),
        Wrong.RECORD,
    ),
    "record of another document": (
        lambda no: sa.update(tables.reading).where(tables.reading.c.document == no).values(record=pack(whole_record())),
        Wrong.RECORD,
    ),
    "words in a hole": (
        lambda no: sa.insert(tables.hole).values(document=no, begin=0, end=4, log=1),
        Wrong.HOLE,
    ),
    "family": (lambda no: sa.update(tables.document).where(tables.document.c.no == no).values(family=99), Wrong.FAMILY),
    "time": (
        lambda no: (
            sa.update(tables.reading)
            .where(tables.reading.c.document == no)
            .values(made="2099-01-01T00:00:00.000000Z", replaced="2024-01-01T00:00:00.000000Z")
        ),
        Wrong.STAMP,
    ),
    "mark": (
        lambda _: sa.insert(tables.mark).values(finding="s:1", kind="withdrawn", at="2024-01-01", why="gone"),
        Wrong.FINDING,
    ),
    "judgement": (
        lambda _: sa.insert(tables.judgement).values(id="j:1", at="2024", who="ana", kind="accept", subject="s:12"),
        Wrong.JUDGEMENT,
    ),
    "other of a judgement": (
        lambda _: sa.insert(tables.judgement).values(
            id="j:1", at="2024", who="ana", kind="same", subject="x:1", other="o:12"
        ),
        Wrong.JUDGEMENT,
    ),
    "undone by nobody": (
        lambda _: sa.insert(tables.judgement).values(
            id="j:1", at="2024", who="ana", kind="same", subject="x:1", undone="2025"
        ),
        Wrong.JUDGEMENT,
    ),
}


@pytest.mark.parametrize("how", SPOILT)
def test_each_way_of_spoiling_it_is_told(store: Store, how: str) -> None:
    file_record(store, whole_record())
    no = file_record(store, other_record(title="Ferry"))
    change, kind = SPOILT[how]
    assert verify(store).clean
    spoil(store, change(no))
    assert kind in kinds(verify(store))


def test_a_record_that_tells_of_words_beyond_the_text(store: Store) -> None:
    record = other_record()
    no = file_record(store, record)
    longer = other_record(TEXT + " And so on.")
    document = replace(longer.document, id=record.document.id)
    packed = pack(replace(longer, document=document))
    spoil(store, sa.update(tables.reading).where(tables.reading.c.document == no).values(record=packed))
    (problem,) = verify(store).problems
    assert problem.kind is Wrong.RECORD
    assert "beyond the text" in problem.what


def test_a_finding_that_is_missing_and_one_too_many(store: Store) -> None:
    no = file_record(store, whole_record())
    with store.reading() as at:
        tie = at.execute(sa.select(tables.finding).where(tables.finding.c.kind == "tie")).one()
    spoil(
        store,
        sa.delete(tables.part).where(tables.part.c.finding == tie.no),
        sa.delete(tables.finding).where(tables.finding.c.no == tie.no),
    )
    (problem,) = verify(store).problems
    assert (problem.kind, problem.where) == (Wrong.FINDING, tie.id)
    spoil(store, sa.insert(tables.finding).values({**tie._mapping, "document": no}))
    assert verify(store).clean


def test_documents_that_are_alike_and_of_two_families(store: Store) -> None:
    first = file_record(store, other_record())
    second = file_record(store, other_record(TEXT + " Or so."), likenesses=(Likeness(first, 0.9, 0.95),))
    assert verify(store).clean
    spoil(store, sa.update(tables.document).where(tables.document.c.no == second).values(family=second))
    assert kinds(verify(store)) == {Wrong.FAMILY}


def test_a_search_index_that_disagrees(store: Store) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL makes the column itself: it cannot be made to disagree by a statement")
    file_record(store, other_record())
    with store.writing() as at:
        at.exec_driver_sql(
            "INSERT INTO document_words(document_words, rowid, title, text) VALUES ('delete', 1, NULL, ?)", (TEXT,)
        )
    assert kinds(verify(store)) == {Wrong.SEARCH}


def of_kind(kind: str) -> sa.ScalarSelect[int]:
    return sa.select(tables.finding.c.no).where(tables.finding.c.kind == kind).limit(1).scalar_subquery()


def second_entity() -> sa.ScalarSelect[int]:
    return sa.select(sa.func.max(tables.entity.c.no)).scalar_subquery()


MADE_WRONG: dict[str, tuple[sa.Executable, Wrong]] = {
    "words of a row": (
        sa.update(tables.indexed_words)
        .where(tables.indexed_words.c.no == 2)
        .values(said="harbour", said_stems="harbour"),
        Wrong.SEARCH,
    ),
    "a fact of a row": (sa.update(tables.indexed).where(tables.indexed.c.no == 2).values(type="deny"), Wrong.SEARCH),
    "until when it held": (
        sa.update(tables.indexed).where(tables.indexed.c.no == 2).values(until="2024"),
        Wrong.SEARCH,
    ),
    "a row without words": (sa.delete(tables.indexed_words).where(tables.indexed_words.c.no == 2), Wrong.SEARCH),
    "an actor elsewhere": (
        sa.update(tables.linked).where(tables.linked.c.actor == 1).values(put=second_entity()),
        Wrong.SEARCH,
    ),
    "settled too far": (sa.update(tables.desk).where(tables.desk.c.key == "settled").values(value="9"), Wrong.ROW),
    "settled not so far": (
        sa.update(tables.desk).where(tables.desk.c.key == "settled").values(value="0"),
        Wrong.SEARCH,
    ),
    "an utterance of an event": (
        sa.insert(tables.told).values(
            statement=1, utterance=of_kind("event"), other=1, how="cut", score=1.0, reasons="[]"
        ),
        Wrong.ROW,
    ),
    "a vector of a tie": (
        sa.insert(tables.vector).values(finding=of_kind("tie"), version="1", vector=b"1"),
        Wrong.ROW,
    ),
    "an actor that is another that is another": (
        sa.update(tables.entity).where(tables.entity.c.no < second_entity()).values(into=tables.entity.c.no + 1),
        Wrong.ROW,
    ),
}


@pytest.mark.parametrize("how", MADE_WRONG)
def test_what_was_made_of_readings_is_proved(store: Store, how: str) -> None:
    file_record(store, whole_record())
    index_all(store)
    sound = verify(store)
    assert sound.clean
    assert sound.checked["searched"] == 6
    change, kind = MADE_WRONG[how]
    spoil(store, change)
    assert kind in kinds(verify(store))


def test_what_is_not_settled_yet_is_not_missed(store: Store) -> None:
    no = file_record(store, whole_record())
    index_all(store)
    with store.writing() as at:
        file_reading(store, at, no, whole_record(engine="0.2.0"), CODEBOOK)
    file_record(store, other_record())
    assert verify(store).clean
    index_all(store)
    assert verify(store).clean


def test_rows_that_point_nowhere(store: Store) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL holds foreign keys against everybody")
    file_record(store, other_record())
    with driver(store) as at:
        at.execute("PRAGMA foreign_keys = OFF")
        at.execute("UPDATE part SET actor = 77")
        at.execute("PRAGMA foreign_keys = ON")
    assert kinds(verify(store)) == {Wrong.ROW}


def test_a_damaged_file_is_told_and_not_raised(store: Store) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("a server's files are the server's")
    for number in range(40):
        file_record(store, other_record(f"{TEXT} {number} " + "word " * 300))
    with driver(store) as at:
        at.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.engine.dispose()
    with Path(store.engine.url.database or "").open("r+b") as file:
        size = file.seek(0, 2)
        for page in range(20, size // 4096 - 1, 3):
            file.seek(page * 4096)
            file.write(b"\xff" * 4096)
    assert Wrong.DATABASE in kinds(verify(store))


def test_it_stops_when_there_is_too_much(store: Store) -> None:
    for number in range(5):
        file_record(store, other_record(f"{TEXT} {number}."))
    spoil(store, sa.update(tables.document_text).values(text=BLOCK))
    assert len(verify(store, most=3).problems) == 3


def test_what_others_file_meanwhile_is_no_error(store: Store) -> None:
    for number in range(10):
        file_record(store, other_record(f"{TEXT} First {number}."))

    def go_on_filing() -> None:
        for number in range(40):
            file_record(store, other_record(f"{TEXT} Then {number}."))

    with ThreadPoolExecutor() as others:
        filing = others.submit(go_on_filing)
        found = [verify(store)]
        while not filing.done():
            found.append(verify(store))
        filing.result()
    found.append(verify(store))
    assert [problem for verified in found for problem in verified.problems] == []
    assert found[-1].checked["documents"] == 50
