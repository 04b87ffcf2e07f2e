"""The commitments of a Record in words: who is to do what, to whom, on what condition, due when, on whose word."""

from __future__ import annotations

from ..record import Commitment, CommitmentKind, DueKind, Standing, Statement, ZoneKind
from .standing_words import joined
from .telling import NOBODY, Line, Telling, on_one_line
from .when import dated_words

#: What is said of one that the document itself tells: nobody's words of promising or asking stand in it.
UNSPOKEN = "in no speaker’s words"
_TOWARDS: dict[str, str] = {
    CommitmentKind.PROMISE: "promised to",
    CommitmentKind.DEMAND: "asked by",
    CommitmentKind.THREAT: "held out against",
}


def commitment_line(telling: Telling, commitment: Commitment) -> Line:
    """One commitment as one line, on whose word last."""
    head: Line = (
        f"{commitment.kind.value}: ",
        *doer_words(telling, commitment),
        " – ",
        *deed_line(telling, commitment),
    )
    return joined((head, *terms(telling, commitment), commitment_word(telling, commitment)))


def doer_words(telling: Telling, commitment: Commitment) -> Line:
    """Who is to do it."""
    return (telling.party(commitment.doer) or NOBODY,)


def deed_line(telling: Telling, commitment: Commitment) -> Line:
    """The deed in the text's words, without a verb: who is to do it may be one or many; that it is to be left undone is
    said before it."""
    words = on_one_line(commitment.deed.of(telling.text))
    return ("NOT to: “" if commitment.negated else "to: “", words, "”")


def terms(telling: Telling, commitment: Commitment) -> tuple[Line, ...]:
    """To whom, on what condition, due when."""
    found = (towards_line(telling, commitment), condition_line(telling, commitment), due_line(telling, commitment))
    return tuple(line for line in found if line)


def towards_line(telling: Telling, commitment: Commitment) -> Line | None:
    """To whom it is promised, by whom asked, or against whom held out."""
    other = telling.party(commitment.to)
    how = towards_words(commitment.kind, unspoken=commitment.statement is None)
    return (how, other) if other else None


def towards_words(kind: str, *, unspoken: bool) -> str:
    """What is said before whoever else it concerns. That is less of one that no statement makes: it does not tell
    whether anybody was promised it.
    """
    return "towards " if unspoken else f"{_TOWARDS.get(kind, 'to')} "


def condition_line(telling: Telling, commitment: Commitment) -> Line | None:
    """The words it depends on."""
    if commitment.condition is None:
        return None
    return ("on condition: “", on_one_line(commitment.condition.of(telling.text)), "”")


def due_line(telling: Telling, commitment: Commitment) -> Line | None:
    """The day or the occasion; ``None`` where the words give neither."""
    due = commitment.due
    if due.kind is DueKind.NONE:
        return None
    words: Line | None = dated_words(telling, due.time)
    if words is None and due.span is not None:
        words = ("“", on_one_line(due.span.of(telling.text)), "”")
    named = "due" if due.kind is DueKind.EXPLICIT else "due, as implied:"
    return (f"{named} ", *words) if words else (named.rstrip(":"),)


def commitment_word(telling: Telling, commitment: Commitment) -> Line:
    """On whose word: of the statement that makes it, else the document's own, as one reports an event. Never empty."""
    stmt = telling.statement(commitment.statement)
    if commitment.statement is None:
        return (f"{ground_of(telling, commitment)[0].value}, {UNSPOKEN}",)
    if stmt is None:
        return ("on the word of a statement that is not here",)
    return (*_voice(stmt), *telling.word(stmt, guesses=True))


def ground_of(telling: Telling, commitment: Commitment) -> tuple[Standing, ZoneKind | None]:
    """On whose word a commitment stands, and in which voice of the text."""
    return commitment.ground(telling.statement(commitment.statement), telling.record.zones)


def _voice(stmt: Statement) -> Line:
    comment: Line = ("in a comment, ",) if stmt.zone is ZoneKind.COMMENT else ()
    return ("NOT SAID: ", *comment) if stmt.negated else comment
