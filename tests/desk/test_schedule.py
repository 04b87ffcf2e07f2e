"""When to look again: what must hold of every schedule, whatever a source does."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.desk import schedule
from onrecord.desk.schedule import DAY, HOUR, LONGEST, MINUTE, SHORTEST, Pace

NOW = datetime(2024, 3, 6, 9, tzinfo=UTC)
SECONDS = st.floats(1.0, 100 * DAY)
MAYBE = st.none() | SECONDS
PACES = st.builds(Pace, before=st.floats(SHORTEST, LONGEST), gap=MAYBE, ttl=MAYBE)


@given(PACES, st.booleans())
def test_the_interval_is_between_five_minutes_and_a_day(pace: Pace, news: bool) -> None:
    assert SHORTEST <= schedule.interval(pace, news) <= LONGEST


@given(PACES, st.booleans(), st.randoms(use_true_random=False))
def test_what_a_feed_says_of_itself_is_the_least(pace: Pace, news: bool, rng: random.Random) -> None:
    least = min(pace.ttl or 0.0, LONGEST)
    interval = schedule.interval(pace, news)
    assert interval >= least
    assert schedule.jittered(interval, rng, least) >= least


@given(PACES, st.booleans(), st.floats(60.0, 30 * DAY))
def test_what_a_person_fixed_holds(pace: Pace, news: bool, every: float) -> None:
    fixed = Pace(pace.before, pace.gap, pace.ttl, every)
    assert schedule.interval(fixed, news) == every


@given(st.floats(10 * MINUTE, 2 * DAY), st.floats(SHORTEST, LONGEST))
def test_a_source_with_news_is_looked_at_twice_as_often_as_it_publishes(gap: float, before: float) -> None:
    assert schedule.interval(Pace(before, gap), news=True) == pytest.approx(gap / 2)


@given(PACES)
def test_while_nothing_is_new_looks_never_become_more_frequent_than_with_news(pace: Pace) -> None:
    assert schedule.interval(pace, news=False) >= schedule.interval(pace, news=True)


@given(st.floats(SHORTEST, LONGEST), MAYBE)
def test_a_silent_source_drifts_up_and_comes_to_rest(before: float, gap: float | None) -> None:
    course = [before]
    for _ in range(60):
        course.append(schedule.interval(Pace(course[-1], gap), news=False))
    assert course[1:] == sorted(course[1:]) or course[1] <= course[0]
    assert course[-1] == course[-2]
    assert course[-1] >= min(LONGEST, max(SHORTEST, (gap or LONGEST) / 2) * 0.99)


@given(SECONDS, st.randoms(use_true_random=False))
def test_jitter_is_a_tenth(seconds: float, rng: random.Random) -> None:
    assert 0.9 * seconds <= schedule.jittered(seconds, rng) <= 1.1 * seconds + 1e-6


@given(st.floats(SHORTEST, LONGEST), st.integers(1, 10_000), MAYBE, st.randoms(use_true_random=False))
def test_failures_back_off_to_a_day_and_never_under_what_is_asked(
    usual: float, failures: int, asked: float | None, rng: random.Random
) -> None:
    wait = schedule.back_off(usual, failures, rng, asked)
    assert wait >= min(asked or 0.0, schedule.LONGEST_SILENCE)
    assert wait <= max(1.1 * LONGEST, asked or 0.0)
    assert wait >= 0.9 * usual


def test_failures_double_the_wait() -> None:
    waits = [schedule.back_off(HOUR, failures, random.Random(7)) for failures in range(1, 8)]
    for earlier, later in itertools.pairwise(waits[:5]):
        assert later == pytest.approx(2 * earlier)
    assert waits[-1] <= 1.1 * DAY


@given(st.integers(0, 2**32))
def test_an_entry_is_tried_six_times_within_some_two_days(seed: int) -> None:
    rng = random.Random(seed)
    waits = [schedule.try_again_in(tries, rng) for tries in range(1, 7)]
    assert waits[-1] is None
    kept = [wait for wait in waits if wait is not None]
    assert len(kept) == 5
    assert 1.7 * DAY < sum(kept) < 2.3 * DAY
    assert schedule.try_again_in(1, rng, 3 * HOUR) == 3 * HOUR


def test_a_filed_page_is_looked_at_again_four_times() -> None:
    waits = [schedule.revisit_in(visits, random.Random(1)) for visits in range(5)]
    assert waits[-1] is None
    for wait, wanted in zip(waits, (6 * HOUR, DAY, 3 * DAY, 10 * DAY), strict=False):
        assert wait == pytest.approx(wanted, rel=0.1)


def test_the_usual_gap_is_the_median_of_what_was_published() -> None:
    moments = [NOW - timedelta(hours=hours) for hours in (1, 3, 5, 7, 57)]
    assert schedule.usual_gap(moments, NOW) == 2 * HOUR


def test_the_usual_gap_is_not_known_of_too_few_of_one_batch_or_of_the_future() -> None:
    assert schedule.usual_gap([], NOW) is None
    assert schedule.usual_gap([NOW, NOW, NOW, NOW - timedelta(hours=1)], NOW) is None
    ahead = [NOW + timedelta(days=days) for days in range(1, 9)]
    assert schedule.usual_gap(ahead, NOW) is None


def test_a_source_that_fell_silent_has_a_longer_gap() -> None:
    moments = [NOW - timedelta(days=30, hours=hours) for hours in (1, 2)] + [NOW - timedelta(days=31)]
    assert schedule.usual_gap(moments, NOW) == pytest.approx(22 * HOUR)


@pytest.mark.parametrize(
    ("published", "wanted"),
    [
        ("2024-03-06T09:00:00Z", NOW),
        ("2024-03-06T12:00+03:00", NOW),
        ("2024-03-06T09:00", NOW),
        ("2024-03-06", None),
        ("2024-03", None),
        ("2024-03-06T25:00", None),
        (None, None),
    ],
)
def test_only_a_time_tells_how_often(published: str | None, wanted: datetime | None) -> None:
    assert schedule.moment_of(published) == wanted
