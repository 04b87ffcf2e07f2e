"""Statements looked up for comparing: their contents, what they mean, and which others are worth it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ..linking.clause_making import BESIDE
from ..linking.clauses import Sort
from ..linking.contents import Content, contents
from ..linking.propositions import Compared, Kind, compare
from ..record import Span
from ..store import claim_rows, utterances
from ..store.nearest import nearest
from ..store.opening import Store
from ..store.published import latest
from ..store.search_words import words as folded_words
from ..store.stood import Stood
from ..store.unsettled import located
from .reported import day_of

#: What is less near in meaning is not compared for that.
LEAST_NEAR = 0.35
#: Telling words by which others are looked for, and of one clause.
_WORDS, _WORDS_EACH = 8, 5


@dataclass(frozen=True, slots=True)
class Looked:
    """A statement with what is known of where it stands. ``utterance`` is its own number if nobody else reports it."""

    no: int
    content: Content
    document: int
    family: int | None
    order: tuple[str, str, int]
    utterance: int
    spans: tuple[Span, ...]


class ClaimLook:
    """Looks statements up once, as the desk was at a time, and compares them."""

    def __init__(self, store: Store, at: sa.Connection, at_time: str | None) -> None:
        self.store, self.at, self.at_time = store, at, at_time
        self.stood = Stood.at(at, at_time)
        self.held: NDArray[np.int64] = claim_rows.statements(at, at_time, self.stood).numbers
        self._looked: dict[int, Looked | None] = {}
        self._vectors: dict[int, tuple[str, NDArray[np.int8]]] = {}

    def holds(self, numbers: Iterable[int]) -> set[int]:
        """Those of these statements that the desk had then."""
        some = np.array(list(numbers), dtype=np.int64)
        if not len(self.held):
            return set()
        places = np.minimum(np.searchsorted(self.held, 2 * some), len(self.held) - 1)
        return set(some[self.held[places] == 2 * some].tolist())

    def load(self, numbers: Iterable[int]) -> None:
        """Looks up what is not there yet."""
        new = sorted(set(numbers) - self._looked.keys())
        if not new:
            return
        self._looked.update(dict.fromkeys(new))
        places = located(self.at, new)
        read = utterances.readings_of(self.at, sorted({reading for _, reading, _ in places}))
        of = utterances.joined(self.at, new)
        local = {(reading, id_): no for no, reading, id_ in places}
        bodies = claim_rows.bodies_of(
            self.at, {no for one in read.values() for some in one.entities.values() for no in some}
        )
        for one, record in utterances.records_with(self.at, read.values()):
            wanted = {id_: no for (reading, id_), no in local.items() if reading == one.reading}
            spans = {statement.id: statement.content for statement in record.statements}
            made = contents(record, wanted, one.entities, day_of(one.published), bodies)
            ids = {no: id_ for id_, no in wanted.items()}
            said = latest(one.published, one.filed), one.filed
            for content in made:
                at = of.get(content.no, content.no)
                looked = Looked(
                    content.no, content, one.document, one.family, (*said, content.no), at, spans[ids[content.no]]
                )
                self._looked[content.no] = looked
        for no, (version, vector) in utterances.meant(self.at, new).items():
            self._vectors[no] = version, np.frombuffer(vector, np.int8)

    def looked(self, number: int) -> Looked | None:
        """A statement that was loaded; ``None`` where its record is damaged."""
        return self._looked.get(number)

    def candidates(self, number: int, most: int, *, by_meaning: bool = True) -> list[int]:
        """The statements that one is worth comparing with: near in meaning, if ``by_meaning``, or with telling words in
        common.
        """
        self.load([number])
        found: dict[int, None] = {}
        if by_meaning and number in self._vectors:
            version, vector = self._vectors[number]
            near = nearest(self.store, self.at, version, vector, fits=self.holds, most=most, least=LEAST_NEAR)
            found.update(dict.fromkeys(one.number for one in near))
        words = self._telling(number)
        rows = claim_rows.sharing(self.at, words, self.held, self.stood, most)
        found.update(dict.fromkeys(row // 2 for row in rows))
        found.pop(number, None)
        return list(found)

    def _telling(self, number: int) -> list[str]:
        """The words by which others are looked for, clause by clause: of each its names, then its longest words."""
        looked = self.looked(number)
        if looked is None:
            return []
        found: dict[str, None] = {}
        for clause in looked.content.clauses:
            units = [unit for unit in clause.units if unit.sort is not Sort.OURS and unit.weight >= BESIDE]
            units.sort(key=lambda unit: (unit.sort is Sort.WORD, -len(unit.words), unit.words))
            for unit in units[:_WORDS_EACH]:
                found.update(dict.fromkeys(folded_words(unit.words)[-1:]))
        return list(found)[:_WORDS]

    def compared(self, one: int, other: int) -> Compared | None:
        """How two stand to each other; ``None`` if they are not to be compared: one utterance, or one in the other."""
        here, there = self.looked(one), self.looked(other)
        if here is None or there is None or here.utterance == there.utterance or _overlap(here, there):
            return None
        found = compare(here.content, there.content, self.near(one, other))
        return None if found.kind is Kind.UNRELATED else found

    def near(self, one: int, other: int) -> float | None:
        """How near two are in meaning; ``None`` where that is not known."""
        here, there = self._vectors.get(one), self._vectors.get(other)
        if here is None or there is None or here[0] != there[0]:
            return None
        left, right = here[1].astype(np.float64), there[1].astype(np.float64)
        length = float(np.sqrt((left @ left) * (right @ right)))
        return float(left @ right) / length if length else None

    def is_same_speaker(self, one: int, other: int) -> bool:
        """Whether one speaker says both."""
        here, there = self.looked(one), self.looked(other)
        return here is not None and there is not None and bool(speakers(here) & speakers(there))


def speakers(one: Looked) -> frozenset[str]:
    """What its speaker is known by: as an entity, else by its name."""
    known = frozenset(key for key in one.content.speaker if key[0] == "#")
    return known or frozenset(key for key in one.content.speaker if key[0] == "=")


def _overlap(one: Looked, other: Looked) -> bool:
    if one.document != other.document:
        return False
    return any(a.meets(b) for a in one.spans for b in other.spans)


def once_each(look: ClaimLook, numbers: Sequence[int]) -> list[int]:
    """The first published statement of each utterance among these."""
    look.load(numbers)
    first: dict[int, Looked] = {}
    for number in numbers:
        one = look.looked(number)
        if one is not None and (one.utterance not in first or one.order < first[one.utterance].order):
            first[one.utterance] = one
    return [one.no for one in first.values()]
