"""A desk taken elsewhere: all rows from one database into another of the same step, and bytes by the thousand."""

from __future__ import annotations

import tempfile
from pathlib import Path

import sqlalchemy as sa

from . import index_search
from .archive import Archive
from .portions import portions
from .tables import desk, entity, indexed_block, indexed_words, log, metadata

#: How many rows are in memory at once.
ROWS = 500


def copy_rows(one: sa.Connection, other: sa.Connection) -> None:
    """Copies every row of ``one`` into ``other``, whose tables are new; numbers go on after the highest that is used.
    The index of documents' words makes itself, as it does whenever words are written; that of findings is made here.

    Both are transactions: ``one`` sees one state throughout, and ``other`` has all of it or nothing.
    """
    for table in (log, desk):
        other.execute(sa.delete(table))
    # A row of ``indexed`` that is written takes its block away.
    for table in sorted(metadata.sorted_tables, key=lambda table: table is indexed_block):
        asked = sa.select(table).order_by(*table.primary_key.columns)
        if table is entity:  # one that is another by judgements comes after that one
            asked = sa.select(table).order_by(table.c.into.is_not(None), table.c.no)
        rows = one.execution_options(yield_per=ROWS).execute(asked).mappings()
        for some in portions(rows, ROWS):
            if table is indexed_words:
                index_search.put(other, [dict(row) for row in some])
            else:
                other.execute(sa.insert(table), [dict(row) for row in some])
        _go_on_counting(other, table)


def counts(at: sa.Connection) -> dict[str, int]:
    """The number of rows of each table."""
    return {
        table.name: int(at.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
        for table in metadata.sorted_tables
    }


def _go_on_counting(at: sa.Connection, table: sa.Table) -> None:
    """PostgreSQL counts apart from the rows, so it has to be told; SQLite looks at them."""
    if at.dialect.name != "postgresql" or "no" not in table.c:
        return
    sequence = at.execute(sa.select(sa.func.pg_get_serial_sequence(f'"{table.name}"', "no"))).scalar()
    highest = at.execute(sa.select(sa.func.max(table.c.no))).scalar()
    if sequence is not None and highest is not None:
        at.execute(sa.select(sa.func.setval(sequence, highest)))


def put_quickly(archive: Archive, sha256: str, data: bytes) -> None:
    """Bytes that were compared with their hash, written whole or not at all, but safe against a power cut only once
    ``os.sync`` was called: waiting for the disk at each file would make a large copy ten times as long.
    """
    path = archive.path(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(prefix=".new-", dir=path.parent, delete=False) as file:
        try:
            file.write(data)
            file.close()
            Path(file.name).chmod(0o644)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
