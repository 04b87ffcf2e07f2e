"""The statements of kept readings made ready to be compared."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date
from threading import Lock

import sqlalchemy as sa

from ..linking.sayings import Page, Saying, sayings
from ..linking.wording import wording
from ..record import Record
from ..store import utterances
from ..store.utterances import Read


def sayings_of(at: sa.Connection, read: Sequence[tuple[Read, Record]]) -> list[list[Saying]]:
    """The statements of each of these readings, in their order."""
    named = utterances.outlet_names(at, {one.outlet for one, _ in read if one.outlet})
    return [_sayings(one, record, named.get(one.outlet or "", ())) for one, record in read]


#: Readings whose statements are kept ready: a report is compared with many that come after it.
_KEPT = 256
_LONGEST_KEPT = 200
_ready: OrderedDict[int, tuple[Record, Read, tuple[str, ...], list[Saying]]] = OrderedDict()
_lock = Lock()


def _sayings(read: Read, record: Record, named: Sequence[str]) -> list[Saying]:
    names = tuple(folded(name) for name in named)
    with _lock:
        kept = _ready.get(read.reading)
    # The numbers of readings are a desk's own, and a record can be redacted: what is kept must be of the same.
    if kept is not None and kept[0] is record and kept[1:3] == (read, names):
        return kept[3]
    page = Page(read.document, read.family, read.outlet, names, day_of(read.published))
    made = sayings(record, page, read.statements, read.entities)
    if len(made) <= _LONGEST_KEPT:
        with _lock:
            _ready[read.reading] = (record, read, names, made)
            _ready.move_to_end(read.reading)
            if len(_ready) > _KEPT:
                _ready.popitem(last=False)
    return made


def folded(words: str) -> str:
    """Words as they are compared, a space between two."""
    return " ".join(wording(words).forms)


def day_of(published: str | None) -> date | None:
    """The day of publication, where it is known to the day."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
