"""The world pack and the pack of bodies: what every state must have, and on whose word each name stands."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from onrecord.gazetteer.checking import check_packs
from onrecord.gazetteer.loading import shipped_packs

PACKS = Path(__file__).parents[2] / "src" / "onrecord" / "gazetteer" / "packs"
OURS = ("world", "bodies")
ARABIC_SCRIPT = re.compile(r"[\u0600-\u06ff\u200c\s0-9\u06f0-\u06f9()+.\-ـ–«»،]+")
LATIN_LETTER = re.compile(r"[A-Za-z]")
UNITED_NATIONS_MEMBERS = 193
# Their adjective is their name.
NAME_IS_ADJECTIVE = {"li", "ls", "lu", "nz"}
# Their capital has their name.
NAME_IS_CAPITAL = {"dj", "lu", "mc", "sg", "sm", "va"}
# The Factbook gives them no regular military forces; Palestine and Western Sahara have none of a state, and Costa Rica
# none at all.
WITHOUT_ARMY = {
    "ad",
    "cr",
    "dm",
    "eh",
    "fm",
    "gd",
    "is",
    "ki",
    "lc",
    "li",
    "mc",
    "mh",
    "mu",
    "nr",
    "pa",
    "ps",
    "pw",
    "sb",
    "tv",
    "va",
    "vc",
    "vu",
    "ws",
}


def rows(pack: str, file: str) -> list[dict[str, str]]:
    with (PACKS / pack / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def actors() -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in rows("world", "actors.csv")}


@pytest.fixture(scope="module")
def names() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("world", "names.csv"):
        found[row["actor"]].append(row)
    return found


@pytest.fixture(scope="module")
def sovereign(actors: dict[str, dict[str, str]]) -> list[str]:
    return [key for key, row in actors.items() if row["kind"] == "state" and len(key) == 2 and not row["part_of"]]


def forms(names: dict[str, list[dict[str, str]]], actor: str) -> set[str]:
    return {row["form"] for row in names[actor] if row["language"] == "en"}


def spelled(names: dict[str, list[dict[str, str]]], actor: str) -> set[str]:
    return {row["name"] for row in names[actor]}


def test_every_member_of_the_united_nations_is_a_state(sovereign: list[str]) -> None:
    beside = {"eh", "ps", "su", "tw", "va", "xk", "yu"}
    assert len(set(sovereign) - beside) == UNITED_NATIONS_MEMBERS


def test_every_state_has_an_adjective(sovereign: list[str], names: dict[str, list[dict[str, str]]]) -> None:
    without = {state for state in sovereign if "adjective" not in forms(names, state)}
    assert without <= NAME_IS_ADJECTIVE


def test_every_capital_stands_for_its_government_with_care(
    sovereign: list[str], names: dict[str, list[dict[str, str]]]
) -> None:
    without = {state for state in sovereign if "metonym" not in forms(names, state)}
    assert without <= NAME_IS_CAPITAL | {"su", "yu"}
    for state in sovereign:
        assert {row["care"] for row in names[state] if row["form"] == "metonym"} <= {"context"}


def test_every_state_has_its_organs(sovereign: list[str], actors: dict[str, dict[str, str]]) -> None:
    elsewhere = {row["actor"] for row in _table("elsewhere.csv")}
    for state in set(sovereign) - {"su", "yu"}:
        for organ in ("government", "foreign-ministry", "interior-ministry", "parliament", "police"):
            key = f"{state}-{organ}"
            assert key in actors or key in elsewhere, key
        key = f"{state}-armed-forces"
        assert (key in actors or key in elsewhere) != (state in WITHOUT_ARMY), key


def _table(file: str) -> list[dict[str, str]]:
    with (PACKS.parents[3] / "packs_build" / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_state_has_an_arabic_and_a_persian_name_in_arabic_script(
    sovereign: list[str], names: dict[str, list[dict[str, str]]]
) -> None:
    for state in sovereign:
        for language in ("ar", "fa"):
            assert any(row["language"] == language for row in names[state]), (state, language)


@pytest.mark.parametrize("pack", OURS)
def test_what_is_called_arabic_or_persian_is_in_arabic_script(pack: str) -> None:
    for row in rows(pack, "names.csv"):
        if row["language"] in ("ar", "fa", "ckb"):
            assert ARABIC_SCRIPT.fullmatch(row["name"]), row
        if row["language"] == "he":
            assert not LATIN_LETTER.search(row["name"]), row


@pytest.mark.parametrize("pack", OURS)
def test_every_name_stands_on_a_source_that_the_pack_lists(pack: str) -> None:
    head = yaml.safe_load((PACKS / pack / "pack.yaml").read_text(encoding="utf-8"))
    used = {code for row in rows(pack, "names.csv") for code in row["source"].split(";")}
    assert used == set(head["sources"])
    for said in head["sources"].values():
        assert said["kind"] != "looked-up" or said["url"].startswith("http")


@pytest.mark.parametrize("pack", OURS)
def test_ids_are_unique_and_every_actor_has_its_own_name(pack: str) -> None:
    found = rows(pack, "actors.csv")
    assert len({row["id"] for row in found}) == len(found)
    named = {(row["actor"], row["name"]) for row in rows(pack, "names.csv")}
    assert [row["id"] for row in found if (row["id"], row["name"]) not in named] == []


def test_the_checker_has_no_complaint() -> None:
    ours = [PACKS / pack for pack in OURS]
    assert check_packs(ours, [pack for pack in shipped_packs() if pack.name not in OURS]) == []


@pytest.mark.parametrize(
    ("actor", "name"),
    [
        ("us", "U.S."),
        ("us", "America"),
        ("gb", "Britain"),
        ("ir", "Tehran"),
        ("ir", "Persian"),
        ("mm", "Burma"),
        ("tr", "Türkiye"),
        ("iq-government", "Iraqi government"),
        ("iq-government", "Iraq's government"),
        ("iq-head-of-government", "Iraqi Prime Minister"),
        ("jo-head-of-state", "King of Jordan"),
        ("kw-head-of-state", "Emir of Kuwait"),
        ("ir-head-of-state", "Supreme Leader of Iran"),
        ("om-head-of-state", "سلطان عمان"),
        ("iq-foreign-ministry", "وزارة الخارجية العراقية"),
        ("us-defence-ministry", "Pentagon"),
        ("us-foreign-ministry", "State Department"),
        ("us-white-house", "White House"),
        ("ru-kremlin", "الكرملين"),
        ("gb-foreign-ministry", "FCO"),
        ("fr-foreign-ministry", "Quai d'Orsay"),
        ("middle-east-levant:idf", "IDF"),
        ("iq", "Iraqi people"),
        ("us", "American people"),
        ("pk-armed-forces", "Pakistani military"),
        ("cn-xi-jinping", "Xi Jinping"),
    ],
)
def test_names_that_reporting_uses(names: dict[str, list[dict[str, str]]], actor: str, name: str) -> None:
    assert name in spelled(names, actor)


def test_names_that_mislead_need_support(names: dict[str, list[dict[str, str]]]) -> None:
    care = {(row["actor"], row["name"]): row["care"] for found in names.values() for row in found}
    for actor, name in [("ge", "Georgia"), ("td", "Chad"), ("pl", "Polish"), ("cd", "Congo"), ("cg", "Congo")]:
        assert care[actor, name] == "context", name
    outlets = {(row["actor"], row["name"]): row["care"] for row in rows("bodies", "names.csv")}
    for actor, name in [
        ("time-magazine", "Time"),
        ("guardian", "The Guardian"),
        ("the-hill", "The Hill"),
        ("icc", "ICC"),
    ]:
        assert outlets[actor, name] == "context", name


def test_there_are_enough_bodies_and_outlets() -> None:
    kinds = [row["kind"] for row in rows("bodies", "actors.csv")]
    assert kinds.count("outlet") >= 60
    assert len(kinds) - kinds.count("outlet") >= 120


def test_who_held_an_office_is_a_person_of_the_pack(actors: dict[str, dict[str, str]]) -> None:
    for row in rows("world", "offices.csv"):
        assert actors[row["person"]]["kind"] == "person", row
        assert not row["to"] or row["from"] <= row["to"], row
