"""How many: the number that stands before a noun, as an interval, with its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...codebook import CountWords
from ...record import Span
from ..syntax import Syntax, Word

_DIGITS = re.compile(r"\d{1,12}\Z")
#: Words looked at before a noun for its number.
_REACH = 12
#: What stands between the two ends of a range, and what opens one.
_RANGE_JOINS = frozenset(("and", "to", "-", "–"))
_RANGE_OPENS = frozenset(("between", "from"))
_OPEN_MARKS = frozenset((",", ".", "-"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """From ``least`` to ``most``, open where ``None``; ``exact`` is false where the words are vague."""

    span: Span
    least: int | None
    most: int | None
    exact: bool


def quantity_of(syntax: Syntax, noun: Word, words: CountWords) -> Quantity | None:
    """The number of a counted noun ("at least 12 guards", "dozens of guards"), or of a noun left out ("killed 12")."""
    numbers = _run(syntax, noun, words)
    if not numbers:
        return None
    first, last = numbers[0], numbers[-1]
    lows = [syntax[n].low for n in numbers]
    vague = words.vague.get(" ".join(lows))
    if vague is not None:
        return Quantity(_span(syntax, first, last), *vague, exact=False)
    opening = first > 0 and syntax[first - 1].low in _RANGE_OPENS
    range_ = _range(lows, words, opening)
    if range_ is not None:
        return Quantity(_span(syntax, first - opening, last), *range_, exact=True)
    value = _value(lows, words)
    if value is None:
        return None
    bound, begin = _bound(syntax, first, words)
    return Quantity(_span(syntax, begin, last), *_interval(value, bound), exact=bound is None)


def _run(syntax: Syntax, noun: Word, words: CountWords) -> list[int]:
    """Numbers of the words that spell the number: a run of digits, number words or a vague phrase before the noun."""
    here = noun.number
    if not _is_number(noun.low, words):
        # "dozens of guards", "12 of the guards": the number is what the noun hangs on.
        first = min(syntax.under(here), default=here)
        low = max(syntax.sentence(here).start, min(first, here) - _REACH)
        for at in range(here - 1, low - 1, -1):
            if _is_number(syntax[at].low, words) and not _is_age(syntax, at, words) and _belongs(syntax, at, noun):
                here = at
                break
        else:
            return []
    start = end = here
    while start - 1 >= 0 and _goes_on(syntax, start - 1, words):
        start -= 1
    while end + 1 < len(syntax) and _goes_on(syntax, end + 1, words):
        end += 1
    longest = _vague_around(syntax, start, end, words)
    return list(range(*longest)) if longest else list(range(start, end + 1))


def _is_age(syntax: Syntax, at: int, words: CountWords) -> bool:
    """Whether a number is joined by a hyphen to a word that is none: "a 22-year-old guard", "a 12-man crew"."""
    if at + 2 >= len(syntax) or syntax[at + 1].low != "-":
        return False
    return syntax[at + 2].low.isalpha() and not _is_number(syntax[at + 2].low, words)


def _belongs(syntax: Syntax, number: int, noun: Word) -> bool:
    """Whether a number is the noun's: it hangs on it, or the noun hangs on it by "of"."""
    here: Word | None = syntax[number]
    for _ in range(4):
        if here is None:
            return False
        if here.number == noun.number:
            return True
        here = syntax.up(here.number)
    above = [w.number for _, w in zip(range(3), syntax.climb(noun.number), strict=False)]
    return number in above


def _is_number(low: str, words: CountWords) -> bool:
    return bool(_DIGITS.match(low)) or low in words.numbers or low in words.multipliers or low in words.vague


def _goes_on(syntax: Syntax, at: int, words: CountWords) -> bool:
    """Whether a word is one more piece of the number beside it: "12 , 000", "twenty - one", "two hundred"."""
    low = syntax[at].low
    if _is_number(low, words):
        return True
    if low not in _OPEN_MARKS and low not in _RANGE_JOINS:
        return False
    near = at > 0 and at + 1 < len(syntax)
    if not near or not (_is_number(syntax[at - 1].low, words) and _is_number(syntax[at + 1].low, words)):
        return False
    if low in _RANGE_JOINS and (low == "to" or _after_between(syntax, at, words)):
        return True
    touching = syntax[at - 1].span.end == syntax[at].span.start and syntax[at].span.end == syntax[at + 1].span.start
    return touching if low != "and" else syntax[at - 1].low in words.multipliers


def _after_between(syntax: Syntax, at: int, words: CountWords) -> bool:
    """Whether the number before this word is opened by "between"."""
    begin = at - 1
    while begin > 0 and at - begin < _REACH and _is_number(syntax[begin].low, words):
        begin -= 1
    return syntax[begin].low == "between"


def _range(lows: list[str], words: CountWords, opened: bool) -> tuple[int, int] | None:
    """From where to where a range goes: "30 and 40" after "between" (``opened``), "12 to 15", "30 - 40"."""
    for at, low in enumerate(lows):
        if low in _RANGE_JOINS and 0 < at < len(lows) - 1:
            left, right = lows[:at], lows[at + 1 :]
            if low == "and" and not opened:
                continue
            least, most = _value(left, words), _value(right, words)
            if low == "-" and not (_DIGITS.match(left[-1]) and _DIGITS.match(right[0])):
                continue
            return (least, most) if least is not None and most is not None and least < most else None
    return None


def _vague_around(syntax: Syntax, start: int, end: int, words: CountWords) -> tuple[int, int] | None:
    """The longest vague phrase that takes in the run: "tens of thousands", "a few hundred"."""
    for begin in range(max(0, start - 2), start + 1):
        for stop in range(min(len(syntax), end + 3), end, -1):
            if " ".join(syntax[n].low for n in range(begin, stop)) in words.vague:
                return begin, stop
    return None


def _value(lows: list[str], words: CountWords) -> int | None:
    """The number that a run spells; ``None`` for a range or what is none ("12 - 14", "3 . 5")."""
    if "-" in lows and any(_DIGITS.match(low) for low in lows):
        return None
    joined = [low for low in lows if low not in ("-", "and")]
    total, current, text = 0, 0, "".join(low for low in joined if low == "," or _DIGITS.match(low))
    if _DIGITS.match(joined[0]):
        figure = re.fullmatch(r"\d+(?:,\d{3})*", text)
        if figure is None or "." in joined:
            return _decimal(joined, words)
        current = int(text.replace(",", ""))
        joined = [low for low in joined if low in words.multipliers]
    for low in joined:
        if low in words.multipliers:
            scale = words.multipliers[low]
            current = max(current, 1) * scale
            if scale >= 1000:
                total, current = total + current, 0
        elif low in words.numbers:
            current += words.numbers[low]
    return total + current or None


def _decimal(joined: list[str], words: CountWords) -> int | None:
    """ "1.5 million"; a number with a point and no multiplier counts nobody."""
    scale = words.multipliers.get(joined[-1])
    figure = "".join(low for low in joined if low == "." or _DIGITS.match(low))
    return round(float(figure) * scale) if scale and re.fullmatch(r"\d+\.\d+", figure) else None


def _bound(syntax: Syntax, first: int, words: CountWords) -> tuple[str | None, int]:
    """The kind of bound before a number, and where its words begin."""
    for size in (3, 2, 1):
        begin = first - size
        if begin >= 0 and syntax[begin].sentence == syntax[first].sentence:
            kind = words.bounds.get(" ".join(syntax[n].low for n in range(begin, first)))
            if kind is not None:
                return kind, begin
    return None, first


def _interval(value: int, bound: str | None) -> tuple[int | None, int | None]:
    if bound == "from":
        return value, None
    if bound == "above":
        return value + 1, None
    if bound == "to":
        return None, value
    if bound == "below":
        return None, value - 1
    if bound == "about":
        return value - value // 10, value + value // 10
    return value, value


def _span(syntax: Syntax, first: int, last: int) -> Span:
    return Span(syntax[first].span.start, syntax[last].span.end)
