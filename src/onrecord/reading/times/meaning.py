"""What an expression means, before it is given its place in the list of times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...record import Anchor, AnchorKind, Granularity, TimeKind
from .extents import edtf, granularity, moved, narrowed, shifted_day

UNKNOWN = Anchor(AnchorKind.UNKNOWN)
_UNIT_GRAINS = {
    "TS": Granularity.SECOND,
    "TM": Granularity.MINUTE,
    "TH": Granularity.HOUR,
    "D": Granularity.DAY,
    "W": Granularity.WEEK,
    "WE": Granularity.WEEKEND,
    "M": Granularity.MONTH,
    "Q": Granularity.QUARTER,
    "H": Granularity.HALF,
    "Y": Granularity.YEAR,
    "E": Granularity.DECADE,
    "C": Granularity.CENTURY,
    "L": Granularity.CENTURY,
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """The fields of a TimeRef that its words and anchor give. ``tokens`` narrows the span to some of the tokens.

    ``fixes`` says whether later words ("the next day") may count from it; what is only compared with does not.
    """

    kind: TimeKind
    granularity: Granularity
    value: str | None = None
    edtf: str | None = None
    start: str | None = None
    end: str | None = None
    mod: str | None = None
    anchor: Anchor | None = None
    why: str = ""
    confidence: float = 0.9
    tokens: tuple[int, int] | None = None
    fixes: bool = True


def grain(unit: str) -> Granularity:
    """The granularity of a unit by its TIMEX3 code."""
    return _UNIT_GRAINS[unit]


def point(value: str, anchor: Anchor | None = None, mod: str | None = None, why: str = "") -> Meaning:
    """A point or stretch of the calendar with everything that follows from its value."""
    start, end = narrowed(value, mod)
    form = edtf(value) + ("~" if mod == "APPROX" and "/" not in edtf(value) else "")
    return Meaning(TimeKind.POINT, granularity(value), value, form, start, end, mod, anchor, why)


def unknown(fine: Granularity, why: str, form: str | None = None, mod: str | None = None) -> Meaning:
    """A relative time that nothing tells the anchor of; ``form`` is what its own words fix, in EDTF."""
    return Meaning(TimeKind.POINT, fine, edtf=form, mod=mod, anchor=UNKNOWN, why=why)


def vague(reference: str, mod: str | None = None) -> Meaning:
    """One of TIMEX3's three references to present, past and future."""
    return Meaning(TimeKind.POINT, Granularity.VAGUE, reference, mod=mod, confidence=0.8)


def between(start: str, end: str, fine: Granularity, why: str, anchor: Anchor | None = None) -> Meaning:
    """A stretch that TIMEX3 has no value for, with its first and last day."""
    return Meaning(TimeKind.POINT, fine, None, f"{start}/{end}", start, end, None, anchor, why)


def length(count: float | None, unit: str, mod: str | None = None) -> Meaning:
    """A length of time; an unknown number is ``X``."""
    return Meaning(TimeKind.DURATION, grain(unit), duration(count, unit), mod=mod)


def duration(count: float | None, unit: str) -> str:
    """A length in TIMEX3's writing: ``P3D``, ``PT2H``, ``P2Y6M``; counted decades and centuries become years."""
    body, lead = (unit[1:], "PT") if unit.startswith("T") else (unit, "P")
    if count is None:
        return f"{lead}X{body}"
    multiple = {"E": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y"), "Q": (3, "M")}.get(body)
    if multiple is not None:
        count, body = count * multiple[0], multiple[1]
    whole = int(count)
    finer = {"Y": (12, "M"), "H": (60, "M"), "D": (24, "H"), "M": (60, "S") if lead == "PT" else (30, "D")}.get(body)
    rest = count - whole
    if not rest:
        return f"{lead}{whole}{body}"
    if finer is None or body == "D":
        return f"{lead}{count:g}{body}"
    return (
        f"{lead}{whole}{body}{round(rest * finer[0])}{finer[1]}"
        if whole
        else f"{lead}{round(rest * finer[0])}{finer[1]}"
    )


def back_from(day: str, count: float, unit: str) -> str | None:
    """The day that lies ``count`` units from ``day`` (before it if negative); ``None`` where the unit is no such."""
    if unit.startswith("T"):
        hours = count if unit == "TH" else count / 60 if unit == "TM" else count / 3600
        found = shifted_day(date.fromisoformat(day), round(hours / 24)) if abs(hours) < 10**6 else None
        return None if found is None else found.isoformat()
    if abs(count) > 10_000_000 or count != int(count):
        return None
    return moved(day, int(count), "D" if unit == "WE" else unit)
