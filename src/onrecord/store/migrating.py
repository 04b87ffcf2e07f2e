"""Older tables brought up to date: every step in one transaction, once, whoever comes first."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from ..errors import StoreError

#: The steps, oldest first, as ``migrations/versions`` has them.
STEPS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
HEAD = STEPS[-1]

_FOLDER = Path(__file__).parent / "migrations"
_VERSION = sa.table("alembic_version", sa.column("version_num", sa.Text))


def step_of(at: sa.Connection) -> str | None:
    """The step that the tables stand at; ``None`` where there are none of a desk."""
    if not sa.inspect(at).has_table(_VERSION.name):
        return None
    return at.execute(sa.select(_VERSION.c.version_num)).scalar()


def is_up_to_date(at: sa.Connection, place: str) -> bool:
    """Whether the tables are those of this onrecord.

    Raises:
        StoreError: if there are none of a desk, or a newer onrecord made them.
    """
    step = step_of(at)
    if step is None:
        raise StoreError("there is no desk here", place, "make one: onrecord desk init FOLDER")
    if step not in STEPS:
        raise StoreError(
            f"this desk was made by a newer onrecord (its tables are at step {step}, this onrecord knows up to {HEAD})",
            place,
            "install that one: pip install --upgrade onrecord",
        )
    return step == HEAD


def migrate(at: sa.Connection, place: str, to: str = HEAD) -> None:
    """Brings the tables to a step, in the transaction ``at``, which must be one that writes.

    Raises:
        StoreError: if they are further already: what a step added is not taken away.
    """
    step = step_of(at)
    if step == to:
        return
    if step is not None and STEPS.index(step) > STEPS.index(to):
        raise StoreError(
            f"a desk is not taken back to older tables (from step {step} to {to})",
            place,
            "restore the backup that was made before",
        )
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = at
    command.upgrade(config, to)
