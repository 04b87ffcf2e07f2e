"""Near duplicates and withdrawals: what repeats are found by, which texts are one, which words are gone.

A document that was filed before has no signature and no family: nothing is guessed about it. ``onrecord desk reread``
gives it both.
"""

from __future__ import annotations

from typing import NoReturn

import sqlalchemy as sa
from alembic import op

from onrecord.errors import StoreError
from onrecord.store.migrations.columns import Number, may, must, no, of_document, to

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("document", sa.Column("family", Number))
    op.create_index(op.f("ix_document_family"), "document", ["family"])
    op.add_column("document", may("vanished"))
    op.create_table(
        "signature",
        of_document(),
        sa.Column("shingles", sa.Integer, nullable=False),
        sa.Column("minhash", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "band",
        sa.Column("tier", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        of_document(),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "likeness",
        of_document(),
        sa.Column("other", Number, sa.ForeignKey("document.no"), primary_key=True, autoincrement=False, index=True),
        sa.Column("jaccard", sa.Float, nullable=False),
        sa.Column("contained", sa.Float, nullable=False),
    )
    op.create_table("mark", no(), must("finding", index=True), must("kind"), to("document"), must("at"), must("why"))


def downgrade() -> NoReturn:
    raise StoreError("a desk is not taken back to older tables", remedy="restore the backup that was made before")
