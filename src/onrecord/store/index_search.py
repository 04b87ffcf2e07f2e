"""The index that the words are searched by: an FTS5 table in SQLite, ``tsvector`` columns in PostgreSQL.

Neither keeps itself, so rows of ``indexed_words`` are put in and taken out here, and nowhere else. ``indexing.py`` says
what the index holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from .asking import in_pieces
from .index_rows import APART
from .inserting import Row, insert
from .opening import Store
from .tables import indexed, indexed_words

#: The columns of ``indexed_search``, in their order.
COLUMNS = ("said", "names", "title", "said_stems", "names_stems", "title_stems", "marks")
#: PostgreSQL's last position in a text, and the positions between two fields.
LAST, BETWEEN = 16383, 100
#: Rows that are compared at once.
_AT_ONCE = 2000

_TEXTS = ("no", *COLUMNS)
_LIST = ", ".join(COLUMNS)
_PUT = f"INSERT INTO indexed_search(rowid, {_LIST}) VALUES ({', '.join('?' * len(_TEXTS))})"  # noqa: S608
_TAKE_OUT = (
    f"INSERT INTO indexed_search(indexed_search, rowid, {_LIST}) "  # noqa: S608
    f"SELECT 'delete', no, {_LIST} FROM indexed_words WHERE no = ?"
)
_PUT_VECTORS = (
    f"INSERT INTO indexed_words (no, {_LIST}, words, marked) "  # noqa: S608
    f"SELECT no, {_LIST}, words::tsvector, marks::tsvector FROM unnest(%(no)s::bigint[], "
    + ", ".join(f"%({name})s::text[]" for name in (*COLUMNS, "words"))
    + f') WITH ORDINALITY AS given (no, {_LIST}, words, "nth") ORDER BY "nth"'
)


def put(at: sa.Connection, rows: Sequence[Row]) -> None:
    """Adds rows of ``indexed_words``, whose rows of ``indexed`` are there, to the table and to the index."""
    if not rows:
        return
    if at.dialect.name == "postgresql":
        lists: dict[str, list[Any]] = {name: [row[name] for row in rows] for name in _TEXTS}
        at.exec_driver_sql(_PUT_VECTORS, {**lists, "words": [vector(row) for row in rows]})
        return
    insert(at, indexed_words, rows)
    at.exec_driver_sql(_PUT, [tuple(row[name] for name in _TEXTS) for row in rows])


def take_out(at: sa.Connection, numbers: Sequence[int]) -> None:
    """Removes these rows of ``indexed`` with their words, from the index too."""
    for some in in_pieces(numbers):
        if at.dialect.name == "sqlite":
            at.exec_driver_sql(_TAKE_OUT, [(no,) for no in some])
        at.execute(sa.delete(indexed_words).where(indexed_words.c.no.in_(some)))
        at.execute(sa.delete(indexed).where(indexed.c.no.in_(some)))


def vector(row: Row) -> str:
    """The words of a row as PostgreSQL reads a ``tsvector``: each word's stem and the word itself, with their places.

    They need no quoting: a word consists of letters and digits.
    """
    parts: list[str] = []
    position = 0
    for field, weight in (("title", "C"), ("names", "B"), ("said", "A")):
        words, endless = row[field].split(), row[f"{field}_stems"].split()
        for word, stem in zip(words, endless, strict=True):
            position += 1
            if word != APART:
                parts.append(f"{stem}:{min(position, LAST)}{weight} ={word}:{min(position, LAST)}{weight}")
        position += BETWEEN
    return " ".join(parts)


def finish(at: sa.Connection) -> None:
    """Sorts in what PostgreSQL keeps beside its index while rows are added, which every question would look through."""
    if at.dialect.name == "postgresql":
        at.exec_driver_sql("SELECT gin_clean_pending_list('ix_indexed_words_search')")


def check(store: Store) -> list[str]:
    """What is wrong with the index, in a sentence each. On SQLite it is asked as a writer asks, and others wait."""
    if store.engine.dialect.name == "postgresql":
        return _check_postgres(store)
    with store.writing() as at:
        try:
            at.exec_driver_sql("INSERT INTO indexed_search(indexed_search, rank) VALUES ('integrity-check', 1)")
        except sa.exc.DatabaseError as error:
            if getattr(error.orig, "sqlite_errorname", "") != "SQLITE_CORRUPT_VTAB":
                raise
            return ["the index of findings does not agree with their words"]
    return []


def rebuild(store: Store) -> None:
    """Makes the index anew from the words that are kept."""
    if store.engine.dialect.name == "sqlite":
        with store.writing() as at:
            at.exec_driver_sql("INSERT INTO indexed_search(indexed_search) VALUES ('rebuild')")
        return
    with store.writing() as at:
        at.exec_driver_sql("DROP INDEX IF EXISTS ix_indexed_words_search")
        at.exec_driver_sql(INDEX)
    after = -1
    while True:
        with store.writing() as at:
            rows = _some(at, after)
            if not rows:
                return
            at.exec_driver_sql(_PUT_RIGHT, _given(rows))
        after = rows[-1]["no"]


def _check_postgres(store: Store) -> list[str]:
    """Whether each row's vectors are what its words say, compared by the server."""
    wrong, after = 0, -1
    while True:
        with store.reading() as at:
            if at.exec_driver_sql("SELECT to_regclass('ix_indexed_words_search')").scalar() is None:
                return ["the index of findings is not there"]
            rows = _some(at, after)
            if not rows:
                break
            wrong += at.exec_driver_sql(_COUNT_WRONG, _given(rows)).scalar() or 0
        after = rows[-1]["no"]
    return [f"the index of findings does not agree with the words of {wrong} of them"] if wrong else []


#: PostgreSQL's index, as step 0005 of the migrations makes it.
INDEX = "CREATE INDEX ix_indexed_words_search ON indexed_words USING gin (words, marked)"
_VECTORS = "unnest(%(no)s::bigint[], %(words)s::text[]) AS given (no, words)"
_DIFFERS = (
    "indexed_words.no = given.no AND (indexed_words.words IS DISTINCT FROM given.words::tsvector "
    "OR indexed_words.marked IS DISTINCT FROM indexed_words.marks::tsvector)"
)
_COUNT_WRONG = f"SELECT count(*) FROM indexed_words JOIN {_VECTORS} ON {_DIFFERS}"  # noqa: S608
_PUT_RIGHT = (
    "UPDATE indexed_words SET words = given.words::tsvector, marked = indexed_words.marks::tsvector "  # noqa: S608
    f"FROM {_VECTORS} WHERE {_DIFFERS}"
)


def _given(rows: Sequence[Row]) -> dict[str, list[Any]]:
    return {"no": [row["no"] for row in rows], "words": [vector(row) for row in rows]}


def _some(at: sa.Connection, after: int) -> list[Row]:
    asked = sa.select(indexed_words).where(indexed_words.c.no > after).order_by(indexed_words.c.no).limit(_AT_ONCE)
    return [dict(row) for row in at.execute(asked).mappings()]
