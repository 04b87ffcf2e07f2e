"""A record narrowed to findings that were asked for, with all that these stand on, so that no word is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..record import Event, JudgementKind, Party, Record, Statement, Taker, Tie


def handed_out(record: Record, asked: frozenset[str] | None, rejected: bool) -> tuple[Record, frozenset[str] | None]:
    """The record with only what is handed out and what that stands on, and the ids of what is handed out; ``None`` for
    these if it is all that is left in it.

    Args:
        asked: citable ids; ``None``: all findings. Then actors, times and places stay that no finding names.
        rejected: hand out also what somebody rejected.
    """
    kept = record.kept.findings if record.kept is not None else ()
    out = {found.local for found in kept if found.judgement and found.judgement.kind is JudgementKind.REJECT}
    chosen = {found.local for found in kept if asked is None or found.id in asked}
    if not rejected:
        chosen -= out
    if asked is None and len(chosen) == len(kept):
        return record, None
    stays = _with_grounds(record, chosen)
    ids = None if stays == chosen else frozenset(found.id for found in kept if found.local in chosen)
    left = replace(
        record,
        statements=tuple(one for one in record.statements if one.id in stays),
        events=tuple(one for one in record.events if one.id in stays),
        ties=tuple(one for one in record.ties if one.id in stays),
        commitments=tuple(one for one in record.commitments if one.id in stays),
        kept=replace(record.kept, findings=tuple(one for one in kept if one.local in stays)) if record.kept else None,
    )
    return (left if asked is None else _without_others(left)), ids


def _with_grounds(record: Record, chosen: set[str]) -> set[str]:
    """The findings (by their ids in the record) with those that they stand on, up every chain."""
    grounds: dict[str, tuple[str | None, ...]] = {one.id: (one.within,) for one in record.statements}
    grounds |= {one.id: (one.footing.by, one.statement) for one in record.events}
    grounds |= {one.id: (one.footing.by, *one.basis) for one in record.ties}
    grounds |= {one.id: (one.statement,) for one in record.commitments}
    stays: set[str] = set()
    left = list(chosen)
    while left:
        one = left.pop()
        if one not in stays and one in grounds:
            stays.add(one)
            left += [ground for ground in grounds[one] if ground is not None]
    return stays


def _without_others(record: Record) -> Record:
    """The record without actors, times and places that none of its findings names."""
    actors, times, places = set(_actors(record)), set(_times(record)), {one.place for one in record.events}
    actors |= {role.body for one in record.actors if one.id in actors for role in one.roles if role.body}
    anchors = {one.id: one.anchor.time for one in record.times if one.anchor is not None}
    left = list(times)
    while left:
        anchor = anchors.get(left.pop())
        if anchor is not None and anchor not in times:
            times.add(anchor)
            left.append(anchor)
    return replace(
        record,
        actors=tuple(one for one in record.actors if one.id in actors),
        times=tuple(one for one in record.times if one.id in times),
        places=tuple(one for one in record.places if one.id in places),
    )


def _actors(record: Record) -> Iterator[str]:
    for finding in _findings(record):
        yield from _named(finding)
    for commitment in record.commitments:
        yield from _of((commitment.doer, commitment.to))


def _findings(record: Record) -> Iterator[Statement | Event | Tie]:
    yield from record.statements
    yield from record.events
    yield from record.ties


def _named(finding: Statement | Event | Tie) -> Iterator[str]:
    if isinstance(finding, Statement):
        if finding.speaker.actor is not None:
            yield finding.speaker.actor
        yield from _of((finding.addressee, finding.target, finding.medium))
    elif isinstance(finding, Event):
        yield from _of((*finding.actors, *finding.recipients))
    else:
        yield from _of((finding.a, finding.b))


def _of(parties: Iterable[Party | Taker | None]) -> Iterator[str]:
    for party in parties:
        if party is not None and party.actor is not None:
            yield party.actor


def _times(record: Record) -> Iterator[str]:
    for finding in _findings(record):
        if finding.when is not None:
            yield finding.when
    for commitment in record.commitments:
        if commitment.due.time is not None:
            yield commitment.due.time
