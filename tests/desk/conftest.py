"""Desks that read with the model that ships, once on SQLite and once on PostgreSQL."""

from __future__ import annotations

import pytest

from onrecord.desk import Desk, Journey
from onrecord.gazetteer import load_packs
from onrecord.store.opening import Store
from onrecord.tagger import Tagger
from tests.store.conftest import clock, database, postgres, store

__all__ = ["clock", "database", "desk", "journey", "postgres", "store"]


@pytest.fixture(scope="session")
def journey(tagger: Tagger) -> Journey:
    """What reads, loaded once."""
    return Journey(tagger, load_packs())


@pytest.fixture
def desk(store: Store, journey: Journey) -> Desk:
    """An empty desk, at which ``mira`` sits."""
    return Desk(store, "mira", journey=journey)
