"""How a question was asked, in sentences a person can check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from .expression import EVERY, All, AnyOf, But, Close, Expression, Mark, Run
from .hits import Order, Question
from .indexing import settled
from .lookup import Lookup
from .paging import RANKED, rarity_of
from .ranking import HALF_LIFE, K1, WEIGHTS, B, pieces
from .tables import reading

if TYPE_CHECKING:
    from .compiling import Term


def explained(at: sa.Connection, question: Question) -> list[str]:
    """See ``hits.explain``."""
    lookup = Lookup.of(at, question)
    return [
        *(lookup.compiled.sentences or ("nothing is asked for: everything fits",)),
        _way(lookup),
        *_order(lookup, question),
        *_left_out(lookup, question),
        _how_far(at),
    ]


def _way(lookup: Lookup) -> str:
    """What is looked up, and what is asked of each row that is found."""
    expression, conditions = lookup.compiled.expression, len(lookup.compiled.conditions)
    kind = "full-text index of SQLite (FTS5)" if lookup.at.dialect.name == "sqlite" else "GIN index of PostgreSQL"
    rows = "" if not conditions else f"; of what is found, {_number(conditions, 'condition')} on its dates or its row"
    if expression == EVERY:
        return f"nothing is looked up in the index of words{rows.replace('of what is found', 'of every row')}"
    words, marks = _leaves(expression)
    looked_up = " and ".join(filter(None, (_number(words, "run of words", "runs of words"), _number(marks, "mark"))))
    return f"one look-up in the {kind}: {looked_up}{rows}"


def _number(count: int, one: str, several: str = "") -> str:
    return "" if not count else f"{count} {one if count == 1 else several or one + 's'}"


def _leaves(expression: Expression) -> tuple[int, int]:
    match expression:
        case Run():
            return 1, 0
        case Close():
            return 2, 0
        case Mark():
            return 0, 1
        case All(parts) | AnyOf(parts):
            counts = [_leaves(part) for part in parts]
        case But(part, without):
            counts = [_leaves(part), _leaves(without)]
    return sum(words for words, _ in counts), sum(marks for _, marks in counts)


def _order(lookup: Lookup, question: Question) -> list[str]:
    terms = lookup.compiled.terms
    by_words = question.order in (Order.RELEVANCE, Order.RECENT)
    if not by_words or not terms:
        said = {
            Order.OLDEST: "oldest first, by the first day on which it may have been published",
            Order.FILED: "what was filed last first",
        }.get(question.order, "newest first, by the first day on which it may have been published")
        why = "; there are no words to rank by" if by_words else ""
        return [
            f"order: {said}; what has no date stands last{why}"
            if question.order is not Order.FILED
            else f"order: {said}"
        ]
    rarity = rarity_of(lookup.at, terms, settled(lookup.at))
    weights = ", ".join(f"{name} × {weight:g} with b {B[name]:g}" for name, weight in WEIGHTS.items())
    told = [f"order: BM25 (k1 {K1:g}; {weights}) over at most {RANKED:,} hits; ties in the order of filing"]
    told += [
        f"rarity of {term.label}: {rare:.2f} ({_counts(term, rarity.frequencies, terms)})"
        for term, rare in zip(terms, rarity.of(terms), strict=True)
    ]
    if question.order is Order.RECENT:
        told.append(f"a score is halved for every {HALF_LIFE} days before the newest hit")
    return told


def _counts(term: Term, frequencies: tuple[int, ...], terms: tuple[Term, ...]) -> str:
    """In how many rows each piece of a term stands."""
    begin = sum(len(pieces(one)) for one in terms[: terms.index(term)])
    of_each = zip(pieces(term), frequencies[begin:], strict=False)
    return ", ".join(f"“{piece.label}” in {count:,}" if term.run else f"in {count:,}" for piece, count in of_each)


def _left_out(lookup: Lookup, question: Question) -> list[str]:
    when = "the desk as of " + question.at_time if question.at_time else "the desk as it is now"
    told = [f"asked is {when}: the reading of each document that held"]
    if question.rejected:
        return [*told, "what somebody rejected is among it"]
    number = lookup.left_out()
    return [
        *told,
        "nothing is left out" if not number else f"left out: {_number(number, 'finding')} that somebody rejected",
    ]


def _how_far(at: sa.Connection) -> str:
    done = settled(at)
    left = int(at.execute(sa.select(sa.func.count()).select_from(reading).where(reading.c.no > done)).scalar_one())
    return "all that is filed is searched" if not left else f"{_number(left, 'document')} filed last not searched yet"
