"""What was read, counted at once: by outlet, by language and by stretch of time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ..store import coverage_rows
from ..store.stood import Stood
from .source_set import Period
from .texts_read import TextsRead

Counts = NDArray[np.int64]
#: What is counted, in the order in which ``Counted`` has it.
DOCUMENTS, TEXTS, STATEMENTS, FAILURES = range(4)


@dataclass(frozen=True, slots=True)
class Counted:
    """Documents, texts first told, statements, and documents with failures (first axis, ``DOCUMENTS`` ...), by outlet
    and stretch, and by language and stretch; ``between`` are documents by outlet and language. Of the period only.
    """

    languages: tuple[str | None, ...]
    by_outlet: Counts
    by_language: Counts
    between: Counts
    failed: NDArray[np.int64]
    language: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Only documents of these outlets (ids; ``None``: all) and this language (``None``: all)."""

    outlets: frozenset[str] | None = None
    language: str | None = None

    def of(self, texts: TextsRead, languages: tuple[str | None, ...], codes: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which documents are wanted."""
        chosen = np.ones(len(texts), dtype=np.bool_)
        if self.outlets is not None:
            chosen &= np.array([one in self.outlets for one in texts.outlets], dtype=np.bool_)[texts.sources]
        if self.language is not None:
            chosen &= np.array([one == self.language for one in languages], dtype=np.bool_)[codes]
        return chosen


def count(
    at: sa.Connection, at_time: str | None, stood: Stood, texts: TextsRead, period: Period, wanted: Wanted
) -> tuple[Counted, NDArray[np.bool_]]:
    """Counts all that is wanted, and says which documents are, of any day."""
    languages, codes = coverage_rows.languages(at, at_time, stood)
    chosen = wanted.of(texts, languages, codes)
    first, last = period.first.toordinal(), period.last.toordinal()
    here = np.flatnonzero(chosen & (texts.days >= first) & (texts.days <= last))
    starts = np.array([one.first.toordinal() for one in period.parts], dtype=np.int64)
    stretches = np.searchsorted(starts, texts.days[here], side="right") - 1
    failures = np.isin(texts.numbers[here], coverage_rows.with_failures(at, at_time))
    weights = (
        np.ones(len(here)),
        np.isin(texts.numbers[here], texts.first_tellings().numbers),
        coverage_rows.statements(at, at_time, texts.numbers[here]),
        failures,
    )
    sources, spoken = texts.sources[here], codes[here]
    counted = Counted(
        languages,
        _table(sources, stretches, (len(texts.outlets), len(starts)), weights),
        _table(spoken, stretches, (len(languages), len(starts)), weights),
        _table(sources, spoken, (len(texts.outlets), len(languages)), weights[:1])[0],
        texts.numbers[here][failures],
        spoken[failures],
    )
    return counted, chosen


def _table(
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    shape: tuple[int, int],
    weights: tuple[NDArray[np.generic], ...],
) -> Counts:
    keys = rows * shape[1] + columns
    size = shape[0] * shape[1]
    counts = [np.bincount(keys, weights=weight.astype(np.float64), minlength=size) for weight in weights]
    return np.rint(np.stack(counts)).astype(np.int64).reshape(len(weights), *shape)
