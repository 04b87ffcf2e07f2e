"""What statements are looked for by, and how utterances are called, on both databases."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from onrecord.store import tables, utterances
from onrecord.store.opening import Store
from onrecord.store.published import latest
from onrecord.store.repeating import FILLED
from onrecord.store.utterances import Joined
from tests.analysis.carrying import Report, carry, id_of

FILED = "2031-04-09T09:00:00.000000Z"


def statements(store: Store, count: int) -> list[int]:
    """Statements of as many documents, of which none resembles another; one an hour, from the first on."""
    words = "“{0} {0}s {0}ed {0}ing in the {0}ness of {0}hood”"
    return [
        carry(store, Report(words.format(f"w{n}"), outlet=f"Outlet {n}", published=f"2031-04-02T{n:02}:00:00+00:00"))
        for n in range(count)
    ]


def test_statements_are_found_by_their_keys(store: Store) -> None:
    one, two, three = statements(store, 3)
    with store.writing() as at:
        utterances.keep_keys(at, {one: [11, 12], two: [12], three: [13]}, 1)
        found = utterances.candidates(at, [11, 12, 99])
        assert found == {11: {one}, 12: {one, two}}
        assert utterances.candidates(at, []) == {}


def test_of_a_key_that_many_have_the_latest_are_looked_at(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = statements(store, 1)
    with store.writing() as at:
        table = tables.finding
        row = at.execute(sa.select(table).where(table.c.no == one)).mappings().one()
        numbers = range(1000, 1100)
        at.execute(sa.insert(table), [{**row, "no": no} for no in numbers])
        utterances.keep_keys(at, {no: [77] for no in numbers}, 1)
        assert utterances.candidates(at, [77]) == {77: set(range(1060, 1100))}


def test_keys_are_found_in_whatever_tier_they_stand(store: Store) -> None:
    one, two = statements(store, 2)
    with store.writing() as at:
        utterances.keep_keys(at, {one: [5]}, FILLED[0] * FILLED[1])
        utterances.keep_keys(at, {two: [5]}, 1)
        assert utterances.candidates(at, [5]) == {5: {one, two}}


def test_two_utterances_that_are_one_bear_the_first_number(store: Store) -> None:
    one, two, three, four = statements(store, 4)
    with store.writing() as at:
        utterances.keep(at, [Joined(no, four, two, "verbatim", 1.0, ()) for no in (two, four)])
        utterances.keep(at, [Joined(no, three, one, "cut", 0.9, ("because",)) for no in (one, three)])
        assert utterances.call(at, [four]) == two
        assert utterances.call(at, [two, three]) == one
        assert utterances.joined(at, [one, two, three, four]) == dict.fromkeys((one, two, three, four), one)


def test_what_was_joined_by_is_forgotten_with_its_keys(store: Store) -> None:
    one, two = statements(store, 2)
    with store.writing() as at:
        utterances.keep(at, [Joined(no, one, two, "verbatim", 1.0, ()) for no in (one, two)])
        utterances.keep_keys(at, {one: [5], two: [5]}, 1)
        reading = at.execute(sa.select(tables.finding.c.reading).where(tables.finding.c.no == two)).scalar_one()
        utterances.forget(at, reading)
        assert utterances.joined(at, [one, two]) == {one: one}
        assert utterances.candidates(at, [5]) == {5: {one}}


def test_a_statement_alone_is_its_own_only_member(store: Store) -> None:
    (one,) = statements(store, 1)
    with store.reading() as at:
        assert [row.no for row in utterances.members(at, one)] == [one]
        assert utterances.number_of(at, id_of(at, one)) == one
        assert utterances.number_of(at, id_of(at, one), "2020-01-01T00:00:00.000000Z") is None


@pytest.mark.parametrize(
    ("published", "told"),
    [
        ("2031-04-02T10:00:00+03:00", "2031-04-02T07:00:00.000000Z"),
        ("2031-04-02T10:00:00", "2031-04-02T10:00:00.000000Z"),
        ("2031-04-02", "2031-04-02T23:59:59.000000Z"),
        ("2031-02", "2031-02-28T23:59:59.000000Z"),
        ("2031", "2031-12-31T23:59:59.000000Z"),
        (None, FILED),
        ("some day", FILED),
    ],
)
def test_documents_are_ordered_by_the_last_moment_at_which_they_may_have_been_published(
    published: str | None, told: str
) -> None:
    assert latest(published, FILED) == told
