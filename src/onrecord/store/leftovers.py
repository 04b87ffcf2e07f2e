"""Where a name that was taken out may still stand: addresses and outlets, by which things are found again, what
somebody asks for, and briefs that went out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import unquote

import sqlalchemy as sa

from .briefs import unpacked
from .holes import Names
from .tables import brief, brief_cited, document, item, saved, sighting, source, source_key, watched

#: What stands between the words of a name in an address: "idris-salman", "idris_salman", "idris%20salman".
_BETWEEN = r"[\s_.+/-]{1,3}"


def still_named(at: sa.Connection, names: Names, chosen: Sequence[int] | None) -> tuple[str, ...]:
    """How many addresses, outlets, saved questions and published briefs still say a name: of some documents, or of the
    whole desk.
    """
    patterns = names.patterns(_BETWEEN)

    def says(words: str | None) -> bool:
        # An underscore is a letter to \w, and none in an address.
        plain = unquote(words or "").replace("_", " ")
        return any(pattern.search(plain) for pattern in patterns)

    addresses: set[str] = set()
    for column, no in (
        (document.c.address, document.c.no),
        (document.c.url, document.c.no),
        (sighting.c.address, sighting.c.document),
        (sighting.c.final_url, sighting.c.document),
        (item.c.url, item.c.document),
        (item.c.key, item.c.document),
        (watched.c.url, None),
    ):
        if no is None and chosen is not None:
            continue
        for row in at.execute(sa.select(column, no if no is not None else sa.null()).distinct()):
            if (chosen is None or row[1] in chosen) and says(row[0]):
                addresses.add(row[0])
    outlets = _outlets(at, says) if chosen is None else set()
    asked = at.execute(sa.select(saved.c.id, saved.c.name, saved.c.query)) if chosen is None else ()
    questions = {row.id for row in asked if says(f"{row.name}\n{row.query}")}
    briefs = {row.id for row in _briefs(at, chosen) if says(f"{row.title}\n{(unpacked(row.content) or b'').decode()}")}
    told = [
        (addresses, "addresses of pages or feeds"),
        (outlets, "outlets, in their names or keys"),
        (questions, "saved questions"),
        (briefs, "published briefs, which stay as they went out"),
    ]
    return tuple(f"{len(found)} {what}" for found, what in told if found)


def _briefs(at: sa.Connection, chosen: Sequence[int] | None) -> Iterator[sa.Row[Any]]:
    """The briefs, or those that cite something of some documents, one at a time: each may be large."""
    for id_ in at.execute(sa.select(brief.c.id)).scalars().all():
        of_brief = sa.select(brief_cited.c.document).where(brief_cited.c.brief == id_)
        if chosen is None or set(at.execute(of_brief).scalars()) & set(chosen):
            yield at.execute(sa.select(brief).where(brief.c.id == id_)).one()


def _outlets(at: sa.Connection, says: Callable[[str], bool]) -> set[str]:
    found = {row.id for row in at.execute(sa.select(source)) if says(f"{row.name}\n{row.speaks_for}")}
    keys = at.execute(sa.select(source_key.c.source, source_key.c.key, source_key.c.shown))
    found |= {row.source for row in keys if says(f"{row.key}\n{row.shown}")}
    feeds = at.execute(sa.select(watched.c.id, watched.c.title, watched.c.renamed_from))
    return found | {row.id for row in feeds if says(f"{row.title}\n{row.renamed_from}")}
