"""One page of what fits, in the order that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from . import cursor as cursors
from .asking import in_pieces
from .cursor import Place
from .expression import Expression, Mark, numbers
from .hits import Hit, Order, Page, Question
from .listed import among, length, named
from .lookup import Lookup, Seen, ids_of
from .ranking import Candidate, Ranked, Rarity, pieces, ranked
from .tables import desk, indexed, indexed_words

if TYPE_CHECKING:
    from .compiling import Term

#: Of what fits, at most so many are ranked.
RANKED = 1000
#: Of these, so many are documents where there are so many.
DOCUMENTS = 200
#: A field's first characters, in which words are counted for ranking.
COUNTED = 20_000
#: The most hits of one page.
LARGEST = 1000


def page(at: sa.Connection, question: Question, most: int, cursor: str | None) -> Page:
    """See ``hits.find``."""
    state = {row.key: row.value for row in at.execute(_STATE)}
    asked = f"{state.get('id')}\n{question!r}"  # all that a cursor is bound to
    place = None if cursor is None else cursors.read(cursor, asked)
    if place is None:
        seen, lookup = Seen(int(state.get("settled", 0)), state["last"]), Lookup.of(at, question)
    else:
        seen = Seen(place.settled, place.stamp)
        lookup = Lookup.of(at, question, seen)
    most = max(0, min(most, LARGEST))
    by_words = question.order in (Order.RELEVANCE, Order.RECENT) and lookup.compiled.terms
    found = (_best if by_words else _sorted)(lookup, seen, place, most)
    hits, last, notes = found
    left_out = lookup.left_out() if place is None else 0
    notes = (*lookup.compiled.notes, *notes)
    return Page(hits, None if last is None else cursors.written(last, asked), left_out, notes)


_STATE = sa.select(desk).where(desk.c.key.in_(("id", "last", "settled")))


# -- by relevance ------------------------------------------------------------------------------------------------------

_Found = tuple[tuple[Hit, ...], Place | None, tuple[str, ...]]


def _best(lookup: Lookup, seen: Seen, place: Place | None, most: int) -> _Found:
    terms = lookup.compiled.terms
    rarity = rarity_of(lookup.at, terms, seen.settled) if place is None else Rarity(place.rows, place.frequencies)
    numbers_, more = _to_rank(lookup)
    order = ranked(_candidates(lookup.at, numbers_), terms, rarity, recent=lookup.question.order is Order.RECENT)
    begin = 0 if place is None else int(place.at[0] or 0)
    some, end = order[begin : begin + most], begin + most
    last = None
    if end < len(order):
        last = Place(seen.settled, seen.stamp, (end,), rarity.rows, rarity.frequencies)
    notes = (f"more than {RANKED:,} fit; the {len(order):,} filed last were ranked",) if more else ()
    return _hits(lookup.at, some), last, notes


def _hits(at: sa.Connection, some: Sequence[Ranked]) -> tuple[Hit, ...]:
    known = ids_of(at, [one.no for one in some])
    return tuple(Hit(*known[one.no], one.score, one.why) for one in some)


def _to_rank(lookup: Lookup) -> tuple[list[int], bool]:
    """The numbers of what is ranked, and whether more would fit: the latest, and of documents the latest too."""
    latest = lookup.latest(RANKED + 1)
    if len(latest) <= RANKED:
        return latest, False
    papers = lookup.latest(DOCUMENTS, Mark("k_document"))
    kept = dict.fromkeys([*papers, *latest])
    return list(kept)[:RANKED], True


_FIELDS = ("said", "names", "title")
#: What a row is ranked by. Made once: to put a statement together takes longer than to carry it out.
_RANKED_BY = sa.select(
    indexed.c.no,
    indexed.c.day,
    indexed_words.c.marks,
    *(sa.func.substr(indexed_words.c[name], 1, COUNTED).label(name) for name in _FIELDS),
    *(sa.func.substr(indexed_words.c[f"{name}_stems"], 1, COUNTED).label(f"{name}_stems") for name in _FIELDS),
).join(indexed_words, indexed_words.c.no == indexed.c.no)


def _candidates(at: sa.Connection, numbers_: Sequence[int]) -> Iterator[Candidate]:
    for some in in_pieces(numbers_):
        size = length(len(some))
        for row in at.execute(_RANKED_BY.where(among(indexed.c.no, size)), named(some, size)):
            no, day, marks, *words = row
            yield Candidate(
                no, day, dict(zip(_FIELDS, words[:3], strict=True)), dict(zip(_FIELDS, words[3:], strict=True)), marks
            )


#: How many rows have a term, by the desk's database and its last settled reading: kept while the process runs.
_FREQUENCIES: dict[tuple[str, int, Expression], int] = {}
_MOST_KEPT = 50_000


def rarity_of(at: sa.Connection, terms: Sequence[Term], settled_: int) -> Rarity:
    """How rare the terms are on this desk. Rows of readings that were replaced count too."""
    rows = int(at.execute(sa.select(sa.func.coalesce(sa.func.max(indexed.c.no), 0))).scalar_one()) // 2
    desk_ = str(at.engine.url)
    found = []
    for expression in [piece.expression for term in terms for piece in pieces(term)]:
        key = (desk_, settled_, expression)
        if key not in _FREQUENCIES:
            if len(_FREQUENCIES) >= _MOST_KEPT:
                _FREQUENCIES.clear()
            having = numbers(at.dialect.name, expression).subquery()
            _FREQUENCIES[key] = int(at.execute(sa.select(sa.func.count()).select_from(having)).scalar_one())
        found.append(_FREQUENCIES[key])
    return Rarity(rows, tuple(found))


# -- by date -----------------------------------------------------------------------------------------------------------


def _sorted(lookup: Lookup, seen: Seen, place: Place | None, most: int) -> _Found:
    walk = _by_filing if lookup.question.order is Order.FILED else _by_day
    rows = walk(lookup, place, most + 1)
    some = rows[:most]
    known = ids_of(lookup.at, [row[-1] for row in some])
    last = Place(seen.settled, seen.stamp, tuple(some[-1])) if len(rows) > most and some else None
    return tuple(Hit(*known[row[-1]]) for row in some), last, ()


def _by_filing(lookup: Lookup, place: Place | None, most: int) -> list[tuple[Any, ...]]:
    """What was filed last comes first; of one document in the order of its findings."""
    which = lookup.rows(indexed.c.document, indexed.c.no)
    if place is not None:
        document, no = place.at
        same = sa.and_(indexed.c.document == document, indexed.c.no > no)
        which = which.where(indexed.c.document <= document, sa.or_(indexed.c.document < document, same))
    rows = lookup.at.execute(which.order_by(indexed.c.document.desc(), indexed.c.no).limit(most))
    return [tuple(row) for row in rows]


def _by_day(lookup: Lookup, place: Place | None, most: int) -> list[tuple[Any, ...]]:
    """By the first day on which it may have been published; what has no date comes last."""
    newest = lookup.question.order is not Order.OLDEST
    rows: list[tuple[Any, ...]] = []
    day = indexed.c.day
    if place is None or place.at[0] is not None:
        which = lookup.rows(day, indexed.c.no).where(day.is_not(None))
        if place is not None:
            last, no = place.at
            beyond = day < last if newest else day > last
            same = sa.and_(day == last, indexed.c.no < no if newest else indexed.c.no > no)
            which = which.where(day <= last if newest else day >= last, sa.or_(beyond, same))
        order = (day.desc(), indexed.c.no.desc()) if newest else (day, indexed.c.no)
        rows = [tuple(row) for row in lookup.at.execute(which.order_by(*order).limit(most))]
    if len(rows) < most:
        which = lookup.rows(day, indexed.c.no).where(day.is_(None))
        if place is not None and place.at[0] is None:
            no = place.at[1]
            which = which.where(indexed.c.no < no if newest else indexed.c.no > no)
        order_ = indexed.c.no.desc() if newest else indexed.c.no
        rows += [tuple(row) for row in lookup.at.execute(which.order_by(order_).limit(most - len(rows)))]
    return rows
