"""What columns tell of a question is what the rows say: random questions, over merged actors and rejected findings."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
import sqlalchemy as sa

from onrecord.record import JudgementKind
from onrecord.store import blocks, filing, history, hits, tables
from onrecord.store.hits import Question
from onrecord.store.lookup import Lookup
from onrecord.store.opening import Store
from onrecord.store.query import parse

from .records import CODEBOOK, whole_record
from .searched import found, index_all, searched
from .test_hits import ALSO, reports

LEAVES = (
    "strait", "port", "mines", "nowhere", '"the strait"', "smugg*", "close NEAR/3 strait", "said:open", "title:port",
    "Oren Vash", '"Lea Marsh"', 'speaker:"Lea Marsh"', 'speaker:"Oren Vash"', 'speaker:"Captain Oren Vash"',
    'by:"Oren Vash"', 'actor:"Coastal Guard"', 'target:"Coastal Guard"', 'medium:"Lea Marsh"', "speaker:Nobody",
    'dyad:"Captain Oren Vash > Minister Lea Marsh"', "kind:statement", "kind:document", "kind:tie", "kind:commitment",
    "act:deny", "act:assert", "act:promise", "type:promise", "type:assault", "type:funds", "act:warn",
    "zone:report", "standing:reported", "standing:attributed", "polarity:actual", "mode:bombard", "background:yes",
    'source:"Quay Courier"', 'source:"Littoral Press Agency"', "grade:F", "grade:A..B", "language:ar", "language:en",
    "place:Tellin", "published:2031-05", "published:2031-05-02", "published:..2031-04-30", "published:2031-05-20..",
    "published:2031", "happened:2024-03-03", "happened:2025", "happened:..2024-01", "happened:2024..", "happened:9999",
    'carried-by:"Quay Courier"', "id:s:",
)  # fmt: skip


def questions(count: int, seed: int = 4) -> list[str]:
    rng = random.Random(seed)
    made = [*LEAVES, ""]
    while len(made) < count:
        one, other, third = rng.choices(LEAVES, k=3)
        made.append(rng.choice((
            f"{one} {other}", f"({one} OR {other})", f"{one} NOT {other}", f"({one} OR {other}) {third}", f"NOT {one}",
            f"{one} NOT ({other} OR {third})", f"({one} {other}) OR {third}", f"({one} NOT {other}) OR {third}",
        )))  # fmt: skip
    return made


@pytest.fixture
def desk(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Reports of which one was read again, its second reading with less in it; an actor merged, a finding rejected."""
    monkeypatch.setattr(blocks, "_READ", {})
    old = reports()[0]
    searched(store, [*reports(), whole_record()], ALSO)
    with store.writing() as at:
        no = at.execute(sa.select(tables.document.c.no).where(tables.document.c.id == old.document.id)).scalar_one()
        filing.file_reading(store, at, no, replace(old, statements=old.statements[:1], engine="0.2.0"), CODEBOOK)
    index_all(store, ALSO)
    with store.writing() as at:
        of = {row.name: row.id for row in at.execute(sa.select(tables.entity.c.name, tables.entity.c.id))}
        history.judge(store, at, JudgementKind.SAME, of["Captain Oren Vash"], "mira", other=of["Oren Vash"])
    (rejected, *_) = found(store, "act:warn")
    with store.writing() as at:
        history.judge(store, at, JudgementKind.REJECT, rejected.id, who="mira", why="misread")
    with store.writing() as at:
        blocks.keep_blocks(at)
    return store


def by_rows(lookup: Lookup) -> list[int]:
    return sorted(set(lookup.at.execute(lookup.rows(tables.indexed.c.no)).scalars()))


@pytest.mark.parametrize("rejected", [False, True])
def test_columns_tell_what_rows_say(desk: Store, rejected: bool) -> None:
    told = several = 0
    with desk.reading() as at:
        columns = blocks.columns(at)
        for typed in questions(150):
            lookup = Lookup.of(at, Question(parse(typed), rejected=rejected))
            right, side_by_side = by_rows(lookup), lookup.side_by_side()
            if side_by_side is None:
                assert lookup.compiled.conditions, typed
                continue
            told += 1
            several += 1 < len(right) < len(columns)
            assert columns.numbers[side_by_side.fit].tolist() == right, typed
            assert lookup.count() == len(right), typed
            assert lookup.members().tolist() == [no // 2 for no in right if no % 2 == 0], typed
    assert told > 90
    assert several > 45


def test_facets_are_the_same_by_columns_and_by_rows(desk: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk.reading() as at:
        blocks.columns(at)
        for typed in questions(90, seed=5):
            question = Question(parse(typed))
            by_columns = hits.facets(desk, at, question), hits.count(desk, at, question)
            with monkeypatch.context() as patched:
                patched.setattr(Lookup, "side_by_side", lambda _: None)
                assert (hits.facets(desk, at, question), hits.count(desk, at, question)) == by_columns, typed


def test_of_the_past_and_of_some_readings_rows_tell(desk: Store) -> None:
    with desk.reading() as at:
        blocks.columns(at)
        then = at.execute(sa.select(sa.func.min(tables.reading.c.replaced))).scalar_one()
        for how in ({"at_time": then}, {"after_reading": 1}, {"upto_reading": 2}):
            lookup = Lookup.of(at, Question(parse("kind:statement"), **how))
            assert lookup.side_by_side() is None
            assert lookup.count() == len(by_rows(lookup))


@pytest.mark.parametrize("searched_through", [1, 10**9])
def test_numbers_are_found_among_rows_however_many_they_are(
    desk: Store, monkeypatch: pytest.MonkeyPatch, searched_through: int
) -> None:
    monkeypatch.setattr(blocks, "_SEARCHED", searched_through)
    with desk.reading() as at:
        columns = blocks.columns(at)
    some = [1, *columns.numbers[::3].tolist(), 10**6]
    truth = columns.among(np.array(some, np.int64))
    assert columns.numbers[truth].tolist() == [number for number in columns.numbers.tolist() if number in some]
    assert not columns.among(np.zeros(0, np.int64)).any()
