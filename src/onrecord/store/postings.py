"""Where each word stands, side by side: on PostgreSQL, whose index says quickly which rows have a word and gives their
numbers slowly, for it reads each of these rows, and they are wide.

Numbers go in stretches of ``SPAN``. For each word of a stretch (as ``indexed_words.words`` has it: a stem, or ``=`` and
the word as it stands), and for each mark (after a ``:``), there is a row of ``indexed_posting``: ``rows`` are the
numbers that have it, less the first of the stretch, in two bytes each; ``places`` are all its places in them, in four
bytes: the number, less the first, and what ``tsvector`` has for a place, two bits of weight and fourteen of position.
The row of no word (``WHOLE``) says that the stretch is there. A row of ``indexed_words`` that changes takes its stretch
away (by triggers of the database), and ``keep`` makes what is missing; whoever asks looks for the rest in the index, so
nothing is found wrong.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from .connecting import as_kept
from .expression import All, AnyOf, But, Close, Expression, Mark, Run, every, numbers
from .lookup import at_once
from .tables import indexed_words

#: Numbers of a stretch. The triggers of step 0007 have it too.
SPAN = 16_384
#: The word of the row that says that all others of its stretch are there; no word is empty.
WHOLE = ""
#: Missing stretches are made if they are no fewer than this, and for about so many seconds: others wait meanwhile.
_WORTH, _SECONDS = 4, 5.0
#: So many rows are looked at themselves sooner than all that have a word are read.
_FEW = 1000
#: A place is a number and a position: this many bits are the position's, which has fourteen, and room for distances.
_BITS = 20
_WEIGHTS = "DCBA"
#: Begins what stands for a mark; no word begins so.
_MARKED = ":"
#: What marks begin with that say of every row what it is.
_COMMON = frozenset({"all", "k", "t", "z", "st", "po", "so", "la"})
_FIELDS = {"title": 1, "names": 2, "said": 3}

_POSTING = sa.table(
    "indexed_posting",
    sa.column("stretch", sa.Integer),
    sa.column("word", sa.Text),
    sa.column("rows", sa.LargeBinary),
    sa.column("places", sa.LargeBinary),
)
_OF = _POSTING.c
_MAKE = sa.text(
    "INSERT INTO indexed_posting (stretch, word, rows, places) "  # noqa: S608, our own words only
    "SELECT :stretch, each.lexeme, "
    "string_agg(int2send((w.no - :first)::int2), ''::bytea) FILTER (WHERE at.nth = 1), "
    "string_agg(int4send(((w.no - :first)::int4 << 16) "
    f"| ((strpos('{_WEIGHTS}', at.weight) - 1) << 14) | at.position), ''::bytea) "
    "FROM indexed_words w, unnest(w.words) each, "
    "unnest(each.positions, each.weights) WITH ORDINALITY at (position, weight, nth) "
    "WHERE w.no >= :first AND w.no < :end GROUP BY each.lexeme "
    "UNION ALL "
    f"SELECT :stretch, '{_MARKED}' || each.lexeme, string_agg(int2send((w.no - :first)::int2), ''::bytea), ''::bytea "
    "FROM indexed_words w, unnest(w.marked) each WHERE w.no >= :first AND w.no < :end GROUP BY each.lexeme"
)
Truth = NDArray[np.bool_]
#: Places, ascending: the number, and in the last ``_BITS`` bits the position.
Places = NDArray[np.int64]


def keep(at: sa.Connection) -> int:
    """Makes stretches that are missing and full, in a transaction that writes; how many they were. It goes on for some
    seconds and no more: what is left is made the next time.
    """
    if at.dialect.name != "postgresql":
        return 0
    there, last = _state(at)
    wanted = sorted({*range((last + 1) // SPAN)}.difference(there))
    if len(wanted) < _WORTH:
        return 0
    end = time.monotonic() + _SECONDS
    for made, stretch in enumerate(wanted, 1):
        at.execute(_MAKE, {"stretch": stretch, "first": stretch * SPAN, "end": (stretch + 1) * SPAN})
        at.execute(sa.insert(_POSTING).values(stretch=stretch, word=WHOLE, rows=b"", places=b""))
        if time.monotonic() > end:
            return made
    return len(wanted)


#: The stretches that are there, and the last number of all.
_STATE = sa.select(
    sa.select(sa.func.array_agg(_OF.stretch)).where(_OF.word == WHOLE).scalar_subquery(),
    sa.select(sa.func.max(indexed_words.c.no)).scalar_subquery(),
)


def _state(at: sa.Connection) -> tuple[list[int], int]:
    there, last = at.execute(_STATE).one()
    return there or [], -1 if last is None else last


@dataclass(frozen=True, slots=True)
class Postings:
    """The words of this desk: ``stretches`` are there, all numbers go up to ``last``."""

    at: sa.Connection
    stretches: Sequence[int]
    last: int

    @classmethod
    def of(cls, at: sa.Connection) -> Postings | None:
        """Those of the desk; ``None`` if there are none."""
        if at.dialect.name != "postgresql":
            return None
        there, last = _state(at)
        there = [stretch for stretch in there if stretch <= last // SPAN]
        return cls(at, there, last) if there else None

    @classmethod
    def find(cls, at: sa.Connection, asked: Expression) -> NDArray[np.int64]:
        """The numbers of what an expression finds, ascending, side by side or by the index, whatever is there."""
        there = cls.of(at)
        return at_once(at, numbers(at.dialect.name, asked)) if there is None else there.having(asked)

    def having(self, asked: Expression, among: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
        """The numbers of what an expression finds, ascending; of ``among`` at least, if they are given."""
        if among is not None and len(among) <= _FEW:
            return self._told_by_rows(asked, among)
        within = np.ones((self.last // SPAN + 1) * SPAN, np.bool_)
        if among is not None:
            within[:] = False
            within[among[: np.searchsorted(among, len(within))]] = True
        missing = np.ones(len(within) // SPAN, np.bool_)
        missing[list(self.stretches)] = False
        within.reshape(-1, SPAN)[missing] = False
        fit = self._rows(asked, within)
        found = numbers("postgresql", asked)
        (no,) = found.selected_columns
        for begin, end in _together(np.flatnonzero(missing).tolist()):
            fit[at_once(self.at, found.where(no >= begin * SPAN, no < end * SPAN))] = True
        return np.flatnonzero(fit)

    def _rows(self, asked: Expression, within: Truth) -> Truth:
        """For each number up to the last whether it is within some, and the expression finds it."""
        match asked:
            case Run(field=None) if len(asked.words) == 1:
                return self._word(asked, 0, within)
            case Run():
                return self._stands(asked, self._words(asked, within))
            case Close(left, right):
                return self._stands(asked, self._words(right, self._words(left, within)))
            case Mark():
                return self._having(_one_of([_plain(asked)]), within)
            case All(parts):
                return self._all(parts, within)
            case AnyOf(parts):
                plain = [word for part in parts if (word := _plain(part))]
                found = [self._having(_one_of(plain), within)] if plain else []
                found += [self._rows(part, within) for part in parts if not _plain(part)]
                return reduce(np.logical_or, found)
            case But(part, without):
                fit = self._rows(part, within)
                left_out: Truth = fit & ~self._rows(without, fit)
                return left_out

    def _all(self, parts: Sequence[Expression], within: Truth) -> Truth:
        ordered = sorted(parts, key=_is_common)
        for n, part in enumerate(ordered):
            if n and np.count_nonzero(within) <= _FEW:
                return self._in_rows(every(ordered[n:]), within)
            within = self._rows(part, within)
        return within

    def _in_rows(self, asked: Expression, within: Truth) -> Truth:
        """Told by the rows themselves, few as they are."""
        some = np.flatnonzero(within)
        return self._at(self._told_by_rows(asked, some)) if len(some) else within

    def _told_by_rows(self, asked: Expression, some: NDArray[np.int64]) -> NDArray[np.int64]:
        found = numbers("postgresql", asked)
        (no,) = found.selected_columns
        return at_once(self.at, found.where(no == sa.any_(sa.literal(some.tolist(), _NUMBERS))))

    def _at(self, found: NDArray[np.int64]) -> Truth:
        fit = np.zeros((self.last // SPAN + 1) * SPAN, np.bool_)
        fit[found[: np.searchsorted(found, len(fit))]] = True
        return fit

    def _words(self, run: Run, within: Truth) -> Truth:
        """Those that have all words of a run, anywhere."""
        return reduce(lambda fit, n: self._word(run, n, fit), range(len(run.words)), within)

    def _word(self, run: Run, n: int, within: Truth) -> Truth:
        return self._having(_word(run, n), within)

    def _having(self, words: _Words, within: Truth) -> Truth:
        """Those that have one of these words."""
        fit = np.zeros_like(within).reshape(-1, SPAN)
        for stretch, packed in self._read("rows", words):
            fit[stretch][np.frombuffer(packed, ">i2")] = True
        return fit.reshape(-1) & within

    def _stands(self, asked: Run | Close, having: Truth) -> Truth:
        """Those in which words stand as they are to, of those that have them: told by their places, and of few by the
        rows themselves.
        """
        if np.count_nonzero(having) <= _FEW:
            return self._in_rows(asked, having)
        places = self._ends(asked, having) if isinstance(asked, Run) else self._close(asked, having)
        return self._at(np.unique(places >> _BITS))

    def _close(self, asked: Close, having: Truth) -> Places:
        """Where one of two runs ends and the other begins no more than so many words after it."""
        runs = asked.left, asked.right
        ends = [self._ends(run, having) for run in runs]
        begins = [end - (len(run.words) - 1) for end, run in zip(ends, runs, strict=True)]
        found = [_before(ends[a], begins[b], asked.distance + 1) for a, b in ((0, 1), (1, 0))]
        return np.sort(np.concatenate(found))

    def _ends(self, run: Run, having: Truth) -> Places:
        """Where a run of words ends."""
        first, *others = (self._places(run, n, having) for n in range(len(run.words)))
        return reduce(_after, others, first)

    def _places(self, run: Run, n: int, having: Truth) -> Places:
        """The places of a word of a run, ascending, in these rows."""
        parts = [np.zeros(0, np.int64)]
        for stretch, packed in self._read("places", _word(run, n)):
            places = np.frombuffer(packed, ">u4").astype(np.uint32)
            rows = having[stretch * SPAN : (stretch + 1) * SPAN]
            places = places[rows[places >> 16]].astype(np.int64)
            if run.field is not None:
                places = places[(places >> 14) & 3 == _FIELDS[run.field]]
            parts.append((((places >> 16) + stretch * SPAN) << _BITS) | (places & 0x3FFF))
        return np.sort(np.concatenate(parts))

    def _read(self, column: str, words: _Words) -> list[tuple[int, bytes]]:
        """The stretches that have one of these words, and what a column has there."""
        which, values = words
        asked = f"SELECT stretch, {column} FROM indexed_posting WHERE {which} AND stretch <= %s"  # noqa: S608, our own words
        return as_kept(self.at, asked, (*values, self.last // SPAN))


#: Which words, as a condition and its values.
_Words = tuple[str, tuple[Any, ...]]


def _plain(asked: Expression) -> str | None:
    """The one word that rows are to have, wherever it stands; ``None`` if more is asked."""
    match asked:
        case Mark(mark):
            return _MARKED + mark
        case Run((_,), (False,), _, None):
            return _lexeme(asked, 0)
        case _:
            return None


def _is_common(asked: Expression) -> bool:
    """Whether a mark is one of those that very many rows have."""
    return isinstance(asked, Mark) and asked.mark.partition("_")[0] in _COMMON


def _one_of(words: Sequence[str | None]) -> _Words:
    return "word = ANY(%s)", (list(words),)


def _word(run: Run, n: int) -> _Words:
    """A word of a run, or all that begin so."""
    word = _lexeme(run, n)
    # After every word that begins so stands the last character that there can be.
    return ("word BETWEEN %s AND %s", (word, word + "\U0010ffff")) if run.begins[n] else ("word = %s", (word,))


def _lexeme(run: Run, n: int) -> str:
    """What stands for a word of a run."""
    return "=" * run.exact + run.words[n]


_NUMBERS: sa.types.TypeEngine[Any] = sa.ARRAY(sa.BigInteger)


def _after(places: Places, others: Places) -> Places:
    """Those of the others that stand right after one of these."""
    few, many = sorted((places + 1, others), key=len)
    if not len(few):
        return few
    at = np.minimum(np.searchsorted(many, few), len(many) - 1)
    there: Places = few[many[at] == few]
    return there


def _before(ends: Places, begins: Places, distance: int) -> Places:
    """Those ends after which something begins, no more than so many places on."""
    if not len(ends) or not len(begins):
        return ends[:0]
    if len(begins) < len(ends):
        at = np.searchsorted(ends, begins) - 1
        return begins[(at >= 0) & (begins - ends[at] <= distance)]
    at = np.minimum(np.searchsorted(begins, ends, side="right"), len(begins) - 1)
    ahead = begins[at] - ends
    return ends[(ahead >= 1) & (ahead <= distance)]


def _together(stretches: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches that follow each other as one: the first, and the one after the last."""
    begin = end = None
    for one in stretches:
        if one != end:
            if begin is not None and end is not None:
                yield begin, end
            begin = one
        end = one + 1
    if begin is not None and end is not None:
        yield begin, end
