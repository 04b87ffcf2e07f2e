"""Findings of a period in its stretches, over the texts that were read in each: counts, and no number without its
denominator.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .periods import Stretch
from .source_set import Period
from .tellings import LINES, Telling, told_once
from .texts_read import TextsRead

#: Texts for which a figure is given.
PER = 100
#: A stretch with fewer texts than this has figures of little weight, and says so.
FEW = 10


@dataclass(frozen=True, slots=True)
class Point:
    """One line in one stretch: how many are told, how many a hundred texts, their mean intensity (-10 to +10), and the
    sum of intensities a hundred texts, which is what a line of a trend is drawn by. ``None`` where nothing was read.
    """

    told: int
    per_100: float | None
    intensity: float | None
    weighted: float | None
    types: tuple[tuple[str, int], ...] = ()
    voices: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Bucket:
    """One stretch: its days as far as they lie in the period, what was read in it (``documents``, and ``texts``: those
    told in it for the first time), and each of the lines. Where nothing was read (``gap``) nothing is known.
    """

    name: str
    first: str
    last: str
    documents: int
    texts: int
    outlets: int
    points: Mapping[str, Point]
    partial: bool = False

    @property
    def gap(self) -> bool:
        """Whether nothing new was read, so that there is no figure."""
        return self.texts == 0

    @property
    def few(self) -> bool:
        """Whether so little was read that a figure has little weight."""
        return 0 < self.texts < FEW


@dataclass(frozen=True, slots=True)
class Series:
    """The stretches of a period, and what is told in each of them, in order."""

    buckets: tuple[Bucket, ...]
    told: tuple[tuple[Telling, ...], ...]


def series(texts: TextsRead, tellings: Iterable[Telling], period: Period, outlets: frozenset[str | None]) -> Series:
    """Counts what these outlets tell over what was read from them. ``tellings`` are of these outlets, of any day."""
    within = texts.of(outlets)
    first, last = period.first.toordinal(), period.last.toordinal()
    documents, new = within.between(first, last), within.first_tellings().between(first, last)
    starts = [one.first.toordinal() for one in period.parts]
    places = np.array(starts, dtype=np.int64)
    of_documents = np.searchsorted(places, documents.days, side="right") - 1
    all_ = np.bincount(of_documents, minlength=len(starts))
    fresh = np.bincount(np.searchsorted(places, new.days, side="right") - 1, minlength=len(starts))
    who = _outlets(of_documents, documents.sources, len(starts))
    parts: list[list[Telling]] = [[] for _ in starts]
    for one in told_once(tellings):
        if first <= one.day <= last:
            parts[bisect_right(starts, one.day) - 1].append(one)
    buckets = [
        _bucket(stretch, period, (int(all_[n]), int(fresh[n]), who[n]), parts[n])
        for n, stretch in enumerate(period.parts)
    ]
    return Series(tuple(buckets), tuple(map(tuple, parts)))


def _outlets(
    stretches: np.ndarray[tuple[int], np.dtype[np.int64]],
    sources: np.ndarray[tuple[int], np.dtype[np.int64]],
    count: int,
) -> list[int]:
    """From how many outlets there is something in each stretch."""
    pairs = np.unique(np.stack([stretches, sources]), axis=1)
    return [int(one) for one in np.bincount(pairs[0], minlength=count)]


def _bucket(stretch: Stretch, period: Period, read: tuple[int, int, int], told: Sequence[Telling]) -> Bucket:
    documents, texts, outlets = read
    by_line: defaultdict[str, list[Telling]] = defaultdict(list)
    for one in told:
        by_line[one.line].append(one)
    first, last = max(stretch.first, period.first), min(stretch.last, period.last)
    return Bucket(
        stretch.name,
        first.isoformat(),
        last.isoformat(),
        documents,
        texts,
        outlets,
        {line: point(by_line[line], texts) for line in LINES},
        partial=first > stretch.first or min(last, period.end) < stretch.last,
    )


def point(told: Sequence[Telling], texts: int) -> Point:
    """What these come to over so many texts."""
    total = sum(one.weight for one in told)
    return Point(
        len(told),
        PER * len(told) / texts if texts else None,
        total / len(told) if told else None,
        PER * total / texts if texts else None,
        _ordered(Counter(one.type for one in told)),
        _ordered(Counter(one.voice for one in told if one.voice is not None)),
    )


def _ordered(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
