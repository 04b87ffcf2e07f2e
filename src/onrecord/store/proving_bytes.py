"""The archive proved: every file against its name and its row, and every text against the bytes it was read from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa

from ..errors import IntakeError, StoreError
from ..intake import Raw, documents
from ..record import Document, Span
from .compacting import unnamed
from .holes import covered, joined
from .opening import Store
from .portions import portions
from .problem import Found, Problem, Progress, Wrong
from .tables import document, document_text, hole, sighting, snapshot

#: How many snapshots one transaction looks up.
AT_ONCE = 200
_REMEDY = "restore the file from a backup"


def prove_bytes(store: Store, checked: Counter[str], progress: Progress, read_again: bool) -> Found:
    """Every snapshot whose bytes were not given up; with ``read_again`` its documents are made again and compared."""
    after, done = "", 0
    with store.reading() as at:
        total = at.execute(sa.select(sa.func.count()).select_from(snapshot)).scalar_one()
    while True:
        with store.reading() as at:
            asked = sa.select(snapshot).where(snapshot.c.sha256 > after).order_by(snapshot.c.sha256).limit(AT_ONCE)
            rows = at.execute(asked).all()
            for row in rows:
                if row.given_up is None:
                    yield from _prove(store, at, row, checked, read_again)
        if not rows:
            return
        after, done = rows[-1].sha256, done + len(rows)
        progress("snapshots", done, max(done, total))


def prove_orphans(store: Store, checked: Counter[str]) -> Found:
    """Files that no row names, or whose row says that they were given up: what a kill leaves. None is a loss."""
    try:
        for some in portions(store.archive.all()):
            checked["files"] += len(some)
            with store.reading() as at:
                for name, by_rule in unnamed(at, some):
                    what = "this file was given up by a rule" if by_rule else "no row of the desk names this file"
                    yield Problem(Wrong.LEFTOVER, name, what, "onrecord desk compact removes it")
    except OSError as reason:
        yield Problem(Wrong.MISSING, str(store.archive.folder), f"the archive cannot be read ({reason})", _REMEDY)


def _prove(store: Store, at: sa.Connection, row: sa.Row[tuple[str]], checked: Counter[str], read_again: bool) -> Found:
    try:
        data = store.archive.get(row.sha256)
    except StoreError as reason:
        if not _given_up_by_now(store, row.sha256):
            kind = Wrong.ALTERED if store.archive.holds(row.sha256) else Wrong.MISSING
            yield Problem(kind, row.sha256, reason.what, _REMEDY)
        return
    checked["snapshots"] += 1
    checked["bytes"] += len(data)
    if len(data) != row.size:
        yield Problem(Wrong.ROW, row.sha256, f"the row says {row.size} bytes, the file has {len(data)}", "report this")
    if read_again:
        yield from _read_again(at, row.sha256, row.media_type, data, checked)


def _given_up_by_now(store: Store, sha256: str) -> bool:
    with store.reading() as at:
        asked = sa.select(snapshot.c.given_up).where(snapshot.c.sha256 == sha256)
        return at.execute(asked).scalar() is not None


def _read_again(at: sa.Connection, sha256: str, media_type: str, data: bytes, checked: Counter[str]) -> Found:
    """The documents of a snapshot made again. Readers get better, so another text is told, and is no damage."""
    filed = at.execute(sa.select(document.c.no, document.c.id).where(document.c.sha256 == sha256)).all()
    if not filed:
        return
    asked = sa.select(sighting.c.name, sighting.c.final_url).where(sighting.c.sha256 == sha256)
    met = {(row.name, row.final_url) for row in at.execute(asked.order_by(sighting.c.no).limit(3))} or {("-", None)}
    made: dict[str, Document] = {}
    refused = ""
    for name, final_url in sorted(met, key=str):
        try:
            found = documents(Raw(data, name, media_type, final_url=final_url))
            made.update((one.id, one) for one in found if isinstance(one, Document))
        except IntakeError as reason:
            refused = f" ({reason.what})"
    for row in filed:
        checked["texts made again"] += 1
        if row.id not in made and not _same_but_for_holes(at, row.no, list(made.values())):
            what = f"today's reader makes another text of this document's bytes{refused}"
            yield Problem(Wrong.READER, row.id, what, "nothing need be done: its words are kept as they were filed")


def _same_but_for_holes(at: sa.Connection, no: int, made: Sequence[Document]) -> bool:
    holes = [Span(*row) for row in at.execute(sa.select(hole.c.begin, hole.c.end).where(hole.c.document == no))]
    if not holes:
        return False
    text = at.execute(sa.select(document_text.c.text).where(document_text.c.document == no)).scalar()
    return any(covered(one.text, joined(holes)) == text for one in made)
