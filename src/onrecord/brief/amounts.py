"""The numbers of a text with what each counts, and whether one may be told for another."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ..codebook import count_words, role_words
from ..codebook.fact_words import fact_words
from ..linking.quantities import Quantity, quantities
from ..linking.said_words import COMMON
from .phrases import is_number
from .stance import is_past
from .wordings import Wordings, concepts, wordings

#: How many words after a number are looked at for what it counts.
_REACH = 4
_LENGTHS = {
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "fortnight": 14.0,
    "month": 30.0,
    "year": 365.0,
}
_PERCENT = frozenset(("percent", "per", "percentage", "cent"))
_ENDS = re.compile(r"[.,;:!?()“”\"«»—–]")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_ORDINALS |= {"ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14}
_ORDINALS |= {"fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20}
_ORDINAL = re.compile(r"(\d{1,4})(?:st|nd|rd|th)\Z")
_MINUTES = re.compile(r":\d")
_PRONOUNS = frozenset(("them", "us", "these", "those", "which", "whom", "you"))
_PLURALS = frozenset(("people", "men", "women", "children", "feet", "police", "troops", "crew", "dead", "wounded"))
#: How far a length of time may be rounded, in days, by the days of its unit.
_ROUNDED = {7.0: 3.0, 14.0: 3.0, 30.0: 16.0, 365.0: 183.0}


class Bound(StrEnum):
    """How exact a number is told."""

    EXACT = "exactly"
    FROM = "at least"
    ABOVE = "more than"
    TO = "up to"
    BELOW = "less than"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a text: its ``value``, how exact it is, and what it counts.

    ``counted`` are the words that may be its noun, the likeliest first; none where it stands alone ("nine of them").
    ``unit`` is days for a length of time, and "%" for a share; ``rank`` says that it is an ordinal. ``start`` and
    ``end`` are characters. ``rate`` is whether a unit of time is only that of a sum ("90 terals a day").
    """

    value: float
    bound: Bound
    counted: tuple[str, ...]
    start: int
    end: int
    unit: str = ""
    rank: bool = False
    step: float = 0.0
    rate: bool = False

    @property
    def noun(self) -> str:
        """What it counts, as a message gives it."""
        return self.counted[0] if self.counted else ""


@lru_cache(maxsize=1 << 12)
def amounts(text: str) -> tuple[Amount, ...]:
    """The numbers of a text, in order."""
    said = wordings(text)
    forms, places = _cut(said)
    gaps = [text[(places[at - 1][1] if at else 0) : places[at][0]] for at in range(len(forms))]
    # A word that is counted stands between a number and a later unit of time: "three boats a day".
    units = ["" if form in COMMON or form in fact_words().of("between") else form for form in forms]
    found = [_amount(said, forms, gaps, places, one) for one in quantities(forms, gaps, units)]
    taken = {at for one in found for at in range(one.start, one.end)}
    found += [one for one in _others(forms, gaps, places) if one.start not in taken]
    found = _shares(text, sorted(found, key=lambda one: one.start))
    return tuple(sorted((one for one in found if not _is_clock(text, one)), key=lambda one: one.start))


_OUT_OF = re.compile(r"\s(?:in|out of|of every|in every)\s\Z")


def _shares(text: str, found: Sequence[Amount]) -> list[Amount]:
    """Numbers with "seven in ten" as one, a share."""
    made: list[Amount] = []
    for one in found:
        before = made[-1] if made else None
        # Where the second number begins with what blurs it ("in about ten") it is no whole.
        if before is not None and _OUT_OF.search(text[before.end : one.start]) and _is_whole(before, one):
            counted = one.counted or before.counted
            made[-1] = Amount(before.value / one.value, before.bound, counted, before.start, one.end, "%")
        else:
            made.append(one)
    return made


def _is_whole(part: Amount, one: Amount) -> bool:
    plain = not (part.unit or one.unit or part.rank or one.rank) and one.bound is Bound.EXACT
    return plain and (2 <= one.value <= 20 or one.value in (50, 100, 1000)) and part.value < one.value


def _is_clock(text: str, one: Amount) -> bool:
    """Whether a number is the hour or the minute of "02:10"."""
    return text[max(0, one.start - 1) : one.start] == ":" or _MINUTES.match(text, one.end) is not None


def _cut(said: Wordings) -> tuple[list[str], list[tuple[int, int]]]:
    """Words cut at their hyphens: "forty-one", "ten-day"; and figures from the letters behind them."""
    forms: list[str] = []
    places: list[tuple[int, int]] = []
    for word in said.words:
        for piece in re.finditer(r"\d+(?:st|nd|rd|th)\b|\d+|[^\W\d_]+(?:['’][^\W\d_]+)*", word.text):
            forms.append(piece[0].lower().replace("’", "'"))
            places.append((word.start + piece.start(), word.start + piece.end()))
    return forms, places


def _amount(
    said: Wordings, forms: Sequence[str], gaps: Sequence[str], places: Sequence[tuple[int, int]], one: Quantity
) -> Amount:
    value, bound = _value(one)
    number = _number_begins(forms, one)
    end = one.end
    unit, step = "", 0.0
    counted: tuple[str, ...]
    if one.unit == "day" and _is_apart(forms, one):
        value, end, counted = value / _LENGTHS[forms[end - 1].rstrip("s")], end - 2, ()
    elif one.unit == "day":
        # A quantity goes on over its unit of time.
        end -= 1
        unit = "day"
        step = _LENGTHS.get(forms[end].rstrip("s"), 1.0)
        counted = (forms[end],)
    else:
        counted = _counted(forms, gaps, end)
        percent = said.text[places[end - 1][1] :].lstrip()[:1] == "%" or (counted and counted[0] in _PERCENT)
        percent = percent or tuple(forms[end : end + 2]) == ("per", "cent")
        if percent:
            value, unit, counted = value / 100, "%", ("percent",)
        elif 0 < value < 1 and not forms[number][:1].isdigit():
            unit = "%"
        sign = said.text[max(0, places[number][0] - 1) : places[number][0]]
        if sign in ("$", "€", "£", "¥"):
            counted = ({"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen"}[sign],)
    if bound is Bound.EXACT:
        bound = _bound_behind(said.text[places[end - 1][1] :][:_BEHIND])
    return Amount(value, bound, counted, places[one.begin][0], places[end - 1][1], unit, step=step)


#: What opens a number at one end may stand behind what it counts: "nine mines or more", "nine mines at the very least".
_OPENED = re.compile(
    r"(?:[ -][^\W\d_]+){0,3}?,? (?:(or|and|if not) (more|above|over|upwards|better)"
    r"|(or) (less|fewer|below|under)|(at (?:the )?(?:very )?)(least|most)|at a (minimum)|at a (maximum))\b(?! than)"
)
_BEHIND = 80


def _bound_behind(text: str) -> Bound:
    """How a number is opened by the words behind what it counts; exact if it is not."""
    found = _OPENED.match(text)
    if found is None:
        return Bound.EXACT
    return Bound.TO if found[4] or found[6] == "most" or found[8] else Bound.FROM


def _is_apart(forms: Sequence[str], one: Quantity) -> bool:
    """Whether the unit of time behind a number is another's: "only two a month before"."""
    return one.end >= 2 and forms[one.end - 2] in ("a", "an") and not _DISTANT.isdisjoint(forms[one.end : one.end + 1])


_DISTANT = frozenset(("before", "earlier", "ago", "later", "after"))


def _number_begins(forms: Sequence[str], one: Quantity) -> int:
    at = one.begin
    words = count_words()
    while at < one.end - 1 and not (forms[at][:1].isdigit() or forms[at] in words.numbers):
        at += 1
    return at


def _value(one: Quantity) -> tuple[float, Bound]:
    """The number itself, from the interval that its words and their bound make."""
    kind = None
    for size in (4, 3, 2, 1):
        kind = kind or count_words().bounds.get(" ".join(one.words.split()[:size]))
    if kind == "from":
        return one.least, Bound.FROM
    if kind == "above":
        return one.least, Bound.ABOVE
    if kind == "to":
        return one.most, Bound.TO
    if kind == "below":
        return one.most, Bound.BELOW
    if kind == "about":
        return (one.least + one.most) / 2, Bound.ABOUT
    return one.least, Bound.EXACT


def _counted(forms: Sequence[str], gaps: Sequence[str], end: int) -> tuple[str, ...]:
    """What a number may count: of the words behind it the plurals, the last of a row first; else the first."""
    between, run = fact_words().of("between"), list[str]()
    for at in range(end, min(end + _REACH + 2, len(forms))):
        form = forms[at]
        if form[0].isdigit() and gaps[at] in (",", "."):
            continue
        if _ENDS.search(gaps[at]) or form in _PRONOUNS or len(run) == _REACH:
            break
        if _is_number(form):
            continue
        if form in between:
            if form in ("and", "or", "a", "an", "per") or (form == "of" and run):
                break
            continue
        if form in COMMON:
            break
        run.append(form)
    plural = [at for at, form in enumerate(run) if _is_plural(form)]
    if not plural:
        if run and is_past(run[0]) and forms[end + 1 : end + 2] == ["by"]:
            return ()  # "a figure of forty given by the minister"
        return tuple(run[:2])
    last = plural[0]
    while last + 1 in plural:
        last += 1
    return (run[last], *[run[at] for at in plural if at < last])


def _is_plural(form: str) -> bool:
    return form in _PLURALS or form in role_words().plurals or (form.endswith("s") and not form.endswith(("ss", "us")))


def ordinal(form: str) -> int | None:
    """The number of "ninth", "9th"; ``None`` of other words."""
    found = _ORDINAL.match(form)
    return int(found[1]) if found is not None else _ORDINALS.get(form)


def _others(forms: Sequence[str], gaps: Sequence[str], places: Sequence[tuple[int, int]]) -> list[Amount]:
    """Ordinals, and a length of time with "a": "a fortnight"."""
    found: list[Amount] = []
    for at, form in enumerate(forms):
        rank = ordinal(form)
        if rank is not None and rank > 1 and not (form == "second" and forms[at - 1 : at] == ["a"]):
            found.append(Amount(rank, Bound.EXACT, _counted(forms, gaps, at + 1)[:1], *places[at], rank=True))
        if form in _LENGTHS and at and forms[at - 1] in ("a", "an", "another", "per"):
            days = _LENGTHS[form]
            rate = at > 2 and forms[at - 1] != "another" and forms[at - 2].endswith("s") and _is_number(forms[at - 3])
            found.append(Amount(days, Bound.EXACT, (form,), *places[at], "day", step=days, rate=rate))
    return found


def _is_number(form: str) -> bool:
    return is_number(form) or form in count_words().multipliers


def same_value(said: Amount, cited: Amount) -> bool:
    """Whether two numbers are one, lengths of time in days and shares as fractions."""
    return math.isclose(said.value, cited.value, rel_tol=1e-6, abs_tol=1e-9)


def same_thing(said: Amount, cited: Amount, near: frozenset[str]) -> bool:
    """Whether what is said to be counted may be told for what is. ``near`` are the concepts of the cited words."""
    if said.unit or cited.unit:
        return said.unit == cited.unit
    if not said.counted:
        return True
    if not cited.counted:
        return bool(concepts(said.noun) & near) or bool(narrower(said.noun) & near)
    if cited.noun in _MEMBERS and _is_of_people(said.noun) and concepts(said.noun) & near:
        return True  # "two observers", of "two members of the mission" whose observers' post is told of
    if any(told_for(said.noun, its) for its in cited.counted):
        return True
    # A verb may end as a plural does: "60,000 terals awaits whoever helps".
    return any(told_for(mine, cited.noun) for mine in said.counted[1:])


_MEMBERS = frozenset(("members", "people", "persons"))
#: Words for persons of any sort, and for those who were hurt.
_ANYBODY = frozenset(
    ("people", "persons", "individuals", "dead", "killed", "wounded", "injured", "victims", "casualties")
)


def _is_of_people(noun: str) -> bool:
    return noun in role_words().plurals or "people" in fact_words().wider.get(noun, ())


def narrower(noun: str) -> frozenset[str]:
    """The concepts of all that a wider word may stand for."""
    wider = fact_words().wider
    return frozenset(key for narrow, words in wider.items() if noun in words for key in concepts(narrow))


def told_for(said: str, cited: str) -> bool:
    """Whether one noun may be told for another: the same, one that means the same, or a wider one."""
    if said == cited or any(not key.startswith("#") for key in concepts(said) & concepts(cited)):
        return True
    if said in fact_words().wider.get(cited, frozenset()):
        return True
    return said in _ANYBODY and (cited in _ANYBODY or _is_of_people(cited))


def converted(said: Amount, cited: Amount) -> bool:
    """Whether an amount is another in a unit of the same dimension, rounded as its figures say."""
    if not said.counted or not cited.counted:
        return False
    mine, its = fact_words().measures.get(said.noun), fact_words().measures.get(cited.noun)
    if mine is None or its is None or mine[0] != its[0]:
        return False
    exact = cited.value * its[1] / mine[1]
    return abs(said.value - exact) <= _half_step(said.value) + 1e-9 * exact


def _half_step(value: float) -> float:
    """Half of the last place that a number's figures give: 10 gives 5 of 160, 0.5 of 161, 0.05 of 16.1."""
    if value == 0:
        return 0.0
    place = 1.0
    if value == int(value):
        whole = int(value)
        while whole % 10 == 0 and whole >= 100:
            whole //= 10
            place *= 10
        return place / 2
    while round(value / place) * place != value and place > 1e-6:
        place /= 10
        if math.isclose(round(value / place) * place, value, rel_tol=1e-9):
            break
    return place / 2


def rounded_length(said: Amount, days: float) -> bool:
    """Whether a length of time is one of so many days, as its unit rounds it."""
    return said.unit == "day" and abs(said.value - days) <= _ROUNDED.get(said.step, 0.01)
