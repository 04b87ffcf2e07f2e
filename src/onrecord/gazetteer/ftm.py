"""FollowTheMoney entities, as OpenSanctions and OpenAleph give them: one JSON object a line, others nested in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from .known import NameForm
from .newcomer import Newcomer, countries_of, noted, slug

#: The schemata that name an actor, with its kind and type in a pack. Other entities are passed over.
SCHEMATA = {
    "Person": ("person", "person"),
    "Organization": ("organisation", ""),
    "Company": ("organisation", "company"),
    "PublicBody": ("organisation", "agency"),
    "LegalEntity": ("organisation", ""),
}
_NAMES = (
    ("name", NameForm.NAME, False),
    ("alias", NameForm.NAME, False),
    ("previousName", NameForm.FORMER, False),
    ("abbreviation", NameForm.ACRONYM, False),
    ("weakAlias", NameForm.NAME, True),
)
_COUNTRIES = ("country", "jurisdiction", "nationality", "citizenship", "mainCountry")
_NOTES = ("position", "notes", "summary")
_DEEPEST = 6
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")


def entities_of(line: bytes) -> Iterator[dict[str, Any]]:
    """The entity that a line holds, and those nested in its properties.

    Raises:
        ValueError: if the line is no entity; its text says why.
    """
    try:
        whole = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("is no JSON") from None
    if not _is_entity(whole):
        raise ValueError("is no entity: it has no id, schema and properties")
    waiting = [(whole, 0)]
    while waiting:
        entity, depth = waiting.pop()
        yield entity
        for values in entity["properties"].values() if depth < _DEEPEST else ():
            nested = values if isinstance(values, list) else [values]
            waiting += ((one, depth + 1) for one in nested if _is_entity(one))


def newcomer_of(entity: dict[str, Any]) -> Newcomer:
    """The actor that an entity of one of the ``SCHEMATA`` names.

    Raises:
        ValueError: if it has no name that can be used; its text says why.
    """
    kind, sort = SCHEMATA[entity["schema"]]
    new = Newcomer(slug(entity["id"]), kind, sort)
    if not new.id:
        raise ValueError("has an id without letters or digits")
    for field, form, careful in _NAMES:
        new.call(_texts(entity, field), form, careful)
    if not new.names:
        new.call([entity["caption"]] if isinstance(entity.get("caption"), str) else [], NameForm.NAME)
    if not new.names:
        raise ValueError("has no name that can be used")
    new.countries = countries_of(code for field in _COUNTRIES for code in _texts(entity, field))
    new.note = next((noted(text) for field in _NOTES for text in _texts(entity, field)), "")
    if kind != "person":
        new.start, new.end = _month(entity, "incorporationDate"), _month(entity, "dissolutionDate")
        if new.end and new.start[: len(new.end)] > new.end[: len(new.start)]:
            new.start = new.end = ""
    return new


def _is_entity(value: object) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("id"), str)
        and isinstance(value.get("schema"), str)
        and isinstance(value.get("properties"), dict)
    )


def _texts(entity: dict[str, Any], field: str) -> list[str]:
    values = entity["properties"].get(field, ())
    return [value for value in (values if isinstance(values, list) else [values]) if isinstance(value, str)]


def _month(entity: dict[str, Any], field: str) -> str:
    """The first date under ``field``, to the month at most: packs say when a body was there, not on which day."""
    found = (_DAY.match(text) for text in _texts(entity, field))
    return next((match.group() for match in found if match and match.group()[:4] != "0000"), "")
