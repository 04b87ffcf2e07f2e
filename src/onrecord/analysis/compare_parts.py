"""What comes of setting another dataset's events beside our own: agreed, near, only there, only here, with reasons."""

from __future__ import annotations

from dataclasses import dataclass

from .cited import Cited


@dataclass(frozen=True, slots=True)
class Row:
    """An event of theirs as it is cited: ``line`` of the table, its own id, its days, its type in its own words and in
    PLOVER (the likeliest first), who takes part on either side, and the source that it names.
    """

    line: int
    id: str
    first: str
    last: str
    label: str
    types: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    country: str | None
    source: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Own:
    """An event of ours as it is cited; ``carried`` is how many more documents carry the same text of it.

    ``dated`` says whether a text tells the day; where none does, it was compared by the day of publication.
    """

    cited: Cited
    carried: int
    dated: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A row of theirs and an event of ours: how alike (0 to 1), in what they agree, in what they differ."""

    row: Row
    own: Own
    score: float
    agrees: tuple[str, ...]
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class There:
    """A row to which nothing here fits, and why, as far as that can be told. ``unread``: nothing was read of its
    days.
    """

    row: Row
    reason: str
    unread: bool


@dataclass(frozen=True, slots=True)
class Here:
    """An event of ours to which no row fits, and why, as far as that can be told."""

    own: Own
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """What was read in the period: ``days`` of it bear a text, of ``period`` days; ``silent`` are outlets that fell
    silent before its end.
    """

    documents: int
    texts: int
    outlets: int
    days: int
    period: int
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was not compared. Of theirs: rows outside the period, of others than asked for, of types that PLOVER does
    not code. Of ours: events that are only planned, negated or the like; of types that they do not code; without a day.
    """

    outside: int = 0
    others: int = 0
    uncoded: int = 0
    not_done: int = 0
    not_theirs: int = 0
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table of theirs beside a desk, over a period.

    ``rows`` and ``events`` are how many of theirs and of ours were compared: the denominators of all shares. ``agreed``
    are pairs, one to one; ``also`` those that would be, of which one is in another pair already; ``near`` pairs that
    differ in something that counts. Each row, and each event of ours, is in one of the four parts, or counted as also.
    """

    table: str
    scheme: str
    since: str
    until: str
    as_of: str | None
    rows: int
    events: int
    agreed: tuple[Match, ...]
    also: tuple[Match, ...]
    near: tuple[Match, ...]
    only_there: tuple[There, ...]
    only_here: tuple[Here, ...]
    also_rows: int
    also_events: int
    left_out: LeftOut
    read: Read
