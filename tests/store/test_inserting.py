"""Rows as they were given, in their order, however the database is given them."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from onrecord.store import Store, tables
from onrecord.store.inserting import insert
from onrecord.store.listed import among, length, named

#: What a list in a database's own notation could break on.
AWKWARD = [
    "",
    " ",
    "NULL",
    None,
    "null",
    "{a,b}",
    'a "quoted" word',
    "back\\slash",
    "it's",
    "%s %(no)s ?",
    "مرفأ",
    "a\nb",
]


def watched(store: Store, **facts: object) -> None:
    row = {"id": "w:1", "kind": "feed", "url": "https://courier.example.org/feed", "added": "2024", "state": "active"}
    with store.writing() as at:
        insert(at, tables.watched, [{**row, "interval": 1.0, "next": "2024", "failures": 0, "refusals": 0, **facts}])


@pytest.mark.parametrize("count", [1, 2, len(AWKWARD)])
def test_awkward_words_come_back_as_they_were(store: Store, count: int) -> None:
    watched(store)
    given = [
        {"watched": "w:1", "key": str(number), "url": said, "state": "waiting", "seen": "2024", "tries": number}
        for number, said in enumerate(AWKWARD[:count])
    ]
    with store.writing() as at:
        insert(at, tables.item, given)
        kept = at.execute(sa.select(tables.item).order_by(tables.item.c.no)).mappings().all()
    assert [{name: row[name] for name in given[0]} for row in kept] == given


def test_numbers_of_every_kind_stand_together(store: Store) -> None:
    given = [
        {"tier": 0, "key": key, "document": 1, "share": share}
        for key, share in ((1, 0.5), (2**63 - 1, 1), (2**40, None), (7, 0))
    ]
    mixed = sa.Table(
        "mixed",
        sa.MetaData(),
        sa.Column("tier", sa.Integer),
        sa.Column("key", sa.BigInteger),
        sa.Column("document", sa.BigInteger),
        sa.Column("share", sa.Float),
    )
    with store.writing() as at:
        mixed.create(at)
        insert(at, mixed, given)
        assert [dict(row) for row in at.execute(sa.select(mixed)).mappings()] == given


def test_nothing_is_inserted_of_nothing(store: Store) -> None:
    with store.writing() as at:
        insert(at, tables.part, [])
        assert at.execute(sa.select(tables.part)).all() == []


@pytest.mark.parametrize("count", range(1, 10))
def test_a_list_names_its_values_and_no_others(store: Store, count: int) -> None:
    keys = [f"key {number}" for number in range(12)]
    with store.writing() as at:
        insert(at, tables.desk, [{"key": key, "value": ""} for key in keys])
        long = length(count)
        asked = sa.select(tables.desk.c.key).where(among(tables.desk.c.key, long))
        found = at.execute(asked, named(keys[:count], long)).scalars().all()
    assert long >= count
    assert sorted(found) == sorted(keys[:count])
