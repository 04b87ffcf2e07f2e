"""Where near duplicates are looked for: the documents that share a band with a signature.

A band's key is a hash, so the rows of one document fall all over the table. SQLite writes whole pages: were each row
put into its place at once, a document would write as many pages as it has bands as soon as the table is large. So new
rows stand in a small tier, which is poured into the next when it has filled, and that into the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import sqlalchemy as sa

from .inserting import insert
from .tables import band

#: After so many documents a tier is poured into the next. The last one is never poured.
FILLED = (500, 8000)
TIERS = len(FILLED) + 1


def candidates(at: sa.Connection, bands: Sequence[int], most: int = 50) -> list[tuple[int, int]]:
    """The numbers of documents that share a band, with how many they share; those that share most first."""
    if not bands:
        return []
    if at.dialect.name == "postgresql":
        rows = at.exec_driver_sql(_ON_POSTGRES, {"keys": list(bands), "most": most})
    else:
        rows = at.exec_driver_sql(_on_sqlite(len(bands)), (*bands, most))
    return [(row.document, row.shared) for row in rows]


_OF_A_KEY = f"SELECT document FROM band WHERE tier IN ({', '.join(map(str, range(TIERS)))}) AND key"  # noqa: S608
_MOST_SHARED = "GROUP BY document ORDER BY shared DESC, document LIMIT"
#: Key by key: PostgreSQL, until it has counted the table, takes a tier for a few rows, and would read it whole.
_ON_POSTGRES = (
    "SELECT document, count(*) AS shared FROM unnest(%(keys)s::bigint[]) AS asked (one) "  # noqa: S608
    f"CROSS JOIN LATERAL ({_OF_A_KEY} = asked.one OFFSET 0) AS found {_MOST_SHARED} %(most)s"
)


@lru_cache(maxsize=16)
def _on_sqlite(keys: int) -> str:
    """The question for so many keys: as many as a signature has, which is seldom another number."""
    marks = ", ".join("?" * keys)
    return f"SELECT document, count(*) AS shared FROM ({_OF_A_KEY} IN ({marks})) {_MOST_SHARED} ?"  # noqa: S608


def keep_bands(at: sa.Connection, document: int, bands: Sequence[int]) -> None:
    """Keeps the bands of a document, so that it is a candidate of those that share one."""
    insert(at, band, [{"tier": 0, "key": key, "document": document} for key in sorted(set(bands))])
    if at.dialect.name == "sqlite":
        for tier, documents in enumerate(FILLED):
            if document % documents == 0:
                _pour(at, tier)


def _pour(at: sa.Connection, tier: int) -> None:
    filled = sa.select(sa.literal(tier + 1), band.c.key, band.c.document).where(band.c.tier == tier)
    at.execute(sa.insert(band).from_select(["tier", "key", "document"], filled.order_by(band.c.key)))
    at.execute(sa.delete(band).where(band.c.tier == tier))
