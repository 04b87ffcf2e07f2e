"""Times of the clock: ``9 a.m. Tuesday``, ``20:00``, ``noon on Wednesday``."""

from __future__ import annotations

import re
from dataclasses import replace

from ...record import Granularity
from .anchors import from_published, from_said
from .days import any_day
from .hit import Hit
from .meaning import Meaning, point

_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)(?::(\d\d))?", re.ASCII)


def clock_meaning(hit: Hit) -> Meaning | None:
    """A time of the clock, on the day it is said to be or else the day last named in the sentence."""
    clock = _clock(hit)
    if clock is None:
        return None
    found = any_day(hit)
    if found is None:
        here = hit.course.said_here()
        day_said = here is not None and len(here.value) >= 10 and here.value[5].isdigit()
        found = from_said(hit, "D", 0) if day_said else from_published(hit, "D", 0)
    if found.value is None:
        return replace(found, granularity=Granularity.MINUTE, edtf=None)
    mod = hit.text("near") or None
    return replace(point(f"{found.value[:10]}T{clock}", found.anchor, why=found.why), mod=mod)


def _clock(hit: Hit) -> str | None:
    word = hit.whole("clockword")
    if word is not None and hit.word(-1) == "high":
        return None
    if word is not None:
        return "24:00" if word == 24 else f"{word:02}:00"
    second = None
    if hit.rule == "clock figures":
        figures = hit.whole("yyyy", "number") or 0
        hour, minute = divmod(figures, 100)
    elif hit.has("clock"):
        found = _CLOCK.fullmatch(hit.text("clock"))
        if found is None:
            return None
        hour, minute, second = int(found[1]), int(found[2]), found[3]
    elif hit.has("decimal"):
        number = hit.value("decimal")
        hour = int(number) if isinstance(number, float) else 99
        minute = round((number - hour) * 100) if isinstance(number, float) else 99
    else:
        hour, minute = hit.whole("day", "word") or 0, 0
    part = hit.text("part")
    if hit.has("pm") or part in ("AF", "EV") or (part == "NI" and hour > 5):
        hour += 12 if hour < 12 else 0
    elif hit.has("am") and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    return f"{hour:02}:{minute:02}" + (f":{second}" if second else "")
