"""What the desk finds by: actors across documents, utterances, vectors, the index of words, kept questions."""

from __future__ import annotations

from typing import NoReturn

import sqlalchemy as sa
from alembic import op

from onrecord.errors import StoreError
from onrecord.store.migrations.columns import Number, Text, given, key, may, must, no, of, to

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entity",
        given(),
        must("id", unique=True),
        must("name"),
        must("kind"),
        sa.Column("link", Text, unique=True),
        may("type"),
        must("countries"),
        must("made"),
        to("entity", name="into", index=True),
    )
    op.create_table(
        "entity_key",
        key("key"),
        of("entity", index=True),
    )
    op.create_table(
        "entity_name",
        of("entity"),
        key("name"),
        must("origin"),
    )
    op.create_table(
        "linked",
        of("actor"),
        to("entity", nullable=False),
        to("entity", name="put", index=True),
        sa.Column("score", sa.Float, nullable=False),
        must("reasons"),
        sa.Index("ix_linked_entity_actor", "entity", "actor"),
    )
    op.create_table(
        "question",
        of("entity"),
        of("entity", name="other", index=True),
        sa.Column("score", sa.Float, nullable=False),
        must("reasons"),
        must("made"),
    )
    op.create_table(
        "naming",
        of("actor"),
        key("name"),
        sa.Column("entity", Number, sa.ForeignKey("entity.no"), nullable=False),
        to("reading", index=True, nullable=False),
        to("document", nullable=False),
        may("source"),
        may("day"),
        sa.Index("ix_naming_entity_name", "entity", "name"),
    )
    op.create_table(
        "office",
        no(),
        to("entity", index=True, nullable=False),
        to("actor", index=True, nullable=False),
        to("reading", index=True, nullable=False),
        to("document", nullable=False),
        must("title"),
        to("entity", name="body", index=True),
        sa.Column("begin", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        may("day"),
    )
    op.create_table(
        "told",
        of("finding", name="statement"),
        to("finding", name="utterance", index=True, nullable=False),
        to("finding", name="other", nullable=False),
        must("how"),
        sa.Column("score", sa.Float, nullable=False),
        must("reasons"),
    )
    op.create_table(
        "told_key",
        sa.Column("tier", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        of("finding", name="statement", index=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "vector",
        of("finding"),
        must("version"),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )
    op.create_table("unsettled", of("reading"), must("why"))
    op.create_table(
        "indexed",
        given(),
        must("id"),
        to("document", index=True, nullable=False),
        to("reading", index=True, nullable=False),
        must("kind"),
        may("type"),
        may("day", index=True),
        may("day_end"),
        may("from"),
        may("to"),
        may("source"),
        may("language"),
        may("zone"),
        may("standing"),
        may("polarity"),
        sa.Column("who", Number),
        sa.Column("whom", Number),
        must("since"),
        may("until"),
        sa.Column("length", sa.Integer, nullable=False),
    )
    op.create_table(
        "indexed_words",
        of("indexed", name="no"),
        must("said"),
        must("names"),
        must("title"),
        must("said_stems"),
        must("names_stems"),
        must("title_stems"),
        must("marks"),
    )
    op.create_table(
        "indexed_block",
        sa.Column("block", sa.Integer, primary_key=True, autoincrement=False),
        must("version"),
        sa.Column("columns", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "saved",
        key("id"),
        must("name"),
        must("query"),
        must("options"),
        must("every"),
        must("channels"),
        must("state"),
        sa.Column("begin", Number, nullable=False),
        sa.Column("upto", Number, nullable=False),
        sa.Column("told", Number, nullable=False),
        must("who"),
        must("made"),
        may("next"),
        may("error"),
    )
    op.create_table(
        "hit",
        given(),
        sa.Column("saved", Text, sa.ForeignKey("saved.id"), nullable=False),
        must("id"),
        to("document", nullable=False),
        must("found"),
        sa.UniqueConstraint("saved", "id"),
        sa.Index("ix_hit_saved_no", "saved", "no"),
    )
    op.create_table(
        "delivery",
        key("id"),
        must("channel"),
        must("every"),
        must("made"),
        must("state"),
        sa.Column("tries", sa.Integer, nullable=False),
        may("next", index=True),
        may("done"),
        may("error"),
    )
    op.create_table(
        "delivered",
        sa.Column("delivery", Text, sa.ForeignKey("delivery.id"), primary_key=True),
        sa.Column("saved", Text, sa.ForeignKey("saved.id"), primary_key=True, index=True),
        sa.Column("after", Number, nullable=False),
        sa.Column("upto", Number, nullable=False),
    )
    _search()
    _blocks()


def _blocks() -> None:
    """A row that changes takes its block away: numbers go in blocks of 8,192 (``store/blocks.py``)."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION indexed_block_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "DELETE FROM indexed_block WHERE block IN (SELECT DISTINCT no / 8192 FROM changed); RETURN NULL; END $$"
        )
        for event, which in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            op.execute(
                f"CREATE TRIGGER indexed_block_{event.lower()} AFTER {event} ON indexed "
                f"REFERENCING {which} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION indexed_block_changed()"
            )
        return
    for event, which in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")):
        op.execute(
            f"CREATE TRIGGER indexed_block_{event.lower()} AFTER {event} ON indexed BEGIN "  # noqa: S608, our own words only
            f"DELETE FROM indexed_block WHERE block = {which}.no / 8192; END"
        )


def _search() -> None:
    """What searches the words: an FTS5 table over them in SQLite, columns of their own in PostgreSQL.

    Neither keeps itself: whoever writes the words writes these too (``store/index_search.py``). The words are folded
    before they come here, so SQLite parts them at spaces and no more.
    """
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE indexed_words ADD COLUMN words tsvector, ADD COLUMN marked tsvector")
        op.execute("CREATE INDEX ix_indexed_words_search ON indexed_words USING gin (words, marked)")
        return
    op.execute(
        "CREATE VIRTUAL TABLE indexed_search USING fts5(said, names, title, said_stems, names_stems, title_stems, "
        "marks, content='indexed_words', content_rowid='no', tokenize=\"ascii tokenchars '_'\")"
    )


def downgrade() -> NoReturn:
    raise StoreError("a desk is not taken back to older tables", remedy="restore the backup that was made before")
