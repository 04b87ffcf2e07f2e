"""What is searched is what was read: the words and the marks of each finding, as both databases find them."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from onrecord.record import (
    EventType,
    JudgementKind,
    Place,
    Polarity,
    Precision,
    Record,
    Span,
    Taker,
    TieType,
    Zone,
    ZoneKind,
)
from onrecord.record.timeref import Bound, Written
from onrecord.store import index_search, ledger_rows, search_words, tables
from onrecord.store.filing import file_reading
from onrecord.store.history import judge, undo
from onrecord.store.index_rows import LONGEST_TEXT, MOST_SAID, bounded, days, mark
from onrecord.store.indexing import index_again, index_readings, settled
from onrecord.store.opening import Store

from .records import CODEBOOK, Said, file_record, make_document, make_record, span, whole_record
from .searched import index_all

INDEXED, WORDS = tables.indexed, tables.indexed_words


def rows(store: Store, kind: str) -> list[dict[str, object]]:
    """The rows of one kind with their words, in their order."""
    asked = sa.select(INDEXED, WORDS).join(WORDS, WORDS.c.no == INDEXED.c.no).where(INDEXED.c.kind == kind)
    with store.reading() as at:
        return [dict(row) for row in at.execute(asked.order_by(INDEXED.c.no)).mappings()]


def entity(store: Store, name: str) -> int:
    with store.reading() as at:
        return int(at.execute(sa.select(tables.entity.c.no).where(tables.entity.c.name == name)).scalar_one())


def found(store: Store, field: str, words: str) -> set[str]:
    """The kinds of what has these words one after another in a field: as they are, or as stems (``said_stems``)."""
    with store.reading() as at:
        if at.dialect.name == "sqlite":
            asked = sa.text("SELECT rowid FROM indexed_search WHERE indexed_search MATCH :asked")
            numbers = at.execute(asked, {"asked": f'{field} : "{words}"'}).scalars().all()
        else:
            weight = {"said": "A", "names": "B", "title": "C"}[field.partition("_")[0]]
            sign = "" if field.endswith("_stems") else "="
            phrase = " <-> ".join(f"{sign}{word}:{weight}" for word in words.split())
            asked = sa.text("SELECT no FROM indexed_words WHERE words @@ CAST(:asked AS tsquery)")
            numbers = at.execute(asked, {"asked": phrase}).scalars().all()
        return set(at.execute(sa.select(INDEXED.c.kind).where(INDEXED.c.no.in_(numbers))).scalars())


def marked(store: Store, *marks: str) -> set[str]:
    """The ids of what has all of these marks."""
    with store.reading() as at:
        if at.dialect.name == "sqlite":
            asked = sa.text("SELECT rowid FROM indexed_search WHERE indexed_search MATCH :asked")
            numbers = at.execute(asked, {"asked": "marks : (" + " AND ".join(marks) + ")"}).scalars().all()
        else:
            asked = sa.text("SELECT no FROM indexed_words WHERE marked @@ CAST(:asked AS tsquery)")
            numbers = at.execute(asked, {"asked": " & ".join(marks)}).scalars().all()
        return set(at.execute(sa.select(INDEXED.c.id).where(INDEXED.c.no.in_(numbers))).scalars())


def test_each_finding_has_its_words_by_field(store: Store) -> None:
    file_record(store, whole_record())
    index_all(store)
    first, second = rows(store, "statement")
    assert first["said"] == "that the coastal guard attacked tellin on 3 march 2024"
    assert first["said_stems"] == "that the coastal guard attack tellin on 3 march 2024"
    assert second["names"] == "he _ minister lea marsh"
    (event,), (tie,), (commitment,) = (rows(store, kind) for kind in ("event", "tie", "commitment"))
    assert (event["said"], event["names"]) == ("attacked", "coastal guard _ tellin")
    assert (tie["said"], tie["names"]) == ("is funded by", "port sel _ coastal guard")
    assert commitment["said"] == "leave the harbour _ friday"
    (document,) = rows(store, "document")
    assert str(document["said"]).startswith("harbour talks captain oren vash said that the coastal guard")
    assert document["names"] == "captain oren vash _ he _ minister lea marsh _ coastal guard _ port sel"
    assert {row["title"] for row in (first, second, event, tie, commitment, document)} == {"harbour talks"}
    assert first["length"] == len(f"{first['said']} {first['names']} {first['title']}".split())


def test_each_finding_has_the_facts_that_it_is_filtered_by(store: Store) -> None:
    no = file_record(store, whole_record())
    index_all(store)
    first, second = rows(store, "statement")
    (event,), (tie,), (document,) = (rows(store, kind) for kind in ("event", "tie", "document"))
    vash, marsh, guard, port = (
        entity(store, name) for name in ("Captain Oren Vash", "Minister Lea Marsh", "Coastal Guard", "Port Sel")
    )
    assert (first["type"], first["zone"], first["polarity"], first["language"]) == ("assert", "report", "actual", "en")
    assert (first["who"], first["whom"], second["whom"]) == (vash, None, marsh)
    assert (event["who"], event["whom"], event["standing"]) == (guard, None, "attributed")
    assert (tie["who"], tie["whom"], tie["from"]) == (port, guard, "2023-01-01")
    assert {row["day"] for row in (first, event, tie, document)} == {"2024-03-05"}
    assert document["no"] == 2 * no + 1
    assert [row["until"] for row in (first, event, tie, document)] == [None] * 4


def test_a_commitment_that_a_comment_tells_of_stands_as_comment(store: Store) -> None:
    made = whole_record()
    (commitment,) = made.commitments
    statements = tuple(
        replace(one, zone=ZoneKind.COMMENT) if one.id == commitment.statement else one for one in made.statements
    )
    file_record(store, replace(made, statements=statements))
    index_all(store)
    (row,) = rows(store, "commitment")
    assert row["standing"] == "comment"
    assert marked(store, "k_commitment", "st_comment") == {row["id"]}
    assert marked(store, "k_commitment", "st_attributed") == set()


@pytest.mark.parametrize(("zone", "standing"), [(ZoneKind.REPORT, "reported"), (ZoneKind.COMMENT, "comment")])
def test_a_commitment_without_a_statement_stands_on_the_documents_own_word(
    store: Store, zone: ZoneKind, standing: str
) -> None:
    made = whole_record()
    (commitment,) = made.commitments
    whole = (Zone(zone, Span(0, len(made.document.text))),)
    file_record(store, replace(made, zones=whole, commitments=(replace(commitment, statement=None),)))
    index_all(store)
    (row,) = rows(store, "commitment")
    assert (row["standing"], row["zone"]) == (standing, zone.value)
    assert marked(store, "k_commitment", f"st_{standing}") == {row["id"]}
    assert marked(store, "k_commitment", "st_attributed") == set()
    with store.reading() as at:
        finding = tables.finding
        which = sa.select(finding.c.by, finding.c.standing).where(finding.c.kind == "commitment")
        assert at.execute(which).one() == (None, standing)
        (number,) = at.execute(sa.select(finding.c.no).where(finding.c.kind == "commitment")).scalars()
        assert ledger_rows.statements_of(at, [number]) == {}


def test_marks_lead_to_what_has_them(store: Store) -> None:
    file_record(store, whole_record())
    index_all(store)
    first, second = (str(row["id"]) for row in rows(store, "statement"))
    event, tie = (str(rows(store, kind)[0]["id"]) for kind in ("event", "tie"))
    commitment, document = (str(rows(store, kind)[0]["id"]) for kind in ("commitment", "document"))
    vash, marsh, guard = (entity(store, name) for name in ("Captain Oren Vash", "Minister Lea Marsh", "Coastal Guard"))
    assert marked(store, "all") == {first, second, event, tie, commitment, document}
    assert marked(store, "k_statement", f"speaker_{vash}") == {first}
    assert marked(store, f"any_{guard}") == {event, tie, commitment, document}
    assert marked(store, f"by_{guard}") == {event, commitment}
    assert marked(store, f"at_{guard}") == {tie}
    assert marked(store, f"addressee_{marsh}") == {second}
    assert marked(store, "t_assault", "m_bombard", "st_attributed", "po_actual") == {event}
    assert marked(store, "t_promise") == {second, commitment}
    assert marked(store, "pn_tellin") == {first, event, document}
    assert marked(store, "z_report", "la_en", "k_tie") == {tie}


def test_places_are_found_by_number_country_and_both_their_names(store: Store) -> None:
    made = whole_record()
    place = Place("p0", span(made.document.text, "Tellin"), "Tellín al-Bahr", 0.9, "known", 4711, "QM")
    file_record(store, replace(made, places=(place,)))
    index_all(store)
    (event,) = rows(store, "event")
    for one in ("pl_4711", "co_qm", "pn_tellin", "pn_tellin_al_bahr"):
        assert event["id"] in marked(store, one)


def test_who_is_in_what_holds_both_ways_is_on_both_sides(store: Store) -> None:
    made = whole_record()
    tie = replace(made.ties[0], type=TieType.ALLIED_WITH)
    sides = (made.events[0].actors[0], Taker(span(made.document.text, "Port Sel"), "a4"))
    event = replace(made.events[0], type=EventType.CONSULT, mode="meet", actors=sides, recipients=(), reciprocal=True)
    file_record(store, replace(made, ties=(tie,), events=(event,)))
    index_all(store)
    ids = {str(rows(store, kind)[0]["id"]) for kind in ("event", "tie")}
    for name in ("Coastal Guard", "Port Sel"):
        number = entity(store, name)
        assert ids <= marked(store, f"by_{number}", f"at_{number}")
    (met,) = rows(store, "event")
    assert (met["who"], met["whom"]) == (entity(store, "Coastal Guard"), entity(store, "Port Sel"))


def test_phrases_stay_within_a_field_and_a_name(store: Store) -> None:
    file_record(store, whole_record())
    index_all(store)
    assert found(store, "said", "coastal guard attacked") == {"statement", "document"}
    assert found(store, "said_stems", "guard attack") == {"statement", "document"}
    assert found(store, "said", "guard attack") == set()
    assert found(store, "names", "lea marsh") == {"statement", "commitment", "document"}
    assert found(store, "names", "marsh he") == set()
    assert found(store, "names", "vash minister") == set()
    assert found(store, "said", "harbour friday") == set()
    assert found(store, "title", "harbour talks") >= {"statement", "event", "tie", "commitment", "document"}
    assert found(store, "title", "talks captain") == set()


def test_words_of_all_scripts_are_found_folded(store: Store) -> None:
    text = "قال النّاطق باسم كتائب حزب‌الله إنّ الميناء مفتوح. Ο Καπετάνιος said ½ of it’s open."
    file_record(store, replace(make_record(text), document=make_document(text, language="ar")))
    index_all(store)
    folded = search_words.words(text)
    for begin in range(0, len(folded) - 1):
        assert found(store, "said", " ".join(folded[begin : begin + 2])) == {"document"}


def test_nothing_in_a_text_is_taken_for_the_index_s_own(store: Store) -> None:
    text = "a'b \\' : * & | ! <-> ( ) \" =guard guard:1A all_ k_document NOT NEAR(x) said: -- ; \u0000x".replace(
        "\0", ""
    )
    file_record(store, make_record(text))
    index_all(store)
    assert found(store, "said", "guard guard") == {"document"}
    assert marked(store, "guard") == set()


def test_what_is_read_again_closes_the_rows_of_before(store: Store) -> None:
    no = file_record(store, whole_record())
    index_all(store)
    before = rows(store, "statement")
    with store.writing() as at:
        file_reading(store, at, no, replace(whole_record(engine="0.2.0"), ties=()), CODEBOOK)
    assert [row["until"] for row in rows(store, "statement")] == [None, None]
    index_all(store)
    old, new = rows(store, "statement")[:2], rows(store, "statement")[2:]
    assert [row["id"] for row in old] == [row["id"] for row in new] == [row["id"] for row in before]
    assert [row["until"] for row in old] == [row["since"] for row in new]
    assert [row["until"] for row in new] == [None, None]
    (tie,), (document,) = rows(store, "tie"), rows(store, "document")
    assert tie["until"] is not None
    assert (document["until"], document["reading"]) == (None, new[0]["reading"])


def test_rows_show_what_was_judged(store: Store) -> None:
    file_record(store, whole_record())
    index_all(store)
    first, second = (str(row["id"]) for row in rows(store, "statement"))
    (event,) = (str(row["id"]) for row in rows(store, "event"))
    as_read = rows(store, "statement")
    with store.writing() as at:
        made = judge(store, at, JudgementKind.EDIT, first, "ana", value={"act": "deny", "negated": True})
        judge(store, at, JudgementKind.REJECT, event, "ana")
        judge(store, at, JudgementKind.ACCEPT, second, "ana")
    assert marked(store, "t_deny", "po_negated", "edited") == {first}
    assert marked(store, "t_assert") == set()
    assert marked(store, "rejected") == {event}
    assert marked(store, "accepted") == {second}
    with store.writing() as at:
        undo(store, at, made.id, "ana")
    assert marked(store, "edited") == set()
    assert rows(store, "statement")[0] == as_read[0]


def test_an_actor_that_was_put_elsewhere_is_found_there(store: Store) -> None:
    no = file_record(store, whole_record())
    index_all(store)
    vash, guard = entity(store, "Captain Oren Vash"), entity(store, "Coastal Guard")
    with store.writing() as at:
        put = sa.update(tables.linked).where(tables.linked.c.entity == vash)
        at.execute(put.values(put=guard))
        index_again(store, at, no)
    assert marked(store, f"speaker_{vash}") == set()
    assert marked(store, f"speaker_{guard}") == {str(rows(store, "statement")[0]["id"])}
    assert found(store, "names", "coastal guard") >= {"statement"}


def test_what_is_not_settled_is_not_indexed_by_a_judgement(store: Store) -> None:
    file_record(store, whole_record())
    with store.reading() as at:
        id_ = at.execute(sa.select(tables.finding.c.id).where(tables.finding.c.kind == "event")).scalar_one()
    with store.writing() as at:
        judge(store, at, JudgementKind.REJECT, id_, "ana")
        assert settled(at) == 0
    assert rows(store, "event") == []
    index_all(store)
    assert marked(store, "rejected") == {id_}


def test_indexing_twice_gives_the_same_rows(store: Store) -> None:
    no = file_record(store, whole_record())
    index_all(store)
    kinds = ("statement", "event", "tie", "commitment", "document")
    before = [rows(store, kind) for kind in kinds]
    with store.writing() as at:
        index_readings(store, at, [1, 1])
        index_again(store, at, no)
    assert [rows(store, kind) for kind in kinds] == before
    assert index_search.check(store) == []


def test_a_disagreeing_index_is_told_and_made_anew(store: Store) -> None:
    file_record(store, whole_record())
    index_all(store)
    assert index_search.check(store) == []
    with store.writing() as at:
        at.execute(sa.update(WORDS).where(WORDS.c.said == "attacked").values(said="fled", said_stems="fled"))
    (said,) = index_search.check(store)
    assert said.startswith("the index of findings does not agree")
    index_search.rebuild(store)
    assert index_search.check(store) == []
    assert found(store, "said", "fled") == {"event"}


def test_a_text_of_many_long_words_is_searched_as_far_as_there_is_room(store: Store) -> None:
    letters = "აბგდევზთიკლმნოპჟ"
    words = ["".join(letters[(number >> (4 * place)) & 15] for place in range(5)) + "ა" * 34 for number in range(6000)]
    assert len(" ".join(words)) > LONGEST_TEXT
    file_record(store, make_record("Oren Vash said yes. " + " ".join(words), Said("Oren Vash", "said", "yes")))
    index_all(store)
    assert found(store, "said", "oren vash said yes") == {"document"}
    assert found(store, "said", words[100]) == {"document"}
    assert found(store, "said", words[-1]) == set()


def test_what_there_is_room_for_is_less_than_postgresql_takes() -> None:
    words = [f"{number:x}".rjust(40, "x") for number in range(100_000)]
    kept = bounded(words, MOST_SAID)
    assert list(kept) == words[: len(kept)]
    assert sum(2 * len(word) + 1 + 8 for word in kept) < MOST_SAID < 1024 * 1024
    assert bounded(["one"] * 1000, MOST_SAID) == ["one"] * 1000


@pytest.mark.parametrize(
    ("published", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-03-05", "2024-03-05", "2024-03-05"),
        ("2024-03-05T23:30:00+03:00", "2024-03-05", "2024-03-05"),
    ],
)
def test_the_days_on_which_it_may_have_been_published(published: str, first: str, last: str) -> None:
    made = make_record("Nothing.", published=published, published_precision=Precision.DAY)
    assert days(made) == (first, last)


def test_of_a_text_without_a_date_the_days_between_which_it_was_written() -> None:
    made = make_record("Nothing.")
    assert days(made) == (None, None)
    bound = Bound("2024-03", "it names that month", (Span(0, 7),))
    assert days(replace(made, written=Written(not_before=bound))) == ("2024-03-01", None)
    assert days(replace(made, written=Written(bound, bound))) == ("2024-03-01", "2024-03-31")


def test_a_mark_is_one_word() -> None:
    assert mark("t", "part of") == "t_part_of"
    assert mark("la", "zh-Hans") == "la_zh_hans"
    assert mark("z", ZoneKind.COMMENT.value) == "z_comment"


def test_words_that_stand_scattered_are_taken_with_what_is_between(store: Store) -> None:
    text = "The Guard has, as was told on Monday, attacked the port. " + "Nothing else was told. " * 20 + "It attacked."
    made = make_record(text, Said("Guard", "told", "attacked the port"))
    near = (span(text, "has"), span(text, "attacked"))
    far = (span(text, "attacked"), span(text, "attacked", 2))

    def event(id_: str, spans: tuple[Span, ...]) -> Record:
        from onrecord.record import Event, Footing, Standing

        footing = Footing(Standing.REPORTED, ZoneKind.REPORT)
        one = Event(id_, EventType.ASSAULT, "PLOVER 0.8", footing, Polarity.ACTUAL, spans, 0.7, "events/1")
        return replace(made, events=(*made.events, one))

    made = event("e0", near)
    made = event("e1", far)
    file_record(store, made)
    index_all(store)
    assert [row["said"] for row in rows(store, "event")] == [
        "has as was told on monday attacked",
        "attacked",
    ]
