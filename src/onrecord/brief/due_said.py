"""What was promised, demanded or threatened for a day, and what the record has of it since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..analysis.ledger_parts import Entry
from ..record import Commitment, CommitmentStatus, Standing
from .dates_said import day_of, day_words
from .events_said import told_on
from .evidence import Evidence
from .forms import Made, tails
from .naming import Naming
from .outlets_said import outlet_of
from .quoting import closed, leading, quoted
from .reported import told
from .style import Style

_NOTHING = {
    "threat": ("nothing on the record shows that it was carried out", "the record shows no sign of it since"),
    "promise": ("nothing on the record shows that this was done", "the record shows no sign of it since"),
    "demand": ("nothing on the record shows that this was done", "the record shows no sign of it since"),
}
_STATES = {
    CommitmentStatus.MET: ("it has been met", "this was done"),
    CommitmentStatus.PARTLY: ("it has been met in part", "this was done in part"),
    CommitmentStatus.REFUSED: ("it was refused", "this was refused"),
    CommitmentStatus.DROPPED: ("it was dropped", "this was dropped"),
}


def due(entry: Entry, one: Evidence, style: Style, today: date) -> Iterator[Made]:
    """The statement in its own words, and what followed by the ledger: nothing, what a person judged, what is due.

    What no statement holds out is the report of the outlet, and told as that.
    """
    if not one.voices:
        yield from _reported(entry, one, style, today)
        return
    naming = Naming(style)
    statement = one.voices[-1]
    outlet = outlet_of(one, style, today)
    who = naming.full(one, statement)
    if who is None:
        return
    said = told(one, statement, naming, style, today, outlet)
    day = said.said_on or (outlet.day if outlet.place is not None else None)
    on = f" on {day_words(day, style, today)}" if day is not None else ""
    if said.clause is not None and said.clear:
        core = f"{who.start} {said.verb.past}{said.to}{on if said.finite else ''} {said.clause}"
    elif said.quotes:
        core = f"{who.start} {said.verb.past}{said.to}{on}: {quoted(leading(said.quotes[0]))}"
    else:
        return
    if day is None or not (said.finite or said.quotes):
        core = f"{closed(core, ',', style.marks)} {tails(outlet, said.to)[0]}"
    for at, follows in enumerate(_follows(entry, style, today)):
        joint = f"{closed(core, ',', style.marks)} but" if core.endswith("”") else f"{core};"
        yield Made(0, f"due {at}", closed(f"{joint} {follows}", ".", style.marks), who)


def _reported(entry: Entry, one: Evidence, style: Style, today: date) -> Iterator[Made]:
    """ "According to a report by the L.P.A. of 6 May, the judge was to report by 30 April; ..."."""
    found = one.finding
    if not isinstance(found, Commitment) or one.footing is None or one.footing.standing is not Standing.REPORTED:
        return
    outlet = outlet_of(one, style, today)
    sentence = told_on(one, (found.deed,), outlet, style, today)
    if sentence is None:
        return
    plain, small = sentence
    cores = (
        f"According to a report by {outlet.name}{outlet.of}, {small}",
        f"{plain}, {outlet.name} reported{outlet.on}",
    )
    for at, follows in enumerate(_follows(entry, style, today)):
        for way, core in zip(("according", "reported"), cores, strict=True):
            yield Made(0, f"due, {way} {at}", closed(f"{core}; {follows}", ".", style.marks))


def _follows(entry: Entry, style: Style, today: date) -> Iterator[str]:
    if entry.status in _STATES:
        yield from (f"by the desk’s ledger, {words}" for words in _STATES[entry.status])
        return
    last = day_of(entry.due.last) or day_of(entry.due.first)
    if entry.status is CommitmentStatus.OVERDUE and not entry.negated:
        yield from _NOTHING[entry.kind]
        return
    if last is not None and last >= today:
        yield f"the day for it is {day_words(last, style, today)}"
    yield "nothing on the record shows yet what came of it"
