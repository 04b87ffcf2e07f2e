"""What is new in what is said: by this speaker, by its side, or by anyone whom the desk has read.

The utterance counts, and not its carriers: what others carried before is the same saying, and its first carrier is the
one that is looked at. Earlier is what was published on an earlier day, or at an earlier hour of one day where both are
known; what bears no date is told apart, and is neither. Nothing is new but by what was read, so each "first" says among
how many statements, documents and outlets, and between which days.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ..errors import StoreError
from ..gazetteer import Gazetteer
from ..linking.said_words import telling
from ..linking.wording import wording
from ..record import SpeechAct
from ..store import novelty_rows, profile_details, utterances
from ..store.opening import Store
from ..store.profile_details import Detail
from .acting import NEWNESS
from .cited import Cited, Who
from .citing import Citing
from .moments import Moment, days_between
from .novelty_checks import Asked, Pool, Raw, checks
from .novelty_look import NoveltyLook, Order, day_number
from .novelty_near import Likeness, likest
from .novelty_parts import (
    Asks,
    Belongs,
    Bound,
    Check,
    Found,
    Near,
    News,
    Novelty,
    Scope,
    SideTold,
)
from .novelty_targets import Target, Voice, act_of, targets, told_as_past, voice
from .sides import Side
from .versions import changed

__all__ = ["LIMIT", "News", "Novelty", "by_marks", "news", "news_of_document", "novelty"]

#: Items, and nearest statements of each, that are shown if nobody says how many.
LIMIT, _NEAREST = 20, 5
#: Sayings that are looked at closely; of more those whose act tells most, the latest first.
_MOST = 300
#: Members of a side that are named.
_MEMBERS = 12
#: Statements without a date that are shown beside the news.
_APART = 5
#: A saying that was said before, that a text tells of as past, or whose speaker is nobody known, is less new.
_REPEATED, _RETOLD, _UNKNOWN = 0.5, 0.5, 0.5


@dataclass(frozen=True, slots=True)
class _Item:
    """A statement before it is told: rows and places only. ``first`` is the row that counts, ``asked`` another."""

    first: int
    asked: int | None
    carriers: int
    outlets: int
    said: Voice
    side: Side | None
    about: tuple[Target, ...]
    raws: tuple[Raw, ...]
    near: tuple[Likeness, ...]
    score: float
    notes: tuple[str, ...]
    moment: Moment = field(default_factory=lambda: Moment(None, None))


def novelty(
    store: Store,
    at: sa.Connection,
    statement: str,
    at_time: str | None = None,
    gazetteer: Gazetteer | None = None,
    *,
    nearest: int = _NEAREST,
) -> Novelty:
    """How new a statement is, by its id (``s:3f9c``), or by that of an event, tie or commitment that stands on it.

    ``at_time`` is a stamp: what was filed, read, made or judged later is not seen. ``gazetteer`` are the packs by which
    sides are made, beside what texts tell.

    Raises:
        StoreError: if there is no such statement, or it is denied to have been said.
    """
    _, number = utterances.statement_for(at, statement)
    if number is None:
        raise StoreError("this finding stands on no statement", statement, "give the id of a statement")
    whole = utterances.number_of(at, _id(at, number), at_time)
    look = NoveltyLook.of(store, at, at_time, gazetteer)
    places = look.statements.places(np.array([2 * (whole or 0)], dtype=np.int64))
    if whole is None or not len(places):
        raise StoreError(
            "this statement is not there as of then, was rejected, or was not said",
            statement,
            "look at it with onrecord show",
        )
    item = _item(look, int(places[0]), nearest)
    return _told(look, [item])[0]


def news(
    store: Store,
    at: sa.Connection,
    since: str,
    at_time: str | None = None,
    gazetteer: Gazetteer | None = None,
    *,
    until: str | None = None,
    speakers: Collection[int] | None = None,
    only: Collection[int] | None = None,
    limit: int = LIMIT,
) -> News:
    """What is new in all that was first published from a day on (to ``until``, if it is given), the newest first.

    ``speakers`` are base entities: only what they say. ``only`` are statements (by their numbers as findings).
    """
    look = NoveltyLook.of(store, at, at_time, gazetteer)
    rows, days = look.statements, look.days
    begin, end = day_number(since), day_number(until) if until else np.iinfo(np.int64).max
    wanted = (days.first >= begin) & (days.first <= end)
    if speakers is not None:
        mine = np.zeros(len(rows), np.bool_)
        mine[look.by(look.all_bases(speakers))] = True
        wanted &= mine
    if only is not None:
        wanted &= np.isin(rows.numbers // 2, np.array(sorted(only), dtype=np.int64))
    undated = np.flatnonzero(
        (days.first < 0) & (np.isin(rows.numbers // 2, _array(only)) if only is not None else True)
    )
    found = _news(look, np.flatnonzero(wanted), limit, begin)
    apart = _apart(look, undated, speakers)
    bound = look.bound(Moment(since, since))
    return News(since, until, None, *found, len(apart), _cited(look, apart[:_APART]), (), bound, _limits(look, bound))


def news_of_document(
    store: Store,
    at: sa.Connection,
    document: str,
    at_time: str | None = None,
    gazetteer: Gazetteer | None = None,
    *,
    limit: int = LIMIT,
) -> News:
    """What is new in a document, by its id; what its page had before, if it is a later version of one.

    Raises:
        StoreError: if this desk has no such document, or several ids begin so.
    """
    number, id_ = novelty_rows.document_number(at, document, at_time)
    look = NoveltyLook.of(store, at, at_time, gazetteer)
    places = np.flatnonzero(look.statements.others["document"] == number)
    moment = look.moment(number)
    found = _news(look, places, limit, None)
    version = novelty_rows.version_before(at, number, at_time)
    gone = () if version is None else _cited(look, [2 * no for no in version.gone])
    differs = () if version is None else changed(version.then, version.now)
    bound = look.bound(moment)
    notes = _limits(look, bound)
    if not moment.dated:
        notes = ("the document bears no date: what was said before it cannot be told", *notes)
    return News(moment.first, moment.last, id_, *found, 0, (), gone, bound, notes, differs)


def by_marks(look: NoveltyLook, places: Sequence[int]) -> list[Novelty]:
    """How new statements are by who is named, accused, threatened, asked. Whether their words were said before in
    others like them is not looked for: it takes seconds of each on a desk of a million. ``places`` are those of
    ``look``.
    """
    return _told(look, [_item(look, place, None) for place in places])


def _id(at: sa.Connection, number: int) -> str:
    return profile_details.details(at, [number], None)[number].id


def _array(numbers: Collection[int] | None) -> NDArray[np.int64]:
    return np.array(sorted(numbers or ()), dtype=np.int64)


# -- which are looked at -----------------------------------------------------------------------------------------------


def _news(
    look: NoveltyLook, places: NDArray[np.int64], limit: int, begin: int | None
) -> tuple[tuple[Novelty, ...], int, int, int]:
    """The newest of these statements; how many sayings they are, how many were left, and how many were carried on."""
    told: set[Hashable] = set()
    kept: list[int] = []
    carried = 0
    for place in places.tolist():
        key = look.saying(place)
        if key in told:
            continue
        told.add(key)
        first = place if isinstance(key, tuple) else _first(look, place)
        if begin is None:
            # Of a document all is shown: of what it only carries the first carrier is looked at.
            kept.append(place)
            carried += first != place
        elif look.days.first[first] < begin:
            carried += 1
        else:
            kept.append(first)
    acts = look.statements.decoded("type")
    order = sorted(kept, key=lambda place: (-_newness(acts[place]), -int(look.days.first[place]), place))
    # Those of one day one after another: what was published before them is looked up once.
    near = sorted(order[:_MOST], key=lambda place: (int(look.days.first[place]), place))
    items = [_item(look, place, _NEAREST) for place in near]
    best = sorted(items, key=lambda one: (-one.score, one.moment.first or "", one.first))
    return tuple(_told(look, best[:limit])), len(kept), max(0, len(kept) - _MOST), carried


def _newness(act: str | None) -> float:
    return NEWNESS.get(SpeechAct(act), 0.5) if act else 0.0


def _first(look: NoveltyLook, place: int) -> int:
    """The place of the first carrier of a statement's utterance."""
    return _carriers(look, place)[0]


def _carriers(look: NoveltyLook, place: int) -> list[int]:
    """The places of all carriers of a statement's utterance, the first published first, undated ones last."""
    rows = look.statements
    number = int(rows.numbers[place])
    members = utterances.members(look.at, number // 2, look.at_time)
    places = rows.places(np.array(sorted(2 * row.no for row in members), dtype=np.int64)).tolist() or [place]
    documents = {one: int(rows.others["document"][one]) for one in places}
    look.meet(documents.values())

    def order(one: int) -> tuple[bool, str, str, int]:
        moment = look.moment(documents[one])
        return not moment.dated, moment.moment or f"{moment.last or ''}T99", look.filed(documents[one]), one

    return sorted(places, key=order)


def _apart(look: NoveltyLook, undated: NDArray[np.int64], speakers: Collection[int] | None) -> list[int]:
    if speakers is not None:
        undated = undated[np.isin(undated, look.by(look.all_bases(speakers)))]
    return [int(no) for no in look.statements.numbers[undated]]


# -- one statement -----------------------------------------------------------------------------------------------------


def _item(look: NoveltyLook, place: int, nearest: int | None) -> _Item:
    """``nearest`` is how many of the statements that are nearest are looked up; ``None``: none are."""
    rows = look.statements
    carriers = _carriers(look, place)
    first = carriers[0]
    row, document = int(rows.numbers[first]), int(rows.others["document"][first])
    number = row // 2
    standing = novelty_rows.standing_on(look.at, [number], look.at_time).get(number, [])
    details = profile_details.details(look.at, [number, *(one.no for one in standing)], look.at_time)
    act = act_of(SpeechAct(rows.fact("type", first) or SpeechAct.ASSERT.value), standing)
    said = voice(look, number, details[number], document)
    about = targets(look, details[number], act, standing, details)
    moment = look.moment(document)
    pools, side = _pools(look, first, said, moment)
    near = None
    if nearest is not None:
        own = _own_names(look, said, side)
        near = likest(look, row, [(pool.scope, pool.earlier) for pool in pools], nearest, own)
    asked = Asked(first, act, moment, pools, said.name or "somebody not named")
    raws = tuple(checks(look, asked, about, near, standing)) if moment.dated else ()
    raws += tuple(_revised(look, document, details[number], pools))
    raws = tuple(sorted(raws, key=lambda one: -one.weight))
    factor, notes = _less(look, raws, moment, first, said)
    notes += _within_the_side(side, said, about)
    return _Item(
        row,
        int(rows.numbers[place]) if place != first else None,
        len({int(rows.others["document"][one]) for one in carriers}),
        len({int(rows.codes["source"][one]) for one in carriers}),
        said,
        side,
        about,
        raws,
        tuple(near or ()),
        round(factor * sum(one.weight for one in raws), 3),
        notes,
        moment,
    )


def _less(
    look: NoveltyLook, raws: Sequence[Raw], moment: Moment, place: int, said: Voice
) -> tuple[float, tuple[str, ...]]:
    """What makes a statement less new than its checks do, and what limits them."""
    notes: list[str] = []
    factor = 1.0
    if not moment.dated:
        notes.append("it bears no date: what was said before it, and what after, cannot be told")
    if any(one.asks is Asks.SAID and one.scope is Scope.SPEAKER and one.found is Found.AGAIN for one in raws):
        factor *= _REPEATED
    when = look.statements.fact("to", place)
    if when is not None and moment.first is not None and when[:10] < _day_before(moment.first):
        factor *= _RETOLD
        notes.append(f"the text tells of it as said earlier, by {when[:10]}")
    elif (cue := told_as_past(look, int(look.statements.numbers[place]) // 2)) is not None:
        factor *= _RETOLD
        notes.append(f"the text tells of it as past (“{cue}”): it may have been said earlier than it was published")
    if said.root is None:
        of = "" if said.body is None else f"; it is taken for the side of {look.called(said.body)}, for which it speaks"
        notes.append(f"the speaker is linked to nobody, so what it said before is not known{of}")
        factor *= _UNKNOWN if said.body is None else 1.0
    return factor, tuple(notes)


def _within_the_side(side: Side | None, said: Voice, about: Sequence[Target]) -> tuple[str, ...]:
    inside = [one.name for one in about if side is not None and one.root in side.members and said.root is not None]
    return tuple(f"{name} is of the speaker's own side" for name in inside)


def _own_names(look: NoveltyLook, said: Voice, side: Side | None) -> frozenset[str]:
    """The telling words of what the speaker and its bodies are called."""
    numbers = [no for no in (said.root, said.body) if no is not None] + list(side.bodies if side else ())
    return telling(form for no in numbers for form in wording(look.called(no)).forms)


def _day_before(day: str) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _pools(look: NoveltyLook, place: int, said: Voice, moment: Moment) -> tuple[list[Pool], Side | None]:
    """Whose earlier statements are looked through: the speaker's, its side's, and everybody's."""
    document = int(look.statements.others["document"][place])
    pools: list[Pool] = []
    side = None

    def pool(scope: Scope, order: Order, by: str, of: str) -> None:
        unsure = order.unsure[_others(look, order.unsure, place)]
        unsure = unsure[look.statements.others["document"][unsure] != document]
        earlier = order.earlier[_others(look, order.earlier, place)]
        pools.append(Pool(scope, earlier, unsure, look.count(earlier), by, of))

    if said.root is not None:
        own = look.before(look.by(look.bases(said.root)), moment)
        pool(Scope.SPEAKER, own, said.name or "the speaker", f"of {said.name}")
    start = said.root if said.root is not None else said.body
    if start is not None:
        side = look.belonging(moment.day).side(start)
        if len(side.members) > 1 or said.root is None:
            name = said.name if said.root is not None else look.called(start)
            theirs = look.before(look.by(look.all_bases(side.members)), moment)
            pool(Scope.SIDE, theirs, f"the side of {name}", f"of the side of {name}")
    pool(Scope.ANYONE, look.all_before(moment), "anybody", "of anybody")
    return pools, side


def _others(look: NoveltyLook, places: NDArray[np.int64], place: int) -> NDArray[np.bool_]:
    """Which of these are not the saying of a place."""
    same: NDArray[np.bool_] = np.isin(look.statements.numbers[places], look.told_with(place))
    return ~same


def _revised(look: NoveltyLook, document: int, detail: Detail, pools: Sequence[Pool]) -> list[Raw]:
    """What an earlier version of the same page had in the place of the sentence that a statement stands in."""
    version = novelty_rows.version_before(look.at, document, look.at_time)
    if version is None:
        return []
    bound = look.bound(look.moment(document), pools[0].sayings)
    for one in changed(version.then, version.now):
        if one.now is not None and one.then is not None and one.begin < detail.end and detail.begin < one.end:
            words = f"stands in the place of what an earlier version of the page had ({version.id}): “{one.then[:300]}”"
            return [Raw(Asks.REVISED, pools[0].scope, Found.CHANGED, words, 2.0, bound)]
    return []


# -- as it is told -----------------------------------------------------------------------------------------------------


def _told(look: NoveltyLook, items: Sequence[_Item]) -> list[Novelty]:
    citing = Citing(look.at, look.at_time)
    rows = look.statements.numbers
    numbers: list[int] = []
    people: list[int] = []
    for item in items:
        numbers += [item.first, *([] if item.asked is None else [item.asked])]
        numbers += [int(rows[one.place]) for one in item.raws if one.place is not None]
        numbers += [int(rows[one.place]) for one in item.near]
        people += [one.root for one in item.about if one.root is not None]
        people += [] if item.said.root is None else [item.said.root]
        if item.side is not None:
            numbers += [step.row for step in item.side.steps if step.row is not None]
            people += [*item.side.bodies, *item.side.members[:_MEMBERS], *(one.who for one in item.side.steps)]
    citing.load(numbers, people)
    return [_as_told(look, citing, item) for item in items]


def _as_told(look: NoveltyLook, citing: Citing, item: _Item) -> Novelty:
    rows = look.statements.numbers
    about = tuple(_who(citing, one) for one in item.about)
    made = tuple(
        Check(
            one.asks,
            one.scope,
            one.found,
            one.words,
            round(one.weight, 3),
            one.bound,
            None if one.target is None else _who(citing, one.target),
            None if one.place is None else citing.cited(int(rows[one.place])),
            one.days,
            one.times,
        )
        for one in item.raws
    )
    near = tuple(_near(look, citing, one, item.moment) for one in item.near)
    asked = None if item.asked is None else citing.cited(item.asked)
    speaker = citing.who(item.said.root) or (None if item.said.name is None else Who(None, item.said.name))
    bound = look.bound(item.moment)
    return Novelty(
        citing.cited(item.first),
        asked,
        item.carriers,
        item.outlets,
        speaker,
        _side(citing, item.side),
        about,
        item.score,
        made,
        near,
        (*item.notes, *_limits(look, bound)),
    )


def _who(citing: Citing, target: Target) -> Who:
    return citing.who(target.root) or Who(None, target.name)


def _near(look: NoveltyLook, citing: Citing, one: Likeness, moment: Moment) -> Near:
    cited = citing.cited(int(look.statements.numbers[one.place]))
    day = look.day(one.place)
    days = days_between(day, moment.first) if day and moment.first else None
    reasons = []
    if one.shared:
        reasons.append(f"both speak of {', '.join(one.shared[:6])}")
    if one.meaning is not None:
        reasons.append(f"nearness of meaning {one.meaning:.2f}")
    if one.opposite:
        reasons.append("the one denies and the other does not")
    elif one.same:
        reasons.append("taken for the same said before")
    return Near(cited, one.scope, one.nearness, one.words, one.meaning, one.opposite, days, tuple(reasons))


def _side(citing: Citing, side: Side | None) -> SideTold | None:
    if side is None:
        return None
    steps = []
    for one in side.steps:
        who, body = citing.who(one.who), citing.who(one.body)
        if who is not None and body is not None:
            cited = None if one.row is None else citing.cited(one.row)
            steps.append(Belongs(f"{who.name} {one.words} {body.name}", one.told, cited))
    bodies = tuple(who for no in side.bodies if (who := citing.who(no)))
    members = tuple(who for no in side.members[1 : _MEMBERS + 1] if (who := citing.who(no)))
    return SideTold(bodies, members, len(side.members) - 1, tuple(steps), side.cut)


def _cited(look: NoveltyLook, numbers: Sequence[int]) -> tuple[Cited, ...]:
    citing = Citing(look.at, look.at_time)
    citing.load(numbers)
    return citing.all_cited(numbers)


def _limits(look: NoveltyLook, bound: Bound) -> tuple[str, ...]:
    """What limits all that is said to be new."""
    found = []
    if look.packless:
        actors = "1 known actor" if look.packless == 1 else f"{look.packless:,} known actors"
        are = "is" if look.packless == 1 else "are"
        found.append(f"{actors} of this desk {are} in no pack that is loaded: what packs say of sides is not heeded")
    if bound.unread:
        found.append(
            f"of the {bound.documents:,} documents published before, {bound.unread:,} are in languages in which "
            "statements are not read"
        )
    if bound.undated:
        documents = "1 document bears" if bound.undated == 1 else f"{bound.undated:,} documents bear"
        found.append(
            f"{documents} no date, and {'counts' if bound.undated == 1 else 'count'} as neither earlier nor later"
        )
    return tuple(found)
