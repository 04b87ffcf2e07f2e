"""Rows counted side by side are counted as they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from onrecord.record import JudgementKind
from onrecord.store import blocks, filing, history, hits, indexing, tables
from onrecord.store.hits import Question
from onrecord.store.opening import Store
from onrecord.store.query import parse

from .records import CODEBOOK
from .searched import found, index_all, searched
from .test_hits import ALSO, reports

ASKED = ("", "strait OR port", "kind:statement NOT act:deny", "published:2031-05", 'speaker:"Oren Vash"', "nowhere")


def both_ways(store: Store, monkeypatch: pytest.MonkeyPatch, **how: object) -> None:
    for typed in ASKED:
        question = Question(parse(typed), **how)  # type: ignore[arg-type]
        with store.reading() as at:
            monkeypatch.setattr("onrecord.store.facets.FEW", 1_000_000)
            in_rows = hits.facets(store, at, question)
            monkeypatch.setattr("onrecord.store.facets.FEW", -1)
            assert hits.facets(store, at, question) == in_rows
            assert hits.count(store, at, question) == in_rows.total


def kept(store: Store) -> int:
    with store.reading() as at:
        return int(at.execute(sa.select(sa.func.count()).select_from(tables.indexed_block)).scalar_one())


def keep(store: Store) -> int:
    with store.writing() as at:
        return blocks.keep_blocks(at)


def test_facets_are_the_same_with_blocks_and_without(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "_READ", {})
    searched(store, reports(), ALSO)
    assert kept(store) == 0
    both_ways(store, monkeypatch)
    blocks._READ.clear()
    assert (keep(store), kept(store), keep(store)) == (1, 1, 0)
    both_ways(store, monkeypatch)


def test_whatever_changes_takes_its_block_away(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "_READ", {})
    old = reports()[0]
    searched(store, reports(), ALSO)
    keep(store)
    with store.writing() as at:
        no = at.execute(sa.select(tables.document.c.no).where(tables.document.c.id == old.document.id)).scalar_one()
        filing.file_reading(store, at, no, replace(old, statements=old.statements[:1], engine="0.2.0"), CODEBOOK)
    index_all(store, ALSO)
    assert kept(store) == 0
    keep(store)
    both_ways(store, monkeypatch)
    with store.reading() as at:
        then = at.execute(sa.select(sa.func.min(tables.reading.c.replaced))).scalar_one()
    both_ways(store, monkeypatch, at_time=then)
    (id_, *_) = (hit.id for hit in found(store, "act:warn"))
    with store.writing() as at:
        history.judge(store, at, JudgementKind.REJECT, id_, who="mira", why="misread")
    both_ways(store, monkeypatch)
    both_ways(store, monkeypatch, rejected=True)
    with store.writing() as at:
        indexing.forget(at, no)
    assert kept(store) == 0
    both_ways(store, monkeypatch)


def test_many_blocks_are_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    searched(store, reports(), ALSO)
    with store.reading() as at:
        whole = blocks._joined([blocks._block(at, 0)])
        monkeypatch.setattr(blocks, "SPAN", 2)
        parts = blocks._joined([blocks._unpacked(blocks._packed(blocks._block(at, block))) for block in range(10)])
    assert parts.numbers.tolist() == whole.numbers.tolist()
    assert parts.live.tolist() == whole.live.tolist()
    for name in blocks.FACTS:
        values = [[of.values[name][code] for code in of.codes[name]] for of in (whole, parts)]
        assert values[0] == values[1]
    for name in blocks.NUMBERS:
        assert parts.others[name].tolist() == whole.others[name].tolist()
