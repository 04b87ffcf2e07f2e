"""A ledger in words: each entry with its terms, what became of it, by whose judgement, and what may have followed."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.ledger_parts import Candidate, Change, Due, Entry, Ledger, Party
from ..analysis.rates import Followed, Rates, Window
from .calendar_words import day_words, interval_words
from .pledges import towards_words
from .profile_lines import Item, cite_line, item, source_line, word_line
from .standing_words import joined
from .telling import Line, Words, on_one_line

_NOBODY = "somebody not named"


def heading(found: Ledger) -> Line:
    """What it is a ledger of, and as of when."""
    who: Line = ()
    if found.actor is not None:
        who = (": ", Words(found.actor.name))
        who += (" and ", Words(found.other.name)) if found.other is not None else ()
    return ("Ledger", *who, f", as of {day_words(found.day)}")


def summary(found: Ledger) -> Line:
    """How many entries there are, of each status."""
    if not found.total:
        return ("nothing that fits",)
    entries = f"{found.total:,} entr{'y' if found.total == 1 else 'ies'}"
    carried = f" of {found.carried:,} commitments that documents carry" if found.carried != found.total else ""
    shown = f"; the first {len(found.entries):,} are shown" if len(found.entries) < found.total else ""
    return (f"{entries}{carried}: ", ", ".join(f"{number:,} {status}" for status, number in found.counts), shown)


def head_line(entry: Entry) -> Line:
    """What is to be done, by whom, for or against whom; without a verb, for who is to do it may be one or many, and is
    not always who promised or threatens it.
    """
    verb = " NOT to: “" if entry.negated else " to: “"
    first: Line = (f"{entry.kind.upper()}: ", *_party(entry.doer), verb, on_one_line(entry.deed), "”")
    how = towards_words(entry.kind, unspoken=entry.cited.unspoken)
    towards = (how, *_party(entry.to)) if entry.to is not None else None
    return joined((first, towards))


def _party(party: Party | None) -> Line:
    return (_NOBODY,) if party is None else (on_one_line(party.name),)


def lines(entry: Entry) -> Iterator[Line]:
    """The terms of an entry, a line each, and where it stands."""
    yield (f"{status_words(entry)}: ", Words(entry.why)) if entry.judged else (f"{status_words(entry)}: {entry.why}",)
    if entry.condition:
        yield ("on condition: “", on_one_line(entry.condition), "”")
    if due := due_line(entry.due):
        yield due
    yield joined((word_line(entry.cited), cite_line(entry.cited)))
    if entry.carriers:
        yield carriers_line(entry)


def status_words(entry: Entry) -> str:
    """Its status; a threat that was met was carried out."""
    return "met (carried out)" if entry.kind == "threat" and entry.status.value == "met" else entry.status.value


def due_line(due: Due) -> Line:
    """When it is due, in which words, and what these were counted from."""
    if due.kind == "none":
        return ()
    spread = interval_words(due.first, due.last)
    head: Line = ("due ", spread) if spread else ("due, as implied",)
    told = [*head]
    if due.words:
        told += [" (“", on_one_line(due.words), "”)"]
    counted = counted_from(due)
    return (*told, *(("; ", *counted) if counted else ()))


def counted_from(due: Due) -> Line:
    """What the days were counted from."""
    if due.anchor_kind == "published":
        of = f", {day_words(due.anchor)}" if due.anchor else ""
        line: Line = (f"counted from the publication date{of}",)
    elif due.anchor_kind == "time":
        words = ("“", on_one_line(due.anchor_words), "”") if due.anchor_words else ("another time of the text",)
        line = ("counted from ", *words, f", {day_words(due.anchor)}" if due.anchor else "")
    elif due.anchor_kind == "unknown":
        line = ("relative, and the text does not tell to what",)
    else:
        line = ()
    if due.anchor and due.anchor[:10] in due.why:
        return (Words(due.why),)
    return (*line, *((": " if line else "", Words(due.why)) if due.why else ()))


def carriers_line(entry: Entry) -> Line:
    """Who else carries it."""
    told = joined([(Words(one.source.outlet or "outlet not named"), f" {one.id}") for one in entry.carriers[:8]], ", ")
    more = f" and {len(entry.carriers) - 8} more" if len(entry.carriers) > 8 else ""
    return (f"carried by {len(entry.carriers) + 1}; also ", *told, more)


def strength_line(entry: Entry) -> Line:
    """How strongly it was said, how sure the reading is, and what type of event the deed would be."""
    types = f" · the deed’s type, by the codebook: {' or '.join(entry.types)}" if entry.types else ""
    return (f"strength {entry.strength} of 3 · confidence {entry.confidence:.0%}{types}",)


def change_line(change: Change) -> Line:
    """One judgement of its status."""
    shown = f", shown by {change.shown_by}" if change.shown_by else ""
    undone = f" (taken back {change.undone[:16].replace('T', ' ')} UTC)" if change.undone else ""
    return (
        f"{change.id}  {change.at[:16].replace('T', ' ')} UTC  ",
        Words(change.who),
        f": {change.status.value}{shown}",
        *((" - ", Words(change.why)) if change.why else ()),
        undone,
    )


def change_source(change: Change) -> Item | None:
    """The finding that shows it."""
    return None if change.finding is None else item(change.finding)


def candidate_item(one: Candidate) -> tuple[Line, Item, Line]:
    """What it may show, the finding, and why it is thought so."""
    suggests = f" · accepting it says {one.status.value}" if one.status is not None else ""
    others = f" · told {len(one.others) + 1} times" if one.others else ""
    head = (f"{'less likely: ' if one.unsure else ''}{one.kind}? {one.score:.2f}{suggests}{others}",)
    return head, item(one.cited), ("because ", Words("; ".join(one.reasons)))


# -- rates -------------------------------------------------------------------------------------------------------------


def rates_heading(found: Rates) -> Line:
    """What is counted."""
    against = (" against ", Words(found.against.name)) if found.against is not None else ()
    period = ""
    if found.since or found.until:
        period = f", said {'from ' + found.since if found.since else ''}{' to ' + found.until if found.until else ''}"
    return (f"{found.kind.capitalize()}s of ", Words(found.actor.name), *against, f": how many were followed{period}")


def rates_lines(found: Rates) -> Iterator[Line]:
    """The basis of the count, and what is left out."""
    number = found.number
    yield (f"{number:,} {found.kind}{'' if number == 1 else 's'}, each counted once however many carry it",)
    period = f", {found.read_from} to {found.read_to}" if found.read_from else ""
    naming = "1 document names " if found.documents == 1 else f"{found.documents:,} documents name "
    yield (
        f"read: {found.documents_read:,} dated document{'' if found.documents_read == 1 else 's'}{period}; {naming}",
        Words(found.actor.name),
    )
    if found.untyped:
        yield (f"{found.untyped:,} left out: the codebook gives the deed no type of event",)
    if found.undated:
        yield (f"{found.undated:,} left out: the document bears no date",)
    if found.claimed:
        yield (f"{found.claimed:,} more had such an act on somebody’s word only, within 90 days: not counted as done",)
    yield (f"beware: {found.caveat}",)


def window_cells(one: Window) -> tuple[str, ...]:
    """One window as cells: days, followed, rate, interval, base rate, still running."""
    rate = "-" if one.rate is None else f"{one.rate:.0%}"
    base = "-" if one.base is None else f"{one.base:.0%}"
    return (
        f"{one.days} days", f"{one.followed} of {one.number}", rate, f"{one.low:.0%} to {one.high:.0%}", base,
        str(one.running),
    )  # fmt: skip


WINDOW_HEAD = ("within", "followed", "rate", "interval (95 %)", "base rate", "still running")


def followed_line(one: Followed) -> tuple[Line, Line]:
    """An entry that was counted, and what followed."""
    head: Line = (
        f"{one.said} · {one.type} · “", on_one_line(one.cited.words), f"” · {one.cited.id} · ",
        *source_line(one.cited.source),
    )  # fmt: skip
    act = one.first or one.claimed
    if act is None:
        return head, ("no such act within 90 days",)
    only = () if one.first is not None else ("not counted, on somebody’s word only: ",)
    return head, (
        *only,
        f"{act.days} day{'' if act.days == 1 else 's'} later: ", on_one_line(act.cited.before + act.cited.words),
        f" · {act.cited.id} · ", *word_line(act.cited), " · ", *source_line(act.cited.source),
    )  # fmt: skip
