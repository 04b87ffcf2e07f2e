"""What holds of the times of any text: valid spans in order, ordered intervals, nothing invented."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.codebook.time_words import time_words
from onrecord.reading.layout import Layout
from onrecord.reading.segment import segment
from onrecord.reading.times import times_of, within, written_bounds
from onrecord.reading.times.extents import edtf, granularity, interval, moved
from onrecord.record import AnchorKind, Span, TimeKind, TimeRef

from .laid_out import TEXTS

_NAMES = [name for month in time_words().months for name in month.names]
_NAMES += [name for holiday in time_words().holidays for name in holiday.names]
_NAMES += [name for names in time_words().roles.values() for name in names]
_NAMES += [name for unit in time_words().units for name in (*unit.one, *unit.many)]
_NAMES += [name for day in time_words().weekdays for name in day.names]
_NAMES += [name for part in time_words().parts for name in part.names]
_NAMES += [name for season in time_words().seasons for name in season.names]
_NAMES += [name for row in (*time_words().edges, *time_words().nearness) for name in row.names]
_NAMES += [name for day in time_words().days for name in day.names]
_NAMES += [
    "1",
    "31",
    "1998",
    "2031",
    "1403",
    "1445",
    "9:30",
    "02/13/31",
    "2031-02-30",
    "3rd",
    "1980s",
    "'98",
    "0",
    "9999",
]
_NAMES += [",", ".", "-", "'s", "two", "twenty", "hundred", "first", "second", "said", "will", "was", "selm"]
#: Words of time in any order, parted by spaces or hyphens or not at all.
MEDLEYS = st.lists(
    st.tuples(st.sampled_from(_NAMES), st.sampled_from([" ", " ", " ", "-", "", "\n"])), min_size=1, max_size=12
).map(lambda parts: "".join(word + gap for word, gap in parts))
DATES = st.one_of(
    st.none(),
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.dates().map(lambda day: day.isoformat()[:4]),
    st.sampled_from(["2031-13", "soon", "", "0001-01-01", "9999-12-31"]),
)


def check(text: str, refs: tuple[TimeRef, ...]) -> None:
    assert [ref.id for ref in refs] == [f"t{n}" for n in range(len(refs))]
    for before, after in itertools.pairwise(refs):
        assert before.span.end <= after.span.start
    for ref in refs:
        assert ref.span.end <= len(text)
        assert ref.span.of(text).strip() == ref.span.of(text)
        assert 0 < ref.confidence <= 1
        assert (ref.start is None) == (ref.end is None)
        if ref.start is not None and ref.end is not None:
            assert ref.start <= ref.end
        if ref.kind is not TimeKind.POINT:
            assert ref.edtf is None
        if ref.anchor is not None and ref.anchor.time is not None:
            assert ref.anchor.time in {r.id for r in refs[: refs.index(ref)]}
        if ref.anchor is not None and ref.anchor.kind is AnchorKind.UNKNOWN and ref.kind is TimeKind.POINT:
            assert ref.value is None


@given(st.one_of(TEXTS, MEDLEYS), DATES)
def test_times_of_any_text(text: str, published: str | None) -> None:
    check(text, times_of(text, segment(text), published, None))


@given(st.one_of(TEXTS, MEDLEYS))
def test_without_a_publication_date_no_time_is_anchored_to_one(text: str) -> None:
    for ref in times_of(text, segment(text), None, None):
        assert ref.anchor is None or ref.anchor.kind is not AnchorKind.PUBLISHED


@given(MEDLEYS, st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_the_same_words_are_found_with_and_without_a_date(text: str, day: date) -> None:
    layout = segment(text)
    without = {ref.span for ref in times_of(text, layout, None, None)}
    assert without == {ref.span for ref in times_of(text, layout, str(day), None)}


@given(st.one_of(TEXTS, MEDLEYS))
def test_bounds_of_any_text_are_in_order(text: str) -> None:
    layout = segment(text)
    refs = times_of(text, layout, None, None)
    written = written_bounds(text, layout, refs, ())
    if written is None:
        return
    if written.not_before is not None and written.not_after is not None:
        assert written.not_before.date <= written.not_after.date
    bounded = within(text, layout, refs, written)
    assert [ref.value for ref in bounded] == [ref.value for ref in refs]
    for ref in bounded:
        if ref.start is not None and ref.end is not None:
            assert ref.start[:10] <= ref.end[:10]


VALUES = st.dates().flatmap(
    lambda day: st.sampled_from(
        [
            day.isoformat(),
            day.isoformat()[:7],
            day.isoformat()[:4],
            day.isoformat()[:3],
            f"{day.year:04}-Q2",
            f"{day.year:04}-H1",
            f"{day.year:04}-FA",
            f"{day.year:04}-W20",
            f"{day.year:04}-W20-WE",
            f"{day.isoformat()}TNI",
            f"{day.isoformat()}T10:30",
        ]
    )
)


@given(VALUES)
def test_a_value_covers_an_ordered_interval_and_has_a_form(value: str) -> None:
    start, end = interval(value)
    assert start <= end
    assert granularity(value)
    assert edtf(value)


@given(VALUES, st.integers(-3000, 3000), st.sampled_from(["D", "W", "M", "Q", "Y", "E"]))
def test_moving_there_and_back_ends_near(value: str, count: int, unit: str) -> None:
    there = moved(value, count, unit)
    back = None if there is None else moved(there, -count, unit)
    if back is not None:
        assert granularity(back) is granularity(value)
        assert back[:7] == value[:7]


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1 ",
        "last ",
        "one ",
        "the ",
        "May ",
        "1999 ",
        "12:30 ",
        "Friday ",
        "June 3-",
        "'s",
        "one and a half ",
        "one-",
    ],
)
def test_hostile_text_has_them_like_any_other(unit: str) -> None:
    text = unit * 400
    whole = (Span(0, len(text)),)
    layout = Layout(whole, whole, ())
    refs = times_of(text, layout, None, None)
    check(text, refs)
    written_bounds(text, layout, refs, ())
