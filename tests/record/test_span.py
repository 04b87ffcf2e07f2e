"""Spans: half-open, never empty, in code points."""

from __future__ import annotations

import pickle

import pytest

from onrecord.record import Span, hull


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 3), (4, 3), (-1, 3), (-3, -1)])
def test_an_empty_reversed_or_negative_range_is_no_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=rf"not a span: \[{start}, {end}\)"):
        Span(start, end)


def test_it_counts_code_points() -> None:
    assert Span(1, 2).of("a😀é") == "😀"
    assert Span(2, 3).of("a😀é") == "é"


def test_meeting_and_holding() -> None:
    assert Span(0, 5).meets(Span(4, 9))
    assert not Span(0, 5).meets(Span(5, 9))
    assert Span(0, 5).holds(Span(0, 5))
    assert Span(0, 5).holds(Span(2, 3))
    assert not Span(2, 3).holds(Span(0, 5))
    assert not Span(0, 5).holds(Span(4, 6))


def test_the_hull_holds_all_and_no_more() -> None:
    assert hull([Span(4, 6), Span(1, 2), Span(5, 9)]) == Span(1, 9)
    assert hull(Span(i, i + 1) for i in (7, 3)) == Span(3, 8)
    with pytest.raises(ValueError, match="empty"):
        hull([])


def test_spans_are_ordered_by_their_beginning_and_cannot_change() -> None:
    assert sorted([Span(3, 4), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(3, 4)]
    with pytest.raises(AttributeError):
        Span(1, 2).start = 0  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(Span(1, 2))) == Span(1, 2)
