"""Statements put together that hang together: from the earliest on, along the surest of what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..linking.propositions import Compared, Kind
from .claim_look import ClaimLook, Looked
from .claim_parts import Stance

STANCES = {Kind.SAME: Stance.AFFIRMS, Kind.CONTRADICTS: Stance.CONTRADICTS, Kind.REVISED: Stance.REVISES}
#: Two that affirm each other less surely than this do not hand on what others are to them.
_SURE = 0.7
#: Two statements, each the first of its utterance, and how the one stands to the other.
Edge = tuple[int, int, Compared]


def rank(found: Compared) -> tuple[int, float]:
    """Contradictions before revisions before what says the same; of each the surest first."""
    return (Kind.CONTRADICTS, Kind.REVISED, Kind.SAME).index(found.kind), -found.confidence


@dataclass(slots=True)
class Group:
    """Statements that hang together, the ``first`` published among them. ``stance`` is how each stands to the first,
    ``by`` from which edge that is known.
    """

    first: Looked
    members: list[Looked]
    stance: dict[int, Stance]
    by: dict[int, Edge] = field(default_factory=dict)

    @property
    def rank(self) -> tuple[int, float]:
        """Contradictions first, the surest of them first."""
        return min(rank(edge[2]) for edge in self.by.values())


def groups(look: ClaimLook, edges: Sequence[Edge]) -> Iterator[Group]:
    """The edges put together: from the earliest statement on, along the surest.

    What affirms is followed further; a contradiction or a revision is an end, or else far things would hang together.
    """
    beside: dict[int, list[Edge]] = {}
    for one, other, compared in edges:
        beside.setdefault(one, []).append((one, other, compared))
        beside.setdefault(other, []).append((other, one, compared))
    done: set[tuple[int, int]] = set()
    known = {no: found for no in beside if (found := look.looked(no)) is not None}
    for start in sorted(known.values(), key=lambda one: one.order):
        if all(_key(edge) in done for edge in beside[start.no]):
            continue
        group = Group(start, [start], {start.no: Stance.AFFIRMS})
        waiting = [start.no]
        while waiting:
            here = waiting.pop(0)
            for edge in sorted(beside[here], key=lambda edge: rank(edge[2])):
                _, other, compared = edge
                if _key(edge) in done or other not in known:
                    continue
                done.add(_key(edge))
                if other in group.stance:
                    continue
                group.stance[other] = _stance(group.stance[here], STANCES[compared.kind])
                group.by[other] = (other, here, compared)
                group.members.append(known[other])
                if here == start.no or (compared.kind is Kind.SAME and compared.confidence >= _SURE):
                    waiting.append(other)
        if group.by:
            yield group


def _key(edge: Edge) -> tuple[int, int]:
    return min(edge[:2]), max(edge[:2])


def _stance(of: Stance, found: Stance) -> Stance:
    """How a statement stands to the first, if it stands so to one that stands ``of`` it."""
    if found is Stance.AFFIRMS:
        return of
    if of is Stance.AFFIRMS:
        return found
    if of is found is Stance.CONTRADICTS:
        return Stance.AFFIRMS
    return Stance.CONTRADICTS if Stance.CONTRADICTS in (of, found) else Stance.REVISES
