"""What of a desk is chosen to be handed out: which documents, and which of their findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ..export.forms import Form
from ..store import handing_rows
from ..store.hits import Question
from ..store.query_nodes import Everything
from .asking import asked
from .deletions import Before

#: How many documents are in memory at once.
STRETCH = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be handed out, and how.

    ``query`` is a question in the query language: then findings are handed out that it finds, with their documents,
    and all findings of these documents if ``whole``. ``at_time`` is a stamp: the desk as of then. ``rejected`` hands
    out also what somebody rejected. ``limit`` is the most documents. ``before`` is an earlier export of the same: what
    is to be taken out of it is written beside the output.
    """

    form: Form
    query: str | None = None
    at_time: str | None = None
    rejected: bool = False
    whole: bool = False
    limit: int | None = None
    licence: str | None = None
    tlp: str | None = None
    before: Before | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which documents, and what of them; ``found`` is ``None`` for the whole desk."""

    at_time: str | None
    found: handing_rows.Chosen | None
    whole: bool

    @classmethod
    def of(cls, at: sa.Connection, wanted: Wanted) -> Choice:
        if wanted.query is None:
            return cls(wanted.at_time, None, True)
        return cls(wanted.at_time, handing_rows.chosen(at, question(wanted)), wanted.whole)

    def number(self, at: sa.Connection) -> int:
        """How many documents."""
        return handing_rows.number_of(at, self.at_time) if self.found is None else len(self.found.documents)

    def findings(self, at: sa.Connection, numbers: Sequence[int]) -> dict[int, frozenset[str]]:
        """The ids that are handed out of each document; of one that is not in it, all."""
        return {} if self.found is None or self.whole else self.found.findings(at, numbers)

    def stretches(self, at: sa.Connection, after: int, most: int | None) -> Iterator[list[int]]:
        """The numbers of the documents after one, at most so many."""
        while most is None or most > 0:
            numbers = self._next(at, after, STRETCH if most is None else min(most, STRETCH))
            if not numbers:
                return
            yield numbers
            after = numbers[-1]
            most = None if most is None else most - len(numbers)

    def _next(self, at: sa.Connection, after: int, most: int) -> list[int]:
        if self.found is None:
            return handing_rows.filed(at, after, self.at_time, most)
        begin = int(self.found.documents.searchsorted(after, side="right"))
        return [int(number) for number in self.found.documents[begin : begin + most]]


def question(wanted: Wanted) -> Question:
    """What is asked; everything, where nothing is."""
    if wanted.query is None:
        return Question(Everything(), rejected=wanted.rejected, at_time=wanted.at_time)
    return asked(wanted.query, rejected=wanted.rejected, at_time=wanted.at_time)
