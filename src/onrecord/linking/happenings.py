"""Two tellings of what happened, set side by side: whether they may be of one event, and in what they differ.

What one of them does not tell agrees with nothing and contradicts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from ..codebook.event_types import event_types
from ..record import EventType

#: Days by which two tellings may differ and still be worth a look, and after which a text tells no news any more.
NEAR, NEWS = 3, 2
#: From here on two tellings are taken for one event, or are worth a look.
AGREED, WORTH = 0.57, 0.4
Typed = tuple[EventType, str | None]
#: Where it says little who of two is named first.
_EITHER_WAY = (EventType.ASSAULT, EventType.AGREE, EventType.CONSULT, EventType.COOPERATE)


@dataclass(frozen=True, slots=True)
class Side:
    """Who does or suffers something: numbers of those whom a desk knows, the countries they are of (alpha-2), how they
    are called, and as folded words those of these ``names`` that mean somebody wherever they stand.
    """

    known: frozenset[int] = frozenset()
    countries: frozenset[str] = frozenset()
    called: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


NOBODY = Side()


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as one record has it.

    ``first`` and ``last`` are the days (ordinals) between which it happened; where no day is told they are those
    between which it may have, given when its text was published, and ``told`` is that day. ``types`` are what it may
    be, the likeliest first. ``places`` are folded names, their words joined by ``_``, ``countries`` those of the place.
    ``not_done`` is why it did not happen as far as the record says (planned, negated ...). ``sentence`` has the folded
    words around it, with a space before and after each, where they were read: who and what is named there.
    """

    first: int
    last: int
    types: tuple[Typed, ...]
    sides: tuple[Side, Side] = (NOBODY, NOBODY)
    countries: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    told: int | None = None
    not_done: str = ""
    sentence: str = ""

    @property
    def lands(self) -> frozenset[str]:
        """The countries that it has to do with: of its place, or else of who takes part; for words about it."""
        return self.countries or self.sides[0].countries | self.sides[1].countries


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two tellings are (0 to 1): in what they agree and in what they differ, in words; whether they are taken
    for one event; and whether somebody or some place is ``shared`` at all, beside a day and a type.
    """

    score: float
    agrees: tuple[str, ...]
    differs: tuple[str, ...]
    one: bool
    shared: bool = True


@dataclass(slots=True)
class _Weighing:
    score: float = 0.0
    agrees: list[str] = field(default_factory=list)
    differs: list[str] = field(default_factory=list)

    def agree(self, weight: float, words: str) -> bool:
        self.score += weight
        self.agrees.append(words)
        return True

    def differ(self, weight: float, words: str) -> bool:
        self.score += weight
        self.differs.append(words)
        return False


def likeness(there: Happening, here: Happening) -> Likeness:
    """Another record's telling beside ours."""
    scale = _Weighing()
    day = _day(there, here, scale)
    type_ = _type(there, here, scale)
    who = _sides(there, here, scale)
    where = _place(there, here, scale)
    if here.not_done:
        scale.differ(0.0, f"here it is told as {here.not_done}")
    borne_out = who == "one" or where == "place" or (who == "both" and where == "country")
    against = where == "elsewhere" or who == "others"
    one = day and type_ and borne_out and not against and not here.not_done and scale.score >= AGREED - 1e-9
    score = round(min(max(scale.score, 0.0), 1.0), 2)
    shared = bool(who or where) and not against
    return Likeness(score, tuple(scale.agrees), tuple(scale.differs), one, shared)


def _day(there: Happening, here: Happening, scale: _Weighing) -> bool:
    away = max(there.first - here.last, here.first - there.last, 0)
    if here.told is not None:
        text = f"no day is told here; its text is of {_date(here.told)}"
        if away == 0:
            return scale.agree(0.19, text)
        return scale.differ(0.04, f"{text}, there it was {_days(there)}")
    if away == 0:
        exact = there.first == there.last == here.first == here.last
        return scale.agree(0.28 if exact else 0.24, "the same day" if exact else "a day that fits both")
    return scale.differ(0.1, f"there {_days(there)}, here {_days(here)}")


def _type(there: Happening, here: Happening, scale: _Weighing) -> bool:
    own, own_mode = here.types[0]
    same = [mode for type_, mode in there.types if type_ is own]
    if same:
        if own_mode is None or None in same or own_mode in same:
            return scale.agree(0.28, f"the same type ({own.value})")
        return scale.agree(0.24, f"the same type ({own.value}), done otherwise: there {same[0]}, here {own_mode}")
    told = there.types[0][0]
    near = quad(told) == quad(own)
    return scale.differ(0.1 if near else 0.0, f"there {told.value}, here {own.value}")


@cache
def quad(type_: EventType) -> int:
    """The quad class of a type: 1 to 4."""
    return event_types().quad(type_)


def _sides(there: Happening, here: Happening, scale: _Weighing) -> str:
    """Who is the same: ``one`` (somebody), the countries of ``both`` sides or of one (``country``), only ``others``;
    empty where nothing is told.
    """
    straight = [_met(a, b) for a, b in zip(there.sides, here.sides, strict=True)]
    crossed = [_met(a, b) for a, b in zip(there.sides, reversed(here.sides), strict=True)]
    turned = _worth(crossed) > max(_worth(straight), 0.0)
    directed = here.types[0][0] not in _EITHER_WAY
    met, sides = (crossed, here.sides[::-1]) if turned else (straight, here.sides)
    for found, theirs, ours in zip(met, there.sides, sides, strict=True):
        if found == "one":
            weight = 0.08 if turned and directed else 0.14
            scale.agree(weight, f"{_called(ours)}, in another role" if turned else f"{_called(ours)} in both")
        elif found == "country":
            scale.agree(0.06, f"somebody of {_lands(theirs, ours)}")
        elif found == "other":
            scale.differ(-0.06, f"there {_called(theirs)}, here {_called(ours)}")
    names = [name for side in there.sides for name in side.names] if "one" not in met else []
    named = [name for name in names if f" {name} " in here.sentence]
    if named:
        scale.agree(0.11, f"{named[0].title()} named in its sentence")
    if named or ("one" in met and not (turned and directed)):
        return "one"
    if met == ["country", "country"]:
        return "both"
    if "country" in met or "one" in met:
        return "country"
    return "others" if "other" in met else ""


def _worth(met: list[str]) -> float:
    return sum({"one": 1.0, "country": 0.3, "other": -0.5}.get(one, 0.0) for one in met)


def _met(theirs: Side, ours: Side) -> str:
    if theirs.known & ours.known:
        return "one"
    if theirs.countries & ours.countries:
        return "country"
    return "other" if (theirs.countries and ours.countries) or (theirs.known and ours.known) else ""


def _place(there: Happening, here: Happening, scale: _Weighing) -> str:
    if shared := there.places & here.places:
        scale.agree(0.16, f"the same place ({max(sorted(shared), key=len).replace('_', ' ')})")
        return "place"
    if named := [one for one in there.places if f" {one.replace('_', ' ')} " in here.sentence]:
        scale.agree(0.13, f"the place named in its sentence ({named[0].replace('_', ' ')})")
        return "place"
    if there.countries & here.countries:
        scale.agree(0.08, f"the same country ({', '.join(sorted(there.countries & here.countries))})")
        return "country"
    if there.countries and here.countries:
        lands = [", ".join(sorted(one.countries)) for one in (there, here)]
        scale.differ(-0.2, f"there in {lands[0]}, here in {lands[1]}")
        return "elsewhere"
    if there.countries & here.lands:
        return "country"
    return ""


def _called(side: Side) -> str:
    return side.called[0] if side.called else ", ".join(sorted(side.countries)) or "somebody"


def _lands(theirs: Side, ours: Side) -> str:
    return ", ".join(sorted(theirs.countries & ours.countries))


def _date(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _days(one: Happening) -> str:
    return _date(one.first) if one.first == one.last else f"{_date(one.first)} to {_date(one.last)}"


def days_of(one: Happening, more: int = 0) -> Iterator[int]:
    """The days that it may have been on, and so many before and after."""
    return iter(range(one.first - more, one.last + more + 1))
