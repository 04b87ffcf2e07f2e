"""Ties that no words state and that follow from those that were read: marked, and with what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...record import ActorKind, Polarity, Taker, Tie, TieType

#: Who speaks for a body, or leads one that is no state, is one of it.
_OF_IT = (TieType.SPOKESPERSON_OF, TieType.LEADS)
#: What follows is that much less sure.
_LESS = 0.9


def derived(ties: Sequence[Tie], kinds: dict[str, ActorKind], made_by: str) -> tuple[Tie, ...]:
    """The ties that follow from ``ties``, on the same word as what they rest on.

    Whoever speaks for a group or leads it is a member of it. What is a part of a part is a part of the whole, where
    both are told on one word and the whole is no state. Only what is told as fact is built on.
    """
    sound = [t for t in ties if t.polarity is Polarity.ACTUAL and t.a.actor is not None and t.b.actor is not None]
    there = {(t.type, t.a.actor, t.b.actor) for t in ties}
    found: list[Tie] = []
    for type_, a, b, basis in (*_members(sound, kinds), *_parts(sound, kinds)):
        if a.actor == b.actor or (type_, a.actor, b.actor) in there:
            continue
        there.add((type_, a.actor, b.actor))
        found.append(_tie(f"tie{len(ties) + len(found)}", type_, a, b, basis, made_by))
    return tuple(found)


_Step = tuple[TieType, Taker, Taker, tuple[Tie, ...]]


def _members(ties: Sequence[Tie], kinds: dict[str, ActorKind]) -> Iterator[_Step]:
    for tie in ties:
        if tie.type not in _OF_IT or kinds[tie.a.actor or ""] is not ActorKind.PERSON:
            continue
        if kinds[tie.b.actor or ""] in (ActorKind.GROUP, ActorKind.ORGANISATION):
            yield TieType.MEMBER_OF, tie.a, tie.b, (tie,)


def _parts(ties: Sequence[Tie], kinds: dict[str, ActorKind]) -> Iterator[_Step]:
    above: dict[str, list[Tie]] = {}
    parts = [t for t in ties if t.type is TieType.PART_OF]
    for tie in parts:
        above.setdefault(tie.a.actor or "", []).append(tie)
    for tie in parts:
        for further in above.get(tie.b.actor or "", ()):
            if kinds[further.b.actor or ""] is ActorKind.STATE:
                continue
            same = (further.footing.standing, further.footing.by) == (tie.footing.standing, tie.footing.by)
            if same:
                yield TieType.PART_OF, tie.a, further.b, (tie, further)


def _tie(name: str, type_: TieType, a: Taker, b: Taker, basis: tuple[Tie, ...], made_by: str) -> Tie:
    weakest = min(basis, key=lambda t: t.confidence)
    return Tie(
        id=name,
        type=type_,
        a=a,
        b=b,
        footing=basis[0].footing,
        polarity=Polarity.ACTUAL,
        spans=tuple(s for t in basis for s in t.spans[:1]),
        confidence=round(weakest.confidence * _LESS, 2),
        made_by=made_by,
        derived=True,
        basis=tuple(t.id for t in basis),
        background=all(t.background for t in basis),
        why="follows from: " + "; ".join(f"{t.type.value} ({t.id})" for t in basis),
    )
