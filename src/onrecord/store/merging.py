"""What judgements on actors come to: which base entities are one, and which actors were put elsewhere.

All of it follows from what the machine linked and from the judgements that hold, and is worked out anew from these, so
that taking a judgement back gives exactly what was there before it, and the past can be asked for.

``same`` joins two actors. An actor of a document (``d:.../a2``) stands for the entity that the machine linked it to;
one that the machine linked to none is *put* to the other. ``different`` keeps two apart: an actor of a document that
was linked to what it is different from is put to the entity that it is said to be the same as, or to one of its own.
Where both are said of one pair, in whatever round-about way, the later judgement is refused.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from ..errors import StoreError
from ..record import Judgement, JudgementKind
from . import judged
from .asking import in_pieces
from .ids import DIGITS
from .indexing import index_anew
from .inserting import insert
from .judged_actors import BY_JUDGEMENT, JudgedActor, Side, sides_of
from .listed import among, length, named
from .opening import turn
from .tables import actor, entity, judgement, linked, reading

_DECIDING = (JudgementKind.SAME, JudgementKind.DIFFERENT)


@dataclass(frozen=True, slots=True)
class Apart:
    """An entity of its own for an actor that was taken from where the machine had linked it."""

    id: str
    name: str
    kind: str
    made: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A ``different`` that does not go with the ``same`` judgements of a chain, which may be empty: one entity."""

    apart: Judgement
    chain: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class State:
    """``put``: where actors (by number) were put. ``into``: for each entity that is another one, that one.

    ``fresh`` are entities that are still to be made: -1 is the number of the first of them, -2 of the second.
    """

    put: Mapping[int, int]
    into: Mapping[int, int]
    conflicts: tuple[Conflict, ...] = ()
    fresh: tuple[Apart, ...] = ()


@dataclass(slots=True)
class _Ties:
    """Numbers joined to groups, each with the judgement that joined two."""

    edges: defaultdict[int, list[tuple[int, Judgement]]] = field(default_factory=lambda: defaultdict(list))

    def join(self, one: int, two: int, said: Judgement) -> None:
        self.edges[one].append((two, said))
        self.edges[two].append((one, said))

    def way(self, one: int, two: int) -> tuple[Judgement, ...] | None:
        """The judgements on the shortest way between two; ``None`` if there is none."""
        came: dict[int, tuple[int, Judgement] | None] = {one: None}
        waiting = [one]
        for here in waiting:
            if here == two:
                break
            for there, said in self.edges.get(here, ()):
                if there not in came:
                    came[there] = (here, said)
                    waiting.append(there)
        if two not in came:
            return None
        way: list[Judgement] = []
        step = came[two]
        while step is not None:
            way.append(step[1])
            step = came[step[0]]
        return tuple(way)

    def groups(self) -> dict[int, int]:
        """For each number the smallest of its group."""
        first: dict[int, int] = {}
        for start in sorted(self.edges):
            waiting = [] if start in first else [start]
            for here in waiting:
                if here not in first:
                    first[here] = start
                    waiting += [there for there, _ in self.edges[here]]
        return first


def apply(at: sa.Connection, state: State) -> list[int]:
    """Writes what judgements come to; the numbers of the documents whose actors stand elsewhere now."""
    made = {-nth: _made(at, one) for nth, one in enumerate(state.fresh, 1)}
    into = {made.get(no, no): made.get(to, to) for no, to in state.into.items()}
    moved = _write_put(at, {no: made.get(to, to) for no, to in state.put.items()})
    was = dict(at.execute(sa.select(entity.c.no, entity.c.into).where(entity.c.into.is_not(None))).all())
    for no in sorted({*was, *into}):
        if was.get(no) != into.get(no):
            at.execute(sa.update(entity).where(entity.c.no == no).values(into=into.get(no)))
    touched: set[int] = set()
    for some in in_pieces(moved):
        of_actors = sa.select(reading.c.document).join(actor, actor.c.reading == reading.c.no)
        touched.update(at.execute(of_actors.where(actor.c.no.in_(some)).distinct()).scalars())
    return sorted(touched)


def settle_judged(at: sa.Connection, document_id: str, links: Collection[str]) -> None:
    """Lets judgements take effect that name actors of a document, or known ones, that were linked just now."""
    some = list(dict.fromkeys(links))
    count = length(len(some)) if some else 0
    of_links = named(some, count) if some else {}
    # "0" stands after "/".
    of_document = {"begin": f"{document_id}/", "end": f"{document_id}0"}
    if at.execute(_naming(count), {**of_document, **of_links}).first() is None:
        return
    for touched in apply(at, worked_out(at, holding(at, None))):
        index_anew(at, touched)


@lru_cache(maxsize=32)
def _naming(count: int) -> sa.Select[Any]:
    """A judgement on an actor of one document, or on one of so many known actors."""
    sides = (judgement.c.subject, judgement.c.other)
    begin, end = (
        sa.bindparam("begin", type_=judgement.c.subject.type),
        sa.bindparam("end", type_=judgement.c.subject.type),
    )
    named_so: list[sa.ColumnElement[bool]] = [(side >= begin) & (side < end) for side in sides]
    named_so += [among(side, count) for side in sides if count]
    of_kind = sa.or_(*(judgement.c.kind == kind.value for kind in _DECIDING))
    return sa.select(judgement.c.no).where(of_kind, sa.or_(*named_so)).limit(1)


def checked(at: sa.Connection, new: Judgement | None = None, without: str | None = None) -> State:
    """What the judgements that hold come to with one that is to be added, or ``without`` one that is to be taken back.

    Raises:
        StoreError: if they do not go together, naming the judgement that stands against it.
    """
    hold = [one for one in holding(at, None) if one.id != without] + ([new] if new else [])
    hold.sort(key=lambda one: one.at)  # one that holds again stands where it stood
    state = worked_out(at, hold)
    for conflict in state.conflicts:
        if not conflict.chain:
            raise StoreError(
                "these are one and the same actor",
                f"{conflict.apart.subject} and {conflict.apart.other}",
                "name an actor of a document (d:.../a2) that was linked to it wrongly",
            )
        other = conflict.apart if conflict.apart is not new else conflict.chain[0]
        raise StoreError(
            f"the judgement {other.id} by {other.who} says {other.kind.value} of {other.subject} and {other.other}",
            f"{new.subject} and {new.other}" if new else without,
            f"undo that one first: onrecord desk undo {other.id}",
        )
    return state


def holding(at: sa.Connection, at_time: str | None) -> list[Judgement]:
    """The judgements ``same`` and ``different`` that held then, oldest first."""
    of_kind = judgement.c.kind.in_([kind.value for kind in _DECIDING])
    if at_time is not None:
        return [e.judgement for e in judged.entries(at, of_kind, at_time) if e.judgement.undone is None]
    # The rows say what is taken back now; it need not be worked out.
    which = sa.select(judgement).where(of_kind, judgement.c.undone.is_(None)).order_by(judgement.c.no)
    return [
        Judgement(row.id, row.at, row.who, JudgementKind(row.kind), row.subject, row.other, None, row.why)
        for row in at.execute(which)
    ]


def joined_then(at: sa.Connection, at_time: str) -> Mapping[int, int]:
    """For each base entity that was another one by the judgements that held then, that one."""
    said = holding(at, at_time)
    return worked_out(at, said, at_time).into if said else {}


def put_then(at: sa.Connection, at_time: str) -> dict[int, int]:
    """The actors that judgements had put elsewhere by then, and the base entity that each was put to."""
    said = holding(at, at_time)
    return dict(worked_out(at, said, at_time).put) if said else {}


def worked_out(at: sa.Connection, said: Sequence[Judgement], at_time: str | None = None) -> State:
    """What these judgements come to, given in the order in which they were made."""
    sides = sides_of(at, said, at_time)
    pairs = [(one, sides.get((one.subject, one.at)), sides.get((one.other or "", one.at))) for one in said]
    known = [(one, a, b) for one, a, b in pairs if a is not None and b is not None]
    same = [(one, a, b) for one, a, b in known if one.kind is JudgementKind.SAME]
    different = [(one, a, b) for one, a, b in known if one.kind is JudgementKind.DIFFERENT]
    taken = _taken(same, different)
    put: dict[tuple[int, ...], int] = {}
    for _, a, b in same:
        for mine, other in ((a, b), (b, a)):
            if isinstance(mine, JudgedActor) and (mine.base is None or mine.nos in taken):
                to = _stands(other, put, taken)
                if to is not None:
                    put[mine.nos] = to
    own = {nos: Apart(_own_id(one), one.name, one.kind, taken_at) for nos, (one, taken_at) in taken.items()}
    numbers = _numbers(at, [one.id for one in own.values()])
    fresh: list[Apart] = []
    for nos, one in own.items():
        if nos not in put:
            if one.id not in numbers:
                fresh.append(one)
                numbers[one.id] = -len(fresh)
            put[nos] = numbers[one.id]
    ties = _Ties()
    for judgement_, a, b in same:
        first, second = _stands(a, put, {}), _stands(b, put, {})
        if first is not None and second is not None and first != second:
            ties.join(first, second, judgement_)
    conflicts = []
    for judgement_, a, b in different:
        first, second = _stands(a, put, {}), _stands(b, put, {})
        if first is not None and second is not None:
            way = () if first == second else ties.way(first, second)
            if way is not None:
                conflicts.append(Conflict(judgement_, way or _joining(same, a, b)))
    flat = {no: to for nos, to in put.items() for no in nos}
    return State(flat, _roots(at, ties), tuple(conflicts), tuple(fresh))


_Said = tuple[Judgement, Side, Side]


def _taken(same: Sequence[_Said], different: Sequence[_Said]) -> dict[tuple[int, ...], tuple[JudgedActor, str]]:
    """The actors that are taken from where the machine linked them, each with when that was first said."""
    judged_apart = {side.nos for _, a, b in different for side in (a, b) if isinstance(side, JudgedActor)}
    ties = _Ties()
    for one, a, b in same:
        sure = [_base(side) for side in (a, b) if not (isinstance(side, JudgedActor) and side.nos in judged_apart)]
        if len(sure) == 2 and sure[0] is not None and sure[1] is not None and sure[0] != sure[1]:
            ties.join(sure[0], sure[1], one)
    group = ties.groups()
    taken: dict[tuple[int, ...], tuple[JudgedActor, str]] = {}
    for one, a, b in different:
        first, second = _base(a), _base(b)
        if first is None or second is None or group.get(first, first) != group.get(second, second):
            continue
        for side in (a, b):
            if isinstance(side, JudgedActor):
                taken.setdefault(side.nos, (side, one.at))
                break
    return taken


def _base(side: Side) -> int | None:
    return side if isinstance(side, int) else side.base


def _stands(side: Side, put: Mapping[tuple[int, ...], int], taken: Collection[tuple[int, ...]]) -> int | None:
    """The base entity that a side is; ``None`` for an actor that was taken away and is not put anywhere yet."""
    if isinstance(side, int):
        return side
    if side.nos in put:
        return put[side.nos]
    return None if side.nos in taken else side.base


def _joining(same: Sequence[_Said], a: Side, b: Side) -> tuple[Judgement, ...]:
    """The ``same`` that put an actor to the very entity that it is said to be different from."""
    these = {side.nos for side in (a, b) if isinstance(side, JudgedActor)}
    of_actor = [
        one for one, *sides in same if any(isinstance(side, JudgedActor) and side.nos in these for side in sides)
    ]
    return tuple(of_actor[-1:])


def _roots(at: sa.Connection, ties: _Ties) -> dict[int, int]:
    """For each entity that is joined to others the one that they are, but for that one."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for no, first in ties.groups().items():
        groups[first].append(no)
    known: set[int] = set()
    for some in in_pieces(sorted(ties.edges)):
        which = sa.select(entity.c.no).where(entity.c.no.in_(some), entity.c.link.is_not(None))
        known.update(at.execute(which).scalars())
    into: dict[int, int] = {}
    for members in groups.values():
        root = min(members, key=lambda no: (no not in known, no < 0, abs(no)))
        into.update({no: root for no in members if no != root})
    return into


def _own_id(one: JudgedActor) -> str:
    said = f"apart\n{one.document}\n{one.name}\n{one.nth}"
    return "a:" + hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def _numbers(at: sa.Connection, ids: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in in_pieces(ids):
        found.update(at.execute(sa.select(entity.c.id, entity.c.no).where(entity.c.id.in_(some))).all())
    return found


def _made(at: sa.Connection, one: Apart) -> int:
    (no,) = turn(at).numbers(entity, 1)
    row = {"no": no, "id": one.id, "name": one.name, "kind": one.kind, "link": None, "type": None}
    insert(at, entity, [{**row, "countries": "[]", "made": one.made, "into": None}])
    return no


def _write_put(at: sa.Connection, put: Mapping[int, int]) -> list[int]:
    """Writes where actors are put; the numbers of those that stand elsewhere now."""
    there = at.execute(sa.select(linked.c.actor, linked.c.put, linked.c.reasons).where(linked.c.put.is_not(None)))
    was = {row.actor: row for row in there}
    linked_: set[int] = set(was)
    for some in in_pieces(sorted(put)):
        linked_.update(at.execute(sa.select(linked.c.actor).where(linked.c.actor.in_(some))).scalars())
    moved = []
    for no in sorted({*was, *put}):
        if no in was and was[no].put == put.get(no):
            continue
        moved.append(no)
        if no not in put and was[no].reasons == BY_JUDGEMENT:
            at.execute(sa.delete(linked).where(linked.c.actor == no))
        elif no in linked_:
            mine = sa.update(linked).where(linked.c.actor == no)
            by_judgement = no in was and was[no].reasons == BY_JUDGEMENT
            at.execute(mine.values(put=put.get(no), **({"entity": put[no]} if by_judgement else {})))
        else:
            row = {"actor": no, "entity": put[no], "put": put[no], "score": 1.0, "reasons": BY_JUDGEMENT}
            insert(at, linked, [row])
    return moved
