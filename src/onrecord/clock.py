"""What time it is, and waiting: one thing that a test or a benchmark can run faster or backwards."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime


class Clock:
    """The system's clock. Another one (a subclass) may be given wherever a Clock is asked for."""

    def now(self) -> datetime:
        """The time of day, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that only ever grow, whatever is done to the time of day."""
        return time.monotonic()

    def wait(self, seconds: float, stop: threading.Event | None = None) -> bool:
        """Waits, at most until ``stop`` is set; whether it was."""
        if stop is not None:
            return stop.wait(max(0.0, seconds))
        time.sleep(max(0.0, seconds))
        return False


def stamp(moment: datetime) -> str:
    """A moment as it is kept: ISO 8601 in UTC to the microsecond, so that text order is the order of time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(stamp: str) -> datetime:
    """The moment of a stamp."""
    return datetime.fromisoformat(stamp.replace("Z", "+00:00")).astimezone(UTC)
