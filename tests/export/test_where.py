"""The places in words and on the page: each once, with what decided, and no map where nothing can be drawn."""

from __future__ import annotations

from onrecord.export.telling import Telling, plain
from onrecord.export.where import coordinate_words, country_name, grounds, lie_words, place_line
from onrecord.record import PlacePrecision

from . import building
from .test_web_page import Element, tree


def section(root: Element) -> Element:
    return next(e for e in root.all("section") if e.attrs.get("id") == "where")


def test_a_place_is_told_with_its_ground() -> None:
    selm, bay, rocks = building.harbour().places
    assert plain(place_line(selm)) == (
        "Selm: town or city in Upper Selm, XA; 25.100° N, 40.200° W; likely (70 %); the text speaks of its country; "
        "or Selm, town or city in XB, 4.500° S, 30.250° E"
    )
    assert lie_words(bay) == "river, mountain or sea in XA"
    assert plain(place_line(rocks)) == "Tern Rocks: a place, not on the map; no place of this name is known"
    assert coordinate_words(rocks) == ""


def test_a_place_named_twice_is_one() -> None:
    b = building.Building("To Selm, from the port of Selm.")
    where = {"geonames": 11, "country": "XA", "lat": 1.0, "lon": 2.0, "precision": PlacePrecision.CITY}
    b.place("To |Selm|,", "Selm", 0.6, **where)
    b.place("of |Selm|.", "Selm", 0.9, why="“port” stands beside it", **where)
    (ground,) = grounds(Telling(b.record()))
    assert ground.numbers == (0, 1)
    assert ground.place.confidence == 0.9
    row = section(tree(b.record())).all("tr")[-1]
    assert "2 times, first in ¶1" in row.text()
    assert "“port” stands beside it" in row.text()


def test_countries_have_names() -> None:
    assert country_name("QA") == "Qatar"
    assert country_name("xa") == "XA"


def test_the_page_lists_all_and_maps_those_with_coordinates() -> None:
    part = section(tree(building.harbour()))
    (svg,) = part.all("svg", "omap")
    assert {c.text() for c in svg.all("circle")} == {"Selm", "Qalmar Bay"}
    names = [row.all("th")[0].all("a")[0].text() for row in part.all("tr") if "data-p" in row.attrs]
    assert names == ["Qalmar Bay", "Selm", "Tern Rocks"]
    assert "not on the map: no coordinates are known" in part.all("tr")[-1].text()
    dots = {c.text(): c.attrs["data-p"] for c in svg.all("circle")}
    rows = {row.all("a")[0].text(): row.attrs["data-p"] for row in part.all("tr") if "data-p" in row.attrs}
    assert dots.items() <= rows.items()


def test_no_map_without_coordinates_and_no_table_without_places() -> None:
    b = building.Building("At the Tern Rocks.")
    b.place("Tern Rocks", "Tern Rocks", 0.3)
    part = section(tree(b.record()))
    assert not part.all("svg")
    assert "there is no map" in part.text()
    nothing = section(tree(building.empty()))
    assert nothing.all("p", "empty")[0].text() == "No place was found in this document."
    assert not nothing.all("table")
