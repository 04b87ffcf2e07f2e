"""What the two sides of a judgement on actors stand for: entities, and actors of documents in all their readings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ..record import Judgement
from .asking import by_then, in_pieces
from .tables import actor, document, entity, linked, reading

#: The reasons of a link that only a judgement made: the machine always has some.
BY_JUDGEMENT = "[]"


@dataclass(frozen=True, slots=True)
class JudgedActor:
    """An actor of a document that a judgement names: its numbers, one for each reading that has it.

    ``nth`` tells it from others that bear the same name there, from 0.
    """

    nos: tuple[int, ...]
    base: int | None
    document: str
    name: str
    kind: str
    nth: int


#: An entity by its number, or an actor of a document.
Side = int | JudgedActor


def sides_of(at: sa.Connection, said: Sequence[Judgement], at_time: str | None) -> dict[tuple[str, str], Side]:
    """What each name in these judgements stands for; one that stands for nothing that was linked has no entry."""
    names = {(name, one.at) for one in said for name in (one.subject, one.other or "")}
    of_actors = {key for key in names if "/" in key[0] and key[0].startswith("d:")}
    plain = sorted({name for name, _ in names - of_actors})
    numbers: dict[str, int] = {}
    for column in (entity.c.id, entity.c.link):
        for some in in_pieces(plain):
            which = sa.select(column, entity.c.no).where(column.in_(some), by_then(entity.c.made, at_time))
            numbers.update({str(name): no for name, no in at.execute(which)})
    sides: dict[tuple[str, str], Side] = {key: numbers[key[0]] for key in names if key[0] in numbers}
    sides.update(_actors(at, of_actors, at_time))
    return sides


def _actors(at: sa.Connection, keys: Collection[tuple[str, str]], at_time: str | None) -> dict[tuple[str, str], Side]:
    """The actors that were meant by these names at these times; those of other readings go by the same name."""
    documents = sorted({name.partition("/")[0] for name, _ in keys})
    rows = defaultdict(list)
    for some in in_pieces(documents):
        which = (
            sa.select(document.c.id, reading.c.made, actor.c.no, actor.c.local, actor.c.name, actor.c.kind)
            .add_columns(linked.c.entity, linked.c.reasons)
            .join(reading, reading.c.document == document.c.no)
            .join(actor, actor.c.reading == reading.c.no)
            .outerjoin(linked, linked.c.actor == actor.c.no)
            .where(document.c.id.in_(some), by_then(reading.c.made, at_time))
            .order_by(actor.c.no)
        )
        for row in at.execute(which):
            rows[row.id].append(row)
    found: dict[tuple[str, str], Side] = {}
    for name, when in sorted(keys):
        id_, _, local = name.partition("/")
        of_local = [row for row in rows[id_] if row.local == local and row.made <= when]
        if not of_local:
            continue
        meant = of_local[-1]
        bearers = defaultdict(list)
        for row in rows[id_]:
            if row.name == meant.name:
                bearers[row.made].append(row)
        nth = bearers[meant.made].index(meant)
        mine = [some[nth] for some in bearers.values() if nth < len(some)]
        by_machine = [row.entity for row in mine if row.entity and row.reasons != BY_JUDGEMENT]
        base = by_machine[-1] if by_machine else None
        found[name, when] = JudgedActor(tuple(row.no for row in mine), base, id_, meant.name, meant.kind, nth)
    return found


def sides_now(at: sa.Connection, said: Sequence[Judgement]) -> Iterator[tuple[Judgement, int, int]]:
    """These judgements with the base entities that their two sides are now, where both are some."""
    sides = sides_of(at, said, None)
    actors = sorted({no for side in sides.values() if isinstance(side, JudgedActor) for no in side.nos})
    stands: dict[int, int] = {}
    for some in in_pieces(actors):
        is_ = sa.select(linked.c.actor, sa.func.coalesce(linked.c.put, linked.c.entity))
        stands.update(at.execute(is_.where(linked.c.actor.in_(some))).all())
    for one in said:
        first, second = (_now(sides.get((name, one.at)), stands) for name in (one.subject, one.other or ""))
        if first is not None and second is not None:
            yield one, first, second


def _now(side: Side | None, stands: Mapping[int, int]) -> int | None:
    if not isinstance(side, JudgedActor):
        return side
    return next((stands[no] for no in reversed(side.nos) if no in stands), None)
