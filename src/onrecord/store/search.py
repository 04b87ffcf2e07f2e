"""Words searched in full. SQLite keeps them in the table ``document_words``, PostgreSQL in a column ``words``.

The databases keep both themselves, by triggers and as a generated column, whenever a row of ``document_text`` is
written. What a person asks for is data: marks part its words, and none of them is an operator.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from .tables import document_text

#: At most so many words are asked for at once; each is a search of its own.
MOST_WORDS = 64

_WORDS = sa.table("document_words", sa.column("rowid", sa.Integer), sa.column("document_words", sa.Text))
_VECTOR: sa.ColumnClause[str] = sa.literal_column("document_text.words")


def asked_words(said: str) -> list[str]:
    """The words that a person asks for, as the index parts them, at most ``MOST_WORDS``."""
    parted = "".join(" " if mark in _MARKS else mark for mark in said)
    return [word for word in parted.split() if any(letter.isalnum() for letter in word)][:MOST_WORDS]


def having(at: sa.Connection, words: str) -> sa.Select[Any] | None:
    """The numbers of documents with all of these words, as a query; ``None`` if nothing in it is a word."""
    asked = asked_words(words)
    if not asked:
        return None
    if at.dialect.name == "postgresql":
        every = sa.func.plainto_tsquery(sa.literal_column("'simple'::regconfig"), " ".join(asked))
        return sa.select(document_text.c.document).where(_VECTOR.op("@@")(every))
    every_word = " AND ".join(f'"{word}"' for word in asked)
    return sa.select(_WORDS.c.rowid).where(_WORDS.c.document_words.op("MATCH")(every_word))


def matching(at: sa.Connection, words: str) -> list[int]:
    """The numbers of the documents with all of these words in their text or title, in the order of their filing."""
    query = having(at, words)
    return [] if query is None else sorted(at.execute(query).scalars().all())


def change_words(at: sa.Connection, no: int, title: str | None, text: str) -> None:
    """Puts other words in the place of a document's own, as redaction does; the index finds the old ones no more.

    Until ``rebuild`` and ``compact`` the old words may still stand in pages of the file that nothing uses.
    """
    row = document_text.c.document == no
    at.execute(sa.update(document_text).where(row).values(title=title, text=text))


def check(at: sa.Connection) -> list[str]:
    """What is wrong with the index, in a sentence each; to be asked in a transaction that writes."""
    return _check_postgres(at) if at.dialect.name == "postgresql" else _check_sqlite(at)


def rebuild(at: sa.Connection) -> None:
    """Makes the index anew from the words of the documents."""
    if at.dialect.name == "postgresql":
        at.exec_driver_sql("UPDATE document_text SET text = text")
        at.exec_driver_sql("REINDEX INDEX ix_document_text_words")
    else:
        at.exec_driver_sql("INSERT INTO document_words(document_words) VALUES ('rebuild')")


def _check_sqlite(at: sa.Connection) -> list[str]:
    try:
        at.exec_driver_sql("INSERT INTO document_words(document_words, rank) VALUES ('integrity-check', 1)")
    except sa.exc.DatabaseError as error:
        if getattr(error.orig, "sqlite_errorname", "") != "SQLITE_CORRUPT_VTAB":
            raise
        return ["the search index does not agree with the words of the documents"]
    return []


def _check_postgres(at: sa.Connection) -> list[str]:
    """Whether the index finds what the words say: PostgreSQL keeps the column itself, an index can still be damaged."""
    made = at.exec_driver_sql(
        "SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d JOIN pg_attribute a "
        "ON a.attrelid = d.adrelid AND a.attnum = d.adnum "
        "WHERE d.adrelid = 'document_text'::regclass AND a.attname = 'words'"
    ).scalar()
    if made is None:
        return ["the search index is not there"]
    doubled = made.replace("%", "%%")  # to the driver a single one begins a placeholder
    wrong = at.exec_driver_sql(f"SELECT count(*) FROM document_text WHERE words IS DISTINCT FROM ({doubled})").scalar()  # noqa: S608
    return [f"the search index does not agree with the words of {wrong} documents"] if wrong else []


#: What parts words in the index beside spaces, as in step 0001 of the migrations; and a NUL, which is in no text.
_MARKS = frozenset(
    "\x00!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    "\u00ab\u00bb\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u060c\u061b\u061f\u200c"
)
