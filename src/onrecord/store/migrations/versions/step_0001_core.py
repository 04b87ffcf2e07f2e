"""The core: outlets, snapshots, documents and their words, readings and what is found in them, judgements, the log."""

from __future__ import annotations

from typing import NoReturn

import sqlalchemy as sa
from alembic import op

from onrecord.errors import StoreError
from onrecord.store.migrations.columns import (
    given,
    key,
    may,
    must,
    no,
    of_document,
    of_snapshot,
    of_source,
    to,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _outlets_and_documents()
    _sightings_and_overrides()
    _readings()
    _history()
    _full_text()


def downgrade() -> NoReturn:
    raise StoreError("a desk is not taken back to older tables", remedy="restore the backup that was made before")


def _outlets_and_documents() -> None:
    op.create_table("desk", key("key"), must("value"))
    op.create_table(
        "source",
        key("id"),
        must("name"),
        must("kind"),
        may("country"),
        may("language"),
        may("link"),
        may("homepage"),
        must("speaks_for"),
        must("added"),
    )
    op.create_table(
        "source_key",
        key("key"),
        of_source(index=True, nullable=False),
        must("shown"),
        must("first_seen"),
        must("last_seen"),
    )
    op.create_table(
        "snapshot", key("sha256"), sa.Column("size", sa.BigInteger, nullable=False), must("media_type"), must("stored")
    )
    op.create_table(
        "document",
        given(),
        must("id", unique=True),
        of_snapshot(nullable=False),
        must("text_sha256", index=True),
        may("address", index=True),
        may("title"),
        may("author"),
        of_source(index=True),
        may("source_name"),
        may("url"),
        may("published", index=True),
        may("precision"),
        may("language"),
        may("provenance"),
        sa.Column("words", sa.Integer, nullable=False),
        must("filed", index=True),
        to("document", "revises", index=True),
    )
    op.create_table("document_text", of_document(), may("title"), must("text"))


def _sightings_and_overrides() -> None:
    op.create_table(
        "override",
        no(),
        to("document", index=True, nullable=False),
        must("field"),
        must("value"),
        may("own"),
        must("who"),
        must("at"),
    )
    op.create_table(
        "sighting",
        no(),
        to("document", index=True),
        of_snapshot(),
        may("address", index=True),
        must("name"),
        may("final_url"),
        sa.Column("status", sa.Integer),
        of_source(),
        may("container"),
        must("first_seen"),
        must("last_seen"),
        sa.Column("times", sa.Integer, nullable=False),
    )


def _readings() -> None:
    op.create_table(
        "reading",
        given(),
        to("document", index=True, nullable=False),
        must("engine"),
        may("model"),
        must("codebook"),
        must("knowledge"),
        must("made"),
        may("replaced"),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "finding",
        given(),
        must("id", index=True),
        to("reading", index=True, nullable=False),
        to("document", index=True, nullable=False),
        must("kind"),
        must("local"),
        sa.Column("begin", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        must("type"),
        may("mode"),
        may("zone"),
        may("standing"),
        may("by"),
        may("polarity"),
        sa.Column("negated", sa.Boolean, nullable=False),
        sa.Column("background", sa.Boolean, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        may("from"),
        may("to"),
    )
    op.create_table(
        "actor",
        given(),
        to("reading", index=True, nullable=False),
        must("local"),
        must("name", index=True),
        must("kind"),
        may("link", index=True),
        sa.Column("confidence", sa.Float, nullable=False),
    )
    op.create_table(
        "part",
        no(),
        to("finding", index=True, nullable=False),
        must("role"),
        to("actor", index=True),
        may("words"),
    )


def _history() -> None:
    op.create_table(
        "judgement",
        no(),
        must("id", unique=True),
        must("at"),
        must("who"),
        must("kind"),
        must("subject", index=True),
        may("other", index=True),
        may("value"),
        may("why"),
        may("undone"),
    )
    op.create_table("log", no(), must("at"), must("who"), must("what"), must("detail"))


def _full_text() -> None:
    """The words are searched in full: in SQLite by a table that triggers keep, in PostgreSQL by a column made of them.

    PostgreSQL takes at most a mebibyte of index for one row, so of a longer text the first 240,000 characters.
    """
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            sa.text(
                "ALTER TABLE document_text ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple', "
                "translate(coalesce(title, '') || ' ' || left(text, 240000), :marks, :spaces))) STORED"
            ).bindparams(
                sa.bindparam("marks", _MARKS, literal_execute=True),
                sa.bindparam("spaces", " " * len(_MARKS), literal_execute=True),
            )
        )
        op.execute("CREATE INDEX ix_document_text_words ON document_text USING gin (words)")
        return
    op.execute(
        "CREATE VIRTUAL TABLE document_words USING fts5(title, text, content='document_text', "
        "content_rowid='document', tokenize='unicode61 remove_diacritics 2')"
    )
    added = "INSERT INTO document_words(rowid, title, text) VALUES (new.document, new.title, new.text);"
    removed = (
        "INSERT INTO document_words(document_words, rowid, title, text) "
        "VALUES ('delete', old.document, old.title, old.text);"
    )
    for event, done in (("INSERT", added), ("DELETE", removed), ("UPDATE", removed + " " + added)):
        op.execute(f"CREATE TRIGGER document_words_{event.lower()} AFTER {event} ON document_text BEGIN {done} END")


#: What parts words, beside spaces: so that "coast-guard", "guard's" and an address are found by each of their words.
_MARKS = (
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    "\u00ab\u00bb\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u060c\u061b\u061f\u200c"
)
