"""What is known by name, and what a name that two bear gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.gazetteer import Gazetteer, KnownEvent, KnownPlace, NameForm, Office, load_packs
from onrecord.record import ActorKind, PlacePrecision

from .trial import HEAD, pack


@pytest.fixture(scope="module")
def selm(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return load_packs([pack(tmp_path_factory.mktemp("packs"))])


def ids(known: Gazetteer, name: str) -> list[str]:
    return [hit.actor.id for hit in known.actors_named(name)]


def test_an_actor_is_what_its_rows_say(selm: Gazetteer) -> None:
    guard = selm.actor("selm:coast-guard")
    assert (guard.kind, guard.type, guard.name) == (ActorKind.GROUP, "militia", "People's Coastal Guard")
    assert (guard.countries, guard.part_of, guard.start, guard.end) == (("xl",), ("selm:lurania",), "2009", None)
    assert selm.actor("selm:basin-post").speaks_for == ("selm:coast-guard",)
    assert selm.actor("selm:basin-post").countries == ("xl", "xq")
    assert [alias.name for alias in guard.names if alias.careful] == ["Guard"]
    assert guard.names[0].sources == ("gazette", "desk")
    assert selm.actor("selm:coast-guard") is guard
    with pytest.raises(KeyError):
        selm.actor("selm:nobody")


def test_offices_parts_and_packs(selm: Gazetteer) -> None:
    first, second = selm.actor("selm:al-tezmeri").offices
    assert first == Office("Prime Minister", "selm:lurania", "2016-02", "2018")
    assert second.end is None
    assert selm.parts_of("selm:coast-guard") == ("selm:harbour-wing", "selm:ben-qatoul")
    assert selm.parts_of("selm:al-tezmeri") == ()
    (one,) = selm.packs
    assert (one.name, one.version, one.licence) == ("selm", "1", "CC0-1.0")
    assert one.sources["gazette"].kind == "looked-up"
    assert len(selm.actor_ids) == 6
    assert list(selm.place_numbers) == [9000001, 9000002, 9000003]


@pytest.mark.parametrize(
    ("name", "bearers"),
    [
        ("PCG", ["selm:coast-guard"]),
        ("the people's coastal guard", ["selm:coast-guard"]),
        ("KATAIB AL SAHIL", ["selm:coast-guard"]),
        ("كتائب الساحل", ["selm:coast-guard"]),
        ("Guard", ["selm:coast-guard", "selm:harbour-wing"]),
        ("Al Qatoul", ["selm:ben-qatoul"]),
        ("Qatoul", []),
        ("al-Zarif", ["selm:basin-post"]),
        ("", []),
        ("?!", []),
    ],
)
def test_a_name_gives_all_its_bearers(selm: Gazetteer, name: str, bearers: list[str]) -> None:
    assert ids(selm, name) == bearers


def test_a_hit_says_by_which_name_and_why(selm: Gazetteer) -> None:
    (hit,) = selm.actors_named("pcg")
    assert (hit.alias.name, hit.alias.form, hit.score) == ("P.C.G.", NameForm.ACRONYM, 1.0)
    assert hit.why == "P.C.G. is its acronym"


def test_places_are_given_the_largest_first(selm: Gazetteer) -> None:
    assert [place.geonames for place in selm.places_named("tezmer")] == [9000002, 9000001]
    assert selm.places_named("تزمير") == (
        KnownPlace(9000001, "Tezmer", PlacePrecision.CITY, "xl", "Selm", 33.5, 44.25, 120000),
    )
    assert [place.name for place in selm.places_named("Khawr al-Lethan")] == ["Khor al-Lethan"]
    assert selm.places_named("Nowhere") == ()


def test_events_have_all_their_names(selm: Gazetteer) -> None:
    battle = KnownEvent(
        "selm:battle-of-qalmar",
        ("Battle of Qalmar", "Qalmar offensive", "Fight & Fire"),
        "2014-06-06",
        "2014-06-10",
        ("xl",),
    )
    assert selm.events_named("the Qalmar Offensive") == (battle,)
    assert list(selm.events()) == [battle]


def test_another_spelling_or_script_is_found_with_a_reason(selm: Gazetteer) -> None:
    for name in ("Kataeb es-Sahel", "Ketaib Essahil", "کتائب ساحل"):
        first = selm.alike(name)[0]
        assert first.actor.id == "selm:coast-guard", name
        assert 0.8 < first.score <= 1
        assert first.why
    assert [hit.actor.id for hit in selm.alike("Guard", most=1)] == ["selm:coast-guard"]
    assert {hit.actor.id for hit in selm.alike("Guard")} >= {"selm:coast-guard", "selm:harbour-wing"}
    assert selm.alike("Zzyzx Quilm") == ()
    assert selm.alike("") == ()


def test_places_in_another_spelling(selm: Gazetteer) -> None:
    assert selm.places_alike("Khaur al-Lithan")[0].place.geonames == 9000003
    assert selm.places_alike("Xyz") == ()


def test_a_pack_may_name_the_actors_of_another(tmp_path: Path) -> None:
    names = "actor,name,language,form,source\nselm:lurania,Old Lurany,en,former,desk\n"
    files = dict.fromkeys(("actors.csv", "offices.csv", "events.csv", "places.csv", "place_names.csv"))
    own = pack(tmp_path / "own", {**files, "names.csv": names}, name="own")
    known = load_packs([pack(tmp_path), own])
    assert ids(known, "Old Lurany") == ["selm:lurania"]
    assert known.actor("selm:lurania").names[-1].form is NameForm.FORMER


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    files = {
        "pack.yaml": HEAD,
        "actors.csv": "name,id,kind\nQalmar Trust,trust,organisation\n",
        "names.csv": "form,actor,source,name,language\nname,trust,desk,Qalmar Trust,en\n",
    }
    absent = dict.fromkeys(("offices.csv", "events.csv", "places.csv", "place_names.csv"))
    known = load_packs([pack(tmp_path, {**absent, **files})])
    assert ids(known, "Qalmar Trust") == ["selm:trust"]
    assert known.actor("selm:trust").type == ""
