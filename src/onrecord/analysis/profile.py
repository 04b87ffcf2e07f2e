"""All that a desk has of one actor, each line cited, as of any time.

What texts tell and what packs say are kept apart, on whose word a thing stands is told of each, and where two claims do
not go together both are shown. Counting goes over all findings; words are read for those only that are shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from operator import attrgetter

import sqlalchemy as sa

from ..errors import StoreError
from ..gazetteer import Gazetteer
from ..record import Entity
from ..store import entities, profile_rows
from ..store.opening import Store
from ..store.profile_rows import Row
from . import conflicts
from .profile_counting import group_of, grouped, latest, tally_of
from .profile_look import Look
from .profile_names import MOST_OFFICES, Names, known_of, offices_of
from .profile_parts import Bond, Carrier, Company, Group, Month, Part, Profile, Spot, Who

__all__ = ["LIMIT", "Profile", "profile"]

#: Lines of each part that are shown, if nobody says how many.
LIMIT = 10
#: Findings that are shown of one tie.
_OF_TIE = 2
#: The latest documents that company is counted over, and the latest findings that places are taken from.
_COMPANY, _PLACES = 300, 300
_DESIGNATED = "designated by"


def profile(
    store: Store,
    at: sa.Connection,
    entity: int | str,
    at_time: str | None = None,
    gazetteer: Gazetteer | None = None,
    limit: int = LIMIT,
) -> Profile:
    """The profile of an entity: its number, its id (``a:3f9c...``), or that of a known actor (``pack:id``).

    ``at_time`` is a stamp: what was filed, read, made or judged later is not seen. ``gazetteer`` are the packs whose
    word on it is told beside the texts'. ``limit`` is how many lines of each part are shown, one at least.

    Raises:
        StoreError: if this desk has no such entity, or several ids begin so.
    """
    limit = max(1, limit)
    number, of = _entity(at, entity, at_time)
    look = Look.of(at, number, of, at_time)
    offices = profile_rows.offices(at, look.bases, at_time, MOST_OFFICES)
    bodies = {one.body for one in offices if one.body is not None}
    known = known_of(gazetteer, profile_rows.links(at, look.bases))
    parts = {name: _Part.of(look, rows, limit) for name, rows in _by_side(look).items()}
    bonds = _bonds(look)
    parted = _parted(bonds)
    shown_bonds = [[bond.picked(look) for bond in some[:limit]] for some in parted]
    clashes = conflicts.found(look, offices, known)
    named = Names.of(look)
    company, company_of = _company(look)
    carriers = _carriers(look)
    rows = [row for part in parts.values() for row in part.shown]
    rows += [row for some in shown_bonds for bond in some for row in bond.shown]
    rows += [row for one in clashes for stand in one.stands for row in stand.rows]
    people = [
        *named.people(),
        *bodies,
        *list(company)[:limit],
        *(other for part in parts.values() for other in part.others[:limit]),
    ]
    people += [bond.other for some in shown_bonds for bond in some if bond.other is not None]
    people += [stand.who for one in clashes for stand in one.stands if stand.who is not None]
    people += [one.body for one in clashes if one.body is not None]
    outlets = [*carriers, *named.outlets(limit), *(one.source for one in offices)]
    outlets += [one.source for clash in clashes for stand in clash.stands for one in stand.offices]
    look.load(rows, people, outlets)
    held, office_count = offices_of(look, offices, limit)
    ties, designations = ([bond.made(look) for bond in some] for some in shown_bonds)
    days = [row.day for row in look.documents if row.day is not None]
    months, undated = _months(look)
    places, places_of = _places(look, gazetteer)
    return Profile(
        entity=of,
        as_of=at_time,
        merged=_merged(look, of),
        names=named.shown(look, limit),
        name_count=len(named.order),
        questions=named.questions(look),
        documents=len(look.documents),
        texts=len({look.texts.of(row.document) for row in look.documents}),
        first=min(days, default=None),
        last=max(days, default=None),
        rejected=look.rejected,
        conflicts=tuple(conflicts.conflict(look, one) for one in clashes),
        offices=held,
        office_count=office_count,
        known=known,
        # What no words state never stands among what was read.
        ties=tuple(sorted(ties, key=lambda bond: bond.derived)),
        tie_count=len(parted[0]),
        designations=tuple(designations),
        designation_count=len(parted[1]),
        places=places[:limit],
        places_of=places_of,
        months=months,
        undated=undated,
        company=tuple(Company(who, times) for no, times in company.items() if (who := look.who(no)))[:limit],
        company_of=company_of,
        outlets=tuple(_carrier(look, id_, some) for id_, some in list(carriers.items())[:limit]),
        outlet_count=len(carriers),
        **{name: part.made(look, limit) for name, part in parts.items()},
    )


def _entity(at: sa.Connection, entity: int | str, at_time: str | None) -> tuple[int, Entity]:
    if isinstance(entity, str):
        return entities.by_id(at, entity, at_time)
    known = entities.by_number(at, [entity], at_time)
    if entity not in known:
        raise StoreError("this desk has no actor of this number", str(entity), "look it up by its name")
    return entity, known[entity]


def _merged(look: Look, of: Entity) -> tuple[Who, ...]:
    """Those that are this one by judgements, under the names that they had before."""
    own = profile_rows.named(look.at, look.bases)
    return tuple(Who(id_, name) for id_, name in own if id_ in of.merged)


def _by_side(look: Look) -> dict[str, list[Row]]:
    """The findings but ties, by the actor's side in them. An event or a commitment of which it is both sides stands
    with what it does.
    """
    found: dict[str, list[Row]] = {name: [] for name in _PARTS}
    said, about, addressed, did, undergone, promised, owed = found.values()
    sides, mine = look.sides, look.mine
    for row in look.findings:
        kind, no = row.kind, row.no
        if kind == "tie":
            continue
        does = row.who in mine or no in sides.doing
        if kind == "statement":
            if does:
                said.append(row)
            if no in sides.target:
                about.append(row)
            elif row.whom in mine or no in sides.receiving:
                addressed.append(row)
        elif does:
            (did if kind == "event" else promised).append(row)
        elif row.whom in mine or no in sides.receiving:
            (undergone if kind == "event" else owed).append(row)
    return found


_PARTS = ("said", "about", "addressed", "did", "undergone", "promised", "owed")


@dataclass(frozen=True, slots=True)
class _Part:
    """Findings of one side while the profile is made; ``others`` are the other sides, most frequent first."""

    rows: list[Row]
    by_type: list[tuple[str, list[Row]]]
    by_other: dict[int, list[Row]]
    shown: list[Row]

    @classmethod
    def of(cls, look: Look, rows: list[Row], limit: int) -> _Part:
        by_type = grouped(rows, attrgetter("type"))
        by_other = grouped(rows, look.other)
        return cls(rows, list(by_type.items()), by_other, latest(rows, look.texts, limit))

    @property
    def others(self) -> list[int]:
        return list(self.by_other)

    def made(self, look: Look, limit: int) -> Part:
        texts = look.texts
        return Part(
            tally_of(self.rows, texts),
            tuple(group_of(some, texts, type_, None) for type_, some in self.by_type),
            tuple(group_of(self.by_other[no], texts, None, look.who(no)) for no in self.others[:limit] if look.who(no)),
            len(self.by_other),
            tuple(look.cited(row) for row in self.shown),
        )


@dataclass(frozen=True, slots=True)
class _Bond:
    """A tie with one other while the profile is made."""

    type: str
    outgoing: bool
    other: int | None
    rows: list[Row]
    shown: tuple[Row, ...] = ()

    def picked(self, look: Look) -> _Bond:
        """With the rows that are shown of it."""
        return replace(self, shown=tuple(latest(self.rows, look.texts, _OF_TIE)))

    def made(self, look: Look) -> Bond:
        group: Group = group_of(self.rows, look.texts, self.type, look.who(self.other) or self._unlinked(look))
        starts = [row.start for row in self.rows if row.start]
        ends = [row.end for row in self.rows if row.end]
        shown = tuple(look.cited(row) for row in self.shown)
        return Bond(group, self.outgoing, min(starts, default=None), max(ends, default=None), shown)

    def _unlinked(self, look: Look) -> Who | None:
        """The other end as the shown telling names it."""
        role = "b" if self.outgoing else "a"
        parts = look.details[self.shown[0].no // 2].parts
        return next((Who(None, one.name) for one in parts if one.role == role and one.name), None)


def _bonds(look: Look) -> list[_Bond]:
    """Ties by type, direction and other end, the most frequent first; those whose other end is linked to nobody stand
    last, each by itself.
    """
    together: defaultdict[tuple[str, bool, int | None, str], list[Row]] = defaultdict(list)
    for row in look.findings:
        if row.kind == "tie":
            other = look.other(row)
            together[row.type or "", look.does(row), other, "" if other is not None else row.id].append(row)
    made = [_Bond(type_, outgoing, other, rows) for (type_, outgoing, other, _), rows in together.items()]
    return sorted(made, key=lambda bond: (bond.other is None, -len(bond.rows), bond.type, bond.rows[0].no))


def _parted(bonds: Sequence[_Bond]) -> tuple[list[_Bond], list[_Bond]]:
    """Ties, and designations."""
    return [one for one in bonds if one.type != _DESIGNATED], [one for one in bonds if one.type == _DESIGNATED]


def _company(look: Look) -> tuple[dict[int, int], int]:
    """Who else is named in the latest documents, the most frequent first; and how many documents these are."""
    recent = nlargest(_COMPANY, look.documents, key=_when)
    counts = profile_rows.company(look.at, [row.document for row in recent], look.mine, look.at_time)
    by_root: Counter[int] = Counter()
    for number, times in counts.items():
        if look.root(number) not in look.mine:
            by_root[look.root(number)] += times
    order = sorted(by_root.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(order[:50]), len(recent)


def _when(row: Row) -> tuple[str, int]:
    return row.day or "", row.no


def _months(look: Look) -> tuple[tuple[Month, ...], int]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    undated = 0
    for row in look.findings:
        if row.day is None:
            undated += 1
        else:
            counts[row.day[:7]][row.kind] += 1
    months = (Month(month, of["statement"], of["event"], of["tie"] + of["commitment"]) for month, of in counts.items())
    return tuple(sorted(months, key=lambda one: one.month)), undated


def _carriers(look: Look) -> dict[str | None, list[Row]]:
    """The documents that name it by their outlets, the most frequent first."""
    found: defaultdict[str | None, list[Row]] = defaultdict(list)
    for row in look.documents:
        found[row.source].append(row)
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0] or "~")))


def _carrier(look: Look, id_: str | None, rows: Sequence[Row]) -> Carrier:
    name, grade = look.outlet(id_)
    days = [row.day for row in rows if row.day is not None]
    texts = {look.texts.of(row.document) for row in rows}
    return Carrier(name, grade, len(rows), len(texts), min(days, default=None), max(days, default=None))


def _places(look: Look, gazetteer: Gazetteer | None) -> tuple[tuple[Spot, ...], int]:
    """The places of the latest events in which it takes part; if there are none, of its other findings."""
    events = [row for row in look.findings if row.kind == "event"] or look.findings
    recent = nlargest(_PLACES, events, key=_when)
    marks = profile_rows.marks_of(look.at, [row.no for row in recent])
    counts: Counter[tuple[str, str | None]] = Counter()
    for some in marks.values():
        counts.update(set(_spots(some, gazetteer)))
    order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0][0]))
    return tuple(Spot(name, country, times) for (name, country), times in order), len(recent)


def _spots(marks: Sequence[str], gazetteer: Gazetteer | None) -> Iterator[tuple[str, str | None]]:
    """The places that a finding's marks tell of: known ones by the gazetteer's name for them, others by their words.

    A place has one mark of its name or two (its name, and the words there), then that of its number, if it is known.
    """
    names: list[str] = []
    for mark in marks:
        kind, _, value = mark.partition("_")
        if kind == "pn":
            names.append(value.replace("_", " ").title())
        elif kind == "pl":
            yield from ((name, None) for name in names[:-2])
            known = gazetteer is not None and value.lstrip("-").isdigit() and int(value) in gazetteer.place_numbers
            place = gazetteer.place(int(value)) if gazetteer is not None and known else None
            if place is not None:
                yield place.name, place.country or None
            elif names:
                yield names[-2:][0], None
            names = []
    yield from ((name, None) for name in names)
