"""One row a tie, and one row a commitment, each on its footing."""

from __future__ import annotations

from ..record import Commitment, Party, Record, Span, Taker, Tie
from .pledges import ground_of
from .table_cells import (
    DOCUMENT_COLUMNS,
    KEPT_COLUMNS,
    STANDING_COLUMNS,
    by_cells,
    countries,
    document_cells,
    kept_cells,
    links,
    names,
    raw,
    several,
    standing_cells,
    yes,
)
from .telling import Telling

_END = ("name", "words", "link", "country")
TIE_COLUMNS = (
    *("id", "type"),
    *(f"{end}_{what}" for end in ("a", "b") for what in _END),
    *("mutual", "from", "to", "when", "list_or_title", "reason"),
    *STANDING_COLUMNS,
    *("polarity", "background", "derived", "basis", "words", "tellings", "confidence"),
    *DOCUMENT_COLUMNS,
    *("made_by", "why"),
    *KEPT_COLUMNS,
)
COMMITMENT_COLUMNS = (
    *("id", "kind"),
    *(f"doer_{what}" for what in _END),
    *("deed", "negated"),
    *(f"to_{what}" for what in _END),
    *("condition", "due", "due_words", "due_from", "due_to", "strength"),
    *("standing", "by", "by_statement", "chain", "zone", "said", "confidence"),
    *DOCUMENT_COLUMNS,
    "made_by",
    *KEPT_COLUMNS,
)


def tie_rows(record: Record) -> list[list[str]]:
    """The rows of a record's ties, cells as they are: not yet made harmless."""
    telling = Telling(record)
    return [_tie(telling, tie) for tie in record.ties]


def commitment_rows(record: Record) -> list[list[str]]:
    """The rows of a record's commitments, cells as they are: not yet made harmless."""
    telling = Telling(record)
    return [_commitment(telling, commitment) for commitment in record.commitments]


def _tie(telling: Telling, tie: Tie) -> list[str]:
    time = telling.times.get(tie.when or "")
    return [
        f"{telling.record.document.id}_{tie.id}",
        tie.type.value,
        *_end(telling, tie.a),
        *_end(telling, tie.b),
        yes(tie.type.mutual),
        tie.start or "",
        tie.end or "",
        time.span.of(telling.text) if time else "",
        _words(telling, tie.title),
        _words(telling, tie.reason),
        *standing_cells(telling, tie.footing),
        tie.polarity.value,
        yes(tie.background),
        yes(tie.derived),
        several([f"{telling.record.document.id}_{known}" for known in tie.basis]),
        tie.spans[0].of(telling.text),
        str(len(tie.spans)),
        f"{tie.confidence:g}",
        *document_cells(telling),
        tie.made_by,
        tie.why,
        *kept_cells(telling, tie.id),
    ]


def _commitment(telling: Telling, commitment: Commitment) -> list[str]:
    due, stmt = commitment.due, telling.statement(commitment.statement)
    standing, zone = ground_of(telling, commitment)
    # Nobody is told to have said what the document itself reports.
    said = "" if commitment.statement is None else "no" if stmt and stmt.negated else "yes"
    time = telling.times.get(due.time or "")
    return [
        f"{telling.record.document.id}_{commitment.id}",
        commitment.kind.value,
        *_end(telling, commitment.doer),
        _words(telling, commitment.deed),
        yes(commitment.negated),
        *_end(telling, commitment.to),
        _words(telling, commitment.condition),
        due.kind.value,
        _words(telling, due.span),
        (time.start or "") if time else "",
        (time.end or "") if time else "",
        str(commitment.strength),
        standing.value,
        *by_cells(telling, commitment.statement),
        zone.value if zone else "",
        said,
        f"{commitment.confidence:g}",
        *document_cells(telling),
        commitment.made_by,
        *kept_cells(telling, commitment.id),
    ]


def _end(telling: Telling, taker: Taker | Party | None) -> tuple[str, ...]:
    if taker is None:
        return ("",) * len(_END)
    one = (taker,)
    return names(telling, one), raw(telling, one), links(telling, one), countries(telling, one)


def _words(telling: Telling, span: Span | None) -> str:
    return "" if span is None else span.of(telling.text)
