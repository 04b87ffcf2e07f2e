"""One actor's rows on a desk while its profile is made: each counted on its side, and asked more of if it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ..record import Entity
from ..store import entities, many, profile_rows
from ..store.blocks import Columns
from ..store.expression import All, Expression, Mark
from ..store.lookup import rejected_rows
from ..store.profile_rows import Office
from ..store.stood import Stood
from .cited import Source
from .citing import Citing
from .profile_counting import Counted, Places, Texts, Truth, latest_of


@dataclass(frozen=True, slots=True)
class Sides:
    """Where the actor stands in each of its findings.

    ``first`` and ``second`` are whether it is the row's ``who`` or ``whom``; ``does`` and ``receives`` on which side it
    is, among others; ``target`` whether a statement is about it. ``other`` is the root of the first on the other side,
    where that is linked, else 0; of a side that the actor shares it is nobody.
    """

    first: Truth
    second: Truth
    does: Truth
    receives: Truth
    target: Truth
    other: Places


@dataclass(frozen=True, slots=True)
class Look:
    """``bases`` are the base entities that the actor is now. ``findings`` and ``documents`` are its rows, without what
    was ``rejected``. ``citing`` knows who is who, outlets and words of what it was told to load.
    """

    at: sa.Connection
    entity: Entity
    bases: Sequence[int]
    at_time: str | None
    findings: Counted
    documents: Counted
    rejected: int
    sides: Sides
    citing: Citing
    _stood: Stood
    _out: NDArray[np.int64]
    _roots: Mapping[int, int]

    @classmethod
    def of(cls, at: sa.Connection, number: int, entity: Entity, at_time: str | None) -> Look:
        """All rows of an entity."""
        bases = entities.bases(at, number, at_time)
        stood = Stood.at(at, at_time)
        roots = profile_rows.joined_to(at, at_time)
        out = np.array(rejected_rows(at, at_time), dtype=np.int64)
        rows = many.marked(at, many.sides("any", bases), at_time, stood, rejected=True)
        texts = Texts.of(at, rows)
        named = rows.has("kind", "document")
        gone = np.isin(rows.numbers, out) & ~named
        findings = rows.at(~named & ~gone)
        return cls(
            at,
            entity,
            bases,
            at_time,
            Counted.of(findings, texts),
            Counted.of(rows.at(named), texts),
            int(gone.sum()),
            _sides(at, findings, bases, stood, roots),
            Citing(at, at_time),
            stood,
            out,
            roots,
        )

    @property
    def mine(self) -> frozenset[int]:
        """The base entities that the actor is."""
        return frozenset(self.bases)

    def root(self, number: int) -> int:
        """The base entity that a base entity is together with others."""
        return self._roots.get(number, number)

    def bases_of(self, root: int) -> list[int]:
        """All base entities that are this one together."""
        return sorted({root, *(no for no, of in self._roots.items() if of == root)})

    def led(self, bodies: Sequence[int], polarity: str, most: int) -> Iterator[tuple[int, Counted]]:
        """Of each of these bodies (roots) the latest that is told of who leads it, whoever that is."""
        own = [base for body in bodies for base in self.bases_of(body)]
        if not own:
            return
        asked: Expression = All((many.sides("b", own), Mark("t_leads")))
        rows = many.marked(self.at, asked, self.at_time, self._stood, rejected=True)
        told = rows.has("polarity", polarity) & ~np.isin(rows.numbers, self._out)
        of = _rooted(rows.others["whom"].astype(np.int64), self._roots)
        for body in bodies:
            some = latest_of(rows.at(told & (of == body)), most)
            yield body, Counted.of(some, Texts.of(self.at, some))

    def office_source(self, office: Office) -> Source:
        """Where an office's words stand."""
        name, grade = self.citing.outlet(office.source, office.source_name)
        return Source(office.document, name, grade, office.published)


def _sides(at: sa.Connection, rows: Columns, bases: Sequence[int], stood: Stood, roots: Mapping[int, int]) -> Sides:
    who, whom = rows.others["who"], rows.others["whom"]
    first, second = np.isin(who, bases), np.isin(whom, bases)
    doing, receiving, target = (_among(rows, profile_rows.numbers(at, kind, bases, stood)) for kind in _KINDS)
    other = np.where((who > 0) & ~first, who, np.where(second, 0, whom)).astype(np.int64)
    return Sides(first, second, first | doing, second | receiving, target, _rooted(other, roots))


_KINDS = ("by", "at", "target")


def _among(rows: Columns, numbers: NDArray[np.int64]) -> Truth:
    found = np.zeros(len(rows), dtype=np.bool_)
    found[rows.places(numbers)] = True
    return found


def _rooted(numbers: Places, roots: Mapping[int, int]) -> Places:
    """Each base entity's root."""
    if not roots:
        return numbers
    known = np.array(sorted(roots), dtype=np.int64)
    at = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
    return np.where(known[at] == numbers, np.array([roots[no] for no in known.tolist()], dtype=np.int64)[at], numbers)
