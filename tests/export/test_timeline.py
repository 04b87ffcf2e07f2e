"""The timeline: every date in its place, readable when they lie far apart, and right for one, many and none."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest

from onrecord.export.telling import Telling
from onrecord.export.time_axis import axis, day_of, even_days, length_words, short_day
from onrecord.export.timeline import MOST, WIDTH, timeline_svg
from onrecord.export.when import whens
from onrecord.record import Record, TimeKind

from . import building
from .test_web_page import Element, Tree, tree


def drawn(record: Record) -> Element:
    telling = Telling(record)
    svg = timeline_svg(telling, whens(telling))
    return Tree(svg).root


def dated(*days: str, published: str | None = "2031-04-11") -> Record:
    """A text that names each of these days once."""
    b = building.Building(" and ".join(f"<{day}>" for day in days), published=published)
    for day in days:
        b.time(f"<{day}>", day, day, day)
    return b.record()


def bars(svg: Element) -> list[tuple[float, float]]:
    """From where to where each bar goes."""
    out = []
    for a in svg.all("a"):
        (path,) = a.all("path", "bar")
        xs = [float(x) for x in re.findall(r"[MHL](-?[\d.]+)", path.attrs["d"])]
        out.append((min(xs), max(xs)))
    return out


def test_each_date_is_a_bar_that_leads_to_its_words() -> None:
    root = tree(building.harbour())
    (svg,) = root.all("svg", "tl")
    ids = {e.attrs["id"]: e for e in root.walk() if "id" in e.attrs}
    told = [ids[a.attrs["href"][1:]].text() for a in svg.all("a")]
    assert told == ["2019", "June", "last month", "Friday"]
    places = bars(svg)
    assert [a for a, _ in places] == sorted(a for a, _ in places)


def test_the_publication_date_is_marked_and_an_undated_text_has_its_bounds() -> None:
    assert "published 11 April 2031" in drawn(building.harbour()).text()
    undated = drawn(building.undated()).text()
    assert "published" not in undated
    assert "written not before 1 January 2019" in undated
    assert "written not after 31 December 2032" in undated


def test_it_is_named_and_told_for_those_who_do_not_see_it() -> None:
    (svg,) = drawn(building.harbour()).all("svg")
    assert svg.attrs["role"] == "img"
    assert svg.attrs["aria-labelledby"] == "tl-t tl-d"
    assert svg.all("title")[0].text() == "Timeline of the dates in the text"
    assert "4 dates between 2019 and" in svg.all("desc")[0].text()
    assert all(a.attrs["tabindex"] == "-1" for a in svg.all("a"))
    (section,) = (e for e in tree(building.harbour()).all("section") if e.attrs.get("id") == "when")
    listed = [" ".join(row.all("th")[0].text().split()) for row in section.all("tr") if row.all("a")]
    assert listed == ["2019 ¶1", "June ¶2", "last month ¶2", "Friday ¶1", "three weeks ¶2", "every spring ¶2"]


def test_dates_far_apart_are_still_told_apart_and_it_says_that_it_is_not_to_scale() -> None:
    svg = drawn(dated("2003-03-20", "2031-04-01", "2031-04-03", "2031-04-04", "2031-04-09"))
    places = bars(svg)
    assert all(b - a >= 8 for (a, _), (b, _) in pairwise(places))
    assert "Not to scale" in svg.text()
    assert "← 28 years →" in svg.text()


def test_a_stretch_that_a_bar_lies_on_is_no_gap() -> None:
    b = building.Building("in 2019, on April 3, on April 5")
    b.time("2019", "2019", "2019-01-01", "2019-12-31")
    b.time("April 3", "2031-04-03", "2031-04-03", "2031-04-03")
    b.time("April 5", "2031-04-05", "2031-04-05", "2031-04-05")
    told = drawn(b.record()).text()
    assert re.findall("← (.*?) →", told) == ["11 years"]


def test_many_dates_over_two_years_are_to_scale() -> None:
    days = [(date(2030, 1, 1) + timedelta(days=11 * n)).isoformat() for n in range(60)]
    assert "Not to scale" not in drawn(dated(*days)).text()


def test_dates_close_together_are_to_scale() -> None:
    svg = drawn(dated("2031-04-01", "2031-04-02", "2031-04-04", "2031-04-08", published="2031-04-10"))
    starts = [a for a, _ in bars(svg)]
    day = starts[1] - starts[0]
    assert [round((x - starts[0]) / day) for x in starts] == [0, 1, 3, 7]
    assert "Not to scale" not in svg.text()


@pytest.mark.parametrize("count", [1, 2, 60, 400])
def test_one_or_many(count: int) -> None:
    days = [(date(2030, 1, 1) + timedelta(days=11 * n)).isoformat() for n in range(count)]
    svg = drawn(dated(*days))
    (box,) = svg.all("svg")
    width, height = map(float, box.attrs["viewbox"].split()[2:])
    assert len(bars(svg)) == min(count, MOST)
    assert all(0 <= a < b <= WIDTH for a, b in bars(svg))
    assert all(0 <= float(t.attrs["x"]) <= width and 0 <= float(t.attrs["y"]) <= height for t in svg.all("text"))
    assert height < 1800
    if count > MOST:
        assert f"{count - MOST} more are in the list only" in svg.text()


def test_no_label_lies_over_another() -> None:
    days = [(date(2031, 1, 1) + timedelta(days=n * n)).isoformat() for n in range(40)]
    by_line: dict[str, list[tuple[float, float]]] = {}
    for text in drawn(dated(*days)).all("text"):
        wide = 5.5 * len(text.text())
        x = float(text.attrs["x"])
        left = {"end": x - wide, "middle": x - wide / 2}.get(text.attrs.get("text-anchor", ""), x)
        by_line.setdefault(text.attrs["y"], []).append((left, left + wide))
    for spans in by_line.values():
        assert all(b <= c for (_, b), (c, _) in pairwise(sorted(spans)))


def test_the_same_interval_is_one_bar() -> None:
    svg = drawn(dated("2031-04-01", "2031-04-02"))
    b = building.Building("April 1, and again on the first.")
    b.time("April 1", "2031-04-01", "2031-04-01", "2031-04-01")
    b.time("the first", "2031-04-01", "2031-04-01", "2031-04-01")
    assert len(bars(svg)) == 2
    assert len(bars(drawn(b.record()))) == 1
    assert "April 1 ×2" in drawn(b.record()).text()


def test_none_is_no_drawing_but_a_sentence() -> None:
    record = building.empty()
    telling = Telling(record)
    assert timeline_svg(telling, whens(telling)) == ""
    (section,) = (e for e in tree(record).all("section") if e.attrs.get("id") == "when")
    assert section.all("p", "empty")[0].text() == "No time was found in this document."
    assert not section.all("svg")


@pytest.mark.parametrize("published", ["2031-04-11", "2031-04-09", None])
def test_a_lone_date_does_not_fill_the_axis(published: str | None) -> None:
    ((left, right),) = bars(drawn(dated("2031-04-09", published=published)))
    assert 0 < right - left < WIDTH / 2


def test_open_times_reach_to_the_edge() -> None:
    b = building.Building("since 2019, until May, on April 9")
    b.time("since 2019", "2019", "2019-01-01", None, kind=TimeKind.DURATION)
    b.time("until May", "2031-05", None, "2031-05-31", kind=TimeKind.DURATION)
    b.time("April 9", "2031-04-09", "2031-04-09", "2031-04-09")
    by_left = sorted(bars(drawn(b.record())))
    assert by_left[0][0] < 20
    assert max(b for _, b in by_left) > WIDTH - 20


@pytest.mark.parametrize("stamp", ["", "soon", "2031-02-30", "0000-01-01", "99999-01-01", "-0044-03-15", "2031"])
def test_what_cannot_be_drawn_is_left_to_the_list(stamp: str) -> None:
    assert day_of(stamp) is None
    b = building.Building("then it was")
    b.time("then", stamp, stamp, stamp)
    telling = Telling(b.record())
    assert timeline_svg(telling, whens(telling)) == ""


def test_the_ends_of_the_calendar_are_drawn() -> None:
    assert len(bars(drawn(dated("0001-01-01", "9999-12-31", published=None)))) == 2


def test_hours_count() -> None:
    noon, one = day_of("2031-04-09T12:00"), day_of("2031-04-09T12:59", past=True)
    assert noon is not None
    assert one is not None
    assert noon % 1 == 0.5
    assert 24 * (one - noon) == pytest.approx(1)


def test_an_axis_is_even_between_its_knots() -> None:
    fitted = axis([10, 20, 4000], [10, 20, 4000], 0, 100)
    assert fitted is not None
    assert fitted.x(10) == 0
    assert fitted.x(4000) == 100
    assert fitted.x(15) == pytest.approx(fitted.x(20) / 2)
    assert fitted.x(-5) == 0
    assert axis([], [], 0, 100) is None
    only = axis([7], [7], 0, 100)
    assert only is not None
    assert only.x(7) == 50


@pytest.mark.parametrize("span", [1, 5, 30, 200, 900, 4000, 60_000, 900_000])
def test_ticks_are_even_and_few(span: int) -> None:
    low = float(date(1200, 6, 5).toordinal())
    days = even_days(low, low + span)
    assert len(days) <= 10
    assert all(low <= d <= low + span for d in days)
    assert span < 2 or days


def test_words_of_the_axis() -> None:
    assert short_day(float(date(2031, 1, 1).toordinal())) == "2031"
    assert short_day(float(date(2031, 5, 1).toordinal())) == "May 2031"
    assert short_day(float(date(2031, 5, 2).toordinal())) == "2 May 2031"
    assert [length_words(d) for d in (1, 20, 100, 700, 3650)] == [
        "1 day",
        "20 days",
        "3 months",
        "23 months",
        "10 years",
    ]
