"""Places in a text: which of those of one name is meant, and how sure and why; and what is no place at all."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.gazetteer import Gazetteer, KnownPlace, load_packs
from onrecord.reading.place_senses import kilometres
from onrecord.reading.place_surroundings import inside_institution, surroundings
from onrecord.reading.places import MOST_ALTERNATIVES, PlaceWords, places_of
from onrecord.reading.segment import segment
from onrecord.reading.sightings import sightings
from onrecord.record import Place, PlacePrecision, Span

from .laid_out import TEXTS


@cache
def gazetteer() -> Gazetteer:
    return load_packs()


def read(text: str, home: Collection[str] | None = None, also: Collection[str] = ()) -> tuple[Place, ...]:
    """The places of a text whose candidates are all its names that the gazetteer has, and the words ``also``."""
    layout = segment(text)
    found = [PlaceWords(s.span, s.places, 1.0) for s in sightings(text, layout, gazetteer()) if s.places]
    unknown = [PlaceWords(Span(text.index(w), text.index(w) + len(w)), (), 0.8) for w in also]
    return places_of(text, layout, [*found, *unknown], gazetteer(), home)


def one(text: str, name: str, home: Collection[str] | None = None, also: Collection[str] = ()) -> Place:
    return next(p for p in read(text, home, also) if p.span.of(text) == name)


@pytest.mark.parametrize(
    ("text", "name", "country", "precision"),
    [
        # the words right beside it
        ("Fighting broke out in Tripoli, Lebanon, on Friday.", "Tripoli", "LB", "city"),
        ("Fighting broke out in Tripoli, in northern Lebanon, on Friday.", "Tripoli", "LB", "city"),
        ("Fighting broke out in Tripoli (Lebanon) on Friday.", "Tripoli", "LB", "city"),
        ("Shells fell on the Syrian town of Sinjar.", "Sinjar", "SY", "city"),
        ("Rebels left Lebanon's Tripoli for good.", "Tripoli", "LB", "city"),
        ("He was born in Cordoba, Spain.", "Cordoba", "ES", "city"),
        ("Forces advanced in Deir Ezzor Province.", "Deir Ezzor", "SY", "admin1"),
        ("Forces advanced in Deir Ezzor province.", "Deir Ezzor", "SY", "admin1"),
        ("Forces advanced in the governorate of Deir Ezzor.", "Deir Ezzor", "SY", "admin1"),
        ("Forces advanced in the city of Deir Ezzor.", "Deir Ezzor", "SY", "city"),
        ("Forces advanced in Deir Ezzor.", "Deir Ezzor", "SY", "city"),
        ("Clashes spread in Sinjar district, Iraq.", "Sinjar", "IQ", "admin2"),
        # the rest of the text
        ("The Lebanese army moved into Tripoli after talks in Beirut.", "Tripoli", "LB", "city"),
        ("Libyan militias fought in Tripoli and in Misrata.", "Tripoli", "LY", "city"),
        ("In Punjab, the police searched houses in Lahore and Multan.", "Punjab", "PK", "admin1"),
        ("In Punjab, the police searched houses in Amritsar.", "Punjab", "IN", "admin1"),
        ("Trains stopped between Hyderabad and Karachi.", "Hyderabad", "PK", "city"),
        ("Voters in Georgia stood in line in Atlanta, Savannah and Augusta.", "Georgia", "US", "admin1"),
        ("Georgia closed its border near Tbilisi and Batumi.", "Georgia", "GE", "country"),
        ("Georgia closed its border.", "Georgia", "GE", "country"),
        # regions and features
        ("Oil passes through the Strait of Hormuz.", "Strait of Hormuz", None, "feature"),
        ("They crossed the Iraqi Kurdistan region.", "Iraqi Kurdistan region", "IQ", "region"),
        ("Engineers repaired Mosul Dam.", "Mosul Dam", "IQ", "feature"),
        ("Rockets hit Ain al-Asad in Anbar.", "Ain al-Asad", "IQ", "site"),
    ],
)
def test_the_place_that_is_meant(text: str, name: str, country: str | None, precision: str) -> None:
    found = one(text, name)
    assert (found.country, found.precision) == (country, precision)
    assert found.confidence > 0.5
    assert found.lat is not None
    assert found.lon is not None
    assert found.why


def test_home_decides_where_the_text_does_not() -> None:
    text = "Shops were closed in Tripoli."
    assert one(text, "Tripoli").country == "LY"
    assert one(text, "Tripoli", home=["LB"]).country == "LB"
    assert one(text, "Tripoli", home=["lb"]).country == "LB"
    assert "about its country" in one(text, "Tripoli", home=["LB"]).why


def test_a_capital_is_not_its_small_namesake_at_home() -> None:
    for text in ("The exile has lived in Washington for a year.", "British envoys met the exile in Washington."):
        found = one(text, "Washington", home=["GB"])
        assert (found.country, found.admin1) == ("US", "District of Columbia"), text
    assert one("They moved to Washington, England.", "Washington", home=["US"]).country == "GB"


@pytest.mark.parametrize(
    "text",
    [
        "The town lies near Rabiyah, in Iraq.",
        "The town lies near Rabiyah in northern Iraq.",
        "Shells fell on Rabiyah, a town in Iraq, and on Mosul.",
        "Shells fell on Rabiyah (Iraq).",
        "Shells fell on Iraq's northern town of Rabiyah.",
    ],
)
def test_a_place_that_lies_where_no_known_one_does_gets_no_point(text: str) -> None:
    found = one(text, "Rabiyah")
    assert (found.country, found.lat, found.geonames) == ("IQ", None, None)
    assert "no place of this name is known there" in found.why
    assert found.confidence <= 0.3
    assert [a.country for a in found.alternatives] == ["KW"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("In Beirut, Iran said that it would go.", "Beirut", "LB"),
        ("In Beirut, officials in Iran said so.", "Beirut", "LB"),
        ("Families from Mosul in Syria went home.", "Mosul", "IQ"),
        ("Iraq's envoy to Beirut went home.", "Beirut", "LB"),
        ("Ships lay off Sevastopol, in Russia.", "Sevastopol", "UA"),
    ],
)
def test_a_country_named_next_is_not_always_what_holds_it(text: str, name: str, country: str) -> None:
    found = one(text, name)
    assert found.country == country
    assert found.lat is not None


def test_a_small_place_far_from_all_else_in_the_text_is_doubted() -> None:
    found = one("Iraqi forces left Mosul and Baghdad. He grew up in Rabiyah.", "Rabiyah")
    assert found.confidence <= 0.4
    assert "neither its country nor a place near it" in found.why
    assert one("Kuwaiti forces left. He grew up in Rabiyah.", "Rabiyah").confidence > 0.9
    assert one("He grew up in Rabiyah.", "Rabiyah", home=["KW"]).confidence > 0.9
    assert 0.4 < one("He grew up in Rabiyah.", "Rabiyah").confidence <= 0.7
    assert one("Iraqi forces left Mosul. He flew to Geneva.", "Geneva").confidence > 0.8


def test_small_words_at_an_end_are_no_part_of_a_name() -> None:
    in_salah, taiz = gazetteer().places_named("In Salah"), gazetteer().places_named("Taiz")
    for text, words, known, left in (
        ("They met in Salah on Monday.", "in Salah", in_salah, []),
        ("They met in In Salah on Monday.", "In Salah", in_salah, ["In Salah"]),
        ("They met at Taiz on Monday.", "at Taiz", taiz, ["Taiz"]),
    ):
        span = Span(text.index(words), text.index(words) + len(words))
        found = places_of(text, segment(text), [PlaceWords(span, known, 0.9)], gazetteer())
        assert [p.span.of(text) for p in found] == left
    assert not read("Selmi met Li on Monday.")


def test_a_state_that_may_act_is_told() -> None:
    text = "Lurania wrote to Iraq and to Basra."
    layout = segment(text)
    for share, told in ((0.5, True), (0.9, False)):
        spans = [Span(text.index(n), text.index(n) + len(n)) for n in ("Iraq", "Basra")]
        words = [PlaceWords(s, gazetteer().places_named(s.of(text)), share) for s in spans]
        state, town = places_of(text, layout, words, gazetteer())
        assert ("it may be the state, acting" in state.why) is told
        assert "the state, acting" not in town.why
        assert "only known place" not in state.why


def test_a_name_keeps_its_meaning_through_the_text() -> None:
    text = "Two men were held in Tripoli, Lebanon.\n\nThe court of Tripoli sat at noon. Tripoli was calm."
    found = [p for p in read(text) if p.span.of(text) == "Tripoli"]
    assert [p.country for p in found] == ["LB", "LB", "LB"]


def test_unless_the_words_beside_it_say_otherwise() -> None:
    text = "The port of Tripoli, Lebanon, wrote to the port of Tripoli, Libya. They met."
    assert [p.country for p in read(text) if p.name == "Tripoli"] == ["LB", "LY"]


def test_a_province_and_its_town_in_one_text() -> None:
    text = "Gains in Deir Ezzor Province went on. The city of Deir Ezzor was quiet."
    assert [p.precision for p in read(text)] == ["admin1", "city"]


def test_what_else_it_might_be_is_told() -> None:
    found = one("Shops were closed in Tripoli.", "Tripoli")
    assert {a.country for a in found.alternatives} >= {"LB"}
    assert len(found.alternatives) <= MOST_ALTERNATIVES
    assert found.geonames not in {a.geonames for a in found.alternatives}
    assert found.confidence < 0.9


def test_the_reason_names_what_decided() -> None:
    assert "Lebanon stands right after it" in one("A strike hit Tripoli, Lebanon.", "Tripoli").why
    assert "“Province” stands beside it" in one("Gains in Deir Ezzor Province.", "Deir Ezzor").why
    assert "Multan lies in it" in one("Punjab is flooded, in Multan above all.", "Punjab").why
    assert "km from" in one("The Lebanese army is in Beirut and Tripoli.", "Tripoli").why


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Shells fell on eastern Aleppo.", "eastern"),
        ("They hold the northern Aleppo countryside.", "northern ... countryside"),
        ("A camp stands 40 kilometers north of Aleppo.", "north of"),
        ("A camp stands near Aleppo.", "near"),
        ("Old Aleppo was rebuilt.", "Old"),
    ],
)
def test_parts_and_directions_keep_the_name_and_are_told(text: str, said: str) -> None:
    found = one(text, "Aleppo")
    assert found.name == "Aleppo"
    assert f"“{said}”" in found.why


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Students of the University of Mosul met.", "Mosul"),
        ("The Baghdad Operations Command denied it.", "Baghdad"),
        ("A doctor told the Aleppo Media Center.", "Aleppo"),
        ("The Jerusalem Post reported it.", "Jerusalem"),
        ("The Bank of Israel cut its rate.", "Israel"),
        ("The Islamic State of Iraq was its name.", "Iraq"),
        ("The Islamic State in Iraq and Syria was its name.", "Iraq"),
        ("Al-Qaeda in Iraq was its name.", "Iraq"),
        ("The Syrian Observatory and the Homs League agreed.", "Homs"),
        ("Radio Damascus played music.", "Damascus"),
    ],
)
def test_institutions_are_no_places(text: str, name: str) -> None:
    span = Span(text.index(name), text.index(name) + len(name))
    assert inside_institution(text, span)
    layout = segment(text)
    assert places_of(text, layout, [PlaceWords(span, gazetteer().places_named(name), 0.9)], gazetteer()) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fighters of the Islamic State in Iraq withdrew.", "Iraq"),
        ("Mosul residents returned.", "Mosul"),
        ("In Baghdad, commanders met.", "Baghdad"),
        ("Engineers repaired the bridge of Mosul.", "Mosul"),
        ("Iraq's Defense Ministry denied it.", "Iraq"),
        ("They drove from Homs. University teachers stayed.", "Homs"),
    ],
)
def test_places_beside_institutions_stay_places(text: str, name: str) -> None:
    span = Span(text.index(name), text.index(name) + len(name))
    assert not inside_institution(text, span)


def test_a_person_of_that_name_is_doubted() -> None:
    text = "Mr. Jordan sang. Robert Jordan danced. Jordan slept. They flew to Jordan."
    found = [p for p in read(text) if p.span.of(text) == "Jordan"]
    assert [p.confidence < 0.5 for p in found] == [True, True, False]
    assert one("Rain fell on Jordan.", "Jordan").confidence > 0.9


def test_a_state_in_front_of_another_name_stays_itself() -> None:
    text = "U.S. Troops left Iraq. The U.S. Departments of Treasury and State said so. They are in the U.S. now."
    found = [p for p in read(text) if p.span.of(text) == "U.S."]
    assert len(found) >= 2
    assert all(p.country == "US" and p.confidence > 0.7 for p in found)


def test_a_name_that_nobody_knows_is_kept_without_a_point() -> None:
    found = one("Two men were seen in Qarvenna.", "Qarvenna", also=["Qarvenna"])
    assert (found.name, found.lat, found.geonames, found.precision) == ("Qarvenna", None, None, None)
    assert found.confidence <= 0.3
    assert "no place of this name is known" in found.why


def test_rank_and_direction_inside_the_words_are_understood() -> None:
    layout_text = "Gains in Anbar Governorate and in Northern Aleppo and the Province of Hama went on."
    names = ["Anbar Governorate", "Northern Aleppo", "Province of Hama"]
    layout = segment(layout_text)
    spans = [Span(layout_text.index(n), layout_text.index(n) + len(n)) for n in names]
    found = places_of(layout_text, layout, [PlaceWords(s, (), 0.9) for s in spans], gazetteer())
    assert [(p.name, p.precision) for p in found] == [("Anbar", "admin1"), ("Aleppo", "city"), ("Hama", "admin1")]
    assert [p.span for p in found] == spans


def test_a_town_in_a_state_where_none_is_known_is_not_its_famous_namesake() -> None:
    found = one("She grew up in Paris, Texas.", "Paris")
    assert (found.country, found.admin1, found.lat) == ("US", "Texas", None)
    assert found.alternatives[0].country == "FR"


def test_a_list_is_not_a_container() -> None:
    found = one("They flew to Paris, Texas and London.", "Paris")
    assert found.country == "FR"
    assert one("Strikes hit Mosul and Tal Afar, Iran's news agency said.", "Tal Afar").country == "IQ"
    assert one("Envoys of Georgia, Armenia and Turkey met.", "Georgia").country == "GE"


def test_of_two_candidates_that_overlap_the_longer_counts() -> None:
    text = "Snow fell on Mount Sinjar."
    mount, town = gazetteer().places_named("Mount Sinjar"), gazetteer().places_named("Sinjar")
    candidates = [PlaceWords(Span(19, 25), town, 0.9), PlaceWords(Span(13, 25), mount, 0.9)]
    found = places_of(text, segment(text), candidates, gazetteer())
    assert [p.span.of(text) for p in found] == ["Mount Sinjar"]


def test_places_come_in_text_order_with_ids_of_their_own() -> None:
    found = read("From Basra to Mosul, from Erbil to Najaf.")
    assert [p.name for p in found] == ["Basra", "Mosul", "Erbil", "Najaf"]
    assert [p.id for p in found] == ["p0", "p1", "p2", "p3"]


def test_no_name_is_its_own_witness() -> None:
    once, often = one("In Tripoli.", "Tripoli"), one("In Tripoli. " * 20, "Tripoli")
    assert often.confidence == pytest.approx(once.confidence, abs=0.02)


def test_kilometres_are_those_on_the_ground() -> None:
    def at(lat: float, lon: float) -> KnownPlace:
        return KnownPlace(1, "x", PlacePrecision.CITY, "", "", lat, lon, 0)

    assert kilometres(at(33.34, 44.40), at(36.335, 43.119)) == pytest.approx(353, abs=3)  # Baghdad to Mosul
    assert kilometres(at(0, 179.5), at(0, -179.5)) == pytest.approx(111, abs=1)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.data())
def test_any_text_and_any_span_are_answered(text: str, data: st.DataObject) -> None:
    if not text:
        return
    begin = data.draw(st.integers(0, len(text) - 1))
    span = Span(begin, data.draw(st.integers(begin + 1, len(text))))
    assert surroundings(text, span) == surroundings(text, span)
    found = places_of(text, segment(text), [PlaceWords(span, (), 0.5)], gazetteer())
    assert all(0 <= p.confidence <= 1 and p.span == span for p in found)


@pytest.mark.parametrize("unit", ["Tripoli, Mosul, Iraq's Homs. ", "Paris (", "the " * 7 + "Aleppo, ", "Mosul, ’s "])
def test_hostile_text_has_them_like_any_other(unit: str) -> None:
    known = {name: gazetteer().places_named(name) for name in ("Tripoli", "Mosul", "Iraq", "Homs", "Paris", "Aleppo")}

    text = unit * 200
    spans = [Span(*match.span()) for match in re.finditer("|".join(known), text)]
    candidates = [PlaceWords(span, known[span.of(text)], 0.9) for span in spans]
    found = places_of(text, segment(text), candidates, gazetteer())
    assert found
    assert {p.span for p in found} <= set(spans)
    assert all(0 <= p.confidence <= 1 for p in found)
