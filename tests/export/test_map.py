"""The map of a record's places: what is drawn, where, and that nothing covers anything."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence

import pytest

from onrecord.export.map import MAP_CSS, WIDTH, MapPoint, map_svg, points_of
from onrecord.export.outlines import Box, area_and_middle, clipped, outlines
from onrecord.record import Place, PlacePrecision, Span

SVG = "{http://www.w3.org/2000/svg}"
MOSUL = MapPoint(36.335, 43.119, "Mosul", 3, key="99072")
TAL_AFAR = MapPoint(36.379, 42.448, "Tal Afar", 5, key="90393")
RAQQA = MapPoint(35.953, 39.008, "Raqqa")


def drawn(points: Sequence[MapPoint], shaded: Sequence[str] = (), **more: bool) -> ET.Element:
    return ET.fromstring(map_svg(points, shaded, **more))  # type: ignore[arg-type]


def dots(svg: ET.Element) -> dict[str, tuple[float, float]]:
    found = {}
    for circle in svg.iter(f"{SVG}circle"):
        told = circle.find(f"{SVG}title")
        assert told is not None
        found[re.sub(r" \(\d+\)", "", told.text or "")] = float(circle.get("cx", "")), float(circle.get("cy", ""))
    return found


def words(svg: ET.Element) -> list[str]:
    return [text.text or "" for text in svg.iter(f"{SVG}text")]


def lands(svg: ET.Element, mark: str) -> set[str]:
    return {
        path[0].text or "" for path in svg.iter(f"{SVG}path") if mark in (path.get("class") or "").split() and len(path)
    }


def test_dots_lie_as_on_the_earth() -> None:
    found = dots(drawn([MOSUL, TAL_AFAR, RAQQA]))
    assert found["Raqqa"][0] < found["Tal Afar"][0] < found["Mosul"][0]
    assert found["Raqqa"][1] > found["Mosul"][1] > found["Tal Afar"][1]


def test_a_kilometre_is_as_long_eastward_as_northward() -> None:
    # One degree of latitude is 111.2 km; at 36 degrees north a degree of longitude is 0.809 of that.
    found = dots(drawn([MapPoint(35, 40, "a"), MapPoint(37, 40, "b"), MapPoint(36, 42, "c")]))
    north = found["a"][1] - found["b"][1]
    east = found["c"][0] - found["a"][0]
    assert east / north == pytest.approx(0.809, abs=0.005)


def test_the_scale_bar_measures_the_map() -> None:
    svg = drawn([MapPoint(35, 40, "a"), MapPoint(37, 40, "b")])
    found = dots(svg)
    bar = next(p.get("d") or "" for p in svg.iter(f"{SVG}path") if p.get("class") == "scale")
    left, right = (float(x) for x in re.findall(r"(?:M|H)([\d.]+)", bar))
    kilometres = next(float(w.removesuffix(" km").replace(",", "")) for w in words(svg) if w.endswith(" km"))
    assert (right - left) / kilometres == pytest.approx((found["a"][1] - found["b"][1]) / (2 * 111.2), rel=0.01)


def test_only_countries_that_meet_the_frame_are_drawn() -> None:
    around = lands(drawn([MOSUL, TAL_AFAR]), "land")
    assert {"Iraq", "Syria", "Turkey"} <= around
    assert around.isdisjoint({"France", "Brazil", "China"})


def test_named_countries_are_shaded() -> None:
    assert lands(drawn([MOSUL], ["IQ"]), "named") == {"Iraq"}


def test_countries_alone_make_a_map_of_their_whole_ground() -> None:
    svg = drawn([], ["iq", "sy"])
    assert lands(svg, "named") == {"Iraq", "Syria"}
    assert not dots(svg)
    assert {"Iraq", "Syria"} <= set(words(svg))


def test_nothing_to_show_is_no_map() -> None:
    assert map_svg([]) == ""
    assert map_svg([], ["zz"]) == ""
    assert map_svg([MapPoint(95, 10, "no such place"), MapPoint(10, 400, "nor this")]) == ""


def test_one_point_gets_ground_around_it() -> None:
    svg = drawn([MOSUL])
    height = float(svg.get("height", ""))
    assert dots(svg)["Mosul"] == pytest.approx((WIDTH / 2, height / 2), abs=1)
    assert "Mosul" in words(svg)
    assert {"Iraq", "Turkey", "Syria"} <= lands(svg, "land")


def test_points_at_one_place_share_a_dot() -> None:
    svg = drawn([MapPoint(36.2, 37.16, "Aleppo", 4), MapPoint(36.201, 37.161, "Aleppo countryside", 1, wide=True)])
    assert dots(svg).keys() == {"Aleppo; Aleppo countryside"}
    assert "Aleppo +1" in words(svg)


def test_the_date_line_is_crossed_on_the_shorter_way() -> None:
    suva, apia = MapPoint(-18.14, 178.44, "Suva"), MapPoint(-13.83, -171.77, "Apia")
    svg = drawn([suva, apia])
    found = dots(svg)
    assert found["Suva"][0] < found["Apia"][0]
    assert all(0 < x < WIDTH for x, _ in found.values())
    assert lands(svg, "land") >= {"Fiji", "Samoa"}


def test_a_far_point_does_not_shrink_the_map() -> None:
    svg = drawn([MOSUL, TAL_AFAR, MapPoint(38.9, -77.04, "Washington")])
    assert dots(svg).keys() == {"Mosul", "Tal Afar"}
    assert "Not on this map: Washington" in words(svg)
    told = svg.find(f"{SVG}desc")
    assert told is not None
    assert "Washington" in (told.text or "")


def test_far_points_that_weigh_as_much_are_shown() -> None:
    svg = drawn([MOSUL, MapPoint(38.9, -77.04, "Washington", 3), MapPoint(51.5, -0.13, "London", 3)])
    assert dots(svg).keys() == {"Mosul", "Washington", "London"}


def boxes(svg: ET.Element) -> list[tuple[float, float, float, float]]:
    """Boxes around labels, a little smaller than drawn so that touching is no overlap."""
    found = []
    for text in svg.iter(f"{SVG}text"):
        wide = 5.5 * len(text.text or "")
        x, y = float(text.get("x", "")), float(text.get("y", ""))
        left = x - {None: 0, "middle": wide / 2, "end": wide}[text.get("text-anchor")]
        found.append((left, y - 9, left + wide, y))
    return found


def test_labels_do_not_cover_each_other_and_stay_on_the_map() -> None:
    points = [
        MapPoint(33.5 + i * 0.05, 36.2 + (i * 7 % 5) * 0.09, f"A village with a long name, {i}", 1 + i % 3)
        for i in range(24)
    ]
    svg = drawn(points)
    found = boxes(svg)
    assert len(found) > 6
    for i, (left, top, right, bottom) in enumerate(found):
        assert left >= 0
        assert right <= WIDTH
        assert top >= 0
        assert bottom <= float(svg.get("height", ""))
        for other in found[i + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def test_long_labels_are_cut() -> None:
    svg = drawn([MapPoint(36, 43, "The forward logistics camp of nobody knows which army")])
    label = next(w for w in words(svg) if w.startswith("The forward"))
    assert label.endswith("…")
    assert len(label) <= 28


def test_words_from_outside_are_escaped() -> None:
    hostile = '"><script>alert(1)</script>&'
    text = map_svg([MapPoint(36, 43, hostile, key=hostile)], title=hostile, name='x" onload="y')
    assert "<script" not in text
    assert 'onload="' not in text
    assert ET.fromstring(text).find(f"{SVG}circle") is not None


def test_it_tells_what_it_shows_to_those_who_do_not_see_it() -> None:
    svg = drawn([MOSUL, RAQQA], ["iq"])
    assert svg.get("role") == "img"
    named = (svg.get("aria-labelledby") or "").split()
    assert [child.get("id") for child in svg if child.tag in (f"{SVG}title", f"{SVG}desc")] == named
    told = svg.find(f"{SVG}desc")
    assert told is not None
    assert told.text == "Places: Mosul (named 3 times), Raqqa. Countries named: Iraq."


def test_colours_are_the_pages_own_and_come_along_where_there_is_no_page() -> None:
    assert "<style>" not in map_svg([MOSUL])
    alone = map_svg([MOSUL], styled=True)
    assert MAP_CSS in alone
    assert "prefers-color-scheme: dark" in alone
    assert not re.search(r'(?:fill|stroke)="#', alone)


def test_it_asks_for_nothing_from_anywhere() -> None:
    text = map_svg([MOSUL], ["iq"], styled=True).replace("http://www.w3.org/2000/svg", "")
    assert "http" not in text
    assert "url(" not in text


def test_the_same_points_give_the_same_map() -> None:
    assert map_svg([MOSUL, RAQQA, TAL_AFAR], ["sy", "iq"]) == map_svg([MOSUL, RAQQA, TAL_AFAR], {"iq", "sy"})


def test_ten_thousand_points_are_no_trouble() -> None:
    points = [MapPoint(i * 7919 % 12000 / 100 - 60, i * 104729 % 36000 / 100 - 180, f"p{i}") for i in range(10_000)]
    assert len(map_svg(points)) < 400_000


def place(name: str, number: int | None, precision: PlacePrecision, country: str | None, sure: float = 0.9) -> Place:
    where = None if number is None else 30.0 + number
    return Place("p", Span(0, 1), name, sure, "", number, country, None, where, where, precision)


def test_points_of_a_record_count_mentions_and_keep_countries_apart() -> None:
    city, land = PlacePrecision.CITY, PlacePrecision.COUNTRY
    points, named = points_of(
        [
            place("Homs", 1, city, "SY"),
            place("Homs", 1, city, "SY", 0.3),
            place("Syria", 2, land, "SY"),
            place("Hama", 3, PlacePrecision.ADMIN1, "SY", 0.4),
            place("nowhere known", None, city, None),
            place("Middle East", 4, PlacePrecision.REGION, None),
        ]
    )
    assert named == {"sy"}
    assert [(p.label, p.times, p.wide, p.unsure) for p in points] == [
        ("Homs", 2, False, False),
        ("Hama", 1, True, True),
    ]


def test_a_region_is_shown_where_nothing_nearer_is_named() -> None:
    points, _ = points_of([place("Middle East", 4, PlacePrecision.REGION, None)])
    assert [p.label for p in points] == ["Middle East"]


def test_outlines_are_whole_and_small() -> None:
    known = {o.code: o for o in outlines()}
    assert {"iq", "sy", "ps", "il", "lb", "ye", "us", "gb", "xk"} <= known.keys()
    assert len(known) > 190
    iraq = known["iq"]
    assert len(iraq.rings) == 1
    box, ring = iraq.rings[0]
    assert (box.west, box.south, box.east, box.north) == pytest.approx((38.8, 29.1, 48.6, 37.4), abs=0.2)
    size, (lon, lat) = area_and_middle(ring)
    # 435,000 square kilometres, by the degree of longitude at 33 north.
    assert size * 111.2 * 111.2 * 0.839 == pytest.approx(435_000, rel=0.03)
    assert (lon, lat) == pytest.approx((43.7, 33.0), abs=0.5)


def test_a_ring_is_cut_at_the_frame() -> None:
    square = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))
    cut = clipped(square, Box(2, 1, 10, 3))
    assert area_and_middle(cut) == (4.0, (3.0, 2.0))
    assert clipped(square, Box(5, 5, 6, 6)) == ()
