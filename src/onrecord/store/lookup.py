"""A compiled question asked of the rows: those that held at the time, without what somebody rejected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from ..record import JudgementKind
from .asking import in_pieces
from .compiling import Compiled, compiled
from .expression import EVERY, All, Expression, numbers
from .judged import entries, holding
from .listed import among, length, named
from .tables import document, finding, indexed, judgement

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .blocks import Columns
    from .hits import Question
    from .sifting import Sifting


@dataclass(frozen=True, slots=True)
class Seen:
    """The state of the desk that is asked: its last settled reading, and its latest stamp."""

    settled: int
    stamp: str


@dataclass(frozen=True, slots=True)
class SideBySide:
    """All rows of the desk, and for each whether it fits."""

    sifting: Sifting
    fit: NDArray[np.bool_]

    @property
    def columns(self) -> Columns:
        """All rows."""
        return self.sifting.columns


@dataclass(frozen=True, slots=True)
class Lookup:
    """A question as rows answer it. ``rejected`` are the numbers of what somebody rejected, as of then."""

    at: sa.Connection
    question: Question
    compiled: Compiled
    seen: Seen | None
    rejected: tuple[int, ...]
    #: What ``latest`` was told, once it was asked.
    _latest: list[SideBySide | None] = field(default_factory=list, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, at: sa.Connection, question: Question, seen: Seen | None = None) -> Lookup:
        """Compiled on this desk; ``seen`` is the state that an earlier page was made of.

        Raises:
            QueryError: as ``compiled`` does.
        """
        made = compiled(at, question.asked, stemming=question.stemming, names=question.names, at_time=question.at_time)
        when = question.at_time or (None if seen is None else seen.stamp)
        return cls(at, question, made, seen, () if question.rejected else rejected_rows(at, when))

    def rows(self, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
        """These columns of ``indexed`` of all that fits; nothing is in order yet."""
        found = self._found()
        return self._of(columns, indexed if found is None else found.join(indexed, indexed.c.no == found.c.no))

    def latest(self, most: int, beside: Expression = EVERY) -> list[int]:
        """The highest numbers of what fits and ``beside`` finds, the highest first."""
        if (told := self._told_sooner()) is not None:
            fit = told.fit if beside == EVERY else told.fit & told.sifting.rows(beside)
            last: list[int] = told.columns.numbers[fit][::-1][:most].tolist()
            return last
        found = self._found(beside)
        if found is None:
            which = self._of((indexed.c.no,), indexed).order_by(indexed.c.no.desc())
        else:
            # By the index's own number: it gives them in their order, and is left as soon as there are enough.
            joined = found.join(indexed, indexed.c.no == found.c.no)
            which = self._of((found.c.no,), joined).order_by(found.c.no.desc())
        return list(self.at.execute(which.limit(most)).scalars())

    def _of(self, columns: Sequence[sa.ColumnElement[Any]], rows: sa.FromClause) -> sa.Select[Any]:
        which = sa.select(*columns).select_from(rows).where(*self._fits())
        return which.where(indexed.c.no.not_in(self.rejected)) if self.rejected else which

    def count(self) -> int:
        """How many fit."""
        if (told := self.side_by_side()) is not None:
            return int(told.fit.sum())
        return int(self.at.execute(self.rows(sa.func.count())).scalar_one())

    def side_by_side(self) -> SideBySide | None:
        """Which of all rows fit; ``None`` if only rows can tell, or it is quicker to ask them.

        Columns say what is now. They are read where it is worth it (``blocks.worth_reading``), or everything is asked.
        """
        from . import blocks

        if not self._columns_tell() or not (self.numbers_are_all() or blocks.worth_reading(self.at)):
            return None
        from .sifting import Sifting

        return self._sifted(Sifting.of(self.at, blocks.columns(self.at)))

    def _columns_tell(self) -> bool:
        from . import blocks

        return self._is_now() and blocks.are_all_kept(self.at) and self.compiled.days() is not None

    def _sifted(self, sifting: Sifting) -> SideBySide:
        columns = sifting.columns
        fit = columns.live & sifting.rows(self.compiled.expression)
        for stretch in self.compiled.days() or ():
            fit &= sifting.within(stretch)
        fit[columns.places(_sorted(self.rejected))] = False
        return SideBySide(sifting, fit)

    def _told_sooner(self) -> SideBySide | None:
        """Which of all rows fit, where the index takes longer to tell but the latest. PostgreSQL's reads each row that
        it finds, so that it is quick only with a filter that leaves few of them.
        """
        from . import blocks

        if not self._latest:
            told = None
            if self.at.dialect.name == "postgresql" and blocks.at_hand(self.at) and self._columns_tell():
                from .sifting import Sifting

                sifting = Sifting.of(self.at, blocks.columns(self.at))
                if sifting.postings is not None and not sifting.leaves_few(self.compiled.expression):
                    told = self._sifted(sifting)
            self._latest.append(told)
        return self._latest[0]

    def left_out(self) -> int:
        """How many would fit if nobody had rejected them."""
        if not self.rejected:
            return 0
        all_ = replace(self, rejected=())
        which = all_.rows(sa.func.count()).where(indexed.c.no.in_(self.rejected))
        return int(self.at.execute(which).scalar_one())

    def fitting(self, findings: Sequence[int]) -> set[int]:
        """Which of these findings, by their numbers, fit."""
        found = self._found()
        # By the index's own number, so that it is asked of these only and not of all that it finds.
        number = indexed.c.no if found is None else found.c.no
        rows = indexed if found is None else found.join(indexed, indexed.c.no == found.c.no)
        fit: set[int] = set()
        for some in in_pieces(findings):
            which = self._of((number,), rows).where(number.in_([2 * no for no in some]))
            fit.update(no // 2 for no in self.at.execute(which).scalars())
        return fit

    def members(self) -> NDArray[np.int64]:
        """The numbers of all findings that fit, in their order."""
        if (told := self.side_by_side()) is not None:
            found = told.columns.numbers[told.fit]
        else:
            found = at_once(self.at, self.rows(indexed.c.no))
        findings: NDArray[np.int64] = found[found % 2 == 0] // 2
        return findings

    def numbers_are_all(self) -> bool:
        """Whether everything that holds now is asked for."""
        return self._is_now() and not self.compiled.conditions and self.compiled.expression == EVERY

    def numbers(self) -> NDArray[np.int64]:
        """The numbers of all that fits, in their order.

        Of a question about the desk as it is now they may be those of rows that hold no more, and of rejected ones.
        """
        if self._is_now() and not self.compiled.conditions:
            return at_once(self.at, numbers(self.at.dialect.name, self.compiled.expression))
        return at_once(self.at, self.rows(indexed.c.no))

    def _is_now(self) -> bool:
        question = self.question
        bounds = (question.at_time, question.after_reading, question.upto_reading, self.seen)
        return bounds == (None, None, None, None)

    def _found(self, beside: Expression = EVERY) -> sa.Subquery | None:
        """What is looked up in the index; ``None`` if nothing is."""
        parts = [part for part in (self.compiled.expression, beside) if part != EVERY]
        if not parts:
            return None
        whole = parts[0] if len(parts) == 1 else All(tuple(parts))
        return numbers(self.at.dialect.name, whole).subquery("found")

    def _fits(self) -> Iterable[sa.ColumnElement[bool]]:
        yield from self.compiled.conditions
        question = self.question
        if question.after_reading is not None:
            yield indexed.c.reading > question.after_reading
        if question.upto_reading is not None:
            yield indexed.c.reading <= question.upto_reading
        if question.at_time is not None:
            yield indexed.c.since <= question.at_time
        when = question.at_time or (None if self.seen is None else self.seen.stamp)
        yield indexed.c.until.is_(None) if when is None else sa.or_(indexed.c.until.is_(None), indexed.c.until > when)
        if self.seen is not None:
            yield indexed.c.reading <= self.seen.settled


def at_once(at: sa.Connection, which: sa.Select[Any]) -> NDArray[np.int64]:
    """The numbers of a query's one column, ascending: the database puts them together, for rows are slow to take."""
    import numpy as np

    of_which = which.subquery()
    (column,) = of_which.c
    if at.dialect.name == "postgresql":
        packed = at.execute(sa.select(sa.func.string_agg(sa.func.int8send(column), sa.literal(b"")))).scalar()
        found = np.frombuffer(packed or b"", dtype=">i8").astype(np.int64)
    else:
        listed = at.execute(sa.select(sa.func.group_concat(column))).scalar()
        found = np.fromstring(listed or "", dtype=np.int64, sep=",")
    if (found[1:] < found[:-1]).any():
        found.sort()
    return found


def _sorted(numbers_: Sequence[int]) -> NDArray[np.int64]:
    import numpy as np

    return np.array(sorted(numbers_), dtype=np.int64)


def rejected_rows(at: sa.Connection, at_time: str | None) -> tuple[int, ...]:
    """The numbers of the rows of all findings that are rejected as of then."""
    made = entries(at, judgement.c.kind == JudgementKind.REJECT, at_time)
    subjects = list(dict.fromkeys(entry.judgement.subject for entry in made if entry.judgement.undone is None))
    held = holding(at, subjects, at_time)
    ids = [id_ for id_ in subjects if id_ in held and held[id_].kind is JudgementKind.REJECT]
    found: list[int] = []
    for some in in_pieces(ids):
        size = length(len(some))
        which = sa.select(finding.c.no * 2).where(among(finding.c.id, size))
        found += at.execute(which, named(some, size)).scalars()
    return tuple(found)


def ids_of(at: sa.Connection, some: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """The id, kind and document's id of rows, by their numbers."""
    found: dict[int, tuple[str, str, str]] = {}
    for piece in in_pieces(some):
        size = length(len(piece))
        which = sa.select(indexed.c.no, indexed.c.id, indexed.c.kind, document.c.id.label("document_id"))
        which = which.join(document, document.c.no == indexed.c.document).where(among(indexed.c.no, size))
        found.update({row.no: (row.id, row.kind, row.document_id) for row in at.execute(which, named(piece, size))})
    return found
