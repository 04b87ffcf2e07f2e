"""The earlier statements that are nearest to one: by their words, and by what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..linking.said_words import says_no, telling
from ..record import SpeechAct
from ..store import novelty_rows, utterances
from ..store.nearest import Near
from ..store.nearest import nearest as nearest_by_meaning
from .novelty_look import NoveltyLook
from .novelty_parts import Scope

#: Up to so many statements are compared by their words, all of them; of more those that are nearest in meaning.
FEW = 400
#: Up to so many they alone are compared by their meaning; of more all of the desk are, till enough fit.
_ALONE = 100_000
#: How many are proposed by their meaning.
_PROPOSED = 24
#: From here on two may say the same; from here on one is near enough to be shown.
SAME, SHOWN = 0.66, 0.3
#: Of two that say the opposite, from here on it is told.
OPPOSITE = 0.2
#: What a number weighs beside another word.
_NUMBER = 1.6
#: Two that each have words of their own say the same if they share so much of all.
_MOSTLY = 0.75
#: Where the one has all words of the other it is enough if they are half of all. Fewer than so many are never the same.
_HALF, _FEWEST = 0.5, 3
#: Words that are taken for no telling ones elsewhere, for they may be pronouns too.
_NOUNS = frozenset(("mine",))
#: Words that two share though they speak of different matters.
_ORDINALS = frozenset(("first", "second", "third", "last"))
#: Acts that tell the same in other ways; and those that go with any.
_TOLD_ALIKE = (
    {SpeechAct.THREATEN, SpeechAct.WARN},
    {SpeechAct.PROMISE, SpeechAct.ANNOUNCE},
    {SpeechAct.DENY, SpeechAct.REJECT},
    {SpeechAct.ACCUSE, SpeechAct.CONDEMN},
    {SpeechAct.DEMAND, SpeechAct.ASK},
)
_PLAIN = {SpeechAct.ASSERT, SpeechAct.ASSESS, SpeechAct.ANNOUNCE, SpeechAct.BOAST}


@dataclass(frozen=True, slots=True)
class Words:
    """What is compared of a statement: its telling words, the numbers among them, and whether it denies."""

    tells: frozenset[str]
    numbers: frozenset[str]
    denies: bool
    act: str | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near an earlier statement (by its place in the look) is; ``same`` that both say the same."""

    place: int
    scope: Scope
    nearness: float
    words: float
    meaning: float | None
    opposite: bool
    same: bool
    shared: tuple[str, ...]


def words_of(forms: Sequence[str], act: str | None) -> Words:
    """A statement's folded words, made ready to compare."""
    kept = [form for form in forms if form != "_"]
    tells = telling(kept) | (_NOUNS & set(kept))
    denying = act in (SpeechAct.DENY.value, SpeechAct.REJECT.value)
    return Words(tells, frozenset(one for one in tells if one[0].isdigit()), says_no(kept) or denying, act)


def likest(
    look: NoveltyLook,
    row: int,
    pools: Sequence[tuple[Scope, NDArray[np.int64]]],
    most: int,
    own: frozenset[str] = frozenset(),
) -> list[Likeness]:
    """Of these earlier statements (by scope, the narrowest first) those nearest to the statement of a row, each saying
    once and in its narrowest scope. ``own`` are stems of the speaker's own names, which tell nothing of a matter.
    """
    kept = utterances.meant(look.at, [row // 2]).get(row // 2)
    vector = None if kept is None else np.frombuffer(kept[1], np.int8)
    proposed: dict[int, Scope] = {}
    for scope, places in pools:
        for place in _proposed(look, places, kept[0] if kept else None, vector):
            proposed.setdefault(place, scope)
    rows = look.statements
    numbers = [int(rows.numbers[place]) for place in proposed]
    said = novelty_rows.said(look.at, [row, *numbers])
    meanings = _meanings(look, kept[0] if kept else None, vector, numbers)
    here = look.statements.places(np.array([row], dtype=np.int64))
    mine = words_of(said.get(row, ()), rows.fact("type", int(here[0])) if len(here) else None)
    found: dict[object, Likeness] = {}
    for place, number in zip(proposed, numbers, strict=True):
        theirs = words_of(said.get(number, ()), rows.fact("type", place))
        one = _likeness(place, proposed[place], mine, theirs, meanings.get(number // 2), own)
        key = look.saying(place)
        if key not in found or found[key].nearness < one.nearness:
            found[key] = one
    order = sorted(found.values(), key=lambda one: (-one.nearness, -int(look.days.last[one.place]), one.place))
    best = [one for one in order if one.nearness >= SHOWN][:most]
    # What decides a question is kept, however near others are.
    for one in order:
        opposite = one.opposite and one.scope is Scope.SPEAKER and one.nearness >= OPPOSITE
        if one not in best and (one.same or opposite) and not any(_answers(other, one) for other in best):
            best.append(one)
    return best


def _answers(one: Likeness, other: Likeness) -> bool:
    return (one.scope, one.same, one.opposite) == (other.scope, other.same, other.opposite)


def _proposed(
    look: NoveltyLook, places: NDArray[np.int64], version: str | None, vector: NDArray[np.int8] | None
) -> list[int]:
    if len(places) <= FEW:
        return [int(place) for place in places]
    if version is None or vector is None:
        return [int(place) for place in places[-FEW:]]
    order = np.sort(look.statements.numbers[places] // 2)
    if len(order) <= _ALONE:
        found = nearest_by_meaning(look.store, look.at, version, vector, only=order, most=_PROPOSED, least=SHOWN)
        return _places(look, found)

    def fits(some: Sequence[int]) -> set[int]:
        asked = np.array(some, dtype=np.int64)
        at = np.minimum(np.searchsorted(order, asked), len(order) - 1)
        return set(asked[order[at] == asked].tolist())

    found = nearest_by_meaning(look.store, look.at, version, vector, fits=fits, most=_PROPOSED, least=SHOWN)
    return _places(look, found)


def _places(look: NoveltyLook, found: Sequence[Near]) -> list[int]:
    near = np.array([2 * one.number for one in found], dtype=np.int64)
    return [int(place) for place in look.statements.places(near)]


def _meanings(
    look: NoveltyLook, version: str | None, vector: NDArray[np.int8] | None, numbers: Sequence[int]
) -> dict[int, float]:
    """The cosine of each of these statements (rows) with a vector, where both are of one version."""
    if version is None or vector is None:
        return {}
    mine = vector.astype(np.float64)
    length = float(np.sqrt(mine @ mine))
    found = {}
    for no, (made_by, packed) in utterances.meant(look.at, [number // 2 for number in numbers]).items():
        theirs = np.frombuffer(packed, np.int8).astype(np.float64)
        if made_by == version and len(theirs) == len(mine):
            lengths = length * float(np.sqrt(theirs @ theirs))
            found[no] = round(float(mine @ theirs) / lengths, 3) if lengths else 0.0
    return found


def _likeness(
    place: int, scope: Scope, mine: Words, theirs: Words, meaning: float | None, own: frozenset[str]
) -> Likeness:
    shared = mine.tells & theirs.tells
    weights = {word: _NUMBER if word[0].isdigit() else 1.0 for word in mine.tells | theirs.tells}
    both = sum(weights[word] for word in shared)
    least = min(sum(weights[word] for word in some.tells) for some in (mine, theirs))
    whole = sum(weights.values())
    share = 0.7 * both / least + 0.3 * both / whole if least else 0.0
    if len(shared) < 2:
        share *= 0.5
    nearness = share if meaning is None else 0.5 * (share + max(0.0, meaning))
    matter = {word for word in shared - own if word not in _ORDINALS and not word[0].isdigit()}
    opposite = mine.denies != theirs.denies and len(matter) >= 2
    differ = bool(mine.numbers - theirs.numbers and theirs.numbers - mine.numbers)
    # Each tells of something that the other does not ("the shells", "the mine"), or one of little that both do.
    apart = both < (_MOSTLY if mine.tells - theirs.tells and theirs.tells - mine.tells else _HALF) * whole
    same = nearness >= SAME and len(shared) >= _FEWEST and mine.denies == theirs.denies
    same = same and not differ and not apart and _agree(mine.act, theirs.act)
    return Likeness(place, scope, round(nearness, 3), round(share, 3), meaning, opposite, same, tuple(sorted(shared)))


def _agree(one: str | None, other: str | None) -> bool:
    """Whether two acts may tell the same."""
    if one is None or other is None or one == other:
        return True
    acts = {SpeechAct(one), SpeechAct(other)}
    return bool(acts & _PLAIN) or any(acts <= alike for alike in _TOLD_ALIKE)
