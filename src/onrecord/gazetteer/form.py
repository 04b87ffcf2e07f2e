"""The form of a pack: which files it has, their columns, and the words that may stand in them."""

from __future__ import annotations

from dataclasses import dataclass

from ..record import ActorKind, PlacePrecision
from .known import NameForm


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file of a pack; the columns in ``needed`` may not be left out, nor be empty in any row."""

    file: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]


ACTORS = Table(
    "actors.csv",
    ("id", "kind", "type", "name", "country", "part_of", "speaks_for", "from", "to", "note"),
    ("id", "kind", "name"),
)
NAMES = Table(
    "names.csv", ("actor", "name", "language", "form", "source", "care"), ("actor", "name", "language", "form")
)
OFFICES = Table("offices.csv", ("person", "office", "body", "from", "to", "source"), ("person", "office", "body"))
EVENTS = Table("events.csv", ("id", "name", "also", "from", "to", "country", "source"), ("id", "name", "from", "to"))
PLACES = Table(
    "places.csv",
    ("geonames", "name", "precision", "country", "admin1", "lat", "lon", "population"),
    ("geonames", "name", "precision", "lat", "lon"),
)
PLACE_NAMES = Table("place_names.csv", ("geonames", "name", "language"), ("geonames", "name"))
TABLES = (ACTORS, NAMES, OFFICES, EVENTS, PLACES, PLACE_NAMES)

HEAD = "pack.yaml"
HEAD_FIELDS = ("name", "title", "version", "licence", "attribution", "region", "sources")
SOURCE_FIELDS = ("title", "url", "kind", "licence")
SOURCE_KINDS = ("looked-up", "package", "editors")

KINDS = tuple(kind.value for kind in ActorKind)
FORMS = tuple(form.value for form in NameForm)
PRECISIONS = tuple(precision.value for precision in PlacePrecision)
CARE = ("", "context")
TYPES = (
    "state",
    "government",
    "head-of-state",
    "ministry",
    "army",
    "navy",
    "air-force",
    "police",
    "intelligence",
    "security-service",
    "militia",
    "insurgent-group",
    "terrorist-group",
    "resistance-group",
    "party",
    "movement",
    "coalition",
    "parliament",
    "court",
    "central-bank",
    "authority",
    "agency",
    "news-agency",
    "broadcaster",
    "newspaper",
    "website",
    "channel",
    "magazine",
    "international-body",
    "alliance",
    "religious-body",
    "university",
    "company",
    "ngo",
    "think-tank",
    "charity",
    "tribe",
    "ethnic-group",
    "religious-group",
    "nationality",
    "office",
    "politician",
    "officer",
    "spokesman",
    "cleric",
    "diplomat",
    "official",
    "journalist",
    "person",
)

#: The longest name, in characters, and the longest note.
LONGEST_NAME = 200
LONGEST_NOTE = 200
#: The largest file of a pack, in bytes; a head is a page at most.
LARGEST_FILE = 32 * 1024 * 1024
LARGEST_HEAD = 256 * 1024


def several(cell: str) -> tuple[str, ...]:
    """The entries of a cell that holds several, joined by semicolons."""
    if ";" not in cell:
        return (cell,) if cell else ()
    return tuple(one for one in map(str.strip, cell.split(";")) if one)
