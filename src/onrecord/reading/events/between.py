"""Of which type the dealings between two given sides are: what the trained model says, weighed with the codebook.

Elsewhere a word of the codebook comes first and its sides are looked for. Here the sides are known, and every word of
the codebook that stands between them in the tree has a vote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...codebook import event_words
from ...record import Span
from ...tagger.typing_head import NONE, Typing, with_votes
from ..clauses import Clauses
from ..syntax import Syntax
from ..takers import Takers
from .candidates import Candidate, Finder
from .slots import Slots
from .typing import Typer

#: What a full vote of the codebook adds to the log of the model's chance; cross-validated on PLV's train part.
WEIGHT = 2.0
#: The vote of a word's second and later types, and of a word that stands between but not where both sides meet.
LATER, ASIDE = 0.5, 0.5


class Between:
    """Types dealings in one text whose sides are given."""

    def __init__(self, syntax: Syntax, typer: Typer) -> None:
        self._syntax, self._typer = syntax, typer
        clauses = Clauses(syntax)
        finder = Finder(syntax, clauses, Slots(syntax, clauses, Takers(syntax, ())), event_words())
        self._words: dict[int, Candidate] = {c.trigger: c for c in finder.candidates()}

    def chances(self, sentence: Span, source: Span | None, target: Span | None) -> dict[str, float]:
        """The chance of each type and of none, by name; they sum to 1."""
        path, meeting = self._path(source, target)
        votes = self._votes(path, meeting)
        trigger = next((n for n in reversed(path) if n in self._words), None)
        question = Typing(
            sentence=self._range(sentence) or (0, 1),
            source=self._range(source),
            target=self._range(target),
            trigger=None if trigger is None else (trigger, trigger + 1),
        )
        (chances,) = self._typer([question])
        return with_votes(chances, votes, WEIGHT)

    def best(self, sentence: Span, source: Span | None, target: Span | None) -> str:
        """The likeliest type where there is known to be one."""
        chances = self.chances(sentence, source, target)
        return max((t for t in chances if t != NONE), key=chances.__getitem__)

    def _votes(self, path: Sequence[int], meeting: int | None) -> Mapping[str, float]:
        votes: dict[str, float] = {}
        for number in path:
            for rank, kind in enumerate(self._types(number)):
                vote = (1.0 if number == meeting else ASIDE) * (LATER if rank else 1.0)
                votes[kind] = max(votes.get(kind, 0.0), vote)
        return votes

    def _types(self, number: int) -> list[str]:
        candidate = self._words.get(number)
        if candidate is None:
            return []
        return list(dict.fromkeys(t.value for line in candidate.lines for t in line.types))

    def _path(self, source: Span | None, target: Span | None) -> tuple[list[int], int | None]:
        """The words from each side's head up to where they meet, that last, and where that is."""
        heads = [h for side in (source, target) if side is not None and (h := self._syntax.head_in(side)) is not None]
        ways = [[w.number for w in self._syntax.climb(h.number)] for h in heads]
        if not ways:
            return [], None
        if len(ways) == 1:
            return list(reversed(ways[0])), next((n for n in ways[0] if n in self._words), None)
        known = set(ways[1])
        meeting = next((n for n in ways[0] if n in known), None)
        if meeting is None:
            return [n for way in ways for n in way], None
        path = [n for way in ways for n in way[: way.index(meeting)]]
        return [*path, meeting], meeting

    def _range(self, side: Span | None) -> tuple[int, int] | None:
        if side is None:
            return None
        inside = self._syntax.inside(side)
        return (inside.start, inside.stop) if inside else None
