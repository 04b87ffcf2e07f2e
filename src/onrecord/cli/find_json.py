"""Hits as JSON: the finding as on the wire, on whose word it stands, and the facts of its document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..record import Record, hull, to_wire
from .find_lines import found_in, standing_of
from .finding_place import pieces

if TYPE_CHECKING:
    from ..desk.asking import Answer
    from ..store.hits import Facets
    from ..store.sought import Sought

_DOCUMENT = ("id", "title", "author", "source", "url", "published", "published_precision", "language")
_LISTS = ("statements", "events", "ties", "commitments")


class HitsAsJson:
    """Makes the objects; the wire form of a record is made once for the hits of it that follow each other."""

    def __init__(self, sought: Sought) -> None:
        self._sought = sought
        self._record: Record | None = None
        self._wire: dict[str, Any] = {}

    def of(self, answer: Answer) -> dict[str, Any]:
        """One hit. ``found`` are the places in the document's text that have what was asked for, ``[begin, end)``."""
        record, hit, text = answer.record, answer.hit, answer.record.document.text
        if self._record is not record:
            self._record, self._wire = record, to_wire(record)
        found = None if answer.local is None else found_in(record, answer.local)
        spans = [] if found is None else pieces(found)
        places = self._sought.places(text)
        if spans:
            whole = hull(spans)
            places = [one for one in places if one.end > whole.start and one.start < whole.end]
        kept = record.kept
        own = None if kept is None else next((k for k in self._wire["kept"]["findings"] if k["id"] == hit.id), None)
        return {
            "id": hit.id,
            "kind": hit.kind,
            "score": hit.score,
            "why": list(hit.why),
            "standing": None if found is None else standing_of(record, found),
            "words": [span.of(text) for span in spans],
            "found": [[one.start, one.end] for one in places],
            "finding": None if answer.local is None else self._finding(answer.local),
            "state": own,
            "document": {name: self._wire["document"][name] for name in _DOCUMENT},
            "outlet": None if kept is None or kept.source is None else self._wire["kept"]["source"],
        }

    def _finding(self, local: str) -> dict[str, Any]:
        return next(one for name in _LISTS for one in self._wire[name] if one["id"] == local)


def facets_wire(facets: Facets) -> dict[str, Any]:
    """Facets as JSON."""
    by = {
        name: [{"value": one.value, "label": one.label, "count": one.count} for one in values]
        for name, values in facets.by.items()
    }
    return {"total": facets.total, "by": by}
