"""Who speaks for an actor, and with which authority."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.analysis.voices import HEAD, ITSELF, MINISTRY, OTHER, SPOKESMAN, Side, Voice, authority_of, side_of
from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.gazetteer.loading import SAMPLE
from onrecord.record import ActorKind
from onrecord.store import entities
from onrecord.store.opening import Store
from tests.store.conftest import clock, database, store

from .reporting import Report, number_of, settle

__all__ = ["clock", "database", "store"]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_packs((SAMPLE,))


@pytest.mark.parametrize(
    ("title", "whole", "authority"),
    [
        ("Prime Minister", True, HEAD),
        ("the Supreme Chancellor", True, HEAD),
        ("commander", True, HEAD),
        ("commander", False, OTHER),
        ("the group’s spokesman", True, SPOKESMAN),
        ("Foreign Ministry spokeswoman", False, SPOKESMAN),
        ("Nesharra’s foreign minister", True, MINISTRY),
        ("deputy prime minister", True, MINISTRY),
        ("Sorvland’s ambassador", True, OTHER),
        ("vice president", True, OTHER),
        ("former prime minister", True, None),
        ("opposition leader", True, None),
        ("lawmaker", True, None),
        ("resident", True, None),
        ("baker", True, None),
    ],
)
def test_an_office_gives_authority(title: str, whole: bool, authority: str | None) -> None:
    assert authority_of(title, whole=whole) == authority


def test_an_office_counts_while_it_is_held_and_the_highest_of_several() -> None:
    voices = (Voice(MINISTRY, "minister", None, "2031-03"), Voice(HEAD, "premier", "2031-03-10", None))
    side = Side(frozenset({1}), {7: voices})
    assert side.authority(1, date(2031, 1, 1)) == ITSELF
    assert side.authority(7, date(2031, 3, 1)) == MINISTRY
    assert side.authority(7, date(2031, 3, 10)) == HEAD
    assert side.authority(7, date(2035, 1, 1)) == HEAD
    assert Side(frozenset(), {7: voices[:1]}).authority(7, date(2031, 4, 1)) is None
    assert side.authority(8, date(2031, 1, 1)) is None


def test_a_side_is_the_actor_with_those_who_hold_its_offices(store: Store, gazetteer: Gazetteer) -> None:
    report = Report()
    report.holds("Tora Ansgar", "interior minister", "Vellin")
    report.holds("Per Lund", "lawmaker", "Vellin")
    report.name("Nesharra", ActorKind.STATE, "coast:nesharra")
    report.say(" and ")
    report.name("Parisel Ankouri", link="coast:parisel-ankouri")
    report.say(" and ")
    report.name("Orvan Khesh’tar", link="coast:orvan-kheshtar")
    settle(store, gazetteer, report.record())
    with store.reading() as at:
        side = side_of(at, number_of(store, "Vellin"), None, gazetteer)
        told = {one.name: side.voices[no][0].authority for no, one in entities.by_number(at, side.voices).items()}
        assert told == {"Tora Ansgar": MINISTRY}
        side = side_of(at, number_of(store, "Nesharra"), None, gazetteer)
        known = entities.by_number(at, side.voices).items()
        told = {one.link or "": side.voices[no][0].authority for no, one in known}
        assert told == {"coast:parisel-ankouri": SPOKESMAN, "coast:orvan-kheshtar": HEAD}
        assert ("nesharran",) in side.names
        assert ("vashtel",) not in side.names  # its capital, which is also a town
