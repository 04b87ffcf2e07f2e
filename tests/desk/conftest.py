"""Desks that read with the model that ships, once on SQLite and once on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from onrecord.desk import Desk, Journey
from onrecord.desk.sample_desk import make_sample_desk
from onrecord.gazetteer import load_packs
from onrecord.gazetteer.loading import SAMPLE as PACK
from onrecord.store.opening import Store
from onrecord.tagger import Tagger
from tests.store.conftest import clock, database, new_database, postgres, store

__all__ = ["clock", "database", "desk", "journey", "postgres", "sample_desk", "store"]


@pytest.fixture(scope="session")
def journey(tagger: Tagger) -> Journey:
    """What reads, loaded once."""
    return Journey(tagger, load_packs())


@pytest.fixture
def desk(store: Store, journey: Journey) -> Desk:
    """An empty desk, at which ``mira`` sits."""
    return Desk(store, "mira", journey=journey)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def sample_desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The sample desk, made and settled once."""
    with ExitStack() as open_:
        address = open_.enter_context(new_database()) if request.param == "postgres" else None
        place = tmp_path_factory.mktemp("questions") / "desk"
        for _ in make_sample_desk(place, address):
            pass
        desk = open_.enter_context(Desk.open(place, packs=(PACK,)))
        for _ in desk.settle():
            pass
        yield desk
