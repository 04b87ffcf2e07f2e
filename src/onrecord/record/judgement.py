"""What a person, or the machine, decided about a finding, an actor or a source: never erased, only undone."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class JudgementKind(StrEnum):
    """What was decided."""

    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    STATUS = "status"
    GRADE = "grade"
    SOURCE = "source"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision, as it stands in the history.

    ``id`` is ``"j:"`` and letters. ``subject`` is the id of what was judged: a finding (``s:``, ``e:``, ``t:``,
    ``c:``), a source (``o:``), for same/different an actor, whose other is ``other``; for a status a commitment
    (``c:``), whose ``other`` is the finding that shows it, if one does; for an undo the judgement that is taken back.
    ``value`` is what an edit or a grade says: a finding's fields by their names on the wire, a grade's letter under
    ``reliability``, a source's fields, a commitment's ``status``. ``at`` is ISO 8601 in UTC. ``undone`` is the time at
    which another judgement took it back.
    """

    id: str
    at: str
    who: str
    kind: JudgementKind
    subject: str
    other: str | None = None
    value: dict[str, Any] | None = field(default=None, hash=False)
    why: str | None = None
    undone: str | None = None
