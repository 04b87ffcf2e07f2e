"""Whose deeds and words may show what became of a commitment: both its sides, and who speaks or acts for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..store import entities, ledger_rows, many, profile_rows
from ..store.expression import Mark, either, every
from .ledger_book import Book, Group

#: Ties by which one acts or speaks for another.
_FOR = ("leads", "directs", "spokesperson of", "speaks for", "part of", "member of")
#: The office of one who speaks for a body, and so for who leads it.
_SPEAKS = re.compile(r"(?i)(?:[\w’'-]{1,30} ){0,3}spokes(?:man|woman|person)\b")
#: Offices that are looked at, and ties.
_OFFICES, _TIES = 200, 400


@dataclass(frozen=True, slots=True)
class Sides:
    """Base entities by the reason why each counts: ``doing`` of the doer's side, ``other`` of the other one. ``names``
    are folded names of the doer that are looked for in words.
    """

    doing: Mapping[int, str] = field(default_factory=dict)
    other: Mapping[int, str] = field(default_factory=dict)
    doer: frozenset[int] = frozenset()
    names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()

    @property
    def every(self) -> list[int]:
        """All of them."""
        return sorted({*self.doing, *self.other})


def sides_of(book: Book, group: Group) -> Sides:
    """The sides of an entry whose rows were loaded."""
    doer, to = _bases(book, group, "doer"), _bases(book, group, "to")
    doing = _with_kin(book, doer)
    names = _names(book, doer)
    others = _names(book, to)
    return Sides(
        {no: why for no, why in doing.items() if no not in to}, to, frozenset(doer), tuple(names), tuple(others)
    )


def _bases(book: Book, group: Group, role: str) -> dict[int, str]:
    """The base entities of a role in the lines of an entry, with all that are one with them."""
    found: dict[int, str] = {}
    for line in group.lines:
        parts = [one for one in book.citing.details[line.finding].parts if one.role == role]
        for one in parts:
            if one.entity is not None:
                found[one.entity] = "itself"
    if not found:
        found = _by_name(book, group, role)
    if not found and role == "doer" and group.first.kind != "demand":
        found = {
            voice.speaker.entity: "the speaker"
            for line in group.lines
            for voice in book.citing.details[line.finding].voices[:1]
            if voice.speaker is not None and voice.speaker.entity is not None
        }
    for number, why in list(found.items()):
        found.update(dict.fromkeys(entities.bases(book.at, number, book.at_time), why))
    return found


def _by_name(book: Book, group: Group, role: str) -> dict[int, str]:
    """Whom the words for a side name: "the speaker of the Salt Front"."""
    called = ledger_rows.called_in(book.at, [group.first.finding], book.at_time).get(group.first.finding, [])
    for one in book.citing.details[group.first.finding].parts:
        if one.role != role or not one.name:
            continue
        for name, number in called:
            if len(name) > 3 and name in one.name:
                return {number: f"named in “{one.name}”"}
    return {}


def _with_kin(book: Book, doer: Mapping[int, str]) -> dict[int, str]:
    """With those who hold an office in it, or speak or act for it, whom it does so for, and who speaks for these."""
    found = dict(doer)
    bases = sorted(doer)
    if not bases:
        return found
    for held in profile_rows.offices_in(book.at, bases, book.at_time, _OFFICES):
        found.setdefault(held.entity, f"{_bare(held.title)} of the doer")
    served = {
        held.body: _bare(held.title)
        for held in reversed(profile_rows.offices(book.at, bases, book.at_time, _OFFICES))
        if held.body is not None and held.body not in found
    }
    found.update((body, f"of which the doer is {title}") for body, title in served.items())
    bodies = sorted(served)
    for held in profile_rows.offices_in(book.at, bodies, book.at_time, _OFFICES) if bodies else ():
        if _SPEAKS.match(_bare(held.title)):
            found.setdefault(
                held.entity, f"{_bare(held.title)} of that whose {served.get(held.body or 0, 'officer')} the doer is"
            )
    asked = every(
        [Mark("k_tie"), either([Mark(f"t_{one.replace(' ', '_')}") for one in _FOR]), many.sides("any", bases)]
    )
    ties = many.marked(book.at, asked, book.at_time)
    rows = zip(ties.decoded("type"), ties.others["who"].tolist(), ties.others["whom"].tolist(), strict=True)
    for type_, who, whom in list(rows)[-_TIES:]:
        verb = type_ if type_ in ("leads", "directs", "speaks for") else f"is {type_}"
        if who in doer and whom:
            found.setdefault(whom, f"which the doer {verb}")
        elif whom in doer and who:
            found.setdefault(who, f"who {verb} the doer")
    return found


def _bare(title: str) -> str:
    """An office without its article."""
    first, _, rest = title.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an", "its", "their", "his", "her") else title


def _names(book: Book, bases: Iterable[int]) -> list[str]:
    """The names of these entities that texts use, those of one word too, as long as they are no common word."""
    numbers: Sequence[int] = sorted(set(bases))
    found = {one.name for one in entities.by_number(book.at, numbers, book.at_time).values()}
    if numbers:
        found.update(name for name, _ in profile_rows.names_kept(book.at, numbers))
    return sorted(name for name in found if len(name) > 3 and name.isascii())[:40]
