"""Offices set side by side: whether two actors hold one at one time, or two that nobody holds together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from ..gazetteer.keys import name_key

#: Somebody who held an office on a day may be taken to hold it so long before and after.
_AROUND = timedelta(days=120)
_SAME, _SAME_BODY, _ONCE, _OTHER, _OTHER_BODY = 0.15, 0.08, 0.06, -0.08, -0.22
#: Words of a title that do not tell which office it is.
_EMPTY = frozenset(("the", "a", "an", "its", "his", "her", "their", "our", "of", "for", "and", "in", "to", "new"))
#: Words that many titles share, each with what it is the same office as.
_ALSO = {"premier": "prime", "spokeswoman": "spokesman", "spokesperson": "spokesman", "chairwoman": "chairman"}


@dataclass(frozen=True, slots=True)
class Held:
    """An office: its words, the body (an entity's number) if that is known, and from when to when (ISO 8601).

    What a document tells is told of one day: ``start`` and ``end`` are that day. An open end is ``None``.
    ``known`` says that a pack has it.
    """

    title: str
    body: int | None = None
    start: str | None = None
    end: str | None = None
    known: bool = False


def for_office(seen: Sequence[Held], others: Sequence[Held], day: str | None) -> tuple[float, str] | None:
    """What it is worth that both hold one office, and why; ``None`` if they do not."""
    best: tuple[float, str] | None = None
    for mine in seen:
        for theirs in others:
            if not _alike(mine.title, theirs.title) or _apart(mine, theirs):
                continue
            then = _holds(theirs, day)
            points = (_SAME if then else _ONCE) + (_SAME_BODY if mine.body and mine.body == theirs.body else 0.0)
            when = "at that time" if then else "at another time"
            if best is None or points > best[0]:
                best = points, f"both are {theirs.title!r} {when}"
    return best


def against(seen: Sequence[Held], others: Sequence[Held], day: str | None) -> tuple[float, str] | None:
    """What speaks against it: at that time the other held another office, the more so in another body."""
    then = [theirs for theirs in others if _holds(theirs, day) and words(theirs.title)]
    mine = [one for one in seen if words(one.title)]
    if not then or not mine:
        return None
    first, theirs = mine[0], then[0]
    apart = any(_apart(one, two) for one in mine for two in then)
    told = f"but one is {first.title!r} and the other {theirs.title!r} at that time"
    return (_OTHER_BODY if apart else _OTHER), told


@lru_cache(maxsize=1 << 12)
def words(title: str) -> frozenset[str]:
    """The words of a title that tell which office it is."""
    found = (_ALSO.get(word, word) for word in name_key(title).split())
    return frozenset(word for word in found if word not in _EMPTY)


def _alike(one: str, two: str) -> bool:
    """Whether two titles are one office: the shorter one's words are in the longer, or its last word and one more."""
    a, b = words(one), words(two)
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return bool(short) and (short <= long or len(short & long) > 1)


def _apart(one: Held, two: Held) -> bool:
    return one.body is not None and two.body is not None and one.body != two.body


def _holds(held: Held, day: str | None) -> bool:
    """Whether an office was held on a day, or near to one on which it was told of."""
    if day is None:
        return False
    start, end = _day(held.start, first=True), _day(held.end, first=False)
    when = _day(day, first=True)
    if when is None or (start is None and end is None):
        return held.known
    slack = timedelta(0) if held.known else _AROUND
    return (start is None or start - slack <= when) and (end is None or when <= end + slack)


@lru_cache(maxsize=1 << 12)
def _day(said: str | None, *, first: bool) -> date | None:
    """A day out of a date that may be a year or a month only: its first, or its last."""
    if not said:
        return None
    try:
        year, month, day = (*(int(part) for part in said[:10].split("-")), 0, 0)[:3]
        if first:
            return date(year, month or 1, day or 1)
        if not month:
            return date(year, 12, 31)
        return date(year, month, day) if day else _next_month(year, month) - timedelta(days=1)
    except ValueError:
        return None


def _next_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)
