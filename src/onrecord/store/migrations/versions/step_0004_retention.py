"""Redaction and retention: stretches that were taken out of a text, bytes that were given up, and by which rule."""

from __future__ import annotations

from typing import NoReturn

import sqlalchemy as sa
from alembic import op

from onrecord.errors import StoreError
from onrecord.store.migrations.columns import Number, may, no, to

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("snapshot", may("given_up"))
    op.add_column("snapshot", may("why"))
    op.create_table(
        "hole",
        no(),
        to("document", index=True, nullable=False),
        sa.Column("begin", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("log", Number, nullable=False),
    )


def downgrade() -> NoReturn:
    raise StoreError("a desk is not taken back to older tables", remedy="restore the backup that was made before")
