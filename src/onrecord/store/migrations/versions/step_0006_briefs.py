"""Briefs that were published, as they went out, and what each of them cites."""

from __future__ import annotations

from typing import NoReturn

import sqlalchemy as sa
from alembic import op

from onrecord.errors import StoreError
from onrecord.store.migrations.columns import Text, key, must, to

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "brief",
        key("id"),
        must("published", index=True),
        must("who"),
        must("title"),
        must("sha256"),
        sa.Column("corrects", Text, sa.ForeignKey("brief.id"), index=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "brief_cited",
        sa.Column("brief", Text, sa.ForeignKey("brief.id"), primary_key=True),
        sa.Column("id", Text, primary_key=True, index=True),
        to("document", index=True, nullable=False),
    )


def downgrade() -> NoReturn:
    raise StoreError("a desk is not taken back to older tables", remedy="restore the backup that was made before")
