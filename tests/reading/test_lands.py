"""Descriptions that say of which country somebody is, never one of another; and names that are written small."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.gazetteer.loading import SAMPLE
from onrecord.record import Actor, MentionForm

from .coast import linked, read, shown
from .telling import resolved, speaker

PACK = """name: shore
title: Fiction
version: "1"
licence: Apache-2.0
attribution: ""
region: invented
sources:
  us: {title: "Our own", url: "", kind: editors, licence: Apache-2.0}
"""
SMALL = "the Qalmari shore mission"
DESCRIBED = (SMALL, "nominal organisation")
SENTENCES = (
    "The Strait Protection Mission left Sirrat.",
    "Pilots were training the Qalmari shore mission at night.",
    "Envoys thanked the Qalmari Shore Mission.",
)


@pytest.fixture
def shore(tmp_path: Path) -> Gazetteer:
    """The coast's pack, and one that knows a second mission."""
    home = tmp_path / "shore"
    home.mkdir()
    (home / "pack.yaml").write_text(PACK, encoding="utf-8")
    (home / "actors.csv").write_text(
        "id,kind,type,name,country,part_of,speaks_for,from,to,note\n"
        "shore-mission,organisation,army,Qalmari Shore Mission,xa,,,,,\n",
        encoding="utf-8",
    )
    (home / "names.csv").write_text(
        "actor,name,language,form,source,care\nshore-mission,Qalmari Shore Mission,en,name,us,\n", encoding="utf-8"
    )
    return load_packs((SAMPLE, home))


def bearer(text: str, actors: Iterable[Actor], words: str) -> Actor:
    """The one actor that these words were filed with."""
    (found,) = [a for a in actors if words in shown(text, a)]
    return found


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (0, 2, 1), (1, 0, 2), (2, 0, 1), (1, 2, 0)])
def test_a_name_written_small_is_its_bearer_wherever_the_text_names_it(
    shore: Gazetteer, order: tuple[int, int, int]
) -> None:
    text = " ".join(SENTENCES[i] for i in order)
    actors = read(text, DESCRIBED, gazetteer=shore)
    assert bearer(text, actors, SMALL).link == "shore:shore-mission"
    assert shown(text, linked(actors, "strait-protection-mission")) == ["Strait Protection Mission"]


def test_a_known_name_written_small_hides_no_word_of_belonging(shore: Gazetteer) -> None:
    text = "Pilots trained some Qalmari shore mission at night."
    actors = read(text, gazetteer=shore)
    assert shown(text, linked(actors, "qalmara")) == ["Qalmari"]
    assert [a for a in actors if a.link == "shore:shore-mission"] == []


def test_the_name_need_not_be_known_to_a_pack_and_the_guess_says_so() -> None:
    text = "Pilots helped the harbor salt guard. Tessim met the Harbor Salt Guard."
    (guard,) = [a for a in read(text) if a.name == "Harbor Salt Guard"]
    (small,) = [m for m in guard.mentions if m.span.of(text) == "the harbor salt guard"]
    assert small.form is MentionForm.NOMINAL
    assert small.confidence < 0.9


def test_without_an_article_a_word_of_belonging_tells_the_name() -> None:
    text = "Pilots trained Qalmari harbor forces. Tessim met the Qalmari Harbor Forces. Harbor forces wept."
    nominals = (("Qalmari harbor forces", "nominal organisation"), ("Harbor forces", "nominal organisation"))
    actors = read(text, *nominals)
    assert bearer(text, actors, "Qalmari harbor forces").name == "Qalmari Harbor Forces"
    assert bearer(text, actors, "Harbor forces").name == "Harbor forces"


def test_either_name_of_a_body_may_be_written_small() -> None:
    text = "The Harbor Salt Guard, also known as the Brine Lamp Guard, met. Later the brine lamp guard left."
    (guard,) = [a for a in read(text) if a.name == "Harbor Salt Guard"]
    assert "the brine lamp guard" in shown(text, guard)


@pytest.mark.parametrize(
    "words",
    [
        "the harbor salt guard of Nesharra",
        "a harbor salt guard",
        "the old harbor salt guard",
        "harbor salt guards",
        "their harbor salt guard",
    ],
)
def test_what_says_more_or_less_than_the_name_is_not_the_name(words: str) -> None:
    text = f"Boatmen mended {words}. Tessim met the Harbor Salt Guard."
    (guard,) = [a for a in read(text, (words, "nominal organisation")) if a.name == "Harbor Salt Guard"]
    assert shown(text, guard) == ["Harbor Salt Guard"]


def test_things_and_persons_are_no_bodies_written_small() -> None:
    text = "Open Harbors gave bread. The open harbors froze. Old Captain Dalloul slept."
    assert shown(text, linked(read(text), "open-harbors")) == ["Open Harbors"]


def test_a_description_of_one_country_is_nobody_of_another() -> None:
    text = "Rurik Ostvald, a commander, waved. {} left."
    for words, meant in (("The Sorvish commander", True), ("The Qalmari commander", False), ("The commander", True)):
        said = text.format(words)
        actors = read(said, ("Rurik Ostvald", "person"), (words, "nominal person"))
        assert (words in shown(said, linked(actors, "rurik-ostvald"))) is meant, words


def test_the_country_may_stand_after_of() -> None:
    for country, meant in (("Sorvland", True), ("Qalmara", False)):
        text = f"Rurik Ostvald, a commander, waved. The commander of {country} left."
        actors = read(text, ("Rurik Ostvald", "person"), ("The commander", "nominal person"))
        assert ("The commander" in shown(text, linked(actors, "rurik-ostvald"))) is meant, country


def test_where_somebody_is_says_nothing_of_where_he_is_from() -> None:
    text = "Rurik Ostvald, a commander, waved. The commander in Qalmara left."
    actors = read(text, ("Rurik Ostvald", "person"), ("The commander", "nominal person"))
    assert "The commander" in shown(text, linked(actors, "rurik-ostvald"))


def test_a_country_that_nobody_knows_contradicts_nothing() -> None:
    text = "Idris Tark, a commander, waved. The Qalmari commander left."
    actors = read(text, ("Idris Tark", "person"), ("The Qalmari commander", "nominal person"))
    assert "The Qalmari commander" in shown(text, next(a for a in actors if a.name == "Idris Tark"))


def test_a_word_of_belonging_in_a_name_tells_its_country() -> None:
    text = "Tessim joined the Sorvish Harbor Guard. The Qalmari harbor guard left."
    words = "The Qalmari harbor guard"
    actors = read(text, (words, "nominal organisation"))
    assert bearer(text, actors, words).name == words


def test_whose_group_it_is_says_nothing_of_its_adviser() -> None:
    text = "Rurik Ostvald, an adviser, waved. The Qalmari group’s adviser left."
    words = "The Qalmari group’s adviser"
    actors = read(text, ("Rurik Ostvald", "person"), (words, "nominal person"))
    assert words in shown(text, linked(actors, "rurik-ostvald"))


def test_what_a_hyphen_joins_says_nothing_of_where_somebody_belongs() -> None:
    text = "The Salt Front, a Nesharran-backed Qalmari militia, agreed. The Nesharran-backed militia left."
    actors = read(text, ("The Nesharran-backed militia", "nominal organisation"))
    assert "The Nesharran-backed militia" in shown(text, linked(actors, "salt-front"))


def test_nobody_calls_the_body_he_speaks_for_they() -> None:
    text = (
        "The Salt Front, a militia, refused. Ulvia Tark, the spokeswoman of the militia, said: "
        "“Nobody forgets the crimes of their occupation.” They left."
    )
    draft = resolved(
        text,
        ("The Salt Front", "refused", "The"),
        ("Ulvia Tark, the spokeswoman of the militia", "said", "Nobody forgets the crimes of their occupation."),
    )
    assert speaker(draft, "said").affiliation == "Salt Front"
    (front,) = [a for a in draft.actors if a.name == "Salt Front"]
    assert "their" not in shown(text, front)
    assert "They" in shown(text, front)
