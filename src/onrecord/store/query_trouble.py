"""What is wrong with a question, where, and how it may have been meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from ..errors import QueryError

#: Mistakes that are put right one after the other; a question with more is not guessed at.
_MOST_REPAIRS = 8
#: A longer word is like none, and is not quoted whole.
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Repair:
    """``text`` in the place of what stands from ``begin`` to ``end``."""

    begin: int
    end: int
    text: str = ""

    def of(self, typed: str) -> str:
        """The question, repaired."""
        return typed[: self.begin] + self.text + typed[self.end :]


class Trouble(Exception):  # noqa: N818
    """A mistake in a question: the sentence, where it is, what may be done, and what may have been meant."""

    def __init__(
        self, what: str, begin: int, end: int, *, remedy: str | None = None, repair: Repair | None = None
    ) -> None:
        super().__init__(what, begin, end)
        self.what = what
        self.begin = begin
        self.end = end
        self.remedy = remedy
        self.repair = repair

    def told(self, typed: str, suggestion: str | None) -> QueryError:
        """The same as an error of the question."""
        return QueryError(
            self.what, remedy=self.remedy, query=typed, begin=self.begin, end=self.end, suggestion=suggestion
        )


def repaired(typed: str, trouble: Trouble, understood: Callable[[str], object]) -> str | None:
    """The whole question as it may have been meant; ``understood`` raises ``Trouble`` until nothing is wrong with it.

    ``None`` if that is not to be guessed, or nothing would remain of it.
    """
    for _ in range(_MOST_REPAIRS):
        if trouble.repair is None:
            return None
        typed = " ".join(trouble.repair.of(typed).split())
        try:
            understood(typed)
        except Trouble as next_one:
            trouble = next_one
        else:
            return typed or None
    return None


def quoted(said: str) -> str:
    """What was typed, for a sentence; of something long the beginning."""
    return f"“{said}”" if len(said) <= _LONGEST else f"“{said[:_LONGEST]}…”"


def nearest(said: str, known: Iterable[str]) -> str | None:
    """The one of these that a slip of the fingers may have made ``said`` of."""
    if len(said) > _LONGEST:
        return None
    options = list(known)
    begun = [one for one in options if len(said) > 2 and one.startswith(said)]
    found = begun if len(begun) == 1 else get_close_matches(said, options, 1, 0.6)
    return found[0] if found else None
