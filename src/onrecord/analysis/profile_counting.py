"""Rows of a profile counted side by side: by type, by the other side, by outlet; and which of them are shown.

Some of the rows are named by their places, which ascend; so the rows themselves are never copied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ..store import profile_rows
from ..store.blocks import Columns
from ..store.many import Pairs
from .citing import ACTUAL, standing_of
from .profile_parts import Group, Tally, Who

#: Places of rows, ascending; or a number for each row.
Places = NDArray[np.int64]
Truth = NDArray[np.bool_]
#: Below so many, sorting finds the different ones soonest.
_FEW = 1000
#: More than all numbers of rows: days stand above them in one number.
_ROWS = 40


@dataclass(frozen=True, slots=True)
class Texts:
    """Which documents are one text (``families``), and which statements one utterance (by their numbers as findings)"""

    families: Pairs
    utterances: Pairs

    @classmethod
    def of(cls, at: sa.Connection, rows: Columns) -> Texts:
        """What is said of these rows and their documents."""
        documents = np.unique(rows.others["document"]).astype(np.int64)
        statements = rows.numbers[rows.has("kind", "statement")] // 2
        return cls(profile_rows.families(at, documents), profile_rows.utterances(at, statements))

    def carried(self, rows: Columns) -> Places:
        """The text that each row's document carries: the number of the first document with it."""
        family = self.families.of(rows.others["document"])
        return np.where(family < 0, rows.others["document"], family)

    def told(self, rows: Columns) -> Places:
        """A number for each row, equal for findings that are one, whoever carries them; less than three times as many
        as there are rows.
        """
        found = np.arange(len(rows))
        family = self.families.of(rows.others["document"])
        if len(some := np.flatnonzero(family >= 0)):
            facts = [rows.codes[name][some] for name in ("type", "from", "polarity")]
            sides = [rows.others[name][some] for name in ("who", "whom")]
            found[some] = len(rows) + together(family[some], *facts, *sides)
        utterance = np.where(rows.has("kind", "statement"), self.utterances.of(rows.numbers // 2), -1)
        if len(some := np.flatnonzero(utterance >= 0)):
            found[some] = 2 * len(rows) + together(utterance[some])
        return found


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows, with what they are counted by.

    ``days`` are all days that they name, in their order, ``days[0]`` for none; ``day``, ``start`` and ``end`` are
    places in it, and so is what ``span`` gives. ``when`` orders rows by the day of their document, then by number.
    """

    rows: Columns
    carried: Places
    told: Places
    standing: Places
    standings: Sequence[str]
    days: Sequence[str | None]
    day: Places
    start: Places
    end: Places
    when: Places

    @classmethod
    def of(cls, rows: Columns, texts: Texts) -> Counted:
        """Rows as they are counted; ``texts`` are those of these rows."""
        days, (day, start, end) = _ranked(rows)
        zones = rows.values["zone"]
        standings = [standing_of(standing, zone) for standing in rows.values["standing"] for zone in zones]
        standing = rows.codes["standing"].astype(np.int64) * len(zones) + rows.codes["zone"]
        when = (day << _ROWS) + rows.numbers
        carried, told = texts.carried(rows), texts.told(rows)
        return cls(rows, carried, told, standing, standings, days, day, start, end, when)

    def __len__(self) -> int:
        return len(self.rows)

    def group(self, some: Places, type_: str | None, other: Who | None) -> Group:
        """What rows that were counted together come to."""
        polarities = [value or ACTUAL for value in self.rows.values["polarity"]]
        return Group(
            type_,
            other,
            self.tally(some),
            _ordered(self.standing[some], self.standings),
            _ordered(self.rows.codes["polarity"][some], polarities),
            *self.bounds(self.day[some], self.day[some]),
        )

    def tally(self, some: Places) -> Tally:
        """How many they are, in how many texts."""
        return Tally(len(some), different(self.carried[some]), different(self.told[some]))

    def bounds(self, begins: Places, ends: Places) -> tuple[str | None, str | None]:
        """The first of some days and the last of others, but for those that are none."""
        first = int(begins[begins > 0].min(initial=len(self.days)))
        return None if first == len(self.days) else self.days[first], self.days[int(ends.max(initial=0))]

    def latest_first(self, some: Places, most: int) -> Places:
        """Places of the latest of them, the latest first."""
        when = self.when[some]
        if most < len(some):
            some = some[np.argpartition(when, len(some) - most)[-most:]]
            when = self.when[some]
        return some[np.argsort(when)[::-1]]

    def latest(self, some: Places, most: int) -> list[int]:
        """The numbers of the rows that are shown: the latest of each type while there is room for half of them, then
        the latest. Of what several carry one is taken. The latest stand first.
        """
        # Of many, those that may be shown are among the last few hundred.
        recent = self.latest_first(some, max(200, 20 * most) if len(some) > 400 else len(some))
        rows = list(
            zip(recent.tolist(), self.told[recent].tolist(), self.rows.codes["type"][recent].tolist(), strict=True)
        )
        chosen: dict[int, int] = {}
        types: set[int] = set()
        for place, told, type_ in rows:
            if len(chosen) < most // 2 and type_ not in types:
                types.add(type_)
                chosen.setdefault(told, place)
        for place, told, _ in rows:
            if len(chosen) >= most:
                break
            chosen.setdefault(told, place)
        shown = self.latest_first(np.array(sorted(chosen.values()), dtype=np.int64), most)
        numbers: list[int] = self.rows.numbers[shown].tolist()
        return numbers


def latest_of(rows: Columns, most: int) -> Columns:
    """The latest of rows, by the day of their document, then by number; in the order of their numbers."""
    if len(rows) <= most:
        return rows
    _, (day, _, _) = _ranked(rows)
    return rows.at(np.sort(np.argpartition((day << _ROWS) + rows.numbers, len(rows) - most)[-most:]))


def _ranked(rows: Columns) -> tuple[list[str | None], tuple[Places, Places, Places]]:
    """All days that rows name, in their order, after one that is none; and of each row the place there of the day of
    its document, of its begin and its end.
    """
    names = ("day", "from", "to")
    days: list[str | None] = [None, *sorted({value for name in names for value in rows.values[name] if value})]
    rank = {day: place for place, day in enumerate(days)}
    ranks = [np.array([rank.get(value, 0) for value in rows.values[name]], dtype=np.int64) for name in names]
    day, start, end = (of[rows.codes[name]] for of, name in zip(ranks, names, strict=True))
    return days, (day, start, end)


def different(codes: NDArray[Any]) -> int:
    """How many different numbers (small ones, from 0 on) there are."""
    if len(codes) < _FEW:
        return len(np.unique(codes))
    there = np.zeros(int(codes.max()) + 1, dtype=np.bool_)
    there[codes] = True
    return int(np.count_nonzero(there))


def together(*columns: NDArray[Any]) -> Places:
    """A small number for each row, from 0 on, equal for rows that are equal in all these columns."""
    order = np.lexsort(columns)
    begins = np.zeros(len(order), dtype=np.bool_)
    for column in columns:
        ordered = column[order]
        begins[1:] |= ordered[1:] != ordered[:-1]
    found = np.empty(len(order), dtype=np.int64)
    found[order] = np.cumsum(begins)
    return found


def most_frequent(codes: NDArray[Any]) -> list[int]:
    """The different numbers but 0 (small ones), the most frequent first, of equally many the one that stands first."""
    if not len(codes):
        return []
    counts = np.bincount(codes)
    first = np.zeros(len(counts), dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    there = np.flatnonzero(counts[1:]) + 1
    ordered: list[int] = there[np.lexsort((first[there], -counts[there]))].tolist()
    return ordered


def parted(codes: Places) -> list[Places]:
    """The places of each different number, by the first of them."""
    order = np.argsort(codes, kind="stable")
    cuts = np.flatnonzero(np.diff(codes[order])) + 1
    return sorted(np.split(order, cuts), key=lambda some: int(some[0])) if len(codes) else []


def _ordered(codes: NDArray[Any], labels: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """How many there are of each label, most first."""
    counts: Counter[str] = Counter()
    for label, count in zip(labels, np.bincount(codes, minlength=len(labels)).tolist(), strict=True):
        counts[label] += count
    return tuple(sorted(((one, times) for one, times in counts.items() if times), key=lambda pair: (-pair[1], pair[0])))
