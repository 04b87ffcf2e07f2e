"""How well what fits answers: BM25 over three fields, counted here, so that every database gives one order.

For each term, how often it stands in a field counts by the field's weight and against the field's length (``LENGTHS``
are what is usual; ``B`` says how much a longer one takes away: little from names and titles, whose length says little);
more of the same adds ever less (``K1``). That share
(at most ``K1 + 1``) is multiplied by the term's rarity: ``ln(1 + (N - n + 0.5) / (n + 0.5))`` for n of N rows. A run of
words has the rarity of its words together. An actor that takes part counts as once. The sum is the score.

S. Robertson and H. Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), 3.5 and 3.6.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .compiling import Term
from .expression import Run

K1 = 1.2
B = {"said": 0.75, "names": 0.3, "title": 0.3}
WEIGHTS = {"said": 1.0, "names": 1.0, "title": 0.5}
#: How many words a field usually has.
LENGTHS = {"said": 30, "names": 12, "title": 10}
#: Days of age that halve a score where recent ones come first.
HALF_LIFE = 180


@dataclass(frozen=True, slots=True)
class Candidate:
    """What fits, with its ``marks`` and its words by field: ``fields`` as they stand, ``stems`` without endings."""

    no: int
    day: str | None
    fields: Mapping[str, str]
    stems: Mapping[str, str]
    marks: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate's number, its score, and what each term gave to it, in words."""

    no: int
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many rows there are, and how many of them have each term, in the order of the terms.

    A run of words has as many numbers as it has words.
    """

    rows: int
    frequencies: tuple[int, ...]

    def of(self, terms: Sequence[Term]) -> list[float]:
        """The rarity of each term."""
        given = iter(self.frequencies)
        return [sum(self._rare(next(given)) for _ in pieces(term)) for term in terms]

    def _rare(self, having: int) -> float:
        rows = max(self.rows, having)
        return math.log(1 + (rows - having + 0.5) / (having + 0.5))


def pieces(term: Term) -> list[Term]:
    """What a term's rarity is counted of: its words one by one, or the actor."""
    run = term.run
    if run is None:
        return [term]
    return [
        Term(word, Run((word,), (begins,), run.exact, run.field))
        for word, begins in zip(run.words, run.begins, strict=True)
    ]


def ranked(
    candidates: Iterable[Candidate], terms: Sequence[Term], rarity: Rarity, *, recent: bool = False
) -> list[Ranked]:
    """The candidates, best first; those with one score in the order of their numbers."""
    each, rare = list(candidates), rarity.of(terms)
    scored = [_scored(one, terms, rare) for one in each]
    if recent:
        scored = _by_age(scored, [one.day for one in each])
    return sorted(scored, key=lambda one: (-one.score, one.no))


def _scored(one: Candidate, terms: Sequence[Term], rare: Sequence[float]) -> Ranked:
    cut: dict[tuple[str, bool], list[str]] = {}
    total, why = 0.0, []
    for term, rarity in zip(terms, rare, strict=True):
        counts = _counts(one, term, cut)
        strength = sum(
            WEIGHTS[name] * count / (1 - B[name] + B[name] * _length(one, name, cut) / LENGTHS[name])
            for name, count in counts.items()
            if count
        )
        if not strength:
            continue
        score = rarity * strength * (K1 + 1) / (strength + K1)
        total += score
        where = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
        why.append(f"{term.label} {score:.2f} (" + (where if term.run is not None else "takes part") + ")")
    return Ranked(one.no, round(total, 6), tuple(why))


def _counts(one: Candidate, term: Term, cut: dict[tuple[str, bool], list[str]]) -> dict[str, int]:
    if term.run is None:
        return {"names": int(not set(term.marks).isdisjoint(one.marks.split()))}
    names = WEIGHTS if term.run.field is None else (term.run.field,)
    return {name: _times(_words(one, name, term.run.exact, cut), term.run) for name in names}


def _words(one: Candidate, name: str, exact: bool, cut: dict[tuple[str, bool], list[str]]) -> list[str]:
    if (name, exact) not in cut:
        cut[name, exact] = (one.fields if exact else one.stems)[name].split()
    return cut[name, exact]


def _length(one: Candidate, name: str, cut: dict[tuple[str, bool], list[str]]) -> int:
    found = cut.get((name, True)) or _words(one, name, False, cut)
    return len(found)


def _times(words: list[str], run: Run) -> int:
    """How often the run stands in these words."""
    first = run.words[0]
    if run.begins[0]:
        starts = [at for at, word in enumerate(words) if word.startswith(first)]
    elif len(run.words) == 1:
        return words.count(first)
    else:
        starts = [at for at, word in enumerate(words) if word == first]
    return sum(1 for at in starts if _stands(words, at, run))


def _stands(words: list[str], at: int, run: Run) -> bool:
    if at + len(run.words) > len(words):
        return False
    return all(
        words[at + n].startswith(word) if begins else words[at + n] == word
        for n, (word, begins) in enumerate(zip(run.words, run.begins, strict=True))
    )


def _by_age(scored: Sequence[Ranked], days: Sequence[str | None]) -> list[Ranked]:
    """Scores halved for every ``HALF_LIFE`` days before the newest; what has no date is as old as the oldest."""
    dates = [_date(day) for day in days]
    known = [one for one in dates if one is not None]
    if not known:
        return list(scored)
    newest, oldest = max(known), min(known)
    found = []
    for one, day in zip(scored, dates, strict=True):
        age = (newest - (day or oldest)).days
        share = 0.5 ** (age / HALF_LIFE)
        why = f"{age} days before the newest: × {share:.2f}"
        found.append(Ranked(one.no, round(one.score * share, 6), (*one.why, why)))
    return found


def _date(day: str | None) -> date | None:
    try:
        return None if day is None else date.fromisoformat(day[:10])
    except ValueError:  # a page may claim a day that no calendar has
        return None
