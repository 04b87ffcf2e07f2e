"""What is looked for of one statement, among whose statements, and what each finding of it weighs.

A check says "first" only of what was not found among what was read, and only where there was something to be found
among: without an earlier statement of a speaker nothing of what it says is new by that. Where the only candidates bear
no date, or are of the same day without an hour, it says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from ..record import SpeechAct
from ..store import ledger_rows, novelty_rows
from ..store.expression import EVERY, All, Expression, Mark, Run, every
from ..store.novelty_rows import Standing
from ..store.search_words import stem
from .acting import NEWNESS, NOUNS, VERBS, intensity
from .moments import Moment, days_between
from .novelty_look import NoveltyLook
from .novelty_near import OPPOSITE, Likeness, words_of
from .novelty_parts import Asks, Bound, Found, Scope
from .novelty_targets import Target

#: After so many days without it something is told as the first time since.
QUIET = 30
#: How much it tells that nobody of a scope did it before, beside the narrower ones.
_SCOPES = {Scope.SPEAKER: 1.0, Scope.SIDE: 0.8, Scope.ANYONE: 0.7}
#: How much it tells where the one it is done to is named in words that are linked to nobody.
_IN_WORDS = {SpeechAct.THREATEN: 0.9, SpeechAct.ACCUSE: 0.7, SpeechAct.WARN: 0.6}
#: So many earlier statements make what is not among them tell half of what it can.
_HALF = 3
_NONE: NDArray[np.int64] = np.zeros(0, np.int64)
#: Of a deed that was demanded before, so much of its telling words is the same.
_SAME_DEED = 0.6


@dataclass(frozen=True, slots=True)
class Raw:
    """A check before anything is cited: ``place`` is that of the earlier statement, ``words`` say it in a sentence."""

    asks: Asks
    scope: Scope
    found: Found
    words: str
    weight: float
    bound: Bound
    target: Target | None = None
    place: int | None = None
    days: int | None = None
    times: int = 0


@dataclass(frozen=True, slots=True)
class Pool:
    """The statements of a scope: places of those published before, the last of them last; of those of which that is not
    known; how many sayings the first are; and how the scope is called: ``by`` as who does it, ``of`` as whose they are.
    """

    scope: Scope
    earlier: NDArray[np.int64]
    unsure: NDArray[np.int64]
    sayings: int
    by: str
    of: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement that is looked at: its place, act, when it was first published, and the scopes, narrowest first."""

    place: int
    act: SpeechAct
    moment: Moment
    pools: Sequence[Pool]
    name: str

    @property
    def narrowest(self) -> Pool:
        return self.pools[0]


def checks(
    look: NoveltyLook,
    asked: Asked,
    about: Sequence[Target],
    near: Sequence[Likeness] | None,
    standing: Sequence[Standing],
) -> list[Raw]:
    """All checks of a statement, those that weigh most first; without what is near to it, those that ask for marks."""
    found = [] if near is None else [_said(look, asked, pool, near) for pool in asked.pools]
    for target in about:
        found += _acted(look, asked, target)
        found += _named(look, asked, target)
        found += _changed(look, asked, target)
    if not about and asked.act in _AT_ALL:
        found += _acted_at_all(look, asked)
    found += _demanded(look, asked, standing)
    found += [] if near is None else _opposite(look, asked, near)
    return sorted((one for one in found if one is not None), key=lambda one: -one.weight)


def _trust(pool: Pool) -> float:
    """How much it tells that something is not among them: little, if they are few."""
    return pool.sayings / (pool.sayings + _HALF)


def within(look: NoveltyLook, bound: Bound, pool: Pool) -> str:
    """What "not found" is bounded by, in words."""
    statements = "1 earlier statement" if bound.statements == 1 else f"{bound.statements:,} earlier statements"
    documents = "1 document" if bound.documents == 1 else f"{bound.documents:,} documents"
    outlets = "1 outlet" if bound.outlets == 1 else f"{bound.outlets:,} outlets"
    days = f"between {bound.first} and {bound.last}" if bound.first != bound.last else f"of {bound.first}"
    return f"{statements} {pool.of} in {documents} read from {outlets} {days}"


def _result(
    look: NoveltyLook,
    asked: Asked,
    pool: Pool,
    asks: Asks,
    found: tuple[NDArray[np.int64], NDArray[np.int64]],
    tells: tuple[str, str],
    weight: float,
    target: Target | None,
) -> Raw:
    """What came of a search: ``found`` are the places of earlier ones and of those whose order is not known, ``tells``
    the sentence's begin where it is new ("the first time that X accuses Y") and where it is not ("X accused Y").
    """
    earlier, unsure = found
    bound = look.bound(asked.moment, pool.sayings)
    named = target is None or bool(target.bases)
    weight *= _SCOPES[pool.scope] * _trust(pool) * (1.0 if named else _IN_WORDS.get(asked.act, 0.4))
    if len(earlier):
        place = look.last_said(earlier)
        day = look.day(place) or ""
        days = days_between(day, asked.moment.first or day)
        times = look.count(earlier)
        if days >= QUIET:
            since = f"{tells[0].replace('the first time that', f'the first time since {day} ({days} days) that', 1)}"
            return Raw(
                asks,
                pool.scope,
                Found.SINCE,
                since,
                weight * min(1.0, days / 365) * 0.6,
                bound,
                target,
                place,
                days,
                times,
            )
        how = "" if times == 1 else f", {times:,} times; the last time"
        said = f"{tells[1]} before{how} on {day}, {_days(days)}"
        return Raw(asks, pool.scope, Found.AGAIN, said, 0.0, bound, target, place, days, times)
    if not pool.sayings:
        words = f"nothing to compare with: no earlier statement {pool.of} was read"
        return Raw(asks, pool.scope, Found.NOTHING, words, 0.0, bound, target)
    if len(unsure):
        times = look.count(unsure)
        which = "of one statement" if times == 1 else f"of {times:,} statements"
        words = f"perhaps {tells[0]}: {which} it is not known whether it was earlier, or about the same one"
        return Raw(asks, pool.scope, Found.UNCLEAR, words, weight * 0.4, bound, target, int(unsure[0]), None, times)
    return Raw(
        asks, pool.scope, Found.FIRST, f"{tells[0]}: not found among {within(look, bound, pool)}", weight, bound, target
    )


def _days(days: int) -> str:
    return "the same day" if days == 0 else "the day before" if days == 1 else f"{days} days earlier"


def _within(
    pool: Pool, fits: NDArray[np.int64], doubtful: NDArray[np.int64] = _NONE
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The earlier ones of a pool among those that fit; and those that may be earlier, or may fit."""
    unsure = pool.unsure[np.isin(pool.unsure, fits)]
    return pool.earlier[np.isin(pool.earlier, fits)], np.concatenate(
        [unsure, pool.earlier[np.isin(pool.earlier, doubtful)]]
    )


# -- what is done to whom ----------------------------------------------------------------------------------------------


def _doing(look: NoveltyLook, target: Target, act: SpeechAct) -> NDArray[np.int64]:
    """The places of all statements that do this to the target, whoever makes them."""
    found = _statements(look, target.part("at"), act)
    kind, role = _COMMITTED.get(act, ("", ""))
    return np.unique(np.concatenate([found, _committed(look, kind, target.part(role))])) if kind else found


#: The commitments that acts make, and the role in them of the one that it is done to.
_COMMITTED = {
    SpeechAct.THREATEN: ("threat", "to"),
    SpeechAct.DEMAND: ("demand", "doer"),
    SpeechAct.PROMISE: ("promise", "to"),
}


def _statements(look: NoveltyLook, asked: Expression, act: SpeechAct) -> NDArray[np.int64]:
    rows = look.statements
    places = rows.places(look.rows(asked))
    found: NDArray[np.int64] = places[rows.codes["type"][places] == rows.code("type", act.value)]
    return found


def _committed(look: NoveltyLook, kind: str, asked: Expression) -> NDArray[np.int64]:
    found = look.rows(every([Mark(f"t_{kind}"), asked]), "k_commitment")
    on = ledger_rows.statements_of(look.at, (found // 2).tolist())
    return look.statements.places(np.array(sorted({2 * no for no in on.values()}), dtype=np.int64))


def _doubtful(look: NoveltyLook, target: Target, act: SpeechAct) -> NDArray[np.int64]:
    """The places of the statements that do this to others of the target's name, who may be it."""
    asked = target.namesake("at")
    return np.zeros(0, np.int64) if asked is None else _statements(look, asked, act)


def _acted(look: NoveltyLook, asked: Asked, target: Target) -> list[Raw]:
    does, did = VERBS[asked.act]
    acts, doubtful = _doing(look, target, asked.act), _doubtful(look, target, asked.act)
    if not target.bases:
        # Others may be called so too: "the government".
        acts, doubtful = _NONE, acts
    name = target.shown
    return [
        _result(
            look,
            asked,
            pool,
            Asks.ACT,
            _within(pool, acts, doubtful),
            (f"the first time that {pool.by} {does} {name}", f"{pool.by} {did} {name}"),
            NEWNESS[asked.act],
            target,
        )
        for pool in asked.pools
    ]


#: Acts that are told though it is not known against whom they are.
_AT_ALL = frozenset((SpeechAct.THREATEN, SpeechAct.ACCUSE))


def _acted_at_all(look: NoveltyLook, asked: Asked) -> list[Raw]:
    """Whether the same was done before to anybody, where the text does not tell to whom it is done."""
    rows = look.statements
    places = np.flatnonzero(rows.codes["type"] == rows.code("type", asked.act.value))
    if asked.act is SpeechAct.THREATEN:
        places = np.union1d(places, _committed(look, "threat", EVERY))
    does, did = VERBS[asked.act]
    return [
        _result(
            look,
            asked,
            pool,
            Asks.ACT,
            _within(pool, places),
            (f"the first time that {pool.by} {does} anybody", f"{pool.by} {did} somebody"),
            0.6 * NEWNESS[asked.act],
            None,
        )
        for pool in asked.pools
        if pool.scope is not Scope.ANYONE
    ]


def _named(look: NoveltyLook, asked: Asked, target: Target) -> list[Raw]:
    if not target.bases:
        return []
    places = look.statements.places(look.rows(target.named(look)))
    return [
        _result(
            look,
            asked,
            pool,
            Asks.NAMED,
            _within(pool, places),
            (f"the first time that {pool.by} names {target.name}", f"{pool.by} named {target.name}"),
            1.2,
            target,
        )
        for pool in asked.pools
        if pool.scope is not Scope.ANYONE
    ]


def _changed(look: NoveltyLook, asked: Asked, target: Target) -> list[Raw]:
    """What was last done to the target by the speaker (by its side, if the speaker did nothing), if it was another."""
    if not target.bases:
        return []
    for pool in asked.pools:
        if pool.scope is Scope.ANYONE:
            break
        done = {act: _within(pool, _doing(look, target, act))[0] for act in VERBS}
        last = max(
            ((int(look.days.last[places[-1]]), int(places[-1]), act) for act, places in done.items() if len(places)),
            default=None,
            key=lambda one: one[:2],
        )
        if last is not None:
            return [] if last[2] is asked.act else [_change(look, asked, pool, target, last[1], last[2])]
    return []


def _change(look: NoveltyLook, asked: Asked, pool: Pool, target: Target, place: int, act: SpeechAct) -> Raw:
    then, now = intensity(act) or 0.0, intensity(asked.act) or 0.0
    day = look.day(place) or ""
    days = days_between(day, asked.moment.first or day)
    if then * now < 0:
        how, weight = "a turn", 2.0
    elif now < then:
        how, weight = "harsher", 0.8 + 0.3 * (then - now)
    else:
        how, weight = "milder", 0.8
    words = (
        f"{how}: from {NOUNS[act]} {target.name} ({day}) to {NOUNS[asked.act]} it, "
        f"by the codebook's intensity {then:+g} to {now:+g}"
    )
    if pool.scope is Scope.SIDE:
        words = f"{words}; the earlier was said by {_speaker(look, place)}, of the same side"
    bound = look.bound(asked.moment, pool.sayings)
    return Raw(
        Asks.CHANGE,
        pool.scope,
        Found.CHANGED,
        words,
        weight * _SCOPES[pool.scope],
        bound,
        target,
        place,
        days,
        1,
    )


def _speaker(look: NoveltyLook, place: int) -> str:
    number = int(look.statements.others["who"][place])
    return look.called(look.root(number)) if number else "somebody not named"


# -- what is said ------------------------------------------------------------------------------------------------------


def _said(look: NoveltyLook, asked: Asked, pool: Pool, near: Sequence[Likeness]) -> Raw:
    inside = _inside(pool, near)
    same = [one.place for one in near if one.same and one.place in inside]
    order = sorted(same, key=lambda place: (int(look.days.last[place]), place))
    found = np.array(order, dtype=np.int64), np.zeros(0, np.int64)
    tells = f"the first time that {pool.by} says this, in these words or others like them", f"{pool.by} said the same"
    weight = {Scope.SPEAKER: 0.4, Scope.SIDE: 0.4, Scope.ANYONE: 0.4}[pool.scope]
    return _result(look, asked, pool, Asks.SAID, found, tells, weight, None)


def _inside(pool: Pool, near: Sequence[Likeness]) -> set[int]:
    """Which of these few are among the earlier ones, of which there may be very many."""
    places = np.array([one.place for one in near], dtype=np.int64)
    return set(places[np.isin(places, pool.earlier)].tolist())


def _opposite(look: NoveltyLook, asked: Asked, near: Sequence[Likeness]) -> list[Raw]:
    if asked.narrowest.scope is not Scope.SPEAKER:
        return []
    pool = asked.narrowest
    inside = _inside(pool, near)
    against = [one for one in near if one.opposite and one.nearness >= OPPOSITE and one.place in inside]
    if not against:
        return []
    best = max(against, key=lambda one: one.nearness)
    day = look.day(best.place) or ""
    days = days_between(day, asked.moment.first or day)
    words = (
        f"perhaps another position than on {day}: the one denies and the other does not, and both speak of "
        f"{', '.join(best.shared[:5])} (a candidate: read both)"
    )
    bound = look.bound(asked.moment, pool.sayings)
    return [Raw(Asks.POSITION, pool.scope, Found.CHANGED, words, 2.0 + best.nearness, bound, None, best.place, days, 1)]


def _demanded(look: NoveltyLook, asked: Asked, standing: Sequence[Standing]) -> list[Raw]:
    """Whether the same deed was demanded before."""
    wanted = [one for one in standing if one.kind == "commitment" and one.type == "demand"]
    found: list[Raw] = []
    said = novelty_rows.said(look.at, [2 * one.no for one in wanted])
    for one in wanted[:2]:
        # What comes after the first gap is its condition or its day.
        deed = list(takewhile(lambda word: word != "_", said.get(2 * one.no, ())))
        tells = words_of(deed, None).tells
        if len(tells) < 2:
            continue
        places = _demands_like(look, deed, tells)
        shown = " ".join(deed[:12])
        found += [
            _result(
                look,
                asked,
                pool,
                Asks.DEMAND,
                _within(pool, places),
                (f"the first time that {pool.by} demands this: “{shown}”", f"{pool.by} demanded this"),
                1.5,
                None,
            )
            for pool in asked.pools
        ]
    return found


def _demands_like(look: NoveltyLook, deed: Sequence[str], tells: frozenset[str]) -> NDArray[np.int64]:
    """The places of the statements that demand a deed of which most telling words are the same."""
    longest = sorted(set(deed), key=lambda word: (-len(word), word))[:3]
    runs: list[Expression] = [Run((stem(word),), (False,), exact=False, field="said") for word in longest]
    rows: set[int] = set()
    for run in runs:
        rows.update(look.rows(All((Mark("t_demand"), run)), "k_commitment").tolist())
    likely = novelty_rows.said(look.at, sorted(rows)[-2000:])
    alike = []
    for row, words in likely.items():
        theirs = words_of(tuple(takewhile(lambda word: word != "_", words)), None).tells
        both = tells & theirs
        if len(both) >= 2 and len(both) >= _SAME_DEED * min(len(tells), len(theirs)):
            alike.append(row // 2)
    on = ledger_rows.statements_of(look.at, alike)
    return look.statements.places(np.array(sorted({2 * no for no in on.values()}), dtype=np.int64))
