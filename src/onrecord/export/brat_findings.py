"""Events, ties and commitments in brat, each on its footing.

A relation of brat cannot bear attributes, and a tie without its standing would be hearsay filed as fact. So a tie is
written as an event of brat, as events and commitments are: its words are the trigger, its ends the roles ``From`` and
``To``. Each has the attribute ``Standing`` and, where it is not told as done, ``Polarity``; where it stands on
somebody's word, the role ``By`` leads to the content of the statement, and so to its speaker. The whole line in words
is the note. An event told twice is written for each telling, with one id in the notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..record import (
    Commitment,
    CommitmentKind,
    Event,
    EventType,
    Party,
    Polarity,
    Span,
    Standing,
    Taker,
    Tie,
    TieType,
)
from .brat_sheet import Sheet
from .deeds import event_line
from .pledges import commitment_line, ground_of
from .telling import plain
from .tie_words import tie_line
from .wording import percent

#: The types of ties and of commitments, as brat's names may be written.
TIES: dict[TieType, str] = {kind: kind.value.capitalize().replace(" ", "_") for kind in TieType}
COMMITMENTS: tuple[str, ...] = tuple(kind.value.capitalize() for kind in CommitmentKind)
TRIGGERS: tuple[str, ...] = (*(kind.value for kind in EventType), *TIES.values(), *COMMITMENTS)
FINDING_ENTITIES: tuple[str, ...] = ("Participant", "Number", "Title", "Reason", "Condition", "Due")

#: A role of brat and the row that fills it.
Filled = tuple[str, str]


def finding_events() -> Iterable[str]:
    """The lines of ``annotation.conf`` for the types."""
    shared = "When?:Time, By?:Content"
    for kind in EventType:
        sides = "Actor*:<ENTITY>, Recipient*:<ENTITY>"
        yield f"{kind.value}\t{sides}, Place?:Location, Count*:Number, Is?:Content, {shared}"
    for name in TIES.values():
        yield f"{name}\tFrom:<ENTITY>, To:<ENTITY>, Title?:Title, Reason?:Reason, {shared}"
    for name in COMMITMENTS:
        yield f"{name}\tDoer*:<ENTITY>, To*:<ENTITY>, Condition?:Condition, Due?:Due, By?:Content"


def finding_attributes() -> list[str]:
    """The lines of ``annotation.conf`` for the attributes of events and ties, and of what no statement holds out."""
    deeds = "|".join(kind.value for kind in EventType)
    both = "|".join((deeds, *TIES.values()))
    return [
        f"Standing\tArg:{'|'.join((both, *COMMITMENTS))}, Value:{'|'.join(s.value for s in Standing)}",
        f"Polarity\tArg:{both}, Value:{'|'.join(p.value for p in Polarity if p is not Polarity.ACTUAL)}",
        f"Background\tArg:{both}",
        f"Intended\tArg:{deeds}, Value:{deeds}",
        f"Derived\tArg:{'|'.join(TIES.values())}",
    ]


def findings(sheet: Sheet) -> None:
    """Writes all of a record; its statements, mentions, times and places are written."""
    for event in sheet.telling.record.events:
        _event(sheet, event)
    for tie in sheet.telling.record.ties:
        _tie(sheet, tie)
    for commitment in sheet.telling.record.commitments:
        _commitment(sheet, commitment)


def _event(sheet: Sheet, event: Event) -> None:
    roles = _takers(sheet, "Actor", event.actors) + _takers(sheet, "Recipient", event.recipients)
    roles += _numbered("Count", [_words(sheet, "Number", count.span) for count in event.counts])
    roles += _known("When", sheet.times, event.when) + _known("Place", sheet.places, event.place)
    roles += _known("Is", sheet.statements, event.statement)
    told = f"{event.id}, {percent(event.confidence)}: {plain(event_line(sheet.telling, event))}"
    for span in event.spans:
        row = _footed(sheet, event.type.value, span, roles, event, told)
        if row and event.intended:
            sheet.attribute(row, "Intended", event.intended.value)


def _tie(sheet: Sheet, tie: Tie) -> None:
    roles = _takers(sheet, "From", (tie.a,)) + _takers(sheet, "To", (tie.b,)) + _known("When", sheet.times, tie.when)
    for name, span in (("Title", tie.title), ("Reason", tie.reason)):
        roles += _numbered(name, [_words(sheet, name, span)])
    told = f"{tie.id}, {percent(tie.confidence)}: {plain(tie_line(sheet.telling, tie))}"
    for span in tie.spans:
        row = _footed(sheet, TIES[tie.type], span, roles, tie, told)
        if row and tie.derived:
            sheet.attribute(row, "Derived")


def _commitment(sheet: Sheet, commitment: Commitment) -> None:
    roles = _party(sheet, "Doer", commitment.doer) + _party(sheet, "To", commitment.to)
    for name, span in (("Condition", commitment.condition), ("Due", commitment.due.span)):
        roles += _numbered(name, [_words(sheet, name, span)])
    roles += _known("By", sheet.statements, commitment.statement)
    if row := _written(sheet, commitment.kind.value.capitalize(), commitment.deed, roles):
        sheet.attribute(row, "Strength", str(commitment.strength))
        if commitment.statement is None:
            sheet.attribute(row, "Standing", ground_of(sheet.telling, commitment)[0].value)
        if commitment.negated:
            sheet.attribute(row, "Negated")
        told = plain(commitment_line(sheet.telling, commitment))
        sheet.note(row, f"{commitment.id}, {percent(commitment.confidence)}: {told}")


def _footed(
    sheet: Sheet, kind: str, span: Span, roles: Sequence[Filled], finding: Event | Tie, told: str
) -> str | None:
    """An event or a tie with what says on whose word it stands and whether it was done."""
    footing = finding.footing
    row = _written(sheet, kind, span, [*roles, *_known("By", sheet.statements, footing.by)])
    if row is None:
        return None
    sheet.attribute(row, "Standing", footing.standing.value)
    if finding.polarity is not Polarity.ACTUAL:
        sheet.attribute(row, "Polarity", finding.polarity.value)
    if finding.background:
        sheet.attribute(row, "Background")
    sheet.note(row, told)
    return row


def _written(sheet: Sheet, kind: str, span: Span, roles: Sequence[Filled]) -> str | None:
    trigger = sheet.textbound(kind, (span,))
    return trigger and sheet.row("E", " ".join((f"{kind}:{trigger}", *(f"{name}:{row}" for name, row in roles))))


def _takers(sheet: Sheet, role: str, takers: Sequence[Taker]) -> list[Filled]:
    return _numbered(role, [_participant(sheet, (taker.span,), taker.actor) for taker in takers])


def _party(sheet: Sheet, role: str, party: Party | None) -> list[Filled]:
    return _numbered(role, [_participant(sheet, party.spans, party.actor)]) if party else []


def _participant(sheet: Sheet, spans: Sequence[Span], actor: str | None) -> str | None:
    """The row of a mention of just these words, else one of their own with the actor's name as a note."""
    if len(spans) == 1 and (row := sheet.mentions.get(spans[0])):
        return row
    row = sheet.textbound("Participant", spans)
    number = sheet.telling.actors.get(actor or "")
    if row and number is not None:
        sheet.note(row, sheet.telling.record.actors[number].name)
    if row and len(spans) == 1:
        sheet.mentions[spans[0]] = row
    return row


def _words(sheet: Sheet, kind: str, span: Span | None) -> str | None:
    return None if span is None else sheet.textbound(kind, (span,))


def _known(role: str, rows: dict[str, str], known: str | None) -> list[Filled]:
    row = rows.get(known or "")
    return [(role, row)] if row else []


def _numbered(role: str, rows: Sequence[str | None]) -> list[Filled]:
    """Several of one role are ``Actor``, ``Actor2`` and so on."""
    found = [row for row in dict.fromkeys(rows) if row]
    return [(role if n == 1 else f"{role}{n}", row) for n, row in enumerate(found, 1)]
