"""Verifying: whether all that a desk keeps is what it was when it was filed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import sqlalchemy as sa

from ..errors import StoreError
from .opening import Store
from .problem import HARMLESS, Found, Problem, Progress, Verified, Wrong
from .proving_briefs import prove_briefs
from .proving_bytes import prove_bytes, prove_orphans
from .proving_made import prove_index, prove_made
from .proving_rows import prove_database, prove_rows, prove_search
from .proving_words import prove_words


def verify(store: Store, progress: Progress | None = None, *, read_again: bool = True, most: int = 1000) -> Verified:
    """Proves the whole desk: the database's own checks, every file against its name and its row, every text against its
    hash, every finding of every reading (those that were replaced too) against the words it is cut from, holes,
    judgements, families, times, published briefs, what was made of the readings (links, utterances, vectors, what is
    searched), and the search indexes.

    With ``read_again`` each document is also made again from its bytes, which takes as long as taking it in did. A
    reader that makes another text today is told as a note, not as damage: the words stay as they were filed. Files
    that a kill left are notes too. It stops at ``most`` problems.

    Nothing is written, and others may read and write meanwhile: what they file is not missed. Only the search indexes
    are asked as a writer asks, so that for a moment others wait.

    Raises:
        StoreError: if the database does not answer at all, or another process keeps it locked.
    """
    checked: Counter[str] = Counter()
    told = progress or _untold
    parts: tuple[Callable[[], Found], ...] = (
        lambda: prove_database(store),
        lambda: prove_bytes(store, checked, told, read_again),
        lambda: prove_words(store, checked, told),
        lambda: prove_rows(store, checked),
        lambda: prove_briefs(store, checked),
        lambda: prove_made(store, checked, told),
        lambda: prove_search(store),
        lambda: prove_index(store),
        lambda: prove_orphans(store, checked),
    )
    problems: list[Problem] = []
    notes: list[Problem] = []
    for part in parts:
        for problem in _guarded(store, part):
            (notes if problem.kind in HARMLESS else problems).append(problem)
            if len(problems) >= most:
                return Verified(dict(checked), tuple(problems), tuple(notes))
    return Verified(dict(checked), tuple(problems), tuple(notes))


def _guarded(store: Store, part: Callable[[], Found]) -> Found:
    """One part of the proof; a database so damaged that it cannot be asked is one more problem."""
    try:
        yield from part()
    except StoreError as reason:
        cause = reason.__cause__
        if not (isinstance(cause, sa.exc.DBAPIError) and "damaged" in reason.what):
            raise
        yield Problem(Wrong.DATABASE, store.place, reason.what, reason.remedy or "restore a backup")


def _untold(_: str, __: int, ___: int) -> None:
    """Nobody asked how far it is."""
