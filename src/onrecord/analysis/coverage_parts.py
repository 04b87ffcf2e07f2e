"""What a coverage consists of: what a desk has read, has missed, and has not looked at."""

from __future__ import annotations

from dataclasses import dataclass

#: What is known of an outlet in a stretch.
READ, QUIET, SILENT, NOTHING_READ, BEFORE, UNKNOWN = "read", "quiet", "silent", "nothing read", "not yet", "not known"
NOT_LOOKED = "not looked at"
STATES = (READ, QUIET, SILENT, NOT_LOOKED, NOTHING_READ, BEFORE, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Cell:
    """An outlet in a stretch: its documents, texts first told by it, statements, and what it means if there are none.

    ``read``: something came. ``quiet``: nothing came, for no longer than is usual with it. ``silent``: nothing came for
    longer than its habit. ``not looked at``: it is followed, and was not reached any more. ``nothing read``: the desk
    read nothing of anybody. ``not yet``: before its first document. ``not known``: nothing came, and it is read too
    little to have a habit. ``missed`` are entries seen then that were refused, are gone, or could not be fetched.
    """

    bucket: str
    documents: int
    texts: int
    statements: int
    state: str
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Silent:
    """A silence: the last day before, the first day after (``None``: it lasts), its length in days."""

    last: str
    back: str | None
    days: int


@dataclass(frozen=True, slots=True)
class Watch:
    """How something that is followed stands: when it was looked at last, and with what success; ``None``: never.

    ``state`` is active, paused or gone; ``items`` its entries by state, ``reasons`` why some were missed, each with its
    number. ``told`` says in words whether it is being looked at.
    """

    id: str
    kind: str
    url: str
    state: str
    looked: str | None
    succeeded: str | None
    failures: int
    refusals: int
    error: str | None
    items: tuple[tuple[str, int], ...]
    reasons: tuple[tuple[str, int], ...]
    told: str


@dataclass(frozen=True, slots=True)
class SourceCover:
    """An outlet (``id`` ``None``: of no known outlet): what was read of it in the period, and how it publishes.

    ``usual_gap`` is its habit, in days between two days with something (``None``: too few). ``state`` is read, silent,
    not looked at or not known, at the end of what was read; ``silent_since`` its last day, if it is silent;
    ``looked_until`` the last day on which anything that is followed of it was reached.
    ``failures`` are documents in whose reading some step failed.
    """

    id: str | None
    name: str
    languages: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None
    documents: int
    texts: int
    statements: int
    undated: int
    failures: int
    usual_gap: float | None
    state: str
    silent_since: str | None
    looked_until: str | None
    silences: tuple[Silent, ...]
    renamed: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]
    watched: tuple[Watch, ...]


@dataclass(frozen=True, slots=True)
class LanguageCover:
    """A language (``None``: not known): what was read in it, in how many documents steps failed, and why, for example.

    ``in_full`` says that no step failed in more than half of them.
    """

    language: str | None
    documents: int
    texts: int
    statements: int
    failures: int
    in_full: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the period: all that was read in it; where that is nothing, nothing is known of it."""

    name: str
    first: str
    last: str
    partial: bool
    documents: int
    texts: int
    statements: int
    outlets: int
    missed: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was read, missed and silent from ``since`` to ``until``; ``read_until`` is the last day with anything.

    ``followed`` are things followed that are of no one outlet; ``never_read`` outlets that are followed and of which
    nothing was ever read.
    """

    by: str
    since: str
    until: str
    read_until: str
    as_of: str | None
    spans: tuple[Span, ...]
    sources: tuple[SourceCover, ...]
    languages: tuple[LanguageCover, ...]
    followed: tuple[Watch, ...]
    undated: int
    notes: tuple[str, ...] = ()
