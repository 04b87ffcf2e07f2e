"""The commitments of the page: who is to do what, to whom, on what condition, due when."""

from __future__ import annotations

from ..record import Commitment, Party
from .cards import actor_link, inline
from .deeds_section import kept_cell, statement_link
from .pledges import commitment_word, condition_line, deed_line, doer_words, due_line, ground_of, towards_line
from .sheet import rows_of, sheet, table
from .telling import Telling, Words
from .where import paragraph_of
from .wording import SURE, confidence_words, percent

_HEADS = ("Who is to do what", "To, by or against", "Condition and day", "On whose word")
_TITLE = "Promised, demanded, threatened"


def pledges_section(telling: Telling) -> str:
    """The section of all commitments; it says so where there are none."""
    found = telling.record.commitments
    if not found:
        empty = '<p class="empty">No promise, demand or threat to be followed was found in this document.</p>'
        return sheet("promised", _TITLE, empty)
    rows = "".join(_row(telling, number, commitment) for number, commitment in enumerate(found))
    return sheet("promised", _TITLE, table("promised", "Commitments", _HEADS, (("", rows),)))


def _row(telling: Telling, number: int, commitment: Commitment) -> str:
    doer = _party(telling, commitment.doer) or inline(doer_words(telling, commitment))
    deed = inline(deed_line(telling, commitment))
    paragraph = paragraph_of(telling, commitment.deed.start)
    what = (
        f'<b class="code">{commitment.kind.value}</b><p>{doer} {deed}</p>'
        f'<p class="also"><a href="#k{number}">in the text</a> ¶{paragraph}, strength {commitment.strength} of 3</p>'
    )
    towards = towards_line(telling, commitment)
    terms = (condition_line(telling, commitment), due_line(telling, commitment))
    cells = (
        f"<p>{inline(towards)}</p>" if towards else "",
        "".join(f"<p>{inline(line)}</p>" for line in terms if line),
        _word(telling, commitment),
    )
    standing = ground_of(telling, commitment)[0].value
    return f'<tr class="of-{standing}"><th scope="row">{what}</th>{rows_of(_HEADS[1:], cells)}</tr>'


def _party(telling: Telling, party: Party | None) -> str:
    number = None if party is None else telling.actors.get(party.actor or "")
    return "" if number is None else actor_link(number, Words(telling.record.actors[number].name))


def _word(telling: Telling, commitment: Commitment) -> str:
    word = inline(commitment_word(telling, commitment))
    link = "" if commitment.statement is None else f" {statement_link(telling, commitment.statement)}"
    cell = f'<p class="stands">{word}{link}</p>'
    cell += kept_cell(telling, commitment.id)
    if commitment.confidence < SURE:
        cell += (
            f'<p class="why">read so: {confidence_words(commitment.confidence)} ({percent(commitment.confidence)})</p>'
        )
    return cell
