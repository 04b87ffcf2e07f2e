"""On whose word a finding stands, and whether what it tells of was done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .document import ZoneKind


class Standing(StrEnum):
    """On whose word: the Document's own, that of a Statement it reports, or an analyst's who comments in it."""

    REPORTED = "reported"
    ATTRIBUTED = "attributed"
    COMMENT = "comment"


class Polarity(StrEnum):
    """Whether it was done: told as fact, as not so, as to come, on a condition, or as a mere thought."""

    ACTUAL = "actual"
    NEGATED = "negated"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    HYPOTHETICAL = "hypothetical"


@dataclass(frozen=True, slots=True)
class Footing:
    """The ground an Event or a Tie stands on.

    ``by`` is the id of the innermost Statement on whose word it stands, and ``None`` exactly where the standing is not
    ``attributed``; the chain of hearsay goes on through that Statement's ``within``. ``zone`` is the voice of the text
    at that place: a claim quoted inside a comment is attributed, in the zone ``comment``.

    Raises:
        ValueError: if standing and ``by`` contradict each other, or a comment's own words would stand as reported.
    """

    standing: Standing
    zone: ZoneKind
    by: str | None = None

    def __post_init__(self) -> None:
        if (self.by is not None) is not (self.standing is Standing.ATTRIBUTED):
            raise ValueError(f"{self.standing} with the statement {self.by!r}")
        if self.zone is ZoneKind.COMMENT and self.standing is Standing.REPORTED:
            raise ValueError("what a comment says is not reported")
