"""What came later and may show what became of a commitment: found, ranked, with reasons. Never a verdict.

Looked for are statements and events of both sides, and of those who act or speak for the doer; and statements that mean
nearly the same, whoever made them. What is of a text that carries the commitment itself is left out.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..store import ledger_rows, many, vectors
from ..store.blocks import Columns
from ..store.expression import AnyOf, Expression, Mark, Run, either, every
from ..store.nearest import nearest
from ..store.opening import Store
from ..tagger.meaning import Meaning, nearness
from .deed_types import stems_of, types_of
from .followup_deed import clause_of
from .followup_look import LEAST_NEAR, Look, Row
from .followup_sides import Sides, sides_of
from .ledger_book import Book, Group
from .ledger_parts import Candidate, Entry

#: Candidates that are given if nobody says how many.
LIMIT = 5
#: Rows that are looked at by their words; of more only those that share a word with the deed, or are of its type.
_ROWS = 4000
#: Rows whose sentence is read, and statements near in meaning that are looked at.
_READ, _NEAR = 160, 120


@dataclass(slots=True)
class Followups:
    """Finds what may follow. ``meaning`` says what texts mean; without it words alone are compared."""

    store: Store
    book: Book
    meaning: Meaning | None = None

    def of(self, group: Group, limit: int = LIMIT) -> tuple[Candidate, ...]:
        """The candidates of an entry, best first; its rows are loaded."""
        sides = sides_of(self.book, group)
        rows = self._pool(group, sides)
        if not rows:
            return ()
        look = Look(self.book, group, sides, rows, ledger_rows.worded(self.book.at, [row.no for row in rows]))
        first = sorted(rows, key=lambda row: (-look.first_sight(row), row.no))[:_READ]
        self.book.citing.load([row.no for row in first])
        near = self._near(group, look, first)
        look.typed = look.typed_sentences(first)
        scored = [look.scored(row, near[row.no]) for row in first]
        return self._each_once(look, [one for one in scored if one is not None], limit)

    # --- what is looked at

    def _pool(self, group: Group, sides: Sides) -> list[Row]:
        kinds = either([Mark("k_statement"), Mark("k_event")])
        runs: list[Expression] = [run for name in sides.names if (run := ledger_rows.named(name)) is not None]
        found = dict[int, Row]()
        asked = either([many.sides("any", sides.every), *runs]) if sides.every or runs else None
        if asked is not None:
            found.update(self._later(self._few(every([kinds, asked]), group, sides), group))
        found.update(self._alike(group))
        return list(found.values())

    def _few(self, asked: Expression, group: Group, sides: Sides) -> Columns:
        rows = ledger_rows.marked_then(self.book.at, asked, self.book.at_time)
        later = self._is_later(rows, group)
        if int(later.sum()) <= _ROWS:
            return rows.at(later)
        types = [one.value for one in types_of(group.first.deed)]
        fits = np.zeros(len(rows), dtype=np.bool_)
        for type_ in types:
            fits |= rows.has("type", type_)
        fits &= np.isin(rows.others["who"], sorted(sides.doing))
        words = AnyOf(tuple(Run((stem,), (False,), False, "said") for stem in sorted(stems_of(group.first.deed))))
        if words.parts:
            told = many.marked(self.book.at, every([asked, words]), self.book.at_time)
            fits |= np.isin(rows.numbers, told.numbers)
        return rows.at(np.flatnonzero(later & fits)[:_ROWS])

    def _is_later(self, rows: Columns, group: Group) -> NDArray[np.bool_]:
        day = group.first.day or ""
        known = np.array([value is not None and value >= day for value in rows.values["day"]], dtype=np.bool_)
        found: NDArray[np.bool_] = known[rows.codes["day"]]
        return found

    def _later(self, rows: Columns, group: Group) -> dict[int, Row]:
        """Rows of documents that came later, and do not carry it."""
        own = {line.document for line in group.lines}
        families = {self.book.families[no] for no in own if no in self.book.families}
        found = {}
        facts = zip(
            rows.numbers.tolist(),
            *(rows.decoded(name) for name in ("kind", "type", "polarity", "day")),
            *(rows.others[name].tolist() for name in ("document", "who", "whom")),
            strict=True,
        )
        for no, kind, type_, polarity, day, document, who, whom in facts:
            if document not in own and self.book.families.get(document) not in families:
                found[no] = Row(no, kind or "", type_ or "", polarity or "actual", document, day, who, whom)
        return found

    def _alike(self, group: Group) -> dict[int, Row]:
        """Statements that mean nearly what the deed's words do."""
        if self.meaning is None:
            return {}
        book = self.book
        vector = self.meaning.vectors([clause_of(book.citing.details[group.first.finding])])[0]
        day = group.first.day or ""
        if not vector.any():
            return {}

        fits = ledger_rows.later(book.at, day, book.at_time)
        found = nearest(self.store, book.at, self.meaning.version, vector, fits=fits, most=_NEAR, least=LEAST_NEAR)
        held = ledger_rows.held_rows(book.at, [2 * one.number for one in found], book.at_time)
        return self._later(held, group)

    def _near(self, group: Group, look: Look, rows: Sequence[Row]) -> dict[int, float]:
        """How near each row's words, and its sentence, are to the deed's: the cosine of the nearer, 0 at least."""
        if self.meaning is None or not rows:
            return dict.fromkeys((row.no for row in rows), 0.0)
        book = self.book
        detail = book.citing.details[group.first.finding]
        deed, clause = self.meaning.vectors([detail.words, clause_of(detail)])
        known = vectors.vectors_of(
            book.at, self.meaning.version, [row.no // 2 for row in rows if row.kind == "statement"]
        )
        sentences = self.meaning.vectors([look.sentence(row.no) for row in rows])
        near = np.maximum(nearness(deed, sentences), nearness(clause, sentences))
        found = {}
        for row, of_sentence in zip(rows, near.tolist(), strict=True):
            own = known.get(row.no // 2) if row.kind == "statement" else None
            of_own = 0.0 if own is None else float(nearness(clause, np.frombuffer(own, np.int8)))
            found[row.no] = max(0.0, of_sentence, of_own)
        return found

    def _each_once(self, look: Look, scored: Sequence[tuple[Row, Candidate]], limit: int) -> tuple[Candidate, ...]:
        """Each telling once: what one sentence, one utterance or carriers of one text tell is one candidate."""
        told: dict[Hashable, list[Candidate]] = {}
        keys: dict[Hashable, Hashable] = {}
        ranked = sorted(scored, key=lambda pair: (pair[1].unsure, -pair[1].score, pair[0].day or "", pair[0].no))
        for row, one in ranked:
            text = self.book.families.get(row.document, row.document)
            sentence: Hashable = look.place_of(row)
            utterance: Hashable = ("u", self.book.utterances.get(row.no // 2, -row.no))
            words: Hashable = (text, row.kind, row.type, one.cited.words)
            key = next((keys[some] for some in (sentence, utterance, words) if some in keys), sentence)
            for some in (sentence, utterance, words):
                keys.setdefault(some, key)
            told.setdefault(key, []).append(one)
        firsts = list(told.values())[:limit]
        return tuple(replace(some[0], others=tuple(one.cited for one in some[1:])) for some in firsts)


def followed(store: Store, meaning: Meaning | None, limit: int, book: Book, entry: Entry, group: Group) -> Entry:
    """An entry with its candidates."""
    return replace(entry, candidates=Followups(store, book, meaning).of(group, limit))
