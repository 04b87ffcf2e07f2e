"""The log: what was done to the desk itself, by whom and when. Rows are added; a running task writes its own on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from .tables import log


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done. ``at`` is a stamp (``onrecord.clock.stamp``), ``what`` one word: backup, redact, retain ..."""

    no: int
    at: str
    who: str
    what: str
    detail: dict[str, Any]


def note(at: sa.Connection, now: str, who: str, what: str, detail: Mapping[str, Any]) -> int:
    """Writes it down in the transaction ``at``; the entry's number. ``detail`` is anything that JSON can say."""
    row = at.execute(sa.insert(log).values(at=now, who=who, what=what, detail=_json(detail)))
    (no,) = row.inserted_primary_key or (None,)
    assert no is not None  # noqa: S101 - the database gave it out just now
    return int(no)


def amend(at: sa.Connection, no: int, detail: Mapping[str, Any]) -> None:
    """Writes on at an entry: what a task of several transactions has done by now, so that a kill loses none of it."""
    at.execute(sa.update(log).where(log.c.no == no).values(detail=_json(detail)))


def entries(at: sa.Connection, since: str | None = None) -> Iterator[Entry]:
    """The log from a stamp on (``None``: all of it), oldest first."""
    asked = sa.select(log).order_by(log.c.no)
    if since is not None:
        asked = asked.where(log.c.at >= since)
    for row in at.execute(asked):
        yield Entry(row.no, row.at, row.who, row.what, json.loads(row.detail))


def _json(detail: Mapping[str, Any]) -> str:
    return json.dumps(dict(detail), ensure_ascii=False, sort_keys=True)
