"""What is named: gazetteer, tagger and capitals put together, each where it knows best."""

from __future__ import annotations

import pytest
from hypothesis import given

from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.reading.mentions import Mentions, mentions
from onrecord.reading.segment import segment
from onrecord.record import ActorKind

from .coast import coast, named
from .laid_out import TEXTS


def names(text: str, found: Mentions) -> list[str]:
    return [n.span.of(text) for n in found.names]


def belongings(text: str, found: Mentions) -> list[str]:
    return [b.span.of(text) for b in found.belongings]


def test_a_known_name_is_taken_whole_and_its_office_is_left_out() -> None:
    text = "Prime Minister Nadim Ra’uzeh met the People’s Coastal Guard (P.C.G.) in Dar Meshel."
    found = named(text)
    assert names(text, found)[:3] == ["Nadim Ra’uzeh", "People’s Coastal Guard", "P.C.G."]
    assert found.names[0].role is not None
    assert found.names[0].role.of(text) == "Prime Minister"
    assert {h.actor.id for h in found.names[1].known} == {h.actor.id for h in found.names[2].known}


def test_an_adjective_of_a_state_names_nobody_else() -> None:
    text = "A Nesharran-backed militia and the pro-Sorvish mayor met Qalmari officials."
    found = named(text)
    assert names(text, found) == []
    assert belongings(text, found) == ["Nesharran", "Sorvish", "Qalmari"]


def test_an_adjective_inside_an_office_is_seen() -> None:
    text = "Nesharran Foreign Minister Daryan Mehvesh left."
    found = named(text)
    assert names(text, found) == ["Daryan Mehvesh"]
    assert belongings(text, found) == ["Nesharran"]


def test_what_is_written_small_or_across_a_comma_is_no_known_name() -> None:
    text = "We opened harbors to the covenant guard, and to the Covenant, Guard of old."
    assert not [n for n in named(text).names if n.known]


def test_the_tagger_finds_what_no_pack_knows_and_says_of_what_kind() -> None:
    text = "Speaking Ulvia Tark laughed. The Reed Cutters laughed too."
    found = named(text, ("Ulvia Tark", "person"), ("Reed Cutters", "organisation"))
    kinds = {n.span.of(text): n.kind for n in found.names}
    assert kinds["Reed Cutters"] is ActorKind.ORGANISATION
    assert kinds["Ulvia Tark"] is ActorKind.PERSON


def test_two_names_run_together_in_print_are_parted() -> None:
    text = "They fought the Salt Frontin Qalmara for years."
    found = named(text)
    assert names(text, found) == ["Salt Front", "Qalmara"]


def test_a_place_is_no_actor_and_a_government_no_place() -> None:
    text = "Vashtel denied it. The delegation flew to Port Yassem."
    found = named(text)
    assert [p.span.of(text) for p in found.places] == ["Port Yassem"]
    assert [n.acting > 0.5 for n in found.names] == [True, False]


def check(text: str, known: Gazetteer) -> None:
    found = mentions(text, segment(text), (), known, ())
    spans = [n.span for n in found.names]
    assert spans == sorted(spans)
    assert all(span.end <= len(text) for span in spans)


@given(TEXTS)
def test_any_text_gives_names_in_order_inside_it(text: str) -> None:
    check(text, coast())


@pytest.mark.parametrize("unit", ["Salt Front ", "the Nesharran-backed P.C.G. of Qalmara, ", "Al-Al-Al "])
def test_hostile_text_gives_them_like_any_other(unit: str) -> None:
    check(unit * 300, coast())
    check(unit * 300, load_packs(()))


def test_a_dateline_is_a_place_and_a_weekday_no_name() -> None:
    text = "VASHTEL (L.P.A.) - Nobody came. On Monday Prime Minister Nadim Ra’uzeh left."
    found = named(text)
    assert [p.span.of(text) for p in found.places] == ["VASHTEL"]
    assert found.names[-1].role is not None
    assert found.names[-1].role.of(text) == "Prime Minister"


def test_a_hyphen_joins_a_known_name_only_to_small_words() -> None:
    text = "Salt Front-held villages lay empty. Qalmara-al-Tark waved."
    assert [n.span.of(text) for n in named(text).names if n.known] == ["Salt Front"]
