"""How many, how much, how long: the numbers of a sentence as intervals, each with what it counts."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..codebook import count_words

#: Words of time, in days: two lengths of time are compared whatever their unit.
_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.0, "year": 365.0}
_FRACTIONS = {
    "half": 0.5,
    "third": 1 / 3,
    "thirds": 1 / 3,
    "quarter": 0.25,
    "quarters": 0.25,
    "fifth": 0.2,
    "tenth": 0.1,
    "tenths": 0.1,
}
_MORE = {"billion": 1_000_000_000}
#: How far "about thirty" reaches.
_ABOUT = 0.1
_DIGITS = re.compile(r"\d{1,15}\Z")


@dataclass(frozen=True, slots=True)
class Quantity:
    """From ``least`` to ``most`` of what is counted: ``unit`` is a word as ``unit_of`` gives it, "" for a bare number.

    ``words`` are those of the number; ``begin`` and ``end`` are the places of its words among those of the sentence.
    """

    least: float
    most: float
    unit: str
    words: str
    begin: int
    end: int

    def differs(self, other: Quantity) -> bool:
        """Whether both count the same thing and cannot be the same number."""
        if self.unit != other.unit:
            return False
        slack = 1e-9 * max(abs(self.least), abs(other.least), 1.0)
        return self.least > other.most + slack or other.least > self.most + slack


def quantities(forms: Sequence[str], gaps: Sequence[str], units: Sequence[str]) -> list[Quantity]:
    """The numbers among some words. ``gaps`` is what stands before each word, ``units`` what each word is counted as
    ("" for a word that is not counted).
    """
    found, at = list[Quantity](), 0
    while at < len(forms):
        read = _number(forms, gaps, at)
        if read is None:
            at += 1
            continue
        value, end = read
        found.append(_bounded(forms, units, value, at, end))
        at = end
    return found


def _bounded(forms: Sequence[str], units: Sequence[str], value: float, begin: int, end: int) -> Quantity:
    unit, after = _unit(forms, units, end)
    if unit in _DAYS:
        value, unit = value * _DAYS[unit], "day"
    first, kind = _bound(forms, begin)
    least = most = value
    if kind in ("from", "above"):
        most = math.inf
    elif kind in ("to", "below"):
        least = 0.0
    elif kind == "about":
        least, most = value * (1 - _ABOUT), value * (1 + _ABOUT)
    return Quantity(least, most, unit, " ".join(forms[first:end]), first, max(end, after))


def _number(forms: Sequence[str], gaps: Sequence[str], at: int) -> tuple[float, int] | None:
    """The number that begins here, and where its words end."""
    digits = _digits(forms, gaps, at)
    words = count_words()
    if digits is not None:
        value, end = digits
    elif forms[at] in words.numbers and not (forms[at] == "one" and forms[at + 1 : at + 2] in (["of"], [])):
        value, end = float(words.numbers[forms[at]]), at + 1
        if end < len(forms) and value >= 20 and words.numbers.get(forms[end], 10) < 10:
            value, end = value + words.numbers[forms[end]], end + 1
    elif forms[at] in _FRACTIONS and at > 0 and forms[at - 1] in ("a", "one"):
        return _FRACTIONS[forms[at]], at + 1
    elif forms[at] == "half" and forms[at + 1 : at + 2] in (["of"], ["a"], ["the"]):
        return (0.5, at + 2) if forms[at + 1] == "a" else (0.5, at + 1)
    elif forms[at] in words.multipliers and at > 0 and forms[at - 1] in ("a", "an"):
        value, end = 1.0, at
    else:
        return None
    while end < len(forms) and (times := words.multipliers.get(forms[end], _MORE.get(forms[end]))) is not None:
        value, end = value * times, end + 1
    if end < len(forms) and forms[end] in _FRACTIONS and forms[end].endswith("s"):
        value, end = value * _FRACTIONS[forms[end]], end + 1
    return value, end


def _digits(forms: Sequence[str], gaps: Sequence[str], at: int) -> tuple[float, int] | None:
    """Figures with their separators: "20,000", "1.8"."""
    if _DIGITS.match(forms[at]) is None:
        return None
    written, end = forms[at], at + 1
    while end < len(forms) and gaps[end] == "," and len(forms[end]) == 3 and _DIGITS.match(forms[end]):
        written, end = written + forms[end], end + 1
    if end < len(forms) and gaps[end] == "." and _DIGITS.match(forms[end]):
        written, end = f"{written}.{forms[end]}", end + 1
    return float(written), end


def _unit(forms: Sequence[str], units: Sequence[str], end: int) -> tuple[str, int]:
    """What a number counts: the next word but one or two that can be counted, and where it ends."""
    at = end
    while at < min(end + 4, len(forms)):
        plain = forms[at][:-1] if forms[at].endswith("s") else forms[at]
        if plain in _DAYS:
            return plain, at + 1
        if units[at]:
            return units[at], end
        at += 1
    return "", end


@cache
def _bounds() -> dict[tuple[str, ...], str]:
    return {tuple(words.split()): kind for words, kind in count_words().bounds.items()}


def _bound(forms: Sequence[str], begin: int) -> tuple[int, str | None]:
    """Where the words before a number begin that make it a bound, and which."""
    for size in (4, 3, 2, 1):
        kind = _bounds().get(tuple(forms[max(0, begin - size) : begin]))
        if kind is not None:
            return max(0, begin - size), kind
    return begin, None
