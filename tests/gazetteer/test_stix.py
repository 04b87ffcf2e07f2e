"""STIX objects as actors of a pack: kinds, aliases, countries, and whose judgement a name is."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.gazetteer.stix import is_country, newcomer_of

ID = "00000003-0000-4000-8000-000000000000"


def thing(type_: str, **values: Any) -> dict[str, Any]:
    return {"type": type_, "id": f"{type_}--{ID}", "name": "Grey Heron", **values}


def test_a_label_is_told_as_its_makers_word_and_never_as_a_fact() -> None:
    new = newcomer_of(thing("intrusion-set", description="reads mail"), "Tern Institute", ("XA",), "amber")
    assert (new.kind, new.type, new.countries) == ("group", "", ("xa",))
    assert new.note == "named as intrusion set by Tern Institute; TLP:AMBER; reads mail"
    unnamed = newcomer_of(thing("threat-actor", threat_actor_types=["terrorist"]), "", (), "")
    assert unnamed.note == "named as threat actor by somebody not named"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("individual", "person"),
        ("organization", "organisation"),
        ("group", "group"),
        ("class", "people"),
        (7, "organisation"),
    ],
)
def test_an_identity_has_the_kind_of_its_class(said: object, kind: str) -> None:
    assert newcomer_of(thing("identity", identity_class=said), "", (), "").kind == kind


def test_aliases_are_names_in_the_language_of_their_script() -> None:
    new = newcomer_of(thing("threat-actor", aliases=["HERON-7", "مالك الحزين", 3, ""]), "", (), "")
    assert [(name, language) for name, language, _, _ in new.names] == [
        ("Grey Heron", "en"),
        ("HERON-7", "en"),
        ("مالك الحزين", "ar"),
    ]


def test_one_id_in_two_types_is_two_actors() -> None:
    ids = {newcomer_of(thing(type_), "", (), "").id for type_ in ("identity", "intrusion-set")}
    assert ids == {f"identity-{ID}", f"set-{ID}"}


def test_only_a_whole_country_is_a_state() -> None:
    assert is_country({"country": "XA", "name": "Qalmara"})
    assert not is_country({"country": "XA", "city": "Dar Meshel"})
    assert not is_country({"country": "Qalmara"})
    assert newcomer_of(thing("location", country="XA"), "", (), "").kind == "state"


def test_who_has_no_name_is_refused() -> None:
    with pytest.raises(ValueError, match="no name"):
        newcomer_of(thing("identity", name=["Grey Heron"]), "", (), "")
