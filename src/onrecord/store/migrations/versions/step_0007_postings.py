"""Where each word stands, side by side, on PostgreSQL."""

from __future__ import annotations

from typing import NoReturn

import sqlalchemy as sa
from alembic import op

from onrecord.errors import StoreError
from onrecord.store.migrations.columns import Text

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A row of words that changes takes its stretch away: numbers go in stretches of 16,384 (``store/postings.py``).

    SQLite's own index needs nothing beside it.
    """
    if op.get_bind().dialect.name != "postgresql":
        return
    op.create_table(
        "indexed_posting",
        sa.Column("word", Text, primary_key=True),
        sa.Column("stretch", sa.Integer, primary_key=True, autoincrement=False, index=True),
        sa.Column("rows", sa.LargeBinary, nullable=False),
        sa.Column("places", sa.LargeBinary, nullable=False),
    )
    # What is read again and again is not packed.
    for name in ("rows", "places"):
        op.execute(f"ALTER TABLE indexed_posting ALTER COLUMN {name} SET STORAGE EXTERNAL")
    op.execute(
        "CREATE FUNCTION indexed_posting_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "DELETE FROM indexed_posting WHERE stretch IN (SELECT DISTINCT no / 16384 FROM changed); RETURN NULL; END $$"
    )
    for event, which in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        op.execute(
            f"CREATE TRIGGER indexed_posting_{event.lower()} AFTER {event} ON indexed_words "
            f"REFERENCING {which} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION indexed_posting_changed()"
        )


def downgrade() -> NoReturn:
    raise StoreError("a desk is not taken back to older tables", remedy="restore the backup that was made before")
