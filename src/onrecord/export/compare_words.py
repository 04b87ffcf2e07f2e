"""A comparison in words: how much is agreed, of how many; each row and event on whose word; and what was read."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.compare_parts import Comparison, Match, Own, Read, Row
from .calendar_words import day_words
from .profile_lines import item, word_line
from .standing_words import joined
from .telling import Line, Words
from .wording import count_words

#: What each scheme is called.
SCHEMES = {"acled": "ACLED", "gdelt": "GDELT", "polecat": "POLECAT"}
#: Characters of their own words that are shown, and outlets that are named.
_NOTE, _SILENT = 240, 5


def share(part: int, whole: int) -> str:
    """A count with its share: ``7 of 12 (58%)``."""
    return f"{part:,} of {whole:,} ({part / whole:.0%})" if whole else f"{part:,} of {whole:,}"


def totals(found: Comparison) -> Iterator[str]:
    """How much is agreed, near, only there, only here; each with what it is a share of."""
    name, agreed = SCHEMES[found.scheme], len(found.agreed)
    near_here = sum(1 for one in found.near if one.own.cited.polarity == "actual")
    unread = sum(one.unread for one in found.only_there)
    yield (
        f"of their rows {share(agreed, found.rows)} agreed with an event here"
        + (f", {found.also_rows:,} more tell of one of these" if found.also_rows else "")
        + f"; {len(found.near):,} near, {len(found.only_there):,} only there"
        + (f" ({unread:,} of days of which nothing was read)" if unread else "")
    )
    yield (
        f"of our events {share(agreed, found.events)} agreed with a row of {name}"
        + (f", {found.also_events:,} more tell of one of these" if found.also_events else "")
        + f"; {near_here:,} near, {len(found.only_here):,} only here"
    )
    word = [one for one in found.agreed if one.own.cited.standing != "reported"]
    if word:
        yield f"of what is agreed {share(len(word), agreed)} stands here on somebody's word only, and there as a fact"


def left_out_words(found: Comparison) -> Iterator[str]:
    """What was not compared, and why."""
    left, name = found.left_out, SCHEMES[found.scheme]
    told = (
        (left.outside, "row", "outside the period"),
        (left.others, "row", "of others than asked for"),
        (left.uncoded, "row", "of types that PLOVER does not code"),
        (left.not_done, "event", "here only planned, negated or supposed"),
        (left.not_theirs, "event", f"here of types that {name} does not set out to code"),
        (left.undated, "event", "here without a day, or with none within a month"),
    )
    for number, what, why in told:
        if number:
            yield f"not compared: {count_words(number, what)} {why}"


def read_words(read: Read) -> Iterator[str]:
    """What the desk has read in the period: where it read nothing, it can agree with nothing."""
    yield (
        f"read in this period: {count_words(read.documents, 'document')}, {count_words(read.texts, 'text')} of"
        f" {count_words(read.outlets, 'outlet')}, on {read.days:,} of {count_words(read.period, 'day')};"
        " onrecord coverage tells more"
    )
    if read.silent:
        more = f" and {len(read.silent) - _SILENT:,} more" if len(read.silent) > _SILENT else ""
        yield f"silent by its end: {', '.join(read.silent[:_SILENT])}{more}"


def row_lines(row: Row) -> tuple[Line, Line]:
    """A row of theirs: what it says, and where it stands."""
    sides = [side for side in (", ".join(row.actors), ", ".join(row.recipients)) if side]
    days = row.first if row.first == row.last else f"{row.first} to {row.last}"
    place = ", ".join(part for part in (row.place, row.country) if part)
    head = joined([(Words(row.label),), (Words(" → ".join(sides)),) if sides else None, (Words(days),), _said(place)])
    where: list[Line | None] = [(f"line {row.line:,}",), (Words(row.id),), _said(row.source)]
    return head, joined(where)


def note_line(row: Row) -> Line:
    """Their words on it, cut; nothing where there are none."""
    note = row.note or ""
    return ("“", Words(note[:_NOTE]), " …”" if len(note) > _NOTE else "”") if note else ()


def own_lines(own: Own) -> tuple[Line, Line, Line]:
    """An event of ours: what it is, its words, and on whose word it stands and where."""
    shown = item(own.cited)
    marks = "".join(f" [{mark}]" for mark in shown.marks)
    carried = (f"carried by {own.carried:,} more",) if own.carried else None
    return (*shown.head, marks), shown.quote, joined([shown.word, shown.cite, carried])


def standing_line(one: Match) -> Line:
    """How it stands on both sides."""
    here = one.own.cited
    if here.standing == "reported":
        return ("there a fact; here reported by ", Words(here.source.outlet or "an outlet not named"))
    return ("there a fact; here ", *word_line(here))


def heading(found: Comparison) -> str:
    """What is compared."""
    days = f"{day_words(found.since)} to {day_words(found.until)}"
    return f"{found.table} ({SCHEMES[found.scheme]}) beside this desk, {days}"


def _said(words: str | None) -> Line | None:
    return (Words(words),) if words else None
