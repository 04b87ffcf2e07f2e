"""Plain lists of actors as CSV: a header that names the columns, one actor a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .form import KINDS, TYPES, several
from .known import NameForm
from .newcomer import Newcomer, countries_of, noted, slug

#: The columns that are taken, and the other names under which they are known.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "key"),
    "name": ("name", "title"),
    "kind": ("kind",),
    "type": ("type",),
    "aliases": ("aliases", "alias", "names", "other_names"),
    "country": ("country", "countries"),
    "language": ("language", "lang"),
    "note": ("note", "notes"),
}


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Where each known column stands. Case and spaces count for nothing; of two for one meaning the first is taken."""
    plain = [cell.strip().lower().replace(" ", "_") for cell in header]
    return {
        meaning: min(plain.index(name) for name in names if name in plain)
        for meaning, names in COLUMNS.items()
        if any(name in plain for name in names)
    }


def newcomer_from(cells: Mapping[str, str], kind: str) -> Newcomer:
    """The actor of one line, given by the meaning of its cells; ``kind`` where the line names none.

    Raises:
        ValueError: if the line cannot be used; its text says why.
    """
    named = cells.get("kind", "").strip().lower() or kind
    if named not in KINDS:
        raise ValueError(f"has no kind of actor (one of {', '.join(KINDS)})" if not named else "has an unknown kind")
    name = cells.get("name", "")
    new = Newcomer(slug(cells.get("id", "") or name), named)
    sort = cells.get("type", "").strip().lower().replace(" ", "-")
    new.type = sort if sort in TYPES else ""
    new.call([name], NameForm.NAME, language=_language(cells))
    if not new.names:
        raise ValueError("has no name that can be used")
    if not new.id:
        raise ValueError("has no id, and none can be made of its name")
    for alias in several(cells.get("aliases", "").replace("|", ";")):
        new.call([alias], NameForm.NAME)
    new.countries = countries_of(several(cells.get("country", "").replace("|", ";").replace(",", ";")))
    new.note = noted(cells.get("note", ""))
    return new


def _language(cells: Mapping[str, str]) -> str:
    code = cells.get("language", "").strip().lower()
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 else ""
