"""A draft checked at a desk: what it cites is looked up, and every sentence checked against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from ..brief.check import Grounds, check
from ..brief.dates_said import day_of
from ..brief.draft import Draft, read_draft
from ..brief.evidence import Evidence
from ..brief.fault import Fault, Gravity
from ..brief.gathering import Gathering
from ..brief.hearing import Hearing
from ..brief.past import Past
from ..brief.ripple import Found
from ..brief.style import Style
from ..errors import OnRecordError
from ..record import Brief
from .keeping import Desk


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft, what its citations stand for (by their keys), and all that is wrong with it, in its order."""

    draft: Draft
    found: dict[str, Evidence | OnRecordError]
    faults: tuple[Fault, ...]

    @property
    def evidence(self) -> dict[str, Evidence]:
        """What those citations stand for that stand for something."""
        return there(self.found)

    def of(self, gravity: Gravity) -> int:
        """How many faults are so grave."""
        return sum(one.gravity is gravity for one in self.faults)

    @property
    def sentences(self) -> int:
        """How many sentences the draft has, headings apart."""
        return sum(not one.level for one in self.draft.brief.sentences)

    @property
    def citations(self) -> int:
        """How many citations its sentences have."""
        return sum(len(one.citations) for one in self.draft.brief.sentences if not one.level)


def checked(
    desk: Desk,
    at: sa.Connection,
    draft: Draft,
    style: Style,
    *,
    at_time: str | None = None,
    confirmed: bool = False,
    gathering: Gathering | None = None,
) -> Checked:
    """Checks a draft. ``confirmed`` asks that a person has accepted all that is cited; ``gathering`` is one of the same
    desk, connection and time, with what it has unpacked.
    """
    looked = gathering or Gathering(desk.store, at, desk.gazetteer, at_time)
    found = looked.evidence(draft.brief.cited)
    grounds = grounds_of(desk, at, draft.brief, found, style, at_time=at_time, confirmed=confirmed)
    return Checked(draft, found, check(draft, found, grounds))


def grounds_of(
    desk: Desk,
    at: sa.Connection,
    brief: Brief,
    found: Found,
    style: Style,
    *,
    at_time: str | None = None,
    confirmed: bool = False,
) -> Grounds:
    """What a brief is checked against: what its citations stand for, and the desk as it is now, or was at a stamp."""
    day = brief_day(brief)
    past = Past(desk.store, at, desk.gazetteer, at_time, day)
    hearing = Hearing(desk.store, at, at_time)
    return Grounds(brief, there(found), desk.gazetteer, style, day, confirmed, hearing, past)


def there(found: Found) -> dict[str, Evidence]:
    """What those citations stand for that stand for something."""
    return {key: one for key, one in found.items() if isinstance(one, Evidence)}


def checked_text(
    desk: Desk,
    at: sa.Connection,
    text: str,
    style: Style,
    name: str = "this draft",
    *,
    at_time: str | None = None,
    confirmed: bool = False,
) -> Checked:
    """The same of a draft's text.

    Raises:
        BriefError: if it is too long, or its head cannot be read.
    """
    return checked(desk, at, read_draft(text, name), style, at_time=at_time, confirmed=confirmed)


def brief_day(brief: Brief) -> date | None:
    """The day of a brief, from which "last month" counts: what its head gives as date, or the last day it looks at."""
    said = (brief.fact(name) for name in ("date", "until"))
    return next((day for one in said if (day := day_of(one)) is not None), None)
