"""Words that are looked up side by side are found where the index finds them: random questions, on PostgreSQL."""

from __future__ import annotations

import numpy as np
import pytest
import sqlalchemy as sa

from onrecord.store import blocks, hits, index_search, indexing, postings, tables, trend_rows
from onrecord.store.expression import numbers
from onrecord.store.hits import Question
from onrecord.store.lookup import Lookup, at_once
from onrecord.store.opening import Store
from onrecord.store.postings import Postings
from onrecord.store.query import parse
from onrecord.store.trend_rows import Side

from .records import whole_record
from .searched import searched
from .test_hits import ALSO, reports
from .test_sifting import questions

WORDS = (
    "strait", "the", "the OR port", '"the strait"', '"the port was open"', '"close the strait" NOT friday', "said:open",
    "title:port", "smugg*", '"the st*"', "st*", "close NEAR/3 strait", "strait NEAR/1 mined",
    "the NEAR/2 the", '"the strait" NEAR/6 "lea marsh"', "الميناء", "nowhere", '"nowhere near"', '"strait the"',
)  # fmt: skip


def keep(store: Store) -> int:
    with store.writing() as at:
        return postings.keep(at)


def stretches(store: Store) -> list[int]:
    with store.reading() as at:
        found = Postings.of(at)
    return [] if found is None else list(found.stretches)


@pytest.fixture
def desk(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Reports whose words stand side by side in short stretches, but for the last."""
    monkeypatch.setattr(blocks, "_READ", {})
    monkeypatch.setattr(postings, "SPAN", 4)
    monkeypatch.setattr(postings, "_WORTH", 1)
    searched(store, [*reports(), whole_record()], ALSO)
    made = keep(store)
    assert (made > 3) == (store.engine.dialect.name == "postgresql")
    with store.writing() as at:
        blocks.keep_blocks(at)
    return store


@pytest.mark.parametrize("few", [0, 10**9])
def test_words_are_found_where_the_index_finds_them(desk: Store, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(postings, "_FEW", few)
    several = 0
    with desk.reading() as at:
        there = Postings.of(at)
        if there is None:
            assert at.dialect.name == "sqlite"
            return
        for typed in (*WORDS, *questions(120, seed=6)):
            asked = Lookup.of(at, Question(parse(typed))).compiled.expression
            right = at_once(at, numbers("postgresql", asked))
            assert there.having(asked).tolist() == right.tolist(), typed
            among = right[::2]
            assert set(among) <= set(there.having(asked, among)) <= set(right), typed
            several += len(right) > 1
    assert several > 60


def test_all_answers_are_the_same_with_stretches_and_without(desk: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk.reading() as at:
        blocks.columns(at)
        for typed in (*WORDS, *questions(60, seed=7)):
            question = Question(parse(typed))
            monkeypatch.setattr("onrecord.store.sifting._RARE", -1)
            page = hits.find(desk, at, question, most=1000)
            with_ = page, hits.facets(desk, at, question), hits.count(desk, at, question)
            with monkeypatch.context() as patched:
                patched.setattr(Postings, "of", classmethod(lambda cls, at: None))
                page = hits.find(desk, at, question, most=1000)
                assert (page, hits.facets(desk, at, question), hits.count(desk, at, question)) == with_, typed


@pytest.mark.parametrize("few", [0, 10**9])
def test_what_is_asked_of_the_rows_of_a_trend_is_the_same_with_stretches_and_without(
    desk: Store, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(postings, "_FEW", few)

    def told(at: sa.Connection, side: Side) -> list[list[int]]:
        rows = trend_rows.between(at, side)
        background = trend_rows.in_background(at, side, rows, None, None)
        named = trend_rows.only_named(at, side, rows, None, None)
        of_mode = trend_rows.of_mode(at, side, rows, "demonstrate", None, None)
        return [rows.numbers.tolist(), *(sorted(one) for one in (background, named, of_mode))]

    with desk.reading() as at:
        numbers_ = at.execute(sa.select(tables.linked.c.entity).distinct()).scalars().all()
        sides = [Side([one], other, [("strait",), ("the", "port")]) for one in numbers_ for other in (None, numbers_)]
        with_ = [told(at, side) for side in sides]
        monkeypatch.setattr(Postings, "of", classmethod(lambda cls, at: None))
        assert [told(at, side) for side in sides] == with_
    assert any(named for _, _, named, _ in with_)


def test_words_that_change_take_their_stretch_away(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "_WORTH", 1)
    searched(store, reports(), ALSO)
    assert keep(store) == 0  # a stretch that is not full is not made
    if store.engine.dialect.name != "postgresql":
        return
    with store.writing() as at:
        # One more row, in the third stretch.
        rows, words = (
            at.execute(sa.select(table).order_by(table.c.no)).mappings().all()
            for table in (tables.indexed, tables.indexed_words)
        )
        at.execute(sa.insert(tables.indexed).values({**rows[-1], "no": 2 * postings.SPAN}))
        index_search.put(at, [{**words[-1], "no": 2 * postings.SPAN}])
    assert (keep(store), stretches(store), keep(store)) == (2, [0, 1], 0)
    with store.writing() as at:
        indexing.forget(at, int(rows[0]["document"]))
    assert stretches(store) == [1]
    with store.reading() as at:
        assert at.exec_driver_sql("SELECT count(*) FROM indexed_posting WHERE stretch = 0").scalar_one() == 0
        there = Postings.of(at)
        assert there is not None
        asked = Lookup.of(at, Question(parse("strait OR port"))).compiled.expression
        assert there.having(asked).tolist() == at_once(at, numbers("postgresql", asked)).tolist() != []


def test_few_missing_stretches_are_left_to_the_index(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "SPAN", 4)
    monkeypatch.setattr(postings, "_SECONDS", 0.0)
    searched(store, [*reports(), whole_record()], ALSO)
    if store.engine.dialect.name != "postgresql":
        assert keep(store) == 0
        return
    made = [keep(store) for _ in range(20)]
    assert made[:2] == [1, 1]
    assert made[-1] == 0
    monkeypatch.setattr(postings, "_WORTH", 1)
    assert keep(store) == 1


@pytest.mark.parametrize(
    ("ends", "begins", "distance", "stands"),
    [
        ([], [5], 3, False),
        ([5], [], 3, False),
        ([5], [6], 1, True),
        ([5], [5], 3, False),
        ([5], [8], 3, True),
        ([5], [9], 3, False),
        ([1, 4, 20], [5, 40], 1, True),
        ([1, 4], [6, 7, 40], 1, False),
        ([1, 2, 3], [10], 7, True),
        ([1, 2, 3], [10], 6, False),
    ],
)
def test_what_stands_before(ends: list[int], begins: list[int], distance: int, stands: bool) -> None:
    found = postings._before(np.array(ends, np.int64), np.array(begins, np.int64), distance)
    assert bool(len(found)) == stands
    assert set(found.tolist()) <= {*ends, *begins}
