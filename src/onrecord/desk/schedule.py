"""When to look again: pure functions of what was seen, with a random number for the jitter. All in seconds."""

from __future__ import annotations

import itertools
import random
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
#: What is watched is looked at no oftener and no more seldom than this, unless a person or the feed itself says so.
SHORTEST, LONGEST = 5 * MINUTE, DAY
#: Where nothing is known of how often something is published.
FIRST = 30 * MINUTE
#: After how long a filed page is looked at again, to see edits and disappearances, counted from look to look.
REVISITS = (6 * HOUR, DAY, 3 * DAY, 10 * DAY)
#: After how long an entry whose page could not be fetched is tried again: six tries within two days.
RETRIES = (15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR, 30 * HOUR)
#: A server that asks to be left alone for longer than this is asked again after it.
LONGEST_SILENCE = 30 * DAY
_MOST_JITTER = 0.1


@dataclass(frozen=True, slots=True)
class Pace:
    """What the interval of one watched thing depends on.

    ``before`` is the interval so far and ``gap`` the usual gap between two items, where it is known. ``every`` is what
    a person fixed, ``ttl`` what the feed says of itself.
    """

    before: float
    gap: float | None = None
    ttl: float | None = None
    every: float | None = None


def usual_gap(moments: Iterable[datetime], now: datetime) -> float | None:
    """The median gap between items published at these moments; ``None`` if fewer than three tell.

    A date in the future tells nothing, nor do several items of one moment: they are one batch.
    """
    known = sorted({moment for moment in moments if moment <= now + timedelta(hours=1)})
    gaps = [(later - earlier).total_seconds() for earlier, later in itertools.pairwise(known)]
    if len(gaps) < 2:
        return None
    # A source that fell silent is looked at more seldom: the gap that is open now counts when it is the longest.
    open_gap = (now - known[-1]).total_seconds()
    return statistics.median([*gaps, open_gap] if open_gap > max(gaps) else gaps)


def interval(pace: Pace, news: bool) -> float:
    """Seconds until the look after this one, without jitter: half the usual gap, longer while nothing is new."""
    if pace.every is not None:
        return pace.every
    if pace.gap is not None:
        wanted = pace.gap / 2
        if not news:
            wanted = max(wanted, min(pace.before * 1.25, wanted * 8))
    else:
        wanted = pace.before * (0.6 if news else 1.25)
    return max(min(max(wanted, SHORTEST), LONGEST), min(pace.ttl or 0.0, LONGEST))


def jittered(seconds: float, rng: random.Random, least: float = 0.0) -> float:
    """The same, give or take a tenth, so that many sources are not all asked at one moment; never under ``least``."""
    return max(seconds * rng.uniform(1 - _MOST_JITTER, 1 + _MOST_JITTER), least)


def back_off(usual: float, failures: int, rng: random.Random, retry_after: float | None = None) -> float:
    """Seconds until the next look after so many failures in a row: doubled each time, to a day at most.

    What the server asks for is never undercut.
    """
    longest = max(LONGEST, usual)
    wanted = min(max(usual, SHORTEST) * 2.0 ** min(failures - 1, 20), longest)
    return max(jittered(wanted, rng), min(retry_after or 0.0, LONGEST_SILENCE))


def try_again_in(tries: int, rng: random.Random, retry_after: float | None = None) -> float | None:
    """Seconds until an entry's page is asked for again after so many tries in vain; ``None`` if it is given up."""
    if tries > len(RETRIES):
        return None
    return max(jittered(RETRIES[tries - 1], rng), min(retry_after or 0.0, LONGEST_SILENCE))


def revisit_in(visits: int, rng: random.Random) -> float | None:
    """Seconds until a filed page is looked at again after so many visits since; ``None`` if never."""
    return jittered(REVISITS[visits], rng) if visits < len(REVISITS) else None


def moment_of(published: str | None) -> datetime | None:
    """A publication time that is told to the minute or better; a day or a month tells nothing of how often."""
    if published is None or "T" not in published:
        return None
    try:
        found = datetime.fromisoformat(published.replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
