"""What a trend consists of. Every figure stands beside what was read, and every point opens its sentences."""

from __future__ import annotations

from dataclasses import dataclass

from .cited import Cited, Who
from .series import Bucket


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet that is counted over, with its documents in the period."""

    id: str | None
    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class OutletLeftOut:
    """An outlet that was read in the period and is not counted over, and why."""

    id: str | None
    name: str
    documents: int
    why: str


@dataclass(frozen=True, slots=True)
class Change:
    """An outlet joined, fell silent, came back or was renamed (``was`` its former name) on a day, in a stretch.

    ``used`` says whether it is one of those that are counted over.
    """

    outlet: str
    what: str
    day: str
    bucket: str
    used: bool
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding that a point is made of: its line, its intensity by the codebook, and with which authority it is said.

    ``named``: the other side is neither spoken to nor the target, only named in the statement's words.
    """

    line: str
    intensity: float
    voice: str | None
    named: bool
    cited: Cited


@dataclass(frozen=True, slots=True)
class Sentences:
    """What a stretch's points are made of: the weightiest of each line, and how many more there are."""

    bucket: str
    shown: tuple[Shown, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Around:
    """One side of a change of level: the stretches, how many points, their mean (weighted figure a hundred texts), how
    many findings, in how many texts.
    """

    first: str
    last: str
    points: int
    mean: float
    told: int
    texts: int


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """A change of level in a line at a stretch. ``gap``: nothing was read just before, so it may have been earlier.

    ``evidence`` are the weightiest findings of that stretch; where it has none, what was there before is no more.
    """

    line: str
    bucket: str
    before: Around
    after: Around
    gap: bool
    evidence: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Tested:
    """How a line was looked through for changes: the penalty of a cut, or why none is claimed."""

    line: str
    penalty: float | None
    why_none: str | None


@dataclass(frozen=True, slots=True)
class Direction:
    """One side towards the other (``None``: anybody). ``speakers`` are those who say and do most of it, with their
    authority and how often. ``left_out`` are findings of the period that are in no line, by why.
    """

    by: Who
    to: Who | None
    buckets: tuple[Bucket, ...]
    sentences: tuple[Sentences, ...]
    changes: tuple[ChangePoint, ...]
    tested: tuple[Tested, ...]
    speakers: tuple[tuple[str, str, int], ...]
    left_out: tuple[tuple[str, int], ...]

    @property
    def told(self) -> int:
        """How much is told in all lines together."""
        return sum(point.told for bucket in self.buckets for point in bucket.points.values())


@dataclass(frozen=True, slots=True)
class Trend:
    """``since`` and ``until`` bound the period; ``chosen`` is how the outlets were chosen: throughout, named, all."""

    a: Who
    b: Who | None
    by: str
    since: str
    until: str
    read_until: str
    as_of: str | None
    codebook: str
    chosen: str
    outlets: tuple[Outlet, ...]
    left_out: tuple[OutletLeftOut, ...]
    undated: int
    source_changes: tuple[Change, ...]
    directions: tuple[Direction, ...]
    notes: tuple[str, ...] = ()
