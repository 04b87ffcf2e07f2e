"""GeoJSON, read back by its own library."""

from __future__ import annotations

import json
from dataclasses import replace

import geojson

from onrecord.export.forms import Item
from onrecord.export.geojson_form import GEOJSON

from .handing import BARE, hostile, item, made


def read(*items: Item) -> geojson.FeatureCollection:
    found = geojson.loads(made(GEOJSON, items).decode())
    assert isinstance(found, geojson.FeatureCollection)
    assert found.is_valid, found.errors()
    return found


def test_an_event_stands_at_its_place_with_all_it_stands_on() -> None:
    features = read(item())["features"]
    (met,) = (one for one in features if one["properties"]["kind"] == "event")
    assert met["id"] == "e:0000000000000000"
    assert met["geometry"]["coordinates"] == [-41.0, 25.5]
    told = met["properties"]
    assert (told["standing"], told["polarity"], told["by"], told["grade"]) == ("reported", "actual", [], "B")
    assert (told["precision"], told["country"], told["words"]) == ("city", "XA", "met")
    assert told["actor_ids"] == ["a:0000000000000000", "a:0000000000000001"]
    (place,) = (one for one in features if one["properties"]["kind"] == "place")
    assert (place["properties"]["place"], place["properties"]["mentions"]) == ("Qalmar", 1)
    assert json.loads(made(GEOJSON, [item()]))["onrecord"]["licence"] == "CC BY 4.0"


def test_on_whose_word_stands_in_the_properties() -> None:
    whole = item()
    bombed = replace(whole.record.events[4], place=whole.record.places[0].id)
    feature = read(replace(whole, record=replace(whole.record, events=(bombed,))))["features"][0]
    told = feature["properties"]
    assert (told["standing"], told["by"], told["by_statement"]) == (
        "attributed",
        ["Oren Tamsil"],
        "s:0000000000000000",
    )


def test_a_place_that_is_on_no_map_has_no_point() -> None:
    whole = item()
    nowhere = replace(whole.record.places[0], lat=None, lon=None)
    features = read(replace(whole, record=replace(whole.record, places=(nowhere,))))["features"]
    assert [one["geometry"] for one in features] == [None]


def test_nothing_is_a_collection_too() -> None:
    assert json.loads(made(GEOJSON, [], BARE))["features"] == []
    assert read(hostile())["features"] == []
