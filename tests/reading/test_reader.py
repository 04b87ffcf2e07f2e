"""The reader: steps checked and run in order, failures said, foreign languages left alone, the same record always."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import IntakeError, ReadingError
from onrecord.gazetteer import load_packs
from onrecord.intake import take
from onrecord.reading import STEPS, Reader, Step, checked
from onrecord.reading.draft import Draft
from onrecord.reading.steps import Tools
from onrecord.record import Document, Failure, Record, Snapshot, Span, Statement, from_wire, to_wire
from onrecord.tagger import Tagger
from onrecord.version import ENGINE

from .laid_out import TEXTS

REPORT = (
    "Dredging of the harbor begins\n\n"
    "The harbor master of Port Yassem, Anwar Bezzouli, said on Monday that the sandbank off Sirrat would be dredged. "
    "“We have waited long enough,” he told reporters.\n\n"
    "Comment: The dredgers are late, and the ministry knows it."
)
FOREIGN = {
    "ar": "قال المتحدث باسم الميناء إن القوارب لن تغادر قبل الصباح.\n\n«لن ننتظر أكثر»، أضاف في بيان.",
    "fa": "سخنگوی بندر گفت که قایق‌ها پیش از صبح حرکت نمی‌کنند.\n\n«بیش از این صبر نمی‌کنیم»، او افزود.",
    "ru": "Представитель порта сказал, что лодки не выйдут до утра.\n\n«Мы больше не будем ждать», — добавил он.",
}


def document(text: str, language: str | None = "en", title: str | None = None) -> Document:
    return Document("d:test", text, Snapshot("0" * 64, "text/plain", len(text)), title=title, language=language)


def nothing(draft: Draft, tools: Tools) -> Draft:
    return draft


def step(name: str, needs: set[str], gives: set[str]) -> Step:
    return Step(name, 1, frozenset(needs), frozenset(gives), nothing)


def test_the_steps_that_ship_fit_together() -> None:
    assert checked(STEPS) == STEPS
    assert {"layout", "zones", "statements", "actors"} <= set().union(*(s.gives for s in STEPS))


def test_every_step_needs_what_stands_before_it() -> None:
    for i, one in enumerate(STEPS):
        if one.needs - {"document"}:
            with pytest.raises(ReadingError, match="which no step before it gives; put it later"):
                checked((one, *STEPS[:i]))


def test_a_step_without_what_it_needs_is_refused_with_its_name() -> None:
    with pytest.raises(ReadingError) as error:
        checked([step("tides", {"document", "moon", "layout"}, {"water"})])
    assert str(error.value) == "the step 'tides' needs layout, moon, which no step before it gives; put it later"


def test_two_steps_of_one_name_are_refused(tagger: Tagger) -> None:
    with pytest.raises(ReadingError, match="two steps are called 'tides'; give one another name"):
        Reader(tagger, load_packs(()), [step("tides", set(), {"water"}), step("tides", set(), {"wind"})])


def test_a_step_that_fails_is_named_and_the_rest_is_kept(tagger: Tagger) -> None:
    def broken(draft: Draft, tools: Tools) -> Draft:
        raise ReadingError("the acts could not be told", draft.document.id, "read it yourself")

    steps = [replace(s, run=broken) if s.name == "acts" else s for s in STEPS]
    record = Reader(tagger, load_packs(()), steps).read(document(REPORT))
    assert record.failures == (Failure("acts", "the acts could not be told: d:test; read it yourself"),)
    assert [z.kind.value for z in record.zones] == ["headline", "report", "comment"]
    assert record.statements == ()


def test_an_error_nobody_foresaw_is_not_swallowed(tagger: Tagger) -> None:
    def broken(draft: Draft, tools: Tools) -> Draft:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Reader(tagger, load_packs(()), [replace(STEPS[0], run=broken)]).read(document(REPORT))


def test_every_finding_tells_the_step_that_made_it(tagger: Tagger) -> None:
    record = Reader(tagger, load_packs()).read(document("On Monday the mayor of Aleppo said that Baghdad would pay."))
    assert record.places
    assert record.times
    assert {s.made_by for s in record.statements} == {"attribution/1"}
    assert {t.made_by for t in record.times} == {"times/1"}
    assert {p.made_by for p in record.places} == {"places/1"}


def test_a_report_is_read(reader: Reader, tagger: Tagger) -> None:
    record = reader.read(document(REPORT))
    assert record.failures == ()
    assert record.engine == ENGINE
    assert record.model == f"{tagger.card.name}/{tagger.card.version}"
    assert [z.kind.value for z in record.zones] == ["headline", "report", "comment"]
    assert record.statements
    assert resolves(record)


@pytest.mark.parametrize("code", FOREIGN)
@pytest.mark.parametrize("told", [True, False])
def test_a_foreign_language_is_said_and_no_english_rule_touches_it(reader: Reader, code: str, told: bool) -> None:
    doc = document(FOREIGN[code], code if told else None)
    record = reader.read(doc)
    words = f"another language ({code})" if told else "a script other than Latin"
    assert {f.step for f in record.failures} == {s.name for s in STEPS if s.english}
    assert {f.reason for f in record.failures} == {f"it reads English only, and this document is in {words}"}
    assert (record.statements, record.actors) == ((), ())
    assert record.document.text == FOREIGN[code]
    assert [z.kind.value for z in record.zones] == ["report"]


@pytest.mark.parametrize(
    "text",
    [
        "Wasiirka dekeddu wuxuu sheegay maanta in jidka weyn uu furan yahay isla markaana aan doomna bixi doonin. "
        "Wuxuu intaas ku daray in ciidanku ka jawaabi doono weerar kasta.",
        "Ministan tashar jiragen ruwa ya ce a ranar Litinin hanyar tana bude kuma ba za a biya diyya ba. "
        "Ya kara da cewa za su mayar da martani ga duk wani hari.",
    ],
)
def test_a_latin_text_of_unknown_language_is_not_taken_for_english(reader: Reader, text: str) -> None:
    """Silence would say that nobody said anything."""
    record = reader.read(document(text, None))
    assert {f.reason for f in record.failures} == {
        "it reads English only, and this document is in a language that could not be told"
    }


def test_arabic_that_claims_to_be_english_is_not_believed(reader: Reader) -> None:
    assert {f.reason for f in reader.read(document(FOREIGN["ar"], "en")).failures} == {
        "it reads English only, and this document is in a script other than Latin"
    }


@pytest.mark.parametrize("language", ["en", "en-GB", "en_GB", "EN", "eng", None])
def test_english_under_any_of_its_tags_is_read(reader: Reader, language: str | None) -> None:
    assert reader.read(document(REPORT, language)).failures == ()


def test_english_marks_say_nothing_about_a_german_text(reader: Reader) -> None:
    text = "Das Hafenamt hat am Montag den Kanal geschlossen.\n\nAnalysis: Die Bagger kommen zu spät."
    record = reader.read(document(text, "de"))
    assert [z.kind.value for z in record.zones] == ["report"]


@pytest.mark.parametrize("text", ["", " \n\t", "—", "\u202e\u200f", "12 34", "\x00\x00", "\ud800"])
def test_a_text_of_no_words_gives_an_empty_record(reader: Reader, text: str) -> None:
    record = reader.read(document(text, None))
    assert (record.statements, record.failures) == ((), ())


@pytest.fixture(scope="module")
def samples(reader: Reader) -> list[Record]:
    """The records of the documents that ship."""
    folder = Path(__file__).parents[2] / "src" / "onrecord" / "sample"
    docs = [doc for path in sorted(folder.iterdir()) if path.is_file() for doc in take(path)]
    return [reader.read(doc) for doc in docs if not isinstance(doc, IntakeError)]


def test_reading_again_in_another_order_or_process_gives_the_same_bytes(reader: Reader, samples: list[Record]) -> None:
    short = sorted(samples, key=lambda r: len(r.document.text))[:3]
    first = [json.dumps(to_wire(r)) for r in short]
    assert [json.dumps(to_wire(reader.read(r.document))) for r in reversed(short)] == first[::-1]
    copy: Reader = pickle.loads(pickle.dumps(reader))
    assert json.dumps(to_wire(copy.read(short[0].document))) == first[0]


def test_the_samples_keep_the_promises_of_a_record(samples: list[Record]) -> None:
    assert len(samples) >= 12
    for record in samples:
        assert record.failures == ()
        assert resolves(record)


def test_a_long_document_is_read_whole(reader: Reader) -> None:
    text = "\n\n".join([REPORT.split("\n\n")[1]] * 20)
    record = reader.read(document(text))
    assert len(record.statements) >= 20
    assert record.statements[-1].cue[0].start > 0.9 * len(text)


def spans_of(stmt: Statement) -> Iterator[Span]:
    yield from (*stmt.cue, *stmt.content, *stmt.speaker.spans)
    if stmt.speaker.role:
        yield stmt.speaker.role
    for party in (stmt.addressee, stmt.target, stmt.medium):
        yield from party.spans if party else ()


def resolves(record: Record) -> bool:
    """Whether the record keeps what every record promises, whatever the text."""
    size = len(record.document.text)
    actors = {a.id for a in record.actors}
    ids = [s.id for s in record.statements]
    assert len(actors) == len(record.actors)
    assert len(set(ids)) == len(ids)
    assert all(z.span.end <= size for z in record.zones)
    for actor in record.actors:
        assert actor.mentions
        assert all(m.span.end <= size and 0 <= m.confidence <= 1 for m in actor.mentions)
    for stmt in record.statements:
        assert stmt.cue
        assert stmt.content
        assert all(s.end <= size and s.of(record.document.text) for s in spans_of(stmt))
        assert stmt.within is None or (stmt.within in ids and stmt.within != stmt.id)
        parties = [stmt.speaker.actor, *(p.actor for p in (stmt.addressee, stmt.target, stmt.medium) if p)]
        assert all(a is None or a in actors for a in parties)
        assert 0 <= stmt.confidence <= 1
        assert 1 <= stmt.strength <= 3
    assert from_wire(json.loads(json.dumps(to_wire(record)))) == record
    return True


#: Pieces of reports with what a hostile or broken text puts between them.
REPORTS = st.lists(
    st.sampled_from(
        [
            "The harbor master said the boats were late. ",
            "“We wait,” Bezzouli told the council. ",
            "According to the ministry, ",
            "It added that ",
            "\n\n",
            "\u202e",
            "“",
            "”",
            "he denied it. ",
            "x" * 3000,
            "\x00",
            "قال ",
            "‘",
            "U.S. ",
            "the claim that ",
        ]
    ),
    max_size=25,
).map("".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.one_of(TEXTS, REPORTS))
def test_whatever_the_text_the_record_is_sound(reader: Reader, text: str) -> None:
    assert resolves(reader.read(document(text)))


def test_a_text_longer_than_a_book_is_kept_and_said_not_to_be_read(reader: Reader) -> None:
    text = "The mayor said the road is open, and " * 60_000
    record = reader.read(Document("d:long", text, Snapshot("0" * 64, "text/plain", len(text)), language="en"))
    assert record.document.text == text
    assert record.statements == ()
    assert {f.step for f in record.failures} >= {"attribution"}
    assert all("split it" in f.reason and "2,220,000" in f.reason for f in record.failures)
