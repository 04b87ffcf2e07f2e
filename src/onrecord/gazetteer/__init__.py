"""Known actors and places: packs of names, how they are checked, and how a name in a text finds its bearers."""

from .gazetteer import Gazetteer, Hit
from .index import Found
from .keys import stretch
from .known import Alias, KnownActor, KnownEvent, KnownPlace, NameForm, Office
from .loading import load_packs, packs_in, shipped_packs, with_own
from .pack import Pack, PackSource

__all__ = [
    "Alias",
    "Found",
    "Gazetteer",
    "Hit",
    "KnownActor",
    "KnownEvent",
    "KnownPlace",
    "NameForm",
    "Office",
    "Pack",
    "PackSource",
    "load_packs",
    "packs_in",
    "shipped_packs",
    "stretch",
    "with_own",
]
