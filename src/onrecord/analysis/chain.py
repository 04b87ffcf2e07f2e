"""One utterance through its carriers: who carried it first, who has it from whom, and where its words were altered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..errors import StoreError
from ..record import JudgementKind, Record
from ..store import finding, utterances
from ..store.opening import Store
from ..store.published import latest
from .carried import Carried, Member, carried
from .origins import Link, links, mouth
from .reported import sayings_of

#: Carriers that are followed; of an utterance with more, the first ones are.
MOST = 200


@dataclass(frozen=True, slots=True)
class Chain:
    """An utterance. ``carriers`` stand in the order of publication; ``asked`` is the place of the one asked for.

    ``links`` say who has it from whom, at most one for each carrier, always from a later to an earlier place.
    ``voices`` are the places of those that have it from no other carrier, as far as they show; what one outlet has
    twice is one voice, and so are outlets that speak for one body. They are the most that can be counted as
    independent. ``left`` is how many carriers more there are; ``rejected`` are left out, for somebody rejected them.
    """

    carriers: tuple[Carried, ...]
    asked: int
    links: tuple[Link, ...]
    voices: tuple[int, ...]
    left: int = 0
    rejected: int = 0

    def path(self, place: int) -> tuple[int, ...]:
        """From a carrier back to the one that it has it from, and so on."""
        origin = {link.carrier: link.origin for link in self.links}
        found = [place]
        while found[-1] in origin:
            found.append(origin[found[-1]])
        return tuple(found)


def chain(store: Store, at: sa.Connection, id_: str, at_time: str | None = None) -> Chain:
    """The chain of a statement (``s:...``), or of the statement that another finding stands on.

    Raises:
        StoreError: if there is no such finding, or it stands on no statement.
    """
    statement = _statement(store, at, id_, at_time)
    number = utterances.number_of(at, statement, at_time)
    rows = [] if number is None else utterances.members(at, number, at_time)
    if not rows:
        raise StoreError(
            "the reading that holds has this statement no more", statement, "give --as-of with a time at which it had"
        )
    every = sorted(_members(store, at, rows, at_time), key=_order)
    # What was read wrongly is no voice; who asks for it by its id is told what became of it.
    members = [one for one in every if one.judged is not JudgementKind.REJECT or one.row.id == statement]
    kept = members[:MOST]
    if all(one.row.id != statement for one in kept):
        kept = [*kept[: MOST - 1], *(one for one in members if one.row.id == statement)]
    carriers = [carried(one, kept[0]) for one in kept]
    found = links(kept, carriers)
    asked = next((place for place, one in enumerate(carriers) if one.statement == statement), 0)
    voices = _voices(carriers, found)
    return Chain(tuple(carriers), asked, found, voices, len(members) - len(kept), len(every) - len(members))


def _statement(store: Store, at: sa.Connection, id_: str, at_time: str | None) -> str:
    shown = finding.finding(store, at, id_, at_time)
    if shown.kind == "statement":
        return shown.id
    by = utterances.stands_on(at, shown.id, at_time)
    if by is None:
        raise StoreError("this finding stands on no statement", shown.id, "nobody is quoted for it: see onrecord show")
    return by


def _members(store: Store, at: sa.Connection, rows: Sequence[Any], at_time: str | None) -> list[Member]:
    read = utterances.readings_of(at, [row.reading for row in rows])
    ids = utterances.ids_of(at, [row.document for row in rows])
    records: dict[int, Record] = {}
    found: list[Member] = []
    for row in rows:
        if row.reading not in records:
            records[row.reading] = finding.record(store, at, ids[row.document], at_time)
        record = records[row.reading]
        (ready,) = sayings_of(at, [(read[row.reading], record)])
        found += [Member(row, record, one) for one in ready if one.no == row.no]
    return found


def _order(one: Member) -> tuple[str, str, int]:
    kept = one.record.kept
    filed = kept.filed if kept else ""
    return latest(one.record.document.published, filed), filed, one.saying.no


def _voices(carriers: Sequence[Carried], found: Sequence[Link]) -> tuple[int, ...]:
    """The places without an origin; of each outlet, and of those that speak for one body, the first."""
    linked = {link.carrier for link in found}
    voices, heard = list[int](), set[str]()
    for place, one in enumerate(carriers):
        if place in linked:
            continue
        whose = {one.outlet.id, *mouth(one.outlet)} if one.outlet else {one.name or one.document}
        if not whose & heard:
            voices.append(place)
        heard |= whose
    return tuple(voices)
