"""A ledger, or rates, as a table: a line for each entry, for spreadsheets and statistics."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.ledger_parts import Entry, Ledger
from ..analysis.rates import Rates
from .table_cells import written

COLUMNS = (
    *("id", "kind", "status", "status_why", "judged_by", "doer", "doer_id", "to", "to_id", "deed", "negated"),
    *("condition", "due_kind", "due_words", "due_from", "due_to", "due_counted_from", "due_why", "strength"),
    *("confidence", "types", "said", "standing", "on_word", "outlet", "grade", "document", "url", "carriers"),
)
RATE_COLUMNS = (
    *("id", "said", "type", "deed", "against_id", "carriers", "document", "followed_by", "followed_after_days"),
    "followed_document",
)


def table(found: Ledger) -> Iterator[str]:
    """The lines of the ledger as CSV, its head first."""
    yield written(COLUMNS, ",")
    for entry in found.entries:
        yield written(_cells(entry), ",")


def _cells(entry: Entry) -> tuple[str, ...]:
    due, source = entry.due, entry.cited.source
    judged = next((one.who for one in reversed(entry.changes) if one.undone is None), "") if entry.judged else ""
    doer, to = entry.doer, entry.to
    return (
        *(entry.id, entry.kind, entry.status.value, entry.why, judged),
        *(doer.name if doer else "", (doer.who.id or "") if doer and doer.who else ""),
        *(to.name if to else "", (to.who.id or "") if to and to.who else ""),
        *(entry.deed, "yes" if entry.negated else "no", entry.condition or ""),
        *(due.kind, due.words or "", due.first or "", due.last or "", due.anchor or due.anchor_kind or "", due.why),
        *(str(entry.strength), f"{entry.confidence:.3f}", " ".join(entry.types), entry.said or ""),
        *(entry.cited.standing, " < ".join(entry.cited.on_word), source.outlet or "", source.grade or ""),
        *(source.document, source.url or "", " ".join(one.id for one in entry.carriers)),
    )


def rates_table(found: Rates) -> Iterator[str]:
    """The entries that rates were counted of, as CSV."""
    yield written(RATE_COLUMNS, ",")
    for one in found.entries:
        first = one.first
        cells = (
            *(one.cited.id, one.said, one.type, one.cited.words, (one.against.id or "") if one.against else ""),
            *(str(one.carriers), one.cited.source.document, first.cited.id if first else ""),
            *(str(first.days) if first else "", first.cited.source.document if first else ""),
        )
        yield written(cells, ",")
