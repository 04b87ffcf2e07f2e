"""The fields of a question: what finds ``act:threaten``, ``speaker:"Harbour Guard"``, ``published:2017-09``.

=======================================  ============================================================================
field                                    what has it
=======================================  ============================================================================
``kind`` ``type`` ``act`` ``mode``       the kind; the type of event, tie or commitment; the act of a statement
``zone`` ``standing`` ``polarity``       the finding itself
``background``                           ``yes``: it is told as past; ``no``
``language`` ``source`` ``grade``        the document's; an outlet by name or id; outlets with this grade as of then
``speaker`` ``medium`` ``doer``          the statement's, the commitment's, by any name or id
``addressee``                            addressee of a statement, whom a commitment is made to
``target``                               target of a statement, recipient of an event, ``b`` of a tie, whom a
                                         commitment is made to
``by`` ``at``                            whoever does it, in any kind of finding; whom it is done to
``actor``                                takes part in any way; a document that names it
``dyad``                                 ``A > B``: A does, to B; ``A <> B``: either way
``place`` ``country``                    a place by name, GeoNames number or country's code
``carried-by``                           texts that this outlet carried, and every other copy of them
``id``                                   the finding; of a document: it and all that it has
=======================================  ============================================================================
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from functools import cache

import sqlalchemy as sa

from ..errors import QueryError
from ..record import CommitmentKind, EventType, Source, SpeechAct, TieType
from .asked_names import Asked, Outlet, Stretch, Who, roles
from .expression import EVERY, NOTHING, But, Expression, Mark, either, every
from .index_rows import folded, mark, place_mark
from .tables import document, finding, indexed

__all__ = ["Who", "found", "in_range"]

Found = Expression | sa.ColumnElement[bool]
_MARKS = {
    "kind": "k",
    "type": "t",
    "mode": "m",
    "zone": "z",
    "standing": "st",
    "polarity": "po",
    "language": "la",
}
_ROLES = {
    "speaker": ("speaker",),
    "medium": ("medium",),
    "doer": ("doer",),
    "addressee": ("addressee", "to"),
    "target": ("target", "recipient", "b", "to"),
    "recipient": ("recipient",),
    "by": ("by",),
    "at": ("at",),
    "actor": ("any",),
}
_PAIR = re.compile(r"\s*(<->|<>|↔|->|→|>)\s*")
_BOTH_WAYS = ("<->", "<>", "↔")


def found(asked: Asked, name: str, value: str) -> Found:
    """What finds a field's value.

    Raises:
        QueryError: if there is no such field, or its value is none.
    """
    if name in _MARKS:
        return _marked(asked, name, value)
    if name in _ROLES:
        who = asked.who(name, value)
        return NOTHING if who is None else asked.taking_part(roles(who, *_ROLES[name]))
    if name not in _OTHERS:
        raise QueryError(f"there is no field “{name}”", query=f"{name}:{value}", end=len(name))
    return _OTHERS[name](asked, value)


def _marked(asked: Asked, name: str, value: str) -> Expression:
    asked.say(f"{name}: {value}")
    has = Mark(mark(_MARKS[name], value))
    return But(has, Mark("k_statement")) if name == "type" else has


def _act(asked: Asked, value: str) -> Expression:
    asked.say(f"act: statements that {value}")
    has = Mark(mark("t", value))
    return has if has.mark in _only_of_statements() else every([has, Mark("k_statement")])


@cache
def _only_of_statements() -> frozenset[str]:
    """The marks of acts that are no type of anything else; only statements have them."""
    others = {mark("t", one.value) for kinds in (EventType, TieType, CommitmentKind) for one in kinds}
    return frozenset(mark("t", one.value) for one in SpeechAct) - others


def _background(asked: Asked, value: str) -> Expression:
    past = value.strip().lower() in ("yes", "true", "past")
    asked.say("background: told as past and known" if past else "background: told as news")
    return Mark("bg") if past else But(EVERY, Mark("bg"))


def _source(asked: Asked, value: str) -> Expression:
    outlet = asked.outlet(value)
    if outlet is None:
        return NOTHING
    asked.say(f"source: “{value}” is the outlet {outlet.name} ({outlet.id})")
    return _outlet(outlet)


def _outlet(outlet: Source | Outlet) -> Mark:
    return Mark(mark("so", outlet.id.partition(":")[2]))


def _grade(asked: Asked, value: str) -> Expression:
    wanted = _grades(value)
    fit = [outlet for outlet in asked.outlets().values() if outlet.grade.reliability.value in wanted]
    when = "now" if asked.at_time is None else f"as of {asked.at_time}"
    asked.say(f"grade: {len(fit)} outlets have grade {' or '.join(wanted)} {when}; F is also who was not graded")
    return either([_outlet(outlet) for outlet in fit])


def _grades(value: str) -> list[str]:
    said = value.strip().upper()
    between = re.fullmatch(r"([A-F])(?:\.\.|-|–)([A-F])", said)
    if between is not None:
        first, last = sorted(between.groups())
        return [letter for letter in "ABCDEF" if first <= letter <= last]
    return [letter for letter in "ABCDEF" if letter in said]


def _place(asked: Asked, value: str) -> Expression:
    said = value.strip()
    number = said.lower().removeprefix("geonames:")
    if number.isascii() and number.isdigit():
        asked.say(f"place: number {number} of GeoNames")
        return Mark(f"pl_{number}")
    name = place_mark(folded(said))
    called = NOTHING if name is None else Mark(name)
    if len(said) == 2 and said.isascii() and said.isalpha():
        asked.say(f"place: country {said.upper()}, or a place called so")
        return either([Mark(mark("co", said)), called])
    asked.say(f"place: a place called “{said}” in the finding's words, or where the event was")
    return called


def _country(asked: Asked, value: str) -> Expression:
    asked.say(f"country: a place in {value.strip().upper()}")
    return Mark(mark("co", value))


def _dyad(asked: Asked, value: str) -> Found:
    pair = _PAIR.split(value, maxsplit=1)
    if len(pair) != 3 or not (pair[0].strip() and pair[2].strip()):
        raise QueryError(
            "a dyad has two sides",
            remedy='write dyad:"A > B"',
            query=f"dyad:{value}",
            begin=5,
            end=5 + len(value),
        )
    one, other = asked.who("dyad", pair[0]), asked.who("dyad", pair[2])
    if one is None or other is None:
        return NOTHING
    forth = every([roles(one, "by"), roles(other, "at")])
    both = pair[1] in _BOTH_WAYS
    asked.say(f"dyad: {one.label} does, to {other.label}" + ("; or the other way" if both else ""))
    back = every([roles(other, "by"), roles(one, "at")])
    return asked.taking_part(either([forth, back]) if both else forth)


def _carried_by(asked: Asked, value: str) -> Found:
    outlet = asked.outlet(value)
    if outlet is None:
        return NOTHING
    asked.say(f"carried-by: documents whose text {outlet.name} ({outlet.id}) carried, and all other copies of these")
    own = document.alias("own")
    family = sa.func.coalesce(own.c.family, own.c.no)
    carried = sa.select(family).where(own.c.source == outlet.id)
    if asked.at_time is not None:
        carried = carried.where(own.c.filed <= asked.at_time)
    others = sa.select(document.c.no).where(sa.or_(document.c.family.in_(carried), document.c.no.in_(carried)))
    return indexed.c.document.in_(others)


def _id(asked: Asked, value: str) -> Found:
    begin = value.strip().lower()
    asked.say(f"id: {begin}")
    if begin.startswith("d:"):
        # "g" stands after every hexadecimal digit.
        of = sa.select(document.c.no).where(document.c.id >= begin, document.c.id < begin + "g")
        return indexed.c.document.in_(of)
    of = sa.select(finding.c.no * 2).where(finding.c.id >= begin, finding.c.id < begin + "g")
    return indexed.c.no.in_(of)


_OTHERS: dict[str, Callable[[Asked, str], Found]] = {
    "act": _act,
    "background": _background,
    "source": _source,
    "grade": _grade,
    "place": _place,
    "country": _country,
    "dyad": _dyad,
    "carried-by": _carried_by,
    "id": _id,
}


# -- dates -------------------------------------------------------------------------------------------------------------


def in_range(asked: Asked, name: str, low: str | None, high: str | None) -> sa.ColumnElement[bool]:
    """Whether the days of a row meet a stretch of the calendar. A row without a date never does.

    Raises:
        QueryError: if there is no such field of dates.
    """
    first, last = None if low is None else first_day(low), None if high is None else last_day(high)
    said = " ".join([f"from {first}" if first else "", f"to {last}" if last else ""]).strip() or "any date"
    stretch = Stretch(name, first, last)
    if name == "published":
        asked.say(f"published: {said}; what may have been published then fits")
        published = _meets(indexed.c.day, sa.func.coalesce(indexed.c.day_end, indexed.c.day), first, last)
        return asked.on_days(stretch, published)
    if name == "happened":
        asked.say(f"happened: {said}; what may have happened then fits, or went on then")
        begin, end = indexed.c["from"], indexed.c.to
        # A tie without an end may go on; of anything else a time that has but one end is that one.
        ends = sa.case((indexed.c.kind == "tie", sa.func.coalesce(end, "9999")), else_=sa.func.coalesce(end, begin))
        begins = sa.case((indexed.c.kind == "tie", sa.func.coalesce(begin, "0")), else_=sa.func.coalesce(begin, end))
        happened = sa.and_(sa.or_(begin.is_not(None), end.is_not(None)), _meets(begins, ends, first, last))
        return asked.on_days(stretch, happened)
    raise QueryError(f"there is no field of dates “{name}”", query=f"{name}:{low or ''}..{high or ''}", end=len(name))


def _meets(
    begin: sa.ColumnElement[str], end: sa.ColumnElement[str], first: str | None, last: str | None
) -> sa.ColumnElement[bool]:
    there: list[sa.ColumnElement[bool]] = [begin.is_not(None)]
    if last is not None:
        there.append(begin <= last + "~")  # after every time of that day
    if first is not None:
        there.append(end >= first)
    return sa.and_(*there)


def first_day(said: str) -> str:
    """The first day of a year, month or day."""
    return (said + "-01-01"[len(said) - 4 :])[:10] if len(said) < 10 else said[:10]


def last_day(said: str) -> str:
    """The last day of a year, month or day."""
    if len(said) >= 10:
        return said[:10]
    year, month = int(said[:4]), int(said[5:7] or 12)
    return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}"
