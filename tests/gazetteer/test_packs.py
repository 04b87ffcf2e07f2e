"""The shipped packs together: enough actors of the wider Middle East, each name on a source, and one id an actor."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from onrecord.gazetteer.form import FORMS, KINDS, TYPES
from onrecord.gazetteer.keys import name_key
from onrecord.gazetteer.loading import shipped_packs
from onrecord.gazetteer.pack import PackSource, pack_of

PACKS = Path(__file__).parents[2] / "src" / "onrecord" / "gazetteer" / "packs"
MIDDLE_EAST = ("middle-east-iran-gulf", "middle-east-levant")
WITH_ACTORS = ("bodies", *MIDDLE_EAST, "world")
AT_LEAST = 400

#: Two actors of one full name, kind and country, and rightly so.
KNOWN_DISPUTES = {
    # Two agencies claim the name, one in Aden and one in Sanaa.
    ("middle-east-iran-gulf:saba-government", "middle-east-iran-gulf:saba-sanaa"),
    # The Pakistani Taliban are called so too.
    ("middle-east-iran-gulf:taliban", "middle-east-iran-gulf:ttp"),
    # The wider group bears the name of the narrower.
    ("bodies:opec", "bodies:opec-plus"),
    # Father and son, both presidents.
    ("world:us-george-h-w-bush", "world:us-george-w-bush"),
}

Row = dict[str, str]


@cache
def rows(pack: str, file: str) -> list[Row]:
    path = PACKS / pack / file
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def whole(pack: str, key: str) -> str:
    return key if ":" in key else f"{pack}:{key}"


@cache
def actors() -> dict[str, Row]:
    return {f"{pack}:{row['id']}": row for pack in WITH_ACTORS for row in rows(pack, "actors.csv")}


@cache
def names() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for pack in WITH_ACTORS:
        for row in rows(pack, "names.csv"):
            found[whole(pack, row["actor"])].append(row)
    return found


def sources(pack: str) -> Mapping[str, PackSource]:
    return pack_of(PACKS / pack).sources


def of_the_region() -> list[str]:
    return [key for key in actors() if key.split(":")[0] in MIDDLE_EAST]


def several(text: str) -> list[str]:
    return [part for part in text.split(";") if part]


def test_each_half_of_the_region_alone_would_do() -> None:
    counts = Counter(key.split(":")[0] for key in of_the_region())
    assert min(counts[pack] for pack in MIDDLE_EAST) >= AT_LEAST, counts


def test_the_kinds_that_reporting_speaks_of_are_there() -> None:
    types = Counter(actors()[key]["type"] for key in of_the_region())
    for wanted in ("militia", "party", "ministry", "news-agency", "insurgent-group", "politician", "ethnic-group"):
        assert types[wanted] >= 5, wanted
    speaking = [key for key in of_the_region() if actors()[key]["speaks_for"]]
    assert len(speaking) >= 100


@pytest.mark.parametrize("pack", WITH_ACTORS)
def test_every_name_stands_on_a_source_of_its_pack(pack: str) -> None:
    known = sources(pack).keys()
    for row in rows(pack, "names.csv"):
        used = several(row["source"])
        assert used, row
        assert set(used) <= known, row


def test_sources_that_were_looked_up_say_where() -> None:
    for pack in WITH_ACTORS:
        for code, source in sources(pack).items():
            assert source.kind != "looked-up" or source.url.startswith("http"), code


def test_every_actor_of_the_region_has_a_latin_name_and_most_an_arabic_or_persian_one() -> None:
    eastern = 0
    for key in of_the_region():
        own = names()[key]
        assert any(row["name"].isascii() or row["language"] in ("en", "tr") for row in own), key
        eastern += any(row["language"] in ("ar", "fa") for row in own)
    assert eastern / len(of_the_region()) > 0.85


def test_no_actor_has_two_ids() -> None:
    bearers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key in actors():
        for row in names()[key]:
            if row["form"] == "name":
                bearers[name_key(row["name"]), actors()[key]["kind"]].add(key)
    twice = set()
    for found in bearers.values():
        for one, other in combinations(sorted(found), 2):
            lands = [set(several(actors()[key]["country"])) for key in (one, other)]
            if lands[0] & lands[1] or not all(lands):
                twice.add((one, other))
    assert twice - KNOWN_DISPUTES == set()


def test_no_event_is_told_twice() -> None:
    told: dict[str, set[str]] = defaultdict(set)
    for pack in MIDDLE_EAST:
        for row in rows(pack, "events.csv"):
            for name in (row["name"], *several(row["also"])):
                told[name_key(name)].add(f"{pack}:{row['id']}")
            assert row["from"][:4] <= row["to"][:4], row["id"]
    assert {name: ids for name, ids in told.items() if len(ids) > 1} == {}


def test_all_references_lead_somewhere() -> None:
    known = actors()
    for key, row in known.items():
        pack = key.split(":")[0]
        for other in several(row["part_of"]) + several(row["speaks_for"]):
            assert whole(pack, other) in known, (key, other)
    assert names().keys() <= known.keys()
    for pack in WITH_ACTORS:
        for row in rows(pack, "offices.csv"):
            assert known[whole(pack, row["person"])]["kind"] == "person", row
            assert whole(pack, row["body"]) in known, row


def test_kinds_types_and_forms_are_those_of_the_form() -> None:
    for key, row in actors().items():
        assert row["kind"] in KINDS, key
        assert not row["type"] or row["type"] in TYPES, key
    assert {row["form"] for found in names().values() for row in found} <= set(FORMS)


@pytest.mark.parametrize("pack", MIDDLE_EAST)
def test_the_sheets_are_sorted(pack: str) -> None:
    for file, column in (("actors.csv", "id"), ("names.csv", "actor"), ("offices.csv", "person"), ("events.csv", "id")):
        order = [row[column] for row in rows(pack, file)]
        assert order == sorted(order), file


def test_a_people_is_an_actor_only_if_it_is_more_than_the_people_of_a_state() -> None:
    peoples = {key for key, row in actors().items() if row["type"] == "nationality"}
    assert peoples == {"middle-east-levant:palestinians", "middle-east-iran-gulf:sahrawis"}
    demonyms = {(row["actor"], row["name"]) for row in rows("world", "names.csv") if row["form"] == "demonym"}
    for state, name in (("iq", "Iraqis"), ("iq", "Iraqi people"), ("sy", "Syrian people"), ("us", "American people")):
        assert (state, name) in demonyms
    assert not {("ps", "Palestinians"), ("ps", "Palestinian people")} & demonyms


def test_acronyms_that_mean_something_else_everywhere_are_none() -> None:
    acronyms = {row["name"] for found in names().values() for row in found if row["form"] == "acronym"}
    elsewhere = {"AB", "AM", "ATM", "CEO", "DC", "EN", "FAT", "HR", "ID", "IT", "NFL", "PDF", "PLC", "PM", "TV"}
    assert not elsewhere & acronyms
    # The news agency; capitals lift the care of an acronym, so the army of the Philippines has it as a short name.
    assert {key for key, own in names().items() for row in own if row["name"] == "AFP" and not row["care"]} == {
        "bodies:afp"
    }
    assert {row["form"] for row in names()["world:ph-armed-forces"] if row["name"] == "AFP"} == {"short"}


def test_an_office_is_only_described_and_an_institution_is_none() -> None:
    for key, row in actors().items():
        if row["type"] == "office":
            assert {name["form"] for name in names()[key]} == {"description"}, key
    for key in (
        "middle-east-iran-gulf:office-supreme-leader",
        "middle-east-iran-gulf:sa-royal-court",
        "middle-east-levant:idf-spokesperson",
        "middle-east-levant:royal-hashemite-court",
        "world:fr-elysee",
        "world:gb-downing-street",
        "world:ru-kremlin",
        "world:us-white-house",
    ):
        assert actors()[key]["type"] != "office", key


@pytest.mark.parametrize(
    ("name", "bearers"),
    [
        ("Baath Party", {"middle-east-levant:baath-party-iraq", "middle-east-levant:baath-party-syria"}),
        ("حزب البعث", {"middle-east-levant:baath-party-iraq", "middle-east-levant:baath-party-syria"}),
        ("George Bush", {"world:us-george-h-w-bush", "world:us-george-w-bush"}),
    ],
)
def test_a_name_of_several_actors_is_known_of_each_and_needs_support(name: str, bearers: set[str]) -> None:
    found = {key: row["care"] for key, own in names().items() for row in own if name_key(row["name"]) == name_key(name)}
    assert found == dict.fromkeys(bearers, "context")


def test_a_title_before_a_full_name_is_an_office_and_no_part_of_the_name() -> None:
    held = {(row["person"], row["office"]) for pack in MIDDLE_EAST for row in rows(pack, "offices.csv")}
    assert ("mohammed-bin-salman", "Crown Prince of Saudi Arabia") in held
    own = {row["name"] for row in names()["middle-east-iran-gulf:mohammed-bin-salman"]}
    assert "Mohammed bin Salman" in own
    assert not [name for name in own if "Prince" in name]
    for found in names().values():
        for row in found:
            words = row["name"].split()
            assert words[:2] != ["Crown", "Prince"] or len(words) == 3, row


@pytest.mark.parametrize("pack", MIDDLE_EAST)
def test_of_what_was_looked_up_only_facts_are_taken(pack: str) -> None:
    for code, source in sources(pack).items():
        assert (source.kind == "looked-up") == source.licence.endswith("; facts only"), code


def test_short_names_that_are_also_words_need_support() -> None:
    for actor, name in (
        ("middle-east-levant:mit", "MIT"),
        ("middle-east-levant:palestinian-authority", "PA"),
        ("middle-east-levant:islamic-state", "IS"),
        ("middle-east-iran-gulf:northern-alliance", "United Front"),
        ("middle-east-iran-gulf:dawn-pk", "Dawn"),
        ("middle-east-iran-gulf:afghanistan-international", "Afghanistan International"),
        ("middle-east-iran-gulf:the-national-ae", "The National"),
        ("bodies:economist", "The Economist"),
        ("bodies:evening-standard", "The Standard"),
        ("bodies:foreign-affairs", "Foreign Affairs"),
        ("bodies:foreign-policy", "Foreign Policy"),
        ("bodies:new-statesman", "New Statesman"),
        ("middle-east-levant:muslim-brotherhood", "the Brotherhood"),
    ):
        care = {row["care"] for row in names()[actor] if row["name"] == name}
        assert care == {"context"}, (actor, name)


def test_all_packs_ship() -> None:
    assert {pack.name for pack in shipped_packs()} >= {*WITH_ACTORS, "places"}
