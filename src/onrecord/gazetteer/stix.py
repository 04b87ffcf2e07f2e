"""STIX identities, threat actors, intrusion sets and countries, as actors of a pack.

What STIX calls somebody is its maker's judgement, never a fact of a pack: an intrusion set is a group here, and the
note says who named it so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .countries import COUNTRIES
from .known import NameForm
from .newcomer import Newcomer, countries_of, noted

#: The types of objects that name an actor.
ACTORS = ("identity", "threat-actor", "intrusion-set", "location")
_CLASSES = {
    "individual": "person",
    "group": "group",
    "class": "people",
}
_ALIASES = ("aliases", "x_opencti_aliases")


def is_country(values: Mapping[str, Any]) -> bool:
    """Whether a location is a country as a whole."""
    within = ("city", "administrative_area", "street_address", "postal_code", "latitude")
    code = values.get("country")
    return isinstance(code, str) and code.lower() in COUNTRIES and not any(values.get(name) for name in within)


def newcomer_of(values: Mapping[str, Any], maker: str, countries: Iterable[str], marked: str) -> Newcomer:
    """The actor that an object of one of the types ``ACTORS`` names.

    ``maker`` is what its creator is called, empty if that is not told; ``countries`` are the codes of where it is said
    to be; ``marked`` is its marking, told in the note.

    Raises:
        ValueError: if it has no name that can be used; its text says why.
    """
    type_, id_ = str(values["type"]), str(values["id"])
    new = Newcomer(id_.rpartition("--")[2].lower(), _kind(values))
    new.id = f"{_SHORT[type_]}-{new.id}"
    new.call(_texts([values.get("name")]), NameForm.NAME)
    if not new.names:
        raise ValueError("has no name that can be used")
    for field in _ALIASES:
        said = values.get(field)
        new.call(_texts(said if isinstance(said, list) else ()), NameForm.NAME)
    own = [str(values.get("country", ""))] if type_ == "location" else []
    new.countries = countries_of([*own, *countries])
    new.note = noted(_note(values, type_, maker, marked))
    return new


_SHORT = {"identity": "identity", "threat-actor": "actor", "intrusion-set": "set", "location": "location"}


def _kind(values: Mapping[str, Any]) -> str:
    if values["type"] == "location":
        return "state"
    if values["type"] == "identity":
        return _CLASSES.get(str(values.get("identity_class")), "organisation")
    return "group"


def _note(values: Mapping[str, Any], type_: str, maker: str, marked: str) -> str:
    parts = []
    if type_ in ("threat-actor", "intrusion-set"):
        parts.append(f"named as {type_.replace('-', ' ')} by {maker or 'somebody not named'}")
    if marked:
        parts.append(f"TLP:{marked.upper()}")
    parts += _texts([values.get("description")])
    return "; ".join(parts)


def _texts(values: Iterable[object]) -> list[str]:
    return [value for value in values if isinstance(value, str) and value.strip()]
