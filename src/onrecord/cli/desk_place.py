"""Which desk is meant, who is at it, and as of when."""

from __future__ import annotations

import getpass
import re
from argparse import Namespace
from calendar import monthrange
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from ..clock import stamp
from ..errors import SettingError
from ..intake.dates import read_iso
from ..settings import Settings
from .own_packs import own_packs

if TYPE_CHECKING:
    from ..desk import Desk


def place(options: Namespace, settings: Settings) -> str:
    """The desk that is meant: ``--desk``, ONRECORD_DESK, or the present folder if it is one.

    Raises:
        SettingError: if none is.
    """
    said: str | None = options.desk or settings.desk
    if said is None and any(Path(file).is_file() for file in ("desk.sqlite", "desk.json")):
        return "."
    if said is None:
        raise SettingError(
            "no desk is named", None, "give --desk, set ONRECORD_DESK, or make one: onrecord desk init DIR"
        )
    return said


def database_of(options: Namespace, settings: Settings) -> str | None:
    """The address of the database of a desk that is made: ``--database``, or ONRECORD_DESK if it is an address."""
    said: str | None = options.database
    return said or (settings.desk if (settings.desk or "").startswith(("postgresql://", "postgres://")) else None)


def must_be_a_folder(said: str) -> None:
    """Raises a SettingError if a database's address stands where a folder is meant; the address may hold a password."""
    if re.match(r"[a-z+0-9]+:/", said, re.IGNORECASE):
        raise SettingError("a desk is made in a folder", None, "give a folder, and the address with --database")


def who(options: Namespace, settings: Settings) -> str:
    """The name under which what is done enters the history."""
    try:
        return options.who or settings.who or getpass.getuser()
    except (KeyError, OSError):
        return "somebody"  # a user without a name, as in some containers


def open_desk(options: Namespace, settings: Settings) -> Desk:
    """The desk, open."""
    from ..desk import Desk

    return Desk.open(place(options, settings), who=who(options, settings), packs=own_packs(settings))


def as_of(said: str | None) -> str | None:
    """The stamp of ``--as-of``: the end of a day, month or year that is named alone; UTC where no zone is given.

    Raises:
        SettingError: if it is no time.
    """
    if said is None:
        return None
    found = read_iso(said)
    if found is None:
        raise SettingError("not a time", repr(said), "write 2017, 2017-09, 2017-09-21 or 2017-09-21T10:00")
    value = found[0]
    if "T" not in value:
        year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
        month, day = month or 12, day or monthrange(year, month or 12)[1]
        return stamp(datetime.combine(date(year, month, day), time.max, UTC))
    moment = datetime.fromisoformat(value)
    return stamp(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def day_of(option: str, said: str, *, last: bool) -> str:
    """The day that an option names; the first, or the last, of a month or a year that is named alone.

    Raises:
        SettingError: if it is none.
    """
    from ..store.asked_fields import first_day, last_day

    found = read_iso(said)
    if found is None:
        raise SettingError(f"{option} is no day", repr(said), "write 2017, 2017-09 or 2017-09-21")
    return last_day(found[0]) if last else first_day(found[0])
