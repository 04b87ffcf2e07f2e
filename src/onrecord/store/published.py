"""When a document was published at the latest, as text that can be ordered."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, datetime

from ..clock import stamp


def latest(published: str | None, filed: str) -> str:
    """The last moment at which it may have been published, in UTC: the end of a day, month or year that is named
    alone; when it was filed, where nothing is known or it cannot be read. So one of which only the day is known is not
    taken for the first of that day.
    """
    if published is None:
        return filed
    try:
        if "T" in published:
            moment = datetime.fromisoformat(published)
            return stamp(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
        year, month, day = (*map(int, published.split("-")), 0, 0)[:3]
        month = month or 12
        return stamp(datetime(year, month, day or monthrange(year, month)[1], 23, 59, 59, tzinfo=UTC))
    except (ValueError, OverflowError):
        return filed
