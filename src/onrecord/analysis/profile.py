"""All that a desk has of one actor, each line cited, as of any time.

What texts tell and what packs say are kept apart, on whose word a thing stands is told of each, and where two claims do
not go together both are shown. Counting goes over all findings; words are read for those only that are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa

from ..errors import StoreError
from ..gazetteer import Gazetteer
from ..record import Entity
from ..store import entities, profile_rows
from ..store.opening import Store
from . import conflicts
from .profile_counting import Places, different, most_frequent, together
from .profile_look import Look
from .profile_names import MOST_OFFICES, Names, known_of, offices_of
from .profile_parts import Bond, Carrier, Company, Month, Part, Profile, Spot, Who

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
    bonds = [_Bonds.of(look, designating, limit) for designating in (False, True)]
    clashes = conflicts.found(look, offices, known)
    named = Names.of(look, limit)
    company, company_of = _company(look)
    carriers = _carriers(look)
    rows = [row for part in parts.values() for row in part.shown]
    rows += [row for some in bonds for bond in some.shown for row in bond.shown]
    rows += [row for one in clashes for stand in one.stands for row in stand.rows]
    people = [
        *named.people(),
        *bodies,
        *list(company)[:limit],
        *(other for part in parts.values() for other in part.others[:limit]),
    ]
    people += [bond.other for some in bonds for bond in some.shown if bond.other]
    people += [stand.who for one in clashes for stand in one.stands if stand.who is not None]
    people += [one.body for one in clashes if one.body is not None]
    called = look.documents.rows.values["source"]
    outlets = [*(called[outlet] for outlet in carriers[:limit]), *named.outlets(), *(one.source for one in offices)]
    outlets += [one.source for clash in clashes for stand in clash.stands for one in stand.offices]
    look.citing.load(rows, people, outlets)
    held, office_count = offices_of(look, offices, limit)
    ties, designations = (tuple(bond.made(look) for bond in some.shown) for some in bonds)
    months, undated = _months(look)
    places, places_of = _places(look, gazetteer)
    documents = look.documents
    first, last = documents.bounds(documents.day, documents.day)
    who = look.citing.who
    return Profile(
        entity=of,
        as_of=at_time,
        merged=_merged(look, of),
        names=named.shown(look),
        name_count=named.count,
        questions=named.questions(look),
        documents=len(documents),
        texts=different(documents.carried),
        first=first,
        last=last,
        rejected=look.rejected,
        conflicts=tuple(conflicts.conflict(look, one) for one in clashes),
        offices=held,
        office_count=office_count,
        known=known,
        # What no words state never stands among what was read.
        ties=tuple(sorted(ties, key=lambda bond: bond.derived)),
        tie_count=bonds[0].count,
        designations=designations,
        designation_count=bonds[1].count,
        places=places[:limit],
        places_of=places_of,
        months=months,
        undated=undated,
        company=tuple(Company(one, times) for no, times in company.items() if (one := who(no)))[:limit],
        company_of=company_of,
        outlets=tuple(_carrier(look, outlet) for outlet in carriers[:limit]),
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


def _by_side(look: Look) -> dict[str, Places]:
    """The findings but ties, by the actor's side in them. An event or a commitment of which it is both sides stands
    with what it does.
    """
    rows, sides = look.findings.rows, look.sides
    statement, event, tie = (rows.has("kind", kind) for kind in ("statement", "event", "tie"))
    promise = ~(statement | event | tie)
    undergoes = ~sides.does & sides.receives
    found = {
        "said": statement & sides.does,
        "about": statement & sides.target,
        "addressed": statement & ~sides.target & sides.receives,
        "did": event & sides.does,
        "undergone": event & undergoes,
        "promised": promise & sides.does,
        "owed": promise & undergoes,
    }
    return {name: np.flatnonzero(which) for name, which in found.items()}


@dataclass(frozen=True, slots=True)
class _Part:
    """Findings of one side while the profile is made; ``types`` (their codes) and ``others``, the other sides, are
    those there are, most frequent first; ``shown`` are numbers of rows.
    """

    rows: Places
    types: list[int]
    others: list[int]
    shown: list[int]

    @classmethod
    def of(cls, look: Look, rows: Places, limit: int) -> _Part:
        findings, other = look.findings, look.sides.other
        types, others = most_frequent(findings.rows.codes["type"][rows]), most_frequent(other[rows])
        return cls(rows, types, others, findings.latest(rows, limit))

    def made(self, look: Look, limit: int) -> Part:
        findings, rows = look.findings, self.rows
        type_, other = findings.rows.codes["type"][rows], look.sides.other[rows]
        called = findings.rows.values["type"]
        others = [(no, who) for no in self.others[:limit] if (who := look.citing.who(no))]
        return Part(
            findings.tally(rows),
            tuple(findings.group(rows[type_ == code], called[code], None) for code in self.types),
            tuple(findings.group(rows[other == no], None, who) for no, who in others),
            len(self.others),
            look.citing.all_cited(self.shown),
        )


@dataclass(frozen=True, slots=True)
class _Bond:
    """What tells of one type of tie with one other (0: nobody who is linked) while the profile is made; ``shown`` are
    numbers of rows.
    """

    type: str
    outgoing: bool
    other: int
    rows: Places
    shown: list[int]

    def made(self, look: Look) -> Bond:
        ties, who = look.findings, look.citing.who(self.other) or self._unlinked(look)
        start, end = ties.bounds(ties.start[self.rows], ties.end[self.rows])
        group = ties.group(self.rows, self.type, who)
        return Bond(group, self.outgoing, start, end, look.citing.all_cited(self.shown))

    def _unlinked(self, look: Look) -> Who | None:
        """The other end as the shown telling names it."""
        role = "b" if self.outgoing else "a"
        parts = look.citing.details[self.shown[0] // 2].parts
        return next((Who(None, one.name) for one in parts if one.role == role and one.name), None)


@dataclass(frozen=True, slots=True)
class _Bonds:
    """Ties, or designations, by type, direction and other end: how many of these there are, and those that are shown,
    the most frequent first; those whose other end is linked to nobody stand last, each by itself.
    """

    count: int
    shown: list[_Bond]

    @classmethod
    def of(cls, look: Look, designating: bool, limit: int) -> _Bonds:
        findings, rows, does = look.findings, look.findings.rows, look.sides.does
        some = np.flatnonzero(rows.has("kind", "tie") & (rows.has("type", _DESIGNATED) == designating))
        type_, other = rows.codes["type"][some], look.sides.other[some]
        alone = np.where(other == 0, np.arange(len(some)) + 1, 0)
        code = together(type_, does[some], other, alone)
        first = np.unique(code, return_index=True)[1]
        values = [value or "" for value in rows.values["type"]]
        by_name = np.argsort(sorted(range(len(values)), key=values.__getitem__))[type_[first]]
        order = np.lexsort((first, by_name, -np.bincount(code, minlength=len(first)), other[first] == 0))[:limit]
        shown = []
        for number, begin in zip(order.tolist(), first[order].tolist(), strict=True):
            told, place = some[code == number], some[begin]
            latest = findings.latest(told, _OF_TIE)
            shown.append(_Bond(values[type_[begin]], bool(does[place]), int(other[begin]), told, latest))
        return cls(len(first), shown)


def _company(look: Look) -> tuple[dict[int, int], int]:
    """Who else is named in the latest documents, the most frequent first; and how many documents these are."""
    documents = look.documents
    recent = documents.latest_first(np.arange(len(documents)), _COMPANY)
    numbers = documents.rows.others["document"][recent].tolist()
    counts = profile_rows.company(look.at, numbers, look.mine, look.at_time)
    by_root: Counter[int] = Counter()
    for number, times in counts.items():
        if look.root(number) not in look.mine:
            by_root[look.root(number)] += times
    order = sorted(by_root.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(order[:50]), len(recent)


def _months(look: Look) -> tuple[tuple[Month, ...], int]:
    findings, kinds = look.findings, look.findings.rows.values["kind"]
    months = sorted({day[:7] for day in findings.days if day})
    number = {month: place for place, month in enumerate(months)}
    of_day = np.array([number[day[:7]] if day else -1 for day in findings.days], dtype=np.int64)
    dated = np.flatnonzero(findings.day > 0)
    code = of_day[findings.day[dated]] * len(kinds) + findings.rows.codes["kind"][dated]
    counts = np.bincount(code, minlength=len(months) * len(kinds)).reshape(len(months), len(kinds))
    made = []
    for month, row in zip(months, counts.tolist(), strict=True):
        if any(row):
            of = Counter(dict(zip(kinds, row, strict=True)))
            made.append(Month(month, of["statement"], of["event"], of["tie"] + of["commitment"]))
    return tuple(made), len(findings) - len(dated)


def _carriers(look: Look) -> list[int]:
    """The outlets (their codes) of the documents that name it, the most frequent first."""
    source, outlets = look.documents.rows.codes["source"], look.documents.rows.values["source"]
    counts = np.bincount(source, minlength=len(outlets)).tolist()
    there = [code for code, times in enumerate(counts) if times]
    return sorted(there, key=lambda code: (-counts[code], outlets[code] or "~"))


def _carrier(look: Look, outlet: int) -> Carrier:
    documents = look.documents
    name, grade = look.citing.outlet(documents.rows.values["source"][outlet])
    some = np.flatnonzero(documents.rows.codes["source"] == outlet)
    first, last = documents.bounds(documents.day[some], documents.day[some])
    return Carrier(name, grade, len(some), different(documents.carried[some]), first, last)


def _places(look: Look, gazetteer: Gazetteer | None) -> tuple[tuple[Spot, ...], int]:
    """The places of the latest events in which it takes part; if there are none, of its other findings."""
    findings = look.findings
    events = np.flatnonzero(findings.rows.has("kind", "event"))
    recent = findings.latest_first(events if len(events) else np.arange(len(findings)), _PLACES)
    marks = profile_rows.marks_of(look.at, findings.rows.numbers[recent].tolist())
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
