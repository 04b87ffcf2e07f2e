"""Two clauses laid beside each other: what they share, what each has alone, what turns round, what differs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .clause_making import BELONGS, KNOWN
from .clauses import Clause, Mood, Sort, Unit

#: What may stand before a word to turn it round.
_TURNING = ("un", "in", "il", "im", "ir", "dis", "non", "mis")
#: What a number or a time weighs in which both agree.
_PARTICULAR = 0.5
#: What "we" weighs that the other clause has not.
_OURS = 0.2


class Slot(StrEnum):
    """A particular in which two clauses can differ that else say the same."""

    NUMBER = "number"
    TIME = "time"
    PLACE = "place"
    DEGREE = "degree"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Match:
    """``shared``, ``only_here`` and ``only_there`` are weights of units; ``words`` are those that are shared, and
    ``direct`` is their weight without what is only meant. ``tells`` is how many of them are words and names of weight;
    0 if all are names.

    ``turned`` is how many shared words stand with their opposite, which ``opposites`` tells; ``follows`` that the one
    may have come true after the other. ``denied_here`` and ``denied_there`` are the words that deny what is shared.
    ``differing`` has each particular that is not the same.
    """

    shared: float
    direct: float
    tells: int
    only_here: float
    only_there: float
    words: tuple[str, ...]
    turned: int
    follows: bool
    opposites: tuple[tuple[str, str], ...]
    denied_here: tuple[str, ...]
    denied_there: tuple[str, ...]
    differing: tuple[tuple[Slot, str, str], ...]

    @property
    def slots(self) -> frozenset[Slot]:
        """In which particulars they differ."""
        return frozenset(slot for slot, _, _ in self.differing)


def match(here: Clause, there: Clause) -> Match | None:
    """Lays two clauses beside each other; ``None`` if they share nothing, or who does it is not the same."""
    pairs = _pairs(here.units, there.units)
    if not pairs or _is_swapped(here, there, pairs):
        return None
    met_here, met_there = {a for a, _, _ in pairs}, {b for _, b, _ in pairs}
    shared, words, opposites = 0.0, list[str](), list[tuple[str, str]]()
    for a, b, sign in pairs:
        left, right = here.units[a], there.units[b]
        shared += (left.weight + right.weight) / 2
        if left.words or right.words:
            words.append(left.words or right.words)
        if sign < 0:
            opposites.append((left.words, right.words))
    alone_here = [unit for at, unit in enumerate(here.units) if at not in met_here]
    alone_there = [unit for at, unit in enumerate(there.units) if at not in met_there]
    alone_here, free_here = _without_free(alone_here, there)
    alone_there, free_there = _without_free(alone_there, here)
    shared += _PARTICULAR * _particulars(here, there)
    direct = shared
    shared += 0.5 * (free_here + free_there)
    sorts = [here.units[a].sort for a, b, _ in pairs if max(here.units[a].weight, there.units[b].weight) >= BELONGS]
    tells = len(sorts) - sorts.count(Sort.OURS) if Sort.WORD in sorts else 0
    differing = [*_numbers(here, there), *_times(here, there), *_degrees(here, there)]
    differing += _named(alone_here, alone_there)
    gone = {words for _, left, right in differing for words in (left, right)}
    return Match(
        shared,
        direct,
        tells,
        _weight(alone_here, gone),
        _weight(alone_there, gone),
        tuple(dict.fromkeys(words)),
        len(opposites),
        any(here.units[a].follows for a, _, sign in pairs if sign < 0),
        tuple(opposites),
        _denied(here, met_here),
        _denied(there, met_there),
        tuple(dict.fromkeys(differing)),
    )


def _particulars(here: Clause, there: Clause) -> int:
    """In how many particulars, a number or a time, two clauses agree."""
    numbers = any(
        one.unit == other.unit and not one.differs(other) for one in here.quantities for other in there.quantities
    )
    return numbers + any(not one.differs(other) for one in here.times for other in there.times)


def _weight(alone: list[Unit], gone: set[str]) -> float:
    """What one clause has alone, without what is told as a differing particular. That "we" may be who the other calls
    by an office ("the captain") is as likely as not.
    """
    return sum(_OURS if unit.sort is Sort.OURS else unit.weight for unit in alone if unit.words not in gone)


def _pairs(here: tuple[Unit, ...], there: tuple[Unit, ...]) -> list[tuple[int, int, int]]:
    """The places of units that are one, each used once, with -1 where one is the other's opposite."""
    found, used = list[tuple[int, int, int]](), set[int]()
    left = list[int]()
    for a, one in enumerate(here):
        b = next((b for b, other in enumerate(there) if b not in used and _is_one(one, other)), None)
        if b is None:
            left.append(a)
            continue
        used.add(b)
        found.append((a, b, -1 if one.sign * there[b].sign < 0 else 1))
    for a in left:
        b = next((b for b, other in enumerate(there) if b not in used and _turns(here[a], other)), None)
        if b is not None:
            used.add(b)
            found.append((a, b, -1))
    return found


def _is_one(one: Unit, other: Unit) -> bool:
    both = one.keys & other.keys
    if one.sort is other.sort is Sort.OURS:
        # Two ministers are not one "we".
        return any(key[0] in KNOWN for key in both)
    if not both or any(not key.startswith("~") for key in both):
        return bool(both)
    # Only the last words of two names are the same: that is one name only where the other is not known.
    return not (_is_known(one) and _is_known(other))


def _is_known(one: Unit) -> bool:
    return any(key[0] in KNOWN for key in one.keys)


def _turns(one: Unit, other: Unit) -> bool:
    if Sort.WORD is not one.sort or Sort.WORD is not other.sort:
        return False
    return any(
        longer == before + shorter
        for before in _TURNING
        for longer, shorter in ((one.words, other.words), (other.words, one.words))
        if len(shorter) > 3
    )


def _without_free(alone: list[Unit], other: Clause) -> tuple[list[Unit], float]:
    """Units that the other clause may mean without naming them are not what it lacks; and their weight."""
    kept = [unit for unit in alone if not unit.keys & other.free]
    return kept, sum(unit.weight for unit in alone if unit.keys & other.free)


def _denied(clause: Clause, met: set[int]) -> tuple[str, ...]:
    return tuple(one.words for one in clause.denials if not one.units or met & set(one.units))


def _is_swapped(here: Clause, there: Clause, pairs: list[tuple[int, int, int]]) -> bool:
    """Whether the doer of each is another's in the other, as far as the order of words tells."""
    across = {a: b for a, b, _ in pairs}
    back = {b: a for a, b, _ in pairs}
    if here.doer is None or there.doer is None or here.doer not in across or there.doer not in back:
        return False
    return across[here.doer] != there.doer


def _numbers(here: Clause, there: Clause) -> list[tuple[Slot, str, str]]:
    found = []
    for one in here.quantities:
        alike = [other for other in there.quantities if other.unit == one.unit]
        if alike and all(one.differs(other) for other in alike):
            found.append((Slot.NUMBER, one.words, alike[0].words))
    return found


def _times(here: Clause, there: Clause) -> list[tuple[Slot, str, str]]:
    if not here.times or not there.times:
        return []
    if any(not one.differs(other) for one in here.times for other in there.times):
        return []
    return [(Slot.TIME, here.times[0].words, there.times[0].words)]


def _degrees(here: Clause, there: Clause) -> list[tuple[Slot, str, str]]:
    found = []
    for family in here.degrees.keys() & there.degrees.keys():
        (step, words), (other_step, other_words) = here.degrees[family], there.degrees[family]
        if step != other_step:
            found.append((Slot.DEGREE, words, other_words))
    for one, other, turned in ((here, there, False), (there, here, True)):
        step, words = one.degrees.get("how sure", (9, ""))
        if step <= 1 and "how sure" not in other.degrees and other.mood in (Mood.WILL, Mood.FACT):
            found.append((Slot.DEGREE, "", words) if turned else (Slot.DEGREE, words, ""))
    return found


def _named(here: list[Unit], there: list[Unit]) -> list[tuple[Slot, str, str]]:
    """A place against a place, and somebody against somebody, that each clause has alone."""
    found = []
    for sort, slot in ((Sort.PLACE, Slot.PLACE), (Sort.NAME, Slot.NAME)):
        left = [unit for unit in here if unit.sort is sort and not unit.beside]
        right = [unit for unit in there if unit.sort is sort and not unit.beside]
        if left and right:
            found.append((slot, left[0].words, right[0].words))
    if all(any(unit.sort is Sort.OURS and unit.weight >= 1 for unit in some) for some in (here, there)):
        found.append((Slot.NAME, "the speaker", "the speaker"))
    for mine, theirs in ((here, there), (there, here)):
        speaks = [unit for unit in mine if unit.sort is Sort.OURS and unit.weight >= 1]
        name = [unit for unit in theirs if unit.sort is Sort.NAME and not unit.beside]
        if speaks and name:
            found.append((Slot.NAME, speaks[0].words or "the speaker", name[0].words))
    return found
