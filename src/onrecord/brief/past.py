"""What the desk has of the past of a statement, and what became of a commitment; looked up where a sentence tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import sqlalchemy as sa

from ..analysis.ledger import day_of
from ..analysis.ledger_book import Book
from ..analysis.novelty import by_marks
from ..analysis.novelty_look import NoveltyLook
from ..analysis.novelty_parts import Novelty
from ..errors import StoreError
from ..gazetteer import Gazetteer
from ..record import CommitmentStatus
from ..store import cited_rows, ledger_rows, novelty_rows, utterances
from ..store.opening import Store
from .evidence import Evidence


@dataclass(slots=True)
class Past:
    """Looks up what was said before, and how commitments stand as of ``day`` (``None``: that of ``at_time``, or the
    desk's last); each once. ``look`` is that of the desk where it was made already.
    """

    store: Store
    at: sa.Connection
    gazetteer: Gazetteer
    at_time: str | None = None
    day: date | None = None
    look: NoveltyLook | None = None
    _news: dict[str, Novelty | None] = field(default_factory=dict)
    _states: dict[str, tuple[CommitmentStatus, ...]] = field(default_factory=dict)
    _book: Book | None = None

    def learn(self, id_: str, novelty: Novelty) -> None:
        """What is new in a statement (by its id), as somebody has looked it up already."""
        self._news[id_] = novelty

    def settle(self, id_: str, status: CommitmentStatus) -> None:
        """How a commitment (by its id) stands, as somebody has looked it up already."""
        self._states[id_] = (status,)

    def news(self, one: Evidence) -> Novelty | None:
        """What is new in the statement that is cited, or that it stands on, by who is named and what is done to him;
        ``None`` if it is no statement, or the desk does not hold it to have been said.
        """
        if one.id not in self._news:
            self._news[one.id] = self._looked_up(one)
        return self._news[one.id]

    def states(self, one: Evidence) -> tuple[CommitmentStatus, ...]:
        """How the commitment that is cited stands in the ledger, or those that are part of the statement cited."""
        if one.id not in self._states:
            self._states[one.id] = tuple(self._stand(self._commitments(one)))
        return self._states[one.id]

    def _looked_up(self, one: Evidence) -> Novelty | None:
        if one.kind == "document":
            return None
        try:
            _, number = utterances.statement_for(self.at, one.id)
        except StoreError:
            # It is the evidence's own check that tells of a finding that is gone.
            return None
        if number is None:
            return None
        look = self._looked()
        places = look.statements.places(np.array([2 * number], dtype=np.int64))
        return by_marks(look, [int(places[0])])[0] if len(places) else None

    def _looked(self) -> NoveltyLook:
        if self.look is None:
            self.look = NoveltyLook.of(self.store, self.at, self.at_time, self.gazetteer)
        return self.look

    def _commitments(self, one: Evidence) -> list[int]:
        if one.kind not in ("commitment", "statement"):
            return []
        held = cited_rows.held(self.at, [one.id], self.at_time).get(one.id)
        if held is None:
            return []
        if one.kind == "commitment":
            return [held.no]
        standing = novelty_rows.standing_on(self.at, [held.no], self.at_time).get(held.no, [])
        return [each.no for each in standing if each.kind == "commitment"]

    def _stand(self, numbers: Sequence[int]) -> list[CommitmentStatus]:
        rows = ledger_rows.by_numbers(self.at, [2 * no for no in numbers])
        if not len(rows):
            return []
        if self._book is None:
            day = self.day.isoformat() if self.day is not None else day_of(self.store, self.at, self.at_time)
            self._book = Book.of(self.at, self.at_time, day)
        return [group.status for group in self._book.of_rows(rows)]
