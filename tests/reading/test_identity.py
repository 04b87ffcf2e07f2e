"""Who is meant: one known actor behind many names, and none where the text does not tell."""

from __future__ import annotations

from pathlib import Path

from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.record import ActorKind, MentionForm

from .coast import linked, read, shown

HEAD = """name: {name}
title: Fiction
version: "1"
licence: Apache-2.0
attribution: ""
region: invented
sources:
  us: {{title: "Our own", url: "", kind: editors, licence: Apache-2.0}}
"""


def pack(folder: Path, actors: str, names: str, offices: str = "") -> Gazetteer:
    """A pack of these rows."""
    home = folder / "reeds"
    home.mkdir()
    (home / "pack.yaml").write_text(HEAD.format(name="reeds"), encoding="utf-8")
    columns = "id,kind,type,name,country,part_of,speaks_for,from,to,note\n"
    (home / "actors.csv").write_text(columns + actors, encoding="utf-8")
    (home / "names.csv").write_text("actor,name,language,form,source,care\n" + names, encoding="utf-8")
    if offices:
        (home / "offices.csv").write_text("person,office,body,from,to,source\n" + offices, encoding="utf-8")
    return load_packs((home,))


def test_all_names_of_one_actor_are_one_actor() -> None:
    text = "The People’s Coastal Guard (P.C.G.) denied it. The Lantern Brigades are Qalmari. The militia left."
    guard = linked(read(text), "coastal-guard")
    assert shown(text, guard) == ["People’s Coastal Guard", "P.C.G.", "Lantern Brigades", "The militia"]
    assert guard.kind is ActorKind.GROUP
    assert guard.type == "militia"
    assert guard.confidence >= 0.9
    assert "is a name of it" in guard.why


def test_a_state_has_its_adjectives_and_its_capital_when_it_acts() -> None:
    text = "Nesharran guards left. Vashtel denied it. He flew to Vashtel."
    state = linked(read(text), "nesharra")
    assert [(m.span.of(text), m.form) for m in state.mentions] == [
        ("Nesharran", MentionForm.ADJECTIVE),
        ("Vashtel", MentionForm.NAME),
    ]


def test_people_are_not_their_state() -> None:
    text = "Qalmaris are tired. Qalmara signed."
    actors = read(text)
    state = linked(actors, "qalmara")
    (people,) = [a for a in actors if a.kind is ActorKind.PEOPLE]
    assert shown(text, people) == ["Qalmaris"]
    assert people.link is None
    assert shown(text, state) == ["Qalmara"]


def test_a_name_that_two_actors_bear_stays_open_until_the_text_decides(tmp_path: Path) -> None:
    known = pack(
        tmp_path,
        "east,group,militia,Reed Cutters,xa,,,,,\nwest,group,militia,Reed Cutters,xc,,,,,\n"
        "land,state,state,Sorvland,xc,,,,,\n",
        "east,Reed Cutters,en,name,us,\nwest,Reed Cutters,en,name,us,\n"
        "land,Sorvland,en,name,us,\nland,Sorvish,en,adjective,us,\n",
    )
    (open_,) = read("The Reed Cutters denied it.", gazetteer=known)
    assert open_.link is None
    assert {c.link for c in open_.candidates} == {"reeds:east", "reeds:west"}
    decided = read("The Reed Cutters denied it, the Sorvish press said.", gazetteer=known)
    assert "reeds:west" in {a.link for a in decided}


def test_a_name_that_needs_care_counts_only_where_the_text_supports_it() -> None:
    front = ("The Front", "organisation")
    (open_,) = read("The Front is quiet.", front)
    assert open_.link is None
    supported = read("Qalmari guards watched the valley. The Front is quiet.", front)
    assert linked(supported, "salt-front").confidence < 0.9


def test_a_person_is_no_body_of_the_same_name(tmp_path: Path) -> None:
    known = pack(tmp_path, "amwaj,outlet,newspaper,Amwaj,xa,,,,,\n", "amwaj,Amwaj,en,name,us,\n")
    (person,) = read("Mr. Amwaj, a fisherman, waved.", gazetteer=known)
    assert person.kind is ActorKind.PERSON
    assert person.link is None


def test_the_office_decides_between_two_of_one_name(tmp_path: Path) -> None:
    known = pack(
        tmp_path,
        "a,person,politician,Idris Tark,xa,,,,,\nb,person,officer,Idris Tark,xa,,,,,\n"
        "port,organisation,ministry,Harbor Office,xa,,,,,\n",
        "a,Idris Tark,en,name,us,\nb,Idris Tark,en,name,us,\nport,Harbor Office,en,name,us,\n",
        "a,Interior Minister,port,2030-01-01,,us\n",
    )
    actors = read("Interior Minister Idris Tark waved.", gazetteer=known)
    assert [a.link for a in actors if a.kind is ActorKind.PERSON] == ["reeds:a"]


def test_two_people_of_one_surname_are_two() -> None:
    text = "Ulvia Tark met Basim Tark. Ulvia Tark waved, and Basim Tark left."
    actors = read(text, ("Ulvia Tark", "person"), ("Basim Tark", "person"))
    assert sorted(shown(text, a) for a in actors) == [["Basim Tark"] * 2, ["Ulvia Tark"] * 2]


def test_a_surname_that_two_bear_is_a_guess() -> None:
    text = "Ulvia Tark met Basim Tark. Then Tark left."
    actors = read(text, ("Ulvia Tark", "person"), ("Basim Tark", "person"))
    last = max((m for a in actors for m in a.mentions), key=lambda m: m.span)
    assert last.span.of(text) == "Tark"
    assert last.confidence <= 0.6


def test_a_description_by_office_belongs_to_the_one_named_after_it() -> None:
    text = "Nesharran Foreign Minister Daryan Mehvesh waved."
    actors = read(text)
    minister, state = linked(actors, "daryan-mehvesh"), linked(actors, "nesharra")
    (role,) = minister.roles
    assert role.title == "Nesharran Foreign Minister"
    assert role.body == state.id
    assert shown(text, minister) == ["Nesharran Foreign Minister", "Daryan Mehvesh"]


def test_another_spelling_is_found_and_is_less_sure_than_the_known_one() -> None:
    (actor,) = [
        a
        for a in read("Haroun al-Tizmiri of the Qalmari coast waved.", ("Haroun al-Tizmiri", "person"))
        if a.kind is ActorKind.PERSON
    ]
    assert actor.link in (None, "coast:harun-al-tezmeri")
    assert actor.confidence < 0.99


def test_or_between_two_names_makes_them_one_only_after_a_comma() -> None:
    text = "The Reed Cutters or the Tide Watch will come. The Reed Cutters, or the Marsh League, is old."
    names = (("Reed Cutters", "organisation"), ("Tide Watch", "organisation"), ("Marsh League", "organisation"))
    actors = read(text, *names)
    assert sorted(shown(text, a) for a in actors) == [["Reed Cutters", "Reed Cutters", "Marsh League"], ["Tide Watch"]]


def test_a_surname_before_the_full_name_is_the_same_person() -> None:
    text = "Dabbas defends his record.\n\nHarun Dabbas, the mayor, opened the school."
    (person,) = read(text, ("Dabbas", "person"), ("Harun Dabbas", "person"))
    assert person.name == "Harun Dabbas"
    assert {"Dabbas", "Harun Dabbas"} <= set(shown(text, person))


def test_somebody_whose_age_is_told_is_not_the_known_namesake(tmp_path: Path) -> None:
    known = pack(
        tmp_path, "t,person,politician,Idris Tark,xa,,,,,\n", "t,Idris Tark,en,name,us,\nt,Tark,en,short,us,context\n"
    )
    (person,) = read("Tark, a 30-year-old baker, waved.", ("Tark", "person"), gazetteer=known)
    assert person.link is None


def test_a_name_written_small_is_none() -> None:
    text = "Open harbors are rare. Covenant guard dogs barked."
    assert [a for a in read(text) if a.link] == []
