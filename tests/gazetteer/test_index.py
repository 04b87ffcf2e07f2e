"""Names found in running text: the longest at each word, whatever marks they are written with."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.gazetteer import Gazetteer, load_packs, stretch
from onrecord.gazetteer.index import MOST_WORDS, NameIndex
from onrecord.gazetteer.keys import keys_of, name_key, parts

from .trial import pack, words


@pytest.fixture(scope="module")
def selm(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return load_packs([pack(tmp_path_factory.mktemp("packs"))])


def found(known: Gazetteer, text: str) -> list[tuple[str, str]]:
    """The names in a text as (words, key)."""
    said = words(text)
    return [(" ".join(said[one.first : one.last + 1]), one.key) for one in known.scan(said)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The People’s Coastal Guard denied it.", ["people coastal guard"]),
        ("The P.C.G. and the PCG's men", ["pcg", "pcg"]),
        ("Kata'ib al Sahil said", ["kata'ib al sahil"]),
        ("the Kataib-al-Sāḥil said", ["kataib-al-sāḥil"]),
        ("Basim Tezmeri, or Basim el-Tezmeri", ["basim tezmeri", "basim el-tezmeri"]),
        ("BASIM AL-TEZMERI", ["basim al-tezmeri"]),
        ("the Battle of Qalmar, the Qalmar offensive", ["battle of qalmar", "qalmar offensive"]),
        ("Fight and Fire in Khor al-Lethan", ["fight and fire", "khor al-lethan"]),
        ("بيان كتائب الساحل في لورانيا", ["كتائب الساحل", "لورانيا"]),
        ("the al-Zarif of Tezmer", ["al-zarif", "tezmer"]),
        ("Al Qatoul and al Tezmer", ["al qatoul", "al tezmer"]),
        ("a qatoul of coasts", []),
        (
            "Deir as-Selm, Deir as Selm and As Selm, as Lurania said",
            ["deir as-selm", "deir as selm", "as selm", "lurania"],
        ),
    ],
)
def test_a_name_is_found_however_it_is_written(selm: Gazetteer, text: str, names: list[str]) -> None:
    assert [name for name, _ in found(selm, text)] == names


def test_the_articles_of_a_name_are_no_names_of_states() -> None:
    index = NameIndex()
    for name in ("U.S.", "US Senate", "As Safir", "UN News"):
        for key in keys_of(name):
            index.add(key)
    said = words("U.S. soldiers and the US Senate, as Safir and UN News say of U.N. navies")
    assert [one.key for one in index.scan(said)] == ["us", "us senate", "as safir", "un news"]


def test_the_names_that_ship_are_found_where_they_stand() -> None:
    """Each by itself as a text; names with Arabic vowel signs or "U.N.'s" are left aside, for a text is cut there."""
    known = load_packs()
    lost = []
    for owner, alias in known.aliases():
        keys = keys_of(alias.name, known.actor(owner).kind == "person")
        if not any(one.key in keys for one in known.scan(words(alias.name))):
            lost.append(alias.name)
    assert [name for name in lost if ".'s" not in name and not any(map(unicodedata.combining, name))] == []


def test_the_longest_name_wins_and_none_is_inside_another(selm: Gazetteer) -> None:
    assert found(selm, "Republic of Lurania Guard") == [
        ("republic of lurania", "republic of lurania"),
        ("guard", "guard"),
    ]
    said = words("the Republic of Lurania")
    assert [selm.longest(said, at) for at in range(4)] == [0, 3, 0, 1]
    assert selm.longest([], 0) == 0


def test_a_name_does_not_go_on_across_a_break(selm: Gazetteer) -> None:
    said = words("In the Basin, Post Office and Zarif")
    assert [one[:3] for one in selm.scan(said)] == [(2, 3, "basin post"), (6, 6, "zarif")]
    assert [one.key for one in selm.scan(said, breaks={3})] == ["zarif"]


def test_a_name_within_a_hyphened_word_says_which_part_it_is(selm: Gazetteer) -> None:
    text = "Anti-Luranian and Lurania-backed"
    first, second = selm.scan(words(text))
    assert first == (0, 0, "luranian", 1, 0)
    assert second == (2, 2, "lurania", 0, 1)
    assert "Anti-Luranian"[slice(*stretch("Anti-Luranian", 1, 0))] == "Luranian"
    assert "Lurania-backed"[slice(*stretch("Lurania-backed", 0, 1))] == "Lurania"
    assert stretch("anti-al-Tezmeri-men", 1, 1) == (8, 15)


@given(st.text(max_size=60))
def test_any_name_may_be_looked_for(name: str) -> None:
    index = NameIndex()
    for key in keys_of(name):
        index.add(key)
    said = name.lower().split()
    assert all(one.first <= one.last < len(said) for one in index.scan(said))


@given(
    st.lists(st.sampled_from(["Kata'ib", "al-Sahil", "Selm", "Guard", "of", "Qalmar", "Tezmer", "P.C.G."]), min_size=1)
)
def test_what_is_filed_is_found(spoken: list[str]) -> None:
    name = " ".join(spoken[:MOST_WORDS])
    index = NameIndex()
    for key in keys_of(name):
        index.add(key)
    said = words(f"said {name} said")
    assert [one.key for one in index.scan(said)] == list(keys_of(name))


@given(st.text())
def test_any_text_has_keys_and_parts(text: str) -> None:
    assert name_key(text) == name_key(text).strip()
    assert all(part and " " not in part for part in parts(text))
    begin, end = stretch(text, 1, 1)
    assert 0 <= begin <= end <= len(text)


def test_words_that_are_no_words_hide_nothing(selm: Gazetteer) -> None:
    hostile = ["lurania-" * 50_000 + "guard", "al", "al", "lurania", "x" * 1_000_000]
    assert [one.key for one in selm.scan(hostile * 20)] == ["lurania"] * 20


def test_the_packs_folder_may_hold_several(tmp_path: Path) -> None:
    pack(tmp_path), pack(tmp_path, name="selm-two")
    known = load_packs([tmp_path])
    assert [one.name for one in known.packs] == ["selm", "selm-two"]
    assert [hit.actor.id for hit in known.actors_named("PCG")] == ["selm:coast-guard", "selm-two:coast-guard"]
