"""Where a text has what was asked for: the words themselves, with their places in the text as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from ..record import Span
from .asking import in_pieces
from .expression import Run
from .index_rows import folded, stemmed
from .lookup import Lookup
from .search_words import placed_words
from .tables import entity, entity_name

if TYPE_CHECKING:
    from .hits import Question

#: Of so many actors at most the names are looked for.
_MOST_ACTORS = 50


@dataclass(frozen=True, slots=True)
class Sought:
    """Runs of words, each found as the index finds it."""

    runs: tuple[Run, ...]

    def places(self, text: str) -> list[Span]:
        """Where one of the runs stands, in the text's order; what meets or overlaps is one place."""
        if not self.runs:
            return []
        placed = placed_words(text)
        words = [one.word for one in placed]
        stems = [stemmed(word) for word in words] if any(not run.exact for run in self.runs) else []
        found: list[Span] = []
        for run in self.runs:
            size = len(run.words)
            for at in _starts(words if run.exact else stems, run):
                found.append(Span(placed[at].start, max(one.end for one in placed[at : at + size])))
        return _joined(found)


def of_question(at: sa.Connection, question: Question) -> Sought:
    """See ``hits.sought``."""
    terms = Lookup.of(at, question).compiled.terms
    numbers = dict.fromkeys(int(mark.partition("_")[2]) for term in terms for mark in term.marks)
    runs = [term.run for term in terms if term.run is not None]
    return Sought(tuple(dict.fromkeys([*runs, *_names(at, list(numbers)[:_MOST_ACTORS])])))


def _names(at: sa.Connection, numbers: Sequence[int]) -> list[Run]:
    names: list[str] = []
    for some in in_pieces(numbers):
        names += at.execute(sa.select(entity.c.name).where(entity.c.no.in_(some))).scalars()
        names += at.execute(sa.select(entity_name.c.name).where(entity_name.c.entity.in_(some))).scalars()
    every = dict.fromkeys(words for name in names if (words := folded(name)))
    return [Run(words, (False,) * len(words), exact=True) for words in every]


def _starts(words: Sequence[str], run: Run) -> list[int]:
    size = len(run.words)
    return [at for at in range(len(words) - size + 1) if _stands(words, at, run)]


def _stands(words: Sequence[str], at: int, run: Run) -> bool:
    return all(
        words[at + n].startswith(word) if begins else words[at + n] == word
        for n, (word, begins) in enumerate(zip(run.words, run.begins, strict=True))
    )


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
