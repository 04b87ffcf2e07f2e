"""A trend in words: what it is counted over, what changed among the outlets, what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..analysis.trend_parts import Change, ChangePoint, Direction, Trend
from .calendar_words import day_words
from .wording import count_words

_CHANGES = {
    "joined": "first read",
    "silent": "silent after",
    "back": "back",
    "renamed": "renamed by",
}


def outlets_told(trend: Trend, called: Mapping[str, str] | None = None) -> str:
    """Over which outlets a trend is counted, and how they were chosen."""
    names = [(called or {}).get(one.name, one.name) for one in trend.outlets]
    if not names:
        return f"Counted over no outlet: {count_words(len(trend.left_out), 'outlet')} left out."
    how = {
        "throughout": f"{count_words(len(names), 'outlet')} read throughout",
        "named": f"{count_words(len(names), 'outlet')} that {'was' if len(names) == 1 else 'were'} asked for",
        "all": f"all {count_words(len(names), 'outlet')}",
    }[trend.chosen]
    shown = ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
    left = f" {count_words(len(trend.left_out), 'other')} left out." if trend.left_out else ""
    return f"Counted over {how}: {shown}.{left}"


def denominators(trend: Trend) -> str:
    """What the figures are figures of."""
    buckets = trend.directions[0].buckets
    texts, documents = sum(one.texts for one in buckets), sum(one.documents for one in buckets)
    partial = ", ".join(one.name for one in buckets if one.partial)
    cut = f" Not whole: {partial}." if partial else ""
    return (
        f"{count_words(texts, 'text')} in {count_words(documents, 'document')}; what several carry counts once, where"
        f" it was told first. Intensities are those of {trend.codebook}, -10 (conflict) to +10 (cooperation).{cut}"
    )


def changes_told(trend: Trend, called: Mapping[str, str] | None = None) -> list[str]:
    """Each change among the outlets in words."""
    return [change_told(one, called, every=trend.chosen == "all") for one in trend.source_changes]


def change_told(one: Change, called: Mapping[str, str] | None = None, *, every: bool = False) -> str:
    """A change of one outlet in words; where not ``every`` outlet is counted over, whether this one is."""
    name = (called or {}).get(one.outlet, one.outlet)
    if one.what == "renamed":
        told = f"{name} renamed by {day_words(one.day)}, was {one.was}"
    else:
        told = f"{name} {_CHANGES[one.what]} {day_words(one.day)}"
    return told if every else told + (", counted over" if one.used else ", not counted over")


def change_point_told(one: ChangePoint) -> str:
    """A change of level, with both sides of it."""
    gap = "; nothing was read just before, so it may have been earlier" if one.gap else ""
    before, after = one.before, one.after
    return (
        f"{one.line} change at {one.bucket}: mean {before.mean:+.0f} a hundred texts before ({before.first} to"
        f" {before.last}, {count_words(before.points, 'point')}, {before.told} told in {before.texts:,} texts), "
        f"{after.mean:+.0f} after ({after.first} to {after.last}, {count_words(after.points, 'point')}, {after.told}"
        f" told in {after.texts:,} texts){gap}"
    )


def tested_told(direction: Direction) -> Iterator[str]:
    """How each line was looked through for changes."""
    for one in direction.tested:
        found = [change for change in direction.changes if change.line == one.line]
        if one.why_none is not None:
            yield f"no change of {one.line} is claimed: {one.why_none}"
        elif one.penalty is not None and found:
            yield f"changes of {one.line} by PELT (cost of the mean), penalty {one.penalty:.3g}"


def what_of(trend: Trend) -> Iterator[str]:
    """A chart in words, for who cannot see it."""
    yield outlets_told(trend)
    yield denominators(trend)
    for direction in trend.directions:
        to = "anybody" if direction.to is None else direction.to.name
        yield f"{direction.by.name} towards {to}:"
        for bucket in direction.buckets:
            if bucket.gap:
                yield f"{bucket.name} nothing new was read;"
                continue
            told = [
                f"{point.told} {line} ({point.weighted or 0:+.0f} a hundred texts)"
                for line, point in bucket.points.items()
                if point.told
            ]
            yield f"{bucket.name} {', '.join(told) or 'nothing told'} in {count_words(bucket.texts, 'text')};"
        yield from (f"{change_point_told(one)}." for one in direction.changes)
    yield from (f"{told}." for told in changes_told(trend))
