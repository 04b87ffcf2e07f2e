"""The ties of a Record in words: who is tied to whom and how, since when, with which title, and on whose word."""

from __future__ import annotations

from ..record import Tie, TieType
from .calendar_words import interval_words
from .standing_words import joined, label, voice_line
from .telling import Line, Telling, Words, on_one_line
from .when import short_date

_VERBS: dict[TieType, str] = {
    TieType.PART_OF: "is part of",
    TieType.MEMBER_OF: "is a member of",
    TieType.SPOKESPERSON_OF: "is spokesperson of",
    TieType.HOLDS_OFFICE: "holds office in",
    TieType.ALLIED_WITH: "is allied with",
    TieType.OPPOSED_TO: "is opposed to",
    TieType.DESIGNATED_BY: "is designated by",
    TieType.LOCATED_IN: "is located in",
    TieType.FAMILY: "is family of",
}


def tie_line(telling: Telling, tie: Tie) -> Line:
    """One tie as one line, its standing first and on whose word last."""
    head: Line = (f"{label(tie)}: ", *ends_line(telling, tie))
    return joined((head, *tie_circumstances(telling, tie), basis_line(telling, tie), voice_line(telling, tie)))


def ends_line(telling: Telling, tie: Tie) -> Line:
    """``A – funds → B``; of a tie that holds in both directions ``A ← fought → B``."""
    before, after = (" ← ", " → ") if tie.type.mutual else (" – ", " → ")
    return (*telling.taker(tie.a), before, verb(tie), after, *telling.taker(tie.b))


def verb(tie: Tie) -> str:
    """The type as a verb: ``funds``, ``is part of``."""
    return verb_of(tie.type)


def verb_of(type_: TieType) -> str:
    """A type of tie as a verb."""
    return _VERBS.get(type_, type_.value)


def tie_circumstances(telling: Telling, tie: Tie) -> tuple[Line, ...]:
    """Title, dates and reason, as far as the text tells."""
    return tuple(
        line for line in (title_line(telling, tie), date_line(telling, tie), reason_line(telling, tie)) if line
    )


def title_line(telling: Telling, tie: Tie) -> Line | None:
    """The words of an office, a degree of family, or a list."""
    return None if tie.title is None else ("“", on_one_line(tie.title.of(telling.text)), "”")


def date_line(telling: Telling, tie: Tie) -> Line | None:
    """Between which dates it is told to have held or begun, else the time it is dated by."""
    spread = _years(tie.start or "", tie.end or "") or interval_words(tie.start, tie.end)
    return (Words(spread),) if spread else short_date(telling, tie.when)


def _years(start: str, end: str) -> str:
    """Whole years as such: ``2029``, ``2029 to 2031``."""
    whole = start[4:] in ("", "-01-01") and end[4:] in ("", "-12-31")
    if not whole or not start[:4].isdigit() or not end[:4].isdigit():
        return ""
    return start[:4] if start[:4] == end[:4] else f"{start[:4]} to {end[:4]}"


def reason_line(telling: Telling, tie: Tie) -> Line | None:
    """The ground that a designation gives, in its words."""
    return None if tie.reason is None else ("because “", on_one_line(tie.reason.of(telling.text)), "”")


def basis_line(telling: Telling, tie: Tie) -> Line | None:
    """Of a derived tie, those it follows from, in words."""
    if not tie.derived:
        return None
    known = telling.ties
    told = (ends_line(telling, known[i]) if i in known else (Words(i),) for i in tie.basis)
    return ("derived from ", *joined((("“", *line, "”") for line in told), " and "))
