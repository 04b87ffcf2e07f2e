"""A trend does not move when one story is carried by many, when outlets come and go, or with the order of intake."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analysis.source_set import source_changes

from .over_time import MONTHS, STEADY, TOLD, Counted, Doc, Told, count, desks, month

CARRIERS = tuple(f"o:carrier-{number}" for number in range(50))
QUICK = settings(max_examples=15, deadline=None)


def changes(found: Counted) -> set[tuple[str, str]]:
    told = source_changes(found.texts.days_by_outlet(), found.period, found.chosen.used, {})
    return {(one.outlet, one.what) for one in told}


@QUICK
@given(st.data())
def test_a_story_that_fifty_outlets_carry_moves_nothing(data: st.DataObject) -> None:
    docs = data.draw(desks())
    story = data.draw(st.sampled_from(docs))
    later = [data.draw(st.integers(0, 40)) for _ in range(3)]
    carried = [
        replace(story, outlet=outlet, day=min(story.day + timedelta(days=later[n % 3]), month(MONTHS - 1, 28)))
        for n, outlet in enumerate(CARRIERS)
    ]
    before = count(docs)
    after = count([*docs, *carried])
    assert before.chosen.used == after.chosen.used
    assert before.figures == after.figures


@QUICK
@given(st.data())
def test_nor_do_fifty_that_are_counted_over_themselves_and_carry_it_whole_or_cut(data: st.DataObject) -> None:
    own = [
        Doc(outlet, month(number, 3), f"{outlet} {number}", (Told("demand"),) if number == 2 else ())
        for outlet in CARRIERS
        for number in range(MONTHS)
    ]
    docs = [*data.draw(desks()), *own]
    story = data.draw(st.sampled_from(docs))
    kept = data.draw(st.integers(0, len(story.told)))
    cut = replace(story, told=story.told[kept:])
    carriers = [one for one in CARRIERS if one != story.outlet]
    carried = [replace(cut if n % 2 else story, outlet=outlet) for n, outlet in enumerate(carriers)]
    before, after = count(docs), count([*docs, *carried])
    assert set(before.chosen.used) == set(after.chosen.used) == {*STEADY, *CARRIERS}
    assert before.figures == after.figures


@QUICK
@given(st.data())
def test_an_outlet_that_joins_or_falls_silent_moves_nothing_and_is_told(data: st.DataObject) -> None:
    docs = data.draw(desks())
    comes = data.draw(st.booleans())
    turn = data.draw(st.integers(2, MONTHS - 2))
    months = range(turn, MONTHS) if comes else range(turn)
    told = data.draw(st.lists(TOLD, max_size=3).map(tuple))
    passing = [
        Doc("o:passing", month(n, day), f"passing {n} {day}", told) for n in months for day in (2, 9, 16, 23, 27)
    ]
    if data.draw(st.booleans()):
        passing[-1] = replace(passing[-1], text=docs[0].text, told=docs[0].told)
    before, after = count(docs), count([*docs, *passing])
    assert before.chosen.used == after.chosen.used
    assert before.figures == after.figures
    assert [one.outlet for one in after.chosen.left_out] == ["o:passing"]
    assert ("o:passing", "joined" if comes else "silent") in changes(after)


@QUICK
@given(st.integers(1, 4), st.integers(1, 3), st.integers(1, MONTHS - 1))
def test_of_outlets_that_are_asked_for_one_that_falls_silent_moves_no_figure(often: int, told: int, turn: int) -> None:
    """All publish alike: where less of one is told, less of it is read too. The figures stay, the denominators fall."""
    findings = tuple(Told("demand", weight=-5.0) for _ in range(told))
    docs = [
        Doc(outlet, month(number, 1 + 5 * day), f"{outlet} {number} {day}", findings)
        for outlet in STEADY
        for number in range(MONTHS)
        for day in range(often)
    ]
    whole = count(docs, STEADY)
    less = count([one for one in docs if one.outlet != STEADY[0] or one.day < month(turn)], STEADY)
    for one, other in zip(whole.series.buckets, less.series.buckets, strict=True):
        assert one.points["words"].per_100 == other.points["words"].per_100 == 100 * told
        assert one.points["words"].weighted == other.points["words"].weighted
    assert less.series.buckets[-1].texts < whole.series.buckets[-1].texts


@QUICK
@given(st.data())
def test_the_order_of_intake_moves_nothing(data: st.DataObject) -> None:
    docs = data.draw(desks())
    copies = [
        replace(data.draw(st.sampled_from(docs)), outlet=data.draw(st.sampled_from(STEADY)), day=month(number, 20))
        for number in range(MONTHS)
    ]
    whole = [*docs, *copies]
    one, other = count(whole), count(data.draw(st.permutations(whole)))
    assert set(one.chosen.used) == set(other.chosen.used)
    assert one.series.buckets == other.series.buckets


@QUICK
@given(st.data())
def test_no_figure_stands_without_its_denominator(data: st.DataObject) -> None:
    docs = data.draw(desks())
    gap = data.draw(st.integers(0, MONTHS - 1))
    found = count([one for one in docs if one.day.month != gap + 1], STEADY)
    for number, bucket in enumerate(found.series.buckets):
        assert bucket.gap == (number == gap)
        for point in bucket.points.values():
            assert (point.per_100 is None) == (point.weighted is None) == bucket.gap
            assert not bucket.gap or point.told == 0
