"""The packs of names that a person keeps beside those that ship."""

from __future__ import annotations

from pathlib import Path

from ..gazetteer import packs_in
from ..settings import Settings


def own_packs(settings: Settings) -> tuple[Path, ...]:
    """The packs in the folders that ONRECORD_PACKS names.

    Raises:
        GazetteerError: if there is none in one of them.
    """
    return tuple(pack for folder in settings.packs for pack in packs_in(Path(folder)))
