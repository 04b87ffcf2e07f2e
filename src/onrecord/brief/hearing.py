"""How many voices stand behind what is cited: origins that have it from no other, not outlets that carry it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from ..analysis.chain import chain
from ..analysis.origins import mouth
from ..errors import StoreError
from ..store.opening import Store
from .evidence import Evidence


@dataclass(frozen=True, slots=True)
class Heard:
    """``voices`` are the names of the origins, one for each that is independent as far as shows; ``carriers`` is how
    many documents tell it.
    """

    voices: tuple[str, ...]
    carriers: int


@dataclass(frozen=True, slots=True)
class _Origin:
    """A carrier that has it from no other: its name, and all by which it may be known."""

    name: str
    known: frozenset[str]


@dataclass(slots=True)
class Hearing:
    """Counts voices, and keeps what it found. It is asked only where a brief speaks of many."""

    store: Store
    at: sa.Connection
    at_time: str | None = None
    _kept: dict[frozenset[str], tuple[tuple[_Origin, ...], frozenset[str]]] = field(default_factory=dict)

    def __call__(self, cited: Sequence[Evidence]) -> Heard:
        """Who is heard in all that is cited together."""
        origins: list[_Origin] = []
        documents: set[str] = set()
        for evidence in cited:
            # All reports of one utterance have the same origins.
            told = frozenset(teller.id for teller in evidence.tellers) or frozenset((evidence.id,))
            if told not in self._kept:
                self._kept[told] = self._of(evidence)
            some, carried = self._kept[told]
            origins += some
            documents |= carried
        return Heard(tuple(_apart(origins)), len(documents))

    def _of(self, evidence: Evidence) -> tuple[tuple[_Origin, ...], frozenset[str]]:
        own = evidence.record.document.id
        alone = all(teller.document == own for teller in evidence.tellers)
        if evidence.statement is None or evidence.kind == "document" or not evidence.current or alone:
            return (_own(evidence),), frozenset((own,))
        try:
            found = chain(self.store, self.at, evidence.id, self.at_time)
        except StoreError:
            # Nothing else is known of it than its own page.
            return (_own(evidence),), frozenset((own,))
        family = {teller.document: teller.family for teller in evidence.tellers}
        origins = []
        for place in found.voices:
            carrier = found.carriers[place]
            known = {carrier.document, carrier.name or carrier.document}
            known |= {carrier.outlet.id, *mouth(carrier.outlet)} if carrier.outlet is not None else set()
            known |= {f"text {family[carrier.document]}"} if carrier.document in family else set()
            origins.append(_Origin(carrier.name or carrier.document, frozenset(known)))
        return tuple(origins), frozenset(one.document for one in found.carriers)


def _own(evidence: Evidence) -> _Origin:
    document, kept = evidence.record.document, evidence.record.kept
    name = next(iter(evidence.outlets), document.id)
    known = {document.id, name}
    if kept is not None and kept.source is not None:
        known |= {kept.source.id, *mouth(kept.source)}
    return _Origin(name, frozenset(known | {f"text {teller.family}" for teller in evidence.tellers}))


def _apart(origins: Sequence[_Origin]) -> Iterator[str]:
    """One name for each that shares nothing with the others."""
    groups: list[tuple[str, set[str]]] = []
    for one in origins:
        joined = [group for group in groups if group[1] & one.known]
        name = joined[0][0] if joined else one.name
        known = set(one.known).union(*(group[1] for group in joined))
        groups = [group for group in groups if group not in joined] + [(name, known)]
    yield from (name for name, _ in groups)
