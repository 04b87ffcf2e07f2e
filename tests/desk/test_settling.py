"""What was filed is settled once and whole: after kills, beside others, whatever became of it meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord.desk import Desk, settling
from onrecord.desk.settling import STEPS, Settled, Step, Taken, index, settle
from onrecord.errors import StoreError
from onrecord.record import Record
from onrecord.store import logbook, tables
from onrecord.store.filing import file_reading
from onrecord.store.holes import BLOCK, Names
from onrecord.store.opening import Store, create, turn
from onrecord.store.redacting import redact
from onrecord.store.retaining import Rule, What, retain
from onrecord.store.unsettled import left, settled
from onrecord.store.verifying import verify
from tests.store.conftest import SetClock
from tests.store.records import CODEBOOK, Said, file_record, make_record, whole_record


@pytest.fixture
def desk(store: Store) -> Desk:
    """A desk that reads nothing here: records are put together by hand."""
    return Desk(store, "mira")


def link(_: Desk, at: sa.Connection, some: Sequence[Taken]) -> None:
    """Whoever has one name is one entity, whose number is found by it again."""
    for one in some:
        which = sa.select(tables.actor).where(tables.actor.c.reading == one.reading).order_by(tables.actor.c.no)
        for row in at.execute(which).all():
            of_name = sa.select(tables.entity.c.no).where(tables.entity.c.name == row.name)
            no = at.execute(of_name).scalar()
            if no is None:
                (no,) = turn(at).numbers(tables.entity, 1)
                made = {"no": no, "id": f"a:{no:016x}", "name": row.name, "kind": row.kind, "countries": "[]"}
                at.execute(sa.insert(tables.entity).values(**made, made="2024-03-06T09:00:00.000000Z"))
            at.execute(sa.insert(tables.linked).values(actor=row.no, entity=no, score=1.0, reasons="[]"))


PLAIN: tuple[Step, ...] = (link, index)


def record(number: int) -> Record:
    text = f"Oren Vash said that ferry {number} was late. Nobody asked why."
    return make_record(text, Said("Oren Vash", "said", f"that ferry {number} was late"))


def all_of(steps: Iterator[Settled]) -> list[tuple[int, int]]:
    return [(one.done, one.left) for one in steps]


def made(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows that were made of readings."""
    with store.reading() as at:
        return {
            table.name: sorted(tuple(row) for row in at.execute(sa.select(table)))
            for table in (tables.entity, tables.linked, tables.indexed, tables.indexed_words, tables.unsettled)
        }


def searched_words(store: Store) -> list[str]:
    with store.reading() as at:
        return list(at.execute(sa.select(tables.indexed_words.c.said).order_by(tables.indexed_words.c.no)).scalars())


def test_what_was_filed_is_settled_piece_by_piece(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "PIECE", 2)
    for number in range(5):
        file_record(desk.store, record(number))
    with desk.store.reading() as at:
        assert (settled(at), left(at)) == (0, 5)
    assert all_of(settle(desk, PLAIN)) == [(2, 3), (4, 1), (5, 0)]
    assert all_of(settle(desk, PLAIN)) == []
    file_record(desk.store, record(5))
    assert all_of(settle(desk, PLAIN)) == [(1, 0)]
    with desk.store.reading() as at:
        assert (settled(at), left(at)) == (6, 0)
    assert verify(desk.store).clean


def test_a_piece_that_broke_off_is_done_again_and_gives_the_same(
    desk: Desk, tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "PIECE", 2)
    whole = Desk(create(tmp_path / "whole", clock), "mira")
    for number in range(4):
        file_record(desk.store, record(number))
        file_record(whole.store, record(number))

    def breaks(_: Desk, at: sa.Connection, some: Sequence[Taken]) -> None:
        index(_, at, some)
        if some[-1].reading == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        all_of(settle(desk, (link, breaks)))
    with desk.store.reading() as at:
        assert (settled(at), left(at)) == (2, 2)
    assert all_of(settle(desk, PLAIN)) == [(2, 0)]
    all_of(settle(whole, PLAIN))
    assert made(desk.store) == made(whole.store)
    whole.close()


def test_a_damaged_record_is_passed_over_and_told(desk: Desk) -> None:
    for number in range(3):
        file_record(desk.store, record(number))
    spoil = sa.update(tables.reading).where(tables.reading.c.no == 2).values(record=b"no zlib")
    with desk.store.writing() as at:
        at.execute(spoil)
    assert all_of(settle(desk, PLAIN)) == [(3, 0)]
    with desk.store.reading() as at:
        (entry,) = [entry for entry in logbook.entries(at) if entry.what == "settle"]
    assert entry.detail["reading"] == 2
    assert "damaged" in entry.detail["passed over"]
    assert [words for words in searched_words(desk.store) if words.startswith("that ferry")] == [
        "that ferry 0 was late",
        "that ferry 2 was late",
    ]
    assert not verify(desk.store).clean


def test_a_document_that_a_step_fails_on_keeps_no_other_from_being_found(desk: Desk) -> None:
    for number in range(4):
        file_record(desk.store, record(number))

    def fails(_: Desk, __: sa.Connection, some: Sequence[Taken]) -> None:
        if any(one.reading == 3 for one in some):
            raise ValueError("too long a name")

    assert all_of(settle(desk, (link, fails, index)))[-1] == (4, 0)
    with desk.store.reading() as at:
        told = [entry.detail for entry in logbook.entries(at) if entry.what == "settle"]
        assert settled(at) == 4
    assert told == [{"passed over": "ValueError('too long a name')", "reading": 3}]
    assert sum(words.startswith("that ferry") for words in searched_words(desk.store)) == 3
    (problem, *_) = verify(desk.store).problems
    assert problem.what == "this is not found by its words"


def test_a_failure_of_the_desk_is_no_fault_of_a_document(desk: Desk) -> None:
    file_record(desk.store, record(0))

    def full(_: Desk, __: sa.Connection, ___: Sequence[Taken]) -> None:
        raise StoreError("the disk is full")

    with pytest.raises(StoreError, match="the disk is full"):
        all_of(settle(desk, (link, full)))
    with desk.store.reading() as at:
        assert settled(at) == 0
    assert all_of(settle(desk, PLAIN)) == [(1, 0)]


def test_what_others_settle_meanwhile_is_not_settled_twice(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        file_record(desk.store, record(number))
    ready = settling._ready
    others: list[object] = []

    def and_others(one: Desk, most: int, *, vectors: bool) -> object:
        made = ready(one, most, vectors=vectors)
        if not others:
            others.append(True)
            others.extend(all_of(settle(one, PLAIN)))
        return made

    monkeypatch.setattr(settling, "_ready", and_others)
    assert all_of(settle(desk, PLAIN))[-1:] in ([], [(0, 0)])
    assert others == [True, (3, 0)]
    assert verify(desk.store).clean


def test_a_name_that_is_taken_out_while_it_is_made_ready_does_not_come_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_record(desk.store, record(0))
    ready = settling._ready
    done: list[object] = []

    def and_redacted(one: Desk, most: int, *, vectors: bool) -> object:
        made = ready(one, most, vectors=vectors)
        if not done:
            done.append(redact(one.store, Names(("Oren Vash",)), "ana", "asked"))
        return made

    monkeypatch.setattr(settling, "_ready", and_redacted)
    all_of(settle(desk, PLAIN))
    assert "vash" not in repr(made(desk.store)).casefold()
    assert sum(words.startswith("that ferry") for words in searched_words(desk.store)) == 1


def test_readings_that_were_replaced_are_found_as_of_then(desk: Desk) -> None:
    no = file_record(desk.store, record(0))
    with desk.store.writing() as at:
        file_reading(desk.store, at, no, replace(record(0), engine="0.2.0"), CODEBOOK)
    held: list[tuple[int, bool]] = []

    def note(_: Desk, __: sa.Connection, some: Sequence[Taken]) -> None:
        held.extend((one.reading, one.holds) for one in some)

    all_of(settle(desk, (link, note, index)))
    assert held == [(1, False), (2, True)]
    with desk.store.reading() as at:
        which = sa.select(tables.indexed.c.reading, tables.indexed.c.until).where(tables.indexed.c.kind == "statement")
        (old, new) = at.execute(which.order_by(tables.indexed.c.no)).all()
        assert (old.reading, new.reading, new.until) == (1, 2, None)
        assert old.until is not None
        linked = sa.select(tables.actor.c.reading).join(tables.linked, tables.linked.c.actor == tables.actor.c.no)
        assert set(at.execute(linked).scalars()) == {1, 2}
    assert verify(desk.store).clean


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="to who may everything nothing is read-only")
def test_a_desk_that_cannot_be_written_says_so(tmp_path: Path, clock: SetClock) -> None:
    store = create(tmp_path / "desk", clock)
    file_record(store, record(0))
    store.close()
    (tmp_path / "desk" / "desk.sqlite").chmod(0o400)
    with Desk.open(tmp_path / "desk") as desk, pytest.raises(StoreError):
        all_of(settle(desk, PLAIN))


def test_what_a_redaction_took_out_is_found_no_more_and_the_rest_is(desk: Desk) -> None:
    file_record(desk.store, whole_record())
    file_record(desk.store, record(0))
    all_of(desk.settle())
    assert verify(desk.store).clean
    before = searched_words(desk.store)
    redact(desk.store, Names(("Oren Vash",)), "ana", "asked")
    with desk.store.reading() as at:
        assert left(at) == 2
        assert at.execute(sa.select(sa.func.count()).select_from(tables.indexed)).scalar() == 0
    all_of(desk.settle())
    with desk.store.reading() as at:
        for table in tables.metadata.sorted_tables:
            held = repr([tuple(row) for row in at.execute(sa.select(table))]).casefold()
            assert "oren vash" not in held, table.name
            assert table.name in ("reading", "document_text") or "vash" not in held, table.name
    assert [words.replace("oren vash ", "") for words in before] == searched_words(desk.store)
    assert verify(desk.store).clean


def test_what_was_given_up_leaves_its_marks(desk: Desk, clock: SetClock) -> None:
    file_record(desk.store, whole_record())
    all_of(desk.settle())
    clock.go(days=2)
    file_record(desk.store, record(0))
    all_of(desk.settle())
    retain(desk.store, [Rule(1, What.TEXT)], who="ana")
    all_of(desk.settle())
    with desk.store.reading() as at:
        asked = sa.select(tables.indexed_words, tables.indexed.c.kind).join(tables.indexed)
        rows = at.execute(asked.where(tables.indexed.c.document == 1)).all()
        names = set(at.execute(sa.select(tables.entity_name.c.name)).scalars())
    assert len(rows) == 6
    assert {row.said + row.title for row in rows} == {""}
    assert all(f"k_{row.kind}" in row.marks.split() for row in rows)
    assert not any("Marsh" in name or BLOCK in name for name in names)
    assert "Oren Vash" in names
    assert verify(desk.store).clean


def test_the_desk_s_own_steps_make_everything_of_a_record(desk: Desk) -> None:
    file_record(desk.store, whole_record())
    assert all_of(settle(desk, STEPS)) == [(1, 0)]
    with desk.store.reading() as at:
        joined = tables.linked.join(tables.actor, tables.linked.c.actor == tables.actor.c.no)
        named = sa.select(tables.actor.c.name, tables.linked.c.entity).select_from(joined)
        linked = {row.name: row.entity for row in at.execute(named)}
        statements = at.execute(sa.select(tables.finding.c.no).where(tables.finding.c.kind == "statement")).scalars()
        vectors = set(at.execute(sa.select(tables.vector.c.finding)).scalars())
        assert vectors == set(statements)
        marks = at.execute(
            sa.select(tables.indexed_words.c.marks).where(tables.indexed_words.c.said.startswith("that the coastal"))
        ).scalar_one()
    assert f"speaker_{linked['Captain Oren Vash']}" in marks.split()
    assert verify(desk.store).clean
