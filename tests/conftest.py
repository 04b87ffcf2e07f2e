"""What many tests share: the model, loaded once, and how long hypothesis may take (a busy machine fails no test)."""

from __future__ import annotations

import pytest
from hypothesis import settings

from onrecord.gazetteer import load_packs
from onrecord.reading import Reader
from onrecord.tagger import Tagger

settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    """The English model that ships. It holds no document, so tests may share it."""
    return Tagger()


@pytest.fixture(scope="session")
def reader(tagger: Tagger) -> Reader:
    """A reader with all its steps."""
    return Reader(tagger, load_packs())
