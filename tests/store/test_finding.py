"""What is filed comes back whole, by its id or the beginning of it, with what the desk knows beside."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.errors import StoreError
from onrecord.record import JudgementKind, Reliability, Source, SourceKind, Span, to_wire
from onrecord.record.schema import schema
from onrecord.store import finding, history, outlets, tables
from onrecord.store.filing import Likeness, Met, file_reading, mark_findings
from onrecord.store.finding import Asked
from onrecord.store.ids import identified
from onrecord.store.opening import Store

from .records import CODEBOOK, Said, file_record, make_record, whole_record


def _note(store: Store, words: str, facts: dict[str, Any] | None = None, **more: Any) -> int:
    """Files a note of one statement; ``facts`` is what the document says of itself, ``more`` what filing takes."""
    text = f"Captain Vash said that {words}."
    return file_record(store, make_record(text, Said("Captain Vash", "said", f"that {words}"), **(facts or {})), **more)


def test_a_kept_record_is_the_record_that_was_filed(store: Store) -> None:
    record = whole_record()
    file_record(store, record)
    with store.reading() as at:
        kept = finding.record(store, at, record.document.id)
        (by_turns,) = finding.records(store, at)
    assert replace(kept, kept=None) == record
    assert by_turns == kept


def test_every_finding_has_its_citable_id_beside_its_own(store: Store) -> None:
    record = whole_record()
    file_record(store, record)
    with store.reading() as at:
        kept = finding.record(store, at, record.document.id).kept
        assert kept is not None
        for one in kept.findings:
            assert finding.finding(store, at, one.id).local == one.local
    assert [(one.id, one.local) for one in kept.findings] == [(i.id, i.found.id) for i in identified(record)]
    assert {one.id[0] for one in kept.findings} == {"s", "e", "t", "c"}


def test_what_the_desk_adds_keeps_to_the_schema(store: Store) -> None:
    import jsonschema

    record = whole_record()
    with store.writing() as at:
        source = outlets.source_for(store, at, ["host:lpa.example.net"], Source("", "Littoral Press Agency"))
        history.judge(store, at, JudgementKind.GRADE, source, "ines", value={"reliability": "B"}, why="seldom wrong")
    met = Met("harbour", record.document.url, source=source)
    file_record(store, record, met=met, said={"title": ("Harbour talks", None)})
    id_ = next(identified(record)).id
    with store.writing() as at:
        history.judge(store, at, JudgementKind.EDIT, id_, "ines", value={"act": "deny"})
        mark_findings(store, at, [id_], "withdrawn", None, "the page is gone")
        kept = finding.record(store, at, record.document.id)
    jsonschema.validate(to_wire(kept), schema())
    assert kept.kept is not None
    assert kept.kept.source is not None
    assert kept.kept.source.grade.reliability is Reliability.B
    assert kept.kept.overridden == (("title", None),)
    assert kept.kept.findings[0].judgement is not None
    assert kept.kept.findings[0].why == "the page is gone"


def test_the_beginning_of_an_id_is_enough_in_capitals_too(store: Store) -> None:
    record = whole_record()
    file_record(store, record)
    id_ = next(identified(record)).id
    with store.reading() as at:
        assert finding.document(at, record.document.id[:6]).id == record.document.id
        assert finding.document(at, record.document.id[:8].upper()).id == record.document.id
        assert finding.finding(store, at, id_[:7].upper()).id == id_
        assert finding.record(store, at, record.document.id[:9]).document.id == record.document.id


def test_what_is_no_beginning_of_an_id_finds_nothing(store: Store) -> None:
    file_record(store, whole_record())
    for said in ("d:", "d:123", "d:12%", "d:____", "%", "s:1234", "", "d:12345' OR 1=1", "d:zzzz"):
        with store.reading() as at, pytest.raises(StoreError) as told:
            finding.document(at, said)
        assert told.value.remedy


def test_an_id_that_is_not_there_says_so(store: Store) -> None:
    file_record(store, whole_record())
    with store.reading() as at:
        with pytest.raises(StoreError, match="no document of this id: d:0123"):
            finding.document(at, "d:0123")
        with pytest.raises(StoreError, match="no finding of this id"):
            finding.finding(store, at, "s:0123")


def test_ids_that_begin_alike_are_named_five_at_most(store: Store) -> None:
    for number in range(7):
        _note(store, f"boat {number} came in")
    with store.writing() as at:
        for number in range(1, 8):
            alike = f"d:abcd{number}00000000000"
            at.execute(sa.update(tables.document).where(tables.document.c.no == number).values(id=alike))
        with pytest.raises(StoreError) as told:
            finding.document(at, "d:abcd")
        assert finding.document(at, "d:abcd3").no == 3
    assert str(told.value).count("00000000000") == 5
    assert "and more" in str(told.value)
    assert "d:abcd500000000000" in str(told.value)


def test_documents_come_in_the_order_of_filing_page_by_page(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [_note(store, f"boat {number} came in") for number in range(7)]
    monkeypatch.setattr(finding, "PIECE", 3)
    monkeypatch.setattr(finding, "_RECORDS", 2)
    with store.reading() as at:
        assert [one.no for one in finding.documents(at)] == numbers
        assert [one.no for one in finding.documents(at, Asked(after=numbers[1], most=4))] == numbers[2:6]
        texts = [one.document.text for one in finding.records(store, at, Asked(most=5))]
    assert texts == [f"Captain Vash said that boat {number} came in." for number in range(5)]


def test_documents_by_outlet_date_family_and_words(store: Store) -> None:
    with store.writing() as at:
        lpa = outlets.source_for(store, at, ["host:lpa.example.net"], Source("", "Littoral Press Agency"))
    dates = ["2024", "2024-02", "2024-02-28", "2024-03-01T08:00", "2024-03-02", None]
    for number, published in enumerate(dates):
        met = Met(f"note {number}", source=lpa if number % 2 else None)
        _note(store, f"boat {number} came in", facts={"published": published}, met=met)
    _note(store, "boat 6 came in, all the same", likenesses=(Likeness(1, 0.9, 1.0),))

    def asked(**fields: object) -> list[int]:
        with store.reading() as at:
            return [one.no for one in finding.documents(at, Asked(**fields))]  # type: ignore[arg-type]

    assert asked(source=lpa) == [2, 4, 6]
    assert asked(since="2024-03") == [1, 4, 5]
    assert asked(since="2024-02-29") == [1, 2, 4, 5]
    assert asked(until="2024-02") == [1, 2, 3]
    assert asked(since="2024-03-01", until="2024-03-01") == [1, 4]
    assert asked(until="2024-03-01T08:00") == [1, 2, 3, 4]
    assert asked(since="2025") == []
    assert asked(family=1) == [1, 7]
    assert asked(words="boat came 3") == [4]
    assert asked(words="boat", source=lpa, most=2) == [2, 4]
    assert asked(words="came", after=5) == [6, 7]
    assert asked(words="nowhere") == []
    assert asked(words="%") == []


def test_what_is_no_date_is_refused(store: Store) -> None:
    for said in ("yesterday", "2024-13", "2024-02-30", "24"):
        for asked in (Asked(since=said), Asked(until=said)):
            with store.reading() as at, pytest.raises(StoreError, match="no date"):
                list(finding.documents(at, asked))


def test_documents_by_text_snapshot_and_address(store: Store) -> None:
    first = _note(store, "the harbour is open", met=Met("a", "https://lpa.example.net/a"))
    same = make_record(
        "Captain Vash said that the harbour is open.", data=b"<p>Captain Vash said that the harbour is open."
    )
    second = file_record(
        store, same, data=b"<p>Captain Vash said that the harbour is open.", met=Met("b"), likenesses=()
    )
    third = _note(store, "the harbour is shut", met=Met("a", "https://lpa.example.net/a"), revises=first)
    with store.reading() as at:
        filed = finding.document(at, same.document.id)
        assert [one.no for one in finding.of_text(at, filed.text_sha256)] == [first, second]
        assert [one.no for one in finding.of_snapshot(at, filed.sha256)] == [second]
        latest = finding.latest_at(at, "https://lpa.example.net/a")
        assert latest is not None
        assert (latest.no, latest.revises) == (third, first)
        assert finding.latest_at(at, "https://lpa.example.net/b") is None
        assert finding.text_of(at, third) == "Captain Vash said that the harbour is shut."
        with pytest.raises(StoreError, match="no document of this number"):
            finding.text_of(at, 99)


def test_versions_of_a_page_name_each_other(store: Store) -> None:
    address = "https://lpa.example.net/a"
    first = _note(store, "the harbour is open", met=Met("a", address))
    second = _note(store, "the harbour is shut", met=Met("a", address), revises=first)
    with store.reading() as at:
        old, new = finding.records(store, at)
    assert old.kept is not None
    assert new.kept is not None
    assert (old.kept.revises, old.kept.revised_by) == (None, new.document.id)
    assert (new.kept.revises, new.kept.revised_by) == (old.document.id, None)
    assert second == first + 1


def _carried(store: Store) -> list[str]:
    """Five documents of one family: 1-2 and 2-3 were compared; 4 has 3's very words; 5 is a version of 2's page."""
    pages = {number: Met(f"p{number}", f"https://p{number}.example.org/a") for number in (1, 2, 3, 4)}
    with store.writing() as at:
        ids = {
            number: outlets.source_for(store, at, [f"host:p{number}.example.org"], Source("", f"Paper {number}"))
            for number in pages
        }
    met = {number: replace(page, source=ids[number]) for number, page in pages.items()}
    file_record(store, make_record("one " * 9), met=met[1])
    file_record(store, make_record("two " * 9), met=met[2], likenesses=(Likeness(1, 0.8, 0.9),))
    file_record(store, make_record("three " * 9), met=met[3], likenesses=(Likeness(2, 0.7, 0.75),))
    file_record(store, make_record("three " * 9, data=b"4"), b"4", met=met[4], likenesses=(Likeness(3, 1.0, 1.0),))
    file_record(store, make_record("two " * 8), met=met[2], likenesses=(Likeness(2, 0.9, 1.0),), revises=2)
    with store.reading() as at:
        return [one.id for one in finding.documents(at)]


def test_carriers_are_told_with_how_much_they_share(store: Store) -> None:
    ids = _carried(store)
    with store.reading() as at:
        kept = finding.record(store, at, ids[0]).kept
    assert kept is not None
    told = {one.document: one for one in kept.carriers}
    # The page of document 2 has a newer version, document 5, which stands for it.
    assert list(told) == [ids[2], ids[3], ids[4]]
    assert [one.source for one in kept.carriers] == ["Paper 3", "Paper 4", "Paper 2"]
    # 1-2 share 0.8 of both, 2-3 share 0.7: 1 and 3 share 0.5 at least. 4 has the words of 3.
    assert told[ids[2]].likeness == pytest.approx(0.5)
    assert told[ids[3]].likeness == pytest.approx(0.5)
    assert told[ids[4]].likeness == pytest.approx(0.7)


def test_compared_pairs_tell_their_own_share_and_the_same_words_all(store: Store) -> None:
    ids = _carried(store)
    with store.reading() as at:
        second, fourth = finding.record(store, at, ids[1]).kept, finding.record(store, at, ids[3]).kept
    assert second is not None
    assert fourth is not None
    # No version of its own page is a carrier.
    assert {one.document: one.likeness for one in second.carriers} == {
        ids[0]: pytest.approx(0.9),
        ids[2]: pytest.approx(0.75),
        ids[3]: pytest.approx(0.7),
    }
    assert next(one.likeness for one in fourth.carriers if one.document == ids[2]) == 1.0


def test_a_text_that_nobody_else_has_has_no_carriers(store: Store) -> None:
    file_record(store, whole_record())
    with store.reading() as at:
        (record,) = finding.records(store, at)
    assert record.kept is not None
    assert record.kept.carriers == ()


def test_a_finding_that_is_read_no_more_is_shown_by_the_reading_that_had_it(store: Store) -> None:
    record = whole_record()
    no = file_record(store, record)
    lost = next(one.id for one in identified(record) if one.kind == "tie")
    still = next(one.id for one in identified(record) if one.kind == "event")
    with store.writing() as at:
        file_reading(store, at, no, replace(record, engine="0.2.0", ties=()), CODEBOOK)
        shown, there = finding.finding(store, at, lost), finding.finding(store, at, still)
    assert (shown.kind, shown.local, shown.current, shown.record.engine) == ("tie", "r0", False, record.engine)
    assert shown.record.ties
    assert shown.record.kept is not None
    assert lost in {one.id for one in shown.record.kept.findings}
    assert (there.current, there.record.engine) == (True, "0.2.0")


def test_holes_and_bytes_that_were_given_up_are_told(store: Store) -> None:
    record = whole_record()
    no = file_record(store, record)
    with store.writing() as at:
        at.execute(sa.insert(tables.hole).values(document=no, begin=3, end=9, log=1))
        at.execute(sa.update(tables.snapshot).values(given_up=store.now(at), why="older than a year"))
        kept = finding.record(store, at, record.document.id).kept
    assert kept is not None
    assert (kept.holes, kept.bytes_kept) == ((Span(3, 9),), False)


def test_a_reading_that_is_damaged_is_told_of_its_document(store: Store) -> None:
    record = whole_record()
    file_record(store, record)
    with store.writing() as at:
        at.execute(sa.update(tables.reading).values(record=b"\x00\x01"))
        with pytest.raises(StoreError, match=record.document.id):
            finding.record(store, at, record.document.id)


def test_outlets_come_by_name_in_few_questions(store: Store) -> None:
    with store.writing() as at:
        for number in range(40):
            keys = [f"host:p{number}.example.org", f"name:paper {number}"]
            id_ = outlets.source_for(store, at, keys, Source("", f"Paper {number}", SourceKind.NEWSPAPER))
            history.judge(store, at, JudgementKind.GRADE, id_, "ines", value={"reliability": "ABCDEF"[number % 6]})
    asked: list[str] = []
    sa.event.listen(store.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    with store.reading() as at:
        listed = finding.sources(at)
    assert len(listed) == 40
    assert listed[0].name == "Paper 0"
    assert listed == sorted(listed, key=lambda one: one.name)
    assert {one.grade.reliability.value for one in listed} == set("ABCDEF")
    assert len([one for one in asked if one.startswith("SELECT")]) <= 4
