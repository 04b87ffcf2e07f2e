"""What questions find, the same and in the same order on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from onrecord.clock import stamp
from onrecord.errors import StoreError
from onrecord.record import JudgementKind, Precision, Record, SpeechAct
from onrecord.store import filing, history, hits
from onrecord.store.hits import Order, Question
from onrecord.store.opening import Store
from onrecord.store.query import parse
from onrecord.store.search_words import words

from .conftest import SetClock
from .records import CODEBOOK, Said, make_record, whole_record
from .searched import found, index_all, searched, words_found

CLOSE = "“We will close the strait on Friday,” Oren Vash said. Lea Marsh denied that the strait was mined."
PORT = "Lea Marsh said the port was open. Oren Vash warned that smugglers use the harbour of Tellin."
ARABIC = "قال أورن فاش إنّ الميناء مفتوح."


def reports() -> list[Record]:
    """Three reports of April and May 2031."""
    close = make_record(
        CLOSE,
        Said("Oren Vash", "said", "We will close the strait on Friday", SpeechAct.THREATEN),
        Said("Lea Marsh", "denied", "that the strait was mined", SpeechAct.DENY),
        title="Threat at sea",
        source="Littoral Press Agency",
        published="2031-04-30",
        published_precision=Precision.DAY,
    )
    port = make_record(
        PORT,
        Said("Lea Marsh", "said", "the port was open"),
        Said("Oren Vash", "warned", "that smugglers use the harbour of Tellin", SpeechAct.WARN),
        title="Port open",
        source="Quay Courier",
        published="2031-05-02",
        published_precision=Precision.DAY,
    )
    arabic = make_record(
        ARABIC, Said("أورن فاش", "قال", "إنّ الميناء مفتوح"), title="الميناء", language="ar", published="2031-05"
    )
    return [close, port, replace(arabic, document=replace(arabic.document, published_precision=Precision.MONTH))]


#: Oren Vash is one actor in both scripts.
ALSO: dict[str, tuple[str, ...]] = {"Oren Vash": ("أورن فاش",)}


@pytest.fixture
def desk(store: Store) -> Store:
    """The three reports, searchable."""
    searched(store, reports(), ALSO)
    return store


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("smuggler", {"that smugglers use the harbour of tellin", "Port open"}),
        ("smugg*", {"that smugglers use the harbour of tellin", "Port open"}),
        ("said:mining", {"that the strait was mined", "Threat at sea"}),
        ('"the strait"', {"we will close the strait on friday", "that the strait was mined", "Threat at sea"}),
        ('"strait the"', set()),
        ("close NEAR/1 strait kind:statement", {"we will close the strait on friday"}),
        ("strait NEAR/1 close kind:statement", {"we will close the strait on friday"}),
        ("close NEAR/1 friday", set()),
        ("close NEAR/3 friday kind:statement", {"we will close the strait on friday"}),
        ("strait NOT mined kind:statement", {"we will close the strait on friday"}),
        ("act:warn OR act:deny", {"that smugglers use the harbour of tellin", "that the strait was mined"}),
        ("act:deny", {"that the strait was mined"}),
        ('speaker:"Lea Marsh"', {"the port was open", "that the strait was mined"}),
        ("title:port kind:statement", {"the port was open", "that smugglers use the harbour of tellin"}),
        ("source:\"Quay Courier\" said:open", {"the port was open", "Port open"}),
        ("published:2031-04 kind:statement", {"we will close the strait on friday", "that the strait was mined"}),
        ("published:2031-05-02..2031-05-03 kind:document", {"Port open", "الميناء"}),
        ("published:..2031-04-30 kind:document", {"Threat at sea"}),
        ("(published:2031-04 OR harbour) kind:document", {"Threat at sea", "Port open"}),
        ("kind:document NOT (published:2031-04 OR harbour)", {"الميناء"}),
        ("language:ar kind:document", {"الميناء"}),
        ("grade:F kind:document source:\"Quay Courier\"", {"Port open"}),
        ("الميناء kind:document", {"الميناء"}),
        ("ألميناء kind:document", {"الميناء"}),
    ],
)  # fmt: skip
def test_what_is_found(desk: Store, typed: str, said: set[str]) -> None:
    kept = words_found(desk, typed)
    assert {words for words in kept if words} == {_folded(words) for words in said}


def _folded(said: str) -> str:
    return " ".join(words(said))


def ids(store: Store, typed: str, **how: object) -> list[str]:
    return [hit.id for hit in found(store, typed, **how)]


@pytest.mark.parametrize("typed", ["Oren Vash", '"Oren Vash"', "أورن فاش", '"أورن فاش"'])
def test_a_name_finds_its_bearer_in_every_script(desk: Store, typed: str) -> None:
    by_name = words_found(desk, f"{typed} kind:statement")
    assert by_name == {_folded(one) for one in (
        "We will close the strait on Friday", "that smugglers use the harbour of Tellin", "إنّ الميناء مفتوح"
    )}  # fmt: skip


def test_where_names_are_off_they_are_words(desk: Store) -> None:
    assert len(words_found(desk, '"أورن فاش" kind:statement', names=False)) == 1


def test_speaker_in_another_script(desk: Store) -> None:
    assert set(ids(desk, 'speaker:"أورن فاش"')) == set(ids(desk, 'speaker:"Oren Vash"'))
    assert len(ids(desk, 'speaker:"Oren Vash"')) == 3


def test_endings_count_only_where_stemming_is_off(desk: Store) -> None:
    assert words_found(desk, "smuggler kind:statement", stemming=False) == set()
    assert len(ids(desk, "smugglers kind:statement", stemming=False)) == 1


def test_who_did_what_to_whom(store: Store) -> None:
    searched(store, [whole_record()])
    kinds = {typed: sorted(hit.kind for hit in found(store, typed)) for typed in (
        'dyad:"Captain Oren Vash > Minister Lea Marsh"', 'doer:"Coastal Guard"', 'target:"Coastal Guard"',
        'by:"Coastal Guard"', 'at:"Coastal Guard"', 'addressee:"Minister Lea Marsh"', 'actor:"Coastal Guard"',
        "happened:2024-03-03", "happened:2024-03", "happened:2025", "mode:bombard", "type:assault", "type:funds",
        "standing:attributed kind:event", "polarity:actual kind:tie", "place:Tellin kind:event",
    )}  # fmt: skip
    assert kinds == {
        'dyad:"Captain Oren Vash > Minister Lea Marsh"': [],
        'doer:"Coastal Guard"': ["commitment"],
        'target:"Coastal Guard"': ["tie"],
        'by:"Coastal Guard"': ["commitment", "event"],
        'at:"Coastal Guard"': ["tie"],
        'addressee:"Minister Lea Marsh"': ["commitment", "statement"],
        'actor:"Coastal Guard"': ["commitment", "document", "event", "tie"],
        "happened:2024-03-03": ["event", "statement", "tie"],
        "happened:2024-03": ["commitment", "event", "statement", "tie"],
        "happened:2025": ["tie"],
        "mode:bombard": ["event"],
        "type:assault": ["event"],
        "type:funds": ["tie"],
        "standing:attributed kind:event": ["event"],
        "polarity:actual kind:tie": ["tie"],
        "place:Tellin kind:event": ["event"],
    }


@pytest.mark.parametrize("depth", [5, 25, 49])
def test_parentheses_within_parentheses(desk: Store, depth: int) -> None:
    typed = wanted = "strait"
    for number in range(depth):
        typed = f"(w{number} OR {typed})" if number % 2 else f"(NOT w{number} AND {typed})"
    assert set(ids(desk, typed)) == set(ids(desk, wanted))


# -- order -------------------------------------------------------------------------------------------------------------


def test_the_best_comes_first_and_says_why(desk: Store) -> None:
    best, *others = found(desk, "strait mined")
    assert best.kind == "statement"
    assert best.score is not None
    assert all(best.score >= (one.score or 0) for one in others)
    assert len(best.why) == 2
    assert best.why[0].startswith("“strait” ")
    assert "said 1" in best.why[0]


def test_dates_give_the_order(desk: Store) -> None:
    newest = ids(desk, "kind:document", order=Order.NEWEST)
    assert newest == list(reversed(ids(desk, "kind:document", order=Order.OLDEST)))
    assert ids(desk, "kind:document") == newest  # there are no words to rank by
    assert ids(desk, "kind:document", order=Order.FILED)[0] == reports()[2].document.id


def test_recent_hits_gain(store: Store) -> None:
    old = make_record("Oren Vash said the mines are old mines.", Said("Oren Vash", "said", "the mines are old mines"),
                      published="2029-01-01")  # fmt: skip
    new = make_record("Lea Marsh said the mines are few.", Said("Lea Marsh", "said", "the mines are few"),
                      published="2031-01-01")  # fmt: skip
    searched(store, [old, new])
    first = found(store, "mines kind:statement")[0]
    assert words_found(store, "mines kind:statement") == {"the mines are old mines", "the mines are few"}
    recent = found(store, "mines kind:statement", order=Order.RECENT)
    assert recent[0].id != first.id
    assert any("days before the newest" in one for one in recent[1].why)


# -- pages -------------------------------------------------------------------------------------------------------------


def paged(store: Store, question: Question, most: int, between: object = None) -> list[str]:
    gathered: list[str] = []
    cursor: str | None = None
    while True:
        with store.reading() as at:
            page = hits.find(store, at, question, most=most, cursor=cursor)
        assert len(page.hits) == most or page.cursor is None
        gathered += [hit.id for hit in page.hits]
        cursor = page.cursor
        if cursor is None:
            return gathered
        if callable(between):
            between()


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("typed", ["strait OR port", "kind:statement", ""])
def test_pages_have_everything_once_in_one_order(desk: Store, order: Order, typed: str) -> None:
    question = Question(parse(typed), order)
    whole = ids(desk, typed, order=order)
    assert paged(desk, question, 2) == whole
    assert len(set(whole)) == len(whole)


@pytest.mark.parametrize("order", list(Order))
def test_what_is_filed_meanwhile_moves_no_page(desk: Store, order: Order) -> None:
    question = Question(parse("strait OR port"), order)
    whole = ids(desk, "strait OR port", order=order)
    number = iter(range(100))

    def more() -> None:
        text = f"Oren Vash said the strait and the port are number {next(number)}."
        searched(desk, [make_record(text, Said("Oren Vash", "said", text[15:-1]), published="2031-06-01")])

    assert paged(desk, question, 2, more) == whole
    assert len(ids(desk, "strait OR port")) > len(whole)


def test_a_cursor_is_good_for_its_own_question_only(desk: Store) -> None:
    with desk.reading() as at:
        cursor = hits.find(desk, at, Question(parse("strait")), most=1).cursor
        assert cursor is not None
        other = cursor[:-3] + ("aaa" if cursor[-3:] != "aaa" else "bbb")
        for question, given in (
            (Question(parse("port")), cursor),
            (Question(parse("strait"), Order.NEWEST), cursor),
            (Question(parse("strait")), other),
            (Question(parse("strait")), "x" * 10_000),
            (Question(parse("strait")), "é"),
        ):
            with pytest.raises(StoreError, match="no cursor of this question"):
                hits.find(desk, at, question, most=1, cursor=given)


def test_of_very_many_the_latest_are_ranked_and_that_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.store.paging.RANKED", 5)
    monkeypatch.setattr("onrecord.store.paging.DOCUMENTS", 2)
    texts = [f"Oren Vash said that mine number {number} was found." for number in range(8)]
    searched(store, [make_record(text, Said("Oren Vash", "said", text[15:-1])) for text in texts])
    with store.reading() as at:
        page = hits.find(store, at, Question(parse("mine")))
        assert hits.count(store, at, Question(parse("mine"))) == 16
    assert len(page.hits) == 5
    assert [hit.kind for hit in page.hits].count("document") >= 2
    assert page.notes == ("more than 5 fit; the 5 filed last were ranked",)


# -- what held, and what was judged ------------------------------------------------------------------------------------


def test_what_was_rejected_is_left_out_and_counted(desk: Store) -> None:
    (id_,) = ids(desk, "act:deny")
    with desk.writing() as at:
        judged = history.judge(desk, at, JudgementKind.REJECT, id_, who="mira", why="misread")
    with desk.reading() as at:
        page = hits.find(desk, at, Question(parse("act:deny")))
        assert (page.hits, page.left_out) == ((), 1)
        assert hits.count(desk, at, Question(parse("act:deny"))) == 0
        assert hits.count(desk, at, Question(parse("act:deny"), rejected=True)) == 1
        assert hits.facets(desk, at, Question(parse("act:deny"))).total == 0
        assert "left out: 1 finding that somebody rejected" in hits.explain(desk, at, Question(parse("act:deny")))
    with desk.writing() as at:
        history.undo(desk, at, judged.id, who="mira")
    assert ids(desk, "act:deny") == [id_]


def test_the_desk_as_it_was(store: Store, clock: SetClock) -> None:
    old, new = reports()[0], reports()[0]
    new = replace(new, statements=new.statements[:1], engine="0.2.0")
    searched(store, [old])
    clock.go(hours=1)
    between = stamp(clock.now())
    clock.go(hours=1)
    with store.writing() as at:
        no = at.execute(sa.text("SELECT no FROM document")).scalar_one()
        filing.file_reading(store, at, no, new, CODEBOOK)
    index_all(store)
    assert len(ids(store, "kind:statement")) == 1
    assert len(ids(store, "kind:statement", at_time=between)) == 2
    assert ids(store, "kind:statement", at_time="2000-01-01T00:00:00.000000Z") == []
    before = ids(store, "strait", at_time=between)
    assert set(ids(store, "strait")) < set(before)


# -- counts ------------------------------------------------------------------------------------------------------------


def test_facets_count_all_hits(desk: Store) -> None:
    with desk.reading() as at:
        facets = hits.facets(desk, at, Question(parse("")))
        some = hits.facets(desk, at, Question(parse("strait")))
    by = {name: {one.label: one.count for one in values} for name, values in facets.by.items()}
    assert facets.total == 8
    assert by["kind"] == {"statement": 5, "document": 3}
    assert by["act"] == {"threaten": 1, "deny": 1, "assert": 2, "warn": 1}
    assert by["speaker"] == {"Oren Vash": 3, "Lea Marsh": 2}
    assert by["source"] == {"Littoral Press Agency": 3, "Quay Courier": 3}
    assert by["published"] == {"2031-04": 3, "2031-05": 5}
    assert by["language"] == {"en": 6, "ar": 2}
    assert by["zone"] == {"report": 5}
    assert some.total == len(ids(desk, "strait"))
    for name, values in facets.by.items():
        for one in values:
            if name in ("kind", "act", "source", "speaker", "language", "zone", "published"):
                assert len(ids(desk, f"{name}:{one.value}")) == one.count, (name, one)


@pytest.mark.parametrize("records", [[], [make_record("Nobody spoke at the quay.", published="2031-04-02")]])
def test_a_desk_without_any_statement_has_facets(store: Store, records: list[Record]) -> None:
    searched(store, records)
    with store.reading() as at:
        facets = hits.facets(store, at, Question(parse("")))
    assert facets.total == len(records)
    assert [(one.value, one.count) for one in facets.by["kind"]] == [("document", 1)] * len(records)
    assert facets.by["act"] == facets.by["speaker"] == ()


def test_fitting_and_members_are_what_more_like_this_asks(desk: Store) -> None:
    question = Question(parse("act:deny OR act:warn"))
    with desk.reading() as at:
        members = hits.members(at, question).tolist()
        assert len(members) == 2
        assert members == sorted(members)
        assert hits.fitting(at, question, range(1, 20)) == set(members)


def test_where_the_words_stand_in_the_text(desk: Store) -> None:
    with desk.reading() as at:
        sought = hits.sought(at, Question(parse('"the strait" smuggl* mines أورن فاش')))
        without = hits.sought(at, Question(parse("strait NOT mined")))
    for text in (CLOSE, PORT, ARABIC):
        shown = [span.of(text) for span in sought.places(text)]
        assert shown == {CLOSE: ["the strait", "Oren Vash", "the strait", "mined"], PORT: ["Oren Vash", "smugglers"],
                         ARABIC: ["أورن فاش"]}[text]  # fmt: skip
    assert [span.of(CLOSE) for span in without.places(CLOSE)] == ["strait", "strait"]


def test_the_plan_is_told(desk: Store) -> None:
    with desk.reading() as at:
        told = hits.explain(desk, at, Question(parse("أورن فاش mines NOT zone:comment published:2031-05")))
    whole = "\n".join(told)
    assert "“أورن فاش” is a name of Oren Vash (a:" in whole
    assert "“mines”: this word with any English ending, looked up as “mine”" in told
    assert "left out: zone: comment" in told
    assert "published: from 2031-05-01 to 2031-05-31; what may have been published then fits" in told
    assert "all that is filed is searched" in told
