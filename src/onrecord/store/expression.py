"""What is looked up in the index of words, as a tree of its own; written as either database wants it.

Its words are folded ones and its marks are made by us, so nothing in an expression is syntax that somebody typed: every
word consists of letters and digits, and stands between quotation marks all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

#: The columns of the index that hold words, and PostgreSQL's weights for them.
FIELDS = {"said": "A", "names": "B", "title": "C"}


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other in one field. ``exact`` are words as they stand, others are without endings.

    ``begins`` says of each whether it only has to begin so. No ``field`` is any of them.
    """

    words: tuple[str, ...]
    begins: tuple[bool, ...]
    exact: bool
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Close:
    """Two runs with at most so many words between them, in either order; both exact, or neither."""

    left: Run
    right: Run
    distance: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark (``indexing.py``)."""

    mark: str


@dataclass(frozen=True, slots=True)
class All:
    """All of these (one at least)."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Any of these (one at least)."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class But:
    """The first without the second."""

    part: Expression
    without: Expression


Expression = Run | Close | Mark | All | AnyOf | But

EVERY = Mark("all")
#: A mark that nothing has.
NOTHING = Mark("none")

_SEARCH = sa.table("indexed_search", sa.column("rowid", sa.Integer), sa.column("indexed_search", sa.Text))
_WORDS = sa.table("indexed_words", sa.column("no", sa.BigInteger), sa.column("words"), sa.column("marked"))


def every(parts: list[Expression]) -> Expression:
    """All of these (one at least), nothing twice."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, All) else (part,))]
    kept = list(dict.fromkeys(one for one in flat if one != EVERY)) or [EVERY]
    return kept[0] if len(kept) == 1 else All(tuple(kept))


def either(parts: list[Expression]) -> Expression:
    """Any of these; nothing of none."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, AnyOf) else (part,))]
    kept = list(dict.fromkeys(one for one in flat if one != NOTHING)) or [NOTHING]
    return kept[0] if len(kept) == 1 else AnyOf(tuple(kept))


def depth(expression: Expression) -> int:
    """How many expressions stand within each other at most."""
    match expression:
        case All(parts) | AnyOf(parts):
            return 1 + max(depth(part) for part in parts)
        case But(part, without):
            return 1 + max(depth(part), depth(without))
        case _:
            return 1


def numbers(dialect: str, expression: Expression) -> sa.Select[Any]:
    """The numbers (``no``) of what the expression finds, as a query."""
    if dialect == "postgresql":
        return sa.select(_WORDS.c.no.label("no")).where(_condition(expression))
    found = _SEARCH.c.indexed_search.bool_op("MATCH")(fts5(expression))
    return sa.select(_SEARCH.c.rowid.label("no")).where(found)


# -- SQLite: one MATCH of FTS5 -----------------------------------------------------------------------------------------


def fts5(expression: Expression) -> str:
    """The expression as FTS5 reads it."""
    match expression:
        case Run():
            return f"{_columns(expression)} : ({_phrase(expression)})"
        case Close(left, right, distance):
            return f"{_columns(left)} : NEAR({_phrase(left)} {_phrase(right)}, {distance})"
        case Mark(mark):
            return f'marks : "{mark}"'
        case All(parts):
            return " AND ".join(_inner(part) for part in parts)
        case AnyOf(parts):
            return " OR ".join(_inner(part) for part in parts)
        case But(part, without):
            return f"{_inner(part)} NOT {_inner(without)}"


def _inner(part: Expression) -> str:
    return fts5(part) if isinstance(part, Run | Close | Mark) else f"({fts5(part)})"


def _columns(run: Run) -> str:
    fields = FIELDS if run.field is None else (run.field,)
    return "{" + " ".join(field if run.exact else f"{field}_stems" for field in fields) + "}"


def _phrase(run: Run) -> str:
    words = zip(run.words, run.begins, strict=True)
    return " + ".join(f'"{word}" *' if begins else f'"{word}"' for word, begins in words)


# -- PostgreSQL: one tsquery for words that stand together, one for marks ----------------------------------------------


def _condition(expression: Expression) -> sa.ColumnElement[bool]:
    """The expression as a condition on ``indexed_words``: as few tsqueries as there can be."""
    if (column := _only(expression)) is not None:
        return _WORDS.c[column].bool_op("@@")(sa.cast(sa.literal(tsquery(expression)), _TSQUERY))
    match expression:
        case But(part, without):
            return _condition(part) & ~_condition(without)
        case All(parts) | AnyOf(parts):
            whole = every if isinstance(expression, All) else either
            groups: dict[str | None, list[Expression]] = {}
            for one in parts:
                groups.setdefault(_only(one), []).append(one)
            mixed = groups.pop(None, [])
            conditions = [*(_condition(whole(group)) for group in groups.values()), *map(_condition, mixed)]
            return (sa.and_ if isinstance(expression, All) else sa.or_)(*conditions)
        case _:
            raise AssertionError(expression)


class _TsQuery(sa.types.UserDefinedType[str]):
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "tsquery"


_TSQUERY = _TsQuery()


def _only(expression: Expression) -> str | None:
    """The one column that an expression looks into; ``None`` if it is both."""
    match expression:
        case Run() | Close():
            return "words"
        case Mark():
            return "marked"
        case All(parts) | AnyOf(parts):
            found = {_only(part) for part in parts}
        case But(part, without):
            found = {_only(part), _only(without)}
    return found.pop() if len(found) == 1 else None


def tsquery(expression: Expression) -> str:
    """An expression of words only, or of marks only, as PostgreSQL reads it."""
    match expression:
        case Run():
            return _row(expression)
        case Close(left, right, distance):
            pairs = (left, right), (right, left)
            ways = [f"({_row(a)}) <{n}> ({_row(b)})" for a, b in pairs for n in range(1, distance + 2)]
            return " | ".join(ways)
        case Mark(mark):
            return f"'{mark}'"
        case All(parts):
            return " & ".join(f"({tsquery(part)})" for part in parts)
        case AnyOf(parts):
            return " | ".join(f"({tsquery(part)})" for part in parts)
        case But(part, without):
            return f"({tsquery(part)}) & !({tsquery(without)})"


def _row(run: Run) -> str:
    weight = "" if run.field is None else FIELDS[run.field]
    words = zip(run.words, run.begins, strict=True)
    return " <-> ".join(_lexeme(word, begins, run.exact, weight) for word, begins in words)


def _lexeme(word: str, begins: bool, exact: bool, weight: str) -> str:
    marks = ("*" if begins else "") + weight
    return f"'{'=' * exact}{word}'" + (f":{marks}" if marks else "")
