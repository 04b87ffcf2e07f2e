"""Watching: feeds, sitemaps, folders and pages that are looked at again and again, and their entries."""

from __future__ import annotations

from typing import NoReturn

import sqlalchemy as sa
from alembic import op

from onrecord.errors import StoreError
from onrecord.store.migrations.columns import Text, key, may, must, no, of_source, to

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "watched",
        key("id"),
        must("kind"),
        must("url", unique=True),
        of_source(index=True),
        may("title"),
        must("added"),
        must("state"),
        sa.Column("every", sa.Float),
        sa.Column("interval", sa.Float, nullable=False),
        must("next", index=True),
        may("etag"),
        may("modified"),
        may("looked"),
        may("succeeded"),
        may("news"),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("refusals", sa.Integer, nullable=False),
        may("error"),
        may("moved_to"),
        may("renamed_from"),
    )
    op.create_table(
        "item",
        no(),
        sa.Column("watched", Text, sa.ForeignKey("watched.id"), nullable=False),
        must("key"),
        may("url", index=True),
        may("facts"),
        must("state"),
        must("seen"),
        sa.Column("tries", sa.Integer, nullable=False),
        may("next"),
        may("error"),
        to("document"),
        sa.UniqueConstraint("watched", "key"),
    )
    op.create_index("ix_item_state_next", "item", ["state", "next"])


def downgrade() -> NoReturn:
    raise StoreError("a desk is not taken back to older tables", remedy="restore the backup that was made before")
