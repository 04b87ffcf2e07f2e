"""How often each outlet has something, and whether one is silent for longer than it ever is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median

import sqlalchemy as sa

from .asking import by_then
from .tables import document

#: How many of an outlet's latest dates are looked at.
_LATEST = 200
#: From how many documents on, and after how many of its usual gaps, an outlet can be called silent.
_LEAST_DOCUMENTS, _GAPS = 5, 6
_DAY = 86_400.0
#: A document cannot have been published after it was filed, but for the day of another zone.
_ZONES = timedelta(hours=26)
_UNITS = ((2 * 365.25 * _DAY, 365.25 * _DAY, "year"), (90 * _DAY, 30.44 * _DAY, "month"), (_DAY, _DAY, "day"))
_SMALL = ((3_600.0, 3_600.0, "hour"), (0.0, 60.0, "minute"))


@dataclass(frozen=True, slots=True)
class Activity:
    """What an outlet has published, as far as this desk has it.

    ``first`` and ``last`` are the earliest and latest date of publication, as written; ``filed`` is when its latest
    document was filed (ISO 8601, UTC). ``gap`` is the usual time in seconds from one moment at which it had something
    to the next: the median over its latest 200 documents, ``None`` if there were fewer than three moments. ``latest``
    is the last such moment, from which silence is counted.
    """

    documents: int
    first: str | None
    last: str | None
    filed: str
    gap: float | None
    latest: datetime | None


def source_activity(at: sa.Connection, at_time: str | None = None) -> dict[str, Activity]:
    """For each outlet with documents what it had published, and how often, by then.

    A moment is a document's time of publication if that is known to the day (then its end) or finer, and not after the
    document was filed; else, of outlets that mostly give no dates, the minute in which it was filed.
    """
    fits = document.c.source.is_not(None) & by_then(document.c.filed, at_time)
    when = sa.func.coalesce(document.c.published, document.c.filed).desc()
    place = sa.func.row_number().over(partition_by=document.c.source, order_by=(when, document.c.no.desc()))
    numbered = (
        sa.select(document.c.source, document.c.published, document.c.filed, place.label("place"))
        .where(fits)
        .subquery()
    )
    dates: defaultdict[str, list[tuple[str | None, str]]] = defaultdict(list)
    for row in at.execute(sa.select(numbered).where(numbered.c.place <= _LATEST)):
        dates[row.source].append((row.published, row.filed))
    all_of = sa.select(
        document.c.source,
        sa.func.count().label("documents"),
        sa.func.min(document.c.published).label("first"),
        sa.func.max(document.c.published).label("last"),
        sa.func.max(document.c.filed).label("filed"),
    ).where(fits)
    found: dict[str, Activity] = {}
    for row in at.execute(all_of.group_by(document.c.source)):
        moments = _moments(dates[row.source])
        gap = _usual(moments) if len(moments) > 2 else None
        found[row.source] = Activity(
            row.documents, row.first, row.last, row.filed, gap, moments[-1] if moments else None
        )
    return found


def silence(activity: Activity, now: datetime) -> str | None:
    """That an outlet is silent: "silent for 9 days, usually every 3 hours"; ``None`` if it is not.

    Silent is one of five documents or more, from which nothing came for over a day and six times its usual gap.
    """
    if activity.documents < _LEAST_DOCUMENTS or activity.gap is None or activity.latest is None:
        return None
    quiet = (now - activity.latest).total_seconds()
    if quiet <= max(_DAY, _GAPS * activity.gap):
        return None
    return f"silent for {_length(quiet)}, usually every {_length(activity.gap, one='')}"


def _moments(dates: Sequence[tuple[str | None, str]]) -> list[datetime]:
    """The distinct moments at which an outlet had something, in order."""
    published = [_known(said, _read(filed)) for said, filed in dates]
    dated = {moment for moment in published if moment is not None}
    if len([moment for moment in published if moment is not None]) * 2 >= len(dates):
        return sorted(dated)
    return sorted({_read(filed).replace(second=0, microsecond=0) for _, filed in dates})


def _known(said: str | None, filed: datetime) -> datetime | None:
    if said is None or len(said) < len("2017-09-21"):
        return None
    moment = _read(said)
    if moment > filed + _ZONES:
        return None
    return moment + timedelta(days=1) if len(said) == len("2017-09-21") else moment


def _read(said: str) -> datetime:
    moment = datetime.fromisoformat(said)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _usual(moments: Sequence[datetime]) -> float:
    return median((later - sooner).total_seconds() for sooner, later in pairwise(moments))


def _length(seconds: float, one: str = "1 ") -> str:
    """A length of time in words, in the largest unit that says it well; a single one is "1 day", or only "day"."""
    _, unit, word = next(unit for unit in (*_UNITS, *_SMALL) if seconds >= unit[0])
    number = max(1, round(seconds / unit))
    return f"{one}{word}" if number == 1 else f"{number} {word}s"
