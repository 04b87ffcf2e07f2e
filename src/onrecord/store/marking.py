"""Marks: findings whose words are gone from the source's own page, and those whose words are there again.

That a page itself is gone, or there again, is a mark too, of its document's id: so it can be asked as of any time, also
of a document without findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from .opening import Store
from .tables import document as documents
from .tables import finding, mark, reading

#: Ids that are asked for at once; databases bound how many values one statement may have.
_AT_ONCE = 500


def vanish(store: Store, at: sa.Connection, document: int, why: str) -> int:
    """Notes that the page is gone: the document stays, its findings are marked as withdrawn by the source, and so are
    those of the page's other versions (``versions_of``).

    Gives how many were marked; a page that was gone already marks nothing again.
    """
    now = store.now(at)
    gone = sa.update(documents).where(documents.c.no == document, documents.c.vanished.is_(None))
    if at.execute(gone.values(vanished=now)).rowcount == 0:
        return 0
    _mark_page(at, document, "withdrawn", now, why)
    return mark_findings(store, at, findings_of(at, versions_of(at, document)), "withdrawn", None, why)


def reappear(store: Store, at: sa.Connection, document: int, why: str) -> None:
    """Notes that the page is there again, in whatever version: none of its versions is gone any more.

    Which findings it restores is told by its words (``mark_findings``).
    """
    for no in versions_of(at, document):
        gone = sa.update(documents).where(documents.c.no == no, documents.c.vanished.is_not(None))
        if at.execute(gone.values(vanished=None)).rowcount:
            _mark_page(at, no, "restored", store.now(at), why)


def versions_of(at: sa.Connection, document: int) -> list[int]:
    """The numbers of the documents that are versions of one page with this one, itself among them, as they were filed.

    Other texts that stood at the same address, as on a front page, are not: none of them revised one of these.
    """
    found, asked = {document}, [document]
    while asked:
        revised = sa.select(documents.c.revises).where(documents.c.no.in_(asked), documents.c.revises.is_not(None))
        revising = sa.select(documents.c.no).where(documents.c.revises.in_(asked))
        asked = sorted({int(no) for which in (revised, revising) for no in at.execute(which).scalars()} - found)
        found.update(asked)
    return sorted(found)


def findings_of(at: sa.Connection, numbers: Sequence[int]) -> list[str]:
    """The ids of the findings of these documents, by the readings that hold."""
    found: list[str] = []
    for no in numbers:
        current = (
            sa.select(finding.c.id)
            .join(reading, reading.c.no == finding.c.reading)
            .where(finding.c.document == no, reading.c.replaced.is_(None))
            .order_by(finding.c.no)
        )
        found += at.execute(current).scalars()
    return found


def why_gone(at: sa.Connection, document: int) -> str:
    """What was found when the page of this document, which is gone, was looked for."""
    of_page = sa.select(documents.c.id).where(documents.c.no == document)
    latest = sa.select(mark.c.why).where(mark.c.finding.in_(of_page), mark.c.kind == "withdrawn")
    return str(at.execute(latest.order_by(mark.c.no.desc()).limit(1)).scalar() or "the page is gone")


def _mark_page(at: sa.Connection, document: int, kind: str, now: str, why: str) -> None:
    id_ = at.execute(sa.select(documents.c.id).where(documents.c.no == document)).scalar_one()
    at.execute(sa.insert(mark).values(finding=id_, kind=kind, document=None, at=now, why=why))


def mark_findings(
    store: Store, at: sa.Connection, findings: Sequence[str], kind: str, document: int | None, why: str
) -> int:
    """Marks findings ``withdrawn`` or ``restored``; those that are so already are passed over. How many it marked."""
    marked = 0
    for ids in _portions(list(dict.fromkeys(findings))):
        stands = _stands(at, ids)
        # A finding that was never marked stands: there is nothing to restore.
        new = [id_ for id_ in ids if stands.get(id_, "restored") != kind]
        if new:
            now = store.now(at)
            at.execute(
                sa.insert(mark),
                [{"finding": id_, "kind": kind, "document": document, "at": now, "why": why} for id_ in new],
            )
        marked += len(new)
    return marked


def _stands(at: sa.Connection, ids: Sequence[str]) -> dict[str, str]:
    """The kind of the latest mark of each of these findings that bears one."""
    latest = sa.select(sa.func.max(mark.c.no)).where(mark.c.finding.in_(ids)).group_by(mark.c.finding)
    rows = at.execute(sa.select(mark.c.finding, mark.c.kind).where(mark.c.no.in_(latest)))
    return {row.finding: row.kind for row in rows}


def _portions(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
