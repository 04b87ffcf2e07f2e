"""The rows proved: the database's own checks, and what no foreign key can say."""

from __future__ import annotations

import json
from collections import Counter

import sqlalchemy as sa

from ..errors import StoreError
from . import search
from .opening import Store
from .own_facts import own_fact
from .problem import Found, Problem, Wrong
from .tables import (
    band,
    brief,
    document,
    finding,
    item,
    judgement,
    likeness,
    log,
    mark,
    reading,
    sighting,
    signature,
    source,
)

_BACKUP, _REPORT = "restore a backup", "restore a backup, or report this"


def prove_database(store: Store) -> Found:
    """What SQLite finds wrong in its file, and rows that point nowhere. PostgreSQL holds the latter itself."""
    with store.reading() as at:
        if at.dialect.name != "sqlite":
            return
        for (said,) in at.exec_driver_sql("PRAGMA integrity_check(100)"):
            if said != "ok":
                yield Problem(Wrong.DATABASE, store.place, f"the database is damaged ({said})", _BACKUP)
        for table, row, parent, _ in at.exec_driver_sql("PRAGMA foreign_key_check"):
            what = f"a row of {table} points to a row of {parent} that is not there"
            yield Problem(Wrong.ROW, f"{table} {row}", what, _BACKUP)


def prove_search(store: Store) -> Found:
    """Whether searching finds what the texts say. Asked as a writer, who waits for his turn, but nothing is written."""
    try:
        with store.writing() as at:
            for said in search.check(at):
                yield Problem(Wrong.SEARCH, store.place, said, "onrecord desk compact makes it anew")
    except StoreError as reason:
        yield Problem(Wrong.SEARCH, store.place, f"the search index could not be checked ({reason.what})", "try again")


def prove_rows(store: Store, checked: Counter[str]) -> Found:
    """Judgements and marks whose subject is gone, families, and times that run backwards."""
    with store.reading() as at:
        yield from _judgements(at, checked)
        yield from _marks(at)
        yield from _families(at)
        yield from _stamps(at)
        yield from _items(at)


def _judgements(at: sa.Connection, checked: Counter[str]) -> Found:
    checked["judgements"] = at.execute(sa.select(sa.func.count()).select_from(judgement)).scalar_one()
    other = judgement.alias()
    for prefixes, known in ((("s:", "e:", "t:", "c:"), finding.c.id), (("o:",), source.c.id), (("j:",), other.c.id)):
        for subject in (judgement.c.subject, judgement.c.other):
            asked = sa.or_(*(subject.startswith(prefix, autoescape=True) for prefix in prefixes))
            gone = sa.select(judgement.c.id, subject).where(asked, ~sa.exists().where(known == subject))
            for row in at.execute(gone):
                yield Problem(Wrong.JUDGEMENT, row[0], f"what this judgement is about is not there: {row[1]}", _BACKUP)
    undone = other.c.kind == "undo"
    backs = sa.exists().where(other.c.subject == judgement.c.id, undone, other.c.at == judgement.c.undone)
    for (id_,) in at.execute(sa.select(judgement.c.id).where(judgement.c.undone.is_not(None), ~backs)):
        yield Problem(Wrong.JUDGEMENT, id_, "this judgement is marked as undone, and no judgement undid it", _BACKUP)
    for id_, value in at.execute(sa.select(judgement.c.id, judgement.c.value).where(judgement.c.value.is_not(None))):
        if not _is_json(value):
            yield Problem(Wrong.JUDGEMENT, id_, "what this judgement says cannot be read", _BACKUP)


def _marks(at: sa.Connection) -> Found:
    gone = ~sa.exists().where(finding.c.id == mark.c.finding), ~sa.exists().where(document.c.id == mark.c.finding)
    for (id_,) in at.execute(sa.select(mark.c.finding).where(*gone).distinct()):
        yield Problem(Wrong.FINDING, id_, "this finding, or document, is marked, and is not there", _BACKUP)
    latest = sa.select(sa.func.max(mark.c.no)).where(mark.c.finding.startswith("d:")).group_by(mark.c.finding)
    marks = sa.select(mark.c.finding, mark.c.at).where(mark.c.no.in_(latest), mark.c.kind == "withdrawn")
    told = {row.finding: row.at for row in at.execute(marks)}
    rows = at.execute(sa.select(document.c.id, document.c.vanished).where(document.c.vanished.is_not(None)))
    gone_since = {row.id: row.vanished for row in rows}
    for id_ in sorted(told.keys() | gone_since.keys()):
        if told.get(id_) != gone_since.get(id_):
            yield Problem(Wrong.STAMP, id_, "when the page of this document was gone is told in two ways", _REPORT)


def _families(at: sa.Connection) -> Found:
    """A family is called by its first document, which is of it; whoever is like another is of its family."""
    head, one, other = document.alias(), document.alias(), document.alias()
    headless = ~sa.exists().where(head.c.no == document.c.family, head.c.family == head.c.no)
    asked = sa.select(document.c.id).where(document.c.family.is_not(None), headless)
    for (id_,) in at.execute(asked):
        yield Problem(Wrong.FAMILY, id_, "the first document of this document's family is not of it", _REPORT)
    apart = (
        sa.select(one.c.id, other.c.id)
        .select_from(likeness)
        .join(one, one.c.no == likeness.c.document)
        .join(other, other.c.no == likeness.c.other)
        .where(sa.func.coalesce(one.c.family, -1) != sa.func.coalesce(other.c.family, -2))
    )
    for id_, its_like in at.execute(apart):
        yield Problem(Wrong.FAMILY, id_, f"this document is like {its_like}, and not of its family", _REPORT)
    unsigned = ~sa.exists().where(signature.c.document == band.c.document)
    for (no,) in at.execute(sa.select(band.c.document).where(unsigned).distinct()):
        yield Problem(Wrong.FAMILY, f"document {no}", "this document is found by a likeness that it has not", _REPORT)


def _stamps(at: sa.Connection) -> Found:
    """What came after has the later stamp, and the desk's latest is not before any of them."""
    pairs = (
        (reading, reading.c.no, reading.c.made, reading.c.replaced),
        (judgement, judgement.c.id, judgement.c.at, judgement.c.undone),
        (sighting, sighting.c.no, sighting.c.first_seen, sighting.c.last_seen),
        (document, document.c.id, document.c.filed, document.c.vanished),
    )
    for table, name, first, second in pairs:
        for (where,) in at.execute(sa.select(name).where(second < first)):
            yield Problem(Wrong.STAMP, f"{table.name} {where}", "what came later has the earlier time", _REPORT)
    last = own_fact(at, "last")
    for column in (document.c.filed, reading.c.made, judgement.c.at, mark.c.at, brief.c.published, log.c.at):
        latest = at.execute(sa.select(sa.func.max(column))).scalar()
        if latest is not None and (last is None or latest > last):
            what = f"the desk's latest time, {last}, is before one of this table, {latest}"
            yield Problem(Wrong.STAMP, column.table.name, what, _REPORT)


def _items(at: sa.Connection) -> Found:
    asked = sa.select(item.c.key).where(item.c.state == "filed", item.c.document.is_(None))
    for (key,) in at.execute(asked):
        yield Problem(Wrong.ROW, key, "this entry of a feed is noted as filed, and its document is not", _REPORT)


def _is_json(said: str) -> bool:
    try:
        json.loads(said)
    except ValueError:
        return False
    return True
