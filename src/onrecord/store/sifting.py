"""Which rows fit a question, told of all rows side by side (``blocks.py``): by columns what columns say, by the index
the rest.

Most marks say what a column says too. To look one up that a million rows have takes longer than to look at a column; so
only words are looked up, and what no column has. It is told of the desk as it is now, whether a row holds or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial, reduce

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from .asked_names import Stretch
from .blocks import Columns
from .expression import EVERY, NOTHING, All, AnyOf, But, Expression, Mark, either, every, numbers
from .index_rows import mark
from .lookup import at_once
from .postings import Postings

Truth = NDArray[np.bool_]
#: Marks that columns tell: what a mark begins with, and the column.
_COLUMNS = {
    "k": "kind",
    "t": "type",
    "z": "zone",
    "st": "standing",
    "po": "polarity",
    "so": "source",
    "la": "language",
}
_SPEAKER = "speaker"
#: What so few rows have is looked up along with words: the index passes over all that stands between.
_RARE = 50_000


@dataclass(frozen=True, slots=True)
class Sifting:
    """Questions asked of these rows, which are all of the desk."""

    at: sa.Connection
    columns: Columns
    postings: Postings | None = None

    @classmethod
    def of(cls, at: sa.Connection, columns: Columns) -> Sifting:
        """With what the desk has to look words up by."""
        return cls(at, columns, Postings.of(at))

    def rows(self, asked: Expression) -> Truth:
        """For each row whether this finds it."""
        match asked:
            case But(part, without):
                found: Truth = self.rows(part) & ~self.rows(without)
                return found
            case All(parts):
                return self._all(parts)
            case AnyOf(parts):
                return self._any(parts)
            case Mark(said) if _is_told(asked):
                return self._told([said])
            case _:
                return self._looked_up(asked)

    def leaves_few(self, asked: Expression) -> bool:
        """Whether what columns tell of it leaves so few rows that the index passes over the others."""
        parts = [part for part in (asked.parts if isinstance(asked, All) else (asked,)) if _is_told(part)]
        fit = reduce(np.logical_and, map(self.rows, parts), np.ones(len(self.columns), np.bool_))
        return int(np.count_nonzero(fit)) <= _RARE

    def within(self, stretch: Stretch) -> Truth:
        """For each row whether its days meet a stretch of the calendar."""
        if stretch.name == "published":
            return self._values("day", stretch.begins) & self._first_of("day_end", "day", stretch.ends)
        ties = self.columns.has("kind", "tie")
        without = {name: ties & (self.columns.codes[name] == 0) for name in ("from", "to")}
        # A tie that has but one end may have begun at any time, or may go on.
        begins = np.where(without["from"], stretch.begins("0"), self._first_of("from", "to", stretch.begins))
        ends = np.where(without["to"], stretch.ends("9999"), self._first_of("to", "from", stretch.ends))
        happened: Truth = begins & ends & ((self.columns.codes["from"] != 0) | (self.columns.codes["to"] != 0))
        return happened

    def _all(self, parts: Sequence[Expression]) -> Truth:
        told = [(part, self.rows(part)) for part in parts if _is_told(part)]
        fit = reduce(np.logical_and, (truth for _, truth in told), np.ones(len(self.columns), np.bool_))
        words = [part for part in parts if not _has_told(part)]
        if words and fit.any():
            fit = fit & self._looked_up(every([*words, *self._beside(told)]), fit)
        for part in parts:
            if _has_told(part) and not _is_told(part) and fit.any():
                fit = fit & self.rows(part)
        return fit

    def _beside(self, told: Sequence[tuple[Expression, Truth]]) -> list[Expression]:
        """What is looked up along with words, of what columns have told."""
        few = min(told, key=lambda pair: np.count_nonzero(pair[1]), default=None)
        return [few[0]] if self.postings is None and few is not None and np.count_nonzero(few[1]) <= _RARE else []

    def _any(self, parts: Sequence[Expression]) -> Truth:
        fit = self._told([part.mark for part in parts if isinstance(part, Mark) and _is_told(part)])
        if words := [part for part in parts if not _has_told(part)]:
            fit = fit | self._looked_up(either(words))
        for part in parts:
            if _has_told(part) and not isinstance(part, Mark):
                fit = fit | self.rows(part)
        return fit

    def _looked_up(self, asked: Expression, fit: Truth | None = None) -> Truth:
        """Those that the index finds, of those that ``fit`` at least."""
        if self.postings is not None:
            among = None if fit is None else self.columns.numbers[fit]
            return self.columns.among(self.postings.having(asked, among))
        return self.columns.among(at_once(self.at, numbers(self.at.dialect.name, asked)))

    def _told(self, marks: Collection[str]) -> Truth:
        """For each row whether it has any of these marks, of which columns tell."""
        if EVERY.mark in marks:
            return np.ones(len(self.columns), np.bool_)
        fit = np.zeros(len(self.columns), np.bool_)
        kinds: defaultdict[str, set[str]] = defaultdict(set)
        for one in marks:
            kinds[one.partition("_")[0]].add(one)
        speakers = kinds.pop(_SPEAKER, None)
        if speakers:
            fit |= self._speakers([int(one.partition("_")[2]) for one in speakers])
        for kind, wanted in kinds.items():
            if kind in _COLUMNS:
                fit |= self._values(_COLUMNS[kind], partial(_has_mark, kind, wanted))
        return fit

    def _speakers(self, numbers_: Sequence[int]) -> Truth:
        """A statement has one speaker; on the doing side of other findings are several, and one is in the column."""
        who = self.columns.others["who"]
        wanted = np.zeros(max(int(who.max(initial=0)), *numbers_) + 1, np.bool_)
        wanted[list(numbers_)] = True
        spoke: Truth = wanted[who] & self.columns.has("kind", "statement")
        return spoke

    def _first_of(self, name: str, other: str, fits: Callable[[str], bool]) -> Truth:
        """For each row whether its value of one fact, or of another where it has none, is so."""
        found: Truth = np.where(self.columns.codes[name] != 0, self._values(name, fits), self._values(other, fits))
        return found

    def _values(self, name: str, fits: Callable[[str], bool]) -> Truth:
        """For each row whether its value of a fact is so; where there is none it is not."""
        codes = self.columns.codes[name]
        so = np.array([value is not None and fits(value) for value in self.columns.values[name]], np.bool_)
        (places,) = np.nonzero(so)
        # To compare is much quicker than to look up.
        found: Truth = codes == places[0] if len(places) == 1 else so[codes]
        return found


def _is_told(asked: Expression) -> bool:
    """Whether columns tell all of it."""
    match asked:
        case Mark(said):
            kind, _, number = said.partition("_")
            return asked in (EVERY, NOTHING) or kind in _COLUMNS or (kind == _SPEAKER and number.isdigit())
        case All(parts) | AnyOf(parts):
            return all(map(_is_told, parts))
        case But(part, without):
            return _is_told(part) and _is_told(without)
        case _:
            return False


def _has_told(asked: Expression) -> bool:
    """Whether columns tell some of it."""
    match asked:
        case All(parts) | AnyOf(parts):
            return any(map(_has_told, parts))
        case But(part, without):
            return _has_told(part) or _has_told(without)
        case _:
            return _is_told(asked)


def _has_mark(kind: str, wanted: Collection[str], value: str) -> bool:
    """Whether the index has one of these marks for a column's value."""
    return mark(kind, value.partition(":")[2] if kind == "so" else value) in wanted
