"""The pack of places: what must be found in it, under which spellings, and that it is kept small and clean."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.gazetteer.checking import check_packs
from onrecord.gazetteer.countries import COUNTRIES
from onrecord.record import PlacePrecision

PACK = Path(__file__).parents[2] / "src/onrecord/gazetteer/packs/places"


@cache
def gazetteer() -> Gazetteer:
    return load_packs([PACK])


@cache
def rows(file: str) -> list[dict[str, str]]:
    with (PACK / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_the_checker_has_nothing_to_say() -> None:
    assert not check_packs([PACK], [])


def test_it_stays_small() -> None:
    assert sum(path.stat().st_size for path in PACK.iterdir()) < 4_000_000
    assert 20_000 < len(rows("places.csv")) < 35_000


@pytest.mark.parametrize(
    ("spellings", "number", "country"),
    [
        (("Deir Ezzor", "Deir ez-Zor", "Dayr az-Zawr", "Deir al-Zour", "دير الزور"), 170794, "sy"),
        (("Tal Afar", "Tall 'Afar", "Telafer", "تل عفر", "تلعفر"), 90393, "iq"),
        (("Raqqa", "Raqqah", "Ar-Raqqah", "al-Raqqa", "الرقة"), 172955, "sy"),
        (("Aleppo", "Halab", "حلب"), 170063, "sy"),
        (("Al-Qaim", "al-Qa'im", "Qaim", "القائم"), 92138, "iq"),
        (("Hodeidah", "Al Hudaydah", "Hudaydah", "Hodeida", "الحديدة"), 79415, "ye"),
        (("Sana'a", "Sanaa", "صنعاء"), 71137, "ye"),
        (("Aden", "عدن"), 415189, "ye"),
        (("Kyiv", "Kiev"), 703448, "ua"),
        (("Mosul", "الموصل"), 99072, "iq"),
        (("Erbil", "Arbil", "Hawler", "أربيل", "هەولێر"), 95446, "iq"),
        (("Isfahan", "Esfahan", "اصفهان"), 418863, "ir"),
        (("Kobani", "Kobane", "Ayn al-Arab"), 172256, "sy"),
        (("Baghdad", "بغداد"), 98182, "iq"),
    ],
)
def test_spellings_lead_to_one_town(spellings: tuple[str, ...], number: int, country: str) -> None:
    for spelling in spellings:
        found = gazetteer().places_named(spelling)
        assert number in {p.geonames for p in found}, spelling
        assert {p.country for p in found if p.geonames == number} == {country}


@pytest.mark.parametrize(
    "name",
    [
        "Middle East", "Persian Gulf", "Arabian Gulf", "Levant", "Kurdistan Region of Iraq", "Iraqi Kurdistan",
        "Rojava",
        "West Bank", "Gaza Strip", "Golan Heights", "Sinai", "Strait of Hormuz", "Bab al-Mandab", "Red Sea",
        "Eastern Mediterranean", "Euphrates", "Tigris", "Mount Sinjar", "Nineveh Plains", "Badia", "Qalamoun", "Bekaa",
        "Dahiyeh", "Green Zone", "Ain al-Asad", "Al-Tanf", "Donbas", "Crimea", "Sahel", "Horn of Africa", "Caucasus",
        "Balkans",
    ],
)  # fmt: skip
def test_regions_that_news_names_are_there(name: str) -> None:
    kinds = {p.precision for p in gazetteer().places_named(name)}
    assert kinds & set(PlacePrecision) - {PlacePrecision.COUNTRY, PlacePrecision.CITY}


def test_a_province_and_its_town_are_two_places() -> None:
    for name in ("Deir Ezzor", "Homs", "Aleppo", "Basra", "Kirkuk", "Hodeidah"):
        kinds = Counter(p.precision for p in gazetteer().places_named(name))
        assert kinds[PlacePrecision.CITY] >= 1, name
        assert kinds[PlacePrecision.ADMIN1] == 1, name


def test_every_state_and_its_first_level_units_are_there() -> None:
    by_kind = defaultdict(set)
    for row in rows("places.csv"):
        by_kind[row["precision"]].add(row["country"])
    assert len(by_kind["country"]) > 240
    assert by_kind["country"] <= COUNTRIES
    assert len(by_kind["admin1"]) > 200
    iraq = {r["name"] for r in rows("places.csv") if r["country"] == "iq" and r["precision"] == "admin1"}
    assert len(iraq) == 19
    assert {"Anbar", "Nineveh", "Erbil", "Salah al-Din"} <= iraq


def test_points_lie_where_they_should() -> None:
    for row in rows("places.csv"):
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180
    known = gazetteer()
    for name, lat, lon in (("Iraq", 33, 44), ("France", 47, 2), ("United States", 39, -98), ("Russia", 62, 100)):
        land = next(p for p in known.places_named(name) if p.precision is PlacePrecision.COUNTRY)
        assert (land.lat, land.lon) == pytest.approx((lat, lon), abs=6), name


def test_a_unit_lies_near_its_towns() -> None:
    towns = defaultdict(list)
    for row in rows("places.csv"):
        if row["precision"] == "city":
            towns[row["country"], row["admin1"]].append(row)
    for row in rows("places.csv"):
        if row["precision"] == "admin1" and row["country"] in ("iq", "sy", "ye"):
            inside = towns[row["country"], row["admin1"]]
            lats = [float(t["lat"]) for t in inside]
            assert min(lats) <= float(row["lat"]) <= max(lats), row["name"]


def test_numbers_are_told_once_and_names_belong_to_them() -> None:
    numbers = [row["geonames"] for row in rows("places.csv")]
    assert len(set(numbers)) == len(numbers)
    assert {row["geonames"] for row in rows("place_names.csv")} <= set(numbers)


def test_own_places_have_negative_numbers() -> None:
    own = [row for row in rows("places.csv") if int(row["geonames"]) < 0]
    assert 200 < len(own) < 500
    assert {row["precision"] for row in own} <= {"region", "feature", "site", "district", "city", "admin1"}


def test_common_words_and_codes_are_no_names() -> None:
    names = {row["name"] for file in ("places.csv", "place_names.csv") for row in rows(file)}
    assert names.isdisjoint(
        {"Side", "Man", "Most", "Band", "Hat", "March", "Eastern", "Central", "Capital", "OSM", "DEZ"}
    )
    assert not [name for name in names if len(name) < 2 or not name.strip() or "  " in name]


def test_languages_are_those_of_the_script() -> None:
    languages = Counter(row["language"] for row in rows("place_names.csv"))
    assert languages.keys() == {"en", "ar", "fa", "ckb"}
    assert min(languages.values()) > 100
    for row in rows("place_names.csv"):
        arabic = any("\u0600" <= sign <= "\u06ff" for sign in row["name"])
        assert arabic == (row["language"] != "en"), row


@pytest.mark.parametrize(
    ("short", "number"),
    [
        ("Calif.", 5332921), ("Va.", 6254928), ("Md.", 4361885), ("N.C.", 4482348), ("Ala.", 4829764),
        ("Wis.", 5279468), ("Mass.", 6254926), ("N.Y.", 5128638), ("Tenn.", 4662168), ("W.Va.", 4826850),
        ("Pa.", 6254927), ("Ill.", 4896861), ("Ont.", 6093943), ("Que.", 6115047), ("Alta.", 5883102),
    ],
)  # fmt: skip
def test_a_state_is_known_by_its_abbreviation_alone(short: str, number: int) -> None:
    assert [p.geonames for p in gazetteer().places_named(short)] == [number]
    assert 4138106 in {p.geonames for p in gazetteer().places_named("D.C.")}


def test_abbreviations_that_are_commoner_words_are_none() -> None:
    for word in ("Miss.", "Mo.", "B.C.", "Me."):
        assert not gazetteer().places_named(word), word


def test_no_place_bears_the_word_for_a_people() -> None:
    for word in ("Saudi", "Kazakh", "Bajan", "Brits", "Turkler"):
        assert not gazetteer().places_named(word), word
    assert gazetteer().places_named("Saudi Arabia")


def test_no_name_ends_in_a_small_word() -> None:
    names = {row["name"].lower() for file in ("places.csv", "place_names.csv") for row in rows(file)}
    assert not [n for n in names if n.endswith((" on", " in", " by", " at", " of", " to"))]


def test_small_places_bear_no_words_that_mean_something_else() -> None:
    for word in ("Tall", "All", "Ala", "Ana", "Alan", "Adam", "Lapid", "Nasrallah", "Demirtas"):
        assert not [p for p in gazetteer().places_named(word) if p.country not in ("us", "ca")], word
    assert {p.country for p in gazetteer().places_named("Al-Hol")} == {"sy"}
